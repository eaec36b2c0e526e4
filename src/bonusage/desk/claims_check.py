"""Checks a claims directory: schema, unreadable files, nulls, keys, references, periods, dates, codes, reversals.

Every fault is counted, the first ones are shown with file, row (from 1), column, received, expected. Memory is bounded.
Next: desk/claims_check_rules.py (rules as data), desk/claims_check_keys.py (keys, references).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from bonusage.desk.claims_check_keys import check_keys, known
from bonusage.desk.claims_check_professionals import check_professionals
from bonusage.desk.claims_check_rules import Rule, folder_rules, rules_of
from bonusage.desk.claims_check_tally import CheckReport, Held, Inspection, Tally, rows_of
from bonusage.desk.claims_store import MANIFEST, covers, folder_number, footer, quoted, table_files
from bonusage.practice.schema import TABLES, Table
from bonusage.values.fault import EnvironmentFault, Fault, Faults

__all__ = ["CheckReport", "check_claims"]

MEMORY = "2GB"
"""What DuckDB may hold before it spills to disk."""
NEVER_EMPTY = ("patients", "physicians", "drugs")


def check_claims(claims: Path, most_shown: int = 20) -> CheckReport:
    """Everything wrong with a claims directory; at most `most_shown` faults listed, all of them counted.

    Raises EnvironmentFault when the check itself lacks memory or disk.
    """
    tally = Tally(max(most_shown, 0))
    if not claims.is_dir():
        tally.add("", Fault("répertoire de données absent", str(claims), expected="un répertoire de données"))
        return tally.report({}, 0)
    days = _covers(claims, tally)
    files = {name: _sound_files(claims, table, tally) for name, table in TABLES.items()}
    _unknown_tables(claims, tally)
    with _database() as database:
        check = Inspection(claims, files, database, tally)
        for name, table in TABLES.items():
            for held in files[name]:
                _check_file(check, table, held, days)
        check_keys(check)
        check_professionals(claims, known(check, "physicians"), tally)
    rows = {name: sum(held.rows for held in several) for name, several in files.items() if several}
    if days is not None:
        _lost_years(claims, days, tally)
    return tally.report(rows, sum(len(several) for several in files.values()))


@contextmanager
def _database() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database in memory that spills beside; closed at the end."""
    with tempfile.TemporaryDirectory() as spill, duckdb.connect() as database:
        database.execute(f"SET memory_limit = {quoted(MEMORY)}")
        database.execute(f"SET temp_directory = {quoted(spill)}")
        database.execute("SET preserve_insertion_order = false")
        database.execute("SET enable_progress_bar = false")
        try:
            yield database
        except duckdb.OutOfMemoryException as error:
            told = f"{MEMORY} de mémoire, et de la place pour déborder dans {tempfile.gettempdir()}"
            raise EnvironmentFault(Fault("mémoire ou disque insuffisant", "contrôle", str(error), told)) from error


def _covers(claims: Path, tally: Tally) -> tuple[date, date] | None:
    try:
        return covers(claims)
    except Faults as faults:
        for fault in faults.faults:
            tally.add(MANIFEST, fault)
        return None


def _lost_years(claims: Path, days: tuple[date, date], tally: Tally) -> None:
    """Tables laid out by year without a file for a year that the directory covers."""
    covered = range(days[0].year, (days[1] - timedelta(days=1)).year + 1)
    for name, table in TABLES.items():
        there = {folder_number(path.relative_to(claims), "year") for path in table_files(claims, name)}
        if not table.care_day or None in there or not there:
            continue
        for year in covered:
            if year not in there:
                told = f"aucun fichier sous year={year}"
                hint = "un fichier sans ligne si l'année est vraiment vide"
                tally.add(name, Fault("année absente", name, told, f"les fichiers de {year}", hint))


def _unknown_tables(claims: Path, tally: Tally) -> None:
    """Parquet that belongs to no table of the schema."""
    for path in sorted(claims.iterdir()):
        name = path.stem if path.suffix == ".parquet" and path.is_file() else path.name
        if name in TABLES or path.name.startswith("."):
            continue
        if path.suffix == ".parquet" or (path.is_dir() and any(path.rglob("*.parquet"))):
            known = ", ".join(TABLES)
            tally.add(
                name, Fault("table inconnue", path.name, name, f"l'une de : {known}", "la retirer ou la renommer")
            )


