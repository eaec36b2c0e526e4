"""Claims directories: where each table's files lie, what their footers say, and how rows of numpy cells become Parquet.

What the tables are is said in practice/schema.py; what a directory breaks is found in desk/claims_check.py.
Next: desk/claims_sample.py (a sample directory), practice/sample_chance.py (cells and parts).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bonusage.practice.sample_chance import Cells
from bonusage.practice.schema import FORMAT, TABLES, Kind, Table
from bonusage.values.fault import Fault, Faults

MANIFEST = "claims.json"
PROFESSIONALS = "professionals.csv"
ROW_GROUP = 1_000_000

_ARROW: dict[Kind, pa.DataType] = {
    Kind.INT8: pa.int8(),
    Kind.INT16: pa.int16(),
    Kind.INT32: pa.int32(),
    Kind.INT64: pa.int64(),
    Kind.BOOL: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.VARCHAR: pa.string(),
    Kind.MONEY: pa.decimal128(11, 2),
    Kind.DOSE: pa.decimal128(9, 3),
}
_KINDS = {arrow: kind for kind, arrow in _ARROW.items()}
_COUNTED = ("line_id", "sheet_id", "patient_id")
"""Columns stored as differences (they grow by small steps); the others as dictionaries."""


def table_files(
    claims: Path, table: str, first: date | None = None, end: date | None = None, bucket: int | None = None
) -> list[Path]:
    """The Parquet files of a table, sorted by path: `<table>.parquet`, and all below `<table>/`.

    With `first` and `end`, files below a `year=` folder wholly outside [first, end) are left out; with `bucket`,
    files below another `bucket=` folder. Only a saving of reading: what is left in may hold other days and patients.
    """
    alone = claims / f"{table}.parquet"
    folder = claims / table
    found = [alone] if alone.is_file() else []
    if folder.is_dir():
        found += sorted(path for path in folder.rglob("*.parquet") if path.is_file())
    return [path for path in found if _may_hold(path.relative_to(claims), first, end, bucket)]


def _may_hold(path: Path, first: date | None, end: date | None, bucket: int | None) -> bool:
    year, mine = folder_number(path, "year"), folder_number(path, "bucket")
    if bucket is not None and mine is not None and mine != bucket:
        return False
    if year is None:
        return True
    late = end is not None and date(year, 1, 1) >= end
    early = first is not None and year < first.year
    return not (late or early)


def folder_number(path: Path, name: str) -> int | None:
    """The number of a `name=NN` folder of the path (year, bucket), None when there is none."""
    for part in path.parts[:-1]:
        told = re.fullmatch(rf"{name}=(\d{{1,9}})", part)
        if told:
            return int(told.group(1))
    return None


def relation(files: list[Path], *, numbered: bool = False) -> str:
    """The files as a DuckDB relation; `numbered` adds `filename` and `file_row_number` (from 0)."""
    listed = ", ".join(quoted(str(path)) for path in files)
    extra = ", filename=true, file_row_number=true" if numbered else ""
    return f"read_parquet([{listed}], hive_partitioning=false{extra})"


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table, with its nulls."""
    fields = [pa.field(column.name, _ARROW[column.kind], nullable=column.nullable) for column in table.columns]
    return pa.schema(fields)


def footer(path: Path) -> tuple[dict[str, str], int]:
    """Column types (our names, or Arrow's where we have none) and number of rows of a file, from its footer only.

    Raises pyarrow's ArrowInvalid or OSError when the file is cut, empty or not Parquet.
    """
    with pq.ParquetFile(path) as opened:
        schema = opened.schema_arrow
        return {field.name: _kind_name(field.type) for field in schema}, opened.metadata.num_rows


def nulls(path: Path) -> dict[str, int]:
    """How many nulls each column of a file holds, from the statistics of its footer; columns without any are left out."""
    with pq.ParquetFile(path) as opened:
        found: dict[str, int] = {}
        for group in range(opened.metadata.num_row_groups):
            columns = opened.metadata.row_group(group)
            for at in range(columns.num_columns):
                told = columns.column(at).statistics
                if told is not None and told.null_count:
                    name = columns.column(at).path_in_schema
                    found[name] = found.get(name, 0) + told.null_count
        return found


