"""Run the compiled plan of the nineteen indicators once in a fresh process: one JSON line, as run_handwritten.py.

Not here: the compiler (src/bonusage/practice), the opponent (handwritten.sql), the comparison (compare.py).
Next: compare.py. Usage: run_compiled.py DIR [--threads 2] [--buckets N] [--out result.parquet]
"""

import argparse
import json
import resource
import time
from pathlib import Path

import duckdb
import numpy as np
from run_handwritten import digest

from bonusage.desk import engine
from bonusage.desk.catalogue import load
from bonusage.desk.measuring import questionnaire_of
from bonusage.practice.query import Questionnaire
from bonusage.values.period import parse_period


def main() -> None:
    """Compile, run, print. The electronic-sheet gate is left out: the opponent does not answer it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--buckets", type=int, default=engine.BUCKETS_AT_ONCE)
    options = parser.parse_args()
    engine.BUCKETS_AT_ONCE = options.buckets
    instrument, period = load("rosp-2011-mt"), parse_period("2012")
    every = questionnaire_of(instrument, period)
    asked = tuple(one for one in every.questions if one.id.startswith("R11"))
    questionnaire = Questionnaire(asked, every.period, every.repertoire_on)
    start, cpu = time.perf_counter(), time.process_time()
    counts = engine.measure_claims(options.directory, questionnaire, threads=options.threads)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    pairs = np.stack([counts.numerators, counts.denominators], axis=2).reshape(len(counts.physicians), -1)
    rows = [(int(id), *row) for id, row in zip(counts.physicians, pairs.tolist(), strict=True)]
    line = {
        "what": "compiled",
        "seconds": round(seconds, 3),
        "cpu_seconds": round(cpu, 3),
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "rows": len(rows),
        "sha256": digest(rows),
        "threads": options.threads,
        "duckdb": duckdb.__version__,
    }
    print(json.dumps(line))


if __name__ == "__main__":
    main()
