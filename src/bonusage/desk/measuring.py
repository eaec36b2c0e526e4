"""Measuring an instrument: its questions, its period and the days the claims cover, handed to the engine.

Counting is engine.py's affair. Next: engine.py.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from bonusage.desk import claims_store
from bonusage.desk.engine import Progress, measure_claims
from bonusage.desk.results import Results, results_of
from bonusage.desk.tables import read_table
from bonusage.instruments.model import Instrument
from bonusage.practice.query import Question, Questionnaire, windows
from bonusage.values.fault import Fault, Faults
from bonusage.values.period import Period, french_date


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

    Faults when the claims do not cover the period, or a campaign has no dates for it.
    """
    covered = coverage(claims)
    for asked in (period, baseline):
        if asked is not None:
            _require_covered(claims, covered, asked)
            _require_campaigns(instrument, asked)
    counts = measure_claims(claims, questionnaire_of(instrument, period), engine, threads, told)
    before = measure_claims(claims, questionnaire_of(instrument, baseline), engine, threads) if baseline else None
    people = claims / claims_store.PROFESSIONALS
    known = None
    if people.is_file():
        known = read_table(people, ("professional",), _any_column(people), "professionnels").texts("professional")
    return results_of(counts, before, known)


def _any_column(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as opened:
        return opened.readline().lstrip("\ufeff").strip().split(",")


def coverage(claims: Path) -> Period:
    """The days that the claims cover: claims.json says it; without it, from the first to the last dispensation."""
    if (claims / claims_store.MANIFEST).is_file():
        return Period(*claims_store.covers(claims))
    files = claims_store.table_files(claims, "dispensations")
    if not files:
        raise Faults([Fault("table absente", str(claims / "dispensations"), "aucun fichier", "des dispensations")])
    with duckdb.connect() as connection:
        asked = f"SELECT min(dispensed_on), max(dispensed_on) + 1 FROM {claims_store.relation(files)}"
        try:
            found = connection.execute(asked).fetchone()
        except duckdb.Error as wrong:
            raise Faults(
                [Fault("dispensations illisibles", str(claims), str(wrong)[:120], "des fichiers Parquet")]
            ) from None
    if not found or found[0] is None:
        raise Faults([Fault("aucune dispensation", str(claims / "dispensations"), "0 ligne", "au moins une ligne")])
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
        hint = "ajouter une ligne à [campaigns] du contrat"
        raise Faults(
            [Fault("campagne sans dates", instrument.id, str(wrong), f"des dates pour {period.name}", hint)]
        ) from None
