"""The one door through which the case record is changed: each action one transaction."""

from izdeu.tracing.actions.call import OUTCOMES, assign_calls, mark_term
from izdeu.tracing.actions.contact import disclose_contact
from izdeu.tracing.actions.deed import (
    consent,
    correct,
    hide,
    hold,
    log_call,
    log_disclosure,
    settle,
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
from izdeu.tracing.actions.intake import Ask, Taken, remember_columns, take_in, take_up
from izdeu.tracing.actions.judgement import NotConfirmed, confirm, judge
from izdeu.tracing.actions.request import Asked, Opened, open_request
from izdeu.tracing.actions.source import group_origin, record_source
from izdeu.tracing.actions.tally import Figure, NotATally, record_tally
from izdeu.tracing.actions.telling import tell
from izdeu.tracing.actions.transcription import Copied, copy_row
from izdeu.tracing.actions.writing import NotRecorded
from izdeu.tracing.contact import ALERT_ADDRESS, CONTACT

__all__ = [
    "ALERT_ADDRESS",
    "CONTACT",
    "LARGEST",
    "OUTCOMES",
    "Arrival",
    "Ask",
    "Asked",
    "Copied",
    "Exchange",
    "Figure",
    "Intake",
    "NotATally",
    "NotConfirmed",
    "NotRecorded",
    "Opened",
    "Taken",
    "absorb",
    "assign_calls",
    "confirm",
    "consent",
    "copy_row",
    "correct",
    "disclose_contact",
    "erase",
    "group_origin",
    "hide",
    "hold",
    "inquire",
    "judge",
    "log_call",
    "log_disclosure",
    "mark_term",
    "open_request",
    "record_document",
    "record_facility",
    "record_source",
    "record_tally",
    "record_unreadable",
    "remember_columns",
    "restore",
    "settle",
    "take_in",
    "take_up",
    "tell",
    "undo",
    "verify",
    "vet",
    "withdraw",
]
