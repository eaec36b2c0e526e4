"""Results files: read with every fault, written whole, and hashed by their content (not by their bytes).

Nothing is measured here (engine.py) and no amount is computed. One row a professional and an indicator.
Next: professionals.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bonusage.desk.engine import Counts
from bonusage.desk.output import new_file
from bonusage.desk.report import near_miss
from bonusage.desk.tables import Cells, read_table
from bonusage.instruments.model import Gate, Indicator, Instrument

REQUIRED = ("professional", "indicator", "numerator", "denominator")
BASELINE = ("baseline_numerator", "baseline_denominator")
Int64 = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Results:
    """Parallel columns, in the order of the file; `has_baseline` says where the baseline pair means something."""

    professional: Sequence[str]
    indicator: Sequence[str]
    numerator: Int64
    denominator: Int64
    baseline_numerator: Int64
    baseline_denominator: Int64
    has_baseline: Bool

    @property
    def hash(self) -> str:
        """sha256 of the rows as text, sorted: the same results, the same hash, whatever the file's order or form."""
        columns = zip(
            self.professional,
            self.indicator,
            self.numerator.tolist(),
            self.denominator.tolist(),
            np.where(self.has_baseline, self.baseline_numerator, -1).tolist(),
            np.where(self.has_baseline, self.baseline_denominator, -1).tolist(),
            strict=True,
        )
        digest = hashlib.sha256()
        for row in sorted(columns):
            digest.update((",".join(map(str, row)) + "\n").encode())
        return digest.hexdigest()

    def of(self, professionals: Sequence[str]) -> Results:
        """The results of these professionals only."""
        wanted = set(professionals)
        kept = np.array([name in wanted for name in self.professional], bool)
        if kept.all():
            return self
        return Results(
            [name for name in self.professional if name in wanted],
            [id for name, id in zip(self.professional, self.indicator, strict=True) if name in wanted],
            self.numerator[kept],
            self.denominator[kept],
            self.baseline_numerator[kept],
            self.baseline_denominator[kept],
            self.has_baseline[kept],
        )

    def without_baseline(self, ids: Collection[str]) -> Results:
        """The same results, these indicators without their baseline."""
        kept = np.array([id not in ids for id in self.indicator], bool)
        return replace(self, has_baseline=self.has_baseline & kept)

    @property
    def zero_denominators(self) -> int:
        """How many results have a denominator of zero: lawful, not counted, and worth a notice."""
        return int((self.denominator == 0).sum())


def results_of(counts: Counts, baseline: Counts | None, professionals: Sequence[str] | None) -> Results:
    """Results of measured counts: those of the professionals asked for, or of every physician."""
    names = [str(id) for id in counts.physicians.tolist()]
    wanted = None if professionals is None else set(professionals)
    rows = [index for index, name in enumerate(names) if wanted is None or name in wanted]
    kept = np.array(rows, np.int64)
    asked = len(counts.asked)
    shape = len(rows) * asked
    zeros = np.zeros(shape, np.int64)
    base = baseline is not None
    return Results(
        professional=[names[index] for index in rows for _ in range(asked)],
        indicator=list(counts.asked) * len(rows),
        numerator=counts.numerators[kept].reshape(shape),
        denominator=counts.denominators[kept].reshape(shape),
        baseline_numerator=baseline.numerators[kept].reshape(shape) if baseline else zeros,
        baseline_denominator=baseline.denominators[kept].reshape(shape) if baseline else zeros,
        has_baseline=np.full(shape, base, bool),
    )


def read_results(path: Path, instrument: Instrument) -> Results:
    """A results file for an instrument; Faults lists every faulty cell: unknown indicators, duplicates, negatives..."""
    cells = read_table(path, REQUIRED, BASELINE, "résultats")
    names, indicators = cells.texts("professional"), cells.texts("indicator")
    numerator, _ = cells.counts("numerator")
    denominator, _ = cells.counts("denominator")
    based = [name for name in BASELINE if name in cells.table.column_names]
    if len(based) == 1:
        cells.column_fault("colonne manquante", based[0], f"{based[0]} seule", " et ".join(BASELINE) + ", ou aucune")
    zeros = (np.zeros(len(numerator), np.int64), np.zeros(len(numerator), bool))
    base_n, has_n = cells.counts(BASELINE[0], blank=True) if len(based) == 2 else zeros
    base_d, has_d = cells.counts(BASELINE[1], blank=True) if len(based) == 2 else zeros
    found = Results(names, indicators, numerator, denominator, base_n, base_d, has_n & has_d)
    cells.fault_rows(has_n & ~has_d, "niveau de départ incomplet", BASELINE[1], "deux nombres, ou aucun")
    cells.fault_rows(has_d & ~has_n, "niveau de départ incomplet", BASELINE[0], "deux nombres, ou aucun")
    _check_names(cells, found, instrument)
    _check_ratios(cells, found, instrument)
    if cells.unended and _breaks_off(found):
        hint = "le produire de nouveau ; s'il est entier, finir sa dernière ligne par un retour à la ligne"
        cells.fault(
            "fichier coupé", len(names) - 1, "denominator", "une dernière ligne sans fin", "un fichier entier", hint
        )
    cells.require_sound()
    cells.warn_unended()
    return found


