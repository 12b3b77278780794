"""Encrypted files: where each generation lies, how one is opened, copied under another key."""

import os
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from izdeu.protection import datakey
from izdeu.protection.datakey import DataKey

_PLAIN = b"SQLite format 3\0"


class Unreadable(Exception):
    """The file is damaged or lies under another key; restore a backup or the copy of data.key."""


def path_of(name: Path, generation: int) -> Path:
    """The file of one generation: each rotation writes a new one beside the old."""
    return name if generation < 2 else name.with_name(f"{name.stem}.{generation}{name.suffix}")


def all_of(path: Path) -> list[Path]:
    """A database file and what SQLite keeps beside it."""
    return [path.with_name(path.name + end) for end in ("", "-wal", "-shm", "-journal")]


def is_plain(path: Path) -> bool:
    """Whether a file is a plain SQLite database, which anybody reads."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN)) == _PLAIN
    except FileNotFoundError:
        return False


def create(path: Path, key: DataKey) -> Any:
    """Make an empty file that only its owner reads, and give its open connection.

    Afterwards none is ever made by opening. It is in WAL mode from the beginning: two processes
    that both change the mode at once would shut each other out.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    os.fsync(handle)
    os.close(handle)
    opened = connect(path, key, isolation_level=None)
    opened.execute("PRAGMA journal_mode = WAL")
    return opened


#: Decrypted pages that a connection keeps at most: the upper pages of all indexes of a million
#: mentions. With a quarter of that, one new mention among them decrypts a third more pages.
_KEPT_KIB = 64 << 10


def connect(path: Path, key: DataKey, **more: Any) -> Any:
    """Open an existing file with the raw key: no passphrase is stretched for a connection."""
    connection = driver.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, **more)
    connection.execute(f"PRAGMA key = \"x'{key.database()}'\"")
    # What sorting and joining put aside would lie on the disk in plain.
    connection.execute("PRAGMA temp_store = MEMORY")
    # A page is decrypted each time it is fetched from the file: with the 2 MB that SQLite keeps by
    # itself, looking one name up among a million spent most of its time on that.
    connection.execute(f"PRAGMA cache_size = -{_KEPT_KIB}")
    return connection


def copy(source: Path, to: Path, *, old: DataKey | None, new: DataKey) -> Any:
    """Write everything into a new file under the new key and give its open connection.

    ``old`` is ``None`` for a plain file. Raises ``Unreadable``.
    """
    for path in all_of(to):
        path.unlink(missing_ok=True)
    create(to, new).close()
    _export(source, to, old, new)
    written = connect(to, new, isolation_level=None)
    if written.execute("PRAGMA cipher_integrity_check").fetchall():
        raise Unreadable("the copy cannot be read back; look at the disk")
    return written


def _export(source: Path, to: Path, old: DataKey | None, new: DataKey) -> None:
    opened = driver.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        if old is not None:
            opened.execute(f"PRAGMA key = \"x'{old.database()}'\"")
        opened.execute(f"ATTACH ? AS next KEY \"x'{new.database()}'\"", (str(to),))
        opened.execute("PRAGMA next.secure_delete = ON")
        opened.execute("SELECT sqlcipher_export('next')")
        opened.execute("DETACH next")
    except driver.DatabaseError as broken:
        raise Unreadable("the database cannot be read whole; nothing was changed") from broken
    finally:
        opened.close()


def settle(path: Path) -> None:
    """Make sure that a written file outlives a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    datakey.sync(path.parent)
