"""Tables of cells: CSV and Parquet files read whole, their columns checked, every faulty cell found with its row.

No meaning of a column is known here (results.py, professionals.py). How a CSV is opened is in tables_csv.py.
Next: tables_csv.py, then results.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bonusage.desk.report import counted, near_miss
from bonusage.desk.shown_progress import say
from bonusage.desk.tables_csv import line_numbers, read_csv, unended
from bonusage.values.fault import Fault, Faults

SHOWN = 20
"""Faults shown of one file; all are counted."""
WHOLE = "un entier d'au moins 0, en chiffres seuls"
DIGITS = 18
DAY = "une date AAAA-MM-JJ"


class Cells:
    """A table being read: its file, its columns, and the faults found so far (all counted, the first ones kept)."""

    def __init__(self, path: Path, table: pa.Table, torn: Sequence[tuple[int, Fault]] = ()) -> None:
        self.path, self.table = path, table
        self.parquet = path.suffix == ".parquet"
        self.total = 0
        self._kept: list[tuple[int, Fault]] = []
        self._lines: list[int] | None = None
        self.unsound = np.zeros(table.num_rows, bool)
        """Rows with a number at fault: what compares numbers leaves them out, so that a fault is told once."""
        self.ill_typed: set[str] = set()
        """Columns of another type than theirs: their cells are not judged again."""
        for line, fault in torn:
            self._keep(line, fault)

    def _keep(self, line: int, fault: Fault) -> None:
        self.total += 1
        if len(self._kept) < SHOWN:
            self._kept.append((line, fault))

    def line(self, row: int) -> int:
        """The line of a row (from 0): as an editor shows it for a CSV, counted from 1 for a Parquet file."""
        if self.parquet:
            return row + 1
        if self._lines is None:
            self._lines = line_numbers(self.path)
        return self._lines[row]

    def fault(self, what: str, row: int, column: str, received: str, expected: str, hint: str = "") -> None:
        """Keep a fault of a cell; `row` counts from 0 in the table."""
        line = self.line(row)
        place = _place(self.path, line)
        self._keep(line, Fault(what, f"{place}, {column}", received or "vide", expected, hint))

    def column_fault(self, what: str, column: str, received: str, expected: str, hint: str = "") -> None:
        """Keep a fault of a whole column."""
        place = str(self.path) if self.parquet else f"{self.path}:1"
        self._keep(0, Fault(what, f"{place}, {column or 'sans nom'}", received, expected, hint))

    def fault_rows(
        self, bad: NDArray[np.bool_], what: str, column: str, expected: str, hint: Callable[[str], str] | str = ""
    ) -> None:
        """A fault for each row where `bad` holds; the value shown is the cell's. All are counted, the first shown."""
        rows = np.flatnonzero(bad)
        shown = max(0, SHOWN - len(self._kept))
        for row in rows[:shown]:
            value = self.table.column(column)[int(row)].as_py()
            said = "vide" if value in (None, "") else str(value)
            self.fault(what, int(row), column, said, expected, hint if isinstance(hint, str) else hint(said))
        self.total += len(rows[shown:])

    def require_sound(self) -> None:
        """Raise every fault found, in the order of the lines."""
        if self.total:
            raise Faults([fault for _, fault in sorted(self._kept, key=lambda one: one[0])], self.total)

    @property
    def unended(self) -> bool:
        """Is the last line of a CSV without its end? It may be whole, or the file may have been cut there."""
        return not self.parquet and unended(self.path)

    def warn_unended(self) -> None:
        """Say that the last line has no end; only the author knows whether it is whole."""
        if self.unended:
            say(f"{self.path} : la dernière ligne n'a pas de retour à la ligne ; vérifier que le fichier est entier.")

    def _strings(self, name: str, kinds: Sequence[Callable[[pa.DataType], bool]], expected: str) -> pa.ChunkedArray:
        """A column as Arrow strings, nulls as ''; a Parquet column of another type is a fault of the column."""
        column = self.table.column(name)
        kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        textual = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
        if not (textual or pa.types.is_null(kind) or any(one(kind) for one in kinds)):
            self.column_fault("mauvais type de colonne", name, french_type(kind), expected)
            self.ill_typed.add(name)
            return pa.chunked_array([pa.array([""] * len(column), pa.string())])
        return pc.fill_null(column.cast(pa.string()), "")

    def texts(self, name: str) -> list[str]:
        """A column as texts, nulls as ''."""
        found: list[str] = self._strings(name, (pa.types.is_integer,), "une colonne de textes").to_pylist()
        return found

    def counts(self, name: str, *, blank: bool = False) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """A column of integers >= 0, and where it is filled. Text, nulls (unless `blank`), negatives are faults."""
        column = self.table.column(name)
        if self.parquet:
            values, filled = self._integers(name, column)
            wrong, negative, long = np.zeros(len(values), bool), values < 0, values >= 10**DIGITS
        else:
            texts = pc.fill_null(column.cast(pa.string()), "")
            filled = pc.not_equal(texts, "").to_numpy()
            negative = pc.match_substring_regex(texts, r"^-[0-9]+$").to_numpy()
            long = pc.match_substring_regex(texts, rf"^[0-9]{{{DIGITS + 1},}}$").to_numpy()
            whole = pc.match_substring_regex(texts, rf"^[0-9]{{1,{DIGITS}}}$")
            wrong = filled & ~whole.to_numpy() & ~negative & ~long
            values = pc.if_else(whole, texts, "0").cast(pa.int64()).to_numpy()
        if not blank:
            self.fault_rows(~filled, "cellule vide", name, WHOLE)
        self.fault_rows(wrong, "pas un nombre entier", name, WHOLE)
        self.fault_rows(negative, "compte négatif", name, WHOLE)
        self.fault_rows(long, "nombre trop grand", name, f"{DIGITS} chiffres au plus")
        self.unsound |= wrong | negative | long | (~filled & (not blank))
        return np.where(wrong | negative | long, 0, values).astype(np.int64), filled

    def _integers(self, name: str, column: pa.ChunkedArray) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        if pa.types.is_null(column.type):
            return np.zeros(len(column), np.int64), np.zeros(len(column), bool)
        if not pa.types.is_integer(column.type):
            self.column_fault("mauvais type de colonne", name, french_type(column.type), "une colonne d'entiers")
            self.unsound[:] = True
            return np.zeros(len(column), np.int64), np.ones(len(column), bool)
        if pa.types.is_uint64(column.type):
            column = pc.min_element_wise(column, pa.scalar(10**DIGITS, pa.uint64()), skip_nulls=False)
        return pc.fill_null(column.cast(pa.int64()), 0).to_numpy(), pc.is_valid(column).to_numpy()

    def days(self, name: str, *, blank: bool) -> list[dt.date | None]:
        """A column of ISO dates; None where it is blank. Anything else is a fault."""
        found: list[dt.date | None] = []
        for row, cell in enumerate(self._strings(name, (pa.types.is_date,), "une colonne de dates").to_pylist()):
            day = _day(cell)
            if cell and day is None:
                self.fault("date illisible", row, name, cell, DAY)
            elif not cell and not blank:
                self.fault("cellule vide", row, name, "vide", DAY)
            found.append(day)
        return found

    def flags(self, name: str) -> list[bool | None]:
        """A column of 0 and 1; None where it is blank. Anything else is a fault."""
        known = {"": None, "0": False, "1": True, "false": False, "true": True}
        cells = self._strings(name, (pa.types.is_integer, pa.types.is_boolean), "une colonne de 0 et de 1").to_pylist()
        found = []
        for row, cell in enumerate(cells):
            if cell.lower() not in known:
                self.fault("ni 0 ni 1", row, name, cell, "0, 1 ou vide (non déclaré)")
            found.append(known.get(cell.lower()))
        return found


