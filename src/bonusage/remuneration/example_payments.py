"""Payments of the worked examples: their keys put to the engine itself, one small function for each question.

What a case does not mention does not stand in the way: a gate is passed, a proof is given, the list is the reference
list, the doctor is a treating doctor. A number that the answer needs and the case lacks is never made up.
Next: due.py and tariff.py, which compute; examples.py, which asks.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bonusage.instruments.model import Block, Figure, Indicator, Instrument
from bonusage.remuneration.case import Case, Result
from bonusage.remuneration.due import due
from bonusage.remuneration.identities import figure, is_figure
from bonusage.remuneration.plausibility import exactly, points_times_value
from bonusage.remuneration.tariff import point_in_cents, scaled_point
from bonusage.values.period import Period, parse_period
from bonusage.values.step import Step, at_least, given, product, rounded_half_up

Inputs = Mapping[str, Any]
Found = dict[str, Any]

CASE = "case"
"""The ground of what a worked example says."""


def by_points(inputs: Inputs, reference_list: int | Fraction) -> Found | None:
    """points x rate x value of a point, for a list over the reference list: the engine's own steps, to the cent."""
    points, value, rate = (figure(inputs, name) for name in ("points", "point_value_eur", "rate"))
    if not points or not value or not rate or not 0 <= rate[1] <= 1:
        return None
    reference = figure(inputs, "reference_list") or ("", reference_list)
    size = figure(inputs, "list_size") or reference
    if size[1] < 0 or reference[1] <= 0:
        return None
    over = (Fraction(size[1]), Fraction(reference[1]))
    found: Found = {"payment_eur": paid(Fraction(points[1]), Fraction(rate[1]), Fraction(value[1]), *over)}
    if size[1]:
        found["payment_per_patient_eur"] = found["payment_eur"] / Fraction(size[1])
    if chronic := figure(inputs, "chronic_points"):
        found["chronic_payment_eur"] = paid(Fraction(chronic[1]), Fraction(rate[1]), Fraction(value[1]), *over)
    return found


def paid(points: Fraction, rate: Fraction, value: Fraction, size: Fraction, reference: Fraction) -> Fraction:
    """Euros, to the cent, from the steps that due.py is made of."""
    point = point_in_cents(given("valeur du point (euros)", value, CASE))
    here = scaled_point(point, size, given("patientèle de référence", reference, CASE), CASE)
    amount = product("montant (centimes)", (given("points", points, CASE), given("taux", rate, CASE), here), CASE)
    return rounded_half_up("montant arrondi (centimes)", amount, CASE).value / 100


def counted(inputs: Inputs, instrument: Instrument | None) -> Found | None:
    """Is the denominator large enough? The minimum is the case's, or that of the indicator it names by id."""
    below, least = figure(inputs, "denominator"), figure(inputs, "min_threshold_patients")
    known = named(inputs, instrument)
    minimum = Fraction(least[1]) if least else known.minimum.exact if known and known.minimum else None
    if not below or minimum is None:
        return None
    enough = at_least("effectif suffisant", given("dénominateur", Fraction(below[1]), CASE), _given(minimum))
    return {"indicator_counted": bool(enough.value and below[1])}


def _given(minimum: Fraction) -> Step:
    return given("effectif minimal", minimum, CASE)


def named(inputs: Inputs, instrument: Instrument | None) -> Indicator | None:
    """The indicator that a case names by its id."""
    every = instrument.indicators if instrument else ()
    return next((one for one in every if one.id == inputs.get("indicator")), None)


def measured(inputs: Inputs, instrument: Instrument) -> Found | None:
    """What a named ratio indicator pays, from its numerator and denominator, through the whole engine."""
    one, above, below = named(inputs, instrument), inputs.get("numerator"), inputs.get("denominator")
    if (
        one is None
        or one.kind == "proof"
        or "rate" in inputs
        or not isinstance(above, int)
        or not isinstance(below, int)
    ):
        return None
    if above < 0 or below < 0 or one.minimum is None:
        return None
    if least := figure(inputs, "min_threshold_patients"):
        one = replace(one, minimum=replace(one.minimum, value=Fraction(least[1])))
    return _settled(_only(instrument, one, inputs), inputs, results={one.id: Result(above, below)})


