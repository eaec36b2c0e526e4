"""The typed instrument: what a contract promises, measures and pays, every figure with its source and confidence.

No file is read here (desk/catalogue.py) and no TOML is understood here (raw.py, loader.py).
Amounts are computed in remuneration/. Next: loader.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bonusage.practice.query import Measure
from bonusage.values.period import Period

Confidence = Literal["sourced", "derived", "recalled", "absent"]
Unit = Literal["%", "per_100", "share", "points", "patients", "boxes", "EUR"]
Kind = Literal["proportion", "rate", "proof"]
Origin = Literal["claims", "declaration"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: `value` in `unit`, None only where `confidence` is absent; `key` is like 'R11-01.target'."""

    key: str
    value: Fraction | None
    unit: Unit
    confidence: Confidence
    source: str

    @property
    def exact(self) -> Fraction:
        """The value, as a share where the unit is a percentage or a rate per 100. An absent figure is never asked."""
        assert self.value is not None, self.key
        return self.value / 100 if self.unit in ("%", "per_100") else self.value


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures were seen: a title and a URL (empty when nothing was seen)."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PolicyChoice:
    """A choice where the texts are silent: its value, and why it is the default here."""

    name: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition that opens a whole block: a proof (0/1) or a measured share that must reach `at_least`."""

    id: str
    title: str
    title_en: str
    kind: Kind
    origin: Origin
    measure: Measure | None
    at_least: Figure | None
    definition: Figure
    reading: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the contract, with its points as published and the gates that open it."""

    id: str
    title: str
    title_en: str
    points: Figure
    ground: str
    gates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. Proofs have no objective; `definition` is the confidence of what is counted, not a number."""

    id: str
    block: str
    title: str
    title_en: str
    kind: Kind
    origin: Origin
    direction: Literal["up", "down"]
    scaled_by_list: bool
    treating_doctor_only: bool
    pro_rata_first_year: bool
    points: Figure
    intermediate: Figure | None
    target: Figure | None
    minimum: Figure | None
    measure: Measure | None
    definition: Figure | None
    reading: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of professionals.csv that declare it; none when it is measured from claims."""
        if self.origin == "claims":
            return ()
        if self.kind == "proof":
            return (self.id, f"{self.id}_since") if self.pro_rata_first_year else (self.id,)
        return (f"{self.id}_numerator", f"{self.id}_denominator")


@dataclass(frozen=True, slots=True)
class Pay:
    """How points become euros; `share_at_intermediate` is the part acquired at the intermediate objective."""

    point_value: Figure
    reference_list: Figure
    total_points: Figure
    share_at_intermediate: Figure
    list_scaling: Figure
    reading: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A contract as data. `hash`: sha256 of its files; `dated`: figures that are dates (baseline, campaigns)."""

    id: str
    kind: str
    title: str
    title_en: str
    profession: str
    basis: str
    clause: str
    adhesion: Literal["opt_in", "opt_out"]
    adhesion_ground: str
    valid: Period
    first_year: str
    texts: tuple[Source, ...]
    sources: tuple[Source, ...]
    policies: tuple[PolicyChoice, ...]
    pay: Pay
    baseline: Period
    dated: tuple[Figure, ...]
    blocks: tuple[Block, ...]
    gates: tuple[Gate, ...]
    indicators: tuple[Indicator, ...]
    hash: str

    def policy(self, name: str) -> str:
        """The value chosen for a policy."""
        return next(choice.value for choice in self.policies if choice.name == name)

    def indicator(self, id: str) -> Indicator:
        """The indicator of that id; StopIteration never reaches a user, ids are checked at the door."""
        return next(indicator for indicator in self.indicators if indicator.id == id)

    def of_block(self, block: Block) -> tuple[Indicator, ...]:
        """The indicators of a block, in their order."""
        return tuple(indicator for indicator in self.indicators if indicator.block == block.id)

    def measured(self) -> tuple[Indicator | Gate, ...]:
        """Indicators, then gates, that are counted in claims: what a results file holds."""
        every: tuple[Indicator | Gate, ...] = (*self.indicators, *self.gates)
        return tuple(one for one in every if one.origin == "claims")

    def figures(self) -> Iterator[Figure]:
        """Every figure, in the order of the file: pay, dates, blocks, gates, indicators."""
        pay = self.pay
        yield from (
            pay.point_value, pay.reference_list, pay.total_points, pay.share_at_intermediate, pay.list_scaling
        )  # fmt: skip
        yield from self.dated
        yield from (block.points for block in self.blocks)
        for gate in self.gates:
            yield from (figure for figure in (gate.at_least, gate.definition) if figure)
        for one in self.indicators:
            yield from (f for f in (one.intermediate, one.target, one.minimum, one.points, one.definition) if f)

    def repertoire_on(self, period: Period) -> dt.date:
        """The day whose generic repertoire counts for a period (policy repertoire_date)."""
        if self.policy("repertoire_date") == "last_day":
            return period.last_day
        return dt.date(period.start.year - 1, 6, 30)
