"""The register of facilities: places people are held, treated or laid.

There are hundreds of them and most pages of the desk name some, so that the register is kept in
memory as long as the same entries make it up. It tells nothing about any person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from izdeu.names.key import coarse
from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.tracing import models
from izdeu.tracing.facility import key


@dataclass(frozen=True, slots=True)
class FacilityLine:
    """A place people are held, treated or laid."""

    id: UUID
    kind: str
    name: str
    names: Mapping[str, str]
    place: str


@dataclass(frozen=True)
class Register:
    """Every facility, by kind and name."""

    lines: tuple[FacilityLine, ...]

    @cached_property
    def by_id(self) -> Mapping[UUID, FacilityLine]:
        """The facilities by their ids."""
        return {line.id: line for line in self.lines}

    @cached_property
    def _heard(self) -> Mapping[UUID, tuple[frozenset[str], ...]]:
        """How the words of each facility's names sound."""
        return {
            line.id: tuple(_heard(name) for name in (line.name, *line.names.values()))
            for line in self.lines
        }

    def named(self, words: str) -> list[FacilityLine]:
        """The facilities in whose name, in any language, each of the words is heard."""
        wanted = _heard(words)
        if not wanted:
            return []
        return [line for line in self.lines if any(wanted <= one for one in self._heard[line.id])]


def register() -> Register:
    """The register as it stands; for other queries."""
    # As text: to make ids of hundreds of entries would take longer than to find them.
    entries = models.Facility.objects.values_list(Cast("entry", TextField()), flat=True)
    return _made_up_of(frozenset(map(str, entries)))


@lru_cache(maxsize=1)
def _made_up_of(_entries: frozenset[str]) -> Register:
    """Read the register once for the entries that make it up: what an entry says never changes."""
    rows = models.Facility.objects.order_by("kind", "name", "id")
    return Register(
        tuple(FacilityLine(row.id, row.kind, row.name, row.names, row.place) for row in rows)
    )


def facilities(reader: Reader) -> list[FacilityLine]:
    """Every facility, by kind and name."""
    require_staff(reader)
    return list(register().lines)


def facilities_named(reader: Reader, words: str) -> list[FacilityLine]:
    """Give the facilities in whose name, in any language, each of the words is heard."""
    require_staff(reader)
    return register().named(words)


def lines(wanted: Iterable[UUID]) -> dict[UUID, FacilityLine]:
    """Some facilities by their ids; for other queries."""
    known = register().by_id
    return {one: known[one] for one in wanted if one in known}


def _heard(words: str) -> frozenset[str]:
    return frozenset(word if word.isdigit() else coarse(word) for word in key(words).split())
