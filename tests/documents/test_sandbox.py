"""Hostile files: each is set aside with a reason, and the parent goes on."""

import io
import struct
import time
import zipfile
import zlib

import pytest

from izdeu import documents
from izdeu.documents.part import UnreadableDocument
from izdeu.documents.sandbox import BrokeOff, _Trusting


def refused(path, content):
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument) as refusal:
        list(documents.read(path, published="2022-01-14").items)
    return str(refusal.value)


def packed(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def chunk(kind, content):
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def test_a_picture_that_unpacks_to_gigabytes_is_refused_before_it_does(tmp_path):
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 4_000_000, 9)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    began = time.monotonic()
    assert "more pixels" in refused(tmp_path / "bomb.png", png)
    assert time.monotonic() - began < 30


def test_an_archive_that_unpacks_to_much_more_is_set_aside(tmp_path):
    path = tmp_path / "bomb.zip"
    path.write_bytes(packed(**{"list.csv": b"0" * 30_000_000}))
    items = list(documents.read(path, published="2022-01-14").items)
    assert [(item.reason, item.locator.member) for item in items] == [
        ("member.too_large", "list.csv")
    ]


def test_a_word_document_reads_no_file_of_this_machine(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Ли Вера")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>'
        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>a &x; b</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    path = tmp_path / "entities.docx"
    path.write_bytes(packed(word__document_xml=xml))
    assert "Ли" not in documents.read(path, published="2022-01-14").text


def test_entities_that_multiply_do_not_fill_the_memory(tmp_path):
    many = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    xml = f'<!DOCTYPE d [<!ENTITY a0 "0123456789">{many}]><pfif>&a9;</pfif>'
    assert "PFIF" in refused(tmp_path / "laughs.xml", xml.encode())


def test_a_damaged_file_of_each_format_says_what_to_do(tmp_path):
    for name in (
        "a.xlsx",
        "a.xls",
        "a.ods",
        "a.docx",
        "a.pdf",
        "a.png",
        "a.jpg",
        "a.zip",
        "a.json",
    ):
        assert refused(tmp_path / name, b"\x00\x01 damaged \xff" * 20).startswith(name)


def test_a_child_is_not_trusted_with_code():
    import os
    import pickle

    class Harm:
        def __reduce__(self):
            return os.getcwd, ()

    with pytest.raises(BrokeOff):
        _Trusting(io.BytesIO(pickle.dumps(Harm()))).load()


def test_a_file_is_told_by_its_content_and_not_by_its_name(tmp_path):
    path = tmp_path / "list.xls"
    path.write_text(
        "<html><body><table><tr><th>ФИО</th><th>Год рождения</th></tr>"
        "<tr><td>Ли Вера</td><td>1998</td></tr></table></body></html>"
    )
    reading = documents.read(path, published="2022-01-14")
    assert reading.document.format == "html"
    assert [item.mention.name.raw for item in reading.items] == ["Ли Вера"]
