"""One row of a list: the person it names, and what it says of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from izdeu.documents.columns.mapping import EVENTS, Choice
from izdeu.documents.context import BY_KIND, Context
from izdeu.documents.facility import find_facility, kind_of
from izdeu.documents.locator import Locator
from izdeu.documents.part import Row, Spot
from izdeu.documents.reading import Found, FoundClaim, FoundMention, SetAside, Value
from izdeu.documents.values.age import find_age, read_age
from izdeu.documents.values.date import find_dates, read_date
from izdeu.documents.values.father import father_in, father_of
from izdeu.documents.values.feature import is_unidentified, read_features
from izdeu.documents.values.number import has_number, seal
from izdeu.documents.values.person import initials_of, is_name, name_end, without_number
from izdeu.documents.values.sex import find_sex, read_sex
from izdeu.documents.values.status import find_statuses
from izdeu.terms import Assertion, Event, Sex

VERSION = 1
NAME_PARTS = ("surname", "given", "patronymic")
#: Cells that stand for nothing.
EMPTY = {
    "",
    "-",
    "—",
    "–",
    "--",
    "---",
    "нет",
    "жоқ",
    "no",
    "n/a",
    "н/д",
    "?",
    "б/д",
    "x",
    "х",
    ".",
}
#: Cells that say that the event of their column happened.
YES = {"да", "иә", "yes", "+", "v", "✓", "1", "true", "иа"}
#: Columns whose cells are kept verbatim though it is known what they are.
KEPT = {
    "ward",
    "residence",
    "source",
    "work",
    "place",
    "facility",
    "note",
    "features",
    "status",
    "injury",
}
LONGEST_NAME = 120


@dataclass(slots=True)
class Plan:
    """Where in a row each field stands, worked out once for a table."""

    place: Locator
    serials: bool
    column: int | None
    """The first column of a table that stands beside another: its rows need it to be told apart."""
    fields: tuple[tuple[int, str], ...]
    rules: dict[int, str]
    headers: dict[int, str]
    name: int | None
    parts: tuple[int, ...]
    events: tuple[tuple[int, Event], ...]
    at: dict[str, int]
    kept: tuple[tuple[int, str], ...]
    repeat_marks: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, choices: Sequence[Choice], left: int, place: Locator, *, serials: bool) -> "Plan":
        """Work out the plan for a table whose first column is ``left``."""
        fields = tuple((i, c.field) for i, c in enumerate(choices, left) if c.field)
        at: dict[str, int] = {}
        for i, word in fields:
            at.setdefault(word, i)
        kept = tuple(
            (i, c.header or f"column {i + 1}")
            for i, c in enumerate(choices, left)
            if not c.field or c.field in KEPT - {"facility", "place"}
        )
        return cls(
            place=place,
            serials=serials,
            column=left + 1 if left else None,
            fields=fields,
            rules={i: f"column:{c.rule}" for i, c in enumerate(choices, left)},
            headers={i: c.header for i, c in enumerate(choices, left)},
            name=at.get("name"),
            parts=() if "name" in at else tuple(at[p] for p in NAME_PARTS if p in at),
            events=tuple((i, Event(word)) for i, word in fields if word in EVENTS),
            at=at,
            kept=kept,
            repeat_marks=frozenset(c.header[:1] for c in choices) | {""},
        )

    def names_nobody(self) -> bool:
        """Whether no column can name a person or describe one."""
        return self.name is None and not self.parts and "features" not in self.at

    def locate(
        self, row: int | None, column: int | None = None, rule: str = "", page: int | None = None
    ) -> Locator:
        """A place in this table; columns count from 1."""
        p = self.place
        return Locator(
            member=p.member,
            page=page or p.page,
            sheet=p.sheet,
            table=p.table,
            row=row,
            column=column,
            message=p.message,
            engine=p.engine,
            rule=rule,
            version=VERSION,
        )

    def cell(self, row: Row, column: int, start: int, end: int, rule: str = "") -> Locator:
        """The place of words within a cell of a row."""
        p = self.place
        spot = row.spots[column] if row.spots else _NOWHERE
        return Locator(
            p.member,
            row.page or p.page,
            p.sheet,
            p.table,
            row.number,
            column + 1,
            p.message,
            start,
            end,
            spot.polygon,
            p.engine,
            spot.confidence,
            rule or self.rules.get(column, ""),
            VERSION,
        )

    def value(self, row: Row, column: int) -> Value | None:
        """The words of a cell without the spaces around them, and their place."""
        if column >= len(row.cells):
            return None
        cell = row.cells[column]
        words = cell.strip()
        if not words:
            return None
        start = row.starts[column]
        if len(words) != len(cell):
            start += cell.index(words)
        return Value(words, self.cell(row, column, start, start + len(words)))


_NOWHERE = Spot()


@dataclass(slots=True)
class Person:
    """What a row says of who the person is, while it is being read."""

    name: Value | None = None
    initials: str = ""
    birth: str = ""
    age: str = ""
    sex: Sex | None = None
    father: str = ""
    features: dict[str, str] = field(default_factory=dict)
    said: dict[str, Value] = field(default_factory=dict)
    rest: str = ""
    """What stands in the name's cell beside the name."""
    rest_at: Value | None = None


