"""Every command in the guides is run; every command and setting is in some guide."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from izdeu.cli import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def script(page):
    """The page's shell blocks as one script, but for what builds the project itself."""
    lines = "\n".join(BLOCK.findall(page.read_text("utf-8"))).splitlines()
    return "\n".join(line for line in lines if not line.startswith(("make", ".ci/")))


WITH_COMMANDS = [page for page in PAGES if script(page).strip()]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.stem)
def test_every_command_of_a_guide_runs_as_it_stands(page, tmp_path):
    folder = tmp_path / "examples"
    shutil.copytree(ROOT / "docs" / "examples", folder)
    environment = {
        **os.environ,
        "IZDEU_HOME": str(tmp_path / "home"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    for name in ("IZDEU_DATABASE_URL", "IZDEU_PLAIN_SQLITE"):
        environment.pop(name, None)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script(page)],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


def written():
    return "\n".join(page.read_text("utf-8") for page in PAGES)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command):
    assert f"izdeu {command}" in written()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_of_a_guide_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_setting_is_documented():
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    settings = set(re.findall(r"IZDEU_[A-Z_]+[A-Z]", source))
    assert settings <= set(re.findall(r"IZDEU_[A-Z_]+[A-Z]", written()))
