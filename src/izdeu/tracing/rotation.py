"""Change the key under which everything lies, while others go on writing.

Nothing is changed in place. On SQLite everything is copied into a new file under the new key, and
``data.key``, replaced in one step, is what makes the new file the database: before that step the
old file and key stand whole, after it the new ones. Whoever kills the machine in between leaves at
most a file that nothing names, which the next rotation removes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from izdeu.protection import agent, datakey, vault
from izdeu.protection.datakey import DataKey, KeyFile
from izdeu.tracing import documentkey
from izdeu.tracing.sqlcipher import file as encrypted
from izdeu.tracing.sqlcipher.file import Unreadable
from izdeu.tracing.sqlcipher.gate import Gate

__all__ = [
    "AnotherRotation",
    "Change",
    "Unreadable",
    "adopt",
    "encrypt_plain",
    "keep",
    "prepare",
    "rotate",
    "strays",
]


class AnotherRotation(Exception):
    """The key was changed meanwhile by somebody else; look at izdeu keys status."""


@dataclass(frozen=True, slots=True)
class Change:
    """The old and the new key, and the file that names the new one, made ready beforehand."""

    before: KeyFile
    old_root: bytes
    root: bytes
    old: tuple[DataKey, ...]
    new: DataKey
    words: str
    """The text of the next ``data.key``."""


def prepare(file: KeyFile, passphrase: str, *, following: str) -> Change:
    """Draw a new root and data key; ``following`` is the passphrase from then on.

    Raises ``WrongPassphrase``. An empty one leaves a throw-away key.
    """
    old_root, root = file.root(passphrase), datakey.draw()
    old = tuple(file.keys([old_root]))
    new = DataKey(file.generation + 1, datakey.draw())
    words = datakey.sealed([new], root, following, secrets=file.secrets(old_root))
    return Change(file, old_root, root, old, new, words)


def rotate(change: Change, said: Callable[[str], None] = lambda _: None) -> None:
    """Put everything under the new key. ``said`` is told each step before it is taken."""
    steps = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    with Gate(_home()).closed():
        if datakey.read(_home()) != change.before:
            raise AnotherRotation("the key was changed meanwhile; look at izdeu keys status")
        steps(change, said)


def encrypt_plain(words: str, new: DataKey) -> None:
    """Copy a plain database into an encrypted one, and remove the plain file.

    Nobody else may work with it meanwhile. Its bytes may stay in free blocks of the disk.
    """
    plain = _name()
    _copied(encrypted.copy(plain, _path(new), old=None, new=new), (), new)
    encrypted.settle(_path(new))
    datakey.make(_home(), words)
    _remove(plain)


def adopt() -> None:
    """Take small secrets that lie in files of their own into ``data.key``, and remove the files.

    An earlier version left them there, and so does whoever brings back a copy.
    """
    home, file = _home(), datakey.read(_home())
    if file is None or vault.is_held():
        return
    loose = {name: home / f"{name}.key" for name in datakey.SECRETS}
    found = {name: path.read_bytes() for name, path in loose.items() if path.exists()}
    if found or "secrets" not in file.said:
        keep(found)
    for name in found:
        loose[name].unlink(missing_ok=True)


def keep(given: Mapping[str, bytes]) -> None:
    """Put these small secrets in place of those in ``data.key``; what it lacks is drawn."""
    with Gate(_home()).closed():
        file, root = datakey.read(_home()), vault.root(_home())
        if file is not None:
            secrets = {**datakey.draw_secrets(), **file.secrets(root), **given}
            datakey.replace(_home(), datakey.rewritten(file, file.keys([root]), root, secrets))


def strays() -> list[Path]:
    """Files of generations that are over, left by a rotation that was killed."""
    file, name = datakey.read(_home()), _name()
    if connection.vendor != "sqlite" or file is None:
        return []
    standing = encrypted.path_of(name, file.generation)
    found = [name, *name.parent.glob(f"{name.stem}.*{name.suffix}")]
    return [path for path in found if path.exists() and path != standing]


def _on_sqlite(change: Change, said: Callable[[str], None]) -> None:
    said("remove what a killed rotation left")
    for stray in strays():
        _remove(stray)
    old, new = _path(change.old[0]), _path(change.new)
    said("copy")
    written = encrypted.copy(old, new, old=change.old[0], new=change.new)
    said("wrap the documents' keys anew")
    _copied(written, change.old, change.new)
    encrypted.settle(new)
    _switch(change, said, change.words)
    said("remove the old file")
    _remove(old)


def _copied(opened: Any, old: tuple[DataKey, ...], new: DataKey) -> None:
    """Wrap the documents' keys in the copy anew, and close it."""
    known = {key.generation: key for key in old}
    opened.execute("BEGIN IMMEDIATE")
    rows = opened.execute("SELECT entry, generation, wrapped FROM tracing_documentkey").fetchall()
    for entry, generation, stored in rows:
        again = documentkey.rewrapped(stored, UUID(entry), known[generation], new)
        opened.execute(
            "UPDATE tracing_documentkey SET wrapped = ?, generation = ? WHERE entry = ?",
            (again, new.generation, entry),
        )
    opened.execute("COMMIT")
    opened.close()


def _on_postgresql(change: Change, said: Callable[[str], None]) -> None:
    """Both keys are known until no document's key lies under the old one any more."""
    both = (change.new, *change.old)
    standing = KeyFile(datakey.parsed(change.words))
    secrets = standing.secrets(change.root)
    _switch(change, said, datakey.rewritten(standing, both, change.root, secrets))
    said("wrap the documents' keys anew")
    documentkey.rewrap(change.old, change.new)
    said("forget the old key")
    datakey.replace(_home(), change.words)


def _switch(change: Change, said: Callable[[str], None], words: str) -> None:
    """The agent knows both roots while the file changes, so that nobody is shut out."""
    said("tell the agent")
    _held(change.old_root, change.root)
    said("switch")
    datakey.replace(_home(), words)
    said("let the agent forget the old root")
    _held(change.root)


def _held(*roots: bytes) -> None:
    try:
        agent.hold(_home(), roots)
    except agent.NoAgent:
        return


def _remove(path: Path) -> None:
    for one in encrypted.all_of(path):
        one.unlink(missing_ok=True)
    datakey.sync(path.parent)


def _home() -> Path:
    return Path(settings.HOME)


def _name() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def _path(key: DataKey) -> Path:
    return encrypted.path_of(_name(), key.generation)
