"""A folder that somebody carries or another program empties: one small file a message."""

import re
from pathlib import Path

from django.conf import settings

from izdeu.alerts.delivery import NotDelivered

_SHELF = re.compile(r"[a-z0-9-]{1,40}")


def send(address: str, text: str, key: str, seconds: float) -> None:
    """Write the text under its id on the shelf named by the address; again is the same file."""
    del seconds
    if not _SHELF.fullmatch(address):
        raise NotDelivered("a shelf is named with small letters, digits and -", again=False)
    folder = Path(settings.HOME) / "messages" / address
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = folder / f".{key}"
        beside.write_text(text + "\n", "utf-8")
        beside.replace(folder / f"{key}.txt")
    except OSError:
        raise NotDelivered(
            "the message could not be written; look at the disk", again=True
        ) from None
