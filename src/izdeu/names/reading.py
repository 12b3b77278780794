"""Read a name as somebody wrote it: its parts, their roles, and what is set apart."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from izdeu.names import ending, key, lexicon, table
from izdeu.names.ending import Ending
from izdeu.names.script import fold, has_arabic, script_of

#: A name field longer than this holds something else.
LONGEST = 300
MOST_PARTS = 8

_WORD = re.compile(
    r"[^\W\d_][\u0300-\u036f\ufe20-\ufe2f]*(?:['’ʼ`ʻ´ʹʺ‘′″ʿʾ.\u00b7-]?[^\W\d_][\u0300-\u036f\ufe20-\ufe2f]*)*['’ʼʹʺ]?"
)
_GLUED = re.compile(
    r"(?<=[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{3})(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{2})"
)


class Role(StrEnum):
    """What a part of a name is, as far as the evidence goes."""

    GIVEN = "given"
    PATRONYMIC = "patronymic"
    SURNAME = "surname"
    INITIAL = "initial"
    RESPECT = "respect"
    UNKNOWN = "unknown"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: the letters as written, where they stand, and what they are.

    ``start`` and ``end`` count code points in the text that was read. ``folded`` is the form that
    is compared; it is never shown as the name. ``sure`` says that the role does not rest on
    position alone.
    """

    text: str
    start: int
    end: int
    role: Role
    folded: str
    ending: Ending
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, its parts in the order written, and the words set apart from it."""

    text: str
    parts: Sequence[Part]
    apart: Sequence[Part]

    def __bool__(self) -> bool:
        """Tell whether a name was found at all."""
        return bool(self.parts)

    def of_role(self, role: Role) -> Sequence[Part]:
        """List the parts of one role."""
        return [part for part in self.parts if part.role is role]


def read(text: str) -> Name:
    """Read a name in any order and script; a text that holds none gives a Name without parts.

    Arabic script may stand reversed, as programs that draw it leave it.
    """
    if len(text) > LONGEST:
        return Name(text, (), ())
    name = _told(text)
    if not has_arabic(text):
        return name
    turned = _turned(_told(text[::-1]), text)
    return turned if _evidence(turned) > _evidence(name) else name


def _evidence(name: Name) -> int:
    """Count the parts that are known or end as names do."""
    return sum(part.ending.kind != "none" or lexicon.is_given(part.folded) for part in name.parts)


def _turned(name: Name, text: str) -> Name:
    """Put the places of the parts back to where they stand in the text."""

    def put(part: Part) -> Part:
        start, end = len(text) - part.end, len(text) - part.start
        return replace(part, text=text[start:end], start=start, end=end)

    return Name(text, tuple(map(put, name.parts)), tuple(map(put, name.apart)))


def _told(text: str) -> Name:
    words = _joined(_words(_visible(text)))
    titles = [word for word in words if word.role is Role.TITLE]
    parts = [word for word in words if word.role is not Role.TITLE][:MOST_PARTS]
    if all(part.role is Role.INITIAL for part in parts):
        return Name(text, (), (*parts, *titles))
    return Name(text, tuple(_with_roles(parts, _comma(text, parts))), tuple(titles))


def _visible(text: str) -> str:
    """Blank what cannot be seen, place for place, so that spans keep counting."""
    if text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn") else c for c in text
    )


def _words(text: str) -> list[Part]:
    found = []
    for match in _WORD.finditer(text):
        edges = [0, *(cut.start() for cut in _GLUED.finditer(match.group())), len(match.group())]
        for left, right in zip(edges, edges[1:], strict=False):
            found += _word(text, match.start() + left, match.start() + right)
    return found


def _word(text: str, start: int, end: int) -> list[Part]:
    written = text[start:end]
    if "." in written and fold(written) not in _set("titles"):
        return _abbreviated(text, start, written)
    shape = _shape(written)
    return [Part(written, start, end, *shape)] if shape else []


@lru_cache(maxsize=1 << 17)
def _shape(written: str) -> tuple[Role, str, Ending] | None:
    """Give what a word is before its neighbours are looked at; None when it is none."""
    lower = fold(written)
    if lower in _set("titles"):
        return Role.TITLE, lower, Ending(len(lower), "none")
    folded = lower.replace("-", "").strip("'") or lower
    if not any(letter.isalpha() for letter in folded):
        return None
    initial = len(key.fine(folded)) <= 1 and len(folded) <= 2
    return Role.INITIAL if initial else Role.UNKNOWN, folded, ending.of(folded)


def _abbreviated(text: str, start: int, written: str) -> list[Part]:
    found, at = [], start
    for piece in written.split("."):
        if piece:
            found += _word(text, at, at + len(piece))
        at += len(piece) + 1
    return found


def _joined(words: Sequence[Part]) -> list[Part]:
    """Join "Marat uly" and "al Farabi" to one part each."""
    found: list[Part] = []
    for word in words:
        last = found[-1] if found else None
        if (
            last
            and last.role is Role.UNKNOWN
            and word.folded in _set("after")
            or (
                last
                and len(found) > 1
                and last.folded in _set("before")
                and last.role is not Role.TITLE
            )
        ):
            found[-1] = _together(last, word)
        else:
            found.append(word)
    return found


def _together(one: Part, other: Part) -> Part:
    folded = one.folded + other.folded
    written = f"{one.text} {other.text}"
    return Part(written, one.start, other.end, Role.UNKNOWN, folded, ending.of(folded))


def _with_roles(parts: Sequence[Part], comma: int) -> list[Part]:
    told = _one_patronymic([_by_form(part) for part in parts])
    if comma and told and told[0].role is Role.UNKNOWN:
        told[0] = replace(told[0], role=Role.SURNAME)
    return _by_place(told)


def _by_form(part: Part) -> Part:
    if part.role is Role.INITIAL:
        return part
    role, sure = _role(part.folded)
    return Part(part.text, part.start, part.end, role, part.folded, part.ending, sure)


@lru_cache(maxsize=1 << 17)
def _role(folded: str) -> tuple[Role, bool]:
    """Give the role a word's form tells, and whether it is sure."""
    found = ending.of(folded)
    if _is_respect(folded):
        return Role.RESPECT, True
    if found.patronymic:
        return Role.PATRONYMIC, True
    if lexicon.is_given(folded):
        return Role.GIVEN, found.kind == "none"
    return (Role.SURNAME, True) if found.surname else (Role.UNKNOWN, False)


