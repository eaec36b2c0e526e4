"""The fewest changes that make an act lawful: searched, one blocking finding at a time, and checked again by the rules.

The changes that each finding suggests are in unlock_changes.py. None is found where a person must judge.
Next: timeline.py.
"""

from __future__ import annotations

import datetime as dt
import heapq
from typing import NamedTuple

from bonusage.legality.act import Act
from bonusage.legality.check import blocking, findings
from bonusage.legality.finding import Finding, Verdict
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.unlock_changes import Change, changes_for

LOOKED_AT = 1500
"""How many changed acts are checked before the search settles for what it has."""


class Unlocking(NamedTuple):
    """The changes, in the order in which they were found, the act and the day that they lead to, what still blocks ((): it
    is lawful), and whether no smaller set would do (every smaller one was looked at)."""

    changes: tuple[str, ...]
    act: Act
    day: dt.date
    left: tuple[Finding, ...]
    smallest: bool

    @property
    def lawful(self) -> bool:
        """Do the changes suffice?"""
        return not self.left


def unlock(act: Act, day: dt.date, facts: LawFacts) -> Unlocking:
    """The smallest set of changes that makes the act lawful, verified by checking the changed act.

    Whatever set does must lift the first blocking finding: only the changes that lift it, or part of it, are tried next.
    What no change lifts (a person must judge, the article is repealed) is left, and told.
    """
    start = blocking(findings(act, day, facts), facts)
    hopeless = {one.rule for one in start if not _steps(act, day, (one,), facts)}
    queue: list[tuple[int, int, int, tuple[str, ...], Act, dt.date, tuple[Finding, ...]]] = []
    heapq.heappush(queue, (0, len(start), 0, (), act, day, start))
    seen: set[tuple[frozenset[str], dt.date]] = set()
    best = Unlocking((), act, day, start, False)
    looked = rank = 0
    while queue and looked < LOOKED_AT:
        size, _, _, said, changed, on, left = heapq.heappop(queue)
        if len(left) < len(best.left):
            best = Unlocking(said, changed, on, left, False)
        mendable = tuple(one for one in left if one.rule not in hopeless)
        steps = _steps(changed, on, mendable, facts) if mendable else _steps(changed, on, left, facts)
        if not steps and not mendable:
            return Unlocking(said, changed, on, left, True)
        for change, rest in steps:
            looked += 1
            key = (frozenset((*said, change.sentence)), change.day)
            if key not in seen:
                seen.add(key)
                rank += 1
                now = (*said, change.sentence)
                heapq.heappush(queue, (size + 1, len(rest), rank, now, change.act, change.day, rest))
    return _fewest(queue, best)


def _steps(
    act: Act, day: dt.date, left: tuple[Finding, ...], facts: LawFacts
) -> list[tuple[Change, tuple[Finding, ...]]]:
    """The changes that lift the first finding that any of them lifts, wholly or in part, with what they leave."""
    for finding in left:
        found = []
        for change in changes_for(finding, act, day, facts):
            rest = blocking(findings(change.act, change.day, facts), facts)
            if _lifted(finding, next((one for one in rest if one.rule == finding.rule), None)):
                found.append((change, rest))
        if found:
            return found
    return []


def _lifted(before: Finding, after: Finding | None) -> bool:
    """Is it gone, left to a person where it was refused, or short of fewer things?"""
    if after is None or (before.verdict == Verdict.NOT_MET and after.verdict == Verdict.PERSON):
        return True
    return before.verdict == after.verdict and _parts(after.message) < _parts(before.message)


def _parts(message: str) -> int:
    return message.count(" ; ") + message.count(". ")


def _fewest(
    queue: list[tuple[int, int, int, tuple[str, ...], Act, dt.date, tuple[Finding, ...]]], best: Unlocking
) -> Unlocking:
    """Of what was not looked at yet, the lawful one if any, else what leaves least."""
    for _, _, _, said, act, day, left in queue:
        if (len(left), len(said)) < (len(best.left), len(best.changes)):
            best = Unlocking(said, act, day, left, False)
    return best
