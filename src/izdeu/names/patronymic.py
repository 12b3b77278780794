"""Patronymic algebra: the father's name, and what his son or daughter is called after him."""

from dataclasses import dataclass

from izdeu.names import ending
from izdeu.names.script import fold, script_of

_HUSHING = "жшчщц"
_FRONT = "әеиіөүэ"


@dataclass(frozen=True, slots=True)
class Patronymic:
    """The stem that stands for the father's name, and the child's sex (m, f)."""

    stem: str
    sex: str


def parse(word: str) -> Patronymic | None:
    """Take a patronymic in any script apart; None when the word is none.

    >>> parse("Маратұлы")
    Patronymic(stem='марат', sex='m')
    """
    folded = fold(word).replace(" ", "").replace("-", "")
    found = ending.of(folded)
    return Patronymic(folded[: found.stem], found.sex) if found.patronymic else None


def kazakh(stem: str, sex: str) -> str:
    """Write the Kazakh patronymic of a father's name or stem."""
    return stem + ("қызы" if sex == "f" else "ұлы")


def russian(stem: str, sex: str) -> str:
    """Write the Russian patronymic of a father's name in Russian letters.

    >>> russian("серик", "f")
    'сериковна'
    """
    tails = ("ович", "овна")
    if stem[-2:] in ("ий", "ей") or stem[-1:] in ("й", "ь"):
        body = stem[:-2] + "ь" if stem.endswith("ий") else stem[:-1]
        stem, tails = body, ("евич", "евна")
    elif stem[-1:] in _HUSHING:
        tails = ("евич", "евна")
    elif stem[-1:] in "ая":
        stem, tails = stem[:-1], ("евич", "евна") if stem[-1] == "я" else ("ович", "овна")
    elif stem[-1:] in "иеыоуэю":
        tails = ("евич", "евна")
    return stem + tails[sex == "f"]


def same_father(one: str, other: str) -> bool:
    """Tell whether two patronymics name one father and fit one child: Маратұлы, Маратович."""
    from izdeu.names.comparison import Outcome, compare

    first, second = parse(one), parse(other)
    if first is None or second is None or first.sex != second.sex:
        return False
    return script_of(one) != "none" and compare(one, other).parts[0].outcome is Outcome.FITS
