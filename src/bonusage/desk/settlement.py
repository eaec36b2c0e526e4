"""A settlement on disk: the folder that `settle` writes, whole or not at all, and that explain and replay read.

The amounts come from settle.py (reference) and due_all.py (set-based), which must agree on every row before anything
is written. Next: replay.py.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bonusage import __version__
from bonusage.desk import professionals as desk_people
from bonusage.desk.catalogue import instrument_files
from bonusage.desk.output import new_folder, require_free
from bonusage.desk.professionals import People
from bonusage.desk.replay import in_french, replay_path
from bonusage.desk.report import counted, near_miss
from bonusage.desk.results import Results, write_results
from bonusage.desk.sealed_folder import hashes
from bonusage.instruments.model import Instrument
from bonusage.instruments.world import World
from bonusage.remuneration.case import Adhesion
from bonusage.remuneration.due_all import due_all
from bonusage.remuneration.due_rows import Row, due_rows
from bonusage.remuneration.receipt import receipt_text
from bonusage.settle import Settled, settle
from bonusage.values.check import Altered, check_receipt
from bonusage.values.fault import Fault, Faults
from bonusage.values.period import Period

FORMAT, MANIFEST = "settlement-1", "settlement.json"
SHOWN_KEYS = ("instrument_hash", "period", "professional", "components", "policies", "recalled_figures")
"""What a letter shows of a receipt, beside what its replay reads."""
INPUTS = {
    "engine": "autre version de bonusage",
    "instrument": "autre contrat",
    "instrument_hash": "contrat modifié",
    "world_hash": "monde modifié",
    "period": "autre période",
    "results_hash": "autres résultats",
    "professionals.csv": "autres professionnels",
    "adhesions.csv": "autres adhésions",
}
DUE_COLUMNS = ("professional", "component", "amount_cents", "reason")
ENTRY_COLUMNS = ("key", "account", "professional", "amount_cents", "receipt_hash")
Told = Callable[[int, int], None]
Adhesions = Mapping[str, Sequence[Adhesion]]


class Summary(NamedTuple):
    """What a settlement came to: professionals, those paid, cents in all, and how many receipts this run added."""

    professionals: int
    paid: int
    total_cents: int
    recalled: int
    added: int


def settle_into(
    folder: Path,
    instrument: Instrument,
    named: str,
    period: Period,
    people: People,
    results: Results,
    adhesions: Adhesions,
    copies: Mapping[str, Path],
    told: Told | None = None,
) -> Summary:
    """Settle and write `folder`; on the same inputs again, add nothing. Faults when it holds another settlement.

    `named` is the id or path the instrument was loaded from; `copies` are input files kept beside, by name.
    """
    world = World((instrument,))
    inputs = {
        "format": FORMAT,
        "engine": __version__,
        "instrument": instrument.id,
        "instrument_hash": instrument.hash,
        "world_hash": world.hash,
        "period": period.name,
        "results_hash": results.hash,
        "copies": {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sorted(copies.items())},
    }
    if (known := _already(folder, inputs)) is not None:
        return known
    cases = desk_people.cases(people, results, adhesions)
    population = desk_people.population(instrument, people, results, adhesions)
    every = due_all(instrument, population, period)
    rows = iter(due_rows(instrument, population, period, every))
    with new_folder(folder) as beside:
        write_results(results, beside / "results.parquet")
        for name, path in copies.items():
            (beside / name).write_bytes(path.read_bytes())
        for file, content in instrument_files(named).items():
            (beside / "instrument" / file).parent.mkdir(parents=True, exist_ok=True)
            (beside / "instrument" / file).write_text(content, "utf-8")
        summary = _write_each(beside, settle(world, instrument, period, cases, results.hash), rows, len(cases), told)
        kept = inputs | {"summary": summary._asdict(), "files": hashes(beside)}
        (beside / MANIFEST).write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return summary


def _write_each(beside: Path, settled: Any, rows: Any, count: int, told: Told | None) -> Summary:
    (beside / "receipts").mkdir()
    (beside / "letters").mkdir()
    paid = total = recalled = 0
    with (
        (beside / "due.csv").open("w", encoding="utf-8", newline="") as due_file,
        (beside / "entries.csv").open("w", encoding="utf-8", newline="") as entry_file,
    ):
        due_csv, entry_csv = csv.writer(due_file, lineterminator="\n"), csv.writer(entry_file, lineterminator="\n")
        due_csv.writerow(DUE_COLUMNS)
        entry_csv.writerow(ENTRY_COLUMNS)
        for done, one in enumerate(settled, 1):
            _require_same(one, rows)
            due_csv.writerows(one.due.rows())
            entry_csv.writerows(
                (entry.key, entry.account, entry.professional, entry.amount_cents, entry.receipt_hash)
                for entry in one.entries
            )
            (beside / "receipts" / f"{one.professional}.json").write_bytes(receipt_text(one.receipt) + b"\n")
            (beside / "letters" / f"{one.professional}.md").write_text(one.letter, "utf-8")
            paid += one.due.total_cents > 0
            recalled += bool(one.due.recalled_figures)
            total += one.due.total_cents
            if told and (done % 50 == 0 or done == count):
                told(done, count)
    return Summary(count, paid, total, recalled, count)


def _require_same(one: Settled, rows: Any) -> None:
    """The set-based engine gives the same rows as the reference, or nothing is written: it would be our fault."""
    for mine in one.due.rows():
        other: Row | None = next(rows, None)
        if other is None or tuple(mine) != tuple(other):
            raise RuntimeError(f"the two engines disagree: {mine} against {other}")


def require_place(folder: Path) -> None:
    """Faults, before anything is computed, when the folder can neither be made nor hold this settlement already."""
    if not (folder / MANIFEST).is_file():
        require_free(folder)


def _already(folder: Path, inputs: Mapping[str, Any]) -> Summary | None:
    """The settlement that the folder holds when it is this one; None when there is none."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return None
    kept = read_manifest(folder)
    before, now = _flat(kept), _flat(inputs)
    known = {*inputs, *now, *(kept["copies"] if isinstance(kept.get("copies"), dict) else ())}
    differ = [name for name in dict.fromkeys((*now, *before)) if name in known and before.get(name) != now.get(name)]
    if differ:
        raise Faults(
            [
                Fault(
                    f"ce dossier tient un autre règlement : {INPUTS.get(name, 'fichier différent')}",
                    f"{manifest}, {name}",
                    f"{now.get(name, 'rien')} cette fois",
                    f"{before.get(name, 'rien')}, comme dans ce dossier",
                    "choisir un autre dossier : un règlement ne s'écrase pas, il se corrige par un autre",
                )
                for name in differ
            ]
        )
    try:
        summary = Summary(**kept["summary"])._replace(added=0)
    except (KeyError, TypeError):
        raise Faults([_unknown_manifest(manifest, "aucun résumé complet")]) from None
    if changed := replay_path(folder).altered:
        raise Faults(
            Fault(
                "ce règlement a été modifié depuis",
                file,
                one.found,
                one.expected,
                "bonusage replay montre chaque écart",
            )
            for file, one in changed
        )
    return summary


