"""Records as they stand today, derived from the ledger and rebuilt from it at any time.

References between records are plain ids: entries arrive in any order.
"""

from django.db import models


class Recorded(models.Model):
    """Which entries speak of which record: two laptops may have recorded the same one."""

    entry = models.UUIDField(primary_key=True)
    record = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=16)


class Record(models.Model):
    """What every derived record has: its id, and the entry whose body it shows."""

    id = models.UUIDField(primary_key=True)
    entry = models.UUIDField()

    class Meta:
        abstract = True


class Source(Record):
    """Who says it; sources that copy one another share an origin, counted once."""

    name = models.TextField()
    kind = models.CharField(max_length=16)
    risk = models.CharField(max_length=32, default="")
    origin = models.UUIDField()


class Document(Record):
    """The bytes it came in, known by their digest."""

    source = models.UUIDField(db_index=True)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    format = models.CharField(max_length=16)
    published = models.CharField(max_length=32)
    recorded = models.CharField(max_length=32)
    maker = models.CharField(max_length=80)
    origin = models.UUIDField()
    series = models.CharField(max_length=200, default="")
    """What the recorder calls this list from day to day, to find its earlier version."""

    class Meta:
        indexes = [
            models.Index(
                fields=["-recorded", "id"], condition=~models.Q(format="call"), name="document_list"
            ),
            models.Index(fields=["maker"], name="document_maker"),
        ]


class Mention(Record):
    """One person as one document names or describes them."""

    document = models.UUIDField(db_index=True)
    name = models.TextField()
    sex = models.CharField(max_length=8, default="")
    age = models.CharField(max_length=32, default="")
    age_said = models.CharField(max_length=32, default="")
    birth = models.CharField(max_length=64, default="")
    father = models.TextField(default="")
    role = models.CharField(max_length=16)
    features = models.JSONField(default=dict)
    unmapped = models.JSONField(default=dict)
    numbers = models.JSONField(default=list)
    locator = models.JSONField(default=dict)
    others = models.JSONField(default=list)
    confirmed = models.BooleanField(default=True)
    """A mention from a text or photo that nobody confirmed matches, but cannot be judged."""
    decoy = models.BooleanField(default=False)
    """Nobody: put there to be found by whoever looks where nothing leads. No query tells it."""
    person = models.UUIDField(db_index=True)
    withdrawn = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["confirmed"],
                condition=models.Q(confirmed=False, withdrawn=False),
                name="to_be_confirmed",
            )
        ]


class Claim(Record):
    """What is said of a mention, and how it stands today."""

    mention = models.UUIDField(db_index=True)
    event = models.CharField(max_length=32)
    assertion = models.CharField(max_length=16)
    when = models.CharField(max_length=64, default="")
    place = models.TextField(default="")
    facility_words = models.TextField(default="")
    facility = models.UUIDField(null=True, db_index=True)
    source = models.UUIDField()
    said_by = models.TextField(default="")
    voice = models.CharField(max_length=16, default="")
    words = models.TextField(default="")
    note = models.TextField(default="")
    locators = models.JSONField(default=list)
    standing = models.CharField(max_length=16, default="claimed")
    hidden = models.BooleanField(default=False)


class Request(Record):
    """A family asks for a person: a question put to us by a stranger until somebody called back."""

    mention = models.UUIDField(db_index=True)
    number = models.CharField(max_length=16, unique=True)
    relation = models.CharField(max_length=64, default="")
    language = models.CharField(max_length=8, default="")
    consent = models.JSONField(default=list)
    opened = models.CharField(max_length=32)
    vetted = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)


class Appeal(Record):
    """Somebody outside, who cannot open a case, asks to be called back or says that it is false."""

    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=16, default="", db_index=True)
    """The case number given, where it could be read as one."""
    name = models.TextField(default="")
    """Of the person it is about, as the one who wrote gives it."""
    words = models.TextField(default="")
    language = models.CharField(max_length=8, default="")
    opened = models.CharField(max_length=32)
    contact = models.BooleanField(default=False)
    """Whether a sealed contact was left with it."""


class Facility(Record):
    """A place people are held, treated or laid."""

    kind = models.CharField(max_length=16)
    name = models.TextField()
    names = models.JSONField(default=dict)
    place = models.TextField(default="")
    key = models.CharField(max_length=200, db_index=True)


class Inquiry(Record):
    """Somebody asked a facility about a spelling; the answer is dated, and proves no absence."""

    facility = models.UUIDField(db_index=True)
    mention = models.UUIDField(null=True, db_index=True)
    spelling = models.TextField()
    asked = models.CharField(max_length=64)
    answer = models.CharField(max_length=16)
    words = models.TextField(default="")
    maker = models.CharField(max_length=80)
    again = models.CharField(max_length=32, default="")
    """When to ask this facility again about this person; "" where a later answer stands, or nobody
    asks any more. Kept as the rows of ``Case`` are."""

    class Meta:
        indexes = [
            models.Index(fields=["-asked", "id"], name="inquiry_log"),
            models.Index(fields=["facility", "asked"], name="inquiry_last"),
            models.Index(fields=["again", "mention"], name="inquiry_again"),
            models.Index(fields=["facility", "again"], name="inquiry_open"),
        ]


class Tally(Record):
    """A figure somebody announced."""

    metric = models.CharField(max_length=64)
    value = models.BigIntegerField()
    unit = models.CharField(max_length=16)
    scope = models.TextField()
    as_of = models.CharField(max_length=32)
    claimant = models.TextField()
    source = models.UUIDField(null=True)
    standing = models.CharField(max_length=16)
    locator = models.JSONField(default=dict)


class SetAside(Record):
    """A row or file that could not be read; kept with its reason, and taken up again."""

    document = models.UUIDField(db_index=True)
    reason = models.CharField(max_length=64)
    locator = models.JSONField(default=dict)


class Judgement(Record):
    """A person's decision on whether two mentions are one."""

    a = models.UUIDField(db_index=True)
    b = models.UUIDField(db_index=True)
    decision = models.CharField(max_length=16)
    maker = models.CharField(max_length=80)
    made_at = models.CharField(max_length=32)
    weight = models.FloatField(null=True)
    note = models.TextField(default="")
    answered = models.BooleanField(default=False)


class Act(models.Model):
    """One thing done about a record: vetted, verified, hidden, withdrawn, corrected …"""

    entry = models.UUIDField()
    kind = models.CharField(max_length=16)
    about = models.UUIDField(db_index=True)
    maker = models.CharField(max_length=80)
    made_at = models.CharField(max_length=32)
    content = models.JSONField(default=dict)
    answered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "about"], name="one_act_a_record")]
        indexes = [models.Index(fields=["kind", "-made_at", "entry"], name="act_latest")]


class Person(models.Model):
    """What the judgements join, named by the smallest of its mentions."""

    id = models.UUIDField(primary_key=True)
    status = models.CharField(max_length=16)
    status_without_death = models.CharField(max_length=16)
    """What may be told while two people of the team have not agreed on a death."""
    mentions = models.IntegerField()
    disputed = models.BooleanField(default=False)
    """Judgements contradict one another somewhere among these mentions."""


class NameKey(models.Model):
    """How a word of a mention's name sounds, so that a search finds it in any script."""

    mention = models.UUIDField(db_index=True)
    key = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["key", "mention"], name="name_key")]
