import pytest

from izdeu.alerts.text import LONGEST, TooLong, alert


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("reach", ["", "+7 700 555 01 02", "izdeu.example.org/kk"])
def test_an_alert_fits_a_push_notice_and_says_that_nobody_asks_for_money(language, reach):
    text = alert(language, reach)
    assert len(text.encode()) <= LONGEST
    assert reach in text
    assert any(word in text for word in ("ақша", "Денег", "money"))


def test_an_enquirer_of_another_language_is_told_in_kazakh():
    assert alert("de") == alert("kk")


def test_words_that_would_not_fit_are_refused_before_anything_is_sent():
    with pytest.raises(TooLong):
        alert("kk", "long words on how to reach us " * 9)


def test_a_family_that_reads_latin_letters_is_told_in_them():
    assert alert("kk-Latn", "+7 700").startswith("Jañalyq bar.")
