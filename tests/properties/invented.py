"""Claims and questionnaires invented by hypothesis, small and crooked on purpose: bounds, leap days, nulls, reversals.

No assertion here. Next: test_engines_agree.py.
"""

from __future__ import annotations

import datetime as dt
import itertools

import duckdb
import pyarrow as pa
from hypothesis import strategies as st

from bonusage.practice import reference as ref
from bonusage.practice.compile import Reader, compile
from bonusage.practice.dialect import DUCKDB
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
    Tested,
    Treatments,
    VisitSet,
)
from bonusage.practice.sql_words import Part
from bonusage.values.period import Period, parse_period

PERIODS = [Period(dt.date(2012, 1, 1), dt.date(2013, 1, 1)), Period(dt.date(2011, 3, 1), dt.date(2012, 3, 1))]
CAMPAIGN = Campaign(
    "influenza", tuple((one.name, Period(dt.date(2012, 1, 20), dt.date(2012, 2, 10))) for one in PERIODS)
)
# Days round the bounds of periods and windows, and ordinary ones.
BOUNDS = [
    "2009-12-31", "2010-01-01", "2010-12-31", "2011-01-01", "2011-02-28", "2011-03-01", "2011-10-02", "2011-10-03",
    "2011-12-31", "2012-01-01", "2012-01-19", "2012-01-20", "2012-02-09", "2012-02-10", "2012-02-29", "2012-03-01",
    "2012-03-31", "2012-12-31", "2013-01-01",
]  # fmt: skip
DAYS = st.one_of(
    st.sampled_from([dt.date.fromisoformat(day) for day in BOUNDS]), st.dates(dt.date(2011, 9, 1), dt.date(2013, 1, 5))
)
BIRTHS = st.one_of(
    st.sampled_from([dt.date(y, m, d) for y in (1947, 1952, 1996) for m, d in ((2, 28), (3, 1), (12, 31))]),
    st.sampled_from([dt.date(1952, 2, 29), dt.date(1948, 2, 29), dt.date(1996, 2, 29), dt.date(2012, 6, 1)]),
    st.dates(dt.date(1920, 1, 1), dt.date(2012, 12, 31)),
)
ATC = ["A10BA02", "B01AC04", "B01AC06", "B01AC11", "C09AA01", "C09CA01", "C10AA05", "J01CA04", "N05BA01", "V03AB01"]
SETS = [
    DrugSet("a10", ("A10",)),
    DrugSet("b01", ("B01AC",), ("B01AC11",)),
    DrugSet("aspirin", ("B01AC06",)),
    DrugSet("c", ("C09", "C10AA")),
    DrugSet("ace", ("C09A",)),
    DrugSet("renin", ("C09A", "C09C")),
    DrugSet("j01", ("J01",)),
    DrugSet("n05", ("N05BA",)),
]
CIPS = list(range(3400930000001, 3400930000009))
PATIENTS, PHYSICIANS = range(1, 5), range(1, 4)
LABS = [LabSet("hba1c", (1577,)), LabSet("other", (1577, 593))]
ACTS = [ActSet("eye", ("BGQP002",)), ActSet("breast", ("QEQK001", "QEQK004"))]
VISITS = [VisitSet("eye", (15,), ("CS", "VU/MU"))]
CONDITIONS = [ConditionSet("any"), ConditionSet("some", (8, 14))]


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(st.none(), strategy)


