"""Tell how far a long run is, and how long it will still take."""

import sys
import time
from dataclasses import dataclass, field
from typing import TextIO

EVERY_SECONDS = 0.5


@dataclass
class Progress:
    """Writes one line that is written over; nothing where nobody watches."""

    stream: TextIO = field(default_factory=lambda: _watched())
    started: dict[str, float] = field(default_factory=dict)
    shown: float = 0.0

    def moved(self, stage: str, done: float, total: float = 0, unit: str = "pairs") -> None:
        """So much of a stage is done; ``total`` 0 where it is not known."""
        now = time.monotonic()
        begun = self.started.setdefault(stage, now)
        if now - self.shown < EVERY_SECONDS and done < total:
            return
        self.shown = now
        self._show(f"{stage}: {_amount(done)} {unit}{_left(done, total, now - begun)}")

    def stage(self, name: str) -> None:
        """A stage begins."""
        self.started[name] = time.monotonic()
        self._show(name)

    def finished(self) -> None:
        """Leave the line as it stands."""
        if self.stream.isatty():
            self.stream.write("\n")

    def _show(self, line: str) -> None:
        if self.stream.isatty():
            self.stream.write(f"\r\x1b[K{line}")
        else:
            self.stream.write(f"{line}\n")
        self.stream.flush()


def _watched() -> TextIO:
    """Standard error, or what lies beneath it where words are kept from steering the terminal."""
    stream: TextIO = getattr(sys.stderr, "beneath", sys.stderr)
    return stream


def _amount(number: float) -> str:
    for size, word in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.1f} {word}"
    return f"{number:.0f}"


def _left(done: float, total: float, seconds: float) -> str:
    if not total or not done:
        return ""
    left = max(seconds * (total - done) / done, 0.0)
    return f" of {_amount(total)}, {left // 60:.0f}:{left % 60:02.0f} left"
