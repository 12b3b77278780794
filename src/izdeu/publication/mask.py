"""What stays out of a page for readers who do not hold the case, beyond what queries withhold.

A treatment place can be told in a roundabout way: by the hospital that answered, by the ones left
to ask, by a document's number. These are the rules that close such ways.
"""

from collections.abc import Iterator, Mapping
from uuid import UUID

from izdeu.terms import Answer, FacilityKind, SourceKind
from izdeu.tracing.queries import ClaimLine, FacilityLine, InquiryLine, PersonPage

#: Where people are treated.
TREATING = frozenset({FacilityKind.HOSPITAL, FacilityKind.ICU})


def is_masked(page: PersonPage) -> bool:
    """Whether anything on a page is withheld from this reader."""
    claims = any(claim.masked for claim in page.claims)
    return claims or any(mention.masked for mention in page.mentions)


def asks_of(page: PersonPage) -> Iterator[FacilityLine]:
    """The facilities nobody has asked about a person, where saying so tells no treatment place."""
    masked = is_masked(page)
    return (one for one in page.unasked if not (masked and one.kind in TREATING))


def leads_there(claim: ClaimLine, page: PersonPage) -> bool:
    """Whether document and spot stay out: they would lead to the list of a hospital."""
    mention = next(one for one in page.mentions if one.id == claim.mention)
    listed = mention.masked and mention.source.kind == SourceKind.HOSPITAL
    return claim.masked or listed


def answers_where(line: InquiryLine, place: FacilityLine | None) -> bool:
    """Whether an answer tells where somebody lies: "on the list", from a place of treatment."""
    return line.answer == Answer.LISTED and (place is None or place.kind in TREATING)


def names_treatment(words: str, facilities: Mapping[UUID, FacilityLine]) -> bool:
    """Whether words name one of the recorded places where people are treated."""
    folded = words.casefold()
    treating = (one for one in facilities.values() if one.kind in TREATING)
    names = (name for one in treating for name in (one.name, *one.names.values()))
    return any(name.casefold() in folded for name in names if name)
