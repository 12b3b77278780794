"""What sessions, forms and families' phrases are signed with: a secret of the installation."""

from django.conf import settings

from izdeu.protection import vault


def begin() -> None:
    """Sign with the installation's own secret from now on, unless its keeper set another.

    Raises ``Locked``. A process that started while all was locked learns it here.
    """
    if settings.SECRET_KEY == settings.UNSERVED:
        settings.SECRET_KEY = vault.secret(settings.HOME, "session").hex()
