"""A recorded document's bytes as a file for as long as somebody reads it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from izdeu.documents import FORMATS
from izdeu.tracing import ledger, models


@contextmanager
def spooled(document: models.Document) -> Iterator[Path]:
    """Lay a document's bytes down under a name that tells only its kind, and take them away."""
    ending = str(ledger.bodies([document.entry]).get(document.entry, {}).get("ending", ""))
    if not ending and document.format in FORMATS:
        ending = FORMATS[document.format][2][0]
    with tempfile.TemporaryDirectory(prefix="izdeu-") as folder:
        path = Path(folder) / f"document{ending}"
        with path.open("wb") as file:
            file.writelines(ledger.parts(document.entry))
        yield path
