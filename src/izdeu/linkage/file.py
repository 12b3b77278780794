"""Files that are there whole or not at all, so that a stopped run finds no half of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to; what was written gets the name when all went well."""
    beside = path.with_name(path.name + ".tmp")
    yield beside
    beside.replace(path)


def write_whole(path: Path, text: str) -> None:
    """Write a text at once."""
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8")
