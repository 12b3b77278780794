"""How the words of headers are spelt: case, Kazakh letters, Latin, abbreviations and slips."""

import re
from functools import lru_cache

#: Kazakh letters and the letters that stand in for them where a keyboard or encoding lacks them.
FOLDED = str.maketrans("әғқңөұүһіёĸ", "агкноуухиек")
#: How sure a word remains that does not begin with the stem to the letter.
TRANSLITERATED, SHORTENED, CUT_OFF, SLIPPED = 0.98, 0.97, 0.93, 0.93
#: "рожд-я", "отч-во": a word whose middle is left out.
_WORDS = re.compile(
    r"[^\W_]{3,}-(?:я|е|и|во|ие|ия|ние|ния|ка|ций|ция|сть|ость|ый|ая)(?!\w)|[^\W_]+\.?|№|#"
)
_NAME_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´](?=\w|$)")
#: What an encoding without the letter made of it: "Fam?liasy".
_LOST = re.compile(r"(?<=\w)\?(?=\w)")
_LATIN = re.compile(r"[a-zà-ÿāăąćĉčďēėęěĝğġģĥīįıĵķĺļľńņňŋōőœŕřśŝşšţťūŭůűųŵŷźżžǵý]")
#: Coarse Latin for Cyrillic and for the Latin alphabets of Kazakh of 2017 to 2021 and of keyboards.
#: Source: the tables of 2017, 2018 and 2021 and ways of writing seen in messages.
_COARSE = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e",
        "э": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "і": "i", "ы": "i", "к": "k", "қ": "k",
        "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "ch",
        "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia", "ъ": "", "ь": "",
        "ä": "a", "á": "a", "ö": "o", "ó": "o", "ü": "u", "ú": "u", "ū": "u", "ý": "u", "ğ": "g",
        "ǵ": "g", "ġ": "g", "ñ": "n", "ń": "n", "ŋ": "n", "ş": "sh", "š": "sh", "ı": "i", "ï": "i",
        "í": "i", "ž": "j", "č": "ch", "q": "k", "w": "u", "y": "i", "x": "h",
    }
)  # fmt: skip
_ENDINGS = re.compile(r"(?:s|es|d|ed|ing|al|ion|ions|y|i|n|nyn|nin|ngan|gan|a)?")
_PAIRS = (("zh", "j"), ("gh", "g"), ("kh", "h"), ("ng", "n"), ("ii", "i"), ("ch", "sh"))


def fold(words: str) -> str:
    """Case, Kazakh letters and accents folded, so that spellings of one header are equal."""
    return words.casefold().translate(FOLDED)


def words_of(header: str) -> tuple[str, ...]:
    """The words of a header, folded; a shortened word of three letters or more keeps its dot."""
    plain = _LOST.sub("", _NAME_APOSTROPHE.sub("", header))
    return tuple(_word(word) for word in _WORDS.findall(fold(plain)))


def _word(word: str) -> str:
    if "-" in word:
        return word.partition("-")[0] + "."
    return word if len(word) > 3 else word.rstrip(".")


@lru_cache(maxsize=16_384)
def skeleton(word: str) -> str:
    """The word in coarse Latin, in which every alphabet of Kazakh and Russian comes out alike."""
    coarse = word.casefold().translate(_COARSE)
    for pair, instead in _PAIRS:
        coarse = coarse.replace(pair, instead)
    return coarse


@lru_cache(maxsize=65_536)
def begins(word: str, stem: str) -> float:
    """How surely a word of a header begins with the stem of a synonym: 1 where it does to the
    letter, less where only but for a slip, in another alphabet or cut short, 0 where not at all.
    """
    short = word.endswith(".")
    word = word.rstrip(".")
    if len(stem) < 3:
        return float(word == stem)
    if sure := _begins(word, stem, short=short):
        return sure
    if not is_latin(word) or is_latin(stem):
        return 0.0
    stem = skeleton(stem)
    if len(stem) < 4:
        return TRANSLITERATED * (skeleton(word) == stem)
    return TRANSLITERATED * _begins(skeleton(word), stem, short=short)


def is_latin(word: str) -> bool:
    """Whether a Latin letter stands in the word."""
    return bool(_LATIN.search(word))


def _begins(word: str, stem: str, *, short: bool) -> float:
    if word.startswith(stem):
        # A short English word begins many others: "dead" is no "deadline".
        ended = len(stem) > 5 or not stem.isascii() or _ENDINGS.fullmatch(word, len(stem))
        return 1.0 if ended else 0.0
    if stem.startswith(word):
        if short and len(word) >= 3:
            return SHORTENED
        return CUT_OFF if 4 <= len(word) >= len(stem) - 4 else 0.0
    if len(stem) > 5 and abs(len(word) - len(stem)) < 3 and _one_slip(word, stem):
        return SLIPPED
    return 0.0


def _one_slip(word: str, stem: str) -> bool:
    """Whether the stem begins the word but for one wrong, missing, doubled or swapped letter.

    Not at its beginning: "other" is no slip of "mother".
    """
    at = next((i for i, (a, b) in enumerate(zip(word, stem, strict=False)) if a != b), None)
    if at is None:
        return len(word) >= len(stem) - 1
    if at < 2:
        return False
    rest, left = word[at:], stem[at:]
    swapped = rest[:2] == left[1::-1] and rest[2:].startswith(left[2:])
    return (
        swapped
        or rest[1:].startswith(left[1:])
        or rest.startswith(left[1:])
        or rest[1:].startswith(left)
    )
