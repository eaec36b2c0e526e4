"""Findings: the answer of one rule on one act: met, not met, or a person must judge; why, and what would unlock it.

No rule is here (one module an article) and none is run (check.py).
Next: rule.py.
"""

from __future__ import annotations

import enum
from typing import Any, NamedTuple

from bonusage.law.address import Address


class Verdict(enum.StrEnum):
    """PERSON: the text leaves it to an appreciation that no datum settles."""

    MET = "met"
    NOT_MET = "not_met"
    PERSON = "person"


class Finding(NamedTuple):
    """One rule's answer. `message` is a French sentence a jurist can sign; `policy` is 'name=value' when a choice was
    used; `unlock` the smallest change that would make it lawful, as a sentence ('' when there is none to say)."""

    rule: str
    address: Address
    verdict: Verdict
    message: str
    policy: str = ""
    unlock: str = ""

    def as_json(self) -> dict[str, Any]:
        """The form of design/interfaces.md."""
        return {
            "rule": self.rule,
            "address": str(self.address),
            "verdict": self.verdict.value,
            "message": self.message,
            "policy": self.policy or None,
            "unlock": self.unlock or None,
        }
