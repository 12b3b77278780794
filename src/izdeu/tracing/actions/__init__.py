"""The one door through which the case record is changed: each action one transaction."""

from izdeu.tracing.actions.appealing import (
    Appealed,
    appeal,
    hide_appealed,
    hide_for,
    require_call,
    rule,
)
from izdeu.tracing.actions.contact import disclose_contact
from izdeu.tracing.actions.deed import (
    consent,
    correct,
    hide,
    hold,
    log_call,
    log_disclosure,
    undo,
    verify,
    vet,
    withdraw,
)
from izdeu.tracing.actions.document import (
    LARGEST,
    Arrival,
    Intake,
    record_document,
    record_unreadable,
)
from izdeu.tracing.actions.erasure import absorb, erase, restore
from izdeu.tracing.actions.inquiry import Exchange, inquire, record_facility
from izdeu.tracing.actions.intake import Taken, take_in
from izdeu.tracing.actions.judgement import NotConfirmed, confirm, judge
from izdeu.tracing.actions.request import Asked, Opened, open_request
from izdeu.tracing.actions.source import group_origin, record_source
from izdeu.tracing.actions.tally import Figure, NotATally, record_tally
from izdeu.tracing.actions.telling import tell
from izdeu.tracing.actions.writing import NotRecorded
from izdeu.tracing.contact import ALERT_ADDRESS, CONTACT

__all__ = [
    "ALERT_ADDRESS",
    "CONTACT",
    "LARGEST",
    "Appealed",
    "Arrival",
    "Asked",
    "Exchange",
    "Figure",
    "Intake",
    "NotATally",
    "NotConfirmed",
    "NotRecorded",
    "Opened",
    "Taken",
    "absorb",
    "appeal",
    "confirm",
    "consent",
    "correct",
    "disclose_contact",
    "erase",
    "group_origin",
    "hide",
    "hide_appealed",
    "hide_for",
    "hold",
    "inquire",
    "judge",
    "log_call",
    "log_disclosure",
    "open_request",
    "record_document",
    "record_facility",
    "record_source",
    "record_tally",
    "record_unreadable",
    "require_call",
    "restore",
    "rule",
    "take_in",
    "tell",
    "undo",
    "verify",
    "vet",
    "withdraw",
]
