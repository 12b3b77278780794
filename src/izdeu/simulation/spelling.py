"""One name as Kazakh, Russian and Latin writers spell it, and as tired people mistype it."""

from functools import cache
from random import Random

from izdeu.simulation.lexicon import table

#: Letters that listeners and copyists take for one another.
CONFUSED = {
    "а": "о", "о": "а", "и": "е", "е": "и", "ы": "и", "у": "ы", "б": "п", "п": "б", "д": "т",
    "т": "д", "г": "к", "к": "г", "ж": "ш", "з": "с", "с": "з", "қ": "к", "ғ": "г", "ә": "а",
    "ө": "о", "ү": "у", "ұ": "у", "і": "и", "ң": "н", "a": "e", "e": "a", "i": "y", "y": "i",
    "o": "u", "u": "o", "k": "q", "q": "k", "b": "p", "d": "t",
}  # fmt: skip
SCHEMES = {
    "kk": (),
    "ru": ("ru",),
    "passport": ("ru", "passport"),
    "latin_2018": ("latin_2018", "passport"),
    "latin_2021": ("latin_2021", "passport"),
    "press": ("press", "passport"),
    "ascii": ("ascii", "passport"),
}
"""Style of spelling: the tables applied to the Kazakh form, first to last."""


def spell(text: str, style: str) -> str:
    """Spell a name, given in Cyrillic, in a style of ``SCHEMES``."""
    return text.translate(_letters(style)) if SCHEMES[style] else text


def mistype(text: str, rng: Random) -> str:
    """One slip of the pen: a letter confused, dropped, doubled or swapped."""
    if len(text) < 3:
        return text
    at = rng.randrange(1, len(text) - 1)
    slip = rng.random()
    if slip < 0.55:
        return text[:at] + CONFUSED.get(text[at], text[at]) + text[at + 1 :]
    if slip < 0.70:
        return text[:at] + text[at + 1 :]
    if slip < 0.85:
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


@cache
def _letters(style: str) -> dict[int, str]:
    """Each letter of the alphabet through the tables of a style, capitals included."""
    letters = {}
    for letter in "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі":
        spelled = letter
        for scheme in SCHEMES[style]:
            spelled = "".join(table("spellings")[scheme].get(sign, sign) for sign in spelled)
        letters[ord(letter)] = spelled
        letters[ord(letter.upper())] = spelled[:1].upper() + spelled[1:]
    return letters
