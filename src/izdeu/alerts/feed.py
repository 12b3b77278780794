"""The feed behind a secret link: a link nobody was given reads like one without any news."""

import uuid
from datetime import datetime
from xml.etree import ElementTree

from izdeu.alerts.channels.atom import feed_of
from izdeu.alerts.models import Notice

_ATOM = "http://www.w3.org/2005/Atom"
#: The latest notices of a feed.
MOST = 20
#: When a feed without news was last changed, as if it had always been there.
_NEVER = "2022-01-01T00:00:00Z"


def feed(token: str) -> bytes:
    """Give the Atom document of a link (RFC 4287); it names nobody, no case and no place."""
    digest = feed_of(token)
    notices = list(Notice.objects.filter(feed=digest).order_by("-made", "id")[:MOST])
    root = ElementTree.Element("feed", xmlns=_ATOM)
    _add(root, "id", uuid.UUID(digest[:32]).urn)
    _add(root, "title", "izdeu")
    _add(root, "updated", _moment(notices[0].made) if notices else _NEVER)
    ElementTree.SubElement(ElementTree.SubElement(root, "author"), "name").text = "izdeu"
    for notice in notices:
        _entry(root, notice)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: ElementTree.Element, notice: Notice) -> None:
    entry = ElementTree.SubElement(root, "entry")
    _add(entry, "id", notice.id.urn)
    _add(entry, "title", notice.text.partition(".")[0])
    _add(entry, "updated", _moment(notice.made))
    _add(entry, "content", notice.text)


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _moment(made: datetime) -> str:
    return made.strftime("%Y-%m-%dT%H:%M:%SZ")
