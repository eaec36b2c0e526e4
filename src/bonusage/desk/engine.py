"""Measuring claims: the compiled statements run on DuckDB over a claims directory, or the reference over its rows.

Nothing is compiled here (practice/compile.py) and no amount is computed.
Next: desk/results.py, which writes what comes out.
"""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duckdb
import numpy as np
from numpy.typing import NDArray

from bonusage.desk import claims_store
from bonusage.desk.claims_rows import read_claims
from bonusage.practice import reference
from bonusage.practice.compile import Compiled, Reader, compile
from bonusage.practice.dialect import DUCKDB
from bonusage.practice.query import Questionnaire
from bonusage.practice.schema import TABLES, Kind
from bonusage.practice.sql_words import Part
from bonusage.values.fault import EnvironmentFault, Fault, Faults
from bonusage.values.period import Period, parse_period

BY_PATIENT = (
    "patients",
    "registrations",
    "long_term_conditions",
    "dispensations",
    "lab_tests",
    "procedures",
    "visits",
    "care_sheets",
)
"""Tables laid out by patient bucket: patients never meet across buckets, so counts of buckets add up."""

BUCKETS_AT_ONCE = 5
"""At most 500 000 patients a statement: with fewer, planning weighs; with more, what is kept is far from the processor."""

MEMORY_MB = 3000
"""Shared by the workers; DuckDB spills beyond, and the process stays under 4 GiB with what Python holds."""

WORKER_MB = 500
"""A worker needs this much for half a million patients; fewer workers run where memory is short."""

Progress = Callable[[int, int], None]
"""Told after each statement: done, in all."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Numerators and denominators: one row a physician, one column a question (int64)."""

    physicians: NDArray[np.int64]
    asked: tuple[str, ...]
    numerators: NDArray[np.int64]
    denominators: NDArray[np.int64]


def measure_claims(
    claims: Path,
    questionnaire: Questionnaire,
    engine: str = "duckdb",
    threads: int | None = None,
    told: Progress | None = None,
) -> Counts:
    """Answer a questionnaire over a claims directory.

    Faults when a table is missing or a count is negative (orphan reversals); EnvironmentFault for an engine that is
    not installed. `engine`: duckdb, or reference (plain Python: small directories only).
    """
    files = files_of(claims)
    _require_tables(claims, files)
    if engine == "reference":
        return _sound(claims, _by_reference(claims, questionnaire))
    if engine != "duckdb":
        raise EnvironmentFault(
            Fault(
                "moteur absent", f"--engine {engine}", engine, "duckdb ou reference", "ce moteur n'est pas installé ici"
            )
        )
    return _sound(claims, _by_duckdb(files, questionnaire, threads, told))


class ClaimsFile(NamedTuple):
    """A file of a table, and what its folders say of it."""

    path: Path
    year: int | None
    bucket: int | None


def files_of(claims: Path) -> dict[str, list[ClaimsFile]]:
    """The files of each table: listed once for all statements, since walking the folders takes longer than compiling."""
    found = {}
    for table in TABLES:
        paths = [(path, path.relative_to(claims)) for path in claims_store.table_files(claims, table)]
        found[table] = [
            ClaimsFile(path, *(claims_store.folder_number(below, name) for name in ("year", "bucket")))
            for path, below in paths
        ]
    return found


def statements(
    files: Mapping[str, Sequence[ClaimsFile]], questionnaire: Questionnaire, group: Sequence[int] | None = None
) -> list[Compiled]:
    """The SQL that `measure_claims` runs on DuckDB, for some buckets or for all."""
    return compile(questionnaire, DUCKDB, _reader(files, group))


def _reader(files: Mapping[str, Sequence[ClaimsFile]], group: Sequence[int] | None) -> Reader:
    def chosen(table: str, span: Period | None) -> list[ClaimsFile]:
        found = files[table]
        if span is not None:
            years = (None, *range(span.start.year, span.last_day.year + 1))
            found = [file for file in found if file.year in years]
        if group is not None and table in BY_PATIENT:
            found = [file for file in found if file.bucket in group]
        return list(found)

    def table(name: str, span: Period | None) -> str:
        found = chosen(name, span)
        return claims_store.relation([file.path for file in found]) if found else _empty(name)

    def lines(span: Period) -> list[Part]:
        years: dict[int | None, list[Path]] = {}
        for file in chosen("dispensations", span):
            years.setdefault(file.year, []).append(file.path)
        parts = [
            Part(claims_store.relation(found), None if year is None else parse_period(str(year)))
            for year, found in years.items()
        ]
        return parts or [Part(_empty("dispensations"))]

    return Reader(table, lines)


def _empty(table: str) -> str:
    """A relation of the table's columns without rows, for days that no file holds."""
    columns = ", ".join(f"CAST(NULL AS {_sql_type(column.kind)}) AS {column.name}" for column in TABLES[table].columns)
    return f"(SELECT {columns} WHERE 1 = 0)"


def _sql_type(kind: Kind) -> str:
    names = {
        Kind.INT8: "TINYINT",
        Kind.INT16: "SMALLINT",
        Kind.INT32: "INTEGER",
        Kind.INT64: "BIGINT",
        Kind.BOOL: "BOOLEAN",
    }
    return names.get(kind, kind.value)


