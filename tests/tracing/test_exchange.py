"""Two laptops of one team that record and judge apart, and meet again."""

import random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from izdeu.documents.reading import FoundClaim
from izdeu.terms import Assertion, Decision, EntryKind, Event, SourceKind
from izdeu.tracing import actions, audit, derive, ledger, models
from izdeu.tracing.actions import erasure
from tests.conftest import Desk, as_table_owner, held
from tests.tracing.test_actions import snapshot

LISTS = [
    [("Өтеген Айтуар", held()), ("Бөлекбай Сабыр", FoundClaim(Event.DIED, when="2022-01-06"))],
    [("Утеген А.", held()), ("Болюкпаев С.", held(assertion=Assertion.DENIED))],
    [("Otegen Aituar", FoundClaim(Event.RELEASED, when="2022-01-09"))],
]
MENTIONS = st.integers(0, 4)
OPERATORS = st.sampled_from(["op-1", "op-2", "op-3"])
DEEDS = st.one_of(
    st.tuples(st.just("judge"), MENTIONS, MENTIONS, st.sampled_from(Decision), OPERATORS),
    st.tuples(st.sampled_from(["hide", "withdraw", "verify", "undo hide"]), MENTIONS, OPERATORS),
    st.tuples(st.just("correct"), MENTIONS, st.sampled_from(["1981", "1987"]), OPERATORS),
    st.tuples(st.sampled_from(["copies", "copied lists"]), OPERATORS),
)
LAPTOP = st.tuples(
    st.lists(st.sampled_from(range(3)), unique=True, min_size=1), st.lists(DEEDS, max_size=6)
)


def wipe():
    as_table_owner()
    kept = (models.Entry, models.AnsweredEntry, models.Body, models.Part, models.Installation)
    for table in (*derive.DECIDED, *kept):
        table._default_manager.all().delete()


def laptop(folder, work, erases):
    """Record lists and do deeds on an installation of its own; give its entries."""
    wipe()
    desk = Desk(folder)
    lists, deeds = work
    for number in lists:
        kind = [SourceKind.HOSPITAL, SourceKind.POLICE, SourceKind.MEDIA][number]
        desk.list(*LISTS[number], source=desk.source(f"Дереккөз {number}", kind))
    mentions = sorted(models.Mention.objects.values_list("id", flat=True))
    for deed, *how in deeds:
        do(deed, how, mentions)
    if erases:
        document = min(models.Document.objects.values_list("id", flat=True))
        erasure._erase(sorted(erasure._with_dependents({document})), reason="expired", by="op-1")
    return list(ledger.entries())


def do(deed, how, mentions):
    by = how[-1]
    chosen = mentions[how[0] % len(mentions)] if isinstance(how[0], int) else None
    if deed == "judge" and chosen != mentions[how[1] % len(mentions)]:
        actions.judge(chosen, mentions[how[1] % len(mentions)], how[2], by=by)
    elif deed == "correct":
        actions.correct(chosen, {"birth": how[1]}, by=by)
    elif deed == "copies" and models.Source.objects.count() > 1:
        actions.group_origin(list(models.Source.objects.values_list("id", flat=True)[:2]), by=by)
    elif deed == "copied lists" and models.Document.objects.count() > 1:
        actions.group_origin(list(models.Document.objects.values_list("id", flat=True)[:2]), by=by)
    elif deed == "undo hide":
        actions.undo(EntryKind.HIDE, chosen, by=by)
    elif deed in ("hide", "withdraw"):
        getattr(actions, deed)(chosen, by=by)
    elif deed == "verify":
        claim = models.Claim.objects.filter(mention=chosen).first()
        actions.verify(claim.id, by=by)


def meet(entries, shuffle):
    """Take in all entries in some order and some bundles; give the state that follows."""
    wipe()
    order = random.Random(shuffle)
    entries = list(entries)
    order.shuffle(entries)
    while entries:
        size = order.randint(1, len(entries))
        bundle, entries = entries[:size], entries[size:]
        actions.absorb(bundle)
    assert list(audit.verify()) == []
    return snapshot()


# A failing example is rarely smaller than it is found, and shrinking one takes minutes.
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(LAPTOP, LAPTOP, st.booleans(), st.integers(0, 99), st.integers(100, 199))
@pytest.mark.django_db
def test_two_installations_agree_whatever_the_order_of_exchange(
    tmp_path, one, other, erases, first, second
):
    with transaction.atomic():
        entries = laptop(tmp_path, one, erases) + laptop(tmp_path, other, erases=False)
        here = meet(entries, first)
        derive.rebuild()
        assert snapshot() == here
        assert meet(entries, second) == here
        transaction.set_rollback(True)


def test_an_exchange_repeated_changes_nothing(desk):
    desk.list(*LISTS[0])
    entries = list(ledger.entries())
    assert actions.absorb(entries) == 0


def test_only_what_the_other_lacks_is_sent(desk):
    desk.list(*LISTS[0])
    heads = ledger.heads()
    desk.list(*LISTS[1])
    assert {entry.sequence for entry in ledger.entries(beyond=heads)} == set(
        range(heads[ledger.here()] + 1, 12)
    )
