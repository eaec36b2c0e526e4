"""Checks that look across rows and files: keys, overlapping periods, references, orphan reversals.

Files whose first key values meet are looked at together, in passes small enough for memory; the others one by one.
Next: desk/claims_check.py (the whole check), desk/claims_check_tally.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bonusage.desk.claims_check_tally import Held, Inspection, rows_of
from bonusage.practice.schema import TABLES, UNSPANNED, Column, Table
from bonusage.values.fault import Fault

AT_ONCE = 20_000_000
"""Rows grouped at once; more are split by a hash of the key into passes."""


class Kind(NamedTuple):
    """A kind of fault of some columns of a table: the column blamed, those shown, the wording."""

    table: str
    column: str
    shown: tuple[str, ...]
    what: str
    expected: str


def check_keys(check: Inspection) -> None:
    """Duplicate keys, overlaps, references and orphan reversals of all tables."""
    for table in TABLES.values():
        for group in _meeting(check, table, table.key):
            _duplicates(check, table, group)
        if table.name in UNSPANNED and table.span:
            for group in _meeting(check, table, (*table.key, *table.span)):
                _overlaps(check, table, group, *table.span)
        for column in table.columns:
            if column.refers:
                _references(check, table, column)
    _orphans(check)


def known(check: Inspection, table: str) -> frozenset[int] | None:
    """The values of a table's key of one column, None when they cannot all be read."""
    key = TABLES[table].key[0]
    usable = check.whole(table, key)
    if not usable:
        return None
    rows = check.database.execute(f"SELECT DISTINCT {key} FROM {rows_of(usable)} WHERE {key} IS NOT NULL").fetchall()
    return frozenset(row[0] for row in rows)


def _meeting(check: Inspection, table: Table, needed: Sequence[str]) -> Iterator[list[Held]]:
    """Groups of files of a table whose ranges of the first key column meet."""
    own = table.key[0]
    usable = [held for held in check.held(table.name, needed) if held.ranges[own][0] is not None]
    group: list[Held] = []
    reach: Any = None
    for held in sorted(usable, key=lambda held: (*held.ranges[own], held.shown)):
        low, high = held.ranges[own]
        if group and low > reach:
            yield group
            group, reach = [], None
        group.append(held)
        reach = high if reach is None else max(reach, high)
    if group:
        yield group


def _passes(group: Sequence[Held], column: str) -> Iterator[str]:
    """SQL conditions that cut the rows of a group into passes by the hash of a column."""
    count = 1 + sum(held.rows for held in group) // AT_ONCE
    for number in range(count):
        yield "true" if count == 1 else f'hash("{column}") % {count} = {number}'


def _duplicates(check: Inspection, table: Table, group: list[Held]) -> None:
    """Rows whose key another row has; all but the first of each key are counted. Null keys are told elsewhere."""
    names = ", ".join(f'"{name}"' for name in table.key)
    told = " AND ".join(f'"{name}" IS NOT NULL' for name in table.key)
    kind = Kind(table.name, table.key[0], table.key, "clé en double", f"une clé ({', '.join(table.key)}) par ligne")
    for part in _passes(group, table.key[0]):
        twice = (
            f"SELECT {names}, count(*) AS times FROM {rows_of(group)} WHERE {part} AND {told} "
            f"GROUP BY {names} HAVING count(*) > 1"
        )
        times = check.count(f"SELECT sum(times - 1) FROM ({twice})")
        if times:
            first = f"(FROM ({twice}) ORDER BY {names} LIMIT {max(check.tally.most, 1)})"
            bad = (
                f"SELECT filename, file_row_number + 1, {_texts(table.key)} "
                f"FROM {rows_of(group, numbered=True)} SEMI JOIN {first} USING ({names}) "
                f"QUALIFY row_number() OVER (PARTITION BY {names} ORDER BY filename, file_row_number) > 1"
            )
            _tell(check, kind, times, bad)


def _overlaps(check: Inspection, table: Table, group: list[Held], start: str, end: str) -> None:
    """Periods of one key that begin before an earlier one has ended (same start: a duplicate key, told elsewhere)."""
    own = table.key[0]
    told = f"un début égal ou postérieur à la fin ({end}, exclue) de la période précédente de {own}"
    kind = Kind(table.name, start, (own, start, end), "périodes qui se chevauchent", told)
    earlier = f'OVER (PARTITION BY "{own}" ORDER BY {start} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)'
    for part in _passes(group, own):
        late = (
            f"SELECT filename, file_row_number + 1, {_texts(kind.shown)} "
            f"FROM {rows_of(group, numbered=True)} WHERE {part} "
            f"QUALIFY max(coalesce({end}, DATE '9999-12-31')) {earlier} > {start} AND max({start}) {earlier} < {start}"
        )
        times = check.count(f"SELECT count(*) FROM ({late})")
        if times:
            _tell(check, kind, times, late)


