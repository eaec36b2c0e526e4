"""L162-12-17, good-use-of-care agreements (AcBUS): who concludes them, what they say, what they pay, on what condition.

Their approval, opinions, transmission and suspension are in l162_12_17_force.py.
Next: l162_12_17_force.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.legality.act import Act, ActKind, Counterpart, Level
from bonusage.legality.articles import all_versions, of_content, rules
from bonusage.legality.judging import (
    concluded,
    is_regional,
    outside,
    profession_names,
)
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import (
    Lack,
    answered,
    missing_funds,
    missing_representative_unions,
    missing_signatory_unions,
    missing_urcam,
    with_convention,
    without_convention,
)
from bonusage.legality.rule import Answer, Rule, met, person

ARTICLE = "L162-12-17"
KINDS = (ActKind.ACBUS,)
CONTENT = (ActKind.ACBUS, ActKind.FALLBACK)
V2, V4, V5 = dt.date(2002, 3, 7), dt.date(2004, 8, 17), dt.date(2010, 2, 26)
WITH_CENTRES = ("L162-5", "L162-9", "L162-12-2", "L162-12-9", "L162-14", "L322-5-2", "L162-32-1")


def _articles(made: dt.date) -> tuple[str, ...]:
    """The conventions whose parties may conclude: doctors; all from 07/03/2002; health centres from 17/08/2004."""
    return ("L162-5",) if made < V2 else WITH_CENTRES[:6] if made < V4 else WITH_CENTRES


def _scope(act: Act, made: dt.date, facts: LawFacts) -> list[Lack]:
    strange = outside(act, _articles(made), made, facts)
    if not strange:
        return []
    names = profession_names(strange, facts)
    since = " avant le 07/03/2002" if made < V2 else ""
    return [Lack(f"l'article ne vise pas cette profession{since} : {names}", f"retirer de l'accord : {names}")]


def _level(act: Act, made: dt.date) -> list[Lack]:
    if act.level == Level.LOCAL:
        return [Lack("un accord de bon usage n'est conclu qu'à l'échelon national ou régional", "changer d'échelon")]
    if is_regional(act) and made >= V5:
        what = "depuis le 26/02/2010, un accord de bon usage n'est plus conclu qu'à l'échelon national"
        return [Lack(what, "conclure l'accord à l'échelon national")]
    return []


def _with_convention(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    professions = with_convention(act, facts)
    if not professions:
        return None
    made = concluded(act, day)
    lacks = _level(act, made) + _scope(act, made, facts)
    if is_regional(act):
        lacks += missing_urcam(act) + missing_signatory_unions(act, professions, made, facts, designated=True)
    else:
        lacks += missing_funds(act, made, facts) + missing_signatory_unions(act, professions, made, facts)
    policy = f"signatories={facts.policy('signatories')}"
    return answered(lacks, f"Conclu par les parties à la convention ({profession_names(professions, facts)}).", policy)


def _without_convention(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    professions = without_convention(act, facts)
    if not professions:
        return None
    made = concluded(act, day)
    lacks = _level(act, made) + _scope(act, made, facts)
    lacks += missing_urcam(act) if is_regional(act) else missing_funds(act, made, facts)
    doctors = [one for one in professions if one.startswith("medecin")]
    if made < V2:
        groups = [tuple(doctors or professions)]
    else:
        groups = [(one,) for one in professions]
        if facts.policy("physicians") == "always_two" and doctors:
            groups = [(one,) for one in professions if one not in doctors]
            groups += [("medecin_generaliste",), ("medecin_specialiste",)]
    lacks += missing_representative_unions(act, groups, made, facts)
    policy = f"absence_of_convention={facts.policy('absence_of_convention')}"
    fine = f"Conclu, faute de convention ({profession_names(professions, facts)}), par les caisses et un syndicat représentatif."
    return answered(lacks, fine, policy)


def _medicalised(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    lacks = []
    if not act.content.medicalised_objectives:
        what = "l'accord ne prévoit aucun objectif médicalisé d'évolution des pratiques"
        lacks.append(Lack(what, "ajouter au moins un objectif médicalisé"))
    if not act.content.actions:
        what = "l'accord ne prévoit aucune action pour atteindre ses objectifs"
        lacks.append(Lack(what, "ajouter au moins une action"))
    return answered(lacks, "L'accord prévoit des objectifs médicalisés et les actions pour les atteindre.")


def _quantified(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if act.content.quantified_objectives:
        return met("L'accord chiffre l'évolution de certaines dépenses, ce qui est permis.")
    return met("L'accord ne fixe pas d'objectif chiffré de dépense : il n'y est pas tenu.")


def pays(act: Act) -> bool:
    """Does the agreement promise money?"""
    return bool(act.content.counterparts)


def _part(one: Counterpart, whole_share: str) -> list[Lack]:
    if one.share is None:
        return [Lack(f"« {one.id} » ne dit pas quelle part de la dépense évitée est versée", "fixer la part versée")]
    above, below = one.share
    if above <= 0 or below <= 0 or above > below or (above == below and whole_share == "below_one"):
        what = (
            f"« {one.id} » verse {above}/{below} de la dépense évitée, et l'article ne permet d'en verser qu'une partie"
        )
        return [Lack(what, "fixer une part comprise strictement entre 0 et 1")]
    return []


_FORMS = ("share_of_avoided", "flat")


def _share(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """A tariff is no payment of avoided expenditure: it rests on the convention (that of the home visits of 2002 was
    approved so). Any other form is neither foreseen nor forbidden: a person says on what it rests."""
    if not pays(act):
        return met("L'accord ne promet aucun versement : il n'y est pas tenu.")
    if all(one.form == "tariff" for one in act.content.counterparts):
        return met(
            "La contrepartie est un tarif, qui relève de la convention : aucune part de dépense évitée n'est versée."
        )
    made = concluded(act, day)
    lacks: list[Lack] = []
    for one in act.content.counterparts:
        if one.form == "share_of_avoided":
            lacks += _part(one, facts.policy("whole_share"))
        if one.form == "tariff":
            continue
        if one.form not in _FORMS:
            what = f"« {one.id} » a une forme ({one.form}) que l'article ne nomme pas"
            lacks.append(Lack(what, "dire sur quel texte elle se fonde, ou verser une part de la dépense évitée", True))
        elif not one.method:
            what = f"« {one.id} » n'a pas de méthode de calcul de la dépense évitée : rien ne peut être versé"
            lacks.append(Lack(what, "décrire la méthode : dépense de référence, dépense observée, période, régimes"))
        if made < V2 and one.form == "flat":
            what = f"« {one.id} » : les forfaits ne sont prévus que depuis le 07/03/2002"
            lacks.append(Lack(what, "verser une part de la dépense évitée"))
    policy = f"whole_share={facts.policy('whole_share')}"
    return answered(lacks, "La part de la dépense évitée est fixée et sa méthode est décrite.", policy)


def _flat(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    flat = [one for one in act.content.counterparts if one.form == "flat"]
    if not flat:
        return None
    if any(one.form == "share_of_avoided" for one in act.content.counterparts):
        return met("Les forfaits versent une part de la dépense évitée, dont le montant les borne.")
    if any(one.share is not None for one in flat):
        return answered(
            [lack for one in flat if one.share for lack in _part(one, facts.policy("whole_share"))],
            "Les forfaits versent une part de la dépense évitée.",
        )
    return person(
        "Les forfaits sont fixés d'avance : une personne doit vérifier que leur somme reste dans la part de la dépense évitée.",
        "borner les forfaits par la part de la dépense évitée",
    )


def _criteria(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    lacks = [
        Lack(
            f"« {one.id} » n'a pas de critères de répartition : il n'est pas payable", "fixer les critères de versement"
        )
        for one in act.content.counterparts
        if not one.criteria
    ]
    fine = "Le versement suit les critères de l'accord ; un plafond est facultatif."
    return answered(lacks, fine if pays(act) else "Rien n'est versé.")


def _gate(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not pays(act):
        return met("Rien n'est versé : la condition d'évaluation est sans objet.")
    lacks = []
    if not act.content.evaluation:
        what = "l'accord ne dit pas comment ses résultats sont évalués, et rien ne peut être versé sans évaluation"
        lacks.append(Lack(what, "décrire l'évaluation : par qui, quand, comment"))
    free = [one.id for one in act.content.counterparts if one.tied_to_attainment is False]
    if free:
        what = f"« {', '.join(free)} » est versé sans que les objectifs soient atteints"
        lacks.append(Lack(what, "subordonner le versement à l'évaluation et aux objectifs atteints"))
    return answered(lacks, "Le versement attend une évaluation qui constate que les objectifs sont atteints.")


def _acbus() -> tuple[Rule, ...]:
    content = [
        ("ACBUS.CONTENT.MEDICALISED", "al3", _medicalised, "prévoit des objectifs médicalisés et les actions utiles"),
        ("ACBUS.CONTENT.QUANTIFIED", "al3", _quantified, "peut chiffrer l'évolution de certaines dépenses"),
        ("ACBUS.SHARE.METHOD", "al3", _share, "ne verse qu'une partie de la dépense évitée, selon une méthode décrite"),
        ("ACBUS.PAY", "al4", _criteria, "verse cette part selon ses critères, sous un plafond s'il en a un"),
        ("ACBUS.GATE", "al5", _gate, "ne verse rien avant une évaluation qui constate les objectifs atteints"),
    ]
    found = [
        *rules(
            "ACBUS.PARTIES.CONVENTION",
            ARTICLE,
            all_versions(ARTICLE, "al1"),
            "L'accord est conclu par les parties à la convention, ou par l'URCAM et les délégués des signataires.",
            _with_convention,
            KINDS,
        ),
        *rules(
            "ACBUS.PARTIES.NOCONVENTION",
            ARTICLE,
            all_versions(ARTICLE, "al2"),
            "Faute de convention, l'accord est conclu par les caisses et un syndicat représentatif par profession.",
            _without_convention,
            KINDS,
        ),
        *rules(
            "ACBUS.SHARE.FLAT",
            ARTICLE,
            all_versions(ARTICLE, "al3", "2002-03-07"),
            "La part de la dépense évitée peut prendre la forme de forfaits, sans l'excéder.",
            of_content(ActKind.ACBUS, _flat),
            CONTENT,
        ),
    ]
    for id, path, judge, sentence in content:
        places = all_versions(ARTICLE, path)
        found += rules(id, ARTICLE, places, f"L'accord {sentence}.", of_content(ActKind.ACBUS, judge), CONTENT)
    return tuple(found)


RULES = _acbus()
