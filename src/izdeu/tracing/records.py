"""From an entry's body to the rows that show it: one projection a kind, in any order of arrival."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Model

from izdeu.terms import EntryKind
from izdeu.tracing import models
from izdeu.tracing.entry import Entry

#: Kinds that do something about records instead of being one.
ACTS = frozenset(
    {
        EntryKind.VETTING,
        EntryKind.VERIFICATION,
        EntryKind.CONSENT,
        EntryKind.HOLDER,
        EntryKind.HIDE,
        EntryKind.RULING,
        EntryKind.DISCLOSURE,
        EntryKind.CALL,
        EntryKind.ORIGIN,
        EntryKind.CORRECTION,
        EntryKind.WITHDRAWAL,
        EntryKind.MODEL,
        EntryKind.COLUMNS,
        EntryKind.TRANSCRIPTION,
        EntryKind.CLOCK,
        EntryKind.ROTA,
        EntryKind.CONTACT,
        EntryKind.READING,
        EntryKind.ALARM,
        EntryKind.EXPORT,
        EntryKind.AGREEMENT,
        EntryKind.DECOY,
        EntryKind.CUSTODY,
    }
)

#: Acts that say who looked at what: nothing about a person is decided by them.
WATCHING = frozenset(
    {
        EntryKind.READING,
        EntryKind.DISCLOSURE,
        EntryKind.ALARM,
        EntryKind.EXPORT,
        EntryKind.AGREEMENT,
        EntryKind.CUSTODY,
    }
)

#: Acts after which people, standings and statuses are what they were.
QUIET = WATCHING | {EntryKind.COLUMNS, EntryKind.TRANSCRIPTION, EntryKind.CLOCK, EntryKind.ROTA}

#: The table of each kind of record. Its columns are the fields of the entry's body.
TABLES: Mapping[str, type[models.Record]] = {
    EntryKind.SOURCE: models.Source,
    EntryKind.DOCUMENT: models.Document,
    EntryKind.MENTION: models.Mention,
    EntryKind.CLAIM: models.Claim,
    EntryKind.REQUEST: models.Request,
    EntryKind.APPEAL: models.Appeal,
    EntryKind.FACILITY: models.Facility,
    EntryKind.INQUIRY: models.Inquiry,
    EntryKind.TALLY: models.Tally,
    EntryKind.SET_ASIDE: models.SetAside,
    EntryKind.JUDGEMENT: models.Judgement,
}

#: What a row starts with before anything is derived from other entries.
_STARTS: Mapping[str, Callable[[Mapping[str, Any], Entry], dict[str, Any]]] = {
    EntryKind.SOURCE: lambda body, _: {"origin": UUID(body["id"])},
    EntryKind.DOCUMENT: lambda body, entry: {
        "origin": UUID(body["source"]),
        "recorded": entry.made_at,
        "maker": entry.maker,
    },
    EntryKind.MENTION: lambda body, _: {"person": UUID(body["id"])},
    EntryKind.REQUEST: lambda _, entry: {"opened": entry.made_at},
    EntryKind.APPEAL: lambda body, entry: {
        "opened": entry.made_at,
        "contact": bool(body.get("sealed")),
    },
    EntryKind.INQUIRY: lambda _, entry: {"maker": entry.maker},
    EntryKind.JUDGEMENT: lambda _, entry: {"maker": entry.maker, "made_at": entry.made_at},
}


def project(entries: Iterable[Entry]) -> list[Model]:
    """Give the derived rows of these entries; erased ones and erasures give none."""
    rows: list[Model] = []
    for entry in entries:
        body = entry.body()
        if not body:
            continue
        if entry.kind in TABLES:
            rows.append(_record(entry, body))
            rows.append(_recorded(entry, body["id"]))
        elif entry.kind in ACTS:
            rows.extend(_acts(entry, body))
            rows.append(_recorded(entry, str(entry.id)))
    return rows


def _record(entry: Entry, body: Mapping[str, Any]) -> models.Record:
    table = TABLES[entry.kind]
    columns = _columns(table)
    values = {
        key: columns[key].to_python(storable(value))
        for key, value in body.items()
        if key in columns
    }
    starts = _STARTS.get(entry.kind)
    values |= starts(body, entry) if starts else {}
    return table(**values, entry=entry.id)


@cache
def _columns(table: type[models.Record]) -> Mapping[str, Any]:
    return {field.name: field for field in table._meta.concrete_fields}


def _recorded(entry: Entry, record: str) -> models.Recorded:
    return models.Recorded(entry=entry.id, record=UUID(record), kind=entry.kind)


def _acts(entry: Entry, body: Mapping[str, Any]) -> list[models.Act]:
    content = storable({key: value for key, value in body.items() if key != "about"})
    return [
        models.Act(
            entry=entry.id,
            kind=entry.kind,
            about=UUID(about),
            maker=entry.maker,
            made_at=entry.made_at,
            content=content,
        )
        for about in sorted(set(body["about"]))
    ]


def storable(value: Any) -> Any:
    """The value as a database column can hold it: NUL and lone surrogates become U+FFFD.

    The ledger's body keeps what was written; this is for the derived row only.
    """
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, Mapping):
        return {_clean(str(key)): storable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable(one) for one in value]
    return value


def _clean(words: str) -> str:
    if words.isascii() and "\0" not in words:
        return words
    whole = words.encode("utf-8", "replace") if _surrogate(words) else words.encode()
    return whole.decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")


def _surrogate(words: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in words)
