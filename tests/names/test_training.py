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
