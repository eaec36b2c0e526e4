"""Measuring an instrument: its questions, its period and the days the claims cover, handed to the engine.

Counting is engine.py's affair; here its errors become faults, and professionals.csv says whose results are kept.
Next: engine.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from bonusage.desk import claims_store
from bonusage.desk.engine import Counts, Progress, measure_claims
from bonusage.desk.report import counted
from bonusage.desk.results import Results, results_of
from bonusage.desk.tables import read_table
from bonusage.desk.tables_csv import header
from bonusage.instruments.model import Instrument
from bonusage.practice.query import Question, Questionnaire, windows
from bonusage.practice.schema import TABLES
from bonusage.values.fault import EnvironmentFault, Fault, Faults
from bonusage.values.period import Period, french_date

ENGINES = ("duckdb", "spark", "reference")
CHECK = "bonusage claims check dit tout ce qui ne va pas"


def questionnaire_of(instrument: Instrument, period: Period) -> Questionnaire:
    """The measured indicators and gates of an instrument, as questions for a period."""
    asked = tuple(Question(one.id, one.measure) for one in instrument.measured() if one.measure is not None)
    return Questionnaire(asked, period, instrument.repertoire_on(period))


def measured(
    claims: Path,
    instrument: Instrument,
    period: Period,
    baseline: Period | None,
    engine: str = "duckdb",
    threads: int | None = None,
    told: Progress | None = None,
) -> Results:
    """Results of the professionals of the claims directory (of every physician where it has no professionals.csv).

    Faults when the engine is unknown, the claims do not cover the period, or a campaign has no dates for it.
    """
    require_engine(engine)
    covered = coverage(claims)
    for asked in (period, baseline):
        if asked is not None:
            _require_covered(claims, covered, asked)
            _require_campaigns(instrument, asked)
    counts = _counts(claims, questionnaire_of(instrument, period), engine, threads, told)
    before = _counts(claims, questionnaire_of(instrument, baseline), engine, threads) if baseline else None
    return results_of(counts, before, _known(claims, counts))


def require_engine(engine: str) -> None:
    """Faults for an engine that does not exist; whether it is installed is for engine.py to say."""
    if engine not in ENGINES:
        raise Faults([Fault("moteur inconnu", "--engine", engine, "un de : " + ", ".join(ENGINES))])


def _counts(
    claims: Path, questionnaire: Questionnaire, engine: str, threads: int | None, told: Progress | None = None
) -> Counts:
    """What the engine counts; its own errors said as faults: of the claims, or of memory and disk."""
    try:
        return measure_claims(claims, questionnaire, engine, threads, told)
    except duckdb.OutOfMemoryException:
        hint = "libérer de la mémoire ou de la place, ou demander moins de fils (--threads 1)"
        raise EnvironmentFault(
            Fault("mémoire ou disque insuffisant", str(claims), "", "de la place pour compter", hint)
        ) from None
    except duckdb.Error as wrong:
        said = str(wrong).splitlines()[0][:160]
        expected = "des tables entières, aux colonnes du schéma"
        unread = Fault("remboursements illisibles", str(claims), said, expected, CHECK)
        raise Faults(list(_table_faults(claims)) or [unread]) from None


def _table_faults(claims: Path) -> Iterator[Fault]:
    """What the footers of the tables tell: files cut, columns missing or of another type."""
    for name, table in TABLES.items():
        for path in claims_store.table_files(claims, name):
            try:
                types, _ = claims_store.footer(path)
            except PermissionError:
                raise
            except (pa.ArrowException, OSError):
                said = f"{counted(path.stat().st_size, 'octet')}, incomplets ou abîmés"
                yield Fault("fichier Parquet illisible", str(path), said, "un fichier Parquet entier", CHECK)
                continue
            for column in table.columns:
                if (found := types.get(column.name)) != column.kind:
                    what = "colonne manquante" if found is None else "mauvais type de colonne"
                    yield Fault(what, f"{path}, {column.name}", found or "rien", column.kind.value, CHECK)


def _known(claims: Path, counts: Counts) -> list[str] | None:
    """The professionals of professionals.csv, who must be physicians of the claims; None where there is no such file."""
    people = claims / claims_store.PROFESSIONALS
    if not people.is_file():
        return None
    cells = read_table(people, ("professional",), header(people, "professionnels"), "professionnels")
    names, there = cells.texts("professional"), set(map(str, counts.physicians.tolist()))
    for row, name in enumerate(names):
        if name not in there:
            cells.fault("professionnel inconnu", row, "professional", name, "un médecin de la table physicians", CHECK)
    cells.require_sound()
    return names


def require_claims(claims: Path) -> None:
    """Faults when the claims directory is not there."""
    if not claims.is_dir():
        received = "un fichier" if claims.exists() else "rien"
        raise Faults(
            [Fault("répertoire de remboursements absent", str(claims), received, "un répertoire de remboursements",
                   "bonusage claims sample en invente un")]
        )  # fmt: skip


def coverage(claims: Path) -> Period:
    """The days that the claims cover: claims.json says it; without it, from the first to the last dispensation."""
    require_claims(claims)
    if (claims / claims_store.MANIFEST).is_file():
        return Period(*claims_store.covers(claims))
    files = claims_store.table_files(claims, "dispensations")
    place = str(claims / "dispensations")
    if not files:
        raise Faults([Fault("table absente", place, "aucun fichier", "des dispensations", CHECK)])
    with duckdb.connect() as connection:
        asked = f"SELECT min(dispensed_on), max(dispensed_on) + 1 FROM {claims_store.relation(files)}"
        try:
            found = connection.execute(asked).fetchone()
        except duckdb.Error:
            said = counted(len(files), "fichier")
            raise Faults(
                [Fault("dispensations illisibles", place, said, "des fichiers Parquet entiers", CHECK)]
            ) from None
    if not found or found[0] is None:
        raise Faults([Fault("aucune dispensation", place, "0 ligne", "au moins une ligne", CHECK)])
    return Period(*found)


def covers(claims: Path, period: Period) -> bool:
    """Do the claims cover every day of the period?"""
    covered = coverage(claims)
    return covered.start <= period.start and period.end <= covered.end


def _require_covered(claims: Path, covered: Period, period: Period) -> None:
    if not (covered.start <= period.start and period.end <= covered.end):
        said = f"du {french_date(covered.start)} au {french_date(covered.last_day)}"
        raise Faults(
            [Fault("période hors des données", str(claims), period.name, f"une période dans les données : {said}",
                   "choisir une autre période, ou des données plus longues")]
        )  # fmt: skip


def _require_campaigns(instrument: Instrument, period: Period) -> None:
    try:
        for question in questionnaire_of(instrument, period).questions:
            for window in windows(question.measure):
                window.span(period)
    except ValueError as wrong:
        hint = f"ajouter une ligne {period.name} = {{ start, end, confidence, source }} à la campagne"
        raise Faults(
            [
                Fault(
                    "campagne sans dates",
                    f"{instrument.id}, [campaigns]",
                    str(wrong),
                    f"des dates pour {period.name}",
                    hint,
                )
            ]
        ) from None
