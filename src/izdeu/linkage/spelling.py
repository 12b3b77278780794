"""The parts of a name in the spelling that comparisons use: one for every script."""

import re
from dataclasses import dataclass
from functools import lru_cache

_WORDS = re.compile(r"[^\W\d_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of a name in plain ASCII; the keys are equal for spellings that sound alike."""

    surname: str = ""
    surname_key: str = ""
    given: str = ""
    given_key: str = ""
    given_initial: str = ""
    father: str = ""
    father_key: str = ""
    father_initial: str = ""


@lru_cache(maxsize=1 << 17)
def parts(name: str, father: str = "") -> Parts:
    """Read a name as written, with the father's name where it stands apart."""
    words = [word.casefold() for word in _WORDS.findall(name)]
    surname, given, patronymic = [*words, "", "", ""][:3]
    patronymic = patronymic or father.casefold()
    return Parts(
        surname=surname,
        surname_key=surname,
        given=given if len(given) > 1 else "",
        given_key=given if len(given) > 1 else "",
        given_initial=given[:1],
        father=patronymic if len(patronymic) > 1 else "",
        father_key=patronymic if len(patronymic) > 1 else "",
        father_initial=patronymic[:1],
    )


@lru_cache(maxsize=1 << 17)
def plain(text: str) -> str:
    """Free text in lower case with single spaces, for comparing places and addresses."""
    return " ".join(text.casefold().split())


@lru_cache(maxsize=1 << 17)
def split_parts(surname: str, given: str, patronymic: str) -> Parts:
    """Read a name whose parts stand in columns of their own."""
    return parts(" ".join(part for part in (surname, given, patronymic) if part))
