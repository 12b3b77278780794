"""Decide for each column of a table what it holds, how surely, and which to ask about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from izdeu.documents.columns.content import Content, weigh
from izdeu.documents.columns.header import (
    BILINGUAL,
    EVENTS,
    FIELDS,
    GENERIC,
    KEEPING,
    NOTHING,
    meanings_of,
)
from izdeu.documents.columns.spelling import fold
from izdeu.documents.values.status import find_statuses

#: Below this the column is asked about and its cells are kept verbatim.
SURE = 0.6
#: As ``SURE``, where nothing in the cells bears the header out.
SURE_UNSEEN = 0.7
#: A runner-up within this leaves it open which.
CLOSE = 0.05
#: A field less likely than this is not shown to somebody who is asked.
WORTH_SHOWING = 0.4
#: Fields between which the rest of the table decides.
KIN = (
    {"name", "surname", "given", "patronymic"},
    {"admitted", "body_received"},
    {"contact", "phone"},
    {"status", "note"},
)
#: Fields of which a table has one column.
SINGLE = {"name", "surname", "given", "patronymic", "birth", "age", "sex", "id_number", "ordinal"}
CONTRADICTED, NEUTRAL = 0.25, 0.92
#: An event's column without dates may be something else, unless its header is just the event.
UNDATED, DOUBTED = 0.8, 0.6
WHOLE = 0.95
#: What cells alone cannot tell: a day of what, a state or a wound.
UNTELLING = frozenset(("date", "status"))
#: Events of which a list gives articles and terms rather than dates.
WORDED = frozenset(("charged", "convicted"))
#: From this share on, cells that name statuses bear out a column of them.
TOLD = 0.4
#: A header that is itself a status word.
STATUS_WORD = 0.75


@dataclass(frozen=True, slots=True)
class Choice:
    """What a column was taken for. ``field`` is "" where that is asked; ``proposal`` then says
    the most likely field."""

    header: str
    field: str
    confidence: float
    rule: str
    proposal: str = ""
    runner_up: str = ""
    """What else it may be; "" where nothing else comes near."""


def choose(
    headers: Sequence[Sequence[str]],
    cells: Sequence[Sequence[str]],
    published: date,
    *,
    told: Mapping[str, str] | None = None,
    serials: bool = False,
) -> list[Choice]:
    """Take each column for a field.

    ``headers`` gives for each column its lines from the top, ``cells`` a sample of its cells.
    ``told`` are a person's earlier answers, header to field ("" to leave it), and always win.
    A column without a header is told by its number, see ``by_place``.
    """
    contents = [weigh(column, published, serials=serials) for column in cells]
    ranked = [_ranked(header, content) for header, content in zip(headers, contents, strict=True)]
    taken = _resolve(ranked)
    choices = [_choice(h, r, t) for h, r, t in zip(headers, ranked, taken, strict=True)]
    choices = _names_together(choices, contents)
    return [_as_told(choice, told or {}) for choice in choices]


def _choice(header: Sequence[str], ranked: list[tuple[float, str, str]], taken: int) -> Choice:
    words = " ".join(dict.fromkeys(line.strip() for line in header if line.strip()))
    if not ranked or taken >= len(ranked):
        return Choice(words, "", 0.0, "unknown")
    score, field, rule = ranked[taken]
    others = [f for s, f, _ in ranked[taken + 1 :] if f not in NOTHING and s > WORTH_SHOWING]
    first, second = [*others, "", ""][:2]
    if field in NOTHING:
        return Choice(words, "", round(score, 2), "other", proposal=first, runner_up=second)
    if score < (SURE if rule != "header" else SURE_UNSEEN) or _is_close(ranked[taken:]):
        return Choice(words, "", round(score, 2), "ask", proposal=field, runner_up=first)
    return Choice(words, field, round(score, 2), rule, runner_up=first)


def _is_close(ranked: Sequence[tuple[float, str, str]]) -> bool:
    """Whether another field is as likely, so that only a person can say which."""
    if len(ranked) < 2 or ranked[0][1] == "contact":
        return False
    (score, field, _), (other, runner_up, _) = ranked[:2]
    kin = any({field, runner_up} <= fields for fields in KIN)
    return not kin and score - other < CLOSE


def _resolve(ranked: list[list[tuple[float, str, str]]]) -> list[int]:
    """For each column the place of its field in its ranking; the surest gets a field first."""
    taken = [0] * len(ranked)
    for _ in range(len(FIELDS)):
        moved = _give_way(ranked, taken)
        if not moved:
            break
    return taken


def _give_way(ranked: list[list[tuple[float, str, str]]], taken: list[int]) -> bool:
    holder: dict[str, int] = {}
    moved = False
    for column, place in enumerate(taken):
        if place >= len(ranked[column]):
            continue
        score, field, _ = ranked[column][place]
        if field not in SINGLE or score < SURE:
            continue
        other = holder.setdefault(field, column)
        if other != column:
            loser = column if ranked[other][taken[other]][0] >= score else other
            holder[field] = other if loser == column else column
            taken[loser] += 1
            moved = True
    return moved


def _ranked(header: Sequence[str], content: Content) -> list[tuple[float, str, str]]:
    """Fields for a column with score and rule, best first."""
    said = _said(header)
    if _is_contact(said) and max(content.dates, content.sexes) < 0.5:
        # Relatives and informants are sealed even where another reading is as likely.
        return [(max(SURE, said["contact"]), "contact", "sealed")]
    event = "" if said else _event_in(header)
    said = {event: STATUS_WORD} if event else _worded(said, content)
    scores = {field: _borne_out(field, score, content) for field, score in said.items()}
    for field, score in _seen_beside(said, content, named=any(header)).items():
        if score > scores.get(field, (0.0, ""))[0]:
            scores[field] = (score, "content")
    return sorted(((s, f, r) for f, (s, r) in scores.items()), reverse=True)


def _borne_out(field: str, score: float, content: Content) -> tuple[float, str]:
    """What the header says, as far as the cells bear it out, and the rule."""
    if not content.filled:
        return score, "header"
    fit = 1.0 if field in NOTHING else _compatible(field, content)
    if field in EVENTS - WORDED and content.dates < 0.2 and content.statuses < 0.2:
        fit *= UNDATED if score >= WHOLE else DOUBTED
    return score * fit, "header+content" if fit == 1 else "header"


def _seen_beside(said: Mapping[str, float], content: Content, *, named: bool) -> dict[str, float]:
    """What the cells say, where that is not what the header says already in other words."""
    seen = _seen(content, named=named)
    if said.get("phone", 0.0) >= SURE:
        seen.pop("contact", None)
    elif "phone" in said and "contact" in seen:
        # Somebody's number, but whose, nobody knows: asked about, and sealed until answered.
        seen["contact"] = SURE - 0.05
    if any(field in EVENTS or field == "birth" for field in said):
        # That they are dates does not contradict the header, which says of what.
        seen.pop("date", None)
    if named:
        # Dates or states under a header that nobody knows: of what, a person must say.
        seen |= {field: min(seen[field], SURE - 0.05) for field in UNTELLING & seen.keys()}
    return seen


def _worded(said: dict[str, float], content: Content) -> dict[str, float]:
    """What happened, told in words instead of days: of what wound, or which of several events."""
    events = {field: score for field, score in said.items() if field in EVENTS}
    if not content.filled or content.dates >= 0.2 or not events:
        return said
    said = dict(said)
    if "wounded" in events:
        said["injury"] = max(said.get("injury", 0.0), said.pop("wounded"))
    if _tells_of_others(events, content):
        said["status"] = max(said.get("status", 0.0), *events.values())
        said |= {field: min(events[field], DOUBTED) for field in events}
    if len(events) > 1 and min(events.values()) > SURE:
        said["status"] = max(said.get("status", 0.0), *events.values())
        for field in events:
            said[field] = min(events[field], DOUBTED)
    return said


def _tells_of_others(events: Mapping[str, float], content: Content) -> bool:
    """Whether the cells tell mostly of other things than the header: "Погиб" over many fates."""
    told = sum(share for event, share in content.events.items() if event.value in events)
    return content.statuses >= TOLD and told < 0.5


def _is_contact(said: Mapping[str, float]) -> bool:
    """Whether the header may name relatives or informants: a doubt is enough to seal a phone."""
    score = said.get("contact", 0.0)
    return score > 0 and (score >= max(said.values()) - 0.12 or "phone" in said)


def _event_in(header: Sequence[str]) -> str:
    """The event that a status word in the header names: "Вышел на свободу"."""
    statuses = find_statuses(" ".join(header))
    return statuses[0].event.value if statuses else ""


def _said(header: Sequence[str]) -> dict[str, float]:
    """What a header of one to three lines says; the lowest line says most."""
    lines = [line for line in dict.fromkeys(header) if line.strip()]
    if not lines:
        return {}
    if len(lines) == 1:
        return meanings_of(lines[0])
    above, lowest = meanings_of(" ".join(lines[:-1])), dict(meanings_of(lines[-1]))
    together = meanings_of(" ".join(lines))
    scores = {field: score * BILINGUAL for field, score in together.items()}
    _take_below(lowest, above)
    for field, score in lowest.items():
        if field not in GENERIC or together.get(field, 0.0) > SURE or above:
            scores[field] = max(score, scores.get(field, 0.0))
    return scores


def _take_below(lowest: dict[str, float], above: Mapping[str, float]) -> None:
    """Let the line above say of what the lowest line is: "Задержание" over "дата"."""
    if not above:
        return
    best = max(above, key=lambda field: above[field])
    if best in NOTHING or best == "contact":
        lowest[best] = max(lowest.values(), default=0.0) + 0.05
    if best not in EVENTS:
        return
    if "date" in lowest:
        lowest[best] = max(lowest.pop("date"), 0.95)
    if lowest.get("place", 0.0) > SURE and best in KEEPING:
        lowest["facility"] = lowest.pop("place")


def _compatible(field: str, content: Content) -> float:
    """1 where the cells bear the field out, less where they do not say or contradict it."""
    share = _evidence(field, content)
    if share is None:
        return NEUTRAL
    return 1.0 if share >= 0.5 else NEUTRAL if share >= 0.2 else CONTRADICTED


def _evidence(field: str, content: Content) -> float | None:
    c = content
    people = c.names * c.several
    if field in EVENTS or field == "date":
        return _evidence_of_event(field, c)
    shares: dict[str, float] = {
        "name": max(c.names, c.lines),
        "surname": c.names,
        "given": c.names,
        "patronymic": max(c.patronymics * c.names, c.names * 0.6),
        "birth": max(
            c.dates * (1.0 if c.recent < 0.7 else 0.3), c.years, c.identities, 0.5 * c.short_years
        ),
        "age": c.ages,
        "sex": c.sexes,
        "phone": c.phones,
        "id_number": max(c.identities, 0.5 if c.phones < 0.5 and c.names < 0.5 else 0.0),
        "ordinal": max(
            c.counting, 0.5 if c.names + c.dates + c.phones + c.identities < 0.3 else 0.0
        ),
        "facility": max(c.facilities, 0.5 if c.dates + c.phones + c.ages + people < 0.4 else 0.0),
        "place": 0.5 if c.dates + c.phones + c.ages + people < 0.6 else 0.0,
    }
    if field in shares:
        return shares[field]
    if field == "ward" and c.facilities >= 0.5:
        return 0.1
    if field == "status" and c.statuses >= TOLD:
        return 1.0
    contradicts = max(c.dates, c.phones, c.identities, c.names * c.several, c.counting)
    return None if contradicts < 0.6 or field in ("note", "features", "source") else 0.1


def _evidence_of_event(field: str, c: Content) -> float:
    old_years = c.dates * (1.0 if c.recent > 0.3 else 0.2)
    if field == "date":
        return old_years
    if field in WORDED:
        return 0.1 if c.names * c.several > 0.6 or c.phones > 0.6 else 0.5
    words = (
        0.5
        if max(c.ages, c.phones, c.identities, c.sexes, c.names * c.several) < 0.5 and c.dates < 0.2
        else 0.0
    )
    return max(old_years, c.statuses, words)


def _seen(c: Content, *, named: bool) -> dict[str, float]:
    """What the cells alone say; a little less where a header says something else."""
    full = c.names * c.several * (0.55 + 0.45 * max(c.surnames, 0.6)) * min(1.0, 0.5 + c.distinct)
    birth = c.dates * (1 - c.recent) * (0.9 if c.ages < 0.5 else 0.3)
    seen = {
        "name": max(full, c.lines * 0.75) * (0.85 if named else 0.95),
        "birth": max(birth, c.years * 0.8 * (1 - c.recent)),
        "date": c.dates * c.recent * 0.8,
        "sex": c.sexes * (0.9 if c.distinct < 0.5 or c.filled < 6 else 0.3),
        "contact": c.phones * 0.9,
        "id_number": c.identities * 0.9,
        "ordinal": c.counting * 0.9 * (0.0 if c.years > 0.5 else 1.0),
        "facility": c.facilities * 0.75,
        "patronymic": c.patronymics * c.names * 0.9,
        "status": c.statuses * 0.65 * (1 - c.facilities),
        "age": c.ages * 0.5 * (1 - c.counting),
    }
    return {field: score for field, score in seen.items() if score > 0.3}


def _names_together(choices: list[Choice], contents: list[Content]) -> list[Choice]:
    """A column called "имя" is the whole name unless surnames stand in a column of their own."""
    choices = _with_surnames(choices, contents)
    fields = [choice.field for choice in choices]
    for i, (choice, content) in enumerate(zip(choices, contents, strict=True)):
        if choice.field in ("given", "surname") and "name" not in fields:
            other = "surname" if choice.field == "given" else "given"
            if other not in fields or (content.several > 0.7 and choice.field == "given"):
                fields[i] = "name"
        elif choice.field == "name" and content.several < 0.3 and content.filled:
            if "given" in fields and "surname" not in fields:
                fields[i] = "surname"
            elif "surname" in fields and "given" not in fields:
                fields[i] = "given"
    return [replace(choice, field=field) for choice, field in zip(choices, fields, strict=True)]


def _with_surnames(choices: list[Choice], contents: list[Content]) -> list[Choice]:
    """Beside given names without surnames, a column of surnames under a header nobody can read."""
    fields = {choice.field for choice in choices}
    if "given" not in fields or fields & {"name", "surname"}:
        return choices
    for i, (choice, content) in enumerate(zip(choices, contents, strict=True)):
        single = content.names >= 0.8 and content.several < 0.3
        if single and content.surnames >= 0.4 and not meanings_of(choice.header):
            surname = replace(choice, field="surname", confidence=SURE_UNSEEN, rule="content")
            return [*choices[:i], surname, *choices[i + 1 :]]
    return choices


def by_place(choice: Choice, told: Mapping[str, str], position: int) -> Choice:
    """A column without a header as a person told it: by its number in the table, "#3"."""
    field = told.get(f"#{position}")
    if choice.header or field is None:
        return choice
    return Choice("", field, 1.0, "told")


def _as_told(choice: Choice, told: Mapping[str, str]) -> Choice:
    for header, field in told.items():
        if fold(header.strip()) == fold(choice.header):
            return Choice(choice.header, field, 1.0, "told")
    return choice
