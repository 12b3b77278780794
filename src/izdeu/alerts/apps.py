"""The outbox as a Django app with tables of its own; none of them holds a name or an address."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Tasks that wait, and how far the ledger was read."""

    name = "izdeu.alerts"
    label = "alerts"
