import pytest
from django.db.models import AutoField

from izdeu.documents.reading import FoundClaim
from izdeu.protection.reader import Reader
from izdeu.protection.release import NotForThisReader
from izdeu.terms import (
    Answer,
    Assertion,
    Decision,
    EntryKind,
    Event,
    FacilityKind,
    SourceKind,
    Standing,
    Status,
)
from izdeu.tracing import actions, audit, derive, models, queries
from tests.conftest import held

STAFF = "op-1"


def look(identity, **more):
    return queries.person(queries.staff_reader(STAFF, **more), identity)


def standing_of(mention):
    return [claim.standing for claim in look(mention).claims if claim.mention == mention]


def snapshot():
    """Every decided row, for comparing with the state after a rebuild."""
    rows = {}
    for table in derive.DECIDED:
        told = [one.name for one in table._meta.concrete_fields if not isinstance(one, AutoField)]
        rows[table.__name__] = sorted(map(repr, table._default_manager.values_list(*told)))
    return rows


def test_the_same_bytes_again_change_nothing(desk):
    first = desk.list(("Өтеген Айтуар", held()))
    entries = models.Entry.objects.count()
    assert desk.list(("Өтеген Айтуар", held())) == first
    assert models.Entry.objects.count() == entries


def test_two_independent_sources_corroborate_once_their_mentions_are_judged_the_same(desk):
    (a,) = desk.list(("Өтеген Айтуар", held()))
    witness = desk.source("Куәгер", SourceKind.WITNESS)
    (b,) = desk.list(("Утеген А.", held()), source=witness)
    assert standing_of(a) == [Standing.CLAIMED]
    actions.judge(a, b, Decision.SAME, by="op-2")
    assert look(a).id == look(b).id == min(a, b)
    assert standing_of(a) == [Standing.CORROBORATED]


def test_copies_that_share_an_origin_do_not_corroborate(desk):
    (a,) = desk.list(("Өтеген Айтуар", held()))
    paper = desk.source("Белкент хабаршысы", SourceKind.MEDIA)
    (b,) = desk.list(("Өтеген Айтуар", held()), source=paper)
    actions.judge(a, b, Decision.SAME, by="op-2")
    documents = [line.source.document for line in look(a).mentions]
    actions.group_origin(documents, by="op-2")
    assert standing_of(a) == standing_of(b) == [Standing.CLAIMED]


def test_sources_can_share_an_origin_as_a_whole(desk):
    (a,) = desk.list(("Өтеген Айтуар", held()))
    ministry = desk.source("Тәртіп министрлігі", SourceKind.MINISTRY)
    (b,) = desk.list(("Өтеген Айтуар", held()), source=ministry)
    actions.judge(a, b, Decision.SAME, by="op-2")
    actions.group_origin([desk.source(), ministry], by="op-2")
    assert standing_of(a) == [Standing.CLAIMED]


def test_a_wrong_join_is_undone_by_a_later_judgement_and_redone_by_another(desk):
    a, b = desk.list(("Өтеген Айтуар", held()), ("Өтегенов Айтуар", held()))
    actions.judge(a, b, Decision.SAME, by="op-2")
    assert look(a).id == look(b).id
    actions.judge(a, b, Decision.DIFFERENT, by="op-3")
    assert look(a).id != look(b).id
    assert not look(a).disputed
    actions.judge(a, b, Decision.SAME, by="op-2")
    assert look(a).id == look(b).id


def test_a_mention_nobody_confirmed_cannot_be_judged(desk):
    (a,) = desk.list(("Өтеген Айтуар",), confirmed=False)
    (b,) = desk.list(("Утеген Айтуар",))
    with pytest.raises(actions.NotConfirmed):
        actions.judge(a, b, Decision.SAME, by="op-2")
    actions.confirm(a, by="op-2")
    actions.judge(a, b, Decision.SAME, by="op-2")


def test_a_death_is_reported_until_two_members_agreed(desk):
    morgue = desk.source("№2 мәйітхана", SourceKind.MORGUE)
    (a,) = desk.list(
        ("Өтеген Айтуар", FoundClaim(Event.BODY_RECEIVED, when="2022-01-06")), source=morgue
    )
    claim = look(a).claims[0].id
    assert look(a).status == Status.DEATH_REPORTED
    actions.verify(claim, by="op-2")
    actions.verify(claim, by="op-2")
    assert look(a).status == Status.DEATH_REPORTED
    actions.verify(claim, by="op-3")
    assert look(a).status == Status.DEAD
    actions.undo(EntryKind.VERIFICATION, claim, by="op-3")
    assert look(a).status == Status.DEATH_REPORTED


def test_hiding_a_claim_recomputes_what_rested_on_it_and_can_be_undone(desk):
    (a,) = desk.list(("Өтеген Айтуар", held()))
    (b,) = desk.list(("Утеген А.", held()), source=desk.source("Куәгер", SourceKind.WITNESS))
    actions.judge(a, b, Decision.SAME, by="op-2")
    support = next(claim.id for claim in look(a).claims if claim.mention == b)
    actions.hide(support, by="op-2", reason="complaint")
    assert standing_of(a) == [Standing.CLAIMED]
    actions.undo(EntryKind.HIDE, support, by="op-3")
    assert standing_of(a) == [Standing.CORROBORATED]


def test_withdrawing_a_document_withdraws_its_claims(desk):
    (a,) = desk.list(("Өтеген Айтуар", held()))
    document = look(a).mentions[0].source.document
    actions.withdraw(document, by="op-2")
    assert standing_of(a) == [Standing.WITHDRAWN]
    assert look(a).status == Status.UNKNOWN


