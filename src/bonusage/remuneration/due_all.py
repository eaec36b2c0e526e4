"""What is due to a whole population, in cents, column by column in exact integers: no trace and no sentence.

Written from the specification, not from due.py: tests/properties/test_two_engines.py holds the two together.
Next: plan.py for the figures, exact_int.py for the arithmetic, due_rows.py for the sentences.

Every exact amount is (whole + rest/below) / scale cents, one scale for all components, so that a total is an integer
sum plus fractions below one. Columns are int64; the professionals whose integers could overflow, or whose rounding
int64 cannot decide, go through the same lines with Python integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bonusage.instruments.model import Indicator, Instrument
from bonusage.remuneration import reasons
from bonusage.remuneration.days_all import Days, days_all
from bonusage.remuneration.exact_int import Fractions, Ints, half_up_over, shared
from bonusage.remuneration.plan import Plan, Terms, plan_of
from bonusage.remuneration.population import Bool, Int8, Int64, Population, day_number
from bonusage.values.period import Period

CODES: Final = (
    reasons.NOT_ADHERING,
    reasons.NOT_CONVENTIONED,
    reasons.NOT_TREATING_DOCTOR,
    reasons.NO_RESULT,
    reasons.BELOW_MINIMUM,
    reasons.TARGET_REACHED,
    reasons.ABOVE_INTERMEDIATE,
    reasons.PROGRESS,
    reasons.NO_PROGRESS,
    reasons.GATE_CLOSED,
    reasons.NOT_PROVEN,
    reasons.PROVEN,
)
"""What the integers of `DueAll.reasons` stand for."""

_AT_ONCE = 8192  # professionals: their columns stay in a core's cache
_CODE: Final = {code: np.int8(rank) for rank, code in enumerate(CODES)}
_ABSENCE: Final = _CODE[reasons.NOT_CONVENTIONED], _CODE[reasons.NOT_ADHERING]


@dataclass(frozen=True, slots=True)
class DueAll:
    """N professionals by K components: `cents` (N, K) shown, `rounding` (N) what makes them sum to `total` (N).

    `reasons` (N, K) are ranks in CODES; `days` are those that count.
    `wide` (N): whose amounts were made with Python integers, for a bound or a rounding (measured, never paid on).
    """

    components: tuple[str, ...]
    cents: Int64
    rounding: Int64
    total: Int64
    reasons: Int8
    days: Days
    wide: Bool


class _Amount(NamedTuple):
    """Exact amounts of one component, (whole + rest/below) / scale cents, and the ranks of their reasons."""

    whole: Ints
    rest: Ints
    below: Ints
    reason: Int8


def due_all(instrument: Instrument, population: Population, period: Period) -> DueAll:
    """What is due to each professional for the period: cents exact, halves up, on every policy of the instrument.

    OverflowError where an amount itself does not fit an int64; nothing else can overflow.
    """
    plan = plan_of(instrument, period)
    days = days_all(population, period, instrument.adhesion == "opt_out")
    size, width = len(population), len(plan.indicators)
    due = DueAll(
        components=tuple(one.id for one in plan.indicators),
        cents=np.zeros((size, width), np.int64, order="F"),
        rounding=np.zeros(size, np.int64),
        total=np.zeros(size, np.int64),
        reasons=np.zeros((size, width), np.int8, order="F"),
        days=days,
        wide=_too_large(plan, population),
    )
    for start in range(0, size, _AT_ONCE):
        few = slice(start, start + _AT_ONCE)
        wide = due.wide[few]  # a view: what could not be decided is done again below
        if not wide.all():
            rows: Int64 | slice = start + np.flatnonzero(~wide) if wide.any() else few
            due.wide[rows] = _settle(due, _Columns(population, days, period, rows, wide=False), plan)
        if wide.any():
            rows = start + np.flatnonzero(wide)
            _settle(due, _Columns(population, days, period, rows, wide=True), plan)
    return due


def _too_large(plan: Plan, population: Population) -> Bool:
    """The professionals for whom int64 might not do."""
    wide: Bool = population.list_size > plan.most_patients
    for rank, id in enumerate(population.ratio_ids):
        most = plan.terms[id].most if id in plan.terms else 2**62 // max(plan.thresholds[id]) - 1
        for table in (
            population.numerator, population.denominator,
            population.baseline_numerator, population.baseline_denominator,
        ):  # fmt: skip
            if table[rank].size and int(table[rank].max()) >= most:
                wide |= table[rank] >= most
    return wide


class _Columns:
    """Some professionals of a population: their columns as int64, or as Python integers where `wide`."""

    def __init__(self, population: Population, days: Days, period: Period, rows: Int64 | slice, *, wide: bool) -> None:
        self._population, self.rows, self._wide = population, rows, wide
        self.first, self.last = day_number(period.start), day_number(period.end)
        self.present: Bool = days.present[rows] > 0
        self.absence = np.where(days.adhered[rows] > 0, *_ABSENCE)
        self.days = self.ints(days.present)
        self.patients = self.ints(population.list_size)
        self.treating = population.treating_doctor[rows]
        self._ratio = {id: rank for rank, id in enumerate(population.ratio_ids)}
        self._proof = {id: rank for rank, id in enumerate(population.proof_ids)}

    def ints(self, column: NDArray[Any]) -> Ints:
        taken = column[self.rows]
        return taken.astype(object) if self._wide else taken

    def result(self, id: str) -> tuple[Bool, Ints, Ints]:
        rank, of = self._ratio[id], self._population
        return of.has_result[rank][self.rows], self.ints(of.numerator[rank]), self.ints(of.denominator[rank])

    def baseline(self, id: str) -> tuple[Bool, Ints, Ints]:
        rank, of = self._ratio[id], self._population
        above, below = of.baseline_numerator[rank], of.baseline_denominator[rank]
        return of.has_baseline[rank][self.rows], self.ints(above), self.ints(below)

    def proven(self, id: str) -> Bool:
        said: Bool = self._population.proof[self._proof[id]][self.rows] == 1
        return said

    def since(self, id: str) -> Ints:
        return self.ints(self._population.since[self._proof[id]])


def _settle(due: DueAll, columns: _Columns, plan: Plan) -> Bool:
    """Write what is due to some professionals; true for those whose rounding could not be decided."""
    rows = columns.rows
    days = columns.days if plan.days > 1 else columns.days * 0 + columns.present
    whole, shown = days * 0, days * 0
    fractions = Fractions(whole)
    for rank, one in enumerate(plan.indicators):
        amount = _proof(columns, plan, one, days) if one.kind == "proof" else _ratio(columns, plan, one, days)
        whole = whole + amount.whole
        fractions.add(amount.rest, amount.below)
        cents = half_up_over(amount.whole, amount.rest, amount.below, plan.scale)
        shown = shown + cents
        due.cents[rows, rank] = cents
        due.reasons[rows, rank] = amount.reason
    total, unsure = fractions.half_up(whole, plan.scale) if plan.once_on_total else (shown, shown < 0)
    due.total[rows] = total
    due.rounding[rows] = total - shown
    return unsure


def _allowed(columns: _Columns, one: Indicator) -> Bool:
    """Those to whom the indicator speaks: days that count, and a treating doctor where it wants one."""
    return columns.present & columns.treating if one.treating_doctor_only else columns.present


def _reason(columns: _Columns, one: Indicator, *tests: tuple[Bool, str], otherwise: str) -> Int8:
    """The first of the reasons that holds (order of reasons.py), for each professional."""
    found = np.full(columns.present.shape, _CODE[otherwise], np.int8)
    for test, code in reversed(tests):
        np.copyto(found, _CODE[code], where=test)
    if one.treating_doctor_only:
        np.copyto(found, _CODE[reasons.NOT_TREATING_DOCTOR], where=~columns.treating)
    np.copyto(found, columns.absence, where=~columns.present)
    return found


def _full(columns: _Columns, plan: Plan, one: Indicator, days: Ints) -> Ints:
    """The whole amount of an indicator over the scale, but for days since purchase and the share's denominator."""
    return plan.worth[one.id] * (columns.patients * days if one.scaled_by_list else days)


