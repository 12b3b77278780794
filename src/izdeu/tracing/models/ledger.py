"""The ledger: headers for ever, bodies that may be erased."""

from django.db import models


class Installation(models.Model):
    """One laptop or server that writes entries, and how far its chain is known here."""

    id = models.UUIDField(primary_key=True)
    own = models.BooleanField(default=False)
    last_sequence = models.BigIntegerField(default=0)
    last_digest = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["own"], condition=models.Q(own=True), name="one_own_installation"
            )
        ]


class Entry(models.Model):
    """The header of an entry; never updated, never deleted."""

    id = models.UUIDField(primary_key=True)
    installation = models.UUIDField()
    sequence = models.BigIntegerField()
    maker = models.CharField(max_length=80)
    made_at = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    body_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["installation", "sequence"], name="one_entry_a_number")
        ]
        indexes = [models.Index(fields=["kind"], name="entry_kind")]


class AnsweredEntry(models.Model):
    """Part of a header: one of the entries it answers, in order."""

    entry = models.UUIDField()
    position = models.IntegerField()
    answered = models.UUIDField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="one_answer_a_place")
        ]


class Body(models.Model):
    """What an entry says, with the salt that keeps its digest from telling anything."""

    entry = models.UUIDField(primary_key=True)
    salt = models.BinaryField()
    content = models.BinaryField()


class Part(models.Model):
    """A stretch of a document's bytes as received; goes only together with the body."""

    entry = models.UUIDField()
    number = models.IntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="one_part_a_place")]


class DocumentKey(models.Model):
    """The key of one document's bytes, wrapped by the installation's data key."""

    entry = models.UUIDField(primary_key=True)
    generation = models.IntegerField()
    """Of the data key that wraps it."""
    wrapped = models.BinaryField()
