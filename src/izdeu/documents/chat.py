"""WhatsApp's chat export: lines that begin with a date, a time and a sender."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DATE = r"(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{2,4})"
_HEAD = re.compile(
    rf"^[\u200e\u200f]?\[?{_DATE},?\s+\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:\s*[AaPp]\.?[Mm]\.?)?\]?"
    r"\s*(?:[-–]\s*)?(?P<sender>[^:\n]{1,60}):\s",
    re.MULTILINE,
)
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Message:
    """One message: ``text[start:end]`` without date and sender, and the day it was sent."""

    number: int
    start: int
    end: int
    sent: str


def is_chat(text: str) -> bool:
    """Whether the text is an exported chat."""
    head = text[:20_000]
    heads = len(_HEAD.findall(head))
    return heads >= FEWEST and heads * 8 >= sum(bool(line.strip()) for line in head.splitlines())


def messages_of(text: str) -> Iterator[Message]:
    """The messages in order; their dates are day first unless that cannot be."""
    heads = list(_HEAD.finditer(text))
    month_first = any(int(head["b"]) > 12 for head in heads)
    for number, head in enumerate(heads, start=1):
        following = heads[number].start() if number < len(heads) else len(text)
        yield Message(number, head.end(), following, _day(head, month_first=month_first))


def _day(head: re.Match[str], *, month_first: bool) -> str:
    first, second, third = (int(head[group]) for group in "abc")
    if first > 31:
        year, month, day = first, second, third
    else:
        day, month = (second, first) if month_first else (first, second)
        year = third if third > 99 else 2000 + third
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
