"""L162-32-1, the national agreement of health centres: who concludes it, its individualised commitments (9°).

Its approval (L162-32-2) is in approval_rules.py; its term in l162_14.py.
Next: contributions.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.legality.act import Act, ActKind
from bonusage.legality.articles import all_versions, rules
from bonusage.legality.judging import concluded, signed_parties
from bonusage.legality.l162_5_topics import ENACTED_THEMES, REJECTED
from bonusage.legality.l162_12_21 import attained
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import Lack, answered, missing_funds
from bonusage.legality.rule import Answer, Rule, not_met

ARTICLE = "L162-32-1"
KINDS = (ActKind.HEALTH_CENTRES,)
CENTRE = "centre_de_sante"


def _parties(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    lacks = missing_funds(act, concluded(act, day), facts)
    if not any(facts.kind_of(one.id) in ("organisation", "union", "") for one in signed_parties(act)):
        what = "aucune organisation représentative des centres de santé n'a signé"
        lacks.append(Lack(what, "faire signer une organisation représentative des centres de santé"))
    if any(one != CENTRE for one in act.professions):
        lacks.append(Lack("l'accord ne lie que les centres de santé", "retirer les autres professions"))
    return answered(lacks, "L'accord est conclu par les caisses et une organisation de centres de santé.")


def _commits(act: Act) -> bool:
    return bool(act.content.commitments) or "9°" in act.content.topics


def _too_early(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not _commits(act):
        return None
    return not_met(
        "Les engagements individualisés des centres ne sont prévus que depuis le 22/12/2010.", "attendre le 22/12/2010"
    )


def _commitments(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not _commits(act):
        return None
    lacks = [] if act.content.commitments else [Lack("aucun engagement individualisé n'est prévu", "en ajouter")]
    for one in act.content.commitments:
        if one.theme in REJECTED:
            lacks.append(Lack(f"« {one.id} » : le 9° ne retient pas {REJECTED[one.theme]}", f"retirer « {one.id} »"))
        elif one.theme not in ENACTED_THEMES:
            lacks.append(
                Lack(f"« {one.id} » : une personne doit dire s'il améliore les pratiques", "le rattacher au 9°", True)
            )
    return answered(lacks, "Les engagements du centre portent sur des thèmes du 9°.")


def _attained(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    return attained(act, day, facts) if _commits(act) else None


RULES: tuple[Rule, ...] = (
    *rules(
        "HC.PARTIES",
        ARTICLE,
        all_versions(ARTICLE, ""),
        "L'accord des centres de santé est conclu par les caisses et une organisation de centres.",
        _parties,
        KINDS,
    ),
    *rules(
        "HC.COMMITMENTS",
        ARTICLE,
        all_versions(ARTICLE, "", until="2010-12-22"),
        "Pas encore d'engagements individualisés.",
        _too_early,
        KINDS,
    ),
    *rules(
        "HC.COMMITMENTS",
        ARTICLE,
        {"2010-12-22": "9°"},
        "Le 9° rémunère des engagements du centre.",
        _commitments,
        KINDS,
    ),
    *rules("HC.ATTAINMENT", ARTICLE, {"2010-12-22": "9°"}, "La contrepartie dépend de l'atteinte.", _attained, KINDS),
)
