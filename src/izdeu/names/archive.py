"""Keep an index on disk: its arrays are mapped into memory, and read only where a search looks."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from izdeu.names.index import Index
from izdeu.names.table import TABLES
from izdeu.names.vocabulary import Words

#: Change it when the meaning of an array changes.
FORMAT = 1
_STAMP = "stamp.json"
_OWN = ("names", "begins", "holders", "holder_begins")


class Stale(ValueError):
    """What the folder holds was made by other tables or of another gallery: make it anew."""


def save(index: Index, folder: Path, gallery: str = "") -> None:
    """Write an index into a folder; ``gallery`` is a digest of what was indexed.

    The stamp is written last: a folder that was left half-written is not opened.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _STAMP).unlink(missing_ok=True)
    for name, array in _arrays(index):
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    (folder / _STAMP).write_text(json.dumps(_stamp(gallery)), encoding="utf-8")


def load(folder: Path, gallery: str = "") -> Index:
    """Open the index in a folder without reading it whole.

    Raises FileNotFoundError where there is none, and Stale where it belongs to another gallery or
    was made by other tables.
    """
    if json.loads((folder / _STAMP).read_text(encoding="utf-8")) != _stamp(gallery):
        raise Stale("the index was made of another gallery or by other tables; make it anew")
    words = Words(*(_mapped(folder, f"words-{name}") for name in Words._fields))
    return Index(words, *(_mapped(folder, name) for name in _OWN))


def digest(path: Path) -> str:
    """Give the SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _arrays(index: Index) -> Iterator[tuple[str, np.ndarray]]:
    yield from ((f"words-{name}", array) for name, array in index.words._asdict().items())
    yield from ((name, getattr(index, name)) for name in _OWN)


def _mapped(folder: Path, name: str) -> np.ndarray:
    # Copy on write: compiled code takes read-only arrays for another type and compiles anew.
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="c", allow_pickle=False))


def _stamp(gallery: str) -> dict[str, object]:
    return {"format": FORMAT, "tables": _tables(), "gallery": gallery}


@cache
def _tables() -> str:
    told = hashlib.sha256()
    for path in sorted(TABLES.iterdir()):
        told.update(path.read_bytes())
    return told.hexdigest()
