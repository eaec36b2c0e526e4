"""The rows of due.csv for a population: amounts with their sentences, one professional after the other.

No amount is computed here (due_all.py) and no sentence is worded here (reasons.py).
Next: reasons.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from bonusage.instruments.model import Indicator, Instrument
from bonusage.remuneration import reasons
from bonusage.remuneration.due_all import CODES, DueAll
from bonusage.remuneration.plan import Plan, plan_of
from bonusage.remuneration.population import Population, day_number
from bonusage.remuneration.reasons import sentence
from bonusage.values.period import Period

Row = tuple[str, str, int, str]
"""professional, component, amount in cents, reason."""

ROUNDING: Final = "ROUNDING"
TOTAL: Final = "TOTAL"

_AT_ONCE = 1024
_COUNTED: Final = (reasons.TARGET_REACHED, reasons.ABOVE_INTERMEDIATE, reasons.PROGRESS, reasons.NO_PROGRESS)
_MEASURED: Final = frozenset(CODES.index(code) for code in _COUNTED)
_FEW: Final = CODES.index(reasons.BELOW_MINIMUM)
_PROVEN: Final = CODES.index(reasons.PROVEN)
_WITH_NUMBERS: Final = _MEASURED | {_FEW}
_ALONE: Final = tuple("" if rank in _WITH_NUMBERS else sentence(code) for rank, code in enumerate(CODES))


def due_rows(instrument: Instrument, population: Population, period: Period, due: DueAll) -> Iterator[Row]:
    """The rows of each professional: the indicators in the instrument's order, ROUNDING if not zero, TOTAL.

    Lazy, a thousand professionals at once; `due` is what due_all gave for the same three arguments.
    """
    plan = plan_of(instrument, period)
    said = [_said(plan, one, population, period, due, rank) for rank, one in enumerate(plan.indicators)]
    gap = sentence(reasons.ROUNDING)
    for start in range(0, len(population), _AT_ONCE):
        few = slice(start, start + _AT_ONCE)
        names = population.professionals[few]
        columns = [
            zip(names, [one.id] * len(names), due.cents[few, rank].tolist(), said[rank](few), strict=True)
            for rank, one in enumerate(plan.indicators)
        ]
        lines = zip(*columns, strict=True)
        ends = zip(due.rounding[few].tolist(), due.total[few].tolist(), _totals(plan, period, due, few), strict=True)
        for name, line, (rounding, total, why) in zip(names, lines, ends, strict=True):
            yield from line
            if rounding:
                yield name, ROUNDING, rounding, gap
            yield name, TOTAL, total, why


def _said(
    plan: Plan, one: Indicator, population: Population, period: Period, due: DueAll, rank: int
) -> Callable[[slice], list[str]]:
    """The sentences of a component for some professionals."""
    if one.kind == "proof":
        since = population.since[population.proof_ids.index(one.id)]
        first, last = day_number(period.start), day_number(period.end)
        dated = plan.purchase_days > 1 and one.pro_rata_first_year

        def of_proof(few: slice) -> list[str]:
            return [
                sentence(reasons.PROVEN, (last - day, last - first))
                if dated and code == _PROVEN and first < day < last
                else _ALONE[code]
                for code, day in zip(due.reasons[few, rank].tolist(), since[few].tolist(), strict=True)
            ]

        return of_proof
    place = population.ratio_ids.index(one.id)
    above, below = population.numerator[place], population.denominator[place]
    minimum = plan.terms[one.id].minimum
    unit = one.minimum.unit if one.minimum else "patients"

    def of_ratio(few: slice) -> list[str]:
        counts = zip(due.reasons[few, rank].tolist(), above[few].tolist(), below[few].tolist(), strict=True)
        return [
            sentence(CODES[code], (n, d))
            if code in _MEASURED
            else sentence(CODES[code], (d, minimum), unit)
            if code == _FEW
            else _ALONE[code]
            for code, n, d in counts
        ]

    return of_ratio


def _totals(plan: Plan, period: Period, due: DueAll, few: slice) -> list[str]:
    """The sentence of each total: its days where it is paid pro rata, the reason where no day counts."""
    whole = sentence(reasons.TOTAL)
    nothing = {days: sentence(reasons.NOT_CONVENTIONED if days else reasons.NOT_ADHERING) for days in (False, True)}
    return [
        nothing[adhered > 0]
        if not present
        else sentence(reasons.TOTAL, (present, period.days))
        if plan.days > 1 and present < period.days
        else whole
        for adhered, present in zip(due.days.adhered[few].tolist(), due.days.present[few].tolist(), strict=True)
    ]
