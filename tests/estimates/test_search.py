import pytest

from izdeu.estimates import hierarchy, search
from izdeu.estimates.search import search as lines_of


def test_the_best_log_linear_models_are_those_published(table):
    best = lines_of(table("kosovo"))[0]
    assert hierarchy.name(best.model) == "[123,14,34]"
    assert best.estimate == pytest.approx(10356.519, rel=1e-6)
    assert hierarchy.name(lines_of(table("allegheny4"))[0].model) == "[12,14,23,24,34]"
    assert hierarchy.name(lines_of(table("madigan_york_spina3"))[0].model) == "[12,3]"


def test_the_best_model_with_heterogeneity_is_the_one_published(table):
    best = lines_of(table("allegheny4"), "darroch")[0]
    assert hierarchy.name(best.model) == "[12,13,14]"


@pytest.mark.parametrize(
    ("form", "estimate"),
    [("poisson", 9327.76133), ("darroch", 12797.34344), ("gamma", 18387.14575)],
)
def test_heterogeneity_alone_gives_the_published_estimates(table, form, estimate):
    alone = hierarchy.independence(4)
    found = next(line for line in lines_of(table("kosovo"), form) if line.model == alone)
    assert found.estimate == pytest.approx(estimate, rel=1e-6)


def test_the_limited_search_finds_what_the_complete_one_finds(table, monkeypatch):
    complete = lines_of(table("kosovo"))
    monkeypatch.setattr(search, "COMPLETE", 3)
    limited = lines_of(table("kosovo"))
    near = [line.model for line in complete if line.bic <= complete[0].bic + 7]
    assert near == [line.model for line in limited][: len(near)]


def test_independence_is_always_among_the_lines(table):
    for name in ("uk5", "snowshoe_hare"):
        overlaps = table(name)
        alone = hierarchy.independence(len(overlaps.lists))
        assert alone in [line.model for line in lines_of(overlaps)]
