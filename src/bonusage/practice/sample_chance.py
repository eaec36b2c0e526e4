"""Chance for the sample: seeded streams, urns of tickets, and the shape of what is drawn (cells, parts).

Nothing of medicine or of the schema is here; nothing draws without a stream, and a stream is named by its place.
Next: sample.py (who draws what), sample_people.py, sample_acts.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Days = NDArray[np.int32]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint64]
TICKETS = 65_536
EPOCH = date(1970, 1, 1)
NEVER = 2**30
"""A day that never comes, in days since the epoch."""


class Cells(NamedTuple):
    """One column: `values` (dates: int32 days since the epoch; money: int64 cents; doses: int64 thousandths).

    `missing` is True where the cell is null. With `labels`, values are positions in it (text columns).
    """

    values: NDArray[Any]
    missing: Flags | None = None
    labels: tuple[str, ...] | None = None


class Part(NamedTuple):
    """Some rows of one table: its columns, its bucket of patients and its year (None: not laid out so).

    `counts` are int64 arrays that the sums over all parts need (list sizes, flows): add them by name.
    """

    table: str
    cells: Mapping[str, Cells]
    bucket: int | None = None
    year: int | None = None
    counts: Mapping[str, Ints] = MappingProxyType({})

    @property
    def rows(self) -> int:
        """Number of rows of the part."""
        return next(iter(self.cells.values())).values.size


def stream(seed: int, *place: int) -> np.random.Generator:
    """A stream that depends on the seed and the place (room, chunk, year) and on nothing drawn before."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=place)))


def day(on: date) -> int:
    """Days since the epoch."""
    return (on - EPOCH).days


def opening(first: int) -> int:
    """First day on which people of a sample may name a treating doctor: 2005, or over two years before the care."""
    return min(day(date(2005, 1, 1)), first - 800)


def urn(weights: Sequence[float] | NDArray[np.float64], tickets: int = TICKETS) -> NDArray[np.int32]:
    """An urn: each position of `weights` written on its share of the tickets (at least none, the sum exact)."""
    total = np.cumsum(np.asarray(weights, dtype=np.float64))
    ends = np.rint(total / total[-1] * tickets).astype(np.int64)
    return np.repeat(np.arange(ends.size, dtype=np.int32), np.diff(ends, prepend=0))


def draw(rng: np.random.Generator, tickets: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """`count` tickets of an urn of 65 536 (16 random bits each) or of 256 (8 bits)."""
    if tickets.size == TICKETS:
        return tickets[rng.integers(0, TICKETS, count, dtype=np.uint16)]
    return tickets[rng.integers(0, tickets.size, count, dtype=np.uint8)]


def chance(rng: np.random.Generator, odds: float | NDArray[Any], count: int) -> Flags:
    """`count` independent flags, each True with its odds."""
    return rng.random(count, dtype=np.float32) < odds


def pick(rng: np.random.Generator, cumulated: NDArray[np.float64], count: int) -> NDArray[np.int32]:
    """Positions drawn with cumulated weights ending at 1 (for choices too many for an urn)."""
    found = np.searchsorted(cumulated, rng.random(count), side="right")
    return np.minimum(found, cumulated.size - 1).astype(np.int32)


def cumulated(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights as cumulated shares ending at 1; zero weights are never picked."""
    total = np.cumsum(weights)
    return np.asarray(total / total[-1], dtype=np.float64)


def by_age(age: NDArray[Any], table: Sequence[tuple[int, float]]) -> NDArray[np.float64]:
    """The value of a step table (from this age, value) at each age; 0 below its first age."""
    starts = np.array([start for start, _ in table])
    values = np.array([0.0, *(value for _, value in table)])
    return values[np.searchsorted(starts, age, side="right")]


def months(first: date, count: int) -> Days:
    """First days of `count` months from the month of `first`, as days since the epoch."""
    start = np.datetime64(first, "M")
    return (start + np.arange(count)).astype("datetime64[D]").astype(np.int64).astype(np.int32)


def month_starts(first: int, count: int) -> Days:
    """For each of `count` days from day `first` (since the epoch), the first day of its month."""
    days = np.arange(first, first + count).astype("datetime64[D]")
    return days.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64).astype(np.int32)


def pack(person: NDArray[np.int32], days: Days, code: NDArray[np.int32]) -> Words:
    """One word a row: person, day since the first (13 bits), code (14 bits); sorting the words sorts the rows."""
    high = (person.astype(np.uint64) << np.uint64(27)) | (days.astype(np.uint64) << np.uint64(14))
    return np.asarray(high | code.astype(np.uint64), dtype=np.uint64)


def unpack(words: Words) -> tuple[NDArray[np.int32], Days, NDArray[np.int32]]:
    """Person, day since the first and code of each word."""
    days = (words >> np.uint64(14)) & np.uint64(8191)
    return (words >> np.uint64(27)).astype(np.int32), days.astype(np.int32), (words & np.uint64(16383)).astype(np.int32)
