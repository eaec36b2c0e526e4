"""L162-12-18, what a CBP gives in return, and how it comes into force and ends: counterpart, opinions, run-off.

Who is owed the increase of contributions is in contributions.py; approval in approval_rules.py.
Next: l162_12_19.py.
"""

from __future__ import annotations

import datetime as dt

from bonusage.law.address import Address
from bonusage.legality.act import Act, ActKind
from bonusage.legality.articles import all_versions, of_content, rules
from bonusage.legality.force import agency_opinion, conforms, sent_to_state, suspended
from bonusage.legality.judging import concluded, said_day
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.parties import Lack, answered
from bonusage.legality.rule import Answer, Rule, met, not_met, person

ARTICLE = "L162-12-18"
CBP = ActKind.CBP
KINDS = (CBP,)
CONTENT = (CBP, ActKind.FALLBACK)
V2, V3 = dt.date(2002, 3, 7), dt.date(2003, 12, 19)
REPEALED, LAW_2011, RUN_OFF_END = dt.date(2010, 4, 1), dt.date(2011, 8, 12), dt.date(2013, 1, 1)
INCREASE, FLAT, OTHER_FEES = "contribution_increase", "flat", "ceiling_of_extra_fees"


def _counterpart(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    made = concluded(act, day)
    forms = [one.form for one in act.content.counterparts if one.form != OTHER_FEES]
    allowed = (INCREASE,) if made < V2 else (INCREASE, FLAT)
    strange = [one for one in forms if one not in allowed]
    lacks: list[Lack] = []
    policy = ""
    if strange:
        said = "la seule majoration de la participation" if made < V2 else "un complément forfaitaire ou la majoration"
        lacks.append(
            Lack(
                f"contrepartie que l'article ne prévoit pas ({', '.join(strange)}) : il prévoit {said}",
                f"prévoir {said}",
            )
        )
    if not forms and made < V3:
        what = "le contrat ne dit pas à quelle contrepartie il ouvre droit"
        lacks.append(Lack(what, "prévoir la contrepartie", doubtful=made < V2))
    if V2 <= made < V3:
        policy = f"counterpart_2002={facts.policy('counterpart_2002')}"
        if facts.policy("counterpart_2002") == "exactly_one" and INCREASE in forms and FLAT in forms:
            what = "le contrat cumule complément forfaitaire et majoration, et l'article en prévoit l'un ou l'autre"
            lacks.append(Lack(what, "choisir l'un des deux"))
    if INCREASE in forms and "ambulancier" in act.professions:
        what = "la majoration de participation n'existe pas pour les transporteurs sanitaires"
        lacks.append(
            Lack(what, "leur prévoir un complément forfaitaire" if made >= V2 else "retirer les transporteurs")
        )
    free = [one.id for one in act.content.counterparts if one.tied_to_attainment is False]
    if free and made >= V2:
        what = f"« {', '.join(free)} » est dû sans que les engagements soient respectés"
        lacks.append(Lack(what, "subordonner la contrepartie au respect des engagements"))
    return answered(lacks, "La contrepartie est de celles que l'article prévoit à cette date.", policy)


CRITERIA = ("experience", "quality", "training", "location")


def _modulation(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not act.content.modulation:
        return None
    strange = [one for one in act.content.modulation if one not in CRITERIA]
    if strange:
        what = f"critère de modulation que l'article ne prévoit pas : {', '.join(strange)}"
        return not_met(
            f"{what[:1].upper()}{what[1:]}.", "moduler par l'expérience, la qualité, la formation ou le lieu"
        )
    return met("La contrepartie est modulée par des critères de l'article.")


def _too_early(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    if not act.content.modulation:
        return None
    return not_met("La contrepartie n'est pas modulable avant le 19/12/2003.", "retirer la modulation")


def run_off(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """A contract of before the repeal of 01/04/2010, looked at after (law 2011-940, art. 12; point 70)."""
    made = act.concluded_on
    if made is None or made >= REPEALED or (act.ends_on is not None and act.ends_on < REPEALED):
        return None
    if act.ends_on is not None and act.ends_on < day:
        return not_met(f"Le contrat a pris fin le {said_day(act.ends_on)}, à son terme.")
    if act.kind == ActKind.FALLBACK and act.fixes not in (ActKind.CBP, ActKind.CSP):
        return person("Article abrogé le 01/04/2010 : rien ne dit ce que devient l'accord que l'arrêté fixait.")
    if day >= RUN_OFF_END:
        return not_met("Les adhésions ont cessé de produire effet le 31/12/2012.", "")
    if day >= LAW_2011:
        return met("Article abrogé le 01/04/2010 ; les adhésions produisent effet jusqu'au 31/12/2012.")
    choice = facts.policy("repealed_basis")
    policy = f"repealed_basis={choice}"
    if choice == "keep_adhesions":
        return met(
            "Article abrogé le 01/04/2010 ; aucune règle jusqu'au 11/08/2011 : adhésions en cours maintenues.", policy
        )
    return not_met("Article abrogé le 01/04/2010 : les adhésions ont pris fin.", "", policy)


def run_off_rule(id: str) -> Rule:
    """The run-off of a contract whose article was repealed on 01/04/2010, from that day on."""
    address = Address("LOI2011-940", "12", None, ())
    kind = ActKind.FALLBACK if id.startswith("FALLBACK") else ActKind.CBP if id.startswith("CBP") else ActKind.CSP
    sentence = "Les adhésions d'avant l'abrogation produisent effet jusqu'au 31/12/2012."
    return Rule(id, frozenset({kind}), address, REPEALED, None, sentence, run_off, "day")


def _supplement_ended(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
    """A regional supplement of before 19/12/2003, looked at after."""
    if act.concluded_on is None or act.concluded_on >= V3:
        return None
    what = (
        "Depuis le 19/12/2003 l'article ne connaît plus de complément régional, et ne dit rien de ceux qui existaient."
    )
    return person(what, "définir un contrat régional conforme à la convention nationale")


RULES: tuple[Rule, ...] = (
    *rules(
        "CBP.SUPPLEMENT.ENDED",
        ARTICLE,
        all_versions(ARTICLE, "al1", "2003-12-19"),
        "Le complément régional n'existe plus depuis le 19/12/2003.",
        _supplement_ended,
        (ActKind.CBP_SUPPLEMENT,),
        "day",
    ),
    *rules(
        "CBP.COUNTERPART",
        ARTICLE,
        all_versions(ARTICLE, "al1"),
        "Le contrat ouvre droit à la contrepartie de l'article : majoration, puis complément forfaitaire ou majoration.",
        of_content(CBP, _counterpart),
        CONTENT,
    ),
    *rules(
        "CBP.MODULATION",
        ARTICLE,
        all_versions(ARTICLE, "al1", until="2003-12-19"),
        "La contrepartie n'est pas encore modulable.",
        of_content(CBP, _too_early),
        CONTENT,
    ),
    *rules(
        "CBP.MODULATION",
        ARTICLE,
        all_versions(ARTICLE, "al2", "2003-12-19"),
        "La contrepartie peut être modulée par l'expérience, la qualité, la formation ou le lieu.",
        of_content(CBP, _modulation),
        CONTENT,
    ),
    *rules(
        "CBP.REGIONAL.CONFORM",
        ARTICLE,
        all_versions(ARTICLE, "al1", "2003-12-19"),
        "Le contrat régional se conforme à la convention nationale.",
        conforms,
        KINDS,
    ),
    *rules(
        "CBP.AGENCY",
        ARTICLE,
        all_versions(ARTICLE, "al14", "2003-12-19"),
        "Le contrat qui touche à la sécurité, la qualité ou l'efficience n'est proposé qu'après avis de l'agence.",
        agency_opinion("proposal", favourable=False),
        KINDS,
    ),
    *rules(
        "CBP.SUSPENSION",
        ARTICLE,
        all_versions(ARTICLE, "al16", "2003-12-19"),
        "Le contrat n'est pas suspendu.",
        suspended,
        KINDS,
        "day",
    ),
    *rules(
        "CBP.TRANSMIT.STATE",
        ARTICLE,
        all_versions(ARTICLE, "al17", "2003-12-19"),
        "Le contrat en vigueur est transmis à l'État et aux unions régionales.",
        sent_to_state,
        KINDS,
    ),
    run_off_rule("CBP.RUNOFF"),
    run_off_rule("FALLBACK.RUNOFF"),
)
