"""Receipts of 60 000 professionals: settled from files, replayed in one process, one amount explained in process.

usage: .venv/bin/python bench/receipts/run_receipts.py [professionals] [folder]

One JSON line. The floor of the replay is reading and parsing the same files (json.loads). Inputs are seeded.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from bonusage.desk.catalogue import load
from bonusage.desk.professionals import cases, read_professionals
from bonusage.desk.results import read_results
from bonusage.letters.explanation import letter
from bonusage.letters.tree import tree
from bonusage.remuneration.due import due_under
from bonusage.remuneration.receipt import receipt
from bonusage.remuneration.tariff import tariff_of
from bonusage.values.period import parse_period

SEED, INSTRUMENT, PERIOD = 20110726, "rosp-2011-mt", "2012"
BONUSAGE = Path(sys.executable).with_name("bonusage")


def invent(folder: Path, size: int) -> None:
    """results.csv (every measured indicator and gate, with baselines) and professionals.csv of `size` professionals."""
    chance, instrument = np.random.default_rng(SEED), load(INSTRUMENT)
    names = np.arange(10_000_000, 10_000_000 + size).astype(str)
    ids = [one.id for one in instrument.measured()]
    count = size * len(ids)
    below, base_below = chance.integers(5, 400, count), chance.integers(5, 400, count)
    share, before = chance.integers(300, 1000, count), chance.integers(250, 1000, count)
    columns = {
        "professional": np.repeat(names, len(ids)),
        "indicator": np.tile(np.array(ids), size),
        "numerator": below * share // 1000,
        "denominator": below,
        "baseline_numerator": base_below * before // 1000,
        "baseline_denominator": base_below,
    }
    arrow_csv.write_csv(pa.table(columns), folder / "results.csv")
    people: dict[str, np.ndarray] = {
        "professional": names,
        "list_size": chance.integers(50, 2400, size),
        "conventioned_from": np.full(size, "1995-01-01"),
        "conventioned_to": np.full(size, ""),
        "sesam_vitale": (chance.random(size) < 0.97).astype(int),
    }
    for one in instrument.indicators:
        if one.origin == "declaration" and one.kind == "proof":
            people[one.id] = (chance.random(size) < 0.8).astype(int)
        elif one.origin == "declaration":
            patients = chance.integers(5, 120, size)
            people[one.columns[0]] = patients * chance.integers(300, 1000, size) // 1000
            people[one.columns[1]] = patients
    arrow_csv.write_csv(pa.table(people), folder / "professionals.csv")


def timed(*arguments: str | Path) -> tuple[float, dict]:
    """Seconds of a command in a fresh process, and what it prints in JSON."""
    start = time.perf_counter()
    done = subprocess.run([BONUSAGE, *arguments, "--format", "json"], capture_output=True, text=True, check=True)
    return time.perf_counter() - start, json.loads(done.stdout)


def parsed(folder: Path) -> float:
    """The floor: every receipt read and parsed, nothing replayed."""
    start = time.perf_counter()
    for file in sorted((folder / "receipts").iterdir()):
        json.loads(file.read_bytes())
    return time.perf_counter() - start


def explained(folder: Path) -> dict[str, float]:
    """Milliseconds in process, median over 300 professionals: amount with its trace, receipt, prose and tree."""
    instrument, period = load(INSTRUMENT), parse_period(PERIOD)
    people = read_professionals(folder / "professionals.csv", instrument)
    results = read_results(folder / "results.csv", instrument)
    tariff, found = tariff_of(instrument, period), {"amount_with_trace": [], "receipt": [], "prose_and_tree": []}
    for case in cases(people, results, {})[:300]:
        marks = [time.perf_counter()]
        owed = due_under(tariff, case)
        marks.append(time.perf_counter())
        kept = receipt("0" * 64, instrument, period, "0" * 64, owed)
        marks.append(time.perf_counter())
        assert letter(kept, instrument)
        assert tree(kept)
        marks.append(time.perf_counter())
        for name, before, after in zip(found, marks, marks[1:], strict=False):
            found[name].append(1000 * (after - before))
    return {name: round(statistics.median(values), 3) for name, values in found.items()}


def main() -> None:
    """Invent, settle, replay, explain; the folder is removed."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    folder = Path(tempfile.mkdtemp(dir=sys.argv[2] if len(sys.argv) > 2 else None))
    try:
        invent(folder, size)
        out = folder / "settled"
        inputs = ("--results", folder / "results.csv", "--professionals", folder / "professionals.csv")
        due_s, dues = timed("due", INSTRUMENT, *inputs, "--period", PERIOD, "-o", folder / "due.csv")
        settle_s, settled = timed("settle", INSTRUMENT, *inputs, "--period", PERIOD, "-o", out)
        floor = parsed(out)
        replay_s, replayed = timed("replay", out)
        assert replayed["altered_count"] == 0
        assert replayed["total_cents"] == settled["total_cents"] == dues["total_cents"]
        line = {
            "professionals": size,
            "due_from_files_s": round(due_s, 2),
            "settle_s": round(settle_s, 1),
            "replay_s": round(replay_s, 1),
            "replay_floor_read_and_parse_s": round(floor, 1),
            "replay_over_floor": round(replay_s / floor, 2),
            "total_cents": settled["total_cents"],
            "mean_receipt_bytes": sum(one.stat().st_size for one in (out / "receipts").iterdir()) // size,
            "in_process_ms": explained(folder),
            "children_peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "load": round(os.getloadavg()[0], 2),
        }
        print(json.dumps(line))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
