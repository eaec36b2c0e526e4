"""The query model: what an indicator counts, as typed values that refuse to be built wrong.

No data and no SQL here: reference.py answers these in plain Python, compile.py in SQL, and they must agree.
Meanings (dispensing day, windows, ages) are those of docs/reference/indicators.md. Next: reference.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bonusage.values.period import Period, minus_months


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(message)


def _kinds(name: str, values: tuple[object, ...], kinds: tuple[type, ...]) -> None:
    for value in values:
        if not isinstance(value, kinds):
            wanted = " ou ".join(kind.__name__ for kind in kinds)
            raise ValueError(f"{name} : {type(value).__name__} reçu, {wanted} attendu")


@dataclass(frozen=True, slots=True)
class DrugSet:
    """Medicines by ATC prefix: a code is of the set when it begins with one of `include` and with none of `exclude`."""

    id: str
    include: tuple[str, ...]
    exclude: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _require(bool(self.include), f"liste {self.id} : aucun code ATC")
        for code in (*self.include, *self.exclude):
            _require(code.isalnum() and code.isupper() and code.isascii(), f"liste {self.id} : code ATC {code!r}")

    def holds(self, atc: str) -> bool:
        """Is a medicine of this ATC code of the set?"""
        return atc.startswith(self.include) and not (self.exclude and atc.startswith(self.exclude))


@dataclass(frozen=True, slots=True)
class LabSet:
    """Laboratory acts by NABM number."""

    id: str
    codes: tuple[int, ...]

    def __post_init__(self) -> None:
        _require(bool(self.codes), f"liste {self.id} : aucun code NABM")


@dataclass(frozen=True, slots=True)
class ActSet:
    """Technical acts by CCAM code (seven characters)."""

    id: str
    codes: tuple[str, ...]

    def __post_init__(self) -> None:
        _require(bool(self.codes), f"liste {self.id} : aucun code CCAM")
        for code in self.codes:
            _require(len(code) == 7 and code.isalnum() and code.isascii(), f"liste {self.id} : code CCAM {code!r}")


@dataclass(frozen=True, slots=True)
class VisitSet:
    """Visits by the performer's specialty and the letter of the act: both must be listed."""

    id: str
    specialties: tuple[int, ...]
    letters: tuple[str, ...]

    def __post_init__(self) -> None:
        _require(bool(self.specialties and self.letters), f"liste {self.id} : spécialité et lettre-clé attendues")
        for letter in self.letters:
            _require(letter.replace("/", "").isalnum() and letter.isascii(), f"liste {self.id} : lettre {letter!r}")


@dataclass(frozen=True, slots=True)
class ConditionSet:
    """Long-term conditions (ALD) by number, 1 to 32; no number means any condition."""

    id: str
    numbers: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for number in self.numbers:
            _require(1 <= number <= 32, f"liste {self.id} : ALD {number}, de 1 à 32 attendu")


@dataclass(frozen=True, slots=True)
class Months:
    """The `count` months that end with the period."""

    count: int

    def __post_init__(self) -> None:
        _require(1 <= self.count <= 60, f"fenêtre de {self.count} mois, de 1 à 60 attendu")

    def span(self, period: Period) -> Period:
        """The days of the window."""
        return Period(minus_months(period.end, self.count), period.end)


@dataclass(frozen=True, slots=True)
class Campaign:
    """Dates given one by one: `spans` maps the name of a period to the days of its campaign."""

    name: str
    spans: tuple[tuple[str, Period], ...]

    def span(self, period: Period) -> Period:
        """The days of the campaign of that period. ValueError when it was never dated."""
        for name, span in self.spans:
            if name == period.name:
                return span
        raise ValueError(f"campagne {self.name} : aucune date pour la période {period.name}")


Window = Months | Campaign


