"""The checker on receipts: a sealed one gives its cents; a cent, a ratio, an input, a ground, a label, a policy
altered is found, and named. Next: src/bonusage/values/check.py."""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bonusage.desk.catalogue import load
from bonusage.remuneration.case import Case, Result
from bonusage.remuneration.due import due
from bonusage.remuneration.receipt import receipt, receipt_text
from bonusage.values.check import Altered, canonical, check_receipt, sealed
from bonusage.values.period import parse_period

ROSP = load("rosp-2011-mt")
YEAR = parse_period("2012")
Receipt = dict[str, Any]


def made() -> Receipt:
    """A receipt with a target, a progress, a policy, gates and a pro rata of software."""
    case = Case(
        professional="1234",
        list_size=900,
        conventioned_from=dt.date(2012, 3, 1),
        results={
            "R11-01": Result(65, 100),
            "R11-02": Result(85, 100),
            "R11-03": Result(50, 100),
            "R11-15": Result(15, 100, 19, 100),
            "electronic_sheets": Result(2, 3),
        },
        proofs={"sesam_vitale": True, "R11-25": True, "R11-26": False},
        since={"R11-25": dt.date(2012, 7, 1)},
    )
    return receipt("w" * 64, ROSP, YEAR, "r" * 64, due(ROSP, case, YEAR))


GOOD = made()


def walk(step: Any, path: str = "trace") -> Iterator[tuple[str, Any]]:
    yield path, step
    for index, inner in enumerate(step["inputs"], 1):
        yield from walk(inner, f"{path}.{index}")


def found_by(label: str, found: Receipt) -> tuple[str, Any]:
    """The first step with a label: its path and itself."""
    return next((path, step) for path, step in walk(found["trace"]) if step["label"] == label)


def checked(altered: Receipt) -> Altered:
    """What the checker says, the same from the file as from the dict."""
    raw = receipt_text(altered)
    said = check_receipt(json.loads(raw), raw)
    assert said == check_receipt(altered)
    assert isinstance(said, Altered)
    return said


def test_a_sealed_receipt_gives_its_cents() -> None:
    raw = receipt_text(GOOD)
    assert check_receipt(json.loads(raw), raw) == GOOD["amount_cents"] > 0
    assert check_receipt(json.loads(raw), raw + b"\n") == GOOD["amount_cents"]
    assert check_receipt(GOOD) == GOOD["amount_cents"]
    spaced = json.dumps(GOOD, indent=1).encode()
    assert check_receipt(json.loads(spaced), spaced) == GOOD["amount_cents"]


def test_the_hash_is_over_the_canonical_text() -> None:
    assert list(GOOD)[-1] == "receipt_hash"
    assert hashlib.sha256(canonical(GOOD)).hexdigest() == GOOD["receipt_hash"]
    assert json.loads(receipt_text(GOOD)) == GOOD


def test_receipts_hold_what_the_interface_promises() -> None:
    keys = {"instrument", "instrument_hash", "world_hash", "engine", "period", "professional", "results_hash"}
    keys |= {"policies", "recalled_figures", "adhesion", "trace", "amount_cents"}
    assert keys <= GOOD.keys()
    assert set(GOOD["trace"]) == {"op", "label", "value", "ground", "inputs"}
    assert GOOD["policies"] == {
        "baseline_missing": "no_progress",
        "rounding": "once_on_total",
        "partial_period": "pro_rata_days",
        "software_first_year": "pro_rata_days",
    }
    assert GOOD["adhesion"] == {
        "status": "silence", "ground": "CM2011:26", "days_adhered": 366, "days_present": 306, "days": 366,
    }  # fmt: skip
    # The 31 days of January and the 29 of February are out.


@pytest.mark.parametrize(
    ("key", "value", "label"),
    [
        ("value", "61/100", "R11-01 : résultat"),
        ("value", "7/1", "R11-15 : numérateur"),
        ("value", "0/1", "R11-25 : preuve"),
        ("ground", "source:avenant-3 (recalled)", "R11-01 : objectif cible"),
        ("ground", "CSS:L162-5@2011-08-12#21°", "total exact (centimes)"),
        ("ground", "", "R11-01 : montant (centimes)"),
        ("ground", "policy:baseline_missing=half", "R11-03 : progrès retenu"),
        ("op", "given", "R11-01 : montant (centimes)"),
        ("value", "1/2", "R11-02 : taux d'atteinte"),
    ],
)
def test_an_altered_step_is_named(key: str, value: str, label: str) -> None:
    altered = copy.deepcopy(GOOD)
    path, step = found_by(label, altered)
    assert step[key] != value
    step[key] = value
    said = checked(altered)
    assert (said.path, said.label) == (path, label)


def test_an_altered_label_is_named() -> None:
    altered = copy.deepcopy(GOOD)
    path, step = found_by("R11-01 : points", altered)
    step["label"] = "R11-01 : dons"
    assert checked(altered)[:2] == (path, "R11-01 : dons")


