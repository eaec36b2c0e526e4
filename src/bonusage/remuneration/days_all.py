"""Days that count for a population: adhered, and of these under the convention; the case.py of columns.

Spans may overlap, touch or lie outside the period; nothing is paid here.
Next: due_all.py.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bonusage.remuneration.population import Bool, Int64, Population, day_number
from bonusage.values.period import Period


class Days(NamedTuple):
    """By professional: days of the period adhered, and of these the days present under the convention."""

    adhered: Int64
    present: Int64


class _Spans(NamedTuple):
    row: Int64
    start: Int64
    end: Int64
    refused: Bool


def days_all(population: Population, period: Period, opt_out: bool) -> Days:
    """The days of every professional. Silence adheres over the whole period where the contract is opt-out, and no row
    of the professional says adhered or ended; a refused row takes its days away from any other."""
    first, last = day_number(period.start), day_number(period.end)
    everyone = np.arange(len(population), dtype=np.int64)
    silent = np.full(len(population), opt_out)
    silent[population.adhesion_row[~population.adhesion_refused]] = False
    wordy = np.zeros(len(population), np.bool_)
    wordy[population.adhesion_row] = True
    adhered = np.where(silent & ~wordy, last - first, 0)
    under = _overlap(population, everyone, np.int64(first), np.int64(last))
    present = np.where(silent & ~wordy, under, 0)
    rows = everyone[wordy & silent]
    spans = _Spans(
        np.concatenate((population.adhesion_row, rows)),
        np.concatenate((population.adhesion_start, np.full(len(rows), first))).clip(first, last),
        np.concatenate((population.adhesion_end, np.full(len(rows), last))).clip(first, last),
        np.concatenate((population.adhesion_refused, np.zeros(len(rows), np.bool_))),
    )
    row, start, end = _swept(spans)
    np.add.at(adhered, row, end - start)
    np.add.at(present, row, _overlap(population, row, start, end))
    return Days(adhered, present)


def _overlap(population: Population, row: Int64, start: Int64 | np.int64, end: Int64 | np.int64) -> Int64:
    """Days of [start, end) under the convention, by professional of `row`."""
    opened = np.maximum(population.conventioned_from[row], start)
    closed = np.minimum(population.conventioned_to[row], end)
    days: Int64 = np.maximum(closed - opened, 0)
    return days


def _swept(spans: _Spans) -> tuple[Int64, Int64, Int64]:
    """The disjoint stretches where some span adheres and none refuses: their professionals, starts and ends.

    Every span opens (+1) and closes (-1) a count; after sorting by professional and day, a running sum gives how
    many are open from one event to the next. Each professional's events sum to zero, so nothing spills over.
    """
    real = spans.start < spans.end
    row, refused = np.tile(spans.row[real], 2), np.tile(spans.refused[real], 2)
    day = np.concatenate((spans.start[real], spans.end[real]))
    change = np.ones(len(day), np.int64)
    change[len(day) // 2 :] = -1
    order = np.lexsort((day, row))
    row, day, refused, change = row[order], day[order], refused[order], change[order]
    adhering = np.cumsum(np.where(refused, 0, change))[:-1]
    refusing = np.cumsum(np.where(refused, change, 0))[:-1]
    kept = (adhering > 0) & (refusing == 0)
    return row[:-1][kept], day[:-1][kept], day[1:][kept]
