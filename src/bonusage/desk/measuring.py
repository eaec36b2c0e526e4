"""Measuring an instrument: its questions, its period and the days the claims cover, handed to the engine.

Counting is engine.py's affair; here its errors become faults, and professionals.csv says whose results are kept.
Next: engine.py.
"""

from __future__ import annotations

import datetime as dt
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
from bonusage.practice.compile import spans
from bonusage.practice.plan import lookback, plans
from bonusage.practice.query import Episodes, Question, Questionnaire, windows
from bonusage.practice.schema import TABLES, Table
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
            _require_years(claims, covered, questionnaire_of(instrument, asked))
    _require_types(claims)
    counts = _counts(claims, questionnaire_of(instrument, period), engine, threads, told)
    before = _counts(claims, questionnaire_of(instrument, baseline), engine, threads) if baseline else None
    found = results_of(counts, before, _known(claims, counts))
    return found.without_baseline(short_windows(instrument, baseline, covered)) if baseline else found


def short_windows(instrument: Instrument, period: Period, covered: Period) -> dict[str, dt.date]:
    """Indicators whose windows begin before the claims do, and the day from which they would need them."""
    short: dict[str, dt.date] = {}
    for question in questionnaire_of(instrument, period).questions:
        starts = [window.span(period).start for window in windows(question.measure)]
        if isinstance(question.measure, Episodes):
            starts.append(lookback(question.measure, period).start)
        if starts and min(starts) < covered.start:
            short[question.id] = min(starts)
    return short


def window_notices(claims: Path, instrument: Instrument, period: Period, baseline: Period | None) -> list[str]:
    """What the days that the claims lack do to the results, one sentence an indicator."""
    covered = coverage(claims)
    since = french_date(covered.start)
    said = [
        f"{id} se regarde depuis le {french_date(start)}, les données commencent le {since} : mesuré sur ce qui est là."
        for id, start in short_windows(instrument, period, covered).items()
    ]
    if baseline is not None:
        said += [
            f"{id}, départ : il se regarde depuis le {french_date(start)}, les données commencent le {since} : sans départ."
            for id, start in short_windows(instrument, baseline, covered).items()
        ]
    return said


def _require_years(claims: Path, covered: Period, questionnaire: Questionnaire) -> None:
    """Faults for a table laid out by year that has no file for a year it is needed for and the claims cover."""
    faults = []
    for plan in plans(questionnaire):
        for table, span in spans(plan).items():
            if span is None:
                continue
            years = {
                claims_store.folder_number(path.relative_to(claims), "year")
                for path in claims_store.table_files(claims, table)
            }
            if None in years or not years:
                continue
            first, last = max(span.start, covered.start).year, (min(span.end, covered.end) - dt.timedelta(days=1)).year
            faults += [
                Fault("année absente", str(claims / table), f"aucun fichier sous year={year}", f"les fichiers de {year}",
                      "un fichier sans ligne si l'année est vraiment vide")
                for year in range(first, last + 1)
                if year not in years
            ]  # fmt: skip
    if faults:
        raise Faults(faults)


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
    except duckdb.InterruptException:
        raise KeyboardInterrupt from None
    except duckdb.OutOfMemoryException:
        hint = "libérer de la mémoire ou de la place, ou demander moins de fils (--threads 1)"
        raise EnvironmentFault(
            Fault("mémoire ou disque insuffisant", str(claims), "", "de la place pour compter", hint)
        ) from None
    except duckdb.Error as wrong:
        said = str(wrong).splitlines()[0][:160]
        expected = "des tables entières, aux colonnes du schéma"
        unread = Fault("remboursements illisibles", str(claims), f"lecture arrêtée ({said})", expected, CHECK)
        raise Faults(list(_table_faults(claims)) or [unread]) from None


def _table_faults(claims: Path) -> Iterator[Fault]:
    """What the footers of all files tell: those cut, and the columns missing or of another type."""
    for name, table in TABLES.items():
        for path in claims_store.table_files(claims, name):
            types = _types(path)
            if isinstance(types, Fault):
                yield types
                continue
            for column in table.columns:
                if column.name not in types:
                    yield Fault("colonne manquante", f"{path}, {column.name}", "rien", column.kind.value, CHECK)
            yield from _type_faults(path, table, types)


def _types(path: Path) -> dict[str, str] | Fault:
    """The type of each column of a file, or the fault of a file that cannot be read."""
    try:
        return claims_store.footer(path)[0]
    except PermissionError:
        raise
    except (pa.ArrowException, OSError):
        size = path.stat().st_size
        said = counted(size, "octet") + (", incomplets ou abîmés" if size else "")
        return Fault("fichier Parquet illisible", str(path), said, "un fichier Parquet entier", CHECK)


def _type_faults(path: Path, table: Table, types: dict[str, str]) -> Iterator[Fault]:
    for column in table.columns:
        found = types.get(column.name)
        if found is not None and _family(found) != _family(column.kind.value):
            yield Fault("mauvais type de colonne", f"{path}, {column.name}", found, column.kind.value, CHECK)


def _family(kind: str) -> str:
    """What a type is like: wider or narrower numbers are read alike, a date written as text is not a date."""
    return "number" if kind.lower().startswith(("int", "uint", "decimal", "double", "float", "half")) else kind


def _require_types(claims: Path) -> None:
    """Faults for ill-typed columns, from one file a table (an engine would guess what a text means, and be wrong),
    and for nulls where the schema has none: the two engines would not read them alike."""
    faults: list[Fault] = []
    for name, table in TABLES.items():
        required = [column.name for column in table.columns if not column.nullable]
        for rank, path in enumerate(claims_store.table_files(claims, name)):
            types = _types(path) if rank == 0 else {}
            faults += [types] if isinstance(types, Fault) else _type_faults(path, table, types)
            if not isinstance(types, Fault):
                faults += _null_faults(path, required)
    if faults:
        raise Faults(faults[:20], len(faults))


def _null_faults(path: Path, required: list[str]) -> Iterator[Fault]:
    try:
        found = claims_store.nulls(path)
    except (pa.ArrowException, OSError):
        return  # an unreadable file is told by the engine, with its table's other faults
    for column in required:
        if column in found:
            yield Fault(
                "valeur absente", f"{path}, {column}", counted(found[column], "cellule") + " vide", "une valeur", CHECK
            )


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


def baseline_of(claims: Path, instrument: Instrument) -> Period | None:
    """The instrument's baseline period where the claims cover every day of it."""
    covered, baseline = coverage(claims), instrument.baseline
    return baseline if covered.start <= baseline.start and baseline.end <= covered.end else None


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
