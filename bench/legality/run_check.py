"""Rule decisions a second with reasons, on one core: bonusage, and zen-engine with its trace on the same decisions.

usage: .venv/bin/python bench/legality/run_check.py [acts] [rounds] [--out FILE]

Both sides answer ten rules of the same acts, in turn, and must agree on every verdict; then every rule, by `findings`, as a
program would. Needs requirements/bench.txt; without zen-engine the peer's figures are null. Next: peer_tables.py.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from made_acts import flat, made_acts
from peer_tables import TABLES, model, verdicts

from bonusage.desk.law_facts import load_law_facts
from bonusage.legality.act import Act
from bonusage.legality.check import findings
from bonusage.legality.finding import Finding
from bonusage.legality.rule import Rule, found
from bonusage.legality.rules import rules_on

SEED = 20020307
SAME = {id for table in TABLES.values() for id in table}
AIM = 20_000


def same_rules(act: Act, day: dt.date) -> tuple[Rule, ...]:
    """The rules among the ten that hold for this act: chosen by its day, as check.py does."""
    assert act.concluded_on is not None
    return tuple(rule for rule in rules_on(act.kind, act.concluded_on, act.concluded_on, day) if rule.id in SAME)


def ten(acts: list[Act], days: list[dt.date], facts: Any) -> int:
    """The ten rules by bonusage, each with sentence, address, policy; how many decisions."""
    count = 0
    for act, day in zip(acts, days, strict=True):
        for rule in same_rules(act, day):
            answer = rule.judge(act, day, facts)
            if answer is not None:
                found(rule, answer)
                count += 1
    return count


def whole(acts: list[Act], days: list[dt.date], facts: Any) -> int:
    """Every rule by `findings`; how many decisions."""
    return sum(len(findings(act, day, facts)) for act, day in zip(acts, days, strict=True))


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Seconds and decisions; the collector of garbage waits outside."""
    gc.collect()
    start = time.perf_counter()
    count = work()
    return time.perf_counter() - start, count


def peer(acts: list[Act]) -> tuple[Callable[[], int], Callable[[], int], Callable[[], list[dict[str, str]]]] | None:
    """The peer's run with trace, and without; its verdicts. None when it is not installed."""
    try:
        import zen
    except ImportError:
        return None
    engine = zen.ZenEngine()
    decisions = {kind: engine.create_decision(json.dumps(model(kind))) for kind in TABLES}
    asked = [(decisions[act.kind.value], flat(act), act.kind.value) for act in acts]
    options = {"trace": True}

    def traced() -> int:
        count = 0
        for decision, context, _ in asked:
            count += len(decision.evaluate(context, options)["trace"]) - 2  # the input and the output are no rules
        return count

    def bare() -> int:
        return sum(len(decision.evaluate(context)["result"]) // 2 for decision, context, _ in asked)

    def told() -> list[dict[str, str]]:
        return [verdicts(kind, decision.evaluate(context)["result"]) for decision, context, kind in asked]

    return traced, bare, told


def require_agreement(acts: list[Act], days: list[dt.date], facts: Any, told: list[dict[str, str]]) -> int:
    """Refuse to conclude when one verdict differs; how many were compared."""
    compared = 0
    for act, day, theirs in zip(acts, days, told, strict=True):
        ours = {one.rule: one.verdict.value for one in findings(act, day, facts) if one.rule in SAME}
        assert ours == theirs, f"{act}\n{ours}\n{theirs}"
        compared += len(ours)
    return compared


def one_call(acts: list[Act], days: list[dt.date], facts: Any) -> list[float]:
    """Milliseconds of each call of `findings`, once everything is warm."""
    times = []
    kept: tuple[Finding, ...] = ()
    for act, day in zip(acts, days, strict=True):
        start = time.perf_counter()
        kept = findings(act, day, facts)
        times.append(1000 * (time.perf_counter() - start))
    assert kept
    return sorted(times)


def first_call_ms(act: Act, day: dt.date) -> float:
    """Milliseconds of the first check of a process, once the program is loaded: facts read, then one `findings`."""
    start = time.perf_counter()
    findings(act, day, load_law_facts())
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    """Compare, then print one JSON line."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("acts", type=int, nargs="?", default=2000)
    asked.add_argument("rounds", type=int, nargs="?", default=7)
    asked.add_argument("--out", type=Path)
    said = asked.parse_args()
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    acts = made_acts(said.acts, SEED)
    days = [one.concluded_on + dt.timedelta(days=90) for one in acts if one.concluded_on]
    cold = first_call_ms(acts[0], days[0])
    facts = load_law_facts()
    theirs = peer(acts)
    compared = require_agreement(acts, days, facts, theirs[2]()) if theirs else 0
    runs: dict[str, Callable[[], int]] = {
        "same_rules": lambda: ten(acts, days, facts),
        "findings": lambda: whole(acts, days, facts),
    }
    if theirs:
        runs |= {"zen_with_trace": theirs[0], "zen_without_trace": theirs[1]}
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(said.rounds):
        for name, work in runs.items():
            seconds, count = timed(work)
            rates[name].append(count / seconds)
    medians = {name: round(statistics.median(values)) for name, values in rates.items()}
    calls = one_call(acts, days, facts)
    line = {
        "acts": len(acts),
        "rules_compared": sorted(SAME),
        "verdicts_that_agree": compared,
        "decisions_a_second": medians,
        "lowest_round": {name: round(min(values)) for name, values in rates.items()},
        "over_zen_on_the_same_decisions": round(medians["same_rules"] / medians["zen_with_trace"], 2)
        if theirs
        else None,
        "findings_over_zen": round(medians["findings"] / medians["zen_with_trace"], 2) if theirs else None,
        "aim_decisions_a_second": AIM,
        "aim_reached": medians["findings"] >= AIM,
        "one_findings_call_ms": {
            "median": round(statistics.median(calls), 3),
            "p99": round(calls[len(calls) * 99 // 100], 3),
            "first_of_the_process_with_facts": round(cold, 1),
        },
        "zen_engine": _version("zen-engine"),
        "python": platform.python_version(),
        "core": core,
        "load": round(os.getloadavg()[0], 2),
    }
    text = json.dumps(line, ensure_ascii=False)
    print(text)
    if said.out:
        said.out.parent.mkdir(parents=True, exist_ok=True)
        said.out.write_text(text + "\n", "utf-8")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


if __name__ == "__main__":
    main()
