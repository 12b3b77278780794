"""Forms sent from elsewhere are refused."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from izdeu.web import refusal

#: The largest request, in bytes: a file of 20 MB and the form around it.
LARGEST = 21 << 20


class Forgery(CsrfViewMiddleware):
    """Django's check, for pages that tell no site where a reader came from.

    Under ``Referrer-Policy: no-referrer`` a browser names the origin of our own forms "null"
    (Fetch, 3.2.5). The token is asked for all the same; ``Sec-Fetch-Site`` tells strangers apart.
    """

    def process_view(  # type: ignore[override]
        self, request: HttpRequest, *view: Any
    ) -> HttpResponseBase | None:
        """Refuse what is too large before its body is read, then what comes from elsewhere."""
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not size.isdigit() or int(size) > LARGEST:
            return refusal.too_large(request)
        return super().process_view(request, *view)

    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.META["HTTP_ORIGIN"] == "null":
            return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        return bool(super()._origin_verified(request))  # type: ignore[misc]
