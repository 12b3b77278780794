"""E-mail (eml): the words of the letter, and its attachments by their own formats."""

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from izdeu.documents.lines import parts_of
from izdeu.documents.part import Canvas, Member, Opened, Part, Source, UnreadableDocument

MOST_PARTS = 200


def open_letter(source: Source) -> Opened:
    """Read subject and body, dated by the letter; addresses and names in the head are left out."""
    letter = BytesParser(policy=policy.default).parsebytes(source.content)
    if not isinstance(letter, EmailMessage) or not letter.keys():
        raise UnreadableDocument(
            f"{source.name}: no letter; save it again from the mailbox as .eml"
        )
    canvas = Canvas()
    parts: list[Part] = []
    if body := _body(letter):
        parts += parts_of(body, canvas.put(body, "\n"), sent=_sent(letter))
    parts += _attachments(letter)
    return Opened(canvas.text(), tuple(parts))


def _sent(letter: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(letter["date"])).date().isoformat()
    except (TypeError, ValueError):
        return ""


def _body(letter: EmailMessage) -> str:
    body = letter.get_body(preferencelist=("plain",))
    subject = str(letter["subject"] or "")
    return "\n".join(filter(None, (subject, _text(body) if body is not None else ""))).strip()


def _text(part: MIMEPart) -> str:
    try:
        words = part.get_content()
    except (LookupError, ValueError):
        payload = part.get_payload(decode=True)
        words = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return str(words).replace("\r\n", "\n")


def _attachments(letter: EmailMessage) -> list[Part]:
    members: list[Part] = []
    for number, part in enumerate(letter.walk()):
        if number > MOST_PARTS or part.is_multipart():
            continue
        name = part.get_filename() or ""
        html = part.get_content_type() == "text/html" and letter.get_body(("plain",)) is None
        if not name and not html:
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            members.append(Member(name or "letter.html", content))
    return members
