"""Insiders: every reading stays, too much raises an alarm, nobody exports many people alone."""

import inspect

import pytest

from izdeu.linkage import Model
from izdeu.protection import quota
from izdeu.protection.quota import QuotaReached
from izdeu.protection.reader import Reader
from izdeu.protection.release import NoReason, NotForThisReader
from izdeu.terms import Audience, Decision, EntryKind, Event, FacilityKind, SourceKind
from izdeu.tracing import actions, audit, derive, ledger, matching, models, queries
from tests.conftest import held

COORDINATOR = Reader(Audience.COORDINATOR, "coordinator-1")


def alarms():
    return [(line.what, line.operator) for line in queries.alarms(COORDINATOR)]


@pytest.fixture
def few(monkeypatch):
    for what in quota.QUOTAS:
        monkeypatch.setitem(quota.QUOTAS, what, quota.Quota(one=2, all=3))


def test_a_case_page_that_was_opened_stays_written_with_its_reason(desk):
    rows = desk.list(("Өтеген Айтуар", held()))
    actions.log_reading(queries.staff_reader("op-2"), rows)
    actions.log_reading(queries.staff_reader("op-2", reason="a lawyer asks"), rows)
    lines = queries.readings(COORDINATOR)
    assert {(line.operator, line.reason) for line in lines} == {
        ("op-2", ""),
        ("op-2", "a lawyer asks"),
    }
    assert {line.mention for line in lines} == set(rows)
    assert list(audit.verify()) == []


def test_the_same_page_opened_again_within_the_hour_is_one_reading(desk):
    rows = desk.list(("Өтеген Айтуар", held()))
    for _ in range(3):
        actions.log_reading(queries.staff_reader("op-2"), rows)
    actions.log_reading(queries.staff_reader("op-3"), rows)
    assert len(queries.readings(COORDINATOR)) == 2
    assert len(queries.readings(COORDINATOR, operator="op-2")) == 1


def test_readings_decide_nothing_about_anybody(desk):
    (row,) = desk.list(("Өтеген Айтуар", held()))
    before = models.Person.objects.values().get(id=row)
    actions.log_reading(queries.staff_reader("op-2"), [row])
    actions.raise_alarm("damaged", by="op-2", about=[row])
    assert models.Person.objects.values().get(id=row) == before
    derive.rebuild()
    assert models.Person.objects.values().get(id=row) == before
    assert alarms() == [("damaged", "op-2")]


@pytest.mark.parametrize("audience", [one for one in Audience if one != Audience.COORDINATOR])
def test_only_coordinators_look_through_the_readings(db, audience):
    for ask in (queries.alarms, queries.readings, queries.exports):
        with pytest.raises(NotForThisReader):
            ask(Reader(audience, "op-1"))


def test_whoever_opens_too_much_is_refused_and_the_alarm_stays(desk, few):
    rows = desk.list(*[(f"Адам {n}", held()) for n in range(5)])
    for row in rows[:2]:
        actions.log_disclosure([row], by="op-2", reason="curious")
    with pytest.raises(QuotaReached):
        actions.log_disclosure([rows[2]], by="op-2", reason="curious")
    actions.log_disclosure([rows[2]], by="op-3", reason="to call")
    with pytest.raises(QuotaReached):
        actions.log_disclosure([rows[3]], by="op-3", reason="to call")
    assert set(alarms()) == {("quota_masked", "op-2"), ("quota_masked", "op-3")}


def test_whoever_takes_too_many_cases_is_refused_and_giving_them_to_others_is_not(desk, few):
    rows = desk.list(*[(f"Адам {n}", held()) for n in range(5)])
    for row in rows[:2]:
        actions.hold(row, holder="op-2", by="op-2", reason="invented")
    with pytest.raises(QuotaReached):
        actions.hold(rows[2], holder="op-2", by="op-2", reason="invented")
    actions.hold(rows[2], holder="op-3", by="coordinator-1", reason="invented")
    assert rows[2] not in queries.staff_reader("op-2").cases
    assert alarms() == [("quota_holding", "op-2")]


def test_many_people_leave_only_when_another_agreed_and_once(db):
    def export(people=51, by="op-1", what="report"):
        actions.log_export(what, people, by=by, coordinators=2)

    actions.log_export("report", 50, by="op-1", coordinators=2)
    with pytest.raises(actions.NotAgreed):
        export()
    asked = actions.ask_export("report", 60, by="op-1", reason="for the lawyers")
    with pytest.raises(actions.NotAgreed):
        export()
    with pytest.raises(actions.NotAgreed):
        actions.agree_export(asked, by="op-1")
    actions.agree_export(asked, by="coordinator-2")
    for other in ({"people": 61}, {"by": "op-3"}, {"what": "exchange"}):
        with pytest.raises(actions.NotAgreed):
            export(**other)
    export()
    with pytest.raises(actions.NotAgreed):
        export()
    (line,) = [one for one in queries.exports(COORDINATOR) if one.people == 60]
    assert (line.operator, line.agreed_by, line.done) == ("op-1", "coordinator-2", True)
    assert line.agreed


