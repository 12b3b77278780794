"""A Kazakh surname with and without its ending: Серіков, Серікұлы, Серік are one family's."""

from collections.abc import Iterator

from izdeu.names import kazakh, lexicon, patronymic
from izdeu.names.reading import Part

#: After these the Russian ending is -ев.
_SOFT = "жшчщцьаәеёиіоөуүұыэюя"


def bare(part: Part) -> str:
    """Give the word a surname or patronymic is made of, as it is written there.

    The й that -ев took the place of is put back where a Kazakh name then stands there.
    """
    stem = part.folded[: part.ending.stem]
    swallowed = part.folded[part.ending.stem :].startswith("е")
    whole = f"{stem}й"
    if swallowed and (kazakh.original(whole) or lexicon.ends_as_composed(whole)):
        return whole
    return stem


def others(part: Part, sex: str, *, russian: bool) -> Iterator[str]:
    """Yield a surname's other forms: bare, with -ов or -ев, and with -ұлы or -қызы.

    ``russian`` says whether the name is written in Russian letters.
    """
    stem = bare(part)
    yield stem
    if part.ending.patronymic or part.ending.kind == "none":
        yield slavic(stem, sex)
    if not part.ending.patronymic:
        yield stem + ("кызы" if sex == "f" else "улы") if russian else patronymic.kazakh(stem, sex)


def slavic(stem: str, sex: str) -> str:
    """Write a surname of a stem in Cyrillic letters with the ending -ов, -ев, -ова or -ева.

    >>> slavic("абай", "f")
    'абаева'
    """
    body = stem.removesuffix("й")
    ending = "ев" if body != stem or body[-1:] in _SOFT else "ов"
    return body + ending + ("а" if sex == "f" else "")
