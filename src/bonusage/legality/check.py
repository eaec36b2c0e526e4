"""The whole answer: every rule that holds for an act on a day, with its verdict; whether the act is lawful that day.

Rules are listed in rules.py; what would make the act lawful is searched in unlock.py.
Next: unlock.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bonusage.legality.act import Act
from bonusage.legality.approval_rules import severed_by
from bonusage.legality.finding import Finding, Verdict
from bonusage.legality.judging import concluded, known_on, received_by_approvers, without
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.reads import SUBJECTS, hollow, unknown_to
from bonusage.legality.rule import Answer, Rule, found
from bonusage.legality.rules import DUTIES, ON_THE_WHOLE, rules_on


def findings(act: Act, day: dt.date, facts: LawFacts) -> tuple[Finding, ...]:
    """What every rule says of the act as it is known on that day; a rule whose subject it is not says nothing.

    The version of the law is that of the conclusion for who and what, of the receipt for approval, of the day for what is
    done on the day (point 70).
    """
    seen = known_on(act, day)
    made = concluded(seen, day)
    receipt = made
    if facts.policy("version_of_approval") == "receipt" and seen.concluded_on is not None:
        unread = made if "transmissions" in seen.unknown else day
        receipt = max(received_by_approvers(seen) or unread, made)
    left = without(seen, severed_by(seen, day, facts))
    told: list[Finding] = []
    for rule in rules_on(seen.kind, made, receipt, day):
        answer = rule.judge(seen if rule.id in ON_THE_WHOLE else left, day, facts)
        if seen.unknown:
            answer = _doubted(rule, answer, seen)
        if answer is not None:
            told.append(found(rule, answer))
    return tuple(told)


def _doubted(rule: Rule, answer: Answer | None, act: Act) -> Answer | None:
    """What the sources do not tell is neither there nor absent, and asks a person."""
    if answer is None:
        if SUBJECTS.get(rule.id) not in act.unknown:
            return None
        return Answer(Verdict.PERSON, f"Les sources ne le disent pas ({SUBJECTS[rule.id]}). La règle : {rule.sentence}")
    unknown: tuple[str, ...] = ()
    if answer.verdict == Verdict.NOT_MET:
        unknown = unknown_to(rule.id, act)
    elif answer.verdict == Verdict.MET:
        unknown = hollow(rule.id, act)
    if not unknown:
        return answer
    message = f"Les sources ne le disent pas ({', '.join(unknown)}) : {answer.message}"
    return Answer(Verdict.PERSON, message, answer.unlock, answer.policy)


def blocking(told: Iterable[Finding], facts: LawFacts) -> tuple[Finding, ...]:
    """The findings that keep the act from being lawful: not met, or left to a person; mere duties left out (point 8)."""
    duties = DUTIES - {"ACBUS.TRANSMIT.URML"} if facts.policy("urml_transmission") == "validity" else DUTIES
    return tuple(one for one in told if one.verdict != Verdict.MET and one.rule not in duties)


def lawful(act: Act, day: dt.date, facts: LawFacts) -> bool:
    """Is it lawful on that day, every rule being met? What a person must judge is not lawful until it is judged."""
    return not blocking(findings(act, day, facts), facts)
