"""What templates may call: words in the reader's language, dates, spots, and forms."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import template
from django.template import Context
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.urls import reverse
from django.utils.html import conditional_escape

from izdeu.publication import moment, wording
from izdeu.tracing.queries import FacilityLine
from izdeu.web import handle as handles
from izdeu.web.wording import has
from izdeu.web.wording import say as worded

register = template.Library()


@register.tag
def say(parser: Parser, token: Token) -> "Said":
    """The words of an id, or of its parts in a row: ``say "clock." line.clock``.

    An id without words fails here, not before a reader.
    """
    told = token.split_contents()[1:]
    parts = [parser.compile_filter(one) for one in told if "=" not in one]
    return Said(parts, token_kwargs([one for one in told if "=" in one], parser))


class Said(template.Node):
    """Words that no value fills are looked up and escaped once, not for every row of a list."""

    def __init__(
        self, parts: Sequence[FilterExpression], values: Mapping[str, FilterExpression]
    ) -> None:
        self._parts, self._values = parts, values

    def render(self, context: Context) -> str:
        """The words in the reader's language."""
        language = context["language"]
        identity = "".join([str(part.resolve(context)) for part in self._parts])
        if not self._values:
            return _fixed(language, identity)
        values = {name: value.resolve(context) for name, value in self._values.items()}
        return str(conditional_escape(worded(language, identity, **values)))


@cache
def _fixed(language: str, identity: str) -> str:
    return str(conditional_escape(worded(language, identity)))


@register.tag
def url(parser: Parser, token: Token) -> "Address":
    """The address of a page; its values stand in the order of the route."""
    route, *values = map(parser.compile_filter, token.split_contents()[1:])
    return Address(route, values)


class Address(template.Node):
    """Django's own tag looks through the routes for every link; here once for every route."""

    def __init__(self, route: FilterExpression, values: Sequence[FilterExpression]) -> None:
        self._route, self._values = route, values

    def render(self, context: Context) -> str:
        """The address, safe to stand in a page."""
        values = [quote(str(value.resolve(context)), safe="") for value in self._values]
        return _shape(self._route.resolve(context), len(values)) % tuple(values)


@cache
def _shape(route: str, many: int) -> str:
    """The address of a route with a gap for each value."""
    return str(reverse(route, args=[_GAP] * many)).replace("%", "%%").replace(_GAP, "%s")


#: Fits every kind of value that the routes take, and stands in none of them.
_GAP = "a-gap-for-a-value"


@register.simple_tag(takes_context=True)
def known(context: Context, group: str, value: str) -> str:
    """A value of an open vocabulary in words."""
    return wording.known(context["language"], group, str(value)) if value else ""


@register.simple_tag(takes_context=True)
def day(context: Context, edtf: str) -> str:
    """A date in words; of a moment in the ledger, the day."""
    return moment.date(context["language"], edtf[:10] if edtf.endswith(("Z", "+00:00")) else edtf)


@register.simple_tag(takes_context=True)
def decimal(context: Context, number: float, places: int = 1, sign: str = "") -> str:
    """A number with the decimal sign of the language; ``sign`` "+" shows a plus before it."""
    told = f"{number:{sign}.{places}f}".replace("-", "\N{MINUS SIGN}")
    return told if context["language"] == "en" else told.replace(".", ",")


@register.simple_tag(takes_context=True)
def probability(context: Context, share: float) -> str:
    """A probability from 0 to 1 to three places; one so near 0 or 1 is never told as certain."""
    low, high = 0.001, 0.999
    bound = "< " if share < low else "> " if share > high else ""
    return bound + decimal(context, min(max(share, low), high), 3)


@register.simple_tag(takes_context=True)
def spot(context: Context, locator: Mapping[str, Any]) -> str:
    """A place in a document in words."""
    return wording.locator(context["language"], locator)


@register.simple_tag(takes_context=True)
def meaning(context: Context, field: str) -> str:
    """What a column was taken for, in words."""
    language = context["language"]
    if not field:
        return worded(language, "columns.verbatim")
    told = f"column.{field}"
    return worded(language, told if has(language, told) else f"event.{field}")


@register.simple_tag(takes_context=True)
def house(context: Context, facility: FacilityLine) -> str:
    """A facility's name in the reader's language, as recorded where it has none."""
    return facility.names.get(context["language"]) or facility.name


@register.simple_tag(takes_context=True)
def handle(context: Context, identity: UUID) -> str:
    """What stands for a record in this session's addresses and forms."""
    return handles.give(context["request"], identity)


@register.inclusion_tag("form.html", takes_context=True)
def fields(context: Context, form: Any) -> dict[str, Any]:
    """A form's fields, each with its label, hint and what to mend."""
    return {"form": form.shown(context["language"])}
