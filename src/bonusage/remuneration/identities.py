"""Identities between published figures: totals, means, growth; one small function each, on the keys it needs.

Keys and units are those of the worked examples (_eur euros, _meur millions, _pct per cent). Nothing is paid here.
Next: plausibility.py for the tolerances, examples.py which asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from bonusage.remuneration.plausibility import (
    Printed,
    count_times_mean,
    exactly,
    in_euros,
    mean_against,
    printed,
    sum_against,
)
from bonusage.values.money import half_up

Inputs = Mapping[str, Any]
Figure = int | Decimal | Fraction

MILLION = 1_000_000
HEADCOUNTS = ("gps_and_mep", "cardiologists", "gastroenterologists", "others")
PARTS = ("rosp_adult_eur", "rosp_child_eur", "forfait_structure_eur")
SERIES = {
    "doctors": "doctors",
    "mean_eur": "mean",
    "spend_meur": "spend",
    "specialists_eur": "specialists",
    "gps_eur": "gps",
}
"""Keys that may hold one figure a year, and the name of their growth."""

_WHOLE = re.compile(r"sum_\d{4}_eur|mean_eur|printed_mean_eur")
_DATED = re.compile(r"(?P<what>[a-z_]+)_(?P<year>\d{4})_(?:eur|meur)")


class Answer(NamedTuple):
    """What an identity finds, and the keys it rests on."""

    found: dict[str, Any]
    keys: frozenset[str]


def figure(inputs: Inputs, *names: str) -> tuple[str, Figure] | None:
    """The first of the keys that holds one number, with its name."""
    for name in names:
        value = inputs.get(name)
        if is_figure(value):
            assert isinstance(value, int | Decimal | Fraction)
            return name, value
    return None


def is_figure(value: object) -> bool:
    """An exact finite number, and not a truth value."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def figures(inputs: Inputs, name: str) -> list[Figure] | None:
    """A key that holds two numbers or more."""
    value = inputs.get(name)
    if isinstance(value, list) and len(value) >= 2 and all(is_figure(one) for one in value):
        return value
    return None


def _count(inputs: Inputs) -> tuple[str, Figure] | None:
    return figure(inputs, "doctors", "paid_doctors")


def _mean(inputs: Inputs) -> tuple[str, Figure] | None:
    return figure(inputs, "mean_eur", "printed_mean_eur")


def _total(inputs: Inputs) -> tuple[str, Figure] | None:
    return figure(inputs, "published_total_meur", "total_meur")


def spend(inputs: Inputs) -> Answer | None:
    """Number of doctors x mean amount, in millions."""
    count, mean = _count(inputs), _mean(inputs)
    if not count or not mean:
        return None
    product = Fraction(count[1]) * Fraction(mean[1]) / MILLION
    return Answer({"gross_spend_meur": product, "product_meur": product}, frozenset((count[0], mean[0])))


def implied_mean(inputs: Inputs) -> Answer | None:
    """Total / number of doctors, in whole euros, as means are printed."""
    count, total = _count(inputs), _total(inputs)
    if not count or not total or not count[1]:
        return None
    mean = half_up(Fraction(total[1]) * MILLION / Fraction(count[1]))
    return Answer({"implied_mean_eur": mean, "mean_eur": mean}, frozenset((count[0], total[0])))


def agreement(inputs: Inputs) -> Answer | None:
    """Count, mean and total put together: do they contradict each other?"""
    count, mean, total = _count(inputs), _mean(inputs), _total(inputs)
    if not count or not mean or not total or not count[1]:
        return None
    persons, each, whole = exactly(count[1]), printed(mean[1]), in_euros(printed(total[1]))
    told = mean[0] == "printed_mean_eur"
    check = mean_against(whole, persons, each) if told else count_times_mean(persons, each, whole)
    return Answer({"consistent": check.consistent}, frozenset((count[0], mean[0], total[0])))


def headcount(inputs: Inputs) -> Answer | None:
    """Doctors by category, summed; against a published number of doctors where there is one."""
    parts = {name: inputs[name] for name in HEADCOUNTS if is_figure(inputs.get(name))}
    if len(parts) < 2:
        return None
    found: dict[str, Any] = {"total": sum(Fraction(one) for one in parts.values())}
    keys = set(parts)
    if whole := figure(inputs, "doctors"):
        found["consistent"] = sum_against(tuple(map(exactly, parts.values())), exactly(whole[1])).consistent
        keys.add("doctors")
    return Answer(found, frozenset(keys))


def parts_of_a_mean(inputs: Inputs) -> Answer | None:
    """Mean amounts of several schemes, summed; against the one published sum or mean of all, where there is one."""
    parts = {name: inputs[name] for name in PARTS if is_figure(inputs.get(name))}
    if len(parts) < 2:
        return None
    found: dict[str, Any] = {"sum_eur": sum(Fraction(one) for one in parts.values())}
    keys = set(parts)
    wholes = [name for name in inputs if _WHOLE.fullmatch(name) and is_figure(inputs[name])]
    if len(wholes) == 1:
        printed_parts: tuple[Printed, ...] = tuple(printed(one) for one in parts.values())
        found["consistent"] = sum_against(printed_parts, printed(inputs[wholes[0]])).consistent
        keys.add(wholes[0])
    return Answer(found, frozenset(keys))


