"""What is asked of every act: that it exists in law that day, that its parties did, that unions were representative.

Contradictory opinions and the severance of what cannot be divided are found here too.
Next: l162_12_17.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bonusage.law.address import Address
from bonusage.legality.act import Act, ActKind
from bonusage.legality.judging import (
    concluded,
    decisions_of,
    is_union,
    party_name,
    profession_names,
    said_day,
    signed_parties,
    signs_for,
)
from bonusage.legality.law_facts import UNKNOWN_FROM, LawFacts
from bonusage.legality.parties import Lack, answered
from bonusage.legality.rule import Answer, Judge, Rule, met, not_met, person
from bonusage.legality.temporal import State, Unsettled, phase_on, said

EVER = dt.date(1, 1, 1)
CONTINUED = (ActKind.CONVENTION, ActKind.AMENDMENT, ActKind.ANNEX, ActKind.FRAMEWORK, ActKind.COMMITMENTS)
"""What goes on after its term until it is replaced (L162-15-2)."""
OF_KIND: dict[ActKind, tuple[str, str]] = {
    ActKind.CONVENTION: ("CONV", "L162-5"),
    ActKind.AMENDMENT: ("CONV", "L162-5"),
    ActKind.ANNEX: ("CONV", "L162-5"),
    ActKind.FRAMEWORK: ("FRAMEWORK", "L162-1-13"),
    ActKind.LOCAL: ("DOC.LOCAL", "L162-5"),
    ActKind.ACBUS: ("ACBUS", "L162-12-17"),
    ActKind.CBP: ("CBP", "L162-12-18"),
    ActKind.CBP_SUPPLEMENT: ("CBP", "L162-12-18"),
    ActKind.CSP: ("CSP", "L162-12-20"),
    ActKind.FALLBACK: ("FALLBACK", "L162-12-19"),
    ActKind.CAPI: ("CAPI", "L162-12-21"),
    ActKind.COMMITMENTS: ("IC", "L162-5"),
    ActKind.HEALTH_CENTRES: ("HC", "L162-32-1"),
}
"""The stem of a kind's rules, and its article."""


