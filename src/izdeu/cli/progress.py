"""How far long work has come, and how long it will still take."""

import sys
import time
from collections.abc import Callable

from izdeu.cli.terminal import over


def shown(what: str, total: int) -> Callable[[int], None]:
    """Give a function to call with the number done; it writes one line on a terminal.

    Elsewhere than on a terminal it writes every tenth part on a line of its own.
    """
    began = time.monotonic()
    marks = {max(1, total * part // 10) for part in range(1, 11)}
    told = [0]

    def progress(done: int) -> None:
        if total == 1:
            return
        left = _left(time.monotonic() - began, done, total)
        line = f"{what}: {done} of {total}{left}"
        if sys.stderr.isatty():
            over(line, last=done >= total)
        elif any(told[0] < mark <= done for mark in marks):
            print(line, file=sys.stderr, flush=True)
        told[0] = done

    return progress


def _left(elapsed: float, done: int, total: int) -> str:
    if not 0 < done < total or elapsed < 2:
        return ""
    seconds = elapsed / done * (total - done)
    return (
        f", about {seconds / 60:.0f} min left" if seconds > 90 else f", about {seconds:.0f} s left"
    )