def read_row(row: Row, plan: Plan, context: Context, published: date) -> Iterator[Found | SetAside]:
    """Yield the mention of a row with its claims, and each value that could not be read."""
    aside: list[SetAside] = []
    person = _person(row, plan, published)
    _identify(person, row, plan, published, aside)
    if person.name is None and not person.features:
        yield SetAside(
            plan.locate(row.number, page=row.page), "row.names_nobody", _open_words(row, plan)
        )
        return
    claims = _claims(person, row, plan, context, published, aside)
    unmapped = _unmapped(row, plan, aside)
    yield Found(_mention(person, row, plan, published, unmapped), tuple(claims))
    yield from aside


def _mention(
    person: Person, row: Row, plan: Plan, published: date, unmapped: dict[str, str]
) -> FoundMention:
    return FoundMention(
        locator=plan.locate(row.number, plan.column, page=row.page),
        name=person.name,
        sex=person.sex,
        age=person.age,
        age_said=published.isoformat() if person.age else "",
        birth=person.birth,
        father=person.father,
        features=person.features,
        numbers=_numbers(row, plan),
        unmapped=unmapped,
        initials=person.initials,
        said=person.said,
    )


def _open_words(row: Row, plan: Plan) -> str:
    """The row's words without its contacts."""
    sealed = {i for i, word in plan.fields if word in ("contact", "phone", "id_number")}
    cells = [cell for i, cell in enumerate(row.cells) if i not in sealed and cell.strip()]
    return seal(" | ".join(cells))


# ---------------------------------------------------------------- who


def _person(row: Row, plan: Plan, published: date) -> Person:
    if plan.name is None:
        return Person(name=_joined(row, plan)) if plan.parts else Person()
    value = plan.value(row, plan.name)
    if value is None or value.raw.casefold() in EMPTY:
        return Person()
    if is_name(value.raw):
        if is_unidentified(value.raw):
            return _described(value, published)
        return Person(name=value, initials=_initials(value.raw))
    return _composite(value, row, plan, published)


def _initials(words: str) -> str:
    if "." not in words and not words[-1].isupper():
        return ""
    return initials_of(words) if "." in words or words[-1:].isupper() else ""


def _joined(row: Row, plan: Plan) -> Value | None:
    pieces = [piece for column in plan.parts if (piece := plan.value(row, column))]
    pieces = [piece for piece in pieces if piece.raw.casefold() not in EMPTY]
    if len(pieces) < 2:
        return pieces[0] if pieces else None
    words = " ".join(piece.raw for piece in pieces)
    where = plan.locate(row.number, plan.parts[0] + 1, pieces[0].locator.rule, row.page)
    return Value(words, where, tuple(pieces))


def _composite(value: Value, row: Row, plan: Plan, published: date) -> Person:
    """A cell that holds more than the name: a number before it, birth or notes after it."""
    if is_unidentified(value.raw):
        return _described(value, published)
    plain = without_number(value.raw)
    skipped = len(value.raw) - len(plain)
    end = name_end(plain)
    letters = sum(sign.isalpha() for sign in plain)
    if end < 2 and letters * 2 > len(plain) and len(plain) < LONGEST_NAME and plain[:1].isalpha():
        end = len(plain)
    name = plain[:end].rstrip(" ,;:-–—")
    if len(name) < 2:
        return Person()
    assert plan.name is not None  # noqa: S101 - a composite cell is a name's cell
    start = (value.locator.start or 0) + skipped
    person = Person(
        name=Value(name, plan.cell(row, plan.name, start, start + len(name), "cell:name")),
        initials=_initials(name),
    )
    rest = plain[end:]
    if rest.strip(" ,.;:-–—()"):
        person.rest = rest
        rest_start = start + end
        person.rest_at = Value(
            rest, plan.cell(row, plan.name, rest_start, rest_start + len(rest), "cell:rest")
        )
        _from_rest(person, published)
    return person


