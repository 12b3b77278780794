"""A family's feed, by its secret link."""

from django.http import HttpRequest, HttpResponse

from izdeu.alerts import feed
from izdeu.web.headers import ATTACHED


def show(_request: HttpRequest, token: str) -> HttpResponse:
    """The feed; any link has one, so that guessing learns nothing."""
    content = feed.feed(token[:64])
    return HttpResponse(content, content_type="application/atom+xml", headers=ATTACHED)
