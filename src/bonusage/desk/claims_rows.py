"""Claims as rows of plain Python, for the reference evaluator: small directories only, every line becomes a tuple.

No measuring here.
Next: practice/reference.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from bonusage.desk import claims_store
from bonusage.practice import reference as ref

ROWS: dict[str, type[Any]] = {
    "patients": ref.Patient,
    "registrations": ref.Registration,
    "dispensations": ref.Dispensation,
    "lab_tests": ref.LabTest,
    "procedures": ref.Procedure,
    "visits": ref.Visit,
    "care_sheets": ref.CareSheet,
    "long_term_conditions": ref.LongTermCondition,
    "drugs": ref.Drug,
}


def read_claims(claims: Path) -> ref.Claims:
    """The rows that measures read, from every file of the directory."""
    tables: dict[str, tuple[Any, ...]] = {}
    with duckdb.connect() as connection:
        for name, row in ROWS.items():
            files = claims_store.table_files(claims, name)
            columns = ", ".join(row._fields)
            found = connection.execute(f"SELECT {columns} FROM {claims_store.relation(files)}").fetchall()
            tables[name] = tuple(row(*values) for values in found)
        physicians = connection.execute(
            f"SELECT physician_id FROM {claims_store.relation(claims_store.table_files(claims, 'physicians'))}"
        ).fetchall()
    return ref.Claims(physicians=tuple(id for (id,) in physicians), **tables)
