"""Writers pass through, many at once; a rotation waits until all are out, and lets none in."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Gate:
    """One connection's way through the gate; the system opens it when a process is killed.

    Two locks: a writer holds the door only while it enters the room. A rotation closes the door
    first, so that it does not wait for ever while writers come and go.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._handles: tuple[int, int] | None = None
        self.inside = False

    def enter(self) -> None:
        """Go in to write; waits while a rotation goes on."""
        door, room = self._opened()
        fcntl.flock(door, fcntl.LOCK_SH)
        try:
            fcntl.flock(room, fcntl.LOCK_SH)
        finally:
            fcntl.flock(door, fcntl.LOCK_UN)
        self.inside = True

    def leave(self) -> None:
        """Go out; a no-op outside."""
        if self.inside and self._handles:
            fcntl.flock(self._handles[1], fcntl.LOCK_UN)
        self.inside = False

    def close(self) -> None:
        """Give the locks' files back."""
        self.leave()
        for handle in self._handles or ():
            os.close(handle)
        self._handles = None

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Be alone: nobody writes before this is over."""
        for handle in self._opened():
            fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            self.close()

    def _opened(self) -> tuple[int, int]:
        if self._handles is None:
            self._handles = (_handle(self._home / ".door"), _handle(self._home / ".room"))
        return self._handles

    def __del__(self) -> None:
        self.close()


def _handle(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
