"""The reference evaluator: every measure in plain Python, patient by patient, written to be read and to judge the rest.

No SQL, no speed: rows are tuples in lists. It shares the query model with the compiler, and nothing else.
Next: compile.py, which must give the same counts on every engine.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from bonusage.practice.query import (
    Age,
    AllOf,
    AnyOf,
    Boxes,
    Condition,
    Dispensed,
    DrugSet,
    Episodes,
    HasCondition,
    Not,
    Patients,
    Questionnaire,
    Seen,
    Sex,
    Sheets,
    Tested,
    Treatments,
)
from bonusage.values.period import Period, minus_years


class Patient(NamedTuple):
    """A row of patients, the columns that are read."""

    patient_id: int
    sex: int
    born_on: dt.date
    died_on: dt.date | None


class Registration(NamedTuple):
    """A treating doctor from `start_on` to `end_on` (excluded, None while it lasts)."""

    patient_id: int
    physician_id: int
    start_on: dt.date
    end_on: dt.date | None


class Dispensation(NamedTuple):
    """A line of dispensation; a reversal has a negative quantity."""

    patient_id: int
    prescriber_id: int | None
    dispensed_on: dt.date
    cip13: int
    quantity: int


class LabTest(NamedTuple):
    """A laboratory act."""

    patient_id: int
    performed_on: dt.date
    nabm: int


class Procedure(NamedTuple):
    """A technical act."""

    patient_id: int
    performed_on: dt.date
    ccam: str


class Visit(NamedTuple):
    """A consultation or a visit."""

    patient_id: int
    performed_on: dt.date
    act_letter: str
    specialty: int


class CareSheet(NamedTuple):
    """A care sheet; `exclusion` 0 when it counts."""

    performer_id: int
    issued_on: dt.date
    electronic: bool
    exclusion: int


class LongTermCondition(NamedTuple):
    """A long-term condition (ALD) from `start_on` to `end_on` (excluded)."""

    patient_id: int
    ald_number: int
    start_on: dt.date
    end_on: dt.date | None


class Drug(NamedTuple):
    """A version of a presentation, from `valid_from` to `valid_to` (excluded)."""

    cip13: int
    valid_from: dt.date
    valid_to: dt.date | None
    atc: str
    generic_group: int | None


class Claims(NamedTuple):
    """The tables that the measures read."""

    physicians: tuple[int, ...]
    patients: tuple[Patient, ...] = ()
    registrations: tuple[Registration, ...] = ()
    dispensations: tuple[Dispensation, ...] = ()
    lab_tests: tuple[LabTest, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    visits: tuple[Visit, ...] = ()
    care_sheets: tuple[CareSheet, ...] = ()
    long_term_conditions: tuple[LongTermCondition, ...] = ()
    drugs: tuple[Drug, ...] = ()


Counts = dict[tuple[int, str], tuple[int, int]]
"""(physician, indicator) -> (numerator, denominator)."""


def measure(claims: Claims, questionnaire: Questionnaire) -> Counts:
    """Answer every question for every physician of the table of physicians."""
    return _Evaluator(claims, questionnaire).answers()


def _valid(start: dt.date, end: dt.date | None, day: dt.date) -> bool:
    return start <= day and (end is None or end > day)


def _inside(day: dt.date, span: Period) -> bool:
    return span.start <= day < span.end


class _Evaluator:
    """The claims, indexed by patient; one method for each kind of condition and of measure."""

    def __init__(self, claims: Claims, questionnaire: Questionnaire) -> None:
        self.claims, self.period = claims, questionnaire.period
        self.questions, self.repertoire_on = questionnaire.questions, questionnaire.repertoire_on
        self.last_day = self.period.last_day
        self.net = self._netted()
        self.members: dict[tuple[DrugSet, Period], frozenset[int]] = {}
        self.lists = self._lists()

    def answers(self) -> Counts:
        """Numerator and denominator of every question for every physician."""
        counts: Counts = {}
        for question in self.questions:
            one = question.measure
            if isinstance(one, Boxes):
                found = self._boxes(one)
            elif isinstance(one, Sheets):
                found = self._sheets()
            else:
                found = self._by_list(one)
            for physician in self.claims.physicians:
                counts[physician, question.id] = found.get(physician, (0, 0))
        return counts

    def _netted(self) -> dict[int, dict[tuple[dt.date, int], int]]:
        """Per patient: net quantity of each (day, presentation), reversals subtracted."""
        net: dict[int, dict[tuple[dt.date, int], int]] = defaultdict(lambda: defaultdict(int))
        for line in self.claims.dispensations:
            net[line.patient_id][line.dispensed_on, line.cip13] += line.quantity
        return net

    def _lists(self) -> dict[int, list[Patient]]:
        """Patients of each treating doctor on the last day of the period, the dead left out."""
        patients = {one.patient_id: one for one in self.claims.patients}
        lists: dict[int, list[Patient]] = defaultdict(list)
        for one in self.claims.registrations:
            patient = patients.get(one.patient_id)
            if patient is None or not _valid(one.start_on, one.end_on, self.last_day):
                continue
            if patient.died_on is None or patient.died_on > self.last_day:
                lists[one.physician_id].append(patient)
        return lists

    def _codes(self, drugs: DrugSet, span: Period) -> frozenset[int]:
        """Presentations of a set: one of their versions valid during the span has an ATC of the set."""
        key = (drugs, span)
        if key not in self.members:
            self.members[key] = frozenset(
                drug.cip13
                for drug in self.claims.drugs
                if drugs.holds(drug.atc)
                and drug.valid_from < span.end
                and (drug.valid_to is None or drug.valid_to > span.start)
            )
        return self.members[key]

    def _days(self, patient: Patient, drugs: DrugSet, span: Period) -> list[dt.date]:
        """Dispensing days of the set in the span, in order."""
        codes = self._codes(drugs, span)
        net = self.net.get(patient.patient_id, {})
        days = {day for (day, cip13), boxes in net.items() if boxes > 0 and cip13 in codes and _inside(day, span)}
        return sorted(days)

    def _holds(self, condition: Condition, patient: Patient) -> bool:
        match condition:
            case AllOf(of):
                return all(self._holds(part, patient) for part in of)
            case AnyOf(of):
                return any(self._holds(part, patient) for part in of)
            case Not(part):
                return not self._holds(part, patient)
            case Sex(code):
                return patient.sex == code
            case Age():
                return self._of_age(condition, patient)
            case HasCondition(conditions):
                return any(
                    one.patient_id == patient.patient_id
                    and _valid(one.start_on, one.end_on, self.last_day)
                    and (not conditions.numbers or one.ald_number in conditions.numbers)
                    for one in self.claims.long_term_conditions
                )
            case Dispensed(drugs, days, window):
                return len(self._days(patient, drugs, window.span(self.period))) >= days
            case Tested(labs, days, window):
                span = window.span(self.period)
                tests = (one for one in self.claims.lab_tests if one.patient_id == patient.patient_id)
                return (
                    len({t.performed_on for t in tests if t.nabm in labs.codes and _inside(t.performed_on, span)})
                    >= days
                )
            case Seen():
                return self._seen(condition, patient)

    def _of_age(self, age: Age, patient: Patient) -> bool:
        """Completed years: an age is reached on the anniversary, 28 February standing in for a missing 29th."""
        if age.at_least is not None and patient.born_on > minus_years(self.last_day, age.at_least):
            return False
        return age.at_most is None or patient.born_on > minus_years(self.last_day, age.at_most + 1)

    def _seen(self, seen: Seen, patient: Patient) -> bool:
        span = seen.window.span(self.period)
        acts, visits = seen.acts, seen.visits
        act = acts is not None and any(
            one.patient_id == patient.patient_id and one.ccam in acts.codes and _inside(one.performed_on, span)
            for one in self.claims.procedures
        )
        return act or (
            visits is not None
            and any(
                one.patient_id == patient.patient_id
                and one.specialty in visits.specialties
                and one.act_letter in visits.letters
                and _inside(one.performed_on, span)
                for one in self.claims.visits
            )
        )

    def _by_list(self, one: Patients | Treatments | Episodes) -> dict[int, tuple[int, int]]:
        """Counts over the lists of the treating doctors."""
        found = {}
        for physician, patients in self.lists.items():
            eligible = [patient for patient in patients if self._holds(one.denominator, patient)]
            if isinstance(one, Patients):
                numerator = sum(self._holds(one.numerator, patient) for patient in eligible)
                found[physician] = (numerator, len(eligible))
            elif isinstance(one, Treatments):
                span = one.window.span(self.period)
                days = sum(len(self._days(patient, one.drugs, span)) for patient in eligible)
                found[physician] = (days, len(eligible))
            else:
                lengths = [length for patient in eligible if (length := self._first_episode(one, patient)) is not None]
                found[physician] = (sum(length > one.longer_than_days for length in lengths), len(lengths))
        return found

    def _first_episode(self, one: Episodes, patient: Patient) -> int | None:
        """Length in days of the first episode that starts in the period, its last box included; None without one."""
        gap = dt.timedelta(days=one.gap_days)
        days = self._days(patient, one.drugs, Period(self.period.start - gap, self.period.end))
        episodes: list[list[dt.date]] = []
        for day in days:
            if not episodes or day - episodes[-1][-1] > gap:
                episodes.append([])
            episodes[-1].append(day)
        for episode in episodes:
            if episode[0] >= self.period.start:
                return (episode[-1] - episode[0]).days + one.pack_days
        return None

    def _boxes(self, one: Boxes) -> dict[int, tuple[int, int]]:
        """Net boxes prescribed: of the set, and among them of the repertoire or of the inner set."""
        span = one.window.span(self.period)
        every = self._codes(one.drugs, span)
        among = self._repertoire() if one.among is None else self._codes(one.among, span)
        found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for line in self.claims.dispensations:
            if line.prescriber_id is None or line.cip13 not in every or not _inside(line.dispensed_on, span):
                continue
            numerator, denominator = found[line.prescriber_id]
            inner = line.quantity if line.cip13 in among else 0
            found[line.prescriber_id] = (numerator + inner, denominator + line.quantity)
        return found

    def _repertoire(self) -> frozenset[int]:
        day = self.repertoire_on
        valid: Iterable[Drug] = (one for one in self.claims.drugs if _valid(one.valid_from, one.valid_to, day))
        return frozenset(one.cip13 for one in valid if one.generic_group is not None)

    def _sheets(self) -> dict[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for one in self.claims.care_sheets:
            if one.exclusion == 0 and _inside(one.issued_on, self.period):
                numerator, denominator = found[one.performer_id]
                found[one.performer_id] = (numerator + one.electronic, denominator + 1)
        return found
