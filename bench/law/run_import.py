"""Import and index 25,000 article versions in one process on one core; then one article at a date, many times.

Beside each figure its floor in the same run: json.loads of the lines alone, one SELECT by primary key. Usage:
run_import.py [--versions 25000] [--rounds 5]. Next: bench/README.md.
"""

import argparse
import json
import os
import random
import resource
import sqlite3
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from made import write

from bonusage.desk.law_import import import_files
from bonusage.desk.law_store import opened


def main() -> None:
    """Print one JSON line of medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--versions", type=int, default=25_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    os.sched_setaffinity(0, {0})
    with tempfile.TemporaryDirectory() as folder:
        lines, found = Path(folder) / "made.jsonl", {"import": [], "floor": []}
        write(lines, options.versions)
        for rank in range(options.rounds):
            store = Path(folder) / f"law-{rank}.db"
            begun = time.perf_counter()
            for line in lines.read_text("utf-8").splitlines():
                json.loads(line)
            found["floor"].append(time.perf_counter() - begun)
            begun = time.perf_counter()
            imported = import_files(store, [lines])
            found["import"].append(time.perf_counter() - begun)
            assert imported.added.versions == options.versions, imported.added
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        at, floor = look_up(store)
        print(
            json.dumps(
                {
                    "versions": options.versions,
                    "paragraphs": imported.counts["paragraph"],
                    "bytes": lines.stat().st_size,
                    "store_bytes": store.stat().st_size,
                    "versions_a_second": round(options.versions / median(found["import"])),
                    "json_alone_versions_a_second": round(options.versions / median(found["floor"])),
                    "article_at_a_date_ms": round(1000 * at, 4),
                    "one_select_ms": round(1000 * floor, 4),
                    "peak_rss_mb": round(peak / 1024, 1),
                }
            )
        )


def look_up(path: Path, count: int = 2000) -> tuple[float, float]:
    """Median seconds for one article at a date, and for one SELECT of a row by its id."""
    chance, taken, floor = random.Random(2), [], []
    plain = sqlite3.connect(path)
    keys = plain.execute("SELECT DISTINCT code, article FROM version").fetchall()
    with opened(path) as store:
        for _ in range(count):
            (code, article), day = chance.choice(keys), date(1990, 1, 1) + timedelta(days=chance.randint(0, 9000))
            begun = time.perf_counter()
            store.at(code, article, day)
            taken.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            plain.execute("SELECT * FROM version WHERE id = ?", (chance.randint(1, 20_000),)).fetchone()
            floor.append(time.perf_counter() - begun)
    return median(taken), median(floor)


if __name__ == "__main__":
    main()
