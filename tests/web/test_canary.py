"""Canaries of each class, and every page there is, read by everybody who may not see them."""

import logging
import re
import tempfile
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from izdeu.accounts import session
from izdeu.accounts.role import Role
from izdeu.documents.reading import FoundClaim
from izdeu.linkage import Model
from izdeu.protection import keyring
from izdeu.protection.sealing import Place, seal
from izdeu.publication import kept
from izdeu.terms import Answer, Decision, Event, FacilityKind, SourceKind
from izdeu.tracing import actions, matching, models
from izdeu.web import handle
from tests.web.conftest import visitor
from tests.web.test_pages import ROUTES

pytestmark = pytest.mark.django_db
NAME = "Өтеген Айтуар"
#: One for each class of what only holders of the case, or nobody here, may see.
CANARIES = {
    "treatment place": "Xqzhospital",
    "ward": "Xqzward",
    "wound": "Xqzwound",
    "hiding place": "Xqzhideout",
    "phone": "9998877",
    "relation": "Xqzrelation",
    "political activity": "Xqzrally",
    "informant": "Xqzinformant",
    "contact": "Xqzcontact",
}
HOSPITAL = """ФИО;Год рождения;Диагноз;Отделение;Телефон;Дата поступления;Участие в митинге
Утеген Айтуар;1987;Xqzwound огнестрельное;Xqzward;+7 701 999 88 77;06.01.2022;был на Xqzrally
"""


class Planted:
    """A man on a hospital's list and in hiding by a friend's word, sought by his family."""

    def __init__(self, desk, folder):
        pair = keyring.draw()
        asked = actions.Asked(NAME, "2022-01-07", birth="1987", relation="Xqzrelation")
        self.opened = actions.open_request(
            asked, by="holder-1",
            sealing=lambda one: {"contact": seal("Xqzcontact", pair.public, Place(one, "contact"))},
        )  # fmt: skip
        actions.vet(self.opened.request, by="holder-1")
        place = actions.record_facility(
            "Xqzhospital ауруханасы", FacilityKind.HOSPITAL, by="holder-1"
        )
        path = folder / "list.csv"
        path.write_text(HOSPITAL, "utf-8")
        source = actions.record_source("Xqzhospital ауруханасы", SourceKind.HOSPITAL, by="holder-1")
        arrival = actions.Arrival(path, source, number_key=b"k" * 32)
        taken = actions.take_in(arrival, published="2022-01-07", by="holder-1")
        self.document = taken.intake.document
        self.row = models.Mention.objects.get(document=self.document).id
        hides = FoundClaim(
            Event.HIDING, when="2022-01-09", place="Xqzhideout", words="at Xqzhideout"
        )
        friend = desk.source("Досы", SourceKind.WITNESS)
        sealed = seal("Xqzinformant", pair.public, actions.place_of(friend, "contact", "1"))
        actions.change_contact(friend, "contact", actions.Sealed(sealed, "1"), by="holder-1")
        self.hiding = desk.list(("Утеген А.", hides), source=friend)[0]
        for other in (self.row, self.hiding):
            actions.judge(self.opened.mention, other, Decision.SAME, by="holder-1")
        exchange = actions.Exchange(place, NAME, "2022-01-10", Answer.LISTED, "Xqzward",
                                    self.opened.mention)  # fmt: skip
        actions.inquire(exchange, by="holder-1")
        matching.adopt(Model.default(), by="holder-1")
        matching.match(Model.default())

    def records(self):
        """Every id that an address could stand for."""
        claims = list(models.Claim.objects.values_list("id", flat=True))
        own = models.Mention.objects.get(id=self.opened.mention)
        return [self.opened.request, self.opened.mention, self.row, self.hiding, self.document,
                own.document, *claims]  # fmt: skip


