"""The tariff: what an instrument pays for a period, put ready once for every professional of that period.

Nothing here depends on a professional: steps of the figures, their grounds, what rests on a recalled figure.
Next: attainment.py (one ratio), due.py (one professional).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bonusage.instruments.model import Figure, Gate, Indicator, Instrument
from bonusage.practice.query import Boxes, Campaign, Dispensed, Measure, Seen, Tested, Treatments, measure_conditions
from bonusage.values.period import Period
from bonusage.values.step import Once, Step, cited, difference, given, product, quotient

PROFESSIONALS = "professionals"
"""The ground of what is read from the professionals' file (list size, convention, treating doctor)."""


@dataclass(frozen=True, slots=True)
class Objectives:
    """What a ratio must reach: the steps of its figures, and the same as integers for comparing."""

    intermediate: Step
    intermediate_again: Step
    target: Step
    minimum: Step
    minimum_count: int
    unit: str
    up: bool

    def reached(self, n: int, d: int, objective: Step) -> bool:
        """Is n/d at least as good as the objective?"""
        low, high = n * objective.value.denominator, d * objective.value.numerator
        return low >= high if self.up else low <= high


@dataclass(frozen=True, slots=True)
class Term:
    """What is promised for one indicator. `objectives` is None for a proof; `ground` is what its results rest on."""

    id: str
    block: str
    objectives: Objectives | None
    points: Step
    scaled_by_list: bool
    treating_doctor_only: bool
    pro_rata: bool
    clause: str
    results: str
    repertoire: bool
    recalled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """A block: its terms in order and the gates that open it."""

    title: str
    ground: str
    gates: tuple[Gate, ...]
    terms: tuple[Term, ...]
    recalled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tariff:
    """An instrument and a period, ready to be applied. `recalled` orders the keys of recalled figures, `rank` the
    indicators (a block need not stand together in the file)."""

    instrument: Instrument
    period: Period
    policies: dict[str, str]
    parts: tuple[Part, ...]
    recalled: tuple[str, ...]
    recalled_pay: frozenset[str]
    recalled_share: frozenset[str]
    rank: dict[str, int]


_SHARE = "pay.share_at_intermediate"


def source(figure: Figure) -> str:
    """The ground of a figure: 'source:avenant-3 (sourced)'."""
    return f"source:{figure.source} ({figure.confidence})"


def figure_step(label: str, figure: Figure) -> Step:
    """A figure as a step: a share is a share, whatever the unit it was written in."""
    return given(label, figure.exact, source(figure))


def tariff_of(instrument: Instrument, period: Period) -> Tariff:
    """The tariff of an instrument for a period. No figure may be absent (instruments.loader.require_payable)."""
    recalled = tuple(figure.key for figure in instrument.figures() if figure.confidence == "recalled")
    gates = {gate.id: gate for gate in instrument.gates}
    parts = []
    for block in instrument.blocks:
        opened_by = tuple(gates[id] for id in block.gates)
        resting = [figure for gate in opened_by for figure in (gate.at_least, gate.definition) if figure]
        terms = tuple(_term(one, instrument, period) for one in instrument.of_block(block))
        parts.append(Part(block.title, block.ground, opened_by, terms, _recalled(resting)))
    return Tariff(
        instrument=instrument,
        period=period,
        policies={choice.name: choice.value for choice in instrument.policies},
        parts=tuple(parts),
        recalled=recalled,
        recalled_pay=frozenset(key for key in recalled if key.startswith("pay.") and key != _SHARE),
        recalled_share=frozenset(key for key in recalled if key == _SHARE),
        rank={one.id: rank for rank, one in enumerate(instrument.indicators)},
    )


def _recalled(figures: list[Figure]) -> frozenset[str]:
    return frozenset(figure.key for figure in figures if figure.confidence == "recalled")


def _term(one: Indicator, instrument: Instrument, period: Period) -> Term:
    figures = [one.points, one.intermediate, one.target, one.minimum, one.definition]
    campaigns = {f"campaigns.{name}.{period.name}" for name in _campaigns(one.measure)}
    resting = [figure for figure in figures if figure]
    resting += [figure for figure in instrument.dated if figure.key in campaigns]
    return Term(
        id=one.id,
        block=one.block,
        objectives=_objectives(one),
        points=figure_step(f"{one.id} : points", one.points),
        scaled_by_list=one.scaled_by_list,
        treating_doctor_only=one.treating_doctor_only,
        pro_rata=one.pro_rata_first_year and period.name == instrument.first_year,
        clause=instrument.clause,
        results="results" if one.origin == "claims" else "declaration",
        repertoire=isinstance(one.measure, Boxes) and one.measure.among is None,
        recalled=_recalled(resting),
    )


def _objectives(one: Indicator) -> Objectives | None:
    if one.intermediate is None or one.target is None or one.minimum is None:
        return None
    intermediate = figure_step(f"{one.id} : objectif intermédiaire", one.intermediate)
    minimum = figure_step(f"{one.id} : effectif minimal", one.minimum)
    return Objectives(
        intermediate=intermediate,
        intermediate_again=cited(intermediate),
        target=figure_step(f"{one.id} : objectif cible", one.target),
        minimum=minimum,
        minimum_count=minimum.value.numerator,
        unit=one.minimum.unit,
        up=one.direction == "up",
    )


def _campaigns(measure: Measure | None) -> set[str]:
    if measure is None:
        return set()
    windows = [leaf.window for leaf in measure_conditions(measure) if isinstance(leaf, Dispensed | Tested | Seen)] + (
        [measure.window] if isinstance(measure, Boxes | Treatments) else []
    )
    return {window.name for window in windows if isinstance(window, Campaign)}


@dataclass(frozen=True, slots=True)
class Shared:
    """Steps that many components of one professional rest on, each written out once in a trace."""

    acquired: Once
    remaining: Once
    point: Once
    scaled_point: Once


def shared_steps(instrument: Instrument, list_size: int | Fraction) -> Shared:
    """The part acquired at the intermediate objective and the rest; the value of a point, plain and for this list."""
    pay = instrument.pay
    ground = source(pay.share_at_intermediate)
    whole = given("taux plein", 1, instrument.clause)
    acquired = Once(lambda: figure_step("part acquise à l'objectif intermédiaire", pay.share_at_intermediate))
    remaining = Once(lambda: difference("part au-delà de l'objectif intermédiaire", whole, acquired(), ground))
    point = Once(lambda: point_in_cents(figure_step("valeur du point (euros)", pay.point_value)))
    reference = figure_step("patientèle de référence", pay.reference_list)
    scaled = Once(lambda: scaled_point(point(), list_size, reference, source(pay.list_scaling)))
    return Shared(acquired, remaining, point, scaled)


def point_in_cents(euros: Step) -> Step:
    """The value of a point in cents."""
    return product("valeur du point (centimes)", (euros, given("centimes par euro", 100, euros.ground)), euros.ground)


def scaled_point(point: Step, list_size: int | Fraction, reference: Step, ground: str) -> Step:
    """The value of a point in cents for a list of that size."""
    size = given("patientèle", list_size, PROFESSIONALS)
    ratio = quotient("rapport à la patientèle de référence", size, reference, ground)
    return product("valeur du point pour la patientèle (centimes)", (point, ratio), ground)
