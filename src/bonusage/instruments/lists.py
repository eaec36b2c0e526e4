"""Code lists: from the rows of lists/*.csv to typed sets (ATC, NABM, CCAM, visits, long-term conditions).

Confidence stays with each row, so that a list that rests on recall is seen. No indicator is known here.
Next: loader.py.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bonusage.practice.query import ActSet, ConditionSet, DrugSet, LabSet, VisitSet
from bonusage.values.fault import Fault

COLUMNS = ["set", "system", "code", "role", "valid_from", "valid_to", "confidence", "source"]
# How the codes of each system are written: a pattern, and in words.
SYSTEMS: dict[str, tuple[str, str]] = {
    "ATC": (r"[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?", "le début d'un code ATC, en capitales : A10, C09AA"),
    "NABM": (r"[0-9]{1,4}", "un numéro de la NABM, quatre chiffres au plus"),
    "CCAM": (r"[A-Z]{4}[0-9]{3}", "un code CCAM : quatre capitales, trois chiffres"),
    "SPECIALTY": (r"[0-9]{1,2}", "un numéro de spécialité, deux chiffres au plus"),
    "ACT_LETTER": (r"[A-Z0-9]+(/[A-Z0-9]+)*", "une lettre-clé en capitales : C, CS, VU/MU"),
    "ALD": (r"[1-9]|[12][0-9]|3[0-2]", "un numéro d'ALD, de 1 à 32"),
}
ROLES = ("include", "exclude")
CONFIDENCES = ("sourced", "derived", "recalled")
CodeSet = DrugSet | LabSet | ActSet | VisitSet | ConditionSet


class Code(NamedTuple):
    """One row of a list."""

    set: str
    system: str
    code: str
    role: str
    confidence: str
    source: str


def read_lists(
    files: Mapping[str, str], sources: set[str], faults: list[Fault], folder: str = "lists"
) -> dict[str, CodeSet]:
    """Typed sets by id, from the texts of lists/*.csv by file name. Every fault goes to `faults`.

    `folder` is only how the place of a fault begins.
    """
    codes: dict[str, list[Code]] = defaultdict(list)
    places: dict[tuple[str, ...], str] = {}
    for name, text in sorted(files.items()):
        rows = csv.reader(io.StringIO(text))
        header = next(rows, [])
        if header != COLUMNS:
            received = ", ".join(header) or "fichier vide"
            faults.append(Fault("colonnes d'une liste", f"{folder}/{name}:1", received, ", ".join(COLUMNS)))
            continue
        for cells in rows:
            where = f"{folder}/{name}:{rows.line_num}"
            found = list(_row_faults(cells, where, sources))
            faults += found
            if not cells or len(cells) != len(COLUMNS):
                continue
            row = dict(zip(COLUMNS, cells, strict=True))
            places.setdefault((row["set"],), where)
            first = places.setdefault((row["set"], row["system"], row["code"]), where)
            if first != where:
                said = f"{row['set']}, {row['code']}"
                faults.append(Fault("code en double", f"{where}, code", said, f"une seule ligne (déjà {first})"))
            elif not found:
                codes[row["set"]].append(Code(**{key: row[key] for key in Code._fields}))
    sets: dict[str, CodeSet] = {"any": ConditionSet("any")}
    for id, kept in codes.items():
        try:
            sets[id] = _typed(id, kept)
        except ValueError as wrong:
            received, _, expected = str(wrong).partition(" ; ")
            faults.append(Fault("liste mal formée", f"{places[(id,)]}, liste {id}", received, expected))
    return sets


def _row_faults(cells: list[str], where: str, sources: set[str]) -> Iterator[Fault]:
    if not cells:
        return
    if len(cells) != len(COLUMNS):
        hint = "le fichier est peut-être coupé, ou une virgule est de trop"
        received = f"{len(cells)} cellule{'s' if len(cells) > 1 else ''}"
        yield Fault("ligne mal formée", where, received, f"{len(COLUMNS)} cellules", hint)
        return
    row = dict(zip(COLUMNS, cells, strict=True))
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", row["set"]) or row["set"] == "any":
        expected = "un nom en lettres sans accent, chiffres, tirets ou _, autre que any"
        yield Fault("nom de liste mal formé", f"{where}, set", row["set"] or "vide", expected)
    if row["system"] not in SYSTEMS:
        yield Fault("système de codes inconnu", f"{where}, system", row["system"] or "vide", ", ".join(SYSTEMS))
    elif not re.fullmatch(SYSTEMS[row["system"]][0], row["code"]):
        yield Fault("code mal formé", f"{where}, code", row["code"] or "vide", SYSTEMS[row["system"]][1])
    for key, words in (("role", ROLES), ("confidence", CONFIDENCES)):
        if row[key] not in words:
            yield Fault("mot inconnu", f"{where}, {key}", row[key] or "vide", ", ".join(words))
    if row["role"] == "exclude" and row["system"] in SYSTEMS and row["system"] != "ATC":
        yield Fault("exclusion hors de l'ATC", f"{where}, role", f"exclude, {row['system']}", "include")
    for key in ("valid_from", "valid_to"):
        if row[key]:
            hint = "retirer la date : la mesure n'en tient pas compte"
            yield Fault("code daté", f"{where}, {key}", row[key], "une cellule vide", hint)
    if row["source"] not in sources:
        yield Fault("source inconnue", f"{where}, source", row["source"] or "vide", "une clé de [sources]")


def _typed(id: str, rows: list[Code]) -> CodeSet:
    """The set of these rows. ValueError 'received ; expected' when they do not make one."""
    systems = {row.system for row in rows}
    kept = tuple(dict.fromkeys(row.code for row in rows if row.role == "include"))
    if not kept:
        raise ValueError("des exclusions seulement ; au moins un code include")
    if systems == {"ATC"}:
        return DrugSet(id, kept, tuple(row.code for row in rows if row.role == "exclude"))
    if systems == {"NABM"}:
        return LabSet(id, tuple(int(code) for code in kept))
    if systems == {"CCAM"}:
        return ActSet(id, kept)
    if systems == {"ALD"}:
        return ConditionSet(id, tuple(int(code) for code in kept))
    if systems == {"SPECIALTY", "ACT_LETTER"}:
        specialties = tuple(int(row.code) for row in rows if row.system == "SPECIALTY")
        return VisitSet(id, specialties, tuple(row.code for row in rows if row.system == "ACT_LETTER"))
    if len(systems) == 1:
        raise ValueError(f"{min(systems)} seul ; SPECIALTY et ACT_LETTER ensemble")
    raise ValueError(f"{' et '.join(sorted(systems))} ; un seul système (SPECIALTY et ACT_LETTER vont ensemble)")
