"""The real agreements and contracts of catalogue/acts: each is read, says where it is from, and is judged as it happened.

What really was approved and published is not said unlawful from that day on; what the sources do not tell is asked of a
person; before an approval that has a date, nothing is in force.
Next: src/bonusage/legality/act_file.py.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.house.tree import SRC

from bonusage.legality.act import Act

FILES = sorted((SRC / "catalogue" / "acts").glob("*.toml"))
TABLES: dict[str, dict[str, Any]] = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in FILES}
DAY = dt.timedelta(days=1)
DECIDED = {
    "approved": ("approval", "order"),
    "deemed_approved": ("deemed_approved",),
    "published": ("publication",),
}
APPROVAL = ("ACBUS.APPROVE.MINISTERS", "ACBUS.APPROVE.REGIONAL", "CONV.APPROVE", "CAPI.OPPOSITION", "CSP.APPROVE")
RUN_OFF = {"csp": "CSP.RUNOFF", "cbp": "CBP.RUNOFF"}
OF_THE_RCM = {name for name in TABLES if name.startswith("cpp-")}
"""Contracts of the minimal regulation (L162-5-9): an order, without the commitments of L162-12-18."""
DATED = sorted(name for name, table in TABLES.items() if "concluded_on" in table["act"] and name not in OF_THE_RCM)
REGIONAL = sorted(name for name, table in TABLES.items() if table["act"]["level"] == "regional")


@functools.cache
def facts() -> Any:
    """The facts of the law as shipped."""
    from bonusage.desk.law_facts import load_law_facts

    return load_law_facts()


@functools.cache
def act(name: str) -> Act:
    """An act of the catalogue, as the room reads it."""
    from bonusage.legality.act_file import read_act

    path = SRC / "catalogue" / "acts" / f"{name}.toml"
    return read_act(path.read_text("utf-8"), path.name)


def verdicts(name: str, day: dt.date) -> dict[str, str]:
    """Rule -> verdict on a day."""
    from bonusage.legality.check import findings

    return {one.rule: one.verdict.value for one in findings(act(name), day, facts())}


def expected(name: str, *what: str) -> list[dt.date]:
    """The days of what really happened."""
    return [row["on"] for row in TABLES[name].get("expected", []) if row["what"] in what]


def known_ids(table: dict[str, Any]) -> dict[str, set[str]]:
    """Parties, professions and themes that an act names."""
    inside = table["act"]
    parties = {one["id"] for one in inside.get("parties", [])} | set(
        inside.get("context", {}).get("convention_unions", [])
    )
    parties |= {who for one in inside.get("decisions", []) for who in one.get("by", [])}
    themes = {one["theme"] for one in inside.get("content", {}).get("commitments", [])}
    return {"parties": parties, "professions": set(inside["professions"]), "themes": themes}


def test_the_instruments_of_the_issue_are_there() -> None:
    wanted = (
        "acbus-visites-2002 acbus-angine-2003 acbus-thyroide-rcm acbus-transports-rcm avenant-12-2003 csp-soins-palliatifs-2003 "
        "cpp-anesthesistes cpp-echographie-obstetricale cpp-chirurgiens cpp-thermal cbp-montagne capi-2009 rosp-2011"
    )
    assert set(wanted.split()) <= set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_it_is_read_without_a_fault(name: str) -> None:
    table = TABLES[name]["act"]
    read = act(name)
    assert (read.id, read.title, read.concluded_on) == (name, table["title"], table.get("concluded_on"))
    assert [party.id for party in read.parties] == [one["id"] for one in table.get("parties", [])]
    assert [one.what for one in read.decisions] == [one["what"] for one in table.get("decisions", [])]
    assert list(read.unknown) == table.get("unknown", [])


@pytest.mark.parametrize("name", TABLES)
def test_what_it_names_is_known(name: str) -> None:
    named = known_ids(TABLES[name])
    assert named["parties"] <= set(facts().parties)
    assert named["professions"] <= set(facts().professions)
    assert named["themes"] <= set(facts().themes)


@pytest.mark.parametrize("name", TABLES)
def test_every_figure_and_day_says_where_it_is_from(name: str) -> None:
    table = TABLES[name]
    assert set(table) <= {"act", "sources", "figures", "expected"}
    assert table["act"]["sources"] == list(table["sources"])
    for row in table.get("figures", []):
        assert row["confidence"] in ("sourced", "derived", "recalled", "absent"), row
        assert ("value" in row) != (row["confidence"] == "absent"), row
        assert row.get("source") in table["sources"] or row["confidence"] in ("derived", "absent"), row
    for row in table.get("expected", []):
        assert row["source"] in table["sources"], row
        assert row["confidence"] == "sourced", row


@pytest.mark.parametrize("name", TABLES)
def test_its_days_are_those_that_the_sources_give(name: str) -> None:
    inside = TABLES[name]["act"]
    for row in TABLES[name].get("expected", []):
        if row["what"] == "signed":
            assert inside["concluded_on"] == row["on"]
        elif row["what"] == "in_force":
            assert inside["starts_on"] == row["on"]
        else:
            days = [one["on"] for one in inside["decisions"] if one["what"] in DECIDED[row["what"]]]
            assert days == [row["on"]], row


@pytest.mark.parametrize("name", TABLES)
def test_what_is_unknown_is_named_by_a_field_and_is_not_there(name: str) -> None:
    inside = TABLES[name]["act"]
    fields = set(Act._fields)
    for path in inside.get("unknown", []):
        first, *rest = path.split(".")
        assert first in fields, path
        if not rest:
            assert not inside.get(first) or first in ("parties", "decisions", "content", "professions"), path


# ---- judged as it happened


@pytest.mark.parametrize("name", [name for name in DATED if expected(name, *DECIDED)])
def test_what_was_approved_and_published_is_not_said_unlawful(name: str) -> None:
    day = max(expected(name, *DECIDED, "in_force"))
    found = [rule for rule, verdict in verdicts(name, day).items() if verdict == "not_met"]
    assert found == []


@pytest.mark.parametrize("name", [name for name in DATED if expected(name, "approved", "deemed_approved")])
def test_it_is_approved_on_the_day_that_the_sources_give_and_not_before(name: str) -> None:
    on = expected(name, "approved", "deemed_approved")[0]
    asked = set(verdicts(name, on)) & set(APPROVAL)
    assert asked
    assert {verdicts(name, on)[rule] for rule in asked} == {"met"}
    before = {verdicts(name, on - DAY).get(rule) for rule in asked}
    assert "met" not in before


@pytest.mark.parametrize("name", REGIONAL)
def test_opinions_that_were_not_read_are_asked_of_a_person(name: str) -> None:
    signed = act(name).concluded_on
    assert signed is not None
    later = verdicts(name, signed + 300 * DAY)
    assert later["ACBUS.REGIONAL.OPINIONS"] == "person"
    assert later["ACBUS.APPROVE.MINISTERS"] == "person"
    assert later["ACBUS.PARTIES.CONVENTION"] == "met"


def test_amendment_12_was_signed_by_two_funds_and_that_is_enough() -> None:
    found = verdicts("avenant-12-2003", dt.date(2003, 9, 17))
    assert found["DOC.PARTIES.QUORUM"] == "met"
    assert found["CONV.APPROVE"] == "met"


def test_the_palliative_care_contract_lacks_an_updating_rule_that_was_read() -> None:
    assert verdicts("csp-soins-palliatifs-2003", dt.date(2003, 9, 17))["CSP.UPDATE"] == "person"


def test_the_price_of_a_home_visit_is_no_share_of_what_was_saved() -> None:
    found = verdicts("acbus-visites-2002", dt.date(2002, 10, 1))
    assert found.get("ACBUS.SHARE.METHOD") != "not_met"
    assert found["ACBUS.APPROVE.MINISTERS"] == "met"


def test_the_capi_model_has_no_known_receipt() -> None:
    assert verdicts("capi-2009", dt.date(2009, 3, 20))["CAPI.OPPOSITION"] != "met"
    assert verdicts("capi-2009", dt.date(2009, 6, 1))["CAPI.OPPOSITION"] != "not_met"


def test_pay_for_performance_stands_on_the_22nd_item() -> None:
    found = verdicts("rosp-2011", dt.date(2012, 1, 1))
    assert found["IC.LFSS2011.CONTENT"] == "met"
    assert found["IC.LFSS2011.ATTAINMENT"] == "met"
    assert found.get("IC.SUBSTITUTION") != "not_met"


@pytest.mark.parametrize("name", sorted(OF_THE_RCM))
def test_a_contract_of_the_minimal_regulation_is_never_called_lawful_as_a_cbp(name: str) -> None:
    day = act(name).concluded_on or dt.date(2003, 12, 31)
    assert "not_met" in verdicts(name, day).values() or "person" in verdicts(name, day).values()


# ---- the timeline


@pytest.mark.parametrize("name", DATED)
def test_its_timeline_has_every_day_once_and_turns_on_the_days_of_the_sources(name: str) -> None:
    from bonusage.legality.timeline import timeline

    segments = timeline(act(name), facts())
    assert segments[0].start == act(name).concluded_on
    for earlier, later in itertools.pairwise(segments):
        assert earlier.end == later.start
    starts = {segment.start for segment in segments}
    for on in expected(name, "approved", "deemed_approved"):
        assert on in starts
        assert all(segment.state != "lawful" for segment in segments if segment.start < on)


NOT_READ = {
    "content",
    "content.actions",
    "content.commitments",
    "content.counterparts",
    "content.evaluation",
    "parties",
}


@pytest.mark.parametrize("name", [name for name in DATED if NOT_READ & set(TABLES[name]["act"].get("unknown", []))])
def test_what_was_not_read_is_never_called_lawful(name: str) -> None:
    from bonusage.legality.timeline import timeline

    assert [segment for segment in timeline(act(name), facts()) if segment.state == "lawful"] == []


@pytest.mark.parametrize("name", ["csp-soins-palliatifs-2003", "cbp-ambulances-2002"])
def test_the_contracts_of_the_repealed_articles_end_with_2012(name: str) -> None:
    last_day, first_after = dt.date(2012, 12, 31), dt.date(2013, 1, 1)
    assert verdicts(name, last_day)[RUN_OFF[name[:3]]] == "met"
    assert verdicts(name, first_after)[RUN_OFF[name[:3]]] == "not_met"


def test_paths_of_files_are_their_ids() -> None:
    assert [table["act"]["id"] for table in TABLES.values()] == [Path(name).name for name in TABLES]
