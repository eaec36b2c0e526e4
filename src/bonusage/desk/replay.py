"""Replaying receipts from files: one, or a whole folder in one process, each checked by arithmetic alone.

The arithmetic is values/check.py, whose few English words are put in French here for who reads a difference.
In a settlement's folder, the entries of each receipt are also compared with entries.csv.
Next: values/check.py.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bonusage.desk.report import counted
from bonusage.desk.sealed_folder import differences
from bonusage.ledger.entries import entries_for
from bonusage.letters.tree import ground_said
from bonusage.values.check import Altered, check_receipt
from bonusage.values.fault import Fault, Faults
from bonusage.values.period import parse_period

SHOWN = 20
WORDS = {
    "a step established earlier under this label": "une étape déjà établie sous ce nom",
    "none": "aucune",
    "an operation of the checker": "une opération connue",
    "the step as it was sealed": "l'étape telle qu'elle a été scellée",
    "what was sealed": "ce qui a été scellé",
    "the hash of the receipt's own text": "l'empreinte du texte de ce reçu",
    "another text": "un autre texte",
    "amount_cents": "montant en centimes",
    "receipt_hash": "empreinte du reçu",
    "adhesion": "adhésion",
    "components": "lignes du montant",
    "engine": "version de bonusage",
    "instrument": "contrat",
    "instrument_hash": "empreinte du contrat",
    "period": "période",
    "policies": "politiques",
    "professional": "professionnel",
    "recalled_figures": "chiffres rappelés",
    "results_hash": "empreinte des résultats",
    "world_hash": "empreinte du monde",
}
OPERATIONS = {
    "given": "donné",
    "cited": "repris",
    "total": "somme",
    "product": "produit",
    "difference": "différence",
    "quotient": "quotient",
    "between": "part du chemin",
    "at_least": "au moins",
    "less_than": "moins de",
    "when": "si",
    "rounded_half_up": "arrondi",
}
Rows = list[tuple[str, ...]]


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
        skipped = () if folder.name == "receipts" else ("settlement.json",)
        files = sorted(Path(one.path) for one in found if one.name.endswith(".json") and one.name not in skipped)
    if not files:
        raise Faults([Fault("aucun reçu", str(folder), "0 fichier .json", "des reçus écrits par bonusage settle")])
    if folder.name != "receipts" or not any(
        (folder.parent / name).is_file() for name in ("settlement.json", "entries.csv")
    ):
        return _replayed(files, None)
    replayed = _replayed(files, folder.parent / "entries.csv")
    more = _folder_differences(folder.parent, replayed)
    told = {one.path for _, one in replayed.altered}  # a line of entries.csv says more than the hash of the file
    return _with(replayed, [(file, one) for file, one in more if one.path not in told])


def _folder_differences(folder: Path, replayed: Replayed) -> list[tuple[str, Altered]]:
    """What differs beside the receipts: the manifest is gone, or a file is not the one that was written."""
    manifest = folder / "settlement.json"
    if not manifest.is_file():
        return [
            (
                str(manifest),
                Altered("settlement.json", "manifeste du règlement", "le fichier de bonusage settle", "rien"),
            )
        ]
    try:
        kept = json.loads(manifest.read_text("utf-8"))
    except ValueError:
        kept = {}
    total = replayed.total_cents if not replayed.altered_count else kept.get("summary", {}).get("total_cents")
    return differences(folder, kept, replayed.receipts, total)


def _with(replayed: Replayed, more: list[tuple[str, Altered]]) -> Replayed:
    altered = [*replayed.altered, *more]
    return replayed._replace(altered=altered[:SHOWN], altered_count=replayed.altered_count + len(more))


def _replayed(files: list[Path], entries: Path | None) -> Replayed:
    booked = None if entries is None else _booked(entries)
    altered: list[tuple[str, Altered]] = []
    total = count = 0
    for file, found, receipt in _each(files):
        if booked is not None:
            lines = booked.pop(receipt["professional"], [])
            if not isinstance(found, Altered):
                found = _named(file, receipt) or _compared(receipt, lines) or found
        if isinstance(found, Altered):
            count += 1
            if len(altered) < SHOWN:
                altered.append((str(file), found))
        else:
            total += found
    for professional, lines in sorted((booked or {}).items()):
        count += 1
        if len(altered) < SHOWN:
            said = f"professionnel {professional}"
            altered.append((str(entries), Altered("entries.csv", said, "aucune écriture sans reçu", _said(lines))))
    return Replayed(len(files), total, altered, count)


def _named(file: Path, receipt: dict[str, Any]) -> Altered | None:
    """In a settlement a receipt is under the name of its professional."""
    whose = str(receipt["professional"])
    return None if whose == file.stem else Altered("professional", "professionnel", file.stem, whose)


def _each(files: list[Path]) -> Iterator[tuple[Path, int | Altered, dict[str, Any]]]:
    faults: list[Fault] = []
    for file in files:
        raw = file.read_bytes()
        try:
            receipt = json.loads(raw)
            found = check_receipt(receipt, raw)
            _entries(receipt, 0)  # what names the receipt must be there too
            yield file, found, receipt
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            said = f"{counted(len(raw), 'octet')}, pas un reçu entier"
            hint = "le fichier est peut-être coupé ; le reprendre du règlement d'origine"
            faults.append(Fault("reçu illisible", str(file), said, "le JSON écrit par bonusage settle", hint))
    if faults:
        raise Faults(faults[:SHOWN], len(faults))


def _entries(receipt: dict[str, Any], cents: int) -> Rows:
    """The lines of entries.csv that a receipt asks for."""
    names = (receipt["instrument"], parse_period(receipt["period"]), receipt["professional"])
    return [tuple(map(str, one)) for one in entries_for(*names, cents, receipt["receipt_hash"])]


def _compared(receipt: dict[str, Any], lines: Rows) -> Altered | None:
    """What differs between the entries that a receipt asks for and those that are there."""
    wanted = _entries(receipt, receipt["amount_cents"])
    if wanted == lines:
        return None
    whose = f"professionnel {receipt['professional']}"
    if len(wanted) == len(lines):
        pairs = [pair for pair in zip(wanted, lines, strict=True) if pair[0] != pair[1]]
        wanted, lines = [pairs[0][0]], [pairs[0][1]]
    short = 12 if _said(wanted, 12) != _said(lines, 12) else None
    return Altered("entries.csv", whose, _said(wanted, short), _said(lines, short))


def _said(lines: Rows, digits: int | None = 12) -> str:
    """Lines of entries for reading; `digits` of the hash of the receipt are enough to tell it, None gives all."""
    said = (f"{key} : {cents} centimes, {account}, reçu {hash[:digits]}" for key, account, _, cents, hash in lines)
    return " ; ".join(said) or "aucune écriture"


def _booked(entries: Path) -> dict[str, Rows]:
    """The lines of entries.csv by professional. Faults when it is absent, cut or not as settle writes it."""
    found: dict[str, Rows] = {}
    hint = "le reprendre du règlement d'origine"
    try:
        with entries.open(encoding="utf-8", newline="") as opened:
            rows = csv.reader(opened)
            width = len(next(rows, []))
            for row in rows:
                if len(row) != width or width != 5:
                    what, where = "écriture mal formée", f"{entries}:{rows.line_num}"
                    raise Faults([Fault(what, where, counted(len(row), "cellule"), counted(5, "cellule"), hint)])
                found.setdefault(row[2], []).append(tuple(row))
    except FileNotFoundError:
        raise Faults([Fault("écritures absentes", str(entries), "rien", "le fichier entries.csv", hint)]) from None
    except (UnicodeDecodeError, csv.Error):
        raise Faults([Fault("écritures illisibles", str(entries), "", "un CSV en UTF-8", hint)]) from None
    return found


def difference_said(file: str, one: Altered) -> str:
    """A difference for who reads French: where, what was expected, what was found."""
    label = WORDS.get(one.label, one.label)
    return "\n".join(
        (f"écart : {file}", f"  étape   : {one.path} — {label}", f"  attendu : {in_french(one.expected)}",
         f"  trouvé  : {in_french(one.found)}")
    )  # fmt: skip


def in_french(text: str) -> str:
    """The words of the checker in French; numbers and grounds as they are, whole numbers without their denominator."""
    if text in WORDS:
        return WORDS[text]
    if text.startswith("an operation that can be done"):
        return "une opération possible"
    first, *rest = text.split(" ", 2)
    if first in OPERATIONS and rest:
        ground = f" [{ground_said(rest[1])}]" if len(rest) > 1 else ""
        text = f"{OPERATIONS[first]} {rest[0]}{ground}"
    text = re.sub(r"^(\d+) steps and other keys$", r"\1 étapes et autres clés scellées", text)
    text = re.sub(r"^(\d+) steps and (\d+) other keys$", r"\1 étapes et \2 autres clés", text)
    return re.sub(r"(?<![\d/])(-?\d+)/1(?!\d)", r"\1", text)
