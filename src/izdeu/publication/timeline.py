"""One person's claims drawn in time: a lane for each kind of knowledge, dashes for gaps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID
from xml.etree import ElementTree

from izdeu.dates import Span, span
from izdeu.publication.axis import Axis, axis
from izdeu.publication.moment import date, duration
from izdeu.publication.wording import known, say, term
from izdeu.terms import Answer, Assertion, SourceKind, Standing
from izdeu.tracing.queries import ClaimLine, InquiryLine, PersonPage
from izdeu.tracing.timeline import Link, form, lane

LANES = ("seen", "held", "treated", "dead", "asked", "officials")
#: Whose denials stand with the authorities.
OFFICIALS = frozenset(
    {SourceKind.POLICE, SourceKind.PROSECUTOR, SourceKind.MINISTRY, SourceKind.COURT}
)
#: How well a claim is supported, as a tone; shape and word say the same.
TONES: Mapping[Standing, str] = {
    Standing.CLAIMED: "single",
    Standing.UNVERIFIABLE: "single",
    Standing.CORROBORATED: "several",
    Standing.VERIFIED: "several",
    Standing.DISPUTED: "disputed",
    Standing.DENIED: "disputed",
    Standing.WITHDRAWN: "single",
}
_SECOND_HAND = (Assertion.HEARSAY, Assertion.HEDGED)
#: Width of a letter of a label, in pixels, and of a mark.
_LETTER, _MARK = 6.4, 7.0
#: How far below a row's middle the dashes of a gap run, so that they strike no words through.
_UNDER = 12.0


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn for one claim or answer: where, in which shape, and what it says."""

    ids: tuple[UUID, ...]
    """The claims or the inquiry it stands for."""
    number: str
    """The rows of the table that say the same in words: "2", "1, 3–5", "A"."""
    lane: str
    span: Span
    form: str
    """filled, unsure, hollow, cross or faint."""
    tone: str
    words: str
    title: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a drawing is laid out, in pixels."""

    width: int
    left: int
    head: int
    """Height of a lane's own line of words; 0 where they stand at the side."""
    row: int
    worded: bool
    """Whether marks carry words, or only the number of their row in the table."""


#: For a telephone, and for anything wider.
NARROW = Sheet(width=340, left=10, head=18, row=24, worded=False)
WIDE = Sheet(width=1040, left=140, head=0, row=32, worded=True)


@dataclass(frozen=True, slots=True)
class _Placed:
    mark: Mark
    x: float
    end: float
    y: float
    flipped: bool
    """Whether the label stands left of the mark, for want of room on the right."""


def marks(page: PersonPage, language: str) -> list[Mark]:
    """What can be drawn of a person: dated claims, and answers of facilities."""
    answered = {line.asked for line in page.inquiries}
    found = [
        _claim_mark(claim, number, language)
        for number, claim in enumerate(shown(page), 1)
        if claim.when and not (claim.statement.refuses and claim.when in answered)
    ]
    return found + [
        _answer_mark(line, letter(number), language) for number, line in enumerate(page.inquiries)
    ]


def _gathered(found: Iterable[Mark]) -> list[Mark]:
    """Claims that say the same of the same time as one mark with all their numbers."""
    alike: dict[tuple[object, ...], list[Mark]] = defaultdict(list)
    for mark in found:
        alike[mark.lane, mark.span, mark.form, mark.tone, mark.words].append(mark)
    return [_together(group) for group in alike.values()]


def _together(group: Sequence[Mark]) -> Mark:
    return replace(
        group[0],
        ids=tuple(one for mark in group for one in mark.ids),
        number=_runs([mark.number for mark in group]),
        title="\n".join(mark.title for mark in group),
    )