def _kind_name(arrow: pa.DataType) -> str:
    if pa.types.is_dictionary(arrow):
        return _kind_name(arrow.value_type)
    if pa.types.is_large_string(arrow) or pa.types.is_string_view(arrow):
        return Kind.VARCHAR.value
    kind = _KINDS.get(arrow)
    return str(arrow) if kind is None else kind.value


def manifest(claims: Path) -> dict[str, Any]:
    """The content of claims.json; Faults when it is absent, unreadable or of another format."""
    path = claims / MANIFEST
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Faults([_bad_manifest(path, str(error))]) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        got = told.get("format") if isinstance(told, dict) else told
        raise Faults([_bad_manifest(path, repr(got))])
    return told


def covers(claims: Path) -> tuple[date, date]:
    """The days of care the directory covers, half-open, as claims.json says; Faults when it does not."""
    told = manifest(claims).get("covers")
    try:
        first, end = (date.fromisoformat(day) for day in told)  # type: ignore[union-attr]
    except (TypeError, ValueError):
        first = end = date.min
    if first >= end:
        raise Faults([_bad_manifest(claims / MANIFEST, f"covers = {told!r}")])
    return first, end


def _bad_manifest(path: Path, received: str) -> Fault:
    return Fault(
        what="manifeste des données illisible ou incomplet",
        where=str(path),
        received=received,
        expected=f'{{"format": "{FORMAT}", "covers": ["AAAA-MM-JJ", "AAAA-MM-JJ"], …}}, dernier jour exclu',
        hint="écrire ce fichier, ou indiquer le répertoire d'un jeu de données complet",
    )


def write_manifest(claims: Path, told: Mapping[str, Any]) -> None:
    """Write claims.json."""
    text = json.dumps({"format": FORMAT, **told}, ensure_ascii=False, indent=2)
    (claims / MANIFEST).write_text(text + "\n", encoding="utf-8")


def part_path(claims: Path, table: str, year: int | None, bucket: int | None) -> Path:
    """Where a part of a table goes: `<table>.parquet`, or `<table>/year=YYYY/bucket=NN/part-0.parquet`."""
    if bucket is None:
        return claims / f"{table}.parquet"
    folder = claims / table if year is None else claims / table / f"year={year:04d}"
    return folder / f"bucket={bucket:02d}" / "part-0.parquet"


def write_cells(path: Path, table: str, cells: Mapping[str, Cells]) -> int:
    """Write the columns of a table to a new file (folders made); the bytes written."""
    schema = arrow_schema(TABLES[table])
    columns = [_column(cells[field.name], field.type) for field in schema]
    path.parent.mkdir(parents=True, exist_ok=True)
    counted = [name for name in schema.names if name in _COUNTED]
    pq.write_table(
        pa.Table.from_arrays(columns, schema=schema),
        path,
        row_group_size=ROW_GROUP,
        compression="zstd",
        compression_level=1,
        use_dictionary=[name for name in schema.names if name not in counted],
        column_encoding=dict.fromkeys(counted, "DELTA_BINARY_PACKED"),
        store_decimal_as_integer=True,
        store_schema=False,
    )
    return path.stat().st_size


def _column(cells: Cells, arrow: pa.DataType) -> pa.Array:
    """An Arrow array of the type: labels looked up, days as dates, cents as decimals."""
    values, missing = cells.values, cells.missing
    if cells.labels is not None:
        codes = pa.array(values, type=pa.int32(), mask=missing)
        return pa.array(cells.labels, type=arrow).take(codes)
    if pa.types.is_decimal(arrow):
        return _decimal(values, missing, arrow)
    if pa.types.is_date32(arrow):
        return pa.array(values, type=pa.int32(), mask=missing).view(arrow)
    return pa.array(values, type=arrow, mask=missing)


def _decimal(units: NDArray[np.int64], missing: NDArray[np.bool_] | None, arrow: pa.DataType) -> pa.Array:
    """Whole units (cents, thousandths) as decimals, bit for bit: the low and high halves of a 128-bit integer."""
    halves = np.empty((units.size, 2), dtype=np.int64)
    halves[:, 0] = units
    halves[:, 1] = units >> 63
    bitmap = None
    if missing is not None:
        bitmap = pa.py_buffer(np.packbits(~missing, bitorder="little").tobytes())
    return pa.Array.from_buffers(arrow, units.size, [bitmap, pa.py_buffer(halves)])
