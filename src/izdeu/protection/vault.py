"""Where one process has the data key from: the agent, a throw-away file, or nowhere: locked."""

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from izdeu.protection import agent, datakey
from izdeu.protection.datakey import DataKey, KeyFile
from izdeu.protection.keyring import NotAKey
from izdeu.protection.number import key_at

Stamp = tuple[int, int]


class Locked(PermissionError):
    """The key is not in memory; somebody who knows the passphrase calls izdeu unlock."""


def _end() -> None:
    """A command in the middle of something stops: what was not committed was not done."""
    sys.stderr.write("izdeu: locked; run izdeu unlock, then the same command again\n")
    sys.stderr.flush()
    os._exit(1)


@dataclass(slots=True)
class _Held:
    """What this process has in memory."""

    roots: list[bytes] = field(default_factory=list, repr=False)
    link: socket.socket | None = None
    stamp: Stamp | None = None
    keys: list[DataKey] = field(default_factory=list, repr=False)
    root: bytes = field(default=b"", repr=False)
    secrets: dict[str, bytes] = field(default_factory=dict, repr=False)
    by_hand: bool = False
    lost: Callable[[], None] = _end
    lock: threading.RLock = field(default_factory=threading.RLock)


_held = _Held()


def hold(key: DataKey) -> None:
    """Use this key, whatever file stands where: for what runs in one process only."""
    _held.keys, _held.by_hand = [key], True


def forget() -> None:
    """Put away everything that this process holds."""
    with _held.lock:
        link, _held.link = _held.link, None
        _held.roots, _held.keys, _held.stamp, _held.by_hand = [], [], None, False
        _held.root, _held.secrets = b"", {}
        if link is not None:
            link.close()


def when_locked(deed: Callable[[], None]) -> None:
    """What to do in the moment the agent goes; by default the process ends."""
    _held.lost = deed


def is_held() -> bool:
    """Whether a key was put in by hand, and no file is looked for."""
    return _held.by_hand


def stamp(home: Path) -> Stamp:
    """What changes whenever the key file does; zeros where there is none."""
    if _held.by_hand:
        return 0, 0
    try:
        # Asked before every question to the database: a path of its own would cost more.
        found = os.stat(os.path.join(home, datakey.NAME))  # noqa: PTH116, PTH118
    except FileNotFoundError:
        return 0, 0
    return found.st_ino, found.st_mtime_ns


def keys(home: Path) -> list[DataKey]:
    """The data keys, the one to write with first; raise ``Locked`` without agent or file."""
    with _held.lock:
        now = stamp(home)
        if _held.by_hand or (_held.keys and _held.stamp == now):
            return _held.keys
        file = datakey.read(home)
        if file is None:
            raise Locked("there is no data key here; run izdeu init first")
        _held.root = _opening(home, file)
        _held.keys, _held.secrets = file.keys([_held.root]), file.secrets(_held.root)
        _held.stamp = now
        return _held.keys


def current(home: Path) -> DataKey:
    """The data key to write with; raise ``Locked``."""
    return keys(home)[0]


def of_generation(home: Path, generation: int) -> DataKey:
    """The data key that something was written with; raise ``Locked`` where it is not known."""
    for key in keys(home):
        if key.generation == generation:
            return key
    raise Locked("this was written under a key that is gone; restore data.key from its copy")


def root(home: Path) -> bytes:
    """The root that opens the key file; raise ``Locked``."""
    with _held.lock:
        keys(home)
        return _held.root


def secret(home: Path, name: str) -> bytes:
    """A small secret of this installation, 32 bytes; raise ``Locked``.

    Where everything lies plain by its keeper's choice, it lies in a file of its own.
    """
    if stamp(home) == (0, 0):
        return key_at(home / f"{name}.key")
    with _held.lock:
        keys(home)
        return _held.secrets[name]


def is_open(home: Path) -> bool:
    """Whether the data can be read in this moment."""
    try:
        return bool(keys(home))
    except (Locked, NotAKey):
        return False


def _opening(home: Path, file: KeyFile) -> bytes:
    """The root that opens this file."""
    if file.throw_away:
        return file.root("")
    found = _among(file) if _held.link is not None else b""
    if not found:
        _ask(home)
        found = _among(file)
    if not found:
        raise Locked("the agent holds another key; run izdeu lock, then izdeu unlock")
    return found


def _among(file: KeyFile) -> bytes:
    return next((root for root in _held.roots if file.keys([root])), b"")


def _ask(home: Path) -> None:
    before = _held.link
    try:
        _held.roots, link = agent.roots(home)
    except agent.NoAgent as absent:
        raise Locked("this installation is locked; run izdeu unlock first") from absent
    _held.link = link
    link.settimeout(None)
    threading.Thread(target=_watch, args=(link,), daemon=True, name="izdeu key").start()
    if before is not None:
        with contextlib.suppress(OSError):
            before.shutdown(socket.SHUT_RDWR)


def _watch(link: socket.socket) -> None:
    with contextlib.suppress(OSError):
        link.recv(1)
    if _held.link is link:
        lost = _held.lost
        _held.roots, _held.keys, _held.root, _held.secrets = [], [], b"", {}
        lost()
