"""Precision and recall of the text reader: python benchmarks/texts.py TEXTS.json [ARTICLE.txt].

TEXTS.json is a list of items with ``id``, ``published``, ``text`` (or ``file``: the text is then
ARTICLE.txt), ``spans`` (kind, value, start, end) and ``events`` (kind, person, date, said_by,
standing). An event is right when kind, person and date agree; standing and said_by are scored on
right events. Dates, places and facilities are scored as spans; facilities that take no part in an
event are not in the truth, so their precision is a lower bound.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from izdeu.documents import text as reader
from izdeu.documents.reading import Found, FoundClaim
from izdeu.terms import Assertion, Event

#: The reader's event as the benchmark calls it; events it does not know are left out.
KINDS = {
    Event.TAKEN: "detained",
    Event.HELD: "detained",
    Event.ADMITTED: "hospitalised",
    Event.BODY_RECEIVED: "body_found",
    Event.DIED: "died",
    Event.MISSING: "missing",
    Event.LAST_SEEN: "missing",
    Event.ILL_TREATED: "ill_treated",
    Event.RELEASED: "released",
    Event.REMOVED_FROM_HOSPITAL: "removed_from_hospital",
}
STANDINGS = {
    Assertion.DENIED: "denied",
    Assertion.NEGATED: "negated",
    Assertion.HEDGED: "unverified",
    Assertion.HEARSAY: "claimed",
}


def standing(claim: FoundClaim) -> str:
    """The benchmark's standing: what somebody in the text asserts is claimed."""
    return STANDINGS.get(claim.assertion, "claimed" if claim.said_by else "asserted")


def person_of(found: Found, spans: dict[tuple[int, int], str]) -> str:
    """The person of the truth whom the mention's places name most often."""
    names = [found.mention.name, *found.mention.others]
    places = [(one.locator.start, one.locator.end) for one in names if one]
    people = Counter(spans[place] for place in places if place in spans)
    return people.most_common(1)[0][0] if people else "?"


def speaker_of(claim: FoundClaim, who: dict[str, str]) -> str:
    """The speaker as the benchmark writes it."""
    if not claim.said_by:
        return "narrator"
    return who.get(claim.said_by, claim.said_by)


def read_events(text: str, item: dict) -> list[tuple]:
    """(kind, person, date, standing, said_by) of everything the reader found."""
    spans = {(s["start"], s["end"]): s["value"] for s in item["spans"] if s["kind"] == "person"}
    found = [
        one for one in reader.items(text, published=item["published"]) if isinstance(one, Found)
    ]
    who = {one.mention.name.raw: person_of(one, spans) for one in found if one.mention.name}
    told = []
    for one in found:
        person = person_of(one, spans)
        taken = {claim.when for claim in one.claims if claim.event is Event.TAKEN}
        for claim in one.claims:
            if claim.event is Event.LAST_SEEN and claim.when in taken:
                continue
            if claim.event in KINDS:
                kind = KINDS[claim.event]
                told.append(
                    (kind, person, claim.when or None, standing(claim), speaker_of(claim, who))
                )
    return told


def without_repeats(told: list[tuple]) -> list[tuple]:
    """One of the events that agree on kind, person, date and on whether they are denied."""
    kept = {}
    for one in told:
        kept.setdefault((*one[:3], one[3] in ("denied", "negated")), one)
    return list(kept.values())


def score_events(told: list[tuple], item: dict, counts: Counter) -> None:
    """Match greedily, events that also agree on standing and speaker first."""
    gold = [
        (e["kind"], e["person"], e["date"], e["standing"], e["said_by"]) for e in item["events"]
    ]
    counts["events told"] += len(told)
    counts["events true"] += len(gold)
    left = list(told)
    for event in gold:
        fitting = [one for one in left if one[:3] == event[:3]]
        fitting.sort(
            key=lambda one, event=event: -sum(a == b for a, b in zip(one, event, strict=True))
        )
        if not fitting:
            print(f"  {item['id']} missed {event}")
            continue
        best = fitting[0]
        left.remove(best)
        counts["events right"] += 1
        counts["standing right"] += best[3] == event[3]
        counts["said_by right"] += best[4] == event[4]
        if best != event:
            print(f"  {item['id']} said  {best} for {event}")
    for one in left:
        print(f"  {item['id']} extra  {one}")


def score_spans(text: str, item: dict, counts: Counter) -> None:
    """Exact spans by kind; dates with their value."""
    found = reader.spans(text, published=item["published"])
    for kind in ("person", "age", "date", "place", "facility"):
        gold = {(s["start"], s["end"]) for s in item["spans"] if s["kind"] == kind}
        if not gold:
            continue
        told = {(one.start, one.end) for one in found if one.kind == kind}
        counts[kind, "told"] += len(told)
        counts[kind, "true"] += len(gold)
        counts[kind, "right"] += len(told & gold)
    values = {(one.start, one.end): one.value for one in found if one.kind == "date"}
    for span in item["spans"]:
        if span["kind"] == "date":
            counts["date values"] += 1
            value = values.get((span["start"], span["end"]))
            counts["date values right"] += value == span["value"].split("/")[0]


def main(paths: list[str]) -> None:
    """Score the reader on the items and print the figures."""
    counts: Counter = Counter()
    for item in json.loads(Path(paths[0]).read_text(encoding="utf-8")):
        if "text" not in item and len(paths) < 2:
            continue
        text = item.get("text") or Path(paths[1]).read_text(encoding="utf-8")
        score_spans(text, item, counts)
        score_events(without_repeats(read_events(text, item)), item, counts)
    for kind in ("person", "age", "date", "place", "facility"):
        right, told, true = (counts[kind, word] for word in ("right", "told", "true"))
        print(f"{kind:9} precision {right}/{told}  recall {right}/{true}")
    print(f"date values right {counts['date values right']}/{counts['date values']}")
    right = counts["events right"]
    told, true = counts["events told"], counts["events true"]
    print(f"events    precision {right}/{told}  recall {right}/{true}")
    standings, speakers = counts["standing right"], counts["said_by right"]
    print(f"of right events: standing {standings}/{right}, said_by {speakers}/{right}")


if __name__ == "__main__":
    main(sys.argv[1:])
