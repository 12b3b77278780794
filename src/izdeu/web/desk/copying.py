"""Rows that no machine may read: the picture beside the fields, one row after the other."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.documents.values.date import read_date
from izdeu.publication.wording import term
from izdeu.terms import Event, Sex
from izdeu.tracing import actions, queries
from izdeu.tracing.queries import Copying, Task
from izdeu.web import form, once, page, visit
from izdeu.web import handle as handles
from izdeu.web.form import Field, Form


@once.one_deed
def show(request: HttpRequest, handle: str) -> HttpResponse:
    """The next row of a document to copy; sent, it is taken down and the next is shown."""
    visitor = visit.of(request)
    document = handles.read(request, handle)
    found = queries.next_copying(visitor.reader(), document, skip=page.number(request, "skip"))
    asked = _asked(found.task, visitor.language)
    told = form.blank(asked, **_read_already(found.task))
    if request.method == "POST":
        told = form.read(asked, request.POST)
        if found.task:
            _read_dates(told, found.task.published)
        if request.POST.get("deed") == "nobody" or not told.refused:
            return _take_down(request, told, handle)
    return _page(request, found, told, handle)


def _page(request: HttpRequest, found: Copying, told: Form, handle: str) -> HttpResponse:
    more = {
        "form": told,
        "found": found,
        "handle": handle,
        "skip": page.number(request, "skip") + 1,
        "outcome": request.session.pop("copied", ""),
    }
    return page.render(request, "desk/copying.html", more, status=422 if told.refused else 200)


def _take_down(request: HttpRequest, told: Form, handle: str) -> HttpResponse:
    aside = handles.read(request, request.POST.get("row", ""))
    by = visit.of(request).operator
    try:
        if request.POST.get("deed") == "nobody":
            actions.settle(aside, by=by, reason="names nobody")
            request.session["copied"] = "nobody"
        else:
            request.session["copied"] = "taken" if _written(aside, told, by) else "second"
    except (actions.NotRecorded, queries.NotFound):
        request.session["copied"] = "gone"
    return redirect("copying", handle=handle)


def _written(aside: UUID, told: Form, by: str) -> bool:
    """Take down a row, or the one cell of it that was asked; say whether it stands now."""
    if len(told.fields) == 1:
        return actions.correct_cell(aside, _copied(told), by=by)
    return bool(actions.copy_row(aside, _copied(told), by=by))


def _asked(task: Task | None, language: str) -> tuple[Field, ...]:
    """The fields of a row, or of the one cell that is in doubt."""
    every = _fields(language)
    if task is None or task.cell is None:
        return every
    return tuple(
        replace(one, required=True) for one in every if one.name == f"row_{task.cell.field}"
    )


def _read_already(task: Task | None) -> dict[str, str]:
    """What the machine read stands in the field, but not where two have to read for themselves."""
    if task is None or task.cell is None or task.people > 1:
        return {}
    return {f"row_{task.cell.field}": task.cell.read}


def _read_dates(told: Form, published: str) -> None:
    """Dates as people write them, day first; of one nobody can read the field says so."""
    for name in ("row_birth", "row_when"):
        read = read_date(told[name], date.fromisoformat(published)) if told[name] else ""
        if told[name] and not read:
            told.refused[name] = "date"
        elif read:
            told.values[name] = read


def _copied(told: Form) -> actions.Copied:
    return actions.Copied(
        name=told["row_name"],
        sex=Sex(told["row_sex"]) if told["row_sex"] else None,
        age=told["row_age"],
        birth=told["row_birth"],
        event=Event(told["row_event"]) if told["row_event"] else None,
        when=told["row_when"],
        facility=told["row_facility"],
        note=told["row_note"],
    )


def _fields(language: str) -> tuple[Field, ...]:
    """What is asked of a row, in the order of the keyboard."""
    sexes = form.options({sex.value: term(language, sex) for sex in Sex})
    events = form.options({event.value: term(language, event) for event in Event})
    return (
        Field("row_name", required=True),
        Field("row_birth", most=20),
        Field("row_age", most=10),
        Field("row_sex", "choice", listed=sexes),
        Field("row_event", "choice", listed=events),
        Field("row_when", most=20),
        Field("row_facility"),
        Field("row_note", "area", most=500),
    )
