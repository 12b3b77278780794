"""Word documents (docx): tables with merged cells expanded, and the paragraphs around them."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from izdeu.documents.lines import parts_of
from izdeu.documents.part import (
    Canvas,
    Grid,
    Held,
    Opened,
    Part,
    Row,
    Source,
    UnreadableDocument,
)

SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What a document of text unpacks to at most.
LARGEST = 200 * 1024 * 1024
MOST_SPAN = 200


def open_word(source: Source) -> Opened:
    """Read the body of a docx; macros, links and pictures are not touched."""
    body = _body(source)
    canvas = Canvas()
    parts: list[Part] = []
    pending: list[str] = []
    number = 0
    for element in body:
        if element.tag == SPACE + "tbl":
            title = "\n".join(pending[-3:])
            parts += _prose(pending, canvas)
            pending = []
            for table in element.iter(SPACE + "tbl"):
                number += 1
                rows = list(_rows(table, canvas))
                parts.append(Grid(Held(rows), engine="docx", table=number, title=title))
        elif words := _words(element):
            pending.append(words)
    parts += _prose(pending, canvas, fewest=1)
    return Opened(canvas.text(), tuple(parts))


def _body(source: Source) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            entry = archive.getinfo("word/document.xml")
            if entry.file_size > LARGEST:
                raise UnreadableDocument(
                    f"{source.name}: unpacks to more than 200 MiB; split it and try again"
                )
            root = etree.fromstring(archive.read(entry), parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, OSError, RuntimeError) as error:
        raise UnreadableDocument(
            f"{source.name}: damaged Word document; open it, save it as .docx and try again"
        ) from error
    body = root.find(SPACE + "body")
    if body is None:
        raise UnreadableDocument(f"{source.name}: the document is empty; ask for it again")
    return body


def _prose(lines: list[str], canvas: Canvas, fewest: int = 200) -> tuple[Part, ...]:
    """Paragraphs as text; a few words before a table are its title alone."""
    text = "\n".join(lines)
    if len(text) < fewest:
        return ()
    return parts_of(text, canvas.put(text, "\n"))


def _rows(table: etree._Element, canvas: Canvas) -> Iterator[Row]:
    above: Row | None = None
    for number, line in enumerate(table.iterchildren(SPACE + "tr"), start=1):
        row = _row(line, number, above, canvas)
        yield row
        above = row


def _row(line: etree._Element, number: int, above: Row | None, canvas: Canvas) -> Row:
    cells: list[str] = []
    starts: list[int] = []
    for cell in _own(line, SPACE + "tc"):
        if _is_below(cell) and above is not None and len(cells) < len(above.cells):
            words, start = above.cells[len(cells)], above.starts[len(cells)]
        else:
            words = _words(cell)
            start = canvas.put(words)
        for _ in range(_span(cell)):
            cells.append(words)
            starts.append(start)
    canvas.put("", "\n")
    return Row(number, cells, starts)


def _own(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """What stands in an element itself, not in a table inside it, which is a table of its own."""
    for child in element:
        if child.tag in tags:
            yield child
        if child.tag != SPACE + "tbl":
            yield from _own(child, *tags)


def _is_below(cell: etree._Element) -> bool:
    """Whether the cell goes on with a merged cell above it."""
    merge = cell.find(f"{SPACE}tcPr/{SPACE}vMerge")
    return merge is not None and merge.get(SPACE + "val", "continue") == "continue"


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{SPACE}tcPr/{SPACE}gridSpan")
    told = (span.get(SPACE + "val") if span is not None else None) or "1"
    return max(1, min(int(told), MOST_SPAN)) if told.isdigit() else 1


def _words(element: etree._Element) -> str:
    """The words as a reader sees them; what was struck out under revision is left out."""
    pieces: list[str] = []
    for node in _own(element, SPACE + "t", SPACE + "tab", SPACE + "br", SPACE + "p"):
        if node.tag == SPACE + "t":
            pieces.append(node.text or "")
        else:
            pieces.append(" ")
    return " ".join("".join(pieces).split())
