"""One HTTPS request that carries a message, and what its answer means."""

import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException

from izdeu.alerts.delivery import NotDelivered

#: Answers after which the same message may be taken later (RFC 9110, RFC 6585).
_LATER = frozenset({408, 409, 425, 429})
_NEVER_REACHED = (ConnectionRefusedError, socket.gaierror)


def post(url: str, content: bytes, headers: Mapping[str, str], seconds: float) -> None:
    """Send it; raise ``NotDelivered``, never with the address or the text in its words."""
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise NotDelivered("messages go out by https only", again=False)
    request = urllib.request.Request(url, content, dict(headers), method="POST")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
            answer.read()
    except urllib.error.HTTPError as refusal:
        again = refusal.code >= 500 or refusal.code in _LATER
        raise NotDelivered(f"the server answered {refusal.code}", again=again) from None
    except (OSError, HTTPException) as failure:
        reached = not isinstance(getattr(failure, "reason", failure), _NEVER_REACHED)
        raise NotDelivered("the server did not answer", again=True, doubtful=reached) from None
