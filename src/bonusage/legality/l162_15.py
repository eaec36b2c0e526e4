"""L162-15 (and L162-6, L162-5-6 before it): sending to the ministers, Orders, unions' opposition, UNOCAM, publication.

The approval itself, its period and severance are in approval_rules.py.
Next: l162_14.py.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from bonusage.legality.act import Act, ActKind, Decision
from bonusage.legality.articles import all_versions, rules
from bonusage.legality.force import published_on
from bonusage.legality.judging import (
    HEALTH,
    SOCIAL,
    UNCAM_DAY,
    concluded,
    decisions_of,
    last_opinion,
    party_name,
    party_names,
    plus_months,
    received_by_approvers,
    received_by_ministers,
    said_day,
    transmissions_to,
)
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import Lack, answered, unions_signing
from bonusage.legality.rule import Answer, Rule, met, not_met, person

ARTICLE = "L162-15"
KINDS = (ActKind.CONVENTION, ActKind.AMENDMENT, ActKind.ANNEX, ActKind.FRAMEWORK)
WITH_CENTRES = (*KINDS, ActKind.HEALTH_CENTRES)
FIVE = (HEALTH, SOCIAL, "MIN_AGRI", "MIN_ECO", "MIN_BUDGET")
LAW_2006, LAW_2009 = dt.date(2006, 12, 22), dt.date(2009, 7, 23)
APPROVED = ("approval", "deemed_approved", "order")
ORDERS = {
    "medecin": ("CNOM", "ORDRE_MEDECINS"),
    "medecin_generaliste": ("CNOM", "ORDRE_MEDECINS"),
    "medecin_specialiste": ("CNOM", "ORDRE_MEDECINS"),
    "chirurgien_dentiste": ("CNOCD", "ORDRE_CHIRURGIENS_DENTISTES"),
    "sage_femme": ("CNOSF", "ORDRE_SAGES_FEMMES"),
}
ORDERS_2009 = {
    "masseur_kinesitherapeute": ("CNOMK", "ORDRE_KINESITHERAPEUTES"),
    "kinesitherapeute": ("CNOMK", "ORDRE_KINESITHERAPEUTES"),
    "infirmier": ("CNOI", "ORDRE_INFIRMIERS"),
    "pedicure_podologue": ("CNOPP", "ORDRE_PEDICURES_PODOLOGUES"),
}


def is_made(act: Act, day: dt.date) -> bool:
    """Is the act concluded on that day? A draft is not sent, approved or published yet."""
    return act.concluded_on is not None and act.concluded_on <= day


def is_approved(act: Act) -> bool:
    """Is an approval, or a notice that it is deemed approved, known?"""
    return any(one.what in APPROVED for one in act.decisions)


def _sent(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not is_made(act, day):
        return None
    if is_approved(act):
        return met("Le texte est approuvé : il avait été transmis.")
    ministers = FIVE if (received_by_approvers(act) or day) < UNCAM_DAY else FIVE[:2]
    lacks = [
        Lack(f"le texte n'a pas été transmis : {party_name(one, facts)}", f"le transmettre : {party_name(one, facts)}")
        for one in ministers
        if not transmissions_to(act, one)
    ]
    return answered(lacks, "Le texte a été transmis à chacun des ministres qui l'approuvent.")


def _orders(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if act.content.ethics is None:
        return None
    if act.content.ethics is False:
        return met("Aucune disposition déontologique : les Ordres n'ont pas à être consultés.")
    table = ORDERS if concluded(act, day) < LAW_2009 else ORDERS | ORDERS_2009
    lacks = []
    for names in {table[one]: 0 for one in act.professions if one in table}:
        asked = [one for one in act.opinions if one.by in names and (one.asked_on or one.given_on)]
        if not asked:
            name = party_name(next((one for one in names if one in facts.parties), names[0]), facts)
            lacks.append(Lack(f"l'Ordre n'a pas été consulté sur la déontologie : {name}", f"consulter : {name}"))
    return answered(lacks, "Les Ordres des professions visées ont été consultés.")


def _opposition(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not is_made(act, day):
        return None
    made = concluded(act, day)
    for decision in decisions_of(act, "opposition"):
        unions = tuple(one for one in decision.by if facts.kind_of(one) in ("union", ""))
        if not unions:
            continue
        names = party_names(unions, facts)
        late = _too_late(act, decision, made)
        if late:
            return met(f"L'opposition formée par {names} est sans effet : {late}.")
        if made < LAW_2009 and len(unions) < 2 and not _few_unions(act, facts, made):
            return met(f"L'opposition formée par {names} seul est sans effet : il en faut deux.")
        if made >= LAW_2006 and any(
            facts.representative(one, p, made) is False for one in unions for p in act.professions
        ):
            return met(
                f"L'opposition est sans effet : elle n'est pas formée par des syndicats représentatifs ({names})."
            )
        strong = _strong(act, decision, made, facts)
        if strong is None:
            what = f"Opposition formée par {names} : leur audience n'est pas indiquée."
            return person(what, "indiquer les suffrages recueillis, ou les effectifs représentés")
        if strong:
            what = f"L'opposition formée par {names} fait obstacle à la mise en œuvre."
            return not_met(what, "conclure un nouveau texte ; ou, depuis le 17/08/2004, le règlement arbitral")
        return met(f"L'opposition formée par {names} n'atteint pas le seuil.")
    return met("Aucune opposition de syndicats n'est connue.")


def _too_late(act: Act, decision: Decision, made: dt.date) -> str:
    """Why it came too late, or ''. The month runs from the sending to the unions, else from the signature."""
    if decision.on is None:
        return ""
    sent = [
        one.sent_on for one in act.transmissions if one.to not in FIVE and one.by == "UNCAM" and one.sent_on is not None
    ]
    end = plus_months(min(sent) if sent else made, 1)
    if decision.on > end:
        return f"formée le {said_day(decision.on)}, après le mois qui finit le {said_day(end)}"
    received = received_by_ministers(act)
    if made < LAW_2009 and received is not None and decision.on > received:
        return f"formée le {said_day(decision.on)}, après la transmission aux ministres"
    return ""


def _few_unions(act: Act, facts: LawFacts, made: dt.date) -> bool:
    """Fewer than three representative unions for a profession other than doctors: one may oppose."""
    for profession in act.professions:
        if profession.startswith("medecin"):
            return False
        known = [union for union, prof in facts.representatives if prof == profession]
        if sum(facts.representative(one, profession, made) is True for one in known) >= 3:
            return False
    return True


def _strong(act: Act, decision: Decision, made: dt.date, facts: LawFacts) -> bool | None:
    """Does the opposition reach its threshold? None: not known."""
    doctors = any(one.startswith("medecin") for one in act.professions)
    if decision.audience and (doctors or made >= LAW_2009):
        if doctors and made >= LAW_2009:
            return len(decision.audience) >= 3 and all(2 * votes > cast for votes, cast in decision.audience)
        return sum((Fraction(*one) for one in decision.audience), Fraction(0)) > len(decision.audience) * Fraction(1, 2)
    if doctors or decision.headcount is None:
        return None
    heads = [one.headcount for one in unions_signing(act, facts)]
    if not heads or None in heads:
        return None
    return decision.headcount >= 2 * sum(one for one in heads if one is not None)


def _unocam(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    raises = act.content.raises_tariffs
    if raises is False:
        return met("Aucune revalorisation : l'avis de l'UNOCAM n'est pas requis.")
    if raises is None:
        return person("On ne sait pas si le texte revalorise des tarifs ou des rémunérations.", "le dire")
    made = concluded(act, day)
    if made >= dt.date(2008, 12, 19) and any(one.id == "UNOCAM" for one in act.parties):
        return met("L'UNOCAM participe à la négociation : son avis n'est pas requis.")
    limit = received_by_ministers(act) or day
    opinion = last_opinion(act, "UNOCAM")
    if opinion is not None and opinion.given_on is not None:
        if opinion.given_on <= limit:
            return met(
                f"L'UNOCAM a rendu son avis le {said_day(opinion.given_on)}, avant la transmission aux ministres."
            )
        what = f"L'avis de l'UNOCAM ({said_day(opinion.given_on)}) est postérieur à la transmission aux ministres."
        return not_met(what, "transmettre à nouveau le texte, avec l'avis")
    got = [one.received_on for one in transmissions_to(act, "UNOCAM") if one.received_on is not None]
    started = max(got) if got else opinion.asked_on if opinion is not None else None
    if started is None:
        return not_met(
            "L'UNOCAM n'a pas été saisie de la revalorisation.", "recueillir l'avis de l'UNOCAM avant transmission"
        )
    end = started + dt.timedelta(days=21)
    if limit > end:
        return met(f"Avis de l'UNOCAM réputé rendu le {said_day(end)}.")
    what = f"L'UNOCAM a été saisie le {said_day(started)} : son avis est réputé rendu au terme du {said_day(end)}."
    return not_met(
        what, f"attendre l'avis, ou le {said_day(end + dt.timedelta(days=1))}, avant de transmettre le texte"
    )


def _published(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not is_approved(act):
        return None
    on = published_on(act)
    if on is not None:
        return met(f"Le texte approuvé a été publié le {said_day(on)}.")
    if any(one.what == "deemed_approved" for one in act.decisions):
        return met("L'avis d'approbation réputée a été publié.")
    return not_met("Le texte approuvé n'est pas publié au Journal officiel.", "publier le texte")


def _expired(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """Past its term: tacit renewal, then (from 21/12/2004) effects until the text that replaces it is published."""
    replaced = next((one for one in act.decisions if one.what == "replacement" and one.on is not None), None)
    if replaced is not None and replaced.on is not None:
        return not_met(
            f"Le texte est remplacé depuis le {said_day(replaced.on)}.", "se fonder sur le texte qui le remplace"
        )
    if act.ends_on is None or act.ends_on >= day:
        return None
    ended = f"Le terme était le {said_day(act.ends_on)}"
    if day >= dt.date(2004, 12, 21):
        return met(f"{ended} ; le texte continue de produire effet jusqu'à la publication de celui qui le remplace.")
    return person(
        f"{ended} ; les sources de l'acte ne disent pas s'il a été reconduit.",
        "joindre la reconduction, ou un nouveau texte",
    )


RULES: tuple[Rule, ...] = (
    *rules(
        "CONV.EXPIRY",
        "L162-15-2",
        all_versions("L162-15-2", ""),
        "Passé son terme, une convention vaut jusqu'à ce qu'une autre la remplace.",
        _expired,
        (*KINDS, ActKind.COMMITMENTS),
        "day",
    ),
    *rules(
        "CONV.TRANSMIT",
        ARTICLE,
        all_versions(ARTICLE, "al1"),
        "La convention conclue est transmise aux ministres qui l'approuvent.",
        _sent,
        KINDS,
        "receipt",
    ),
    *(
        rule
        for article, path in (("L162-6", ""), ("L162-5-6", "al1"), (ARTICLE, "al1"))
        for rule in rules(
            "CONV.ORDERS",
            article,
            all_versions(article, path),
            "Les Ordres sont consultés sur les dispositions déontologiques.",
            _orders,
            KINDS,
        )
    ),
    *rules(
        "CONV.UNION_OPPOSITION",
        ARTICLE,
        all_versions(ARTICLE, "al4", "2004-08-17"),
        "L'opposition de syndicats majoritaires fait obstacle à la mise en œuvre.",
        _opposition,
        KINDS,
    ),
    *rules(
        "CONV.UNOCAM",
        ARTICLE,
        all_versions(ARTICLE, "al9", "2007-12-22", "2009-07-23") | {"2009-07-23": "al11"},
        "Une revalorisation est soumise à l'UNOCAM avant la transmission aux ministres.",
        _unocam,
        WITH_CENTRES,
    ),
    *rules(
        "CONV.PUBLISHED",
        ARTICLE,
        all_versions(ARTICLE, "al4", until="2004-08-17")
        | all_versions(ARTICLE, "al5", "2004-08-17", "2009-07-23")
        | {"2009-07-23": "al7"},
        "Le texte approuvé est publié au Journal officiel.",
        _published,
        KINDS,
    ),
)