def _proof(columns: _Columns, plan: Plan, one: Indicator, days: Ints) -> _Amount:
    """A proof pays all or nothing; the purchase of the first year pays the days since."""
    opened = np.ones(columns.present.shape, np.bool_)
    for gate in plan.gates[one.id]:
        opened &= columns.proven(gate.id) if gate.at_least is None else _reaches(columns, plan, gate.id)
    proven = columns.proven(one.id)
    amount = np.where(_allowed(columns, one) & opened & proven, _full(columns, plan, one, days), 0) * plan.share[1]
    if plan.purchase_days > 1 and one.pro_rata_first_year:
        since = columns.since(one.id)
        inside = (since > columns.first) & (since < columns.last)
        amount = amount * np.where(inside, columns.last - since, plan.purchase_days)
    else:
        amount = amount * plan.purchase_days
    reason = _reason(
        columns, one, (~opened, reasons.GATE_CLOSED), (~proven, reasons.NOT_PROVEN), otherwise=reasons.PROVEN
    )
    return _Amount(amount, amount * 0, amount * 0 + 1, reason)


def _reaches(columns: _Columns, plan: Plan, id: str) -> Bool:
    """Does the measured share of a gate reach its threshold? Not without a result, nor on nobody."""
    has, n, d = columns.result(id)
    wanted_n, wanted_d = plan.thresholds[id]
    return has & (d > 0) & (n * wanted_d >= wanted_n * d)


