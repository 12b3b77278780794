"""One claim of a person's page in words."""

from dataclasses import dataclass

from izdeu.publication import timeline
from izdeu.publication.mask import is_sheltered, leads_there, names_treatment
from izdeu.publication.moment import date
from izdeu.publication.setting import Setting
from izdeu.publication.wording import known, locator, say, say_if, term
from izdeu.terms import Assertion
from izdeu.tracing.correction import corrected
from izdeu.tracing.queries import ClaimLine, PersonPage

#: Longer quotations are cut; the spot in the document is given beside them.
_QUOTED = 280


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim in words: what, when, where, who says it in which spot, and how it stands."""

    number: int
    anchor: str
    when: str
    what: str
    where: str
    words: str
    source: str
    spot: str
    said_by: str
    risk: str
    standing: str
    tone: str
    withheld: bool
    link: str = ""
    """Where the spot in the document can be looked at; "" on a page that stands alone."""


def claim_row(
    claim: ClaimLine, number: int, page: PersonPage, setting: Setting, anchor: str
) -> ClaimRow:
    """Word a claim; on a sheltered page without the words and places that lead to a treatment."""
    language = setting.language
    hidden = leads_there(claim, page)
    return ClaimRow(
        number=number,
        anchor=f"{anchor}-{number}",
        when=date(language, claim.when),
        what=_what(claim, language),
        where=_where(claim, page, setting),
        words="" if is_sheltered(page) else _quoted(claim, page),
        source=_source(claim, language),
        spot=say(language, "report.withheld") if hidden else _spot(claim, page, language),
        said_by="" if hidden else say_if(language, "report.said_by", who=claim.said_by),
        risk=say_if(language, "report.risk", risk=claim.source.risk),
        standing=term(language, claim.standing),
        tone=timeline.TONES[claim.standing],
        withheld=claim.masked,
        link="" if hidden else setting.links.get(claim.id, ""),
    )


def _where(claim: ClaimLine, page: PersonPage, setting: Setting) -> str:
    """Facility and place; a place of treatment stays out of such a page, whoever names it."""
    told = list(dict.fromkeys(filter(None, (claim.facility, claim.place))))
    if is_sheltered(page) and any(names_treatment(words, setting.facilities) for words in told):
        return ""
    return ", ".join(told)


def _what(claim: ClaimLine, language: str) -> str:
    if field := corrected(claim.note):
        return known(language, "report", f"right_{field}")
    event = term(language, claim.event)
    if claim.assertion == Assertion.ASSERTED:
        return event
    return f"{term(language, claim.assertion)}: {event}"


def _quoted(claim: ClaimLine, page: PersonPage) -> str:
    """The words a claim rests on, where they say more than its date, place and name do."""
    words = claim.words or claim.note
    said = (claim.facility, claim.place, *(mention.name for mention in page.mentions))
    if not any(letter.isalpha() for letter in words) or any(words == one for one in said):
        return ""
    return cut(words)


def cut(words: str) -> str:
    """A quotation as long as the page has room for."""
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED].rstrip()}…"


def _source(claim: ClaimLine, language: str) -> str:
    kind = known(language, "source_kind", claim.source.kind)
    return f"{claim.source.name} ({kind})" if claim.source.name else kind


def _spot(claim: ClaimLine, page: PersonPage, language: str) -> str:
    """Document and place in it; an answer to the team's own question stands in no document."""
    asked = [line.asked for line in page.inquiries]
    if not claim.locators and claim.when in asked:
        letter = timeline.letter(asked.index(claim.when))
        return say(language, "report.answer_to", letter=letter)
    document = say(language, "place.document", id=str(claim.source.document)[:8])
    day = date(language, claim.source.published)
    spots = [locator(language, one) for one in claim.locators if one]
    told = "; ".join(dict.fromkeys(spots)) or say(language, "place.none")
    return f"{document}, {say(language, 'report.published', date=day)}; {told}"
