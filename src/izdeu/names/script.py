"""Letters and scripts: one spelling for one letter, look-alikes put back into their script."""

import re
import unicodedata
from functools import cache, lru_cache

from izdeu.names import table

APOSTROPHES = '’ʼ`ʻ´ʹʺ‘′″ˈ“”"ʿʾ'
#: What stays in a word beside its letters.
_MARKS = "'-."
_TURNS = 5
_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_CYRILLIC = re.compile("[\u0400-\u04ff\u0500-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")

#: Letters in the shapes that a printer joins them by, as files made for print hold them.
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufee8\ufeeb-\ufefc]+")


@lru_cache(maxsize=1 << 17)
def script_of(text: str) -> str:
    """Tell the script most letters belong to: cyrillic, latin, arabic, or none."""
    shares = {
        "cyrillic": len(_CYRILLIC.findall(text)),
        "latin": len(_LATIN.findall(text)),
        "arabic": len(_ARABIC.findall(text)),
    }
    best = max(shares, key=lambda script: shares[script])
    return best if shares[best] else "none"


def has_arabic(text: str) -> bool:
    """Tell whether a text has a letter of the Arabic script."""
    return not text.isascii() and _ARABIC.search(text) is not None


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """Give the word's letters in lower case, one code point for one letter, in one script.

    Idempotent. Kazakh letters and Latin letters with marks stay; rarer Cyrillic letters, Arabic
    script and look-alikes are replaced by ``tables/letters.toml``.
    """
    lower = word.lower()
    if word.isascii() or _resting().issuperset(lower):
        return lower
    # What replaces a letter may be in another script than its neighbours: go on until it rests.
    for _ in range(_TURNS):
        before, word = word, _folded(word)
        if word == before:
            break
    return word


@cache
def _resting() -> frozenset[str]:
    """Cyrillic letters that fold to themselves whatever stands beside them, and marks that stay."""
    turning = table.rules("letters")["after_vowel"]["letters"]
    letters = map(chr, range(0x0400, 0x0530))
    return frozenset({c for c in letters if _folded(c) == c and c not in turning} | set(_MARKS))


def _folded(word: str) -> str:
    word = _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), word)
    word = unicodedata.normalize("NFC", word).translate(_APOSTROPHES)
    if not word.isascii() and _CYRILLIC.search(word) and _LATIN.search(word):
        word = _one_script(word)
    word = unicodedata.normalize("NFC", word.lower().replace("i̇", "i"))
    word = _fronted(word) if _ARABIC.search(word) else _voiced(word)
    return "".join(
        _folding().get(letter, letter) for letter in word if letter.isalpha() or letter in _MARKS
    )


def _fronted(word: str) -> str:
    """Write the vowels of an Arabic-script word as its hamza or its soft consonants have them."""
    told = table.rules("letters")["arabic_front"]
    if not set(told["marks"]) & set(word):
        return word
    return "".join(told["vowels"].get(letter, letter) for letter in word)


def _voiced(word: str) -> str:
    """Write the letters that sound another way after a vowel: the Belarusian ў is a в there."""
    told = table.rules("letters")["after_vowel"]
    letters = told["letters"]
    if not set(letters) & set(word):
        return word
    pairs = zip(" " + word, word, strict=False)
    return "".join(
        letters.get(letter, letter) if before in told["vowels"] else letter
        for before, letter in pairs
    )


def plain(letter: str) -> str:
    """Give a Latin or Cyrillic letter without its marks."""
    return unicodedata.normalize("NFD", letter)[0]


def _one_script(word: str) -> str:
    to_cyrillic, to_latin = _lookalikes()
    cyrillic = sum(1 for letter in _CYRILLIC.findall(word) if ord(letter) not in to_latin)
    latin = sum(1 for letter in _LATIN.findall(word) if ord(letter) not in to_cyrillic)
    if cyrillic == latin:
        cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    return word.translate(to_cyrillic if cyrillic >= latin else to_latin)


@cache
def _lookalikes() -> tuple[dict[int, int], dict[int, int]]:
    pairs = table.rules("letters")["lookalikes"]
    latin, cyrillic = pairs["latin"], pairs["cyrillic"]
    return str.maketrans(latin, cyrillic), str.maketrans(cyrillic, latin)


@cache
def _folding() -> dict[str, str]:
    letters = table.rules("letters")
    return {**letters["cyrillic"], **letters["arabic"], **letters["latin"]}
