"""Turn a file, photo or text into mentions and claims that know where they stand."""

from izdeu.documents.cut import Cut
from izdeu.documents.formats import FORMATS
from izdeu.documents.part import UnreadableDocument
from izdeu.documents.reader import crop, crops, read
from izdeu.documents.reading import Reading
from izdeu.documents.version import Changed, Comparison, Copying, compare, copies

__all__ = [
    "FORMATS",
    "Changed",
    "Comparison",
    "Copying",
    "Cut",
    "Reading",
    "UnreadableDocument",
    "compare",
    "copies",
    "crop",
    "crops",
    "read",
]
