"""What an instrument is on a day: it does not exist, a regime approves it, it runs off, it is repealed, or it is not known.

One state a day, never two, never none; what is not known is never lawful. Rows are those of approval.toml and states.toml.
Next: approval.py, for what becomes of one text under its regime.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from typing import NamedTuple

from bonusage.law.address import Address
from bonusage.legality.act import ActKind, Level
from bonusage.legality.law_facts import KNOWN_FROM, UNKNOWN_FROM, Existence, LawFacts, Regime, Row, holds
from bonusage.values.period import french_date


class State(enum.StrEnum):
    """The five states of an instrument; REGIME has the id of the regime beside it."""

    DOES_NOT_EXIST = "does_not_exist"
    REGIME = "regime"
    RUN_OFF = "run_off"
    REPEALED = "repealed"
    NOT_KNOWN = "not_known"


class Phase(NamedTuple):
    """The state of an instrument on the days [since, until) (None: open), with its regime, address and reason."""

    state: State
    since: dt.date | None
    until: dt.date | None
    title: str
    address: Address | None = None
    regime: Regime | None = None

    @property
    def id(self) -> str:
        """'A-R1', or the name of the state."""
        return self.regime.id if self.regime else self.state.value

    @property
    def lawful(self) -> bool:
        """May such a text be concluded then? Only under a regime: run-off is for what was concluded before."""
        return self.state == State.REGIME


class Unsettled(Exception):
    """The rows leave a day without a state, or give it two: a fault of the catalogue, held by the tests."""


def phase_on(
    facts: LawFacts, kind: ActKind, level: Level, day: dt.date, profession: str = "", variant: str = ""
) -> Phase:
    """The one state of an instrument on a day, for a profession ('' : the doctors, or the health centres for theirs).

    Unsettled when the rows of the catalogue do not give exactly one.
    """
    if day < KNOWN_FROM:
        return Phase(State.NOT_KNOWN, None, KNOWN_FROM, "avant le 21/12/1985 : textes non lus")
    if day >= UNKNOWN_FROM:
        return Phase(State.NOT_KNOWN, UNKNOWN_FROM, None, "après le 10/04/2015 : textes non lus")
    found = rows_on(facts, kind, level, day, profession or usual_profession(kind), variant)
    if len(found) != 1:
        said = ", ".join(_id(row) for row in found) or "aucun"
        raise Unsettled(f"{kind}, {level}, {profession or 'médecins'}, {variant or '-'}, {day} : {said}")
    row = found[0]
    until = min(row.end or UNKNOWN_FROM, UNKNOWN_FROM)
    if isinstance(row, Regime):
        return Phase(State.REGIME, row.start, until, row.title, row.address, row)
    return Phase(State(row.state), row.start, until, row.title, row.address)


def usual_profession(kind: ActKind) -> str:
    """The profession meant when none is named."""
    return "centre_de_sante" if kind == ActKind.HEALTH_CENTRES else "medecin"


def rows_on(
    facts: LawFacts, kind: ActKind, level: Level, day: dt.date, profession: str, variant: str = ""
) -> tuple[Row, ...]:
    """The rows that hold on that day, the most special ones only: those of the variant, then those of the profession."""
    rows = tuple(row for row in facts.rows[kind, level] if row.variant == variant)
    if variant and not rows:
        rows = tuple(row for row in facts.rows[kind, level] if not row.variant)
    rows = tuple(row for row in rows if holds(row.start, row.end, day))
    named = {profession, facts.within(profession)} - {""}
    special = tuple(row for row in rows if row.professions & named)
    return special or tuple(row for row in rows if not row.professions)


def phases(facts: LawFacts, kind: ActKind, level: Level, profession: str = "", variant: str = "") -> tuple[Phase, ...]:
    """Every state from the first day of the texts to the last, in order; the last one is 'not known'.

    A state ends where another begins: a more special row may cut a row in two.
    """
    key = (kind, level, profession, variant)
    if key not in facts.memo:
        facts.memo[key] = tuple(_phases(facts, kind, level, profession, variant))
    known: tuple[Phase, ...] = facts.memo[key]
    return known


def _phases(facts: LawFacts, kind: ActKind, level: Level, profession: str, variant: str) -> Iterator[Phase]:
    days = change_days(facts, kind, level)
    found = [(day, phase_on(facts, kind, level, day, profession, variant)) for day in days]
    for rank, (day, phase) in enumerate(found):
        if rank and _same(phase, found[rank - 1][1]):
            continue
        ends = (later for later, other in found[rank + 1 :] if not _same(other, phase))
        yield phase._replace(since=day, until=next(ends, None))


def change_days(facts: LawFacts, kind: ActKind, level: Level) -> tuple[dt.date, ...]:
    """The days on which some row of this instrument begins or ends, with the first of the texts and the first unknown."""
    days = {KNOWN_FROM, UNKNOWN_FROM}
    for row in facts.rows[kind, level]:
        days |= {day for day in (row.start, row.end) if day is not None and KNOWN_FROM <= day < UNKNOWN_FROM}
    return tuple(sorted(days))


def said(phase: Phase, kind: ActKind) -> str:
    """A French sentence: « contrat de bonne pratique : extinction depuis le 12 août 2011 (...) »."""
    since = f" depuis le {french_date(phase.since)}" if phase.since else ""
    return f"{KIND_IN_FRENCH[kind]} : {_STATE_IN_FRENCH[phase.state]}{since} ({phase.title})"


_STATE_IN_FRENCH = {
    State.DOES_NOT_EXIST: "n'existe pas",
    State.REGIME: "approbation réglée",
    State.RUN_OFF: "extinction",
    State.REPEALED: "abrogé",
    State.NOT_KNOWN: "non connu",
}

KIND_IN_FRENCH = {
    ActKind.CONVENTION: "convention nationale",
    ActKind.AMENDMENT: "avenant à la convention",
    ActKind.ANNEX: "annexe de la convention",
    ActKind.FRAMEWORK: "accord-cadre",
    ActKind.LOCAL: "accord local complémentaire",
    ActKind.ACBUS: "accord de bon usage des soins",
    ActKind.CBP: "contrat de bonne pratique",
    ActKind.CBP_SUPPLEMENT: "complément régional au contrat de bonne pratique",
    ActKind.CSP: "contrat de santé publique",
    ActKind.FALLBACK: "arrêté supplétif",
    ActKind.CAPI: "contrat d'amélioration des pratiques individuelles",
    ActKind.COMMITMENTS: "engagements individuels de la convention",
    ActKind.HEALTH_CENTRES: "accord national des centres de santé",
}


def _same(one: Phase, other: Phase) -> bool:
    return (one.state, one.regime, one.title) == (other.state, other.regime, other.title)


def _id(row: Regime | Existence) -> str:
    return f"{row.id}@{row.start}" if isinstance(row, Regime) else f"{row.state}@{row.start}"
