"""Proposals: is it one person? Both sides, the reasons in words, and a decision to be undone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.protection.reader import Reader
from izdeu.protection.release import tells_treatment
from izdeu.publication.moment import date
from izdeu.publication.wording import known
from izdeu.terms import Decision
from izdeu.tracing import actions, queries
from izdeu.tracing.event import meaning
from izdeu.tracing.queries import ProposalLine
from izdeu.web import handle, once, page, visit

_DATE = re.compile(r"\d{4}-\d\d(-\d\d(T[\d:]+)?)?[~?%]?")
#: Ids, keyed hashes and coordinates, which stand behind a reason and tell a reader nothing.
_KEPT = re.compile(r"[0-9a-f]{32}|[0-9a-f-]{36}|-?\d+\.\d+")


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason as the desk reads it: what was compared, both values, how much it says."""

    words: str
    left: str
    right: str
    weight: float
    bar: int
    """The length of its bar, from 0 to 100."""


@once.one_deed
def queue(request: HttpRequest) -> HttpResponse:
    """Show the best proposal nobody decided, or take down a decision and go on to the next."""
    if request.method == "POST":
        return _judge(request)
    visitor = visit.of(request)
    reader = visitor.reader()
    waiting = queries.waiting_proposals(reader)
    place = min(_number(request.GET.get("place", "")), max(waiting - 1, 0))
    line = next(iter(queries.proposals(reader, top=1, skip=place)), None)
    more = {
        "line": line,
        "place": place + 1,
        "next": (place + 1) % max(waiting, 1),
        "waiting": waiting,
        "originals": _originals(reader, line),
        "reasons": reasons(line, visitor.language) if line else (),
        "death": line is not None and _speaks_of_death(line),
        "undo": request.session.pop("undo", None),
    }
    return page.render(request, "desk/proposals.html", more)


def _originals(reader: Reader, line: ProposalLine | None) -> list[queries.Original]:
    """What stands in the original on either side."""
    if line is None:
        return []
    found = queries.originals(reader, [line.a, line.b])
    return [found[line.a.id], found[line.b.id]]


def reasons(line: ProposalLine, language: str) -> list[ReasonRow]:
    """The reasons in words, the strongest first; what says nothing is left out."""
    told = [one for one in line.reasons if abs(float(one["weight"])) >= 0.05]
    told.sort(key=lambda one: -abs(float(one["weight"])))
    return [_row(one, line, language) for one in told]


def _row(reason: Mapping[str, Any], line: ProposalLine, language: str) -> ReasonRow:
    left, right = (
        _worded(_value(reason, side, masked=mention.masked), language)
        for side, mention in (("a", line.a), ("b", line.b))
    )
    weight = float(reason["weight"])
    words = known(language, "reason", str(reason["id"]))
    return ReasonRow(words, left, right, weight, min(100, round(abs(weight) * 6)))


def _worded(value: str, language: str) -> str:
    """Dates as the reader writes them; other values as they stand."""
    return date(language, value) if _DATE.fullmatch(value) else value


def _value(reason: Mapping[str, Any], side: str, *, masked: bool) -> str:
    """What was compared on one side; ids, keyed hashes and what is masked tell nothing."""
    value = str(dict(reason["values"]).get(side) or "")
    withheld = masked and tells_treatment(str(reason["id"]))
    return "" if withheld or _KEPT.fullmatch(value) else value


def _judge(request: HttpRequest) -> HttpResponse:
    a, b = (handle.read(request, request.POST.get(side, "")) for side in ("a", "b"))
    operator = visit.of(request).operator
    decision = Decision(request.POST.get("decision", Decision.UNSURE))
    try:
        actions.judge(a, b, decision, by=operator, note=request.POST.get("note", "")[:1000])
    except actions.NotConfirmed:
        return page.render(request, "refusal.html", {"what": "refusal.confirm"}, status=409)
    undone = request.POST.get("undone")
    if not undone and decision != Decision.UNSURE:
        request.session["undo"] = [handle.give(request, a), handle.give(request, b), decision.value]
    place = "1" if decision == Decision.UNSURE and not undone else "0"
    later = str(_number(request.POST.get("place", "0")) + int(place))
    return redirect(f"{request.path}?place={later}")


def _speaks_of_death(line: ProposalLine) -> bool:
    claims = (*line.a.claims, *line.b.claims)
    return any(meaning(claim.event).life == "dead" for claim in claims)


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else 0
