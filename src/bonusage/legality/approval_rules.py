"""Approval, as a rule of each article: is the text let in on that day, by those and in the period of its regime (S9).

How a text comes to be approved, opposed or severed is in approval.py; regimes are facts (approval.toml).
Next: rules.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.legality.act import Act, ActKind, Level
from bonusage.legality.approval import LETS_IN, Stage, standing
from bonusage.legality.articles import all_versions, rules
from bonusage.legality.judging import said_day
from bonusage.legality.l162_15 import is_made
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.rule import Answer, Judge, Rule, met, not_met, person

CONVENTIONS = (ActKind.CONVENTION, ActKind.AMENDMENT, ActKind.ANNEX, ActKind.COMMITMENTS)
WAYS_OUT = {
    Stage.NOT_SUBMITTED: "transmettre le texte, complet, à ceux qui l'approuvent",
    Stage.BLOCKED: "recueillir d'abord les avis requis",
    Stage.OPPOSED: "conclure un texte qui lève le motif d'opposition, et le transmettre à nouveau",
}


def _approved(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """A draft is not submitted yet: nothing is said of it."""
    if not is_made(act, day):
        return None
    stands = standing(act, day, facts)
    policy = stands.policies[0] if stands.policies else ""
    if stands.stage == Stage.NO_REGIME:
        return person(stands.sentence)
    if stands.stage in LETS_IN:
        return met(stands.sentence, policy)
    if stands.stage == Stage.NOT_KNOWN:
        return person(stands.sentence, "indiquer les jours de transmission, de réception et de décision", policy)
    if stands.stage == Stage.RUNNING:
        wait = "attendre la décision"
        if stands.until is not None:
            wait += f", ou le {said_day(stands.until + dt.timedelta(days=1))} : le silence vaut approbation"
        return not_met(stands.sentence, wait, policy)
    return not_met(stands.sentence, WAYS_OUT.get(stands.stage, ""), policy)


def _at(level: Level) -> Judge:
    def judged(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
        return _approved(act, day, facts) if act.level == level else None

    return judged


def severed_by(act: Act, day: dt.date, facts: LawFacts) -> tuple[str, ...]:
    """The provisions that a severance took away, one without effect left out; what cannot be divided stays (point 27)."""
    cut = [one for one in act.decisions if one.what == "severance"]
    if not cut:
        return ()
    stands = standing(act, day, facts)
    if stands.stage == Stage.SEVERED:
        return stands.severed
    void = [one.decision for one in stands.void]
    gone = [id for one in cut if one not in void for id in one.provisions]
    if facts.policy("divisibility") == "flagged":
        whole = {one.id for one in act.content.commitments if not one.divisible}
        whole |= {one.id for one in act.content.counterparts if not one.divisible}
        gone = [one for one in gone if one not in whole]
    return tuple(gone)


RULES: tuple[Rule, ...] = (
    *rules(
        "ACBUS.APPROVE.MINISTERS",
        "L162-12-17",
        all_versions("L162-12-17", "al6", until="2003-12-19"),
        "Les deux ministres approuvent l'accord, dans les conditions de L162-15.",
        _approved,
        (ActKind.ACBUS,),
        "receipt",
    ),
    *rules(
        "ACBUS.APPROVE.REGIONAL",
        "L162-12-17",
        all_versions("L162-12-17", "al7", "2003-12-19", "2010-02-26"),
        "Le directeur de la CNAMTS, puis l'UNCAM, approuve l'accord régional en quarante-cinq jours.",
        _at(Level.REGIONAL),
        (ActKind.ACBUS,),
        "receipt",
    ),
    *rules(
        "CBP.APPROVE.REGIONAL",
        "L162-12-18",
        all_versions("L162-12-18", "al15", "2003-12-19"),
        "Le directeur de la CNAMTS, puis l'UNCAM, approuve le contrat régional en quarante-cinq jours.",
        _at(Level.REGIONAL),
        (ActKind.CBP,),
        "receipt",
    ),
    *rules(
        "CBP.APPROVE",
        "L162-15",
        all_versions("L162-15", "al2", until="2004-08-17"),
        "Le contrat défini par la convention est approuvé comme elle.",
        _at(Level.NATIONAL),
        (ActKind.CBP,),
        "receipt",
    ),
    *rules(
        "CSP.APPROVE",
        "L162-12-20",
        {"2002-03-07": "al2"} | all_versions("L162-12-20", "al7", "2003-12-19"),
        "Le contrat est approuvé : avec la convention, puis par le directeur de la CNAMTS, puis par l'UNCAM.",
        _approved,
        (ActKind.CSP,),
        "receipt",
    ),
    *rules(
        "CAPI.OPPOSITION",
        "L162-12-21",
        all_versions("L162-12-21", "al4"),
        "Les ministres peuvent s'opposer au contrat type dans le délai du décret.",
        _approved,
        (ActKind.CAPI,),
        "receipt",
    ),
    *rules(
        "HC.APPROVE",
        "L162-32-2",
        all_versions("L162-32-2", ""),
        "L'accord des centres de santé est approuvé dans les conditions de L162-15.",
        _approved,
        (ActKind.HEALTH_CENTRES,),
        "receipt",
    ),
    *(
        rule
        for article, path in (("L162-6", ""), ("L162-5-6", "al1"), ("L162-15", "al2"))
        for rule in rules(
            "CONV.APPROVE",
            article,
            all_versions(article, path),
            "Les ministres approuvent la convention, ses annexes et ses avenants.",
            _approved,
            CONVENTIONS,
            "receipt",
        )
    ),
    *rules(
        "CONV.APPROVE",
        "L162-15",
        all_versions("L162-15", "al2", "2002-03-07"),
        "Les ministres approuvent l'accord-cadre.",
        _approved,
        (ActKind.FRAMEWORK,),
        "receipt",
    ),
)
