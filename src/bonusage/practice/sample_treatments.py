"""Who takes what in the sample: long treatments by condition and by the habits of the doctor, and courses of sedatives.

A treatment is a person, a presentation, a first day and an adherence; lines come month by month in sample_lines.py.
Next: sample_lines.py (dispensation lines), sample_physicians.py (habits).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bonusage.practice.sample_chance import Days, Flags, by_age, chance
from bonusage.practice.sample_drugs import Formulary, choose
from bonusage.practice.sample_people import People
from bonusage.practice.sample_physicians import Physicians

DIABETES = ((0, 0.003), (25, 0.012), (45, 0.05), (55, 0.10), (65, 0.16), (75, 0.18), (85, 0.14))
PRESSURE = ((25, 0.008), (35, 0.04), (45, 0.13), (55, 0.29), (65, 0.45), (75, 0.58))
STATIN = ((40, 0.04), (50, 0.11), (60, 0.22), (70, 0.31), (85, 0.18))
PLATELETS = ((45, 0.015), (55, 0.05), (65, 0.12), (75, 0.22))
ANTICOAGULANT = ((55, 0.01), (65, 0.035), (75, 0.07))
ACID = ((18, 0.03), (40, 0.08), (55, 0.14), (65, 0.20), (75, 0.26))
MOOD = ((18, 0.025), (35, 0.06), (50, 0.09), (75, 0.11))
SEDATIVE = ((35, 0.01), (45, 0.03), (65, 0.07), (75, 0.10))
COURSES = ((18, 0.03), (35, 0.055), (50, 0.075), (75, 0.085))
"""Courses of a sedative begun per person and year, by age."""


@dataclass(frozen=True)
class Treatments:
    """Long treatments, one position each: person, presentation, first day, chance of collecting it in a month."""

    who: NDArray[np.int32]
    drug: NDArray[np.int32]
    starts: Days
    adherence: NDArray[np.float32]


@dataclass(frozen=True)
class Health:
    """What the rest of the sample needs to know of each person: flags, and each person's habits of the doctor."""

    diabetic: Flags
    hypertensive: Flags
    habits: dict[str, NDArray[np.float64]]


def health(rng: np.random.Generator, who: People, doctors: Physicians) -> Health:
    """Diabetes and treated hypertension by age (linked), and the habits of each person's doctor."""
    diabetic = chance(rng, by_age(who.age, DIABETES) * np.where(who.sex == 1, 1.2, 0.82), who.count)
    odds = by_age(who.age, PRESSURE)
    hypertensive = chance(rng, np.where(diabetic & (who.age > 35), odds * 0.5 + 0.42, odds), who.count)
    doctor = who.doctor()
    return Health(diabetic, hypertensive, {name: habit[doctor] for name, habit in doctors.habits.items()})


class _Book:
    """Treatments gathered family by family."""

    def __init__(self, rng: np.random.Generator, drugs: Formulary, first: int, end: int) -> None:
        self.rng, self.drugs, self.first, self.end = rng, drugs, first, end
        self.rows: list[Treatments] = []

    def add(self, family: str, taker: Flags, odds: float | NDArray[np.float64], adherence: float = 0.88) -> None:
        """One presentation of the family for each taker, from the repertoire with these odds (one for all, or each)."""
        rng = self.rng
        who = np.flatnonzero(taker).astype(np.int32)
        inside = odds[who] if isinstance(odds, np.ndarray) else odds
        drug = choose(rng, self.drugs, family, inside, who.size)
        later = self.first + rng.integers(0, self.end - self.first, who.size)
        starts = np.where(chance(rng, 0.12, who.size), later, self.first).astype(np.int32)
        spread = rng.beta(12 * adherence, 12 * (1 - adherence), who.size).astype(np.float32)
        self.rows.append(Treatments(who, drug, starts, spread))

    def all(self) -> Treatments:
        """Every treatment gathered."""
        return Treatments(
            np.concatenate([row.who for row in self.rows]),
            np.concatenate([row.drug for row in self.rows]),
            np.concatenate([row.starts for row in self.rows]),
            np.concatenate([row.adherence for row in self.rows]),
        )


