"""Which facility was asked on which day, drawn as a grid; what it answered, as a table."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from izdeu.publication.moment import date as day_in_words
from izdeu.publication.wording import say, term
from izdeu.terms import Answer
from izdeu.tracing.queries import Coverage, FacilityLine

#: Answers that say something of a name; the others only say that somebody asked.
ANSWERED = frozenset({Answer.LISTED, Answer.NOT_LISTED})
#: Width of a day, height of a facility's two lines, and of the line of days, in pixels.
_DAY, _ROW, _HEAD = 23, 42, 22


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One facility in words: on which days it was asked, and how many days nobody asked."""

    facility: str
    asked: tuple[str, ...]
    silent: int


def table(found: Coverage, language: str) -> list[CoverageRow]:
    """The grid as rows of words, for those who cannot see it."""
    return [
        CoverageRow(
            facility=_name(place, language),
            asked=tuple(
                f"{day_in_words(language, day.isoformat())}: {_answers(answers[day], language)}"
                for day in found.days
                if day in answers
            ),
            silent=sum(day not in answers for day in found.days),
        )
        for place, answers in found.rows
    ]


def draw(found: Coverage, language: str) -> str:
    """Draw the grid as SVG: filled where a facility answered, hollow where it only was asked."""
    width, height = _DAY * len(found.days) + 8, _HEAD + _ROW * len(found.rows) + 6
    root = ElementTree.Element(
        "svg",
        {"viewBox": f"0 0 {width} {height}", "width": str(width), "height": str(height),
         "aria-hidden": "true", "class": "coverage"},
    )  # fmt: skip
    grid = ElementTree.SubElement(root, "g", {"class": "grid"})
    for number, day in enumerate(found.days):
        _add(grid, "text", {"x": _x(number), "y": 14, "text-anchor": "middle"}, str(day.day))
    for number, (place, answers) in enumerate(found.rows):
        top = _HEAD + number * _ROW
        _add(grid, "line", {"x1": 0, "x2": width, "y1": top, "y2": top})
        _add(grid, "text", {"x": 4, "y": top + 15}, _name(place, language))
        _marks(root, found, answers, top + 30, language)
    return ElementTree.tostring(root, encoding="unicode")


def _marks(
    root: ElementTree.Element,
    found: Coverage,
    answers: Mapping[date, Counter[Answer]],
    y: int,
    language: str,
) -> None:
    for number, day in enumerate(found.days):
        x = _x(number)
        if day not in answers:
            _add(root, "line", {"x1": x - 4, "x2": x + 4, "y1": y, "y2": y, "class": "silent"})
            continue
        told = ANSWERED.intersection(answers[day])
        mark = ElementTree.SubElement(
            root, "g", {"class": "mark filled several" if told else "mark hollow answer"}
        )
        ElementTree.SubElement(mark, "title").text = _answers(answers[day], language)
        _add(mark, "circle", {"cx": x, "cy": y, "r": 6})


def _x(number: int) -> int:
    return 4 + _DAY * number + _DAY // 2


def _answers(answers: Mapping[Answer, int], language: str) -> str:
    return ", ".join(f"{term(language, one)} ({number})" for one, number in sorted(answers.items()))


def _name(place: FacilityLine, language: str) -> str:
    return place.names.get(language) or place.name or say(language, "report.unnamed")


def _add(
    parent: ElementTree.Element, name: str, values: Mapping[str, object], words: str = ""
) -> None:
    told = {key: str(value) for key, value in values.items()}
    ElementTree.SubElement(parent, name, told).text = words or None
