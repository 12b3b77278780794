"""Operators: join by invitation, sign in with password and second factor, change role, leave."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from izdeu.accounts import factor, throttle
from izdeu.accounts.models import Invitation, Operator
from izdeu.accounts.role import OPERATORS, Role

#: Shorter passwords are refused; nothing else is asked of them (NIST SP 800-63B, 5.1.1).
SHORTEST = 12
_PSEUDONYM = re.compile(r"[\w.-]{2,40}")
_VALID = timedelta(days=7)


class NotAllowedIn(ValueError):
    """The words do not fit together; ``field`` says where to look again, "" where it may not."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


@dataclass(frozen=True, slots=True)
class Joining:
    """What somebody brings along who joins the team."""

    invitation: str
    pseudonym: str
    password: str
    secret: str
    code: str


def invite(role: Role, *, by: str) -> str:
    """Give a code that lets one person join in this role within seven days."""
    if role not in OPERATORS:
        raise ValueError("nobody signs in in this role")
    code = "-".join(secrets.token_hex(3) for _ in range(4))
    Invitation.objects.create(digest=_digest(code), role=role.value, expires=expiry(), maker=by)
    return code


def expiry() -> datetime:
    """Until when an invitation made now lets somebody join."""
    return timezone.now() + _VALID


def invitations() -> list[Invitation]:
    """Those that still let somebody join, the one that ends first before the others."""
    open_ones = Invitation.objects.filter(used=False, expires__gt=timezone.now())
    return list(open_ones.order_by("expires"))


def take_back(invitation: int) -> None:
    """Let nobody join by an invitation that was lost, or given to the wrong person."""
    Invitation.objects.filter(id=invitation).update(used=True)


@transaction.atomic
def join(joining: Joining) -> tuple[Operator, list[str]]:
    """Make an operator from an invitation; give the recovery codes, shown once.

    Raises ``NotAllowedIn`` and leaves the invitation open where anything does not fit.
    """
    _check(joining)
    step = factor.step_of(joining.secret, joining.code)
    if not step:
        raise NotAllowedIn("code", "code")
    open_ones = Invitation.objects.filter(used=False, expires__gt=timezone.now())
    invitation = open_ones.filter(digest=_digest(joining.invitation)).first()
    if invitation is None or not open_ones.filter(id=invitation.id).update(used=True):
        raise NotAllowedIn("invitation", "invitation")
    operator = enrol(joining.pseudonym, Role(invitation.role), joining.password, joining.secret)
    Operator.objects.filter(id=operator.id).update(step=step)
    return operator, factor.recovery_codes(operator)


def enrol(pseudonym: str, role: Role, password: str, secret: str) -> Operator:
    """Make an operator; raise ``NotAllowedIn`` where the pseudonym is taken."""
    try:
        with transaction.atomic():
            return Operator.objects.create(
                pseudonym=pseudonym,
                role=role.value,
                password=make_password(password),
                secret=secret,
                stamp=secrets.token_hex(16),
            )
    except IntegrityError as taken:
        raise NotAllowedIn("taken", "pseudonym") from taken


def sign_in(
    pseudonym: str,
    password: str,
    code: str,
    *,
    proves: Callable[[Operator, str], bool] = factor.redeem,
) -> Operator:
    """Give the operator; raise ``NotAllowedIn`` alike, and after the same work, for all else.

    ``proves`` says whether the second factor's answer is the operator's; by default a code.
    """
    operator = Operator.objects.filter(pseudonym=pseudonym.strip(), active=True).first()
    known = check_password(password, operator.password if operator else _nobodys_password())
    if not throttle.is_open("operator", pseudonym):
        raise NotAllowedIn("sign_in")
    if operator is None or not known or not proves(operator, code):
        throttle.fail("operator", pseudonym)
        raise NotAllowedIn("sign_in")
    throttle.clear("operator", pseudonym)
    return operator


def coordinators() -> int:
    """How many coordinators can sign in: fewer than two have nobody else to ask."""
    return Operator.objects.filter(role=Role.COORDINATOR, active=True).count()


def change_role(operator: int, role: Role) -> None:
    """Give an operator another role; every session under the old one is over."""
    _last_coordinator_stays(operator)
    rows = Operator.objects.filter(id=operator)
    rows.update(role=role.value, stamp=secrets.token_hex(16))


def dismiss(operator: int) -> None:
    """Let an operator sign in no more; what they recorded stays under their pseudonym."""
    _last_coordinator_stays(operator)
    Operator.objects.filter(id=operator).update(active=False, stamp=secrets.token_hex(16))


def _last_coordinator_stays(operator: int) -> None:
    others = Operator.objects.filter(role=Role.COORDINATOR, active=True).exclude(id=operator)
    if not others.exists():
        raise NotAllowedIn("last_coordinator")


def _check(joining: Joining) -> None:
    if not _PSEUDONYM.fullmatch(joining.pseudonym):
        raise NotAllowedIn("pseudonym", "pseudonym")
    if len(joining.password) < SHORTEST:
        raise NotAllowedIn("short", "password")


@cache
def _nobodys_password() -> str:
    return make_password(secrets.token_hex(16))


def _digest(code: str) -> str:
    return sha256(code.strip().lower().encode("utf-8", "replace")).hexdigest()
