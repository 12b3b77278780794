"""Write, check or bring back one encrypted file that holds the whole ledger."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from izdeu.cli import access, leaving
from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import PUBLIC_HALF, home, open_record, passphrase

if TYPE_CHECKING:
    from izdeu.tracing.backup import Backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("what", choices=["key", "create", "verify", "restore"])
    parser.add_argument("file", type=Path, help="the backup; with key, the new identity's file")
    parser.add_argument(
        "--to", action="append", default=[], metavar="AGE1…",
        help="with create: a recipient, or a file of recipients; several may be named",
    )  # fmt: skip
    parser.add_argument(
        "--identity", action="append", default=[], type=Path, metavar="FILE",
        help="with verify and restore: a file with an age identity",
    )  # fmt: skip
    parser.add_argument(
        "--data-key", type=Path, metavar="FILE",
        help="with restore: the copy of the lost machine's data.key, whose passphrase is asked; "
        "new lists' numbers then meet the old ones', and messages go on",
    )  # fmt: skip
    access.add_passphrase(parser)


def run(arguments: argparse.Namespace) -> int:
    """Do it; a file that is damaged or sealed to others changes nothing."""
    from izdeu.protection.agefile import NotARecipient, NotOpened
    from izdeu.tracing.entry import TamperedEntry

    open_record()
    from izdeu.tracing.backup import Expired
    from izdeu.tracing.carrier import NotACarrier

    deeds = {"key": _key, "create": _create, "verify": _verify, "restore": _restore}
    try:
        return deeds[arguments.what](arguments)
    except (NotARecipient, NotOpened, NotACarrier, TamperedEntry, Expired) as refusal:
        raise CannotGoOn(f"{arguments.file.name}: {refusal}") from refusal
    except OSError as failure:
        raise CannotGoOn(
            f"{arguments.file.name}: {failure.strerror}; nothing was done"
        ) from failure


def _key(arguments: argparse.Namespace) -> int:
    from izdeu.protection.agefile import draw
    from izdeu.protection.keyring import write_privately

    identity, recipient = draw()
    write_privately(arguments.file, f"# {recipient}\n{identity}\n")
    print(recipient)
    return 0


def _create(arguments: argparse.Namespace) -> int:
    from izdeu.alerts import outbox
    from izdeu.protection.agefile import encrypt
    from izdeu.tracing import backup

    half = home() / PUBLIC_HALF
    beside = {
        "outbox": outbox.remembered(),
        "public_half": half.read_text("utf-8") if half.exists() else "",
    }
    packed = backup.content(backup.snapshot(), beside)
    recipients = _named(arguments.to)
    leaving.allow("backup", leaving.people_here(), to=recipients)
    encrypt(packed, arguments.file, recipients)
    print(f"written; it is restored for {backup.KEPT} days, then destroy it")
    return 0


def _named(words: list[str]) -> list[str]:
    """Recipients as given, and those in the files given."""
    from izdeu.protection.agefile import recipients_in

    found: list[str] = []
    for word in words:
        path = Path(word)
        found += recipients_in(path.read_text("utf-8")) if path.is_file() else [word]
    if not found:
        raise CannotGoOn("say who may open it: --to AGE1…; izdeu backup key FILE makes an identity")
    return found


def _opened(arguments: argparse.Namespace) -> "Backup":
    from izdeu.protection.agefile import decrypt, recipients_in
    from izdeu.tracing import backup

    if not arguments.identity:
        raise CannotGoOn("say who opens it: --identity FILE")
    identities = [one for path in arguments.identity for one in recipients_in(path.read_text())]
    return backup.read(decrypt(arguments.file, identities))


def _verify(arguments: argparse.Namespace) -> int:
    kept = _opened(arguments)
    count = sum(1 for _ in kept.entries())
    print(f"whole: {count} entries, made {kept.made}, restored until {kept.expires}")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    from izdeu.alerts import outbox
    from izdeu.protection.keyring import write_privately
    from izdeu.tracing import actions
    from izdeu.tracing.backup import require_fresh

    kept = _opened(arguments)
    require_fresh(kept, datetime.now(UTC).date())
    secrets = _secrets(arguments) if arguments.data_key else {}
    count = actions.restore(kept.entries())
    outbox.remember(kept.beside["outbox"])
    half = home() / PUBLIC_HALF
    if kept.beside["public_half"] and not half.exists():
        write_privately(half, kept.beside["public_half"])
    _keep(secrets)
    print(f"{count} entries were new here; next: izdeu audit verify, then izdeu match")
    return 0


def _secrets(arguments: argparse.Namespace) -> dict[str, bytes]:
    """What the lost machine hashed numbers with and opened addresses by; sessions begin anew."""
    from izdeu.protection.datakey import KeyFile, parsed
    from izdeu.protection.keyring import NotAKey

    try:
        file = KeyFile(parsed(arguments.data_key.read_text("utf-8")))
    except NotAKey as broken:
        raise CannotGoOn(f"--data-key: {broken}") from broken
    given = "" if file.throw_away else passphrase("its passphrase", arguments.passphrase_fd)
    found = file.secrets(access.root_by(file, given))
    return {name: secret for name, secret in found.items() if name != "session"}


def _keep(secrets: dict[str, bytes]) -> None:
    from izdeu.tracing import rotation

    if secrets and access.key_file() is None:
        raise CannotGoOn("the entries are here; --data-key is for an encrypted installation")
    if secrets:
        rotation.keep(secrets)