def _one_patronymic(parts: list[Part]) -> list[Part]:
    """Leave the role to one part: with a given name alone, or twice, the ending is a surname's."""
    places = [at for at, part in enumerate(parts) if part.role is Role.PATRONYMIC]
    if len(parts) == 2 and places:
        found, other = parts[places[-1]], parts[1 - places[-1]]
        if other.role in (Role.GIVEN, Role.UNKNOWN) or len(places) == 2:
            parts[places[-1]] = replace(found, role=Role.SURNAME, sure=False)
    elif len(places) > 1:
        # Given, patronymic, surname or surname, given, patronymic: it follows the given name.
        kept = next((at for at in places if at and at - 1 not in places), places[-1])
        for at in places:
            if at != kept:
                parts[at] = replace(parts[at], role=Role.SURNAME, sure=False)
    return parts


def _by_place(parts: Sequence[Part]) -> list[Part]:
    """Give the roles nobody has yet: the given name stands before a patronymic."""
    taken = {part.role for part in parts}
    told = list(parts)
    for at, part in enumerate(parts):
        if part.role is Role.GIVEN and Role.SURNAME not in taken and _twice(told, at):
            told[at] = replace(part, role=Role.SURNAME, sure=False)
            taken.add(Role.SURNAME)
    unknown = [at for at, part in enumerate(told) if part.role is Role.UNKNOWN]
    for at in unknown:
        free = [role for role in (Role.SURNAME, Role.GIVEN) if role not in taken]
        if not free:
            break
        role = Role.GIVEN if Role.GIVEN in free and _before_patronymic(told, at) else free[0]
        told[at] = replace(told[at], role=role)
        taken.add(role)
    return told


def _twice(parts: Sequence[Part], at: int) -> bool:
    """Tell whether two given names stand without a surname, and this is the first of them."""
    given = [place for place, part in enumerate(parts) if part.role is Role.GIVEN]
    unknown = any(part.role is Role.UNKNOWN for part in parts)
    if len(given) < 2 or unknown:
        return False
    return at == given[-1] if _before_patronymic(parts, given[0]) else at == given[0]


def _before_patronymic(parts: Sequence[Part], at: int) -> bool:
    return at + 1 < len(parts) and parts[at + 1].role is Role.PATRONYMIC


def _comma(text: str, parts: Sequence[Part]) -> int:
    return int(len(parts) > 1 and "," in text[parts[0].end : parts[1].start])


def _is_respect(folded: str) -> bool:
    if len(folded) > 6 or script_of(folded) != "cyrillic" or lexicon.is_given(folded):
        return False
    return any(
        folded.endswith(end) and 2 <= len(folded) - len(end) <= 3 for end in ("еке", "ке", "қа")
    )


@cache
def _set(kind: str) -> frozenset[str]:
    return frozenset(fold(word) for word in table.rules("words")[kind])
