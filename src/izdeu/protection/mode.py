"""Whether the public side is open, takes nothing in, or is closed: one word in a file."""

import os
from pathlib import Path

#: Every mode; the first stands where nobody chose.
MODES = ("open", "read-only", "closed")
_NAME = "mode"


def read(home: Path) -> str:
    """The mode that stands; a file that cannot be understood closes."""
    try:
        said = (home / _NAME).read_text("utf-8").strip()
    except FileNotFoundError:
        return MODES[0]
    return said if said in MODES else MODES[-1]


def choose(home: Path, mode: str) -> None:
    """Let a mode stand from the next page on; raise ``ValueError`` for a word that is none."""
    if mode not in MODES:
        raise ValueError("choose open, read-only or closed")
    beside = home / f".{_NAME}"
    beside.write_text(mode + "\n", "utf-8")
    os.replace(beside, home / _NAME)  # noqa: PTH105 - one step, whatever stood there
