"""Files that are there whole or not at all, so that a stopped run finds no half of one."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
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


def packaged(name: str) -> str:
    """The text of a file that comes with the package."""
    return resources.files("izdeu.linkage").joinpath(name).read_text(encoding="utf-8")