def test_a_correction_keeps_what_was_read_first_in_the_ledger(desk):
    (a,) = desk.list(("Өтеген Айтуар",))
    actions.correct(a, {"birth": "1981"}, by="op-2")
    assert look(a).mentions[0].birth == "1981"
    actions.correct(a, {"birth": "1987"}, by="op-2")
    derive.rebuild()
    assert look(a).mentions[0].birth in ("1981", "1987")


def asked(**more):
    return actions.Asked(name="Өтеген Айтуар", said="2022-01-07", seen_when="2022-01-05", **more)


def test_a_request_is_a_question_of_a_stranger_until_somebody_called_back(desk):
    opened = actions.open_request(asked(taken_by="полиция"), by=STAFF)
    page = look(opened.request)
    assert page.requests[0].number == opened.number
    assert not page.requests[0].vetted
    assert page.status == Status.HELD
    actions.vet(opened.request, by="op-2")
    assert look(opened.request).requests[0].vetted


def test_two_families_may_say_the_same_words_and_stay_two_requests(desk):
    first, second = (actions.open_request(asked(), by=STAFF) for _ in range(2))
    assert first.mention != second.mention
    assert first.number != second.number


def test_not_listed_is_a_dated_claim_that_disputes_and_proves_nothing(desk):
    opened = actions.open_request(asked(taken_by="полиция"), by=STAFF)
    ivs = actions.record_facility("Белкент УҰИ", FacilityKind.IVS, by=STAFF)
    exchange = actions.Exchange(
        ivs, "Утеген Айтуар", "2022-01-05T14:00", Answer.NOT_LISTED, mention=opened.mention
    )
    actions.inquire(exchange, by=STAFF)
    page = look(opened.request)
    assert page.status == Status.HELD
    denial = next(claim for claim in page.claims if claim.assertion == Assertion.DENIED)
    assert (denial.when, denial.standing) == ("2022-01-05T14:00", Standing.DISPUTED)
    assert len(page.contradictions) == 1
    assert page.inquiries[0].spelling == "Утеген Айтуар"
    assert page.unasked == ()


def test_where_a_living_person_is_treated_is_for_holders_with_a_reason(desk):
    canary = "үшінші палата"
    claim = FoundClaim(
        Event.ADMITTED, when="2022-01-06", facility=canary, words=canary, place=canary
    )
    (a,) = desk.list(("Өтеген Айтуар", claim))
    stranger = queries.staff_reader("op-9", reason="looking")
    for reader in (stranger, queries.staff_reader(STAFF)):
        page = queries.person(reader, a)
        assert canary not in repr(page)
        assert "ауруханасы" not in repr(page)
        assert page.claims[0].masked
    assert canary in repr(queries.person(queries.staff_reader(STAFF, reason="family asks"), a))


@pytest.mark.parametrize(
    "query",
    [
        queries.person,
        queries.mention,
        queries.mentions,
        queries.beginning_with,
        queries.changes,
        queries.copied,
        queries.is_known,
        queries.set_aside,
        queries.whose_list,
    ],
)
def test_nobody_outside_the_team_browses(desk, query):
    (a,) = desk.list(("Өтеген Айтуар",))
    for reader in (Reader.public(), Reader.enquirer(a)):
        with pytest.raises(NotForThisReader):
            query(reader, a)


def test_a_rebuild_gives_the_same_state(desk):
    a, b, c = desk.list(("Өтеген Айтуар", held()), ("Утеген А.", held()), ("", held("2022-01")))
    actions.judge(a, b, Decision.SAME, by="op-2")
    actions.judge(b, c, Decision.SAME, by="op-2")
    actions.judge(a, c, Decision.DIFFERENT, by="op-3")
    opened = actions.open_request(asked(), by=STAFF)
    actions.vet(opened.request, by="op-2")
    actions.hide(look(a).claims[0].id, by="op-2")
    before = snapshot()
    derive.rebuild()
    assert snapshot() == before
    assert list(audit.verify()) == []


def test_lone_surrogates_and_nul_are_kept_in_the_ledger_and_harmless_in_rows(desk):
    (a,) = desk.list(("Өте\ud800ген\0",))
    assert look(a).mentions[0].name == "Өте?ген\N{REPLACEMENT CHARACTER}"
    derive.rebuild()
    assert list(audit.verify()) == []


def test_erasure_leaves_headers_and_nothing_else(lasting_desk):
    desk = lasting_desk
    (a,) = desk.list(("Құпияхан Айтуар", held(words="Құпияхан ұсталды")))
    (b,) = desk.list(("Бөлекбай Сабыр", held()), published="2022-01-16")
    actions.judge(a, b, Decision.SAME, by="op-2")
    document = look(a).mentions[-1 if a > b else 0].source.document
    entries = models.Entry.objects.count()
    assert actions.erase([document], reason="withdrawn", by="op-2") == 4
    assert models.Entry.objects.count() == entries + 1
    assert list(audit.verify()) == []
    assert look(b).mentions[0].name == "Бөлекбай Сабыр"
    with pytest.raises(queries.NotFound):
        look(a)
    before = snapshot()
    derive.rebuild()
    assert snapshot() == before
    everything = repr(
        [
            list(table._default_manager.values())
            for table in (*derive.DECIDED, models.Body, models.Part)
        ]
    )
    assert "Құпияхан" not in everything
    assert "Құпияхан".encode() not in b"".join(
        bytes(row.content) for row in models.Body.objects.all()
    )


def test_erasing_what_is_not_here_is_refused(desk):
    from uuid import uuid4

    with pytest.raises(actions.NotRecorded):
        actions.erase([uuid4()], reason="withdrawn", by="op-2")
