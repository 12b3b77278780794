"""A family reports somebody: three facts are enough, and no account is needed."""

import re
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from izdeu.accounts import casekey, phrase
from izdeu.accounts.models import Once
from izdeu.documents.values.age import find_age, read_age
from izdeu.protection import keyring
from izdeu.protection.sealing import Place, seal
from izdeu.tracing import actions
from izdeu.web import form, page, visit
from izdeu.web.form import Field, Form

#: Whose entries these are in the ledger: nobody of the team has spoken with the family yet.
BY = "family-form"
CONSENT = ("partners", "lawyers", "press")
FIELDS = (
    Field("once", "hidden", most=60),
    Field("name", required=True, most=200),
    Field("age", most=60),
    Field("seen_place", "area", most=500),
    Field("seen_when", "date", most=10),
    Field("marks", "area", most=1000),
    Field("relation", "choice", options=("kin", "neighbour", "other")),
    Field("consent", "several", options=CONSENT),
)
#: Asked only where there is a key to seal it to: it is kept in no other way.
_CONTACT = Field("contact", most=200)
_TOKEN = re.compile(r"[\w-]{20,60}")


def ask(request: HttpRequest) -> HttpResponse:
    """The form; sent, the number and phrase under which the family comes back."""
    if request.method != "POST":
        blank = form.blank(_fields(), once=secrets.token_urlsafe(16))
        return page.render(request, "ask.html", {"form": blank})
    sent = form.read(_fields(), request.POST)
    if not _TOKEN.fullmatch(sent["once"]):
        sent.values["once"] = secrets.token_urlsafe(16)
    if sent.refused:
        return page.render(request, "ask.html", {"form": sent}, status=422)
    language = visit.of(request).language
    words = phrase.phrase(language, phrase.seed(settings.SECRET_KEY.encode(), sent["once"]))
    number = _once(sent, language, words)
    return page.render(request, "asked.html", {"number": number, "phrase": words})


def _once(sent: Form, language: str, words: str) -> str:
    """Open the request, or give the number of the one this very form opened before."""
    digest = sha256(sent["once"].encode()).hexdigest()
    try:
        with transaction.atomic():
            once = Once.objects.create(digest=digest, number="", sent=timezone.now())
            once.number = _open(sent, language, words)
            once.save(update_fields=["number"])
            return once.number
    except IntegrityError:
        return Once.objects.get(digest=digest).number


def _open(sent: Form, language: str, words: str) -> str:
    consent = [one for one in CONSENT if one in sent.chosen["consent"]]
    asked = _asked(sent, language)
    opened = actions.open_request(asked, by=BY, consent=consent, sealing=_sealing(sent["contact"]))
    casekey.keep(opened.number, opened.request, words)
    return opened.number


def _fields() -> tuple[Field, ...]:
    return (*FIELDS, _CONTACT) if _half() else FIELDS


def _half() -> bytes | None:
    """The public half that contacts are sealed to: this server cannot open them again."""
    return keyring.public_at(settings.HOME / "sealing.json")


def _sealing(contact: str) -> Callable[[UUID], Mapping[str, str]]:
    half = _half()
    if not contact or half is None:
        return lambda _: {}
    field = actions.CONTACT
    return lambda request: {field: seal(contact, half, Place(request, field))}


def _asked(sent: Form, language: str) -> actions.Asked:
    """What was typed, as typed; an age is read where it is one, and kept in the words anyway."""
    found = find_age(sent["age"])
    told = [sent["age"] and f"{sent['age']}.", sent["seen_place"], sent["marks"]]
    return actions.Asked(
        name=sent["name"],
        said=datetime.now(UTC).date().isoformat(),
        age=read_age(sent["age"]) or (found[0] if found else ""),
        seen_when=sent["seen_when"],
        seen_place=sent["seen_place"],
        features=(("marks", sent["marks"]),) if sent["marks"] else (),
        words="\n".join(line for line in told if line),
        relation=sent["relation"],
        language=language,
    )