def test_each_step_is_watched() -> None:
    altered = copy.deepcopy(GOOD)
    for path, step in list(walk(altered["trace"])):
        kept = step["value"]
        above, slash, below = kept.partition("/")
        step["value"] = f"{int(above) + 1}{slash}{below}"
        said = check_receipt(altered)
        assert isinstance(said, Altered)
        assert said.path == path
        step["value"] = kept
    assert check_receipt(altered) == GOOD["amount_cents"]


def test_a_step_taken_away_or_added_is_found() -> None:
    less, more = copy.deepcopy(GOOD), copy.deepcopy(GOOD)
    found_by("R11-01 : montant (centimes)", less)[1]["inputs"].pop()
    assert checked(less).label == "R11-01 : montant (centimes)"
    extra = {"op": "given", "label": "prime", "value": "1/1", "ground": "", "inputs": []}
    found_by("R11-01 : montant (centimes)", more)[1]["inputs"].append(extra)
    assert checked(more).label == "R11-01 : montant (centimes)"


def _cents(one: Receipt) -> None:
    one["amount_cents"] += 1


def _policy(one: Receipt) -> None:
    one["policies"]["partial_period"] = "full"


def _component(one: Receipt) -> None:
    one["components"][0]["cents"] += 1


def _name(one: Receipt) -> None:
    one["professional"] = "1235"


def _recalled(one: Receipt) -> None:
    one["recalled_figures"].remove("R11-01.points")


def _period(one: Receipt) -> None:
    one["period"] = "2013"


def _adhesion(one: Receipt) -> None:
    one["adhesion"]["status"] = "adhered"


@pytest.mark.parametrize(
    ("alter", "key"),
    [
        (_cents, "amount_cents"),
        (_policy, "policies"),
        (_component, "components"),
        (_name, "professional"),
        (_recalled, "recalled_figures"),
        (_period, "period"),
        (_adhesion, "adhesion"),
    ],
)
def test_an_altered_head_is_named(alter: Callable[[Receipt], None], key: str) -> None:
    altered = copy.deepcopy(GOOD)
    alter(altered)
    assert checked(altered)[:2] == (key, key)


def test_a_key_taken_away_or_added_is_found() -> None:
    less = {key: value for key, value in GOOD.items() if key != "policies"}
    assert checked(less).path == "trace"
    more = {"bonus": 1} | GOOD
    assert checked(more).path == "trace"


def test_an_altered_seal_or_hash_is_found() -> None:
    seals = copy.deepcopy(GOOD)
    seals["seals"] = ("0" if seals["seals"][0] != "0" else "1") + seals["seals"][1:]
    assert checked(seals).path == "trace"
    forged = copy.deepcopy(GOOD)
    forged["receipt_hash"] = "0" * 64
    assert checked(forged)[:2] == ("receipt", "receipt_hash")


def test_a_forger_who_seals_again_must_still_count_right() -> None:
    """Seals and hash made anew hide nothing from the arithmetic: the first step that does not follow is named."""
    altered = copy.deepcopy(GOOD)
    path, step = found_by("R11-02 : part de progression", altered)
    step["value"] = "1/2"
    said = check_receipt(sealed(altered))
    assert isinstance(said, Altered)
    assert (said.path, said.expected, said.found) == (path, "1/4", "1/2")
    paid_more = copy.deepcopy(GOOD)
    paid_more["amount_cents"] += 1
    said = check_receipt(sealed(paid_more))
    assert isinstance(said, Altered)
    assert said.path == "amount_cents"


@pytest.mark.parametrize("amount", ["12", True, None])
def test_an_amount_is_an_integer(amount: object) -> None:
    altered = copy.deepcopy(GOOD)
    altered["amount_cents"] = amount
    said = check_receipt(sealed(altered))
    assert isinstance(said, Altered)
    assert said.path == "amount_cents"


def test_what_is_not_a_receipt_is_refused() -> None:
    for missing in ("trace", "seals", "receipt_hash"):
        with pytest.raises((KeyError, TypeError, ValueError)):
            check_receipt({key: value for key, value in GOOD.items() if key != missing})


def test_a_key_that_stands_twice_is_not_a_receipt() -> None:
    # Two readers of a doubled key could read two amounts: the text is refused, even when its last value is the sealed one.
    raw = json.dumps(GOOD).replace('"amount_cents"', '"amount_cents": 99999999, "amount_cents"', 1).encode()
    assert json.loads(raw) == GOOD
    with pytest.raises(ValueError, match="twice"):
        check_receipt(json.loads(raw), raw)


def test_components_sum_to_the_amount() -> None:
    altered = copy.deepcopy(GOOD)
    altered["components"][0]["cents"] += 1
    found = check_receipt(sealed(altered))
    assert isinstance(found, Altered)
    assert found.path == "components"
