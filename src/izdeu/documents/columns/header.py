"""What a column's header says: synonyms and stems in Kazakh, Russian and English."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("kk", "ru", "en")
#: Kazakh letters and the letters that stand in for them where a keyboard or encoding lacks them.
FOLDED = str.maketrans("әғқңөұүһіёĸ", "агкноуухиек")
_WORDS = re.compile(r"[^\W_]+|№|#")
#: Words that say nothing of a field.
FILLER = {
    "и",
    "в",
    "на",
    "с",
    "по",
    "от",
    "из",
    "the",
    "of",
    "and",
    "in",
    "at",
    "on",
    "мен",
    "және",
}


@dataclass(frozen=True, slots=True)
class Synonym:
    """One way a field is called."""

    field: str
    words: tuple[str, ...]
    whole: bool
    weight: float


def fold(words: str) -> str:
    """Case, Kazakh letters and accents folded, so that spellings of one header are equal."""
    return words.casefold().translate(FOLDED)


def words_of(header: str) -> tuple[str, ...]:
    """The words of a header, folded."""
    return tuple(word for word in _WORDS.findall(fold(header)) if word not in FILLER)


def load_synonyms() -> tuple[Synonym, ...]:
    """The synonyms of ``synonyms.toml`` in their order."""
    table = files("izdeu.documents.columns").joinpath("synonyms.toml").read_text(encoding="utf-8")
    return tuple(
        _synonym(entry["word"], phrase, entry.get("weight", 1.0))
        for entry in tomllib.loads(table)["field"]
        for language in LANGUAGES
        for phrase in entry[language]
    )


def _synonym(field: str, phrase: str, weight: float) -> Synonym:
    return Synonym(field, words_of(phrase), phrase.startswith("="), weight)


SYNONYMS = load_synonyms()
FIELDS = tuple(dict.fromkeys(synonym.field for synonym in SYNONYMS))


@lru_cache(maxsize=4_096)
def fields_of(header: str) -> dict[str, float]:
    """How well each field fits the header, from 0 to 1; fields that do not fit are left out."""
    said = words_of(header)
    scores: dict[str, float] = {}
    for synonym in SYNONYMS:
        score = _fit(said, synonym)
        if score > scores.get(synonym.field, 0.0):
            scores[synonym.field] = score
    return scores


def _fit(said: tuple[str, ...], synonym: Synonym) -> float:
    if not said or not synonym.words:
        return 0.0
    if said == synonym.words:
        return synonym.weight
    if synonym.whole:
        return 0.0
    matched = sum(_matches(word, said) for word in synonym.words)
    if matched < len(synonym.words):
        return 0.0
    # The more of the header a synonym explains, the surer; longer synonyms beat shorter ones.
    covered = len(synonym.words) / max(len(said), len(synonym.words))
    return synonym.weight * (0.62 + 0.33 * covered + 0.01 * min(4, len(synonym.words)))


def _matches(stem: str, said: tuple[str, ...]) -> float:
    if len(stem) < 3:
        return float(stem in said)
    return max((_begins(word, stem) for word in said), default=0.0)


def _begins(word: str, stem: str) -> float:
    if word.startswith(stem):
        return 1.0
    if len(word) >= 3 and stem.startswith(word) and len(word) >= len(stem) - 4 and len(stem) > 4:
        return 1.0
    return float(len(stem) > 5 and abs(len(word) - len(stem)) < 4 and _one_slip(word, stem))


def _one_slip(word: str, stem: str) -> bool:
    """Whether the stem begins the word but for one wrong, missing or doubled letter."""
    at = next((i for i, (a, b) in enumerate(zip(word, stem, strict=False)) if a != b), None)
    if at is None:
        return len(word) >= len(stem) - 1
    rest, left = word[at:], stem[at:]
    return rest[1:].startswith(left[1:]) or rest.startswith(left[1:]) or rest[1:].startswith(left)
