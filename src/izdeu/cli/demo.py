"""Build the invented event and do the main job on it."""

import argparse
import json
import os
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from izdeu.cli.match import propose
from izdeu.cli.progress import shown
from izdeu.cli.read import Harvest, read_file, summary
from izdeu.cli.record import PUBLIC_HALF, home, open_record
from izdeu.cli.request import sealing
from izdeu.cli.serve import listen, prepare
from izdeu.cli.work import due
from izdeu.protection import keyring
from izdeu.terms import Answer, FacilityKind, Sex, SourceKind, TallyStanding, Unit

_OPERATOR = "demo-1"
#: Who runs the demo, as its pages say: nobody, and nobody answers there.
_HOUSE = 'name = "Ізде Теңізқала"\ncall = "+7 700 000 00 00"\n'
#: Seconds between two rounds of what ``izdeu work`` does beside a real installation.
_ROUND = 5.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--people", type=int, default=300, help="how many the event befalls")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--serve", action="store_true", help="then serve it on localhost")
    parser.add_argument("--port", type=int, default=8000)


def run(arguments: argparse.Namespace) -> int:
    """Write the event, take it in, match, and print what was found; a second run adds nothing."""
    prepare(plain=True)
    open_record()
    _furnish()
    from izdeu.publication import kept

    event = _event(arguments.people, arguments.seed)
    manifest = json.loads((event / "event.json").read_text("utf-8"))
    harvest = Harvest()
    _read(event, manifest, harvest)
    _record(manifest)
    propose(None, by=_OPERATOR)
    kept.renew(timedelta(0))
    _print(harvest)
    if arguments.serve:
        _sign_ins(arguments.port)
        _work_apart()
        listen("localhost", arguments.port, workers=2)
    return 0


def _furnish() -> None:
    """House rules and a throw-away key for contacts, where the folder has none."""
    from django.conf import settings

    from izdeu.accounts import demo

    if not (home() / "house.toml").exists():
        (home() / "house.toml").write_text(_HOUSE, encoding="utf-8")
    demo.make_contact_key(home(), PUBLIC_HALF, settings.SECRET_KEY)


def _event(people: int, seed: int) -> Path:
    from django.conf import settings

    from izdeu.simulation import write_event

    folder = Path(settings.HOME) / f"event-{people}-{seed}"
    if not (folder / "event.json").exists():
        write_event(folder, people=people, seed=seed)
    return folder


def _read(event: Path, manifest: Mapping[str, Any], harvest: Harvest) -> None:
    from izdeu.tracing import actions

    for place in manifest["facilities"]:
        kind = FacilityKind(place["kind"])
        names = {language: place[language] for language in ("kk", "ru", "en")}
        city = manifest["city"]["ru"]
        actions.record_facility(place["ru"], kind, by=_OPERATOR, names=names, place=city)
    documents = manifest["documents"]
    progress = shown("documents", len(documents))
    for number, document in enumerate(documents, 1):
        speaks = SourceKind(document["kind"])
        source = actions.record_source(document["source"], speaks, by=_OPERATOR)
        path = event / document["file"]
        read_file(path, source, document["published"], by=_OPERATOR, harvest=harvest)
        progress(number)


def _record(manifest: Mapping[str, Any]) -> None:
    """Requests, inquiries and tallies, all or none."""
    from django.db import transaction

    from izdeu.tracing import queries

    if queries.tallies(queries.staff_reader(_OPERATOR)):
        return
    with transaction.atomic():
        mentions = _open_requests(manifest["requests"])
        _inquire(manifest["inquiries"], mentions)
        _tally(manifest["tallies"])


def _open_requests(requests: Sequence[Mapping[str, Any]]) -> dict[str, UUID]:
    from izdeu.tracing import actions

    mentions = {}
    progress = shown("requests", len(requests))
    for number, told in enumerate(requests, 1):
        sealed = sealing({actions.CONTACT: told["enquirer"]["contact"]})
        opened = actions.open_request(_asked(told), by=_OPERATOR, sealing=sealed)
        if told["vetted"]:
            actions.vet(opened.request, by=_OPERATOR)
        mentions[told["id"]] = opened.mention
        progress(number)
    return mentions