def _runs(numbers: Sequence[str]) -> str:
    """Numbers as a reader writes them: "1, 3–5, 9"; letters one by one."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and number.isdigit() and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        run[0] if len(run) == 1 else f"{run[0]}{'–' if len(run) > 2 else ', '}{run[-1]}"
        for run in runs
    )


def shown(page: PersonPage) -> list[ClaimLine]:
    """The claims of a page without hidden ones, in the order of their numbers."""
    return [claim for claim in page.claims if not (claim.hidden or claim.statement.hidden)]


def letter(number: int) -> str:
    """A, B … Z, AA: inquiries are lettered, claims numbered."""
    head, last = divmod(number, 26)
    return (letter(head - 1) if head else "") + chr(ord("A") + last)


def draw(page: PersonPage, language: str, sheet: Sheet) -> str:
    """Draw the timeline as SVG without any outside reference; "" where nothing has a date."""
    drawn = [mark for mark in _gathered(marks(page, language)) if mark.span.start]
    line = axis((mark.span for mark in drawn), left=sheet.left, right=sheet.width - 14)
    if line is None:
        return ""
    root = ElementTree.Element("svg", _box(sheet.width, 0) | {"aria-hidden": "true"})
    grid = ElementTree.SubElement(root, "g", {"class": "grid"})
    bottom = 24.0
    placed: dict[UUID, _Placed] = {}
    rows: list[_Placed] = []
    for name in LANES:
        here = [mark for mark in drawn if mark.lane == name]
        if here:
            top = _lane(grid, sheet, bottom, say(language, f"lane.{name}"))
            stacked = _stack(here, line, sheet, top)
            placed |= {claim: one for one in stacked for claim in one.mark.ids}
            bottom = max(one.y for one in stacked) + sheet.row / 2 + 4
            rows += stacked
    _ticks(grid, line, language, bottom, 30 if sheet.worded else 34)
    _gaps(root, page.chain, placed, language if sheet.worded else "")
    for one in rows:
        _mark(root, one, line, sheet)
    root.attrib |= _box(sheet.width, bottom)
    return ElementTree.tostring(root, encoding="unicode")


def _box(width: int, height: float) -> dict[str, str]:
    return {"viewBox": f"0 0 {width} {height:.0f}", "width": str(width), "height": f"{height:.0f}"}


def _claim_mark(claim: ClaimLine, number: int, language: str) -> Mark:
    refuses = claim.statement.refuses
    official = claim.source.kind in OFFICIALS or claim.voice in OFFICIALS
    shape = form(claim.standing, refuses=refuses)
    if shape == "filled" and claim.assertion in _SECOND_HAND:
        shape = "unsure"
    said = [term(language, claim.event), term(language, claim.standing)]
    said[1:1] = [term(language, claim.assertion)] if refuses or shape == "unsure" else []
    return Mark(
        ids=(claim.id,),
        number=str(number),
        lane=lane(claim.event, refuses=refuses, official=official),
        span=span(claim.when),
        form=shape,
        tone=TONES[claim.standing],
        words=": ".join((said[1], said[0])) if refuses else said[0],
        title=f"{number}. {date(language, claim.when)}: {', '.join(said)}",
    )


def _answer_mark(line: InquiryLine, number: str, language: str) -> Mark:
    answer = known(language, "answer", Answer(line.answer).value)
    when = date(language, line.asked)
    return Mark(
        (line.id,), number, "asked", span(line.asked), "hollow", "answer", answer,
        f"{number}. {when}: {answer}",
    )  # fmt: skip


def _lane(grid: ElementTree.Element, sheet: Sheet, top: float, words: str) -> float:
    """Draw a lane's line and name; give the height of its first row."""
    _add(grid, "line", {"x1": 0, "x2": sheet.width, "y1": top, "y2": top})
    first = top + sheet.head + sheet.row / 2 + 3
    _add(grid, "text", {"x": 2, "y": top + 15 if sheet.head else first + 4}, words)
    return first


def _stack(found: Sequence[Mark], line: Axis, sheet: Sheet, top: float) -> list[_Placed]:
    """Place marks in a lane, in as many rows as keep them from covering one another."""
    taken: list[float] = []
    placed = []
    for mark in sorted(found, key=lambda one: (line.x(one.span.start), one.number)):
        one, reach = _room(mark, line, sheet)
        row = next((n for n, end in enumerate(taken) if end < one.x - _reach_left(one)), len(taken))
        taken[row : row + 1] = [reach]
        placed.append(replace(one, y=top + row * sheet.row))
    return placed


