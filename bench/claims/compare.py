"""Compiled against hand-written, in turn, five pairs in fresh processes, with the bare scan beside; medians of ratios.

Not here: what is run (run_compiled.py, run_handwritten.py, six_baseline.py, floor.py).
Next: bench/README.md for the figures. Usage: compare.py DIR [--pairs 5] [--out bench/results/claims.json]
"""

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
RUNS = ("floor", "run_handwritten", "run_compiled", "six_baseline")


def run(name: str, directory: Path) -> dict:
    """One fresh process; its JSON line."""
    done = subprocess.run([sys.executable, HERE / f"{name}.py", directory], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def machine() -> dict:
    """What the figures were taken on."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        "",
    )
    return {
        "cores": os.cpu_count(),
        "processor": model,
        "kernel": platform.release(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
        "date": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }


def main() -> None:
    """Run the pairs, print and keep the summary."""
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=Path)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    on, found = machine(), {name: [] for name in RUNS}
    for pair in range(options.pairs):
        order = RUNS if pair % 2 == 0 else RUNS[::-1]
        for name in order:
            found[name].append(run(name, options.directory))
            print(json.dumps(found[name][-1]), flush=True)
    ours, theirs, floor = found["run_compiled"], found["run_handwritten"], found["floor"]
    assert {one["sha256"] for one in ours} == {one["sha256"] for one in theirs}, "the answers differ"
    summary = {
        "machine": on,
        "pairs": options.pairs,
        "same_answers": ours[0]["sha256"],
        "seconds": {name: median(one["seconds"] for one in rows) for name, rows in found.items()},
        "cpu_seconds": {name: median(one["cpu_seconds"] for one in rows) for name, rows in found.items()},
        "peak_rss_mb": {name: max(one["peak_rss_mb"] for one in rows) for name, rows in found.items()},
        "compiled_over_handwritten": median(a["seconds"] / b["seconds"] for a, b in zip(ours, theirs, strict=True)),
        "compiled_over_handwritten_cpu": median(
            a["cpu_seconds"] / b["cpu_seconds"] for a, b in zip(ours, theirs, strict=True)
        ),
        "compiled_over_floor": median(a["seconds"] / b["seconds"] for a, b in zip(ours, floor, strict=True)),
        "handwritten_seconds_an_indicator": median(one["seconds"] for one in theirs) / 19,
        "six_seconds_an_indicator": median(one["seconds"] for one in found["six_baseline"]) / 6,
        "duckdb": ours[0]["duckdb"],
    }
    text = json.dumps(summary, indent=2)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
