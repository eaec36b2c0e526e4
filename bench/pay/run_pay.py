"""Amounts of 60 000 professionals x 29 indicators: due_all against a floor, one pass of NumPy over the same columns.

usage: .venv/bin/python bench/pay/run_pay.py [professionals] [rounds]

One JSON line: medians of interleaved rounds, peak memory, versions. A second line: the rows of due.csv, streamed.
A third: the peers' formula of this project's study (four indicators, a lump sum, an increase, a share of savings,
with its four roundings) in bare NumPy int64, twelve months, so that engines can be set side by side.
"""

from __future__ import annotations

import csv
import gc
import json
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable
from itertools import chain
from typing import Any, TextIO

import numpy as np

from bonusage.desk.catalogue import load
from bonusage.instruments.model import Instrument
from bonusage.remuneration.due_all import DueAll, due_all
from bonusage.remuneration.due_rows import due_rows
from bonusage.remuneration.population import (
    OPEN,
    Adhesions,
    Population,
    Professionals,
    Ratios,
    population_of,
    proof_ids,
    ratio_ids,
)
from bonusage.values.period import parse_period

SEED = 20110726
PERIOD = parse_period("2012")
FIRST = np.datetime64(PERIOD.start).astype(np.int64)


def invented(instrument: Instrument, size: int) -> Population:
    """A population: one in ten is there part of the year, one in fifty has refused, results spread on both sides of
    the objectives, baselines for 19 in 20, declared ratios for two in three."""
    chance = np.random.default_rng(SEED)
    names = [str(number) for number in range(10_000_000, 10_000_000 + size)]
    partly = chance.random(size) < 0.1
    proofs = proof_ids(instrument)
    people = Professionals(
        professional=names,
        list_size=chance.integers(0, 2400, size),
        conventioned_from=np.where(partly, FIRST + chance.integers(0, 366, size), FIRST - 4000),
        conventioned_to=np.full(size, OPEN),
        treating_doctor=chance.random(size) < 0.95,
        proofs={id: chance.integers(-1, 2, size).astype(np.int8) for id in proofs},
        since={id: np.where(chance.random(size) < 0.3, FIRST + chance.integers(0, 366, size), OPEN) for id in proofs},
    )
    refused = np.flatnonzero(chance.random(size) < 0.02)
    adhesions = Adhesions(
        professional=[names[row] for row in refused],
        start=FIRST + chance.integers(0, 366, len(refused)),
        end=np.full(len(refused), OPEN),
        refused=np.ones(len(refused), np.bool_),
    )
    return population_of(instrument, people, ratios(instrument, names, chance), adhesions)


def ratios(instrument: Instrument, names: list[str], chance: np.random.Generator) -> Ratios:
    """Results around the objectives of each indicator, and what they were a year before."""
    size = len(names)
    parts: list[tuple[Any, ...]] = []
    for id in ratio_ids(instrument):
        indicator = next((one for one in instrument.indicators if one.id == id), None)
        goals = [one.intermediate and one.target for one in (indicator,) if one and one.target]
        middle = int(goals[0].exact * 1000) if goals and goals[0] else 700
        kept = np.flatnonzero(chance.random(size) < (1 if indicator is None or indicator.origin == "claims" else 0.66))
        below = chance.integers(0, 1500, len(kept))
        above = below * chance.integers(max(0, middle - 200), min(1000, middle + 150), len(kept)) // 1000
        was_below = chance.integers(1, 1500, len(kept))
        was_above = was_below * chance.integers(max(0, middle - 300), min(1000, middle + 100), len(kept)) // 1000
        based = chance.random(len(kept)) < 0.95
        parts.append(([names[row] for row in kept], [id] * len(kept), above, below, was_above, was_below, based))
    professional, indicator_ids, *columns = zip(*parts, strict=True)
    names, ids = list(chain.from_iterable(professional)), list(chain.from_iterable(indicator_ids))
    return Ratios(names, ids, *(np.concatenate(one) for one in columns))


