"""What every test may use: invented people, and a database where one is asked for."""

import hashlib
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings as hypothesis_settings

from izdeu.documents.locator import Locator
from izdeu.documents.reading import Found, FoundClaim, FoundMention, ReadDocument, Reading, Value
from izdeu.terms import Event, SourceKind

# No test measures time: a busy machine must not fail it.
hypothesis_settings.register_profile("izdeu", deadline=None)
hypothesis_settings.load_profile("izdeu")


@pytest.fixture
def desk(db, tmp_path):
    """A desk at which lists are recorded without a file format between."""
    return Desk(tmp_path)


@pytest.fixture
def lasting_desk(transactional_db, tmp_path):
    """A desk whose database really commits; emptied afterwards as only its owner can."""
    from izdeu.tracing import triggers

    triggers.install()
    yield Desk(tmp_path)
    as_table_owner()


def as_table_owner(*statements):
    """Touch the tables as somebody would who has the file and knows SQL."""
    with connection.cursor() as cursor:
        for table in ("entry", "answeredentry", "body", "part"):
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE tracing_{table} DISABLE TRIGGER USER")
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        for statement, values in statements:
            cursor.execute(statement, values)


class Desk:
    """Records small invented lists and gives their mentions' ids."""

    def __init__(self, folder: Path):
        self.folder = folder

    def source(self, name="Белкент қалалық ауруханасы", kind=SourceKind.HOSPITAL):
        from izdeu.tracing import actions

        return actions.record_source(name, kind, by="op-1")

    def list(self, *rows, source=None, published="2022-01-15", **arrival):
        """Record rows of (name, claims…); give the ids of their mentions in order."""
        from izdeu.tracing import actions, models

        text = (
            "\n".join(name for name, *_ in rows) + f"\n{source}{published}{sorted(arrival.items())}"
        )
        path = self.folder / f"{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}.csv"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        found = [self.found(name, claims, row) for row, (name, *claims) in enumerate(rows, 1)]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        document = ReadDocument(digest, path.stat().st_size, "csv", published)
        intake = actions.record_document(
            actions.Arrival(path, source or self.source(), **arrival),
            Reading(document, iter(found)),
            by="op-1",
        )
        mentions = models.Mention.objects.filter(document=intake.document)
        by_row = {mention.locator["row"]: mention.id for mention in mentions}
        return [by_row[row] for row in sorted(by_row)]

    def found(self, name, claims, row):
        spot = Locator(row=row, column=1)
        value = Value(name, spot) if name else None
        made = [claim if isinstance(claim, FoundClaim) else FoundClaim(claim) for claim in claims]
        return Found(FoundMention(spot, value), tuple(made))


def held(when="2022-01-05", **more):
    return FoundClaim(Event.HELD, when=when, **more)
