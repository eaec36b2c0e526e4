"""Checks `professionals.csv`: columns, known and single professionals, numbers, flags, dates, ratios.

A row is shown by its line in the file (the header is line 1).
Next: desk/claims_check.py, practice/sample_professionals.py (the columns of a sample).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bonusage.desk.claims_check_tally import Tally
from bonusage.desk.claims_store import PROFESSIONALS
from bonusage.values.fault import Fault

REQUIRED = ("professional", "list_size", "conventioned_from", "conventioned_to")
FLAGS = ("treating_doctor", "sesam_vitale")
DATES = ("conventioned_from", "conventioned_to", "declared_on")
FILLED = ("professional", "list_size", "conventioned_from")
INDICATOR = r"[A-Z][A-Z0-9]*-[A-Za-z0-9]+"
WHOLE = re.compile(r"[0-9]{1,18}", re.ASCII)
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Blame(NamedTuple):
    """A fault and the column it is in."""

    column: str
    fault: Fault


def check_professionals(claims: Path, known: frozenset[int] | None, tally: Tally) -> None:
    """Add the faults of `professionals.csv`; `known` are the physician ids, None when they could not be read."""
    path = claims / PROFESSIONALS
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            header = next(rows, [])
            columns = _header(header, tally)
            if "professional" in columns:
                _rows(rows, columns, len(header), known, tally)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        what = "fichier illisible" if path.exists() else "fichier absent"
        told = "un fichier CSV en UTF-8, une ligne par professionnel"
        tally.add(PROFESSIONALS, Fault(what, PROFESSIONALS, str(error), told))


def _header(header: list[str], tally: Tally) -> dict[str, int]:
    """Position of each known column; faults for missing, unknown, double and unpaired ones."""
    columns: dict[str, int] = {}
    for at, name in enumerate(header):
        if name in columns:
            _tell(tally, _fault("colonne en double", 1, name, name, "une seule fois chaque colonne"))
        elif name not in (*REQUIRED, *FLAGS, *DATES) and not _declared(name):
            told = "les colonnes de base, ou <indicateur>, <indicateur>_numerator, _denominator, _since"
            _tell(tally, _fault("colonne inconnue", 1, name, name, told, "la retirer ou la renommer"))
        else:
            columns[name] = at
    for name in (*REQUIRED, *_twins(columns)):
        if name not in columns:
            _tell(tally, _fault("colonne absente", 1, name, "", name))
    return columns


def _declared(name: str) -> bool:
    return re.fullmatch(rf"{INDICATOR}(_numerator|_denominator|_since)?", name) is not None


def _twins(columns: dict[str, int]) -> Iterator[str]:
    """The columns that those present call for: a numerator its denominator and back, a date its proof."""
    for name in columns:
        if name.endswith("_numerator"):
            yield name.removesuffix("_numerator") + "_denominator"
        elif name.endswith("_denominator"):
            yield name.removesuffix("_denominator") + "_numerator"
        elif name.endswith("_since"):
            yield name.removesuffix("_since")


def _rows(
    rows: Iterator[list[str]], columns: dict[str, int], width: int, known: frozenset[int] | None, tally: Tally
) -> None:
    seen: dict[str, int] = {}
    for line, cells in enumerate(rows, start=2):
        if len(cells) != width:
            told = f"{width} cellules, comme l'en-tête"
            fault = Fault("ligne mal coupée", f"{PROFESSIONALS}, ligne {line}", f"{len(cells)} cellules", told)
            tally.add(PROFESSIONALS, fault)
            continue
        row = {name: cells[at].strip() for name, at in columns.items()}
        for blame in (*_cells(row, line), *_compared(row, line), *_identity(row, line, seen, known)):
            _tell(tally, blame)


def _tell(tally: Tally, blame: Blame) -> None:
    tally.add(PROFESSIONALS, blame.fault, blame.column)


def _fault(what: str, line: int, column: str, received: str, expected: str, hint: str = "") -> Blame:
    return Blame(
        column, Fault(what, f"{PROFESSIONALS}, ligne {line}, colonne {column}", received or "rien", expected, hint)
    )


def _cells(row: dict[str, str], line: int) -> Iterator[Blame]:
    """Cells that are not what their column holds."""
    for name, cell in row.items():
        if not cell:
            if name in FILLED:
                yield _fault("cellule vide", line, name, cell, "une valeur")
        elif name in DATES or name.endswith("_since"):
            if _date(cell) is None:
                yield _fault("date illisible", line, name, cell, "une date AAAA-MM-JJ")
        elif name == "list_size" or name.endswith(("_numerator", "_denominator")):
            if not WHOLE.fullmatch(cell):
                yield _fault("nombre illisible", line, name, cell, "un entier positif ou nul")
        elif name != "professional" and cell not in ("0", "1"):
            yield _fault("réponse illisible", line, name, cell, "0, 1 ou rien")


def _compared(row: dict[str, str], line: int) -> Iterator[Blame]:
    """Cells that disagree with another of the row."""
    for name, cell in row.items():
        if name.endswith("_numerator"):
            other = name.removesuffix("_numerator") + "_denominator"
            under = row.get(other, "")
            if bool(cell) != bool(under) and other in row:
                yield _fault("ratio déclaré à moitié", line, name if under else other, "", "les deux nombres, ou aucun")
            elif WHOLE.fullmatch(cell) and WHOLE.fullmatch(under) and int(cell) > int(under):
                told = f"au plus {other} = {under}"
                yield _fault("numérateur supérieur au dénominateur", line, name, cell, told)
        if name.endswith("_since") and cell and row.get(name.removesuffix("_since"), "") != "1":
            yield _fault("date d'achat sans preuve", line, name, cell, f"{name.removesuffix('_since')} = 1, ou rien")
    start, end = _date(row.get("conventioned_from", "")), _date(row.get("conventioned_to", ""))
    if start and end and end <= start:
        told = f"un jour postérieur à conventioned_from = {start}, ou rien"
        yield _fault("fin de convention qui ne suit pas son début", line, "conventioned_to", str(end), told)


def _identity(row: dict[str, str], line: int, seen: dict[str, int], known: frozenset[int] | None) -> Iterator[Blame]:
    """Professionals met twice or unknown."""
    name = row["professional"]
    if not name:
        return
    if name in seen:
        told = f"une seule ligne par professionnel (déjà ligne {seen[name]})"
        yield _fault("professionnel en double", line, "professional", name, told)
    seen.setdefault(name, line)
    canonical = WHOLE.fullmatch(name) and str(int(name)) == name
    if known is not None and not (canonical and int(name) in known):
        told = "un physician_id de la table physicians, en chiffres"
        yield _fault("professionnel inconnu", line, "professional", name, told)


def _date(cell: str) -> date | None:
    if not ISO.fullmatch(cell):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None
