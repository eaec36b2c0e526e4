"""What AcBUS, CBP and CSP share from 19/12/2003: the agency's opinion, publication, suspension, sending to the State.

Their approval is in approval_rules.py; what each of them says and pays, in its article's module.
Next: l162_12_17_force.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.legality.act import Act
from bonusage.legality.judging import (
    HEALTH,
    SOCIAL,
    STATE,
    UNCAM_DAY,
    begins_with,
    concerns_doctors,
    concluded,
    decisions_of,
    is_regional,
    last_opinion,
    party_name,
    party_names,
    plus_months,
    said_day,
    transmissions_to,
)
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import Lack, answered
from bonusage.legality.rule import Answer, Judge, met, not_met, person

URPS_DAY = dt.date(2010, 2, 26)


def agency_on(made: dt.date) -> str:
    """The agency whose opinion is asked: ANAES, then HAS from 17/08/2004."""
    return "HAS" if made >= UNCAM_DAY else "ANAES"


def agency_opinion(before: str, favourable: bool) -> Judge:
    """The judge of the agency's opinion: `before` 'conclusion' or 'proposal'; only a favourable one will do, or any."""

    def judged(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
        asked = act.content.safety_quality_efficiency
        made = concluded(act, day)
        agency = agency_on(made)
        name = party_name(agency, facts)
        if asked is False:
            return met(f"Aucun engagement de sécurité, de qualité ou d'efficience : l'avis ({name}) n'est pas requis.")
        if asked is None:
            what = "On ne sait pas si le texte comporte des engagements de sécurité, de qualité ou d'efficience des pratiques."
            return person(what, f"le dire, et s'il en comporte recueillir l'avis : {name}")
        limit = made if before == "conclusion" else proposed(act, day)
        when = "la conclusion" if before == "conclusion" else "la proposition aux professionnels"
        return _opinion(act, agency, name, limit, when, favourable)

    return judged


def proposed(act: Act, day: dt.date) -> dt.date:
    """The day on which a contract is proposed: its first day, or the day of the check."""
    return day if act.starts_on is None or act.starts_on > day else act.starts_on


def _opinion(act: Act, agency: str, name: str, limit: dt.date, when: str, favourable: bool) -> Answer:
    opinion = last_opinion(act, agency)
    ask = f"recueillir l'avis avant {when} : {name}"
    if opinion is not None and opinion.given_on is not None:
        if opinion.given_on > limit:
            return not_met(f"L'avis a été rendu le {said_day(opinion.given_on)}, après {when} : {name}.", ask)
        if favourable and opinion.favourable is False:
            return not_met(f"L'avis est défavorable, et un avis favorable est requis : {name}.", f"{ask} (favorable)")
        if favourable and opinion.favourable is None:
            return person(
                f"Le sens de l'avis n'est pas indiqué, et un avis favorable est requis : {name}.", "indiquer son sens"
            )
        return met(f"Avis rendu le {said_day(opinion.given_on)}, avant {when} : {name}.")
    days = [one.received_on for one in transmissions_to(act, agency) if one.received_on is not None]
    started = max(days) if days else opinion.asked_on if opinion is not None else None
    if started is None:
        return not_met(f"L'avis n'a pas été demandé avant {when} : {name}.", ask)
    end = plus_months(started, 2)
    if limit > end:
        return met(f"Avis demandé le {said_day(started)}, réputé favorable à l'expiration des deux mois : {name}.")
    what = f"Avis demandé le {said_day(started)} : le délai de deux mois court jusqu'au {said_day(end)} ({name})."
    return not_met(what, f"attendre l'avis, ou le {said_day(end + dt.timedelta(days=1))}")


def suspended(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """Suspension by the minister of health (or, for a regional text, the State's representative), notified to the signatories."""
    found = decisions_of(act, "suspension")
    if not found:
        return None
    last = found[-1]
    allowed = (HEALTH, STATE) if is_regional(act) else (HEALTH,)
    doubts = []
    if not any(one in last.by for one in allowed):
        doubts.append(f"elle n'est pas prise par : {party_names(allowed, facts, 'ou')}")
    if not last.grounds and not last.reason:
        doubts.append("elle ne donne aucun motif (santé publique, sécurité sanitaire, effets contraires aux objectifs)")
    if last.notified_on is None:
        doubts.append("elle n'a pas été notifiée aux signataires")
    on = f" depuis le {said_day(last.on)}" if last.on else ""
    if doubts:
        return person(f"L'application est suspendue{on}, mais la suspension est douteuse : {' ; '.join(doubts)}.")
    return not_met(f"L'application est suspendue{on}.", "attendre que la suspension soit levée")


def published_on(act: Act) -> dt.date | None:
    """The day of its publication, when it is known."""
    days = [one.on for one in decisions_of(act, "publication") if one.on is not None]
    return min(days) if days else None


def published(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """In force on publication."""
    if act.concluded_on is None or act.concluded_on > day:
        return None
    on = published_on(act)
    if on is None:
        return not_met("Le texte n'est pas publié : il n'est pas en vigueur.", "publier le texte")
    return met(f"En vigueur depuis sa publication, le {said_day(on)}.")


def sent_to_state(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """Once in force: to the ministers (national) or the State's representative (regional), to the regional unions too."""
    if published_on(act) is None:
        return None
    made = concluded(act, day)
    wanted = [STATE] if is_regional(act) else [HEALTH, SOCIAL]
    if made >= URPS_DAY:
        wanted.append("URPS")
    elif concerns_doctors(act):
        wanted.append("URML")
    sent = {one.to for one in act.transmissions}
    lacks = [
        Lack(
            f"le texte en vigueur n'a pas été transmis : {party_name(one, facts)}",
            f"le transmettre : {party_name(one, facts)}",
        )
        for one in wanted
        if not begins_with(sent, one)
    ]
    return answered(lacks, "Le texte en vigueur a été transmis à l'État et aux unions régionales.")


def conforms(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """A regional contract conforms to the national convention and takes nothing away."""
    if not is_regional(act):
        return None
    lacks = []
    if not act.content.conforms_to:
        what = "le contrat régional ne dit pas à quels objectifs, thèmes et règles de la convention nationale il se conforme"
        lacks.append(Lack(what, "indiquer la convention nationale à laquelle il se conforme"))
    if act.content.removes:
        what = f"le contrat régional retire des engagements nationaux : {', '.join(act.content.removes)}"
        lacks.append(Lack(what, "rétablir les engagements nationaux"))
    return answered(lacks, f"Le contrat régional se conforme au texte national ({act.content.conforms_to}).")