def _from_rest(person: Person, published: date) -> None:
    """Birth, age and sex from the words behind a name."""
    at = person.rest_at
    if at is None:
        return
    dates = find_dates(at.raw, published)
    born = [d for d in dates if d.birth or _is_birth(d.edtf, published)]
    if born:
        person.birth = read_birth(at.raw[born[0].start : born[0].end], published) or born[0].edtf
        person.said["birth"] = _within(at, born[0].start, born[0].end)
    if age := find_age(at.raw):
        person.age = age[0]
        person.said["age"] = _within(at, age[1], age[2])
    person.sex = find_sex(at.raw)


def _is_birth(edtf: str, published: date) -> bool:
    return edtf[:4].isdigit() and int(edtf[:4]) < published.year - 3


def _within(value: Value, start: int, end: int) -> Value:
    """A part of a value, with its own place."""
    words = value.raw[start:end]
    left = len(words) - len(words.lstrip())
    words = words.strip()
    base = (value.locator.start or 0) + start + left
    return Value(words, replace(value.locator, start=base, end=base + len(words)))


def _described(value: Value, published: date) -> Person:
    """Somebody without a name: what is said of them."""
    features = read_features(value.raw)
    person = Person(features=features or {"description": value.raw}, sex=find_sex(value.raw))
    if age := find_age(value.raw):
        person.age = age[0]
        person.said["age"] = _within(value, age[1], age[2])
    del published
    return person


def _identify(person: Person, row: Row, plan: Plan, published: date, aside: list[SetAside]) -> None:
    at = plan.at
    if "birth" in at and (value := plan.value(row, at["birth"])):
        _born(person, value, plan, published, aside)
    if "age" in at and (value := plan.value(row, at["age"])):
        _aged(person, value, published, aside)
    if "sex" in at and (value := plan.value(row, at["sex"])) and (sex := read_sex(value.raw)):
        person.sex = sex
        person.said["sex"] = value
    if "features" in at and (value := plan.value(row, at["features"])):
        person.features.update(read_features(seal(value.raw)) or {"description": seal(value.raw)})
        person.sex = person.sex or (find_sex(value.raw) if person.name is None else None)
    if person.name is not None:
        person.father = _father(person.name, row, plan)


def _father(name: Value, row: Row, plan: Plan) -> str:
    """The father's name, from a column of patronymics or the full name's patronymic."""
    if "patronymic" not in plan.at:
        return father_in(name.raw)
    value = plan.value(row, plan.at["patronymic"])
    if value is None or value.raw.casefold() in EMPTY:
        return ""
    return father_of(value.raw) or value.raw


def _born(person: Person, value: Value, plan: Plan, published: date, aside: list[SetAside]) -> None:
    if found := read_birth(value.raw, published, serial=plan.serials):
        person.birth = found
        person.said["birth"] = value
    elif age := read_age(value.raw):
        person.age = age
        person.said["age"] = value
    elif any(sign.isdigit() for sign in value.raw):
        dates = find_dates(value.raw, published, birth=True)
        if dates:
            person.birth = dates[0].edtf
            person.said["birth"] = value
        else:
            aside.append(SetAside(value.locator, "birth.unreadable", seal(value.raw)))


def read_birth(words: str, published: date, *, serial: bool = False) -> str:
    """The EDTF date of birth that words mean: never a time of day, never a guessed year."""
    return read_date(words, published, birth=True, serial=serial).partition("T")[0]


def _aged(person: Person, value: Value, published: date, aside: list[SetAside]) -> None:
    if age := read_age(value.raw):
        person.age = age
        person.said["age"] = value
    elif birth := read_birth(value.raw, published):
        person.birth = person.birth or birth
        person.said.setdefault("birth", value)
    elif any(sign.isdigit() for sign in value.raw):
        aside.append(SetAside(value.locator, "age.unreadable", seal(value.raw)))


def _numbers(row: Row, plan: Plan) -> tuple[Value, ...]:
    """Numbers of the person sought; those of relatives are never taken up."""
    columns = (plan.at[word] for word in ("phone", "id_number") if word in plan.at)
    values = (plan.value(row, column) for column in columns)
    return tuple(value for value in values if value and any(map(str.isdigit, value.raw)))


# ---------------------------------------------------------------- what


def _claims(
    person: Person,
    row: Row,
    plan: Plan,
    context: Context,
    published: date,
    aside: list[SetAside],
) -> list[FoundClaim]:
    claims: list[FoundClaim] = []
    for column, event in plan.events:
        if value := plan.value(row, column):
            claim = _event_claim(value, _in_context(event, context), plan, published, aside)
            if claim:
                claims.append(claim)
    for word in ("status", "note", "injury"):
        if word in plan.at and (value := plan.value(row, plan.at[word])):
            claims += _status_claims(value, published, claims)
    if person.rest_at is not None:
        claims += _status_claims(person.rest_at, published, claims)
    claims = _with_facility(claims, row, plan, context)
    claims = _with_date(claims, row, plan, context, published)
    return _with_place(claims, row, plan)


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
        return FoundClaim(event, when=when, words=words, locators=(value.locator,))
    if words.casefold() in EMPTY:
        return None
    inside = find_dates(words, published)
    if not inside and _is_number(words):
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


