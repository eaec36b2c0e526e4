"""What a run of mutmut says of each module: how many mutants, how many killed; only a failing test kills.

usage: summary.py MUTANTS_FOLDER OUT SECONDS [PATTERN...]
Next: run_legality.sh, which runs it.
"""

from __future__ import annotations

import fnmatch
import json
import platform
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

from mutmut.stats import status_by_exit_code


def counted(folder: Path, patterns: list[str]) -> dict[str, Counter[str]]:
    """Statuses by module, of the mutants whose name is asked for."""
    found: dict[str, Counter[str]] = {}
    for meta in sorted((folder / "src" / "bonusage" / "legality").glob("*.py.meta")):
        codes = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        asked = {
            name: code
            for name, code in codes.items()
            if not patterns or any(fnmatch.fnmatch(name, one) for one in patterns)
        }
        if asked:
            found[meta.name.removesuffix(".py.meta")] = Counter(status_by_exit_code[code] for code in asked.values())
    return found


def main() -> None:
    """Write the summary, print its totals and the mutants that a test did not kill."""
    folder, out, seconds, *patterns = sys.argv[1:]
    modules = counted(Path(folder), patterns)
    total: Counter[str] = sum(modules.values(), Counter())
    every = total.total()
    killed = total["killed"]
    summary = {
        "asked": patterns or ["bonusage.legality.*"],
        "mutants": every,
        "killed": killed,
        "killed_percent": f"{100 * killed / every:.1f}" if every else None,
        "by_status": dict(total),
        "by_module": {name: {"mutants": one.total(), "killed": one["killed"]} for name, one in modules.items()},
        "seconds": int(seconds),
        "mutmut": version("mutmut"),
        "python": platform.python_version(),
    }
    Path(out).write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(json.dumps({key: summary[key] for key in ("mutants", "killed", "killed_percent", "by_status")}))


if __name__ == "__main__":
    main()