def _ratio(columns: _Columns, plan: Plan, one: Indicator, days: Ints) -> _Amount:
    """A ratio pays the share up to the intermediate objective, and the rest from there to the target."""
    terms = plan.terms[one.id]
    has, n, d = columns.result(one.id)
    enough = d >= max(terms.minimum, 1)
    counted = has & enough & _allowed(columns, one)
    n, d = np.where(counted, n, 0), np.where(counted, d, 1)
    reached = counted & (terms.sign * (n * terms.low[1] - terms.low[0] * d) >= 0)
    attained = counted & (terms.sign * (n * terms.high[1] - terms.high[0] * d) >= 0)
    behind, granted, went, by = _progress(columns, plan, one, terms, n, d)
    below = np.where(reached, terms.over * d, np.where(behind, by, 1))
    above = np.where(reached, terms.slope * n + terms.shift * d, np.where(behind, went, 0))
    above = np.minimum(np.maximum(above, 0), below)  # the way gone stays in 0..1
    share, of = plan.share
    amount = np.where(counted, _full(columns, plan, one, days) * plan.purchase_days, 0)
    quotient, rest = shared(amount * np.where(reached, of - share, share), above, below)
    whole = amount * np.where(reached | granted, share, 0) + quotient
    reason = _reason(
        columns, one,
        (~has, reasons.NO_RESULT),
        (~enough, reasons.BELOW_MINIMUM),
        (attained, reasons.TARGET_REACHED),
        (reached, reasons.ABOVE_INTERMEDIATE),
        (granted | (above > 0), reasons.PROGRESS),
        otherwise=reasons.NO_PROGRESS,
    )  # fmt: skip
    return _Amount(whole, rest, below, reason)


def _progress(
    columns: _Columns, plan: Plan, one: Indicator, terms: Terms, n: Ints, d: Ints
) -> tuple[Bool, Bool, Ints, Ints]:
    """Below the intermediate objective: where the baseline is worse than it, and the way gone since as n/d;
    and where there is no such way, but a policy grants the share all the same."""
    based, was_n, was_d = columns.baseline(one.id)
    gap = terms.sign * (terms.low[0] * was_d - was_n * terms.low[1])
    behind = based & (gap > 0)
    granted = np.zeros(based.shape, np.bool_)
    if plan.half_missing:
        granted |= ~based
    if plan.half_equal:
        granted |= based & (gap == 0)
    if plan.half_above:
        granted |= based & (gap < 0)
    return behind, granted, terms.sign * (n * was_d - was_n * d) * terms.low[1], d * gap
