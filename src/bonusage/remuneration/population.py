"""A population: what is known of many professionals, as columns of integers, and how cases become such columns.

No amount and no day of a period is computed here (due_all.py, days_all.py); days are counted from 1970-01-01.
Next: days_all.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from bonusage.instruments.model import Instrument
from bonusage.remuneration.case import Adhesion, Case, Result

Int64 = NDArray[np.int64]
Int8 = NDArray[np.int8]
Bool = NDArray[np.bool_]
Column = TypeVar("Column", bound=NDArray[Any])

EPOCH: Final = dt.date(1970, 1, 1)
OPEN: Final = 2**31 - 1
"""The day of an end that is not set; also of a purchase that is not dated."""


class Ratios(NamedTuple):
    """Counted or declared ratios as parallel columns, one row a (professional, indicator or measured gate).

    `has_baseline` says where the two baseline columns mean something; None: nowhere.
    """

    professional: Sequence[str]
    indicator: Sequence[str]
    numerator: Int64
    denominator: Int64
    baseline_numerator: Int64 | None = None
    baseline_denominator: Int64 | None = None
    has_baseline: Bool | None = None


class Adhesions(NamedTuple):
    """The rows of the adhesions as parallel columns: days, `end` excluded (OPEN: none); `refused` else adhered."""

    professional: Sequence[str]
    start: Int64
    end: Int64
    refused: Bool


class Professionals(NamedTuple):
    """Professionals as parallel columns; days, OPEN where there is none.

    `proofs`, by indicator or gate: -1 not declared, 0, 1. `since`, by indicator: day of purchase.
    """

    professional: Sequence[str]
    list_size: Int64
    conventioned_from: Int64
    conventioned_to: Int64
    treating_doctor: Bool
    proofs: Mapping[str, Int8]
    since: Mapping[str, Int64]


@dataclass(frozen=True, slots=True)
class Population:
    """N professionals in columns. Ratios and proofs are (K, N) and (M, N) tables, one row an id of `*_ids`.

    Integers are >= 0 and zero where their mask is false; a baseline is there only with a denominator.
    `adhesion_row` is the position of the professional of each row of the adhesions.
    """

    professionals: tuple[str, ...]
    list_size: Int64
    conventioned_from: Int64
    conventioned_to: Int64
    treating_doctor: Bool
    adhesion_row: Int64
    adhesion_start: Int64
    adhesion_end: Int64
    adhesion_refused: Bool
    ratio_ids: tuple[str, ...]
    has_result: Bool
    numerator: Int64
    denominator: Int64
    has_baseline: Bool
    baseline_numerator: Int64
    baseline_denominator: Int64
    proof_ids: tuple[str, ...]
    proof: Int8
    since: Int64

    def __post_init__(self) -> None:
        """ValueError for a column that is not whole numbers, or a negative count: the desk has named the line."""
        for field in fields(self):
            column = getattr(self, field.name)
            if isinstance(column, np.ndarray) and column.dtype not in (np.int64, np.int8, np.bool_):
                raise ValueError(f"{field.name}: {column.dtype}")
        for name in ("list_size", "numerator", "denominator", "baseline_numerator", "baseline_denominator"):
            column = getattr(self, name)
            if column.size and int(column.min()) < 0:
                raise ValueError(f"{name}: a negative count")

    def __len__(self) -> int:
        return len(self.professionals)


def day_number(day: dt.date | None) -> int:
    """Days since 1970-01-01; OPEN for None."""
    return OPEN if day is None else (day - EPOCH).days


def ratio_ids(instrument: Instrument) -> tuple[str, ...]:
    """The ids that have a ratio: indicators that are no proof, then gates with a threshold."""
    gates = tuple(gate.id for gate in instrument.gates if gate.at_least is not None)
    return tuple(one.id for one in instrument.indicators if one.kind != "proof") + gates


def proof_ids(instrument: Instrument) -> tuple[str, ...]:
    """The ids that have a proof: indicators, then gates without a threshold."""
    gates = tuple(gate.id for gate in instrument.gates if gate.at_least is None)
    return tuple(one.id for one in instrument.indicators if one.kind == "proof") + gates


def population_of(
    instrument: Instrument, people: Professionals, ratios: Ratios, adhesions: Adhesions | None = None
) -> Population:
    """The population of plain columns. Unknown ids and professionals are KeyErrors: the desk has told its faults."""
    position = {name: row for row, name in enumerate(people.professional)}
    ids = ratio_ids(instrument)
    rank = {id: row for row, id in enumerate(ids)}
    cell = (
        np.fromiter((rank[id] for id in ratios.indicator), np.int64, len(ratios.indicator)),
        np.fromiter((position[name] for name in ratios.professional), np.int64, len(ratios.professional)),
    )
    shape = (len(ids), len(position))
    based = _based(ratios)
    named = () if adhesions is None else adhesions.professional
    rows = np.fromiter((position[name] for name in named), np.int64, len(named))
    proofs = proof_ids(instrument)
    return Population(
        professionals=tuple(people.professional),
        list_size=people.list_size,
        conventioned_from=people.conventioned_from,
        conventioned_to=people.conventioned_to,
        treating_doctor=people.treating_doctor,
        adhesion_row=rows,
        adhesion_start=_none() if adhesions is None else adhesions.start,
        adhesion_end=_none() if adhesions is None else adhesions.end,
        adhesion_refused=_none().astype(np.bool_) if adhesions is None else adhesions.refused,
        ratio_ids=ids,
        has_result=_spread(np.ones(len(cell[0]), np.bool_), cell, shape),
        numerator=_spread(ratios.numerator, cell, shape),
        denominator=_spread(ratios.denominator, cell, shape),
        has_baseline=_spread(based, cell, shape),
        baseline_numerator=_spread(_kept(ratios.baseline_numerator, based), cell, shape),
        baseline_denominator=_spread(_kept(ratios.baseline_denominator, based), cell, shape),
        proof_ids=proofs,
        proof=_table(people.proofs, proofs, np.zeros(len(position), np.int8), -1),
        since=_table(people.since, proofs, people.list_size, OPEN),
    )


def population_of_cases(instrument: Instrument, cases: Sequence[Case]) -> Population:
    """The population of cases, in their order; ids that the instrument does not have are left out."""
    ratios = ratio_ids(instrument)
    proofs = proof_ids(instrument)
    names = tuple(case.professional for case in cases)
    found = [(case.professional, id, case.results[id]) for case in cases for id in ratios if id in case.results]
    rows = [(case.professional, row) for case in cases for row in case.adhesions]
    people = Professionals(
        professional=names,
        list_size=_int64(case.list_size for case in cases),
        conventioned_from=_int64(day_number(case.conventioned_from) for case in cases),
        conventioned_to=_int64(day_number(case.conventioned_to) for case in cases),
        treating_doctor=np.array([case.treating_doctor for case in cases], np.bool_),
        proofs={id: np.array([_proof(case, id) for case in cases], np.int8) for id in proofs},
        since={id: _int64(day_number(case.since.get(id)) for case in cases) for id in proofs},
    )
    return population_of(instrument, people, _ratios(found), _adhesions(rows))


def _proof(case: Case, id: str) -> int:
    value = case.proofs.get(id)
    return -1 if value is None else int(value)


def _ratios(found: Sequence[tuple[str, str, Result]]) -> Ratios:
    full = [one.baseline_numerator is not None and one.baseline_denominator is not None for _, _, one in found]
    return Ratios(
        professional=[name for name, _, _ in found],
        indicator=[id for _, id, _ in found],
        numerator=_int64(one.numerator for _, _, one in found),
        denominator=_int64(one.denominator for _, _, one in found),
        baseline_numerator=_int64(one.baseline_numerator or 0 for _, _, one in found),
        baseline_denominator=_int64(one.baseline_denominator or 0 for _, _, one in found),
        has_baseline=np.array(full, np.bool_),
    )


def _adhesions(rows: Sequence[tuple[str, Adhesion]]) -> Adhesions:
    return Adhesions(
        professional=[name for name, _ in rows],
        start=_int64(day_number(row.start) for _, row in rows),
        end=_int64(day_number(row.end) for _, row in rows),
        refused=np.array([row.status == "refused" for _, row in rows], np.bool_),
    )


def _int64(values: Iterable[int]) -> Int64:
    return np.array(list(values), np.int64)  # OverflowError on what does not fit


def _none() -> Int64:
    return np.zeros(0, np.int64)


def _based(ratios: Ratios) -> Bool:
    """Where a baseline can be used: given, with a denominator."""
    if ratios.has_baseline is None or ratios.baseline_denominator is None:
        return np.zeros(len(ratios.indicator), np.bool_)
    return ratios.has_baseline & (ratios.baseline_denominator > 0)


def _kept(column: Int64 | None, based: Bool) -> Int64:
    zero = np.zeros(len(based), np.int64)
    return zero if column is None else np.where(based, column, zero)


def _spread(values: Column, cell: tuple[Int64, Int64], shape: tuple[int, int]) -> Column:
    """A table of zeros with each value in its cell (row of the id, column of the professional)."""
    table = np.zeros(shape, values.dtype)
    table[cell] = values
    return cast(Column, table)


def _table(columns: Mapping[str, Column], ids: tuple[str, ...], like: Column, absent: int) -> Column:
    """One row an id; a missing column is `absent` everywhere."""
    return cast(
        Column,
        np.array([columns.get(id, np.full_like(like, absent)) for id in ids], like.dtype).reshape(len(ids), len(like)),
    )
