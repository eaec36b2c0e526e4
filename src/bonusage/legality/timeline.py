"""Every day of an act from its first one: lawful, blocked, left to a person or not known, why, and until when.

Days are not looked at one by one: only those on which something the rules read can change.
Next: check.py.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
from collections.abc import Iterator
from typing import NamedTuple

from bonusage.legality.act import Act
from bonusage.legality.check import blocking, findings
from bonusage.legality.finding import Finding, Verdict
from bonusage.legality.law_facts import UNKNOWN_FROM, LawFacts
from bonusage.legality.rules import RULES

DAY = dt.timedelta(days=1)
PERIODS = (15, 21, 30, 45, 60)
"""Days that a period of approval or opinion may last."""
MONTHS = (1, 2, 6)
SLACK = 12
"""A period may be longer by these many days under the policies (clear days, holidays)."""


class State(enum.StrEnum):
    """What the act is on a day. PREPARED: not concluded yet. PERSON: nothing is wrong, but a person must judge."""

    PREPARED = "prepared"
    LAWFUL = "lawful"
    BLOCKED = "blocked"
    PERSON = "person"
    NOT_KNOWN = "not_known"


class Segment(NamedTuple):
    """The days [start, end) (None: open), the state, and the findings that explain it."""

    start: dt.date
    end: dt.date | None
    state: State
    why: tuple[Finding, ...] = ()

    def said(self) -> str:
        """'du 02/04/2002 au 25/05/2002 : bloqué (ACBUS.APPROVE.MINISTERS)'."""
        last = f" au {self.end - DAY:%d/%m/%Y}" if self.end else ", sans terme connu"
        reasons = ", ".join(one.rule for one in self.why)
        return f"du {self.start:%d/%m/%Y}{last} : {IN_FRENCH[self.state]}" + (f" ({reasons})" if reasons else "")


IN_FRENCH = {
    State.PREPARED: "en préparation",
    State.LAWFUL: "licite",
    State.BLOCKED: "bloqué",
    State.PERSON: "une personne doit juger",
    State.NOT_KNOWN: "non connu",
}


def timeline(act: Act, facts: LawFacts, until: dt.date = UNKNOWN_FROM) -> tuple[Segment, ...]:
    """The segments from the first dated fact of the act to `until`, that day included; () for an act without a day."""
    days = [one for one in sorted(days_of_change(act, facts)) if one <= until]
    found: list[Segment] = []
    for day in days:
        segment = state_on(act, day, facts)
        if found and _same(found[-1], segment):
            continue
        if found:
            found[-1] = found[-1]._replace(end=day)
        found.append(segment)
    return tuple(found)


def state_on(act: Act, day: dt.date, facts: LawFacts) -> Segment:
    """The segment that begins on that day, its end left open."""
    if day >= UNKNOWN_FROM:
        told = blocking(findings(act, day, facts), facts)
        ended = tuple(one for one in told if one.verdict == Verdict.NOT_MET)
        return Segment(day, None, State.BLOCKED if ended else State.NOT_KNOWN, ended or told)
    if act.concluded_on is None or day < act.concluded_on:
        return Segment(day, None, State.PREPARED)
    told = blocking(findings(act, day, facts), facts)
    wrong = tuple(one for one in told if one.verdict == Verdict.NOT_MET)
    if wrong:
        return Segment(day, None, State.BLOCKED, wrong)
    return Segment(day, None, State.PERSON if told else State.LAWFUL, told)


def _same(one: Segment, other: Segment) -> bool:
    """Same state for the same reasons; a sentence that only counts the days is no change."""
    return one.state == other.state and [why.rule for why in one.why] == [why.rule for why in other.why]


def first_day(act: Act) -> dt.date | None:
    """The day of its first dated fact."""
    return min(events(act), default=None)


def events(act: Act) -> Iterator[dt.date]:
    """Every day that the act bears."""
    days: list[dt.date | None] = [act.concluded_on, act.starts_on, act.ends_on, act.context.consulted_on]
    days += [one.signed_on for one in act.parties]
    for opinion in act.opinions:
        days += [opinion.asked_on, opinion.given_on]
    for sent in act.transmissions:
        days += [sent.sent_on, sent.received_on]
    for decision in act.decisions:
        days += [decision.on, decision.notified_on, decision.received_on]
    yield from (one for one in days if one is not None)


def days_of_change(act: Act, facts: LawFacts) -> set[dt.date]:
    """The days, from the first event on, on which a finding can change: events, the day after, ends of periods, new
    versions of the law, parties that come or go, the first day not known."""
    known = set(events(act))
    if not known:
        return set()
    first = min(known)
    days = set(known)
    for one in known:
        days.add(one + DAY)
        for length in PERIODS:
            days |= {one + DAY * (length + more) for more in range(-1, SLACK)}
        for count in MONTHS:
            days |= {_months_later(one, count) + DAY * more for more in range(-1, SLACK)}
    for rule in RULES:
        if act.kind in rule.kinds:
            days |= {one for one in (rule.since, rule.until) if one is not None}
    for regime in facts.regimes:
        if act.kind in regime.kinds:
            days |= {one for one in (regime.start, regime.end) if one is not None}
    days |= {dt.date(2011, 8, 12), dt.date(2013, 1, 1), UNKNOWN_FROM}
    if act.ends_on is not None:
        days.add(act.ends_on + DAY)
    return {one for one in days if one >= first}


def _months_later(day: dt.date, count: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
