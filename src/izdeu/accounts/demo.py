"""Sign-ins of the invented event, drawn anew each time it is served; for nothing else."""

from izdeu.accounts import casekey, factor, operator, phrase
from izdeu.accounts.models import Operator
from izdeu.accounts.role import Role
from izdeu.terms import Audience
from izdeu.tracing import queries


def member(pseudonym: str, role: str) -> tuple[str, list[str]]:
    """Make a member of the demo's team; give the password and the one-time codes."""
    password = phrase.phrase("en", factor.secret().encode())
    Operator.objects.filter(pseudonym=pseudonym).delete()
    made = operator.enrol(pseudonym, Role(role), password, factor.secret())
    return password, factor.recovery_codes(made)


def family(key: str) -> tuple[str, str]:
    """Give one called-back family of the demo a phrase; number and phrase to open the case."""
    reader = queries.staff_reader("demo-1", audience=Audience.COORDINATOR)
    rows = [row for row in queries.requests(reader) if row.vetted and not row.withdrawn]
    row = min(rows, key=lambda one: one.number)
    words = phrase.phrase("en", phrase.seed(key.encode(), row.number))
    casekey.keep(row.number, row.id, casekey.slow(words))
    return row.number, words
