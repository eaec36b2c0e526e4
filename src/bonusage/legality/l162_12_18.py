"""L162-12-18, good-practice contracts (CBP): who may join, what defines them, required and optional commitments, ending.

The counterpart is in l162_12_18_pay.py; approval in approval_rules.py; the increase of contributions in contributions.py.
Next: l162_12_18_pay.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.legality.act import Act, ActKind, Level
from bonusage.legality.articles import all_versions, of_content, rules
from bonusage.legality.judging import concluded, profession_names, themes_of
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import (
    Lack,
    answered,
    contract_parties,
    individual_adhesion,
    missing_signatory_unions,
    missing_urcam,
)
from bonusage.legality.rule import Answer, Judge, Rule, met, not_met, person

ARTICLE = "L162-12-18"
CBP, SUPPLEMENT = ActKind.CBP, ActKind.CBP_SUPPLEMENT
KINDS = (CBP,)
CONTENT = (CBP, ActKind.FALLBACK)
V2, V3, V4 = dt.date(2002, 3, 7), dt.date(2003, 12, 19), dt.date(2004, 8, 17)
ARTICLES = ("L162-5", "L162-9", "L162-12-2", "L162-12-9", "L162-14", "L322-5-2", "L162-32-1")
THREE = ("medecin", "medecin_generaliste", "medecin_specialiste", "chirurgien_dentiste", "sage_femme")
"""The professions for which the version of 1999 wants generics."""


def _adhesion(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    articles = ARTICLES[:5] if made < V2 else ARTICLES[:6] if made < V4 else ARTICLES
    return individual_adhesion(act, articles, made, facts, "le contrat de bonne pratique" if act.kind == CBP else "")


def _definition(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    lacks = []
    if not act.content.objectives_of_practice:
        what = "le contrat ne précise pas les objectifs d'évolution de la pratique"
        lacks.append(Lack(what, "préciser les objectifs d'évolution de la pratique"))
    if not act.content.commitments:
        lacks.append(Lack("le contrat ne fixe aucun engagement", "ajouter les engagements"))
    return answered(lacks, "Le contrat précise ses objectifs et fixe les engagements.")


def _prescribers(act: Act, made: dt.date, facts: LawFacts) -> tuple[str, ...]:
    return tuple(one for one in act.professions if facts.prescriber(one, made) is True)


def _without(theme: tuple[str, ...], professions: tuple[str, ...], act: Act) -> tuple[str, ...]:
    """The professions that no commitment of one of these themes binds."""
    return tuple(one for one in professions if not any(name in themes_of(act, one) for name in theme))


def _one_theme(theme: str, what: str) -> Judge:
    def judged(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
        without = _without((theme,), act.professions, act)
        return _said(without, what, facts)

    return judged


def to(what: str) -> str:
    """« à l'évaluation », « au suivi »."""
    return f"au {what[3:]}" if what.startswith("le ") else f"à {what}"


def _said(without: tuple[str, ...], what: str, facts: LawFacts) -> Answer:
    if not without:
        return met(f"Le contrat comporte un engagement relatif {to(what)}.")
    names = profession_names(without, facts)
    return not_met(
        f"Il manque un engagement obligatoire, relatif {to(what)} ({names}).",
        f"ajouter un engagement relatif {to(what)}",
        f"missing_commitment={facts.policy('missing_commitment')}",
    )


EVALUATION = "l'évaluation de la pratique"
TRAINING = "la formation continue"
FOLLOWUP = "le suivi de l'activité avec le service du contrôle médical"
FOLLOWUP_PRESCRIBING = "le suivi des prescriptions avec le service du contrôle médical"
GENERICS = "la prescription de génériques"
PRESCRIPTION = "le niveau, l'évolution et les pratiques de prescription (dénomination commune ou génériques)"
REFERENCES = "le respect des références opposables et des recommandations"


