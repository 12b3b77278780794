import random

from izdeu.names import training


def write(path, tokens):
    lines = [f"{latin}\t{' '.join(russian)}\t3\n" for latin, russian in tokens]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_costs_are_learned_from_aligned_tokens(tmp_path):
    syllables = {"sha": "ша", "ma": "ма", "ro": "ро", "ki": "ки", "la": "ла", "te": "те"}
    tokens = [
        (a + b + c, syllables[a] + syllables[b] + syllables[c])
        for a in syllables
        for b in syllables
        for c in syllables
    ]
    costs = training.train(write(tmp_path / "aligned.tsv", tokens), random.Random(1))
    assert costs["sh", "ш"] < 2
    assert costs["m", "м"] < 2
    assert costs.get(("m", "т"), 9.0) > 5
    assert costs["q", "қ"] < costs["k", "қ"]


def test_two_latin_groups_meet_in_a_cyrillic_one():
    costs = training.bridged({("sh", "ш"): 0.5, ("sz", "ш"): 1.0})
    assert costs["sh", "sz"] == 1.5


def test_the_table_holds_sixteenths_of_a_bit(tmp_path):
    training.write({("sh", "ш"): 0.5}, tmp_path / "costs.tsv")
    assert (tmp_path / "costs.tsv").read_text("utf-8").splitlines()[-1] == "sh\tш\t8"


def test_a_form_that_one_alphabet_gives_to_one_letter_is_cheap_however_rare_the_alphabet():
    costs = training.from_alphabet({("ш", "s'"): 0.01, ("и", "i"): 0.03, ("і", "i"): 0.01})
    assert costs["s'", "ш"] == training.ALPHABET
    assert costs["i", "и"] < costs["i", "і"]


def test_the_forms_of_national_systems_are_taken_in():
    assert ("šč", "щ") in training.from_systems()
