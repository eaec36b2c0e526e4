"""The plan: the figures of an instrument as the integers that columns are multiplied by, and how far int64 goes.

No column is read here (due_all.py). Figures are exact fractions; every bound is computed in Python integers.
Next: due_all.py.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt, lcm
from typing import NamedTuple

from bonusage.instruments.model import Gate, Indicator, Instrument
from bonusage.remuneration.exact_int import WIDTH
from bonusage.values.period import Period, parse_period

_SAFE = 2**60
"""Bound of a sum of amounts over the scale: twice it, and the scale, still fit an int64."""


class Terms(NamedTuple):
    """A ratio's objectives in integers: `low` and `high` are the intermediate objective and the target as n/d.

    `sign` is 1 where more is better, else -1. The way from low to high that n/d has gone is
    (slope x n + shift x d) / (over x d). int64 columns hold numerators and denominators below `most`.
    """

    sign: int
    low: tuple[int, int]
    high: tuple[int, int]
    slope: int
    shift: int
    over: int
    minimum: int
    most: int


class Plan(NamedTuple):
    """An instrument for a period: amounts are (worth x patients or 1 x days x days since purchase x rate) / scale.

    `worth` by indicator, in cents over the scale; `share` is the part acquired at the intermediate objective, n/d;
    `half_*`: that part is also paid below it, where the baseline is missing, equal or better. `days` and
    `purchase_days` are the days of a whole period, 1 where days do not count. `most_patients` is what int64 can bear.
    """

    indicators: tuple[Indicator, ...]
    gates: dict[str, tuple[Gate, ...]]
    terms: dict[str, Terms]
    worth: dict[str, int]
    scale: int
    share: tuple[int, int]
    days: int
    purchase_days: int
    half_missing: bool
    half_equal: bool
    half_above: bool
    once_on_total: bool
    thresholds: dict[str, tuple[int, int]]
    most_patients: int


def plan_of(instrument: Instrument, period: Period) -> Plan:
    """The plan of an instrument whose figures are all there (loader.require_payable)."""
    chosen = instrument.policy
    share = instrument.pay.share_at_intermediate.exact
    days = period.days if chosen("partial_period") == "pro_rata_days" else 1
    first_year = chosen("software_first_year") == "pro_rata_days" and parse_period(instrument.first_year) == period
    purchase_days = period.days if first_year else 1
    exact = {one.id: _worth(instrument, one) for one in instrument.indicators}
    common = lcm(*(value.denominator for value in exact.values()))
    worth = {id: int(value * common) for id, value in exact.items()}
    scale = common * share.denominator * days * purchase_days
    gates = {gate.id: gate for gate in instrument.gates}
    opening = {block.id: tuple(gates[name] for name in block.gates) for block in instrument.blocks}
    return Plan(
        indicators=instrument.indicators,
        gates={one.id: opening[one.block] for one in instrument.indicators},
        terms={one.id: _terms(one) for one in instrument.indicators if one.kind != "proof"},
        worth=worth,
        scale=scale,
        share=(share.numerator, share.denominator),
        days=days,
        purchase_days=purchase_days,
        half_missing=chosen("baseline_missing") == "half",
        half_equal=chosen("baseline_equal_intermediate") == "half",
        half_above=chosen("baseline_above_intermediate") == "half",
        once_on_total=chosen("rounding") == "once_on_total",
        thresholds={gate.id: _pair(gate.at_least.exact) for gate in instrument.gates if gate.at_least is not None},
        most_patients=_most_patients(instrument, worth, scale, share.denominator * days * purchase_days),
    )


def _worth(instrument: Instrument, one: Indicator) -> Fraction:
    """Cents of the whole indicator: for a patient of the list where it is scaled by the list, else for everybody."""
    cents = one.points.exact * instrument.pay.point_value.exact * 100
    return cents / instrument.pay.reference_list.exact if one.scaled_by_list else cents


def _most_patients(instrument: Instrument, worth: dict[str, int], scale: int, parts: int) -> int:
    """The list size up to which the sum of all whole amounts, times the parts of the scale, stays below _SAFE.

    Rates, days and days since purchase are at most their wholes, whose product is `parts`: so this bounds every
    product, every quotient and every sum that due_all.py makes. -1 where even an empty list is too much.
    """
    flat = parts * sum(worth[one.id] for one in instrument.indicators if not one.scaled_by_list)
    each = parts * sum(worth[one.id] for one in instrument.indicators if one.scaled_by_list)
    room = _SAFE - flat - scale
    return -1 if room < 0 else min(room // max(each, 1), _SAFE)


def _pair(value: Fraction) -> tuple[int, int]:
    return value.numerator, value.denominator


def _terms(one: Indicator) -> Terms:
    """The integers of an indicator, and the largest n, d, baseline n, baseline d that int64 can bear.

    With `most` above all four and `largest` above every constant, the terms of due_all.py are at most
    2 x largest x most**2 <= 2**WIDTH (a baseline's n x bd - bn x d times the objective's denominator).
    """
    assert one.intermediate is not None, one.id
    assert one.target is not None, one.id
    assert one.minimum is not None, one.id
    low, high = one.intermediate.exact, one.target.exact
    slope, shift = 1 / (high - low), -low / (high - low)
    over = lcm(slope.denominator, shift.denominator)
    minimum = -(-one.minimum.exact.numerator // one.minimum.exact.denominator)
    a, b = int(slope * over), int(shift * over)
    largest = max(abs(a), abs(b), over, *_pair(low), *_pair(high), minimum)
    return Terms(
        sign=1 if one.direction == "up" else -1,
        low=_pair(low),
        high=_pair(high),
        slope=a,
        shift=b,
        over=over,
        minimum=minimum,
        most=isqrt(2 ** (WIDTH - 1) // largest),
    )
