"""Matching in the case record weighs as the library does, and goes on where it stopped."""

import random
from itertools import combinations
from uuid import UUID

import numpy as np
import pytest

from izdeu.linkage import Happening, Model, Record, keys, weigh
from izdeu.linkage.feature import features
from izdeu.linkage.key import blocking_keys
from izdeu.linkage.nearness import near
from izdeu.linkage.packing import described, layout_of, pack, unpack
from izdeu.protection.reader import Reader
from izdeu.terms import Audience, SourceKind
from izdeu.tracing import actions, derive, matching, models, shelf
from izdeu.tracing.queries.proposal import of_mentions
from tests.conftest import held
from tests.linkage.table import GIVEN, SURNAMES, TOWNS

MODEL = Model.default()
FATHERS = ["", *(f"{name}ұлы" for name in GIVEN)]


def people(count, seed=3):
    """Records with none, one or several places and events each."""
    rng = random.Random(seed)
    for number in range(count):
        yield Record(
            id=str(number),
            name=" ".join((rng.choice(SURNAMES), rng.choice(GIVEN), rng.choice(FATHERS))),
            sex=rng.choice(["", "male", "female"]),
            birth=rng.choice(["", "1990-02-03", "1990-03-02", "1984"]),
            age=rng.choice(["", "31"]),
            age_said="2022-01-10",
            places=tuple(rng.sample(TOWNS, rng.choice([0, 0, 1, 2]))),
            events=tuple(
                Happening(rng.choice(["held", "taken"]), "2022-01-06", rng.choice(TOWNS))
                for _ in range(rng.choice([0, 1, 1, 2]))
            ),
            phones=tuple(rng.sample(["p1", "p2", "p3"], rng.choice([0, 0, 2]))),
            marks=("scar: " + "ұзын " * rng.choice([1, 90]),),
            document=rng.choice(["a", "b"]),
            row=str(number),
        )


def test_packed_records_weigh_as_records_do_pair_by_pair():
    records = list(people(60))
    layout = layout_of(MODEL)
    laid = unpack([pack(features(record), layout) for record in records], layout)
    pairs = np.array(list(combinations(range(len(records)), 2)))
    shares = np.full((len(layout.tables), len(laid.hashes)), -np.inf, np.float32)
    found = near(laid, pairs, MODEL, shares, -np.inf)
    assert len(found.weights) == len(pairs)
    for (a, b), weight in zip(found.records.tolist(), found.weights, strict=True):
        assert weight == pytest.approx(weigh(records[a], records[b], MODEL).weight, abs=1e-4)


def test_packed_records_have_the_same_keys():
    layout = layout_of(MODEL)
    for record in people(40):
        whole = features(record)
        read = described(pack(whole, layout), layout)
        assert blocking_keys(read, MODEL) == blocking_keys(whole, MODEL)
        assert len(keys(record)) == len(blocking_keys(whole, MODEL))


def names(count, seed=5):
    rng = random.Random(seed)
    return [
        f"{rng.choice(SURNAMES)} {rng.choice(GIVEN)} {rng.choice(FATHERS)}" for _ in range(count)
    ]


def record_lists(desk, count=40):
    """Two lists of people who can share a name."""
    hospital = desk.list(*((name, held()) for name in names(count)))
    prison = desk.source("Белкент ИВС", SourceKind.POLICE)
    return [*hospital, *desk.list(*((name, held()) for name in names(count, 6)), source=prison)]


def match(model=MODEL):
    matching.adopt(model, by="op-1")
    return matching.match(model)


def proposed():
    return {(row.a, row.b): row for row in models.Proposal.objects.all()}


def test_what_is_proposed_is_what_pairs_that_share_a_key_weigh(desk):
    mentions = record_lists(desk, 16)
    match()
    records = matching._records(mentions)
    found = proposed()
    for a, b in combinations(sorted(mentions), 2):
        shared = set(keys(records[a])) & set(keys(records[b]))
        weighed = matching.explain(a, b, MODEL)
        if shared and weighed.weight > matching.PROPOSED + 0.01:
            told = found.pop((a, b))
            assert told.weight == pytest.approx(weighed.weight, abs=1e-3)
            ids = [reason["id"] for reason in told.reasons]
            assert ids == [reason.id for reason in weighed.contributions]
            values = [reason["values"] for reason in told.reasons]
            assert values == [reason.values for reason in weighed.contributions]
    assert not found


def test_the_same_is_proposed_mention_by_mention_and_where_it_was_stopped(desk, monkeypatch):
    record_lists(desk)
    match()
    at_once = {between: round(row.weight, 2) for between, row in proposed().items()}
    derive.rebuild()
    monkeypatch.setattr(matching, "_BATCH", 7)

    def stop(done):
        if done > 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        matching.match(MODEL, progress=stop)
    assert 0 < matching.waiting() < 80
    matching.match(MODEL)
    # What is common changes while mentions come in; so do the weights, a little.
    sure = {between for between, weight in at_once.items() if weight > matching.PROPOSED + 1}
    assert sure and sure <= proposed().keys()


