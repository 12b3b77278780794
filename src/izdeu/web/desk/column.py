"""What the columns of a list mean: a person says so where the machine is not sure."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.documents import UnreadableDocument
from izdeu.documents.columns.header import EVENTS, FIELDS
from izdeu.documents.reading import Column
from izdeu.protection import vault
from izdeu.publication.wording import say as published
from izdeu.tracing import actions, queries
from izdeu.web import handle as handles
from izdeu.web import page, visit
from izdeu.web.wording import say


@dataclass(frozen=True, slots=True)
class Choice:
    """One column as a person is asked about it."""

    name: str
    key: str
    """The header by which the answer is remembered, or "#3" for a column without one."""
    column: Column
    chosen: str
    asked: bool


def show(request: HttpRequest, handle: str) -> HttpResponse:
    """Show the columns with samples; sent, remember the answers for this source and take in."""
    visitor = visit.of(request)
    document = handles.read(request, handle)
    try:
        sheet = queries.sheet(visitor.reader(), document)
        columns = queries.columns(visitor.reader(), document)
    except queries.NotFound as missing:
        raise Http404 from missing
    except UnreadableDocument:
        return redirect("document", handle=handle)
    if sheet.format:
        return redirect("document", handle=handle)
    choices = _choices(columns, request.POST)
    if request.method == "POST" and (told := _told(choices, request.POST)) is not None:
        actions.remember_columns(sheet.source_id, told, by=visitor.operator)
        return take_up(request, handle)
    more = {
        "sheet": sheet,
        "handle": handle,
        "choices": choices,
        "fields": _fields(visitor.language),
        "refused": request.method == "POST",
    }
    return page.render(request, "desk/columns.html", more, status=422 if more["refused"] else 200)


def take_up(request: HttpRequest, handle: str) -> HttpResponse:
    """Take in the rows of a file that waited."""
    number_key = vault.secret(settings.HOME, "numbers")
    by = visit.of(request).operator
    try:
        taken = actions.take_up(handles.read(request, handle), by=by, number_key=number_key)
    except actions.NotRecorded:
        return redirect("document", handle=handle)
    return page.render(request, "desk/taken.html", {"taken": taken, "handle": handle})


def _choices(columns: tuple[Column, ...], sent: Mapping[str, str]) -> list[Choice]:
    """One question a header, with what was answered already; in two tables it means the same."""
    found: dict[str, Choice] = {}
    for column in columns:
        key = column.header or f"#{column.position}"
        asked = column.rule == "ask"
        if key not in found or (asked and not found[key].asked):
            name = found[key].name if key in found else f"column-{len(found)}"
            chosen = sent.get(name, column.field or column.proposal)
            found[key] = Choice(name, key, column, chosen, asked)
    return list(found.values())


def _told(choices: list[Choice], sent: Mapping[str, str]) -> dict[str, str] | None:
    """The answers by header; ``None`` where one is no field, or none can name anybody."""
    told = {one.key: sent.get(one.name, "") for one in choices}
    strange = set(told.values()) - {"", *FIELDS}
    names = {"name", "surname", "given", "patronymic", "features"}
    return None if strange or not names.intersection(told.values()) else told


def _fields(language: str) -> list[tuple[str, str]]:
    """What a column can mean, in words: who, then what happened."""
    who = [(one, say(language, f"column.{one}")) for one in FIELDS if one not in EVENTS]
    what = [(one, published(language, f"event.{one}")) for one in FIELDS if one in EVENTS]
    return [*who, *what]
