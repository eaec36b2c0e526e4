"""Every day from 1985-12-21 to 2026-11-22 has one state, and one only, for each instrument, level, profession and variant.

The expected series are written from the dossier (2.1 to 2.4), not from the catalogue.
Next: src/bonusage/legality/temporal.py.
"""

from __future__ import annotations

import datetime as dt
import random

import pytest

from bonusage.desk.law_facts import load_law_facts
from bonusage.legality.act import ActKind, Level
from bonusage.legality.law_facts import KNOWN_FROM, UNKNOWN_FROM, LawFacts
from bonusage.legality.temporal import (
    KIND_IN_FRENCH,
    State,
    Unsettled,
    change_days,
    phase_on,
    phases,
    rows_on,
    said,
    usual_profession,
)

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(1985, 12, 21), dt.date(2026, 11, 22)
PAIRS = [(kind, level) for kind in ActKind for level in Level]
NATIONAL, REGIONAL, LOCAL = Level.NATIONAL, Level.REGIONAL, Level.LOCAL


def d(text: str) -> dt.date:
    """'30/12/1999', as the dossier writes days."""
    day, month, year = text.split("/")
    return dt.date(int(year), int(month), int(day))


ABSENT, RUN_OFF, REPEALED, UNKNOWN = "does_not_exist", "run_off", "repealed", "not_known"
TEXTS = [
    ("A-R0a", "21/12/1985"),
    ("A-R0b", "25/04/1996"),
    ("A-R1", "30/12/1999"),
    ("A-R2", "07/03/2002"),
    ("A-R3", "17/08/2004"),
]
ENDED = [(REPEALED, "01/04/2010"), (RUN_OFF, "12/08/2011"), (REPEALED, "01/01/2013")]
NEVER = [(ABSENT, "21/12/1985")]

SERIES: dict[tuple[ActKind, Level], list[tuple[str, str]]] = {
    (ActKind.CONVENTION, NATIONAL): TEXTS,
    (ActKind.AMENDMENT, NATIONAL): TEXTS,
    (ActKind.ANNEX, NATIONAL): TEXTS,
    (ActKind.FRAMEWORK, NATIONAL): [(ABSENT, "21/12/1985"), ("A-R2", "07/03/2002"), ("A-R3", "17/08/2004")],
    (ActKind.LOCAL, LOCAL): [("A-L0", "21/12/1985")],
    (ActKind.ACBUS, NATIONAL): [
        (ABSENT, "21/12/1985"),
        ("A-B1", "30/12/1999"),
        ("A-B2", "07/03/2002"),
        ("A-B3n", "19/12/2003"),
    ],
    (ActKind.ACBUS, REGIONAL): [
        (ABSENT, "21/12/1985"),
        ("A-B1", "30/12/1999"),
        ("A-B2", "07/03/2002"),
        ("A-B3r", "19/12/2003"),
        ("A-B4r", "17/08/2004"),
        (REPEALED, "26/02/2010"),
    ],
    (ActKind.CBP, NATIONAL): [(ABSENT, "21/12/1985"), ("A-C1", "30/12/1999"), ("A-C2n", "19/12/2003"), *ENDED],
    (ActKind.CBP, REGIONAL): [(ABSENT, "21/12/1985"), ("A-C2r", "19/12/2003"), ("A-C3r", "17/08/2004"), *ENDED],
    (ActKind.CBP_SUPPLEMENT, REGIONAL): [(ABSENT, "21/12/1985"), ("A-C1", "30/12/1999"), (REPEALED, "19/12/2003")],
    (ActKind.CSP, NATIONAL): [
        (ABSENT, "21/12/1985"),
        ("A-S1", "07/03/2002"),
        ("A-S2", "19/12/2003"),
        ("A-S3", "17/08/2004"),
        *ENDED,
    ],
    (ActKind.CSP, REGIONAL): [(ABSENT, "21/12/1985"), ("A-S2", "19/12/2003"), ("A-S3", "17/08/2004"), *ENDED],
    (ActKind.FALLBACK, NATIONAL): [(ABSENT, "21/12/1985"), ("A-F1", "07/03/2002"), (REPEALED, "01/04/2010")],
    (ActKind.CAPI, NATIONAL): [(ABSENT, "21/12/1985"), ("A-K1", "22/12/2007")],
    (ActKind.CAPI, LOCAL): [(ABSENT, "21/12/1985"), ("A-K1", "22/12/2007")],
    (ActKind.COMMITMENTS, NATIONAL): [(ABSENT, "21/12/1985"), ("A-R3", "22/12/2010")],
    (ActKind.HEALTH_CENTRES, NATIONAL): [(ABSENT, "21/12/1985"), ("A-HC", "30/12/1999")],
}
"""What each instrument is from each day on; every other pair never existed; from 11/04/2015 nothing is known."""


