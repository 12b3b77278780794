"""What had to be set aside, as long as nobody has seen to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import EntryKind, SourceKind
from izdeu.tracing import models


@dataclass(frozen=True, slots=True)
class Aside:
    """A place of a document that could not be read, and why."""

    id: UUID
    reason: str
    locator: Mapping[str, Any]


def open_asides() -> Any:
    """The rows that still wait, as a queryset for other queries."""
    settled = models.Act.objects.filter(kind=EntryKind.WITHDRAWAL, answered=False)
    return models.SetAside.objects.exclude(id__in=settled.values("about"))


def opens_rows(reader: Reader, document: UUID) -> bool:
    """Whether this reader may see rows nobody has read yet: a hospital's only who holds the list.

    What stands in them cannot be masked before somebody has read it.
    """
    source = models.Document.objects.filter(id=document).values("source")
    hospital = models.Source.objects.filter(id__in=source, kind=SourceKind.HOSPITAL).exists()
    return not hospital or document in reader.cases


def whole_asides(reader: Reader, document: UUID) -> list[UUID]:
    """What was set aside of a document as a whole: for its columns, or as unreadable."""
    require_staff(reader)
    rows = open_asides().filter(document=document).values_list("id", "locator")
    return [aside for aside, place in rows if place.keys() <= {"version"}]
