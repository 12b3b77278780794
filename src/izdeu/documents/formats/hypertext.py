"""Web pages: the tables of an html file, with spans expanded, and its paragraphs."""

from collections.abc import Iterator

import lxml.html
from lxml import etree

from izdeu.documents.encoding import decode
from izdeu.documents.part import (
    Canvas,
    Grid,
    Held,
    Opened,
    Part,
    Passage,
    Row,
    Source,
    UnreadableDocument,
)

#: What a browser does not show as words.
UNSEEN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "object")
#: Elements after which a new line begins.
BREAKING = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"}
MOST_SPAN = 1_000


def open_hypertext(source: Source) -> Opened:
    """Read tables and running text; nothing the page refers to is fetched."""
    page, encoding = _page(source)
    canvas = Canvas()
    parts: list[Part] = []
    for number, table in enumerate(_tables(page), start=1):
        rows = _rows(table, canvas)
        title = _title(table)
        parts.append(Grid(Held(rows), engine="hypertext", table=number, title=title))
    parts.extend(_passages(page, canvas))
    return Opened(canvas.text(), tuple(parts), encoding=encoding, language=page.get("lang", ""))


def _page(source: Source) -> tuple[lxml.html.HtmlElement, str]:
    text, encoding = decode(source.content)
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        page = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableDocument(
            f"{source.name}: no page could be read; save it again from the browser as .html"
        ) from error
    etree.strip_elements(page, *UNSEEN, with_tail=False)
    return page, encoding


def _tables(page: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """Tables that hold no other table: the outer ones are a page's layout."""
    return [table for table in page.iter("table") if table.find(".//table") is None]


def _title(table: lxml.html.HtmlElement) -> str:
    caption = table.find("caption")
    if caption is not None:
        return _words(caption)
    before = table.xpath("preceding::*[self::h1 or self::h2 or self::h3 or self::h4 or self::p][1]")
    return _words(before[-1])[:300] if before else ""


def _rows(table: lxml.html.HtmlElement, canvas: Canvas) -> list[Row]:
    hanging: dict[int, tuple[int, str, int]] = {}
    lines = enumerate(table.iter("tr"), start=1)
    return [_row(line, number, hanging, canvas) for number, line in lines]


def _row(
    line: lxml.html.HtmlElement,
    number: int,
    hanging: dict[int, tuple[int, str, int]],
    canvas: Canvas,
) -> Row:
    """One row; ``hanging`` carries by column the cells that reach down from rows above."""
    cells: list[str] = []
    starts: list[int] = []

    def hang() -> None:
        while (column := len(cells)) in hanging:
            left, words, start = hanging.pop(column)
            cells.append(words)
            starts.append(start)
            if left > 1:
                hanging[-1 - column] = (left - 1, words, start)

    for cell in line.iterchildren("td", "th"):
        hang()
        words = _words(cell)
        start = canvas.put(words)
        for _ in range(_span(cell, "colspan")):
            if (down := _span(cell, "rowspan")) > 1:
                hanging[-1 - len(cells)] = (down - 1, words, start)
            cells.append(words)
            starts.append(start)
    hang()
    canvas.put("", "\n")
    _turn(hanging)
    return Row(number, cells, starts)


def _turn(hanging: dict[int, tuple[int, str, int]]) -> None:
    # Columns noted as -1 - n during this row become due in the next one.
    for key in [key for key in hanging if key < 0]:
        hanging[-1 - key] = hanging.pop(key)


def _span(cell: lxml.html.HtmlElement, name: str) -> int:
    told = (cell.get(name) or "1").strip()
    return max(1, min(int(told), MOST_SPAN)) if told.isascii() and told.isdigit() else 1


def _words(element: lxml.html.HtmlElement) -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: lxml.html.HtmlElement) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str):
            if event == "end" and node is not element:
                yield node.tail or ""
        elif event == "start":
            yield node.text or ""
        elif node is not element:
            yield ("\n" if node.tag in BREAKING else "") + (node.tail or "")


def _passages(page: lxml.html.HtmlElement, canvas: Canvas) -> Iterator[Passage]:
    for table in _tables(page):
        table.clear(keep_tail=True)
    body = page.find(".//body")
    text = "".join(_pieces(body if body is not None else page))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    prose = "\n".join(line for line in lines if line)
    if prose:
        start = canvas.put(prose, "\n")
        yield Passage(start, start + len(prose))