def _exists(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    profession = act.professions[0] if act.professions else ""
    try:
        phase = phase_on(facts, act.kind, act.level, made, profession, act.variant)
        last = phase_on(facts, act.kind, act.level, UNKNOWN_FROM - dt.timedelta(days=1), profession, act.variant)
    except Unsettled as unsettled:
        return person(f"L'état de cet acte ce jour-là n'est pas établi ({unsettled}).")
    sentence = said(phase, act.kind)
    if phase.state == State.NOT_KNOWN:
        return person(f"Le {said_day(made)}, {sentence}. Ce qui n'est pas connu n'est jamais tenu pour licite.")
    if not phase.lawful:
        later = (
            f"conclure l'acte à partir du {said_day(phase.until)}" if phase.until and phase.until < UNKNOWN_FROM else ""
        )
        if phase.state in (State.REPEALED, State.RUN_OFF):
            later = "recourir à un autre instrument"
        return not_met(f"Le {said_day(made)}, {sentence}.", later)
    if day >= UNKNOWN_FROM and last.state == State.REGIME:
        return person("Après le 10/04/2015 les textes n'ont pas été lus : on ne sait pas ce que l'acte est devenu.")
    return met(f"Le {said_day(made)}, {sentence}.")


def _parties_exist(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    lacks = []
    for party in signed_parties(act):
        on = party.signed_on if party.signed_on is not None and party.signed_on <= made else made
        lacks += _there(party.id, on, "signé", facts)
    for opinion in act.opinions:
        if opinion.given_on is not None:
            lacks += _there(opinion.by, opinion.given_on, "donné un avis", facts)
    return answered(lacks, "Chaque partie existait le jour où elle a agi.")


def _there(id: str, on: dt.date, did: str, facts: LawFacts) -> list[Lack]:
    there = facts.exists(id, on)
    if there is None and "_" in id:
        there = facts.exists(id.partition("_")[0], on)
    if there:
        return []
    name = party_name(id, facts)
    if there is None:
        return [
            Lack(f"« {id} » n'est pas une partie connue", "corriger son nom, ou l'ajouter au catalogue", doubtful=True)
        ]
    body = facts.parties.get(id) or facts.parties[id.partition("_")[0]]
    if on < body.start:
        what = f"{name} n'existait pas encore le {said_day(on)}, jour où elle aurait {did} : depuis le {said_day(body.start)}"
    else:
        what = f"{name} n'existait plus le {said_day(on)}, jour où elle aurait {did}"
    return [Lack(what, f"faire agir une autre partie que : {name}")]


def _representative(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    lacks = []
    looked = 0
    for party in signed_parties(act):
        if not is_union(party, facts) or party.id in act.context.convention_unions:
            continue
        on = party.signed_on if party.signed_on is not None and party.signed_on <= made else made
        if facts.policy("representativeness_day") == "approval":
            on = made
        for profession in act.professions:
            if not signs_for(party, profession, on, facts):
                continue
            looked += 1
            standing = facts.representative(party.id, profession, on)
            name = f"{party_name(party.id, facts)} ({profession_names((profession,), facts)})"
            if standing is False:
                what = f"{name} n'était pas représentatif le {said_day(on)}"
                lacks.append(
                    Lack(
                        what, f"faire signer un syndicat représentatif pour : {profession_names((profession,), facts)}"
                    )
                )
            elif standing is None:
                what = f"on ne sait pas si {name} était représentatif le {said_day(on)}"
                lacks.append(Lack(what, "joindre le résultat de l'enquête de représentativité", doubtful=True))
    policy = f"representativeness_day={facts.policy('representativeness_day')}"
    return (
        answered(lacks, "Les syndicats étaient représentatifs le jour de leur signature.", policy) if looked else None
    )


def _contradiction(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    said_so: dict[tuple[str, int], bool] = {}
    lacks = []
    for one in act.opinions:
        if one.favourable is None:
            continue
        key = (one.by, one.text_version)
        if said_so.setdefault(key, one.favourable) != one.favourable:
            on = f" le {said_day(one.given_on)}" if one.given_on else ""
            what = f"deux avis contraires{on} sur la même version du texte : {party_name(one.by, facts)}"
            lacks.append(Lack(what, "ne garder qu'un avis, ou donner au nouveau texte son numéro de version"))
    return answered(lacks, "Aucun avis ne se contredit.") if act.opinions else None


def _divisible(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    severed = [id for one in decisions_of(act, "severance") for id in one.provisions]
    if not severed:
        return None
    policy = f"divisibility={facts.policy('divisibility')}"
    known = {one.id: one.divisible for one in act.content.commitments}
    known |= {one.id: one.divisible for one in act.content.counterparts}
    lacks = []
    strange = [one for one in severed if one not in known]
    if strange:
        what = f"la disjonction porte sur des dispositions que le texte n'a pas : {', '.join(strange)}"
        lacks.append(Lack(what, "désigner les dispositions disjointes par leur nom"))
    kept = [one for one in severed if known.get(one) is False]
    if kept and facts.policy("divisibility") == "flagged":
        what = f"la disjonction porte sur des dispositions qui ne sont pas divisibles : {', '.join(kept)}"
        lacks.append(Lack(what, "s'opposer au texte entier, ou ne disjoindre que des dispositions divisibles"))
    fine = f"Les dispositions disjointes étaient divisibles : {', '.join(severed)} ; le reste est à nouveau contrôlé."
    return answered(lacks, fine, policy)


def _ended(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """Past its term, an act other than a convention gives nothing more; a convention's expiry is in l162_15.py."""
    if act.ends_on is None or act.ends_on >= day:
        return None
    return not_met(f"L'acte a pris fin le {said_day(act.ends_on)}.", "conclure un nouvel acte, ou en reporter le terme")


def _general(id: str, kind: ActKind, judge: Callable[[Act, dt.date, LawFacts], Answer | None], sentence: str) -> Rule:
    return Rule(id, frozenset({kind}), Address("CSS", OF_KIND[kind][1], None, ()), EVER, None, sentence, judge)


_TABLE: tuple[tuple[str, Judge, str], ...] = (
    ("PARTY.EXISTS", _parties_exist, "Chaque partie existe le jour où elle signe ou donne un avis."),
    ("PARTY.REPRESENTATIVE", _representative, "Les syndicats sont représentatifs le jour de leur signature."),
    ("OPINION.CONTRADICTION", _contradiction, "Les avis ne se contredisent pas."),
    ("SEVERANCE.DIVISIBLE", _divisible, "Seules des dispositions divisibles sont disjointes."),
)

RULES: tuple[Rule, ...] = (
    *(
        _general(f"{stem}.EXISTS", kind, _exists, "L'acte existe en droit ce jour-là.")
        for kind, (stem, _) in OF_KIND.items()
    ),
    *(_general(id, kind, judge, sentence) for kind in OF_KIND for id, judge, sentence in _TABLE),
    *(
        _general("TERM.REACHED", kind, _ended, "L'acte n'a pas pris fin.")._replace(basis="day")
        for kind in OF_KIND
        if kind not in CONTINUED
    ),
)
