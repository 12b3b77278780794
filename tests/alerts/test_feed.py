"""A feed for one case under a secret link: it says that there is news, and any link reads alike."""

import pytest
from django.test import Client
from lxml import etree

from izdeu.alerts import text
from izdeu.alerts.channels import atom
from izdeu.alerts.delivery import NotDelivered
from izdeu.alerts.feed import feed
from izdeu.alerts.models import Notice
from izdeu.tracing import actions
from tests.alerts.conftest import died, states, work

TOKEN = "Zm9sbG93LXRoZS1uZXdzLTAx"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(token=TOKEN):
    return etree.fromstring(feed(token)).findall("a:entry", ATOM)


def test_news_stands_once_in_the_familys_feed_and_names_nobody(family):
    opened = family.ask(f"atom:{TOKEN}")
    family.news(opened)
    work()
    work()
    (entry,) = entries()
    assert entry.findtext("a:content", namespaces=ATOM) == text.alert("ru")
    told = feed(TOKEN).decode()
    assert not [word for word in ("Өтеген", "Утеген", opened.number, TOKEN) if word in told]
    assert states("message") == ["sent"]


def test_a_feed_is_a_whole_atom_document(family):
    family.news(family.ask(f"atom:{TOKEN}"))
    work()
    root = etree.fromstring(feed(TOKEN))
    for node in (root, *root.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"a:{name}", ATOM)) == 1


@pytest.mark.django_db
def test_a_link_nobody_was_given_reads_like_one_without_news(family):
    family.ask(f"atom:{TOKEN}")
    known, unknown = (Client().get(f"/feed/{token}/", secure=True) for token in (TOKEN, "A" * 24))
    assert known.status_code == unknown.status_code == 200
    assert len(known.content) == len(unknown.content)
    assert known.headers["Content-Type"] == "application/atom+xml"
    assert "sandbox" in known.headers["Content-Security-Policy"]


@pytest.mark.parametrize("how", ["unvetted", "death", "withdrawn"])
def test_what_no_message_may_say_stands_in_no_feed(family, how):
    opened = family.ask(f"atom:{TOKEN}", vetted=how != "unvetted")
    claim = family.news(opened, died() if how == "death" else None)
    if how == "withdrawn":
        actions.withdraw(claim, by="op-1")
    work()
    assert entries() == []


@pytest.mark.django_db
def test_the_link_itself_stands_nowhere(family):
    family.news(family.ask(f"atom:{TOKEN}"))
    work()
    assert TOKEN not in repr(list(Notice.objects.values()))
    with pytest.raises(NotDelivered):
        atom.send("short", "text", "id", 1)


def test_a_family_changes_to_another_address_and_the_first_gets_nothing(family, gateway):
    opened = family.ask("sms:+77005550102")
    family.change(opened, f"atom:{TOKEN}")
    family.news(opened)
    work()
    assert gateway.taken == [] and len(entries()) == 1


def test_a_changed_address_moved_from_another_case_or_change_gets_nothing(family, gateway):
    from izdeu.tracing import models

    first, second = family.ask(), family.ask()
    theirs = family.change(second, "sms:+77005550199")
    own = family.change(first, "sms:+77005550102")
    content = models.Act.objects.get(entry=theirs).content
    for moved in (
        content,
        {**content, "change": models.Act.objects.get(entry=own).content["change"]},
    ):
        models.Act.objects.filter(entry=own).update(content=moved)
        family.news(first)
        work()
    assert gateway.taken == []
    assert states("message") == ["to_call", "to_call"]
