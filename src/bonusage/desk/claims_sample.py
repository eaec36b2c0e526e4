"""Writes a directory of sample claims: beside its place, then renamed, so that no half-written sample is taken for one.

What is drawn is decided in practice/sample.py; the layout and the types in desk/claims_store.py.
Next: desk/claims_check.py (every sample written passes it).
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bonusage.desk.claims_store import PROFESSIONALS, part_path, write_cells, write_manifest
from bonusage.practice import sample
from bonusage.practice.sample_chance import Ints, Part
from bonusage.practice.sample_professionals import COLUMNS
from bonusage.values.fault import EnvironmentFault, Fault, Faults

Progress = Callable[[int, int], None]
"""Called with (chunks written, chunks in all)."""

_AHEAD = 3
"""Parts drawn ahead of the one being written: what bounds memory."""


@dataclass
class Written:
    """What was written: rows of each table, bytes of all files."""

    rows: dict[str, int] = field(default_factory=dict)
    size: int = 0


def write_sample(
    patients: int,
    gps: int,
    first_year: int,
    last_year: int,
    seed: int,
    out: Path,
    progress: Progress | None = None,
) -> Written:
    """Write a sample to `out` (absent or empty); the same arguments give the same bytes.

    Raises Faults when a size is senseless or `out` holds something, EnvironmentFault when it cannot be written.
    """
    _refuse_senseless(patients, gps, first_year, last_year, seed)
    _refuse_taken(out)
    place = out.resolve()
    beside = place.with_name(place.name + ".partial")
    planned = sample.plan(patients, gps, first_year, last_year, seed)
    try:
        if beside.exists():
            shutil.rmtree(beside)
        beside.mkdir(parents=True)
        written = _write_all(planned, beside, progress or (lambda done, total: None))
        if place.exists():
            place.rmdir()
        beside.rename(place)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        if isinstance(error, OSError):
            hint = "faire de la place, ou vérifier les droits d'écriture"
            fault = Fault("écriture du jeu d'essai impossible", str(beside), str(error), "un disque libre", hint)
            raise EnvironmentFault(fault) from error
        raise
    return written


def _write_all(planned: sample.Plan, beside: Path, progress: Progress) -> Written:
    """Draw in this thread, write in another: the two halves of the work take about as long."""
    written, counts = Written(), dict[str, Ints]()
    with ThreadPoolExecutor(1) as writer:
        waiting: list[Future[int]] = []
        for part in _parts(planned, progress):
            sample.add_counts(counts, part)
            written.rows[part.table] = written.rows.get(part.table, 0) + part.rows
            waiting.append(writer.submit(_write, beside, part))
            while len(waiting) > _AHEAD:
                written.size += waiting.pop(0).result()
        written.size += sum(one.result() for one in waiting)
    log = sample.intake_log_part(planned, counts)
    written.rows[log.table] = log.rows
    written.size += _write(beside, log)
    _write_professionals(planned, counts, beside)
    _write_manifest(planned, written, beside)
    return written


def _parts(planned: sample.Plan, progress: Progress) -> Iterator[Part]:
    yield from sample.reference_parts(planned)
    for chunk in range(planned.chunks):
        progress(chunk, planned.chunks)
        yield from sample.chunk_parts(planned, chunk)
    progress(planned.chunks, planned.chunks)


def _write(beside: Path, part: Part) -> int:
    return write_cells(part_path(beside, part.table, part.year, part.bucket), part.table, part.cells)


def _write_professionals(planned: sample.Plan, counts: dict[str, Ints], beside: Path) -> None:
    with (beside / PROFESSIONALS).open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        rows.writeheader()
        rows.writerows(sample.professionals_rows(planned, counts))


def _write_manifest(planned: sample.Plan, written: Written, beside: Path) -> None:
    first, end = planned.covers
    doctors = planned.scene.doctors
    write_manifest(
        beside,
        {
            "covers": [first.isoformat(), end.isoformat()],
            "seed": planned.scene.seed,
            "patients": planned.patients,
            "physicians": doctors.gps,
            "specialists": doctors.count - doctors.gps,
            "synthetic": "Personnes, médecins et médicaments inventés : aucune donnée réelle.",
            "rows": dict(sorted(written.rows.items())),
        },
    )


def _refuse_senseless(patients: int, gps: int, first_year: int, last_year: int, seed: int) -> None:
    """Faults for sizes no sample can have."""
    years = last_year - first_year + 1
    wrong = [
        Fault("taille du jeu d'essai impossible", where, str(received), expected)
        for where, received, expected, fits in (
            ("--patients", patients, "un entier de 1 à 100 000 000", 1 <= patients <= 100_000_000),
            ("--physicians", gps, "un entier de 1 à 1 000 000", 1 <= gps <= 1_000_000),
            ("--seed", seed, "un entier positif ou nul", seed >= 0),
            (
                "--years",
                f"{first_year}-{last_year}",
                f"de 1 à {sample.MOST_YEARS} années de 1990 à 2100, la première d'abord",
                1 <= years <= sample.MOST_YEARS and first_year >= 1990 and last_year <= 2100,
            ),
        )
        if not fits
    ]
    if wrong:
        raise Faults(wrong)


def _refuse_taken(out: Path) -> None:
    """Faults when the place holds a file, or a folder that is not empty."""
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        raise Faults(
            [
                Fault(
                    "le répertoire de sortie contient déjà quelque chose",
                    str(out),
                    expected="un répertoire absent ou vide",
                    hint="choisir un autre répertoire, ou vider celui-ci soi-même : rien n'est écrasé",
                )
            ]
        )