def _followup_1999(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    return _said(_without(("followup",), act.professions, act), FOLLOWUP, facts)


def _followup(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """From 2002 that of prescribing too, for prescribers; a commitment of follow-up whose professions prescribe and that
    stands beside none on prescribing is read as the follow-up of activity alone."""
    lacks = _without(("followup",), act.professions, act)
    if lacks:
        return _said(lacks, FOLLOWUP, facts)
    made = concluded(act, day)
    unfollowed = _without(("followup_prescribing",), _prescribers(act, made, facts), act)
    return _said(unfollowed, FOLLOWUP_PRESCRIBING if unfollowed else FOLLOWUP, facts)


def _generics(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    bound = tuple(one for one in act.professions if one in THREE)
    if not bound:
        return met("L'engagement sur les génériques n'est pas requis de ces professions.")
    return _narrow_or_wide(act, bound, "generics", "prescription", GENERICS, facts)


def _narrow_or_wide(act: Act, bound: tuple[str, ...], wanted: str, near: str, what: str, facts: LawFacts) -> Answer:
    """The theme that is wanted; with the one that is near it alone, a person says whether it holds it."""
    without = _without((wanted,), bound, act)
    if without and not _without((wanted, near), bound, act):
        names = profession_names(without, facts)
        return person(
            f"Une personne doit dire si l'engagement de prescription porte sur {what} ({names}).", f"viser {what}"
        )
    return _said(without, what, facts)


def _prescription(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    bound = _prescribers(act, made, facts)
    if not bound:
        unknown = tuple(one for one in act.professions if facts.prescriber(one, made) is None)
        if unknown:
            names = profession_names(unknown, facts)
            return person(f"On ne sait pas si cette profession est habilitée à prescrire : {names}.")
        return met("Ces professions ne prescrivent pas : l'engagement n'est pas requis.")
    return _narrow_or_wide(act, bound, "prescription", "generics", PRESCRIPTION, facts)


_1999: tuple[Judge, ...] = (
    _one_theme("evaluation", EVALUATION),
    _one_theme("training", TRAINING),
    _followup_1999,
    _generics,
    _one_theme("references", REFERENCES),
)
_2002: tuple[Judge, ...] = (_one_theme("evaluation", EVALUATION), _followup, _prescription)


def _all_of(judges: tuple[Judge, ...]) -> Judge:
    def judged(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
        answers = [one for judge in judges if (one := judge(act, day, facts)) is not None]
        lacking = [one for one in answers if one.verdict != "met"]
        if not lacking:
            return met("Le contrat comporte tous les engagements obligatoires.")
        message = " ".join(one.message for one in lacking)
        unlock = " ; ".join(one.unlock for one in lacking if one.unlock)
        if any(one.verdict == "not_met" for one in lacking):
            return not_met(message, unlock, lacking[0].policy)
        return person(message, unlock)

    return judged


_ALWAYS = frozenset(
    "evaluation training followup followup_prescribing generics prescription references activity information services".split()
)


def _listed(made: dt.date) -> frozenset[str]:
    """The themes that the version names, required or not."""
    if made < V2:
        return _ALWAYS | {"practice_mode"}
    return _ALWAYS if made < V3 else _ALWAYS | {"out_of_hours", "zones"}


def _optional(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    known = _listed(concluded(act, day))
    extra = [one for one in act.content.commitments if one.theme not in known]
    policy = f"extra_commitments={facts.policy('extra_commitments')}"
    if not extra:
        return met("Tout engagement facultatif du contrat est de ceux que l'article nomme.", policy)
    names = ", ".join(one.id for one in extra)
    if facts.policy("extra_commitments") == "refused":
        return not_met(f"Engagements que l'article ne nomme pas : {names}.", f"retirer : {names}", policy)
    if any(one.theme == "other" and not one.text for one in extra):
        return person(
            f"Engagements hors liste et sans texte : {names} ; une personne doit les lire.", "en donner le texte"
        )
    return met(f"La liste est ouverte : {names} s'ajoutent aux engagements nommés.", policy)


def _named(what: str, *themes: str) -> Judge:
    def judged(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
        return met(f"Engagement facultatif permis : {what}.") if themes_of(act).intersection(themes) else None

    return judged


def _termination(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    lacks = []
    policy = f"no_termination_rule={facts.policy('no_termination_rule')}"
    where = "le contrat" if concluded(act, day) >= V3 else "la convention"
    if not act.content.termination:
        what = f"{where} ne prévoit pas à quelles conditions la caisse primaire met fin à l'adhésion"
        lacks.append(Lack(what, "prévoir ces conditions"))
    if act.content.observations is False:
        what = "la caisse primaire pourrait mettre fin à l'adhésion sans que le professionnel ait pu présenter ses observations"
        lacks.append(Lack(what, "prévoir que le professionnel présente d'abord ses observations"))
    elif act.content.observations is None:
        what = "il n'est pas dit que le professionnel peut d'abord présenter ses observations"
        lacks.append(Lack(what, "le prévoir", doubtful=True))
    return answered(lacks, "L'adhésion ne prend fin, sur engagements non tenus, qu'après les observations.", policy)


def _supplement(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    lacks = missing_urcam(act) + missing_signatory_unions(act, act.professions, made, facts, designated=True)
    if act.level != Level.REGIONAL:
        lacks.append(Lack("le complément n'est pas régional", "conclure le complément à l'échelon régional"))
    if act.content.removes:
        what = f"le complément retire des engagements nationaux : {', '.join(act.content.removes)}"
        lacks.append(Lack(what, "ne faire qu'ajouter aux engagements nationaux"))
    if ActKind.CBP.value not in act.context.in_force:
        what = "aucun contrat national de bonne pratique n'est indiqué en vigueur, que le complément compléterait"
        lacks.append(Lack(what, "attendre le contrat national, ou l'indiquer"))
    if not act.content.conforms_to:
        what = "le complément ne dit pas à quelles conditions de la convention il se conforme"
        lacks.append(Lack(what, "indiquer la convention", doubtful=True))
    return answered(lacks, "Le complément régional s'ajoute au contrat, dans les conditions de la convention.")


def _regional_only_later(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    what = "Depuis le 19/12/2003 il n'y a plus de complément régional : un contrat régional se définit pour lui-même."
    return not_met(what, "définir un contrat de bonne pratique régional conforme à la convention nationale")


_FIRST, _SECOND = "1999-12-30", "2002-03-07"
_LATER = all_versions(ARTICLE, "", "2003-12-19")


def _placed(path: str, first: str = "", second: str = "") -> dict[str, str]:
    """The paragraph from 19/12/2003 on, and those of the versions of 1999 and 2002 that have it."""
    before = {day: one for day, one in ((_FIRST, first), (_SECOND, second)) if one}
    return before | dict.fromkeys(_LATER, path)


_SAID = "Le contrat comporte un engagement relatif"
_CONTENT_TABLE: tuple[tuple[str, dict[str, str], str, Judge], ...] = (
    ("CBP.MANDATORY", {_FIRST: "al3"}, "Le contrat comporte les cinq engagements obligatoires.", _all_of(_1999)),
    (
        "CBP.MANDATORY",
        _placed("al4", second="al3"),
        "Le contrat comporte les engagements obligatoires.",
        _all_of(_2002),
    ),
    ("CBP.MANDATORY.EVALUATION", _placed("al5", "al4", "al4"), f"{_SAID} {to(EVALUATION)}.", _1999[0]),
    ("CBP.MANDATORY.TRAINING", {_FIRST: "al5"}, f"{_SAID} {to(TRAINING)}.", _1999[1]),
    ("CBP.MANDATORY.FOLLOWUP", {_FIRST: "al6"}, f"{_SAID} {to(FOLLOWUP)}.", _followup_1999),
    ("CBP.MANDATORY.FOLLOWUP", _placed("al6", second="al5"), f"{_SAID} {to(FOLLOWUP)}.", _followup),
    ("CBP.MANDATORY.GENERICS", {_FIRST: "al7"}, f"{_SAID} {to(GENERICS)}.", _generics),
    ("CBP.MANDATORY.PRESCRIPTION", _placed("al7", second="al6"), f"{_SAID} {to(PRESCRIPTION)}.", _prescription),
    ("CBP.MANDATORY.REFERENCES", {_FIRST: "al8"}, f"{_SAID} {to(REFERENCES)}.", _1999[4]),
    ("CBP.OPTIONAL", _placed("al8", "al9", "al7"), "D'autres engagements sont permis.", _optional),
    (
        "CBP.OPTIONAL.PRACTICE_MODE",
        {_FIRST: "al10"},
        "Mode d'exercice.",
        _named("le mode d'exercice", "practice_mode"),
    ),
    (
        "CBP.OPTIONAL.ACTIVITY",
        _placed("al9", "al11", "al8"),
        "Niveau d'activité.",
        _named("le niveau d'activité", "activity"),
    ),
    (
        "CBP.OPTIONAL.INFORMATION",
        _placed("al10", "al12", "al9"),
        "Programmes d'information.",
        _named("les programmes d'information des assurés", "information"),
    ),
    (
        "CBP.OPTIONAL.SERVICES",
        _placed("al11", "al13", "al10"),
        "Services des caisses.",
        _named("les services des caisses aux assurés", "services"),
    ),
    (
        "CBP.OPTIONAL.SPECIFIC",
        _placed("al12"),
        "Permanence des soins et zones.",
        _named("la permanence des soins, ou les zones", "out_of_hours", "zones"),
    ),
    (
        "CBP.TERMINATION",
        _placed("al13", "al15", "al12"),
        "La caisse primaire ne met fin à l'adhésion qu'après les observations du professionnel.",
        _termination,
    ),
    (
        "CBP.DEFINITION",
        _placed("al3", "al2", "al2"),
        "Le contrat précise les objectifs et fixe les engagements.",
        _definition,
    ),
)


RULES: tuple[Rule, ...] = (
    *rules(
        "CBP.ADHESION",
        ARTICLE,
        all_versions(ARTICLE, "al1"),
        "Les professionnels conventionnés des professions visées adhèrent individuellement.",
        of_content(CBP, _adhesion),
        CONTENT,
    ),
    *rules(
        "CBP.PARTIES",
        ARTICLE,
        all_versions(ARTICLE, "al2", until="2003-12-19") | all_versions(ARTICLE, "al1", "2003-12-19"),
        "Le contrat est défini par les parties à la convention, ou en région par l'URCAM et les délégués désignés.",
        contract_parties,
        KINDS,
    ),
    *(
        rule
        for id, places, sentence, judge in _CONTENT_TABLE
        for rule in rules(id, ARTICLE, places, sentence, of_content(CBP, judge), CONTENT)
    ),
    *rules(
        "CBP.REGIONAL.SUPPLEMENT",
        ARTICLE,
        {"1999-12-30": "al14", "2002-03-07": "al11"},
        "Un accord régional peut compléter le contrat.",
        _supplement,
        (SUPPLEMENT,),
    ),
    *rules(
        "CBP.REGIONAL.SUPPLEMENT",
        ARTICLE,
        all_versions(ARTICLE, "", "2003-12-19"),
        "Il n'y a plus de complément régional depuis le 19/12/2003.",
        _regional_only_later,
        (SUPPLEMENT,),
    ),
)
