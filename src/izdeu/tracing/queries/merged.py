"""Rows of several kinds in one order, each kind read along its own index.

Asked for at once, PostgreSQL would read and sort every row of all kinds to give the first page.
"""

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def merged(
    kinds: Sequence[QuerySet[Row]], order: Sequence[str], *, first: int = 0, most: int
) -> list[Row]:
    """``most`` rows of all kinds from the ``first`` on; ``order`` as in ``order_by``."""
    wanted = first + most
    rows = list(chain.from_iterable(kind.order_by(*order)[:wanted] for kind in kinds))
    for field in reversed(order):
        rows.sort(key=attrgetter(field.removeprefix("-")), reverse=field.startswith("-"))
    return rows[first:wanted]
