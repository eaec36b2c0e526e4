"""Edges of the rules that the wide tables leave aside: one sided days, two colleges of three, an opinion asked and not given.

Each case: an act made from nothing but what the rule reads, a day, a rule, the verdict ('none': it says nothing).
Next: tests/spec/test_legal_rules.py.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bonusage.desk.law_facts import load_law_facts
from bonusage.legality.act import (
    Act,
    ActKind,
    Commitment,
    Content,
    Context,
    Counterpart,
    Decision,
    Level,
    Opinion,
    Party,
    Transmission,
)
from bonusage.legality.check import findings

FACTS = load_law_facts()
GP = "medecin_generaliste"
HALF = (51, 100)
CBP, CONV, FALL, CAPI, IC = ActKind.CBP, ActKind.CONVENTION, ActKind.FALLBACK, ActKind.CAPI, ActKind.COMMITMENTS


def day_of(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def made(kind: ActKind, day: str, professions: tuple[str, ...] = (GP,), **said: Any) -> Act:
    """An act concluded on a day, with nothing else than what is said."""
    return Act("acte", kind, said.pop("level", Level.NATIONAL), "Acte", professions, day_of(day), **said)


def pays(*forms: str, **said: Any) -> Content:
    return Content(counterparts=tuple(Counterpart(form, form) for form in forms), **said)


def commits(*themes: str, **said: Any) -> Content:
    return Content(commitments=tuple(Commitment(theme, theme) for theme in themes), **said)


def opposed(on: str, *unions: str, **said: Any) -> tuple[Decision, ...]:
    return (Decision("opposition", unions, day_of(on), **said),)


def fallback(day: str, *professions: str, **context: Any) -> Act:
    return made(FALL, day, professions, fixes=CBP, context=Context(**context))


NURSE, CENTRE = "infirmier", "centre_de_sante"
TWO = ("FMF", "CSMF")
INCREASE = "contribution_increase"
ORDER = (Opinion("CNOM", day_of("2003-01-01")),)
SENT = (Transmission("CSMF", "UNCAM", day_of("2005-03-20")),)

CASES: list[tuple[str, Act, str, str]] = [
    # topics
    ("DOC.CONTENT.LIST", made(CONV, "2008-01-01", content=Content(topics=("99°",))), "2008-01-01", "person"),
    ("DOC.CONTENT.LIST", made(CONV, "2008-01-01", content=Content(topics=("3°",))), "2008-01-01", "not_met"),
    ("DOC.CONTENT.LIST", made(CONV, "2008-01-01", content=Content(topics=("4°",))), "2008-01-01", "met"),
    ("DOC.CONTENT.LIST", made(CONV, "2008-01-01", (NURSE,), content=Content(topics=("3°",))), "2008-01-01", "none"),
    ("DOC.CONTENT.12A", made(CONV, "2008-01-01", content=Content(topics=("12° a)",))), "2008-01-01", "person"),
    ("DOC.CONTENT.12A", made(CONV, "2008-01-01", content=Content(topics=("12°",))), "2008-01-01", "met"),
    ("DOC.CONTENT.12C", made(CONV, "2008-01-01", content=Content(topics=("12°",))), "2008-01-01", "not_met"),
    ("DOC.CONTENT.08", made(CONV, "2008-01-01", content=Content(topics=("8°",))), "2008-01-01", "person"),
    ("DOC.CONTENT.13", made(CONV, "2008-01-01", content=commits("other", topics=("13°",))), "2008-01-01", "met"),
    ("DOC.CONTENT.14", made(CONV, "2010-06-30", content=Content(topics=("14°",))), "2010-06-30", "not_met"),
    ("DOC.CONTENT.14", made(CONV, "2010-07-01", content=Content(topics=("14°",))), "2010-07-01", "met"),
    (
        "DOC.CONTENT.14",
        made(CONV, "2009-01-01", content=Content(topics=("14°",), managing_body="X")),
        "2009-01-01",
        "person",
    ),
    # the Orders
    ("CONV.ORDERS", made(CONV, "2003-02-01", content=Content(ethics=True), opinions=ORDER), "2003-02-01", "met"),
    ("CONV.ORDERS", made(CONV, "2003-02-01", content=Content(ethics=True)), "2003-02-01", "not_met"),
    ("CONV.ORDERS", made(CONV, "2009-07-22", (NURSE,), content=Content(ethics=True)), "2009-07-22", "met"),
    ("CONV.ORDERS", made(CONV, "2009-07-23", (NURSE,), content=Content(ethics=True)), "2009-07-23", "not_met"),
    # the unions' opposition
    (
        "CONV.UNION_OPPOSITION",
        made(CONV, "2005-03-01", decisions=opposed("2005-03-15", *TWO, audience=(HALF,))),
        "2005-04-20",
        "not_met",
    ),
    (
        "CONV.UNION_OPPOSITION",
        made(CONV, "2005-03-01", decisions=opposed("2005-03-15", *TWO, audience=((1, 2),))),
        "2005-04-20",
        "met",
    ),
    (
        "CONV.UNION_OPPOSITION",
        made(CONV, "2005-03-01", decisions=opposed("2005-03-15", "FMF", audience=(HALF,))),
        "2005-04-20",
        "met",
    ),
    (
        "CONV.UNION_OPPOSITION",
        made(CONV, "2005-03-01", decisions=opposed("2005-04-01", *TWO, audience=(HALF,))),
        "2005-04-20",
        "not_met",
    ),
    (
        "CONV.UNION_OPPOSITION",
        made(CONV, "2005-03-01", decisions=opposed("2005-04-02", *TWO, audience=(HALF,))),
        "2005-04-20",
        "met",
    ),
    (
        "CONV.UNION_OPPOSITION",
        made(CONV, "2005-03-01", decisions=opposed("2005-04-20", *TWO, audience=(HALF,)), transmissions=SENT),
        "2005-04-20",
        "not_met",
    ),
    ("CONV.UNION_OPPOSITION", made(CONV, "2005-03-01", decisions=opposed("2005-03-15", *TWO)), "2005-04-20", "person"),
    (
        "CONV.UNION_OPPOSITION",
        made(CONV, "2011-03-01", decisions=opposed("2011-03-15", *TWO, audience=(HALF,) * 3)),
        "2011-04-20",
        "not_met",
    ),
    (
        "CONV.UNION_OPPOSITION",
        made(CONV, "2011-03-01", decisions=opposed("2011-03-15", *TWO, audience=(HALF, HALF, (1, 2)))),
        "2011-04-20",
        "met",
    ),
    (
        "CONV.UNION_OPPOSITION",
        made(CONV, "2011-03-01", decisions=opposed("2011-03-15", *TWO, audience=(HALF,) * 2)),
        "2011-04-20",
        "met",
    ),
    # six months
    ("CONV.WAIT", made(CONV, "2008-01-01", content=Content(raises_tariffs=True)), "2008-01-01", "person"),
    ("CONV.WAIT", made(CONV, "2008-01-01", content=Content(raises_tariffs=False)), "2008-01-01", "met"),
    ("CONV.WAIT", made(CONV, "2008-01-01"), "2008-01-01", "none"),
    # expiry
    ("CONV.EXPIRY", made(CONV, "1999-12-31", ends_on=day_of("2003-12-31")), "2004-01-01", "person"),
    ("CONV.EXPIRY", made(CONV, "1999-12-31", ends_on=day_of("2003-12-31")), "2004-12-21", "met"),
    ("CONV.EXPIRY", made(CONV, "1999-12-31", ends_on=day_of("2003-12-31")), "2003-12-31", "none"),
    (
        "CONV.EXPIRY",
        made(CONV, "2005-01-01", decisions=(Decision("replacement", on=day_of("2011-09-25")),)),
        "2011-09-25",
        "not_met",
    ),
    ("TERM.REACHED", made(CBP, "2002-04-01", ends_on=day_of("2003-03-31")), "2003-03-31", "none"),
    ("TERM.REACHED", made(CBP, "2002-04-01", ends_on=day_of("2003-03-31")), "2003-04-01", "not_met"),
    # contributions
    (
        "CONTRIB.L162-5-11",
        made(CBP, "2001-01-01", content=pays(INCREASE, extra_fees_excluded=True)),
        "2001-01-01",
        "met",
    ),
    (
        "CONTRIB.L162-5-11",
        made(CBP, "2001-01-01", content=pays(INCREASE, extra_fees_excluded=False)),
        "2001-01-01",
        "not_met",
    ),
    ("CONTRIB.L162-5-11", made(CBP, "2001-01-01", content=pays(INCREASE)), "2001-01-01", "person"),
    ("CONTRIB.L645-2", made(CBP, "2001-01-01", (NURSE,), content=pays(INCREASE)), "2001-01-01", "met"),
    ("CONTRIB.L722-4", made(CBP, "2003-01-01", ("ambulancier",), content=pays(INCREASE)), "2003-01-01", "not_met"),
    ("CONTRIB.L722-4", made(CBP, "2003-01-01", (NURSE,), content=pays("flat")), "2003-01-01", "none"),
    (
        "CONTRIB.MODULATION",
        made(CBP, "2004-01-01", (NURSE,), content=pays(INCREASE, modulation=("quality",))),
        "2004-01-01",
        "not_met",
    ),
    (
        "CONTRIB.MODULATION",
        made(CBP, "2004-01-01", content=pays(INCREASE, modulation=("quality",))),
        "2004-01-01",
        "met",
    ),
    ("CBP.MODULATION", made(CBP, "2003-12-18", content=pays("flat", modulation=("quality",))), "2003-12-18", "not_met"),
    ("CBP.MODULATION", made(CBP, "2003-12-19", content=pays("flat", modulation=("quality",))), "2003-12-19", "met"),
    ("CBP.MODULATION", made(CBP, "2003-12-19", content=pays("flat", modulation=("âge",))), "2003-12-19", "not_met"),
    # the order
    ("FALLBACK.TRIGGER", fallback("2004-08-16", CENTRE, in_force=("cbp",)), "2004-08-16", "not_met"),
    ("FALLBACK.TRIGGER", fallback("2004-08-17", CENTRE, in_force=("cbp",)), "2004-08-17", "met"),
    (
        "FALLBACK.TRIGGER",
        fallback("2005-01-01", CENTRE, in_force=("cbp", "accord_centres_de_sante")),
        "2005-01-01",
        "not_met",
    ),
    ("FALLBACK.INITIATIVE", fallback("2003-01-01", GP, proposal_by=("CNAMTS",)), "2003-01-01", "not_met"),
    ("FALLBACK.INITIATIVE", fallback("2003-01-01", GP, proposal_by=("CNAMTS", "CANAM")), "2003-01-01", "met"),
    ("FALLBACK.INITIATIVE", fallback("2004-08-17", GP, proposal_by=("CNAMTS", "CCMSA")), "2004-08-17", "not_met"),
    ("FALLBACK.INITIATIVE", fallback("2003-01-01", GP, no_proposal="constat"), "2003-01-01", "met"),
    ("FALLBACK.MINISTERS", fallback("2003-01-01", GP)._replace(parties=(Party("MIN_SANTE"),)), "2003-01-01", "not_met"),
    (
        "FALLBACK.MINISTERS",
        fallback("2003-01-01", GP)._replace(parties=(Party("MIN_SANTE"), Party("MIN_ECO"))),
        "2003-01-01",
        "person",
    ),
    ("FALLBACK.RUNOFF", fallback("2009-01-01", GP)._replace(fixes=ActKind.ACBUS), "2010-04-01", "person"),
    ("FALLBACK.RUNOFF", fallback("2009-01-01", GP), "2012-12-31", "met"),
    ("FALLBACK.RUNOFF", fallback("2009-01-01", GP), "2013-01-01", "not_met"),
    # CAPI
    ("CAPI.COMMITMENTS", made(CAPI, "2009-01-01", content=commits("other")), "2009-01-01", "person"),
    ("CAPI.COMMITMENTS", made(CAPI, "2009-01-01"), "2009-01-01", "not_met"),
    ("CAPI.COMMITMENTS", made(CAPI, "2009-01-01", content=commits("medical_control")), "2009-01-01", "met"),
    ("CAPI.ADHERENTS", made(CAPI, "2009-01-01", (NURSE,)), "2009-01-01", "not_met"),
    ("CAPI.ADHERENTS", made(CAPI, "2009-01-01", (CENTRE,)), "2009-01-01", "met"),
    ("CAPI.CONFORMITY", made(CAPI, "2009-01-01", parties=(Party("CPAM"),)), "2009-01-01", "not_met"),
    (
        "CAPI.CONFORMITY",
        made(CAPI, "2009-01-01", parties=(Party("CPAM"),), content=Content(conforms_to="modèle")),
        "2009-01-01",
        "met",
    ),
    ("CAPI.YEARLY", made(CAPI, "2009-12-27", content=Content(yearly_control=True)), "2009-12-27", "not_met"),
    ("CAPI.YEARLY", made(CAPI, "2009-12-28", content=Content(yearly_control=True)), "2009-12-28", "met"),
    # individual commitments
    ("IC.LFSS2011.CONTENT", made(IC, "2011-01-01", content=commits("chronic")), "2011-01-01", "met"),
    ("IC.LFSS2011.CONTENT", made(IC, "2011-01-01", content=commits("medical_control")), "2011-01-01", "not_met"),
    ("IC.LFSS2011.CONTENT", made(IC, "2011-01-01", content=commits("other")), "2011-01-01", "person"),
    ("IC.LFSS2011.CONTENT", made(IC, "2010-12-21", content=commits("chronic")), "2010-12-21", "not_met"),
    ("IC.SEED.CONTENT", made(IC, "2011-01-01", content=commits("chronic")), "2011-01-01", "none"),
    ("IC.SEED.CONTENT", made(IC, "2011-01-01", content=commits("chronic", topics=("21°",))), "2011-01-01", "not_met"),
]


@pytest.mark.parametrize(("rule", "act", "day", "verdict"), CASES, ids=[f"{one[0]} {n}" for n, one in enumerate(CASES)])
def test_the_rule_at_its_edge(rule: str, act: Act, day: str, verdict: str) -> None:
    found = [one for one in findings(act, day_of(day), FACTS) if one.rule == rule]
    assert [one.verdict.value for one in found] == ([] if verdict == "none" else [verdict]), found


def test_the_seed_is_a_configuration() -> None:
    facts = FACTS.with_policies(individual_commitments="IC-SEED")
    act = made(
        IC, "2010-01-01", content=commits("medical_control")._replace(counterparts=(Counterpart("c", "points"),))
    )
    found = {one.rule: one for one in findings(act, day_of("2010-01-01"), facts)}
    assert found["IC.SEED.CONTENT"].verdict == "met"
    assert "IC.LFSS2011.CONTENT" not in found
    assert found["IC.SEED.CONTENT"].policy == "individual_commitments=IC-SEED"


def test_a_signature_is_looked_at_on_its_day_or_on_that_of_the_conclusion() -> None:
    """Point 9: MG France was there from 1986 on; it signs before, the agreement is concluded after."""
    act = made(CONV, "2002-06-01", parties=(Party("UNKNOWN_UNION", day_of("2002-05-01"), (GP,)),))
    for day in ("signature", "approval"):
        facts = FACTS.with_policies(representativeness_day=day)
        found = {one.rule: one for one in findings(act, day_of("2002-06-01"), facts)}
        said = "01/05/2002" if day == "signature" else "01/06/2002"
        assert said in found["PARTY.REPRESENTATIVE"].message