@dataclass(frozen=True, slots=True)
class Age:
    """Completed years on the last day of the period, bounds included."""

    at_least: int | None = None
    at_most: int | None = None

    def __post_init__(self) -> None:
        low, high = self.at_least, self.at_most
        _require(low is not None or high is not None, "âge sans borne : at_least ou at_most attendu")
        for bound in (low, high):
            _require(bound is None or 0 <= bound <= 130, f"âge {bound}, de 0 à 130 attendu")
        _require(low is None or high is None or low <= high, f"âges dans le désordre : {low} > {high}")


@dataclass(frozen=True, slots=True)
class Sex:
    """1 male, 2 female (BEN_SEX_COD)."""

    code: int

    def __post_init__(self) -> None:
        _require(self.code in (1, 2), f"sexe {self.code}, 1 ou 2 attendu")


@dataclass(frozen=True, slots=True)
class HasCondition:
    """A long-term condition of the set, valid on the last day of the period."""

    conditions: ConditionSet

    def __post_init__(self) -> None:
        _kinds("affection de longue durée", (self.conditions,), (ConditionSet,))


@dataclass(frozen=True, slots=True)
class Dispensed:
    """At least `days` dispensing days of the set in the window."""

    drugs: DrugSet
    days: int
    window: Window

    def __post_init__(self) -> None:
        _kinds("délivrance", (self.drugs,), (DrugSet,))
        _kinds("fenêtre", (self.window,), (Months, Campaign))
        _require(self.days >= 1, f"délivrance : {self.days} jour, au moins 1 attendu")


@dataclass(frozen=True, slots=True)
class Tested:
    """At least `days` distinct days with a laboratory act of the set in the window."""

    labs: LabSet
    days: int
    window: Window

    def __post_init__(self) -> None:
        _kinds("analyse", (self.labs,), (LabSet,))
        _kinds("fenêtre", (self.window,), (Months, Campaign))
        _require(self.days >= 1, f"analyse : {self.days} jour, au moins 1 attendu")


@dataclass(frozen=True, slots=True)
class Seen:
    """At least one technical act of `acts`, or one visit of `visits`, in the window."""

    acts: ActSet | None
    visits: VisitSet | None
    window: Window

    def __post_init__(self) -> None:
        _require(self.acts is not None or self.visits is not None, "examen : actes ou consultations attendus")
        _kinds("actes", (self.acts,), (ActSet, type(None)))
        _kinds("consultations", (self.visits,), (VisitSet, type(None)))
        _kinds("fenêtre", (self.window,), (Months, Campaign))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the conditions."""

    of: tuple[Condition, ...]

    def __post_init__(self) -> None:
        _require(bool(self.of), "any : au moins une condition attendue")
        _kinds("any", self.of, CONDITION_KINDS)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of the conditions; none listed holds for everybody."""

    of: tuple[Condition, ...]

    def __post_init__(self) -> None:
        _kinds("all", self.of, CONDITION_KINDS)


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    of: Condition

    def __post_init__(self) -> None:
        _kinds("not", (self.of,), CONDITION_KINDS)


Condition = Age | Sex | HasCondition | Dispensed | Tested | Seen | AnyOf | AllOf | Not
CONDITION_KINDS = (Age, Sex, HasCondition, Dispensed, Tested, Seen, AnyOf, AllOf, Not)


@dataclass(frozen=True, slots=True)
class Patients:
    """Share of patients: the numerator is looked for inside the denominator, so it can never exceed it."""

    denominator: AllOf
    numerator: AllOf

    def __post_init__(self) -> None:
        _kinds("dénominateur", (self.denominator,), (AllOf,))
        _kinds("numérateur", (self.numerator,), (AllOf,))
        _require(bool(self.numerator.of), "numérateur : au moins une condition attendue, sans quoi il vaut 100 %")


@dataclass(frozen=True, slots=True)
class Treatments:
    """Rate: dispensing days of the set in the window, over patients. The only measure that may exceed one."""

    denominator: AllOf
    drugs: DrugSet
    window: Window

    def __post_init__(self) -> None:
        _kinds("dénominateur", (self.denominator,), (AllOf,))
        _kinds("traitements", (self.drugs,), (DrugSet,))
        _kinds("fenêtre", (self.window,), (Months, Campaign))


