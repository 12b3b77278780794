"""The case record as a Django app: its triggers return after every migration."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TracingConfig(AppConfig):
    """The only app with case tables."""

    name = "izdeu.tracing"
    label = "tracing"

    def ready(self) -> None:
        """Put the triggers back whenever tables were made or changed, and fill a new one."""
        post_migrate.connect(_put_back_triggers, sender=self)
        post_migrate.connect(_fill, sender=self)


def _put_back_triggers(using: str, **_: Any) -> None:
    from izdeu.tracing import triggers

    triggers.install(using)


def _fill(**_: Any) -> None:
    """What the desk reads, of a record that was begun before it was kept."""
    from izdeu.tracing import casework, models

    if models.Request.objects.exists() and not models.Case.objects.exists():
        casework.keep_all()
