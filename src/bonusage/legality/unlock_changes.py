"""The changes that could lift a finding: a signature, an opinion, a commitment, a clause, a day; each as an act changed.

Which of them, together, make the act lawful with the fewest, is searched in unlock.py.
Next: unlock.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from bonusage.legality.act import (
    Act,
    ActKind,
    Commitment,
    Content,
    Counterpart,
    Decision,
    Level,
    Opinion,
    Party,
    Transmission,
)
from bonusage.legality.approval import Stage, standing
from bonusage.legality.articles import VERSIONS
from bonusage.legality.finding import Finding
from bonusage.legality.force import agency_on
from bonusage.legality.judging import (
    HEALTH,
    SOCIAL,
    UNCAM_DAY,
    concluded,
    is_regional,
    party_name,
    profession_names,
    said_day,
    whole,
)
from bonusage.legality.l162_5_topics import HEARD, in_list
from bonusage.legality.l162_15 import FIVE
from bonusage.legality.law_facts import LawFacts

DAY = dt.timedelta(days=1)


class Change(NamedTuple):
    """One change, said in French, and what the act and the day of the check become."""

    sentence: str
    act: Act
    day: dt.date


Changes = Iterator[Change]


def changes_for(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> tuple[Change, ...]:
    """The changes that could lift that finding; whether they do is for the rules to say."""
    for stem, source in _SOURCES.items():
        if finding.rule == stem or finding.rule.startswith(stem + "."):
            return tuple(source(finding, act, day, facts))
    return ()


def _with(act: Act, day: dt.date, sentence: str, **content: Any) -> Change:
    return Change(sentence, act._replace(content=act.content._replace(**content)), day)


def _around(act: Act, day: dt.date, sentence: str, **context: Any) -> Change:
    return Change(sentence, act._replace(context=act.context._replace(**context)), day)


# ---- signatures, levels, days


def _sign(act: Act, day: dt.date, id: str, facts: LawFacts, professions: tuple[str, ...] = ()) -> Change:
    designated = bool(professions) and is_regional(act)
    signed_on = None if act.concluded_on is not None else day
    others = tuple(one for one in act.parties if one.id != id)
    known = next((one for one in act.parties if one.id == id), Party(id))
    party = known._replace(
        signed_on=signed_on,
        professions=tuple(dict.fromkeys((*known.professions, *professions))),
        designated=known.designated or designated,
    )
    for_whom = f" pour : {profession_names(professions, facts)}" if professions else ""
    return Change(f"faire signer {party_name(id, facts)}{for_whom}", act._replace(parties=(*others, party)), day)


def _signatures(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    made = concluded(act, day)
    funds: list[str] = ["UNCAM"] if made >= UNCAM_DAY else ["CNAMTS", *facts.other_national_funds(made)]
    if act.level == Level.LOCAL:
        funds = ["CPAM"]
    elif is_regional(act):
        funds = ["URCAM"]
    elif act.kind == ActKind.FRAMEWORK:
        funds.append("UNPS" if made >= UNCAM_DAY else "CNPS")
    elif act.kind == ActKind.HEALTH_CENTRES:
        funds.append("CENTRES_DE_SANTE")
    for id in funds:
        if id not in act.signed():
            yield _sign(act, day, id, facts)
    for profession in act.professions:
        for part in _parts(profession, act):
            for id in _unions(part, act, made, facts):
                yield _sign(act, day, id, facts, (part,))
    for party in act.parties:
        if facts.exists(party.id, made) is False or "représentatif" in finding.message:
            left = tuple(one for one in act.parties if one.id != party.id)
            yield Change(f"se passer de la signature de {party_name(party.id, facts)}", act._replace(parties=left), day)
    if finding.rule == "CBP.REGIONAL.SUPPLEMENT":
        yield from _clauses(finding, act, day, facts)
        in_force = (*act.context.in_force, ActKind.CBP.value)
        yield _around(act, day, "attendre le contrat national", in_force=in_force)
    yield from _scopes(finding, act, day, facts)


def _parts(profession: str, act: Act) -> tuple[str, ...]:
    single = profession == "medecin" or act.single is True
    return (
        ("medecin_generaliste", "medecin_specialiste") if single and profession.startswith("medecin") else (profession,)
    )


def _unions(profession: str, act: Act, made: dt.date, facts: LawFacts) -> list[str]:
    """Unions that could sign for it: those of the convention, else those known to be representative."""
    known = act.context.convention_unions
    fit = [one for one in known if facts.representative(one, profession, made) is not False]
    if fit:
        return fit[:3]
    group = whole(profession, facts)
    unions = sorted({union for union, prof in facts.representatives if prof in (profession, group)})
    return [one for one in unions if facts.representative(one, profession, made) is True][:3]


def _scopes(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    """Another day, another level, fewer professions."""
    yield from _days(finding, act, day, facts)
    if act.level != Level.NATIONAL:
        yield Change("conclure l'acte à l'échelon national", act._replace(level=Level.NATIONAL), day)
    if len(act.professions) > 1:
        for one in act.professions:
            left = tuple(other for other in act.professions if other != one)
            yield Change(f"ne plus viser : {profession_names((one,), facts)}", act._replace(professions=left), day)


def _days(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    """To conclude on the first day of the next versions of the article."""
    made = concluded(act, day)
    for text in VERSIONS.get(finding.address.article, "").split():
        if text != "open" and dt.date.fromisoformat(text) > made:
            on = dt.date.fromisoformat(text)
            parties = tuple(one._replace(signed_on=on) for one in act.parties)
            moved = act._replace(concluded_on=on, parties=parties)
            yield Change(f"conclure l'acte le {said_day(on)}", moved, max(day, on))


# ---- opinions and approval


def _give(act: Act, day: dt.date, by: str, on: dt.date, facts: LawFacts) -> Change:
    others = tuple(one for one in act.opinions if one.by != by or one.text_version != act.text_version)
    opinion = Opinion(by, on, on, True, act.text_version)
    sentence = f"recueillir, au plus tard le {said_day(on)}, l'avis favorable : {party_name(by, facts)}"
    return Change(sentence, act._replace(opinions=(*others, opinion)), day)


def _opinions(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    made = concluded(act, day)
    sent = [one.sent_on or one.received_on for one in act.transmissions if one.to.startswith("MIN_")]
    on = min([day, *(one for one in sent if one is not None)])
    if finding.rule == "ACBUS.REGIONAL.OPINIONS":
        for by in ("CNAMTS", *facts.other_national_funds(made)):
            yield _give(act, day, by, on, facts)
    elif finding.rule.endswith(".AGENCY"):
        proposed = act.starts_on if act.starts_on is not None and act.starts_on <= day else day
        limit = made if act.kind == ActKind.ACBUS else proposed
        change = _give(act, day, agency_on(made), limit, facts)
        content = change.act.content._replace(safety_quality_efficiency=True)
        yield change._replace(act=change.act._replace(content=content))
    elif finding.rule == "CAPI.OPINIONS":
        for by in ("UNOCAM", *act.context.convention_unions):
            yield _give(act, day, by, made, facts)
    elif finding.rule == "CONV.UNOCAM":
        yield _give(act, day, "UNOCAM", on, facts)
        yield _with(act, day, "n'y mettre aucune revalorisation", raises_tariffs=False)
    elif finding.rule == "CONV.ORDERS":
        for order in ("CNOM", "CNOCD", "CNOSF", "CNOMK", "CNOI", "CNOPP"):
            yield _give(act, day, order, made, facts)


def _approval(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    """To send the text, or send it again, and let the period run to its end."""
    stands = standing(act, day, facts)
    if stands.stage == Stage.RUNNING and stands.until is not None:
        on = stands.until + DAY
        yield Change(f"attendre le {said_day(on)}, si personne ne s'oppose", act, on)
        return
    made = concluded(act, day)
    to: tuple[str, ...]
    if finding.rule.endswith("REGIONAL") or (finding.rule == "CSP.APPROVE" and made >= dt.date(2003, 12, 19)):
        to = ("UNCAM",) if made >= UNCAM_DAY else ("CNAMTS", "CCMSA")
    else:
        to = FIVE if act.kind not in (ActKind.ACBUS, ActKind.CAPI) and day < UNCAM_DAY else (HEALTH, SOCIAL)
    others = tuple(one for one in act.transmissions if one.to not in FIVE and one.to not in to)
    sent = tuple(Transmission(one, "", day, day, True, act.text_version) for one in to)
    moved = act._replace(transmissions=(*others, *sent), decisions=())
    later = standing(moved, day, facts)
    if later.stage == Stage.RUNNING and later.until is not None:
        on = later.until + DAY
        sentence = f"transmettre le texte le {said_day(day)}, et attendre le {said_day(on)} si personne ne s'oppose"
        yield Change(sentence, moved, on)
    elif later.lets_in:
        yield Change(f"transmettre le texte le {said_day(day)}", moved, day)
    else:
        order = Decision("approval", FIVE, day)
        yield Change("obtenir l'arrêté d'approbation", moved._replace(decisions=(order,)), day)


def _publish(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    decisions = (*act.decisions, Decision("publication", on=day))
    yield Change(f"publier le texte le {said_day(day)}", act._replace(decisions=decisions), day)


# ---- what the act says


def _counterparts(act: Act, day: dt.date, sentence: str, change: Callable[[Counterpart], Counterpart]) -> Change:
    changed = tuple(change(one) for one in act.content.counterparts)
    return _with(act, day, sentence, counterparts=changed)


def _acbus(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    content = act.content
    if not content.medicalised_objectives:
        yield _with(act, day, "ajouter un objectif médicalisé", medicalised_objectives=("à écrire",))
    if not content.actions:
        yield _with(act, day, "ajouter une action", actions=("à écrire",))
    if not content.evaluation:
        yield _with(act, day, "décrire l'évaluation", evaluation="à écrire")
    yield _counterparts(
        act, day, "décrire la méthode de calcul", lambda one: one._replace(method=one.method or "à écrire")
    )
    yield _counterparts(
        act, day, "fixer les critères de versement", lambda one: one._replace(criteria=one.criteria or "à écrire")
    )
    yield _counterparts(
        act, day, "ne verser qu'une partie de la dépense évitée", lambda one: one._replace(share=(1, 2))
    )
    yield _counterparts(
        act, day, "verser une part de la dépense évitée", lambda one: one._replace(form="share_of_avoided")
    )
    yield from _pay(finding, act, day, facts)
    yield from _days(finding, act, day, facts)


def _pay(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    tied = "lier la contrepartie aux engagements et objectifs atteints"
    yield _counterparts(act, day, tied, lambda one: one._replace(tied_to_attainment=True))
    yield _counterparts(
        act, day, "préciser l'actualisation", lambda one: one._replace(updating=one.updating or "à écrire")
    )
    for form in ("contribution_increase", "flat"):
        kept = tuple(one for one in act.content.counterparts if one.form == form)
        if kept and len(kept) < len(act.content.counterparts):
            yield _with(act, day, f"ne garder que la contrepartie de forme {form}", counterparts=kept)
        new = Counterpart("à écrire", form, tied_to_attainment=True, updating="à écrire")
        yield _with(act, day, f"prévoir une contrepartie de forme {form}", counterparts=(new,))
    yield _with(act, day, "renoncer à la modulation", modulation=())


def _themes(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    themes = {
        "EVALUATION": ("evaluation",),
        "TRAINING": ("training",),
        "FOLLOWUP": ("followup", "followup_prescribing"),
        "GENERICS": ("generics",),
        "REFERENCES": ("references",),
        "PRESCRIPTION": ("prescription",),
        "COORDINATION": ("coordination",),
        "PREVENTION": ("prevention",),
    }
    wanted = themes.get(finding.rule.rpartition(".")[2], tuple(one for names in themes.values() for one in names))
    if act.kind in (ActKind.CAPI, ActKind.CONVENTION, ActKind.AMENDMENT, ActKind.COMMITMENTS, ActKind.HEALTH_CENTRES):
        wanted = ("prevention",)
    for theme in wanted:
        new = Commitment(f"à écrire ({theme})", theme, additional=True)
        yield _with(act, day, f"ajouter un engagement ({theme})", commitments=(*act.content.commitments, new))
    for one in act.content.commitments:
        if one.id in finding.message:
            left = tuple(other for other in act.content.commitments if other != one)
            yield _with(act, day, f"retirer l'engagement « {one.id} »", commitments=left)
    if not act.content.objectives_of_practice:
        yield _with(act, day, "préciser les objectifs de pratique", objectives_of_practice="à écrire")
    yield from _days(finding, act, day, facts)


def _clauses(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    content: Content = act.content
    if not content.termination:
        yield _with(act, day, "prévoir les conditions de fin d'adhésion", termination="à écrire")
    if not content.observations:
        yield _with(act, day, "prévoir les observations du professionnel", observations=True)
    if not content.conforms_to:
        yield _with(act, day, "se conformer au texte national, et le dire", conforms_to="convention")
    if content.removes:
        yield _with(act, day, "rétablir les engagements nationaux", removes=())
    if content.substitutes:
        yield _with(act, day, "renoncer à la substitution", substitutes="")
    if content.extra_fees_excluded is not True:
        yield _with(act, day, "écarter les médecins autorisés à d'autres honoraires", extra_fees_excluded=True)
    missing = tuple(one for one in HEARD if one not in content.concertations)
    if missing:
        said = "se concerter avec : " + ", ".join(HEARD[one] for one in missing)
        yield _with(act, day, said, concertations=tuple(HEARD))
    if not content.managing_body:
        yield _with(act, day, "confier la gestion à l'organisme de L162-5-12", managing_body="L162-5-12")
    if content.derogations:
        yield _with(act, day, "retirer les dérogations", derogations=())
    if not content.evaluation:
        yield _with(act, day, "décrire l'évaluation", evaluation="à écrire")
    out = tuple(one for one in content.topics if not in_list(one, concluded(act, day)))
    if out:
        kept = tuple(one for one in content.topics if one not in out)
        yield _with(act, day, f"ne plus se fonder sur : {', '.join(out)}", topics=kept)
    yield from _days(finding, act, day, facts)


def _fallback(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    made = concluded(act, day)
    if finding.rule == "FALLBACK.INITIATIVE":
        yield _around(act, day, "constater que les caisses ne proposent rien", no_proposal="constat")
        by = ("UNCAM",) if made >= UNCAM_DAY else ("CNAMTS", "CCMSA")
        yield _around(act, day, "obtenir la proposition des caisses", proposal_by=by)
    elif finding.rule == "FALLBACK.MINISTERS":
        for id in (HEALTH, SOCIAL):
            yield _sign(act, day, id, facts)
    elif finding.rule == "FALLBACK.CONSULT":
        agency = agency_on(made)
        heard = (*act.context.consulted, agency)
        change = _around(act, day, f"consulter {party_name(agency, facts)}", consulted=heard)
        yield change
        for profession in act.professions:
            unions = sorted(
                {union for union, prof in facts.representatives if prof in (profession, whole(profession, facts))}
            )
            fit = tuple(one for one in unions if facts.representative(one, profession, made) is True)
            said = f"consulter les syndicats représentatifs ({profession_names((profession,), facts)})"
            yield _around(act, day, said, consulted=(*act.context.consulted, *fit))
    elif finding.rule == "FALLBACK.SCOPE":
        for kind in (ActKind.ACBUS, ActKind.CBP):
            yield Change(f"fixer un autre instrument ({kind.value})", act._replace(fixes=kind), day)
        yield from _days(finding, act, day, facts)


def _wait(finding: Finding, act: Act, day: dt.date, facts: LawFacts) -> Changes:
    start = act.starts_on or concluded(act, day)
    if finding.rule == "CONV.TERM":
        on = dt.date(start.year + 5, start.month, min(start.day, 28)) - DAY
        yield Change(f"fixer le terme au {said_day(on)}", act._replace(ends_on=on), day)
        return
    found = [one.on for one in act.decisions if one.what in ("approval", "deemed_approved") and one.on is not None]
    if found:
        on = min(found) + 185 * DAY
        yield Change(f"fixer l'entrée en vigueur au {said_day(on)}", act._replace(starts_on=on), day)
    yield _with(act, day, "n'y mettre aucune revalorisation", raises_tariffs=False)


Source = Callable[[Finding, Act, dt.date, LawFacts], Changes]
_SOURCES: Mapping[str, Source] = {
    "ACBUS.REGIONAL.OPINIONS": _opinions,
    **{f"{stem}.AGENCY": _opinions for stem in ("ACBUS", "CBP", "CSP")},
    **dict.fromkeys(("CAPI.OPINIONS", "CONV.UNOCAM", "CONV.ORDERS"), _opinions),
    **dict.fromkeys(("ACBUS.APPROVE", "CBP.APPROVE", "CSP.APPROVE", "CONV.APPROVE", "HC.APPROVE"), _approval),
    **dict.fromkeys(("CAPI.OPPOSITION", "CONV.TRANSMIT"), _approval),
    "ACBUS.PUBLISHED": _publish,
    **dict.fromkeys(("ACBUS.CONTENT", "ACBUS.SHARE", "ACBUS.PAY", "ACBUS.GATE"), _acbus),
    **dict.fromkeys(("CBP.COUNTERPART", "CBP.MODULATION", "CSP.COUNTERPART", "CSP.UPDATE"), _pay),
    **dict.fromkeys(("CAPI.ATTAINMENT", "IC.LFSS2011.ATTAINMENT", "HC.ATTAINMENT"), _pay),
    **dict.fromkeys(("CBP.MANDATORY", "CBP.DEFINITION", "CBP.OPTIONAL"), _themes),
    **dict.fromkeys(("CSP.MANDATORY", "CSP.DEFINITION", "CSP.ADDITIONALITY", "CAPI.COMMITMENTS"), _themes),
    **dict.fromkeys(("IC.LFSS2011.CONTENT", "IC.SEED.CONTENT", "HC.COMMITMENTS"), _themes),
    **dict.fromkeys(("CBP.TERMINATION", "CBP.REGIONAL.CONFORM", "CSP.REGIONAL.CONFORM", "CAPI.CONFORMITY"), _clauses),
    **dict.fromkeys(("IC.SUBSTITUTION", "CONTRIB", "DOC.CONTENT", "DOC.DEROGATION"), _clauses),
    **dict.fromkeys(("CONV.TERM", "CONV.WAIT"), _wait),
    "FALLBACK": _fallback,
    **dict.fromkeys(("ACBUS.PARTIES", "CBP.PARTIES", "CSP.PARTIES", "DOC.PARTIES", "CONV.PARTIES"), _signatures),
    **dict.fromkeys(("FRAMEWORK.PARTIES", "HC.PARTIES", "CAPI.PARTIES", "DOC.LOCAL.AGREEMENT"), _signatures),
    **dict.fromkeys(("PARTY", "CBP.REGIONAL.SUPPLEMENT"), _signatures),
    **dict.fromkeys(("CBP.ADHESION", "CSP.ADHESION", "CAPI.ADHERENTS", "CAPI.YEARLY"), _scopes),
    **{
        f"{stem}.EXISTS": _scopes
        for stem in ("ACBUS", "CBP", "CSP", "FALLBACK", "CAPI", "CONV", "FRAMEWORK", "HC", "IC")
    },
}
"""The stem of a rule's id -> where its changes come from; the first that fits."""
