"""Forms sent from elsewhere are refused."""

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware


class Forgery(CsrfViewMiddleware):
    """Django's check, for pages that tell no site where a reader came from.

    Under ``Referrer-Policy: no-referrer`` a browser names the origin of our own forms "null"
    (Fetch, 3.2.5). The token is asked for all the same; ``Sec-Fetch-Site`` tells strangers apart.
    """

    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.META["HTTP_ORIGIN"] == "null":
            return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        return bool(super()._origin_verified(request))  # type: ignore[misc]