@pytest.fixture
def planted(desk, tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(keyring, "COST", keyring.Cost(operations=1, memory=8192))
    return Planted(desk, tmp_path)


def leaks(words):
    return sorted(kind for kind, canary in CANARIES.items() if canary in words)


def reading(role, planted):
    """A browser of somebody who holds nothing; a family reads the planted case itself."""
    client = visitor(role)
    client.raise_request_exception = False
    if role == Role.ENQUIRER:
        kept = client.session
        session.open_case(kept, planted.opened.request)
        kept.save()
        client.cookies["izdeu"] = kept.session_key
    return client


def addresses(client, planted):
    """Every route, with the stand-in of every record in place of each handle."""
    asking = SimpleNamespace(session=client.session)
    handles = [handle.give(asking, one) for one in planted.records()]
    for route, pattern in ROUTES.items():
        wanted = pattern.pattern.converters
        for given in handles if "handle" in wanted else handles[:1]:
            more = {"handle": given, "code": "ru", "edition": "x", "name": "look.css",
                    "token": "A" * 32}  # fmt: skip
            yield route, reverse(route, kwargs={key: more[key] for key in wanted}), handles


#: Routes after which nothing more could be read in this browser.
LAST = ("leave", "sign-out")
FORM = {"who": NAME, "name": NAME, "number": NAME, "phrase": NAME, "reason": "curious",
        "why": "curious", "passphrase": "one of many words", "told": "x",
        "news": "more"}  # fmt: skip


def everything(client, planted):
    """All that this reader is answered: bodies, headers and cookies of every route and method."""
    kept.renew(timedelta(0))
    for route, path, handles in addresses(client, planted):
        if route in LAST or "withdraw" in route:
            continue
        yield route, client.get(path)
        if route not in ("request-act", "case-feed", "team", "team-change"):
            form = {**FORM, "a": handles[1], "b": handles[2], "claim": handles[-1]}
            yield route, client.post(path, form)


@pytest.mark.parametrize(
    "role",
    [Role.ANON, Role.ENQUIRER, Role.INTAKE, Role.VERIFIER, Role.COORDINATOR, Role.KEEPER],
)
def test_no_page_feed_search_or_error_shows_one_to_who_does_not_hold_the_case(
    role, planted, caplog, tmp_path
):
    caplog.set_level(logging.DEBUG)
    client, read = reading(role, planted), 0
    for route, response in everything(client, planted):
        said = response.content.decode("utf-8", "replace") + repr(response.headers)
        shown = leaks(said)
        if role not in (Role.ANON, Role.ENQUIRER, Role.KEEPER):
            shown = [kind for kind in shown if kind not in named_to_staff(route)]
        assert shown == [], (route, response.status_code)
        read += 1
    assert read > 100
    assert leaks(caplog.text) == []
    assert [path for path in (tmp_path / "temporary").rglob("*") if path.is_file()] == []


def named_to_staff(route):
    """A hospital is asked about people: that it exists is told where facilities are listed."""
    listing = {"asked", "inquiries", "rota", "calls", "sheet", "coverage", "inquiry-log", "clocks"}
    return ["treatment place"] if route in listing else []


def test_the_holder_who_says_why_sees_what_the_others_do_not(planted):
    for record in (planted.row, planted.hiding, planted.document):
        actions.hold(record, holder="verifier-1", by="holder-1", reason="invented")
    client = reading(Role.VERIFIER, planted)
    asking = SimpleNamespace(session=client.session)
    path = reverse("person", kwargs={"handle": handle.give(asking, planted.row)})
    shown = client.post(path, {"reason": "the family's lawyer asks"}).content.decode()
    assert {"treatment place", "hiding place"} <= {*leaks(shown)}
    assert leaks(client.get(path).content.decode()) == []


def test_no_queue_session_account_or_index_holds_one(planted):
    """The tables beside the case record itself, which is encrypted as a whole."""
    reading(Role.COORDINATOR, planted)
    found = ""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            label = model._meta.label_lower
            if label.startswith("tracing.") and label not in ("tracing.key", "tracing.matched"):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            found += str(cursor.fetchall())
    assert leaks(found) == []
    assert not re.search("Өтеген|Утеген", found)
