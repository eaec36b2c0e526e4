"""More features than a word has bits take several statements, and count what the reference and the hand count.

Features are medicines, technical acts, laboratory acts or ages. Next: tests/properties/test_engines_agree.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.properties.invented import by_duckdb

from bonusage.practice import reference as ref
from bonusage.practice.plan import BITS, plans
from bonusage.practice.query import (
    ActSet,
    Age,
    AllOf,
    Condition,
    Dispensed,
    DrugSet,
    LabSet,
    Months,
    Patients,
    Question,
    Questionnaire,
    Seen,
)
from bonusage.practice.query import Tested as Laboratory
from bonusage.values.period import parse_period

PERIOD, WINDOW, DAY = parse_period("2012"), Months(12), dt.date(2012, 5, 3)
MANY = 70
LISTED = {1: (1, 2), 2: (3,)}
"""Patients of each doctor. Patient p has feature i when p divides i: 1 has them all, 2 the even ones."""
HAD = [(patient, feature) for patient in (1, 2, 3) for feature in range(MANY) if feature % patient == 0]
WANTED = {
    (doctor, f"Q{feature}"): (sum((patient, feature) in HAD for patient in listed), len(listed))
    for doctor, listed in LISTED.items()
    for feature in range(MANY)
}
PEOPLE = ref.Claims(
    physicians=tuple(LISTED),
    patients=tuple(ref.Patient(patient, 1, dt.date(1950, 1, 1), None) for patient in (1, 2, 3)),
    registrations=tuple(
        ref.Registration(patient, doctor, dt.date(2005, 1, 1), None)
        for doctor, listed in LISTED.items()
        for patient in listed
    ),
)
Kind = Callable[[], tuple[list[Condition], ref.Claims]]


def atc(feature: int) -> str:
    return f"{'ABCDGHJ'[feature // 10]}{feature % 10:02d}"


def medicines() -> tuple[list[Condition], ref.Claims]:
    given = [ref.Dispensation(patient, None, DAY, 3400930000000 + one, 1) for patient, one in HAD]
    given += [ref.Dispensation(2, None, DAY, 3400930000069, sign) for sign in (1, -1)]  # given back: 69 is odd
    drugs = [ref.Drug(3400930000000 + one, dt.date(2000, 1, 1), None, f"{atc(one)}AA01", None) for one in range(MANY)]
    asked: list[Condition] = [Dispensed(DrugSet(f"s{one}", (atc(one),)), 1, WINDOW) for one in range(MANY)]
    return asked, PEOPLE._replace(dispensations=tuple(given), drugs=tuple(drugs))


def acts() -> tuple[list[Condition], ref.Claims]:
    done = tuple(ref.Procedure(patient, DAY, f"ABCD{one:03d}") for patient, one in HAD)
    asked: list[Condition] = [Seen(ActSet(f"s{one}", (f"ABCD{one:03d}",)), None, WINDOW) for one in range(MANY)]
    return asked, PEOPLE._replace(procedures=done)


def laboratory() -> tuple[list[Condition], ref.Claims]:
    done = tuple(ref.LabTest(patient, DAY, 1000 + one) for patient, one in HAD)
    asked: list[Condition] = [Laboratory(LabSet(f"s{one}", (1000 + one,)), 1, WINDOW) for one in range(MANY)]
    return asked, PEOPLE._replace(lab_tests=done)


def asking(conditions: list[Condition]) -> Questionnaire:
    questions = (Question(f"Q{index}", Patients(AllOf(()), AllOf((one,)))) for index, one in enumerate(conditions))
    return Questionnaire(tuple(questions), PERIOD, PERIOD.start)


@pytest.mark.parametrize("by_year", [False, True])
@pytest.mark.parametrize("kind", [medicines, acts, laboratory])
def test_what_does_not_fit_in_a_word_takes_another_statement(kind: Kind, by_year: bool) -> None:
    conditions, rows = kind()
    questionnaire = asking(conditions)
    found = plans(questionnaire)
    assert len(found) >= 2
    answered = [question.id for plan in found for question in plan.questionnaire.questions]
    assert answered == [question.id for question in questionnaire.questions], "each once, in order"
    assert max(max(len(one.codes), len(one.seen), len(one.tests)) for one in found) <= BITS < 64
    counts = by_duckdb(rows, questionnaire, by_year)
    assert counts == WANTED
    assert counts == ref.measure(rows, questionnaire)


def test_ages_too() -> None:
    """Everyone is 62 on the last day of 2012."""
    questionnaire = asking([Age(at_least=years, at_most=None) for years in range(MANY)])
    assert len(plans(questionnaire)) == 2
    counts = by_duckdb(PEOPLE, questionnaire, by_year=False)
    assert counts == {
        (doctor, f"Q{years}"): (len(listed) if years <= 62 else 0, len(listed))
        for doctor, listed in LISTED.items()
        for years in range(MANY)
    }
    assert counts == ref.measure(PEOPLE, questionnaire)


@pytest.mark.parametrize(("asked", "statements"), [(BITS, 1), (BITS + 1, 2)])
def test_a_full_word_is_one_statement(asked: int, statements: int) -> None:
    conditions, rows = medicines()
    questionnaire = asking(conditions[:asked])
    assert len(plans(questionnaire)) == statements
    assert by_duckdb(rows, questionnaire, by_year=False) == ref.measure(rows, questionnaire)


def test_one_question_of_too_many_features_is_refused() -> None:
    conditions, _ = medicines()
    every = Questionnaire((Question("Q", Patients(AllOf(()), AllOf(tuple(conditions)))),), PERIOD, PERIOD.start)
    with pytest.raises(ValueError, match="Q : plus de 62"):
        plans(every)
