"""Faults: what is wrong with an input, said so that its author can mend it.

No message is printed here (desk/report.py does), and a refusal is not a fault: it is an answer.
Next: desk/report.py for how they are shown, tests/bad/ for the catalogue of messages.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Fault(NamedTuple):
    """One fault of an input: what, where (file:line, key or column), received, expected, what to do. French."""

    what: str
    where: str
    received: str = ""
    expected: str = ""
    hint: str = ""
    excerpt: str = ""


class Faults(Exception):
    """The input is at fault: every fault found in one run (exit code 2).

    `total` counts them all when only the first ones are listed (`faults` is then shorter).
    """

    def __init__(self, faults: Iterable[Fault], total: int | None = None) -> None:
        self.faults = tuple(faults)
        self.total = len(self.faults) if total is None else total
        super().__init__("; ".join(fault.what for fault in self.faults))


class EnvironmentFault(Exception):
    """The environment is at fault: no disk, no right to write, missing optional engine (exit code 3)."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.what)
