"""Read a file in a child process that has little memory and little time.

A nursery process loads the libraries once and forks a child for each file. The child sends what it
reads through a socket; whatever a hostile file does to it, this process goes on.
"""

import atexit
import io
import os
import pickle
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from izdeu.documents.cut import Cut
from izdeu.documents.inside import Told
from izdeu.documents.part import UnreadableDocument

MEGABYTES = 512
#: Processor time, and the longest wait for the next rows.
SECONDS = 120
SILENCE = 900.0
HEAD = struct.Struct("!I")
#: Only what a reading is made of is taken from a child.
TRUSTED = ("izdeu.documents.", "izdeu.terms")


class BrokeOff(Exception):
    """The child ended before it had said everything; what it said so far stands."""


@dataclass(slots=True)
class _Nursery:
    process: subprocess.Popen[bytes] | None = None
    control: socket.socket | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    owner: int = 0


_nursery = _Nursery()


def read_apart(path: Path, told: Told | tuple[Cut, ...]) -> Iterator[Any]:
    """Yield what the child sends: first its opening, then lists of items.

    Raises ``UnreadableDocument`` with the child's own reason, ``BrokeOff`` if it was ended.
    """
    with _asked((str(path.resolve()), told)) as answer:
        answer.settimeout(SILENCE)
        number = _frame(answer)
        try:
            while (frame := _frame(answer)) is not None:
                if isinstance(frame, str):
                    raise UnreadableDocument(frame)
                yield frame
        finally:
            _end(number)


def _end(number: Any) -> None:
    """A child that still works for nobody is stopped."""
    if isinstance(number, int):
        try:
            os.kill(number, 9)
        except ProcessLookupError:
            return


def _asked(request: tuple[str, Told | tuple[Cut, ...]]) -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs, _nursery.lock:
        control = _control()
        message = pickle.dumps(request)
        socket.send_fds(control, [HEAD.pack(len(message)) + message], [theirs.fileno()])
    return ours


def _control() -> socket.socket:
    """The nursery's ear; it is started at the first file and anew if it died."""
    alive = _nursery.process is not None and _nursery.process.poll() is None
    if alive and _nursery.control is not None and _nursery.owner == os.getpid():
        return _nursery.control
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "izdeu.documents.nursery", str(theirs.fileno())]
    _nursery.process = subprocess.Popen(  # noqa: S603 - this interpreter and our own module
        command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=_frugal()
    )
    theirs.close()
    _nursery.control, _nursery.owner = ours, os.getpid()
    return ours


def _frugal() -> dict[str, str]:
    """One thread in every library: threads would each take memory from the little there is."""
    one = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "MALLOC_ARENA_MAX")
    return {**os.environ, **dict.fromkeys(one, "1"), "OMP_THREAD_LIMIT": "1"}


@atexit.register
def close() -> None:
    """Let the nursery go; it ends when nobody listens to it any more."""
    if _nursery.control is not None and _nursery.owner == os.getpid():
        _nursery.control.close()
        _nursery.control = None
        if _nursery.process is not None:
            _nursery.process.wait(timeout=10)


def _frame(answer: socket.socket) -> Any:
    """The next thing the child says, ``None`` when it has said everything."""
    head = _exactly(answer, HEAD.size)
    (size,) = HEAD.unpack(head)
    return _Trusting(io.BytesIO(_exactly(answer, size))).load() if size else None


def _exactly(answer: socket.socket, size: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        try:
            piece = answer.recv(min(1 << 20, size - len(pieces)))
        except OSError as error:
            raise BrokeOff from error
        if not piece:
            raise BrokeOff
        pieces += piece
    return bytes(pieces)


class _Trusting(pickle.Unpickler):
    """Takes nothing from a child but the plain records of a reading."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith(TRUSTED):
            return super().find_class(module, name)
        raise BrokeOff


T = TypeVar("T")


def retrying(once: Callable[[], T]) -> T:
    """Do it again if the nursery itself had died in between."""
    try:
        return once()
    except (BrokenPipeError, ConnectionResetError):
        _nursery.process = None
        return once()
