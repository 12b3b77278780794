"""Invented lists in the shapes that real ones have."""

from pathlib import Path

import pytest

from izdeu import documents
from izdeu.documents.reading import Found, SetAside

PUBLISHED = "2022-01-14"


class Read:
    """A file read to its end."""

    def __init__(self, path: Path, **options):
        self.reading = documents.read(
            path, published=options.pop("published", PUBLISHED), **options
        )
        self.items = list(self.reading.items)
        self.found = [item for item in self.items if isinstance(item, Found)]
        self.aside = [item for item in self.items if isinstance(item, SetAside)]
        self.fields = [column.field for column in self.reading.columns]

    @property
    def names(self):
        return [found.mention.name.raw for found in self.found if found.mention.name]

    @property
    def births(self):
        return [found.mention.birth for found in self.found]

    def claims(self, number):
        return {claim.event.value: claim for claim in self.found[number].claims}


@pytest.fixture
def listed(tmp_path):
    """Write words to a file, read it, and give what it says."""

    def write(words: str | bytes, name: str = "list.csv", **options) -> Read:
        path = tmp_path / name
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return Read(path, **options)

    return write
