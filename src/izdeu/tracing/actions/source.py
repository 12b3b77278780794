"""Sources: who says it, and who copies whom."""

from collections.abc import Sequence
from uuid import UUID

from izdeu.terms import EntryKind, SourceKind
from izdeu.tracing import models
from izdeu.tracing.actions.writing import act, write
from izdeu.tracing.entry import Draft
from izdeu.tracing.identity import uuid8


def record_source(name: str, kind: SourceKind, *, by: str, risk: str = "") -> UUID:
    """Record who speaks; the same name and kind again is the same source."""
    source = uuid8("source", kind, " ".join(name.casefold().split()))
    if not models.Source.objects.filter(id=source).exists():
        body = {"id": str(source), "name": name, "kind": kind.value, "risk": risk}
        write([Draft(EntryKind.SOURCE, body)], by=by)
    return source


def group_origin(copies: Sequence[UUID], *, by: str, note: str = "") -> UUID:
    """Record that these sources, or these documents, copy one another: one origin, counted once."""
    return act(EntryKind.ORIGIN, copies, by=by, content={"note": note}).id
