"""The case: everything that is known of one professional for one period, typed, and the days that count.

No amount here and no file (desk reads professionals.csv, the results and the adhesions into these).
Next: due.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from bonusage.values.period import Period

Status = Literal["adhered", "ended", "refused"]


class Result(NamedTuple):
    """A counted or declared ratio, and the one of the reference period where it is known. Integers >= 0."""

    numerator: int
    denominator: int
    baseline_numerator: int | None = None
    baseline_denominator: int | None = None


class Adhesion(NamedTuple):
    """A row of the adhesions: days from `start` included to `end` excluded (None: open)."""

    start: dt.date
    end: dt.date | None
    status: Status


class Case(NamedTuple):
    """One professional. `results`: ratios by indicator, and gates that are measured, by id.

    `proofs`: proof indicators and declared gates by id; None, or no key: not declared. `since`: day of purchase.
    `conventioned_to` is excluded, None when open. `adhesions` empty: no row, or no file.
    """

    professional: str
    list_size: int
    conventioned_from: dt.date
    conventioned_to: dt.date | None = None
    treating_doctor: bool = True
    results: Mapping[str, Result] = MappingProxyType({})
    proofs: Mapping[str, bool | None] = MappingProxyType({})
    since: Mapping[str, dt.date] = MappingProxyType({})
    adhesions: tuple[Adhesion, ...] = ()
    declared_on: dt.date | None = None


class Presence(NamedTuple):
    """The days of a period that count: `adhered`, and of these the days `present` under the convention; `of` in all.

    `status`: the adhesion as it is told ('silence', 'adhered', 'ended', 'refused', 'none').
    """

    status: str
    adhered: int
    present: int
    of: int


def presence(case: Case, period: Period, opt_out: bool) -> Presence:
    """The days that count. Silence is adhesion where the contract is opt-out, as long as no row says adhered or ended;
    a refused row takes its days away from any other."""
    if not case.adhesions:
        adhered = [(period.start, period.end)] if opt_out else []
        status = "silence" if opt_out else "none"
    else:
        kept = [row for row in case.adhesions if row.status != "refused"]
        taken = _merged([row for row in case.adhesions if row.status == "refused"], period)
        spans = _merged(kept, period) if kept or not opt_out else [(period.start, period.end)]
        adhered = _without(spans, taken)
        status = _told(case.adhesions, period, bool(adhered))
    days = sum((end - start).days for start, end in adhered)
    present = sum(Period(start, end).overlap(case.conventioned_from, case.conventioned_to) for start, end in adhered)
    return Presence(status, days, present, period.days)


def _told(rows: tuple[Adhesion, ...], period: Period, adhered: bool) -> str:
    """The status of the last row that touches the period; without one, silence or nothing."""
    touching = [row for row in rows if period.overlap(row.start, row.end)]
    if touching:
        return max(touching, key=lambda row: row.start).status
    return "silence" if adhered else "none"


_Span = tuple[dt.date, dt.date]


def _merged(rows: list[Adhesion], period: Period) -> list[_Span]:
    """The days of the rows inside the period, as disjoint spans in order."""
    spans: list[_Span] = []
    for row in sorted(rows, key=lambda row: row.start):
        start = max(row.start, period.start)
        end = period.end if row.end is None else min(row.end, period.end)
        if end <= start:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def _without(spans: list[_Span], taken: list[_Span]) -> list[_Span]:
    """The days of `spans` that are not in `taken`, both disjoint and in order."""
    for start, end in taken:
        cut = [(low, min(high, start)) for low, high in spans] + [(max(low, end), high) for low, high in spans]
        spans = sorted((low, high) for low, high in cut if low < high)
    return spans
