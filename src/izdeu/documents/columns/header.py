"""What a column's header says: synonyms and stems in Kazakh, Russian and English."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from izdeu.documents.columns.spelling import SLIPPED, begins, fold, is_latin, skeleton, words_of
from izdeu.terms import Event

LANGUAGES = ("kk", "ru", "en")
_TABLE = tomllib.loads(
    files("izdeu.documents.columns").joinpath("synonyms.toml").read_text(encoding="utf-8")
)
#: Headers in two languages at once: "Тегі / Фамилия".
_TWICE = re.compile(r"[/|\n;]+")
#: What stands in brackets only says more: "Взят (дата)".
_ASIDE = re.compile(r"\(([^()]*)\)")
SHORTEST_PART = 3
#: "Задержан(а)", "Поступил(-а)".
_GENDERED = re.compile(r"\(-?(?:а|ла|на|ая|ена|ен|ы|и|лась|ся|ась|ый)\)", re.IGNORECASE)
#: Headers of these mean nothing a list is read for: somebody else's name, another matter's date.
NOTHING = frozenset(("somebody", "matter"))
#: Headers that only say what kind of thing stands below; other words say of what.
GENERIC = frozenset(("date", "place", "note", "facility"))
#: Whose it is, the words beside it say; unless they are known, it may be anybody's.
OWNED = "phone"
#: How surely words of somebody else turn a column away from the person: "Фамилия следователя".
SOMEBODY = 0.93
#: The header's main word belongs to another field: "Диагноз при поступлении".
BESIDE_HEAD = 0.12
#: Words that turn what happened into its opposite.
NEGATING = frozenset(("не", "нет", "жок", "not", "no"))
#: A word that nobody knows beside a word as common as "дата" or "место".
UNTOLD = 0.25
#: A word that nobody knows beside one that somebody does.
UNKNOWN = 0.05
BILINGUAL = 0.97
#: From here a part of a header says plainly what it says; two that differ leave it open.
PLAIN = 0.9
DISPUTED = 0.59
EVENTS = frozenset(event.value for event in Event)
#: Whose place is where the person is kept, so that their place is a facility.
KEEPING = frozenset(("held", "admitted", "transferred", "removed_from_hospital"))


@dataclass(frozen=True, slots=True)
class Synonym:
    """One way a field is called."""

    field: str
    words: tuple[str, ...]
    whole: bool
    weight: float
    language: str


FILLER = frozenset(fold(word) for word in _TABLE["filler"])
HOW = frozenset(fold(word) for word in _TABLE["how"])
DATING = frozenset(fold(word) for word in _TABLE["dating"])
_DATING_LATIN = frozenset(map(skeleton, DATING))


def load_synonyms() -> tuple[Synonym, ...]:
    """The synonyms of ``synonyms.toml`` in their order."""
    return tuple(
        Synonym(
            entry["word"],
            tuple(word.rstrip(".") for word in words_of(phrase)),
            phrase.startswith("="),
            entry.get("weight", 1.0),
            language,
        )
        for entry in _TABLE["field"]
        for language in LANGUAGES
        for phrase in entry[language]
    )


SYNONYMS = load_synonyms()
FIELDS = tuple(dict.fromkeys(synonym.field for synonym in SYNONYMS if synonym.field not in NOTHING))


def _indexed() -> dict[str, list[Synonym]]:
    """Synonyms by the two letters with which a header's word must begin as their first word."""
    index: dict[str, list[Synonym]] = {}
    for synonym in SYNONYMS:
        if synonym.words:
            first = synonym.words[0]
            for start in {first[:2], skeleton(first)[:2]}:
                index.setdefault(start, []).append(synonym)
    return index


_INDEX = _indexed()


@lru_cache(maxsize=4_096)
def fields_of(header: str) -> dict[str, float]:
    """How well each field fits the header, from 0 to 1; fields that do not fit are left out."""
    return {f: s for f, s in meanings_of(header).items() if f not in NOTHING}