def _room(mark: Mark, line: Axis, sheet: Sheet) -> tuple[_Placed, float]:
    """Where a mark begins and ends, and how far to the right it takes up room."""
    x, end = line.x(mark.span.start), line.x(mark.span.end, after=True)
    if _brief(mark):
        x = end = (x + end) / 2
    one = _Placed(mark, x, end, 0.0, flipped=False)
    reach = end + _MARK + len(_label(one, sheet)) * _LETTER + 8
    if reach > sheet.width and x - (reach - end) > sheet.left:
        return replace(one, flipped=True), end + _MARK + 4
    return one, min(reach, float(sheet.width))


def _reach_left(one: _Placed) -> float:
    if not one.flipped:
        return _MARK
    return _MARK + (len(one.mark.number) + len(one.mark.words) + 2) * _LETTER


def _brief(mark: Mark) -> bool:
    start, end = mark.span.start, mark.span.end
    return start is not None and end is not None and (end - start).total_seconds() <= 86400


def _label(one: _Placed, sheet: Sheet) -> str:
    return f"{one.mark.number} {one.mark.words}" if sheet.worded else one.mark.number


def _ticks(
    grid: ElementTree.Element, line: Axis, language: str, bottom: float, apart: float
) -> None:
    for tick in line.ticks(language, apart):
        across: dict[str, object] = {"x1": tick.x, "x2": tick.x, "y1": 20, "y2": bottom}
        _add(grid, "line", across | ({"class": "broken"} if tick.broken else {}))
        _add(grid, "text", {"x": tick.x + 2, "y": 14}, tick.label)


def _gaps(
    root: ElementTree.Element, chain: Iterable[Link], placed: Mapping[UUID, _Placed], language: str
) -> None:
    """Dash the time nobody accounts for, from one link of the custody chain to the next."""
    for link in chain:
        before, after = placed.get(link.before), placed.get(link.after)
        if not link.gap or before is None or after is None:
            continue
        under = after.y + _UNDER
        path = f"M {before.end:.1f} {before.y + _MARK:.1f} V {under:.1f} H {after.x:.1f} v -4"
        _add(root, "path", {"d": path, "class": f"gap {link.gap}"})
        if language and link.least and after.x - before.end > 70:
            middle = {"x": (before.end + after.x) / 2, "y": under + 4, "class": "gap"}
            _add(root, "text", middle, f"≥ {duration(language, link.least)}")


def _mark(root: ElementTree.Element, one: _Placed, line: Axis, sheet: Sheet) -> None:
    group = ElementTree.SubElement(root, "g", {"class": f"mark {one.mark.form} {one.mark.tone}"})
    ElementTree.SubElement(group, "title").text = one.mark.title
    for name, values in _shapes(one, line):
        _add(group, name, values)
    x = one.x - _MARK - 4 if one.flipped else one.end + _MARK + 4
    anchor = "end" if one.flipped else "start"
    _add(group, "text", {"x": x, "y": one.y + 4, "text-anchor": anchor}, _label(one, sheet))


def _shapes(one: _Placed, line: Axis) -> Iterator[tuple[str, dict[str, object]]]:
    """A cross denies; a bar is a span of time; a diamond is disputed; a ring has two sources."""
    x, y, size = one.x, one.y, 6
    if one.mark.form == "cross":
        for slope in (size, -size):
            yield "line", {"x1": x - size, "x2": x + size, "y1": y - slope, "y2": y + slope}
    elif not _brief(one.mark):
        left, right = max(one.x, line.left), min(one.end, line.right)
        width = max(right - left, 2.0 * size)
        yield "rect", {"x": left, "y": y - size, "width": width, "height": 2 * size, "rx": 3}
    elif one.mark.tone == "disputed":
        corners = ((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y))
        yield "polygon", {"points": " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)}
    else:
        yield "circle", {"cx": x, "cy": y, "r": size - 1}
        if one.mark.tone == "several":
            yield "circle", {"cx": x, "cy": y, "r": size + 2, "class": "ring"}


def _add(
    parent: ElementTree.Element, name: str, values: Mapping[str, object], words: str = ""
) -> None:
    """Add a shape; ElementTree escapes whatever a document said."""
    told = {key: f"{v:.1f}" if isinstance(v, float) else str(v) for key, v in values.items()}
    ElementTree.SubElement(parent, name, told).text = words or None
