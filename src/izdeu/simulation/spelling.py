"""One name as Kazakh, Russian and Latin writers spell it, and as tired people mistype it."""

from functools import cache
from random import Random

from izdeu.names import table
from izdeu.names.kazakh import russian_spelling

#: Letters that listeners and copyists take for one another.
CONFUSED = {
    "а": "о", "о": "а", "и": "е", "е": "и", "ы": "и", "у": "ы", "б": "п", "п": "б", "д": "т",
    "т": "д", "г": "к", "к": "г", "ж": "ш", "з": "с", "с": "з", "қ": "к", "ғ": "г", "ә": "а",
    "ө": "о", "ү": "у", "ұ": "у", "і": "и", "ң": "н", "a": "e", "e": "a", "i": "y", "y": "i",
    "o": "u", "u": "o", "k": "q", "q": "k", "b": "p", "d": "t",
}  # fmt: skip
LATIN = {
    "passport": ("ru_icao_doc_9303",),
    "latin_2018": ("kk_latin_2018", "ru_icao_doc_9303"),
    "latin_2021": ("kk_latin_2021_apr", "ru_icao_doc_9303"),
    "press": ("rferl_house", "ru_icao_doc_9303"),
    "ascii": ("web_ascii_2021_stripped", "ru_icao_doc_9303"),
}
"""Latin styles and their tables of ``izdeu.names``; the second spells what the first leaves."""
STYLES = ("kk", "ru", *LATIN)


def spell(text: str, style: str) -> str:
    """Spell a name, given in Cyrillic, in one of ``STYLES``; passports go by way of Russian."""
    if style == "kk":
        return text
    if style in ("ru", "passport"):
        text = _russian(text)
    for name in LATIN.get(style, ()):
        text = table.transliterate(text, table.load(name))
    return text


def spell_by_ear(text: str, rng: Random) -> str:
    """Spell a Kazakh name in Russian letters as some clerk does: in one of the attested ways."""
    return " ".join(russian_spelling(word.lower(), rng).capitalize() for word in text.split())


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


def _russian(text: str) -> str:
    """The form that the Instruction on Kazakh names in Russian gives."""
    for kazakh, forms in table.rules("kazakh_russian")["sequences"].items():
        if kazakh in ("йы", "йі"):
            text = text.replace(kazakh, forms[0][0])
    return text.translate(_instruction())


@cache
def _instruction() -> dict[int, str]:
    letters = table.rules("kazakh_russian")["letters"]
    small = {letter: forms[0][0] for letter, forms in letters.items()}
    return str.maketrans(small | {one.upper(): form.upper() for one, form in small.items()})
