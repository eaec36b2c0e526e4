"""The loader: a good contract becomes typed values, and whatever is done to its files, its author is told and never a stack.

The messages themselves are in tests/bad/instruments and tests/bad/lists.
Next: src/bonusage/instruments/loader.py.
"""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from pathlib import Path

import pytest

from bonusage.instruments.loader import load_instrument, require_payable
from bonusage.instruments.model import Figure, Instrument
from bonusage.instruments.positions import key_lines, line_of, spelled
from bonusage.practice.query import (
    Age,
    AllOf,
    ConditionSet,
    Dispensed,
    DrugSet,
    HasCondition,
    LabSet,
    Months,
    Not,
    Patients,
    Sheets,
    Treatments,
)
from bonusage.practice.query import Tested as WasTested
from bonusage.values.fault import Fault, Faults
from bonusage.values.period import Period, parse_period

BASE = Path(__file__).parents[1] / "bad" / "base" / "contrat"
TEXT = (BASE / "instrument.toml").read_text("utf-8")
CODES = (BASE / "lists" / "codes.csv").read_text("utf-8")
LINES = TEXT.splitlines(keepends=True)
DRUGS = DrugSet("antidiabetiques", ("A10",))


def loaded(text: str = TEXT, codes: str = CODES) -> Instrument:
    return load_instrument(text, {"codes.csv": codes}, "contrat/instrument.toml")


def told(text: str = TEXT, codes: str = CODES) -> tuple[Fault, ...]:
    """The faults of the author; none when the contract still loads."""
    try:
        loaded(text, codes)
    except Faults as faults:
        return faults.faults or (Fault("a refusal that does not say why", "nowhere"),)
    return ()


# What a good contract becomes


def test_a_contract_becomes_typed_values() -> None:
    found = loaded()
    assert (found.id, found.adhesion, found.first_year) == ("essai", "opt_out", "2012")
    assert found.valid == Period(dt.date(2012, 1, 1), dt.date(2014, 1, 1))
    assert found.baseline == parse_period("2011")
    assert [one.id for one in found.blocks] == ["soins", "cabinet"]
    assert found.blocks[1].gates == ("carte",)
    assert [(one.id, one.block, one.kind, one.direction) for one in found.indicators] == [
        ("E-01", "soins", "proportion", "up"),
        ("E-02", "soins", "rate", "down"),
        ("E-03", "cabinet", "proof", "up"),
    ]
    assert found.policy("rounding") == "once_on_total"
    assert [one.id for one in found.measured()] == ["E-01", "E-02", "carte"]


def test_figures_are_exact_and_keep_their_confidence() -> None:
    found = loaded(TEXT.replace("value = 54,", "value = 54.1,"))
    first = found.indicators[0]
    assert first.intermediate == Figure("E-01.intermediate", Fraction(541, 10), "%", "sourced", "vue")
    assert first.intermediate.exact == Fraction(541, 1000)
    rate = found.indicators[1].intermediate
    assert rate is not None
    assert rate.exact == Fraction(43, 100), "43 for 100 patients"
    floor = found.gates[0].at_least
    assert floor is not None
    assert floor.exact == Fraction(2, 3)
    assert found.pay.point_value.exact == 7


def test_measures_are_built_from_their_words() -> None:
    found = loaded()
    assert found.indicators[0].measure == Patients(
        AllOf((Age(18, 80), Dispensed(DRUGS, 3, Months(12)))),
        AllOf((WasTested(LabSet("hba1c", (1577,)), 3, Months(12)),)),
    )
    assert found.indicators[1].measure == Treatments(
        AllOf((Not(HasCondition(ConditionSet("any"))),)), DrugSet("antibiotiques", ("J01",)), Months(12)
    )
    assert found.gates[0].measure == Sheets()
    assert found.indicators[2].measure is None


def test_exclusions_go_to_their_set() -> None:
    more = "antidiabetiques,ATC,A10BX,exclude,,,sourced,vue\n"
    measure = loaded(codes=CODES + more).indicators[0].measure
    assert isinstance(measure, Patients)
    assert measure.denominator.of[1] == Dispensed(DrugSet("antidiabetiques", ("A10",), ("A10BX",)), 3, Months(12))


def test_the_hash_is_that_of_every_file() -> None:
    hash = loaded().hash
    assert loaded().hash == hash
    assert loaded(TEXT + "# une remarque\n").hash != hash
    assert loaded(codes=CODES + "autre,ATC,B01,include,,,sourced,vue\n").hash != hash
    both = {"codes.csv": CODES, "autres.csv": CODES.splitlines()[0] + "\n"}
    assert load_instrument(TEXT, both).hash == load_instrument(TEXT, dict(reversed(both.items()))).hash != hash


def test_an_absent_figure_loads_and_is_not_paid() -> None:
    line = 'target = { value = 65, unit = "%", confidence = "sourced", source = "vue" }'
    found = loaded(TEXT.replace(line, 'target = { unit = "%", confidence = "absent", source = "vue" }'))
    require_payable(loaded())
    with pytest.raises(Faults) as wrong:
        require_payable(found)
    assert [fault.where for fault in wrong.value.faults] == ["essai, E-01.target"]


# Where things stand in a file


