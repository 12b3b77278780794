"""A person's page as words, ready to be laid out: what a reader may not see is not in it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from izdeu.publication import custody, timeline
from izdeu.publication.mask import (
    asks_of,
    is_masked,
    is_sheltered,
    leads_there,
    names_treatment,
    treats,
)
from izdeu.publication.moment import date, duration
from izdeu.publication.wording import catalogue, known, locator, say, term
from izdeu.terms import Assertion, Event, Status
from izdeu.tracing.correction import corrected
from izdeu.tracing.queries import (
    ClaimLine,
    FacilityLine,
    InquiryLine,
    MentionLine,
    PersonPage,
)
from izdeu.tracing.timeline import Link

_DEATH = frozenset({Event.DIED, Event.BODY_RECEIVED, Event.BURIED, Event.EXHUMED})
_DEATH_STATUS = frozenset({Status.DEAD, Status.DEATH_REPORTED, Status.CONTRADICTORY})
_HARM = frozenset({Event.ILL_TREATED, Event.WOUNDED, Event.REMOVED_FROM_HOSPITAL})
_STATUS_TONES = {Status.CONTRADICTORY: "disputed", Status.DEATH_REPORTED: "disputed"}
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


@dataclass(frozen=True, slots=True)
class Dispute:
    """What contradicts, side by side: the claims on one side, the one against them."""

    said: tuple[ClaimRow, ...]
    against: ClaimRow


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the custody chain, with all who say it, and the gap before it if there is one."""

    claims: tuple[ClaimRow, ...]
    gap: str
    certain: bool

    @property
    def claim(self) -> ClaimRow:
        """What happened, as the first of them says it."""
        return self.claims[0]

    @property
    def when(self) -> str:
        """When, in words."""
        return self.claim.when

    @property
    def what(self) -> str:
        """What happened and, where it may be told, at which place."""
        return f"{self.claim.what}, {self.claim.where}" if self.claim.where else self.claim.what

    @property
    def tone(self) -> str:
        """How well it is supported."""
        return self.claim.tone

    @property
    def numbers(self) -> str:
        """The claims that say it, by their numbers."""
        return ", ".join(str(claim.number) for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Question:
    """A facility was asked; ``letter`` stands for it in the drawing."""

    letter: str
    told: str
    words: str


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


@dataclass(frozen=True, slots=True)
class Setting:
    """What every person's view shares."""

    language: str
    facilities: Mapping[UUID, FacilityLine]
    waiting: Mapping[UUID, int] = field(default_factory=dict)
    """How many likely proposals about a person nobody has decided."""
    links: Mapping[UUID, str] = field(default_factory=dict)
    """Addresses of the spots that claims stand at."""

    def name(self, facility: FacilityLine) -> str:
        """A facility's name in the reader's language, as recorded where it has none."""
        return facility.names.get(catalogue(self.language)) or facility.name


def person_view(page: PersonPage, setting: Setting, anchor: str) -> PersonView:
    """Word a person's page; places of treatment stay out wherever the page masks anything."""
    language, sheltered = setting.language, is_sheltered(page)
    shown = timeline.shown(page)
    rows = {
        claim.id: _row(claim, number, page, setting, anchor)
        for number, claim in enumerate(shown, 1)
    }
    name, also = _names(page, language)
    chain = tuple(_chain(page.chain, rows, language))
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
        hidden=_worded(language, "hidden", n=len(page.claims) - len(shown)),
        described=tuple(_described(page.mentions, language)),
        narrow=timeline.draw(page, language, timeline.NARROW),
        wide=timeline.draw(page, language, timeline.WIDE),
        drawn=_drawn(page, language),
        claims=tuple(rows.values()),
        disputes=tuple(_disputes(page, rows)),
        chain=chain,
        chain_drawn=custody.draw(chain),
        asked=_asked(page.inquiries, language),
        questions=tuple(_questions(page, setting, sheltered)),
        unasked=tuple(_unasked(page, setting)),
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
        _worded(setting.language, "waiting", n=waiting),
    ]
    return ", ".join(filter(None, told))