def _require_tables(claims: Path, files: Mapping[str, Sequence[ClaimsFile]]) -> None:
    if not claims.is_dir():
        raise Faults([Fault("répertoire de données absent", str(claims), "rien", "un répertoire de remboursements")])
    missing = [name for name, table in TABLES.items() if not table.optional and not files[name]]
    if missing:
        raise Faults(
            Fault("table absente", str(claims / name), "aucun fichier", f"{name}.parquet, ou des fichiers dans {name}/",
                  "bonusage claims check dit tout ce qui manque")
            for name in missing
        )  # fmt: skip


def _by_duckdb(
    files: Mapping[str, Sequence[ClaimsFile]],
    questionnaire: Questionnaire,
    threads: int | None,
    told: Progress | None,
) -> Counts:
    """Patients never meet across buckets, so each worker takes groups of buckets and their counts add up."""
    cores = threads or os.cpu_count() or 1
    groups = _groups(files, cores)
    workers = min(cores, len(groups), MEMORY_MB // WORKER_MB)
    free: queue.SimpleQueue[duckdb.DuckDBPyConnection] = queue.SimpleQueue()

    def answered(group: list[int] | None) -> list[tuple[Compiled, dict[str, NDArray[np.int64]]]]:
        connection = free.get()
        try:
            return [(one, connection.execute(one.sql).fetchnumpy()) for one in statements(files, questionnaire, group)]
        finally:
            free.put(connection)

    total: dict[str, NDArray[np.int64]] = {}
    with ExitStack() as opened:
        scratch = opened.enter_context(TemporaryDirectory(prefix="bonusage-"))
        database = opened.enter_context(_database(max(1, cores // workers), scratch))
        for _ in range(workers):
            free.put(database.cursor())
        pool = opened.enter_context(ThreadPoolExecutor(workers))
        for done, found in enumerate(pool.map(answered, groups), 1):
            _add(total, found)
            if told:
                told(done, len(groups))
    asked = tuple(question.id for question in questionnaire.questions)
    numerators, denominators = (np.stack([total[f"{letter} {id}"] for id in asked], axis=1) for letter in "nd")
    return Counts(total["physicians"], asked, numerators, denominators)


def _database(threads: int, scratch: str) -> duckdb.DuckDBPyConnection:
    """One database for all workers. `threads` are DuckDB's own for one statement: with 1, each worker runs its own."""
    connection = duckdb.connect()
    connection.execute(f"SET temp_directory={claims_store.quoted(scratch)}")
    connection.execute(f"SET threads={threads}")
    connection.execute(f"SET memory_limit='{MEMORY_MB}MB'")
    connection.execute("SET preserve_insertion_order=false")
    return connection


def _add(total: dict[str, NDArray[np.int64]], found: list[tuple[Compiled, dict[str, NDArray[np.int64]]]]) -> None:
    """Add the counts of a group; every statement gives the physicians in the same order."""
    for one, columns in found:
        total["physicians"] = columns["physician_id"].astype(np.int64)
        for index, id in enumerate(one.asked):
            for letter in "nd":
                key = f"{letter} {id}"
                total[key] = total.get(key, np.int64(0)) + columns[f"{letter}{index}"]


def _groups(files: Mapping[str, Sequence[ClaimsFile]], cores: int) -> list[list[int] | None]:
    """Groups of patient buckets, enough of them to keep the cores busy; one group when the layout is not by bucket."""
    found: set[int] = set()
    for table in BY_PATIENT:
        numbers = {file.bucket for file in files[table]}
        known = {number for number in numbers if number is not None}
        if not known or known != numbers:
            return [None]
        found |= known
    if len(found) < 2 * cores:
        return [None]
    count = cores * -(-len(found) // (cores * BUCKETS_AT_ONCE))  # as many groups for each worker
    return [group.tolist() for group in np.array_split(np.array(sorted(found)), min(count, len(found)))]


def _by_reference(claims: Path, questionnaire: Questionnaire) -> Counts:
    rows = read_claims(claims)
    counts = reference.measure(rows, questionnaire)
    physicians = sorted(rows.physicians)
    asked = tuple(question.id for question in questionnaire.questions)
    shape = (len(physicians), len(asked))
    pairs = [counts[physician, id] for physician in physicians for id in asked]
    numerators = np.array([pair[0] for pair in pairs], np.int64).reshape(shape)
    denominators = np.array([pair[1] for pair in pairs], np.int64).reshape(shape)
    return Counts(np.array(physicians, np.int64), asked, numerators, denominators)


def _sound(claims: Path, counts: Counts) -> Counts:
    """The counts, or a fault for each negative one: reversals without the line they cancel."""
    faults = []
    for index, id in enumerate(counts.asked):
        for name, matrix in (("numérateur", counts.numerators), ("dénominateur", counts.denominators)):
            for row in np.flatnonzero(matrix[:, index] < 0)[:5]:
                faults.append(
                    Fault(
                        "compte négatif",
                        f"{claims}, médecin {counts.physicians[row]}, {id}, {name}",
                        str(matrix[row, index]),
                        "un compte d'au moins 0",
                        "des annulations sont sans ligne à annuler : bonusage claims check les montre",
                    )
                )
    if faults:
        raise Faults(faults)
    return counts
