"""The forms a name takes in each script: what a volunteer reads out at a counter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from izdeu.names import cost, kazakh, patronymic, surname, table
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
        yield Spelling("ru", _folded(name), "learned costs")
    yield from _of_kazakh(name) if language == "kk" else _of_russian(name)


def _of_kazakh(name: Name) -> Iterator[Spelling]:
    yield from _with_other_surnames(name, "kk")
    russian = [read(_line(name, words)) for words in _russian_forms(name)]
    for one in russian:
        yield Spelling("ru", _folded(one), "kazakh_russian")
    yield from _with_other_surnames(russian[0], "ru")
    yield from _in_latin(name, LATIN_OF_KAZAKH)
    for made in _in_latin(russian[0], LATIN_OF_RUSSIAN[:1]):
        yield Spelling(made.language, made.text, f"kazakh_russian, {made.by}")


def _of_russian(name: Name) -> Iterator[Spelling]:
    yield from _in_latin(name, LATIN_OF_RUSSIAN)
    words = [_kazakh_part(part) for part in name.parts]
    if any(_tells(part) and word for part, word in zip(name.parts, words, strict=True)):
        known = [word or part.folded for part, word in zip(name.parts, words, strict=True)]
        original = read(_line(name, known))
        yield Spelling("kk", _folded(original), "kazakh_russian, read backwards")
        yield from _with_other_surnames(original, "kk")
        yield from _with_other_surnames(name, "ru")
        yield from _in_latin(original, LATIN_OF_KAZAKH[:1])


def _tells(part: Part) -> bool:
    """Whether a Kazakh word in this place makes the name a Kazakh one."""
    return part.role in (Role.GIVEN, Role.PATRONYMIC)


def _in_latin(name: Name, tables: Sequence[str]) -> Iterator[Spelling]:
    for told in tables:
        words = [table.transliterate(part.folded, table.load(told)) for part in name.parts]
        yield Spelling("latin", _line(name, words), told)


def _kazakh_part(part: Part) -> str:
    """The Kazakh form of a word in Russian letters; "" where no Kazakh name is known in it."""
    if part.role is Role.INITIAL:
        return ""
    found = kazakh.original(surname.bare(part))
    if not found or part.ending.kind == "none":
        return found
    if part.ending.patronymic:
        return patronymic.kazakh(found, part.ending.sex)
    whole = part.folded[part.ending.stem :]
    return (found.removesuffix("й") if whole.startswith("е") else found) + whole


def _with_other_surnames(name: Name, language: str) -> Iterator[Spelling]:
    """The name once for each other form of its surname: lists write it with and without ending."""
    at = next((n for n, part in enumerate(name.parts) if part.role is Role.SURNAME), -1)
    if at < 0 or name.parts[at].ending.kind not in _ENDINGS:
        return
    words = [part.folded for part in name.parts]
    sex = next((part.ending.sex for part in name.parts if part.ending.sex), "m")
    for other in surname.others(name.parts[at], sex, russian=language == "ru"):
        line = _line(name, [*words[:at], other, *words[at + 1 :]])
        yield Spelling(language, line, "another ending of the surname")


#: Endings that a Kazakh surname is written with, or without.
_ENDINGS = ("none", "ov_m", "ov_f", "patronymic_m", "patronymic_f")


def _folded(name: Name) -> str:
    return _line(name, [part.folded for part in name.parts])


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
