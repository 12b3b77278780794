"""Set up an installation: keys, house rules, and an invitation for the first coordinator."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

import django

from izdeu.cli import access
from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import PUBLIC_HALF, home, open_record, passphrase
from izdeu.cli.serve import prepare
from izdeu.protection import datakey, keyring, retention, vault
from izdeu.protection.datakey import KeyFile

if TYPE_CHECKING:
    from izdeu.publication.house import House


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes; every house rule can be given again later."""
    parser.add_argument("--name", help="who runs this installation, as families see it")
    parser.add_argument("--call", help="how a family reaches a person: a telephone, a street")
    parser.add_argument(
        "--languages", metavar="CODES", help="the first is shown first (default: kk,kk-Latn,ru,en)"
    )
    parser.add_argument(
        "--leave", metavar="ADDRESS", help="where the way out leads (default: Wikipedia in Kazakh)"
    )
    parser.add_argument("--region", help="whose clocks and terms count (default: kz)")
    parser.add_argument(
        "--throw-away", action="store_true", help="for a trial: no passphrase, no protection"
    )
    access.add_passphrase(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write keys and house rules; print an invitation while there is no coordinator."""
    prepare()
    rules = _rules(arguments)
    _protect(arguments)
    open_record()
    _drop_demo_key()
    _write(rules)
    _invite()
    _say_next(rules)
    return 0


def _protect(arguments: argparse.Namespace) -> None:
    """Have the data under a key that only a passphrase opens, and unlock it."""
    file = access.key_file()
    if access.is_plain() or arguments.throw_away or (file and not file.throw_away):
        return
    given = passphrase("new passphrase of this installation", arguments.passphrase_fd, twice=True)
    words = access.strong(given)
    plain = access.database() if file is None else None
    if file is not None:
        root = _take_over(file, words)
    elif plain is not None and plain.exists():
        root = _encrypt(words)
    else:
        root = access.make(words)
    access.unlock(root)
    print("the database is encrypted; without the passphrase and data.key it is lost")


def _take_over(file: KeyFile, words: str) -> bytes:
    """From a throw-away key to one that a passphrase opens: everything is written anew."""
    open_record()
    from izdeu.tracing import rotation

    change = rotation.prepare(file, "", following=words)
    rotation.rotate(change)
    vault.forget()
    return change.root


def _encrypt(words: str) -> bytes:
    django.setup()
    from izdeu.tracing import rotation

    root, key = datakey.draw(), datakey.DataKey(2, datakey.draw())
    file = datakey.sealed([key], root, words, secrets=datakey.draw_secrets())
    rotation.encrypt_plain(file, key)
    return root


def _rules(arguments: argparse.Namespace) -> "House":
    """The house rules: what is given now, in place of what stood, in place of the defaults."""
    # Words of pages are looked up in the installation's settings: they are known from here on.
    home()
    from izdeu.publication import house

    if arguments.leave and not arguments.leave.startswith("https://"):
        raise CannotGoOn("--leave: give an address that begins with https://")
    given = {key: getattr(arguments, key) for key in ("name", "call", "leave", "region")}
    if arguments.languages is not None:
        given["languages"] = [one.strip() for one in arguments.languages.split(",")]
    told = {key: value for key, value in given.items() if value is not None}
    try:
        standing = house.House() if _was_demo() else house.read(home())
        return house.understood({**asdict(standing), **told})
    except house.NotRules as refusal:
        raise CannotGoOn(str(refusal)) from refusal


def _write(rules: "House") -> None:
    from izdeu.publication import house

    path = home() / house.FILE
    path.write_text(house.worded(rules) + _retention(), encoding="utf-8")
    print(f"house rules: {path}\nkeys: {home() / datakey.NAME} (keep a copy elsewhere)")


def _was_demo() -> bool:
    """Whether the folder is a demo's: nobody answers at the telephone it names."""
    return (home() / keyring.THROW_AWAY).exists()


def _drop_demo_key() -> None:
    """A key that was printed for everybody to try is no key to seal a family's contact to."""
    if _was_demo():
        for name in (PUBLIC_HALF, keyring.THROW_AWAY):
            (home() / name).unlink(missing_ok=True)
        print("the demo's throw-away key was removed; what was sealed to it cannot be opened")


def _retention() -> str:
    """How long what is kept: as it stood, else the defaults, to be seen and changed there."""
    try:
        return retention.worded(retention.read(home()))
    except retention.NotAPolicy as refusal:
        raise CannotGoOn(f"house.toml: {refusal}") from refusal


def _invite() -> None:
    from izdeu.accounts import operator
    from izdeu.accounts.models import Operator
    from izdeu.accounts.role import Role

    if Operator.objects.filter(role=Role.COORDINATOR, active=True).exists():
        print("there is a coordinator already: invitations are made on the page Team")
        return
    code = operator.invite(Role.COORDINATOR, by="init")
    print(f"the first coordinator joins at /join/ with this code, within seven days: {code}")


def _say_next(rules: "House") -> None:
    """What is still to be done, in the order in which it is done."""
    if not (home() / PUBLIC_HALF).exists():
        print("families cannot leave a telephone yet: put in a stick, then izdeu keys init --to IT")
    if not rules.call:
        print("no page says how a family reaches a person: izdeu init --call TELEPHONE")
    print("then: izdeu serve, and beside it izdeu work")
