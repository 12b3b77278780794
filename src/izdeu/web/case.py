"""A family's own case: opened with number and phrase, read, added to, taken back."""

import secrets
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from izdeu.accounts import casekey, session
from izdeu.protection import keyring, vault
from izdeu.protection.reader import Reader
from izdeu.protection.release import NotForThisReader
from izdeu.protection.sealing import seal
from izdeu.terms import Event
from izdeu.tracing import actions, queries
from izdeu.web import form, once, page, visit
from izdeu.web.family import BY, CONSENT, age_of, uses
from izdeu.web.form import Field

ENTER = (Field("number", required=True, most=40), Field("phrase", required=True, most=200))
TELL = (
    once.FIELD,
    Field("news", "choice", required=True, options=("more", "home", "contact")),
    Field("told", "area", most=2000),
)
CORRECT = (
    once.FIELD,
    Field("right_name", most=200),
    Field("right_age", most=60),
)
AGREE = (Field("consent", "several", options=CONSENT),)
#: What each kind of news is as an event; more words repeat that the person is sought.
NEWS = {"more": Event.MISSING, "home": Event.RETURNED, "contact": Event.CONTACTED}


def enter(request: HttpRequest) -> HttpResponse:
    """Ask for number and phrase; whatever does not fit is answered alike and slowly."""
    if request.method != "POST":
        return page.render(request, "open.html", {"form": form.blank(ENTER)})
    sent = form.read(ENTER, request.POST)
    found = casekey.unlock(sent["number"], sent["phrase"])
    if found is not None and _is_open(found):
        session.open_case(request.session, found)
        return redirect("case")
    sent.refused = {"": "case"}
    return page.render(request, "open.html", {"form": sent}, status=422)


def own(request: HttpRequest) -> HttpResponse:
    """The family's own case, and nothing of any list."""
    return _own(request, form.blank(TELL, once=once.token()))


def tell(request: HttpRequest) -> HttpResponse:
    """Take down what the family adds."""
    sent = once.ready(form.read(TELL, request.POST))
    if sent.refused:
        return _own(request, sent, status=422)
    case = _case(request)
    once.once(sent, lambda: _tell(case, sent))
    return page.render(request, "told.html")


def _tell(case: UUID, sent: form.Form) -> str:
    today = datetime.now(UTC).date().isoformat()
    actions.tell(case, NEWS[sent["news"]], said=today, words=sent["told"], by=BY)
    return ""


def correct(request: HttpRequest) -> HttpResponse:
    """Take down how the family says that name or age is right, as claims of its own."""
    sent = once.ready(form.read(CORRECT, request.POST))
    age = age_of(sent["right_age"])
    if sent["right_age"] and not age:
        sent.refused["right_age"] = "age"
    if not sent["right_name"] and not sent["right_age"]:
        sent.refused["right_name"] = "empty"
    if sent.refused:
        return _own(request, form.blank(TELL, once=once.token()), right=sent, status=422)
    case = _case(request)
    once.once(sent, lambda: _correct(case, {"name": sent["right_name"], "age": age}))
    return page.render(request, "told.html")


def _correct(case: UUID, fields: dict[str, str]) -> str:
    actions.tell_right(case, fields, by=BY)
    return ""


def agree(request: HttpRequest) -> HttpResponse:
    """Take down who else may be told of the report; the latest word stands."""
    sent = form.read(AGREE, request.POST)
    if sent.refused:
        return _own(request, form.blank(TELL, once=once.token()), status=422)
    actions.consent(_case(request), uses(sent), by=BY)
    return page.render(request, "told.html", {"agreed": True})


def follow(request: HttpRequest) -> HttpResponse:
    """Draw a secret link under which a feed says when there is news, in place of any address."""
    case, token, change = _case(request), secrets.token_urlsafe(24), secrets.token_hex(8)
    half = keyring.pair_of(vault.secret(settings.HOME, "alerts")).public
    place = actions.place_of(case, actions.ALERT_ADDRESS, change)
    sealed = actions.Sealed(seal(f"atom:{token}", half, place), change)
    actions.change_contact(case, actions.ALERT_ADDRESS, sealed, by=BY)
    link = request.build_absolute_uri(reverse("feed", kwargs={"token": token}))
    return page.render(request, "followed.html", {"link": link})


def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the request back, after a page that says what that means."""
    if request.method != "POST":
        return page.render(request, "withdraw.html")
    actions.withdraw(_case(request), by=BY, reason="family")
    request.session.flush()
    return page.render(request, "withdrawn.html")


def _own(
    request: HttpRequest, told: form.Form, *, right: form.Form | None = None, status: int = 200
) -> HttpResponse:
    try:
        case = queries.own_case(visit.of(request).reader())
    except NotForThisReader:
        request.session.flush()
        return redirect("open")
    agreed = form.Form(AGREE, {}, {"consent": list(case.consent)})
    right = right or form.blank(CORRECT, once=once.token())
    more = {"case": case, "form": told, "right": right, "agreed": agreed}
    return page.render(request, "case.html", more, status=status)


def _case(request: HttpRequest) -> UUID:
    case = visit.of(request).case
    if case is None or not _is_open(case):
        raise NotForThisReader("a case is opened with its number and phrase")
    return case


def _is_open(case: UUID) -> bool:
    try:
        queries.own_case(Reader.enquirer(case))
    except NotForThisReader:
        return False
    return True
