"""Showing legality: findings, a timeline, what a lint found; as sentences for people and as JSON for programs.

Nothing is judged here (legality/check.py).
Next: legality/finding.py.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, NamedTuple

from bonusage.desk.report import counted
from bonusage.legality.act import Act
from bonusage.legality.finding import Finding

VERDICTS = {"not_met": "non satisfaite", "person": "à juger par une personne", "met": "satisfaite"}
"""Verdicts in French, the gravest first."""


ANSWERS = {"lawful": "conforme", "unlawful": "non conforme", "person": "une personne doit juger"}


class Judged(NamedTuple):
    """An act on a day, every finding, and those that keep it from being lawful."""

    act: Act
    day: dt.date
    found: tuple[Finding, ...]
    blocking: tuple[Finding, ...]

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
        said = ", ".join(f"{counts[verdict]} {word}" for verdict, word in VERDICTS.items() if counts[verdict])
        lines = [
            f"{self.act.id}, le {self.day} : {ANSWERS[self.answer]}.",
            self.act.title,
            f"{counted(len(self.found), 'règle')} : {said}." if self.found else "Aucune règle ne parle de cet acte.",
        ]
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
            "findings": [one.as_json() for one in self.found],
        }


def _finding_lines(one: Finding) -> list[str]:
    lines = ["", f"{VERDICTS[one.verdict]} : {one.rule} [{one.address}]", f"  {one.message}"]
    if one.unlock:
        lines.append(f"  pour lever : {one.unlock}")
    if one.policy:
        lines.append(f"  politique : {one.policy}")
    return lines
