"""Forms: every word typed is kept on refusal, and each field says what to do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from izdeu.dates import NotADate, span
from izdeu.web.wording import has, say

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked."""

    name: str
    kind: str = "text"
    """text, area, date, time, password, choice, several, file or hidden."""
    required: bool = False
    most: int = 200
    """Letters; longer words are refused, never cut."""
    options: tuple[str, ...] = ()
    """Values worded as ``option.<name>.<value>``."""
    listed: tuple[tuple[str, str], ...] = ()
    """Values with the words to show, where they come from the record."""
    complete: str = "off"
    worded: str = ""
    """Under which name it is labelled, where not its own."""


@dataclass(slots=True)
class Form:
    """What was asked, what was typed, and what has to be mended."""

    fields: Sequence[Field]
    values: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    """Reason by field, worded as ``refused.<reason>``; under "" what belongs to no field."""

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def shown(self, language: str) -> dict[str, object]:
        """The form in words; ``amiss`` are the lines that have to be mended."""
        lines = [self._line(one, language) for one in self.fields]
        general = say(language, f"refused.{self.refused['']}") if "" in self.refused else ""
        amiss = [line for line in lines if line["refused"]]
        mend = say(language, "refused.form")
        return {"lines": lines, "refused": general, "amiss": amiss, "mend": mend}

    def _line(self, one: Field, language: str) -> dict[str, object]:
        worded = one.worded or one.name
        hint = f"hint.{worded}"
        reason = self.refused.get(one.name)
        lengths = {"typed": len(self[one.name]), "most": one.most}
        options = [(value, say(language, f"option.{one.name}.{value}")) for value in one.options]
        return {
            "name": one.name,
            "kind": one.kind,
            "required": one.required,
            "complete": one.complete,
            "label": "" if one.kind == "hidden" else say(language, f"field.{worded}"),
            "hint": say(language, hint) if has(language, hint) else "",
            "refused": say(language, f"refused.{reason}", **lengths) if reason else "",
            "value": "" if one.kind == "password" else self[one.name],
            "chosen": self.chosen.get(one.name, []),
            "options": [*options, *one.listed],
            "listed": bool(one.listed),
        }


def blank(fields: Sequence[Field], **values: str) -> Form:
    """A form to fill in."""
    chosen = {one.name: [values[one.name]] for one in fields if one.name in values}
    return Form(fields, dict(values), chosen)


def read(fields: Sequence[Field], sent: QueryDict) -> Form:
    """A form as it was sent, with what has to be mended."""
    form = Form(fields)
    for one in fields:
        form.chosen[one.name] = sent.getlist(one.name)
        form.values[one.name] = sent.get(one.name, "").replace("\0", "").strip()
        if reason := _refused(one, form.values[one.name], form.chosen[one.name]):
            form.refused[one.name] = reason
    return form


def _refused(one: Field, value: str, chosen: Sequence[str]) -> str:
    if one.kind == "file":
        return ""
    if one.required and not value:
        return "empty"
    if len(value) > one.most:
        return "long"
    allowed = {*one.options, *(listed for listed, _ in one.listed), ""}
    if one.kind in ("choice", "several") and not allowed.issuperset(chosen):
        return "choice"
    if one.kind == "time" and value and not is_hour(value):
        return "hour"
    return "date" if one.kind == "date" and not _is_date(value) else ""


def is_hour(value: str) -> bool:
    """Whether it is a time of day in hours and minutes."""
    return _HOUR.fullmatch(value) is not None


def _is_date(value: str) -> bool:
    try:
        span(value)
    except NotADate:
        return False
    return True


def options(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Choices from the record, by value."""
    return tuple(values.items())
