from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.cli import main
from izdeu.terms import EntryKind
from izdeu.tracing import anchor, audit, ledger, models
from izdeu.tracing.entry import Draft, body_digest, header_digest
from tests.conftest import as_table_owner
from tests.tracing.test_ledger import stored

DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(st.uuids(), st.integers(1, 2**30 - 1), DIGESTS)
def test_a_code_is_read_as_it_was_written(installation, sequence, digest):
    kept = anchor.read(anchor.write(installation, sequence, digest).lower().replace("-", " "))
    assert kept.names(installation)
    assert kept.fits(digest)
    assert kept.sequence == sequence


def test_a_misread_letter_is_found_out():
    code = anchor.write(UUID(int=5 << 110), 77, "ab" * 32)
    wrong = 0
    for at, letter in enumerate(code):
        if letter != "-":
            try:
                anchor.read(code[:at] + ("7" if letter != "7" else "8") + code[at + 1 :])
            except anchor.NotAnAnchor:
                wrong += 1
    assert wrong >= 27
    with pytest.raises(anchor.NotAnAnchor):
        anchor.read("no anchor")


@pytest.fixture
def chain(db):
    drafts = [Draft(EntryKind.SET_ASIDE, {"words": f"words {n}"}) for n in range(4)]
    return ledger.append(drafts, maker="op-1")


def faults(code):
    return [(fault.what, fault.sequence) for fault in (*audit.verify(), *audit.verify_anchor(code))]


def test_a_paper_fits_a_chain_that_only_grew(chain):
    (code,) = audit.anchors()
    ledger.append([Draft(EntryKind.SET_ASIDE, {"words": "later"})], maker="op-1")
    assert faults(code) == []
    assert audit.anchors() != [code]


def rewrite(chain, first):
    """Change one body and mend every digest after it, as a patient insider with the file would."""
    previous = chain[first - 1].digest
    statements = []
    for number, entry in enumerate(chain[first:]):
        content = b'{"words":"forged"}' if number == 0 else entry.content
        forged = replace(entry, previous=previous, body_digest=body_digest(entry.salt, content))
        previous = header_digest(forged)
        changed = [forged.body_digest, forged.previous, previous, stored(entry.id)]
        statements.append((
            "UPDATE tracing_entry SET body_digest = %s, previous = %s, digest = %s WHERE id = %s",
            changed,
        ))  # fmt: skip
        statements.append(
            ("UPDATE tracing_body SET content = %s WHERE entry = %s", [content, stored(entry.id)])
        )
    as_table_owner(*statements)
    models.Installation.objects.update(last_digest=previous)


def test_a_history_rewritten_whole_deceives_the_chain_and_not_the_paper(chain):
    (code,) = audit.anchors()
    rewrite(chain, 1)
    assert list(audit.verify()) == []
    assert faults(code) == [("anchor_broken", 4)]


def test_a_chain_cut_back_and_mended_deceives_the_chain_and_not_the_paper(chain):
    (code,) = audit.anchors()
    gone = [stored(chain[3].id)]
    as_table_owner(
        ("DELETE FROM tracing_entry WHERE id = %s", gone),
        ("DELETE FROM tracing_body WHERE entry = %s", gone),
    )
    models.Installation.objects.update(last_sequence=3, last_digest=chain[2].digest)
    assert faults(code) == [("anchor_gone", 4)]


def test_the_command_prints_a_code_and_takes_it_back(chain, capsys, settings, tmp_path):
    settings.HOME = tmp_path
    assert main(["audit", "anchor"]) == 0
    code = capsys.readouterr().out.strip()
    assert len(code) == 34
    assert main(["audit", "verify", "--anchor", code]) == 0
    assert main(["audit", "verify", "--anchor", code[:-1]]) == 1
    assert main(["audit", "verify", "--anchor", anchor.write(UUID(int=1), 9, "0" * 64)]) == 1
    assert "anchor_gone" in capsys.readouterr().out
