"""WhatsApp's chat export: lines that begin with a date, a time and a sender."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DATE = r"(?P<a>\d{1,4})[./-](?P<b>\d{1,2})[./-](?P<c>\d{2,4})"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?"
#: A line without a sender tells who came, left or changed something: nobody sought, and no word
#: of it is given.
_HEAD = re.compile(
    rf"^[\u200e\u200f]*(?P<open>\[)?{_DATE},?\s+{_TIME}(?(open)\]\s*|\s*[-–]\s+)"
    r"(?:(?P<sender>[^:\n]{1,60}):\s|(?P<event>[^\n]*))",
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
    heads = sum(bool(found["sender"]) for found in _HEAD.finditer(head))
    return heads >= FEWEST and heads * 8 >= sum(bool(line.strip()) for line in head.splitlines())


def has_events(text: str) -> bool:
    """Whether the chat tells who came, left or changed something."""
    return any(found["sender"] is None for found in _HEAD.finditer(text))


def messages_of(text: str) -> Iterator[Message]:
    """The messages in order; their dates are day first unless that cannot be."""
    heads = list(_HEAD.finditer(text))
    month_first = _is_month_first(heads)
    ends = [*(head.start() for head in heads[1:]), len(text)]
    said = [(head, end) for head, end in zip(heads, ends, strict=True) if head["sender"]]
    for number, (head, end) in enumerate(said, start=1):
        yield Message(number, head.end(), end, _day(head, month_first=month_first))


def _is_month_first(heads: Sequence[re.Match[str]]) -> bool:
    """Whether the month stands first: where the day cannot, or where only so no day goes back."""
    if any(int(head["b"]) > 12 for head in heads):
        return True
    return not _in_order(heads, month_first=False) and _in_order(heads, month_first=True)


def _in_order(heads: Sequence[re.Match[str]], *, month_first: bool) -> bool:
    days = [_day(head, month_first=month_first) for head in heads]
    return all(days) and days == sorted(days)


def _day(head: re.Match[str], *, month_first: bool) -> str:
    first, second, third = (int(head[group]) for group in "abc")
    if first > 31:
        year, month, day = first, second, third
    else:
        day, month = (second, first) if month_first else (first, second)
        year = third if third > 99 else 2000 + third
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