def test_a_key_that_too_many_share_is_divided_and_the_same_is_proposed(desk, monkeypatch):
    record_lists(desk)
    match()
    whole = proposed().keys()
    derive.rebuild()
    monkeypatch.setattr(shelf, "LARGEST", 2)
    monkeypatch.setattr(matching, "_BATCH", 9)
    match()
    assert models.Key.objects.filter(number=0).exists()
    assert len(proposed().keys() & whole) > 0.6 * len(whole)


def test_no_pair_is_lost_while_a_key_grows_too_large(desk, monkeypatch):
    record_lists(desk)
    match()
    whole = proposed().keys()
    derive.rebuild()
    monkeypatch.setattr(shelf, "LARGEST", 2)
    # All at once: their keys are divided when their pairs are proposed, and not before.
    match()
    assert proposed().keys() == whole
    assert models.Key.objects.filter(number=0).exists()


def test_a_key_that_was_divided_finds_its_members_by_finer_ones(desk, monkeypatch):
    mentions = record_lists(desk)
    monkeypatch.setattr(shelf, "LARGEST", 2)
    match()
    record = matching._records(mentions[:1])[mentions[0]]
    again = matching.likenesses(record, MODEL)
    assert again[0].mention == mentions[0]
    derive.rebuild()
    match()
    marks = models.Key.objects.filter(number=0).values("key")
    assert not models.Key.objects.filter(key__in=marks, number__gt=0).exists()


def test_nobody_is_proposed_who_was_hidden_since(desk):
    name = "Жұлдызов Мәди Серікұлы"
    (first,) = desk.list((name, held()))
    match()
    actions.hide(first, by="op-1")
    police = desk.source("Белкент ИВС", SourceKind.POLICE)
    (second,) = desk.list((name, held()), source=police)
    matching._match([second], MODEL)
    assert not proposed()
    matching.match(MODEL)
    assert not proposed()


def test_a_thousand_rows_of_one_name_are_compared_within_bounds(desk, monkeypatch):
    monkeypatch.setattr(shelf, "LARGEST", 10)
    monkeypatch.setattr(shelf, "ROOM", 100)
    desk.list(*(("Күзенов Айбек Сәкенұлы", held()) for _ in range(40)))
    match()
    assert matching.crowded()
    assert models.Proposal.objects.count() <= 40 * 20


def test_what_is_learnt_later_is_compared_again(desk):
    a, b, *_ = record_lists(desk, 12)
    match()
    assert matching.waiting() == 0
    actions.correct(a, {"name": "Тастемиров Бауыржан Сәкенұлы"}, by="op-1")
    actions.correct(b, {"name": "Тастемиров Бауыржан Сәкенұлы"}, by="op-1")
    assert matching.waiting() == 2
    match()
    assert tuple(sorted((a, b))) in proposed()
    assert models.Matched.objects.count() == models.Mention.objects.count()


def test_the_proposals_of_a_mention_are_not_looked_for_among_all_that_wait(desk):
    a, *_ = record_lists(desk, 12)
    reader = Reader(Audience.CASEWORKER, "op-1")
    for undecided in (True, False):
        assert "proposal_queue" not in of_mentions(reader, [a], undecided).explain()
    assert "proposal_queue" not in models.Proposal.objects.filter(b__in=[a]).explain()


def test_what_is_forgotten_leaves_neither_keys_nor_counts(desk):
    mentions = record_lists(desk, 12)
    match()
    shelf.forget(mentions)
    assert not models.Matched.objects.exists()
    assert not models.Key.objects.exists()
    assert not models.Frequency.objects.exists()


@pytest.mark.django_db
def test_mentions_that_would_have_the_same_number_get_neighbouring_ones():
    said = features(Record("1", name="Күзенов Айбек Сәкенұлы"))
    ids = [UUID(int=(at << 64) + 5) for at in range(1, 5)]
    numbers = shelf.put([shelf.ready(one, said, MODEL) for one in ids], MODEL)
    assert set(numbers) == set(ids)
    assert max(numbers.values()) - min(numbers.values()) == 3


def test_a_record_that_is_not_recorded_finds_its_likes_and_leaves_nothing(desk):
    mentions = record_lists(desk, 12)
    match()
    before = models.Key.objects.count(), models.Frequency.objects.count()
    alike = matching.likenesses(matching._records(mentions[:1])[mentions[0]], MODEL)
    assert alike[0].mention == mentions[0]
    assert before == (models.Key.objects.count(), models.Frequency.objects.count())


def test_rare_names_weigh_more_than_common_ones(desk):
    common = "Күзенов Айбек Сәкенұлы"
    desk.list(*((common, held()) for _ in range(30)), ("Жұлдызов Мәди Серікұлы", held()))
    second = desk.source("Белкент ИВС", SourceKind.POLICE)
    x, y = desk.list((common, held()), ("Жұлдызов Мәди Серікұлы", held()), source=second)
    match()
    rows = proposed().items()
    weight = {side: max(r.weight for between, r in rows if side in between) for side in (x, y)}
    surnames = {
        side: max(
            one["weight"]
            for between, row in rows
            if side in between
            for one in row.reasons
            if one["id"] == "surname_same"
        )
        for side in (x, y)
    }
    assert weight[y] >= weight[x]
    assert surnames[y] > surnames[x]
