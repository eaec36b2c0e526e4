"""Run handwritten.sql once in a fresh process and print one JSON line: seconds, memory, digest of the result.

Not here: the statement itself (handwritten.sql), the bare scan (floor.py), the proof of equality (naive_check.py).
Next: handwritten.sql. Usage: run_handwritten.py DIR [--threads 2] [--out result.parquet]
"""

import argparse
import hashlib
import json
import re
import resource
import time
from pathlib import Path

import duckdb

# First and last year each dated table is needed for the period 2012; None = the whole table.
YEARS: dict[str, tuple[int, int] | None] = {
    "patients": None,
    "physicians": None,
    "registrations": None,
    "long_term_conditions": None,
    "drugs": None,
    "dispensations": (2011, 2012),  # 90 days of lookback before 1 January 2012
    "lab_tests": (2012, 2012),
    "procedures": (2010, 2012),  # 36 months
    "visits": (2011, 2012),  # 24 months
}


def files(directory: Path, table: str, years: tuple[int, int] | None) -> list[Path]:
    """The Parquet files of one table, without the files whose path says another year."""
    single = directory / f"{table}.parquet"
    found = [single] if single.exists() else sorted((directory / table).rglob("*.parquet"))
    if not found:
        raise SystemExit(f"{directory}: no Parquet file for table {table}")

    def wanted(path: Path) -> bool:
        year = re.search(r"year=(\d{4})", path.as_posix())
        return years is None or year is None or years[0] <= int(year[1]) <= years[1]

    return [path for path in found if wanted(path)]


def relations(directory: Path, years: dict[str, tuple[int, int] | None] = YEARS) -> dict[str, str]:
    """Table name -> SQL relation over an explicit list of files (nothing is read from the path itself)."""

    def relation(table: str, span: tuple[int, int] | None) -> str:
        names = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files(directory, table, span))
        return f"read_parquet([{names}], hive_partitioning = false)"

    return {table: relation(table, span) for table, span in years.items()}


def digest(rows: list[tuple]) -> str:
    """sha256 of the sorted rows as text: whole numbers in base ten, amounts as exact cents, `|` between cells."""
    lines = sorted(tuple(row) for row in rows)
    return hashlib.sha256("".join("|".join(map(str, r)) + "\n" for r in lines).encode()).hexdigest()


def arguments(doc: str) -> argparse.Namespace:
    """The command line shared by the scripts of this folder."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def measure(name: str, sql: str, options: argparse.Namespace) -> dict:
    """Run one statement on a fresh connection; seconds from the call to the last row in Python."""
    connection = duckdb.connect()
    connection.execute(f"SET threads = {options.threads}")
    connection.execute("SET enable_progress_bar = false")
    wall, cpu = time.perf_counter(), time.process_time()
    rows = connection.execute(sql).fetchall()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if options.out:  # asked again, after the measure
        target = str(options.out).replace("'", "''")
        connection.execute(f"COPY ({sql}) TO '{target}' (FORMAT parquet)")
    return {
        "what": name,
        "seconds": round(wall, 3),
        "cpu_seconds": round(cpu, 3),
        "peak_rss_mb": peak,
        "rows": len(rows),
        "sha256": digest(rows),
        "threads": options.threads,
        "duckdb": duckdb.__version__,
    }


def main() -> None:
    """Measure handwritten.sql on one directory of claims."""
    options = arguments(__doc__ or "")
    text = (Path(__file__).parent / "handwritten.sql").read_text(encoding="utf-8")
    print(json.dumps(measure("handwritten", text.format(**relations(options.directory)), options)))


if __name__ == "__main__":
    main()
