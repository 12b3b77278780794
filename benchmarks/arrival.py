"""One new mention against a record of many: python benchmarks/arrival.py [--mentions 1000000].

Builds a record of invented people straight into the tables, as varied as the simulator's census:
names in five spellings with slips and gaps, ages, days, places, lists of two hundred rows. Then
asks with rows of the same census that were left out: (a) the library call
(`matching.likenesses`), and (b) the whole action: the mention recorded with its document and claim,
compared with all others, settled and committed. Prints the 50th and 99th percentile of wall time
and of processor time. With --keep FOLDER the record is built once and asked again the next time; it
grows by what was recorded. IZDEU_DATABASE_URL chooses the database: an empty one.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

SEED = 7
ROWS = 200
CHUNK = 20_000
#: Rows of the census for each person.
A_PERSON = 1.45
#: Of the rows that are left out, which were asked with.
ASKED = "asked"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--asked", type=int, default=1000)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = (arguments.keep or Path(folder)).absolute()
        os.environ["IZDEU_HOME"] = str(home)
        from izdeu.cli.record import open_record

        open_record()
        recorded, left_out = rows(home, arguments.mentions)
        build(recorded)
        ask(left_out, arguments.asked, home)


def rows(home: Path, mentions: int) -> tuple[Any, Any]:
    """So many rows of the census in its own order, and a few thousand others, shuffled."""
    import pyarrow.parquet as pq

    from izdeu.simulation import census

    table = home / "census" / "people.parquet"
    if not table.exists():
        census.write_table(table.parent, people=int(mentions / A_PERSON), seed=SEED)
    whole = pq.read_table(table)
    drawn = np.random.default_rng(SEED).permutation(len(whole))
    return whole.take(np.sort(drawn[:mentions])), whole.take(drawn[mentions : mentions + CHUNK])


def build(recorded: Any) -> None:
    from django.db import connection, transaction

    from izdeu.linkage import Model
    from izdeu.tracing import bulk, matching, models

    if models.Mention.objects.count() >= len(recorded):
        return
    began = time.process_time()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA cache_size = -2000000")
    matching.adopt(Model.default(), by="benchmark")
    for first in range(0, len(recorded), CHUNK):
        with transaction.atomic():
            for some in stretch(recorded.slice(first, CHUNK).to_pylist()):
                bulk.insert(some)
        print(f"{first + CHUNK} mentions", flush=True)
    with transaction.atomic():
        follow()
        divide()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"built in {time.process_time() - began:.0f} s of processor time", flush=True)


def stretch(people: Sequence[dict[str, Any]]) -> Iterator[list[Any]]:
    """The rows of some lists, table by table; their columns and keys are put on the shelf."""
    from izdeu.tracing import models

    source, document = uuid4(), uuid4()
    mentions, claims, sources, documents = [], [], [], []
    for at, person in enumerate(people):
        if at % ROWS == 0:
            source, document = uuid4(), uuid4()
            sources.append(models.Source(id=source, entry=uuid4(), name="List", kind="media",
                                         origin=source))  # fmt: skip
            documents.append(paper(document, source))
        mention = uuid4()
        mentions.append(
            models.Mention(id=mention, entry=uuid4(), document=document, person=mention,
                           locator={"row": at % ROWS + 2}, role="subject", **said(person))
        )  # fmt: skip
        claims.append(
            models.Claim(id=uuid4(), entry=uuid4(), mention=mention, source=source, event="held",
                         assertion="asserted", when=person["date"] or "",
                         place=person["city"] or "")
        )  # fmt: skip
    yield from (sources, documents, mentions, claims)
    yield [models.NameKey(mention=one.id, key=key) for one in mentions for key in sounds(one.name)]
    keep({one.id: quickly(one, person) for one, person in zip(mentions, people, strict=True)})


def sounds(name: str) -> Sequence[str]:
    """The keys of a name for the search, word by word."""
    return sorted({key for word in name.split() for key in sounds_of(word)})


@cache
def sounds_of(word: str) -> Sequence[str]:
    from izdeu.names import read, sought

    return sought(read(word))


def quickly(mention: Any, person: dict[str, Any]) -> Any:
    """The features of a row whose name stands in three columns as well."""
    from izdeu.linkage.feature import Features, birth_columns, event_columns
    from izdeu.linkage.spelling import split_parts

    one = record(person)
    names = split_parts(*(person[part] or "" for part in ("surname", "given_name", "patronymic")))
    single = {column: getattr(names, column) for column in names.__slots__}
    single |= {**birth_columns(one), "sex": one.sex, "document": str(mention.document)}
    single["row"] = str(mention.locator["row"])
    single["birth_written"] = one.birth or one.age
    shown = {"surname": "surname", "given": "given_name", "father": "patronymic"}
    single |= {f"{field}_written": person[part] for field, part in shown.items()}
    event = event_columns(one.events[0])
    kept = {name: value for name, value in single.items() if value}
    return Features(kept, {"event": (event,)} if event else {})


#: Rows that follow from the mentions and claims; one installation's chain each.
FOLLOWING = (
    """INSERT INTO tracing_person (id, status, status_without_death, mentions, disputed)
    SELECT id, 'held', 'held', 1, false FROM tracing_mention""",
    """INSERT INTO tracing_recorded (entry, record, kind)
    SELECT entry, id, '{kind}' FROM tracing_{kind}""",
    """INSERT INTO tracing_entry (id, installation, sequence, maker, made_at, kind, body_digest,
    previous, digest) SELECT entry, '{installation}', row_number() OVER (ORDER BY entry),
    'benchmark', '2025-10-20T00:00:00+00:00', '{kind}', '{digest}', '{digest}', '{digest}'
    FROM tracing_{kind}""",
    """INSERT INTO tracing_body (entry, salt, content)
    SELECT entry, {salt}, {content} FROM tracing_{kind}""",
)


def follow() -> None:
    """Write people, headers and bodies; nothing here reads the bodies."""
    from django.db import connection

    lite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(FOLLOWING[0])
        for kind in ("mention", "claim"):
            for words in FOLLOWING[1:]:
                cursor.execute(
                    words.format(
                        kind=kind,
                        installation=("1" if kind == "mention" else "2") * 32,
                        digest="0" * 64,
                        salt="zeroblob(16)" if lite else "'0123456789abcdef'::bytea",
                        content="randomblob(400)"
                        if lite
                        else "convert_to(repeat(entry::text, 11), 'UTF8')",
                    )
                )


def said(person: dict[str, Any]) -> dict[str, str]:
    """What a row says of a person."""
    age = person["age"]
    return {"name": person["name"], "sex": person["sex"] or "", "birth": person["birth_date"] or "",
            "age": "" if age is None else str(age),
            "age_said": "" if age is None else "2025-10-20"}  # fmt: skip


def paper(document: Any, source: Any) -> Any:
    from izdeu.tracing import models

    return models.Document(
        id=document, entry=uuid4(), source=source, digest=os.urandom(32).hex(), size=9000,
        format="csv", published="2025-10-20", recorded="2025-10-20T00:00:00+00:00",
        maker="benchmark", origin=source,
    )  # fmt: skip


def keep(found: dict[Any, Any]) -> None:
    """Put mentions on the shelf without comparing them: that would take days."""
    from izdeu.linkage import Model
    from izdeu.linkage.key import blocking_keys
    from izdeu.tracing import bulk, models, shelf

    model = Model.default()
    held = [shelf.ready(mention, features, model) for mention, features in found.items()]
    rows = [
        (key.number, number)
        for mention, number in shelf.put(held, model).items()
        for key in blocking_keys(found[mention], model)
    ]
    bulk.fill(models.Key, ("key", "number"), rows)


def divide() -> None:
    """Divide the keys that too many share, as matching does after each batch."""
    from django.db import connection

    from izdeu.linkage import Model
    from izdeu.linkage.packing import described, layout_of
    from izdeu.tracing import shelf

    model, large = Model.default(), {0: None}
    while large:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT min(number) FROM tracing_key WHERE number > 0 "
                "GROUP BY key HAVING count(*) > %s",
                [shelf.LARGEST],
            )
            some = shelf.load({number for (number,) in cursor.fetchall()})
        large = {
            key.number: key
            for number, held in some.items()
            for key in shelf.sharing(
                {number: described(held.packed, layout_of(model))}, model
            ).large
        }
        for key in large.values():
            shelf.divide(key, model)


def ask(left_out: Any, asked: int, home: Path) -> None:
    from izdeu.linkage import Model
    from izdeu.terms import SourceKind
    from izdeu.tracing import actions, matching

    mark = home / ASKED
    begun = int(mark.read_text()) if mark.exists() else 0
    people = left_out.slice(begun, 2 * asked).to_pylist()
    mark.write_text(str(begun + 2 * asked))
    model = Model.default()
    source = actions.record_source("Invented hospital", SourceKind.HOSPITAL, by="benchmark")
    path = home / "arrival.csv"

    def whole(person: dict[str, Any]) -> None:
        arrive(person, source, path)
        matching.match(model)

    measured("library call", people[:asked], lambda one: matching.likenesses(record(one), model))
    measured("whole action with ledger and commit", people[asked:], whole)


def record(person: dict[str, Any]) -> Any:
    """A row as the linkage library sees it, of a document that is not here."""
    from izdeu.linkage import Happening, Record

    event = Happening("held", person["date"] or "", person["city"] or "")
    return Record(person["id"], **said(person), events=(event,), document="new", row="2")


def arrive(person: dict[str, Any], source: Any, path: Path) -> None:
    """Record a document of one row."""
    from izdeu.documents.locator import Locator
    from izdeu.documents.reading import (
        Found,
        FoundClaim,
        FoundMention,
        ReadDocument,
        Reading,
        Value,
    )
    from izdeu.terms import Event, Sex
    from izdeu.tracing import actions

    spot = Locator(row=2, column=1)
    told = said(person)
    told["sex"], words = Sex(told["sex"]) if told["sex"] else None, told.pop("name")
    found = FoundMention(spot, Value(words, spot), **told)
    claim = FoundClaim(Event.HELD, when=person["date"] or "", place=person["city"] or "")
    digest = os.urandom(32).hex()
    path.write_text(words + digest, encoding="utf-8")
    reading = Reading(
        ReadDocument(digest, path.stat().st_size, "csv", "2025-10-20"),
        iter([Found(found, (claim,))]),
    )
    actions.record_document(actions.Arrival(path, source), reading, by="benchmark")


def measured(what: str, people: Sequence[Any], run: Callable[[Any], object]) -> None:
    """Run it for each, and print how long one takes; the first fifty are not counted."""
    wall, cpu = [], []
    for person in people:
        begun = time.perf_counter(), time.process_time()
        run(person)
        wall.append(1000 * (time.perf_counter() - begun[0]))
        cpu.append(1000 * (time.process_time() - begun[1]))
    told = [f"p50 {np.percentile(t[50:], 50):.2f} ms, p99 {np.percentile(t[50:], 99):.1f} ms"
            for t in (wall, cpu)]  # fmt: skip
    print(f"{what}: {told[0]}; CPU {told[1]} ({len(people) - 50} of them)", flush=True)


if __name__ == "__main__":
    main()