def _nearest(dates: Sequence[object], place: int) -> str:
    close = sorted(dates, key=lambda d: min(abs(d.start - place), abs(d.end - place)))  # type: ignore[attr-defined]
    return close[0].edtf if close else ""  # type: ignore[attr-defined]


def _with_facility(
    claims: list[FoundClaim], row: Row, plan: Plan, context: Context
) -> list[FoundClaim]:
    """Give the facility to the claim it belongs to, or make the claim that it implies."""
    value = plan.value(row, plan.at["facility"]) if "facility" in plan.at else None
    if value is None or value.raw.casefold() in EMPTY:
        return _in_list(claims, context)
    words = seal(value.raw)
    denied = [s for s in find_statuses(words) if s.assertion is not Assertion.ASSERTED]
    if denied:
        said = FoundClaim(
            denied[0].event,
            denied[0].assertion,
            words=words,
            locators=(value.locator,),
            note=denied[0].note,
        )
        return [*claims, said]
    kind = kind_of(words)
    event = BY_KIND.get(kind) if kind else None
    event = event or _implied(context, claims)
    for i, claim in enumerate(claims):
        if claim.event is event and claim.assertion is Assertion.ASSERTED:
            claims[i] = _at(claim, words, value)
            return claims
    if event is None:
        return [_at(claims[0], words, value), *claims[1:]] if claims else claims
    return [*claims, FoundClaim(event, facility=words, words=words, locators=(value.locator,))]


def _implied(context: Context, claims: Sequence[FoundClaim]) -> Event | None:
    if any(claim.event in (Event.TAKEN, Event.HELD) for claim in claims):
        return Event.HELD
    return None if claims else context.event


def _at(claim: FoundClaim, facility: str, value: Value) -> FoundClaim:
    return FoundClaim(
        claim.event,
        claim.assertion,
        claim.when,
        claim.place,
        claim.facility or facility,
        claim.said_by,
        words=claim.words,
        locators=(*claim.locators, value.locator),
        note=claim.note,
    )


def _in_list(claims: list[FoundClaim], context: Context) -> list[FoundClaim]:
    """The list's own facility stands behind what its rows say of that facility."""
    if not context.facility or not context.kind:
        return claims
    event = BY_KIND.get(context.kind)
    return [
        FoundClaim(
            claim.event,
            claim.assertion,
            claim.when,
            claim.place,
            claim.facility or (context.facility if claim.event is event else ""),
            claim.said_by,
            words=claim.words,
            locators=claim.locators,
            note=claim.note or context.note,
        )
        for claim in claims
    ]


def _with_date(
    claims: list[FoundClaim], row: Row, plan: Plan, context: Context, published: date
) -> list[FoundClaim]:
    """A column that is only called "date" dates what the list is about."""
    value = plan.value(row, plan.at["date"]) if "date" in plan.at else None
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


def _dated(claim: FoundClaim, when: str, value: Value) -> FoundClaim:
    return FoundClaim(
        claim.event,
        claim.assertion,
        when,
        claim.place,
        claim.facility,
        claim.said_by,
        words=claim.words,
        locators=(value.locator, *claim.locators),
        note=claim.note,
    )


def _with_place(claims: list[FoundClaim], row: Row, plan: Plan) -> list[FoundClaim]:
    value = plan.value(row, plan.at["place"]) if "place" in plan.at else None
    if value is None or not claims or value.raw.casefold() in EMPTY:
        return claims
    first = claims[0]
    claims[0] = FoundClaim(
        first.event,
        first.assertion,
        first.when,
        first.place or seal(value.raw),
        first.facility,
        first.said_by,
        words=first.words,
        locators=(*first.locators, value.locator),
        note=first.note,
    )
    return claims


def _unmapped(row: Row, plan: Plan, aside: list[SetAside]) -> dict[str, str]:
    unmapped: dict[str, str] = {}
    for column, header in plan.kept:
        if column < len(row.cells) and (words := row.cells[column].strip()):
            unmapped[header] = words
            if has_number(words):
                unmapped[header] = seal(words)
                aside.append(
                    SetAside(
                        plan.locate(row.number, column + 1, page=row.page), "cell.contact_sealed"
                    )
                )
    return unmapped


def is_yes(words: str) -> bool:
    """Whether a cell only says that its column's event happened."""
    return words.strip().casefold() in YES