def floor(population: Population) -> int:
    """One pass: the sum of every column that due_all reads."""
    tables = (
        population.list_size, population.conventioned_from, population.conventioned_to, population.treating_doctor,
        population.has_result, population.numerator, population.denominator, population.has_baseline,
        population.baseline_numerator, population.baseline_denominator, population.proof, population.since,
    )  # fmt: skip
    return sum(int(table.sum(dtype=np.int64)) for table in tables)


def timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def median(seconds: list[float]) -> float:
    return round(statistics.median(seconds), 4)


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    instrument = load("rosp-2011-mt")
    population = invented(instrument, size)
    before = peak()
    due = due_all(instrument, population, PERIOD)
    ours, least = [], []
    for _ in range(rounds):
        ours.append(timed(lambda: due_all(instrument, population, PERIOD)))
        least.append(timed(lambda: floor(population)))
    said = {
        "bench": "pay: due_all", "professionals": size, "indicators": len(due.components), "seed": SEED,
        "due_all_s": median(ours), "runs_s": [round(one, 4) for one in ours],
        "floor_sum_of_columns_s": median(least), "times_the_floor": round(median(ours) / median(least), 1),
        "cells_per_s": round(size * len(due.components) / median(ours)),
        "peak_rss_mib": peak(), "rss_before_mib": before, "total_cents": int(due.total.sum()),
        "professionals_in_python_integers": int(due.wide.sum()),
        "python": platform.python_version(), "numpy": np.__version__, "nproc": len(os.sched_getaffinity(0)),
    }  # fmt: skip
    print(json.dumps(said), flush=True)
    print(json.dumps(written(instrument, population, due)), flush=True)
    print(json.dumps(peers(size)), flush=True)


def written(instrument: Instrument, population: Population, due: DueAll) -> dict[str, object]:
    """The rows of due.csv made and written to nowhere; and as many constant rows, for the cost of csv alone."""
    with open(os.devnull, "w", newline="") as nowhere:  # noqa: PTH123
        writer = csv.writer(nowhere)
        ours = timed(lambda: writer.writerows(due_rows(instrument, population, PERIOD, due)))
        count = sum(1 for _ in due_rows(instrument, population, PERIOD, due))
        least = timed(lambda: constant(nowhere, count))
    return {
        "bench": "pay: due_rows to csv",
        "rows": count,
        "s": round(ours, 3),
        "floor_constant_rows_s": round(least, 3),
    }


def constant(nowhere: TextIO, count: int) -> None:
    row = ("10000000", "R11-01", 12345, "objectif cible atteint (142/150)")
    csv.writer(nowhere).writerows(row for _ in range(count))


def peers(size: int) -> dict[str, object]:
    """The peers' formula, exact: what a hand-written loop over columns costs, per amount."""
    chance = np.random.default_rng(SEED)
    patients, contracted = chance.integers(50, 2400, size), chance.random(size) < 0.85
    base, expected = chance.integers(10**6, 25 * 10**6, size), chance.integers(5 * 10**6, 4 * 10**8, size)
    months = [
        ([chance.integers(0, 1001, size) for _ in range(4)], expected * chance.integers(850, 1100, size) // 1000)
        for _ in range(12)
    ]
    goals = ((600, 850, 40), (400, 800, 60), (300, 700, 30), (500, 900, 80))

    def one(rates: list[Any], spent: Any) -> Any:
        cents = np.full(size, 50_000, np.int64)
        for rate, (low, high, points) in zip(rates, goals, strict=True):
            above, below = np.clip(rate - low, 0, high - low) * (points * 700) * patients, (high - low) * 800
            cents += (2 * above + below) // (2 * below)
        cents += (2 * base * 15 + 1000) // 2000
        cents += np.minimum((2 * np.maximum(expected - spent, 0) * 300 + 1000) // 2000, 1_200_000)
        return np.where(contracted, cents, 0)

    seconds = median([timed(lambda: [one(*month) for month in months]) for _ in range(5)])
    rate = round(size * 12 * 4 / seconds)
    return {"bench": "pay: peers' formula, bare NumPy int64", "physicians": size, "s": seconds, "cells_per_s": rate}


if __name__ == "__main__":
    main()
