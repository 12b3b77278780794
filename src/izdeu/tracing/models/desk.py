"""What the desk has to do about the sought: kept beside each person, made anew with them.

The pages of the desk read these rows as they stand, so that none of them takes longer because the
record grew.
"""

from django.db import models
from django.db.models import Q


class Case(models.Model):
    """A family's request as a line of the desk's lists."""

    request = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=16)
    mention = models.UUIDField(db_index=True)
    person = models.UUIDField(db_index=True)
    name = models.TextField()
    filed = models.CharField(max_length=60)
    """The beginning of the name, by which sheets are in order."""
    birth = models.CharField(max_length=64, default="")
    opened = models.CharField(max_length=32)
    vetted = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    status = models.CharField(max_length=16)
    called = models.CharField(max_length=32, default="")
    """When the family was last called; "" for never."""
    asked = models.IntegerField(default=0)
    """How many times facilities were asked."""
    last_asked = models.CharField(max_length=64, default="")
    again = models.CharField(max_length=32, default="")
    """When the next facility is to be asked again; "" where no answer calls for it."""
    sought = models.BooleanField(default=False)
    """To be asked for at counters: vetted, not taken back, and nobody known free or dead."""
    near = models.CharField(max_length=400, default="")
    """The places the family named, as ``facility.key`` writes them, a line each."""

    class Meta:
        indexes = [
            models.Index(fields=["withdrawn", "vetted", "-opened", "number"], name="case_list"),
            models.Index(
                fields=["last_asked", "opened", "number"],
                condition=Q(withdrawn=False),
                name="case_to_ask",
            ),
            models.Index(fields=["status", "called"], name="case_to_tell"),
            models.Index(fields=["again"], name="case_again"),
            models.Index(fields=["filed", "number"], condition=Q(sought=True), name="case_sheet"),
            models.Index(
                fields=["near", "filed", "number"], condition=Q(sought=True), name="case_near"
            ),
        ]


class Deadline(models.Model):
    """A legal term of somebody sought, with what became of it."""

    claim = models.UUIDField(db_index=True)
    """The claim that started it."""
    clock = models.CharField(max_length=64)
    person = models.UUIDField(db_index=True)
    begun = models.CharField(max_length=32)
    due = models.CharField(max_length=32)
    """Local time of the place, to the second, as ``begun``."""
    outcome = models.CharField(max_length=16, default="")
    """kept, broken, unknown, or "" while nobody said."""
    settled = models.BooleanField(default=False)
    """Whether somebody said what became of it."""
    notice = models.BooleanField(default=False)
    """Whether it is the term within which the family has to be told."""

    class Meta:
        indexes = [
            models.Index(fields=["settled", "due", "claim"], name="deadline_next"),
            models.Index(fields=["-notice", "due", "claim"], name="deadline_broken"),
        ]