def test_every_key_has_its_line() -> None:
    lines = key_lines(TEXT)
    for number, row in enumerate(TEXT.splitlines(), 1):
        if (key := re.match(r"([A-Za-z0-9_]+) = ", row)) and not row.startswith(" "):
            assert (number, key[1]) in {(line, path[-1]) for path, line in lines.items()}, row
    rows = TEXT.splitlines()
    assert rows[lines["indicator", 1, "id"] - 1] == 'id = "E-02"'
    assert rows[lines["indicator", 0, "denominator", 1] - 1].strip().startswith('{ form = "dispensed"')
    assert rows[lines["indicator", 1, "denominator", 0, "of", 0] - 1].strip().startswith('{ form = "not"')
    assert rows[lines["campaigns", "influenza", "2012"] - 1].startswith("2012 = ")


def test_brackets_in_texts_and_comments_open_nothing() -> None:
    lines = key_lines('a = "[" # {\nb = [ # ]\n  { c = "]" },\n]\n[d]\ne = \'{\'\nf = 1\n')
    assert lines == {("a",): 1, ("b",): 2, ("b", 0): 3, ("d",): 5, ("d", "e"): 6, ("d", "f"): 7}


def test_the_nearest_line_is_told_when_a_key_has_none() -> None:
    lines = {("pay",): 3, ("pay", "rate"): 5, ("x", "y"): 9}
    assert line_of(lines, ("pay", "rate", "value")) == 5
    assert line_of(lines, ("pay", "other")) == 3
    assert line_of(lines, ("x",)) == 9, "the first line inside it"
    assert line_of(lines, ("z",)) is None
    assert spelled(("indicator", 2, "denominator", 0, "of")) == "indicator[3].denominator[1].of"


# Whatever is done to a file


@pytest.mark.parametrize("number", range(len(LINES)))
def test_no_line_can_be_spoiled_into_a_crash(number: int) -> None:
    line = LINES[number]
    before, after = "".join(LINES[:number]), "".join(LINES[number + 1 :])
    for spoiled in (
        "",
        line * 2,
        re.sub(r"= .*", '= ""', line),
        re.sub(r"= .*", "= 0", line),
        re.sub(r"= .*", "= []", line),
        re.sub(r"= .*", "= {}", line),
        re.sub(r"\d+", "-1", line),
        re.sub(r'"[^"]*"', '"?"', line),
        re.sub(r"\[|\]", "", line),
        line.replace("=", ""),
    ):
        for fault in told(before + spoiled + after):
            assert fault.what
            assert re.match(r"contrat/(instrument\.toml|lists/codes\.csv:\d+)", fault.where), fault


@pytest.mark.parametrize("cut", range(0, len(TEXT), 41))
def test_a_cut_contract_is_never_taken_for_a_whole_one(cut: int) -> None:
    assert told(TEXT[:cut])


@pytest.mark.parametrize("cut", range(0, len(CODES) - 1, 7))
def test_a_cut_list_is_told_or_its_sets_are_missed(cut: int) -> None:
    whole = CODES[:cut].count("\n")
    if cut and not CODES[:cut].endswith("\n") and not CODES[: cut + 1].endswith("\n"):
        assert told(codes=CODES[:cut])
    elif whole < 4:
        assert told(codes=CODES[:cut]), "the sets that the measures name are gone"


STATIC = sorted(set(re.findall(r"^(?:  \{ )?([a-z_]+) = ", TEXT, re.MULTILINE)) - {"vue", "rounding"})


@pytest.mark.parametrize("key", [key for key in STATIC if len(key) > 3 and not key.startswith("baseline_")])
def test_a_misspelt_key_is_shown_the_right_one(key: str) -> None:
    if key in ("partial_period", "software_first_year", "repertoire_date"):  # policies: names, told by coherence
        faults = told(re.sub(rf"^{key} = ", f"{key}s = ", TEXT, count=1, flags=re.MULTILINE))
    else:
        faults = told(re.sub(rf"^(?:  \{{ )?{key} = ", lambda found: found[0].replace(key, key + "s"), TEXT, count=1,
                             flags=re.MULTILINE))  # fmt: skip
    (unknown,) = (fault for fault in faults if fault.what in ("clé inconnue", "politique inconnue"))
    assert unknown.received == f"{key}s"
    assert unknown.hint == f"{key} peut-être ?"
    assert key in unknown.excerpt, "the line is shown"


@pytest.mark.parametrize("column", range(8))
@pytest.mark.parametrize("cell", ["", "?", "0", "-1", "é", "x" * 300])
def test_no_cell_of_a_list_can_be_spoiled_into_a_crash(column: int, cell: str) -> None:
    rows = [row.split(",") for row in CODES.splitlines()]
    for at in range(1, len(rows)):
        spoiled = [list(row) for row in rows]
        spoiled[at][column] = cell
        text = "".join(",".join(row) + "\n" for row in spoiled)
        for fault in told(codes=text):
            assert re.match(r"contrat/(lists/codes\.csv:\d+|instrument\.toml:\d+)", fault.where), fault


def test_all_faults_are_told_at_once() -> None:
    text = TEXT
    for old, new in (
        ('clause = "CM2011:26"', 'clause = "26"'),
        ("value = 54,", "value = 99,"),
        ("total_points = { value = 200", "total_points = { value = 201"),
        ('gates = ["carte"]', 'gates = ["cartes"]'),
        ("at_least = 18, at_most = 80", "at_least = 81, at_most = 80"),
        ('id = "E-02"', 'id = "E-01"'),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    faults = told(text, CODES + "ald_ciblees,ALD,99,include,,,sourced,vue\n")
    assert {fault.what for fault in faults} >= {
        "adresse illisible", "objectifs dans le désordre", "somme de points inexacte",
        "condition préalable inconnue", "mesure impossible", "identifiant en double", "code mal formé",
    }  # fmt: skip
