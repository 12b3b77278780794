"""How many pairs of a record are true: found from the record where nobody trained the model."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from izdeu.linkage import Model
from izdeu.linkage.prior import settled
from izdeu.tracing.queries import OpenLink


def refer(links: Sequence[OpenLink], people: int) -> list[OpenLink]:
    """Give each link the weight it has among so many people as judged.

    The default model's share of true pairs is a guess for no record in particular: with it, a
    record in which many lists name the same people would count most of them several times. A
    trained model's share was found on its own table and stays. A contradiction caps the weight
    whatever the share is, and tells nothing of it.
    """
    guessed = Model.default()
    mine = [link for link in links if link.model == guessed.digest]
    free = {link: guessed.caps.free(link.weight, _ceiling(link)) for link in mine}
    between = {link.people: free[link] for link in mine if free[link] < _ceiling(link)}
    factors = np.array(list(between.values())) - guessed.prior_weight
    share = settled(guessed.prior, factors, np.ones(len(factors)), people * (people - 1) / 2)
    more = math.log2(share / (1 - share)) - guessed.prior_weight
    raised = {link: guessed.caps.held(free[link] + more, _ceiling(link)) for link in mine}
    return [replace(link, weight=raised.get(link, link.weight)) for link in links]


def _ceiling(link: OpenLink) -> float:
    return math.inf if link.ceiling is None else link.ceiling
