"""What the words around a table say of everybody in it: titles, sheet names, section lines."""

import re
from dataclasses import dataclass, replace
from datetime import date

from izdeu.documents.facility import find_facility
from izdeu.documents.values.date import find_dates
from izdeu.documents.values.status import find_statuses
from izdeu.terms import Assertion, Event, FacilityKind

#: What being named by a facility of this kind says, where the list itself does not say it.
BY_KIND = {
    FacilityKind.HOSPITAL: Event.ADMITTED,
    FacilityKind.ICU: Event.ADMITTED,
    FacilityKind.MORGUE: Event.BODY_RECEIVED,
    FacilityKind.SIZO: Event.HELD,
    FacilityKind.IVS: Event.HELD,
    FacilityKind.SPEC: Event.HELD,
    FacilityKind.PRR: Event.HELD,
    FacilityKind.ROP: Event.HELD,
    FacilityKind.KNB: Event.HELD,
    FacilityKind.IK: Event.HELD,
    FacilityKind.ADHOC: Event.HELD,
}
#: In a title the weaker word gives way: "пострадавшие, поступившие в морг" is about the morgue.
_RANK = (
    Event.BODY_RECEIVED,
    Event.DIED,
    Event.BURIED,
    Event.RELEASED,
    Event.CONVICTED,
    Event.CHARGED,
    Event.REMOVED_FROM_HOSPITAL,
    Event.ADMITTED,
    Event.TAKEN,
    Event.HELD,
    Event.WOUNDED,
    Event.MISSING,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for every row below."""

    event: Event | None = None
    facility: str = ""
    kind: FacilityKind | None = None
    when: str = ""
    note: str = ""

    def within(self, words: str, published: date) -> "Context":
        """The context below a section line, which adds to what the title says."""
        inner = read_context(words, published)
        return replace(
            self,
            event=inner.event or self.event,
            facility=inner.facility or self.facility,
            kind=inner.kind or self.kind,
            when=_when(words, published) or self.when,
            note=words.strip(),
        )


#: A date behind these words says when the list was made, not what happened then.
_AS_OF = re.compile(
    r"по состоянию|на\s+\d{1,2}|период|с\s+\d{1,2}\D.{0,20}\bпо\b|жағдай бойынша|as of|утвержд"
    r"|от\s+\d{1,2}",
    re.IGNORECASE,
)


def read_context(words: str, published: date) -> Context:
    """What a title says: the event that the list is of, when, and the facility whose list it is."""
    facility = find_facility(words)
    kind = facility.kind if facility else None
    said = {
        status.event for status in find_statuses(words) if status.assertion is Assertion.ASSERTED
    }
    event = next((event for event in _RANK if event in said), None)
    if event is None and kind:
        event = BY_KIND.get(kind)
    named = facility.name if facility and facility.kind in BY_KIND else ""
    return Context(event, named, kind, _when(words, published) if event else "")


def _when(words: str, published: date) -> str:
    lines = (line for line in words.split("\n") if not _AS_OF.search(line))
    dates = (found for line in lines for found in find_dates(line, published))
    return next((found.edtf for found in dates if len(found.edtf) > len("2022-01")), "")
