"""The outbox's tables: ids and times only."""

from django.db import models


class Cursor(models.Model):
    """How far one installation's chain was read for news."""

    installation = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField()


class Task(models.Model):
    """One call to make or one message to send about one request."""

    id = models.UUIDField(primary_key=True)
    """Also the message's own id wherever a channel can pass one on."""
    request = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=8)
    grounds = models.JSONField(default=list)
    """The claims it rests on; when none stands any more it is dropped."""
    state = models.CharField(max_length=8, db_index=True)
    attempts = models.IntegerField(default=0)
    made = models.DateTimeField()
    due = models.DateTimeField()
    """When to try next; while it is leased, when the lease ends."""
    calls = models.IntegerField(default=0)
    """How often the family had been called when a call was asked for."""


class Notice(models.Model):
    """One "there is news" in the feed of a family; it names nobody and no case."""

    id = models.UUIDField(primary_key=True)
    feed = models.CharField(max_length=64, db_index=True)
    """A digest of the secret link."""
    text = models.CharField(max_length=200)
    made = models.DateTimeField()
