"""Name keys: what a search by name looks up, kept beside the mentions and at once up to date."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from izdeu.names import read, sought
from izdeu.tracing import bulk, models, named


def sound(mentions: Iterable[tuple[UUID, str]]) -> None:
    """Write the keys of these mentions' names; they have none yet."""
    bulk.insert(
        [
            models.NameKey(mention=mention, key=key)
            for mention, name in mentions
            for key in (sought(read(name)) if name else ())
        ]
    )


def sound_again(mentions: Sequence[UUID]) -> None:
    """Make the keys of these mentions anew; of those that are gone none is left."""
    named.delete(models.NameKey, "mention", mentions)
    sound(named.values(models.Mention, "id", mentions, ("id", "name")))
