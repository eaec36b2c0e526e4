"""The shipped contract, counted; and its figures against the table they were taken from.

rosp_2011_mt.csv beside this file has the facts of that table (prose left out), so that the comparison runs anywhere; a
test holds it to ../shared/contracts/tables/rosp_2011_mt.csv where that is.
Next: src/bonusage/catalogue/rosp-2011-mt/instrument.toml.
"""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from pathlib import Path

import pytest

from bonusage.desk.catalogue import load
from bonusage.instruments.model import Figure, Indicator
from bonusage.practice.query import Boxes, Episodes, Patients, Sheets, Treatments
from bonusage.values.period import parse_period

CONTRACT = load("rosp-2011-mt")
TABLE = Path(__file__).parent / "rosp_2011_mt.csv"
SHARED = Path(__file__).parents[3] / "shared"
CONFIDENCE = {"found": "sourced", "uncertain": "recalled", "derived": "derived", "not_found": "absent"}
BY_MEASURE = {"patients": Patients, "treatments": Treatments, "episodes": Episodes, "boxes": Boxes, "sheets": Sheets}


def test_how_many_of_each() -> None:
    measured = [one.id for one in CONTRACT.indicators if one.origin == "claims"]
    declared = [one.id for one in CONTRACT.indicators if one.origin == "declaration"]
    assert len(CONTRACT.indicators) == 29
    assert [one.id for one in CONTRACT.indicators] == [f"R11-{number:02d}" for number in range(1, 30)]
    assert len(measured) == 19
    assert declared == [f"R11-{number:02d}" for number in (2, 3, 4, 5, 9, 25, 26, 27, 28, 29)]
    assert {one.id for one in CONTRACT.indicators if one.kind == "proof"} == {f"R11-{n}" for n in range(25, 30)}
    assert [one.id for one in CONTRACT.indicators if one.kind == "rate"] == ["R11-17"]


def test_the_points_of_each_part_are_those_that_were_published() -> None:
    published = {"chronic": 250, "prevention": 250, "efficiency": 400, "organisation": 400}
    for block in CONTRACT.blocks:
        counted = sum(one.points.exact for one in CONTRACT.of_block(block))
        assert (counted, block.points.exact) == (published[block.id], published[block.id])
    assert sum(published.values()) == CONTRACT.pay.total_points.exact == 1300


def test_a_full_year_is_worth_what_was_published() -> None:
    pay = CONTRACT.pay
    assert pay.total_points.exact * pay.point_value.exact == 9100
    assert (pay.reference_list.exact, pay.share_at_intermediate.exact) == (800, Fraction(1, 2))


def test_what_counts_which_indicator() -> None:
    kinds = {type(one.measure): [] for one in CONTRACT.measured()}
    for one in CONTRACT.measured():
        kinds[type(one.measure)].append(one.id)
    assert kinds[Treatments] == ["R11-17"]
    assert kinds[Episodes] == ["R11-16"]
    assert kinds[Boxes] == [f"R11-{number}" for number in range(18, 24)]
    assert kinds[Sheets] == ["electronic_sheets"]
    assert len(kinds[Patients]) == 11


def test_only_the_yearly_summary_of_the_organisation_follows_the_list() -> None:
    organisation = [one for one in CONTRACT.indicators if one.block == "organisation"]
    assert [one.id for one in organisation if one.scaled_by_list] == ["R11-29"]
    assert [one.id for one in organisation if one.pro_rata_first_year] == ["R11-25", "R11-26"]
    assert all(one.scaled_by_list for one in CONTRACT.indicators if one.block != "organisation")


def test_the_gates_are_those_of_the_organisation() -> None:
    assert [block.gates for block in CONTRACT.blocks] == [(), (), (), ("sesam_vitale", "electronic_sheets")]
    sheets = CONTRACT.gates[1]
    assert sheets.at_least is not None
    assert sheets.at_least.exact == Fraction(2, 3)


def test_each_year_of_the_contract_has_its_campaign_and_its_baseline_too() -> None:
    dated = {figure.key for figure in CONTRACT.dated}
    years = range(CONTRACT.baseline.start.year, CONTRACT.valid.end.year)
    assert {f"campaigns.influenza.{year}" for year in years} <= dated
    for year in years:
        for one in CONTRACT.measured():
            if isinstance(one.measure, Patients):
                for condition in one.measure.numerator.of:
                    window = getattr(condition, "window", None)
                    assert window is None or window.span(parse_period(str(year))).days > 0


def test_the_repertoire_is_that_of_june_before() -> None:
    assert CONTRACT.repertoire_on(parse_period("2012")).isoformat() == "2011-06-30"


# Against the table


def rows(path: Path = TABLE) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is not beside the repository")
def test_the_table_here_is_the_shared_one() -> None:
    shared = rows(SHARED / "contracts" / "tables" / "rosp_2011_mt.csv")  # gone from shared/: a failure, not a skip
    assert [{key: row[key] for key in rows()[0]} for row in shared] == rows()


def statuses(status: str) -> dict[str, str]:
    """'found' for both objectives, or 'target found / intermediate uncertain' figure by figure."""
    if "/" not in status or status == "n/a":
        return {"intermediate": status, "target": status}
    parts = (part.split() for part in status.split(" / "))
    return {name: said for name, said in parts}  # noqa: C416  (a pair of words each)


def figures(one: Indicator) -> dict[str, Figure | None]:
    return {"intermediate": one.intermediate, "target": one.target, "minimum": one.minimum, "points": one.points}


def test_every_figure_and_its_confidence_are_those_of_the_table() -> None:
    found = {row["id"]: row for row in rows()}
    assert list(found) == [one.id for one in CONTRACT.indicators]
    for one in CONTRACT.indicators:
        row = found[one.id]
        said = statuses(row["status_intermediate_target"]) | {
            "minimum": row["status_min_threshold"],
            "points": row["status_points"],
        }
        values = {"points": row["points"], "minimum": row["min_threshold"].split()[0]}
        values |= {"intermediate": row["intermediate"], "target": row["target"]}
        for name, figure in figures(one).items():
            if figure is None:
                assert (one.kind, said[name]) == ("proof", "n/a"), (one.id, name)
                continue
            assert figure.confidence == CONFIDENCE[said[name]], (one.id, name)
            assert figure.value == Fraction(values[name]), (one.id, name)


def test_what_each_indicator_is_like_is_as_in_the_table() -> None:
    blocks = {one.id: one.block for one in CONTRACT.indicators}
    for row in rows():
        one = CONTRACT.indicator(row["id"])
        assert blocks[row["id"]] == row["volet"]
        assert (one.origin == "claims") == (row["declared_or_measured"] == "measured")
        assert (one.kind == "proof") == (row["direction"] == "boolean")
        if one.kind != "proof":
            assert one.direction == row["direction"]
            assert one.minimum is not None
            unit = {"patients": "patients", "prescriptions": "boxes"}[row["min_threshold"].split()[1]]
            assert one.minimum.unit == unit
            rate = re.match(r"prescriptions per 100", row["unit"]) is not None
            assert (one.kind == "rate") == rate
        seen = one.points.confidence == "sourced" and one.kind == "proof"
        assert not seen or row["source"].startswith("https://")


def test_a_sourced_figure_names_a_page_that_was_seen() -> None:
    pages = {source.id: source for source in CONTRACT.sources}
    for figure in CONTRACT.figures():
        if figure.confidence == "sourced":
            source = pages[figure.source]
            assert source.url.startswith("http") or figure.source == "dashboard", figure.key
        if figure.source == "recall":
            assert figure.confidence == "recalled", figure.key
