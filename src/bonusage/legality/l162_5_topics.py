"""L162-5, what conventions determine: topics 1° to 22°, those repealed, those that ask something; individual commitments.

A topic is judged only when the act says that it uses it. The seed's 21° is the configuration IC-SEED of a policy.
Next: l162_14.py.
"""

from __future__ import annotations

import datetime as dt
import functools

from bonusage.law.address import Address
from bonusage.legality.act import Act, ActKind
from bonusage.legality.articles import VERSIONS, all_versions, rules
from bonusage.legality.judging import concluded, listed, said_day
from bonusage.legality.l162_5 import CONVENTION_KINDS, of_doctors
from bonusage.legality.l162_12_21 import attained
from bonusage.legality.law_facts import UNKNOWN_FROM, LawFacts
from bonusage.legality.parties import Lack, answered
from bonusage.legality.rule import Answer, Judge, Rule, met, not_met, person

ARTICLE = "L162-5"
LISTED = dt.date(1993, 1, 5)
ENACTED = dt.date(2010, 12, 22)


TOPICS: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    ("1°", "DOC.CONTENT.01", "les obligations des caisses et des médecins", (("1993-01-05", ""),)),
    ("2°", "DOC.CONTENT.02", "l'exercice généraliste et spécialisé et sa coordination", (("1993-01-05", ""),)),
    ("2° bis", "DOC.CONTENT.02BIS", "la dispense d'avance des frais", (("1998-07-10", ""),)),
    ("3°", "DOC.CONTENT.03", "la formation continue indemnisée", (("1993-01-05", "2002-03-05"),)),
    ("3° bis", "DOC.CONTENT.03BIS", "l'évaluation des pratiques", (("1998-07-10", "2010-02-26"), ("2010-07-01", ""))),
    ("4°", "DOC.CONTENT.04", "le financement d'expérimentations", (("1993-01-05", ""),)),
    ("5°", "DOC.CONTENT.05", "les programmes d'évaluation qui donnent des références", (("1993-01-05", ""),)),
    ("6°", "DOC.CONTENT.06", "la maîtrise des dépenses et les références", (("1993-01-05", ""),)),
    ("7°", "DOC.CONTENT.07", "l'aide à la reconversion", (("1993-01-05", ""),)),
    ("8°", "DOC.CONTENT.08", "des tarifs majorés selon des critères de qualité", (("1993-01-05", ""),)),
    ("9°", "DOC.CONTENT.09", "l'usage et la transmission des données d'activité", (("1993-01-05", ""),)),
    ("10°", "DOC.CONTENT.10", "le suivi des dépassements", (("1994-01-19", ""),)),
    ("11°", "DOC.CONTENT.11", "un point abrogé", ()),
    ("12° a", "DOC.CONTENT.12A", "la coordination par un généraliste choisi", (("1998-07-10", ""),)),
    ("12° b", "DOC.CONTENT.12B", "la prise en charge en réseau", (("1998-07-10", ""),)),
    ("12° c", "DOC.CONTENT.12C", "les droits, obligations et l'évaluation des a et b", (("1998-07-10", ""),)),
    ("13°", "DOC.CONTENT.13", "la rémunération autre qu'à l'acte, par contrats", (("1998-07-10", ""),)),
    ("14°", "DOC.CONTENT.14", "la formation conventionnelle", (("1999-07-28", "2011-08-12"),)),
    ("15°", "DOC.CONTENT.15", "les mesures contre les pratiques abusives", (("2002-12-24", ""),)),
    ("16°", "DOC.CONTENT.16", "la rémunération de la permanence des soins", (("2002-12-24", "2010-07-01"),)),
    ("17°", "DOC.CONTENT.17", "les missions du médecin traitant", (("2004-08-17", ""),)),
    ("18°", "DOC.CONTENT.18", "des dépassements encadrés hors parcours", (("2004-08-17", ""),)),
    ("19°", "DOC.CONTENT.19", "les objectifs de prescription de génériques", (("2007-12-22", ""),)),
    ("20°", "DOC.CONTENT.20", "l'adaptation au niveau de l'offre par zone", (("2007-12-22", ""),)),
    ("21°", "DOC.CONTENT.21", "l'aide aux logiciels de prescription", (("2010-12-22", ""),)),
    ("22°", "IC.LFSS2011.CONTENT", "la rémunération d'engagements individualisés", (("2010-12-22", ""),)),
)
"""Label, rule, what it is about, and the days [since, until) on which the item is in the list and not repealed."""
_LIVES = {label: lives for label, _, _, lives in TOPICS}
_ABOUT = {label: about for label, _, about, _ in TOPICS}


