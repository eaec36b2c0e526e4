"""Worked examples: a scheme and a case's inputs in, what the engine answers out; or None, never a guess.

Arithmetic is the engine's (example_payments.py) or that of published figures (identities.py); no file is read here.
Next: desk, which reads the YAML, and tests/spec/test_worked_examples.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from bonusage.instruments.model import Instrument
from bonusage.remuneration.example_payments import (
    blocks_of_points,
    by_points,
    counted,
    measured,
    organisation,
    proof,
)
from bonusage.remuneration.identities import is_figure, reported

Inputs = Mapping[str, Any]
Verdict = Literal["pass", "fail", "unsupported"]

# The reference list of the contracts that are not in the catalogue yet (contracts/README.md, section 2, same sources).
REFERENCE_LISTS = {
    "ROSP_2011_GASTRO": 1100,
    "ROSP_2016_ADULTE": 800,
    "ROSP_2016_CARDIO": 800,
    "ROSP_2016_ENDOCRINO": 1000,
    "ROSP_2016_ENFANT": 600,
    "ROSP_2016_GASTRO": 1100,
}

_COUNTED = {"indicator", "denominator", "min_threshold_patients", "numerator"}
_POINTS = {"points", "point_value_eur", "rate", "list_size", "reference_list", "chronic_points"}
_BLOCKS = {"points", "indicators", "complement", "point_value_eur", "published_maximum_eur"}
_GATES = {"fse_rate", "gates_passed", "sesam_vitale_compliant"}
_DOCTOR = {"list_size", "point_value_eur", "treating_doctor", "year"} | _GATES
_PROOF = {"indicator", "organisation_indicator_points", "points", "proof", "software_bought"} | _DOCTOR
_TRUTHS = ("gates_passed", "proof", "sesam_vitale_compliant", "treating_doctor")


def answer(scheme: str, inputs: Inputs, instrument: Instrument) -> dict[str, Any] | None:
    """What the engine finds, by key of `expected`: bool, Fraction, or lists and maps of these. None: unsupported.

    `instrument` is rosp-2011-mt, which ROSP_2011_MT rests on. `inputs` are as read: int, Decimal, str, bool, list.
    """
    if any(not isinstance(inputs[name], bool) for name in _TRUTHS if name in inputs):
        return None
    if scheme == "ROSP_REPORTING":
        return reported(inputs)
    if scheme == "ROSP_2011_MT":
        return _treating_doctor_2011(inputs, instrument)
    if scheme in REFERENCE_LISTS:
        return _contract_of_2016(inputs, REFERENCE_LISTS[scheme])
    return None


def _treating_doctor_2011(inputs: Inputs, instrument: Instrument) -> dict[str, Any] | None:
    keys = set(inputs)
    if "organisation" in keys:
        return organisation(inputs, instrument) if keys <= _DOCTOR | {"organisation"} else None
    enough = counted(inputs, instrument)
    if enough is not None and keys <= _COUNTED | {"list_size", "point_value_eur", "treating_doctor", "year"}:
        return enough | (measured(inputs, instrument) or {})
    if keys & {"software_bought", "organisation_indicator_points"}:
        return proof(inputs, instrument) if keys <= _PROOF | {"rate"} else None
    if "rate" in keys:
        reference = instrument.pay.reference_list.exact
        default = {"point_value_eur": instrument.pay.point_value.exact}
        rest = keys - {"treating_doctor"} if inputs.get("treating_doctor") else keys
        if not rest <= _POINTS | _COUNTED or (enough is None and keys & {"numerator", "denominator"}):
            return None
        return _if_counted(enough, by_points(default | dict(inputs), reference))
    return proof(inputs, instrument) if keys <= _PROOF and keys & ({"proof"} | _GATES) else None


def _if_counted(enough: dict[str, Any] | None, paid: dict[str, Any] | None) -> dict[str, Any] | None:
    """A payment, unless the indicator is not counted."""
    if enough is None or paid is None:
        return paid if enough is None else enough
    return enough | (paid if enough["indicator_counted"] else dict.fromkeys(paid, Fraction(0)))


def _contract_of_2016(inputs: Inputs, reference_list: int) -> dict[str, Any] | None:
    keys = set(inputs)
    enough = counted(inputs, None)
    if enough is not None:
        return enough if keys <= _COUNTED else None
    if not keys <= _POINTS | _BLOCKS:
        return None
    sums = blocks_of_points(inputs) or {}
    points = {"points": sums["total_points"]} if "total_points" in sums else {}
    return sums | (by_points(dict(inputs) | points, reference_list) or {}) or None


def agrees(expected: object, got: object, tolerance: Fraction) -> bool:
    """Is what was got what was expected? Numbers within the tolerance; maps by the keys expected; the rest exactly."""
    if isinstance(expected, Mapping):
        return isinstance(got, Mapping) and all(
            key in got and agrees(value, got[key], tolerance) for key, value in expected.items()
        )
    if isinstance(expected, list):
        if not isinstance(got, list) or len(expected) != len(got):
            return False
        return all(agrees(one, other, tolerance) for one, other in zip(expected, got, strict=True))
    if is_figure(expected) and is_figure(got):
        assert isinstance(expected, int | Decimal | Fraction)
        assert isinstance(got, int | Decimal | Fraction)
        return abs(Fraction(expected) - Fraction(got)) <= tolerance
    return type(expected) is type(got) and expected == got


def verdict(expected: Mapping[str, Any], got: Mapping[str, Any] | None, tolerance: Fraction = Fraction(0)) -> Verdict:
    """How a case ends: unsupported when a key that is expected was not answered."""
    if got is None or not expected.keys() <= got.keys():
        return "unsupported"
    return "pass" if agrees(expected, got, tolerance) else "fail"
