"""The forms a name takes in each script: what a volunteer reads out at a counter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from izdeu.names import cost, kazakh, patronymic, table
from izdeu.names.reading import Name, Part, Role, read
from izdeu.names.script import script_of

_KAZAKH = frozenset("әғқңөұүһі")
#: The tables a name is written by, the likeliest first.
LATIN_OF_KAZAKH = (
    "icao_9303_kz_practice",
    "rferl_house",
    "bgn_pcgn_1979",
    "kk_latin_2021_apr",
    "web_ascii_2021_stripped",
)
LATIN_OF_RUSSIAN = ("ru_icao_doc_9303", "ru_wikipedia", "ru_bgn_pcgn_alt")
_MOST = 6
#: Keeps "sh" one group: in sixteenths of a bit.
_EACH_GROUP = 20.0


@dataclass(frozen=True, slots=True)
class Spelling:
    """One form of a name: its language (kk, ru, latin), the text, and the table it is made by.

    A search key, never the name: only what a source wrote is shown as the name.
    """

    language: str
    text: str
    by: str


def spellings(name: str | Name) -> Sequence[Spelling]:
    """List the forms of a name, as written first; nothing when there is no name."""
    name = name if isinstance(name, Name) else read(name)
    if not name:
        return ()
    found = [Spelling(language_of(name), " ".join(part.text for part in name.parts), "as written")]
    for made in _made(name):
        if made.text.lower() not in {one.text.lower() for one in found}:
            found.append(made)
    return tuple(found)


def language_of(name: Name) -> str:
    """Tell which alphabet the name is in: kk when a letter is Kazakh, ru, latin."""
    letters = "".join(part.folded for part in name.parts)
    if script_of(letters) == "latin":
        return "latin"
    return "kk" if _KAZAKH & set(letters) or _is_kazakh(name) else "ru"


def _is_kazakh(name: Name) -> bool:
    return any(part.folded.endswith(("ұлы", "қызы")) for part in name.parts)


def _made(name: Name) -> Iterator[Spelling]:
    language = language_of(name)
    if language == "latin":
        name, language = _in_russian(name), "ru"
        yield Spelling("ru", _line(name, [part.folded for part in name.parts]), "learned costs")
    if language == "kk":
        for words in _russian_forms(name):
            yield Spelling("ru", _line(name, words), "kazakh_russian")
    for told in LATIN_OF_KAZAKH if language == "kk" else LATIN_OF_RUSSIAN:
        words = [table.transliterate(part.folded, table.load(told)) for part in name.parts]
        yield Spelling("latin", _line(name, words), told)
    if language == "kk":
        first = read(
            next(_russian_forms(name), [""])[0] and _line(name, next(_russian_forms(name)))
        )
        words = [
            table.transliterate(part.folded, table.load(LATIN_OF_RUSSIAN[0]))
            for part in first.parts
        ]
        yield Spelling("latin", _line(first, words), "kazakh_russian, " + LATIN_OF_RUSSIAN[0])


def _russian_forms(name: Name) -> Iterator[list[str]]:
    """Yield the likeliest Russian forms of all parts together."""
    choices = [_russian_part(part) for part in name.parts]
    ranked = sorted(product(*choices), key=lambda words: -_share(words))
    for words in ranked[:_MOST]:
        yield [word for word, _ in words]


def _share(words: Sequence[tuple[str, float]]) -> float:
    share = 1.0
    for _, one in words:
        share *= one
    return share


def _russian_part(part: Part) -> list[tuple[str, float]]:
    if part.role is Role.PATRONYMIC:
        stem, sex = part.folded[: part.ending.stem], part.ending.sex
        written = kazakh.russian_forms(stem, 1)[0][0]
        return [
            (patronymic.russian(written, sex), 0.7),
            (written + ("кызы" if sex == "f" else "улы"), 0.3),
        ]
    return kazakh.russian_forms(part.folded, 3)


def _in_russian(name: Name) -> Name:
    return read(_line(name, [cyrillic(part.folded) for part in name.parts]))


@lru_cache(maxsize=4096)
def cyrillic(word: str) -> str:
    """Write a folded Latin word in Russian letters by the cheapest learned reading."""
    word = cost.known(word)
    best: list[tuple[float, str]] = [(0.0, "")] + [(1e9, "")] * len(word)
    for at in range(len(word)):
        for size in range(1, cost.LONGEST + 1):
            for russian, paid in _readings().get(word[at : at + size], ()):
                total = best[at][0] + paid
                if at + size <= len(word) and total < best[at + size][0]:
                    best[at + size] = (total, best[at][1] + russian)
    return best[-1][1] or word


@cache
def _readings() -> dict[str, list[tuple[str, float]]]:
    costs = cost.load()
    russian = [group for group in costs.groups if _is_russian(group)]
    found: dict[str, list[tuple[str, float]]] = {}
    for group, at in costs.groups.items():
        if group and group.isascii() or script_of(group) == "latin":
            paid = [(to, costs.matrix[at * costs.width + costs.groups[to]]) for to in russian]
            cheapest = min(paid, key=lambda pair: pair[1])
            if cheapest[1] < cost.GONE:
                found[group] = [(cheapest[0], cheapest[1] + _EACH_GROUP)]
    return found


def _is_russian(group: str) -> bool:
    return len(group) == 1 and script_of(group) == "cyrillic" and not _KAZAKH & set(group)


def _line(name: Name, words: Sequence[str]) -> str:
    return " ".join(_like(part, word) for part, word in zip(name.parts, words, strict=False))


def _like(part: Part, word: str) -> str:
    if part.role is Role.INITIAL:
        return word[:1].upper() + word[1:] + "."
    return word[:1].upper() + word[1:]
