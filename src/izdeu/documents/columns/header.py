"""What a column's header says: synonyms and stems in Kazakh, Russian and English."""

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from izdeu.terms import Event

LANGUAGES = ("kk", "ru", "en")
#: Kazakh letters and the letters that stand in for them where a keyboard or encoding lacks them.
FOLDED = str.maketrans("әғқңөұүһіёĸ", "агкноуухиек")
_WORDS = re.compile(r"[^\W_]+|№|#")
_TABLE = tomllib.loads(
    files("izdeu.documents.columns").joinpath("synonyms.toml").read_text(encoding="utf-8")
)
#: Headers in two languages at once: "Тегі / Фамилия".
_TWICE = re.compile(r"[/|\n();]+")
SHORTEST_PART = 3
#: "Задержан(а)", "Поступил(-а)".
_GENDERED = re.compile(r"\(-?(?:а|ла|на|ая|ена|ен|ы|и|лась)\)", re.IGNORECASE)


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


FILLER = frozenset(fold(word) for word in _TABLE["filler"])
DATING = frozenset(fold(word) for word in _TABLE["dating"])
EVENTS = frozenset(event.value for event in Event)


def words_of(header: str) -> tuple[str, ...]:
    """The words of a header, folded."""
    return tuple(_WORDS.findall(fold(header)))


def load_synonyms() -> tuple[Synonym, ...]:
    """The synonyms of ``synonyms.toml`` in their order."""
    return tuple(
        _synonym(entry["word"], phrase, entry.get("weight", 1.0))
        for entry in _TABLE["field"]
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
    header = _GENDERED.sub("", header)
    scores = _fields_of(words_of(header))
    parts = [part for part in _TWICE.split(header) if len(part.strip()) >= SHORTEST_PART]
    for part in parts if len(parts) > 1 else ():
        for field, score in _fields_of(words_of(part)).items():
            scores[field] = max(scores.get(field, 0.0), score * 0.97)
    return scores


def _indexed() -> dict[str, list[Synonym]]:
    """Synonyms by the beginning that a header's word must share with their first word."""
    index: dict[str, list[Synonym]] = {}
    for synonym in SYNONYMS:
        if synonym.words:
            index.setdefault(synonym.words[0][:2], []).append(synonym)
    return index


_INDEX = _indexed()


def _fields_of(said: tuple[str, ...]) -> dict[str, float]:
    scores: dict[str, float] = {}
    beginnings = {word[:2] for word in said}
    for synonym in itertools.chain.from_iterable(_INDEX.get(start, ()) for start in beginnings):
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
        return _fit_whole(said, synonym)
    matched = sum(_matches(word, said) for word in synonym.words)
    if matched < len(synonym.words):
        return 0.0
    # The more of the header a synonym explains, the surer; longer synonyms beat shorter ones.
    telling = sum(word not in FILLER for word in said) or 1
    covered = min(1.0, sum(word not in FILLER for word in synonym.words) / telling)
    return synonym.weight * (0.62 + 0.33 * covered + 0.01 * min(4, len(synonym.words)))


def _fit_whole(said: tuple[str, ...], synonym: Synonym) -> float:
    """A whole synonym still fits beside filler, and that of an event beside a word for date."""
    beside = FILLER | DATING if synonym.field in EVENTS else FILLER
    left = tuple(word for word in said if word not in beside)
    return 0.96 * synonym.weight if left == synonym.words else 0.0


def _matches(stem: str, said: tuple[str, ...]) -> float:
    if len(stem) < 3:
        return float(stem in said)
    return max((_begins(word, stem) for word in said), default=0.0)


def _begins(word: str, stem: str) -> float:
    if word.startswith(stem):
        return 1.0
    if len(word) >= 4 and stem.startswith(word) and len(word) >= len(stem) - 4:
        return 1.0
    return float(len(stem) > 5 and abs(len(word) - len(stem)) < 3 and _one_slip(word, stem))


def _one_slip(word: str, stem: str) -> bool:
    """Whether the stem begins the word but for one wrong, missing or doubled letter.

    Not at its beginning: "other" is no slip of "mother".
    """
    at = next((i for i, (a, b) in enumerate(zip(word, stem, strict=False)) if a != b), None)
    if at is None:
        return len(word) >= len(stem) - 1
    if at < 2:
        return False
    rest, left = word[at:], stem[at:]
    return rest[1:].startswith(left[1:]) or rest.startswith(left[1:]) or rest[1:].startswith(left)
