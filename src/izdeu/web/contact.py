"""How a family can be reached: asked only where it can be sealed, and kept in no other way."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.conf import settings

from izdeu.protection import keyring
from izdeu.protection.sealing import Place, seal
from izdeu.tracing import actions
from izdeu.web.form import Field


def fields(worded: str = "contact") -> tuple[Field, ...]:
    """The field, where this installation can seal what is typed there."""
    return (Field("contact", most=200, worded=worded),) if _half() else ()


def sealing(contact: str) -> Callable[[UUID], Mapping[str, str]]:
    """Seals a contact as soon as what it belongs to has an id."""
    half = _half()
    if not contact or half is None:
        return lambda _: {}
    field = actions.CONTACT
    return lambda identity: {field: seal(contact, half, Place(identity, field))}


def _half() -> bytes | None:
    """The public half that contacts are sealed to: this server cannot open them again."""
    return keyring.public_at(settings.HOME / "sealing.json")
