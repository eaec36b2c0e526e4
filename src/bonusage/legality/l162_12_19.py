"""L162-12-19, the order that stands in for a missing agreement or contract: triggers, consultation, proposal, scope.

What the order fixes must have the content of the instrument: those rules are in the instrument's own module (point 51).
Next: l162_12_20.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.legality.act import Act, ActKind
from bonusage.legality.articles import all_versions, rules
from bonusage.legality.force import agency_on
from bonusage.legality.judging import (
    HEALTH,
    SOCIAL,
    UNCAM_DAY,
    concluded,
    party_name,
    party_names,
    profession_names,
    said_day,
    whole,
)
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import Lack, answered, without_convention
from bonusage.legality.rule import Answer, Rule, met, not_met, person

ARTICLE = "L162-12-19"
KINDS = (ActKind.FALLBACK,)
CSP_DAY = dt.date(2004, 8, 11)
V2 = dt.date(2003, 12, 19)
CENTRE = "centre_de_sante"
NAMES = {
    ActKind.ACBUS: "accord de bon usage",
    ActKind.CBP: "contrat de bonne pratique",
    ActKind.CSP: "contrat de santé publique",
}


def _without(act: Act, made: dt.date, facts: LawFacts) -> tuple[str, ...]:
    """The professions of L162-14-1 (and, from 17/08/2004, the health centres) that have no convention or agreement."""
    found = []
    for one in without_convention(act, facts):
        row = facts.profession(one, made)
        if one == CENTRE:
            if made >= UNCAM_DAY and ActKind.HEALTH_CENTRES.value not in act.context.in_force:
                found.append(one)
        elif row is None or row.in_l162_14_1:
            found.append(one)
    return tuple(found)


def _missing(kind: ActKind, act: Act) -> bool:
    """Is no such instrument in force, for one at least of the professions?"""
    there = act.context.in_force
    if kind.value in there:
        return False
    return not all(f"{kind.value}:{one}" in there for one in act.professions) or not act.professions


def _trigger(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    without = _without(act, made, facts)
    if without:
        return met(f"Il n'y a pas de convention pour : {profession_names(without, facts)}.")
    fixed = act.fixes
    scope = facts.policy("fallback_scope")
    policy = f"fallback_scope={scope}"
    openable = (ActKind.ACBUS, ActKind.CBP, ActKind.CSP) if made >= CSP_DAY else (ActKind.ACBUS, ActKind.CBP)
    missing = [one for one in openable if _missing(one, act)]
    if fixed in missing and fixed is not None:
        return met(f"Il y a une convention, mais pas de {NAMES[fixed]} : cela suffit, à la lettre du texte.", policy)
    if missing and scope == "all_instruments":
        return met(f"Il n'y a pas de {' ni de '.join(NAMES[one] for one in missing)}.", policy)
    name = NAMES.get(fixed, "instrument") if fixed else "instrument"
    what = f"Aucune absence n'ouvre l'arrêté : il y a une convention pour chaque profession, et un {name} en vigueur."
    if fixed is not None and fixed not in openable:
        what = f"Il y a une convention, et l'absence de {name} n'ouvre pas l'arrêté à cette date."
    return not_met(what, "attendre l'absence de convention ou de l'instrument à fixer", policy)


def _scope(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    if act.fixes is None:
        return not_met(
            "L'arrêté ne dit pas quel accord ou contrat il fixe.", "dire s'il fixe un AcBUS, un CBP ou un CSP"
        )
    if act.fixes == ActKind.CSP and made < CSP_DAY:
        what = "Avant le 11/08/2004 l'arrêté ne peut pas fixer un contrat de santé publique."
        return not_met(what, "attendre le 11/08/2004")
    if act.fixes not in NAMES:
        return not_met(f"L'arrêté ne peut pas fixer cet acte ({act.fixes.value}).", "fixer un AcBUS, un CBP ou un CSP")
    return met(f"L'arrêté fixe un {NAMES[act.fixes]}, ce que l'article permet.")


def _consulted(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    consulted = act.context.consulted
    lacks: list[Lack] = []
    for profession in act.professions:
        known = _representative(profession, made, facts)
        heard = [one for one in consulted if one in known or facts.representative(one, profession, made) is True]
        name = profession_names((profession,), facts)
        left = [one for one in known if one not in consulted]
        if not heard:
            lacks.append(
                Lack(
                    f"aucun syndicat représentatif n'a été consulté pour : {name}",
                    f"consulter les syndicats représentatifs : {party_names(left, facts) or name}",
                    doubtful=bool(consulted) and not known,
                )
            )
        elif left:
            what = f"ces syndicats représentatifs n'ont pas été consultés ({name}) : {party_names(left, facts)}"
            lacks.append(Lack(what, f"consulter : {party_names(left, facts)}", doubtful=True))
    if made >= V2:
        lacks += _agency(act, made, facts)
    on = act.context.consulted_on
    if consulted and on is not None and on > made:
        what = f"la consultation ({said_day(on)}) est postérieure à l'arrêté"
        lacks.append(Lack(what, "consulter avant de prendre l'arrêté"))
    policy = f"consultation={facts.policy('consultation')}"
    if consulted and on is None and facts.policy("consultation") == "proof_and_delay":
        lacks.append(Lack("le jour de la consultation n'est pas indiqué", "l'indiquer", doubtful=True))
    return answered(lacks, "Les syndicats représentatifs ont été consultés avant l'arrêté.", policy)


def _agency(act: Act, made: dt.date, facts: LawFacts) -> list[Lack]:
    agency = agency_on(made)
    name = party_name(agency, facts)
    if act.content.safety_quality_efficiency is False or agency in act.context.consulted:
        return []
    if act.content.safety_quality_efficiency is None:
        what = "on ne sait pas si le texte comporte des engagements de sécurité, de qualité ou d'efficience"
        return [Lack(what, f"le dire, et s'il en comporte consulter : {name}", doubtful=True)]
    return [Lack(f"l'agence n'a pas été consultée : {name}", f"consulter : {name}")]


def _representative(profession: str, made: dt.date, facts: LawFacts) -> tuple[str, ...]:
    """The unions known to be representative of a profession, or of what it is part of."""
    group = whole(profession, facts)
    unions = {union for union, prof in facts.representatives if prof in (profession, group)}
    return tuple(sorted(one for one in unions if facts.representative(one, profession, made) is True))


def _initiative(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    by = act.context.proposal_by
    if made >= UNCAM_DAY:
        proposed, wanted = "UNCAM" in by, party_name("UNCAM", facts)
    else:
        others = facts.other_national_funds(made)
        proposed = "CNAMTS" in by and any(one in by for one in others)
        wanted = f"{party_name('CNAMTS', facts)}, avec {party_names(others, facts, 'ou')}"
    if proposed:
        return met("L'arrêté est pris sur la proposition des caisses.")
    policy = f"ministers_initiative={facts.policy('ministers_initiative')}"
    if facts.policy("ministers_initiative") == "free":
        return met("L'arrêté est pris à l'initiative des ministres.", policy)
    if act.context.no_proposal:
        return met(
            f"Faute de proposition ({act.context.no_proposal}), l'arrêté est pris à l'initiative des ministres.", policy
        )
    alone = f" La proposition de {party_names(by, facts)} seule n'en est pas une." if by else ""
    what = f"L'arrêté n'a ni proposition des caisses ni constat qu'elles n'en font pas.{alone}"
    return not_met(what, f"obtenir la proposition de : {wanted} ; ou constater l'absence de proposition", policy)


def _ministers(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    ids = set(act.signed()) | {one for decision in act.decisions if decision.what == "order" for one in decision.by}
    ministers = [one for one in ids if facts.kind_of(one) == "minister"]
    lacks = [
        Lack(f"il manque la signature de : {party_name(one, facts)}", f"faire signer : {party_name(one, facts)}")
        for one in (HEALTH, SOCIAL)
        if one not in ministers
    ]
    if lacks and len(ministers) >= 2:
        names = party_names(sorted(ministers), facts)
        return person(f"L'article ne nomme pas les ministres compétents ; ont signé : {names}.", lacks[0].unlock)
    return answered(lacks, "L'arrêté est interministériel.")


def _ceased(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """Since the order an instrument of the parties has come: it takes no new adhesion (points 52 and 53)."""
    later = next((one for one in act.decisions if one.what == "replacement"), None)
    if later is None or later.on is None:
        return None
    what = f"Depuis le {said_day(later.on)} un instrument conclu par les parties tient lieu de l'arrêté."
    return not_met(what, "adhérer à l'instrument des parties")


RULES: tuple[Rule, ...] = (
    *rules(
        "FALLBACK.TRIGGER",
        ARTICLE,
        all_versions(ARTICLE, "al1"),
        "L'arrêté suppose l'absence de convention, ou de l'instrument qu'il fixe.",
        _trigger,
        KINDS,
    ),
    *rules(
        "FALLBACK.CONSULT",
        ARTICLE,
        all_versions(ARTICLE, "al1"),
        "Les syndicats représentatifs des professions concernées sont consultés.",
        _consulted,
        KINDS,
    ),
    *rules(
        "FALLBACK.INITIATIVE",
        ARTICLE,
        all_versions(ARTICLE, "al1"),
        "Les caisses proposent l'arrêté ; sinon les ministres en ont l'initiative.",
        _initiative,
        KINDS,
    ),
    *rules(
        "FALLBACK.SCOPE",
        ARTICLE,
        all_versions(ARTICLE, "al1"),
        "L'arrêté ne fixe qu'un AcBUS, un CBP ou, depuis le 11/08/2004, un CSP.",
        _scope,
        KINDS,
    ),
    *rules(
        "FALLBACK.MINISTERS",
        ARTICLE,
        all_versions(ARTICLE, "al1"),
        "L'arrêté est interministériel.",
        _ministers,
        KINDS,
    ),
    *rules(
        "FALLBACK.SUBSIDIARITY",
        ARTICLE,
        all_versions(ARTICLE, "al1"),
        "L'arrêté cède devant l'instrument que concluent les parties.",
        _ceased,
        KINDS,
        "day",
    ),
)
