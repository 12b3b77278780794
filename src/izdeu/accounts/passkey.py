"""Passkeys as second factor (W3C WebAuthn), beside time-based codes; the password is asked as well.

What a browser is asked and what it answers is JSON, as the standard's own functions write it.
"""

import hmac
import json
from dataclasses import dataclass
from hashlib import sha256

import webauthn
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from izdeu.accounts.models import Operator, Passkey

#: What an authenticator shows beside the key: the programme, and nobody's pseudonym.
_SHOWN = "desk"
_CHALLENGE = "challenge"
#: What the library raises for an answer that does not fit, or that is no answer at all.
_NOT_FITTING = (WebAuthnException, ValueError, TypeError, KeyError)
#: More is no form of a browser's.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages are served: a passkey is bound to the name, and its answer to the origin."""

    host: str
    """Name and port, as the browser asked for them."""

    @property
    def name(self) -> str:
        """The host name, to which keys are bound."""
        return self.host.rpartition(":")[0] or self.host

    @property
    def origin(self) -> str:
        """Scheme, name and port."""
        return f"{'http' if settings.PLAIN else 'https'}://{self.host}"


def invitation(operator: Operator, site: Site, session: SessionBase) -> str:
    """What the browser is asked, to make a key for this operator; the challenge stays here."""
    known = Passkey.objects.filter(operator=operator).values_list("credential", flat=True)
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name="izdeu",
        user_id=_handle(operator),
        user_name=_SHOWN,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known
        ],
    )
    session[_CHALLENGE] = bytes_to_base64url(options.challenge)
    return webauthn.options_to_json(options)


def add(operator: Operator, answer: str, site: Site, session: SessionBase) -> bool:
    """Keep the key a browser made; ``False`` where its answer does not fit what was asked."""
    challenge = session.pop(_CHALLENGE, "")
    if not challenge or len(answer) > LONGEST:
        return False
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
        )
        with transaction.atomic():
            Passkey.objects.create(
                operator=operator,
                credential=bytes_to_base64url(made.credential_id),
                public=made.credential_public_key,
                count=made.sign_count,
            )
    except (*_NOT_FITTING, IntegrityError):
        return False
    return True


def question(site: Site, session: SessionBase) -> str:
    """What the browser is asked at sign-in: of any key it has, so that no pseudonym is told."""
    options = webauthn.generate_authentication_options(
        rp_id=site.name, user_verification=UserVerificationRequirement.PREFERRED
    )
    session[_CHALLENGE] = bytes_to_base64url(options.challenge)
    return webauthn.options_to_json(options)


def proves(operator: Operator, answer: str, site: Site, session: SessionBase) -> bool:
    """Whether a browser's answer proves this operator's key; no challenge is answered twice."""
    challenge = session.pop(_CHALLENGE, "")
    key = Passkey.objects.filter(operator=operator, credential=_credential(answer)).first()
    if not challenge or key is None:
        return False
    try:
        told = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=bytes(key.public),
            credential_current_sign_count=key.count,
        )
    except _NOT_FITTING:
        return False
    Passkey.objects.filter(id=key.pk).update(count=told.new_sign_count)
    return True


def remove(operator: Operator, key: int) -> None:
    """Let a key prove nothing any more."""
    Passkey.objects.filter(operator=operator, id=key).delete()


def _credential(answer: str) -> str:
    """The id of the key that a browser says it used; "" for what is no answer at all."""
    try:
        told = json.loads(answer) if len(answer) <= LONGEST else {}
    except ValueError:
        return ""
    return str(told.get("id", "")) if isinstance(told, dict) else ""


def _handle(operator: Operator) -> bytes:
    """What an authenticator keeps to tell accounts apart; it means nothing elsewhere."""
    return hmac.new(
        settings.SECRET_KEY.encode(), f"passkey {operator.pk}".encode(), sha256
    ).digest()
