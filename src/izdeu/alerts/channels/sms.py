"""SMS through any gateway that takes a JSON object by HTTPS, named by IZDEU_SMS_URL.

The gateway must honour ``Idempotency-Key``: the same key twice is one message.
"""

import json
import os

from izdeu.alerts.delivery import NotDelivered
from izdeu.alerts.post import post


def send(address: str, text: str, key: str, seconds: float) -> None:
    """Send ``{"to", "text", "id"}``; raise ``NotDelivered``."""
    url = os.environ.get("IZDEU_SMS_URL", "")
    if not url:
        raise NotDelivered("no SMS gateway is set; set IZDEU_SMS_URL", again=False)
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    if token := os.environ.get("IZDEU_SMS_TOKEN", ""):
        headers["Authorization"] = f"Bearer {token}"
    content = {"to": address, "text": text, "id": key}
    post(url, json.dumps(content, ensure_ascii=False).encode(), headers, seconds)
