"""Accounts as a Django app; it knows who may act, never what the case record says."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Operators, invitations, throttles and the phrases of cases."""

    name = "izdeu.accounts"
    label = "accounts"
