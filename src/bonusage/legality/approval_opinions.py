"""Opinions that must be there: asked, given, favourable, taken as given after a silence, contradictory; on one day.

A fund's silence is never favourable; an agency's is, after two months; UNOCAM's opinion is deemed given after 21 days.
Next: approval.py, which waits for those that must come before the submission.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from bonusage.legality.act import Act, Opinion
from bonusage.legality.approval_count import DAY, last_day
from bonusage.legality.law_facts import LawFacts, Required, holds
from bonusage.values.fault import Fault
from bonusage.values.period import french_date


class Awaited(NamedTuple):
    """What became of a required opinion on a day: `since` it is there (None: it is not), what is missing or wrong, the
    day to wait for (None: nothing runs), and the faults of the act's author."""

    required: Required
    since: dt.date | None
    missing: str = ""
    wait: dt.date | None = None
    faults: tuple[Fault, ...] = ()


def required_on(act: Act, day: dt.date, facts: LawFacts) -> tuple[Required, ...]:
    """The opinions that such an act needs on that day; one that depends on its content, only when it says so."""
    return tuple(
        row
        for row in facts.required
        if act.kind in row.kinds
        and act.level in row.levels
        and holds(row.start, row.end, day)
        and (not row.when or getattr(act.content, row.when) is True)
    )


def awaited(act: Act, required: Required, day: dt.date, facts: LawFacts, text_version: int = 1) -> Awaited:
    """What became of one of them on a day, for a version of the text."""
    given = tuple(one for one in act.opinions if one.text_version == text_version)
    faults = tuple(_contradictions(act, given, day))
    since: list[dt.date] = []
    missing: list[str] = []
    waits: list[dt.date] = []
    for body in required.by:
        found = _one(body, required, given, day, facts)
        since += [found.since] if found.since else []
        missing += [found.missing] if found.missing else []
        waits += [found.wait] if found.wait else []
    if required.one_of:
        others = tuple(one for one in facts.other_national_funds(day) if one not in required.by)
        answers = [_one(one, required, given, day, facts) for one in others]
        good = [one.since for one in answers if one.since]
        since += [min(good)] if good else []
        missing += [] if good else [_none_of(others, given, day, facts)]
    there = not missing and not faults
    said = " ; ".join(missing) or (faults[0].what if faults else "")
    return Awaited(required, max(since) if there and since else None, said, max(waits, default=None), faults)


def _one(body: str, required: Required, given: tuple[Opinion, ...], day: dt.date, facts: LawFacts) -> Awaited:
    title = facts.parties[body].title
    own = [one for one in given if one.by == body]
    told = sorted(one.given_on for one in own if one.given_on and one.given_on <= day and _serves(one, required))
    if told:
        return Awaited(required, told[0])
    if any(one.given_on and one.given_on <= day and one.favourable is False for one in own):
        return Awaited(required, None, f"avis défavorable : {title}")
    if any(one.given_on and one.given_on <= day for one in own):
        return Awaited(required, None, f"le sens de l'avis n'est pas indiqué : {title}")
    asked = sorted(one.asked_on for one in own if one.asked_on and one.asked_on <= day)
    if not asked:
        return Awaited(required, None, f"avis non demandé : {title}")
    if not required.tacit:
        return Awaited(required, None, f"silence, qui ne vaut pas avis favorable : {title}")
    end = last_day(asked[0], required.length, required.unit, facts)
    if day > end:
        return Awaited(required, end + DAY)
    return Awaited(required, None, f"avis attendu jusqu'au {french_date(end)} : {title}", end)


def _serves(opinion: Opinion, required: Required) -> bool:
    return required.wanted == "given" or opinion.favourable is True


def _none_of(others: Iterable[str], given: tuple[Opinion, ...], day: dt.date, facts: LawFacts) -> str:
    titles = " ou ".join(facts.parties[one].title for one in others)
    against = [
        one.by for one in given if one.by in others and one.favourable is False and one.given_on and one.given_on <= day
    ]
    said = f" ({', '.join(against)} : défavorable)" if against else ""
    return f"il manque l'avis favorable d'une autre caisse nationale{said} : {titles}"


def _contradictions(act: Act, given: tuple[Opinion, ...], day: dt.date) -> Iterable[Fault]:
    """Two opinions of one body, for and against, on one version of the text."""
    for body in dict.fromkeys(one.by for one in given):
        own = [one for one in given if one.by == body and one.given_on and one.given_on <= day]
        if {True, False} <= {one.favourable for one in own}:
            days = ", ".join(str(one.given_on) for one in own)
            yield Fault(
                f"deux avis contraires de {body} sur la même version du texte",
                f"{act.id}, opinions",
                f"{body} : {days} (texte n° {own[0].text_version})",
                "un seul avis par version du texte",
                "supprimer l'un des deux, ou donner son numéro au nouveau texte (text_version)",
            )
