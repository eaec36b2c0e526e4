"""L162-14-1, -14-1-1, -14-1-2, -14-3 and L162-1-13: term, six months, 30 % of votes, UNOCAM, the framework agreement.

Approval and opposition are those of L162-15.
Next: l162_15.py.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from bonusage.legality.act import Act, ActKind
from bonusage.legality.articles import all_versions, rules
from bonusage.legality.judging import (
    DOCTORS,
    UNCAM_DAY,
    concluded,
    last_opinion,
    party_name,
    plus_months,
    said_day,
    transmissions_to,
)
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import Lack, answered, missing_funds, unions_signing
from bonusage.legality.rule import Answer, Rule, met, not_met, person

CONVENTIONS = (ActKind.CONVENTION, ActKind.AMENDMENT)
ALL = (*CONVENTIONS, ActKind.ANNEX, ActKind.HEALTH_CENTRES)
THRESHOLD = Fraction(30, 100)


def _term(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    start = act.starts_on or concluded(act, day)
    if act.ends_on is None:
        return person("Le terme n'est pas indiqué ; la durée est de cinq ans au plus.", "indiquer le terme")
    limit = plus_months(start, 60)
    if act.ends_on > limit:
        what = f"La durée dépasse cinq ans : du {said_day(start)} au {said_day(act.ends_on)}."
        return not_met(what, f"fixer le terme au {said_day(limit)} au plus tard")
    return met(f"La durée n'excède pas cinq ans (jusqu'au {said_day(act.ends_on)}).")


def approved_on(act: Act) -> dt.date | None:
    """The day on which an approval is known to have been given, or is noticed as deemed given."""
    days = [one.on for one in act.decisions if one.what in ("approval", "deemed_approved") and one.on is not None]
    return min(days) if days else None


def _six_months(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if act.content.raises_tariffs is None:
        return None
    if act.content.raises_tariffs is False:
        return met("Aucune revalorisation : le délai de six mois est sans objet.")
    on = approved_on(act)
    if on is None:
        return person(
            "Une revalorisation vaut au plus tôt six mois après l'approbation, dont le jour n'est pas connu.",
            "indiquer le jour de l'approbation",
        )
    first = plus_months(on, 6)
    if act.starts_on is None:
        return person(f"Le jour d'effet n'est pas indiqué ; il ne peut précéder le {said_day(first)}.", "l'indiquer")
    if act.starts_on < first:
        what = f"La revalorisation vaudrait le {said_day(act.starts_on)}, moins de six mois après l'approbation ({said_day(on)})."
        return not_met(what, f"fixer l'entrée en vigueur au {said_day(first)} ou après")
    return met(f"La revalorisation vaut six mois au moins après l'approbation ({said_day(on)}).")


def _thirty(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not act.professions or act.kind == ActKind.HEALTH_CENTRES:
        return None
    made = concluded(act, day)
    doctors = any(one in DOCTORS for one in act.professions)
    signing = [
        one
        for one in unions_signing(act, facts)
        if all(facts.representative(one.id, profession, made) is not False for profession in act.professions)
    ]
    if not signing:
        return not_met(
            "Aucun syndicat représentatif n'a signé.", "faire signer des syndicats représentatifs (30 % des voix)"
        )
    if any(not one.audience for one in signing):
        what = "L'audience des syndicats signataires n'est pas indiquée : 30 % des suffrages exprimés sont requis."
        return person(what, "indiquer les suffrages de chaque syndicat, par collège")
    colleges = 3 if doctors else 1
    totals = [Fraction(0)] * colleges
    for one in signing:
        if len(one.audience) < colleges:
            what = f"L'audience de {party_name(one.id, facts)} n'est pas donnée pour chacun des {colleges} collèges."
            return person(what, "indiquer les suffrages de chaque collège")
        for rank in range(colleges):
            totals[rank] += Fraction(*one.audience[rank])
    low = [rank + 1 for rank, total in enumerate(totals) if total < THRESHOLD]
    if low:
        where = f" dans le collège {', '.join(map(str, low))}" if doctors else ""
        what = f"Les syndicats signataires n'ont pas 30 % des suffrages exprimés{where}."
        return not_met(what, "faire signer des syndicats qui réunissent 30 % des suffrages" + where)
    said = "dans chacun des trois collèges" if doctors else "au niveau national"
    return met(f"Les syndicats signataires ont 30 % des suffrages exprimés {said}.")


def _unocam_told(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if _unocam_there(act) or transmissions_to(act, "UNOCAM") or last_opinion(act, "UNOCAM") is not None:
        return met("L'UNOCAM a été informée de la négociation.")
    return person("Rien ne dit que l'UNOCAM a été informée de l'ouverture de la négociation.", "joindre l'information")


def _unocam_there(act: Act) -> bool:
    return "UNOCAM" in act.signed()


def _unocam_signs(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if _unocam_there(act):
        return met("L'UNOCAM a signé.")
    return person(
        "La liste des professions dont l'assurance maladie paie la moindre part (arrêté) n'est pas connue : "
        "pour elles, la signature de l'UNOCAM est requise.",
        "dire si l'arrêté vise cette profession ; sinon faire signer l'UNOCAM",
    )


def _framework(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    union = "UNPS" if made >= UNCAM_DAY else "CNPS"
    lacks = missing_funds(act, made, facts)
    if union not in act.signed():
        name = party_name(union, facts)
        lacks.append(Lack(f"il manque la signature de : {name}", f"faire signer : {name}"))
    return answered(lacks, "L'accord-cadre est conclu par les caisses et le centre des professions de santé.")


RULES: tuple[Rule, ...] = (
    *rules(
        "FRAMEWORK.PARTIES",
        "L162-1-13",
        all_versions("L162-1-13", ""),
        "L'accord-cadre est conclu par les caisses et l'organisation des professions.",
        _framework,
        (ActKind.FRAMEWORK,),
    ),
    *rules(
        "CONV.TERM",
        "L162-14-1",
        all_versions("L162-14-1", "al1"),
        "Une convention dure cinq ans au plus.",
        _term,
        (ActKind.CONVENTION,),
    ),
    *rules("CONV.TERM", "L162-1-13", all_versions("L162-1-13", ""), "Cinq ans au plus.", _term, (ActKind.FRAMEWORK,)),
    *rules(
        "CONV.TERM", "L162-32-1", all_versions("L162-32-1", ""), "Cinq ans au plus.", _term, (ActKind.HEALTH_CENTRES,)
    ),
    *rules(
        "CONV.WAIT",
        "L162-14-1-1",
        {"2007-12-22": "al1"},
        "Une revalorisation vaut au plus tôt six mois après l'approbation.",
        _six_months,
        ALL,
    ),
    *rules(
        "CONV.THRESHOLD",
        "L162-14-1-2",
        all_versions("L162-14-1-2", ""),
        "Les signataires réunissent 30 % des suffrages exprimés.",
        _thirty,
        CONVENTIONS,
    ),
    *rules(
        "CONV.UNOCAM_TOLD",
        "L162-14-3",
        {"2008-12-19": "al1"},
        "L'UNOCAM est informée de la négociation.",
        _unocam_told,
        (*CONVENTIONS, ActKind.FRAMEWORK),
    ),
    *rules(
        "CONV.UNOCAM_SIGNS",
        "L162-14-3",
        {"2008-12-19": "al2"},
        "Là où l'assurance maladie paie la moindre part, l'UNOCAM signe aussi.",
        _unocam_signs,
        CONVENTIONS,
    ),
)
