"""One round of work: read the ledger, queue, and send what is due."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from izdeu.alerts import outbox
from izdeu.alerts.channels import CHANNELS, Channel, NotAnAddress, NotDelivered, channel_of
from izdeu.alerts.models import Task
from izdeu.alerts.text import alert
from izdeu.protection.reader import Reader
from izdeu.protection.sealing import Damaged, unseal
from izdeu.tracing import queries

#: Seconds after which a message is taken from a worker that has not reported back.
LEASE = float(os.environ.get("IZDEU_LEASE", "60"))


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of work did."""

    queued: int
    handled: int
    waiting_calls: int


def work(private: Callable[[], bytes]) -> Round:
    """Do all that is due now; ``private`` gives the machine's half that opens alert addresses."""
    queued = outbox.follow_ledger()
    handled = 0
    while taken := outbox.take(LEASE):
        _handle(*taken, private())
        handled += 1
    return Round(queued, handled, len(outbox.calls()))


def _handle(task: Task, doubtful: bool, private: bytes) -> None:
    try:
        channel, address = _address(task.request, private)
    except (Damaged, NotAnAddress):
        outbox.call_instead(task)
        return
    if doubtful and not channel.repeats:
        # It may have gone out; a second message would be one too many, silence one too few.
        outbox.call_instead(task)
    elif outbox.begin(task, LEASE):
        _send(task, channel, address)


def _address(request: UUID, private: bytes) -> tuple[Channel, str]:
    news = queries.news(Reader.enquirer(request))
    if not news.address or news.place is None:
        raise NotAnAddress("the family left no address any more")
    name, address = channel_of(unseal(news.address, private, news.place))
    return CHANNELS[name], address


def _send(task: Task, channel: Channel, address: str) -> None:
    language = queries.news(Reader.enquirer(task.request)).language
    text = alert(language, os.environ.get("IZDEU_REACH", ""))
    try:
        channel.send(address, text, str(task.id), LEASE / 6)
    except NotDelivered as failure:
        if failure.again and (channel.repeats or not failure.doubtful):
            outbox.put_off(task)
        else:
            outbox.call_instead(task)
    else:
        outbox.sent(task)
