"""Professionals and adhesions: professionals.csv and the file of adhesions, read with every fault, made into cases.

What an adhesion means is remuneration/case.py's affair; results come from results.py.
Next: settlement.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from bonusage.desk.results import Results
from bonusage.desk.tables import Cells, places, read_table
from bonusage.instruments.model import Gate, Indicator, Instrument
from bonusage.remuneration.case import Adhesion, Case, Result, Status
from bonusage.remuneration.population import (
    Adhesions,
    Population,
    Professionals,
    Ratios,
    day_number,
    population_of,
)
from bonusage.values.fault import Fault, Faults

SHOWN = 20
REQUIRED = ("professional", "list_size", "conventioned_from", "conventioned_to")
OPTIONAL = ("treating_doctor", "declared_on")
ADHESION_COLUMNS = ("professional", "instrument", "from", "to", "status")
STATUSES = ("adhered", "ended", "refused")


@dataclass(frozen=True, slots=True)
class People:
    """The rows of professionals.csv as parallel columns; `declared` holds the ratios they declared."""

    professional: Sequence[str]
    list_size: Sequence[int]
    conventioned_from: Sequence[dt.date]
    conventioned_to: Sequence[dt.date | None]
    treating_doctor: Sequence[bool]
    declared_on: Sequence[dt.date | None]
    proofs: Mapping[str, Sequence[bool | None]]
    since: Mapping[str, Sequence[dt.date | None]]
    declared: Mapping[tuple[str, str], Result]


def declared_columns(instrument: Instrument) -> tuple[str, ...]:
    """The columns of professionals.csv that an instrument asks for, indicators then gates."""
    found = [name for one in instrument.indicators for name in one.columns]
    return (*found, *(gate.id for gate in instrument.gates if gate.origin == "declaration"))


def read_professionals(path: Path, instrument: Instrument) -> People:
    """professionals.csv for an instrument; Faults lists every faulty cell."""
    cells = read_table(path, REQUIRED, (*OPTIONAL, *declared_columns(instrument)), "professionnels")
    names = cells.texts("professional")
    _names(cells, names)
    sizes, _ = cells.counts("list_size")
    starts = cells.days("conventioned_from", blank=False)
    ends = cells.days("conventioned_to", blank=True)
    for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start and end and end <= start:
            cells.fault("fin avant le début", row, "conventioned_to", str(end), f"une date après {start}")
    present = set(cells.table.column_names)
    treating = cells.flags("treating_doctor") if "treating_doctor" in present else [True] * len(names)
    declared_on = cells.days("declared_on", blank=True) if "declared_on" in present else [None] * len(names)
    proofs, since = _proofs(cells, instrument, present)
    declared = _declared(cells, instrument, present, names)
    cells.require_sound()
    cells.warn_unended()
    return People(
        names,
        sizes.tolist(),
        cast(list[dt.date], starts),
        ends,
        [value is not False for value in treating],
        declared_on,
        proofs,
        since,
        declared,
    )


def _names(cells: Cells, names: Sequence[str]) -> None:
    seen: dict[str, int] = {}
    for row, name in enumerate(names):
        if (
            name != name.strip()
            or not name.isprintable()
            or len(name) > 100
            or not name
            or {"|", "/"} & set(name)
            or name[0] == "."
        ):
            expected = "un identifiant de 100 caractères au plus, sans espace autour, sans | ni /, sans point au début"
            cells.fault("identifiant de professionnel mal formé", row, "professional", name, expected)
        elif seen.setdefault(name, row) != row:
            first = cells.line(seen[name])
            cells.fault("professionnel en double", row, "professional", name, f"une seule ligne (déjà ligne {first})")


def _proofs(
    cells: Cells, instrument: Instrument, present: Collection[str]
) -> tuple[dict[str, Sequence[bool | None]], dict[str, Sequence[dt.date | None]]]:
    every: list[Indicator | Gate] = [*instrument.indicators, *instrument.gates]
    ids = [one.id for one in every if one.kind == "proof" and one.origin == "declaration"]
    proofs: dict[str, Sequence[bool | None]] = {id: cells.flags(id) for id in ids if id in present}
    since: dict[str, Sequence[dt.date | None]] = {
        id: cells.days(f"{id}_since", blank=True) for id in ids if f"{id}_since" in present
    }
    return proofs, since


def _declared(
    cells: Cells, instrument: Instrument, present: Collection[str], names: Sequence[str]
) -> dict[tuple[str, str], Result]:
    found: dict[tuple[str, str], Result] = {}
    for one in instrument.indicators:
        pair = [name for name in one.columns if name in present]
        if one.kind == "proof" or not pair:
            continue
        if len(pair) == 1:
            cells.column_fault("colonne manquante", one.id, f"{pair[0]} seule", " et ".join(one.columns))
            continue
        above, has_above = cells.counts(pair[0], blank=True)
        below, has_below = cells.counts(pair[1], blank=True)
        cells.fault_rows(has_above & ~has_below, "déclaration incomplète", pair[1], "deux nombres, ou aucun")
        cells.fault_rows(has_below & ~has_above, "déclaration incomplète", pair[0], "deux nombres, ou aucun")
        told = has_above & has_below & ~cells.unsound
        lone = told & (below == 0) & (above > 0)
        cells.fault_rows(lone, "dénominateur nul", pair[1], "un dénominateur, ou un numérateur nul aussi")
        if one.kind == "proportion":
            over = told & (below > 0) & (above > below)
            cells.fault_rows(over, "numérateur au-dessus du dénominateur", pair[0], f"au plus {pair[1]}")
        for row in np.flatnonzero(has_above & has_below).tolist():
            found[names[row], one.id] = Result(int(above[row]), int(below[row]))
    return found


def read_adhesions(
    path: Path, people: People, known: Collection[str], instrument: Instrument
) -> dict[str, list[Adhesion]]:
    """The rows of an instrument in a file of adhesions, by professional; `known` are the instruments that exist."""
    cells = read_table(path, ADHESION_COLUMNS, (), "adhésions")
    starts, ends = cells.days("from", blank=False), cells.days("to", blank=True)
    of, there = cells.texts("instrument"), set(people.professional)
    found: dict[str, list[Adhesion]] = {}
    seen: dict[tuple[str, str, dt.date | None], int] = {}
    for row, (name, status) in enumerate(zip(cells.texts("professional"), cells.texts("status"), strict=True)):
        start, end = starts[row], ends[row]
        if name not in there:
            cells.fault("professionnel inconnu", row, "professional", name, "un professionnel de professionals.csv")
        if of[row] not in known:
            cells.fault("contrat inconnu", row, "instrument", of[row], "un de : " + ", ".join(sorted(known)))
        if status not in STATUSES:
            cells.fault("statut inconnu", row, "status", status, ", ".join(STATUSES))
        if start and end and end <= start:
            cells.fault("fin avant le début", row, "to", str(end), f"une date après {start}")
        if (first := seen.setdefault((name, of[row], start), row)) != row and start:
            said = f"{name}, {of[row]}, {start}"
            cells.fault("adhésion en double", row, "professional, instrument, from", said,
                        f"une seule ligne (déjà ligne {cells.line(first)})", "garder l'une des deux")  # fmt: skip
        if start and of[row] == instrument.id:
            found.setdefault(name, []).append(Adhesion(start, end, cast(Status, status)))
    cells.require_sound()
    cells.warn_unended()
    return found


def require_known(results: Results, people: People, path: Path) -> None:
    """Faults for results of professionals that professionals.csv does not have, or of indicators that they declared."""
    there, first = set(people.professional), dict[str, int]()
    for row, name in enumerate(results.professional):
        if name not in there:
            first.setdefault(name, row)
    keys = enumerate(zip(results.professional, results.indicator, strict=True))
    twice = [(row, key) for row, key in keys if key in people.declared]
    where = places(path, [*first.values(), *(row for row, _ in twice)]) if first or twice else []
    faults = [
        Fault("professionnel inconnu", f"{place}, professional", name, "un professionnel de professionals.csv",
              "l'ajouter à professionals.csv, ou retirer ses résultats")
        for place, name in zip(where, first, strict=False)
    ]  # fmt: skip
    faults += [
        Fault("mesuré et déclaré", f"{place}, indicator", f"{name}, {id}", "un résultat ou une déclaration, pas les deux",
              "retirer la ligne des résultats, ou vider la déclaration dans professionals.csv")
        for place, (_, (name, id)) in zip(where[len(first) :], twice, strict=True)
    ]  # fmt: skip
    if faults:
        raise Faults(faults[:SHOWN], len(faults))


def cases(people: People, results: Results, adhesions: Mapping[str, Sequence[Adhesion]]) -> list[Case]:
    """One case a professional, in the order of professionals.csv."""
    of: dict[str, dict[str, Result]] = {name: {} for name in people.professional}
    based = zip(
        results.has_baseline.tolist(),
        results.baseline_numerator.tolist(),
        results.baseline_denominator.tolist(),
        strict=True,
    )
    counts = zip(results.numerator.tolist(), results.denominator.tolist(), based, strict=True)
    for name, id, (n, d, (has, bn, bd)) in zip(results.professional, results.indicator, counts, strict=True):
        of[name][id] = Result(n, d, bn, bd) if has else Result(n, d)
    for (name, id), declared in people.declared.items():
        of[name][id] = declared
    return [
        Case(
            professional=name,
            list_size=people.list_size[row],
            conventioned_from=people.conventioned_from[row],
            conventioned_to=people.conventioned_to[row],
            treating_doctor=people.treating_doctor[row],
            results=of[name],
            proofs={id: column[row] for id, column in people.proofs.items()},
            since={id: day for id, column in people.since.items() if (day := column[row]) is not None},
            adhesions=tuple(adhesions.get(name, ())),
            declared_on=people.declared_on[row],
        )
        for row, name in enumerate(people.professional)
    ]


def population(
    instrument: Instrument, people: People, results: Results, adhesions: Mapping[str, Sequence[Adhesion]]
) -> Population:
    """The same as columns of integers, for the set-based engine."""
    rows = [(name, one) for name, spans in adhesions.items() for one in spans]
    declared = list(people.declared.items())
    extra = np.zeros(len(declared), np.int64)
    ratios = Ratios(
        professional=[*results.professional, *(name for (name, _), _ in declared)],
        indicator=[*results.indicator, *(id for (_, id), _ in declared)],
        numerator=np.append(results.numerator, np.array([one.numerator for _, one in declared], np.int64)),
        denominator=np.append(results.denominator, np.array([one.denominator for _, one in declared], np.int64)),
        baseline_numerator=np.append(results.baseline_numerator, extra),
        baseline_denominator=np.append(results.baseline_denominator, extra),
        has_baseline=np.append(results.has_baseline, extra.astype(bool)),
    )
    professionals = Professionals(
        professional=people.professional,
        list_size=np.array(people.list_size, np.int64),
        conventioned_from=_days(people.conventioned_from),
        conventioned_to=_days(people.conventioned_to),
        treating_doctor=np.array(people.treating_doctor, np.bool_),
        proofs={
            id: np.array([-1 if value is None else int(value) for value in column], np.int8)
            for id, column in people.proofs.items()
        },
        since={id: _days(column) for id, column in people.since.items()},
    )
    spans = Adhesions(
        professional=[name for name, _ in rows],
        start=_days([one.start for _, one in rows]),
        end=_days([one.end for _, one in rows]),
        refused=np.array([one.status == "refused" for _, one in rows], np.bool_),
    )
    return population_of(instrument, professionals, ratios, spans)


def _days(days: Sequence[dt.date | None]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([day_number(day) for day in days], np.int64)