def _asked(told: Mapping[str, Any]) -> Any:
    from izdeu.tracing import actions

    return actions.Asked(
        name=told["name"],
        said=told["opened"],
        sex=Sex(told["sex"]) if told["sex"] else None,
        age=told["age"],
        seen_when=told["last_seen"]["when"],
        seen_place=told["last_seen"]["place"],
        features=tuple(sorted(told["features"].items())),
        relation=told["enquirer"]["relation"],
    )


def _inquire(inquiries: Sequence[Mapping[str, Any]], mentions: Mapping[str, UUID]) -> None:
    from izdeu.tracing import actions

    for told in inquiries:
        kind = FacilityKind(told["facility_kind"])
        exchange = actions.Exchange(
            facility=actions.record_facility(told["facility"], kind, by=_OPERATOR),
            spelling=told["spelling"],
            asked=told["asked"],
            answer=Answer(told["answer"]),
            mention=mentions[told["request"]],
        )
        actions.inquire(exchange, by=_OPERATOR)


def _tally(tallies: Sequence[Mapping[str, Any]]) -> None:
    from izdeu.tracing import actions

    for told in tallies:
        figure = actions.Figure(
            metric=told["metric"],
            value=told["value"],
            unit=Unit(told["unit"]),
            scope=told["scope"],
            as_of=told["as_of"],
            claimant=told["claimant"],
            standing=TallyStanding(told["standing"]),
        )
        actions.record_tally(figure, by=_OPERATOR)


def _print(harvest: Harvest) -> None:
    from izdeu.tracing import queries

    found = queries.found(queries.staff_reader(_OPERATOR))
    aside = ", ".join(f"{reason} {count}" for reason, count in found.set_aside.items()) or "nothing"
    print(summary(harvest))
    print(
        f"\nThe invented event stands in {home()}:\n"
        f"  documents {found.documents}, mentions {found.mentions}, claims {found.claims}\n"
        f"  set aside: {aside}\n"
        f"  people {found.fewest}–{found.people}, while {found.proposals} proposals wait\n"
        f"  sought {found.sought}, and something turned up for {found.with_news} of them\n\n"
        "Next: izdeu match, izdeu judge, izdeu show CASE-NUMBER, izdeu count, izdeu report OUT.html"
    )


#: Who can sign in to the demo: two verifiers, because a death takes two.
_TEAM = {"intake-1": "intake", "verifier-1": "verifier", "verifier-2": "verifier",
         "coordinator-1": "coordinator"}  # fmt: skip


def _sign_ins(port: int) -> None:
    """Draw the demo's passwords and one-time codes anew, and print them."""
    from django.conf import settings

    from izdeu.accounts import demo

    print(
        f"\nServed on http://localhost:{port} until you press Ctrl+C. Sign in for the team with\n"
    )
    print(f"  {'pseudonym':<15}{'password':<38}one-time codes, each good for one sign-in")
    for pseudonym, role in _TEAM.items():
        password, codes = demo.member(pseudonym, role)
        print(f"  {pseudonym:<15}{password:<38}{'  '.join(codes[:3])}")
    number, phrase = demo.family(settings.SECRET_KEY)
    print(f"\nOpen a family's case with {number} and the phrase: {phrase}")
    _say_key(demo.contact_passphrase(settings.SECRET_KEY))


def _say_key(passphrase: str) -> None:
    """How contacts are opened here; nothing where somebody made a key of their own."""
    path = home() / keyring.THROW_AWAY
    if path.exists():
        print(
            "Open a family's contact under Cases (take the case first) with the key file\n"
            f"{path}\nand the passphrase: {passphrase}\n"
            "That key is thrown away with the demo and protects nothing: seal nothing real to it."
        )
    print(flush=True)


def _work_apart() -> None:
    """Do in a process of its own what ``izdeu work`` does, for as long as the pages are served."""
    from django.db import connections

    from izdeu.documents import sandbox

    connections.close_all()
    sandbox.close()
    served = os.getpid()
    if os.fork() == 0:
        os._exit(_work(served))


def _work(served: int) -> int:
    os.nice(10)
    try:
        while os.getppid() == served:
            due()
            time.sleep(_ROUND)
    except KeyboardInterrupt:
        pass
    return 0
