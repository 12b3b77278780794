"""Lines of text: find the tables and lists of names among running text."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from izdeu.documents.part import Grid, Held, Part, Passage, Row
from izdeu.documents.separation import DELIMITERS
from izdeu.documents.values.person import name_end, without_number

FEWEST = 3
_WIDE = re.compile(r"[ \t\xa0]{2,}|\t| *[|│] *")
_RULE = re.compile(r"[\s\-+=_|:─│┼├┤]+")
#: A line is a list's line where it begins with a number or bullet and then a name.
_ITEM = re.compile(r"\s*(?:№?\s*\d{1,4}\s*[.)\]:]|[-–—•*·►▪])\s*")


def parts_of(
    text: str,
    offset: int = 0,
    *,
    message: str = "",
    page: int | None = None,
    sent: str = "",
    note: str = "",
) -> tuple[Part, ...]:
    """Tables, lists and passages of a text, in its order; places count from ``offset``.

    ``message``, ``page``, ``sent`` and ``note`` are handed on to each part.
    """
    lines = list(_lines(text, offset))
    parts: list[Part] = []
    for kind, group in groupby(_kinds(lines), key=lambda item: item[0]):
        block = [line for _, line in group]
        if kind:
            rows = _rows(block, split=kind == "table")
            parts.append(
                Grid(Held(rows), engine="lines", message=message, page=page, sent=sent, note=note)
            )
            continue
        start, end = block[0][1], block[-1][1] + len(block[-1][2])
        if text[start - offset : end - offset].strip():
            parts.append(Passage(start, end, page=page, message=message, sent=sent, note=note))
    return tuple(parts)


def _lines(text: str, offset: int) -> Iterator[tuple[int, int, str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        yield number, offset, line
        offset += len(line) + 1


Line = tuple[int, int, str]


def _kinds(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """Each line with what it belongs to; a table or list needs a few lines in a row."""
    kinds = ["table" if _cells(line[2]) else "list" if _is_item(line[2]) else "" for line in lines]
    for i in range(1, len(kinds) - 1):
        if not kinds[i] and kinds[i - 1] == kinds[i + 1] != "" and _is_between(lines[i][2]):
            kinds[i] = kinds[i - 1]
    for kind, group in groupby(list(enumerate(kinds)), key=lambda item: item[1]):
        places = [place for place, _ in group]
        if kind and len(places) < FEWEST and not (kind == "list" and len(places) == 2):
            for place in places:
                kinds[place] = ""
    _take_up_heading(kinds, lines)
    return list(zip(kinds, lines, strict=True))


def _is_between(line: str) -> bool:
    """A blank line, a drawn rule or a heading between rows belongs to them."""
    return not line.strip() or bool(_RULE.fullmatch(line)) or len(line) < 60


def _take_up_heading(kinds: list[str], lines: Sequence[Line]) -> None:
    """A short line just above a table or list says what it lists."""
    for i in range(1, len(kinds)):
        if kinds[i] and not kinds[i - 1]:
            above = i - 1
            while above > 0 and not lines[above][2].strip():
                above -= 1
            heading = lines[above][2].strip()
            if (
                heading
                and len(heading) < 160
                and (heading.endswith(":") or above == 0 or not lines[above - 1][2].strip())
            ):
                for place in range(above, i):
                    kinds[place] = kinds[i]


def _cells(line: str) -> int:
    """How many cells the line falls into, 0 if it is no table's line."""
    if _RULE.fullmatch(line):
        return 0
    for sign in DELIMITERS.replace(",", ""):
        if line.count(sign) >= 2 or (sign == "\t" and sign in line.strip()):
            return line.count(sign) + 1
    cells = [cell for cell in _WIDE.split(line.strip()) if cell]
    return len(cells) if len(cells) > 2 else 0


def _is_item(line: str) -> bool:
    marked = _ITEM.match(line)
    plain = line[marked.end() :] if marked else line.strip()
    end = name_end(without_number(plain))
    name = plain[:end].strip()
    if " " not in name or len(name) < 5:
        return False
    return bool(marked) or (len(line) < 70 and len(name) * 2 > len(plain.strip()))


def _rows(lines: Sequence[Line], *, split: bool) -> list[Row]:
    return [
        _row(line, split=split) for line in lines if not _RULE.fullmatch(line[2]) or not line[2]
    ]


def _row(line: Line, *, split: bool) -> Row:
    number, start, words = line
    if not split:
        return Row(number, [words], [start])
    sign = next((s for s in ";\t|│" if words.count(s) >= 2 or (s == "\t" and s in words)), "")
    pattern = re.compile(re.escape(sign)) if sign else _WIDE
    cells, starts, at = [], [], len(words) - len(words.lstrip()) if not sign else 0
    for match in [*pattern.finditer(words, at), None]:
        end = match.start() if match else len(words)
        cells.append(words[at:end])
        starts.append(start + at)
        at = match.end() if match else end
    if sign == "|" and not cells[0].strip():
        cells, starts = cells[1:], starts[1:]
    return Row(number, cells, starts)