def test_an_agreement_is_over_after_a_day(db):
    asked = actions.ask_export("report", 60, by="op-1", reason="for the lawyers")
    actions.agree_export(asked, by="coordinator-2")
    models.Act.objects.filter(entry=asked).update(made_at="2022-01-05T10:00:00+00:00")
    with pytest.raises(actions.NotAgreed):
        actions.log_export("report", 51, by="op-1", coordinators=2)


def test_nobody_agrees_to_what_nobody_asked(desk):
    (row,) = desk.list(("Өтеген Айтуар", held()))
    with pytest.raises(actions.NotRecorded):
        actions.agree_export(row, by="coordinator-1")


def test_where_there_is_nobody_to_ask_an_export_of_many_leaves_an_alarm(db):
    actions.log_export("report", 51, by="op-1", coordinators=1)
    assert alarms() == [("export_alone", "op-1")]


def test_a_backup_goes_again_unasked_only_to_those_it_went_to(db):
    actions.log_export("backup", 90, by="op-1", coordinators=1, to=["age1ours"])
    actions.log_export("backup", 90, by="op-1", coordinators=2, to=["age1ours"])
    with pytest.raises(actions.NotAgreed):
        actions.log_export("backup", 90, by="op-1", coordinators=2, to=["age1ours", "age1mine"])
    assert "age1" not in str(list(models.Act.objects.values_list("content", flat=True)))


@pytest.fixture
def planted(desk):
    """A list of two decoys, beside a true row of the first one's name."""
    source = desk.source("Еріктілер", SourceKind.VOLUNTEERS)
    decoys = desk.list(("Ерасыл Қалмұхан", held()), ("Тимур Дюсенов", held()), source=source)
    document = models.Mention.objects.get(id=decoys[0]).document
    assert actions.mark_decoys(document, by="coordinator-1") == 2
    true = desk.list(("Тимур Дюсенов", held()), published="2022-01-17")
    return decoys, true[0]


def test_a_decoy_is_never_matched_counted_joined_or_told_to_a_family(planted):
    decoys, true = planted
    opened = actions.open_request(actions.Asked("Тимур Дюсенов", "2022-01-07"), by="op-1")
    actions.vet(opened.request, by="op-1")
    matching.adopt(Model.default(), by="op-1")
    matching.match(Model.default())
    proposed = {*models.Proposal.objects.values_list("a", "b")}
    assert proposed and not {one for pair in proposed for one in pair} & {*decoys}
    actions.judge(opened.mention, decoys[1], Decision.SAME, by="op-2")
    assert queries.news(Reader.enquirer(opened.request)).grounds == frozenset()
    counted = queries.counted_people(COORDINATOR)
    assert not {one.id for one in counted} & {*decoys}
    assert queries.found(COORDINATOR).people == queries.how_many(COORDINATOR) == 2
    assert queries.found(COORDINATOR).mentions == 2


def test_a_decoy_looks_like_anybody_else_to_whoever_opens_it(planted):
    decoys, true = planted
    mine, theirs = (queries.person(COORDINATOR, one) for one in (decoys[1], true))
    assert (mine.status, mine.mentions[0].hidden, mine.mentions[0].withdrawn) == (
        theirs.status, theirs.mentions[0].hidden, theirs.mentions[0].withdrawn,
    )  # fmt: skip
    assert "decoy" not in repr(mine)


def test_opening_searching_or_exporting_a_decoy_raises_an_alarm_that_names_nobody(planted):
    decoys, true = planted
    for how in ("page", "export"):
        actions.log_reading(queries.staff_reader("op-2"), [decoys[0]], how=how)
    hits = queries.search(COORDINATOR, "Ерасыл Қалмұхан")
    actions.log_search(COORDINATOR, [(hit.mention.id, hit.score) for hit in hits])
    assert {what for what, _ in alarms()} == {"decoy_page", "decoy_export", "decoy_search"}
    assert "Ерасыл" not in repr(queries.alarms(COORDINATOR))


def test_a_namesake_of_a_decoy_is_looked_for_without_an_alarm(planted):
    decoys, true = planted
    hits = queries.search(COORDINATOR, "Тимур Дюсенов")
    actions.log_search(COORDINATOR, [(hit.mention.id, hit.score) for hit in hits])
    actions.log_reading(COORDINATOR, [true])
    assert alarms() == []


