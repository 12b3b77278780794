import subprocess
import sys
from xml.etree import ElementTree

import pytest

from izdeu.estimates import sequence
from izdeu.estimates.estimate import estimate
from izdeu.estimates.official import january_2022
from izdeu.estimates.pictures.canvas import NARROW, WIDE
from izdeu.estimates.pictures.regions import regions
from izdeu.estimates.pictures.ridge import ridge
from izdeu.estimates.pictures.tallies import over_time
from izdeu.estimates.pictures.upset import upset
from izdeu.estimates.wording import number


def words(picture):
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    return " ".join("".join(part.itertext()) for part in root.iter())


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_overlaps_show_every_list_with_its_size(table, language):
    shown = words(upset(table("kosovo"), language))
    assert f"OSCE · {number(language, 1786)}" in shown
    assert number(language, 1131) in shown


def test_a_table_of_many_combinations_shows_every_list(table):
    overlaps = table("snowshoe_hare")
    shown = words(upset(overlaps))
    assert all(f"{name} · {size}" in shown for name, size in overlaps.sizes().items())


def test_the_ridge_shows_every_close_model_and_the_documented_number(table):
    found = estimate(table("madigan_york_spina3"))
    shown = words(ridge(found, "ru"))
    assert "[12,3]" in shown
    assert "разложимым графам" in shown
    assert "задокументировано" in shown


def test_a_ridge_is_drawn_where_a_limit_is_open(table):
    assert "independence" in words(ridge(estimate(table("artificial3"))))


def test_withdrawn_figures_stand_in_brackets_with_a_shape_of_their_own():
    dead = next(s for s in sequence(january_2022()) if (s.metric, s.scope) == ("dead", "KZ"))
    shown = words(over_time(dead, [("2022-01-20", 12), ("2022-07-01", 190)]))
    assert "(164)" in shown
    assert "withdrawn by its claimant" in shown
    assert "named here" in shown


def test_a_series_with_months_only_is_drawn():
    tortured = next(s for s in sequence(january_2022()) if s.metric == "tortured_to_death")
    assert "6" in words(over_time(tortured, language="kk"))


def test_the_map_shows_the_figure_of_each_region():
    shown = words(regions({"KZ-75": 151, "KZ-43": 26, "": 9}, "адам", "kk"))
    assert "151" in shown
    assert "26" in shown
    assert "9" not in shown.split()


def test_a_region_younger_than_the_outlines_is_counted_where_it_lay():
    assert "12" in words(regions({"KZ-10": 5, "KZ-63": 7}, "people")).split()


def test_a_figure_that_is_not_told_is_not_on_the_map_and_hides_what_lay_with_it():
    shown = words(regions({"KZ-10": 5, "KZ-63": None, "KZ-75": 30}, "people")).split()
    assert "…" in shown
    assert "5" not in shown


def test_a_picture_carries_no_style_that_a_page_would_have_to_allow(table):
    for width in (NARROW, WIDE):
        assert "style" not in regions({"KZ-75": 6}, "people", width=width)
    dead = next(s for s in sequence(january_2022()) if (s.metric, s.scope) == ("dead", "KZ"))
    assert "style" not in over_time(dead, width=NARROW)
    assert "style" not in upset(table("kosovo"))


def test_the_same_input_gives_the_same_picture(table):
    assert upset(table("kosovo")) == upset(table("kosovo"))


def test_matplotlib_is_loaded_only_when_something_is_drawn():
    modules = "izdeu.cli.estimate, izdeu.estimates.pictures.upset"
    code = f"import sys, {modules}; print('matplotlib' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
