"""One row of a list: the person it names, and what it says of them."""

from collections.abc import Iterator, Mapping
from datetime import date

from izdeu.documents.claim import claims_of
from izdeu.documents.context import Context
from izdeu.documents.identity import Person, identify, read_person
from izdeu.documents.part import ACCEPTED, Row
from izdeu.documents.plan import Plan
from izdeu.documents.reading import NONE, Found, FoundMention, Original, SetAside, Value
from izdeu.documents.values.number import has_number, seal


def read_row(row: Row, plan: Plan, context: Context, published: date) -> list[Found | SetAside]:
    """Give the mention of a row with its claims, and each value that could not be read."""
    aside: list[SetAside] = []
    person = read_person(row, plan, published)
    identify(person, row, plan, published, aside)
    if person.name is None and not person.features:
        where = plan.locate(row.number, page=row.page)
        return [SetAside(where, "row.names_nobody", _open_words(row, plan))]
    claims = claims_of(person, row, plan, context, published, aside)
    unmapped = _unmapped(row, plan, aside) if plan.kept else NONE
    if person.rest_at is not None and has_number(person.rest_at.raw):
        aside.append(SetAside(person.rest_at.locator, "cell.contact_sealed"))
    found = Found(_mention(person, row, plan, published, unmapped), tuple(claims))
    if not aside and not row.spots:
        return [found]
    return [found, *aside, *_unsure(row, plan)]


def _unsure(row: Row, plan: Plan) -> Iterator[SetAside]:
    """Cells of a picture that a person should look at before they count."""
    for column, _ in plan.fields if row.spots else ():
        sure = row.spots[column].confidence
        if sure is not None and sure < ACCEPTED and (value := plan.value(row, column)):
            yield SetAside(value.locator, "cell.unsure", seal(value.raw))


def _mention(
    person: Person, row: Row, plan: Plan, published: date, unmapped: Mapping[str, str]
) -> FoundMention:
    # By order, as the fields stand in the class: half the time of naming them, for every row.
    return FoundMention(
        plan.locate(row.number, plan.column, page=row.page),
        person.name,
        (),
        person.sex,
        person.age,
        published.isoformat() if person.age else "",
        person.birth,
        person.father,
        "subject",
        person.features,
        _numbers(row, plan) if plan.numbers else (),
        unmapped,
        person.initials,
        person.said,
        Original(row.cells, plan.window),
    )


def _open_words(row: Row, plan: Plan) -> str:
    """The row's words without its contacts."""
    sealed = plan.window.sealed
    cells = [cell for i, cell in enumerate(row.cells) if i not in sealed and cell.strip()]
    return seal(" | ".join(cells))


def _numbers(row: Row, plan: Plan) -> tuple[Value, ...]:
    """Numbers of the person sought; those of relatives are never taken up."""
    values = (plan.value(row, column) for column in plan.numbers)
    return tuple(value for value in values if value and any(map(str.isdigit, value.raw)))


def _unmapped(row: Row, plan: Plan, aside: list[SetAside]) -> dict[str, str]:
    unmapped: dict[str, str] = {}
    for column, header in plan.kept:
        if column < len(row.cells) and (words := row.cells[column].strip()):
            unmapped[header] = words
            if has_number(words):
                unmapped[header] = seal(words)
                aside.append(
                    SetAside(
                        plan.locate(row.number, column + 1, page=row.page), "cell.contact_sealed"
                    )
                )
    return unmapped
