"""The state of a check of claims: files held, database, and the tally that counts every fault and keeps the first.

No rule here: desk/claims_check.py, claims_check_keys.py and claims_check_professionals.py feed it.
Next: desk/claims_check_rules.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from bonusage.desk.claims_store import relation
from bonusage.values.fault import Fault, Faults


class Counted(NamedTuple):
    """How many times one rule (its French wording) is broken in one column of one table or file."""

    table: str
    column: str
    what: str
    times: int


@dataclass(frozen=True)
class CheckReport:
    """What was found: the faults to show, how many there are in all and of each kind, what was read."""

    faults: tuple[Fault, ...]
    total: int
    counts: tuple[Counted, ...]
    rows: dict[str, int]
    files: int

    @property
    def sound(self) -> bool:
        """Whether nothing is at fault."""
        return self.total == 0

    def demand_sound(self) -> None:
        """Raise Faults with the shown faults and the whole count, unless nothing is at fault."""
        if self.total:
            raise Faults(self.faults, self.total)


class Tally:
    """Counts faults by table, column and wording, keeping at most `most` examples of each kind."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._counts: dict[tuple[str, str, str], int] = {}
        self._shown: dict[tuple[str, str, str], list[Fault]] = {}

    def room(self, table: str, column: str, what: str) -> int:
        """How many more examples of a kind are wanted (0 or more)."""
        return max(self.most - len(self._shown.get((table, column, what), ())), 0)

    def add(self, table: str, fault: Fault, column: str = "") -> None:
        """Count one fault, and keep it if there is room."""
        self.add_many(table, column, fault.what, 1, [fault])

    def add_many(self, table: str, column: str, what: str, times: int, examples: Iterable[Fault]) -> None:
        """Count `times` faults of a kind, with some examples of them."""
        kind = (table, column, what)
        self._counts[kind] = self._counts.get(kind, 0) + times
        shown = self._shown.setdefault(kind, [])
        for fault in examples:
            if len(shown) < self.most:
                shown.append(fault)

    def told(self, table: str) -> bool:
        """Has a fault of that table been counted?"""
        return any(name == table for name, _, _ in self._counts)

    def report(self, rows: dict[str, int], files: int) -> CheckReport:
        """The report: one example of each kind first, then a second of each, until `most` are shown."""
        kinds = list(self._counts)
        turns = [(rank, at) for at, kind in enumerate(kinds) for rank in range(len(self._shown[kind]))]
        chosen = sorted((at, rank) for rank, at in sorted(turns)[: self.most])
        faults = tuple(self._shown[kinds[at]][rank] for at, rank in chosen)
        counts = tuple(Counted(*kind, times) for kind, times in self._counts.items())
        return CheckReport(faults, sum(self._counts.values()), counts, rows, files)


@dataclass
class Held:
    """A readable file: path, how it is shown, rows, well-typed columns.

    `ranges` are the least and the greatest value of each column, once its rows have been read (None: nulls only);
    `cut` is set when its pages cannot be read.
    """

    path: Path
    shown: str
    rows: int
    columns: frozenset[str]
    cut: bool = False
    ranges: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def place(self, row: int, column: str) -> str:
        """Where a fault is: file, row from 1, column."""
        return f"{self.shown}, ligne {row}, colonne {column}"


@dataclass(frozen=True)
class Inspection:
    """A check under way: the directory, its readable files by table, a database to ask, the tally."""

    claims: Path
    files: dict[str, list[Held]]
    database: duckdb.DuckDBPyConnection
    tally: Tally

    def count(self, query: str) -> int:
        """The one whole number a query gives (0 for null)."""
        row = self.database.execute(query).fetchone()
        return int(row[0] or 0) if row else 0

    def held(self, table: str, columns: Sequence[str]) -> list[Held]:
        """The files of a table that have rows and these columns."""
        return [one for one in self.files[table] if one.rows and not one.cut and one.columns.issuperset(columns)]

    def whole(self, table: str, key: str) -> list[Held]:
        """The files of a table if all its rows can be asked for this key, none otherwise."""
        usable = self.held(table, (key,))
        return usable if len(usable) == sum(1 for one in self.files[table] if one.rows) else []


def rows_of(held: Sequence[Held], *, numbered: bool = False) -> str:
    """The rows of some files as a DuckDB relation."""
    return relation([one.path for one in held], numbered=numbered)
