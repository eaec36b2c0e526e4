"""L162-12-20, public-health contracts (CSP): who may join, the flat remuneration and its updating, what they must add.

Approval is in approval_rules.py; the run-off after 01/04/2010 in l162_12_18_pay.py.
Next: l162_12_21.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.legality.act import Act, ActKind
from bonusage.legality.articles import all_versions, of_content, rules
from bonusage.legality.force import agency_opinion, conforms, sent_to_state, suspended
from bonusage.legality.judging import concluded, themes_of
from bonusage.legality.l162_12_18_pay import run_off_rule
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import (
    Lack,
    answered,
    contract_parties,
    individual_adhesion,
)
from bonusage.legality.rule import Answer, Rule, met, not_met

ARTICLE = "L162-12-20"
CSP = ActKind.CSP
KINDS = (CSP,)
CONTENT = (CSP, ActKind.FALLBACK)
V3 = dt.date(2004, 8, 17)
FIVE = ("L162-5", "L162-9", "L162-12-2", "L162-12-9", "L162-14")
COORDINATION = frozenset({"coordination", "out_of_hours", "practice_mode"})
PREVENTION = frozenset({"prevention", "screening"})


def _adhesion(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    articles = FIVE if made < V3 else (*FIVE, "L162-32-1")
    return individual_adhesion(act, articles, made, facts, "le contrat de santé publique" if act.kind == CSP else "")


def _counterpart(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    forms = [one.form for one in act.content.counterparts]
    strange = [one for one in forms if one not in ("flat", "per_patient")]
    lacks = []
    if strange:
        what = f"contrepartie que l'article ne prévoit pas ({', '.join(strange)}) : il ne prévoit qu'une rémunération forfaitaire"
        lacks.append(Lack(what, "prévoir une rémunération forfaitaire"))
    if not forms and concluded(act, day) < dt.date(2003, 12, 19):
        what = "le contrat ouvre droit à une rémunération forfaitaire, et n'en prévoit pas"
        lacks.append(Lack(what, "prévoir la rémunération forfaitaire"))
    return answered(
        lacks, "La contrepartie est une rémunération forfaitaire." if forms else "Aucune rémunération n'est prévue."
    )


def _definition(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if act.content.commitments:
        return met("Le contrat fixe les engagements des professionnels.")
    return not_met("Le contrat ne fixe aucun engagement.", "ajouter les engagements")


def _update(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    lacks = [
        Lack(f"« {one.id} » n'a pas de modalités d'actualisation", "préciser comment la rémunération est actualisée")
        for one in act.content.counterparts
        if not one.updating
    ]
    fine = "Le contrat précise comment la rémunération forfaitaire est actualisée."
    return answered(lacks, fine if act.content.counterparts else "Aucune rémunération n'est à actualiser.")


def _mandatory(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    themes = themes_of(act)
    first, second = bool(themes & COORDINATION), bool(themes & PREVENTION)
    policy = f"csp_branches={facts.policy('csp_branches')}"
    if not first and not second:
        what = "Il manque un engagement : permanence et coordination des soins, ou prévention."
        return not_met(what, "ajouter un engagement de coordination des soins ou de prévention", policy)
    if first and second and facts.policy("csp_branches") == "exactly_one":
        return not_met("Les deux branches sont prises ensemble.", "n'en garder qu'une", policy)
    return met("Le contrat comporte un engagement de coordination des soins ou de prévention.", policy)


def _branch(act: Act, themes: frozenset[str], others: frozenset[str], what: str) -> Answer | None:
    there = themes_of(act)
    if there & themes:
        return met(f"Le contrat comporte un engagement de {what}.")
    if there & others:
        return None
    return not_met(
        f"Le contrat n'a pas d'engagement de {what}, ni l'autre branche.", f"ajouter un engagement de {what}"
    )


def _coordination(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    return _branch(act, COORDINATION, PREVENTION, "permanence et de coordination des soins")


def _prevention(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    return _branch(act, PREVENTION, COORDINATION, "prévention")


def _additional(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    lacks = []
    for one in act.content.commitments:
        if one.id in act.context.paid_elsewhere or one.paid_by:
            by = f" ({', '.join(one.paid_by)})" if one.paid_by else ""
            lacks.append(Lack(f"l'engagement « {one.id} » est déjà rémunéré ailleurs{by}", f"retirer « {one.id} »"))
        elif one.additional is False:
            what = f"l'engagement « {one.id} » n'ajoute rien à l'accord-cadre ni à la convention"
            lacks.append(Lack(what, f"retirer « {one.id} », ou aller au-delà de la convention"))
        elif one.additional is None and one.theme in COORDINATION | PREVENTION:
            what = f"on ne sait pas si l'engagement « {one.id} » s'ajoute à ce que prévoient l'accord-cadre et la convention"
            lacks.append(Lack(what, "le dire", doubtful=True))
    return answered(
        lacks, "Les engagements s'ajoutent à l'accord-cadre et à la convention, et ne sont pas payés deux fois."
    )


_CONTENT_TABLE = (
    ("CSP.ADHESION", "al1", _adhesion, "Les professionnels des conventions visées adhèrent individuellement."),
    ("CSP.COUNTERPART", "al1", _counterpart, "Le contrat donne une rémunération forfaitaire."),
    ("CSP.DEFINITION", "al2", _definition, "Le contrat fixe les engagements."),
    ("CSP.UPDATE", "al2", _update, "Le contrat précise l'actualisation de la rémunération."),
    ("CSP.MANDATORY", "al3", _mandatory, "Le contrat comporte l'un des deux engagements au moins."),
    ("CSP.ADDITIONALITY", "al3", _additional, "Les engagements complètent l'accord-cadre et la convention."),
    ("CSP.MANDATORY.COORDINATION", "al4", _coordination, "Première branche : permanence et coordination des soins."),
    ("CSP.MANDATORY.PREVENTION", "al5", _prevention, "Seconde branche : prévention."),
)

RULES: tuple[Rule, ...] = (
    *(
        rule
        for id, path, judge, sentence in _CONTENT_TABLE
        for rule in rules(id, ARTICLE, all_versions(ARTICLE, path), sentence, of_content(CSP, judge), CONTENT)
    ),
    *rules(
        "CSP.PARTIES",
        ARTICLE,
        {"2002-03-07": "al2"} | all_versions(ARTICLE, "al1", "2003-12-19"),
        "Le contrat est défini par les parties à la convention, ou en région par l'URCAM et les délégués désignés.",
        contract_parties,
        KINDS,
    ),
    *rules(
        "CSP.REGIONAL.CONFORM",
        ARTICLE,
        all_versions(ARTICLE, "al1", "2003-12-19"),
        "Le contrat régional se conforme à la convention nationale.",
        conforms,
        KINDS,
    ),
    *rules(
        "CSP.AGENCY",
        ARTICLE,
        all_versions(ARTICLE, "al6", "2003-12-19"),
        "Le contrat qui touche à la sécurité, la qualité ou l'efficience n'est proposé qu'après avis favorable de l'agence.",
        agency_opinion("proposal", favourable=True),
        KINDS,
    ),
    *rules(
        "CSP.SUSPENSION",
        ARTICLE,
        all_versions(ARTICLE, "al8", "2003-12-19"),
        "Le contrat n'est pas suspendu.",
        suspended,
        KINDS,
        "day",
    ),
    *rules(
        "CSP.TRANSMIT.STATE",
        ARTICLE,
        all_versions(ARTICLE, "al9", "2003-12-19"),
        "Le contrat en vigueur est transmis à l'État et aux unions régionales.",
        sent_to_state,
        KINDS,
    ),
    run_off_rule("CSP.RUNOFF"),
)
