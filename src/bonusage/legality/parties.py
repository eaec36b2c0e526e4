"""Who must have signed: the funds' side, the unions' side, with a convention and without; shared by the articles' rules.

What each article asks of whom is in its module; that a party existed, or was representative, in general_rules.py.
Next: l162_12_17.py, the first to ask.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from bonusage.legality.act import Act, Level, Party
from bonusage.legality.judging import (
    UNCAM_DAY,
    begins_with,
    concluded,
    has_convention,
    is_regional,
    is_union,
    outside,
    party_name,
    party_names,
    profession_names,
    signed_parties,
    signs_for,
)
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.rule import Answer, met, not_met, person


class Lack(NamedTuple):
    """What is missing, and the change that brings it; `doubtful`: a person must say whether it is missing."""

    what: str
    unlock: str
    doubtful: bool = False


def answered(lacks: Iterable[Lack], fine: str, policy: str = "") -> Answer:
    """Not met when something is missing, a person when it is doubtful, met otherwise: all of it told."""
    hard = [one for one in lacks if not one.doubtful]
    soft = [one for one in lacks if one.doubtful]
    if hard:
        return not_met(_sentence(one.what for one in hard + soft), _changes(hard), policy)
    if soft:
        return person(_sentence(one.what for one in soft), _changes(soft), policy)
    return met(fine, policy)


def _sentence(parts: Iterable[str]) -> str:
    said = " ; ".join(one for one in parts if one)
    return said[:1].upper() + said[1:] + "." if said else ""


def _changes(lacks: Iterable[Lack]) -> str:
    return " ; ".join(one.unlock for one in lacks if one.unlock)


def missing_funds(act: Act, made: dt.date, facts: LawFacts) -> list[Lack]:
    """CNAMTS and one other national fund; UNCAM alone from 17/08/2004 (points 1 and 2)."""
    ids = act.signed()
    if made >= UNCAM_DAY:
        return [] if "UNCAM" in ids else [_unsigned("UNCAM", facts)]
    lacks = [] if "CNAMTS" in ids else [_unsigned("CNAMTS", facts)]
    others = facts.other_national_funds(made)
    if not any(one in ids for one in others):
        choices = party_names(others, facts, "ou")
        lacks.append(
            Lack(f"il manque la signature d'une autre caisse nationale ({choices})", f"faire signer {choices}")
        )
    return lacks


def missing_cnamts(act: Act, facts: LawFacts) -> list[Lack]:
    """CNAMTS alone, as the article said before 25/04/1996."""
    return [] if "CNAMTS" in act.signed() else [_unsigned("CNAMTS", facts)]


def missing_urcam(act: Act) -> list[Lack]:
    """The regional union of the funds."""
    if begins_with(act.signed(), "URCAM"):
        return []
    what = "il manque la signature de l'union régionale des caisses (URCAM)"
    return [Lack(what, "faire signer l'URCAM")]


def _unsigned(id: str, facts: LawFacts) -> Lack:
    return Lack(f"il manque la signature de : {party_name(id, facts)}", f"faire signer : {party_name(id, facts)}")


def with_convention(act: Act, facts: LawFacts) -> tuple[str, ...]:
    """The professions of the act that have a convention."""
    return tuple(one for one in act.professions if has_convention(one, act, facts))


def without_convention(act: Act, facts: LawFacts) -> tuple[str, ...]:
    """Those that have none (point 5)."""
    return tuple(one for one in act.professions if not has_convention(one, act, facts))


def unions_signing(act: Act, facts: LawFacts) -> tuple[Party, ...]:
    """The unions that signed."""
    return tuple(one for one in signed_parties(act) if is_union(one, facts))


def missing_signatory_unions(
    act: Act, professions: tuple[str, ...], made: dt.date, facts: LawFacts, designated: bool = False
) -> list[Lack]:
    """For each profession that has a convention, one union that signed that convention; all of them under the policy
    `signatories`; its delegates must have been designated where `designated` (points 2 and 3)."""
    signing = unions_signing(act, facts)
    known = act.context.convention_unions
    lacks: list[Lack] = []
    for profession in professions:
        name = profession_names((profession,), facts)
        fit = [one for one in signing if signs_for(one, profession, made, facts)]
        of_convention = [one for one in fit if one.id in known]
        if fit and not known:
            what = f"les syndicats signataires de la convention ({name}) ne sont pas indiqués"
            lacks.append(Lack(what, "indiquer les syndicats signataires de la convention", doubtful=True))
        elif not of_convention:
            what = f"aucun syndicat signataire de la convention ({name}) n'a signé"
            choices = party_names(known, facts, "ou") or "un syndicat signataire de la convention"
            lacks.append(Lack(what, f"faire signer pour cette profession ({name}) : {choices}"))
        elif designated and not any(one.designated for one in of_convention):
            names = party_names([one.id for one in of_convention], facts)
            what = f"les représentants régionaux n'ont pas été désignés par : {names}"
            lacks.append(Lack(what, f"faire désigner ses représentants par : {names}"))
    if facts.policy("signatories") == "all_signatories":
        ids = act.signed()
        lacks += [_unsigned(one, facts) for one in known if one not in ids]
    return lacks


def missing_representative_unions(
    act: Act, groups: Iterable[tuple[str, ...]], made: dt.date, facts: LawFacts
) -> list[Lack]:
    """For each group of professions (one is enough of each), a union that signed and is representative on that day."""
    signing = unions_signing(act, facts)
    lacks: list[Lack] = []
    for group in groups:
        fit = [(one, prof) for one in signing for prof in group if signs_for(one, prof, _day(one, made, facts), facts)]
        standing = [facts.representative(one.id, prof, _day(one, made, facts)) for one, prof in fit]
        name = " ou ".join(profession_names((one,), facts) for one in group)
        if True in standing:
            continue
        if not fit:
            lacks.append(
                Lack(
                    f"aucun syndicat représentatif n'a signé pour : {name}",
                    f"faire signer un syndicat représentatif pour : {name}",
                )
            )
        elif None in standing:
            names = party_names({one.id: 0 for one, _ in fit}, facts)
            what = f"on ne sait pas si {names} était représentatif ce jour-là ({name})"
            lacks.append(Lack(what, "joindre le résultat de l'enquête de représentativité", doubtful=True))
        else:
            names = party_names({one.id: 0 for one, _ in fit}, facts)
            what = f"{names} n'était pas représentatif le jour de la signature ({name})"
            lacks.append(Lack(what, f"faire signer un syndicat représentatif pour : {name}"))
    return lacks


def _day(party: Party, made: dt.date, facts: LawFacts) -> dt.date:
    """The day on which its representativeness is looked at (point 9)."""
    if facts.policy("representativeness_day") == "approval" or party.signed_on is None:
        return made
    return min(party.signed_on, made)


def conventions_lack(act: Act, facts: LawFacts, instrument: str) -> list[Lack]:
    """The professions for which no convention can define the contract."""
    without = without_convention(act, facts)
    if not without:
        return []
    names = profession_names(without, facts)
    what = f"{instrument} est défini par une convention, et il n'y en a pas pour : {names}"
    return [Lack(what, f"conclure d'abord une convention pour : {names}, ou recourir à l'arrêté interministériel")]


def individual_adhesion(act: Act, articles: tuple[str, ...], made: dt.date, facts: LawFacts, contract: str) -> Answer:
    """Each profession is of a convention that the article names; `contract` ('' to leave that aside) needs conventions."""
    lacks = []
    if strange := outside(act, articles, made, facts):
        names = profession_names(strange, facts)
        lacks.append(Lack(f"l'article ne vise pas cette profession à cette date : {names}", f"retirer : {names}"))
    if contract:
        lacks += conventions_lack(act, facts, contract)
    return answered(lacks, f"Peuvent adhérer individuellement : {profession_names(act.professions, facts)}.")


def contract_parties(act: Act, day: dt.date, facts: LawFacts) -> Answer:
    """Who defines a contract that professionals join: convention parties, or URCAM and delegates in a region."""
    made = concluded(act, day)
    if is_regional(act):
        lacks = missing_urcam(act) + missing_signatory_unions(act, act.professions, made, facts, designated=True)
        return answered(lacks, "Défini par l'URCAM et les délégués désignés par les syndicats signataires.")
    if act.level == Level.LOCAL:
        return not_met("Le contrat n'est pas défini à l'échelon local.", "définir le contrat à l'échelon national")
    lacks = missing_funds(act, made, facts) + missing_signatory_unions(act, act.professions, made, facts)
    return answered(lacks, "Défini par les parties à la convention.")
