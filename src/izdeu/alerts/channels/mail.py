"""E-mail through an SMTP server (RFC 5321) named by IZDEU_SMTP_URL."""

import os
import smtplib
from contextlib import closing, suppress
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from izdeu.alerts.delivery import NotDelivered


def send(address: str, text: str, key: str, seconds: float) -> None:
    """Send one message; the first sentence is its subject. Raise ``NotDelivered``."""
    server = urlsplit(os.environ.get("IZDEU_SMTP_URL", ""))
    sender = os.environ.get("IZDEU_MAIL_FROM", "")
    if not server.hostname or not sender:
        raise NotDelivered("no mail server is set; set IZDEU_SMTP_URL", again=False)
    with closing(_greeted(server, server.hostname, seconds)) as line:
        _hand_over(line, _message(address, sender, text, key))
        with suppress(smtplib.SMTPException, OSError):
            line.quit()


def _greeted(server: SplitResult, host: str, seconds: float) -> smtplib.SMTP:
    try:
        line = _connected(server.scheme, host, server.port or 0, seconds)
        if server.username:
            line.login(unquote(server.username), unquote(server.password or ""))
    except (smtplib.SMTPException, OSError) as failure:
        raise NotDelivered("the mail server could not be reached", again=True) from failure
    return line


def _hand_over(line: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        line.send_message(message)
    except smtplib.SMTPRecipientsRefused:
        raise NotDelivered("the mail server refuses the address", again=False) from None
    except smtplib.SMTPResponseException:
        raise NotDelivered("the mail server did not take it", again=True) from None
    except (smtplib.SMTPException, OSError):
        raise NotDelivered("the mail server fell silent", again=True, doubtful=True) from None


def _connected(scheme: str, host: str, port: int, seconds: float) -> smtplib.SMTP:
    """``smtps`` from the first byte, ``smtp`` with STARTTLS, ``smtp+plain`` without either."""
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=seconds)
    line = smtplib.SMTP(host, port, timeout=seconds)
    if scheme != "smtp+plain":
        line.starttls()
    return line


def _message(address: str, sender: str, text: str, key: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = sender, address
    message["Subject"] = text.partition(".")[0]
    message["Message-ID"] = f"<{key}@{sender.rpartition('@')[2]}>"
    message.set_content(text)
    return message
