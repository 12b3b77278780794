"""Readers as the case record knows them: which cases an operator holds."""

from uuid import UUID

from django.db.models import Q

from izdeu.protection.reader import Reader
from izdeu.terms import Audience, EntryKind
from izdeu.tracing import models


def staff_reader(
    operator: str, *, audience: Audience = Audience.CASEWORKER, reason: str = ""
) -> Reader:
    """Give a member of the team as a reader, with the documents, mentions and requests held.

    Who recorded a document holds it; other holders are made by ``actions.hold``.
    """
    return Reader(audience, operator, frozenset(_held(operator)), reason)


def _held(operator: str) -> set[UUID]:
    documents = models.Document.objects.filter(maker=operator).values_list("id", flat=True)
    acts = models.Act.objects.filter(kind=EntryKind.HOLDER, answered=False)
    made = acts.filter(Q(content__holder=operator)).values_list("about", flat=True)
    return {*documents, *made}
