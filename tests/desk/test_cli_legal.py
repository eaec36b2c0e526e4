"""Lawfulness as a stranger asks it: instruments check of an act on a day, timeline, lint; text and JSON.

What is lawful is judged in tests/spec/test_legal_*.py; bad input, in tests/bad/legal.
Next: src/bonusage/desk/cli_legal.py.
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from tests.desk.ran import Run

from bonusage.desk.acts import act_entries, find_act, linked_act_id, load_act
from bonusage.desk.catalogue import list_entries, load
from bonusage.desk.linting import published_results

HEAD = """[act]
id = "essai"
kind = "acbus"
level = "national"
title = "Accord d'essai"
professions = ["medecin_generaliste"]
concluded_on = {day}
parties = [{{ id = "CNAMTS" }}, {{ id = "CCMSA" }}, {{ id = "MGFRANCE", professions = ["medecin_generaliste"] }}]
decisions = [{{ what = "approval", on = {day}, by = ["MIN_SANTE", "MIN_SECU"] }}]
transmissions = [
  {{ to = "MIN_SANTE", sent_on = {day}, received_on = {day} }},
  {{ to = "MIN_SECU", sent_on = {day}, received_on = {day} }},
  {{ to = "URML", sent_on = {day} }},
]

[act.content]
medicalised_objectives = ["soigner au cabinet"]
actions = ["un référentiel"]
evaluation = "nombre de visites"

