"""The ways a message can go out: one file each, one line here."""

from collections.abc import Callable
from dataclasses import dataclass

from izdeu.alerts.channels import atom, file, mail, sms, telegram
from izdeu.alerts.delivery import NotDelivered


@dataclass(frozen=True, slots=True)
class Channel:
    """How to send, and what a repeated message does there."""

    send: Callable[[str, str, str, float], None]
    """Send a text to an address under an id, within some seconds; raise ``NotDelivered``."""
    repeats: bool
    """Whether the same id sent twice arrives once. Where it does not, a message that may have gone
    out when the machine stopped is not sent again: a member of the team calls instead."""


CHANNELS = {
    "atom": Channel(atom.send, repeats=True),
    "email": Channel(mail.send, repeats=False),
    "file": Channel(file.send, repeats=True),
    "sms": Channel(sms.send, repeats=True),
    "telegram": Channel(telegram.send, repeats=False),
}


class NotAnAddress(ValueError):
    """An address for alerts names its channel first: email:somebody@example.org"""


def channel_of(words: str) -> tuple[str, str]:
    """Split ``CHANNEL:ADDRESS``; raise ``NotAnAddress`` for an unknown channel or no address."""
    name, _, address = words.partition(":")
    if name not in CHANNELS or not address or not address.isprintable() or " " in address:
        known = ", ".join(sorted(CHANNELS))
        raise NotAnAddress(f"write it as CHANNEL:ADDRESS; the channels are {known}")
    return name, address


__all__ = ["CHANNELS", "Channel", "NotAnAddress", "NotDelivered", "channel_of"]
