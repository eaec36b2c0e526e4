"""The patients of one chunk of the sample: age pyramid, deaths, departments, treating doctors over time, conditions.

No care is drawn here (sample_treatments.py, sample_lines.py, sample_acts.py draw it for these people).
Next: sample_treatments.py, sample.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bonusage.practice.sample_chance import (
    NEVER,
    Cells,
    Days,
    Flags,
    Ints,
    Part,
    by_age,
    chance,
    draw,
    opening,
    pick,
    urn,
)
from bonusage.practice.sample_physicians import DEPARTMENTS, Physicians
from bonusage.practice.schema import bucket_of

BANDS = (61, 61, 61, 61, 62, 62, 62, 66, 69, 68, 65, 63, 63, 44, 38, 37, 29, 19, 5.5, 2)
"""France about 2011: people of each five-year band of age, per thousand."""
WOMEN = (0.489, 0.489, 0.489, 0.49, 0.495, 0.50, 0.50, 0.50, 0.50, 0.505, 0.51, 0.51, 0.515, 0.52, 0.54, 0.56)
"""Share of women in each band; the last ones of 80 and over are in WOMEN_OLD."""
WOMEN_OLD = (0.61, 0.67, 0.73, 0.80)
YEAR = 365.25


@dataclass(frozen=True)
class People:
    """People of a chunk by position; patient_id = offset + position + 1. Days are since the epoch.

    `gp` then, from `moves` on, `gp_later` are the usual doctor (positions); `registered` until `leaves` since `since`
    says whether he is also the treating doctor. `age`: years on the last day of the last year.
    """

    offset: int
    sex: NDArray[np.int8]
    born: Days
    age: NDArray[np.float64]
    died: Days
    month_only: Flags
    department: NDArray[np.int32]
    gp: NDArray[np.int32]
    gp_later: NDArray[np.int32]
    moves: Days
    registered: Flags
    since: Days
    leaves: Days

    @property
    def count(self) -> int:
        """Number of people of the chunk."""
        return self.sex.size

    def usual(self, person: NDArray[np.int32], on: Days) -> NDArray[np.int32]:
        """The usual doctor (position) of each of these people on each of these days."""
        return np.where(on < self.moves[person], self.gp[person], self.gp_later[person])

    def doctor(self) -> NDArray[np.int32]:
        """The usual doctor at the end of the years."""
        return np.where(self.moves < NEVER, self.gp_later, self.gp)

    def on_list(self, on: int, among: Flags | None = None) -> NDArray[np.int32]:
        """Positions of the GPs whose lists hold each living registered person (of `among`) on that day."""
        there = self.registered & (self.since <= on) & (self.leaves > on) & (self.died > on)
        there = there if among is None else there & among
        who = np.flatnonzero(there)
        return np.where(self.moves[who] <= on, self.gp_later[who], self.gp[who]).astype(np.int32)


def people(rng: np.random.Generator, doctors: Physicians, offset: int, count: int, first: int, end: int) -> People:
    """`count` people for care in the days [first, end)."""
    band = draw(rng, urn(BANDS), count)
    born = (end - 1 - (band * 5 + 5 * rng.random(count)) * YEAR).astype(np.int32)
    month_only = chance(rng, 0.08, count)
    middle = born.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + 14
    born = np.where(month_only, np.minimum(middle, end - 1), born).astype(np.int32)
    month_only &= born == middle
    sex = np.where(chance(rng, np.array([*WOMEN, *WOMEN_OLD])[band], count), 2, 1).astype(np.int8)
    died = _deaths(rng, born, sex, first, end)
    gp, gp_later, moves = _usual_doctors(rng, doctors, count, first, end)
    since, leaves, registered = _registration(rng, born, died, first, end)
    home = np.where(chance(rng, 0.9, count), doctors.department[gp], rng.integers(0, len(DEPARTMENTS), count))
    return People(
        offset=offset,
        sex=sex,
        born=born,
        age=(end - 1 - born) / YEAR,
        died=died,
        month_only=month_only,
        department=home.astype(np.int32),
        gp=gp,
        gp_later=gp_later,
        moves=moves,
        registered=registered & (since < np.minimum(leaves, end)),
        since=since,
        leaves=leaves,
    )


def _deaths(rng: np.random.Generator, born: Days, sex: NDArray[np.int8], first: int, end: int) -> Days:
    """Days of death in the years by a Gompertz hazard (about 0.9 % a year in all), NEVER for the others."""
    age = np.maximum((first + end) / 2 - born, 0) / YEAR
    hazard = 0.00002 * np.exp(0.1 * age) * np.where(sex == 1, 1.3, 0.8) + 0.0002
    wait = rng.standard_exponential(born.size) / hazard * YEAR
    when = np.maximum(first, born) + wait
    return np.where(when < end, when, NEVER).astype(np.int32)


def _usual_doctors(
    rng: np.random.Generator, doctors: Physicians, count: int, first: int, end: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], Days]:
    """First doctor, later doctor, day of the change: one in twelve changes, and all those whose doctor leaves."""
    gp = pick(rng, doctors.first_choice, count)
    later = pick(rng, doctors.later_choice, count)
    when = first + rng.integers(1, max(2, end - first - 1), count)
    moves = np.where(chance(rng, 0.085, count) & (later != gp), when, NEVER)
    heir = doctors.successor[gp]
    forced = (heir >= 0) & (moves >= doctors.ends[gp])
    follows = forced & chance(rng, 0.92, count)
    later = np.where(follows, heir, later)
    moves = np.where(forced, doctors.ends[gp], moves)
    return gp, np.where(moves < NEVER, later, gp).astype(np.int32), moves.astype(np.int32)


def _registration(rng: np.random.Generator, born: Days, died: Days, first: int, end: int) -> tuple[Days, Days, Flags]:
    """First and end day of the declaration of a treating doctor, and whether there is one (92 % from 16 years on)."""
    count = born.size
    early = opening(first) + rng.integers(0, 700, count) * chance(rng, 0.8, count)
    late = first + rng.integers(0, end - first, count)
    since = np.where(chance(rng, 0.03, count), late, np.minimum(early, first - 1))
    sixteen = born + 5_844
    since = np.where(sixteen > since, sixteen + rng.integers(0, 300, count), since)
    leaves = np.full(count, NEVER)
    gone = chance(rng, 0.01, count)
    leaves[gone] = first + rng.integers(0, end - first, int(gone.sum()))
    told = (died < NEVER) & chance(rng, 0.5, count)
    leaves = np.where(told, np.minimum(leaves, died + 1), leaves)
    return (
        since.astype(np.int32),
        leaves.astype(np.int32),
        chance(rng, 0.92, count) & (since < leaves) & (since <= died),
    )


def patients_part(rng: np.random.Generator, who: People) -> Part:
    """The `patients` rows of the chunk."""
    cells = {
        "patient_id": Cells(_ids(who, np.arange(who.count))),
        "sex": Cells(who.sex),
        "born_on": Cells(who.born),
        "birth_precision": Cells(who.month_only.astype(np.int8)),
        "died_on": Cells(who.died, who.died == NEVER),
        "department": Cells(who.department, chance(rng, 0.02, who.count), DEPARTMENTS),
    }
    return Part("patients", cells, bucket=_bucket(who))


def registrations_part(
    rng: np.random.Generator, who: People, last_day: int, gps: int, among: Mapping[str, Flags]
) -> Part:
    """The `registrations` rows of the chunk.

    Counts per GP on the last day: `list`, the size of the list, and by name those of the people `among` it.
    """
    last = np.minimum(who.leaves, NEVER)
    before = np.flatnonzero(who.registered & (who.since < who.moves))
    after = np.flatnonzero(who.registered & (who.moves < NEVER) & (np.maximum(who.moves, who.since) < last))
    row = np.concatenate([before, after])
    starts = np.concatenate([who.since[before], np.maximum(who.moves, who.since)[after]])
    stops = np.concatenate([np.minimum(who.moves, last)[before], last[after]])
    owner = np.concatenate([who.gp[before], who.gp_later[after]])
    order = np.lexsort((starts, row))
    row, starts, stops, owner = row[order], starts[order], stops[order], owner[order]
    cells = {
        "patient_id": Cells(_ids(who, row)),
        "physician_id": Cells((owner + 1).astype(np.int32)),
        "start_on": Cells(starts.astype(np.int32)),
        "end_on": Cells(stops.astype(np.int32), stops >= NEVER),
        "origin": Cells(rng.integers(1, 4, row.size).astype(np.int8), chance(rng, 0.1, row.size)),
    }
    counts = {
        name: np.bincount(who.on_list(last_day, held), minlength=gps).astype(np.int64)
        for name, held in {"list": None, **among}.items()
    }
    return Part("registrations", cells, bucket=_bucket(who), counts=counts)


ALD_WEIGHTS = {
    1: 4,
    2: 1,
    3: 6,
    5: 10,
    6: 3,
    7: 1,
    9: 4,
    10: 1,
    12: 8,
    13: 16,
    14: 6,
    15: 2,
    16: 2,
    17: 1,
    19: 3,
}
ALD_WEIGHTS |= {20: 2, 21: 1, 22: 4, 23: 17, 24: 3, 25: 1, 26: 1, 27: 3, 30: 31}
ICD10 = {
    8: "E11",
    5: "I50",
    13: "I25",
    12: "I10",
    30: "C50",
    23: "F33",
    14: "J44",
    1: "I63",
    3: "I70",
    22: "M05",
}
BY_AGE_ALD = ((0, 0.015), (16, 0.03), (35, 0.06), (50, 0.13), (60, 0.22), (70, 0.33), (80, 0.45))


@dataclass(frozen=True)
class Conditions:
    """Long-term conditions of the chunk: person (position), number, start and end days (NEVER: open), one line each."""

    who: NDArray[np.int64]
    number: NDArray[np.int8]
    starts: Days
    ends: Days

    def holders(self, numbers: Ints, on: int, count: int) -> Flags:
        """Who holds one of these conditions on that day."""
        held = np.isin(self.number, numbers) & (self.starts <= on) & (self.ends > on)
        flags = np.zeros(count, dtype=np.bool_)
        flags[self.who[held]] = True
        return flags


def conditions(rng: np.random.Generator, who: People, diabetic: Flags, first: int, end: int) -> Conditions:
    """Long-term conditions: four diabetics of five, and others by age (some people have two, some ended)."""
    other = chance(rng, by_age(who.age, BY_AGE_ALD), who.count)
    numbers = np.array(list(ALD_WEIGHTS), dtype=np.int8)
    tickets = urn(list(ALD_WEIGHTS.values()))
    mine = np.flatnonzero(diabetic & chance(rng, 0.8, who.count))
    others = np.flatnonzero(other)
    row = np.concatenate([mine, others])
    number = np.concatenate([np.full(mine.size, 8, np.int8), numbers[draw(rng, tickets, others.size)]])
    starts = np.maximum(end - 1 - (rng.random(row.size) ** 1.5 * 4_500).astype(np.int64), who.born[row])
    ends = starts + rng.choice(np.array([1_461, 1_826, 1_826, 3_652, 5_479]), row.size)
    ends = np.where(chance(rng, 0.5, row.size) | (ends < first - 2_000), NEVER, ends)
    order = np.lexsort((number, row))
    return Conditions(row[order], number[order], starts[order].astype(np.int32), ends[order].astype(np.int32))


def conditions_part(rng: np.random.Generator, who: People, held: Conditions) -> Part:
    """The `long_term_conditions` rows of the chunk."""
    labels = tuple(sorted({*ICD10.values(), "R69"}))
    code = np.array([labels.index(ICD10.get(number, "R69")) for number in range(33)], dtype=np.int32)
    cells = {
        "patient_id": Cells(_ids(who, held.who)),
        "ald_number": Cells(held.number),
        "icd10": Cells(code[held.number], chance(rng, 0.1, held.who.size), labels),
        "start_on": Cells(held.starts),
        "end_on": Cells(held.ends, held.ends == NEVER),
    }
    return Part("long_term_conditions", cells, bucket=_bucket(who))


def _ids(who: People, row: NDArray[np.int64]) -> NDArray[np.int32]:
    return (who.offset + 1 + row).astype(np.int32)


def _bucket(who: People) -> int:
    return bucket_of(who.offset + 1)
