"""L162-12-17, how an AcBUS comes into force: sending to the doctors' unions, opinions, publication, suspension.

The approval of ministers, directors or UNCAM is in approval_rules.py.
Next: l162_12_18.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.legality.act import Act, ActKind
from bonusage.legality.articles import all_versions, rules
from bonusage.legality.force import agency_opinion, published, sent_to_state, suspended
from bonusage.legality.judging import (
    begins_with,
    concerns_doctors,
    concluded,
    is_regional,
    last_opinion,
    party_name,
    party_names,
    received_by_ministers,
    said_day,
)
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import Lack, answered
from bonusage.legality.rule import Answer, Rule, met, not_met, person

ARTICLE = "L162-12-17"
KINDS = (ActKind.ACBUS,)


def _to_urml(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if act.concluded_on is None or act.concluded_on > day:
        return None
    if not concerns_doctors(act):
        return met("L'accord ne concerne pas les médecins : il n'y a rien à transmettre à leurs unions régionales.")
    if begins_with([one.to for one in act.transmissions], "URML"):
        return met("L'accord a été transmis aux unions régionales de médecins.")
    if act.concluded_on == day:
        return None
    by = "l'URCAM" if is_regional(act) else "la caisse nationale signataire"
    what = "L'accord n'a pas été transmis aux unions régionales de médecins (un devoir, non une condition de validité)."
    return not_met(
        what, f"faire transmettre l'accord aux URML par {by}", f"urml_transmission={facts.policy('urml_transmission')}"
    )


def _favourable(act: Act, by: str, submitted: dt.date | None, facts: LawFacts) -> Lack | None:
    """What keeps that fund's opinion from being a favourable one, given before the text was submitted."""
    name = party_name(by, facts)
    ask = f"recueillir l'avis favorable, avant toute soumission : {name}"
    opinion = last_opinion(act, by)
    if opinion is None:
        other = any(one.by == by for one in act.opinions)
        what = "l'avis a été donné sur une autre version du texte" if other else "l'avis n'a pas été demandé"
        return Lack(f"{what} : {name}", ask)
    if opinion.given_on is None and opinion.favourable is None:
        return Lack(f"l'avis n'est pas rendu, et le silence ne vaut pas avis favorable : {name}", ask)
    if opinion.favourable is None:
        return Lack(
            f"l'avis est rendu sans que son sens soit indiqué : {name}", f"indiquer le sens de l'avis : {name}", True
        )
    if not opinion.favourable:
        return Lack(f"l'avis est défavorable : {name}", ask)
    if submitted is not None and opinion.given_on is not None and opinion.given_on > submitted:
        what = f"l'avis favorable du {said_day(opinion.given_on)} est postérieur à la soumission du texte ({name})"
        return Lack(what, "soumettre à nouveau le texte, avec ses avis")
    return None


def _opinions(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not is_regional(act):
        return None
    submitted = received_by_ministers(act)
    lacks = []
    first = _favourable(act, "CNAMTS", submitted, facts)
    if first is not None:
        lacks.append(first)
    others = facts.other_national_funds(concluded(act, day))
    found = [(one, _favourable(act, one, submitted, facts)) for one in others]
    if all(lack is not None for _, lack in found):
        asked = [lack for one, lack in found if lack is not None and any(given.by == one for given in act.opinions)]
        names = party_names(others, facts, "ou")
        what = f"aucune autre caisse nationale n'a donné d'avis favorable ({names})"
        detail = "".join(f" ; {lack.what}" for lack in asked)
        doubtful = any(lack.doubtful for lack in asked)
        lacks.append(Lack(what + detail, f"recueillir l'avis favorable, avant toute soumission : {names}", doubtful))
    fine = "L'accord régional a l'avis favorable de la CNAMTS et d'une autre caisse nationale : il peut être soumis."
    return answered(lacks, fine)


def _published(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    return published(act, day, facts)


def _regional_before(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """A regional agreement of before 26/02/2010, looked at after."""
    if not is_regional(act) or act.concluded_on is None or act.concluded_on >= dt.date(2010, 2, 26):
        return None
    what = (
        "Depuis le 26/02/2010 l'article ne connaît plus d'accord régional, et ne dit rien de ceux qui étaient conclus."
    )
    return person(what, "conclure un accord national")


RULES: tuple[Rule, ...] = (
    *rules(
        "ACBUS.TRANSMIT.URML",
        ARTICLE,
        all_versions(ARTICLE, "al1", until="2010-02-26"),
        "L'accord qui concerne les médecins est transmis à leurs unions régionales.",
        _to_urml,
        KINDS,
    ),
    *rules(
        "ACBUS.REGIONAL.OPINIONS",
        ARTICLE,
        all_versions(ARTICLE, "al6", until="2003-12-19"),
        "L'accord régional n'est soumis qu'avec l'avis favorable de la CNAMTS et d'une autre caisse nationale.",
        _opinions,
        KINDS,
    ),
    *rules(
        "ACBUS.AGENCY",
        ARTICLE,
        all_versions(ARTICLE, "al6", "2003-12-19"),
        "L'accord qui touche à la sécurité, la qualité ou l'efficience n'est conclu qu'après avis de l'agence.",
        agency_opinion("conclusion", favourable=False),
        KINDS,
    ),
    *rules(
        "ACBUS.PUBLISHED",
        ARTICLE,
        all_versions(ARTICLE, "al7", "2003-12-19"),
        "L'accord entre en vigueur à sa publication.",
        _published,
        KINDS,
    ),
    *rules(
        "ACBUS.SUSPENSION",
        ARTICLE,
        all_versions(ARTICLE, "al8", "2003-12-19"),
        "L'accord n'est pas suspendu.",
        suspended,
        KINDS,
        "day",
    ),
    *rules(
        "ACBUS.TRANSMIT.STATE",
        ARTICLE,
        all_versions(ARTICLE, "al9", "2003-12-19"),
        "L'accord en vigueur est transmis à l'État et aux unions régionales.",
        sent_to_state,
        KINDS,
    ),
    *rules(
        "ACBUS.REGIONAL.ENDED",
        ARTICLE,
        {"2010-02-26": "al1"},
        "L'accord régional n'existe plus depuis le 26/02/2010.",
        _regional_before,
        KINDS,
        "day",
    ),
)
