"""What each condition and measure counts: small situations, counted by hand, put to both evaluators.

The reference in plain Python and the SQL on DuckDB, with dispensations whole or cut by year as files are.
Next: src/bonusage/practice/reference.py.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import pytest
from tests.properties.invented import by_duckdb

from bonusage.practice import reference as ref
from bonusage.practice.query import (
    ActSet,
    Age,
    AllOf,
    AnyOf,
    Boxes,
    Campaign,
    Condition,
    ConditionSet,
    Dispensed,
    DrugSet,
    Episodes,
    HasCondition,
    LabSet,
    Measure,
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
)
from bonusage.practice.query import Tested as Analysed  # pytest would take it for a class of tests
from bonusage.values.period import Period, parse_period

STATINS, BENZOS = DrugSet("statins", ("C10AA",), ("C10AA07",)), DrugSet("benzos", ("N05BA",))
RENIN, ACE = DrugSet("renin", ("C09A", "C09C")), DrugSet("ace", ("C09A",))
HBA1C, EYE, OPHTHALMO = LabSet("hba1c", (1577, 593)), ActSet("eye", ("BGQP002",)), VisitSet("oph", (15,), ("CS", "C"))
A, B, EXCLUDED, BENZO, ACE_BOX, SARTAN, OTHER = range(3400930000001, 3400930000008)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def drug(cip: int, atc: str, group: int | None = None, start: str = "2000-01-01", end: str | None = None) -> ref.Drug:
    return ref.Drug(cip, day(start), day(end) if end else None, atc, group)


DRUGS = (
    drug(A, "C10AA05", 1), drug(B, "C10AA01"), drug(EXCLUDED, "C10AA07", 1), drug(BENZO, "N05BA12"),
    drug(ACE_BOX, "C09AA05"), drug(SARTAN, "C09CA01"), drug(OTHER, "V03AB01", 1),
)  # fmt: skip


def patient(id: int = 1, born: str = "1960-06-15", sex: int = 1, died: str | None = None) -> ref.Patient:
    return ref.Patient(id, sex, day(born), day(died) if died else None)


def listed(start: str, end: str | None = None, physician: int = 1, id: int = 1) -> ref.Registration:
    return ref.Registration(id, physician, day(start), day(end) if end else None)


def line(when: str, cip: int = A, boxes: int = 1, id: int = 1, by: int | None = 1) -> ref.Dispensation:
    return ref.Dispensation(id, by, day(when), cip, boxes)


def days(*when: str, cip: int = A) -> tuple[ref.Dispensation, ...]:
    return tuple(line(one, cip) for one in when)


def lab(when: str, nabm: int = 1577, id: int = 1) -> ref.LabTest:
    return ref.LabTest(id, day(when), nabm)


def act(when: str, ccam: str = "BGQP002") -> ref.Procedure:
    return ref.Procedure(1, day(when), ccam)


def visit(when: str, letter: str = "CS", specialty: int = 15) -> ref.Visit:
    return ref.Visit(1, day(when), letter, specialty)


def ald(start: str, end: str | None = None, number: int = 8) -> ref.LongTermCondition:
    return ref.LongTermCondition(1, number, day(start), day(end) if end else None)


def sheet(when: str, electronic: bool, exclusion: int = 0, physician: int = 1) -> ref.CareSheet:
    return ref.CareSheet(physician, day(when), electronic, exclusion)


class Situation(NamedTuple):
    """Claims, a measure, and what physician 1 then physician 2 must be given: (numerator, denominator)."""

    name: str
    measure: Measure
    first: tuple[int, int]
    claims: dict[str, Any]
    second: tuple[int, int] = (0, 0)
    period: str = "2012"
    repertoire_on: str = "2011-06-30"


FOUND: list[Situation] = []
ONE = {"patients": (patient(),), "registrations": (listed("2005-01-01"),), "drugs": DRUGS}


def case(name: str, measure: Measure, first: tuple[int, int], **more: Any) -> None:
    """Add a situation: one man of 52 on the list of physician 1 all along, unless told otherwise."""
    kept = {key: more.pop(key) for key in ("second", "period", "repertoire_on") if key in more}
    FOUND.append(Situation(name, measure, first, ONE | more, **kept))


def share(condition: Condition) -> Patients:
    """Patients for whom the condition holds, among all those of the list."""
    return Patients(AllOf(()), AllOf((condition,)))


YES, NO, NOBODY = (1, 1), (0, 1), (0, 0)
YEAR12 = Months(12)
LEAP, AFTER_LEAP = "2011-03-01/2012-03-01", "2012-03-01/2013-03-01"  # last days: 29 February 2012, 28 February 2013

# Age, in completed years on the last day of the period.
for name, born, bounds, period, found in [
    ("65 on the last day", "1947-12-31", (65, None), "2012", YES),
    ("65 the day after", "1948-01-01", (65, None), "2012", NO),
    ("64 until the day after", "1948-01-01", (None, 64), "2012", YES),
    ("64 no more on the last day", "1947-12-31", (None, 64), "2012", NO),
    ("both bounds, the younger in", "1996-12-31", (16, 65), "2012", YES),
    ("both bounds, the younger out", "1997-01-01", (16, 65), "2012", NO),
    ("both bounds, the older in", "1947-01-01", (16, 65), "2012", YES),
    ("both bounds, the older out", "1946-12-31", (16, 65), "2012", NO),
    ("born on the last day, aged 0", "2012-12-31", (None, 0), "2012", YES),
    ("born 29 February, on 29 February", "1948-02-29", (64, None), LEAP, YES),
    ("born 1 March, on 29 February", "1948-03-01", (64, None), LEAP, NO),
    ("born 28 February, on 29 February of a year when birth had none", "1947-02-28", (65, None), LEAP, YES),
    ("born 1 March of a year without 29, on 29 February", "1947-03-01", (65, None), LEAP, NO),
    ("born 29 February, on 28 February: not yet", "1948-02-29", (65, None), AFTER_LEAP, NO),
    ("born 29 February, on 28 February: still 64", "1948-02-29", (None, 64), AFTER_LEAP, YES),
    ("born 29 February, on 1 March", "1948-02-29", (65, None), "2012-03-02/2013-03-02", YES),
    ("born 28 February, on 28 February", "1948-02-28", (65, None), AFTER_LEAP, YES),
]:
    case(f"age: {name}", share(Age(*bounds)), found, patients=(patient(born=born),), period=period)

case("sex: a man among men", share(Sex(1)), YES)
case("sex: a man among women", share(Sex(2)), NO)

# Lists of the treating doctors on the last day, 31 December 2012.
EVERYBODY = share(Age(at_least=0))
for name, span, found in [
    ("begins on the last day", ("2012-12-31", None), YES),
    ("begins the day after", ("2013-01-01", None), NOBODY),
    ("ends (excluded) the day after", ("2005-01-01", "2013-01-01"), YES),
    ("ends (excluded) on the last day", ("2005-01-01", "2012-12-31"), NOBODY),
]:
    case(f"list: {name}", EVERYBODY, found, registrations=(listed(*span),))
case("list: nobody registered", EVERYBODY, NOBODY, registrations=())
case("list: dead on the last day", EVERYBODY, NOBODY, patients=(patient(died="2012-12-31"),))
case("list: dead the day after", EVERYBODY, YES, patients=(patient(died="2013-01-01"),))
case(
    "list: moved to another doctor on the last day", EVERYBODY, NOBODY, second=YES,
    registrations=(listed("2005-01-01", "2012-12-31"), listed("2012-12-31", physician=2)),
)  # fmt: skip
case(
    "list: what was dispensed before the move follows the patient", share(Dispensed(STATINS, 1, YEAR12)), NOBODY,
    second=YES, dispensations=days("2012-02-01"),
    registrations=(listed("2005-01-01", "2012-06-01"), listed("2012-06-01", physician=2)),
)  # fmt: skip
case("list: a doctor without a row in physicians is not answered for", EVERYBODY, NOBODY,
     registrations=(listed("2005-01-01", physician=9),))  # fmt: skip

# Long-term conditions, valid on the last day.
SOME = share(HasCondition(ConditionSet("some", (8, 14))))
for name, held, found in [
    ("begun on the last day", (ald("2012-12-31"),), YES),
    ("begun the day after", (ald("2013-01-01"),), NO),
    ("ended (excluded) on the last day", (ald("2005-01-01", "2012-12-31"),), NO),
    ("ended (excluded) the day after", (ald("2005-01-01", "2013-01-01"),), YES),
    ("of another number", (ald("2005-01-01", number=30),), NO),
    ("one of two", (ald("2005-01-01", number=30), ald("2005-01-01", number=14)), YES),
    ("none", (), NO),
]:
    case(f"condition: {name}", SOME, found, long_term_conditions=held)
ANY = HasCondition(ConditionSet("any"))
case("condition: any number will do", share(ANY), YES, long_term_conditions=(ald("2005-01-01", number=30),))
case("condition: any, but it has ended", share(ANY), NO, long_term_conditions=(ald("2005-01-01", "2012-06-01", 30),))

# Dispensing days: dates with a net box of the set.
ONCE, TWICE = share(Dispensed(STATINS, 1, YEAR12)), share(Dispensed(STATINS, 2, YEAR12))
for name, wanted, lines, found in [
    ("two days of two", TWICE, days("2012-02-01", "2012-03-01"), YES),
    ("one day of two", TWICE, days("2012-02-01"), NO),
    ("the same code twice a day counts one", TWICE, days("2012-02-01", "2012-02-01"), NO),
    ("two codes the same day count one", TWICE, (line("2012-02-01", A), line("2012-02-01", B)), NO),
    ("two codes on two days count two", TWICE, (line("2012-02-01", A), line("2012-02-02", B)), YES),
    ("five boxes the same day count one", TWICE, (line("2012-02-01", boxes=5),), NO),
    ("taken back", ONCE, (line("2012-02-01"), line("2012-02-01", boxes=-1)), NO),
    ("taken back more than was bought", ONCE, (line("2012-02-01"), line("2012-02-01", boxes=-2)), NO),
    ("taken back in part", ONCE, (line("2012-02-01", boxes=2), line("2012-02-01", boxes=-1)), YES),
    ("taken back once of twice", ONCE, (*days("2012-02-01", "2012-02-01"), line("2012-02-01", boxes=-1)), YES),
    ("taken back on another day leaves the day", ONCE, (line("2012-02-01"), line("2012-02-02", boxes=-1)), YES),
    ("another code taken back leaves the day", ONCE, (line("2012-02-01"), line("2012-02-01", B, -1)), YES),
    ("one of two codes taken back leaves the day", ONCE,
     (line("2012-02-01", A), line("2012-02-01", B), line("2012-02-01", B, -1)), YES),
    ("another day taken back leaves one of two", TWICE,
     (*days("2012-02-01", "2012-03-01"), line("2012-03-01", boxes=-1)), NO),
    ("another patient's reversal takes nothing back", ONCE, (line("2012-02-01"), line("2012-02-01", boxes=-1, id=2)), YES),
    ("another patient's box", ONCE, (line("2012-02-01", id=2),), NO),
    ("another doctor's prescription counts", ONCE, (line("2012-02-01", by=2),), YES),
    ("a prescription of nobody counts", ONCE, (line("2012-02-01", by=None),), YES),
    ("of another class", ONCE, (line("2012-02-01", OTHER),), NO),
    ("of the excluded class", ONCE, (line("2012-02-01", EXCLUDED),), NO),
    ("of a code that is not among the drugs", ONCE, (line("2012-02-01", 3400930009999),), NO),
    ("on the first day", ONCE, days("2012-01-01"), YES),
    ("the day before the first", ONCE, days("2011-12-31"), NO),
    ("on the last day", ONCE, days("2012-12-31"), YES),
    ("the day after the last", ONCE, days("2013-01-01"), NO),
]:  # fmt: skip
    case(f"dispensed: {name}", wanted, found, dispensations=lines)

# Windows: months that end with the period, campaigns of their own dates.
TWO_YEARS = share(Dispensed(STATINS, 1, Months(24)))
case("window: 24 months, first day", TWO_YEARS, YES, dispensations=days("2011-01-01"))
case("window: 24 months, the day before", TWO_YEARS, NO, dispensations=days("2010-12-31"))
MONTH = share(Dispensed(STATINS, 1, Months(1)))
case("window: a month before 31 March begins on 29 February", MONTH, YES, dispensations=days("2012-02-29"),
     period="2011-03-31/2012-03-31")  # fmt: skip
case("window: and not on the 28th", MONTH, NO, dispensations=days("2012-02-28"), period="2011-03-31/2012-03-31")
AUTUMN = Campaign("flu", (("2011", parse_period("2011")), ("2012", Period(day("2012-10-15"), day("2013-02-01")))))
for when, found in [
    ("2012-10-14", NO),
    ("2012-10-15", YES),
    ("2013-01-31", YES),
    ("2013-02-01", NO),
    ("2011-10-20", NO),
]:
    case(f"campaign: {when}", share(Dispensed(STATINS, 1, AUTUMN)), found, dispensations=days(when))
    case(f"campaign: tested on {when}", share(Analysed(HBA1C, 1, AUTUMN)), found, lab_tests=(lab(when),))
    case(f"campaign: seen on {when}", share(Seen(EYE, OPHTHALMO, AUTUMN)), found, visits=(visit(when),))

# Versions of a presentation: of the set when a version that overlaps the window is of it.
for name, versions, found in [
    (
        "left the set on the first day",
        (drug(A, "C10AA05", end="2012-01-01"), drug(A, "V03AB01", start="2012-01-01")),
        NO,
    ),
    ("left it the day after", (drug(A, "C10AA05", end="2012-01-02"), drug(A, "V03AB01", start="2012-01-02")), YES),
    ("came on the last day", (drug(A, "V03AB01", end="2012-12-31"), drug(A, "C10AA05", start="2012-12-31")), YES),
    ("came the day after", (drug(A, "V03AB01", end="2013-01-01"), drug(A, "C10AA05", start="2013-01-01")), NO),
]:
    case(f"versions: {name}", ONCE, found, drugs=versions, dispensations=days("2012-06-01"))

# Laboratory acts: distinct days.
TESTED = share(Analysed(HBA1C, 2, YEAR12))
for name, tests, found in [
    ("two days", (lab("2012-01-01"), lab("2012-12-31", 593)), YES),
    ("two codes the same day count one", (lab("2012-05-01"), lab("2012-05-01", 593)), NO),
    ("the same code twice a day counts one", (lab("2012-05-01"), lab("2012-05-01")), NO),
    ("one the day before the first", (lab("2011-12-31"), lab("2012-05-01")), NO),
    ("one the day after the last", (lab("2012-05-01"), lab("2013-01-01")), NO),
    ("one of another code", (lab("2012-05-01"), lab("2012-06-01", 1)), NO),
    ("one of another patient", (lab("2012-05-01"), lab("2012-06-01", id=2)), NO),
]:
    case(f"tested: {name}", TESTED, found, lab_tests=tests)

# Examinations: a technical act, or a visit whose specialty and letter are both listed.
SEEN = share(Seen(EYE, OPHTHALMO, Months(24)))
case("seen: an act", SEEN, YES, procedures=(act("2011-01-01"),))
case("seen: an act the day before", SEEN, NO, procedures=(act("2010-12-31"),))
case("seen: an act the day after", SEEN, NO, procedures=(act("2013-01-01"),))
case("seen: another act", SEEN, NO, procedures=(act("2012-01-01", "BGQP003"),))
case("seen: a visit", SEEN, YES, visits=(visit("2012-12-31"),))
case("seen: a visit the day after", SEEN, NO, visits=(visit("2013-01-01"),))
case("seen: another specialty", SEEN, NO, visits=(visit("2012-05-01", specialty=1),))
case("seen: another letter", SEEN, NO, visits=(visit("2012-05-01", letter="V"),))
case("seen: the specialty on one visit and the letter on another", SEEN, NO,
     visits=(visit("2012-05-01", specialty=1), visit("2012-05-01", letter="V")))  # fmt: skip
case("seen: a visit where only acts are asked", share(Seen(EYE, None, Months(24))), NO, visits=(visit("2012-05-01"),))
case("seen: an act where only visits are asked", share(Seen(None, OPHTHALMO, Months(24))), NO,
     procedures=(act("2012-05-01"),))  # fmt: skip

# Any, all, not.
MAN, OLD = Sex(1), Age(at_least=80)
case("any: one of two", share(AnyOf((OLD, MAN))), YES)
case("any: none of two", share(AnyOf((OLD, Sex(2)))), NO)
case("all: one of two", share(AllOf((OLD, MAN))), NO)
case("all: two of two", share(AllOf((Not(OLD), MAN))), YES)
case("all: of nothing holds", share(AllOf(())), YES)
case("not: what does not hold", share(Not(OLD)), YES)
case("not: what holds", share(Not(MAN)), NO)
case("not: never dispensed", share(Not(Dispensed(STATINS, 1, YEAR12))), YES)

# Three patients of physician 1, one of physician 2: ids 1 and 2 are men, 3 and 4 women.
FOUR = {
    "patients": (patient(1), patient(2), patient(3, sex=2), patient(4, sex=2)),
    "registrations": tuple(listed("2005-01-01", id=id, physician=1 + (id == 4)) for id in (1, 2, 3, 4)),
}
LINES = (line("2012-02-01"), line("2012-03-01"), line("2012-03-01", B), line("2012-02-01", id=3), line("2012-02-01", id=4),
         line("2012-05-01", id=4), line("2012-06-01", id=4), line("2012-06-01", boxes=-1, id=4))  # fmt: skip
case("patients: the numerator is looked for inside the denominator",
     Patients(AllOf((MAN,)), AllOf((Dispensed(STATINS, 1, YEAR12),))), (1, 2), dispensations=LINES, **FOUR)  # fmt: skip
case("patients: each doctor has his own", share(Dispensed(STATINS, 1, YEAR12)), (2, 3), second=(1, 1),
     dispensations=LINES, **FOUR)  # fmt: skip

# Treatments: days over patients, which may exceed one.
case("treatments: days of all", Treatments(AllOf(()), STATINS, YEAR12), (3, 3), second=(2, 1), dispensations=LINES,
     **FOUR)  # fmt: skip
case("treatments: days of those of the denominator only", Treatments(AllOf((Sex(2),)), STATINS, YEAR12), (1, 1),
     second=(2, 1), dispensations=LINES, **FOUR)  # fmt: skip
case("treatments: days of the window only", Treatments(AllOf(()), STATINS, YEAR12), (2, 1),
     dispensations=days("2011-12-31", "2012-01-01", "2012-12-31", "2013-01-01"))  # fmt: skip

# Episodes: 90 days without, a box of 28 days, longer than 84 days.
STARTED = Episodes(AllOf(()), BENZOS, 90, 28, 84)
for name, when, found in [
    ("none", (), NOBODY),
    ("the day before is exactly 90 days away: it goes on", ("2011-10-12", "2012-01-10"), NOBODY),
    ("the day before is 91 days away: it starts", ("2011-10-11", "2012-01-10"), NO),
    ("on the first day, 90 days after another", ("2011-10-03", "2012-01-01"), NOBODY),
    ("on the first day, 91 days after another", ("2011-10-02", "2012-01-01"), NO),
    ("on the last day", ("2012-12-31",), NO),
    ("the day after the last", ("2013-01-01",), NOBODY),
    ("56 days and a box are 84: not longer", ("2012-02-01", "2012-03-28"), NO),
    ("57 days and a box are 85: longer", ("2012-02-01", "2012-03-29"), YES),
    ("90 days between two boxes: one treatment of 118 days", ("2012-02-01", "2012-05-01"), YES),
    ("91 days between two boxes: two treatments of 28", ("2012-02-01", "2012-05-02"), NO),
    ("the first short, the second long: the first counts", ("2012-02-01", "2012-06-01", "2012-08-20"), NO),
    ("begun before the period, never again", ("2011-12-20", "2012-02-20"), NOBODY),
    ("begun before the period, then begun again", ("2011-12-20", "2012-01-05", "2012-06-01", "2012-08-20"), YES),
    ("what follows the period is not seen", ("2012-12-01", "2013-02-01"), NO),
]:
    case(f"episodes: {name}", STARTED, found, dispensations=days(*when, cip=BENZO))
case("episodes: a day taken back neither starts nor lengthens", STARTED, NO,
     dispensations=(*days("2012-02-01", "2012-04-10", cip=BENZO), line("2012-04-10", BENZO, -1)))  # fmt: skip
case("episodes: a day taken back before does not prevent a start", STARTED, NO,
     dispensations=(*days("2011-12-01", "2012-02-01", cip=BENZO), line("2011-12-01", BENZO, -1)))  # fmt: skip
case("episodes: of the denominator only", Episodes(AllOf((Sex(2),)), BENZOS, 90, 28, 84), NOBODY,
     dispensations=days("2012-02-01", cip=BENZO))  # fmt: skip
case("episodes: a gap of one day", Episodes(AllOf(()), BENZOS, 1, 28, 28), YES,
     dispensations=days("2012-02-01", "2012-02-02", cip=BENZO))  # fmt: skip
case("episodes: a gap of one day, exceeded", Episodes(AllOf(()), BENZOS, 1, 28, 28), NO,
     dispensations=days("2012-02-01", "2012-02-03", cip=BENZO))  # fmt: skip

# Boxes, by prescriber: A is in the repertoire, B is not.
BOXES = Boxes(STATINS, None, YEAR12)
for name, lines, first, second in [
    ("of the repertoire and not", (line("2012-01-01", A, 3), line("2012-12-31", B, 2)), (3, 5), NOBODY),
    ("out of the window", (line("2011-12-31", A, 3), line("2013-01-01", B, 2), line("2012-05-01")), (1, 1), NOBODY),
    ("each prescriber has his own", (line("2012-02-01", A, 3), line("2012-02-01", B, 2, by=2)), (3, 3), (0, 2)),
    ("no prescriber: nobody's", (line("2012-02-01", A, 3, by=None), line("2012-02-01", B)), NO, NOBODY),
    ("a prescriber who is not a physician of the table", (line("2012-02-01", A, 3, by=9),), NOBODY, NOBODY),
    (
        "reversals subtract",
        (line("2012-02-01", A, 3), line("2012-02-01", A, -2), line("2012-02-01", B, 2)),
        (1, 3),
        NOBODY,
    ),
    ("all taken back", (line("2012-02-01", A, 3), line("2012-02-01", A, -3)), NOBODY, NOBODY),
    ("of patients of other lists too", (line("2012-02-01", A, id=7),), YES, NOBODY),
    ("of other classes, or excluded", (line("2012-02-01", OTHER), line("2012-02-01", EXCLUDED)), NOBODY, NOBODY),
]:
    case(f"boxes: {name}", BOXES, first, second=second, dispensations=lines)
case("boxes: of a set among another", Boxes(RENIN, ACE, YEAR12), (3, 5),
     dispensations=(line("2012-02-01", ACE_BOX, 4), line("2012-02-01", ACE_BOX, -1), line("2012-02-01", SARTAN, 2),
                    line("2012-02-01", A)))  # fmt: skip

# The repertoire is that of its date, here 30 June 2011, whatever happened since.
for name, versions, found in [
    ("in it from that day", (drug(A, "C10AA05", None, end="2011-06-30"), drug(A, "C10AA05", 1, "2011-06-30")), YES),
    ("in it from the day after", (drug(A, "C10AA05", None, end="2011-07-01"), drug(A, "C10AA05", 1, "2011-07-01")), NO),
    ("out of it from that day", (drug(A, "C10AA05", 1, end="2011-06-30"), drug(A, "C10AA05", None, "2011-06-30")), NO),
    (
        "out of it from the day after",
        (drug(A, "C10AA05", 1, end="2011-07-01"), drug(A, "C10AA05", None, "2011-07-01")),
        YES,
    ),
    ("on the market only since", (drug(A, "C10AA05", 1, "2011-07-01"),), NO),
]:
    case(f"repertoire: {name}", BOXES, found, drugs=versions, dispensations=days("2012-06-01"))
case("repertoire: of the last day when that is asked", BOXES, YES, repertoire_on="2012-12-31",
     drugs=(drug(A, "C10AA05", None, end="2012-12-31"), drug(A, "C10AA05", 1, "2012-12-31")),
     dispensations=days("2012-06-01"))  # fmt: skip

# Care sheets: exclusions 1 to 4 count nowhere, electronic or not.
case("sheets: electronic ones over all", Sheets(), (2, 3), second=(1, 1), care_sheets=(
    sheet("2012-01-01", True), sheet("2012-12-31", True), sheet("2012-05-01", False),
    sheet("2012-05-01", True, physician=2)))  # fmt: skip
case("sheets: out of the period", Sheets(), NO, care_sheets=(
    sheet("2011-12-31", True), sheet("2013-01-01", True), sheet("2012-05-01", False)))  # fmt: skip
case("sheets: exclusions", Sheets(), YES, care_sheets=(
    sheet("2012-05-01", True), *(sheet("2012-05-01", electronic, why) for why in (1, 2, 3, 4)
                                 for electronic in (True, False))))  # fmt: skip


@pytest.mark.parametrize("situation", FOUND, ids=lambda one: one.name)
@pytest.mark.parametrize("evaluator", ["reference", "duckdb", "duckdb by year"])
def test_both_evaluators_give_what_was_counted_by_hand(situation: Situation, evaluator: str) -> None:
    claims = ref.Claims(physicians=(1, 2), **situation.claims)
    asked = Questionnaire(
        (Question("Q", situation.measure),), parse_period(situation.period), day(situation.repertoire_on)
    )
    found = (
        ref.measure(claims, asked)
        if evaluator == "reference"
        else by_duckdb(claims, asked, by_year=evaluator.endswith("year"))
    )
    assert found == {(1, "Q"): situation.first, (2, "Q"): situation.second}


def test_no_two_situations_have_the_same_name() -> None:
    assert len({one.name for one in FOUND}) == len(FOUND)
