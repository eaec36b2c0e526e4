"""L162-12-21, practice-improvement contracts (CAPI): the model, its opinions, its commitments, its pay; and substitution.

That the text can be opposed by the ministers is judged in approval_rules.py.
Next: l162_5.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.legality.act import Act, ActKind
from bonusage.legality.articles import all_versions, rules
from bonusage.legality.judging import (
    DOCTORS,
    HEALTH,
    SOCIAL,
    concluded,
    decisions_of,
    last_opinion,
    party_name,
    party_names,
    profession_names,
    said_day,
)
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import Lack, answered
from bonusage.legality.rule import Answer, Rule, met, not_met, person

ARTICLE = "L162-12-21"
KINDS = (ActKind.CAPI,)
CENTRE = "centre_de_sante"
NAMED = frozenset(
    "prescription prevention screening coordination out_of_hours medical_control improvement training information chronic".split()
)


def _parties(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    ids = act.signed()
    if "UNCAM" in ids:
        return met("Le contrat type est élaboré par l'UNCAM.")
    if any(one == "CPAM" or one.startswith("CPAM_") or one == "CGSS" for one in ids) and act.content.conforms_to:
        return met(f"Contrat proposé par l'organisme local, conforme au contrat type ({act.content.conforms_to}).")
    return not_met("Le contrat type n'est pas élaboré par l'UNCAM.", "faire élaborer le contrat type par l'UNCAM")


def _adherents(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    strange = [one for one in act.professions if one not in DOCTORS and one != CENTRE]
    if strange:
        names = profession_names(strange, facts)
        return not_met(
            f"L'article ne vise que les médecins conventionnés et les centres de santé : {names}.", f"retirer : {names}"
        )
    lacks = []
    if any(one in DOCTORS for one in act.professions) and not any(one in DOCTORS for one in act.context.conventions):
        lacks.append(Lack("aucune convention des médecins n'est indiquée en vigueur", "indiquer la convention", True))
    return answered(lacks, f"Peuvent adhérer : {profession_names(act.professions, facts)}.")


def _conformity(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if "UNCAM" in act.signed() or not any(one.startswith(("CPAM", "CGSS")) for one in act.signed()):
        return None
    if not act.content.conforms_to:
        return not_met(
            "Le contrat ne dit pas à quel contrat type il se conforme.", "reprendre le contrat type de l'UNCAM"
        )
    if act.content.removes:
        what = f"Le contrat s'écarte du contrat type : {', '.join(act.content.removes)}."
        return not_met(what, "reprendre sans changement le contrat type")
    return met(f"Le contrat est conforme au contrat type ({act.content.conforms_to}).")


def _opinions(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    limit = concluded(act, day)
    lacks = _opinion(act, "UNOCAM", limit, facts)
    unions = act.context.convention_unions
    if not unions:
        what = "les syndicats signataires de la convention, dont l'avis est requis, ne sont pas indiqués"
        lacks.append(Lack(what, "indiquer les syndicats signataires, et recueillir leur avis", doubtful=True))
    for one in unions:
        lacks += _opinion(act, one, limit, facts)
    return answered(lacks, "L'UNOCAM et les syndicats signataires de la convention ont rendu leur avis.")


def _opinion(act: Act, by: str, limit: dt.date, facts: LawFacts) -> list[Lack]:
    name = party_name(by, facts)
    opinion = last_opinion(act, by)
    if opinion is None:
        return [Lack(f"l'avis n'a pas été demandé : {name}", f"recueillir l'avis : {name}")]
    if opinion.given_on is None and opinion.favourable is None:
        what = f"l'avis a été demandé mais n'est pas rendu, et l'article ne dit pas ce que vaut le silence : {name}"
        return [Lack(what, f"recueillir l'avis : {name}", doubtful=True)]
    if opinion.given_on is not None and opinion.given_on > limit:
        return [
            Lack(
                f"l'avis du {said_day(opinion.given_on)} est postérieur au contrat type : {name}",
                f"recueillir l'avis : {name}",
            )
        ]
    return []


def _commitments(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not act.content.commitments:
        return not_met(
            "Le contrat ne comporte aucun engagement individualisé.", "ajouter des engagements individualisés"
        )
    policy = f"individual_themes={facts.policy('individual_themes')}"
    strange = [one.id for one in act.content.commitments if one.theme not in NAMED]
    if strange and facts.policy("individual_themes") == "closed_list":
        return not_met(
            f"Engagements hors de la liste : {', '.join(strange)}.", f"retirer : {', '.join(strange)}", policy
        )
    if strange:
        what = f"Une personne doit dire si ces engagements améliorent les pratiques : {', '.join(strange)}."
        return person(what, "les rattacher à un thème de l'article", policy)
    return met("Les engagements individualisés sont de ceux que l'article vise.", policy)


def attained(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """Every counterpart is tied to the attainment of the objectives (also L162-5 22° and L162-32-1 9°)."""
    counterparts = act.content.counterparts
    if not counterparts:
        return not_met(
            "Aucune contrepartie financière n'est déterminée.",
            "prévoir la contrepartie, liée à l'atteinte des objectifs",
        )
    lacks = []
    for one in counterparts:
        if one.tied_to_attainment is False:
            what = f"« {one.id} » est due sans que les objectifs soient atteints"
            lacks.append(Lack(what, "lier la contrepartie à l'atteinte des objectifs"))
        elif one.tied_to_attainment is None:
            what = f"il n'est pas dit que « {one.id} » dépend de l'atteinte des objectifs"
            lacks.append(Lack(what, "lier la contrepartie à l'atteinte des objectifs"))
    return answered(lacks, "Les contreparties sont liées à l'atteinte des objectifs.")


def _identical(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    same = act.context.identical_commitments
    choice = facts.policy("identical_commitments")
    policy = f"identical_commitments={choice}"
    if not same:
        return met("La convention ne comporte pas d'engagements identiques.", policy)
    themes = [one for one in same if one.startswith("theme:")]
    if len(themes) == len(same) and choice == "same_indicator":
        names = ", ".join(one.partition(":")[2] for one in themes)
        return person(f"La convention traite des mêmes thèmes ({names}), par d'autres indicateurs.", "", policy)
    what = f"La convention comporte déjà des engagements identiques : {', '.join(same)}."
    return not_met(what, "retirer ces engagements du contrat, ou ne plus le proposer", policy)


def _suspended(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    found = decisions_of(act, "suspension")
    if not found:
        return None
    last = found[-1]
    on = f" depuis le {said_day(last.on)}" if last.on else ""
    lacking = [one for one in (HEALTH, SOCIAL) if one not in last.by]
    if lacking or not (last.grounds or last.reason):
        said = f"il manque : {party_names(lacking, facts)}" if lacking else "aucun motif n'est donné"
        return person(f"L'application est suspendue{on}, mais la suspension est douteuse ({said}).")
    return not_met(f"L'application est suspendue{on}.", "attendre que la suspension soit levée")


def _yearly_too_early(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not act.content.yearly_control:
        return None
    what = "Avant le 28/12/2009 le contrat ne peut pas intégrer les objectifs annuels de maîtrise médicalisée."
    return not_met(what, "attendre le 28/12/2009")


def _yearly(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not act.content.yearly_control:
        return None
    return met("Le contrat peut intégrer par avenant les objectifs annuels de maîtrise médicalisée.")


def substitution(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """Running contracts are replaced only on an operative legal basis (point 61): the enacted law gives none."""
    if not act.content.substitutes:
        return None
    choice = facts.policy("substitution")
    policy = f"substitution={choice}"
    ground = act.content.substitution_ground
    if not ground:
        what = f"Le texte remplace {act.content.substitutes} sans fondement : ni L162-5 ni L162-12-21 ne le prévoient."
        return not_met(what, "indiquer la clause ou l'article qui opère la substitution, ou y renoncer", policy)
    said = ground.casefold()
    if "motifs" in said or "exposé" in said:
        what = f"Un exposé des motifs n'est pas un fondement opérant ({ground})."
        return not_met(what, "indiquer la clause ou l'article qui opère la substitution", policy)
    if choice == "none" and ":" not in ground:
        what = f"Une personne doit dire si ce fondement opère la substitution : {ground}."
        return person(what, "indiquer l'adresse de la clause", policy)
    return met(f"La substitution a un fondement : {ground}.", policy)


_TABLE = (
    ("CAPI.PARTIES", "al1", _parties, "Le contrat type est élaboré par l'UNCAM et proposé par l'organisme local."),
    ("CAPI.ADHERENTS", "al1", _adherents, "Adhèrent les médecins conventionnés et les centres de santé."),
    ("CAPI.CONFORMITY", "al1", _conformity, "Le contrat proposé est conforme au contrat type."),
    ("CAPI.OPINIONS", "al1", _opinions, "L'UNOCAM et les syndicats signataires donnent leur avis."),
    ("CAPI.COMMITMENTS", "al2", _commitments, "Le contrat comporte des engagements individualisés."),
    ("CAPI.ATTAINMENT", "al3", attained, "Les contreparties sont liées à l'atteinte des objectifs."),
    ("CAPI.IDENTICAL", "", _identical, "La convention ne comporte pas d'engagements identiques."),
)

RULES: tuple[Rule, ...] = (
    *(
        rule
        for id, path, judge, sentence in _TABLE
        for rule in rules(id, ARTICLE, all_versions(ARTICLE, path), sentence, judge, KINDS)
    ),
    *rules("CAPI.YEARLY", ARTICLE, {"2007-12-22": "al2"}, "Pas d'avenant annuel avant 2009.", _yearly_too_early, KINDS),
    *rules(
        "CAPI.YEARLY", ARTICLE, {"2009-12-28": "al2"}, "Un avenant peut intégrer les objectifs annuels.", _yearly, KINDS
    ),
    *rules(
        "CAPI.SUSPENSION",
        ARTICLE,
        all_versions(ARTICLE, "al5"),
        "Le contrat n'est pas suspendu.",
        _suspended,
        KINDS,
        "day",
    ),
    *rules(
        "IC.SUBSTITUTION",
        ARTICLE,
        all_versions(ARTICLE, ""),
        "Un contrat en cours n'est remplacé que sur un fondement opérant.",
        substitution,
        (ActKind.CAPI, ActKind.CONVENTION, ActKind.AMENDMENT, ActKind.ANNEX, ActKind.COMMITMENTS),
    ),
)
