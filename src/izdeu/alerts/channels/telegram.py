"""Telegram's Bot API (core.telegram.org/bots/api#sendmessage); the address is a chat's number."""

import json
import os

from izdeu.alerts.delivery import NotDelivered
from izdeu.alerts.post import post


def send(address: str, text: str, key: str, seconds: float) -> None:
    """Send one message; the API knows no id for it. Raise ``NotDelivered``."""
    del key
    token = os.environ.get("IZDEU_TELEGRAM_TOKEN", "")
    if not token:
        raise NotDelivered("no bot is set; set IZDEU_TELEGRAM_TOKEN", again=False)
    server = os.environ.get("IZDEU_TELEGRAM_URL", "https://api.telegram.org").rstrip("/")
    content = {"chat_id": address, "text": text, "protect_content": True}
    headers = {"Content-Type": "application/json"}
    post(f"{server}/bot{token}/sendMessage", json.dumps(content).encode(), headers, seconds)
