"""A family reports somebody: three facts are enough, and no account is needed."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from izdeu.accounts import casekey, phrase
from izdeu.dates import span
from izdeu.documents.values.age import find_age, read_age
from izdeu.tracing import actions
from izdeu.web import contact, form, moment, once, page, visit
from izdeu.web.form import Field, Form

#: Whose entries these are in the ledger: nobody of the team has spoken with the family yet.
BY = "family-form"
#: What the team does in any case, and what each tick adds to it.
SEARCH = "search"
CONSENT = ("partners", "lawyers", "press")
_LIFETIME = timedelta(days=100 * 365)
FIELDS = (
    once.FIELD,
    Field("name", required=True, most=200, worded="sought_name"),
    Field("age", most=60),
    Field("seen_place", "area", most=500),
    Field("seen_when", "date", most=10),
    Field("marks", "area", most=1000),
    Field("relation", "choice", options=("kin", "neighbour", "other")),
    Field("consent", "several", options=CONSENT),
)


def ask(request: HttpRequest) -> HttpResponse:
    """The form; sent, the number and phrase under which the family comes back."""
    if request.method != "POST":
        return page.render(request, "ask.html", {"form": form.blank(fields(), once=once.token())})
    sent = once.ready(form.read(fields(), request.POST))
    _look_at_year(sent)
    if sent.refused:
        return page.render(request, "ask.html", {"form": sent}, status=422)
    language = visit.of(request).language
    words = phrase.phrase(language, phrase.seed(settings.SECRET_KEY.encode(), sent["once"]))
    hashed = casekey.slow(words)
    number = once.once(sent, lambda: _open(sent, language, hashed))
    more = {"number": number, "phrase": words, "called": bool(sent["contact"])}
    return page.render(request, "asked.html", more)


def fields() -> tuple[Field, ...]:
    """What a report asks, on the page and on paper."""
    *first, consent = FIELDS
    return (*first, *contact.fields(), consent)


def _look_at_year(sent: Form) -> None:
    """Refuse a day that is still to come or a lifetime ago: the year was mistyped."""
    seen, now = None if sent.refused else span(sent["seen_when"]).start, moment.now()
    if seen is not None and not now - _LIFETIME < seen < now + timedelta(days=1):
        sent.refused["seen_when"] = "year"


def age_of(words: str) -> str:
    """The age that was told, however it was worded; "" where there is none in the words."""
    found = find_age(words)
    return read_age(words) or (found[0] if found else "")


def uses(sent: Form) -> list[str]:
    """What the family agrees to: the search, and what it ticked."""
    return [SEARCH, *(one for one in CONSENT if one in sent.chosen["consent"])]


def _open(sent: Form, language: str, hashed: str) -> str:
    asked, sealed = _asked(sent, language), contact.sealing(sent["contact"])
    opened = actions.open_request(asked, by=BY, consent=uses(sent), sealing=sealed)
    casekey.keep(opened.number, opened.request, hashed)
    return opened.number


def _asked(sent: Form, language: str) -> actions.Asked:
    """What was typed, as typed; an age is read where it is one, and kept in the words anyway."""
    told = [sent["age"] and f"{sent['age']}.", sent["seen_place"], sent["marks"]]
    return actions.Asked(
        name=sent["name"],
        said=datetime.now(UTC).date().isoformat(),
        age=age_of(sent["age"]),
        seen_when=sent["seen_when"],
        seen_place=sent["seen_place"],
        features=(("marks", sent["marks"]),) if sent["marks"] else (),
        words="\n".join(line for line in told if line),
        relation=sent["relation"],
        language=language,
    )
