"""One module per file format; they do not know each other."""

import importlib
from collections.abc import Callable

from izdeu.documents.part import Opened, Source

#: Every format: the module that reads it, its function, and the endings of its files.
#: Add a line here and a module beside it.
FORMATS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "csv": ("separated", "open_separated", (".csv", ".tsv", ".tab")),
    "spreadsheet": ("spreadsheet", "open_spreadsheet", (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")),
    "html": ("hypertext", "open_hypertext", (".html", ".htm", ".xhtml", ".mht")),
    "docx": ("word", "open_word", (".docx", ".docm")),
    "pdf": ("portable", "open_portable", (".pdf",)),
    "eml": ("letter", "open_letter", (".eml",)),
    "pfif": ("pfif", "open_pfif", (".xml", ".pfif")),
    "photo": (
        "photo",
        "open_photo",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"),
    ),
    "text": ("plain", "open_plain", (".txt", ".text", ".md", ".log")),
    "telegram": ("telegram", "open_telegram", (".json",)),
    "zip": ("archive", "open_archive", (".zip",)),
}


def opener(word: str) -> Callable[[Source], Opened]:
    """The function that reads a format, loaded when it is first needed."""
    module, function, _ = FORMATS[word]
    loaded: Callable[[Source], Opened] = getattr(
        importlib.import_module(f"izdeu.documents.formats.{module}"), function
    )
    return loaded
