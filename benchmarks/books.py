"""Old workbooks written by hand, for want of a library that still writes them: xls and ods."""

import io
import struct
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
GLOBALS, SHEET = 0x0005, 0x0010
ODS = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = "".join(
    f' xmlns:{word}="urn:oasis:names:tc:opendocument:xmlns:{word}:1.0"'
    for word in ("office", "table", "text")
)


def xls(rows: Sequence[Sequence[str | float]], sheet: str = "list") -> bytes:
    """A workbook of Excel 97 (BIFF8) with one sheet of words and numbers.

    Source: [MS-XLS] for the records, [MS-CFB] for the file around them.
    """
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    head = _begin(GLOBALS)
    length = len(head) + 4 + 6 + len(name) + 4
    body = head + _record(0x0085, struct.pack("<IBB", length, 0, 0) + name) + _record(0x000A, b"")
    cells = b"".join(
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    )
    return _compound(body + _begin(SHEET) + cells + _record(0x000A, b""))


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        words = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
        return _record(0x0204, place + words)
    return _record(0x0203, place + struct.pack("<d", value))


def _compound(stream: bytes) -> bytes:
    """A compound file that holds the stream as ``Workbook``."""
    # Streams below 4,096 bytes would have to lie in a store of their own.
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    chain = [TABLE, END, *range(3, count + 2), END]
    table = struct.pack(f"<{len(chain)}I", *chain)
    table = table.ljust(SECTOR, struct.pack("<I", FREE)[:1])
    if len(table) > SECTOR:
        raise ValueError("a list for trying needs no more than 60 KB")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1)
    head += struct.pack("<IIIIII", 0, 4096, END, 0, END, 0) + struct.pack("<I", 0)
    folder = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    return head.ljust(SECTOR, b"\xff") + table + folder.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    head = words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def ods(rows: Sequence[Sequence[str]], sheet: str = "list") -> bytes:
    """A spreadsheet of OpenDocument 1.2 with one sheet of words."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{SPACES}><office:body><office:spreadsheet>'
        f'<table:table table:name="{sheet}">{lines}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    listing = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", listing)
    return packed.getvalue()
