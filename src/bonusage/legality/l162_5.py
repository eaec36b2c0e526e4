"""L162-5, the doctors' convention: who concludes it (both forms), local agreements; what each topic asks is in l162_5_topics.py.

Approval, publication and the unions' opposition are those of L162-15 (l162_15.py, approval_rules.py).
Next: l162_5_topics.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.law.address import Address
from bonusage.legality.act import Act, ActKind
from bonusage.legality.articles import all_versions, rules
from bonusage.legality.judging import DOCTORS, begins_with, concluded, has_convention, said_day
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import (
    Lack,
    answered,
    missing_cnamts,
    missing_funds,
    missing_representative_unions,
    unions_signing,
)
from bonusage.legality.rule import Answer, Rule, met, not_met, person

ARTICLE = "L162-5"
CONVENTION_KINDS = (ActKind.CONVENTION, ActKind.AMENDMENT, ActKind.ANNEX)
TWO_FORMS, OTHER_FUND = dt.date(1990, 1, 25), dt.date(1996, 4, 25)
GP, SPECIALIST = "medecin_generaliste", "medecin_specialiste"


def of_doctors(act: Act) -> bool:
    """Is it a convention of doctors (or its amendment or annex)?"""
    return any(one in DOCTORS for one in act.professions)


def _categories(act: Act) -> tuple[str, ...]:
    """The categories of doctors it binds; 'medecin' is both."""
    if "medecin" in act.professions:
        return (GP, SPECIALIST)
    return tuple(one for one in (GP, SPECIALIST) if one in act.professions)


def _quorum(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not of_doctors(act):
        return None
    made = concluded(act, day)
    lacks = missing_funds(act, made, facts) if made >= OTHER_FUND else missing_cnamts(act, facts)
    categories = _categories(act)
    if made < TWO_FORMS:
        lacks += missing_representative_unions(act, [(*DOCTORS,)], made, facts)
        return answered(
            lacks, "La convention est conclue par la CNAMTS et un syndicat de médecins des plus représentatifs."
        )
    single = act.single if act.single is not None else len(categories) == 2
    if single:
        lacks += missing_representative_unions(act, [(GP,), (SPECIALIST,)], made, facts)
        fine = "Convention unique : un syndicat de généralistes et un syndicat de spécialistes l'ont signée."
        return answered(lacks, fine)
    if len(categories) == 2:
        what = "une convention séparée ne lie qu'une catégorie de médecins, et celle-ci vise les deux"
        lacks.append(Lack(what, "conclure une convention unique, ou une convention par catégorie"))
    lacks += missing_representative_unions(act, [(one,) for one in categories], made, facts)
    return answered(lacks, "Convention séparée : un syndicat représentatif de la catégorie l'a signée.")


def _two_funds(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not of_doctors(act):
        return None
    fine = "Deux caisses nationales, dont la CNAMTS, ont signé."
    return answered(missing_funds(act, concluded(act, day), facts), fine)


def _local(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    lacks = []
    if not begins_with(act.signed(), "CPAM") and not begins_with(act.signed(), "CGSS"):
        lacks.append(Lack("il manque la signature d'une caisse primaire", "faire signer la caisse primaire"))
    unions = unions_signing(act, facts)
    if not unions:
        lacks.append(
            Lack("aucun syndicat de médecins n'a signé", "faire signer un syndicat des plus représentatifs du ressort")
        )
    if not of_doctors(act):
        lacks.append(Lack("l'accord local ne concerne pas les médecins", "viser les médecins du ressort"))
    elif not any(has_convention(one, act, facts) for one in act.professions if one in DOCTORS):
        lacks.append(Lack("il n'y a pas de convention nationale à compléter", "attendre la convention nationale"))
    return answered(lacks, "L'accord complète la convention entre la caisse primaire et un syndicat du ressort.")


def _local_approval(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    return person(
        "L'approbation de l'accord local, et la représentativité dans le ressort, relèvent d'un décret qui n'est pas modélisé.",
        "joindre l'approbation prévue par le décret en Conseil d'État",
    )


def _other_parties(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """The other professions' conventions: their own articles, of which only that of ambulances is known in this room."""
    if of_doctors(act) or not act.professions:
        return None
    made = concluded(act, day)
    others = [one for one in act.professions if one != "centre_de_sante"]
    lacks = missing_funds(act, made, facts)
    lacks += missing_representative_unions(act, [(one,) for one in others], made, facts)
    if not lacks and any(facts.convention_article(one, made) != "L322-5-2" for one in others):
        return person(
            "Les caisses et un syndicat représentatif ont signé ; l'article de cette profession n'est pas modélisé."
        )
    return answered(lacks, "Les caisses et un syndicat représentatif ont signé.")


def _other_parties_before(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """Before 07/03/2002 each profession's own article, none of which is known in this room, said who concludes."""
    if of_doctors(act) or not act.professions:
        return None
    return person("L'article qui dit qui conclut la convention de cette profession, avant 2002, n'est pas modélisé.")


def _identified(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """An amendment or annex belongs to a convention in force."""
    if all(has_convention(one, act, facts) for one in act.professions):
        return met("La convention que ce texte modifie ou complète est en vigueur.")
    made = concluded(act, day)
    what = f"Aucune convention n'est indiquée en vigueur le {said_day(made)} pour toutes les professions visées."
    return not_met(what, "indiquer la convention modifiée ou complétée")


RULES: tuple[Rule, ...] = (
    *rules(
        "DOC.PARTIES.QUORUM",
        ARTICLE,
        all_versions(ARTICLE, "al1"),
        "Conventions séparées pour les généralistes et les spécialistes, ou convention unique signée des deux côtés.",
        _quorum,
        CONVENTION_KINDS,
    ),
    *rules(
        "DOC.PARTIES.FUNDS",
        "L162-7",
        all_versions("L162-7", "al2"),
        "Deux caisses nationales au moins, dont la CNAMTS, signent la convention.",
        _two_funds,
        CONVENTION_KINDS,
    ),
    *rules(
        "DOC.LOCAL.AGREEMENT",
        ARTICLE,
        all_versions(ARTICLE, "al2"),
        "Un accord local complète la convention, entre la caisse primaire et un syndicat du ressort.",
        _local,
        (ActKind.LOCAL,),
    ),
    *rules(
        "DOC.LOCAL.APPROVAL",
        ARTICLE,
        all_versions(ARTICLE, "al2"),
        "Un décret en Conseil d'État fixe l'approbation des accords locaux.",
        _local_approval,
        (ActKind.LOCAL,),
    ),
    *rules(
        "CONV.PARTIES",
        "L162-14-1",
        all_versions("L162-14-1", ""),
        "La convention d'une autre profession est conclue par les caisses et un syndicat représentatif.",
        _other_parties,
        CONVENTION_KINDS,
    ),
    Rule(
        "CONV.PARTIES",
        frozenset(CONVENTION_KINDS),
        Address("CSS", "L162-9", None, ()),
        dt.date(1985, 12, 21),
        dt.date(2002, 3, 7),
        "La convention d'une autre profession est conclue selon son propre article.",
        _other_parties_before,
    ),
    *rules(
        "CONV.AMENDED",
        ARTICLE,
        all_versions(ARTICLE, "al1"),
        "Un avenant ou une annexe se rattache à une convention en vigueur.",
        _identified,
        (ActKind.AMENDMENT, ActKind.ANNEX),
    ),
)
