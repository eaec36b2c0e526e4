"""The table of what is due: rows from either engine, written as CSV or Parquet, whole or not at all.

No amount is computed here: both engines are remuneration's, and give the same rows.
Next: remuneration/due_all.py and remuneration/due.py.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bonusage.desk import professionals as desk_people
from bonusage.desk.output import new_file
from bonusage.desk.professionals import People
from bonusage.desk.results import Results
from bonusage.instruments.loader import require_payable
from bonusage.instruments.model import Instrument
from bonusage.remuneration.case import Adhesion
from bonusage.remuneration.due import due_under
from bonusage.remuneration.due_all import due_all
from bonusage.remuneration.due_rows import TOTAL, Row, due_rows
from bonusage.remuneration.tariff import tariff_of
from bonusage.settle import require_period
from bonusage.values.fault import Fault, Faults
from bonusage.values.period import Period

ENGINES = ("set", "reference")
COLUMNS = ("professional", "component", "amount_cents", "reason")


def due_table(
    instrument: Instrument,
    period: Period,
    people: People,
    results: Results,
    adhesions: Mapping[str, Sequence[Adhesion]],
    engine: str,
) -> Iterator[Row]:
    """The rows of due.csv from an engine: `set`, or `reference`. Faults for another, or when nothing can be paid."""
    require_engine(engine)
    require_payable(instrument)
    require_period(instrument, period)
    if engine == "set":
        population = desk_people.population(instrument, people, results, adhesions)
        return due_rows(instrument, population, period, due_all(instrument, population, period))
    tariff = tariff_of(instrument, period)
    return (row for case in desk_people.cases(people, results, adhesions) for row in due_under(tariff, case).rows())


def require_engine(engine: str) -> None:
    """Faults for an engine that does not exist."""
    if engine not in ENGINES:
        raise Faults([Fault("moteur inconnu", "--engine", engine, " ou ".join(ENGINES))])


def write_due(rows: Iterable[Row], path: Path) -> tuple[int, int]:
    """Write the rows to .csv or .parquet by the ending; cents in all, and how many professionals."""
    total = count = 0
    with new_file(path) as beside:
        if path.suffix == ".parquet":
            kept = list(rows)
            columns = list(zip(*kept, strict=True))
            types = (pa.string(), pa.string(), pa.int64(), pa.string())
            arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
            pq.write_table(pa.Table.from_arrays(arrays, list(COLUMNS)), beside, compression="zstd")
            totals = [row[2] for row in kept if row[1] == TOTAL]
            return sum(totals), len(totals)
        with beside.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\n")
            writer.writerow(COLUMNS)
            for row in rows:
                writer.writerow(row)
                if row[1] == TOTAL:
                    total, count = total + row[2], count + 1
    return total, count