def _place(path: Path, line: int) -> str:
    return f"{path}, ligne {line}" if path.suffix == ".parquet" else f"{path}:{line}"


def places(path: Path, rows: Iterable[int]) -> list[str]:
    """Where rows (from 0) of a table that was read are, as faults say it."""
    if path.suffix == ".parquet":
        return [_place(path, row + 1) for row in rows]
    lines = line_numbers(path)
    return [_place(path, lines[row]) for row in rows]


def _day(cell: str) -> dt.date | None:
    """An ISO date written in full; None for anything else."""
    try:
        return dt.date.fromisoformat(cell) if len(cell) == len("AAAA-MM-JJ") else None
    except ValueError:
        return None


def french_type(kind: pa.DataType) -> str:
    """What a Parquet column holds, in words."""
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return "des nombres à virgule"
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind):
        return "des textes"
    if pa.types.is_boolean(kind):
        return "des oui ou non"
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return "des dates" if pa.types.is_date(kind) else "des dates avec une heure"
    return "des entiers" if pa.types.is_integer(kind) else f"le type {kind}"


def read_table(path: Path, required: Iterable[str], allowed: Iterable[str], what: str) -> Cells:
    """A CSV or Parquet file by its ending; missing and unknown columns are faults, and so is a file without rows."""
    if path.is_dir():
        raise Faults([Fault(f"{what} : pas un fichier", str(path), "un dossier", "un fichier .csv ou .parquet")])
    if not path.is_file():
        hint = "vérifier ce chemin"
        raise Faults([Fault(f"{what} : fichier absent", str(path), "rien", "un fichier .csv ou .parquet", hint)])
    if path.stat().st_size == 0:
        raise Faults([Fault(f"{what} : fichier vide", str(path), "0 octet", "un en-tête et des lignes")])
    cells = Cells(path, _parquet(path, what)) if path.suffix == ".parquet" else Cells(path, *read_csv(path, what))
    names, wanted, known = cells.table.column_names, list(required), [*required, *allowed]
    torn = cells.total
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            cells.column_fault("colonne en double", name, f"{names.count(name)} fois", "une seule colonne de ce nom")
    missing = [name for name in wanted if name not in names]
    for name in missing:
        cells.column_fault("colonne manquante", name, ", ".join(names), f"une colonne {name}")
    for name in dict.fromkeys(names):
        if name not in known:
            hint = near_miss(name, missing) or near_miss(name, known) or "la retirer"
            cells.column_fault("colonne inconnue", name, name or "rien", _some(known), hint)
    if cells.total > torn:
        cells.require_sound()
    if cells.table.num_rows == 0 and not torn:
        raise Faults([Fault(f"{what} : aucune ligne", str(path), "0 ligne", "au moins une ligne sous l'en-tête")])
    return cells


def _some(names: Sequence[str], most: int = 8) -> str:
    return ", ".join(names[:most]) + (f" et {len(names) - most} autres" if len(names) > most else "")


def _parquet(path: Path, what: str) -> pa.Table:
    try:
        return pq.read_table(path, partitioning=None)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as wrong:
        if isinstance(wrong, PermissionError):
            raise
        raise Faults(
            [Fault(f"{what} : fichier Parquet illisible", str(path), f"{counted(path.stat().st_size, 'octet')}, incomplets ou abîmés",
                   "un fichier Parquet entier", "il est peut-être coupé, ou n'est pas un Parquet : le produire de nouveau")]
        ) from None  # fmt: skip
