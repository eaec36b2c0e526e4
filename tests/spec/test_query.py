"""A wrong indicator cannot be built: each refusal of the query model, with its words; and what good ones mean.

Next: src/bonusage/practice/query.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from bonusage.practice.query import (
    ActSet,
    Age,
    AllOf,
    AnyOf,
    Boxes,
    Campaign,
    ConditionSet,
    Dispensed,
    DrugSet,
    Episodes,
    HasCondition,
    LabSet,
    Months,
    Not,
    Patients,
    Question,
    Questionnaire,
    Seen,
    Sex,
    Sheets,
    Treatments,
    VisitSet,
    conditions_in,
    drug_sets,
    windows,
)
from bonusage.practice.query import (
    Tested as WasTested,
)
from bonusage.values.period import Period, parse_period

YEAR = Months(12)
STATINS = DrugSet("statins", ("C10AA",))
ACE = DrugSet("ace", ("C09A", "C09B"))
BOTH = DrugSet("both", ("C09",), ("C09X",))
TESTS = LabSet("hba1c", (1577,))
ACTS = ActSet("eyes", ("BGQP002",))
VISITS = VisitSet("ophthalmologist", (15,), ("CS", "VU/MU"))
ILLS = ConditionSet("targeted", (8, 15))
PERIOD = parse_period("2012")
ALL = AllOf(())
WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: DrugSet("x", ()), "liste x : aucun code ATC"),
    (lambda: DrugSet("x", ("a10",)), "liste x : code ATC 'a10'"),
    (lambda: DrugSet("x", ("A10",), ("A10'",)), 'liste x : code ATC "A10\'"'),
    (lambda: DrugSet("x", ("",)), "liste x : code ATC ''"),
    (lambda: LabSet("x", ()), "liste x : aucun code NABM"),
    (lambda: ActSet("x", ()), "liste x : aucun code CCAM"),
    (lambda: ActSet("x", ("BGQP02",)), "liste x : code CCAM 'BGQP02'"),
    (lambda: ActSet("x", ("BGQP'02",)), 'liste x : code CCAM "BGQP\'02"'),
    (lambda: VisitSet("x", (), ("C",)), "liste x : spécialité et lettre-clé attendues"),
    (lambda: VisitSet("x", (15,), ()), "liste x : spécialité et lettre-clé attendues"),
    (lambda: VisitSet("x", (15,), ("C' OR",)), 'liste x : lettre "C\' OR"'),
    (lambda: ConditionSet("x", (0,)), "liste x : ALD 0, de 1 à 32 attendu"),
    (lambda: ConditionSet("x", (33,)), "liste x : ALD 33, de 1 à 32 attendu"),
    (lambda: Months(0), "fenêtre de 0 mois, de 1 à 60 attendu"),
    (lambda: Months(61), "fenêtre de 61 mois, de 1 à 60 attendu"),
    (lambda: Age(), "âge sans borne : at_least ou at_most attendu"),
    (lambda: Age(-1), "âge -1, de 0 à 130 attendu"),
    (lambda: Age(None, 131), "âge 131, de 0 à 130 attendu"),
    (lambda: Age(65, 64), "âges dans le désordre : 65 > 64"),
    (lambda: Sex(0), "sexe 0, 1 ou 2 attendu"),
    (lambda: Sex(3), "sexe 3, 1 ou 2 attendu"),
    (lambda: HasCondition(STATINS), "affection de longue durée : DrugSet reçu, ConditionSet attendu"),  # type: ignore[arg-type]
    (lambda: Dispensed(TESTS, 1, YEAR), "délivrance : LabSet reçu, DrugSet attendu"),  # type: ignore[arg-type]
    (lambda: Dispensed(STATINS, 1, 12), "fenêtre : int reçu, Months ou Campaign attendu"),  # type: ignore[arg-type]
    (lambda: Dispensed(STATINS, 0, YEAR), "délivrance : 0 jour, au moins 1 attendu"),
    (lambda: WasTested(STATINS, 1, YEAR), "analyse : DrugSet reçu, LabSet attendu"),  # type: ignore[arg-type]
    (lambda: WasTested(TESTS, 1, PERIOD), "fenêtre : Period reçu, Months ou Campaign attendu"),  # type: ignore[arg-type]
    (lambda: WasTested(TESTS, -1, YEAR), "analyse : -1 jour, au moins 1 attendu"),
    (lambda: Seen(None, None, YEAR), "examen : actes ou consultations attendus"),
    (lambda: Seen(VISITS, None, YEAR), "actes : VisitSet reçu, ActSet ou NoneType attendu"),  # type: ignore[arg-type]
    (lambda: Seen(None, ACTS, YEAR), "consultations : ActSet reçu, VisitSet ou NoneType attendu"),  # type: ignore[arg-type]
    (lambda: Seen(ACTS, None, 24), "fenêtre : int reçu, Months ou Campaign attendu"),  # type: ignore[arg-type]
    (lambda: AnyOf(()), "any : au moins une condition attendue"),
    (lambda: AnyOf((STATINS,)), "any : DrugSet reçu"),  # type: ignore[arg-type]
    (lambda: AllOf((TESTS,)), "all : LabSet reçu"),  # type: ignore[arg-type]
    (lambda: Not(ILLS), "not : ConditionSet reçu"),  # type: ignore[arg-type]
    (lambda: Patients(ALL, ALL), "numérateur : au moins une condition attendue, sans quoi il vaut 100 %"),
    (lambda: Patients(Sex(1), AllOf((Sex(1),))), "dénominateur : Sex reçu, AllOf attendu"),  # type: ignore[arg-type]
    (lambda: Patients(ALL, Sex(1)), "numérateur : Sex reçu, AllOf attendu"),  # type: ignore[arg-type]
    (lambda: Treatments(ALL, TESTS, YEAR), "traitements : LabSet reçu, DrugSet attendu"),  # type: ignore[arg-type]
    (lambda: Treatments(Sex(1), STATINS, YEAR), "dénominateur : Sex reçu, AllOf attendu"),  # type: ignore[arg-type]
    (lambda: Treatments(ALL, STATINS, 12), "fenêtre : int reçu, Months ou Campaign attendu"),  # type: ignore[arg-type]
    (lambda: Episodes(ALL, TESTS, 90, 28, 84), "épisode : LabSet reçu, DrugSet attendu"),  # type: ignore[arg-type]
    (lambda: Episodes(ALL, STATINS, 0, 28, 84), "épisode : gap_days = 0, de 1 à 3660 attendu"),
    (lambda: Episodes(ALL, STATINS, 90, 0, 84), "épisode : pack_days = 0, de 1 à 3660 attendu"),
    (lambda: Episodes(ALL, STATINS, 90, 28, 3661), "épisode : longer_than_days = 3661, de 1 à 3660 attendu"),
    (lambda: Boxes(TESTS, None, YEAR), "boîtes : LabSet reçu, DrugSet attendu"),  # type: ignore[arg-type]
    (lambda: Boxes(STATINS, TESTS, YEAR), "boîtes : LabSet reçu, DrugSet ou NoneType attendu"),  # type: ignore[arg-type]
    (lambda: Boxes(ACE, STATINS, YEAR), "boîtes : statins (C10AA) hors de ace"),
    (lambda: Boxes(BOTH, DrugSet("wide", ("C09",)), YEAR), "boîtes : wide garde C09X, exclu de both"),
    (lambda: Boxes(STATINS, None, 12), "fenêtre : int reçu, Months ou Campaign attendu"),  # type: ignore[arg-type]
    (lambda: Questionnaire((), PERIOD, dt.date(2011, 6, 30)), "aucun indicateur à mesurer"),
    (
        lambda: Questionnaire((Question("A", Sheets()), Question("A", Sheets())), PERIOD, dt.date(2011, 6, 30)),
        "un indicateur est demandé deux fois",
    ),
]


@pytest.mark.parametrize(("make", "words"), WRONG, ids=[words for _, words in WRONG])
def test_a_wrong_indicator_cannot_be_built(make: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError) as wrong:
        make()
    assert str(wrong.value).startswith(words)


def test_good_ones_can() -> None:
    assert Age(0, 130)
    assert Age(65, 65)
    assert AllOf(())
    assert Months(1)
    assert Months(60)
    assert Seen(ACTS, VISITS, YEAR)
    assert Boxes(BOTH, ACE, YEAR)
    assert Patients(ALL, AllOf((HasCondition(ConditionSet("any")),)))
    assert Not(AnyOf((Sex(1), WasTested(TESTS, 1, YEAR))))


@pytest.mark.parametrize(
    ("atc", "held"),
    [("C09AA01", True), ("C09", True), ("C09X", False), ("C09XA02", False), ("C10AA01", False), ("", False)],
)
def test_a_set_of_drugs_is_its_prefixes_without_its_exclusions(atc: str, held: bool) -> None:
    assert BOTH.holds(atc) is held


def test_windows_end_with_the_period() -> None:
    assert Months(12).span(PERIOD) == PERIOD
    assert Months(24).span(PERIOD) == Period(dt.date(2011, 1, 1), dt.date(2013, 1, 1))
    assert Months(1).span(PERIOD) == Period(dt.date(2012, 12, 1), dt.date(2013, 1, 1))


def test_a_campaign_has_the_days_it_was_given_and_no_others() -> None:
    autumn = Period(dt.date(2012, 10, 1), dt.date(2013, 1, 1))
    campaign = Campaign("influenza", (("2012", autumn),))
    assert campaign.span(PERIOD) == autumn
    with pytest.raises(ValueError, match="campagne influenza : aucune date pour la période 2013"):
        campaign.span(parse_period("2013"))


def test_what_a_measure_rests_on_is_found_however_deep() -> None:
    taken = Dispensed(STATINS, 3, YEAR)
    seen = Seen(ACTS, None, Months(24))
    deep = AllOf((AnyOf((Not(taken), Sex(1))),))
    measure = Patients(deep, AllOf((seen,)))
    assert conditions_in(deep) == (deep, deep.of[0], Not(taken), taken, Sex(1))
    assert drug_sets(measure) == (STATINS,)
    assert windows(measure) == (YEAR, Months(24))
    assert drug_sets(Boxes(BOTH, ACE, YEAR)) == (BOTH, ACE)
    assert windows(Treatments(deep, ACE, Months(6))) == (YEAR, Months(6))
    assert drug_sets(Sheets()) == ()
