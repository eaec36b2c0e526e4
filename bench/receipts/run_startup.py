"""Start-up of the command line: medians of fresh processes, beside a bare interpreter. One JSON line.

usage: .venv/bin/python bench/receipts/run_startup.py [rounds]
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

BONUSAGE = str(Path(sys.executable).with_name("bonusage"))
COMMANDS = {
    "bare_python": [sys.executable, "-c", "pass"],
    "help": [BONUSAGE, "--help"],
    "instruments_list": [BONUSAGE, "instruments", "list"],
}


def main() -> None:
    """Interleaved rounds; the first of each, with cold caches, is told apart."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    found: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds + 1):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            found[name].append(time.perf_counter() - start)
    line = {f"{name}_s": round(statistics.median(values[1:]), 3) for name, values in found.items()}
    line |= {f"{name}_first_s": round(values[0], 3) for name, values in found.items()}
    print(
        json.dumps(
            line | {"python": platform.python_version(), "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2)}
        )
    )


if __name__ == "__main__":
    main()
