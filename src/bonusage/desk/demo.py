"""The demonstration told line by line: claims, check, measure, settle, explain, replay.

Nothing is computed or written here that the commands do not.
Next: settlement.py.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from bonusage.desk.catalogue import load
from bonusage.desk.claims_check import check_claims
from bonusage.desk.claims_sample import write_sample
from bonusage.desk.cli_options import spaced
from bonusage.desk.measuring import measured
from bonusage.desk.professionals import read_professionals
from bonusage.desk.replay import replay_path
from bonusage.desk.report import counted
from bonusage.desk.settlement import Told, read_receipt, settle_into
from bonusage.letters.explanation import letter
from bonusage.letters.tree import tree
from bonusage.values.fault import Faults
from bonusage.values.money import euros
from bonusage.values.period import parse_period

SHOWN = 70
"""Lines of the tree that are shown; explain gives them all."""
INSTRUMENT, YEARS, PERIOD, SEED = "rosp-2011-mt", (2009, 2012), "2012", 7


def play(folder: Path, patients: int, physicians: int, told: Told) -> Iterator[str]:
    """The lines of the demonstration; everything is written below `folder`."""
    instrument, period = load(INSTRUMENT), parse_period(PERIOD)
    claims, out = folder / "claims", folder / "reglement"
    yield f"Contrat : {instrument.title}"
    yield f"Base    : {instrument.basis}, clause {instrument.clause}"
    yield ""
    written = write_sample(patients, physicians, *YEARS, SEED, claims, told)
    lines = sum(written.rows.values())
    yield f"1. {spaced(lines)} lignes de remboursements inventées ({spaced(written.rows['dispensations'])} délivrances), graine {SEED}"
    report = check_claims(claims)
    if report.total:
        raise Faults(report.faults, report.total)
    yield "2. contrôle : aucune faute"
    results = measured(claims, instrument, period, instrument.baseline)
    people = read_professionals(claims / "professionals.csv", instrument)
    yield f"3. {len(instrument.measured())} indicateurs et conditions mesurés en une lecture, {spaced(len(results.professional))} résultats"
    copies = {"professionals.csv": claims / "professionals.csv"}
    summary = settle_into(
        out, instrument, INSTRUMENT, period, people, results.of(people.professional), {}, copies, told
    )
    yield f"4. {spaced(summary.professionals)} médecins réglés, {spaced(summary.paid)} payés, {euros(summary.total_cents)} en tout"
    yield ""
    amounts = _totals(out / "due.csv")
    yield from _table(amounts)
    chosen = _median(amounts)
    receipt = read_receipt(out, chosen)
    yield ""
    yield f"5. Le montant du médecin {chosen}, expliqué :"
    yield ""
    yield letter(receipt, instrument)
    branches = tree(receipt).splitlines()
    yield from branches[:SHOWN]
    yield f"  ... et {counted(len(branches) - SHOWN, 'ligne')} : bonusage explain {out} --professional {chosen}"
    replayed = replay_path(out)
    yield ""
    yield f"6. {spaced(replayed.receipts)} reçus rejoués par l'arithmétique seule, {len(replayed.altered)} écart"
    yield ""
    yield "Les fichiers :"
    for name, said in (
        (claims, "les remboursements (Parquet) et professionals.csv"),
        (out / "results.parquet", "numérateurs et dénominateurs"),
        (out / "due.csv", "ce qui est dû, ligne par ligne"),
        (out / "entries.csv", "les écritures"),
        (out / "receipts", "un reçu par médecin, rejouable"),
        (out / "letters", "une lettre par médecin"),
    ):
        yield f"  {name}  {said}"
    yield ""
    yield f"À essayer : .venv/bin/bonusage explain {out} --professional {chosen}"
    yield f"            .venv/bin/bonusage replay {out}"


def _totals(due: Path) -> list[tuple[str, int]]:
    with due.open(encoding="utf-8", newline="") as opened:
        return [
            (row["professional"], int(row["amount_cents"]))
            for row in csv.DictReader(opened)
            if row["component"] == "TOTAL"
        ]


def _median(amounts: list[tuple[str, int]]) -> str:
    return sorted(amounts, key=lambda one: (one[1], one[0]))[len(amounts) // 2][0]


def _table(amounts: list[tuple[str, int]]) -> Iterator[str]:
    """The amounts of all, five a line."""
    width = max(len(name) for name, _ in amounts)
    cells = [f"{name:>{width}} {euros(cents):>13}" for name, cents in amounts]
    for start in range(0, len(cells), 5):
        yield "   ".join(cells[start : start + 5])