def topics_used(act: Act) -> frozenset[str]:
    """The labels as this table writes them: '12° a)' is '12° a', '12°' alone is its three parts, '2°bis' is '2° bis'."""
    return _labels(act.content.topics)


@functools.lru_cache(maxsize=4096)
def _labels(topics: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for said in topics:
        number, _, rest = said.partition("°")
        label = f"{number.strip()}° {rest.strip(' )')}".strip()
        found |= {"12° a", "12° b", "12° c"} if label == "12°" else {label}
    return frozenset(found)


def in_list(label: str, day: dt.date) -> bool:
    """Is the item in the list, not repealed, on that day?"""
    said = day.isoformat()
    return any(since <= said and (not until or said < until) for since, until in _LIVES.get(label, ()))


def _list(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not of_doctors(act):
        return None
    made = concluded(act, day)
    used = topics_used(act)
    absent = sorted(one for one in used if one in _LIVES and not in_list(one, made))
    if absent:
        what = f"Le {said_day(made)}, ces points ne sont pas dans la liste, ou en ont été abrogés : {listed(absent)}."
        return not_met(what, f"fonder ces clauses sur un autre point que : {listed(absent)}")
    strange = sorted(one for one in used if one not in _LIVES)
    if strange:
        return person(
            f"La liste est ouverte, mais ne contient pas : {listed(strange)}.", "dire sur quel point se fonde la clause"
        )
    return met("La liste est ouverte ; les points utilisés y sont.")


def _topic(label: str, ask: Judge | None) -> Judge:
    def judged(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
        if not act.content.topics or not of_doctors(act) or label not in topics_used(act):
            return None
        made = concluded(act, day)
        if not in_list(label, made):
            what = f"Le {label} ({_ABOUT[label]}) n'est pas dans la liste le {said_day(made)}, ou en a été abrogé."
            return not_met(what, f"fonder la clause sur un autre point que le {label}")
        if ask is not None:
            return ask(act, day, facts)
        return met(f"{label} : {_ABOUT[label]}.")

    return judged


def _quality(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if any(one.criteria for one in act.content.counterparts):
        return met("8° : les tarifs sont majorés selon des critères de qualité que la convention détermine.")
    return person(
        "8° : les critères de qualité qui ouvrent la majoration ne sont pas indiqués.",
        "indiquer les critères de qualité",
    )


def _coordination_needs_rights(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if "12° c" in topics_used(act):
        return met("12° : la forme d'exercice a ses droits, ses obligations et son évaluation (c).")
    return person("12° : les droits, obligations et l'évaluation (c) ne sont pas prévus.", "utiliser aussi le c du 12°")


def _evaluated(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if act.content.evaluation:
        return met("12° c : les formes d'exercice et leurs rémunérations sont évaluées.")
    return not_met("12° c : l'évaluation des formes d'exercice n'est pas décrite.", "décrire l'évaluation")


def _contracts(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if act.content.commitments:
        return met("13° : les contrats définissent les obligations qui en résultent.")
    return person(
        "13° : les obligations que les contrats définissent ne sont pas indiquées.", "indiquer ces obligations"
    )


def _training(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    if made >= dt.date(2010, 7, 1):
        return met("14° : la convention fixe la contribution au développement professionnel continu.")
    body = act.content.managing_body
    if not body:
        return not_met(
            "14° : la gestion des sommes de la formation n'est confiée à aucun organisme.",
            "confier la gestion à l'organisme gestionnaire conventionnel (L162-5-12)",
        )
    if "162-5-12" in body or "gestionnaire conventionnel" in body:
        return met("14° : la gestion est confiée à l'organisme gestionnaire conventionnel.")
    what = f"14° : une personne doit dire si « {body} » est l'organisme gestionnaire conventionnel (L162-5-12)."
    return person(what, "confier la gestion à cet organisme")


HEARD = {
    "etudiants": "étudiants en médecine",
    "internes": "internes",
    "chefs_de_clinique": "chefs de clinique",
    "jeunes_medecins": "médecins récemment diplômés ou installés",
}


def _density(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    lacks = [
        Lack(f"20° : pas de concertation avec les {name}", f"se concerter avec les {name}")
        for key, name in HEARD.items()
        if key not in act.content.concertations
    ]
    return answered(lacks, "20° : les mesures ont été précédées de la concertation avec les quatre catégories.")


def _derogations(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not act.content.derogations or not of_doctors(act):
        return None
    made = concluded(act, day)
    if made < dt.date(1998, 7, 10) or dt.date(2010, 2, 26) <= made < dt.date(2010, 7, 1):
        return not_met(f"Le {said_day(made)}, l'article ne permet pas de dérogation.", "retirer les dérogations")
    strange = [one for one in act.content.derogations if "162-31-1" not in one]
    if strange:
        what = f"Les seules dérogations permises sont celles de L162-31-1 II, non : {listed(strange)}."
        return not_met(what, "s'en tenir aux dérogations de L162-31-1 II")
    if topics_used(act) & {"12° a", "12° b", "12° c", "13°"}:
        return met("Les dérogations servent les 12° et 13°.")
    return not_met("Les dérogations ne sont permises que pour les 12° et 13°.", "fonder la clause sur le 12° ou le 13°")


_ASKS: dict[str, Judge] = {
    "8°": _quality,
    "12° a": _coordination_needs_rights,
    "12° b": _coordination_needs_rights,
    "12° c": _evaluated,
    "13°": _contracts,
    "14°": _training,
    "20°": _density,
}

CONFIGURATION = "individual_commitments"
SEED_THEMES = frozenset(
    "prescription screening prevention coordination out_of_hours medical_control improvement training information".split()
)
ENACTED_THEMES = SEED_THEMES - {"out_of_hours", "medical_control"} | {"chronic"}
REJECTED = {"out_of_hours": "la permanence des soins", "medical_control": "le contrôle médical"}
IC_KINDS = (*CONVENTION_KINDS, ActKind.COMMITMENTS)


def _configuration(facts: LawFacts) -> str:
    return facts.policies.get(CONFIGURATION, "IC-LFSS2011")


def _uses_22(act: Act, facts: LawFacts) -> bool:
    if act.kind == ActKind.COMMITMENTS:
        return "21°" not in topics_used(act) and _configuration(facts) != "IC-SEED"
    return "22°" in topics_used(act) and of_doctors(act)


def _enacted(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not _uses_22(act, facts):
        return None
    made = concluded(act, day)
    if made < ENACTED:
        what = f"Le 22° n'est pas dans la liste le {said_day(made)} : il l'est depuis le 22/12/2010."
        return not_met(what, "attendre le 22/12/2010")
    policy = f"individual_themes={facts.policy('individual_themes')}"
    commitments = act.content.commitments
    if not commitments:
        return not_met("Aucun engagement individualisé n'est prévu.", "ajouter des engagements individualisés", policy)
    lacks = []
    for one in commitments:
        if one.theme in REJECTED:
            what = f"« {one.id} » : la liste adoptée ne retient pas {REJECTED[one.theme]}"
            lacks.append(Lack(what, f"retirer « {one.id} »"))
        elif one.theme not in ENACTED_THEMES:
            doubtful = facts.policy("individual_themes") == "open_list"
            what = f"« {one.id} » : une personne doit dire s'il améliore les pratiques, la formation ou l'information"
            lacks.append(Lack(what, f"rattacher « {one.id} » à un thème du 22°", doubtful))
    return answered(lacks, "Les engagements individualisés portent sur des thèmes du 22°.", policy)


def _attainment(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    return attained(act, day, facts) if _uses_22(act, facts) else None


def _seed(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """The amendment of the seeds, never enacted in this form (dossier, section 3)."""
    seed = _configuration(facts) == "IC-SEED"
    if act.kind == ActKind.COMMITMENTS:
        if not seed and "21°" not in topics_used(act):
            return None
    elif "21°" not in topics_used(act) or (not act.content.commitments and not seed):
        return None
    policy = f"{CONFIGURATION}={_configuration(facts)}"
    if not seed:
        what = "Le 21° des engagements individuels n'a pas été adopté sous cette forme : le 21° en vigueur traite d'autre chose."
        return not_met(what, "fonder les engagements sur le 22° (depuis le 22/12/2010)", policy)
    lacks = []
    if not act.content.commitments:
        lacks.append(Lack("aucun engagement individuel n'est prévu", "ajouter des engagements individuels"))
    strange = [one.id for one in act.content.commitments if one.theme not in SEED_THEMES]
    if strange:
        what = f"une personne doit dire si ces engagements améliorent les pratiques : {listed(strange)}"
        lacks.append(Lack(what, "les rattacher à un thème du 21°", doubtful=True))
    if not act.content.counterparts:
        lacks.append(Lack("aucune contrepartie financière n'est liée aux engagements", "prévoir les contreparties"))
    return answered(lacks, "Engagements et contreparties sont ceux du 21° tel que l'amendement le rédige.", policy)


def _place(label: str) -> str:
    """The path of an item: '12°/a)'."""
    number, _, part = label.partition("° ")
    if part in ("a", "b", "c"):
        return f"{number}°/{part})"
    return label


def _topic_rules() -> list[Rule]:
    found: list[Rule] = []
    for label, id, about, _ in TOPICS:
        if id.startswith("IC."):
            continue
        judge = _topic(label, _ASKS.get(label))
        places = {
            day: _place(label) if in_list(label, dt.date.fromisoformat(day)) else ""
            for day in VERSIONS[ARTICLE].split()[:-1]
        }
        found += rules(id, ARTICLE, places, f"{label} : {about}.", judge, CONVENTION_KINDS)
    return found


RULES: tuple[Rule, ...] = (
    *rules(
        "DOC.CONTENT.LIST",
        ARTICLE,
        all_versions(ARTICLE, "", until="1993-01-05") | all_versions(ARTICLE, "al3", "1993-01-05"),
        "Les conventions déterminent, entre autres, les points d'une liste ouverte.",
        _list,
        CONVENTION_KINDS,
    ),
    *_topic_rules(),
    *rules(
        "DOC.DEROGATION.12_13",
        ARTICLE,
        all_versions(ARTICLE, "")
        | all_versions(ARTICLE, "al21", "1998-07-10", "2004-08-17")
        | all_versions(ARTICLE, "al22", "2004-08-17", "2010-02-26")
        | all_versions(ARTICLE, "al22", "2010-07-01"),
        "Les 12° et 13° permettent des dérogations.",
        _derogations,
        CONVENTION_KINDS,
    ),
    *rules(
        "IC.LFSS2011.CONTENT",
        ARTICLE,
        all_versions(ARTICLE, "", until="2010-12-22") | all_versions(ARTICLE, "22°", "2010-12-22"),
        "Le 22° rémunère des engagements individualisés sur les thèmes qu'il nomme.",
        _enacted,
        IC_KINDS,
    ),
    *rules(
        "IC.LFSS2011.ATTAINMENT",
        ARTICLE,
        all_versions(ARTICLE, "22°", "2010-12-22"),
        "La contrepartie dépend de l'atteinte des objectifs.",
        _attainment,
        IC_KINDS,
    ),
    Rule(
        "IC.SEED.CONTENT",
        frozenset(IC_KINDS),
        Address("CSS", ARTICLE, dt.date(2007, 12, 22), ("21°",)),
        dt.date(2007, 12, 22),
        UNKNOWN_FROM,
        "Le 21° de l'amendement (non adopté) : engagements individuels et contreparties.",
        _seed,
    ),
)
