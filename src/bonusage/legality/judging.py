"""What judges share: the act as known on a day, its day of conclusion, who signed for whom, opinions, French lists.

No rule is here. A judge is given the act as known on the day of the check, that day and the facts.
Next: parties.py, who may conclude.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable

from bonusage.legality.act import Act, Decision, Level, Opinion, Party, Transmission
from bonusage.legality.law_facts import LawFacts

UNCAM_DAY = dt.date(2004, 8, 17)
"""From this day the union of the funds (UNCAM) concludes in the place of CNAMTS and another national fund."""
DOCTORS = ("medecin", "medecin_generaliste", "medecin_specialiste")
HEALTH, SOCIAL = "MIN_SANTE", "MIN_SECU"
STATE = "PREFET_REGION"


def concluded(act: Act, day: dt.date) -> dt.date:
    """The day of its conclusion; the day of the check for a draft, or before it: as if it were concluded that day."""
    made = act.concluded_on
    return day if made is None or made > day else made


def known_on(act: Act, day: dt.date) -> Act:
    """The act as it is known on a day: what is dated later is not there."""
    late_opinions = [one for one in act.opinions if one.given_on is not None and one.given_on > day]
    late_asked = [one for one in act.opinions if one.asked_on is not None and one.asked_on > day]
    if late_opinions or late_asked:
        opinions = tuple(
            one._replace(given_on=None, favourable=None) if one in late_opinions else one
            for one in act.opinions
            if one not in late_asked
        )
        act = act._replace(opinions=opinions)
    if any(_later(one.sent_on, day) or _later(one.received_on, day) for one in act.transmissions):
        sent = tuple(
            one._replace(received_on=None) if _later(one.received_on, day) else one
            for one in act.transmissions
            if not _later(one.sent_on, day) and not (one.sent_on is None and _later(one.received_on, day))
        )
        act = act._replace(transmissions=sent)
    if any(_later(one.on, day) for one in act.decisions):
        act = act._replace(decisions=tuple(one for one in act.decisions if not _later(one.on, day)))
    return act


def _later(one: dt.date | None, day: dt.date) -> bool:
    return one is not None and one > day


def without(act: Act, gone: tuple[str, ...]) -> Act:
    """The act without these clauses."""
    if not gone:
        return act
    content = act.content
    return act._replace(
        content=content._replace(
            commitments=tuple(one for one in content.commitments if one.id not in gone),
            counterparts=tuple(one for one in content.counterparts if one.id not in gone),
        )
    )


def listed(words: Iterable[str], last: str = "et") -> str:
    """'a, b et c'."""
    said = list(words)
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {last} {said[-1]}" if said else ""


def said_day(day: dt.date) -> str:
    """06/03/2002."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def party_name(id: str, facts: LawFacts) -> str:
    """The title of a party, or its id."""
    body = facts.parties.get(id)
    return body.title if body is not None else id


def party_names(ids: Iterable[str], facts: LawFacts, last: str = "et") -> str:
    """Their titles, as a French list."""
    return listed([party_name(id, facts) for id in ids], last)


def profession_names(ids: Iterable[str], facts: LawFacts) -> str:
    """'médecin généraliste et infirmier'."""
    return listed([facts.professions[id][0].title if id in facts.professions else id for id in ids])


def plus_months(day: dt.date, count: int) -> dt.date:
    """The same day of a later month, or its last one."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))


def whole(profession: str, facts: LawFacts) -> str:
    """What a profession is part of ('medecin' for a GP), or itself."""
    rows = facts.professions.get(profession, ())
    return rows[0].within or profession if rows else profession


def has_convention(profession: str, act: Act, facts: LawFacts) -> bool:
    """Is there a convention in force for it, as the act's context says (RCM and arbitral settlements left out)?"""
    there = act.context.conventions
    if profession in there or whole(profession, facts) in there:
        return True
    return profession == "medecin" and any(one in there for one in DOCTORS)


def concerns_doctors(act: Act) -> bool:
    """Is a category of doctors among its professions?"""
    return any(one in DOCTORS for one in act.professions)


def outside(act: Act, articles: tuple[str, ...], day: dt.date, facts: LawFacts) -> tuple[str, ...]:
    """The professions of the act whose convention is of none of these articles."""
    return tuple(one for one in act.professions if facts.convention_article(one, day) not in articles)


def is_union(party: Party, facts: LawFacts) -> bool:
    """A union of professionals, or an organisation of health centres; an unknown party that signs for somebody is one."""
    kind = facts.kind_of(party.id)
    return kind in ("union", "organisation") or (kind == "" and bool(party.professions))


def signed_parties(act: Act) -> tuple[Party, ...]:
    """The parties that signed: on a day of their own, or all of them once the act is concluded."""
    return (
        act.parties if act.concluded_on is not None else tuple(one for one in act.parties if one.signed_on is not None)
    )


def signs_for(party: Party, profession: str, day: dt.date, facts: LawFacts) -> bool:
    """Does the union sign for that profession? When the act does not say, for those of which it is representative."""
    if party.professions:
        group = whole(profession, facts)
        return (
            profession in party.professions
            or group in party.professions
            or (profession == group and any(whole(one, facts) == profession for one in party.professions))
        )
    if facts.representative(party.id, profession, day) is True:
        return True
    return not any(union == party.id for union, _ in facts.representatives)


def begins_with(ids: Iterable[str], stem: str) -> bool:
    """Is one of them that body, or one of its regional ones ('URCAM', 'URCAM_PICARDIE')?"""
    return any(id == stem or id.startswith(stem + "_") for id in ids)


def last_opinion(act: Act, by: str) -> Opinion | None:
    """The last opinion of that body on the version of the text that is judged; None when it was not asked."""
    found = None
    for one in act.opinions:
        if one.by != by or one.text_version != act.text_version:
            continue
        if found is None or (one.given_on or dt.date.min) >= (found.given_on or dt.date.min):
            found = one
    return found


def transmissions_to(act: Act, *bodies: str) -> tuple[Transmission, ...]:
    """What was sent to one of them (or to a regional one of its kind)."""
    return tuple(one for one in act.transmissions if any(begins_with((one.to,), body) for body in bodies))


def decisions_of(act: Act, what: str) -> tuple[Decision, ...]:
    """The decisions of that sort known on the day."""
    return tuple(one for one in act.decisions if one.what == what)


def themes_of(act: Act, profession: str = "") -> frozenset[str]:
    """The themes of its commitments; of those that bind a profession, when one is given."""
    commitments = act.content.commitments
    if not profession:
        return frozenset(one.theme for one in commitments)
    return frozenset(one.theme for one in commitments if not one.professions or profession in one.professions)


def received_by_approvers(act: Act) -> dt.date | None:
    """The last day on which the text is known to have been received by who approves it."""
    days = [one.received_on or one.sent_on for one in act.transmissions if one.to in APPROVERS]
    known = [day for day in days if day is not None]
    return max(known) if known else None


APPROVERS = frozenset({HEALTH, SOCIAL, "MIN_AGRI", "MIN_ECO", "MIN_BUDGET", "CNAMTS", "CCMSA", "CANAM", "RSI", "UNCAM"})


def is_regional(act: Act) -> bool:
    """Concluded by an URCAM or a local fund's region."""
    return act.level == Level.REGIONAL


def received_by_ministers(act: Act) -> dt.date | None:
    """The first day on which a minister was sent the text, or received it."""
    days = [one.sent_on or one.received_on for one in act.transmissions if one.to.startswith("MIN_")]
    known = [one for one in days if one is not None]
    return min(known) if known else None