@pytest.fixture(scope="module")
def facts() -> LawFacts:
    return load_law_facts()


def expected(kind: ActKind, level: Level, day: dt.date) -> str:
    """What the table says of that day."""
    if day >= d("11/04/2015"):
        return UNKNOWN
    return [name for name, since in SERIES.get((kind, level), NEVER) if d(since) <= day][-1]


@pytest.mark.parametrize(("kind", "level"), PAIRS)
def test_each_day_has_the_state_that_the_dossier_gives(facts: LawFacts, kind: ActKind, level: Level) -> None:
    """All the days, through the series; then the function that answers for one day, on both sides of each change."""
    series = phases(facts, kind, level)
    day, found = FIRST, 0
    while day <= LAST:
        covering = [one for one in series if one.since and one.since <= day and (one.until is None or day < one.until)]
        assert len(covering) == 1, f"{day}: {covering}"
        until = min(covering[0].until or LAST + DAY, LAST + DAY)
        wanted = {expected(kind, level, day + DAY * step) for step in range((until - day).days)}
        assert wanted == {covering[0].id}, f"from {day} to {until}"
        found += (until - day).days
        day = until
    assert found == (LAST - FIRST).days + 1
    around = {one + DAY * step for one in change_days(facts, kind, level) for step in (-1, 0, 1)}
    for one in sorted(around | {LAST}):
        if one >= FIRST:
            assert phase_on(facts, kind, level, one).id == expected(kind, level, one), one


def test_a_sample_of_days_of_every_profession_and_variant_has_one_state(facts: LawFacts) -> None:
    """Every change day and its neighbours, and days drawn from a seed: never two rows, never none."""
    chance = random.Random(20150410)
    drawn = [FIRST + DAY * chance.randrange((LAST - FIRST).days + 1) for _ in range(25)]
    for kind, level in PAIRS:
        days = {one + DAY * step for one in change_days(facts, kind, level) for step in (-1, 0, 1)} | set(drawn)
        variants = {"", *(row.variant for row in facts.rows[kind, level])}
        for variant in sorted(variants):
            for profession in facts.professions:
                for day in days:
                    if FIRST <= day < UNKNOWN_FROM:
                        found = rows_on(facts, kind, level, day, profession, variant)
                        assert len(found) == 1, (kind, level, variant, profession, day, found)
                    phase_on(facts, kind, level, day, profession, variant)


def test_nothing_is_known_outside_the_texts_that_were_read_and_the_unknown_is_never_lawful(facts: LawFacts) -> None:
    assert d("21/12/1985") == KNOWN_FROM
    assert d("11/04/2015") == UNKNOWN_FROM
    for kind, level in PAIRS:
        for day in (KNOWN_FROM - DAY, UNKNOWN_FROM, dt.date(2016, 1, 28), LAST):
            found = phase_on(facts, kind, level, day)
            assert (found.state, found.lawful) == (State.NOT_KNOWN, False)
        before = phase_on(facts, kind, level, UNKNOWN_FROM - DAY)
        assert before.until == UNKNOWN_FROM


def test_only_a_regime_is_lawful(facts: LawFacts) -> None:
    for day, wanted in ((d("31/03/2010"), True), (d("01/04/2010"), False), (d("12/08/2011"), False)):
        assert phase_on(facts, ActKind.CSP, NATIONAL, day).lawful is wanted


