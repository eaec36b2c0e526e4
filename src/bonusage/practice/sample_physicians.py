"""The physicians of the sample: GPs who differ, a few specialists, who retires, who settles in, and their habits.

A habit is the chance that a patient of the GP gets something; habits come from one hidden quality and chance.
Next: sample_people.py (their patients), sample_professionals.py (what they declare).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bonusage.practice.sample_chance import NEVER, Cells, Days, Part, cumulated, day, months, opening, stream

HABITS = {
    "hba1c": (0.52, 0.10, 1),
    "eye": (0.66, 0.09, 1),
    "statin": (0.64, 0.10, 1),
    "aspirin": (0.50, 0.10, 1),
    "flu": (0.62, 0.08, 1),
    "flu_condition": (0.50, 0.11, 1),
    "breast": (0.69, 0.08, 1),
    "cervix": (0.63, 0.08, 1),
    "vasodilator": (0.075, 0.03, -1),
    "long_benzo": (0.095, 0.04, -1),
    "long_course": (0.13, 0.05, -1),
    "antibiotic": (0.43, 0.09, -1),
    "inside_J01": (0.87, 0.04, 1),
    "inside_A02BC": (0.80, 0.05, 1),
    "inside_C10AA": (0.48, 0.10, 1),
    "inside_pressure": (0.61, 0.06, 1),
    "inside_N06A": (0.69, 0.07, 1),
    "ace": (0.45, 0.11, 1),
    "aspirin_only": (0.83, 0.05, 1),
    "hba1c_85": (0.84, 0.06, 1),
    "hba1c_75": (0.64, 0.09, 1),
    "ldl_15": (0.83, 0.06, 1),
    "ldl_13": (0.68, 0.09, 1),
    "pressure": (0.55, 0.08, 1),
    "proof": (0.80, 0.12, 1),
    "electronic": (0.90, 0.03, 1),
}
"""Habit: mean and standard deviation among GPs, and the sign of the link with their hidden quality."""

SPECIALTIES = ((15, 0.10), (7, 0.08), (3, 0.10), (6, 0.12), (33, 0.12), (5, 0.05), (13, 0.04), (4, 0.20))
"""(specialty code, specialists of it per GP); 15 ophthalmologist, 7 gynaecologist, 6 radiologist, 4 surgeon."""


@dataclass(frozen=True)
class Physicians:
    """GPs by position 0..gps-1 (physician_id = position + 1), then specialists.

    `starts`, `ends`: days of settling in and of leaving (far past, NEVER). `successor[gp]` takes the list of a GP who
    leaves (-1: stays). `first_choice`, `later_choice`: cumulated weights for a patient's first and later GP.
    """

    gps: int
    specialty: NDArray[np.int16]
    starts: Days
    ends: Days
    department: NDArray[np.int32]
    successor: NDArray[np.int32]
    first_choice: NDArray[np.float64]
    later_choice: NDArray[np.float64]
    habits: dict[str, NDArray[np.float64]]

    @property
    def count(self) -> int:
        """GPs and specialists."""
        return self.specialty.size

    def of_specialty(self, code: int) -> NDArray[np.int64]:
        """Positions of the specialists of a specialty."""
        return np.flatnonzero(self.specialty == code)


DEPARTMENTS = (
    *(f"{number:02d}" for number in range(1, 96) if number != 20),
    "2A",
    "2B",
    *(f"97{number}" for number in (1, 2, 3, 4)),
)


def physicians(seed: int, gps: int, first: date, years: int) -> Physicians:
    """`gps` GPs and the specialists they need, for care from `first` during `years` years."""
    rng = stream(seed, 20)
    specialty = [1] * gps
    for code, share in SPECIALTIES:
        specialty += [code] * max(1, round(gps * share))
    count = len(specialty)
    starts = opening(day(first)) - rng.integers(30, 10_000, count)
    ends = np.full(count, NEVER)
    successor = np.full(gps, -1)
    leaving, taking = _succession(rng, gps)
    when = months(first, 12 * years)[rng.integers(1, 12 * years, leaving.size)]
    when[:1] = months(first, 12 * years)[-6]
    ends[leaving], starts[taking], successor[leaving] = when, when, taking
    weights = np.exp(rng.normal(0.0, 0.33, gps))
    newcomers, movers = weights.copy(), weights.copy()
    newcomers[taking] = 0.0
    movers[leaving] = movers[taking] = 0.0
    return Physicians(
        gps=gps,
        specialty=np.array(specialty, dtype=np.int16),
        starts=starts.astype(np.int32),
        ends=ends.astype(np.int32),
        department=rng.integers(0, len(DEPARTMENTS), count).astype(np.int32),
        successor=successor.astype(np.int32),
        first_choice=cumulated(newcomers),
        later_choice=cumulated(movers),
        habits=_habits(rng, gps),
    )


def _succession(rng: np.random.Generator, gps: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """One GP in 25 leaves and another takes the list; nobody below 5 GPs."""
    pairs = max(1, gps // 25) if gps >= 5 else 0
    chosen = rng.permutation(gps)[: 2 * pairs]
    return chosen[:pairs], chosen[pairs:]


def _habits(rng: np.random.Generator, gps: int) -> dict[str, NDArray[np.float64]]:
    quality = rng.normal(0.0, 1.0, gps)
    habits = {}
    for name, (mean, spread, sign) in HABITS.items():
        own = rng.normal(0.0, 1.0, gps)
        habits[name] = np.clip(mean + spread * (0.6 * sign * quality + 0.8 * own), 0.01, 0.985)
    paper = rng.random(gps) < 0.08
    habits["electronic"] = np.where(paper, rng.uniform(0.35, 0.68, gps), habits["electronic"])
    return habits


def physicians_part(seed: int, doctors: Physicians, last_day: int) -> Part:
    """The `physicians` table."""
    rng = stream(seed, 21)
    count = doctors.count
    cells = {
        "physician_id": Cells(np.arange(1, count + 1, dtype=np.int32)),
        "specialty": Cells(doctors.specialty),
        "practice_mode": Cells(rng.integers(0, 4, count).astype(np.int8), rng.random(count) < 0.05),
        "convention_sector": Cells(1 + (rng.random(count) < 0.25).astype(np.int8), rng.random(count) < 0.02),
        "installed_on": Cells(doctors.starts, rng.random(count) < 0.03),
        "ceased_on": Cells(doctors.ends, doctors.ends > last_day),
        "department": Cells(doctors.department, rng.random(count) < 0.02, DEPARTMENTS),
    }
    return Part("physicians", cells)


def practice_numbers_part(seed: int, doctors: Physicians, first: int, last_day: int) -> Part:
    """The `practice_numbers` table: one number a doctor, two for one in eight, who moved during the years."""
    rng = stream(seed, 22)
    moved = np.flatnonzero((rng.random(doctors.count) < 0.125) & (doctors.starts < first) & (doctors.ends == NEVER))
    owner = np.concatenate([np.arange(doctors.count), moved])
    when = (first + rng.integers(30, max(31, last_day - first), doctors.count)).astype(np.int32)
    ends = np.full(doctors.count, NEVER, dtype=np.int32)
    ends[moved] = when[moved]
    starts = np.concatenate([doctors.starts, when[moved]])
    stops = np.concatenate([ends, np.full(moved.size, NEVER, dtype=np.int32)])
    numbers = tuple(f"{101_000_000 + 7 * k:09d}" for k in range(owner.size))
    cells = {
        "practice_number": Cells(np.arange(owner.size, dtype=np.int32), None, numbers),
        "physician_id": Cells((owner + 1).astype(np.int32)),
        "valid_from": Cells(starts.astype(np.int32)),
        "valid_to": Cells(stops, stops == NEVER),
    }
    return Part("practice_numbers", cells)