@dataclass(frozen=True, slots=True)
class Episodes:
    """Share of patients starting the set in the period whose first episode lasts more than `longer_than_days`.

    A day starts an episode when the `gap_days` before it are without the set; the last box lasts `pack_days`.
    """

    denominator: AllOf
    drugs: DrugSet
    gap_days: int
    pack_days: int
    longer_than_days: int

    def __post_init__(self) -> None:
        _kinds("dénominateur", (self.denominator,), (AllOf,))
        _kinds("épisode", (self.drugs,), (DrugSet,))
        for name in ("gap_days", "pack_days", "longer_than_days"):
            days = getattr(self, name)
            _require(1 <= days <= 3660, f"épisode : {name} = {days}, de 1 à 3660 attendu")


@dataclass(frozen=True, slots=True)
class Boxes:
    """Share of boxes prescribed by the physician: those of `among`, a set inside `drugs`, or the repertoire (None)."""

    drugs: DrugSet
    among: DrugSet | None
    window: Window

    def __post_init__(self) -> None:
        _kinds("boîtes", (self.drugs,), (DrugSet,))
        _kinds("boîtes", (self.among,), (DrugSet, type(None)))
        _kinds("fenêtre", (self.window,), (Months, Campaign))
        if self.among is not None:
            for code in self.among.include:
                _require(self.drugs.holds(code), f"boîtes : {self.among.id} ({code}) hors de {self.drugs.id}")
            for code in self.drugs.exclude:
                outside = not self.among.holds(code) and not any(i.startswith(code) for i in self.among.include)
                _require(outside, f"boîtes : {self.among.id} garde {code}, exclu de {self.drugs.id}")


@dataclass(frozen=True, slots=True)
class Sheets:
    """Share of the physician's care sheets issued in the period that were electronic, exclusions left out."""


Measure = Patients | Treatments | Episodes | Boxes | Sheets


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator to answer: its id in the instrument and its measure."""

    id: str
    measure: Measure

    def __post_init__(self) -> None:
        _kinds("mesure", (self.measure,), (Patients, Treatments, Episodes, Boxes, Sheets))


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All that one plan answers: questions, period, and the day whose generic repertoire counts."""

    questions: tuple[Question, ...]
    period: Period
    repertoire_on: dt.date

    def __post_init__(self) -> None:
        seen = [question.id for question in self.questions]
        _require(bool(seen), "aucun indicateur à mesurer")
        _require(len(seen) == len(set(seen)), "un indicateur est demandé deux fois")


def conditions_in(condition: Condition) -> tuple[Condition, ...]:
    """The condition and all it is made of, depth first."""
    if isinstance(condition, AnyOf | AllOf):
        return (condition, *(leaf for part in condition.of for leaf in conditions_in(part)))
    if isinstance(condition, Not):
        return (condition, *conditions_in(condition.of))
    return (condition,)


def measure_conditions(measure: Measure) -> tuple[Condition, ...]:
    """Every condition that a measure rests on."""
    if isinstance(measure, Patients):
        return (*conditions_in(measure.denominator), *conditions_in(measure.numerator))
    if isinstance(measure, Treatments | Episodes):
        return conditions_in(measure.denominator)
    return ()


def drug_sets(measure: Measure) -> tuple[DrugSet, ...]:
    """Every set of medicines that a measure rests on."""
    found = [leaf.drugs for leaf in measure_conditions(measure) if isinstance(leaf, Dispensed)]
    if isinstance(measure, Treatments | Episodes | Boxes):
        found.append(measure.drugs)
    if isinstance(measure, Boxes) and measure.among is not None:
        found.append(measure.among)
    return tuple(dict.fromkeys(found))


def windows(measure: Measure) -> tuple[Window, ...]:
    """Every window that a measure looks through."""
    found = [one.window for one in measure_conditions(measure) if isinstance(one, Dispensed | Tested | Seen)]
    if isinstance(measure, Treatments | Boxes):
        found.append(measure.window)
    return tuple(found)