def _breaks_off(found: Results) -> bool:
    """Has the last professional fewer indicators than the first? A file cut in its last line most often shows so."""
    names = found.professional
    return names.count(names[-1]) < names.count(names[0]) if isinstance(names, list) and names else False


def _check_names(cells: Cells, found: Results, instrument: Instrument) -> None:
    """Unknown indicators, empty names, rows met twice."""
    every: tuple[Indicator | Gate, ...] = (*instrument.indicators, *instrument.gates)
    ratios = [one.id for one in every if one.kind != "proof"]
    proofs = {one.id for one in every if one.kind == "proof"}

    def hint(id: str) -> str:
        if id in proofs:
            return f"{id} est une preuve : elle se déclare dans professionals.csv"
        return near_miss(id, ratios) or f"bonusage instruments show {instrument.id} les montre"

    if cells.ill_typed:
        return
    known = set(ratios)
    unknown = np.array([id not in known for id in found.indicator], bool)
    cells.fault_rows(unknown, "indicateur inconnu", "indicator", f"un indicateur mesurable de {instrument.id}", hint)
    unnamed = np.array([not name for name in found.professional], bool)
    cells.fault_rows(unnamed, "professionnel vide", "professional", "un identifiant")
    seen: dict[tuple[str, str], int] = {}
    for row, key in enumerate(zip(found.professional, found.indicator, strict=True)):
        first = seen.setdefault(key, row)
        if first != row:
            cells.fault("ligne en double", row, "professional, indicator", f"{key[0]}, {key[1]}",
                        f"une seule ligne (déjà ligne {cells.line(first)})", "garder l'une des deux")  # fmt: skip


def _check_ratios(cells: Cells, found: Results, instrument: Instrument) -> None:
    """Numerators that no denominator carries, or that exceed theirs where the indicator is a share."""
    kinds = {one.id: one.kind for one in instrument.indicators} | {one.id: one.kind for one in instrument.gates}
    shares = np.array([kinds.get(id) == "proportion" for id in found.indicator], bool)
    pairs = (
        ("numerator", "denominator", found.numerator, found.denominator, ~cells.unsound),
        (*BASELINE, found.baseline_numerator, found.baseline_denominator, found.has_baseline & ~cells.unsound),
    )
    for above, below, n, d, there in pairs:
        lone = there & (d == 0) & (n > 0)
        cells.fault_rows(lone, "dénominateur nul", below, "un dénominateur, ou un numérateur nul aussi")
        over = there & shares & (d > 0) & (n > d)
        cells.fault_rows(over, "numérateur au-dessus du dénominateur", above, f"au plus {below} de la même ligne")


def write_results(found: Results, path: Path) -> None:
    """Write results to .parquet or .csv, by the ending; the file is whole or absent."""
    columns = {
        "professional": pa.array(found.professional, pa.string()),
        "indicator": pa.array(found.indicator, pa.string()),
        "numerator": pa.array(found.numerator),
        "denominator": pa.array(found.denominator),
    }
    if found.has_baseline.any():
        columns[BASELINE[0]] = pa.array(found.baseline_numerator, mask=~found.has_baseline)
        columns[BASELINE[1]] = pa.array(found.baseline_denominator, mask=~found.has_baseline)
    with new_file(path) as beside:
        if path.suffix == ".parquet":
            pq.write_table(pa.table(columns), beside, compression="zstd")
        else:
            arrow_csv.write_csv(
                pa.table(columns), beside, arrow_csv.WriteOptions(quoting_style="none", quoting_header="none")
            )
