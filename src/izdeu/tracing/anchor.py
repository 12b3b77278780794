"""Anchors: the end of a chain as a code short enough for paper.

Seven groups of four letters (Crockford's base 32: no I, L, O, U): which installation (20 bits),
which number in its chain (30 bits), 80 bits of its digest, 10 bits that catch a misread letter.
"""

import hashlib
from dataclasses import dataclass
from uuid import UUID

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_INSTALLATION, _SEQUENCE, _DIGEST, _CHECK = 4, 6, 16, 2


class NotAnAnchor(ValueError):
    """The code was misread or mistyped; compare it with the paper, letter by letter."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a code says."""

    installation: int
    """The first 20 bits of the installation's id."""
    sequence: int
    digest: int
    """The first 80 bits of the header's digest."""

    def names(self, installation: UUID) -> bool:
        """Whether the code is of this installation's chain."""
        return installation.int >> 108 == self.installation

    def fits(self, digest: str) -> bool:
        """Whether the header is the one the code was made from."""
        return int(digest, 16) >> 176 == self.digest


def write(installation: UUID, sequence: int, digest: str) -> str:
    """Give the code of one header; ``digest`` is its SHA-256 in hexadecimal."""
    letters = (
        _encoded(installation.int >> 108, _INSTALLATION)
        + _encoded(sequence, _SEQUENCE)
        + _encoded(int(digest, 16) >> 176, _DIGEST)
    )
    letters += _checked(letters)
    return "-".join(letters[first : first + 4] for first in range(0, len(letters), 4))


def read(code: str) -> Anchor:
    """Read a code as somebody typed it; raise ``NotAnAnchor`` where a letter is wrong."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum()).translate(_MISREAD)
    told, check = letters[:-_CHECK], letters[-_CHECK:]
    wanted = _INSTALLATION + _SEQUENCE + _DIGEST
    if len(told) != wanted or set(letters) - set(_LETTERS) or _checked(told) != check:
        raise NotAnAnchor("this is no anchor, or a letter was misread; compare it with the paper")
    split = _INSTALLATION + _SEQUENCE
    return Anchor(
        _decoded(told[:_INSTALLATION]), _decoded(told[_INSTALLATION:split]), _decoded(told[split:])
    )


def _encoded(number: int, length: int) -> str:
    return "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(length)))


def _decoded(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number << 5 | _LETTERS.index(letter)
    return number


def _checked(letters: str) -> str:
    digest = hashlib.sha256(letters.encode()).digest()
    return _encoded(int.from_bytes(digest[:2], "big") >> 6, _CHECK)
