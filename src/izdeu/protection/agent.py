"""The key agent: one small process that holds an installation's root in memory, and nothing else.

It gives the root over a Unix socket that only its own user reaches, and asks the system who is at
the other end. Whoever works with the data keeps a connection open: when the agent goes, by
``izdeu lock`` or by being killed, every such process knows at once.
"""

import base64
import contextlib
import ctypes
import json
import os
import resource
import select
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from izdeu.protection import datakey

#: The agent's folder in the installation's, mode 0700, and the socket in it, mode 0600.
FOLDER, SOCKET = "agent", "key.socket"
#: Seconds: a question is answered from memory.
_PATIENCE = 10.0
#: How often the agent looks whether its installation still stands, in seconds.
_LOOK = 5.0
_PR_SET_DUMPABLE = 4
_MCL_CURRENT_AND_FUTURE = 3


class NoAgent(ConnectionError):
    """No agent answers: the installation is locked."""


def start(home: Path, roots: Sequence[bytes]) -> None:
    """Start the agent with these roots; they travel by a pipe, never by an argument."""
    command = [sys.executable, "-m", "izdeu.protection.agent", str(home)]
    process = subprocess.Popen(  # noqa: S603 - this interpreter and our own module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )
    told, heard = process.stdin, process.stdout
    if told is None or heard is None:
        raise NoAgent("the key agent did not start")
    with told, heard:
        told.write(json.dumps([_text(root) for root in roots]).encode() + b"\n")
        told.flush()
        if heard.readline() != b"ready\n":
            raise NoAgent("the key agent did not start; look whether the folder can be written")


def roots(home: Path) -> tuple[list[bytes], socket.socket]:
    """What the agent holds, and the connection that ends with it; raise ``NoAgent``."""
    link = _reached(home)
    try:
        return [base64.b64decode(root) for root in _said(link, {"ask": "roots"})], link
    except NoAgent:
        link.close()
        raise


def hold(home: Path, held: Sequence[bytes]) -> None:
    """Let the agent hold these roots and no other from now on."""
    with _reached(home) as link:
        _said(link, {"ask": "hold", "roots": [_text(root) for root in held]})


def end(home: Path) -> bool:
    """End the agent, and wait until it is gone; False where there was none."""
    try:
        with _reached(home) as link:
            _said(link, {"ask": "end"})
            with contextlib.suppress(OSError):
                link.recv(1)
    except NoAgent:
        return False
    return True


def _said(link: socket.socket, question: dict[str, Any]) -> Any:
    try:
        link.sendall(json.dumps(question).encode() + b"\n")
        return json.loads(_line(link))
    except (OSError, ValueError) as silence:
        raise NoAgent("the key agent does not answer") from silence


def _line(link: socket.socket) -> bytes:
    heard = bytearray()
    while not heard.endswith(b"\n"):
        piece = link.recv(65536)
        if not piece:
            raise ConnectionResetError
        heard += piece
    return bytes(heard)


def _reached(home: Path) -> socket.socket:
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.settimeout(_PATIENCE)
    try:
        with _within(home / FOLDER) as address:
            link.connect(address)
        if not _is_own(link):
            raise NoAgent("the key agent belongs to another user of this machine")
    except OSError as absent:
        link.close()
        raise absent if isinstance(absent, NoAgent) else NoAgent("there is no agent") from absent
    return link


@contextlib.contextmanager
def _within(folder: Path) -> Iterator[str]:
    """The socket's address, short wherever the folder lies: the system takes some 100 letters."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        short = Path(f"/proc/self/fd/{handle}")
        yield str((short if short.exists() else folder) / SOCKET)
    finally:
        os.close(handle)


def _is_own(link: socket.socket) -> bool:
    """Whether the process at the other end runs as this user; the folder's mode says so too."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    told = link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return bool(struct.unpack("3i", told)[1] == os.geteuid())


def _serve(home: Path) -> None:
    """Be the agent, until told to end or until the installation is gone."""
    _harden()
    held = [str(root) for root in json.loads(sys.stdin.buffer.readline())]
    with _listening(home) as ear:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdout.close()
        _answer_all(home, ear, held)


def _harden() -> None:
    """Nothing of this process goes to a core file, to swap, or to another process's eyes."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        system.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        system.mlockall(_MCL_CURRENT_AND_FUTURE)


def _listening(home: Path) -> socket.socket:
    folder = home / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    (folder / SOCKET).unlink(missing_ok=True)
    ear = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    os.umask(0o177)
    with _within(folder) as address:
        ear.bind(address)
    ear.listen(64)
    return ear


def _answer_all(home: Path, ear: socket.socket, held: list[str]) -> None:
    links: list[socket.socket] = []
    looked = time.monotonic()
    while True:
        ready, _, _ = select.select([ear, *links], [], [], _LOOK)
        for one in ready:
            if one is ear:
                links += _welcome(ear)
            elif not _answered(one, held):
                one.close()
                links.remove(one)
        if not held:
            return
        if time.monotonic() - looked > _LOOK:
            looked = time.monotonic()
            if not (home / datakey.NAME).exists():
                return


def _welcome(ear: socket.socket) -> list[socket.socket]:
    link, _ = ear.accept()
    link.settimeout(_PATIENCE)
    if _is_own(link):
        return [link]
    link.close()
    return []


def _answered(link: socket.socket, held: list[str]) -> bool:
    """Answer one question; False where nobody asks any more. ``end`` empties what is held."""
    try:
        question = json.loads(_line(link))
        if question["ask"] == "end":
            held.clear()
        elif question["ask"] == "hold":
            held[:] = question["roots"]
        link.sendall(json.dumps(held).encode() + b"\n")
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
