"""A private folder in memory for whatever libraries put aside while they read a document."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: Folders that lie in memory, the first one that will do.
MEMORY = (Path("/dev/shm"), Path(f"/run/user/{os.getuid()}"))  # noqa: S108 - the folder in it is private
#: Bytes: less room than this is too little for a scanned list.
ROOM = 128 << 20
_PREFIX = "izdeu-scratch-"


def use() -> Path:
    """Send temporary files of this process and its children to a private folder; give it.

    In memory where the system offers that, with room; otherwise, with mode 0700, in the usual
    folder for temporary files, where a disk may keep what was deleted.
    """
    if Path(tempfile.gettempdir()).name.startswith(f"{_PREFIX}{os.getpid()}-"):
        return Path(tempfile.gettempdir())
    tempfile.tempdir = None
    root = in_memory() or Path(_usual())
    _sweep(root)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=root))
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
    atexit.register(_remove, folder, os.getpid())
    return folder


def in_memory() -> Path | None:
    """The folder in memory that will be used, ``None`` where there is none with room."""
    for folder in MEMORY:
        with suppress(OSError):
            if os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM:
                return folder
    return None


def _usual() -> str:
    """The usual folder, not one that a parent process made for itself."""
    named = os.environ.get("TMPDIR", "")
    if Path(named).name.startswith(_PREFIX):
        os.environ.pop("TMPDIR")
    return tempfile.gettempdir()


def _sweep(root: Path) -> None:
    """Remove what killed processes left."""
    for folder in left(root):
        shutil.rmtree(folder, ignore_errors=True)


def left(root: Path) -> Iterator[Path]:
    """Our folders there whose process is gone."""
    for folder in root.glob(f"{_PREFIX}*"):
        number = folder.name.removeprefix(_PREFIX).split("-")[0]
        if (
            number.isdigit()
            and not Path(f"/proc/{number}").exists()
            and Path("/proc/self").exists()
        ):
            yield folder


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
