"""What becomes of a text before those who approve it: every regime, both sides of every last day, every way to end.

Days are counted by hand from the texts (45, 21, 15 days, one month), never from the code's answers.
Next: src/bonusage/legality/approval.py; tests/properties/test_legal_approval.py.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bonusage.desk.law_facts import load_law_facts
from bonusage.law.address import parse_address
from bonusage.legality.act import (
    Act,
    ActKind,
    Commitment,
    Content,
    Counterpart,
    Decision,
    Level,
    Opinion,
    Party,
    Transmission,
)
from bonusage.legality.approval import Stage, Standing, standing
from bonusage.legality.approval_acts import Worth
from bonusage.legality.approval_count import last_day, plus_months, worked
from bonusage.legality.approval_opinions import awaited, required_on
from bonusage.legality.finding import Finding, Verdict
from bonusage.legality.law_facts import LawFacts

NATIONAL, REGIONAL, LOCAL = Level.NATIONAL, Level.REGIONAL, Level.LOCAL
TWO = ("MIN_SANTE", "MIN_SECU")
FIVE = (*TWO, "MIN_AGRI", "MIN_ECO", "MIN_BUDGET")
FACTS = load_law_facts()


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def received(day: str, *to: str, complete: bool = True, version: int = 1) -> tuple[Transmission, ...]:
    return tuple(Transmission(one, "CNAMTS", d(day), d(day), complete, version) for one in to)


def act(kind: ActKind, level: Level, concluded: str, *transmissions: Transmission, **more: Any) -> Act:
    given: dict[str, Any] = {
        "parties": (Party("CNAMTS"), Party("CCMSA"), Party("MGFRANCE")),
        "content": Content(
            commitments=(Commitment("e1", "evaluation"), Commitment("e2", "followup", divisible=False)),
            counterparts=(Counterpart("part", "flat"),),
        ),
    }
    given |= {"professions": ("medecin",), "concluded_on": d(concluded), **more}
    return Act("a", kind, level, "a", transmissions=transmissions, **given)


def opposed(on: str, *by: str, to: tuple[str, ...] = ("CNAMTS", "CCMSA", "MGFRANCE"), **more: Any) -> Decision:
    given: dict[str, Any] = {"grounds": ("LAW",), "notified_on": d(on), "notified_to": to}
    return Decision("opposition", by or TWO, d(on), **given | more)


def severed(on: str, *provisions: str, **more: Any) -> Decision:
    given: dict[str, Any] = {"grounds": ("LAW",), "notified_on": d(on), "notified_to": ("CNAMTS", "CCMSA")}
    return Decision("severance", TWO, d(on), **{"provisions": provisions} | given | more)


def at(one: Act, day: str, facts: LawFacts = FACTS, **more: Any) -> Standing:
    return standing(one, d(day), facts, **more)


ACBUS = act(ActKind.ACBUS, NATIONAL, "2002-06-20", *received("2002-07-01", *TWO))
"""Received on 1 July 2002: 45 days end on 15 August, a holiday."""


# ---- the regimes


@pytest.mark.parametrize(
    ("one", "regime", "last", "address"),
    [
        (
            act(ActKind.AMENDMENT, NATIONAL, "1999-12-20", *received("1999-12-30", *FIVE)),
            "A-R1",
            "2000-02-13",
            "CSS:L162-15@1999-12-30#al2",
        ),
        (
            act(ActKind.CONVENTION, NATIONAL, "2002-02-20", *received("2002-03-06", *FIVE)),
            "A-R1",
            "2002-04-20",
            "CSS:L162-15@1999-12-30#al2",
        ),
        (
            act(ActKind.CONVENTION, NATIONAL, "2002-02-20", *received("2002-03-07", *FIVE)),
            "A-R2",
            "2002-04-21",
            "CSS:L162-15@2002-03-07#al2",
        ),
        (
            act(ActKind.FRAMEWORK, NATIONAL, "2002-02-20", *received("2002-03-07", *FIVE)),
            "A-R2",
            "2002-04-21",
            "CSS:L162-15@2002-03-07#al2",
        ),
        (
            act(ActKind.AMENDMENT, NATIONAL, "2004-08-01", *received("2004-08-16", *FIVE)),
            "A-R2",
            "2004-09-30",
            "CSS:L162-15@2002-03-07#al2",
        ),
        (
            act(ActKind.AMENDMENT, NATIONAL, "2004-08-01", *received("2004-08-17", *TWO)),
            "A-R3",
            "2004-09-07",
            "CSS:L162-15@2004-08-17#al2",
        ),
        (
            act(ActKind.CONVENTION, NATIONAL, "2011-07-26", *received("2011-09-01", *TWO)),
            "A-R3",
            "2011-09-22",
            "CSS:L162-15@2004-08-17#al2",
        ),
        (
            act(ActKind.COMMITMENTS, NATIONAL, "2011-07-26", *received("2011-09-01", *TWO)),
            "A-R3",
            "2011-09-22",
            "CSS:L162-5@2010-12-22#22°",
        ),
        (
            act(
                ActKind.HEALTH_CENTRES,
                NATIONAL,
                "2003-01-05",
                *received("2003-01-10", *FIVE),
                professions=("centre_de_sante",),
            ),
            "A-HC",
            "2003-02-24",
            "CSS:L162-32-2@1999-12-30",
        ),
        (
            act(
                ActKind.HEALTH_CENTRES,
                NATIONAL,
                "2005-01-05",
                *received("2005-01-10", *TWO),
                professions=("centre_de_sante",),
            ),
            "A-HC",
            "2005-01-31",
            "CSS:L162-32-2@2004-08-17",
        ),
        (
            act(ActKind.ACBUS, NATIONAL, "1999-12-30", *received("1999-12-31", *TWO)),
            "A-B1",
            "2000-02-14",
            "CSS:L162-12-17@1999-12-30#al6",
        ),
        (ACBUS, "A-B2", "2002-08-15", "CSS:L162-12-17@2002-03-07#al6"),
        (
            act(ActKind.ACBUS, NATIONAL, "2003-12-10", *received("2003-12-18", *TWO)),
            "A-B2",
            "2004-02-01",
            "CSS:L162-12-17@2002-03-07#al6",
        ),
        (
            act(ActKind.ACBUS, REGIONAL, "2004-01-10", *received("2004-01-18", "CNAMTS")),
            "A-B3r",
            "2004-03-03",
            "CSS:L162-12-17@2003-12-19#al7",
        ),
        (
            act(ActKind.ACBUS, REGIONAL, "2005-01-10", *received("2005-01-18", "UNCAM")),
            "A-B4r",
            "2005-03-04",
            "CSS:L162-12-17@2004-08-17#al7",
        ),
        (
            act(ActKind.CBP, REGIONAL, "2004-01-10", *received("2004-01-18", "CNAMTS")),
            "A-C2r",
            "2004-03-03",
            "CSS:L162-12-18@2003-12-19#al15",
        ),
        (
            act(ActKind.CBP, REGIONAL, "2005-01-10", *received("2005-01-18", "UNCAM")),
            "A-C3r",
            "2005-03-04",
            "CSS:L162-12-18@2004-08-17#al15",
        ),
        (
            act(ActKind.CSP, NATIONAL, "2004-01-10", *received("2004-01-18", "CNAMTS")),
            "A-S2",
            "2004-03-03",
            "CSS:L162-12-20@2003-12-19#al7",
        ),
        (
            act(ActKind.CSP, REGIONAL, "2005-01-10", *received("2005-01-18", "UNCAM")),
            "A-S3",
            "2005-03-04",
            "CSS:L162-12-20@2004-08-17#al7",
        ),
        (
            act(ActKind.CBP, NATIONAL, "2001-01-05", *received("2001-01-10", *FIVE)),
            "A-C1",
            "2001-02-24",
            "CSS:L162-15@1999-12-30#al2",
        ),
        (
            act(ActKind.CSP, NATIONAL, "2003-01-05", *received("2003-01-10", *FIVE)),
            "A-S1",
            "2003-02-24",
            "CSS:L162-15@2002-03-07#al2",
        ),
        (
            act(ActKind.CAPI, NATIONAL, "2009-03-09", *received("2009-03-12", *TWO)),
            "A-K1",
            "2009-04-12",
            "CSS:D162-1-9@2008-06-26",
        ),
        (
            act(ActKind.CAPI, NATIONAL, "2009-01-20", *received("2009-01-31", *TWO)),
            "A-K1",
            "2009-02-28",
            "CSS:D162-1-9@2008-06-26",
        ),
        (
            act(ActKind.ANNEX, NATIONAL, "1997-02-01", *received("1997-02-03", *TWO), variant="annexe_annuelle"),
            "A-A0",
            "1997-02-18",
            "CSS:L162-5-8@1997-01-01#al2",
        ),
        (
            act(ActKind.ANNEX, NATIONAL, "2000-02-01", *received("2000-02-03", *FIVE), variant="annexe_annuelle"),
            "A-A1",
            "2000-02-18",
            "CSS:L162-15-3@1999-12-30#al8",
        ),
        (
            act(ActKind.ANNEX, NATIONAL, "2002-12-01", *received("2002-12-23", *FIVE), variant="mesures_des_caisses"),
            "A-A2",
            "2003-01-07",
            "CSS:L162-15-3@2002-03-07#al8",
        ),
        (
            act(
                ActKind.CONVENTION, NATIONAL, "2003-06-01", *received("2003-06-02", *TWO), professions=("ambulancier",)
            ),
            "A-AMB",
            "2003-07-17",
            "CTS2002:30",
        ),
        (
            act(ActKind.ACBUS, NATIONAL, "2003-01-05", *received("2003-01-10", *FIVE), variant="annexe_de_convention"),
            "A-R2",
            "2003-02-24",
            "CSS:L162-14-1@2002-03-07#2°",
        ),
    ],
)
def test_silence_through_the_period_approves_the_day_after(one: Act, regime: str, last: str, address: str) -> None:
    running, approved = at(one, last), standing(one, d(last) + dt.timedelta(days=1), FACTS)
    assert (running.stage, running.until, running.regime) == (Stage.RUNNING, d(last), regime)
    assert (approved.stage, approved.since) == (Stage.DEEMED_APPROVED, d(last) + dt.timedelta(days=1))
    assert approved.address == parse_address(address)
    assert f"régime {regime}" in approved.sentence
    before = one.transmissions[0].received_on
    assert before is not None
    assert standing(one, before - dt.timedelta(days=1), FACTS).stage != Stage.RUNNING


def test_before_30_december_1999_silence_never_approves() -> None:
    one = act(ActKind.AMENDMENT, NATIONAL, "1999-01-11", *received("1999-01-20", *TWO))
    assert at(one, "1999-12-29").stage == Stage.RUNNING
    assert at(one, "2003-01-01").stage == Stage.RUNNING
    ordered = one._replace(decisions=(Decision("approval", ("MIN_SANTE",), d("1999-03-01")),))
    assert at(ordered, "1999-02-28").stage == Stage.RUNNING
    assert (at(ordered, "1999-03-01").stage, at(ordered, "1999-03-01").regime) == (Stage.APPROVED, "A-R0b")
    excluded = Decision("exclusion_of_references", TWO, d("1999-03-01"), ("PH",), notified_on=d("1999-03-01"))
    both = one._replace(decisions=(*ordered.decisions, excluded))
    assert at(both, "1999-03-01").stage == Stage.SEVERED
    early = act(
        ActKind.AMENDMENT, NATIONAL, "1990-01-11", decisions=(Decision("order", ("MIN_SANTE",), d("1990-03-01")),)
    )
    assert (at(early, "1990-03-01").stage, at(early, "1990-03-01").regime) == (Stage.APPROVED, "A-R0a")
    cut = early._replace(
        decisions=(*early.decisions, excluded._replace(on=d("1990-03-01"), notified_on=d("1990-03-01")))
    )
    assert [one.worth for one in at(cut, "1990-03-01").void] == [Worth.VOID]


@pytest.mark.parametrize(
    ("one", "day", "regime"),
    [
        (act(ActKind.CBP_SUPPLEMENT, REGIONAL, "2001-01-10"), "2001-02-01", "A-C1"),
        (act(ActKind.CBP, NATIONAL, "2004-01-10"), "2004-02-01", "A-C2n"),
        (act(ActKind.FALLBACK, NATIONAL, "2004-01-10"), "2004-02-01", "A-F1"),
        (act(ActKind.CAPI, LOCAL, "2009-05-10"), "2009-06-01", "A-K1"),
    ],
)
def test_some_need_no_approval(one: Act, day: str, regime: str) -> None:
    found = at(one, day)
    assert (found.stage, found.regime, found.in_force) == (Stage.NOT_NEEDED, regime, one.concluded_on)


def test_from_19_december_2003_a_national_acbus_is_in_force_on_publication() -> None:
    one = act(ActKind.ACBUS, NATIONAL, "2004-01-10")
    assert (at(one, "2004-02-01").stage, at(one, "2004-02-01").in_force) == (Stage.NOT_NEEDED, None)
    one = one._replace(decisions=(Decision("publication", (), d("2004-02-10")),))
    assert at(one, "2004-02-09").in_force is None
    found = at(one, "2004-02-10")
    assert (found.stage, found.in_force, found.lets_in) == (Stage.NOT_NEEDED, d("2004-02-10"), True)
    late = ACBUS._replace(transmissions=(), decisions=(Decision("publication", (), d("2003-12-18")),))
    assert at(late, "2004-02-01").in_force is None, "a publication under the old regime lets nothing in"


@pytest.mark.parametrize(
    ("one", "day", "stage"),
    [
        (act(ActKind.ACBUS, NATIONAL, "1999-12-01"), "1999-12-29", Stage.NO_REGIME),
        (act(ActKind.ACBUS, REGIONAL, "2010-02-26"), "2010-02-26", Stage.NO_REGIME),
        (act(ActKind.CSP, NATIONAL, "2010-04-01"), "2012-01-01", Stage.NO_REGIME),
        (act(ActKind.CSP, NATIONAL, "2003-04-01", professions=("ambulancier",)), "2003-05-01", Stage.NO_REGIME),
        (
            act(ActKind.CONVENTION, NATIONAL, "1998-04-01", professions=("masseur_kinesitherapeute",)),
            "1998-05-01",
            Stage.NOT_KNOWN,
        ),
        (act(ActKind.LOCAL, LOCAL, "2003-04-01"), "2003-05-01", Stage.NOT_KNOWN),
        (act(ActKind.CBP, NATIONAL, "2002-04-01", professions=("ambulancier",)), "2002-05-01", Stage.NOT_KNOWN),
        (act(ActKind.CONVENTION, NATIONAL, "2014-04-01", *received("2014-04-02", *TWO)), "2015-04-11", Stage.NOT_KNOWN),
        (act(ActKind.CONVENTION, NATIONAL, "1985-04-01"), "1985-12-20", Stage.NOT_KNOWN),
        (act(ActKind.CAPI, NATIONAL, "2008-01-07", *received("2008-01-10", *TWO)), "2008-06-30", Stage.NOT_KNOWN),
        (
            act(ActKind.CONVENTION, NATIONAL, "2003-06-01", professions=("medecin", "ambulancier")),
            "2003-06-02",
            Stage.NOT_KNOWN,
        ),
    ],
)
def test_what_does_not_exist_or_is_not_known_lets_nothing_in(one: Act, day: str, stage: Stage) -> None:
    found = at(one, day)
    assert (found.stage, found.lets_in) == (stage, False)
    assert found.sentence.endswith(".")


# ---- the receipt


def test_nothing_runs_before_the_last_minister_received_a_complete_file() -> None:
    one = ACBUS._replace(transmissions=received("2002-07-01", "MIN_SANTE") + received("2002-07-11", "MIN_SECU"))
    assert at(one, "2002-07-10").stage == Stage.NOT_SUBMITTED
    assert "sécurité sociale" in at(one, "2002-07-10").sentence
    assert at(one, "2002-07-11").until == d("2002-08-25")
    first = FACTS.with_policies(receipt="first_receipt")
    assert at(one, "2002-07-10", first).until == d("2002-08-15")
    poor = ACBUS._replace(transmissions=received("2002-07-01", *TWO, complete=False))
    assert at(poor, "2002-12-01").stage == Stage.NOT_SUBMITTED
    assert "incomplet" in at(poor, "2002-12-01").sentence
    assert at(poor, "2002-12-01", FACTS.with_policies(file="any_file")).stage == Stage.DEEMED_APPROVED
    completed = poor._replace(transmissions=poor.transmissions + received("2002-09-02", *TWO))
    assert at(completed, "2002-09-02").until == d("2002-10-17")


def test_a_text_never_sent_or_sent_to_another_is_not_submitted() -> None:
    assert at(ACBUS._replace(transmissions=()), "2002-12-01").stage == Stage.NOT_SUBMITTED
    sent = tuple(one._replace(received_on=None) for one in ACBUS.transmissions)
    assert at(ACBUS._replace(transmissions=sent), "2002-12-01").stage == Stage.NOT_SUBMITTED
    wrong = act(ActKind.ACBUS, REGIONAL, "2005-01-10", *received("2005-01-18", "CNAMTS"))
    assert at(wrong, "2005-06-01").stage == Stage.NOT_SUBMITTED


def test_an_annual_annex_counts_from_its_sending() -> None:
    sent = tuple(Transmission(one, "CNAMTS", d("1997-02-03"), d("1997-02-10")) for one in TWO)
    one = act(ActKind.ANNEX, NATIONAL, "1997-02-01", *sent, variant="annexe_annuelle")
    assert at(one, "1997-02-18").until == d("1997-02-18")


def test_a_new_version_of_the_text_starts_again() -> None:
    two = ACBUS._replace(text_version=2, transmissions=ACBUS.transmissions + received("2002-08-01", *TWO, version=2))
    assert at(two, "2002-08-20").until == d("2002-09-15")
    assert at(ACBUS._replace(text_version=2), "2002-08-20").stage == Stage.NOT_SUBMITTED


def test_the_version_of_the_law_is_that_of_the_receipt_or_of_the_conclusion() -> None:
    one = act(ActKind.AMENDMENT, NATIONAL, "2004-08-10", *received("2004-08-20", *FIVE))
    assert at(one, "2004-08-25").regime == "A-R3"
    found = at(one, "2004-08-25", FACTS.with_policies(version_of_approval="conclusion"))
    assert (found.regime, found.until) == ("A-R2", d("2004-10-04"))


def test_what_the_sources_do_not_tell_is_not_known() -> None:
    untold = ACBUS._replace(transmissions=(), unknown=("transmissions",))
    assert at(untold, "2002-12-01").stage == Stage.NOT_KNOWN
    assert at(untold, "2004-12-01").regime == "A-B2"
    approved = untold._replace(decisions=(Decision("approval", TWO, d("2002-08-26")),))
    assert at(approved, "2002-08-25").stage == Stage.NOT_KNOWN
    assert (at(approved, "2002-08-26").stage, at(approved, "2002-08-26").regime) == (Stage.APPROVED, "A-B2")
    noticed = untold._replace(decisions=(Decision("deemed_approved", (), d("2002-09-10")),))
    assert at(noticed, "2002-09-09").stage == Stage.NOT_KNOWN
    assert at(noticed, "2002-09-10").stage == Stage.DEEMED_APPROVED
    against = untold._replace(decisions=(opposed("2002-08-01"),))
    assert at(against, "2002-12-01").stage == Stage.NOT_KNOWN


# ---- explicit approval, opposition, late acts


def test_an_approval_is_of_all_who_approve() -> None:
    one = ACBUS._replace(decisions=(Decision("approval", TWO, d("2002-07-20")),))
    assert [at(one, day).stage for day in ("2002-07-19", "2002-07-20")] == [Stage.RUNNING, Stage.APPROVED]
    assert at(one, "2002-12-01").in_force == d("2002-07-20")
    alone = ACBUS._replace(decisions=(Decision("approval", ("MIN_SANTE",), d("2002-07-20")),))
    assert (at(alone, "2002-07-20").stage, at(alone, "2002-08-16").stage) == (Stage.RUNNING, Stage.DEEMED_APPROVED)
    five = FACTS.with_policies(acbus_ministers="five")
    assert at(one, "2002-12-01", five).stage == Stage.NOT_SUBMITTED


@pytest.mark.parametrize("ground", ["LAW", "EXP", "PH", "EA"])
def test_an_opposition_on_a_listed_ground_in_time_stops_the_text(ground: str) -> None:
    for day in ("2002-07-01", "2002-08-15"):
        one = ACBUS._replace(decisions=(opposed(day, grounds=(ground,)),))
        for seen in (day, "2002-08-16", "2003-06-01"):
            found = at(one, seen)
            assert (found.stage, found.since, found.grounds) == (Stage.OPPOSED, d(day), (ground,))
            assert FACTS.grounds[ground] in found.sentence


@pytest.mark.parametrize(
    ("decision", "stage", "why"),
    [
        (opposed("2002-08-16"), Stage.DEEMED_APPROVED, "dernier jour du délai"),
        (opposed("2002-08-14", notified_on=d("2002-08-16")), Stage.DEEMED_APPROVED, "notifiée le 16 août 2002"),
        (opposed("2002-07-20", grounds=("COG",)), Stage.DEEMED_APPROVED, "hors de ceux du texte"),
        (opposed("2002-07-20", grounds=("PHS",)), Stage.DEEMED_APPROVED, "hors de ceux du texte"),
        (opposed("2002-07-20", grounds=()), Stage.DEEMED_APPROVED, "aucun"),
        (opposed("2002-07-20", "MIN_AGRI"), Stage.DEEMED_APPROVED, "n'émane pas de"),
        (opposed("2002-07-20", to=("CANAM",)), Stage.DEEMED_APPROVED, "non notifiée à"),
        (opposed("2002-07-20", to=("SIGNATAIRES",)), Stage.OPPOSED, ""),
        (opposed("2002-07-20", grounds=("COG", "PH")), Stage.OPPOSED, ""),
        (opposed("2002-07-20", "MIN_SANTE"), Stage.NOT_KNOWN, "sécurité sociale"),
        (opposed("2002-07-20", to=("CNAMTS",)), Stage.NOT_KNOWN, "non notifiée à"),
        (opposed("2002-07-20", to=()), Stage.NOT_KNOWN, "à qui"),
        (opposed("2002-07-20", notified_on=None), Stage.NOT_KNOWN, "notification"),
    ],
)
def test_what_an_opposition_is_worth(decision: Decision, stage: Stage, why: str) -> None:
    found = at(ACBUS._replace(decisions=(decision,)), "2002-12-01")
    assert found.stage == stage, found.sentence
    told = " ".join(one.why for one in found.void) + found.sentence
    assert why in told
    if stage == Stage.DEEMED_APPROVED:
        assert [one.worth for one in found.void] == [Worth.VOID]


def test_the_addressees_of_an_opposition_are_those_of_the_version() -> None:
    one = act(ActKind.ACBUS, NATIONAL, "2001-06-20", *received("2001-07-01", *TWO))
    funds = one._replace(decisions=(opposed("2001-07-20", to=("CNAMTS", "CCMSA")),))
    assert at(funds, "2001-12-01").stage == Stage.OPPOSED
    alone = one._replace(decisions=(opposed("2001-07-20", to=("CNAMTS",)),))
    assert at(alone, "2001-12-01").stage == Stage.NOT_KNOWN
    unsigned = one._replace(parties=(Party("CNAMTS"),), decisions=(opposed("2001-07-20", to=("CNAMTS", "CANAM")),))
    assert at(unsigned, "2001-12-01").stage == Stage.OPPOSED, "one other fund is enough when none is concerned"
    later = ACBUS._replace(decisions=(opposed("2002-07-20", to=("CNAMTS", "CCMSA")),))
    assert at(later, "2002-12-01").stage == Stage.NOT_KNOWN, "from 07/03/2002 the signatories, unions included"


def test_the_grounds_change_on_17_august_2004() -> None:
    one = act(
        ActKind.AMENDMENT,
        NATIONAL,
        "2005-01-12",
        *received("2005-02-23", *TWO),
        parties=(Party("UNCAM"), Party("MGFRANCE")),
    )
    for ground, stage in (
        ("LAW", Stage.OPPOSED),
        ("PHS", Stage.OPPOSED),
        ("EA", Stage.OPPOSED),
        ("EXP", Stage.DEEMED_APPROVED),
        ("PH", Stage.DEEMED_APPROVED),
    ):
        decision = opposed("2005-03-07", to=("UNCAM", "MGFRANCE"), grounds=(ground,))
        assert at(one._replace(decisions=(decision,)), "2005-03-17").stage == stage, ground


def test_a_union_s_opposition_is_not_that_of_who_approves() -> None:
    one = act(ActKind.AMENDMENT, NATIONAL, "2005-01-12", *received("2005-02-23", *TWO))
    found = at(one._replace(decisions=(opposed("2005-01-30", "CSMF", "FMF"),)), "2005-03-17")
    assert (found.stage, found.void) == (Stage.DEEMED_APPROVED, ())


def test_what_comes_after_the_answer_is_recorded_without_effect() -> None:
    approved = Decision("approval", TWO, d("2002-07-20"))
    late = ACBUS._replace(decisions=(Decision("approval", TWO, d("2002-09-15")),))
    found = at(late, "2002-12-01")
    assert (found.stage, found.since, len(found.void)) == (Stage.DEEMED_APPROVED, d("2002-08-16"), 1)
    then = ACBUS._replace(decisions=(approved, opposed("2002-07-25")))
    assert (at(then, "2002-12-01").stage, len(at(then, "2002-12-01").void)) == (Stage.APPROVED, 1)
    reverse = ACBUS._replace(decisions=(Decision("approval", TWO, d("2002-07-30")), opposed("2002-07-25")))
    assert (at(reverse, "2002-12-01").stage, len(at(reverse, "2002-12-01").void)) == (Stage.OPPOSED, 1)


def test_an_opposition_counts_when_sent_or_when_received() -> None:
    one = ACBUS._replace(decisions=(opposed("2002-08-15", received_on=d("2002-08-19")),))
    assert at(one, "2002-12-01").stage == Stage.OPPOSED
    assert at(one, "2002-12-01", FACTS.with_policies(made_known="receipt")).stage == Stage.DEEMED_APPROVED


def test_the_expenditure_ground_of_an_acbus_is_a_policy() -> None:
    one = ACBUS._replace(decisions=(opposed("2002-07-20", grounds=("EXP",)),))
    assert at(one, "2002-12-01").stage == Stage.OPPOSED
    assert at(one, "2002-12-01", FACTS.with_policies(acbus_expenditure="ground_dropped")).stage == Stage.DEEMED_APPROVED


# ---- severance


def test_a_severance_leaves_a_text_that_is_judged_again() -> None:
    one = ACBUS._replace(decisions=(severed("2002-07-20", "e1"),))
    assert at(one, "2002-08-15").stage == Stage.RUNNING
    broken = Finding("CBP.MANDATORY", parse_address("CSS:L162-12-18"), Verdict.NOT_MET, "Il manque l'évaluation.")
    seen: list[Act] = []

    def judged(rest: Act, day: dt.date) -> tuple[Finding, ...]:
        seen.append(rest)
        return (broken,)

    found = at(one, "2002-08-16", rejudge=judged)
    assert (found.stage, found.severed, found.findings, found.lets_in) == (Stage.SEVERED, ("e1",), (broken,), False)
    assert [commitment.id for commitment in seen[0].content.commitments] == ["e2"]
    assert found.remains == seen[0]
    assert "Il manque l'évaluation" in found.sentence
    fine = at(one, "2002-08-16")
    assert (fine.lets_in, fine.since) == (True, d("2002-08-16"))


def test_a_severance_of_the_day_of_the_approval_counts_whatever_its_rank() -> None:
    decisions = (Decision("approval", TWO, d("2002-07-20")), severed("2002-07-20", "part"))
    for order in (decisions, decisions[::-1]):
        found = at(ACBUS._replace(decisions=order), "2002-07-20")
        assert (found.stage, found.severed, found.since) == (Stage.SEVERED, ("part",), d("2002-07-20"))
        assert found.remains is not None
        assert found.remains.content.counterparts == ()


@pytest.mark.parametrize(
    ("decision", "stage", "faults"),
    [
        (severed("2002-07-20", "e2"), Stage.NOT_KNOWN, ["disjonction d'une disposition indivisible"]),
        (severed("2002-07-20", "e9"), Stage.NOT_KNOWN, ["disjonction d'une disposition absente du texte"]),
        (severed("2002-07-20"), Stage.NOT_KNOWN, []),
        (severed("2002-07-20", "e1", notified_to=()), Stage.NOT_KNOWN, []),
        (severed("2002-07-20", "e1", notified_to=("CNAMTS",)), Stage.NOT_KNOWN, []),
        (severed("2002-07-20", "e1", grounds=("LAW", "EXP")), Stage.NOT_KNOWN, []),
        (severed("2002-07-20", "e1", grounds=("EXP",)), Stage.DEEMED_APPROVED, []),
        (severed("2002-08-16", "e1"), Stage.DEEMED_APPROVED, []),
        (severed("2002-07-20", "e1", notified_to=("CANAM",)), Stage.DEEMED_APPROVED, []),
    ],
)
def test_what_a_severance_is_worth(decision: Decision, stage: Stage, faults: list[str]) -> None:
    found = at(ACBUS._replace(decisions=(decision,)), "2002-12-01")
    assert found.stage == stage, found.sentence
    assert [one.what for one in found.faults] == faults
    assert found.severed == ()
    assert len(found.void) == (stage == Stage.DEEMED_APPROVED)


def test_whether_a_provision_is_divisible_is_a_policy() -> None:
    one = ACBUS._replace(decisions=(severed("2002-07-20", "e2"),))
    assert at(one, "2002-12-01", FACTS.with_policies(divisibility="ministers_choose")).severed == ("e2",)


def test_references_are_excluded_for_public_health_only() -> None:
    for grounds, stage in ((("PH",), Stage.SEVERED), (("LAW",), Stage.DEEMED_APPROVED)):
        decision = Decision("exclusion_of_references", TWO, d("2002-07-20"), grounds, notified_on=d("2002-07-20"))
        assert at(ACBUS._replace(decisions=(decision,)), "2002-12-01").stage == stage


def test_funds_do_not_sever() -> None:
    one = act(ActKind.ACBUS, REGIONAL, "2005-01-10", *received("2005-01-18", "UNCAM"))
    decision = Decision("severance", ("UNCAM",), d("2005-02-01"), ("LAW",), ("e1",), d("2005-02-01"), ("UNCAM",))
    found = at(one._replace(decisions=(decision,)), "2005-03-05")
    assert (found.stage, found.severed) == (Stage.DEEMED_APPROVED, ())


# ---- opinions


REGION = act(
    ActKind.ACBUS, REGIONAL, "2002-06-20", *received("2002-07-01", *TWO),
    parties=(Party("URCAM"), Party("MGFRANCE", designated=True)),
    opinions=(Opinion("CNAMTS", d("2002-06-22"), d("2002-06-25"), True), Opinion("CCMSA", d("2002-06-22"), d("2002-06-28"), True)),
)  # fmt: skip


def test_a_regional_acbus_waits_for_two_favourable_opinions() -> None:
    assert at(REGION, "2002-08-15").until == d("2002-08-15")
    for opinions, missing in (
        (REGION.opinions[1:], "avis non demandé : CNAMTS"),
        (REGION.opinions[:1], "autre caisse nationale"),
        (
            (REGION.opinions[0]._replace(given_on=None, favourable=None), REGION.opinions[1]),
            "ne vaut pas avis favorable",
        ),
        (
            (
                REGION.opinions[0]._replace(favourable=False),
                REGION.opinions[1],
                Opinion("CANAM", None, d("2002-06-25"), True),
            ),
            "avis défavorable",
        ),
        ((REGION.opinions[0]._replace(favourable=None), REGION.opinions[1]), "sens de l'avis"),
        ((REGION.opinions[0], REGION.opinions[1]._replace(favourable=False)), "CCMSA : défavorable"),
        ((REGION.opinions[0], REGION.opinions[1]._replace(text_version=2)), "autre caisse nationale"),
        ((REGION.opinions[0], REGION.opinions[1]._replace(by="UNCAM")), "autre caisse nationale"),
    ):
        found = at(REGION._replace(opinions=opinions), "2003-06-01")
        assert (found.stage, found.lets_in) == (Stage.BLOCKED, False)
        assert missing in found.sentence
    third = (
        REGION.opinions[0],
        REGION.opinions[1]._replace(favourable=False),
        Opinion("CANAM", None, d("2002-06-28"), True),
    )
    assert at(REGION._replace(opinions=third), "2002-08-16").stage == Stage.DEEMED_APPROVED


def test_an_approval_without_the_opinions_lets_nothing_in() -> None:
    one = REGION._replace(opinions=(), decisions=(Decision("approval", TWO, d("2002-07-20")),))
    assert at(one, "2002-12-01").stage == Stage.BLOCKED


def test_a_late_favourable_opinion_starts_the_period() -> None:
    one = REGION._replace(opinions=(REGION.opinions[0], REGION.opinions[1]._replace(given_on=d("2002-07-30"))))
    assert at(one, "2002-07-29").stage == Stage.BLOCKED
    assert (at(one, "2002-07-30").stage, at(one, "2002-07-30").until) == (Stage.RUNNING, d("2002-09-13"))


def test_two_contradictory_opinions_are_a_fault() -> None:
    one = REGION._replace(opinions=(*REGION.opinions, Opinion("CNAMTS", None, d("2002-06-26"), False)))
    found = at(one, "2002-12-01")
    assert (found.stage, len(found.faults)) == (Stage.BLOCKED, 1)
    assert found.faults[0].what == "deux avis contraires de CNAMTS sur la même version du texte"
    assert at(one, "2002-06-25").faults == ()


def test_the_other_director_in_2003_and_2004() -> None:
    one = act(ActKind.ACBUS, REGIONAL, "2004-01-15", *received("2004-01-18", "CNAMTS"))
    against = one._replace(opinions=(Opinion("CCMSA", None, d("2004-02-01"), False),))
    found = at(against, "2004-02-01")
    assert (found.stage, found.since) == (Stage.OPPOSED, d("2004-02-01"))
    both = against._replace(opinions=(*against.opinions, Opinion("CANAM", None, d("2004-02-02"), True)))
    assert (at(both, "2004-02-01").stage, at(both, "2004-03-04").stage) == (Stage.OPPOSED, Stage.DEEMED_APPROVED)
    late = one._replace(opinions=(Opinion("CCMSA", None, d("2004-03-04"), False),))
    assert at(late, "2004-03-04").stage == Stage.DEEMED_APPROVED
    strict = FACTS.with_policies(other_director="opinion_required")
    assert (at(one, "2004-03-03", strict).stage, at(one, "2004-03-04", strict).stage) == (Stage.RUNNING, Stage.BLOCKED)
    alone = one._replace(decisions=(Decision("approval", ("CNAMTS",), d("2004-02-10")),))
    assert at(alone, "2004-02-10").stage == Stage.RUNNING
    with_opinion = alone._replace(opinions=(Opinion("CCMSA", None, d("2004-02-10"), True),))
    assert at(with_opinion, "2004-02-10").stage == Stage.APPROVED
    refused = one._replace(
        decisions=(Decision("opposition", ("CNAMTS",), d("2004-02-10"), notified_on=d("2004-02-10"), reason="coût"),)
    )
    assert (at(refused, "2004-03-04").stage, "coût" in at(refused, "2004-03-04").sentence) == (Stage.OPPOSED, True)


def test_a_regional_text_of_the_funds_is_in_force_on_publication() -> None:
    one = act(ActKind.ACBUS, REGIONAL, "2005-01-10", *received("2005-01-18", "UNCAM"))
    assert at(one, "2005-04-01").in_force is None
    published = one._replace(decisions=(Decision("publication", (), d("2005-04-10")),))
    assert at(published, "2005-04-10").in_force == d("2005-04-10")
    later = FACTS.with_policies(acbus_in_force="publication")
    assert (at(ACBUS, "2002-12-01").in_force, at(ACBUS, "2002-12-01", later).in_force) == (d("2002-08-16"), None)


@pytest.mark.parametrize(
    ("kind", "concluded", "asked", "day", "given"),
    [
        (ActKind.ACBUS, "2004-01-15", "2004-01-31", "2004-03-31", False),
        (ActKind.ACBUS, "2004-01-15", "2004-01-31", "2004-04-01", True),
        (ActKind.CSP, "2004-01-15", "2004-01-31", "2004-04-01", True),
    ],
)
def test_an_agency_s_silence_of_two_months_is_a_favourable_opinion(
    kind: ActKind, concluded: str, asked: str, day: str, given: bool
) -> None:
    content = Content(safety_quality_efficiency=True)
    one = act(kind, NATIONAL, concluded, content=content, opinions=(Opinion("ANAES", d(asked)),))
    row = required_on(one, d("2004-02-01"), FACTS)[0]
    found = awaited(one, row, d(day), FACTS)
    assert (row.by, found.since is not None) == (("ANAES",), given)
    assert found.wait == (None if given else d("2004-03-31"))


def test_an_agency_s_unfavourable_opinion_stops_a_csp_only() -> None:
    content = Content(safety_quality_efficiency=True)
    for kind, there in ((ActKind.ACBUS, True), (ActKind.CBP, True), (ActKind.CSP, False)):
        one = act(
            kind, NATIONAL, "2004-10-15", content=content, opinions=(Opinion("HAS", None, d("2004-10-20"), False),)
        )
        row = required_on(one, d("2004-10-15"), FACTS)[0]
        assert (awaited(one, row, d("2004-10-21"), FACTS).since is not None) is there, kind
    assert required_on(one._replace(content=Content()), d("2004-10-15"), FACTS) == ()


# ---- counting


@pytest.mark.parametrize(
    ("start", "length", "unit", "policies", "last"),
    [
        ("2002-07-01", 45, "day", {}, "2002-08-15"),
        ("2002-07-01", 45, "day", {"receipt_day": "counted"}, "2002-08-14"),
        ("2002-07-01", 45, "day", {"days": "clear_days"}, "2002-08-16"),
        ("2002-07-01", 45, "day", {"days": "clear_days", "receipt_day": "counted"}, "2002-08-16"),
        ("2002-07-01", 45, "day", {"last_day_holiday": "next_working_day"}, "2002-08-16"),
        ("2002-07-03", 45, "day", {"last_day_holiday": "next_working_day"}, "2002-08-19"),
        ("2003-04-27", 21, "day", {"last_day_holiday": "next_working_day"}, "2003-05-19"),
        ("2003-11-10", 45, "day", {"last_day_holiday": "next_working_day"}, "2003-12-26"),
        ("2004-02-01", 21, "day", {}, "2004-02-22"),
        ("2009-01-31", 1, "month", {}, "2009-02-28"),
        ("2008-01-31", 1, "month", {}, "2008-02-29"),
        ("2009-01-31", 1, "month", {"months": "thirty_days"}, "2009-03-02"),
        ("2003-12-31", 2, "month", {}, "2004-02-29"),
        ("2009-11-30", 2, "month", {"days": "clear_days"}, "2010-01-31"),
        ("2009-11-30", 2, "month", {"receipt_day": "counted"}, "2010-01-29"),
    ],
)
def test_periods_are_counted_as_the_policies_say(
    start: str, length: int, unit: str, policies: dict[str, str], last: str
) -> None:
    assert last_day(d(start), length, unit, FACTS.with_policies(**policies)) == d(last)


def test_months_and_worked_days() -> None:
    assert plus_months(d("2008-12-31"), 2) == d("2009-02-28")
    assert plus_months(d("2008-12-15"), 12) == d("2009-12-15")
    assert [worked(d(day), FACTS) for day in ("2002-08-15", "2002-08-16", "2002-08-17", "2002-08-18")] == [
        False, True, False, False,
    ]  # fmt: skip


def test_the_policies_of_a_count_are_told() -> None:
    assert "receipt=last_receipt" in at(ACBUS, "2002-08-16").policies
    capi = act(ActKind.CAPI, NATIONAL, "2009-03-09", *received("2009-03-12", *TWO))
    assert "months=calendar_months" in at(capi, "2009-04-13").policies
    assert "libre d'emploi" in at(capi, "2009-04-13").sentence


def test_an_acbus_annexed_to_the_convention_is_approved_as_it_or_as_an_acbus() -> None:
    one = act(ActKind.ACBUS, NATIONAL, "2003-01-05", *received("2003-01-10", *TWO), variant="annexe_de_convention")
    assert at(one, "2003-03-01").stage == Stage.NOT_SUBMITTED, "three of the five ministers are missing"
    found = at(one, "2003-03-01", FACTS.with_policies(acbus_annexed="as_acbus"))
    assert (found.stage, found.regime) == (Stage.DEEMED_APPROVED, "A-B2")


# ---- what is told


def why(one: Act, day: str, facts: LawFacts = FACTS) -> list[str]:
    return [void.why for void in at(one, day, facts).void]


def test_a_decision_without_effect_says_why() -> None:
    alone = ACBUS._replace(decisions=(Decision("approval", ("MIN_SANTE",), d("2002-07-20")),))
    assert why(alone, "2002-12-01") == ["il manque l'approbation de : ministre chargé de la sécurité sociale"]
    late = ACBUS._replace(decisions=(Decision("approval", TWO, d("2002-08-16")),))
    assert why(late, "2002-12-01") == ["du 16 août 2002, alors que le silence avait déjà approuvé le texte"]
    assert (
        at(ACBUS._replace(decisions=(Decision("approval", TWO, d("2002-08-15")),)), "2002-12-01").stage
        == Stage.APPROVED
    )
    region = act(ActKind.ACBUS, REGIONAL, "2004-01-15", *received("2004-01-18", "CNAMTS"))
    early = region._replace(decisions=(Decision("approval", ("CNAMTS",), d("2004-02-10")),))
    assert why(early, "2004-02-10") == ["il manque l'avis favorable du directeur d'une autre caisse nationale"]
    nobody = ACBUS._replace(decisions=(opposed("2002-07-20", grounds=()),))
    assert why(nobody, "2002-12-01")[0].startswith("motif (aucun) hors de ceux du texte : non-conformité")
    after = ACBUS._replace(decisions=(opposed("2002-08-14", notified_on=d("2002-08-20"), received_on=d("2002-08-21")),))
    assert why(after, "2002-12-01")[0].startswith("notifiée le 20 août 2002")
    assert why(after, "2002-12-01", FACTS.with_policies(made_known="receipt"))[0].startswith("reçue le 21 août 2002")
    unsent = ACBUS._replace(decisions=(opposed("2002-08-16", notified_on=None),))
    assert why(unsent, "2002-12-01")[0].startswith("prise le 16 août 2002")
    answered = ACBUS._replace(decisions=(Decision("approval", TWO, d("2002-07-20")), opposed("2002-07-25")))
    assert why(answered, "2002-12-01") == ["le texte a déjà reçu une réponse"]


def test_what_is_severed_after_the_answer_is_not_looked_at() -> None:
    excluded = Decision("exclusion_of_references", TWO, d("2002-07-25"), ("PH",), notified_on=d("2002-07-25"))
    for cut in (severed("2002-07-25", "e1"), excluded):
        one = ACBUS._replace(decisions=(Decision("approval", TWO, d("2002-07-20")), cut))
        assert (at(one, "2002-12-01").stage, at(one, "2002-12-01").void) == (Stage.APPROVED, ())


@pytest.mark.parametrize("body", ["CSMF", "UNPS", "URPS", "ORGANISATION_CENTRES"])
def test_the_opposition_of_professionals_is_not_judged_here(body: str) -> None:
    one = ACBUS._replace(decisions=(opposed("2002-07-20", body),))
    assert (at(one, "2002-12-01").stage, at(one, "2002-12-01").void) == (Stage.DEEMED_APPROVED, ())
    with_minister = ACBUS._replace(decisions=(opposed("2002-07-20", body, "MIN_AGRI"),))
    assert len(at(with_minister, "2002-12-01").void) == 1
    nobody = ACBUS._replace(decisions=(opposed("2002-07-20")._replace(by=()),))
    assert len(at(nobody, "2002-12-01").void) == 1


def test_another_fund_may_refuse_in_2004_and_no_longer_in_2005() -> None:
    for year, to, stage in (("2004", "CNAMTS", Stage.OPPOSED), ("2005", "UNCAM", Stage.DEEMED_APPROVED)):
        one = act(ActKind.ACBUS, REGIONAL, f"{year}-01-10", *received(f"{year}-01-18", to))
        refused = Decision("opposition", ("CCMSA",), d(f"{year}-02-10"), notified_on=d(f"{year}-02-10"))
        assert at(one._replace(decisions=(refused,)), f"{year}-03-10").stage == stage


def test_every_fund_concerned_is_told_of_an_opposition_of_2001() -> None:
    one = act(ActKind.ACBUS, NATIONAL, "2001-06-20", *received("2001-07-01", *TWO))
    one = one._replace(opinions=(Opinion("CANAM", None, d("2001-06-25"), True),))
    partly = one._replace(decisions=(opposed("2001-07-20", to=("CNAMTS", "CCMSA")),))
    assert at(partly, "2001-12-01").stage == Stage.NOT_KNOWN
    assert "professions indépendantes" in at(partly, "2001-12-01").sentence
    by_name = one._replace(decisions=(opposed("2001-07-20", to=("CNAMTS", "AUTRES_CAISSES")),))
    assert at(by_name, "2001-12-01").stage == Stage.OPPOSED


def test_the_policies_of_an_acbus_hold_in_both_versions_and_for_no_other_text() -> None:
    dropped = FACTS.with_policies(acbus_expenditure="ground_dropped")
    five = FACTS.with_policies(acbus_ministers="five")
    for concluded, on, day in (("2001-06-20", "2001-07-01", "2001-07-20"), ("2002-06-20", "2002-07-01", "2002-07-20")):
        one = act(ActKind.ACBUS, NATIONAL, concluded, *received(on, *TWO), decisions=(opposed(day, grounds=("EXP",)),))
        assert at(one, f"{day[:4]}-12-01", dropped).stage == Stage.DEEMED_APPROVED
        whole = one._replace(transmissions=received(on, *FIVE), decisions=())
        assert at(whole, f"{day[:4]}-12-01", five).stage == Stage.DEEMED_APPROVED
        for absent in FIVE:
            sent = received(on, *(id for id in FIVE if id != absent))
            assert at(whole._replace(transmissions=sent), f"{day[:4]}-12-01", five).stage == Stage.NOT_SUBMITTED
        text = act(
            ActKind.AMENDMENT,
            NATIONAL,
            concluded,
            *received(on, *FIVE),
            decisions=(opposed(day, *FIVE, grounds=("EXP",)),),
        )
        assert at(text, f"{day[:4]}-12-01", dropped).stage == Stage.OPPOSED


def test_days_and_sentences_of_what_is_left_to_a_person() -> None:
    doubtful = ACBUS._replace(decisions=(opposed("2002-07-20", to=()),))
    running, found = at(doubtful, "2002-08-15"), at(doubtful, "2002-12-01")
    assert (running.stage, "douteuse" in running.sentence) == (Stage.RUNNING, True)
    assert (found.stage, found.since) == (Stage.NOT_KNOWN, d("2002-08-16"))
    assert "douteuse" not in at(ACBUS, "2002-08-15").sentence
    assert "délai de 45 jours jusqu'au 15 août 2002 inclus" in at(ACBUS, "2002-08-15").sentence
    capi = act(ActKind.CAPI, NATIONAL, "2009-03-09", *received("2009-03-12", *TWO))
    assert "délai de 1 mois jusqu'au 12 avril 2009 inclus" in at(capi, "2009-03-13").sentence
    region = act(ActKind.ACBUS, REGIONAL, "2004-01-15", *received("2004-01-18", "CNAMTS"))
    strict = FACTS.with_policies(other_director="opinion_required")
    assert at(region, "2004-03-04", strict).since == d("2004-03-04")
    followed = act(ActKind.CSP, NATIONAL, "2003-01-05", *received("2003-01-10", *FIVE))
    assert at(followed, "2003-02-01").sentence.endswith("(régime A-S1, A-R2 de la convention).")


def test_a_period_whose_silence_does_not_approve_goes_on() -> None:
    mute = tuple(one._replace(tacit=False) for one in FACTS.regimes)
    rows = {
        key: tuple(one._replace(tacit=False) if hasattr(one, "tacit") else one for one in value)
        for key, value in FACTS.rows.items()
    }
    facts = FACTS._replace(regimes=mute, rows=rows, memo={})  # type: ignore[arg-type]
    assert at(ACBUS, "2002-12-01", facts).stage == Stage.RUNNING
    late = ACBUS._replace(decisions=(Decision("approval", TWO, d("2002-11-15")),))
    assert at(late, "2002-12-01", facts).stage == Stage.APPROVED


# ---- a text outlives the regime under which it came


@pytest.mark.parametrize(
    ("one", "day", "stage", "regime"),
    [
        (
            act(ActKind.ACBUS, REGIONAL, "2010-02-10", *received("2010-02-25", "UNCAM")),
            "2010-04-12",
            Stage.DEEMED_APPROVED,
            "A-B4r",
        ),
        (
            act(ActKind.ACBUS, REGIONAL, "2010-02-10", *received("2010-02-26", "UNCAM")),
            "2010-04-13",
            Stage.NO_REGIME,
            "",
        ),
        (
            act(ActKind.CSP, REGIONAL, "2010-03-10", *received("2010-03-31", "UNCAM")),
            "2010-05-16",
            Stage.DEEMED_APPROVED,
            "A-S3",
        ),
        (
            act(ActKind.ACBUS, REGIONAL, "2004-08-10", *received("2004-08-16", "CNAMTS")),
            "2004-10-01",
            Stage.DEEMED_APPROVED,
            "A-B3r",
        ),
        (
            act(ActKind.AMENDMENT, NATIONAL, "1999-12-10", *received("1999-12-29", *TWO)),
            "2003-01-01",
            Stage.RUNNING,
            "A-R0b",
        ),
        (act(ActKind.AMENDMENT, NATIONAL, "1999-12-10"), "2003-01-01", Stage.NOT_SUBMITTED, "A-R2"),
        (act(ActKind.CBP_SUPPLEMENT, REGIONAL, "2001-01-10"), "2004-02-01", Stage.NOT_NEEDED, "A-C1"),
        (act(ActKind.CBP_SUPPLEMENT, REGIONAL, "2004-01-10"), "2004-02-01", Stage.NO_REGIME, ""),
        (act(ActKind.FALLBACK, NATIONAL, "2005-01-10"), "2011-02-01", Stage.NOT_NEEDED, "A-F1"),
        (
            act(ActKind.FALLBACK, NATIONAL, "2010-04-10", decisions=(Decision("order", TWO, d("2010-03-30")),)),
            "2011-02-01",
            Stage.NOT_NEEDED,
            "A-F1",
        ),
        (act(ActKind.FALLBACK, NATIONAL, "2010-04-10"), "2011-02-01", Stage.NO_REGIME, ""),
        (
            act(ActKind.ACBUS, NATIONAL, "2003-12-10", decisions=(Decision("approval", TWO, d("2003-12-30")),)),
            "2004-01-10",
            Stage.APPROVED,
            "A-B2",
        ),
        (
            act(ActKind.ACBUS, NATIONAL, "2003-12-10", decisions=(Decision("deemed_approved", (), d("2004-01-30")),)),
            "2004-02-10",
            Stage.DEEMED_APPROVED,
            "A-B2",
        ),
        (
            act(ActKind.ACBUS, NATIONAL, "2003-12-10", decisions=(opposed("2004-01-30"),)),
            "2004-02-10",
            Stage.NOT_KNOWN,
            "A-B2",
        ),
        (
            act(ActKind.ACBUS, NATIONAL, "2003-12-10", decisions=(severed("2004-01-30", "e1"),)),
            "2004-02-10",
            Stage.NOT_SUBMITTED,
            "A-B2",
        ),
        (
            act(
                ActKind.ACBUS, NATIONAL, "2003-12-10", decisions=(Decision("approval", ("MIN_AGRI",), d("2003-12-30")),)
            ),
            "2004-01-10",
            Stage.NOT_NEEDED,
            "A-B3n",
        ),
        (
            act(
                ActKind.AMENDMENT, NATIONAL, "1999-12-10", decisions=(Decision("order", ("CNAMTS",), d("1999-12-20")),)
            ),
            "2000-01-10",
            Stage.NOT_SUBMITTED,
            "A-R1",
        ),
        (
            act(
                ActKind.AMENDMENT,
                NATIONAL,
                "1999-12-10",
                decisions=(Decision("order", ("MIN_SANTE",), d("1999-12-20")),),
            ),
            "2000-01-10",
            Stage.APPROVED,
            "A-R0b",
        ),
        (
            act(
                ActKind.CONVENTION,
                NATIONAL,
                "2003-12-10",
                concluded_on=None,
                decisions=(Decision("approval", FIVE, d("2003-12-30")),),
            ),
            "2004-01-10",
            Stage.APPROVED,
            "A-R2",
        ),
    ],
)
def test_the_regime_is_that_of_the_receipt_then_of_the_decision_then_of_the_day(
    one: Act, day: str, stage: Stage, regime: str
) -> None:
    found = at(one, day)
    assert (found.stage, found.regime) == (stage, regime), found.sentence


def test_a_severance_counts_from_the_day_it_is_made_known() -> None:
    cut = severed("2002-07-20", "e1", notified_on=d("2002-07-28"))
    one = ACBUS._replace(decisions=(cut, Decision("approval", TWO, d("2002-07-25"))))
    assert (at(one, "2002-07-25").stage, at(one, "2002-12-01").stage) == (Stage.APPROVED, Stage.APPROVED)
    silent = ACBUS._replace(decisions=(severed("2002-08-10", "e1", notified_on=d("2002-08-15")),))
    assert at(silent, "2002-08-16").stage == Stage.SEVERED
    assert (
        at(ACBUS._replace(decisions=(severed("2002-08-10", "e1", notified_on=d("2002-08-16")),)), "2002-08-16").stage
        == Stage.DEEMED_APPROVED
    )


def test_the_file_of_a_minister_received_twice_counts_from_the_first() -> None:
    twice = ACBUS._replace(transmissions=ACBUS.transmissions + received("2002-07-20", *TWO))
    assert at(twice, "2002-08-01").until == d("2002-08-15")
    unknown = ACBUS._replace(transmissions=received("2002-07-01", *TWO), concluded_on=None)
    assert at(unknown, "2002-08-01").until == d("2002-08-15")


def test_what_the_sources_leave_untold_is_told_apart_from_what_is_not_there() -> None:
    partly = ACBUS._replace(transmissions=(), unknown=("transmissions.MIN_SANTE.received_on",))
    assert at(partly, "2002-12-01").stage == Stage.NOT_KNOWN
    other = ACBUS._replace(transmissions=(), unknown=("transmissionsMIN", "content"))
    assert at(other, "2002-12-01").stage == Stage.NOT_SUBMITTED
    assert at(other, "2004-12-01").regime == "A-B3n"
    opinions = REGION._replace(opinions=(), unknown=("opinions",))
    found = at(opinions, "2002-12-01")
    assert (found.stage, "avis" in found.sentence) == (Stage.NOT_KNOWN, True)
    noticed = opinions._replace(decisions=(Decision("deemed_approved", (), d("2002-10-01")),))
    assert (at(noticed, "2002-10-01").stage, at(noticed, "2002-10-01").since) == (
        Stage.DEEMED_APPROVED,
        d("2002-10-01"),
    )
    asked = REGION._replace(opinions=(), unknown=("content",))
    assert at(asked, "2002-12-01").stage == Stage.BLOCKED


def test_why_a_text_is_not_submitted() -> None:
    assert "sa réception n'est pas établie" in at(ACBUS._replace(transmissions=()), "2002-12-01").sentence
    other = received("2002-07-01", "URML", complete=False)
    assert "n'est pas établie" in at(ACBUS._replace(transmissions=other), "2002-12-01").sentence
    order = act(ActKind.AMENDMENT, NATIONAL, "1998-12-10")
    assert "les ministres compétents" in at(order, "1999-01-01").sentence


def test_an_opposition_to_a_model_before_the_decree() -> None:
    one = act(ActKind.CAPI, NATIONAL, "2008-01-07", *received("2008-01-10", *TWO))
    against = one._replace(decisions=(opposed("2008-05-20"),))
    assert (at(against, "2008-05-19").stage, at(against, "2008-05-20").stage) == (Stage.NOT_KNOWN, Stage.OPPOSED)
    assert at(against, "2008-05-20").since == d("2008-05-20")
    three = one._replace(decisions=(opposed("2008-05-20", *TWO, "MIN_AGRI"),))
    assert at(three, "2008-05-20").stage == Stage.OPPOSED
    alone = one._replace(decisions=(opposed("2008-05-20", "MIN_SANTE"),))
    assert at(alone, "2008-05-20").stage == Stage.NOT_KNOWN


def test_an_opposition_to_a_text_whose_receipt_is_not_known_is_left_to_a_person() -> None:
    one = ACBUS._replace(transmissions=(), decisions=(opposed("2002-08-01", grounds=("PH",)),))
    found = at(one, "2002-08-01")
    assert (found.stage, found.since, found.grounds) == (Stage.NOT_KNOWN, d("2002-08-01"), ("PH",))
    union = ACBUS._replace(transmissions=(), decisions=(opposed("2002-08-01", "CSMF"),))
    assert at(union, "2002-08-01").stage == Stage.NOT_SUBMITTED
    half = ACBUS._replace(transmissions=(), decisions=(Decision("approval", ("MIN_SANTE",), d("2002-08-01")),))
    assert at(half, "2002-08-01").stage == Stage.NOT_SUBMITTED


def test_the_first_and_the_last_day_of_the_texts_that_were_read() -> None:
    one = act(ActKind.CONVENTION, NATIONAL, "1985-12-21")
    assert (at(one, "1985-12-20").stage, at(one, "1985-12-21").stage) == (Stage.NOT_KNOWN, Stage.NOT_SUBMITTED)
    assert at(act(ActKind.CONVENTION, NATIONAL, "2015-04-01"), "2015-04-10").stage == Stage.NOT_SUBMITTED
    assert "de la convention)" not in at(ACBUS, "2002-08-01").sentence
    poor = act(ActKind.AMENDMENT, NATIONAL, "1998-12-10", *received("1999-01-20", "MIN_SANTE", complete=False))
    assert "incomplet" in at(poor, "1999-02-01").sentence
    late = REGION._replace(opinions=(), transmissions=())
    assert at(late, "2003-12-18").stage == Stage.BLOCKED


def test_opinions_count_from_their_own_day() -> None:
    silent = REGION._replace(opinions=(Opinion("CNAMTS", d("2002-06-22")), REGION.opinions[1]))
    assert "avis non demandé" in at(silent, "2002-06-21").sentence
    assert "ne vaut pas avis favorable" in at(silent, "2002-06-22").sentence
    never = REGION._replace(opinions=(Opinion("CNAMTS"), REGION.opinions[1]))
    assert "avis non demandé" in at(never, "2002-08-01").sentence
    unsaid = REGION._replace(opinions=(Opinion("CNAMTS", d("2002-06-22"), d("2002-06-25")), REGION.opinions[1]))
    assert "ne vaut pas" in at(unsaid, "2002-06-24").sentence
    assert "sens de l'avis" in at(unsaid, "2002-06-25").sentence
    against = REGION._replace(opinions=(REGION.opinions[0], REGION.opinions[1]._replace(favourable=False)))
    assert "défavorable" not in at(against, "2002-06-27").sentence
    assert "(CCMSA : défavorable)" in at(against, "2002-06-28").sentence
    for_it = REGION._replace(opinions=REGION.opinions[1:])
    assert "défavorable" not in at(for_it, "2002-08-01").sentence


def test_entry_into_force_by_regime_and_policy() -> None:
    later = FACTS.with_policies(acbus_in_force="publication")
    for concluded, on, day in (("2001-06-20", "2001-07-01", "2001-08-16"), ("2002-06-20", "2002-07-01", "2002-08-16")):
        one = act(ActKind.ACBUS, NATIONAL, concluded, *received(on, *TWO))
        published = one._replace(decisions=(Decision("publication", (), d(f"{day[:4]}-11-10")),))
        assert (at(one, f"{day[:4]}-12-01").in_force, at(one, f"{day[:4]}-12-01", later).in_force) == (d(day), None)
        assert at(published, f"{day[:4]}-12-01", later).in_force == d(f"{day[:4]}-11-10")
    region = act(ActKind.ACBUS, REGIONAL, "2004-01-15", *received("2004-01-18", "CNAMTS"))
    assert at(region, "2004-04-01").in_force is None
    early = region._replace(decisions=(Decision("publication", (), d("2004-02-01")),))
    assert at(early, "2004-04-01").in_force == d("2004-03-04"), "published too early, it waits for its approval"
    text = act(ActKind.AMENDMENT, NATIONAL, "2002-06-20", *received("2002-07-01", *FIVE))
    assert at(text, "2002-12-01", later).in_force == d("2002-08-16")


def test_a_severance_of_a_text_whose_receipt_is_not_known() -> None:
    decisions = (Decision("approval", TWO, d("2002-08-26")), severed("2002-08-26", "e1"))
    one = ACBUS._replace(transmissions=(), decisions=decisions)
    assert (at(one, "2002-08-26").stage, at(one, "2002-08-26").severed) == (Stage.SEVERED, ("e1",))
    assert "disjointes : e1" in at(one, "2002-08-26").sentence
    excluded = Decision("exclusion_of_references", TWO, d("2002-08-26"), ("PH",), notified_on=d("2002-08-26"))
    references = one._replace(decisions=(decisions[0], excluded))
    assert "certaines références" in at(references, "2002-08-26").sentence
