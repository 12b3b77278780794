"""Locked, unlocked, taken over: a passphrase once, and a machine that tells nothing when locked."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.installation import PASSPHRASE, Installation, files_with

NAME = "Xqzname"


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    """An installation under a passphrase in which a family asked; locked when a test begins."""
    made = Installation(tmp_path_factory.mktemp("locked") / "home")
    shown = made.run("init", "--name", "Desk", stdin=PASSPHRASE + "\n")
    assert "encrypted" in shown
    made.run("request", NAME, "--seen", "2022-01-05")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def begins_locked(locked):
    locked.close()


def test_every_command_on_a_locked_installation_says_in_one_sentence_what_to_do(locked):
    for words in (("count",), ("doctor",), ("backup", "create", "x.age", "--to", "age1x"),
                  ("audit", "verify"), ("work", "--once"), ("keys", "rotate")):  # fmt: skip
        said = locked.run(*words, status=1)
        assert said.count("\n") == 1 and "izdeu unlock" in said
    assert "locked" in locked.run("keys", "status", "--to", ".", status=1)


def test_the_passphrase_is_given_once_and_a_wrong_one_opens_nothing(locked):
    assert "does not open" in locked.run("unlock", stdin="another five words entirely\n", status=1)
    assert "unlocked" in locked.run("unlock", stdin=PASSPHRASE + "\n")
    assert "unlocked already" in locked.run("unlock")
    locked.run("count")
    locked.run("lock")
    assert "izdeu unlock" in locked.run("count", status=1)
    assert "locked already" in locked.run("lock")


def test_a_passphrase_comes_through_a_descriptor_and_never_through_a_variable(locked):
    read, write = os.pipe()
    os.write(write, PASSPHRASE.encode() + b"\n")
    os.close(write)
    locked.run("unlock", "--passphrase-fd", read, pass_fds=[read])
    os.close(read)
    locked.run("count")


def test_the_agents_socket_and_folder_are_their_owners_alone(locked):
    locked.run("unlock", stdin=PASSPHRASE + "\n")
    folder = locked.home / "agent"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "key.socket").stat().st_mode) == 0o600


def test_a_restart_stays_locked(locked):
    """Whoever kills the agent, or takes the power away, locks."""
    locked.run("unlock", stdin=PASSPHRASE + "\n")
    for number in agents(locked):
        os.kill(number, signal.SIGKILL)
    assert "izdeu unlock" in locked.run("count", status=1)


def agents(installation):
    found = []
    for path in installation.home.joinpath("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if b"izdeu.protection.agent" in words and str(installation.home).encode() in words:
            found.append(int(path.parent.name))
    return found


def test_the_key_changes_under_a_passphrase_and_the_old_passphrase_with_it(locked):
    locked.run("unlock", stdin=PASSPHRASE + "\n")
    other = "quite another sentence of words"
    locked.run("keys", "rotate", "--new-passphrase", stdin=f"{PASSPHRASE}\n{other}\n")
    locked.run("count")
    locked.run("lock")
    assert "does not open" in locked.run("unlock", stdin=PASSPHRASE + "\n", status=1)
    locked.run("unlock", stdin=other + "\n")
    locked.run("keys", "rotate", "--new-passphrase", stdin=f"{other}\n{PASSPHRASE}\n")
    assert NAME not in locked.run("audit", "verify")


def test_pages_and_work_say_that_they_are_locked_and_come_back(locked):
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    locked.run("unlock", stdin=PASSPHRASE + "\n")
    serve = begin(locked, "serve", "--port", port, "--workers", 1)
    work = begin(locked, "work", "--every", 1)
    try:
        assert answered(port, 200)
        locked.run("lock")
        page = answered(port, 503)
        assert "Locked" in page and "not saved" in page and NAME not in page
        assert "locked" in work.stdout.readline()
        locked.run("unlock", stdin=PASSPHRASE + "\n")
        assert answered(port, 200)
    finally:
        for process in (serve, work):
            process.terminate()
            process.wait(20)
            process.stdout.close()


def begin(installation, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "izdeu.cli", *map(str, words)], env=installation.environment,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def answered(port, status):
    """The page, once it is answered with this status."""
    asked = urllib.request.Request(f"http://localhost:{port}/", headers={"Accept-Language": "en"})
    for _ in range(300):
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                found, page = answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                found, page = refusal.code, refusal.read().decode()
        except OSError:
            found, page = 0, ""
        if found == status:
            return page
        time.sleep(0.1)
    raise AssertionError(f"never answered {status}")


def test_a_trial_is_taken_over_by_a_passphrase_with_all_that_is_in_it(tmp_path):
    made = Installation(tmp_path / "home")
    try:
        assert "throw-away" in made.run("request", NAME, "--seen", "2022-01-05")
        assert "throw-away" in made.run("doctor", status=1)
        made.run("init", stdin=PASSPHRASE + "\n")
        assert "safe" in made.run("doctor")
        assert "1  People named" in made.run("count")
    finally:
        made.close()


def test_a_plain_database_is_encrypted_by_init_and_left_only_by_a_setting(tmp_path):
    plain = Installation(tmp_path / "home", IZDEU_PLAIN_SQLITE="1")
    plain.run("request", NAME, "--seen", "2022-01-05")
    assert "not safe: the database is plain" in plain.run("doctor", status=1)
    assert files_with(plain.home, NAME) != []
    made = Installation(tmp_path / "home")
    assert "plain SQLite" in made.run("count", status=1)
    try:
        made.run("init", stdin=PASSPHRASE + "\n")
        assert "1  People named" in made.run("count")
        assert files_with(made.home, NAME) == []
        assert "unset" in plain.run("count", status=1)
    finally:
        made.close()


def test_a_short_passphrase_is_refused_and_nothing_is_made(tmp_path):
    made = Installation(tmp_path / "home")
    assert "at least" in made.run("init", stdin="short\n", status=1)
    assert not (made.home / "data.key").exists()