[act.context]
conventions = ["medecin_generaliste"]
convention_unions = ["MGFRANCE"]
"""


@pytest.fixture
def run(run: Run) -> Run:
    """The commands of `bonusage instruments`."""
    return functools.partial(run, "instruments")


def act_file(folder: Path, text: str, day: str = "2002-04-02") -> Path:
    path = folder / "acte.toml"
    path.write_text(text.format(day=day), "utf-8")
    return path


# ---- check


def test_a_lawful_act(run: Run, tmp_path: Path) -> None:
    path = act_file(tmp_path, HEAD)
    told, text = run("check", path, "--on", "2002-06-01", "--format", "json"), run("check", path, "--on", "2002-06-01")
    assert (told.code, told.err, text.code, text.err) == (0, "", 0, "")
    assert (told.json["act"], told.json["on"], told.json["answer"]) == ("essai", "2002-06-01", "lawful")
    assert told.json["lawful"] is True
    assert text.out.startswith("essai, le 2002-06-01 : conforme.\n")
    for one in told.json["findings"]:
        assert set(one) == {"rule", "address", "verdict", "message", "policy", "unlock"}
        assert f"{one['rule']} [{one['address']}]" in text.out


def test_the_same_act_the_day_before_the_version_that_names_flat_sums(run: Run, tmp_path: Path) -> None:
    """Nurses may not conclude on 6 March 2002, and may on the 7th."""
    text = HEAD.replace("medecin_generaliste", "infirmier").replace("MGFRANCE", "FNI")
    before = run("check", act_file(tmp_path, text, "2002-03-06"), "--on", "2002-06-01", "--format", "json")
    after = run("check", act_file(tmp_path, text, "2002-03-07"), "--on", "2002-06-01", "--format", "json")
    assert (before.code, before.json["answer"]) == (1, "unlawful")
    assert (after.code, after.json["answer"]) == (0, "lawful")


def test_every_finding_is_told_not_the_first_only(run: Run, tmp_path: Path) -> None:
    text = HEAD.replace('{{ id = "CCMSA" }}, ', "").replace('actions = ["un référentiel"]\n', "")
    told = run("check", act_file(tmp_path, text), "--on", "2002-06-01", "--format", "json")
    assert told.code == 1
    wrong = {one["rule"] for one in told.json["findings"] if one["verdict"] == "not_met"}
    assert wrong == {"ACBUS.PARTIES.CONVENTION", "ACBUS.CONTENT.MEDICALISED"}
    assert len(told.json["unlock"]) == 2


def test_a_duty_that_lacks_is_told_and_does_not_make_it_unlawful(run: Run, tmp_path: Path) -> None:
    text = HEAD.replace('  {{ to = "URML", sent_on = {day} }},\n', "")
    told = run("check", act_file(tmp_path, text), "--on", "2002-06-01", "--format", "json")
    assert told.code == 1
    assert (told.json["answer"], told.json["lawful"]) == ("lawful", True)


def test_a_contract_that_is_paid_has_the_findings_of_its_act(run: Run) -> None:
    told = run("check", "rosp-2011-mt", "--on", "2012-03-01", "--format", "json")
    assert (told.code, told.err) == (0, "")
    assert told.json["faults"] == []
    assert told.json["legality"]["act"] == "rosp-2011"
    assert {"IC.LFSS2011.CONTENT"} <= {one["rule"] for one in told.json["legality"]["findings"]}
    text = run("check", "rosp-2011-mt", "--on", "2012-03-01")
    assert text.out.index("aucune faute") < text.out.index("rosp-2011, le 2012-03-01")


def test_without_a_day_a_contract_that_is_over_is_checked_on_its_last_day(run: Run) -> None:
    told = run("check", "rosp-2011-mt", "--format", "json")
    assert told.json["legality"]["on"] == "2016-12-31"


def test_without_a_day_an_act_is_checked_today(run: Run) -> None:
    told = run("check", "capi-2009", "--format", "json")
    assert told.json["on"] == str(dt.date.today())  # noqa: DTZ011
    assert told.json["lawful"] is False, "what is not known is never lawful"


def test_a_contract_not_in_force_that_day_is_said_so(run: Run) -> None:
    told = run("check", "rosp-2011-mt", "--on", "2011-12-31")
    assert told.code == 1
    assert "ne vaut pas" in told.out


# ---- timeline


def test_a_timeline_has_each_day_once(run: Run, tmp_path: Path) -> None:
    path = act_file(tmp_path, HEAD)
    told = run("timeline", path, "--format", "json")
    assert (told.code, told.err) == (0, "")
    segments = told.json["segments"]
    assert segments[0]["start"] == "2002-04-02"
    assert [one["end"] for one in segments[:-1]] == [one["start"] for one in segments[1:]]
    assert segments[-1]["end"] is None
    assert (segments[-1]["state"], segments[-1]["lawful"]) == ("not_known", False)
    assert any(one["lawful"] for one in segments)
    assert all(one["why"] for one in segments if one["state"] in ("blocked", "person"))
    text = run("timeline", path)
    assert text.code == 0
    assert "2015-04-11 → …" in text.out


def test_a_contract_stands_for_its_act_in_a_timeline(run: Run) -> None:
    told = run("timeline", "rosp-2011-mt", "--format", "json")
    assert told.json["act"] == "rosp-2011"
    starts = [one["start"] for one in told.json["segments"]]
    assert starts[0] == "2011-07-26"
    assert {"2011-09-22", "2015-04-11"} <= set(starts), "approved on one day; the texts stop on the other"
    assert not [one for one in told.json["segments"] if one["state"] == "blocked"]


def test_an_act_without_a_day_has_no_timeline(run: Run, tmp_path: Path) -> None:
    text = '[act]\nid = "essai"\nkind = "cbp"\nlevel = "national"\ntitle = "Essai"\nprofessions = ["medecin"]\n'
    told = run("timeline", act_file(tmp_path, text))
    assert told.code == 0
    assert "n'a pas de frise" in told.out


# ---- lint


def test_the_surgeons_contract_leaves_exactly_25_000_out(run: Run) -> None:
    told = run("lint", "cpp-chirurgiens", "--format", "json")
    assert told.code == 1
    gaps = [one for one in told.json["findings"] if one["code"] == "TIERS.GAP"]
    assert [one["where"] for one in gaps] == ["forfait"]
    assert "exactement 25\u202f000 n'est dans aucune tranche" in gaps[0]["message"]


def test_contiguous_tiers_are_no_slip(run: Run) -> None:
    told = run("lint", "cpp-echographie-obstetricale", "--format", "json")
    assert not [one for one in told.json["findings"] if one["code"].startswith("TIERS")]


def test_the_paid_contract_has_targets_that_were_reached(run: Run) -> None:
    told = run("lint", "rosp-2011-mt", "--format", "json")
    reached = {one["where"] for one in told.json["findings"] if one["code"] == "TARGET.REACHED"}
    assert reached == {"R11-17", "R11-20", "R11-21"}
    declared = {one["where"] for one in told.json["findings"] if one["code"] == "INDICATOR.UNMEASURABLE"}
    assert declared == {"R11-02", "R11-03", "R11-04", "R11-05", "R11-09"}
    themes = {one["where"] for one in told.json["findings"] if one["code"] == "PAID.SAME_THEME"}
    assert "prescription" in themes, "the CAPI pays prescription too"


def test_results_show_a_target_that_all_have_reached(run: Run, tmp_path: Path) -> None:
    """R11-10: 75 % and above, at least 20 patients; the third professional has too few to count."""
    rows = ["1,R11-10,80,100", "2,R11-10,75,100", "3,R11-10,1,19", "1,R11-12,90,100", "2,R11-12,79,100"]
    path = tmp_path / "results.csv"
    path.write_text("\n".join(["professional,indicator,numerator,denominator", *rows]) + "\n", "utf-8")
    told = run("lint", "rosp-2011-mt", "--results", path, "--format", "json")
    by_all = [one for one in told.json["findings"] if "par tous" in one["message"]]
    assert [one["where"] for one in by_all] == ["R11-10"]
    assert "results.csv" in by_all[0]["message"]


def test_a_tidy_act_has_no_slip(run: Run, tmp_path: Path) -> None:
    told = run("lint", act_file(tmp_path, HEAD))
    assert (told.code, told.out, told.err) == (0, "essai : aucune maladresse.\n", "")


# ---- the catalogue


def test_an_act_is_shown(run: Run) -> None:
    text, told = run("show", "acbus-visites-2002"), run("show", "acbus-visites-2002", "--format", "json")
    assert (text.code, text.err, told.code, told.err) == (0, "", 0, "")
    assert "Conclu le 2002-07-01" in text.out
    assert "MG France" in text.out
    assert "transmissions" in text.out.partition("ne disent pas")[2]
    assert told.json["concluded_on"] == "2002-07-01"
    assert [one["id"] for one in told.json["parties"]] == ["CNAMTS", "CCMSA", "CANAM", "MGFRANCE"]
    for entry in act_entries():
        assert run("show", entry.id).code == 0


def test_acts_are_listed_after_contracts(run: Run) -> None:
    listed = run("list", "--format", "json").json
    contracts = [one.id for one in list_entries()]
    assert [one["id"] for one in listed[: len(contracts)]] == contracts
    assert {one["kind"] for one in listed[len(contracts) :]} >= {"acbus", "capi", "cbp", "csp", "avenant"}
    for entry in act_entries():
        act = load_act(entry.id)
        assert (entry.id, entry.kind, entry.title) == (act.id, act.kind, act.title)
        assert entry.start == str(act.starts_on or act.concluded_on or "")


def test_a_contract_is_not_an_act(tmp_path: Path) -> None:
    assert find_act("rosp-2011-mt") is None
    other = tmp_path / "instrument.toml"
    other.write_text('[instrument]\nid = "x"\n', "utf-8")
    assert find_act(str(other)) is None
    assert find_act(str(tmp_path)) is None


def test_links_and_published_results_lead_to_what_is_there() -> None:
    assert load_act(linked_act_id("rosp-2011-mt")).id == "rosp-2011"
    assert linked_act_id("mine") == ""
    instrument = load("rosp-2011-mt")
    ids = {one.id for one in instrument.indicators}
    published = published_results("rosp-2011-mt")
    assert {one.indicator for one in published} <= ids
    assert all(Fraction(0) < one.value < 1 for one in published)
    assert published_results(replace(instrument, id="mine").id) == ()
