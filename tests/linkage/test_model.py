import json

import pytest

from izdeu.linkage.model import Model, UnfitModel, probability, rule_columns


def test_the_default_model_survives_being_saved(tmp_path):
    Model.default().save(tmp_path / "model.json")
    again = Model.load(tmp_path / "model.json")
    assert again.digest == Model.default().digest
    assert again.to_splink() == Model.default().to_splink()


def test_the_chances_of_a_field_sum_to_one():
    for comparison in Model.default().comparisons:
        spoken = [level for level in comparison.levels if not level.is_null]
        assert sum(level.m for level in spoken) == pytest.approx(1, abs=1e-4)
        assert sum(level.u for level in spoken) == pytest.approx(1, abs=1e-4)


def test_splink_loads_the_default_model():
    from splink import SettingsCreator

    settings = SettingsCreator.from_path_or_dict(Model.default().to_splink())
    assert len(settings.get_settings("duckdb").comparisons) == len(Model.default().comparisons)


def test_a_model_keeps_only_the_fields_a_table_has():
    small = Model.default().within({"sex", "surname", "surname_key", "names_key", "place"})
    assert [c.name for c in small.comparisons] == ["surname", "sex", "place"]
    assert [rule_columns(rule) for rule in small.rules] == [
        ("names_key",),
        ("surname_key", "place"),
    ]


def test_a_level_without_its_chances_is_refused(tmp_path):
    settings = Model.default().to_splink()
    del settings["comparisons"][0]["comparison_levels"][1]["m_probability"]
    (tmp_path / "model.json").write_text(json.dumps(settings), encoding="utf-8")
    with pytest.raises(UnfitModel, match="train the model first"):
        Model.load(tmp_path / "model.json")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"comparisons": [3]}', "\x00"])
def test_a_file_that_is_no_model_is_refused(tmp_path, text):
    (tmp_path / "model.json").write_text(text, encoding="utf-8")
    with pytest.raises(UnfitModel):
        Model.load(tmp_path / "model.json")


def test_a_rule_can_only_want_equal_columns():
    with pytest.raises(UnfitModel, match="equal columns"):
        rule_columns('l."a" < r."a"')


def test_weights_are_log_odds():
    assert probability(0) == 0.5
    assert probability(3) == pytest.approx(8 / 9)
    assert probability(-5000) == 0
