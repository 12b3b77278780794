"""The team signs in with a second factor, joins by invitation, and signs out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.accounts import factor, operator, passkey, session
from izdeu.accounts.models import Operator, Passkey
from izdeu.accounts.operator import Joining, NotAllowedIn
from izdeu.accounts.passkey import Site
from izdeu.accounts.role import Role
from izdeu.web import form, page, visit
from izdeu.web.form import Field, Form

ENTER = (
    Field("pseudonym", required=True, most=40, complete="username"),
    Field("password", "password", required=True, complete="current-password"),
    Field("code", most=20, complete="one-time-code"),
    Field("passkey", "hidden", most=passkey.LONGEST),
)
ADD = (
    Field("code", required=True, most=20, complete="one-time-code"),
    Field("passkey", "hidden", most=passkey.LONGEST),
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
        return _entering(request, form.blank(ENTER))
    sent = form.read(ENTER, request.POST)
    try:
        found = _operator(request, sent)
    except NotAllowedIn as refusal:
        sent.refused = {"": refusal.reason}
        sent.values["passkey"] = ""
        return _entering(request, sent, status=422)
    session.begin(request.session, found)
    return redirect(_first(found))


def _first(found: Operator) -> str:
    """The page with which somebody of this role begins."""
    return "home" if found.role == Role.KEEPER else "today"


def _operator(request: HttpRequest, sent: Form) -> Operator:
    pseudonym, password = sent["pseudonym"], request.POST.get("password", "")
    if not sent["passkey"]:
        return operator.sign_in(pseudonym, password, sent["code"])
    site = Site(request.get_host())
    return operator.sign_in(
        pseudonym,
        password,
        sent["passkey"],
        proves=lambda one, answer: passkey.proves(one, answer, site, request.session),
    )


def _entering(request: HttpRequest, told: Form, *, status: int = 200) -> HttpResponse:
    question = passkey.question(Site(request.get_host()), request.session)
    more = {"form": told, "question": question}
    return page.render(request, "sign_in.html", more, status=status)


def keys(request: HttpRequest) -> HttpResponse:
    """The passkeys of whoever is signed in; sent with a code, one more, or one less."""
    found = Operator.objects.get(pseudonym=visit.of(request).operator)
    if request.method != "POST":
        return _keys(request, found, form.blank(ADD))
    if request.POST.get("remove", "").isdecimal():
        passkey.remove(found, int(request.POST["remove"][:18]))
        return redirect("passkeys")
    sent = form.read(ADD, request.POST)
    if not sent.refused:
        sent.refused = _added(request, found, sent)
    if sent.refused:
        return _keys(request, found, sent, status=422)
    return redirect("passkeys")


def _added(request: HttpRequest, found: Operator, sent: Form) -> dict[str, str]:
    """Why no key was added; nothing where one was. A code is asked: a session alone adds none."""
    if not factor.redeem(found, sent["code"]):
        return {"code": "code"}
    site = Site(request.get_host())
    kept = passkey.add(found, sent["passkey"], site, request.session)
    return {} if kept else {"": "passkey"}


def _keys(request: HttpRequest, found: Operator, told: Form, *, status: int = 200) -> HttpResponse:
    told.values["passkey"] = ""
    more = {
        "form": told,
        "keys": Passkey.objects.filter(operator=found).order_by("made"),
        "question": passkey.invitation(found, Site(request.get_host()), request.session),
    }
    return page.render(request, "passkeys.html", more, status=status)


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
    return page.render(request, "joined.html", {"codes": codes, "way": _first(found)})


def _joining(request: HttpRequest, told: Form, secret: str, *, status: int = 200) -> HttpResponse:
    spelt = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    more = {"form": told, "picture": factor.picture(secret), "secret": spelt}
    return page.render(request, "join.html", more, status=status)