def rows(**columns: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(st.fixed_dictionaries(columns), max_size=12)


@st.composite
def claims(draw: st.DrawFn) -> ref.Claims:
    """Small claims that respect the schema's keys: one list a patient at a time, one version of a drug at a time."""
    patients = [ref.Patient(id, draw(st.sampled_from([1, 2])), draw(BIRTHS), draw(maybe(DAYS))) for id in PATIENTS]
    registrations, drugs = [], []
    for patient in PATIENTS:
        cuts = sorted(set(draw(st.lists(DAYS, max_size=2))))
        bounds = [dt.date(2005, 1, 1), *cuts, draw(maybe(st.just(dt.date(2013, 6, 1))))]
        for start, end in itertools.pairwise(bounds):
            if draw(st.integers(0, 4)):
                registrations.append(ref.Registration(patient, draw(st.sampled_from(PHYSICIANS)), start, end))
    for cip in CIPS:
        cut = draw(maybe(DAYS))
        group = maybe(st.just(1))
        atc = draw(st.sampled_from(ATC))
        drugs.append(ref.Drug(cip, dt.date(2000, 1, 1), cut, atc, draw(group)))
        if cut:
            atc = draw(st.sampled_from([atc, *ATC]))
            drugs.append(ref.Drug(cip, cut, None, atc, draw(group)))
    patient = st.sampled_from(PATIENTS)
    lines = draw(
        st.lists(
            st.builds(
                ref.Dispensation,
                patient_id=patient,
                prescriber_id=maybe(st.sampled_from(PHYSICIANS)),
                dispensed_on=DAYS,
                cip13=st.sampled_from([*CIPS, 3400930009999]),
                quantity=st.sampled_from([1, 1, 2, 3]),
            ),
            max_size=40,
        )
    )
    # Twice the same day, and reversals of some lines, all or in part.
    lines += [one for one in lines if draw(st.integers(0, 9)) == 0]
    lines += [
        one._replace(quantity=-draw(st.integers(1, one.quantity))) for one in lines if draw(st.integers(0, 3)) == 0
    ]
    return ref.Claims(
        physicians=tuple(PHYSICIANS),
        patients=tuple(patients),
        registrations=tuple(registrations),
        dispensations=tuple(lines),
        lab_tests=tuple(
            draw(st.lists(st.builds(ref.LabTest, patient, DAYS, st.sampled_from([1577, 593, 1])), max_size=12))
        ),
        procedures=tuple(
            draw(
                st.lists(
                    st.builds(ref.Procedure, patient, DAYS, st.sampled_from(["BGQP002", "QEQK001", "ZZZZ001"])),
                    max_size=8,
                )
            )
        ),
        visits=tuple(
            draw(
                st.lists(
                    st.builds(
                        ref.Visit, patient, DAYS, st.sampled_from(["CS", "C", "VU/MU"]), st.sampled_from([1, 15])
                    ),
                    max_size=8,
                )
            )
        ),
        care_sheets=tuple(
            draw(
                st.lists(
                    st.builds(
                        ref.CareSheet, st.sampled_from(PHYSICIANS), DAYS, st.booleans(), st.sampled_from([0, 0, 1, 4])
                    ),
                    max_size=8,
                )
            )
        ),
        long_term_conditions=tuple(
            draw(
                st.lists(
                    st.builds(ref.LongTermCondition, patient, st.sampled_from([8, 14, 30]), DAYS, maybe(DAYS)),
                    max_size=6,
                )
            )
        ),
        drugs=tuple(drugs),
    )


WINDOWS = st.one_of(st.sampled_from([Months(1), Months(12), Months(24)]), st.just(CAMPAIGN))
LEAVES = st.one_of(
    st.builds(Age, at_least=st.sampled_from([16, 60, 65]), at_most=st.none()),
    st.builds(Age, at_least=st.just(16), at_most=st.sampled_from([59, 64])),
    st.builds(Sex, st.sampled_from([1, 2])),
    st.builds(HasCondition, st.sampled_from(CONDITIONS)),
    st.builds(Dispensed, st.sampled_from(SETS), st.sampled_from([1, 1, 2, 3]), WINDOWS),
    st.builds(Tested, st.sampled_from(LABS), st.sampled_from([1, 2]), WINDOWS),
    st.builds(Seen, st.sampled_from(ACTS), maybe(st.sampled_from(VISITS)), WINDOWS),
)
TREES: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=4,
)
DENOMINATORS = st.builds(AllOf, st.lists(TREES, max_size=2).map(tuple))
NUMERATORS = st.builds(AllOf, st.lists(TREES, min_size=1, max_size=2).map(tuple))
MEASURES: st.SearchStrategy[Measure] = st.one_of(
    st.builds(Patients, DENOMINATORS, NUMERATORS),
    st.builds(Treatments, DENOMINATORS, st.sampled_from(SETS), WINDOWS),
    st.builds(
        Episodes,
        DENOMINATORS,
        st.sampled_from(SETS),
        st.sampled_from([1, 30, 90]),
        st.just(28),
        st.sampled_from([28, 84]),
    ),
    st.builds(Boxes, st.sampled_from(SETS), st.none(), WINDOWS),
    st.just(Boxes(SETS[5], SETS[4], Months(12))),
    st.just(Sheets()),
)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    measures = draw(st.lists(MEASURES, min_size=1, max_size=6))
    questions = tuple(Question(f"Q{index}", measure) for index, measure in enumerate(measures))
    return Questionnaire(questions, draw(st.sampled_from(PERIODS)), draw(DAYS))


