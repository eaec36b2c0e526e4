"""L162-5-11, L645-2, L722-4 (S10): the increase of the funds' share of contributions that a CBP opens, and who is owed it.

Rates are in no text of the code (dossier, 2.5); the counterpart itself is judged in l162_12_18_pay.py.
Next: approval_rules.py.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from bonusage.legality.act import Act, ActKind
from bonusage.legality.articles import all_versions, rules
from bonusage.legality.judging import DOCTORS, concluded, profession_names
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import Lack, answered
from bonusage.legality.rule import Answer, Rule, met, not_met, person

ARTICLES = ("L162-5-11", "L645-2", "L722-4")
KINDS = (ActKind.CBP,)
FIRST, UNCAM_LAW, ENDED = dt.date(1999, 12, 30), dt.date(2004, 8, 17), dt.date(2010, 4, 1)
FIVE = ("L162-5", "L162-9", "L162-12-2", "L162-12-9", "L162-14")


class Adherent(NamedTuple):
    """A professional who joined a CBP: what S10 asks of him. None: not known."""

    profession: str
    conventioned: bool | None = None
    other_fees: bool | None = None
    paid_in_time: bool | None = None
    suspended: bool | None = None
    joined: bool = True


def owed(adherent: Adherent, day: dt.date, facts: LawFacts) -> Answer:
    """Is the increase owed to that professional on that day? Why not, and what would open it."""
    if not FIRST <= day < ENDED:
        return not_met("Aucune majoration ne tient à un contrat de bonne pratique à cette date.")
    if facts.convention_article(adherent.profession, day) not in FIVE:
        name = profession_names((adherent.profession,), facts)
        return not_met(f"Les articles sur la participation ne visent pas cette profession : {name}.")
    lacks = []
    if not adherent.joined:
        lacks.append(Lack("il n'a pas adhéré au contrat de bonne pratique", "adhérer au contrat"))
    for value, wrong, unlock, what in (
        (adherent.conventioned, False, "exercer dans le cadre de la convention", "il n'exerce pas sous convention"),
        (adherent.paid_in_time, False, "verser sa propre cotisation", "il n'a pas versé sa cotisation à temps"),
        (
            adherent.suspended,
            True,
            "respecter à nouveau ses obligations",
            "la participation est suspendue pour manquement",
        ),
    ):
        if value is None or value is wrong:
            said = what if value is wrong else f"on ne sait pas s'il est vrai que : {what}"
            lacks.append(Lack(said, unlock, doubtful=value is None))
    if adherent.profession in DOCTORS and adherent.other_fees is not False:
        what = "la participation n'est pas due aux médecins autorisés à pratiquer d'autres honoraires"
        lacks.append(Lack(what, "pratiquer les tarifs de la convention", doubtful=adherent.other_fees is None))
    return answered(lacks, "La majoration de la participation est due.")


def _increases(act: Act) -> bool:
    return any(one.form == "contribution_increase" for one in act.content.counterparts)


def _doctors(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """L162-5-11: doctors' family allowances."""
    doctors = [one for one in act.professions if one in DOCTORS]
    if not _increases(act) or not doctors:
        return None
    return _fees(act)


def _fees(act: Act) -> Answer:
    excluded = act.content.extra_fees_excluded
    if excluded:
        return met("La majoration écarte les médecins autorisés à pratiquer d'autres honoraires.")
    if excluded is False:
        what = "La majoration serait versée à des médecins autorisés à pratiquer d'autres honoraires, à qui elle n'est pas due."
        return not_met(what, "écarter ces médecins, ou leur prévoir un complément forfaitaire")
    return person(
        "Il n'est pas dit que la majoration écarte les médecins autorisés à pratiquer d'autres honoraires.",
        "le préciser",
    )


def _all(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """L645-2 and L722-4: old age, sickness; every profession of the five conventions, no ambulance firm."""
    if not _increases(act):
        return None
    made = concluded(act, day)
    strange = [one for one in act.professions if facts.convention_article(one, made) not in FIVE]
    if strange:
        names = profession_names(strange, facts)
        what = f"La participation aux cotisations n'existe pas pour : {names}."
        return not_met(what, "leur prévoir un complément forfaitaire")
    if any(one in DOCTORS for one in act.professions):
        return _fees(act)
    return met("La majoration porte sur une participation qui existe pour ces professions.")


def _modulated(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """From 19/12/2003 the increase may be modulated, for doctors only."""
    if not _increases(act) or not act.content.modulation:
        return None
    others = [one for one in act.professions if one not in DOCTORS]
    if others:
        what = f"La modulation de la majoration ne vaut que pour les médecins, non pour : {profession_names(others, facts)}."
        return not_met(what, "ne moduler que pour les médecins")
    return met("La modulation de la majoration vaut pour les médecins.")


RULES: tuple[Rule, ...] = (
    *rules(
        "CONTRIB.L162-5-11",
        "L162-5-11",
        all_versions("L162-5-11", "al3", "1999-12-30"),
        "La majoration n'est pas due aux médecins autorisés à pratiquer d'autres honoraires.",
        _doctors,
        KINDS,
    ),
    *(
        rule
        for article in ARTICLES[1:]
        for rule in rules(
            f"CONTRIB.{article}",
            article,
            all_versions(article, ""),
            "La majoration ne vaut que pour les professions dont les caisses prennent en charge une part de cotisation.",
            _all,
            KINDS,
        )
    ),
    *rules(
        "CONTRIB.MODULATION",
        "L645-2",
        {"2003-12-19": ""},
        "La modulation ne vaut que pour les médecins.",
        _modulated,
        KINDS,
    ),
)
