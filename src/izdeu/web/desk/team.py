"""The team: who is in it, invitations, changes of role."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.accounts import operator
from izdeu.accounts.models import Operator
from izdeu.accounts.operator import NotAllowedIn
from izdeu.accounts.role import OPERATORS, Role
from izdeu.web import form, once, page, visit
from izdeu.web.form import Field, Form

FIELDS = (Field("role", "choice", required=True, options=tuple(role.value for role in OPERATORS)),)


@once.one_deed
def show(request: HttpRequest) -> HttpResponse:
    """The team under its pseudonyms; sent, an invitation for one more, or one less."""
    if request.method != "POST":
        return _page(request, form.blank(FIELDS))
    if request.POST.get("take_back", "").isdecimal():
        operator.take_back(int(request.POST["take_back"][:18]))
        return redirect("team")
    sent = form.read(FIELDS, request.POST)
    if sent.refused:
        return _page(request, sent, status=422)
    # Shown on the page this leads to, and never again.
    request.session["invitation"] = operator.invite(
        Role(sent["role"]), by=visit.of(request).operator
    )
    return redirect("team")


def change(request: HttpRequest) -> HttpResponse:
    """Give a member another role, or let them sign in no more."""
    pseudonym = request.POST.get("member", "")
    member = Operator.objects.filter(pseudonym=pseudonym, active=True).first()
    role = request.POST.get("role", "")
    if member is None or role not in {"", *OPERATORS}:
        raise Http404
    try:
        if role:
            operator.change_role(member.pk, Role(role))
        else:
            operator.dismiss(member.pk)
    except NotAllowedIn as refusal:
        sent = form.blank(FIELDS)
        sent.refused = {"": refusal.reason}
        return _page(request, sent, status=422)
    return redirect("team")


def _page(request: HttpRequest, told: Form, *, status: int = 200) -> HttpResponse:
    more = {
        "form": told,
        "members": Operator.objects.filter(active=True).order_by("pseudonym"),
        "invitations": operator.invitations(),
        "code": request.session.pop("invitation", ""),
        "until": operator.expiry().date().isoformat(),
        "roles": OPERATORS,
    }
    return page.render(request, "desk/team.html", more, status=status)
