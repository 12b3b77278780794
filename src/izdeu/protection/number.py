"""Phone and ID numbers: kept only as keyed hashes whose key lies outside the database."""

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

#: A Kazakhstani mobile is told apart by its last ten digits, with +7, 8 or nothing before them.
_TELLING = 10


def keyed_hash(number: str, key: bytes) -> str:
    """Give the hash by which two lists' numbers can be compared, "" where there is no number.

    The number of an IIN is its twelve digits; of a telephone, the last ten.
    """
    digits = "".join(letter for letter in number if letter.isdigit())
    if len(digits) < _TELLING:
        return ""
    told = digits if len(digits) == 12 else digits[-_TELLING:]
    return hmac.new(key, told.encode(), sha256).hexdigest()[:32]


def key_at(path: Path) -> bytes:
    """Read the key beside nobody's data, or make one readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
    return path.read_bytes()
