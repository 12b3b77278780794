"""Read, transliterate and compare names across scripts."""

from izdeu.names.comparison import Compared, Comparison, Outcome, compare
from izdeu.names.key import keys, sought
from izdeu.names.reading import Name, Part, Role, read
from izdeu.names.reason import Reason
from izdeu.names.spelling import Spelling, spellings

__all__ = [
    "Compared",
    "Comparison",
    "Name",
    "Outcome",
    "Part",
    "Reason",
    "Role",
    "Spelling",
    "compare",
    "keys",
    "read",
    "sought",
    "spellings",
]
