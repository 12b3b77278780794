"""For whoever cannot open a case: a lost phrase, "I am this person", "this is not so"."""

from django.http import HttpRequest, HttpResponse

from izdeu.terms import Appeal
from izdeu.tracing import actions
from izdeu.web import contact, form, once, page, visit
from izdeu.web.family import BY
from izdeu.web.form import Field, Form

LOST = (
    once.FIELD,
    Field("number", most=40, worded="lost_number"),
    Field("name", required=True, most=200, worded="sought_name"),
    Field("lost_told", "area", most=1000),
)
WRONG = (
    once.FIELD,
    Field("ground", "choice", required=True, options=(Appeal.SELF.value, Appeal.UNTRUE.value)),
    Field("name", required=True, most=200, worded="wrong_name"),
    Field("number", most=40, worded="wrong_number"),
    Field("wrong_told", "area", most=2000),
)


def lost(request: HttpRequest) -> HttpResponse:
    """Ask to be called back, where the phrase is lost; every answer is the same."""
    return _page(request, LOST, "lost")


def wrong(request: HttpRequest) -> HttpResponse:
    """Say that one is the person sought, or that something said is not so."""
    return _page(request, WRONG, "wrong")


def _page(request: HttpRequest, asked: tuple[Field, ...], what: str) -> HttpResponse:
    fields = (*asked, *contact.fields(f"{what}_contact"))
    if request.method != "POST":
        blank = form.blank(fields, once=once.token())
        return page.render(request, f"{what}.html", {"form": blank})
    sent = once.ready(form.read(fields, request.POST))
    if sent.refused:
        return page.render(request, f"{what}.html", {"form": sent}, status=422)
    language = visit.of(request).language
    once.once(sent, lambda: _take_down(sent, what, language))
    return page.render(request, "heard.html", {"what": what})


def _take_down(sent: Form, what: str, language: str) -> str:
    told = actions.Appealed(
        kind=Appeal(sent["ground"] or Appeal.LOST_PHRASE),
        number=sent["number"],
        name=sent["name"],
        words=sent[f"{what}_told"],
        language=language,
    )
    actions.appeal(told, by=BY, sealing=contact.sealing(sent["contact"]))
    return ""
