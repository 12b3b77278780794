"""Which mentions may be one person: keys, candidates, weights, clusters."""

from izdeu.linkage.cluster import Cluster, ContradictoryJudgements, Judgement, Pair, cluster
from izdeu.linkage.draw import draws, expected_links
from izdeu.linkage.key import keys
from izdeu.linkage.model import Model, UnfitModel
from izdeu.linkage.pair import Weighed, weigh
from izdeu.linkage.record import Happening, Record

__all__ = [
    "Cluster",
    "ContradictoryJudgements",
    "Happening",
    "Judgement",
    "Model",
    "Pair",
    "Record",
    "UnfitModel",
    "Weighed",
    "cluster",
    "draws",
    "expected_links",
    "keys",
    "weigh",
]
