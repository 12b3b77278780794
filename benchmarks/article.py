"""The walk-through on a real article: python benchmarks/article.py ARTICLE.txt [--published DATE].

Reads the article into a case record of its own in a temporary folder, opens a request for the
person of whom it tells most, adds a guard's "not listed" and a morgue row in Cyrillic with the
spelling that the product itself would read out, matches, and prints what was found and how it
stands. Nothing is kept: the people in a real article are real.
"""

import argparse
import os
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", type=Path)
    parser.add_argument("--published", default="2022-01-18")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["IZDEU_HOME"] = home
        os.environ.pop("IZDEU_DATABASE_URL", None)
        walk(arguments.article, arguments.published, Path(home))


def walk(article: Path, published: str, home: Path) -> None:
    from izdeu.cli.record import open_record

    open_record()
    from izdeu import documents
    from izdeu.cli.match import propose
    from izdeu.cli.wording import person_lines, proposal_lines
    from izdeu.terms import Answer, FacilityKind, SourceKind
    from izdeu.tracing import actions, queries

    paper = actions.record_source("The article", SourceKind.MEDIA, by="desk-1")
    reading = documents.read(article, published=published)
    intake = actions.record_document(actions.Arrival(article, paper), reading, by="desk-1")
    print(f"mentions {intake.mentions}, claims {intake.claims}, set aside {intake.set_aside}")
    reader = queries.staff_reader("desk-1", reason="walk-through")
    told = queries.document_mentions(reader, intake.document)
    print("claims:", dict(Counter(f"{c.event} {c.assertion}" for m in told for c in m.claims)))
    told.sort(key=lambda line: -len([claim for claim in line.claims if claim.when]))
    person = told[0]
    seen = min((claim.when[:10] for claim in person.claims if claim.when), default=published)
    opened = actions.open_request(
        actions.Asked(name=cyrillic(person.name), said=published, seen_when=seen), by="desk-1"
    )
    ivs = actions.record_facility("ИВС", FacilityKind.IVS, by="desk-1")
    next_day = (date.fromisoformat(seen) + timedelta(days=1)).isoformat()
    actions.inquire(
        actions.Exchange(
            ivs, cyrillic(person.name), next_day, Answer.NOT_LISTED, mention=opened.mention
        ),
        by="desk-1",
    )
    row = home / "morgue.csv"
    row.write_text(f"ФИО;Дата поступления\n{cyrillic(person.name)};{next_day}\n", "utf-8")
    morgue = actions.record_source("Морг", SourceKind.MORGUE, by="desk-1")
    listed = documents.read(row, published=published, title=queries.whose_list(reader, morgue))
    actions.record_document(actions.Arrival(row, morgue), listed, by="desk-1")
    print("proposed:", propose(None, by="desk-1"))
    for line in queries.proposals(reader, about=opened.mention, top=3):
        print("\n".join(proposal_lines(line)))
    for line in queries.proposals(reader, about=opened.mention, top=2):
        other = line.b if line.a.id == opened.mention else line.a
        if not other.confirmed:
            actions.confirm(other.id, by="desk-1")
        actions.judge(opened.mention, other.id, decision(), by="verifier-1")
    page = queries.person(reader, opened.mention)
    print("\n".join(person_lines(page)))


def decision() -> object:
    from izdeu.terms import Decision

    return Decision.SAME


def cyrillic(name: str) -> str:
    """The first Cyrillic spelling a volunteer would read out for this name."""
    from izdeu.names import spellings

    return next((one.text for one in spellings(name) if not one.text.isascii()), name)


if __name__ == "__main__":
    main()
