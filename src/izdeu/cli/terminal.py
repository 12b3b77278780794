"""What commands print: words from data never steer a terminal."""

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import IO, Any

#: What moves a cursor, colours, titles, rings or turns the direction of writing, and what is no
#: character at all. Lines end and columns are set apart as before; a carriage return alone would
#: write over what stands there.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
    r"(?<!\r(?=\n))"
)


class Terminal:
    """A stream of text on which such characters are shown by their number: ``\\u001b``.

    So they are read as what they are, and JSON stays JSON.
    """

    def __init__(self, stream: IO[str]) -> None:
        self.beneath = stream

    def write(self, words: str) -> int:
        """Write words that may hold anything."""
        self.beneath.write(visible(words))
        return len(words)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.beneath, name)


def visible(words: str) -> str:
    """The words with every steering character shown by its number."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", words)


def over(words: str, *, last: bool = False) -> None:
    """On a terminal, write a line over the one before; elsewhere nothing."""
    stream: Any = sys.stderr
    if stream.isatty():
        plain = stream.beneath if isinstance(stream, Terminal) else stream
        plain.write(f"\r{visible(words)}\033[K" + ("\n" if last else ""))
        plain.flush()


@contextmanager
def guarded(out: IO[str], err: IO[str]) -> Iterator[None]:
    """Everything printed meanwhile passes through ``Terminal``."""
    with ExitStack() as both:
        both.enter_context(redirect_stdout(Terminal(out)))
        both.enter_context(redirect_stderr(Terminal(err)))
        yield
