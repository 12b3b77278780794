"""Documents: upload or paste, rows, what was set aside, and comparing with the original."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.protection import vault
from izdeu.publication.wording import say
from izdeu.terms import SourceKind
from izdeu.tracing import actions, queries
from izdeu.web import form, once, page, visit
from izdeu.web import handle as handles
from izdeu.web.desk import warning
from izdeu.web.form import Field, Form

#: Larger files are refused here and read by the keeper with ``izdeu read``.
LARGEST = 20 << 20
_KINDS = tuple(kind.value for kind in SourceKind)


def _fields(language: str) -> tuple[Field, ...]:
    kinds = form.options({kind: say(language, f"source_kind.{kind}") for kind in _KINDS})
    return (
        Field("source", required=True, most=200),
        Field("kind", "choice", required=True, listed=kinds),
        Field("risk", most=32),
        Field("published", "date", required=True, most=10),
        Field("file", "file"),
        Field("pasted", "area", most=200_000),
        Field("look", "several", options=("columns",)),
    )


def listed(request: HttpRequest) -> HttpResponse:
    """The documents, those taken in last first, and a form for another."""
    visitor = visit.of(request)
    fields = _fields(visitor.language)
    if request.method == "POST":
        return _take_in(request, form.read(fields, request.POST))
    today = datetime.now(UTC).date().isoformat()
    return _page(request, form.blank(fields, kind="other", published=today))


def show(request: HttpRequest, handle: str) -> HttpResponse:
    """One document: its rows with their places, and what was set aside with its reason."""
    place = page.number(request)
    reader = visit.of(request).reader()
    try:
        sheet = queries.sheet(reader, handles.read(request, handle), page=place)
    except queries.NotFound as missing:
        raise Http404 from missing
    risk = warning.before(request, sheet.source_id, sheet.risk, way="document", handle=handle)
    if risk:
        return risk
    columns = queries.columns(reader, sheet.id) if sheet.format else ()
    most = max(sheet.total, sheet.aside_total)
    more = {
        "sheet": sheet,
        "handle": handle,
        "columns": columns,
        "pager": page.pager(place, most, queries.PAGE),
        "waits": actions.ASKED in {aside.reason for aside in sheet.set_aside},
    }
    return page.render(request, "desk/document.html", more)


@once.one_deed
def confirm(request: HttpRequest, handle: str) -> HttpResponse:
    """Take down that somebody compared a mention with the original and found it right."""
    mention = handles.read(request, request.POST.get("mention", ""))
    try:
        actions.confirm(mention, by=visit.of(request).operator)
    except actions.NotRecorded as strange:
        raise Http404 from strange
    return redirect("document", handle=handle)


def _page(request: HttpRequest, told: Form, *, status: int = 200) -> HttpResponse:
    place = page.number(request)
    lines, total = queries.document_page(visit.of(request).reader(), page=place)
    more = {
        "form": told,
        "lines": lines,
        "asked": actions.ASKED,
        "pager": page.pager(place, total, queries.LINES),
    }
    return page.render(request, "desk/documents.html", more, status=status)


def _take_in(request: HttpRequest, sent: Form) -> HttpResponse:
    upload = request.FILES.get("file")
    if reason := _trouble(upload, sent["pasted"]):
        sent.refused["file"] = reason
    if sent.refused:
        return _page(request, sent, status=422)
    by = visit.of(request).operator
    source = actions.record_source(
        sent["source"], SourceKind(sent["kind"]), by=by, risk=sent["risk"]
    )
    ask = actions.Ask.ALWAYS if sent["look"] else actions.Ask.UNSURE
    with _on_disk(upload, sent["pasted"]) as path:
        arrival = actions.Arrival(path, source, number_key=vault.secret(settings.HOME, "numbers"))
        taken = actions.take_in(arrival, published=sent["published"], by=by, ask=ask)
    handle = handles.give(request, taken.intake.document)
    if taken.asked:
        return redirect("columns", handle=handle)
    return page.render(request, "desk/taken.html", {"taken": taken, "handle": handle})


def _trouble(upload: "UploadedFile[bytes] | None", pasted: str) -> str:
    if upload is None:
        return "" if pasted else "no_file"
    if not upload.size:
        return "no_bytes"
    return "too_large" if upload.size > LARGEST else ""


@contextmanager
def _on_disk(upload: "UploadedFile[bytes] | None", pasted: str) -> Iterator[Path]:
    """The bytes in a file whose name tells only its kind."""
    suffix = Path(str(upload.name)).suffix[:8].lower() if upload else ".txt"
    with tempfile.TemporaryDirectory(prefix="izdeu-") as folder:
        path = Path(folder) / f"document{suffix}"
        with path.open("wb") as file:
            for chunk in upload.chunks() if upload else [pasted.encode("utf-8", "replace")]:
                file.write(chunk)
        yield path
