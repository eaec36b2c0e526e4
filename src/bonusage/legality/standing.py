"""Where a text stands before those who approve it: the stages, and what is told of one on a day.

How it came there is approval.py's affair.
Next: approval.py.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from typing import NamedTuple

from bonusage.law.address import Address
from bonusage.legality.act import Act
from bonusage.legality.approval_acts import Weighed
from bonusage.legality.finding import Finding, Verdict
from bonusage.values.fault import Fault


class Stage(enum.StrEnum):
    """Where a text stands. NO_REGIME: such a text does not exist then, or no longer. NOT_KNOWN: a person must judge."""

    NOT_SUBMITTED = "not_submitted"
    BLOCKED = "blocked"
    RUNNING = "running"
    DEEMED_APPROVED = "deemed_approved"
    APPROVED = "approved"
    OPPOSED = "opposed"
    SEVERED = "severed"
    NOT_NEEDED = "not_needed"
    NO_REGIME = "no_regime"
    NOT_KNOWN = "not_known"


LETS_IN = frozenset({Stage.DEEMED_APPROVED, Stage.APPROVED, Stage.SEVERED, Stage.NOT_NEEDED})


class Standing(NamedTuple):
    """The stage of a text on a day: `since` when, `until` the last day of what runs, the French sentence, the regime's id
    and address; the grounds of an opposition; what was severed, what remains and what the rules find in it; decisions
    without effect (`void`), each with why; the faults of the act's author; 'name=value' of the policies used.

    `in_force` is the day of entry into force, when it is known."""

    stage: Stage
    sentence: str
    regime: str = ""
    address: Address | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    in_force: dt.date | None = None
    grounds: tuple[str, ...] = ()
    severed: tuple[str, ...] = ()
    remains: Act | None = None
    findings: tuple[Finding, ...] = ()
    void: tuple[Weighed, ...] = ()
    faults: tuple[Fault, ...] = ()
    policies: tuple[str, ...] = ()

    @property
    def lets_in(self) -> bool:
        """Is the text let in, and does what remains of it stand? A stage that waits for its publication is not enough:
        see `in_force`."""
        return self.stage in LETS_IN and all(one.verdict != Verdict.NOT_MET for one in self.findings)


Rejudge = Callable[[Act, dt.date], tuple[Finding, ...]]
"""Judges the content of what a severance leaves: the rules on approval and publication are to be left out of it."""
