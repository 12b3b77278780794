"""The one door through which the case record is changed: each action one transaction."""

from izdeu.tracing.actions.appealing import (
    Appealed,
    appeal,
    hide_appealed,
    hide_for,
    require_call,
    rule,
)
from izdeu.tracing.actions.call import OUTCOMES, assign_calls, mark_term
from izdeu.tracing.actions.contact import change_contact, disclose_contact
from izdeu.tracing.actions.decoy import mark_decoys
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
from izdeu.tracing.actions.export import NotAgreed, agree_export, ask_export, log_export
from izdeu.tracing.actions.inquiry import Exchange, inquire, record_facility
from izdeu.tracing.actions.intake import ASKED, Ask, Taken, remember_columns, take_in, take_up
from izdeu.tracing.actions.judgement import NotConfirmed, confirm, judge
from izdeu.tracing.actions.original import Altered, open_original
from izdeu.tracing.actions.request import Asked, Opened, open_request
from izdeu.tracing.actions.source import group_origin, record_source
from izdeu.tracing.actions.tally import Figure, NotATally, record_tally
from izdeu.tracing.actions.telling import take_over, tell, tell_right
from izdeu.tracing.actions.transcription import Copied, copy_row, correct_cell
from izdeu.tracing.actions.watch import log_reading, log_search, raise_alarm
from izdeu.tracing.actions.writing import NotRecorded
from izdeu.tracing.contact import ALERT_ADDRESS, CONTACT, Sealed, place_of

__all__ = [
    "ALERT_ADDRESS",
    "CONTACT",
    "LARGEST",
    "OUTCOMES",
    "Appealed",
    "Altered",
    "Arrival",
    "ASKED",
    "Ask",
    "Asked",
    "Copied",
    "Exchange",
    "Figure",
    "Intake",
    "NotATally",
    "NotAgreed",
    "NotConfirmed",
    "NotRecorded",
    "Opened",
    "Sealed",
    "Taken",
    "absorb",
    "agree_export",
    "ask_export",
    "change_contact",
    "assign_calls",
    "appeal",
    "confirm",
    "consent",
    "copy_row",
    "correct",
    "correct_cell",
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
    "log_export",
    "log_reading",
    "log_search",
    "mark_decoys",
    "mark_term",
    "open_original",
    "open_request",
    "place_of",
    "raise_alarm",
    "record_document",
    "record_facility",
    "record_source",
    "record_tally",
    "record_unreadable",
    "remember_columns",
    "restore",
    "settle",
    "require_call",
    "restore",
    "rule",
    "take_in",
    "take_up",
    "take_over",
    "tell",
    "tell_right",
    "undo",
    "verify",
    "vet",
    "withdraw",
]