def _sound_files(claims: Path, table: Table, tally: Tally) -> list[Held]:
    """The readable files of a table with their well-typed columns; faults for the rest."""
    paths = table_files(claims, table.name)
    if not paths and not table.optional:
        where = f"{table.name}.parquet ou {table.name}/**/*.parquet"
        tally.add(table.name, Fault("table absente", where, expected="au moins un fichier Parquet"))
    held = []
    for path in paths:
        shown = str(path.relative_to(claims))
        try:
            types, rows = footer(path)
        except (pa.ArrowException, OSError) as error:
            tally.add(table.name, _unreadable(path, shown, error))
            continue
        held.append(Held(path, shown, rows, frozenset(_typed(table, types, shown, tally))))
    if held and table.name in NEVER_EMPTY and not any(one.rows for one in held):
        tally.add(table.name, Fault("table vide", table.name, "0 ligne", "au moins une ligne"))
    return held


def _unreadable(path: Path, shown: str, error: Exception) -> Fault:
    size = path.stat().st_size
    what = "fichier vide" if size == 0 else "fichier illisible"
    received = "0 octet" if size == 0 else f"{size} octets : {str(error).splitlines()[0]}"
    return Fault(what, shown, received, "un fichier Parquet entier", "refaire ou recopier ce fichier")


def _typed(table: Table, types: dict[str, str], shown: str, tally: Tally) -> Iterator[str]:
    """Names of the columns present with the right type; faults for missing, unknown and ill-typed ones."""
    for column in table.columns:
        got = types.get(column.name)
        where = f"{shown}, colonne {column.name}"
        if got is None:
            tally.add(table.name, Fault("colonne absente", where, expected=f"{column.name} {column.kind}"), column.name)
        elif got != column.kind:
            tally.add(table.name, Fault("type de colonne inattendu", where, got, column.kind.value), column.name)
        else:
            yield column.name
    for name in types:
        if name not in table.names:
            expected = "l'une de : " + ", ".join(table.names)
            tally.add(table.name, Fault("colonne inconnue", f"{shown}, colonne {name}", types[name], expected), name)


def _check_file(check: Inspection, table: Table, held: Held, days: tuple[date, date] | None) -> None:
    """All row rules of a file in one scan that reads every column; a second look only at the rules that are broken."""
    inside = held.path.relative_to(check.claims)
    of_folder = folder_rules(table, folder_number(inside, "year"), folder_number(inside, "bucket"))
    rules = [rule for rule in (*rules_of(table, days), *of_folder) if rule.columns <= held.columns]
    if not held.columns or not held.rows:
        return
    names = sorted(held.columns)
    ends = [f'{end}("{name}")' for name in names for end in ("min", "max")]
    asked = ", ".join([*ends, *(f"count_if({rule.bad})" for rule in rules)])
    try:
        found = check.database.execute(f"SELECT {asked} FROM {rows_of([held])}").fetchone() or ()
        held.ranges = dict(zip(names, zip(found[: len(ends) : 2], found[1 : len(ends) : 2], strict=True), strict=True))
        for rule, times in zip(rules, found[len(ends) :], strict=True):
            if times:
                examples = _broken(check, rule, held)
                check.tally.add_many(table.name, rule.column, rule.what, times, examples)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        check.tally.add(table.name, _unreadable(held.path, held.shown, error))
        held.cut = True


def _broken(check: Inspection, rule: Rule, held: Held) -> list[Fault]:
    """The first rows that break a rule, as faults."""
    room = check.tally.room(rule.table, rule.column, rule.what)
    if not room:
        return []
    shown = ", ".join(f'CAST("{name}" AS VARCHAR)' for name in (rule.column, *rule.needs))
    rows = check.database.execute(
        f"SELECT file_row_number + 1, {shown} FROM {rows_of([held], numbered=True)} "
        f"WHERE {rule.bad} ORDER BY 1 LIMIT {room}"
    ).fetchall()
    return [
        Fault(rule.what, held.place(row[0], rule.column), _received(rule, row[1:]), rule.expected, rule.hint)
        for row in rows
    ]


def _received(rule: Rule, values: tuple[str | None, ...]) -> str:
    """The value of the column, then those of the columns it is compared with."""
    own, *others = ("rien" if value is None else value for value in values)
    told = ", ".join(f"{name} = {value}" for name, value in zip(rule.needs, others, strict=True))
    return f"{own} ({told})" if told else own