@pytest.mark.parametrize(
    ("kind", "level", "profession", "variant", "day", "id"),
    [
        (ActKind.ACBUS, NATIONAL, "infirmier", "", "06/03/2002", ABSENT),
        (ActKind.ACBUS, NATIONAL, "infirmier", "", "07/03/2002", "A-B2"),
        (ActKind.ACBUS, NATIONAL, "medecin_specialiste", "", "06/03/2002", "A-B1"),
        (ActKind.ACBUS, NATIONAL, "centre_de_sante", "", "16/08/2004", ABSENT),
        (ActKind.ACBUS, NATIONAL, "centre_de_sante", "", "17/08/2004", "A-B3n"),
        (ActKind.ACBUS, NATIONAL, "medecin", "annexe_de_convention", "06/03/2002", ABSENT),
        (ActKind.ACBUS, NATIONAL, "medecin", "annexe_de_convention", "18/12/2003", "A-R2"),
        (ActKind.ACBUS, NATIONAL, "medecin", "annexe_de_convention", "19/12/2003", REPEALED),
        (ActKind.CBP, NATIONAL, "ambulancier", "", "06/03/2002", ABSENT),
        (ActKind.CBP, NATIONAL, "ambulancier", "", "07/03/2002", "A-C1"),
        (ActKind.CSP, NATIONAL, "ambulancier", "", "07/03/2002", ABSENT),
        (ActKind.CSP, NATIONAL, "ambulancier", "", "12/08/2011", ABSENT),
        (ActKind.CONVENTION, NATIONAL, "infirmier", "", "04/01/1993", "A-R0"),
        (ActKind.CONVENTION, NATIONAL, "laboratoire", "", "29/12/1999", "A-R0"),
        (ActKind.CONVENTION, NATIONAL, "laboratoire", "", "30/12/1999", "A-R1"),
        (ActKind.CONVENTION, NATIONAL, "masseur_kinesitherapeute", "", "26/07/1994", "A-R0"),
        (ActKind.CONVENTION, NATIONAL, "masseur_kinesitherapeute", "", "27/07/1994", UNKNOWN),
        (ActKind.CONVENTION, NATIONAL, "ambulancier", "", "22/03/2003", UNKNOWN),
        (ActKind.CONVENTION, NATIONAL, "ambulancier", "", "23/03/2003", "A-AMB"),
        (ActKind.CONVENTION, NATIONAL, "ambulancier", "", "17/08/2004", UNKNOWN),
        (ActKind.CONVENTION, NATIONAL, "medecin", "reglement_arbitral", "16/08/2004", ABSENT),
        (ActKind.CONVENTION, NATIONAL, "medecin", "reglement_arbitral", "17/08/2004", "A-R3"),
        (ActKind.FRAMEWORK, NATIONAL, "medecin", "interprofessionnel", "16/08/2004", ABSENT),
        (ActKind.FRAMEWORK, NATIONAL, "medecin", "interprofessionnel", "17/08/2004", "A-R3"),
        (ActKind.ANNEX, NATIONAL, "medecin", "annexe_annuelle", "31/12/1996", ABSENT),
        (ActKind.ANNEX, NATIONAL, "medecin", "annexe_annuelle", "01/01/1997", "A-A0"),
        (ActKind.ANNEX, NATIONAL, "medecin", "annexe_annuelle", "30/12/1999", "A-A1"),
        (ActKind.ANNEX, NATIONAL, "medecin", "annexe_annuelle", "07/03/2002", REPEALED),
        (ActKind.ANNEX, NATIONAL, "medecin", "mesures_des_caisses", "29/12/1999", ABSENT),
        (ActKind.ANNEX, NATIONAL, "medecin", "mesures_des_caisses", "07/03/2002", "A-A2"),
        (ActKind.ANNEX, NATIONAL, "medecin", "mesures_des_caisses", "23/12/2002", "A-A2"),
        (ActKind.ANNEX, NATIONAL, "medecin", "mesures_des_caisses", "24/12/2002", REPEALED),
        (ActKind.COMMITMENTS, NATIONAL, "centre_de_sante", "", "22/12/2010", "A-HC"),
        (ActKind.COMMITMENTS, NATIONAL, "infirmier", "", "22/12/2010", UNKNOWN),
    ],
)
def test_professions_and_variants_have_their_own_days(
    facts: LawFacts, kind: ActKind, level: Level, profession: str, variant: str, day: str, id: str
) -> None:
    assert phase_on(facts, kind, level, d(day), profession, variant).id == id


def test_two_rows_on_one_day_or_none_are_refused(facts: LawFacts) -> None:
    key = (ActKind.CAPI, LOCAL)
    for rows in ((), facts.rows[key] + facts.rows[key]):
        broken = facts._replace(rows={**facts.rows, key: rows})
        with pytest.raises(Unsettled, match="capi, local"):
            phase_on(broken, *key, d("01/01/2009"))


def test_a_state_is_told_in_french(facts: LawFacts) -> None:
    assert set(KIND_IN_FRENCH) == set(ActKind)
    told = said(phase_on(facts, ActKind.CBP, NATIONAL, d("01/01/2012")), ActKind.CBP)
    assert told.startswith("contrat de bonne pratique : extinction depuis le 12 août 2011 (")


def test_a_variant_or_a_profession_that_no_row_names_is_as_any_other(facts: LawFacts) -> None:
    for kind, level in PAIRS:
        for day in change_days(facts, kind, level):
            phase_on(facts, kind, level, day, "licorne")
            plain = phase_on(facts, kind, level, day, "medecin")
            assert phase_on(facts, kind, level, day, "medecin", "licorne") == plain
    on = d("01/01/2003")
    assert phase_on(facts, ActKind.HEALTH_CENTRES, NATIONAL, on) == phase_on(
        facts, ActKind.HEALTH_CENTRES, NATIONAL, on, "centre_de_sante"
    )
    assert usual_profession(ActKind.HEALTH_CENTRES) == "centre_de_sante"
    assert {usual_profession(kind) for kind in ActKind if kind != ActKind.HEALTH_CENTRES} == {"medecin"}
