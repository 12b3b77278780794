"""A run that was stopped anywhere goes on and gives what an unbroken one gives, byte for byte."""

import signal
import subprocess
import sys

import pytest

from izdeu.cli import main
from izdeu.linkage import batch, encoding, training
from izdeu.linkage.engines import local
from izdeu.linkage.model import Model
from tests.linkage import table

#: Where runs are stopped: the module or class, the function, and the call that is not finished.
STAGES = [
    (encoding, "normalise", 0),
    (encoding, "keep_texts", 0),
    (encoding, "_tell_apart", 0),
    (encoding, "load", 0),
    (training, "train", 0),
    (Model, "save", 0),
    (local, "_rule", 0),
    (local, "_bucket", 4),
    (local, "write_whole", 2),
    (batch, "_weigh_twins", 0),
    (batch, "_write_pairs", 0),
    (batch, "_edges", 0),
    (batch, "_write_clusters", 0),
    (batch, "_agreement", 0),
    (Model, "save", 1),
]


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """A table, equal rows and repeated ids among it, and what an unbroken run makes of it."""
    folder = tmp_path_factory.mktemp("people")
    table.write(folder / "people.csv", people=100)
    with (folder / "people.csv").open("a", encoding="utf-8") as rows:
        rows.write("r1,Бозжанов Қайрат,м,1990-02-03,Орал,\n" * 60)
    assert link(folder, folder / "whole") == 0
    return folder


def words(folder, out):
    return ["link", str(folder / "people.csv"), "--out", str(out), "--threads", "1"]


def link(folder, out):
    return main(words(folder, out))


def results(out):
    return {path.name: path.read_bytes() for path in out.iterdir()}


def stopping(before, at):
    """The function, which the given call of it leaves half done."""
    calls = []

    def run(*given, **named):
        calls.append(1)
        done = before(*given, **named)
        if len(calls) == at + 1:
            raise KeyboardInterrupt
        return done

    return run


@pytest.mark.parametrize(
    "place, name, at", STAGES, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_run_stopped_after_any_step_goes_on_to_the_same_result(
    people, tmp_path, monkeypatch, place, name, at
):
    with monkeypatch.context() as broken:
        broken.setattr(place, name, stopping(getattr(place, name), at))
        if link(people, tmp_path / "out") == 0:
            pytest.fail(f"{name} was not called so often: nothing was stopped")
    assert link(people, tmp_path / "out") == 0
    assert results(tmp_path / "out") == results(people / "whole")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("stage", ["reading", "training", "rule 2", "writing"])
def test_a_process_that_is_ended_in_a_stage_is_taken_up(people, tmp_path, sign, stage):
    # Where the tests themselves run in the background, the interrupt would be ignored.
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from izdeu.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    line = [sys.executable, "-c", code, *words(people, tmp_path / "out")]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        for said in running.stderr:
            if said.startswith(stage):
                running.send_signal(sign)
                break
        assert "Traceback" not in running.stderr.read()
    assert running.returncode == (130 if sign == signal.SIGINT else -sign)
    assert link(people, tmp_path / "out") == 0
    assert results(tmp_path / "out") == results(people / "whole")


def test_results_of_an_earlier_run_stay_whole_until_there_are_new_ones(
    people, tmp_path, monkeypatch
):
    out = tmp_path / "out"
    assert link(people, out) == 0
    before = results(out)
    monkeypatch.setattr(batch, "_write_pairs", stopping(batch._write_pairs, 0))
    assert link(people, out) == 130
    assert {name: (out / name).read_bytes() for name in before} == before
