"""The custody chain drawn: who had the person in turn, and the time nobody answers for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from xml.etree import ElementTree

#: Width of the drawing, height of a step and of a gap, and where the line stands, in pixels.
WIDTH, _STEP, _GAP, _LINE = 340, 52, 44, 16
#: Letters of a line of words that fit the width.
_FIT = 44


class Link(Protocol):
    """One link as it is drawn: when, what, how it stands, and the gap before it."""

    @property
    def when(self) -> str:
        """The date in words."""

    @property
    def what(self) -> str:
        """The event in words."""

    @property
    def tone(self) -> str:
        """How well it is supported."""

    @property
    def numbers(self) -> str:
        """The rows of the table that say it."""

    @property
    def gap(self) -> str:
        """What lies unaccounted for before it, in words; "" where nothing does."""

    @property
    def certain(self) -> bool:
        """Whether the gap is certain, not only possible."""


@dataclass(slots=True)
class _Pen:
    """Where the next thing is drawn."""

    root: ElementTree.Element
    y: float = 14.0


def draw(steps: Sequence[Link]) -> str:
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


def _join(pen: _Pen, step: Link) -> None:
    length = _GAP + 16 if step.gap else _GAP - 12
    start, end = pen.y + 7, pen.y + length - 7
    kind = ("gap certain" if step.certain else "gap possible") if step.gap else "joined"
    _add(pen.root, "path", {"d": f"M {_LINE} {start} V {end}", "class": kind})
    for number, words in enumerate(_lines(step.gap)[:2]):
        middle = (start + end) / 2 + 4 + 14 * number
        _add(pen.root, "text", {"x": _LINE + 18, "y": middle, "class": "told"}, words)
    pen.y += length


def _step(pen: _Pen, step: Link) -> None:
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
