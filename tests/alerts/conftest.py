import secrets

import pytest

from izdeu.alerts import worker
from izdeu.alerts.models import Task
from izdeu.documents.reading import FoundClaim
from izdeu.protection import keyring
from izdeu.protection.sealing import Place, seal
from izdeu.terms import Decision, Event, SourceKind
from izdeu.tracing import actions
from tests.alerts.server import Gateway
from tests.conftest import held

MACHINE = keyring.draw()


@pytest.fixture
def gateway(monkeypatch):
    gateway = Gateway()
    monkeypatch.setenv("IZDEU_SMS_URL", gateway.url)
    monkeypatch.setenv("IZDEU_TELEGRAM_URL", gateway.url)
    monkeypatch.setenv("IZDEU_TELEGRAM_TOKEN", "1:invented")
    yield gateway
    gateway.close()


@pytest.fixture
def family(desk):
    return Family(desk)


class Family:
    """A family that asks for a man, and the lists that turn up."""

    def __init__(self, desk):
        self.desk, self.lists = desk, 0

    def ask(self, address="", vetted=True, language="ru"):
        asked = actions.Asked("Өтеген Айтуар", "2022-01-07", language=language, relation="sister")

        def sealing(request):
            place = Place(request, actions.ALERT_ADDRESS)
            sealed = seal(address, MACHINE.public, place)
            return {actions.ALERT_ADDRESS: sealed} if address else {}

        opened = actions.open_request(asked, by="op-1", sealing=sealing)
        if vetted:
            actions.vet(opened.request, by="op-1")
        return opened

    def change(self, opened, address):
        """Seal another address for alerts in place of the first; gives the entry."""
        change = secrets.token_hex(8)
        place = actions.place_of(opened.request, actions.ALERT_ADDRESS, change)
        sealed = actions.Sealed(seal(address, MACHINE.public, place), change)
        return actions.change_contact(opened.request, actions.ALERT_ADDRESS, sealed, by="op-1")

    def row(self, *claims):
        """A list's row about the man; gives its mention and first claim."""
        from izdeu.tracing import models

        self.lists += 1
        source = self.desk.source(f"Белкент тізімі {self.lists}", SourceKind.POLICE)
        mention = self.desk.list(("Утеген Айтуар", *claims), source=source)[0]
        return mention, models.Claim.objects.filter(mention=mention).order_by("id").first().id

    def news(self, opened, claim=None):
        """Judge a new row to be the man; gives the claim in it."""
        mention, found = self.row(claim or held())
        actions.judge(opened.mention, mention, Decision.SAME, by="op-2")
        return found


def died():
    return FoundClaim(Event.DIED, when="2022-01-06")


def work():
    return worker.work(lambda: MACHINE.private)


def states(kind):
    return sorted(Task.objects.filter(kind=kind).values_list("state", flat=True))
