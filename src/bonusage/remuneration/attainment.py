"""Attainment: from one ratio and its objectives to the rate that is paid, between 0 and 1, each step with its ground.

Where the published formula is silent, a policy of the instrument decides, and the step says which.
No amount here. Next: due.py, which pays points at that rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bonusage.remuneration import reasons
from bonusage.remuneration.case import Result
from bonusage.remuneration.tariff import Objectives, Shared, Term
from bonusage.values.step import Step, at_least, between, cited, given, less_than, product, quotient, total, when

LEFT_BY_POLICY = {"no_progress": 0, "half": 1}
"""What a policy leaves of the acquired part where the texts do not say: nothing, or that part (half of the points)."""


class Attained(NamedTuple):
    """A rate in 0..1, the code of its reason, the policy that decided it if any, and whether a baseline was read."""

    rate: Step
    code: str
    policy: str | None = None
    baseline: bool = False


def attained(term: Term, goal: Objectives, result: Result, ratio: Step, shared: Shared, policy: Mapping[str, str]
) -> Attained:  # fmt: skip
    """The rate of a counted result (denominator > 0), whose quotient is the step `ratio`.

    At the target the rate is 1. From the intermediate objective on, it is the part acquired there plus the part of the
    way gone towards the target. Below it, the acquired part times the way gone since the baseline.
    """
    n, d = result.numerator, result.denominator
    if goal.reached(n, d, goal.target):
        return Attained(
            _reaches(f"{term.id} : taux d'atteinte", goal, ratio, goal.target, term), reasons.TARGET_REACHED
        )
    if goal.reached(n, d, goal.intermediate):
        return Attained(_beyond(term, goal, ratio, shared), reasons.ABOVE_INTERMEDIATE)
    return _below(term, goal, result, ratio, shared, policy)


def _reaches(label: str, goal: Objectives, value: Step, objective: Step, term: Term) -> Step:
    """One when the value is as good as the objective, in the direction of the indicator."""
    first, second = (value, objective) if goal.up else (objective, value)
    return at_least(label, first, second, term.clause)


def _beyond(term: Term, goal: Objectives, ratio: Step, shared: Shared) -> Step:
    id = term.id
    test = _reaches(f"{id} : objectif intermédiaire atteint", goal, ratio, goal.intermediate, term)
    first = when(f"{id} : part acquise", test, shared.acquired(), term.clause)
    remaining = shared.remaining()
    way = between(f"{id} : chemin vers la cible", cited(ratio), goal.intermediate_again, goal.target, term.clause)
    second = product(f"{id} : part de progression", (remaining, way), term.clause)
    return total(f"{id} : taux d'atteinte", (first, second), term.clause)


def _below(
    term: Term, goal: Objectives, result: Result, ratio: Step, shared: Shared, policy: Mapping[str, str]
) -> Attained:
    """Below the intermediate objective only progress since the baseline is paid."""
    id, acquired = term.id, shared.acquired()
    above, below = result.baseline_numerator, result.baseline_denominator
    if above is None or not below:
        return _by_policy("baseline_missing", _misses(term, goal, ratio), None, acquired, term, policy)
    if goal.reached(above, below, goal.intermediate):
        misses, start = _misses(term, goal, ratio), _baseline(term, above, below)
        name = (
            "baseline_equal_intermediate" if start.value == goal.intermediate.value else "baseline_above_intermediate"
        )
        first, second = (start, goal.intermediate_again) if goal.up else (goal.intermediate_again, start)
        stands = at_least(f"{id} : départ au moins à l'objectif intermédiaire", first, second, term.clause)
        return _by_policy(name, misses, stands, acquired, term, policy)
    way = between(
        f"{id} : chemin depuis le niveau de départ",
        ratio,
        _baseline(term, above, below),
        goal.intermediate,
        term.clause,
    )
    rate = product(f"{id} : taux d'atteinte", (acquired, way), term.clause)
    return Attained(rate, reasons.PROGRESS if way.value else reasons.NO_PROGRESS, None, True)


def _misses(term: Term, goal: Objectives, ratio: Step) -> Step:
    """One, because the result is worse than the intermediate objective."""
    first, second = (ratio, goal.intermediate) if goal.up else (goal.intermediate, ratio)
    return less_than(f"{term.id} : objectif intermédiaire non atteint", first, second, term.clause)


def _baseline(term: Term, above: int, below: int) -> Step:
    return quotient(
        f"{term.id} : niveau de départ",
        given(f"{term.id} : numérateur de départ", above, term.results),
        given(f"{term.id} : dénominateur de départ", below, term.results),
        term.results,
    )


def _by_policy(
    name: str, test: Step, stands: Step | None, acquired: Step, term: Term, policy: Mapping[str, str]
) -> Attained:
    """What a policy leaves of the acquired part, because the tests hold."""
    choice = policy[name]
    ground = f"policy:{name}={choice}"
    left = given(f"{term.id} : progrès retenu", LEFT_BY_POLICY[choice], ground)
    if stands is not None:
        left = when(f"{term.id} : progrès retenu selon le départ", stands, left, ground)
    kept = when(f"{term.id} : progrès", test, left, ground)
    rate = product(f"{term.id} : taux d'atteinte", (acquired, kept), term.clause)
    code = reasons.PROGRESS if kept.value else reasons.NO_PROGRESS
    return Attained(rate, code, name, stands is not None)
