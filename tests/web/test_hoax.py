"""Five hundred invented deaths, and lists that copy one another: nothing is seen outside."""

import re

import pytest
from django.test import Client

from izdeu.accounts import session
from izdeu.alerts import outbox
from izdeu.alerts.feed import feed
from izdeu.documents.reading import FoundClaim
from izdeu.protection import keyring
from izdeu.protection.sealing import Place, seal
from izdeu.terms import Decision, Event, SourceKind, Standing
from izdeu.tracing import actions, models, queries

pytestmark = pytest.mark.django_db
_DRAWN = re.compile(rb'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"')
TOKEN = "Zm9sbG93LXRoZS1uZXdzLTAx"


def family_of(name):
    """A called-back family with a feed, and a browser that reads its case."""
    pair = keyring.draw()
    field = actions.ALERT_ADDRESS
    opened = actions.open_request(
        actions.Asked(name, "2022-01-07"), by="op-1",
        sealing=lambda one: {field: seal(f"atom:{TOKEN}", pair.public, Place(one, field))},
    )  # fmt: skip
    actions.vet(opened.request, by="op-1")
    client = Client()
    kept = client.session
    session.open_case(kept, opened.request)
    kept.save()
    client.cookies["izdeu"] = kept.session_key
    return opened, client, pair


def outside(client):
    """What a family and anybody else read: the own case, the feed, the start."""
    pages = [client.get(path) for path in ("/case/", "/", f"/feed/{TOKEN}/")]
    return [_DRAWN.sub(b"", page.content) for page in pages] + [feed(TOKEN)]


def died(day="2022-01-06"):
    return FoundClaim(Event.DIED, when=day, place="Belkent")


def test_five_hundred_invented_deaths_change_nothing_that_is_seen_outside(desk):
    from izdeu.alerts.worker import work

    opened, client, pair = family_of("Утеген Айтуар")
    before = outside(client)
    source = desk.source("Анонимный канал", SourceKind.OTHER)
    rows = desk.list(*[("Утеген Айтуар", died())] * 500, source=source)
    for row in rows[:20]:
        actions.judge(opened.mention, row, Decision.SAME, by="op-2")
    done = work(lambda: pair.private)
    assert (done.queued, done.handled, outbox.calls()) == (0, 0, [])
    assert outside(client) == before
    assert not models.Claim.objects.filter(standing=Standing.VERIFIED).exists()


def test_two_documents_that_copy_each_other_are_still_only_claimed(desk):
    names = ["Утеген Айтуар", "Ерлан Асанов", "Сәуле Ағатай", "Тимур Дюсенов", "Айбек Серіков"]
    lists = [
        desk.list(*[(name, died()) for name in names], source=desk.source(who, SourceKind.MEDIA))
        for who in ("Бірінші арна", "Екінші арна")
    ]
    for one, other in zip(*lists, strict=True):
        actions.judge(one, other, Decision.SAME, by="op-2")
    documents = [models.Mention.objects.get(id=rows[0]).document for rows in lists]
    assert queries.copied(queries.staff_reader("op-1"), documents[0]) == [documents[1]]
    actions.group_origin(documents, by="op-1")
    standings = {*models.Claim.objects.values_list("standing", flat=True)}
    assert standings == {Standing.CLAIMED}
