"""What stays of a sample from year to year: days, doctors, drugs (the scene), the people of a chunk (the cohort).

A cohort is drawn from the seed and its chunk number alone; what happens to it in a year is drawn elsewhere.
Next: sample_lines.py (dispensations of a year), sample_acts.py (tests, procedures, visits), sample.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bonusage.practice.sample_chance import Flags, Words, chance, draw, pack, stream, unpack, urn
from bonusage.practice.sample_drugs import Formulary
from bonusage.practice.sample_people import Conditions, People, conditions, people
from bonusage.practice.sample_physicians import Physicians
from bonusage.practice.sample_treatments import Health, Treatments, courses, health, treatments
from bonusage.practice.schema import BUCKET

TARGETED = np.array([1, 2, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 24, 25, 27, 28, 30])
"""Long-term conditions whose holders are invited to the influenza vaccine."""
SOURCES = urn((0.0, 0.86, 0.07, 0.07), 256)


@dataclass(frozen=True)
class Scene:
    """What all chunks share. Days are since the epoch: care in [first, end), `opens[k]` the first day of year k."""

    seed: int
    first_year: int
    opens: tuple[int, ...]
    doctors: Physicians
    drugs: Formulary

    @property
    def first(self) -> int:
        """First day of care."""
        return self.opens[0]

    @property
    def end(self) -> int:
        """First day after the years."""
        return self.opens[-1]

    @property
    def years(self) -> int:
        """Number of years of care."""
        return len(self.opens) - 1


class Rhythm(NamedTuple):
    """Who is seen every so many years (0: never), and in which remainder of the year number."""

    every: NDArray[np.int8]
    turn: NDArray[np.int8]

    def due(self, year: int) -> Flags:
        """Whose turn it is that year."""
        every = np.maximum(self.every, 1).astype(np.int32)
        return np.asarray((self.every > 0) & (year % every == self.turn), dtype=np.bool_)


@dataclass(frozen=True)
class Customs:
    """Habits of each person: day of the month, pharmacy, scheme, need of care, share of infections, and follow-up."""

    phase: NDArray[np.int32]
    pharmacy: NDArray[np.int32]
    scheme: NDArray[np.int8]
    need: NDArray[np.float64]
    frailty: NDArray[np.float64]
    eye: Rhythm
    breast: Rhythm
    cervix: Rhythm


@dataclass(frozen=True)
class Cohort:
    """The people of one chunk with all that is drawn once for them; `courses` are sorted words of sedative boxes."""

    chunk: int
    who: People
    state: Health
    held: Conditions
    customs: Customs
    taken: Treatments
    courses: Words
    targeted: Flags
    ill: Flags

    def age(self, scene: Scene, index: int) -> NDArray[np.float64]:
        """Age of each person, in years, at the end of year `index`."""
        return self.who.age - (scene.end - scene.opens[index + 1]) / 365.25

    def line_start(self, index: int) -> int:
        """First line number of a year: the numbers of two parts of a table never meet (16 million for each)."""
        return ((self.chunk * 64 + index) << 24) + 1

    def living(self, words: Words, first: int) -> Words:
        """The words of days when their person lives, sorted by person and day."""
        person, days, _ = unpack(words)
        days += np.int32(first)
        alive = words[(days >= self.who.born[person]) & (days <= self.who.died[person])]
        alive.sort()
        return alive


def cohort(scene: Scene, chunk: int, count: int) -> tuple[Cohort, np.random.Generator]:
    """The `count` people of a chunk, and the stream they were drawn from (for the rest of what is drawn once)."""
    rng = stream(scene.seed, 1, chunk)
    first, end = scene.first, scene.end
    who = people(rng, scene.doctors, chunk * BUCKET, count, first, end)
    state = health(rng, who, scene.doctors)
    held = conditions(rng, who, state.diabetic, first, end)
    person, days, drug = courses(rng, who, state, scene.drugs, first, end)
    inside = days < end
    drawn = Cohort(
        chunk=chunk,
        who=who,
        state=state,
        held=held,
        customs=_customs(rng, who, state),
        taken=treatments(rng, who, state, scene.drugs, first, end),
        courses=np.sort(pack(person[inside], days[inside] - np.int32(first), drug[inside])),
        targeted=held.holders(TARGETED, end - 1, count),
        ill=held.holders(np.arange(33), end - 1, count),
    )
    return drawn, rng


def _customs(rng: np.random.Generator, who: People, state: Health) -> Customs:
    """Eyes of diabetics are seen every year or two, breasts every two years, smears taken every one to three."""
    women = who.sex == 2
    return Customs(
        phase=rng.integers(0, 23, who.count, dtype=np.int32),
        pharmacy=(1 + who.gp * 3 + rng.integers(0, 4, who.count)).astype(np.int32),
        scheme=draw(rng, SOURCES, who.count).astype(np.int8),
        need=rng.gamma(0.9, 1.0, who.count) * (0.3 + np.minimum(who.age, 90) / 40),
        frailty=rng.gamma(2.0, 0.5, who.count),
        eye=_rhythm(rng, state.habits["eye"] * state.diabetic, (0.45, 0.55)),
        breast=_rhythm(rng, state.habits["breast"] * women, (0.0, 1.0)),
        cervix=_rhythm(rng, state.habits["cervix"] * women, (0.2, 0.3, 0.5)),
    )


def _rhythm(rng: np.random.Generator, odds: NDArray[np.float64], shares: tuple[float, ...]) -> Rhythm:
    """Followed with these odds, every 1, 2, 3... years in these shares, each from a year of his own."""
    every = 1 + draw(rng, urn(shares, 256), odds.size).astype(np.int8)
    turn = (rng.integers(0, 6, odds.size, dtype=np.int8) % every).astype(np.int8)
    return Rhythm(np.where(chance(rng, odds, odds.size), every, 0).astype(np.int8), turn)
