"""Turn a file, photo or text into mentions and claims that know where they stand."""

from izdeu.documents.formats import FORMATS
from izdeu.documents.part import UnreadableDocument
from izdeu.documents.reader import read

__all__ = ["FORMATS", "UnreadableDocument", "read"]
