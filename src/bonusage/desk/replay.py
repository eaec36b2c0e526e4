"""Replaying receipts from files: one, or a whole folder in one process, each checked by arithmetic alone.

The arithmetic is values/check.py. In a settlement's folder, amounts and hashes are also compared with entries.csv.
Next: values/check.py.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bonusage.values.check import Altered, check_receipt
from bonusage.values.fault import Fault, Faults

SHOWN = 20


class Replayed(NamedTuple):
    """Receipts replayed, cents in all, and those that differ: (file, what differs), the first ones; all counted."""

    receipts: int
    total_cents: int
    altered: list[tuple[str, Altered]]
    altered_count: int


def replay_path(path: Path) -> Replayed:
    """Replay a receipt, or every receipt of a folder (a settlement's, or its receipts/). Faults when there is none."""
    if path.is_file():
        return _replayed([path], None)
    if not path.is_dir():
        raise Faults([Fault("rien à rejouer", str(path), "rien", "un reçu, ou un dossier de reçus")])
    folder = path / "receipts" if (path / "receipts").is_dir() else path
    with os.scandir(folder) as found:
        files = sorted(Path(one.path) for one in found if one.name.endswith(".json") and one.name != "settlement.json")
    if not files:
        raise Faults([Fault("aucun reçu", str(folder), "0 fichier .json", "des reçus écrits par bonusage settle")])
    return _replayed(files, folder.parent / "entries.csv" if folder.name == "receipts" else None)


def _replayed(files: list[Path], entries: Path | None) -> Replayed:
    booked = _booked(entries) if entries is not None and entries.is_file() else None
    altered: list[tuple[str, Altered]] = []
    total = count = 0
    for file, found, hash, professional in _each(files):
        if not isinstance(found, Altered) and booked is not None:
            expected = booked.pop(professional, (0, ""))
            if found and (found, hash) != expected:
                found = Altered(
                    "entries.csv", professional, f"{expected[0]} {expected[1][:12]}", f"{found} {hash[:12]}"
                )
        if isinstance(found, Altered):
            count += 1
            if len(altered) < SHOWN:
                altered.append((str(file), found))
        else:
            total += found
    for professional, (cents, hash) in sorted((booked or {}).items()):
        count += 1
        if len(altered) < SHOWN:
            altered.append((str(entries), Altered("entries.csv", professional, f"{cents} {hash[:12]}", "aucun reçu")))
    return Replayed(len(files), total, altered, count)


def _each(files: list[Path]) -> Iterator[tuple[Path, int | Altered, str, str]]:
    faults: list[Fault] = []
    for file in files:
        raw = file.read_bytes()
        try:
            receipt = json.loads(raw)
            yield file, check_receipt(receipt, raw), receipt["receipt_hash"], receipt["professional"]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
            said = f"{type(wrong).__name__} : {str(wrong)[:80]}"
            faults.append(Fault("pas un reçu lisible", str(file), said, "le JSON d'un reçu, entier"))
    if faults:
        raise Faults(faults[:SHOWN], len(faults))


def _booked(entries: Path) -> dict[str, tuple[int, str]]:
    """What the entries owe each professional: cents and the hash of the receipt they rest on."""
    with entries.open(encoding="utf-8", newline="") as opened:
        rows = csv.DictReader(opened)
        return {
            row["professional"]: (int(row["amount_cents"]), row["receipt_hash"])
            for row in rows
            if int(row["amount_cents"]) > 0
        }