def populations(inputs: Inputs) -> Answer | None:
    """Doctors and means by population: total in whole millions, mean of all in whole euros, sum of the means."""
    doctors, means = _exact(inputs, "doctors"), _exact(inputs, "mean_eur")
    if len(doctors) != len(means) or "spend_meur" in inputs or not sum(doctors):
        return None
    total = sum((count * mean for count, mean in zip(doctors, means, strict=True)), Fraction(0))
    found = {
        "total_meur": half_up(total / MILLION),
        "mean_eur": half_up(total / sum(doctors)),
        "sum_eur": sum(means),
    }
    return Answer(found, frozenset(("doctors", "mean_eur")))


def _exact(inputs: Inputs, name: str) -> list[Fraction]:
    return [Fraction(one) for one in figures(inputs, name) or []]


def sums(inputs: Inputs) -> Answer | None:
    """The plain sum of one list: doctors, means or spending."""
    named = {"doctors": "total", "mean_eur": "sum_eur", "spend_meur": "total_meur"}
    found = {out: sum(values) for key, out in named.items() if (values := _exact(inputs, key))}
    keys = frozenset(key for key, out in named.items() if out in found)
    return Answer(found, keys) if len(keys) == 1 else None


def growth_by_year(inputs: Inputs) -> Answer | None:
    """Figures whose keys hold a year: growth from each to the next, and by year when the number of years is known."""
    dated: dict[str, dict[int, str]] = {}
    for key in inputs:
        if (found := _DATED.fullmatch(key)) and is_figure(inputs[key]):
            dated.setdefault(found["what"], {})[int(found["year"])] = key
    series = {what: sorted(years.items()) for what, years in dated.items() if len(years) >= 2}
    if not series:
        return None
    values = {what: [inputs[key] for _, key in years] for what, years in series.items()}
    spans = {what: years[-1][0] - years[0][0] for what, years in series.items()}
    keys = {key for years in series.values() for _, key in years}
    return _grown(inputs, values, next(iter(spans.values())), keys)


def growth_by_list(inputs: Inputs) -> Answer | None:
    """Figures given as lists, one a year: growth of each."""
    values = {name: found for key, name in SERIES.items() if (found := figures(inputs, key))}
    if not values:
        return None
    keys = {key for key, name in SERIES.items() if name in values}
    return _grown(inputs, values, max(map(len, values.values())) - 1, keys)


def _grown(inputs: Inputs, series: Mapping[str, list[Figure]], years: int, keys: set[str]) -> Answer | None:
    """Growth in per cent: a number for two figures, a list for more, by name where there are several series."""
    if any(not one for values in series.values() for one in values):
        return None
    by_name = {name: _growth(values) for name, values in series.items()}
    alone = next(iter(series.values())) if len(series) == 1 else None
    found: dict[str, Any] = {"growth_pct": next(iter(by_name.values())) if alone else by_name}
    if alone and isinstance(given := inputs.get("years"), int) and 1 <= given <= 100:
        years, keys = given, keys | {"years"}
    if alone and Fraction(alone[-1]) / Fraction(alone[0]) > 0:
        found["annual_growth_pct"] = (_root(Fraction(alone[-1]) / Fraction(alone[0]), years) - 1) * 100
    if alone and len(alone) > 2:
        found["total_growth_pct"] = (Fraction(alone[-1]) / Fraction(alone[0]) - 1) * 100
    return Answer(found, frozenset(keys))


def _growth(values: list[Figure]) -> Any:
    steps = [(Fraction(after) / Fraction(before) - 1) * 100 for before, after in pairwise(values)]
    return steps[0] if len(steps) == 1 else steps


def _root(value: Fraction, degree: int, places: int = 12) -> Fraction:
    """The positive root, by integers, cut after `places` decimals: an irrational number cannot be exact."""
    scale = 10**places
    target = value.numerator * scale**degree // value.denominator
    low, high = 0, scale * (1 + value.numerator // value.denominator)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= target else (low, middle - 1)
    return Fraction(low, scale)


IDENTITIES: tuple[Callable[[Inputs], Answer | None], ...] = (
    spend,
    sums,
    populations,
    implied_mean,
    agreement,
    headcount,
    parts_of_a_mean,
    growth_by_list,
    growth_by_year,
)


def reported(inputs: Inputs) -> dict[str, Any] | None:
    """All that the identities find, later ones last; None when none applies or a key is left that none understood."""
    answers = [answer for identity in IDENTITIES if (answer := identity(inputs))]
    if not answers or set(inputs) - frozenset().union(*(answer.keys for answer in answers)):
        return None
    return {name: value for answer in answers for name, value in answer.found.items()}
