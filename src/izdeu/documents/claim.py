"""What a row says of its person: events with their dates, places and facilities."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from izdeu.documents.columns.mapping import WORDED
from izdeu.documents.context import BY_KIND, Context
from izdeu.documents.facility import find_facility, kind_of
from izdeu.documents.identity import Person, within
from izdeu.documents.part import Row
from izdeu.documents.plan import EMPTY, Plan
from izdeu.documents.reading import FoundClaim, SetAside, Value
from izdeu.documents.values.date import FoundDate, find_dates, read_date
from izdeu.documents.values.number import seal
from izdeu.documents.values.status import FoundStatus, find_statuses
from izdeu.terms import Assertion, Event


def claims_of(
    person: Person,
    row: Row,
    plan: Plan,
    context: Context,
    published: date,
    aside: list[SetAside],
) -> list[FoundClaim]:
    """Every claim of a row, each event once; dates that cannot be read are set aside."""
    claims: list[FoundClaim] = []
    for column, event in plan.events:
        if value := plan.value(row, column):
            claim = _event_claim(value, _in_context(event, context), plan, published, aside)
            if claim:
                claims.append(claim)
    for column in plan.telling:
        if value := plan.value(row, column):
            claims += _status_claims(value, published, claims)
    if person.rest_at is not None:
        claims += _status_claims(person.rest_at, published, claims)
    claims = _with_facility(claims, person, row, plan, context)
    day = plan.value(row, plan.at["date"]) if "date" in plan.at else None
    claims = _with_date(claims, day, plan, context, published)
    if day is not None:
        aside += _undated(day, plan, published)
    return _with_place(claims, row, plan) if "place" in plan.at else claims


def _in_context(event: Event, context: Context) -> Event:
    """In a morgue's list "поступил" is said of a body."""
    bodies = context.event in (Event.BODY_RECEIVED, Event.DIED)
    return Event.BODY_RECEIVED if event is Event.ADMITTED and bodies else event


def _event_claim(
    value: Value, event: Event, plan: Plan, published: date, aside: list[SetAside]
) -> FoundClaim | None:
    words = value.raw
    when = read_date(words, published, serial=plan.serials)
    if when:
        return _claim(event, value, words=words, when=when)
    if words.casefold() in EMPTY:
        return None
    inside = find_dates(words, published)
    if not inside and _is_number(words) and event.value not in WORDED:
        aside.append(SetAside(value.locator, "date.unreadable", seal(words)))
        return FoundClaim(event, words=seal(words), locators=(value.locator,))
    statuses = [status for status in find_statuses(words) if status.event is event]
    assertion = statuses[0].assertion if statuses else Assertion.ASSERTED
    facility = find_facility(words)
    return FoundClaim(
        event,
        assertion,
        when=inside[0].edtf if inside else "",
        facility=facility.name if facility else "",
        words=seal(words),
        locators=(value.locator,),
    )


def _claim(
    event: Event,
    value: Value,
    *,
    words: str,
    assertion: Assertion = Assertion.ASSERTED,
    when: str = "",
    facility: str = "",
    note: str = "",
) -> FoundClaim:
    """What the words of a cell claim; by order, as the fields stand in the class."""
    return FoundClaim(event, assertion, when, "", facility, "", None, words, (value.locator,), note)


def _is_number(words: str) -> bool:
    return sum(sign.isdigit() for sign in words) * 2 > len(words)


def _status_claims(value: Value, published: date, claims: Sequence[FoundClaim]) -> list[FoundClaim]:
    """A claim for each event that status words name and no column has named yet."""
    known = {claim.event for claim in claims}
    found: list[FoundClaim] = []
    statuses = find_statuses(value.raw)
    dates = [d for d in find_dates(value.raw, published) if not d.birth] if statuses else []
    facility = find_facility(value.raw) if statuses else None
    for status in statuses:
        if status.event in known:
            continue
        known.add(status.event)
        found.append(
            FoundClaim(
                status.event,
                status.assertion,
                when=_nearest(dates, status.end),
                facility=facility.name if facility else "",
                words=seal(value.raw),
                locators=(value.locator,),
                note=status.note,
            )
        )
    return found


def _nearest(dates: Sequence[FoundDate], place: int) -> str:
    close = sorted(dates, key=lambda d: min(abs(d.start - place), abs(d.end - place)))
    return close[0].edtf if close else ""


def _facility_beside(person: Person) -> Value | None:
    """The facility that stands in the same cell as the name."""
    if person.rest_at is None:
        return None
    found = find_facility(person.rest_at.raw)
    return within(person.rest_at, found.start, found.end) if found else None


