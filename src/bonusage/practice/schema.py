"""The claims schema as typed data: tables, columns, types, keys, references, allowed codes and ranges.

Nothing is read or written here, and no engine is known: types are our own few names.
Next: desk/claims_store.py (where tables lie in a directory), desk/claims_check.py (what a directory breaks).
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The column types of the schema, spelled as DuckDB and Spark spell them (INT8 = one byte)."""

    INT8 = "INT8"
    INT16 = "INT16"
    INT32 = "INT32"
    INT64 = "INT64"
    BOOL = "BOOL"
    DATE = "DATE"
    VARCHAR = "VARCHAR"
    MONEY = "DECIMAL(11,2)"
    DOSE = "DECIMAL(9,3)"


class Column(NamedTuple):
    """One column. `refers` is the table whose key of one column holds its values; `pattern` is a whole-string regex."""

    name: str
    kind: Kind
    nullable: bool = False
    key: bool = False
    refers: str = ""
    low: int | None = None
    high: int | None = None
    codes: tuple[str, ...] = ()
    pattern: str = ""


class Table(NamedTuple):
    """One table. `care_day`: its day of care, for tables laid out by year; `span`: the columns of its period."""

    name: str
    columns: tuple[Column, ...]
    optional: bool = False
    care_day: str = ""
    span: tuple[str, str] | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the key columns, in schema order."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns, in schema order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


FORMAT = "claims-1"
BUCKET = 100_000
"""Patients per bucket: bucket NN holds patient_id in (NN * BUCKET, (NN + 1) * BUCKET]."""

ATC = r"[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?"
CCAM = r"[A-Z]{4}[0-9]{3}"
DEPARTMENT = r"[0-9][0-9AB][0-9]?"
PRACTICE_NUMBER = r"[0-9]{9}"
LETTER = r"[A-Z0-9+/]{1,7}"
ROLES = ("none", "originator", "generic")

_I8, _I16, _I32, _I64 = Kind.INT8, Kind.INT16, Kind.INT32, Kind.INT64
_DAY, _TEXT = Kind.DATE, Kind.VARCHAR


def _line(name: str) -> Column:
    return Column(name, _I64, key=True)


def _patient(*, key: bool = False) -> Column:
    return Column("patient_id", _I32, key=key, refers="patients")


def _physician(name: str, *, nullable: bool = False, key: bool = False) -> Column:
    return Column(name, _I32, nullable=nullable, key=key, refers="physicians")


def _department() -> Column:
    return Column("department", _TEXT, nullable=True, pattern=DEPARTMENT)


_PEOPLE = (
    Table(
        "patients",
        (
            Column("patient_id", _I32, key=True, low=1),
            Column("sex", _I8, low=1, high=2),
            Column("born_on", _DAY),
            Column("birth_precision", _I8, low=0, high=1),
            Column("died_on", _DAY, nullable=True),
            _department(),
        ),
    ),
    Table(
        "physicians",
        (
            Column("physician_id", _I32, key=True, low=1),
            Column("specialty", _I16, low=0, high=99),
            Column("practice_mode", _I8, nullable=True),
            Column("convention_sector", _I8, nullable=True),
            Column("installed_on", _DAY, nullable=True),
            Column("ceased_on", _DAY, nullable=True),
            _department(),
        ),
        span=("installed_on", "ceased_on"),
    ),
    Table(
        "practice_numbers",
        (
            Column("practice_number", _TEXT, key=True, pattern=PRACTICE_NUMBER),
            _physician("physician_id"),
            Column("valid_from", _DAY, key=True),
            Column("valid_to", _DAY, nullable=True),
        ),
        span=("valid_from", "valid_to"),
    ),
    Table(
        "registrations",
        (
            _patient(key=True),
            _physician("physician_id"),
            Column("start_on", _DAY, key=True),
            Column("end_on", _DAY, nullable=True),
            Column("origin", _I8, nullable=True),
        ),
        span=("start_on", "end_on"),
    ),
)

