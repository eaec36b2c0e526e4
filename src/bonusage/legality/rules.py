"""All the rules, in the order in which they are told, and those that ask a duty without conditioning the validity.

Each article's rules are in its module; how they are run is in check.py.
Next: check.py.
"""

from __future__ import annotations

import datetime as dt
import functools
from types import MappingProxyType

from bonusage.legality import (
    approval_rules,
    contributions,
    general_rules,
    l162_5,
    l162_5_topics,
    l162_12_17,
    l162_12_17_force,
    l162_12_18,
    l162_12_18_pay,
    l162_12_19,
    l162_12_20,
    l162_12_21,
    l162_14,
    l162_15,
    l162_32,
)
from bonusage.legality.act import ActKind
from bonusage.legality.rule import Rule

RULES: tuple[Rule, ...] = (
    *general_rules.RULES,
    *l162_5.RULES,
    *l162_5_topics.RULES,
    *l162_12_17.RULES,
    *l162_12_17_force.RULES,
    *l162_12_18.RULES,
    *l162_12_18_pay.RULES,
    *l162_12_19.RULES,
    *l162_12_20.RULES,
    *l162_12_21.RULES,
    *l162_14.RULES,
    *l162_15.RULES,
    *l162_32.RULES,
    *approval_rules.RULES,
    *contributions.RULES,
)

DUTIES = frozenset(
    {
        "ACBUS.TRANSMIT.URML",
        "ACBUS.TRANSMIT.STATE",
        "CBP.TRANSMIT.STATE",
        "CSP.TRANSMIT.STATE",
        "CONV.PUBLISHED",
        "CONV.UNOCAM_TOLD",
        "CONV.UNOCAM_SIGNS",
    }
)
"""Asked, told when they lack, and never a condition of validity by default (point 8), or hanging on a list not read."""

ON_THE_WHOLE = frozenset({"SEVERANCE.DIVISIBLE", *(rule.id for rule in approval_rules.RULES)})
"""Judged on the text before what was severed is taken away; every other rule, on what remains (point 27)."""

IDS = frozenset(rule.id for rule in RULES)

_BY_KIND = MappingProxyType(
    {
        (kind, basis): tuple(
            (rank, rule) for rank, rule in enumerate(RULES) if kind in rule.kinds and rule.basis == basis
        )
        for kind in ActKind
        for basis in ("conclusion", "receipt", "day")
    }
)


@functools.lru_cache(maxsize=16384)
def rules_on(kind: ActKind, conclusion: dt.date, receipt: dt.date, day: dt.date) -> tuple[Rule, ...]:
    """The rules of a kind of act, each on the day that its basis looks at, in the order of RULES."""
    found = [
        (rank, rule)
        for basis, on in (("conclusion", conclusion), ("receipt", receipt), ("day", day))
        for rank, rule in _BY_KIND[kind, basis]
        if rule.since <= on and (rule.until is None or on < rule.until)
    ]
    return tuple(rule for _, rule in sorted(found, key=lambda one: one[0]))