def _with_facility(
    claims: list[FoundClaim], person: Person, row: Row, plan: Plan, context: Context
) -> list[FoundClaim]:
    """Give the facility to the claim it belongs to, or make the claim that it implies."""
    value = plan.value(row, plan.at["facility"]) if "facility" in plan.at else None
    value = value or _facility_beside(person)
    said = _facility_said(value.raw) if value else None
    if value is None or said is None:
        return _in_list(claims, context)
    words, denied, event = said
    if denied:
        claim = _claim(
            denied.event, value, words=words, assertion=denied.assertion, note=denied.note
        )
        return [*claims, claim]
    event = event or _implied(context, claims)
    for i, claim in enumerate(claims):
        if claim.event is event and claim.assertion is Assertion.ASSERTED:
            claims[i] = _at(claim, words, value)
            return claims
    if event is None:
        return [_at(claims[0], words, value), *claims[1:]] if claims else claims
    return [*claims, _claim(event, value, words=words, facility=words)]


@lru_cache(maxsize=8_192)
def _facility_said(raw: str) -> tuple[str, FoundStatus | None, Event | None] | None:
    """What a cell of facilities says: its words, what it denies, what it means to be there."""
    if raw.casefold() in EMPTY:
        return None
    words = seal(raw)
    denied = (s for s in find_statuses(words) if s.assertion is not Assertion.ASSERTED)
    kind = kind_of(words)
    return words, next(denied, None), BY_KIND.get(kind) if kind else None


def _implied(context: Context, claims: Sequence[FoundClaim]) -> Event | None:
    if any(claim.event in (Event.TAKEN, Event.HELD) for claim in claims):
        return Event.HELD
    return None if claims else context.event


def _at(claim: FoundClaim, facility: str, value: Value) -> FoundClaim:
    return claim._replace(
        facility=claim.facility or facility,
        locators=(*claim.locators, value.locator),
    )


def _in_list(claims: list[FoundClaim], context: Context) -> list[FoundClaim]:
    """The list's own facility stands behind what its rows say of that facility."""
    if not context.facility or not context.kind:
        return claims
    event = BY_KIND.get(context.kind)
    return [
        claim._replace(
            facility=claim.facility or (context.facility if claim.event is event else ""),
            note=claim.note or context.note,
        )
        for claim in claims
    ]


def _with_date(
    claims: list[FoundClaim], value: Value | None, plan: Plan, context: Context, published: date
) -> list[FoundClaim]:
    """A column that is only called "date" dates what the list is about."""
    when = read_date(value.raw, published, serial=plan.serials) if value else ""
    if claims and not when:
        return claims
    event = context.event
    for i, claim in enumerate(claims):
        if value and not claim.when and (event in (None, claim.event) or len(claims) == 1):
            claims[i] = _dated(claim, when, value)
            return claims
    if event is None or event in {claim.event for claim in claims}:
        return claims
    made = FoundClaim(
        event,
        when=when or context.when,
        facility=context.facility,
        words=value.raw if value else "",
        locators=(value.locator,) if value else (),
        note=context.note,
    )
    return [*claims, made]


def _undated(value: Value, plan: Plan, published: date) -> list[SetAside]:
    """The cell of a column called "date", where it holds a number that is none."""
    if not _is_number(value.raw) or find_dates(value.raw, published):
        return []
    if read_date(value.raw, published, serial=plan.serials):
        return []
    return [SetAside(value.locator, "date.unreadable", seal(value.raw))]


def _dated(claim: FoundClaim, when: str, value: Value) -> FoundClaim:
    return claim._replace(when=when, locators=(value.locator, *claim.locators))


def _with_place(claims: list[FoundClaim], row: Row, plan: Plan) -> list[FoundClaim]:
    value = plan.value(row, plan.at["place"])
    if value is None or value.raw.casefold() in EMPTY:
        return claims
    if not claims:
        return _of_place(value, plan)
    first = claims[0]
    claims[0] = first._replace(
        place=first.place or seal(value.raw),
        locators=(*first.locators, value.locator),
    )
    return claims


def _of_place(value: Value, plan: Plan) -> list[FoundClaim]:
    """A column called "place of detention" says that there was one."""
    said = find_statuses(plan.headers.get(plan.at["place"], ""))
    words = seal(value.raw)
    return [
        FoundClaim(status.event, place=words, words=words, locators=(value.locator,))
        for status in said[:1]
    ]
