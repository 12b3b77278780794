"""Headers on every answer: no third party, no frame, no cache, no word to the next site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, noarchive",
}

#: For bytes that came from elsewhere: shown or kept, they run nothing and load nothing.
ATTACHED = {"Content-Security-Policy": "default-src 'none'; sandbox"}


class Headers:
    """The outermost layer: refusals and failures bear the headers too."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and put every header on."""
        response = self._answer(request)
        own = ATTACHED if ATTACHED.items() <= response.headers.items() else {}
        for name, value in {**ALWAYS, **own}.items():
            response.headers[name] = value
        # Our own files too: a style sheet kept by a browser tells that its owner was here.
        response.headers["Cache-Control"] = "no-store"
        if not settings.PLAIN:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response
