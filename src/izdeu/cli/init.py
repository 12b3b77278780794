"""Set up an installation: keys, house rules, and an invitation for the first coordinator."""

import argparse
import json

import django

from izdeu.cli import access
from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import home, open_record, passphrase
from izdeu.cli.serve import prepare
from izdeu.protection import datakey, retention, vault
from izdeu.protection.datakey import KeyFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes; every house rule can be given again later."""
    parser.add_argument("--name", default="", help="who runs this installation, as families see it")
    parser.add_argument("--call", default="", help="how a family reaches a person of the team")
    parser.add_argument(
        "--languages", default="kk,kk-Latn,ru,en", help="the first one is shown first"
    )
    parser.add_argument("--leave", default="", metavar="ADDRESS", help="where the way out leads")
    parser.add_argument("--region", default="kz", help="which country's places and terms")
    parser.add_argument(
        "--throw-away", action="store_true", help="for a trial: no passphrase, no protection"
    )
    access.add_passphrase(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write keys and house rules; print an invitation while there is no coordinator."""
    prepare()
    _protect(arguments)
    open_record()
    rules = _rules(arguments)
    path = home() / "house.toml"
    text = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in rules)
    path.write_text(text + _retention(), encoding="utf-8")
    print(f"house rules: {path}\nkeys: {home() / datakey.NAME} (keep a copy elsewhere)")
    _invite()
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


def _rules(arguments: argparse.Namespace) -> list[tuple[str, object]]:
    from izdeu.publication.wording import CHOICES

    languages = [one.strip() for one in arguments.languages.split(",") if one.strip()]
    if strange := set(languages) - set(CHOICES):
        raise CannotGoOn(
            f"no pages in {', '.join(sorted(strange))}; choose among {', '.join(CHOICES)}"
        )
    if arguments.leave and not arguments.leave.startswith("https://"):
        raise CannotGoOn("--leave: give an address that begins with https://")
    told = {"name": arguments.name, "call": arguments.call, "leave": arguments.leave}
    return [
        *((key, value) for key, value in told.items() if value),
        ("languages", languages),
        ("region", arguments.region),
    ]


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
    print("then: izdeu serve, and beside it izdeu work")
