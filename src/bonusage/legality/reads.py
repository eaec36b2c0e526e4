"""What each rule reads of an act, so that a fact which the sources do not tell asks a person rather than a refusal.

Paths are those of `Act.unknown`; a rule that is not here reads nothing that can be unknown.
Next: check.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from bonusage.legality.act import Act

_PARTIES = "parties context.conventions context.convention_unions"
_COMMITMENTS = "content.commitments"
_PAY = "content.counterparts"
_AGENCY = "opinions transmissions content.safety_quality_efficiency"
_APPROVAL = "transmissions decisions opinions"

_TABLE: Mapping[str, str] = {
    "PARTY.": "parties",
    "OPINION.CONTRADICTION": "opinions",
    "ACBUS.PARTIES.": _PARTIES,
    "ACBUS.CONTENT.MEDICALISED": "content.medicalised_objectives content.actions",
    "ACBUS.SHARE.": _PAY,
    "ACBUS.PAY": _PAY,
    "ACBUS.GATE": f"content.evaluation {_PAY}",
    "ACBUS.TRANSMIT.": "transmissions",
    "ACBUS.REGIONAL.OPINIONS": "opinions transmissions",
    "ACBUS.AGENCY": _AGENCY,
    "ACBUS.APPROVE.": _APPROVAL,
    "ACBUS.PUBLISHED": "decisions",
    "CBP.ADHESION": "context.conventions",
    "CBP.PARTIES": _PARTIES,
    "CBP.DEFINITION": f"content.objectives_of_practice {_COMMITMENTS}",
    "CBP.COUNTERPART": _PAY,
    "CBP.MANDATORY": _COMMITMENTS,
    "CBP.OPTIONAL": _COMMITMENTS,
    "CBP.REGIONAL.": f"parties context content.conforms_to content.removes {_APPROVAL}",
    "CBP.TERMINATION": "content.termination content.observations",
    "CBP.AGENCY": _AGENCY,
    "CBP.APPROVE.": _APPROVAL,
    "CBP.TRANSMIT.": "transmissions",
    "CSP.ADHESION": "context.conventions",
    "CSP.PARTIES": _PARTIES,
    "CSP.DEFINITION": _COMMITMENTS,
    "CSP.COUNTERPART": _PAY,
    "CSP.UPDATE": _PAY,
    "CSP.MANDATORY": _COMMITMENTS,
    "CSP.ADDITIONALITY": f"{_COMMITMENTS} context.paid_elsewhere",
    "CSP.REGIONAL.": "content.conforms_to content.removes",
    "CSP.AGENCY": _AGENCY,
    "CSP.APPROVE": _APPROVAL,
    "CSP.TRANSMIT.": "transmissions",
    "FALLBACK.TRIGGER": "context.conventions context.in_force",
    "FALLBACK.CONSULT": "context.consulted opinions",
    "FALLBACK.INITIATIVE": "context.proposal_by context.no_proposal",
    "FALLBACK.MINISTERS": "parties decisions",
    "FALLBACK.SCOPE": "fixes",
    "CAPI.PARTIES": "parties",
    "CAPI.CONFORMITY": "content.conforms_to content.removes",
    "CAPI.OPINIONS": "opinions context.convention_unions",
    "CAPI.OPPOSITION": _APPROVAL,
    "CAPI.IDENTICAL": "context.identical_commitments",
    "CAPI.COMMITMENTS": _COMMITMENTS,
    "CAPI.ATTAINMENT": _PAY,
    "IC.LFSS2011.CONTENT": _COMMITMENTS,
    "IC.LFSS2011.ATTAINMENT": _PAY,
    "IC.SEED.CONTENT": f"{_COMMITMENTS} {_PAY}",
    "IC.SUBSTITUTION": "content.substitutes content.substitution_ground",
    "DOC.PARTIES.": "parties",
    "DOC.LOCAL.AGREEMENT": "parties context.conventions",
    "DOC.CONTENT.LIST": "content.topics",
    "DOC.CONTENT.08": _PAY,
    "DOC.CONTENT.12C": "content.evaluation",
    "DOC.CONTENT.14": "content.managing_body",
    "DOC.CONTENT.20": "content.concertations",
    "CONV.PARTIES": "parties",
    "CONV.AMENDED": "context.conventions",
    "CONV.TRANSMIT": "transmissions",
    "CONV.ORDERS": "opinions content.ethics",
    "CONV.APPROVE": _APPROVAL,
    "CONV.PUBLISHED": "decisions",
    "CONV.UNOCAM": "opinions transmissions",
    "CONV.THRESHOLD": "parties",
    "CONV.TERM": "starts_on ends_on",
    "CONV.WAIT": "starts_on decisions",
    "FRAMEWORK.": "parties",
    "HC.PARTIES": "parties",
    "HC.APPROVE": _APPROVAL,
    "HC.COMMITMENTS": _COMMITMENTS,
    "HC.ATTAINMENT": _PAY,
    "CONTRIB.": "content.extra_fees_excluded content.counterparts",
}


def reads(rule: str) -> tuple[str, ...]:
    """The paths that a rule reads; an entry that ends with a point stands for every rule it begins."""
    for stem, paths in _TABLE.items():
        if rule == stem or rule.startswith(stem if stem.endswith(".") else stem + "."):
            return tuple(paths.split())
    return ()


def unknown_to(rule: str, act: Act) -> tuple[str, ...]:
    """What that rule reads and the sources do not tell."""
    return tuple(one for one in act.unknown if any(_within(one, path) or _within(path, one) for path in reads(rule)))


SUBJECTS = {"IC.SUBSTITUTION": "content.substitutes", "DOC.DEROGATION.12_13": "content.derogations"}
"""Rules that say nothing of an act without such a clause: when that very clause is unknown, they ask."""


def hollow(rule: str, act: Act) -> tuple[str, ...]:
    """The whole parts of the content that the rule reads and the sources do not tell: even satisfied, it knows nothing."""
    wanted = [path for path in reads(rule) if path.startswith("content.") or path in _ELSEWHERE]
    return tuple(one for one in act.unknown if any(_within(path, one) for path in wanted))


_ELSEWHERE = ("context.identical_commitments", "context.paid_elsewhere")


def _within(path: str, other: str) -> bool:
    return path == other or path.startswith(other + ".")
