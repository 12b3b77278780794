"""The custody chain in words and drawn: who had the person, and the time nobody answers for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID
from xml.etree import ElementTree

from izdeu.publication.claimrow import ClaimRow
from izdeu.publication.moment import duration
from izdeu.publication.wording import say
from izdeu.tracing.timeline import Link

#: Width of the drawing, height of a step and of a gap, and where the line stands, in pixels.
WIDTH, _STEP, _GAP, _LINE = 340, 52, 44, 16
#: Letters of a line of words that fit the width.
_FIT = 44


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


@dataclass(slots=True)
class _Pen:
    """Where the next thing is drawn."""

    root: ElementTree.Element
    y: float = 14.0


def chain(links: Sequence[Link], rows: Mapping[UUID, ClaimRow], language: str) -> Iterator[Step]:
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


def draw(steps: Sequence[Step]) -> str:
    """Draw the chain from top to bottom as SVG; "" for no chain.

    A full line joins what follows closely, dashes stand for a gap, with its length beside them.
    """
    if not steps:
        return ""
    root = ElementTree.Element("svg", {"class": "custody", "aria-hidden": "true"})
    pen = _Pen(root)
    for number, step in enumerate(steps):
        if number:
            _join(pen, step)
        _step(pen, step)
    height = f"{pen.y + _STEP / 2:.0f}"
    root.attrib |= {"viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH), "height": height}
    return ElementTree.tostring(root, encoding="unicode")


def _join(pen: _Pen, step: Step) -> None:
    length = _GAP + 16 if step.gap else _GAP - 12
    start, end = pen.y + 7, pen.y + length - 7
    kind = ("gap certain" if step.certain else "gap possible") if step.gap else "joined"
    _add(pen.root, "path", {"d": f"M {_LINE} {start} V {end}", "class": kind})
    for number, words in enumerate(_lines(step.gap)[:2]):
        middle = (start + end) / 2 + 4 + 14 * number
        _add(pen.root, "text", {"x": _LINE + 18, "y": middle, "class": "told"}, words)
    pen.y += length


def _step(pen: _Pen, step: Step) -> None:
    mark = ElementTree.SubElement(pen.root, "g", {"class": f"mark filled {step.tone}"})
    _add(mark, "circle", {"cx": _LINE, "cy": pen.y, "r": 6})
    words = f"{step.numbers} {step.what}"
    _add(pen.root, "text", {"x": _LINE + 18, "y": pen.y + 1}, _lines(words)[0])
    _add(pen.root, "text", {"x": _LINE + 18, "y": pen.y + 16, "class": "told"}, step.when)
    pen.y += 14


def _lines(words: str) -> list[str]:
    """Words in lines that fit; the table beside the drawing has them whole."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _FIT or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _add(
    parent: ElementTree.Element, name: str, values: dict[str, object], words: str = ""
) -> None:
    told = {key: f"{v:.1f}" if isinstance(v, float) else str(v) for key, v in values.items()}
    ElementTree.SubElement(parent, name, told).text = words or None
