"""A person's page as words, ready to be laid out: what a reader may not see is not in it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from izdeu.publication import custody, timeline
from izdeu.publication.claimrow import ClaimRow, claim_row
from izdeu.publication.custody import Step
from izdeu.publication.dispute import DEATH, Dispute, disputes
from izdeu.publication.mask import is_masked, is_sheltered
from izdeu.publication.moment import date
from izdeu.publication.question import Question, asked, questions, unasked
from izdeu.publication.setting import Setting
from izdeu.publication.wording import known, say, say_if, term
from izdeu.terms import Event, Status
from izdeu.tracing.queries import ClaimLine, MentionLine, PersonPage

_DEATH_STATUS = frozenset({Status.DEAD, Status.DEATH_REPORTED, Status.CONTRADICTORY})
_HARM = frozenset({Event.ILL_TREATED, Event.WOUNDED, Event.REMOVED_FROM_HOSPITAL})
_STATUS_TONES = {Status.CONTRADICTORY: "disputed", Status.DEATH_REPORTED: "disputed"}


@dataclass(frozen=True, slots=True)
class PersonView:
    """All of a person's page that this reader may see, in the reader's language."""

    anchor: str
    name: str
    also: tuple[str, ...]
    status: str
    tone: str
    summary: str
    hurts: str
    """Why the page stays closed until it is opened; "" where nothing in it is likely to hurt."""
    requests: tuple[str, ...]
    disputed: bool
    unconfirmed: bool
    masked: bool
    sheltered: bool
    """Treated, wounded or hiding somewhere this reader is not told."""
    hidden: str
    described: tuple[tuple[str, str], ...]
    narrow: str
    wide: str
    drawn: str
    claims: tuple[ClaimRow, ...]
    disputes: tuple[Dispute, ...]
    chain: tuple[Step, ...]
    chain_drawn: str
    asked: str
    questions: tuple[Question, ...]
    unasked: tuple[tuple[str, str], ...]
    """Facilities nobody has asked, by kind."""


def person_view(page: PersonPage, setting: Setting, anchor: str) -> PersonView:
    """Word a person's page; places of treatment stay out wherever the page masks anything."""
    language, sheltered = setting.language, is_sheltered(page)
    shown = timeline.shown(page)
    rows = {
        claim.id: claim_row(claim, number, page, setting, anchor)
        for number, claim in enumerate(shown, 1)
    }
    name, also = _names(page, language)
    chain = tuple(custody.chain(page.chain, rows, language))
    return PersonView(
        anchor=anchor,
        name=name,
        also=also,
        status=term(language, page.status),
        tone=_STATUS_TONES.get(page.status, "plain"),
        summary=_summary(page, shown, setting),
        hurts=_hurts(page, shown, language),
        requests=tuple(_requests(page, language)),
        disputed=page.disputed,
        unconfirmed=any(not mention.confirmed for mention in page.mentions),
        masked=is_masked(page),
        sheltered=sheltered,
        hidden=say_if(language, "report.hidden", n=len(page.claims) - len(shown)),
        described=tuple(_described(page.mentions, language)),
        narrow=timeline.draw(page, language, timeline.NARROW),
        wide=timeline.draw(page, language, timeline.WIDE),
        drawn=_drawn(page, language),
        claims=tuple(rows.values()),
        disputes=tuple(disputes(page, rows)),
        chain=chain,
        chain_drawn=custody.draw(chain),
        asked=asked(page.inquiries, language),
        questions=tuple(questions(page, setting, sheltered)),
        unasked=tuple(unasked(page, setting)),
    )


def _names(page: PersonPage, language: str) -> tuple[str, tuple[str, ...]]:
    """The name as the family gave it, then every other spelling as written."""
    wanted = {request.mention for request in page.requests}
    ordered = sorted(page.mentions, key=lambda mention: mention.id not in wanted)
    names = list(dict.fromkeys(mention.name for mention in ordered if _named(mention)))
    if not names:
        return say(language, "report.unnamed"), ()
    return names[0], tuple(names[1:])


def _named(mention: MentionLine) -> bool:
    return bool(mention.name) and not (mention.hidden or mention.withdrawn)


def _summary(page: PersonPage, shown: Sequence[ClaimLine], setting: Setting) -> str:
    sources = {claim.source.source for claim in shown}
    waiting = setting.waiting.get(page.id, 0)
    told = [
        say(setting.language, "plural.claims", n=len(shown)),
        say(setting.language, "plural.sources", n=len(sources)),
        say_if(setting.language, "report.waiting", n=waiting),
    ]
    return ", ".join(filter(None, told))


def _hurts(page: PersonPage, shown: Sequence[ClaimLine], language: str) -> str:
    events = {claim.event for claim in shown}
    if page.status in _DEATH_STATUS or events & DEATH:
        return say(language, "report.hurts_death")
    return say(language, "report.hurts_harm") if events & _HARM else ""


def _requests(page: PersonPage, language: str) -> Iterator[str]:
    for request in page.requests:
        if not request.withdrawn:
            vetted = say(language, f"report.{'vetted' if request.vetted else 'unvetted'}")
            yield f"{say(language, 'report.request', number=request.number)}: {vetted}"


def _described(mentions: Sequence[MentionLine], language: str) -> Iterator[tuple[str, str]]:
    told: dict[str, dict[str, None]] = defaultdict(dict)
    for mention in mentions:
        if mention.hidden or mention.withdrawn:
            continue
        for key, value in mention.features.items():
            told[known(language, "feature", key)][value] = None
        if mention.sex:
            told[say(language, "feature.sex")][known(language, "sex", mention.sex)] = None
        if mention.age:
            told[say(language, "feature.age")][_age(mention, language)] = None
        if mention.birth:
            told[say(language, "feature.birth")][date(language, mention.birth)] = None
    return ((label, "; ".join(values)) for label, values in told.items())


def _age(mention: MentionLine, language: str) -> str:
    years = mention.age.strip("~?%").replace("/", "–")
    told = say(language, "date.about", date=years) if "~" in mention.age else years
    return f"{told} ({date(language, mention.age_said)})" if mention.age_said else told


def _drawn(page: PersonPage, language: str) -> str:
    drawn = timeline.marks(page, language)
    lanes = [lane for lane in timeline.LANES if any(mark.lane == lane for mark in drawn)]
    return say(
        language,
        "report.timeline_alt",
        claims=say(language, "plural.claims", n=len(drawn)),
        lanes=", ".join(say(language, f"lane.{lane}") for lane in lanes),
    )
