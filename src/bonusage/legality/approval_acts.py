"""Is a decision of those who approve worth something: who took it, on what ground, in time, made known to whom.

What has no effect says why; what the act does not tell is left to a person. Nothing is concluded here about the text.
Next: approval.py.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import NamedTuple

from bonusage.legality.act import Act, Decision
from bonusage.legality.law_facts import LawFacts, Regime
from bonusage.values.fault import Fault
from bonusage.values.period import french_date


class Worth(enum.StrEnum):
    """VALID: it has its effect; VOID: none; DOUBTFUL: the act does not tell enough, a person must judge."""

    VALID = "valid"
    VOID = "void"
    DOUBTFUL = "doubtful"


class Weighed(NamedTuple):
    """A decision, what it is worth, and why when it is not valid."""

    decision: Decision
    worth: Worth
    why: str = ""
    faults: tuple[Fault, ...] = ()


def titles(ids: tuple[str, ...], facts: LawFacts) -> str:
    """The names of parties, for a sentence."""
    return ", ".join(facts.parties[one].title if one in facts.parties else one for one in ids)


def opposition(act: Act, one: Decision, regime: Regime, last: dt.date | None, facts: LawFacts) -> Weighed:
    """An opposition: in time, on a ground of the regime, by who approves, made known to whom the text says."""
    if found := _late(one, last, facts):
        return found
    if found := _without_ground(one, grounds_of(regime, act, facts), facts):
        return found
    if regime.approver in ("ministers", "opposition") and not set(approvers(regime, facts)) <= set(one.by):
        absent = tuple(id for id in approvers(regime, facts) if id not in one.by)
        return Weighed(one, Worth.DOUBTFUL, f"l'opposition n'est pas prise par : {titles(absent, facts)}")
    return _made_known(act, one, regime.opposition_to, facts) or Weighed(one, Worth.VALID)


def severance(act: Act, one: Decision, regime: Regime, last: dt.date | None, facts: LawFacts) -> Weighed:
    """A severance: of provisions of the text, divisible, because they fail the law; or of references, for public health."""
    if found := _late(one, last, facts):
        return found
    references = one.what == "exclusion_of_references"
    scope = "REF" if references else "DIV"
    if scope not in regime.severance:
        return Weighed(one, Worth.VOID, "le régime ne permet pas cette disjonction")
    allowed = ("PH", "PHS") if references else ("LAW",)
    if not set(one.grounds) & set(allowed):
        wanted = " ou ".join(facts.grounds[code] for code in allowed)
        return Weighed(one, Worth.VOID, f"une disjonction n'a qu'un motif possible : {wanted}")
    if not set(one.grounds) <= set(allowed):
        return Weighed(one, Worth.DOUBTFUL, "la disjonction donne aussi un motif qui ne la permet pas")
    if not references and (found := _provisions(act, one, facts)):
        return found
    known = () if references else regime.severance_to  # exclusions are told by the publication
    return _made_known(act, one, known, facts) or Weighed(one, Worth.VALID)


def approvers(regime: Regime, facts: LawFacts) -> tuple[str, ...]:
    """Who approves: for an AcBUS, the two ministers of its article or the five of L162-15 (point 22)."""
    if regime.id in ("A-B1", "A-B2") and facts.policy("acbus_ministers") == "five":
        return (*regime.by, "MIN_AGRI", "MIN_ECO", "MIN_BUDGET")
    return regime.by


def grounds_of(regime: Regime, act: Act, facts: LawFacts) -> tuple[str, ...]:
    """The grounds listed; for an AcBUS, with or without the expenditure objectives (point 30)."""
    if regime.id in ("A-B1", "A-B2") and facts.policy("acbus_expenditure") == "ground_dropped":
        return tuple(code for code in regime.grounds if code != "EXP")
    return regime.grounds


def provisions_of(act: Act) -> dict[str, bool]:
    """The ids of what may be severed from a text, and whether it is divisible."""
    content = act.content
    commitments = {one.id: one.divisible for one in content.commitments}
    return commitments | {one.id: one.divisible for one in content.counterparts}


def remaining(act: Act, gone: tuple[str, ...]) -> Act:
    """The act without these provisions."""
    content = act.content
    return act._replace(
        content=content._replace(
            commitments=tuple(one for one in content.commitments if one.id not in gone),
            counterparts=tuple(one for one in content.counterparts if one.id not in gone),
        )
    )


def _late(one: Decision, last: dt.date | None, facts: LawFacts) -> Weighed | None:
    """Made known after the period, at its sending or its receipt (point 25): it has no effect (point 26)."""
    if last is None:
        return None
    by_receipt = facts.policy("made_known") == "receipt"
    known = one.received_on if by_receipt else one.notified_on
    if known is not None and known > last:
        what = "reçue" if by_receipt else "notifiée"
        return Weighed(
            one, Worth.VOID, f"{what} le {french_date(known)}, après le {french_date(last)}, dernier jour du délai"
        )
    if one.on is not None and one.on > last:
        return Weighed(
            one, Worth.VOID, f"prise le {french_date(one.on)}, après le {french_date(last)}, dernier jour du délai"
        )
    if known is None:
        what = "de sa réception" if by_receipt else "de sa notification"
        return Weighed(one, Worth.DOUBTFUL, f"le jour {what} n'est pas indiqué")
    return None


def _without_ground(one: Decision, listed: tuple[str, ...], facts: LawFacts) -> Weighed | None:
    if not listed or set(one.grounds) & set(listed):
        return None
    said = titles_of_grounds(one.grounds, facts) or "aucun"
    allowed = " ; ".join(facts.grounds[code] for code in listed)
    return Weighed(one, Worth.VOID, f"motif ({said}) hors de ceux du texte : {allowed}")


def titles_of_grounds(codes: tuple[str, ...], facts: LawFacts) -> str:
    """Grounds in words."""
    return " ; ".join(facts.grounds.get(code, code) for code in codes)


def _provisions(act: Act, one: Decision, facts: LawFacts) -> Weighed | None:
    known = provisions_of(act)
    if not one.provisions:
        return Weighed(one, Worth.DOUBTFUL, "la disjonction ne dit pas quelles dispositions elle retire")
    absent = tuple(id for id in one.provisions if id not in known)
    if absent:
        fault = Fault(
            "disjonction d'une disposition absente du texte", f"{act.id}, decisions", ", ".join(absent),
            "une de : " + (", ".join(known) or "aucune"),
        )  # fmt: skip
        return Weighed(one, Worth.DOUBTFUL, f"dispositions absentes du texte : {', '.join(absent)}", (fault,))
    whole = tuple(id for id in one.provisions if not known[id])
    if whole and facts.policy("divisibility") == "flagged":
        fault = Fault(
            "disjonction d'une disposition indivisible", f"{act.id}, decisions", ", ".join(whole),
            "une disposition divisible (divisible = true)",
            "seules les dispositions divisibles peuvent être disjointes de l'approbation",
        )  # fmt: skip
        return Weighed(one, Worth.DOUBTFUL, f"dispositions indivisibles : {', '.join(whole)}", (fault,))
    return None


def _made_known(act: Act, one: Decision, addressees: tuple[str, ...], facts: LawFacts) -> Weighed | None:
    """Was it told to whom the text says? None when it was; doubtful when to some of them only, or nobody knows."""
    if not addressees:
        return None
    if not one.notified_to:
        return Weighed(one, Worth.DOUBTFUL, "rien ne dit à qui la décision a été notifiée")
    absent: list[str] = []
    told = 0
    for addressee in addressees:
        wanted, enough = _addressees(act, one, addressee, facts)
        missing = [id for id in wanted if id not in one.notified_to]
        if addressee in one.notified_to or not missing or (enough and len(missing) < len(wanted)):
            told += 1
        else:
            told += any(id in one.notified_to for id in wanted)
            absent += missing
    if not absent:
        return None
    worth = Worth.DOUBTFUL if told else Worth.VOID
    return Weighed(one, worth, f"non notifiée à : {titles(tuple(absent), facts)}")


def _addressees(act: Act, one: Decision, addressee: str, facts: LawFacts) -> tuple[tuple[str, ...], bool]:
    """The ids that an addressee stands for; True when one of them is enough."""
    if addressee == "SIGNATAIRES":
        return act.signed(), False
    if addressee != "AUTRES_CAISSES":
        return (addressee,), False
    day = one.notified_on or one.on or act.concluded_on
    others = facts.other_national_funds(day) if day else ()
    concerned = {*act.signed(), *(opinion.by for opinion in act.opinions)}
    named = tuple(id for id in others if id in concerned)
    return (named, False) if named else (others, True)
