import pytest

from izdeu.names import archive
from izdeu.names.index import Index

GALLERY = ["Коканбеков Ерлан Маратович", "12345", "Сатыбалдина Айгуль"]


def test_an_index_on_disk_finds_what_it_found_in_memory(tmp_path):
    index = Index.build(GALLERY)
    archive.save(index, tmp_path / "index", "gallery")
    opened = archive.load(tmp_path / "index", "gallery")
    assert list(opened.search("Erlan Qoqanbekov")) == list(index.search("Erlan Qoqanbekov"))


def test_an_empty_index_is_kept_as_well(tmp_path):
    archive.save(Index.build([]), tmp_path)
    assert list(archive.load(tmp_path).search("Ерлан")) == []


def test_the_index_of_another_gallery_is_not_opened(tmp_path):
    archive.save(Index.build(GALLERY), tmp_path, "one")
    with pytest.raises(archive.Stale):
        archive.load(tmp_path, "other")


def test_what_was_left_half_written_is_not_opened(tmp_path):
    archive.save(Index.build(GALLERY), tmp_path)
    (tmp_path / "stamp.json").unlink()
    with pytest.raises(FileNotFoundError):
        archive.load(tmp_path)
