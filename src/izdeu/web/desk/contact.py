"""A family's sealed contact: opened by a holder with a coordinator's key, changed, or damaged."""

import secrets
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.protection import keyring
from izdeu.protection.release import NotForThisReader
from izdeu.protection.sealing import Damaged, seal, unseal
from izdeu.tracing import actions, queries
from izdeu.tracing.queries import NotFound
from izdeu.web import form, page, visit
from izdeu.web import handle as handles
from izdeu.web.form import Field, Form

OPEN = (
    Field("why", required=True, most=500),
    Field("key", "file"),
    Field("passphrase", "password", required=True),
)
CHANGE = (Field("new_contact", required=True),)
#: A key file is a few hundred bytes.
_LARGEST_KEY = 4096


def show(request: HttpRequest, handle: str) -> HttpResponse:
    """Ask for reason, key file and passphrase; sent, the contact, or another in its place."""
    identity = handles.read(request, handle)
    _require_request(request, identity)
    if request.method != "POST":
        return _page(request, form.blank(OPEN))
    if request.POST.get("deed") == "change":
        return _change(request, identity, handle)
    sent = form.read(OPEN, request.POST)
    pair = _pair(request, sent)
    if pair is None:
        return _page(request, sent, status=422)
    return _open(request, identity, sent, pair)


def _open(request: HttpRequest, identity: UUID, sent: Form, pair: keyring.Pair) -> HttpResponse:
    reader = visit.of(request).reader(reason=sent["why"])
    try:
        sealed, place = actions.disclose_contact(reader, identity)
        told = {"contact": unseal(sealed, pair.private, place)}
    except NotForThisReader:
        sent.refused = {"": "hold_first"}
        return _page(request, sent, status=403)
    except actions.NotRecorded:
        told = {"state": "none"}
    except Damaged:
        actions.raise_alarm("damaged", by=reader.operator, about=[identity])
        told = {"state": "damaged"}
    return _page(request, form.blank(OPEN), told)


def _pair(request: HttpRequest, sent: Form) -> keyring.Pair | None:
    """The organisation's key for this one answer; it is kept nowhere."""
    if sent.refused:
        return None
    upload = request.FILES.get("key")
    words = upload.read(_LARGEST_KEY).decode("utf-8", "replace") if upload else ""
    try:
        pair = keyring.unwrap(words, request.POST.get("passphrase", ""))
        if pair.public == keyring.public_at(settings.HOME / "sealing.json"):
            return pair
    except (keyring.NotAKey, keyring.WrongPassphrase):
        pass
    sent.refused = {"": "key"}
    return None


def _change(request: HttpRequest, identity: UUID, handle: str) -> HttpResponse:
    reader = visit.of(request).reader()
    sent = form.read(CHANGE, request.POST)
    half = keyring.public_at(settings.HOME / "sealing.json")
    if half is None or identity not in reader.cases:
        return page.render(request, "refusal.html", {"what": "refusal.forbidden"}, status=403)
    if sent.refused:
        return _page(request, form.blank(OPEN), change=sent, status=422)
    change = secrets.token_hex(8)
    place = actions.place_of(identity, actions.CONTACT, change)
    sealed = actions.Sealed(seal(sent["new_contact"], half, place), change)
    actions.change_contact(identity, actions.CONTACT, sealed, by=reader.operator)
    return redirect("contact", handle=handle)


def _require_request(request: HttpRequest, identity: UUID) -> None:
    reader = visit.of(request).reader()
    try:
        found = queries.person(reader, identity)
    except NotFound as missing:
        raise Http404 from missing
    if identity not in {one.id for one in found.requests}:
        raise Http404


def _page(
    request: HttpRequest,
    told: Form,
    more: dict[str, str] | None = None,
    *,
    change: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": told, "change": change or form.blank(CHANGE), **(more or {})}
    return page.render(request, "desk/contact.html", context, status=status)
