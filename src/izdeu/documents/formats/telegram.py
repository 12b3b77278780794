"""Telegram's chat export (result.json): dated messages, with whose forward they are."""

import json
from collections.abc import Iterator
from typing import Any

from izdeu.documents.encoding import decode
from izdeu.documents.lines import parts_of
from izdeu.documents.part import Canvas, Opened, Part, Source, UnreadableDocument


def open_telegram(source: Source) -> Opened:
    """Read each message as a text of its day; senders' names and numbers are left out."""
    text, encoding = decode(source.content)
    try:
        export = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableDocument(
            f"{source.name}: no chat export; export the chat from Telegram Desktop as JSON"
        ) from error
    canvas = Canvas()
    parts: list[Part] = []
    for message in _messages(export):
        parts += _message(message, canvas)
    if not parts:
        raise UnreadableDocument(
            f"{source.name}: no messages in it; export the chat from Telegram Desktop as JSON"
        )
    return Opened(canvas.text(), tuple(parts), encoding=encoding)


def _messages(export: Any) -> Iterator[dict[str, Any]]:
    """Messages of one chat, or of all chats of a whole account."""
    if not isinstance(export, dict):
        return
    chats = export.get("chats")
    listed = chats.get("list", []) if isinstance(chats, dict) else [export]
    for chat in listed if isinstance(listed, list) else []:
        messages = chat.get("messages", []) if isinstance(chat, dict) else []
        yield from (m for m in messages if isinstance(m, dict) and m.get("type") != "service")


def _message(message: dict[str, Any], canvas: Canvas) -> tuple[Part, ...]:
    words = _words(message.get("text", "")).replace("\r\n", "\n")
    if not words.strip():
        return ()
    start = canvas.put(words, "\n\n")
    forward = _channel(message)
    return parts_of(
        words,
        start,
        message=str(message.get("id", "")),
        sent=str(message.get("date", ""))[:10],
        note=f"forwarded from {forward}" if forward else "",
    )


def _channel(message: dict[str, Any]) -> str:
    """The channel a message was forwarded from; a person who forwarded is an informant, sealed."""
    public = str(message.get("forwarded_from_id", "")).startswith("channel")
    return str(message.get("forwarded_from") or "") if public else ""


def _words(text: Any) -> str:
    """Plain words of a text that may be cut into links and bold pieces."""
    if isinstance(text, list):
        return "".join(map(_words, text))
    if isinstance(text, dict):
        return _words(text.get("text", ""))
    return text if isinstance(text, str) else ""
