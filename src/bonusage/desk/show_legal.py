"""Showing legality: findings, a timeline, what a lint found; as sentences for people and as JSON for programs.

Nothing is judged here (legality/check.py).
Next: legality/finding.py.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from bonusage.desk.report import counted
from bonusage.legality.act import Act
from bonusage.legality.finding import Finding
from bonusage.legality.timeline import IN_FRENCH, Segment
from bonusage.legality.unlock import Unlocking

VERDICTS = {
    "not_met": ("non satisfaite", "non satisfaites"),
    "person": ("à juger par une personne", "à juger par une personne"),
    "met": ("satisfaite", "satisfaites"),
}
"""Verdicts in French, of one rule and of several, the gravest first."""


ANSWERS = {"lawful": "conforme", "unlawful": "non conforme", "person": "une personne doit juger"}


class Judged(NamedTuple):
    """An act on a day, every finding, and those that keep it from being lawful."""

    act: Act
    day: dt.date
    found: tuple[Finding, ...]
    blocking: tuple[Finding, ...]
    unlocking: Unlocking | None
    """What would make it lawful; None where nothing is against it."""

    @property
    def answer(self) -> str:
        """'lawful', 'unlawful', or 'person' when nothing is against it but what a person must judge."""
        if any(one.verdict == "not_met" for one in self.blocking):
            return "unlawful"
        return "lawful" if self.found and not self.blocking else "person"

    @property
    def not_met(self) -> bool:
        """Is a rule not met, be it a mere duty?"""
        return any(one.verdict == "not_met" for one in self.found)

    def as_text(self) -> str:
        """The answer, then every finding, the gravest first."""
        counts = Counter(one.verdict.value for one in self.found)
        said = ", ".join(counted(counts[verdict], *words) for verdict, words in VERDICTS.items() if counts[verdict])
        lines = [
            f"{self.act.id}, le {self.day} : {ANSWERS[self.answer]}.",
            self.act.title,
            f"{counted(len(self.found), 'règle')} : {said}." if self.found else "Aucune règle ne parle de cet acte.",
        ]
        if self.unlocking and self.unlocking.lawful:
            whole = "Le moindre changement" if self.unlocking.smallest else "Un changement"
            lines.append(f"{whole} qui le rendrait conforme : {' ; '.join(self.unlocking.changes)}.")
        for verdict in VERDICTS:
            lines += [line for one in self.found if one.verdict == verdict for line in _finding_lines(one)]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """The same for a program; each finding in the form of the shared interfaces."""
        return {
            "act": self.act.id,
            "kind": self.act.kind.value,
            "on": str(self.day),
            "answer": self.answer,
            "lawful": self.answer == "lawful",
            "unlock": list(self.unlocking.changes) if self.unlocking and self.unlocking.lawful else None,
            "findings": [one.as_json() for one in self.found],
        }


def _finding_lines(one: Finding) -> list[str]:
    lines = ["", f"{VERDICTS[one.verdict][0]} : {one.rule} [{one.address}]", f"  {one.message}"]
    if one.unlock:
        lines.append(f"  pour lever : {one.unlock}")
    if one.policy:
        lines.append(f"  politique : {one.policy}")
    return lines


def timeline_text(act: Act, segments: Sequence[Segment]) -> str:
    """A line a segment, then why; the last day of a segment is counted in."""
    lines = [f"{act.id} : {act.title}"]
    if not segments:
        lines.append("Aucun jour n'est connu de cet acte : il n'a pas de frise.")
    for one in segments:
        last = str(one.end - dt.timedelta(days=1)) if one.end else "…"
        lines += ["", f"{one.start} → {last:<10}  {IN_FRENCH[one.state]}"]
        lines += [f"  {why.rule} [{why.address}] : {why.message}" for why in one.why]
    return "\n".join(lines)


def timeline_json(act: Act, segments: Sequence[Segment]) -> dict[str, Any]:
    """The same for a program: `end` is left out of its segment, null where it is open."""
    return {
        "act": act.id,
        "kind": act.kind.value,
        "segments": [
            {
                "start": str(one.start),
                "end": str(one.end) if one.end else None,
                "state": one.state.value,
                "lawful": one.state == "lawful",
                "why": [why.as_json() for why in one.why],
            }
            for one in segments
        ],
    }
