"""Taking in files as they come: good, bad, and bad on purpose."""

import random
import zipfile

import pytest

from izdeu.cli import main
from izdeu.tracing import audit, models

GOOD = """Аты-жөні;Туған жылы;Ұсталған күні
Өтеген Айтуар;1981;05.01.2022
Бөлекбай Сабыр;1975;06.01.2022
"""
NAMES = ["Өтеген", "Бөлекбай", "Сабитов", "Жүнісов", "Қоқанов", "Тілеуов", "Маратов", "Ғалиев"]


@pytest.fixture
def read(db, tmp_path, settings, capsys):
    settings.HOME = tmp_path / "home"

    def run(*paths, expect=0):
        words = ["read", *map(str, paths), "--source", "Тізім", "--published", "2022-01-15"]
        assert main(words) == expect
        return capsys.readouterr()

    run.capsys = capsys
    return run


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def counts():
    tables = (models.Document, models.Mention, models.Claim, models.SetAside)
    return [table.objects.count() for table in tables]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_a_list_is_read_in_any_encoding(read, file, encoding):
    out = read(file("list.csv", GOOD.encode(encoding))).out
    assert "people named or described: 2" in out
    assert set(models.Mention.objects.values_list("name", flat=True)) == {
        "Өтеген Айтуар",
        "Бөлекбай Сабыр",
    }


def test_a_corrected_file_says_what_changed(read, file):
    read(file("list.csv", GOOD))
    corrected = GOOD.replace("1975", "1976") + "Сабитқызы Ғайни;1990;07.01.2022\n"
    out = read(file("list.csv", corrected)).out
    assert "1 rows added, 1 changed, 0 vanished, 1 the same" in out


def test_a_list_that_copies_another_source_is_said_to_be_one_origin(read, file, tmp_path):
    rows = "".join(f"{name} Айтуар;1981;05.01.2022\n" for name in NAMES)
    read(file("list.csv", GOOD + rows))
    copy = file("copy.csv", "Аты-жөні;Туған жылы\n" + rows.replace(";05.01.2022", ""))
    words = ["read", str(copy), "--source", "Газет", "--published", "2022-01-16"]
    assert main(words) == 0
    assert "izdeu act same-origin" in read.capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("blank.csv", b"\n\n \n"),
        ("truncated.xlsx", b"PK\x03\x04" + bytes(range(200))),
        ("picture.csv", bytes(random.Random(1).randbytes(5000))),
        ("strange.exe", b"MZ" + bytes(300)),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_kept(read, file, name, content):
    told = read(file(name, content), expect=1)
    assert name in told.err or models.SetAside.objects.exists()
    assert models.Mention.objects.count() == 0
    assert list(audit.verify()) == []


def test_a_bad_file_stops_no_other(read, file, tmp_path):
    file("a.csv", GOOD)
    file("b.xlsx", b"PK\x03\x04 cut short")
    told = read(tmp_path)
    assert "b.xlsx" in told.err
    assert "people named or described: 2" in told.out


def test_what_was_set_aside_whole_is_taken_up_again(read, file, monkeypatch):
    from izdeu import documents

    def refuse(*_, **__):
        raise documents.UnreadableDocument("list.csv: no reader yet")

    path = file("list.csv", GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(documents, "read", refuse)
        read(path, expect=1)
    assert counts() == [1, 0, 0, 1]
    assert "people named or described: 2" in read(path).out


@pytest.mark.parametrize("day", ["31.02.2022", "99.99.9999"])
def test_an_impossible_date_is_set_aside_with_its_place_and_the_row_is_kept(read, file, day):
    read(file("list.csv", GOOD + f"Сабитқызы Ғайни;1990;{day}\n"))
    assert models.Mention.objects.count() == 3
    aside = models.SetAside.objects.get()
    assert aside.locator["row"] == 4


@pytest.mark.parametrize(
    "name", ["\0\0", "Өте\0ген Айтуар", "Ө" * (1 << 20), "💥" * 9, "\u202eраутйА"]
)
def test_strange_names_lose_nothing_and_break_nothing(read, file, name):
    read(file("list.csv", GOOD + f"{name};1990;07.01.2022\n"))
    documents, mentions, _, aside = counts()
    assert documents == 1
    assert mentions + aside >= 3
    assert list(audit.verify()) == []
    assert main(["match", "--top", "1"]) == 0


def test_nothing_is_half_written_when_reading_breaks_in_the_middle(read, file, monkeypatch):
    from izdeu.tracing.actions import document

    real, calls = document._mention, []

    def breaking(*arguments):
        calls.append(1)
        if len(calls) > 1500:
            raise KeyboardInterrupt
        return real(*arguments)

    many = GOOD + "".join(f"Өтеген Айтуар {n};1981;05.01.2022\n" for n in range(2000))
    path = file("list.csv", many)
    with monkeypatch.context() as patch:
        patch.setattr(document, "_mention", breaking)
        read(path, expect=130)
    assert counts() == [0, 0, 0, 0]
    read(path)
    assert counts()[:2] == [1, 2002]


def test_a_clock_a_year_off_decides_nothing(read, file, monkeypatch):
    from datetime import UTC, datetime

    from izdeu.tracing import ledger

    class Late(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2031, 1, 1, tzinfo=UTC)

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "datetime", Late)
        read(file("list.csv", GOOD))
    assert set(models.Claim.objects.values_list("when", flat=True)) == {"2022-01-05", "2022-01-06"}
    assert set(models.Claim.objects.values_list("standing", flat=True)) == {"claimed"}
    assert list(audit.verify()) == []


def test_a_file_too_large_to_keep_is_named_and_left_alone(read, file, monkeypatch):
    from izdeu.tracing import actions

    monkeypatch.setattr(actions, "LARGEST", 10)
    assert "list.csv: larger than" in read(file("list.csv", GOOD), expect=1).err
    assert counts() == [0, 0, 0, 0]


def test_a_path_that_is_not_there_is_named(read, tmp_path):
    assert "nowhere.csv" in read(tmp_path / "nowhere.csv", expect=1).err


def test_an_archive_of_lists_is_read_as_one_document(read, file, tmp_path):
    path = tmp_path / "lists.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("list.csv", GOOD)
    assert "people named or described: 2" in read(path).out
