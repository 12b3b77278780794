import numpy as np
import pytest

from izdeu.linkage import training
from izdeu.linkage.batch import present, rules_of
from izdeu.linkage.model import Model
from tests.linkage import table


@pytest.fixture(scope="module")
def encoded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("training")
    table.write(folder / "people.csv", people=400, seed=9)
    return table.encoded(folder / "people.csv", folder / "work")


def level(model, label):
    return next(one for c in model.comparisons for one in c.levels if one.label == label)


def test_training_finds_what_true_pairs_show_without_labels(encoded):
    model = training.train(encoded, Model.default().within(present(encoded)))
    truth = np.array(encoded.truth.to_pylist())
    a, b = training.pairs_within(np.unique(truth, return_inverse=True)[1])
    pairs = len(encoded.rows) * (len(encoded.rows) - 1) / 2
    assert 0.3 < model.prior / (len(a) / pairs) < 3
    assert level(model, "birth_same").weight > 6
    assert level(model, "place_same").u > level(Model.default(), "place_same").u


def test_judgements_train_m_and_leave_u_alone(encoded):
    model = Model.default().within(present(encoded))
    truth = np.array(encoded.truth.to_pylist())
    a, b = training.pairs_within(np.unique(truth, return_inverse=True)[1])
    judged = training.train_on_judgements(model, encoded, np.stack([a, b], axis=1))
    assert level(judged, "place_same").m > level(model, "place_same").m
    assert level(judged, "place_same").u == level(model, "place_same").u
    assert training.train_on_judgements(model, encoded, np.zeros((0, 2), int)) is model


def test_blocking_reaches_nine_true_pairs_in_ten(encoded):
    model = Model.default().within(present(encoded))
    truth = np.array(encoded.truth.to_pylist())
    a, b = training.pairs_within(np.unique(truth, return_inverse=True)[1])
    hit = np.zeros(len(a), bool)
    for rule in rules_of(model, encoded.columns):
        one, other = (encoded.rows[side][:, list(rule.columns)] for side in (a, b))
        hit |= ((one == other) & (one != np.iinfo(np.int32).min)).all(axis=1)
    assert hit.mean() > 0.9
