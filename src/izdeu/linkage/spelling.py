"""The parts of a name in the spelling that comparisons use: one for every script."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from izdeu.linkage import shortform
from izdeu.names import Part, Role, key, read
from izdeu.names.script import fold

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of a name by their sound in Latin letters, without endings of gender and descent.

    The keys are coarser: spellings that are mixed up in practice share one.
    """

    surname: str = ""
    surname_key: str = ""
    given: str = ""
    given_key: str = ""
    given_initial: str = ""
    given_family: str = ""
    """What a given name has in common with its short forms; "" where it has none."""
    given_short: str = ""
    """"yes" for a short form."""
    names_key: str = ""
    """The keys of surname and given name in the alphabet's order: clerks swap the two."""
    father: str = ""
    father_key: str = ""
    father_initial: str = ""


#: A name is read for its sounds and for its words, one after the other.
_read = lru_cache(maxsize=64)(read)


@lru_cache(maxsize=1 << 15)
def parts(name: str, father: str = "") -> Parts:
    """Read a name as written, with the father's name where it stands apart."""
    found = _read(name)
    initials = [_sound(part) for part in found.parts if part.role is Role.INITIAL]
    given = _first(found.parts, Role.GIVEN) or (initials.pop(0) if initials else "")
    patronymic = _first(found.parts, Role.PATRONYMIC) or _father(father)
    patronymic = patronymic or (initials[0] if initials else "")
    surname = _first(found.parts, Role.SURNAME) or _first(found.parts, Role.UNKNOWN)
    return _assembled(surname, given, patronymic)


_SHOWN = {"surname": (Role.SURNAME, Role.UNKNOWN), "given": (Role.GIVEN,)}


@lru_cache(maxsize=1 << 15)
def written_parts(name: str, father: str = "") -> tuple[tuple[str, str], ...]:
    """Surname, given name and father's name of a name, each as it is written there.

    An initial is shown for the part that it stands for.
    """
    found = _read(name).parts
    initials = [part.text for part in found if part.role is Role.INITIAL]
    shown = {field: _text(found, *roles) for field, roles in _SHOWN.items()}
    shown["given"] = shown["given"] or (initials.pop(0) if initials else "")
    fathers = _text(found, Role.PATRONYMIC) or father
    shown["father"] = fathers or (initials.pop(0) if initials else "")
    return tuple((field, words) for field, words in shown.items() if words)


def _text(found: Sequence[Part], *roles: Role) -> str:
    return next((part.text for role in roles for part in found if part.role is role), "")


@lru_cache(maxsize=1 << 15)
def split_parts(surname: str, given: str, patronymic: str) -> Parts:
    """Read a name whose parts stand in columns of their own."""
    if given and not surname and not patronymic:
        read_whole = parts(given)
        return read_whole if read_whole.given else _assembled("", _stem(given), "")
    words = _WORD.findall(given)
    if words[1:] and not patronymic:
        patronymic = words[-1]
    return _assembled(_stem(surname), _stem(words[0] if words else ""), _stem(patronymic))


def _assembled(surname: str, given: str, father: str) -> Parts:
    surname_key = key.coarse(surname) if surname else ""
    given_key = key.coarse(given) if len(given) > 1 else ""
    family, short = shortform.of(given) if given_key else ("", False)
    names = sorted((surname_key, given_key))
    whole = len(father) > 1
    return Parts(
        surname=surname,
        surname_key=surname_key,
        given=given if given_key else "",
        given_key=given_key,
        given_initial=given[:1],
        given_family=family,
        given_short="yes" if short else "",
        names_key=" ".join(names) if all(names) else "",
        father=father if whole else "",
        father_key=key.coarse(father) if whole else "",
        father_initial=father[:1],
    )


def _first(found: Sequence[Part], role: Role) -> str:
    return next((_sound(part) for part in found if part.role is role), "")


def _sound(part: Part) -> str:
    return _latin(key.stem(part.folded))


def _father(name: str) -> str:
    """The given name of a father who is named in full or by one word."""
    words = _WORD.findall(name)
    if len(words) > 1:
        return _first(read(name).parts, Role.GIVEN)
    return _stem(name)


@lru_cache(maxsize=1 << 16)
def _stem(words: str) -> str:
    return _latin(key.stem("".join(_WORD.findall(fold(words)))))


def _latin(sound: str) -> str:
    """Plain ASCII, so that letters are counted alike everywhere; other scripts by their code."""
    return (
        sound if sound.isascii() else "".join(f"u{ord(c):x}" if ord(c) > 127 else c for c in sound)
    )


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Free text by its sound: words in lower-case Latin letters and digits, single spaces."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))
    return " ".join(_latin(key.fine(fold(word))) if not word.isdigit() else word for word in words)
