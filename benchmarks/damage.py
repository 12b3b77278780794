"""What hostile and damaged files do: ``python benchmarks/damage.py [LISTS_FOLDER] [--files N]``.

Whole files of every format are cut off, have bits flipped, stretches repeated, zeroed or replaced;
bombs, loops and entities are built. Each must end in items or in a refusal that names the file.
Photos are fewer (``--photos``): each may be read for seconds.
"""

import argparse
import io
import json
import random
import struct
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from books import ods, xls
from documents import PUBLISHED, person, write_list
from izdeu import documents
from izdeu.documents.reading import Found

#: Files between two lines of progress.
PROGRESS = 500
PHOTOS = (".png", ".jpg", ".tiff", ".webp")


def main() -> None:
    """Damage, read, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="a folder with a pdf to damage")
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    chance = random.Random(told.seed)
    with tempfile.TemporaryDirectory() as place:
        built_files(Path(place))
        whole = samples(Path(place), chance, told.folder)
        mutated_files(Path(place), told.files, chance, whole)
        mutated_files(Path(place), told.photos, chance, pictures())


def built_files(place: Path) -> None:
    """Files made to do harm; each is refused or read as far as is safe."""
    for name, content in hostile():
        path = place / name
        path.write_bytes(content)
        began = time.monotonic()
        end = outcome(path)
        print(f"{name}: {len(content):,} bytes, {end}, {time.monotonic() - began:.1f} s")


def hostile() -> Iterator[tuple[str, bytes]]:
    """Bombs, loops and entities, by file name."""
    yield "wide.png", png_of(30_000, 30_000)
    yield "bomb.zip", zipped({"a.csv": b"0" * 300_000_000})
    sheet = b"<worksheet><sheetData>" + b"<row/>" * 20_000_000
    book = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
    yield "bomb.xlsx", zipped(book | {"xl/worksheets/sheet1.xml": sheet})
    yield "deep.zip", nested(40)
    entities = b"".join(b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i - 1) * 10) for i in range(1, 10))
    laughs = b'<!DOCTYPE x [<!ENTITY e0 "ha">' + entities + b"]><x>&e9;</x>"
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    body = outside + b"<pfif><person><full_name>&a;</full_name></person></pfif>"
    yield "laughs.xml", laughs
    yield "outside.xml", body
    yield "outside.svg", outside + b'<svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
    yield "laughs.docx", zipped({"word/document.xml": laughs})
    yield "outside.docx", zipped({"word/document.xml": body})
    yield "loop.pdf", pdf_of(b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>")
    yield "script.pdf", pdf_of(b"<< /Type /Pages /Kids [] /Count 0 >>",
                               b" /OpenAction << /S /JavaScript /JS (while(1){}) >>")  # fmt: skip


def png_of(width: int, height: int) -> bytes:
    """A black picture that is small only while it is packed."""
    packer = zlib.compressobj(9)
    line = bytes(1 + (width + 7) // 8)
    body = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    head = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(words)) + kind + words + struct.pack("!I", zlib.crc32(kind + words))
        for kind, words in chunks
    )


def zipped(members: dict[str, bytes]) -> bytes:
    """An archive of the members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def nested(depth: int) -> bytes:
    """An archive in an archive in an archive."""
    content = zipped({"a.csv": "ФИО\nЛи Вера\n".encode()})
    for _ in range(depth):
        content = zipped({"a.zip": content})
    return content


def pdf_of(pages: bytes, more: bytes = b"") -> bytes:
    """A pdf without a table of its objects, which readers have to mend."""
    return (b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R" + more + b" >> endobj\n"
            b"2 0 obj " + pages + b" endobj\ntrailer << /Root 1 0 R >>\n%%EOF")  # fmt: skip


def pictures() -> list[tuple[str, bytes]]:
    """A small printed list as a picture of each kind."""
    image = Image.new("L", (900, 420), 250)
    pen = ImageDraw.Draw(image)
    for row in range(6):
        for column in range(3):
            box = (40 + column * 260, 30 + row * 60, 300 + column * 260, 90 + row * 60)
            pen.rectangle(box, outline=30, width=2)
            pen.text((box[0] + 10, box[1] + 20), f"Li Vera {row} {column}", fill=10)
    files = []
    for suffix in PHOTOS:
        written = io.BytesIO()
        Image.fromarray(np.asarray(image)).save(
            written, {"jpg": "jpeg"}.get(suffix[1:], suffix[1:])
        )
        files.append((suffix, written.getvalue()))
    return files


