"""Open the public side, let it take nothing in, or close it."""

import argparse

from izdeu.cli import access
from izdeu.protection import mode

_SAID = {
    "open": "open: families report and read their own cases",
    "read-only": "read-only: pages are read, nothing is taken in, and they say so",
    "closed": "closed: the public side says that it is closed; the team goes on working",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("mode", nargs="?", choices=mode.MODES, help="without one: say which stands")


def run(arguments: argparse.Namespace) -> int:
    """Change the mode, at once and also while the installation is locked; say which stands."""
    home = access.home()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if arguments.mode:
        mode.choose(home, arguments.mode)
    print(_SAID[mode.read(home)])
    return 0
