"""Opening a CSV: its header, its rows as Arrow texts, the rows that are torn, and the line of each row.

Python's own reader counts the lines, only when something is at fault: Arrow reads faster and does not count them.
Next: tables.py, which checks the cells.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv

from bonusage.desk.report import counted, not_utf8
from bonusage.values.fault import Fault, Faults

SEPARATORS = {";": "des points-virgules", "\t": "des tabulations", "|": "des barres"}


def read_csv(path: Path, what: str) -> tuple[pa.Table, list[tuple[int, Fault]]]:
    """The rows of a CSV, every cell a text, and the line and fault of each torn row (left out).

    Faults when it cannot be read.
    """
    names = header(path, what)
    _require_quotes(path, what)
    torn: list[int] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        torn.append(row.actual_columns)
        return "skip"

    try:
        table = arrow_csv.read_csv(
            path,
            read_options=arrow_csv.ReadOptions(use_threads=False),
            parse_options=arrow_csv.ParseOptions(invalid_row_handler=keep),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError):
        if not next(_rows(path), None):
            return pa.table(dict.fromkeys(names, pa.array([], pa.string()))), []
        raise Faults([_unreadable(path, what)]) from None
    return table, list(_torn(path, len(names))) if torn else []


def header(path: Path, what: str) -> list[str]:
    """The names of the columns. Faults for an empty header, another separator, a text that is not UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            names = next(csv.reader(opened), [])
    except UnicodeDecodeError:
        raise Faults([not_utf8(f"{what} : pas un texte UTF-8", path)]) from None
    except csv.Error:
        names = ["?"]  # told by _require_quotes, which finds the line
    if not any(name.strip() for name in names):
        raise Faults([Fault(f"{what} : en-tête absent", f"{path}:1", "une ligne vide", "les noms des colonnes")])
    for separator, said in SEPARATORS.items():
        if len(names) == 1 and separator in names[0]:
            hint = "enregistrer de nouveau en CSV séparé par des virgules"
            raise Faults([Fault(f"{what} : mauvais séparateur", f"{path}:1", said, "des virgules", hint)])
    return names


def _require_quotes(path: Path, what: str) -> None:
    """Faults when a quote is never closed, or closed in the middle of a cell: a reader would swallow lines."""
    if b'"' not in path.read_bytes():
        return
    line = 1
    with path.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.reader(opened, strict=True)
        try:
            for row in reader:
                if any("\n" in cell for cell in row):
                    break
                line = reader.line_num + 1
            else:
                return
        except UnicodeDecodeError:
            return  # told by who decodes the rows
        except csv.Error:
            pass
    hint = "le fichier est peut-être coupé, ou un guillemet est de trop"
    said = "un guillemet seul dans une cellule"
    raise Faults([Fault(f"{what} : guillemets mal formés", f"{path}:{line}", said, "des guillemets par paires", hint)])


def _unreadable(path: Path, what: str) -> Fault:
    """Why Arrow could not read a CSV, in words."""
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return not_utf8(f"{what} : pas un texte UTF-8", path)
    return Fault(f"{what} : CSV illisible", str(path), "", "un CSV en UTF-8, séparé par des virgules")


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row below the header with the line it begins on; blank lines are none."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.reader(opened)
        next(reader, None)
        line = reader.line_num + 1
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1


def _torn(path: Path, width: int) -> Iterator[tuple[int, Fault]]:
    for line, row in _rows(path):
        if len(row) != width:
            received = f"{counted(len(row), 'cellule')} : {','.join(row)[:80]}"
            hint = "le fichier est peut-être coupé, ou une virgule est de trop"
            yield line, Fault("ligne mal formée", f"{path}:{line}", received, counted(width, "cellule"), hint)


def line_numbers(path: Path) -> list[int]:
    """The line of each whole row of a CSV, in order, as an editor counts them."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        width = len(next(csv.reader(opened), []))
    return [line for line, row in _rows(path) if len(row) == width]


def unended(path: Path) -> bool:
    """Does the last line of a text lack its end?"""
    with path.open("rb") as opened:
        opened.seek(-1, os.SEEK_END)
        return opened.read(1) not in (b"\n", b"\r")
