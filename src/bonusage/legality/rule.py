"""A rule: what it asks, of which acts, on which days, on what ground; and the facts of the law it reads.

Rules stand in one module an article (l162_12_17.py...); they are run by check.py.
Next: l162_12_17.py, the first of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from bonusage.law.address import Address
from bonusage.legality.act import Act, ActKind
from bonusage.legality.finding import Finding, Verdict
from bonusage.legality.law_facts import LawFacts


class Answer(NamedTuple):
    """What a rule's judge says; check.py adds the rule's name and address."""

    verdict: Verdict
    message: str
    unlock: str = ""
    policy: str = ""


Judge = Callable[[Act, dt.date, LawFacts], Answer | None]
"""None: the rule has nothing to say of this act (not its subject)."""


class Rule(NamedTuple):
    """A rule of an article version. `sentence` says in French what it asks; it holds on [since, until).

    `basis` chooses the day whose version applies: 'conclusion' (content and parties), 'receipt' (approval), 'day'
    (what is done on the day of the check): dossier, point 70.
    """

    id: str
    kinds: frozenset[ActKind]
    address: Address
    since: dt.date
    until: dt.date | None
    sentence: str
    judge: Judge
    basis: str = "conclusion"

    def applies(self, act: Act, day: dt.date) -> bool:
        """Is the act of its kinds, and the day one of its days?"""
        return act.kind in self.kinds and self.since <= day and (self.until is None or day < self.until)


def met(message: str, policy: str = "") -> Answer:
    """The rule is satisfied."""
    return Answer(Verdict.MET, message, "", policy)


def not_met(message: str, unlock: str = "", policy: str = "") -> Answer:
    """It is not; `unlock` says the smallest change that would."""
    return Answer(Verdict.NOT_MET, message, unlock, policy)


def person(message: str, unlock: str = "", policy: str = "") -> Answer:
    """A person must judge."""
    return Answer(Verdict.PERSON, message, unlock, policy)


def found(rule: Rule, answer: Answer) -> Finding:
    """The finding of a rule's answer."""
    return Finding(rule.id, rule.address, answer.verdict, answer.message, answer.policy, answer.unlock)