def proof(inputs: Inputs, instrument: Instrument) -> Found | None:
    """What one organisation indicator pays: all or nothing behind the gates, pro rata for first-year software."""
    points = figure(inputs, "organisation_indicator_points", "points")
    one = _template(inputs, instrument, points[1] if points else None)
    bought = _day(inputs.get("software_bought"))
    rate = inputs.get("rate", 1)
    if one is None or rate not in (0, 1) or ("software_bought" in inputs and bought is None):
        return None
    if points:
        one = replace(one, points=replace(one.points, value=Fraction(points[1])))
    if bought:
        one = replace(one, pro_rata_first_year=True)
    proofs = {one.id: bool(inputs.get("proof", True)) and rate == 1}
    return _settled(_only(instrument, one, inputs), inputs, proofs=proofs, since={one.id: bought} if bought else {})


def organisation(inputs: Inputs, instrument: Instrument) -> Found | None:
    """What the whole block behind gates pays, from the words of the case."""
    said, block = _understood(inputs.get("organisation")), _gated(instrument)
    if said is None or block is None:
        return None
    proven, sheets = said
    rows = instrument.of_block(block)
    told = dict(inputs) | ({"fse_rate": sheets} if sheets is not None and "fse_rate" not in inputs else {})
    return _settled(_with_value(replace(instrument, blocks=(block,), indicators=rows), inputs), told,
                    proofs={one.id: proven for one in rows})  # fmt: skip


_WORDS = (
    (re.compile(r"(all|every)( (the )?(five|5))?( organisation)? indicators? (is |are )?proven"), True, None),
    (re.compile(r"(none|no)( of the)?( (five|5))?( organisation)? indicators? (is |are )?proven"), False, None),
    (re.compile(r"fse rate (is )?(at least|>=|above or equal to) 2/3"), None, Fraction(2, 3)),
    (re.compile(r"fse rate (is )?(below|less than|under|<) 2/3"), None, Fraction(0)),
)


def _understood(words: object) -> tuple[bool, Fraction | None] | None:
    """Proven or not, and the share of electronic sheets if it is told; None when a part is not understood."""
    if not isinstance(words, str):
        return None
    proven: bool | None = None
    sheets: Fraction | None = None
    for part in re.split(r"[,;]| and ", words.lower()):
        found = next(((yes, share) for form, yes, share in _WORDS if form.fullmatch(part.strip())), None)
        if found is None:
            return None
        proven = found[0] if found[0] is not None else proven
        sheets = found[1] if found[1] is not None else sheets
    return None if proven is None else (proven, sheets)


def _gated(instrument: Instrument) -> Block | None:
    return next((block for block in instrument.blocks if block.gates), None)


def _template(inputs: Inputs, instrument: Instrument, points: object) -> Indicator | None:
    """The proof that a case is about: by its id, else by its points, else one that is not scaled by list size."""
    if (one := named(inputs, instrument)) and one.kind == "proof":
        return one
    block = _gated(instrument)
    if block is None or points is None:
        return None
    rows = instrument.of_block(block)
    alike = [one for one in rows if one.points.value == points]
    plain = [one for one in rows if not one.scaled_by_list and not one.treating_doctor_only]
    return next(iter(alike or plain), None)


def _only(instrument: Instrument, one: Indicator, inputs: Inputs) -> Instrument:
    """The instrument with that one indicator left."""
    block = next(block for block in instrument.blocks if block.id == one.block)
    return _with_value(replace(instrument, blocks=(block,), indicators=(one,)), inputs)


def _with_value(instrument: Instrument, inputs: Inputs) -> Instrument:
    if not (value := figure(inputs, "point_value_eur")):
        return instrument
    point: Figure = replace(instrument.pay.point_value, value=Fraction(value[1]))
    return replace(instrument, pay=replace(instrument.pay, point_value=point))


