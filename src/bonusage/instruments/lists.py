"""Code lists: from the rows of lists/*.csv to typed sets (ATC, NABM, CCAM, visits, long-term conditions).

Confidence stays with each row, so that a list that rests on recall is seen. No indicator is known here.
Next: loader.py.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from bonusage.practice.query import ActSet, ConditionSet, DrugSet, LabSet, VisitSet
from bonusage.values.fault import Fault

COLUMNS = ["set", "system", "code", "role", "valid_from", "valid_to", "confidence", "source"]
SYSTEMS = ("ATC", "NABM", "CCAM", "SPECIALTY", "ACT_LETTER", "ALD")
CodeSet = DrugSet | LabSet | ActSet | VisitSet | ConditionSet


class Code(NamedTuple):
    """One row of a list."""

    set: str
    system: str
    code: str
    role: str
    confidence: str
    source: str


def read_lists(files: Mapping[str, str], sources: set[str], faults: list[Fault]) -> dict[str, CodeSet]:
    """Typed sets by id, from the texts of lists/*.csv by file name. Every fault goes to `faults`."""
    codes: dict[str, list[Code]] = defaultdict(list)
    for name, text in sorted(files.items()):
        reader = csv.DictReader(io.StringIO(text))
        if reader.fieldnames != COLUMNS:
            received = ", ".join(reader.fieldnames or []) or "fichier vide"
            faults.append(Fault("colonnes d'une liste", f"{name}:1", received, ", ".join(COLUMNS)))
            continue
        for line, row in enumerate(reader, 2):
            if fault := _row_fault(row, f"{name}:{line}", sources):
                faults.append(fault)
            else:
                kept = {key: row[key] for key in Code._fields}
                codes[row["set"]].append(Code(**kept))
    sets: dict[str, CodeSet] = {"any": ConditionSet("any")}
    for id, rows in codes.items():
        try:
            sets[id] = _typed(id, rows)
        except ValueError as wrong:
            faults.append(Fault("liste mal formée", f"liste {id}", str(wrong), "des codes d'un seul système"))
    return sets


def _row_fault(row: dict[str, str], where: str, sources: set[str]) -> Fault | None:
    if None in row or None in row.values():
        return Fault("ligne d'une liste", where, "nombre de cellules", f"{len(COLUMNS)} cellules")
    if row["system"] not in SYSTEMS:
        return Fault("système de codes inconnu", f"{where}, system", row["system"], ", ".join(SYSTEMS))
    if row["role"] not in ("include", "exclude"):
        return Fault("rôle d'un code inconnu", f"{where}, role", row["role"], "include ou exclude")
    if row["confidence"] not in ("sourced", "derived", "recalled"):
        return Fault("confiance inconnue", f"{where}, confidence", row["confidence"], "sourced, derived ou recalled")
    if row["source"] not in sources:
        return Fault("source inconnue", f"{where}, source", row["source"], "une clé de [sources]")
    return None


def _typed(id: str, rows: list[Code]) -> CodeSet:
    systems = {row.system for row in rows}
    kept = tuple(dict.fromkeys(row.code for row in rows if row.role == "include"))
    if systems == {"ATC"}:
        return DrugSet(id, kept, tuple(row.code for row in rows if row.role == "exclude"))
    if any(row.role == "exclude" for row in rows):
        raise ValueError("exclude n'existe que pour les codes ATC")
    if systems == {"NABM"}:
        return LabSet(id, tuple(int(code) for code in kept))
    if systems == {"CCAM"}:
        return ActSet(id, kept)
    if systems == {"ALD"}:
        return ConditionSet(id, tuple(int(code) for code in kept))
    if systems == {"SPECIALTY", "ACT_LETTER"}:
        specialties = tuple(int(row.code) for row in rows if row.system == "SPECIALTY")
        return VisitSet(id, specialties, tuple(row.code for row in rows if row.system == "ACT_LETTER"))
    raise ValueError("systèmes mêlés : " + ", ".join(sorted(systems)))