def samples(place: Path, chance: random.Random, folder: Path | None) -> list[tuple[str, bytes]]:
    """Whole files of every format that damage is done to."""
    people = [person(chance) for _ in range(12)]
    fields = ["name", "birth", "taken", "facility"]
    files = {}
    for number in range(24):
        path = write_list(place, 10_000 + number, people, fields, chance)
        files[path.suffix] = path.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix, content in files.items():
            archive.writestr("list" + suffix, content)
    files[".zip"] = packed.getvalue()
    word = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    cells = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>{p['name']}</w:t></w:r></w:p></w:tc></w:tr>" for p in people
    )
    with zipfile.ZipFile(word, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body><w:tbl>{cells}</w:tbl></w:body></w:document>',
        )
    files[".docx"] = word.getvalue()
    messages = [{"id": 1, "type": "message", "date": "2022-01-09", "text": files[".txt"].decode()}]
    files[".json"] = json.dumps({"messages": messages}, ensure_ascii=False).encode()
    files[".eml"] = b"Subject: list\nDate: Fri, 14 Jan 2022 10:00:00 +0600\n\n" + files[".txt"]
    names = "".join(
        f"<pfif:person><pfif:full_name>{p['name']}</pfif:full_name></pfif:person>" for p in people
    )
    files[".xml"] = f'<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4">{names}</pfif:pfif>'.encode()
    table = [
        ["ФИО", "Дата рождения", "Задержан"],
        *([p["name"], p["born"], p["taken"]] for p in people),
    ]
    files |= {".xls": xls(table), ".ods": ods(table)}
    files[".tsv"] = "\n".join(map("\t".join, table)).encode("utf-16")
    for path in sorted(folder.iterdir()) if folder else ():
        if path.suffix == ".pdf":
            files[path.suffix] = path.read_bytes()
    return sorted(files.items())


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The file cut off, with bits flipped, a stretch repeated, zeroed or replaced."""
    body = bytearray(content)
    way = chance.choice(["cut", "flip", "repeat", "zero", "noise"])
    at = chance.randrange(len(body))
    size = chance.randint(1, max(1, len(body) // 8))
    if way == "cut":
        del body[at:]
    elif way == "flip":
        for _ in range(chance.randint(1, 40)):
            body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    elif way == "repeat":
        body[at:at] = body[at : at + size] * chance.randint(1, 30)
    elif way == "zero":
        body[at : at + size] = bytes(len(body[at : at + size]))
    else:
        body[at : at + size] = chance.randbytes(size)
    return bytes(body)


def mutated_files(
    place: Path, count: int, chance: random.Random, whole: list[tuple[str, bytes]]
) -> None:
    """Every damaged file ends in items or in a refusal that names it; nothing else comes out."""
    ends: Counter[str] = Counter()
    longest = 0.0
    start = time.monotonic()
    for number in range(count):
        suffix, content = whole[number % len(whole)]
        path = place / f"damaged{suffix}"
        path.write_bytes(damaged(content, chance))
        began = time.monotonic()
        ends[outcome(path)] += 1
        longest = max(longest, time.monotonic() - began)
        if (number + 1) % PROGRESS == 0:
            tell(number + 1, count, time.monotonic() - start, ends)
    formats = ", ".join(suffix for suffix, _ in whole)
    print(f"damaged files ({formats}): {dict(ends)} of {count}, the longest took {longest:.1f} s")


def tell(done: int, count: int, spent: float, ends: Counter[str]) -> None:
    """How far it is, how it ended so far, and the time left."""
    left = spent / done * (count - done)
    print(f"{done} of {count}: {dict(ends)}, {spent:.0f} s, {left:.0f} s left", flush=True)


def outcome(path: Path) -> str:
    """How reading a file ended: read, set aside, refused by name, or what must not happen."""
    try:
        items = list(documents.read(path, published=PUBLISHED).items)
    except documents.UnreadableDocument as refusal:
        return "refused" if path.name in str(refusal) or "list" in str(refusal) else "silent"
    except Exception as error:  # noqa: BLE001 - counted: this is what must not happen
        return f"crash: {path.suffix} {type(error).__name__}"
    return "read" if any(isinstance(item, Found) for item in items) else "set aside"


if __name__ == "__main__":
    main()
