"""Laboratory tests, procedures, visits and care sheets of one chunk and one year of the sample.

Rows are sorted by person and day. Who is followed up, and how often, is drawn once in sample_cohort.py.
Next: sample_lines.py (drugs), sample.py (the whole).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bonusage.practice.sample_chance import Cells, Days, Flags, Part, Words, chance, draw, pack, pick, unpack, urn
from bonusage.practice.sample_cohort import Cohort, Scene
from bonusage.practice.sample_lines import COLD


class VisitKind(NamedTuple):
    """Specialty, letter, act code (PRS_NAT_REF), and share of the kind among visits of its side (GPs, specialists)."""

    specialty: int
    letter: str
    code: int
    share: float


GP_VISITS = (VisitKind(1, "C", 1111, 0.90), VisitKind(1, "V", 1211, 0.10))
EYE_VISITS = (VisitKind(15, "CS", 1112, 0.22), VisitKind(15, "C2", 1115, 0.03))
OTHER_VISITS = (
    VisitKind(7, "CS", 1112, 0.18),
    VisitKind(3, "CS", 1112, 0.14),
    VisitKind(5, "CS", 1112, 0.15),
    VisitKind(33, "CS", 1112, 0.15),
    VisitKind(13, "CS", 1112, 0.05),
    VisitKind(4, "CS", 1112, 0.08),
)
VISITS = (*GP_VISITS, *EYE_VISITS, *OTHER_VISITS)
LETTERS = tuple(dict.fromkeys(kind.letter for kind in VISITS))

EYE = ("BGQP002", "BGQP007", "BZQK001", "BGQP140")
BREAST = ("QEQK001", "QEQK004", "QEQK005")
CERVIX = ("JKQX001", "JKQX147", "JKQX027", "JKQX008", "JKQX261")
OTHER_ACTS = tuple(
    (
        "DEQP003 ZBQK002 ZCQM008 NFQK001 MDQK001 LFQK002 EBQM001 DZQM006 AHQP003 GLQP012 HHQE005 HEQE002 NAQK015 "
        "NDQK001 PAQK007 QZGA004 QZFA036 QZNP004 CDQP010 CDRP002 EDQM001 ZCQK002 YYYY010 BFGA004 BGLB001 JNQM001 "
        "ZCQM005 ACQK001 ZCQH001 LAQK003 LBLD075 HBQK002 HBJD001 HBMD038 NZQK001 MZQK003 BLQP010 BIQM001 CCQB001"
    ).split()
)
CODES = tuple(sorted({*EYE, *BREAST, *CERVIX, *OTHER_ACTS}))

HBA1C = 1577
OTHER_TESTS = (1104, 592, 593, 552, 996, 1208, 1609, 126, 512, 514, 519, 522, 1806, 1805, 1127, 174, 5201, 563, 1213)
TESTS = np.array((HBA1C, *OTHER_TESTS), dtype=np.int16)


class Rows(NamedTuple):
    """Rows of a year, one position each: person, day since the epoch, position of the code in its list."""

    person: NDArray[np.int32]
    day: Days
    code: NDArray[np.int32]


def _rows(scene: Scene, cohort: Cohort, words: list[Words]) -> Rows:
    """The words of living people as rows sorted by person and day."""
    person, day, code = unpack(cohort.living(np.concatenate(words), scene.first))
    return Rows(person, day + np.int32(scene.first), code)


def _base(cohort: Cohort, index: int, rows: Rows, key: str, day: str) -> dict[str, Cells]:
    """The columns that every table of a year has: line number, patient, day."""
    start = cohort.line_start(index)
    return {
        key: Cells(np.arange(start, start + rows.person.size, dtype=np.int64)),
        "patient_id": Cells(rows.person + np.int32(cohort.who.offset + 1)),
        day: Cells(rows.day),
    }


def _sessions(
    rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int, mean: float, most: int = 1
) -> tuple[NDArray[np.int32], Days]:
    """Persons and days (since the first) of `mean` sessions a year shared by need, each repeated 1 to `most` times."""
    need = cohort.customs.need
    person = np.repeat(np.arange(need.size, dtype=np.int32), rng.poisson(mean * need / need.mean()))
    days = draw(rng, COLD, person.size) + np.int32(scene.opens[index] - scene.first)
    times = rng.integers(1, most + 1, person.size, dtype=np.int8)
    return np.repeat(person, times), np.repeat(days, times)


def _some_day(rng: np.random.Generator, scene: Scene, index: int, count: int) -> Days:
    """Any day of the year for each of `count` (since the first day of care)."""
    opens, closes = scene.opens[index] - scene.first, scene.opens[index + 1] - scene.first
    return rng.integers(opens, closes, count, dtype=np.int32)


def _asked_by(rng: np.random.Generator, cohort: Cohort, rows: Rows, unknown: float) -> Cells:
    """The usual doctor of each row (physician_id) on its day, unknown for a share of them."""
    return Cells(cohort.who.usual(rows.person, rows.day) + np.int32(1), chance(rng, unknown, rows.person.size))


def lab_tests_part(rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int) -> Part:
    """The `lab_tests` rows of a year: HbA1c of diabetics, other tests."""
    other, days = _sessions(rng, scene, cohort, index, 0.55, most=10)
    weights = 1 / np.arange(1, len(OTHER_TESTS) + 1) ** 0.7
    code = draw(rng, urn(weights, 256), other.size) + np.int32(1)
    rows = _rows(scene, cohort, [_hba1c(rng, scene, cohort, index), pack(other, days, code)])
    cells = _base(cohort, index, rows, "line_id", "performed_on") | {
        "prescriber_id": _asked_by(rng, cohort, rows, 0.05),
        "nabm": Cells(TESTS[rows.code]),
        "quantity": Cells(np.ones(rows.person.size, dtype=np.int16)),
    }
    return Part("lab_tests", cells, cohort.chunk, scene.first_year + index)


def _hba1c(rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int) -> Words:
    """HbA1c of diabetics, on distinct days spread over the year: three to five where the doctor's habit says so."""
    sick = np.flatnonzero(cohort.state.diabetic).astype(np.int32)
    often = chance(rng, cohort.state.habits["hba1c"][sick], sick.size)
    few = rng.choice(np.array([0, 1, 1, 2, 2, 2, 2]), sick.size)
    many = rng.choice(np.array([3, 3, 3, 4, 4, 5]), sick.size)
    times = np.where(often, many, few)
    person = np.repeat(sick, times)
    rank = np.arange(person.size) - np.repeat(np.cumsum(times) - times, times)
    pace = np.repeat((scene.opens[index + 1] - scene.opens[index]) / np.maximum(times, 1), times)
    days = ((rank + rng.uniform(0.1, 0.9, person.size)) * pace).astype(np.int32)
    return pack(person, days + np.int32(scene.opens[index] - scene.first), np.zeros(person.size, dtype=np.int32))