def _settled(
    instrument: Instrument,
    inputs: Inputs,
    results: Mapping[str, Result] | None = None,
    proofs: Mapping[str, bool] | None = None,
    since: Mapping[str, dt.date] | None = None,
) -> Found | None:
    """The engine's answer for a whole period; also for the same professional who is not a treating doctor."""
    sheets, size, period = _sheets(inputs), inputs.get("list_size"), _period(inputs, instrument)
    reference = instrument.pay.reference_list.exact
    treating = inputs.get("treating_doctor", True)
    if sheets is None or period is None or not isinstance(treating, bool):
        return None
    if size is not None and not isinstance(size, int):
        return None
    case = Case(
        professional=CASE,
        list_size=int(reference) if size is None else size,
        conventioned_from=period.start,
        treating_doctor=treating,
        results=dict(results or {}) | {gate.id: sheets for gate in instrument.gates if gate.kind == "proportion"},
        proofs=dict(proofs or {}) | {gate.id: _equipped(inputs) for gate in instrument.gates if gate.kind == "proof"},
        since=since or {},
    )
    owed = due(instrument, case, period)
    found: Found = {"payment_eur": Fraction(owed.total_cents, 100)}
    if case.list_size:
        found["payment_per_patient_eur"] = found["payment_eur"] / case.list_size
    other = due(instrument, case._replace(treating_doctor=False), period)
    return found | {"payment_if_not_treating_doctor_eur": Fraction(other.total_cents, 100)}


def _equipped(inputs: Inputs) -> bool:
    return bool(inputs.get("sesam_vitale_compliant", True)) and bool(inputs.get("gates_passed", True))


def _sheets(inputs: Inputs) -> Result | None:
    """The share of electronic sheets as a pair: a number, or a text n/d; all of them where nothing is said."""
    told = inputs.get("fse_rate", Fraction(1))
    if isinstance(told, str):
        if not re.fullmatch(r"\d+/[1-9]\d*", told):
            return None
        told = Fraction(told)
    if not is_figure(told) or not isinstance(told, int | Decimal | Fraction) or told < 0:
        return None
    return Result(*Fraction(told).as_integer_ratio())


def _period(inputs: Inputs, instrument: Instrument) -> Period | None:
    """The year of the case; else that of a purchase; else the first of the instrument."""
    bought = _day(inputs.get("software_bought"))
    year = inputs.get("year", bought.year if bought else None)
    if year is None:
        return parse_period(instrument.first_year)
    if isinstance(year, bool) or not isinstance(year, int) or not 1900 <= year <= 2999:
        return None
    return parse_period(str(year))


def _day(text: object) -> dt.date | None:
    if isinstance(text, dt.date):
        return text
    try:
        return dt.date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def blocks_of_points(inputs: Inputs) -> Found | None:
    """Points and indicators by block: their sums, with the later complement; and against a published maximum."""
    found: Found = {}
    points, rows = inputs.get("points"), inputs.get("indicators")
    if isinstance(points, list) and points and all(is_figure(one) for one in points):
        found["base_points"] = sum(map(Fraction, points))
    elif is_figure(points):
        found["base_points"] = Fraction(points)  # type: ignore[arg-type]
    if isinstance(rows, list) and rows and all(is_figure(one) for one in rows):
        found["indicators_total"] = sum(map(Fraction, rows))
    if "base_points" in found:
        later = figure(inputs, "complement")
        found["total_points"] = found["base_points"] + (Fraction(later[1]) if later else 0)
        if value := figure(inputs, "point_value_eur"):
            found["product_eur"] = found["total_points"] * Fraction(value[1])
            if top := figure(inputs, "published_maximum_eur"):
                check = points_times_value(exactly(found["total_points"]), exactly(value[1]), exactly(top[1]))
                found["consistent"] = check.consistent
    return found or None
