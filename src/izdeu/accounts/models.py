"""Tables of accounts. None of them holds a name, a telephone or a word about a case."""

from django.db import models


class Operator(models.Model):
    """A member of the team under a pseudonym."""

    pseudonym = models.CharField(max_length=40, unique=True)
    role = models.CharField(max_length=16)
    password = models.CharField(max_length=200)
    """Argon2id."""
    secret = models.CharField(max_length=64)
    """Of the second factor (RFC 6238), in base 32."""
    step = models.BigIntegerField(default=0)
    """The time step of the last code used: no code works twice."""
    stamp = models.CharField(max_length=32)
    """Drawn anew when role, password or factor change: sessions under another stamp are over."""
    active = models.BooleanField(default=True)


class Recovery(models.Model):
    """A one-time code for a lost telephone."""

    operator = models.ForeignKey(Operator, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)


class Passkey(models.Model):
    """A key that an operator's browser or telephone keeps; only its public half is here."""

    operator = models.ForeignKey(Operator, on_delete=models.CASCADE)
    credential = models.CharField(max_length=400, unique=True)
    public = models.BinaryField()
    count = models.BigIntegerField(default=0)
    """How often it has signed, where it counts: a copied key falls behind."""
    made = models.DateTimeField(auto_now_add=True)


class Invitation(models.Model):
    """A place in the team for whoever brings the code, once, until a date."""

    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=16)
    expires = models.DateTimeField()
    used = models.BooleanField(default=False)
    maker = models.CharField(max_length=40)


class Attempt(models.Model):
    """How often a guess at one thing failed of late; the key is a digest of that thing."""

    key = models.CharField(max_length=64, unique=True)
    failures = models.IntegerField(default=0)
    since = models.DateTimeField()


class CaseKey(models.Model):
    """The phrase under which a family reads its own case, as a slow hash."""

    number = models.CharField(max_length=16, unique=True)
    request = models.UUIDField(unique=True)
    phrase = models.CharField(max_length=200)


class Once(models.Model):
    """A form that was sent, so that sending it twice does one thing and gives the same answer."""

    digest = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=200)
    """What it was answered with: a case number, or the page it led to."""
    sent = models.DateTimeField()