def _flat(inputs: Mapping[str, Any]) -> dict[str, str]:
    """What a settlement rests on, by name: keys of the manifest, and the files kept beside."""
    copies = inputs.get("copies")
    kept = {name: _short(value) for name, value in inputs.items() if name not in ("copies", "summary")}
    return kept | ({name: _short(hash) for name, hash in copies.items()} if isinstance(copies, dict) else {})


def _short(value: object) -> str:
    """A value for reading; twelve digits of a hash are enough to tell it."""
    text = str(value)
    if re.fullmatch(r"[0-9a-f]{64}", text):
        return text[:12]
    return text if len(text) <= 80 else text[:77] + "..."


def _unknown_manifest(path: Path, received: str) -> Fault:
    expected = "le JSON écrit par bonusage settle"
    return Fault("manifeste illisible", str(path), received, expected, "régler de nouveau, dans un autre dossier")


def read_manifest(folder: Path) -> dict[str, Any]:
    """settlement.json of a folder; Faults when the folder holds no settlement."""
    path = folder / MANIFEST
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        received = "un dossier sans settlement.json" if folder.is_dir() else "un fichier" if folder.exists() else "rien"
        raise Faults(
            [Fault("pas un dossier de règlement", str(folder), received, "un dossier écrit par bonusage settle")]
        ) from None
    except (ValueError, RecursionError):
        raise Faults([_unknown_manifest(path, "un texte qui n'est pas du JSON entier")]) from None
    if not isinstance(kept, dict) or kept.get("format") != FORMAT:
        received = kept.get("format", "aucun format") if isinstance(kept, dict) else kept
        raise Faults([_unknown_manifest(path, _short(received))])
    return kept


def read_receipt(folder: Path, professional: str) -> dict[str, Any]:
    """The receipt of a professional in a settlement; Faults when there is none, or it cannot be read."""
    path = folder / "receipts" / f"{professional}.json"
    if "/" in professional or not path.is_file():
        known = sorted(one.stem for one in (folder / "receipts").glob("*.json"))
        some = ", ".join(known[:5]) + (f" et {len(known) - 5} autres" if len(known) > 5 else "")
        hint = near_miss(professional, known) or "vérifier l'identifiant dans professionals.csv"
        raise Faults(
            [Fault("professionnel sans reçu", str(folder / "receipts"), professional, f"un de : {some}", hint)]
        )
    try:
        found = json.loads(path.read_bytes())
        checked = check_receipt(found)
        missing = [key for key in SHOWN_KEYS if key not in found]
        if missing:
            raise KeyError(missing[0])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        hint = "le fichier est peut-être coupé ; régler de nouveau, dans un autre dossier"
        raise Faults(
            [Fault("reçu illisible", str(path), f"{counted(path.stat().st_size, 'octet')}, pas un reçu entier",
                   "le JSON écrit par bonusage settle", hint)]
        ) from None  # fmt: skip
    if isinstance(checked, Altered) or found["professional"] != professional:
        said = in_french(checked.found) if isinstance(checked, Altered) else str(found["professional"])
        wanted = in_french(checked.expected) if isinstance(checked, Altered) else professional
        raise Faults([Fault("reçu modifié", str(path), said, wanted, "bonusage replay montre l'étape qui diffère")])
    return found  # type: ignore[no-any-return]
