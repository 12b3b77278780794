"""Libraries that only some formats need: loaded late, and named where they are missing."""

import importlib
from typing import Any

from izdeu.documents.part import UnreadableDocument


def load(module: str, extra: str, name: str) -> Any:
    """Import a library; raises ``UnreadableDocument`` that says which extra to install."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UnreadableDocument(
            f"{name}: reading it needs more libraries; install them with: "
            f"pip install 'izdeu[{extra}]'"
        ) from error
