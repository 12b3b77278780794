"""People, proposals and reasons as lines for a terminal."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from izdeu.publication.moment import date, duration
from izdeu.publication.wording import known, locator, say, term
from izdeu.tracing.queries import ClaimLine, MentionLine, PersonPage, ProposalLine, SourceLine

_DEFAULT = "en"


def proposal_lines(line: ProposalLine, language: str = _DEFAULT) -> list[str]:
    """Both sides, the weight, and the reasons behind it."""
    decided = f", {line.decision}" if line.decision else ""
    return [
        f"{line.weight:+.1f} ({line.probability:.3f}){decided}",
        f"  {line.a.id}  {mention_line(line.a, language)}",
        f"  {line.b.id}  {mention_line(line.b, language)}",
        *(f"    {words}" for words in reason_lines(line.reasons, language)),
    ]


def reason_lines(reasons: Sequence[Mapping[str, Any]], language: str = _DEFAULT) -> list[str]:
    """One line a reason: its weight in log2 odds, and what was compared."""
    return [f"{float(one['weight']):+7.2f}  {reason_words(one, language)}" for one in reasons]


def reason_words(reason: Mapping[str, Any], language: str = _DEFAULT) -> str:
    """A reason in words, with the values that were compared."""
    words = known(language, "reason", str(reason["id"]))
    told = [str(value) for value in dict(reason["values"]).values() if value]
    values = " – ".join(value for value in told if not _KEPT.fullmatch(value))
    return f"{words}: {values}" if values else words


#: Ids, keyed hashes and coordinates stand behind a reason, but tell a reader nothing.
_KEPT = re.compile(r"[0-9a-f]{32}|[0-9a-f-]{36}|-?\d+\.\d+")


def mention_line(line: MentionLine, language: str = _DEFAULT) -> str:
    """Name, what is known of the person, and who says it where."""
    told = [line.name or say(language, "report.unnamed")]
    told += [line.father] if line.father else []
    told += [known(language, "sex", line.sex)] if line.sex else []
    told += [line.birth] if line.birth else []
    told += [f"{line.age} ({date(language, line.age_said)})"] if line.age else []
    told.append(source_words(line.source, language))
    told.append(locator(language, line.locator))
    return ", ".join(told)


def source_words(source: SourceLine, language: str = _DEFAULT) -> str:
    """Who says it; only the kind where the name would tell a treatment place."""
    kind = known(language, "source_kind", source.kind)
    return f"{source.name} ({kind})" if source.name else kind


def person_lines(page: PersonPage, language: str = _DEFAULT) -> Iterator[str]:
    """A person's page: status, mentions, timeline, chain, contradictions, inquiries."""
    yield f"{page.id}: {term(language, page.status)}"
    if page.disputed:
        yield f"  {term(language, page.claims[0].standing.DISPUTED)}"
    for request in page.requests:
        vetted = "" if request.vetted else " (not vetted)"
        yield f"  {request.number}{vetted}"
    for line in page.mentions:
        yield f"  {line.id}  {mention_line(line, language)}"
    for claim in page.claims:
        yield f"    {claim_line(claim, language)}"
    yield from _chain(page, language)
    yield from _contradictions(page, language)
    for asked in page.inquiries:
        answer = term(language, asked.answer)
        name = asked.name or say(language, "report.withheld")
        yield f"  ? {date(language, asked.asked)}, {name}: «{asked.spelling}» {answer}"


def claim_line(claim: ClaimLine, language: str = _DEFAULT) -> str:
    """One mark of the timeline: when, what, where, who says it, its place and its standing."""
    told = [
        date(language, claim.when),
        f"{term(language, claim.event)} [{term(language, claim.assertion)}]",
        *(words for words in (claim.facility, claim.place) if words),
        source_words(claim.source, language),
        *(locator(language, one) for one in claim.locators[:2]),
        term(language, claim.standing),
    ]
    return " · ".join(told) + f"  ({claim.id})"


def _chain(page: PersonPage, language: str) -> Iterator[str]:
    claims = {claim.id: claim for claim in page.claims}
    for link in page.chain:
        before, after = claims[link.before], claims[link.after]
        most = duration(language, link.most) if link.most else "…"
        gap = f" — {known(language, 'gap', link.gap)}" if link.gap else ""
        yield (
            f"  {term(language, before.event)} → {term(language, after.event)}: "
            f"{duration(language, link.least)} … {most}{gap}"
        )


def _contradictions(page: PersonPage, language: str) -> Iterator[str]:
    claims = {claim.id: claim for claim in page.claims}
    for one, other in page.contradictions:
        yield f"  ≠ {claim_line(claims[one], language)}"
        yield f"    {claim_line(claims[other], language)}"
