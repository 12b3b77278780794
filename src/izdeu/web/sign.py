"""The team signs in with a second factor, joins by invitation, and signs out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.accounts import factor, operator, session
from izdeu.accounts.operator import Joining, NotAllowedIn
from izdeu.accounts.role import Role
from izdeu.web import form, page
from izdeu.web.form import Field, Form

ENTER = (
    Field("pseudonym", required=True, most=40, complete="username"),
    Field("password", "password", required=True, complete="current-password"),
    Field("code", required=True, most=20, complete="one-time-code"),
)
JOIN = (
    Field("invitation", required=True, most=60),
    Field("pseudonym", required=True, most=40, complete="username"),
    Field("new_password", "password", required=True, complete="new-password"),
    Field("code", required=True, most=20, complete="one-time-code"),
)


def enter(request: HttpRequest) -> HttpResponse:
    """Sign in; whatever does not fit is answered alike."""
    if request.method != "POST":
        return page.render(request, "sign_in.html", {"form": form.blank(ENTER)})
    sent = form.read(ENTER, request.POST)
    try:
        found = operator.sign_in(sent["pseudonym"], request.POST.get("password", ""), sent["code"])
    except NotAllowedIn as refusal:
        sent.refused = {"": refusal.reason}
        return page.render(request, "sign_in.html", {"form": sent}, status=422)
    session.begin(request.session, found)
    return redirect("home" if found.role == Role.KEEPER else "today")


def out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    request.session.flush()
    return redirect("home")


def join(request: HttpRequest) -> HttpResponse:
    """Join by invitation: choose a pseudonym and password, and set up the second factor."""
    secret = request.session.setdefault("joining", factor.secret())
    if request.method != "POST":
        return _joining(request, form.blank(JOIN), secret)
    sent = form.read(JOIN, request.POST)
    if sent.refused:
        return _joining(request, sent, secret, status=422)
    given = Joining(
        sent["invitation"],
        sent["pseudonym"],
        request.POST.get("new_password", ""),
        secret,
        sent["code"],
    )
    try:
        found, codes = operator.join(given)
    except NotAllowedIn as refusal:
        sent.refused = {refusal.field.replace("password", "new_password"): refusal.reason}
        return _joining(request, sent, secret, status=422)
    session.begin(request.session, found)
    return page.render(request, "joined.html", {"codes": codes})


def _joining(request: HttpRequest, told: Form, secret: str, *, status: int = 200) -> HttpResponse:
    spelt = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    more = {"form": told, "picture": factor.picture(secret), "secret": spelt}
    return page.render(request, "join.html", more, status=status)