def _hurts(page: PersonPage, shown: Sequence[ClaimLine], language: str) -> str:
    events = {claim.event for claim in shown}
    if page.status in _DEATH_STATUS or events & _DEATH:
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


def _row(
    claim: ClaimLine, number: int, page: PersonPage, setting: Setting, anchor: str
) -> ClaimRow:
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
        said_by="" if hidden else _worded(language, "said_by", who=claim.said_by),
        risk=_worded(language, "risk", risk=claim.source.risk),
        standing=term(language, claim.standing),
        tone=timeline.TONES[claim.standing],
        withheld=claim.masked,
        link="" if hidden else setting.links.get(claim.id, ""),
    )


def _worded(language: str, key: str, **values: str | int) -> str:
    """A line of the report, or "" where there is nothing to say."""
    return say(language, f"report.{key}", **values) if any(values.values()) else ""


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
    return _cut(words)


def _cut(words: str) -> str:
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


def _disputes(page: PersonPage, rows: Mapping[UUID, ClaimRow]) -> Iterator[Dispute]:
    """Contradicting pairs, gathered by the claim that refuses, or that speaks of a death."""
    claims = {claim.id: claim for claim in page.claims}
    sides: dict[UUID, list[UUID]] = defaultdict(list)
    for a, b in page.contradictions:
        if a in rows and b in rows:
            pivot, other = (a, b) if _answers(claims[a]) else (b, a)
            sides[pivot].append(other)
    for pivot, others in sides.items():
        yield Dispute(tuple(rows[other] for other in others), rows[pivot])


def _answers(claim: ClaimLine) -> bool:
    return claim.statement.refuses or claim.event in _DEATH


def _chain(links: Sequence[Link], rows: Mapping[UUID, ClaimRow], language: str) -> Iterator[Step]:
    """The links in order; claims that say the same of the same time are one step."""
    told = [link for link in links if link.before in rows and link.after in rows]
    if not told:
        return
    step = Step((rows[told[0].before],), "", certain=False)
    for link in told:
        row, gap = rows[link.after], _gap(link, language)
        if not gap and (row.when, row.what) == (step.claim.when, step.claim.what):
            step = replace(step, claims=(*step.claims, row))
        else:
            yield step
            step = Step((row,), gap, certain=link.gap == "certain")
    yield step


def _gap(link: Link, language: str) -> str:
    if not link.gap:
        return ""
    told = [say(language, f"gap.{link.gap}")]
    if link.least:
        told.append(say(language, "report.gap_least", time=duration(language, link.least)))
    if link.most:
        told.append(say(language, "report.gap_most", time=duration(language, link.most)))
    else:
        told.append(say(language, "report.gap_open"))
    return "; ".join(told)


def _asked(inquiries: Sequence[InquiryLine], language: str) -> str:
    if not inquiries:
        return say(language, "report.asked_none")
    times = say(language, "plural.times", n=len(inquiries))
    last = date(language, inquiries[-1].asked)
    return say(language, "report.asked_summary", times=times, date=last)


def _questions(page: PersonPage, setting: Setting, sheltered: bool) -> Iterator[Question]:
    language = setting.language
    for number, line in enumerate(page.inquiries):
        place = setting.facilities.get(line.facility)
        telling = sheltered and treats(place)
        name = setting.name(place) if place else line.name
        told = say(
            language,
            "report.asked_row",
            date=date(language, line.asked),
            facility=say(language, "report.withheld") if telling else name,
            spelling=line.spelling,
            answer=term(language, line.answer),
        )
        yield Question(timeline.letter(number), told, "" if sheltered else _cut(line.words))


def _unasked(page: PersonPage, setting: Setting) -> Iterator[tuple[str, str]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for line in asks_of(page):
        kinds[line.kind].append(setting.name(line))
    for kind, names in kinds.items():
        yield known(setting.language, "facility_kind", kind), ", ".join(names)