def test_a_decoy_stays_one_after_a_rebuild(planted):
    decoys, _ = planted
    derive.rebuild()
    marked = models.Mention.objects.filter(decoy=True).values_list("id", flat=True)
    assert {*marked} == {*decoys}


ASKED = {
    name: function
    for name in queries.__all__
    if inspect.isfunction(function := getattr(queries, name)) and name != "staff_reader"
}


@pytest.mark.parametrize("name", ASKED)
def test_every_query_is_told_first_who_is_reading(name):
    first = next(iter(inspect.signature(ASKED[name]).parameters.values()))
    assert (first.name, first.annotation) in (("reader", Reader), ("reader", "Reader"))


def given(case):
    """What queries need besides their reader, by the name of the parameter; others get an id."""
    return {
        "identities": [case], "lines": [], "name": "Өтеген", "digest": "0" * 64,
        "words": "2022-001-1", "beyond": {}, "model": Model.default(),
    }  # fmt: skip


#: Queries that answer somebody outside the team as well, each with a test of its own elsewhere.
FOR_OTHERS = {"kept_count", "news", "own_case", "stirred", "tallies"}


@pytest.mark.parametrize("name", sorted(ASKED.keys() - FOR_OTHERS))
@pytest.mark.parametrize(
    "audience", [Audience.PUBLIC, Audience.ENQUIRER, Audience.PARTNER, Audience.MACHINE]
)
def test_nobody_outside_the_team_is_answered(desk, name, audience):
    (row,) = desk.list(("Өтеген Айтуар", held()))
    reader = Reader(audience, "op-1", frozenset({row}), "why not")
    wanted = list(inspect.signature(ASKED[name]).parameters.values())[1:]
    told = {
        one.name: given(row).get(one.name, row)
        for one in wanted
        if one.default is inspect.Parameter.empty
    }
    with pytest.raises(NotForThisReader):
        ASKED[name](reader, **told)


def test_the_public_reads_its_own_counts_and_never_the_team_s(db):
    for audience in (Audience.PUBLIC, Audience.ENQUIRER, Audience.PARTNER, Audience.MACHINE):
        assert queries.kept_count(Reader(audience), "kk", public=True) is None
        with pytest.raises(NotForThisReader):
            queries.kept_count(Reader(audience), "kk", public=False)


def test_the_worker_learns_ids_of_requests_and_nobody_else_asks_for_them(desk):
    opened = actions.open_request(actions.Asked("Өтеген Айтуар", "2022-01-07"), by="op-1")
    stir = queries.stirred(Reader.machine(), {})
    assert stir.requests == {opened.request}
    assert "Өтеген" not in repr(stir)
    for audience in set(Audience) - {Audience.MACHINE}:
        with pytest.raises(NotForThisReader):
            queries.stirred(Reader(audience), {})


def test_no_role_reads_what_is_masked_without_holding_the_case(desk):
    place = actions.record_facility("Xqzhospital", FacilityKind.HOSPITAL, by="op-1")
    words = __import__("izdeu.documents.reading", fromlist=["FoundClaim"]).FoundClaim
    rows = desk.list(
        ("Өтеген Айтуар", words(Event.ADMITTED, facility="Xqzhospital", words="Xqzwound")),
        source=desk.source("Xqzhospital"),
    )
    assert place
    for audience in (Audience.CASEWORKER, Audience.VERIFIER, Audience.COORDINATOR):
        reader = queries.staff_reader("other-1", audience=audience, reason="I want to see all")
        told = [
            queries.person(reader, rows[0]), queries.proposals(reader),
            queries.search(reader, "Өтеген Айтуар"), queries.requests(reader),
            queries.sheet(reader, models.Mention.objects.get(id=rows[0]).document),
        ]  # fmt: skip
        page = [repr(one) for one in told]
        assert [one for one in page if "Xqzwound" in one] == []


def test_nobody_takes_or_gives_a_case_without_a_reason_which_stays(desk):
    (row,) = desk.list(("Өтеген Айтуар", held()))
    for holder in ("op-2", "op-3"):
        with pytest.raises(NoReason):
            actions.hold(row, holder=holder, by="op-2", reason="  ")
    assert not queries.staff_reader("op-2").cases
    actions.hold(row, holder="op-2", by="op-2", reason="the family asked for me")
    (entry,) = ledger.entries(kinds=[EntryKind.HOLDER])
    assert entry.body()["reason"] == "the family asked for me"
    assert row in queries.staff_reader("op-2").cases
