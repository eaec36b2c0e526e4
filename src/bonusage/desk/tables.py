"""Tables of cells: CSV and Parquet files read whole, their columns checked, every faulty cell found with its row.

No meaning of a column is known here (results.py, professionals.py). Cells are Arrow texts or integers.
Next: results.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bonusage.values.fault import Fault, Faults

SHOWN = 20
"""Faults shown of one file; all are counted."""


class Cells:
    """A table being read: its file, its columns, and the faults found so far (all counted, the first ones kept)."""

    def __init__(self, path: Path, table: pa.Table, first_row: int) -> None:
        self.path, self.table, self.first_row = path, table, first_row
        self.faults: list[Fault] = []
        self.total = 0

    def fault(self, what: str, row: int | None, column: str, received: str, expected: str, hint: str = "") -> None:
        """Keep a fault of a cell; `row` counts from 0 in the table."""
        self.total += 1
        if len(self.faults) < SHOWN:
            place = str(self.path) if row is None else f"{self.path}:{row + self.first_row}"
            self.faults.append(Fault(what, f"{place}, {column}" if column else place, received, expected, hint))

    def fault_rows(self, bad: NDArray[np.bool_], what: str, column: str, expected: str, hint: str = "") -> None:
        """A fault for each row where `bad` holds; the value shown is the cell's. All are counted, the first shown."""
        rows = np.flatnonzero(bad)
        shown = max(0, SHOWN - len(self.faults))
        for row in rows[:shown]:
            value = self.table.column(column)[int(row)].as_py()
            self.fault(what, int(row), column, "vide" if value in (None, "") else str(value), expected, hint)
        self.total += len(rows[shown:])

    def require_sound(self) -> None:
        """Raise every fault found."""
        if self.total:
            raise Faults(self.faults, self.total)

    def texts(self, name: str) -> list[str]:
        """A column as texts, nulls as ''."""
        column = self.table.column(name)
        if not pa.types.is_string(column.type):
            column = column.cast(pa.string())
        filled: list[str] = pc.fill_null(column, "").to_pylist()
        return filled

    def counts(self, name: str, *, blank: bool = False) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """A column of integers >= 0, and where it is filled. Text, nulls (unless `blank`), negatives are faults."""
        column = self.table.column(name)
        if pa.types.is_integer(column.type):
            values = pc.fill_null(column.cast(pa.int64()), 0).to_numpy()
            filled = pc.is_valid(column).to_numpy()
            wrong, negative = np.zeros(len(values), bool), values < 0
        else:
            texts = pc.fill_null(column.cast(pa.string()), "")
            filled = pc.not_equal(texts, "").to_numpy()
            negative = pc.match_substring_regex(texts, r"^-[0-9]{1,18}$").to_numpy()
            whole = pc.match_substring_regex(texts, r"^[0-9]{1,18}$").to_numpy()
            wrong = filled & ~whole & ~negative
            values = pc.if_else(whole, texts, "0").cast(pa.int64()).to_numpy()
        if not blank:
            self.fault_rows(~filled, "cellule vide", name, "un entier d'au moins 0")
        self.fault_rows(wrong, "pas un nombre entier", name, "un entier d'au moins 0")
        self.fault_rows(negative, "compte négatif", name, "un entier d'au moins 0")
        return np.where(wrong | negative, 0, values).astype(np.int64), filled

    def days(self, name: str, *, blank: bool) -> list[dt.date | None]:
        """A column of ISO dates; None where it is blank. Anything else is a fault."""
        found: list[dt.date | None] = []
        for row, cell in enumerate(self.texts(name)):
            try:
                found.append(dt.date.fromisoformat(cell) if cell else None)
            except ValueError:
                self.fault("date illisible", row, name, cell, "une date AAAA-MM-JJ")
                found.append(None)
            if not cell and not blank:
                self.fault("cellule vide", row, name, "vide", "une date AAAA-MM-JJ")
        return found

    def flags(self, name: str) -> list[bool | None]:
        """A column of 0 and 1; None where it is blank. Anything else is a fault."""
        known = {"": None, "0": False, "1": True, "false": False, "true": True}
        found = []
        for row, cell in enumerate(self.texts(name)):
            if cell.lower() not in known:
                self.fault("ni 0 ni 1", row, name, cell, "0, 1 ou vide (non déclaré)")
            found.append(known.get(cell.lower()))
        return found


def read_table(path: Path, required: Iterable[str], allowed: Iterable[str], what: str) -> Cells:
    """A CSV or Parquet file by its ending; missing and unknown columns are faults, and so is a file without rows."""
    if not path.is_file():
        raise Faults([Fault(f"{what} : fichier absent", str(path), "rien", "un fichier .csv ou .parquet")])
    if path.stat().st_size == 0:
        raise Faults([Fault(f"{what} : fichier vide", str(path), "0 octet", "un en-tête et des lignes")])
    cells = _parquet(path, what) if path.suffix == ".parquet" else _csv(path, what)
    names, wanted, known = cells.table.column_names, list(required), [*required, *allowed]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            cells.fault("colonne en double", None, name, f"{names.count(name)} fois", "une seule colonne de ce nom")
    for name in wanted:
        if name not in names:
            cells.fault("colonne manquante", None, name, ", ".join(names), f"une colonne {name}")
    for name in names:
        if name not in known:
            cells.fault("colonne inconnue", None, name, name, ", ".join(known), "la retirer ou corriger son nom")
    cells.require_sound()
    if cells.table.num_rows == 0:
        raise Faults([Fault(f"{what} : aucune ligne", str(path), "0 ligne", "au moins une ligne")])
    return cells


def _parquet(path: Path, what: str) -> Cells:
    try:
        return Cells(path, pq.read_table(path), 1)
    except (pa.ArrowInvalid, OSError) as wrong:
        said = str(wrong).splitlines()[0][:120]
        raise Faults(
            [Fault(f"{what} : fichier Parquet illisible", str(path), said, "un fichier Parquet entier",
                   "il est peut-être coupé : le produire de nouveau")]
        ) from None  # fmt: skip


def _csv(path: Path, what: str) -> Cells:
    torn: list[Fault] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        torn.append(
            Fault(
                "ligne mal formée",
                f"{path}:{row.number}",
                f"{row.actual_columns} cellules : {(row.text or '')[:80]}",
                f"{row.expected_columns} cellules",
                "le fichier est peut-être coupé, ou une virgule est de trop",
            )
        )
        return "skip"

    with path.open(encoding="utf-8", newline="") as opened:
        try:
            names = opened.readline().lstrip("\ufeff").strip().split(",")
        except UnicodeDecodeError as wrong:
            raise Faults([Fault(f"{what} : pas de l'UTF-8", str(path), str(wrong), "un texte UTF-8")]) from None
    try:
        table = arrow_csv.read_csv(
            path,
            read_options=arrow_csv.ReadOptions(use_threads=False),
            parse_options=arrow_csv.ParseOptions(invalid_row_handler=keep),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError) as wrong:
        said = str(wrong).splitlines()[0][:120]
        raise Faults(
            [Fault(f"{what} : CSV illisible", str(path), said, "un CSV en UTF-8, séparé par des virgules")]
        ) from None
    cells = Cells(path, table, 2)
    cells.faults, cells.total = torn[:SHOWN], len(torn)
    return cells