def _texts(names: Sequence[str]) -> str:
    return ", ".join(f'CAST("{name}" AS VARCHAR)' for name in names)


def _tell(check: Inspection, kind: Kind, times: int, bad: str) -> None:
    """Count faults, with examples from a query of (filename, row from 1, the shown values as text)."""
    room = check.tally.room(kind.table, kind.column, kind.what)
    faults = []
    for path, row, *values in check.database.execute(f"FROM ({bad}) ORDER BY 1, 2 LIMIT {room}").fetchall():
        received = ", ".join(f"{name} = {value or 'rien'}" for name, value in zip(kind.shown, values, strict=True))
        where = f"{Path(path).relative_to(check.claims)}, ligne {row}, colonne {kind.column}"
        faults.append(Fault(kind.what, where, received, kind.expected))
    check.tally.add_many(kind.table, kind.column, kind.what, times, faults)


def _references(check: Inspection, table: Table, column: Column) -> None:
    """Values that the referred table does not have; not asked when that table itself cannot be read whole."""
    key, name = TABLES[column.refers].key[0], f'"{column.name}"'
    owners = check.whole(column.refers, key)
    if not owners:
        return
    keyed = f"known_{column.refers}"
    distinct = f"SELECT DISTINCT {key} AS known FROM {rows_of(owners)}"
    check.database.execute(f"CREATE TEMP TABLE IF NOT EXISTS {keyed} AS {distinct}")
    what = f"valeur absente de la table {column.refers}"
    kind = Kind(table.name, column.name, (column.name,), what, f"un {key} de la table {column.refers}")
    for held in check.held(table.name, (column.name,)):
        low, high = held.ranges[column.name]
        if low is None:
            continue
        near = f"(SELECT known FROM {keyed} WHERE known BETWEEN {low} AND {high})"
        lost = f"ANTI JOIN {near} AS owner ON line.{name} = owner.known WHERE {name} IS NOT NULL"
        times = check.count(f"SELECT count(*) FROM {rows_of([held])} AS line {lost}")
        if times:
            shown = f"SELECT filename, file_row_number + 1, {_texts(kind.shown)}"
            _tell(check, kind, times, f"{shown} FROM {rows_of([held], numbered=True)} AS line {lost}")


def _orphans(check: Inspection) -> None:
    """Reversals of nothing: (patient, day, presentation) whose quantities sum below zero over all files.

    Only keys that fall short inside one file are asked of the others.
    """
    key = ("patient_id", "dispensed_on", "cip13")
    named = ", ".join(key)
    usable = check.held("dispensations", (*key, "quantity"))
    short = "patient_id INTEGER, dispensed_on DATE, cip13 BIGINT"
    check.database.execute(f"CREATE OR REPLACE TEMP TABLE short ({short})")
    for held in usable:
        one = rows_of([held])
        check.database.execute(
            f"INSERT INTO short SELECT {named} FROM {one} "
            f"SEMI JOIN (SELECT DISTINCT {named} FROM {one} WHERE quantity < 0) USING ({named}) "
            f"GROUP BY {named} HAVING sum(quantity) < 0"
        )
    if not check.count("SELECT count(*) FROM short"):
        return
    orphan = (
        f"SELECT {named}, sum(quantity) AS net FROM {rows_of(usable)} SEMI JOIN short USING ({named}) "
        f"GROUP BY {named} HAVING sum(quantity) < 0"
    )
    check.database.execute(f"CREATE OR REPLACE TEMP TABLE orphan AS {orphan}")
    kind = Kind(
        "dispensations",
        "quantity",
        (*key, "net"),
        "annulation sans délivrance à annuler",
        "une somme des quantités positive ou nulle par (patient, jour, présentation)",
    )
    times = check.count("SELECT count(*) FROM orphan")
    if times:
        bad = (
            f"SELECT filename, min(file_row_number) + 1, {_texts(kind.shown)} "
            f"FROM {rows_of(usable, numbered=True)} AS line JOIN orphan USING ({named}) "
            f"WHERE line.quantity < 0 GROUP BY ALL"
        )
        _tell(check, kind, times, bad)