@lru_cache(maxsize=4_096)
def meanings_of(header: str) -> dict[str, float]:
    """As ``fields_of``, with what turns the column away: ``somebody`` else, another ``matter``."""
    header = _GENDERED.sub("", header)
    scores = dict(_meanings(words_of(header)))
    without = _ASIDE.sub(" ", header)
    if without != header:
        _raise(scores, _meanings(words_of(without)), BILINGUAL)
    parts = [part for part in _TWICE.split(without) if len(part.strip()) >= SHORTEST_PART]
    said = [_meanings(words_of(part)) for part in parts if len(parts) > 1]
    for part in said:
        _raise(scores, part, BILINGUAL)
    said += [_meanings(words_of(aside)) for aside in _ASIDE.findall(header) if not _is_how(aside)]
    main = _meanings(words_of(without)) if without != header else {}
    said += [main] if main else []
    if (
        max(main.values(), default=0.0) >= PLAIN
        and "matter" not in main
        and not GENERIC & main.keys()
    ):
        # "Статус (обновл.)" is a status: what stands aside is of another matter, not the column.
        scores.pop("matter", None)
        said = [part for part in said if "matter" not in part]
    return _disputed(scores) if _disagree(said) else scores


def _is_how(aside: str) -> bool:
    """Whether what stands aside only says how: "Фамилия (по паспорту)"."""
    return next(iter(words_of(aside)), "") in HOW


def _disagree(parts: Sequence[Mapping[str, float]]) -> bool:
    """Whether parts of a header plainly say different things: "Alive/dead", "Жағдайы (статус)"."""
    plain = [
        {field for field, score in part.items() if score >= PLAIN}
        for part in parts
        if max(part.values(), default=0.0) >= PLAIN and not GENERIC & part.keys()
    ]
    return len(plain) > 1 and not frozenset.intersection(*map(frozenset, plain))


