"""What stays out of a page for readers who do not hold the case, beyond what queries withhold.

A treatment place can be told in a roundabout way: by the hospital that answered, by the ones left
to ask, by a document's number. These are the rules that close such ways.
"""

from collections.abc import Iterator, Mapping
from uuid import UUID

from izdeu.terms import FacilityKind, SourceKind
from izdeu.tracing.queries import ClaimLine, FacilityLine, MentionLine, PersonPage

#: Where people are treated.
TREATING = frozenset({FacilityKind.HOSPITAL, FacilityKind.ICU})


def is_masked(page: PersonPage) -> bool:
    """Whether anything on a page is withheld from this reader."""
    claims = any(claim.masked for claim in page.claims)
    return claims or any(mention.masked for mention in page.mentions)


def is_sheltered(page: PersonPage) -> bool:
    """Whether something withheld says that the person is treated, wounded or hiding somewhere.

    A hospital's "not on the list" alone does not, though it is withheld as a claim.
    """
    listed = any(mention.masked and _from_hospital(mention) for mention in page.mentions)
    return listed or any(one.masked and not one.statement.refuses for one in page.claims)


def _from_hospital(mention: MentionLine) -> bool:
    return mention.source.kind == SourceKind.HOSPITAL


def asks_of(page: PersonPage) -> Iterator[FacilityLine]:
    """The facilities nobody has asked about a person, where saying so tells no treatment place."""
    sheltered = is_sheltered(page)
    return (one for one in page.unasked if not (sheltered and one.kind in TREATING))


def leads_there(claim: ClaimLine, page: PersonPage) -> bool:
    """Whether document and spot stay out: they would lead to the list of a hospital."""
    mention = next(one for one in page.mentions if one.id == claim.mention)
    return claim.masked or (mention.masked and _from_hospital(mention))


def treats(place: FacilityLine | None) -> bool:
    """Whether a place may treat people: of several, each that answered would lead to the one."""
    return place is None or place.kind in TREATING


def names_treatment(words: str, facilities: Mapping[UUID, FacilityLine]) -> bool:
    """Whether words name one of the recorded places where people are treated."""
    folded = words.casefold()
    treating = (one for one in facilities.values() if one.kind in TREATING)
    names = (name for one in treating for name in (one.name, *one.names.values()))
    return any(name.casefold() in folded for name in names if name)