def _eye_checks(cohort: Cohort, year: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Diabetics whose eyes are checked that year: by a visit to the ophthalmologist, by a fundus act (often both)."""
    person = np.flatnonzero(cohort.customs.eye.due(year)).astype(np.int32)
    side = (person * 7 + year) % 5
    return person[side != 0], person[side != 1]


def procedures_part(rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int) -> Part:
    """The `procedures` rows of a year: eye fundus of diabetics, mammography, smears, other acts."""
    year, age, customs = scene.first_year + index, cohort.age(scene, index), cohort.customs
    breast = np.flatnonzero(customs.breast.due(year) & (age >= 48) & (age < 76)).astype(np.int32)
    cervix = np.flatnonzero(customs.cervix.due(year) & (age >= 23) & (age < 67)).astype(np.int32)
    other, days = _sessions(rng, scene, cohort, index, 0.6, most=2)
    words = [pack(other, days, _some_code(rng, OTHER_ACTS, np.ones(len(OTHER_ACTS)), other.size))]
    for person, codes, shares in (
        (_eye_checks(cohort, year)[1], EYE, (0.82, 0.06, 0.06, 0.06)),
        (breast, BREAST, (0.25, 0.6, 0.15)),
        (cervix, CERVIX, (0.5, 0.3, 0.1, 0.05, 0.05)),
    ):
        days = _some_day(rng, scene, index, person.size)
        words.append(pack(person, days, _some_code(rng, codes, np.array(shares), person.size)))
    rows = _rows(scene, cohort, words)
    count, doctors = rows.person.size, scene.doctors
    performer = rng.integers(doctors.gps + 1, doctors.count + 1, count, dtype=np.int32)
    cells = _base(cohort, index, rows, "line_id", "performed_on") | {
        "performer_id": Cells(performer, chance(rng, 0.04, count)),
        "prescriber_id": _asked_by(rng, cohort, rows, 0.35),
        "ccam": Cells(rows.code, None, CODES),
        "activity": Cells(np.ones(count, dtype=np.int8)),
        "phase": Cells(np.zeros(count, dtype=np.int8)),
    }
    return Part("procedures", cells, cohort.chunk, year)


def _some_code(
    rng: np.random.Generator, codes: tuple[str, ...], shares: NDArray[np.float64], count: int
) -> NDArray[np.int32]:
    """Positions in CODES of codes drawn with these shares."""
    position = np.array([CODES.index(code) for code in codes], dtype=np.int32)
    return position[draw(rng, urn(shares), count)]


def visits_parts(rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int) -> tuple[Part, Part]:
    """The `visits` rows of a year, and the `care_sheets` of the visits to a GP."""
    rows = _rows(scene, cohort, _visits(rng, scene, cohort, index))
    performer = _performers(rng, scene, cohort, rows)
    year = scene.first_year + index
    letter = np.array([LETTERS.index(kind.letter) for kind in VISITS], dtype=np.int32)
    cells = _base(cohort, index, rows, "line_id", "performed_on") | {
        "performer_id": Cells(performer),
        "act_code": Cells(np.array([kind.code for kind in VISITS], dtype=np.int16)[rows.code]),
        "act_letter": Cells(letter[rows.code], None, LETTERS),
        "specialty": Cells(np.array([kind.specialty for kind in VISITS], dtype=np.int16)[rows.code]),
    }
    gp = np.flatnonzero(rows.code < len(GP_VISITS))
    seen = Rows(rows.person[gp], rows.day[gp], rows.code[gp])
    sheets = _sheets(rng, scene, cohort, index, seen, performer[gp])
    return Part("visits", cells, cohort.chunk, year), Part("care_sheets", sheets, cohort.chunk, year)


def _visits(rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int) -> list[Words]:
    """Visits to GPs and to specialists; diabetics see the ophthalmologist as they are followed up, not by chance."""
    gp, gp_days = _sessions(rng, scene, cohort, index, 4.2)
    gp_kind = draw(rng, urn([kind.share for kind in GP_VISITS], 256), gp.size)
    other, other_days = _sessions(rng, scene, cohort, index, 0.55)
    shares = [kind.share for kind in (*EYE_VISITS, *OTHER_VISITS)]
    kind = draw(rng, urn(shares, 256), other.size) + np.int32(len(GP_VISITS))
    eye_kinds = len(GP_VISITS) + len(EYE_VISITS)
    keep = ~(cohort.state.diabetic[other] & (kind < eye_kinds))
    eye = _eye_checks(cohort, scene.first_year + index)[0]
    return [
        pack(gp, gp_days, gp_kind),
        pack(other[keep], other_days[keep], kind[keep]),
        pack(eye, _some_day(rng, scene, index, eye.size), np.full(eye.size, len(GP_VISITS), dtype=np.int32)),
    ]


def _performers(rng: np.random.Generator, scene: Scene, cohort: Cohort, rows: Rows) -> NDArray[np.int32]:
    """Who was visited (physician_id): mostly the usual doctor, or a specialist of the kind of visit."""
    performer = cohort.who.usual(rows.person, rows.day)
    away = np.flatnonzero((rows.code < len(GP_VISITS)) & chance(rng, 0.14, rows.person.size))
    performer[away] = pick(rng, scene.doctors.later_choice, away.size)
    for at in range(len(GP_VISITS), len(VISITS)):
        mine = np.flatnonzero(rows.code == at)
        performer[mine] = rng.choice(scene.doctors.of_specialty(VISITS[at].specialty), mine.size)
    return (performer + 1).astype(np.int32)


def _sheets(
    rng: np.random.Generator, scene: Scene, cohort: Cohort, index: int, seen: Rows, performer: NDArray[np.int32]
) -> dict[str, Cells]:
    """Care sheets; exclusions: 1 AME, 2 infant under three months, 3 patient absent, 4 hospital sheet."""
    lot = rng.integers(0, 1000, seen.person.size)
    exclusion = np.where(lot < 8, 1, np.where(lot < 20, 3, np.where(lot < 26, 4, 0)))
    exclusion = np.where(seen.day - cohort.who.born[seen.person] < 90, 2, exclusion)
    odds = scene.doctors.habits["electronic"][performer - 1]
    electronic: Flags = chance(rng, odds, performer.size)
    return _base(cohort, index, seen, "sheet_id", "issued_on") | {
        "performer_id": Cells(performer),
        "electronic": Cells(electronic),
        "exclusion": Cells(exclusion.astype(np.int8)),
    }
