"""What is kept beside the case record: suggestions, and counts. Dropped and made anew any time."""

from django.db import models


class Waiting(models.Model):
    """A mention that is to be compared with all others."""

    mention = models.UUIDField(primary_key=True)


class Matched(models.Model):
    """A mention that was compared with all others, and its columns as they were compared."""

    number = models.BigIntegerField(primary_key=True)
    """Orders mentions that are compared often next to each other, see ``tracing.shelf``."""
    mention = models.UUIDField(unique=True)
    packed = models.BinaryField(default=b"")
    """See ``izdeu.linkage.packing``."""
    words = models.BinaryField(default=b"")
    """What reasons show of it, see ``izdeu.linkage.pair``."""
    said = models.BinaryField(default=b"")
    """The keys in ``Frequency`` under which it was counted, 8 bytes each."""


class Key(models.Model):
    """A blocking key of a mention."""

    key = models.BigIntegerField()
    number = models.BigIntegerField(db_index=True)
    """The number of the mention in ``Matched``; 0 where too many shared the key and they are found
    by finer ones."""

    class Meta:
        indexes = [models.Index(fields=["key", "number"], name="key_then_number")]


class Frequency(models.Model):
    """How many mentions have one text in one column; the key tells nothing of the text."""

    key = models.BigIntegerField(primary_key=True)
    count = models.BigIntegerField(default=0)


class Proposal(models.Model):
    """Two mentions that may be one person, with the weight and the reasons for it."""

    a = models.UUIDField()
    b = models.UUIDField(db_index=True)
    weight = models.FloatField()
    probability = models.FloatField()
    ceiling = models.FloatField(null=True)
    """The highest weight that a contradiction between the two allows."""
    reasons = models.JSONField(default=list)
    model = models.CharField(max_length=64)
    decision = models.CharField(max_length=16, default="")
    """What was decided: same, different, unsure, disputed, or "" while it waits."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["a", "b"], name="one_proposal_a_pair")]
        indexes = [
            models.Index(fields=["a"], condition=models.Q(decision__gt=""), name="decided_of"),
            models.Index(fields=["decision", "-weight", "a", "b"], name="proposal_queue"),
        ]


class KeptCount(models.Model):
    """The counts as worded for the public or for the team, in one language."""

    public = models.BooleanField()
    language = models.CharField(max_length=8)
    position = models.CharField(max_length=128)
    """What the record was when they were made."""
    made = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["public", "language"], name="one_count_a_language")
        ]
