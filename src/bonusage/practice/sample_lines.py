"""The dispensation lines of one chunk and one year of the sample, sorted by person and day, with their reversals.

A line is first one 64-bit word (person, day, presentation), so that sorting millions of them is cheap.
Next: sample_treatments.py (where long treatments come from), sample_cohort.py (people), sample.py (the whole).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bonusage.practice.sample_chance import (
    Cells,
    Days,
    Flags,
    Ints,
    Part,
    Words,
    chance,
    draw,
    month_starts,
    pack,
    pick,
    unpack,
    urn,
)
from bonusage.practice.sample_cohort import Cohort, Scene
from bonusage.practice.sample_drugs import choose

DENSITY = 25.6
"""Dispensation lines per person-year, everything counted."""
LATEST = 400
"""A line enters the flow less than so many days after the care..."""
REVERSED = (31, 151)
"""...and its reversal so many days later still (at least, less than)."""

BOXES = urn((0.76, 0.16, 0.07, 0.01), 256)
LINES = urn((0.20, 0.22, 0.22, 0.16, 0.10, 0.10), 256)
LINES_MEAN = 3.04
_DAY_OF_YEAR = np.arange(365) / 365 * 2 * np.pi
WINTER = urn(1 + 0.35 * np.cos(_DAY_OF_YEAR - 0.25))
COLD = urn(1 + 0.60 * np.cos(_DAY_OF_YEAR - 0.35))
AUTUMN = urn(np.exp(-np.arange(92) / 25) + 0.05)
DELAY = urn(np.exp(-np.arange(LATEST) / 22))
WAIT = urn((0.42, 0.14, 0.06, 0.04, 0.03, *([0.01] * 26), *([0.0017] * 29)))


class Lines(NamedTuple):
    """Lines before their reversals, one position each: person, days since the first day of care, presentation."""

    person: NDArray[np.int32]
    day: Days
    drug: NDArray[np.int32]


def dispensations_part(rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int) -> Part:
    """The `dispensations` rows of year `index`, reversals included, with the counts of the intake log by flow month."""
    lines = Lines(*unpack(_words(rng, scene, cohort, index)))
    own = _cells(rng, scene, cohort, lines)
    row, sign = _reversals(rng, lines.day.size)
    flow = _flow(rng, scene, lines, row, sign)
    quantity = own["quantity"].values[row] * sign
    amount = scene.drugs.price[lines.drug[row]] * quantity
    rate = scene.drugs.rate[lines.drug[row]]
    start = cohort.line_start(index)
    line = np.arange(start, start + row.size, dtype=np.int64)
    cells = {name: _at(cell, row) for name, cell in own.items()} | {
        "line_id": Cells(line),
        "quantity": Cells(quantity),
        "amount": Cells(amount),
        "reimbursed": Cells(np.sign(amount) * (np.abs(amount) * rate // 100)),
        "flow_month": Cells(flow),
    }
    counts = _flow_counts(scene, flow, sign, line)
    return Part("dispensations", cells, cohort.chunk, scene.first_year + index, counts)


def _at(cell: Cells, row: NDArray[np.int32]) -> Cells:
    return Cells(cell.values[row], None if cell.missing is None else cell.missing[row])


def _words(rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int) -> Words:
    """The lines of one year as sorted words: long treatments, courses, antibiotics, vaccines, and all the rest."""
    opens, closes = scene.opens[index] - scene.first, scene.opens[index + 1] - scene.first
    course_day = unpack(cohort.courses)[1]
    measured = [
        _monthly(rng, scene, cohort, index),
        cohort.courses[(course_day >= opens) & (course_day < closes)],
        _antibiotics(rng, scene, cohort, index),
        _vaccines(rng, scene, cohort, index),
    ]
    rest = _others(rng, scene, cohort, index, sum(words.size for words in measured))
    return cohort.living(np.concatenate([*measured, rest]), scene.first)


def _monthly(rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int) -> Words:
    """Long treatments: once a month, all those of a person on the same day of the month (give or take)."""
    opens, closes = scene.opens[index] - scene.first, scene.opens[index + 1] - scene.first
    taken, phase = cohort.taken, cohort.customs.phase
    slot = (opens + np.arange(12) * ((closes - opens) / 12)).astype(np.int32)
    jitter = rng.integers(0, 6, (phase.size, 12), dtype=np.int8)
    days = slot[None, :] + phase[taken.who, None] + jitter[taken.who]
    comes = rng.random(days.shape, dtype=np.float32) < taken.adherence[:, None]
    comes &= days >= (taken.starts - np.int32(scene.first))[:, None]
    row = np.nonzero(comes)[0]
    return pack(taken.who[row], days[comes], taken.drug[row])


def _antibiotics(rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int) -> Words:
    """Antibiotics: more in winter, for children, for the ill, and as the doctor is prone to."""
    who, habits = cohort.who, cohort.state.habits
    rate = habits["antibiotic"] * cohort.customs.frailty * np.where(cohort.ill, 1.4, 1.0)
    rate *= np.where(who.age < 16, 2.0, np.where(who.age > 65, 1.1, 1.0))
    person = np.repeat(np.arange(who.count, dtype=np.int32), rng.poisson(rate))
    days = draw(rng, COLD, person.size) + np.int32(scene.opens[index] - scene.first)
    return pack(person, days, choose(rng, scene.drugs, "J01", habits["inside_J01"][person], person.size))


def _vaccines(rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int) -> Words:
    """Influenza vaccines from October to December: people of 65 and over, targeted conditions, a few others."""
    age, habits = cohort.age(scene, index), cohort.state.habits
    odds = np.where(cohort.targeted & (age >= 16), habits["flu_condition"], 0.03)
    odds = np.where(age >= 65, habits["flu"], odds)
    person = np.flatnonzero(chance(rng, odds, age.size)).astype(np.int32)
    days = draw(rng, AUTUMN, person.size) + np.int32(scene.opens[index + 1] - AUTUMN[-1] - 1 - scene.first)
    return pack(person, days, choose(rng, scene.drugs, "J07BB", 0.0, person.size))


def _others(rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int, done: int) -> Words:
    """All other drugs, several lines a time, so many that the year reaches the density."""
    who = cohort.who
    need = cohort.customs.need * ((who.born < scene.opens[index + 1]) & (who.died >= scene.opens[index]))
    wanted = max(DENSITY * np.count_nonzero(need) - done, 0.0) / LINES_MEAN
    times = rng.poisson(need * (wanted / max(need.sum(), 1e-9)))
    person = np.repeat(np.arange(who.count, dtype=np.int32), times)
    days = draw(rng, WINTER, person.size) + np.int32(scene.opens[index] - scene.first)
    together = pack(person, days, np.zeros(person.size, dtype=np.int32))
    lines = np.repeat(together, 1 + draw(rng, LINES, person.size))
    return lines | draw(rng, scene.drugs.other, lines.size).astype(np.uint64)


def _cells(rng: np.random.Generator, scene: Scene, cohort: Cohort, lines: Lines) -> dict[str, Cells]:
    """The columns that a line and its reversal share (quantity: without sign)."""
    who, customs, count = cohort.who, cohort.customs, lines.day.size
    on = lines.day + np.int32(scene.first)
    prescriber, unknown, by_mt = _prescribers(rng, scene, cohort, lines.person, on)
    elsewhere = chance(rng, 0.15, count)
    any_pharmacy = rng.integers(1, 3 * scene.doctors.gps + 4, count, dtype=np.int32)
    undated = chance(rng, 0.02, count)
    return {
        "patient_id": Cells(lines.person + np.int32(who.offset + 1)),
        "prescriber_id": Cells(prescriber, unknown),
        "dispenser_id": Cells(np.where(elsewhere, any_pharmacy, customs.pharmacy[lines.person]), undated & elsewhere),
        "dispensed_on": Cells(on),
        "prescribed_on": Cells(on - draw(rng, WAIT, count), undated),
        "cip13": Cells(scene.drugs.cip13[lines.drug]),
        "quantity": Cells((1 + draw(rng, BOXES, count)).astype(np.int16)),
        "prescribed_by_mt": Cells(by_mt, unknown | chance(rng, 0.03, count)),
        "source": Cells(customs.scheme[lines.person]),
    }


def _prescribers(
    rng: np.random.Generator, scene: Scene, cohort: Cohort, person: NDArray[np.int32], on: Days
) -> tuple[NDArray[np.int32], Flags, Flags]:
    """Prescriber of each line (physician_id), whether it is unknown, whether it is the treating doctor."""
    doctors, who = scene.doctors, cohort.who
    lot = rng.integers(0, 256, person.size, dtype=np.uint8)
    other = np.flatnonzero(lot < 20)
    special = np.flatnonzero((lot >= 20) & (lot < 58))
    prescriber = who.usual(person, on) + np.int32(1)
    prescriber[other] = 1 + pick(rng, doctors.later_choice, other.size)
    prescriber[special] = rng.integers(doctors.gps + 1, doctors.count + 1, special.size)
    by_mt = (lot >= 58) & who.registered[person] & (who.since[person] <= on) & (who.leaves[person] > on)
    return prescriber, lot >= 243, by_mt


def _reversals(rng: np.random.Generator, count: int) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    """Rows to write: position of the line of each row, and sign; one line in a hundred is followed by its reversal."""
    undone = chance(rng, 0.01, count)
    row = np.repeat(np.arange(count, dtype=np.int32), 1 + undone.astype(np.int8))
    sign = np.ones(row.size, dtype=np.int8)
    sign[np.flatnonzero(undone) + np.arange(1, np.count_nonzero(undone) + 1)] = -1
    return row, sign


def _flow(rng: np.random.Generator, scene: Scene, lines: Lines, row: NDArray[np.int32], sign: NDArray[np.int8]) -> Days:
    """Flow month of each row: some days after the care, later for reversals."""
    delay = draw(rng, DELAY, lines.day.size)[row]
    undone = np.flatnonzero(sign < 0)
    delay[undone] += rng.integers(*REVERSED, undone.size, dtype=np.int32)
    known = month_starts(scene.first, scene.end - scene.first + LATEST + REVERSED[1])
    return np.asarray(known[lines.day[row] + delay], dtype=np.int32)


def _flow_counts(scene: Scene, flow: Days, sign: NDArray[np.int8], line: Ints) -> dict[str, Ints]:
    """Lines, reversals and sum of line numbers (modulo 2^64) of each flow month from the first month of care."""
    size = 12 * scene.years + 1 + (LATEST + REVERSED[1]) // 28
    month = flow.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    month -= np.datetime64(scene.first, "D").astype("datetime64[M]").astype(np.int64)
    total = np.zeros(size, dtype=np.uint64)
    np.add.at(total, month, line.astype(np.uint64))
    return {
        "flow_lines": np.bincount(month, minlength=size).astype(np.int64),
        "flow_reversals": np.bincount(month[sign < 0], minlength=size).astype(np.int64),
        "flow_sum": total.view(np.int64),
    }