def treatments(
    rng: np.random.Generator, who: People, state: Health, drugs: Formulary, first: int, end: int
) -> Treatments:
    """The long treatments of a chunk for care in the days [first, end)."""
    book = _Book(rng, drugs, first, end)
    for share in (1.0, 0.55, 0.15):
        book.add("A10", state.diabetic & chance(rng, share, who.count), 0.7, 0.92)
    _pressure(book, who, state)
    _vessels(book, who, state)
    age, habit = who.age, state.habits
    book.add("A02BC", chance(rng, by_age(age, ACID), who.count), habit["inside_A02BC"], 0.75)
    mood = by_age(age, MOOD) * np.where(who.sex == 2, 1.4, 0.6)
    book.add("N06A", chance(rng, mood, who.count), habit["inside_N06A"], 0.85)
    old = age > 60
    book.add("C04A", old & chance(rng, habit["vasodilator"] * np.where(age > 66, 1.0, 0.4), who.count), 0.7, 0.7)
    book.add("N05long", old & chance(rng, habit["long_benzo"] * 0.8, who.count), 0.75, 0.96)
    sedative = by_age(age, SEDATIVE)
    book.add("N05short", chance(rng, sedative * 0.5, who.count), 0.8, 0.96)
    book.add("N05night", chance(rng, sedative * 0.5, who.count), 0.8, 0.96)
    return book.all()


def _pressure(book: _Book, who: People, state: Health) -> None:
    """One to five antihypertensives for each hypertensive; ACE inhibitor or sartan as the doctor likes."""
    rng, count, inside = book.rng, who.count, state.habits["inside_pressure"]
    renin = chance(rng, 0.68, count)
    others = {name: chance(rng, odds, count) for name, odds in {"C07": 0.31, "C08": 0.28, "C03": 0.24}.items()}
    renin |= ~np.logical_or.reduce(list(others.values()))
    ace = chance(rng, state.habits["ace"], count)
    book.add("C09A", state.hypertensive & renin & ace, inside)
    book.add("C09C", state.hypertensive & renin & ~ace, inside)
    for name, taker in others.items():
        book.add(name, state.hypertensive & taker, inside)
    book.add("C02", state.hypertensive & chance(rng, 0.04, count), inside)


def _vessels(book: _Book, who: People, state: Health) -> None:
    """Statins, antiplatelets and anticoagulants; diabetics at risk get them as their doctor follows them up."""
    rng, count, habit = book.rng, who.count, state.habits
    at_risk = state.diabetic & state.hypertensive & (who.age > 48)
    odds = np.where(state.diabetic & (who.age > 40), habit["statin"], by_age(who.age, STATIN))
    statin = chance(rng, odds, count)
    book.add("C10AA", statin, habit["inside_C10AA"])
    wanted = np.minimum(habit["aspirin"] / habit["aspirin_only"], 0.95)
    platelets = chance(rng, np.where(at_risk & statin, wanted, by_age(who.age, PLATELETS)), count)
    aspirin = chance(rng, habit["aspirin_only"], count)
    book.add("B01AC06", platelets & aspirin, 0.3, 0.92)
    book.add("B01AC04", platelets & (~aspirin | chance(rng, 0.04, count)), 0.8, 0.92)
    book.add("B01AA", ~platelets & chance(rng, by_age(who.age, ANTICOAGULANT), count), 0.5, 0.9)


def courses(
    rng: np.random.Generator, who: People, state: Health, drugs: Formulary, first: int, end: int
) -> tuple[NDArray[np.int32], Days, NDArray[np.int32]]:
    """Courses of sedatives begun in the years: person, day and presentation of each dispensing (some fall after `end`).

    Most are one or two boxes; some last more than twelve weeks, as the doctor's habit says.
    """
    rate = by_age(who.age, COURSES) * ((end - first) / 365)
    begun = np.repeat(np.arange(who.count, dtype=np.int32), rng.poisson(rate))
    starts = first + rng.integers(0, end - first, begun.size)
    lengthy = chance(rng, state.habits["long_course"][begun], begun.size)
    boxes = np.where(lengthy, 3 + rng.geometric(0.3, begun.size), 1 + chance(rng, 0.3, begun.size))
    boxes = np.minimum(boxes, 12)
    old = who.age[begun] > 65
    share = np.where(old, state.habits["long_benzo"][begun] * 1.2, 0.35)
    lot = rng.random(begun.size)
    family = np.where(lot < share, 0, np.where(lot < share + (1 - share) / 2, 1, 2))
    drug = np.empty(begun.size, dtype=np.int32)
    for at, name in enumerate(("N05long", "N05short", "N05night")):
        mine = family == at
        drug[mine] = choose(rng, drugs, name, 0.8, int(mine.sum()))
    row = np.repeat(np.arange(begun.size), boxes)
    rank = np.arange(row.size) - np.repeat(np.cumsum(boxes) - boxes, boxes)
    days = starts[row] + 28 * rank + np.where(rank > 0, rng.integers(-2, 3, row.size), 0)
    return begun[row], days.astype(np.int32), drug[row]
