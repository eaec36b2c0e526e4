"""The reference evaluator and the compiled SQL on DuckDB give the same counts on claims that hypothesis invents."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonusage.practice import reference as ref
from bonusage.practice.query import Questionnaire
from tests.properties.invented import by_duckdb, claims, questionnaires

SLOW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(rows=claims(), questionnaire=questionnaires(), by_year=st.booleans())
def test_reference_and_duckdb_agree(rows: ref.Claims, questionnaire: Questionnaire, by_year: bool) -> None:
    assert by_duckdb(rows, questionnaire, by_year) == ref.measure(rows, questionnaire)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=claims(), questionnaire=questionnaires())
def test_asking_together_is_asking_one_by_one(rows: ref.Claims, questionnaire: Questionnaire) -> None:
    together = by_duckdb(rows, questionnaire, by_year=False)
    for question in questionnaire.questions:
        alone = Questionnaire((question,), questionnaire.period, questionnaire.repertoire_on)
        for key, counts in by_duckdb(rows, alone, by_year=False).items():
            assert together[key] == counts


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=claims(), questionnaire=questionnaires())
def test_a_proportion_never_exceeds_one(rows: ref.Claims, questionnaire: Questionnaire) -> None:
    from bonusage.practice.query import Patients

    proportions = {question.id for question in questionnaire.questions if isinstance(question.measure, Patients)}
    for (_, id), (numerator, denominator) in ref.measure(rows, questionnaire).items():
        assert denominator >= 0
        if id in proportions:
            assert 0 <= numerator <= denominator
