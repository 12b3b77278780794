"""Sessions: who is signed in, until they are idle too long or their role changes."""

import time
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from izdeu.accounts.models import Operator

#: A session's clock is written down no more often than this, in seconds.
_TICK = 60


def begin(session: SessionBase, operator: Operator) -> None:
    """Sign an operator in, under a new session key."""
    session.flush()
    session["operator"], session["stamp"] = operator.pk, operator.stamp
    session["seen"] = int(time.time())


def open_case(session: SessionBase, request: UUID) -> None:
    """Let a family read the case whose number and phrase it knew."""
    session.flush()
    session["case"], session["seen"] = str(request), int(time.time())


def operator_of(session: SessionBase) -> Operator | None:
    """The operator who is signed in; ``None`` for nobody. A session that is over is ended."""
    identity = session.get("operator")
    if identity is None or not _is_awake(session):
        return None
    found = Operator.objects.filter(
        id=identity, active=True, stamp=session.get("stamp", "")
    ).first()
    if found is None:
        session.flush()
    return found


def case_of(session: SessionBase) -> UUID | None:
    """The request whose family is reading."""
    case = session.get("case")
    return UUID(case) if case and _is_awake(session) else None


def _is_awake(session: SessionBase) -> bool:
    idle = time.time() - session.get("seen", 0)
    if idle > settings.IDLE_MINUTES * 60:
        session.flush()
        return False
    if idle > _TICK:
        session["seen"] = int(time.time())
    return True