_CARE = (
    Table(
        "dispensations",
        (
            _line("line_id"),
            _patient(),
            _physician("prescriber_id", nullable=True),
            Column("dispenser_id", _I32, nullable=True, low=1),
            Column("dispensed_on", _DAY),
            Column("prescribed_on", _DAY, nullable=True),
            Column("cip13", _I64, refers="drugs"),
            Column("quantity", _I16),
            Column("amount", Kind.MONEY),
            Column("reimbursed", Kind.MONEY),
            Column("prescribed_by_mt", Kind.BOOL, nullable=True),
            Column("flow_month", _DAY),
            Column("source", _I8),
        ),
        care_day="dispensed_on",
    ),
    Table(
        "lab_tests",
        (
            _line("line_id"),
            _patient(),
            _physician("prescriber_id", nullable=True),
            Column("performed_on", _DAY),
            Column("nabm", _I16, low=1, high=9999),
            Column("quantity", _I16, low=1),
        ),
        care_day="performed_on",
    ),
    Table(
        "procedures",
        (
            _line("line_id"),
            _patient(),
            _physician("performer_id", nullable=True),
            _physician("prescriber_id", nullable=True),
            Column("performed_on", _DAY),
            Column("ccam", _TEXT, pattern=CCAM),
            Column("activity", _I8, low=1, high=5),
            Column("phase", _I8, low=0, high=9),
        ),
        care_day="performed_on",
    ),
    Table(
        "visits",
        (
            _line("line_id"),
            _patient(),
            _physician("performer_id"),
            Column("performed_on", _DAY),
            Column("act_code", _I16, low=1, high=9999),
            Column("act_letter", _TEXT, pattern=LETTER),
            Column("specialty", _I16, low=0, high=99),
        ),
        care_day="performed_on",
    ),
    Table(
        "care_sheets",
        (
            _line("sheet_id"),
            _physician("performer_id"),
            _patient(),
            Column("issued_on", _DAY),
            Column("electronic", Kind.BOOL),
            Column("exclusion", _I8, low=0, high=4),
        ),
        care_day="issued_on",
    ),
)

_REFERENCE = (
    Table(
        "long_term_conditions",
        (
            _patient(key=True),
            Column("ald_number", _I8, key=True, low=1, high=32),
            Column("icd10", _TEXT, nullable=True),
            Column("start_on", _DAY, key=True),
            Column("end_on", _DAY, nullable=True),
        ),
        span=("start_on", "end_on"),
    ),
    Table(
        "drugs",
        (
            Column("cip13", _I64, key=True, low=3_400_000_000_000, high=3_409_999_999_999),
            Column("valid_from", _DAY, key=True),
            Column("valid_to", _DAY, nullable=True),
            Column("atc", _TEXT, pattern=ATC),
            Column("generic_group", _I32, nullable=True, low=1),
            Column("generic_role", _TEXT, codes=ROLES),
            Column("units_per_box", _I16, nullable=True, low=1),
            Column("ddd_per_box", Kind.DOSE, nullable=True, low=0),
            Column("large_pack", Kind.BOOL),
        ),
        span=("valid_from", "valid_to"),
    ),
    Table(
        "declarations",
        (
            _physician("physician_id", key=True),
            Column("indicator", _TEXT, key=True),
            Column("period", _TEXT, key=True),
            Column("numerator", _I64, low=0),
            Column("denominator", _I64, low=0),
        ),
        optional=True,
    ),
    Table(
        "code_sets",
        (
            Column("set_id", _TEXT, key=True),
            Column("system", _TEXT),
            Column("code", _TEXT, key=True),
            Column("valid_from", _DAY, key=True),
            Column("valid_to", _DAY, nullable=True),
            Column("source", _TEXT),
            Column("hash", _TEXT),
        ),
        optional=True,
        span=("valid_from", "valid_to"),
    ),
    Table(
        "intake_log",
        (
            Column("table", _TEXT, key=True),
            Column("flow_month", _DAY, key=True),
            Column("rows_read", _I64, low=0),
            Column("rows_cancelled", _I64, low=0),
            Column("rows_kept", _I64, low=0),
            Column("cut_off", _DAY),
            Column("hash", _TEXT),
        ),
        optional=True,
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in (*_PEOPLE, *_CARE, *_REFERENCE)}
"""Every table of the schema by name, in the order of the design."""

UNSPANNED = ("drugs", "registrations", "practice_numbers")
"""Tables whose periods may not overlap: a patient has one registration, a drug one version, a number one doctor."""


def bucket_of(patient_id: int) -> int:
    """Bucket of a patient (ids begin at 1): (patient_id - 1) // BUCKET."""
    return (patient_id - 1) // BUCKET