ARROW = {
    "patients": [("patient_id", pa.int32()), ("sex", pa.int8()), ("born_on", pa.date32()), ("died_on", pa.date32())],
    "registrations": [
        ("patient_id", pa.int32()), ("physician_id", pa.int32()), ("start_on", pa.date32()), ("end_on", pa.date32()),
    ],
    "dispensations": [
        ("patient_id", pa.int32()), ("prescriber_id", pa.int32()), ("dispensed_on", pa.date32()), ("cip13", pa.int64()),
        ("quantity", pa.int16()),
    ],
    "lab_tests": [("patient_id", pa.int32()), ("performed_on", pa.date32()), ("nabm", pa.int16())],
    "procedures": [("patient_id", pa.int32()), ("performed_on", pa.date32()), ("ccam", pa.string())],
    "visits": [
        ("patient_id", pa.int32()), ("performed_on", pa.date32()), ("act_letter", pa.string()),
        ("specialty", pa.int16()),
    ],
    "care_sheets": [
        ("performer_id", pa.int32()), ("issued_on", pa.date32()), ("electronic", pa.bool_()), ("exclusion", pa.int8()),
    ],
    "long_term_conditions": [
        ("patient_id", pa.int32()), ("ald_number", pa.int8()), ("start_on", pa.date32()), ("end_on", pa.date32()),
    ],
    "drugs": [
        ("cip13", pa.int64()), ("valid_from", pa.date32()), ("valid_to", pa.date32()), ("atc", pa.string()),
        ("generic_group", pa.int32()),
    ],
}  # fmt: skip


def by_duckdb(rows: ref.Claims, questionnaire: Questionnaire, by_year: bool) -> ref.Counts:
    """The compiled statements, run on tables of the same rows; `by_year` cuts the dispensations as files would be."""
    with duckdb.connect() as connection:
        connection.execute("SET threads=1")
        for name, fields in ARROW.items():
            schema = pa.schema(fields)
            columns = list(zip(*getattr(rows, name), strict=True)) or [()] * len(fields)
            made = pa.table(
                [pa.array(list(column), field.type) for column, field in zip(columns, schema, strict=True)], schema
            )
            connection.register(name, made)
        connection.register("physicians", pa.table({"physician_id": pa.array(rows.physicians, pa.int32())}))

        def lines(_: Period) -> list[Part]:
            if not by_year:
                return [Part("dispensations")]
            years = [parse_period(str(year)) for year in (2009, 2010, 2011, 2012, 2013)]
            cut = "(SELECT * FROM dispensations WHERE dispensed_on >= DATE '{}' AND dispensed_on < DATE '{}')"
            return [Part(cut.format(year.start, year.end), year) for year in years]

        reader = Reader(lambda name, span: name, lines)
        counts: ref.Counts = {}
        for one in compile(questionnaire, DUCKDB, reader):
            for physician, *values in connection.execute(one.sql).fetchall():
                for index, id in enumerate(one.asked):
                    counts[physician, id] = (values[2 * index], values[2 * index + 1])
        return counts
