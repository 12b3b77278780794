"""Places and facilities that a text names."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from izdeu.documents.text.ending import bare
from izdeu.documents.text.lexicon import places as known_places
from izdeu.documents.text.phrase import find, is_one, phrases
from izdeu.documents.text.word import Sentence, Word, sound

REGIONS = {
    "ru": ("област", "край", "края", "район"),
    "en": ("region", "province", "oblast", "district"),
    "kk": (),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place or facility: words ``first`` to ``last`` of the sentence."""

    first: int
    last: int


def named_places(sentence: Sentence) -> list[Spot]:
    """Towns, villages, regions and countries, known or called such by the word beside them."""
    words = sentence.words
    found = [
        Spot(at, at + (1 if _region_after(sentence, at) else 0))
        for at in range(len(words))
        if words[at].capital and (_is_known(sentence, at) or _is_called(sentence, at))
    ]
    return [spot for spot in found if not _is_street(sentence, spot.first)]


def facilities(sentence: Sentence) -> list[Spot]:
    """Hospitals, morgues, police stations and whatever serves as one, with their descriptions."""
    language, words = sentence.language, sentence.words
    found: list[Spot] = []
    for match in find(words, phrases(language, "facility", "heads")):
        if found and match.first <= found[-1].last:
            continue
        first = _first(sentence, match.first)
        found.append(Spot(first, _last(sentence, match.last)))
    return found


def is_place(word: Word, language: str) -> bool:
    """Whether the word is the name of a known place, in any case ending."""
    return bool(_keys() & bare(word.key if language == "kk" else sound(word.text), language))


def _is_known(sentence: Sentence, at: int) -> bool:
    return is_place(sentence.words[at], sentence.language)


def _is_called(sentence: Sentence, at: int) -> bool:
    """Whether a word like "city" or "область" stands beside it."""
    words, language = sentence.words, sentence.language
    if at == 0 and language != "kk":
        return False
    nouns = phrases(language, "place", "nouns")
    if language == "kk":
        return at + 1 < len(words) and is_one(words[at + 1], nouns)
    if _region_after(sentence, at) and language == "ru":
        return True
    if language == "ru":
        before = at - 2 if words[at - 1].text == "." else at - 1
        return before >= 0 and is_one(words[before], nouns)
    return at > 1 and words[at - 1].key == "of" and is_one(words[at - 2], nouns)


def _region_after(sentence: Sentence, at: int) -> bool:
    words, nouns = sentence.words, REGIONS[sentence.language]
    if at + 1 >= len(words) or not nouns:
        return False
    adjective = sentence.language == "en" or sound(words[at].text).endswith(
        ("skoi", "skaia", "skuiu", "skii", "skogo", "skom", "skomu")
    )
    return sentence.language == "ru" and adjective and words[at + 1].key.startswith(nouns)


def _is_street(sentence: Sentence, at: int) -> bool:
    words, language = sentence.words, sentence.language
    after = (
        at + 1 < len(words)
        and words[at + 1].capital
        and is_one(words[at + 1], phrases(language, "streets"))
    )
    before = at and is_one(words[at - 1], phrases(language, "before_streets"))
    return bool((after and language != "ru") or before)


def _first(sentence: Sentence, at: int) -> int:
    """Where the description before the head begins."""
    words, language = sentence.words, sentence.language
    modifiers = phrases(language, "facility", "modifiers")
    while at:
        before = words[at - 1]
        numbered = before.text.startswith("№") or (
            before.text[0].isdigit() and at > 1 and words[at - 2].text == "№"
        )
        proper = before.capital and at > 1 and language == "en" and before.key != "the"
        if not (is_one(before, modifiers) or numbered or (proper and not is_place(before, "en"))):
            break
        at -= 1
    return at


def _last(sentence: Sentence, at: int) -> int:
    """Where the description after the head ends: a number or a speciality."""
    words: Sequence[Word] = sentence.words
    rest = words[at + 1 : at + 5]
    tails = phrases(sentence.language, "facility", "tails")
    tail = tails.at(rest, 0) if rest else None
    if tail:
        return at + 1 + tail.last
    numbered = len(rest) > 1 and rest[0].text in ("№", "No", "no") and rest[1].text[0].isdigit()
    dotted = len(rest) > 2 and rest[0].text in ("No", "no") and rest[2].text[0].isdigit()
    return at + (3 if dotted else 2 if numbered else 0)


@cache
def _keys() -> frozenset[str]:
    return frozenset(sound(name) for name in known_places())
