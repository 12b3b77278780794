"""Plain text: an exported chat, a table drawn with signs, a list of names, or running text."""

import re

from izdeu.documents.chat import has_events, is_chat, messages_of
from izdeu.documents.encoding import decode
from izdeu.documents.lines import parts_of
from izdeu.documents.part import Opened, Part, Refusal, Source


def open_plain(source: Source) -> Opened:
    """Read a text file; the canonical text is the decoded file with plain line ends."""
    text, encoding = decode(source.content)
    text = re.sub(r"\r\n?", "\n", text)
    return Opened(text, _parts(text), encoding=encoding)


def _parts(text: str) -> tuple[Part, ...]:
    if not is_chat(text):
        return parts_of(text)
    parts: list[Part] = []
    for message in messages_of(text):
        words = text[message.start : message.end]
        parts += parts_of(words, message.start, message=str(message.number), sent=message.sent)
    if has_events(text):
        parts.append(Refusal("chat.events_left_out"))
    return tuple(parts)
