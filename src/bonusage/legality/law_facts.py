"""What the law and its world were on a day: parties, professions, approval regimes, opinions, themes, policies.

Read from the TOML of catalogue/law/ and frozen; every row has its days, source and confidence. No rule is here.
Next: temporal.py for the states of an instrument by day; law_facts_read.py builds it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from bonusage.law.address import Address
from bonusage.legality.act import ActKind, Level

KNOWN_FROM = dt.date(1985, 12, 21)
UNKNOWN_FROM = dt.date(2015, 4, 11)
"""The texts that were read stop the day before: what the law is from here is not known, so never lawful."""


class Source(NamedTuple):
    """Where a fact is from (a key of [sources]) and how it is known: sourced, derived, recalled, absent."""

    key: str
    confidence: str


class Body(NamedTuple):
    """A party to the life of an act: `kind` is one of PARTY_KINDS. It exists on [start, end)."""

    id: str
    kind: str
    title: str
    start: dt.date
    end: dt.date | None
    national_fund: bool
    source: Source

    def exists(self, day: dt.date) -> bool:
        """On that day?"""
        return holds(self.start, self.end, day)


PARTY_KINDS = (
    "fund", "fund_union", "union", "minister", "agency", "order", "regional_union", "state", "organisation", "unions",
)  # fmt: skip


class Representative(NamedTuple):
    """A union that was (or was not) representative of a profession on [start, end)."""

    union: str
    profession: str
    is_so: bool
    start: dt.date
    end: dt.date | None
    source: Source


class Profession(NamedTuple):
    """A profession on [start, end): what it is part of ('medecin' for a GP), the article of its convention, whether it
    prescribes, whether it is one of L162-14-1 (fallback orders), whether its members are firms."""

    id: str
    title: str
    within: str
    article: str
    prescriber: bool
    in_l162_14_1: bool
    firms: bool
    start: dt.date
    end: dt.date | None
    source: Source


class Regime(NamedTuple):
    """A row of the approval regimes (dossier, 2.3.1), on [start, end). `approver` is one of APPROVERS; `length` and `unit`
    ('day', 'month', '') the period; `event` what starts it; `grounds` codes of [[ground]], () when the text lists none;
    `tacit`: silence approves; `severance`: DIV, REF; `variant` and `professions` narrow it ('' and (): any other)."""

    id: str
    kinds: frozenset[ActKind]
    levels: frozenset[Level]
    variant: str
    professions: frozenset[str]
    start: dt.date
    end: dt.date | None
    approver: str
    by: tuple[str, ...]
    length: int
    unit: str
    event: str
    grounds: tuple[str, ...]
    tacit: bool
    severance: tuple[str, ...]
    opposition_to: tuple[str, ...]
    severance_to: tuple[str, ...]
    suspension: tuple[str, ...]
    address: Address
    title: str
    source: Source

    def holds(self, day: dt.date) -> bool:
        """On that day?"""
        return holds(self.start, self.end, day)


APPROVERS = (
    "order", "ministers", "directors", "uncam", "opposition", "publication", "follows", "none", "self", "decree",
)  # fmt: skip
"""Who lets a text in: an order of ministers with no period; ministers in a period; the director of CNAMTS with another's
opinion; UNCAM; ministers who may only oppose; nobody (in force on publication); what the convention follows; nobody; the
ministers who make it; whom a decree says that was not read."""


class Required(NamedTuple):
    """An opinion that must be there before something: `by` all of them, `one_of` one at least of those; `wanted` is
    'favourable' or 'given'; silence for `length` `unit` is taken as it when `tacit`; `before`: submission, conclusion,
    proposal, transmission; `when`: the fact of the content that asks for it ('': always)."""

    id: str
    kinds: frozenset[ActKind]
    levels: frozenset[Level]
    start: dt.date
    end: dt.date | None
    by: tuple[str, ...]
    one_of: str
    wanted: str
    length: int
    unit: str
    tacit: bool
    before: str
    when: str
    address: Address
    title: str
    source: Source


class Existence(NamedTuple):
    """What an instrument is on [start, end) when no regime holds it: `state` is one of STATES."""

    state: str
    kinds: frozenset[ActKind]
    levels: frozenset[Level]
    variant: str
    professions: frozenset[str]
    start: dt.date
    end: dt.date | None
    address: Address | None
    title: str
    source: Source


STATES = ("does_not_exist", "run_off", "repealed", "not_known")


class Theme(NamedTuple):
    """A theme of commitment; what the texts make of it is in ThemeRole."""

    id: str
    title: str


class ThemeRole(NamedTuple):
    """What a theme is for a kind of act on [start, end): required, optional, one_of, named. `professions` (): all;
    `prescribers`: only for those entitled to prescribe."""

    theme: str
    kind: ActKind
    role: str
    professions: tuple[str, ...]
    prescribers: bool
    start: dt.date
    end: dt.date | None
    address: Address
    source: Source


Row = Regime | Existence


class LawFacts(NamedTuple):
    """All that the rules read of the law's world. Built by law_facts_read.read_facts; a change is another LawFacts.
    `rows` is `regimes` and `existence` again, by kind and level."""

    parties: Mapping[str, Body]
    representatives: Mapping[tuple[str, str], tuple[Representative, ...]]
    professions: Mapping[str, tuple[Profession, ...]]
    regimes: tuple[Regime, ...]
    required: tuple[Required, ...]
    existence: tuple[Existence, ...]
    rows: Mapping[tuple[ActKind, Level], tuple[Row, ...]]
    grounds: Mapping[str, str]
    themes: Mapping[str, Theme]
    roles: tuple[ThemeRole, ...]
    sources: Mapping[str, str]
    policies: Mapping[str, str]
    holidays: Container[dt.date]
    memo: dict[object, Any]
    """What temporal.py already worked out of these rows (policies change nothing to it)."""

    def __repr__(self) -> str:
        return f"LawFacts({len(self.parties)} parties, {len(self.regimes)} regimes, policies {dict(self.policies)})"

    def policy(self, name: str) -> str:
        """The value chosen. KeyError for a name that policies_legal.py does not have."""
        return self.policies[name]

    def with_policies(self, **chosen: str) -> LawFacts:
        """The same facts under other policies (values are checked when they are read from a file)."""
        return self._replace(policies=MappingProxyType({**self.policies, **chosen}))

    def exists(self, party: str, day: dt.date) -> bool | None:
        """Did that party exist on that day? None: no party of that name is known."""
        body = self.parties.get(party)
        return None if body is None else body.exists(day)

    def kind_of(self, party: str) -> str:
        """'fund', 'union'...; '' for a party that is not known."""
        body = self.parties.get(party)
        return "" if body is None else body.kind

    def other_national_funds(self, day: dt.date) -> tuple[str, ...]:
        """The national funds that existed on that day, CNAMTS left out (point 1)."""
        funds = (id for id, body in self.parties.items() if body.national_fund and body.exists(day))
        return tuple(id for id in funds if id != "CNAMTS")

    def representative(self, union: str, profession: str, day: dt.date) -> bool | None:
        """Was the union representative of the profession on that day? None: not known. A row of the profession itself
        comes first; for the whole ('medecin'), one of its parts is enough; for a part, the whole's row holds."""
        own = self._said(union, profession, day)
        if own is not None:
            return own
        parts = [id for id, rows in self.professions.items() if rows[0].within == profession]
        said = [self._said(union, part, day) for part in parts]
        if True in said:
            return True
        if said and None not in said:
            return False
        within = self.within(profession)
        return self._said(union, within, day) if within else None

    def _said(self, union: str, profession: str, day: dt.date) -> bool | None:
        for row in self.representatives.get((union, profession), ()):
            if holds(row.start, row.end, day):
                return row.is_so
        return None

    def within(self, profession: str) -> str:
        """What a profession is part of: 'medecin' for a GP; '' for none."""
        rows = self.professions.get(profession, ())
        return rows[0].within if rows else ""

    def profession(self, id: str, day: dt.date) -> Profession | None:
        """The profession as it was on that day; None when it is not known, or was not then in the texts."""
        return next((row for row in self.professions.get(id, ()) if holds(row.start, row.end, day)), None)

    def prescriber(self, id: str, day: dt.date) -> bool | None:
        """Was the profession entitled to prescribe? None: not known."""
        found = self.profession(id, day)
        return None if found is None else found.prescriber

    def convention_article(self, id: str, day: dt.date) -> str:
        """'L162-5', 'L162-9'...; '' when not known."""
        found = self.profession(id, day)
        return "" if found is None else found.article

    def themes_of(self, kind: ActKind, role: str, day: dt.date, professions: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The themes that have that role for that kind of act on that day, for one at least of the professions."""
        found = []
        for row in self.roles:
            if row.kind != kind or row.role != role or not holds(row.start, row.end, day):
                continue
            if professions and not any(self._bound(row, id, day) for id in professions):
                continue
            found.append(row.theme)
        return tuple(found)

    def _bound(self, row: ThemeRole, id: str, day: dt.date) -> bool:
        if row.professions and id not in row.professions and self.within(id) not in row.professions:
            return False
        return not row.prescribers or self.prescriber(id, day) is not False


def holds(start: dt.date, end: dt.date | None, day: dt.date) -> bool:
    """Is the day in [start, end)?"""
    return start <= day and (end is None or day < end)