def _disputed(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores under which a person is asked; what turns a column away keeps its own."""
    return {f: s if f in NOTHING or f == "contact" else min(s, DISPUTED) for f, s in scores.items()}


def _raise(scores: dict[str, float], others: dict[str, float], by: float) -> None:
    for field, score in others.items():
        scores[field] = max(scores.get(field, 0.0), score * by)


@dataclass(frozen=True, slots=True)
class _Match:
    """A synonym found in a header, with the places of the words that it explains."""

    synonym: Synonym
    explained: frozenset[int]
    sure: float


@lru_cache(maxsize=4_096)
def _meanings(said: tuple[str, ...]) -> dict[str, float]:
    matches = _without_chance(list(_matches(said)))
    telling = _Telling.of(said, matches)
    scores: dict[str, float] = {}
    for match in matches:
        field = match.synonym.field
        score = match.sure * _score(match, said, telling)
        if score > scores.get(field, 0.0):
            scores[field] = score
    return _placed(scores)


def _without_chance(matches: list[_Match]) -> list[_Match]:
    """Without slips read into words that are known to the letter: "information" is no informant."""
    known: frozenset[int] = frozenset().union(
        *(match.explained for match in matches if match.sure > SLIPPED)
    )
    return [match for match in matches if match.sure > SLIPPED or not match.explained <= known]


@dataclass(frozen=True, slots=True)
class _Telling:
    """Which words of a header say what."""

    by_field: Mapping[str, frozenset[int]]
    """The words that each field explains."""
    known: frozenset[int]
    generic: frozenset[int]
    """Words that only say what kind of thing stands below: "место", "дата"."""
    negated: bool

    @classmethod
    def of(cls, said: tuple[str, ...], matches: Sequence[_Match]) -> "_Telling":
        by_field: dict[str, frozenset[int]] = {}
        for match in matches:
            field = match.synonym.field
            by_field[field] = by_field.get(field, frozenset()) | match.explained
        generic = (
            match.explained
            for match in matches
            if match.synonym.field in GENERIC and len(match.explained) == 1
        )
        known: frozenset[int] = frozenset().union(*by_field.values())
        return cls(by_field, known, frozenset().union(*generic), not NEGATING.isdisjoint(said))


def _placed(scores: dict[str, float]) -> dict[str, float]:
    """A place of an event is a place, and where people are kept a facility."""
    events = {f: s for f, s in scores.items() if f in EVENTS}
    if "place" in scores and events and "facility" not in scores:
        event = max(events, key=lambda field: events[field])
        if events[event] == 1.0:
            return scores
        word = "facility" if event in KEEPING else "place"
        scores = dict(scores)
        scores[word] = max(scores.get(word, 0.0), 0.85)
        if word == "facility":
            del scores["place"]
        for event in events:
            scores[event] -= BESIDE_HEAD
    return scores


def _matches(said: tuple[str, ...]) -> Iterator[_Match]:
    english = frozenset(i for i, word in enumerate(said) if is_english(word))
    starts = dict.fromkeys(s for word in said for s in (word[:2], skeleton(word)[:2]))
    tried: set[int] = set()
    for start in starts:
        for synonym in _INDEX.get(start, ()):
            if id(synonym) not in tried:
                tried.add(id(synonym))
                if match := _match(synonym, said, english):
                    yield match


_ENGLISH = frozenset(word for synonym in SYNONYMS for word in synonym.words if word.isascii())


@lru_cache(maxsize=4_096)
def is_english(word: str) -> bool:
    """Whether a header's word is English, so that no Kazakh or Russian word is looked for in it."""
    return word.isascii() and any(
        word.startswith(stem) for stem in _ENGLISH if len(stem) > 3 or stem == word
    )


def _match(synonym: Synonym, said: tuple[str, ...], english: frozenset[int]) -> _Match | None:
    explained: list[int] = []
    sure = 1.0
    for stem in synonym.words:
        places = [
            (begins(word, stem), -i)
            for i, word in enumerate(said)
            if i not in explained and (i not in english or stem.isascii())
        ]
        best, place = max(places, default=(0.0, 0))
        if not best:
            return None
        explained.append(-place)
        sure = min(sure, best)
    if synonym.whole and not _is_whole(synonym, said, explained):
        return None
    return _Match(synonym, frozenset(explained), sure)


def _is_whole(synonym: Synonym, said: Sequence[str], explained: Sequence[int]) -> bool:
    """A whole synonym stands alone, beside filler, or, for an event, beside words for date."""
    beside = FILLER | DATING if synonym.field in EVENTS else FILLER
    left = [word for i, word in enumerate(said) if i not in explained]
    same = all(_same(said[i], stem) for i, stem in zip(explained, synonym.words, strict=True))
    return same and all(word.rstrip(".") in beside for word in left)


def _same(word: str, stem: str) -> bool:
    plain = word.rstrip(".")
    if plain == stem or skeleton(plain) == skeleton(stem):
        return True
    return len(stem) > 4 and abs(len(plain) - len(stem)) < 2 and begins(word, stem) > 0


def _score(match: _Match, said: tuple[str, ...], telling: _Telling) -> float:
    synonym = match.synonym
    if len(match.explained) == len(said):
        return synonym.weight
    if synonym.field == "somebody":
        return SOMEBODY
    words = _words_for(synonym, said)
    if not words:
        return 0.96 * synonym.weight
    # The more of the header a synonym explains, the surer; longer synonyms beat shorter ones.
    covered = len(match.explained & set(words)) / len(words)
    score = 0.62 + 0.33 * covered + 0.01 * min(4, len(synonym.words))
    return synonym.weight * (score - _doubt(match, words, telling))


def _doubt(match: _Match, words: Sequence[int], telling: _Telling) -> float:
    """What the words that the synonym does not explain take from its score."""
    synonym, doubt = match.synonym, 0.0
    if synonym.field in GENERIC or synonym.field == OWNED:
        return UNTOLD if not set(words) <= telling.by_field[synonym.field] else 0.0
    if not set(words) <= telling.known:
        doubt += UNKNOWN
    main = [i for i in words if i not in telling.generic or i in match.explained]
    if main and _head(main, synonym) not in match.explained:
        doubt += BESIDE_HEAD
    if telling.negated and synonym.field in EVENTS and NEGATING.isdisjoint(synonym.words):
        doubt += UNTOLD
    return doubt


def _words_for(synonym: Synonym, said: tuple[str, ...]) -> list[int]:
    """The words that say something: not filler, nor words for date beside what happens on one."""
    dated = synonym.field in EVENTS or synonym.field == "matter"
    return [i for i, word in enumerate(said) if not _is_idle(word.rstrip("."), dated=dated)]


def _is_idle(word: str, *, dated: bool) -> bool:
    if word in FILLER or not dated:
        return word in FILLER
    return word in DATING or (is_latin(word) and skeleton(word) in _DATING_LATIN)


def _head(telling: Sequence[int], synonym: Synonym) -> int:
    """The header's main word: the first in Russian and English, the last in Kazakh."""
    return telling[-1] if synonym.language == "kk" else telling[0]
