"""Documents follow the code: commands and options, the claims schema, policies, forms of indicators, links, paths.

The prose is not judged; what can be compared is. Decisions and the map have their own tests.
Next: docs/reference/commands.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import typer

from bonusage.desk import catalogue
from bonusage.desk.cli import app
from bonusage.instruments.measures import FORM_KEYS, MEASURE_KEYS
from bonusage.instruments.model import Instrument, PolicyChoice
from bonusage.instruments.policies import POLICIES
from bonusage.practice.schema import TABLES
from bonusage.remuneration.case import Case, Result
from bonusage.remuneration.due import due
from bonusage.values.period import parse_period
from tests.house.tree import ROOT, texts

REFERENCE = ROOT / "docs" / "reference"
PAGES = {name: text for name, text in texts().items() if name.endswith(".md")}


def commands(group: Any = None, name: str = "bonusage") -> Iterator[tuple[str, Any]]:
    """Every command of the program, by its full name."""
    here: Any = group or typer.main.get_command(app)
    for word, one in sorted(here.commands.items()):
        if hasattr(one, "commands"):
            yield from commands(one, f"{name} {word}")
        else:
            yield f"{name} {word}", one


COMMANDS = dict(commands())


def sections(text: str, level: str) -> dict[str, str]:
    """The sections of a page of that level, by their heading without its backquotes, up to the next heading."""
    parts = re.split(r"^(#+) (.+)$", text, flags=re.MULTILINE)
    found = {}
    for hashes, heading, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if hashes == level:
            found[heading.strip("`")] = body
    return found


def rows(text: str) -> list[list[str]]:
    """The cells of the tables of a text, headers and rules left out."""
    kept = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in kept]


def page(name: str) -> str:
    return (REFERENCE / name).read_text("utf-8")


def test_every_command_is_documented_and_no_other() -> None:
    assert len(COMMANDS) >= 10
    assert set(sections(page("commands.md"), "###")) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_documented(name: str) -> None:
    said = sections(page("commands.md"), "###")[name]
    options = {max(one.opts, key=len) for one in COMMANDS[name].params if one.param_type_name == "option"} - {"--help"}
    assert {option for option in options if not re.search(rf"{option}\b", said)} == set()
    common = page("commands.md").partition("## Contracts")[0]
    known = options | {"--help"} | set(re.findall(r"--[a-z][a-z-]*[a-z]", common))
    assert set(re.findall(r"--[a-z][a-z-]*[a-z]", said)) <= known, "an option that the command does not take"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_shows_an_example(name: str) -> None:
    shown = " ".join((COMMANDS[name].epilog or COMMANDS[name].help or "").split())
    assert f"Exemple : {name}" in shown


def test_the_claims_page_is_the_schema() -> None:
    told = sections(page("claims.md"), "##")
    headings = [f"{table.name} (optional)" if table.optional else table.name for table in TABLES.values()]
    assert list(told)[: len(headings)] == headings
    for heading, table in zip(headings, TABLES.values(), strict=True):
        marks = [" ".join(w for w, on in (("key", one.key), ("null", one.nullable)) if on) for one in table.columns]
        wanted = [[f"`{one.name}`", one.kind.value, mark] for one, mark in zip(table.columns, marks, strict=True)]
        assert [row[:3] for row in rows(told[heading])] == wanted, heading
        assert all(row[3] for row in rows(told[heading])), heading


def test_the_policies_page_is_the_table_of_policies() -> None:
    told = {
        name: tuple(row[0].strip("`") for row in rows(body))
        for name, body in sections(page("policies.md"), "##").items()
    }
    assert told == POLICIES
    chosen = {choice.name: choice.value for choice in catalogue.load("rosp-2011-mt").policies}
    assert {name: values[0] for name, values in told.items()} == chosen, "the first value is said to be the default"


def test_the_indicators_page_has_every_form_and_measure_with_its_keys() -> None:
    told = sections(page("indicators.md"), "##")
    forms = {row[0].strip("`"): re.findall(r"`(\w+)`", row[1]) for row in rows(told["Conditions"])}
    wanted = {
        form: [key.rstrip("_") for key in keys if key not in ("months", "campaign")] for form, keys in FORM_KEYS.items()
    }
    assert forms == wanted
    windowed = {row[0].strip("`") for row in rows(told["Conditions"]) if "window" in row[1]}
    assert windowed == {form for form, keys in FORM_KEYS.items() if "months" in keys}
    measures = {row[0].strip("`"): tuple(re.findall(r"`(\w+)`", row[1])) for row in rows(told["Measures"])}
    assert measures == MEASURE_KEYS


def _paid(policies: dict[str, str], **known: Any) -> dict[str, str]:
    """What the contract pays, in euros by component, under other policies."""
    instrument = catalogue.load("rosp-2011-mt")
    choices = tuple(PolicyChoice(one.name, policies.get(one.name, one.value), "") for one in instrument.policies)
    other: Instrument = replace(instrument, policies=choices)
    usual: dict[str, Any] = {"professional": "1", "list_size": 800, "conventioned_from": date(2005, 1, 1)}
    case = Case(**usual | known)
    owed = due(other, case, parse_period("2012"))
    cents = {one.id: one.cents for one in owed.components if one.cents} | {"TOTAL": owed.total_cents}
    return {id: f"{value // 100}.{value % 100:02d}" for id, value in cents.items() if value > 0}


def _below(*baseline: int) -> dict[str, Any]:
    return {"results": {"R11-18": Result(80, 100, *baseline)}}


AT_TARGET = {id: Result(100, 100) for id in ("R11-18", "R11-19", "R11-20")}
HALF_A_YEAR = {"results": {"R11-18": Result(90, 100)}, "conventioned_from": date(2012, 7, 1)}
SOFTWARE: dict[str, Any] = {
    "results": {"electronic_sheets": Result(9, 10)},
    "proofs": {"sesam_vitale": True, "R11-26": True},
    "since": {"R11-26": date(2012, 10, 1)},
}


@pytest.mark.parametrize(
    ("policy", "value", "known"),
    [
        ("baseline_missing", "no_progress", _below()),
        ("baseline_missing", "half", _below()),
        ("baseline_equal_intermediate", "no_progress", _below(84, 100)),
        ("baseline_equal_intermediate", "half", _below(84, 100)),
        ("baseline_above_intermediate", "no_progress", _below(88, 100)),
        ("baseline_above_intermediate", "half", _below(88, 100)),
        ("rounding", "once_on_total", {"list_size": 801, "results": AT_TARGET}),
        ("rounding", "each_component", {"list_size": 801, "results": AT_TARGET}),
        ("partial_period", "pro_rata_days", HALF_A_YEAR),
        ("partial_period", "full", HALF_A_YEAR),
        ("software_first_year", "pro_rata_days", SOFTWARE),
        ("software_first_year", "full", SOFTWARE),
    ],
)
def test_the_amounts_of_the_policies_page_are_those_of_the_engine(policy: str, value: str, known: Any) -> None:
    told = {row[0].strip("`"): row[-1] for row in rows(sections(page("policies.md"), "##")[policy])}[value]
    total = re.findall(r"[\d.]+(?= €)", told)[-1]
    assert total == _paid({policy: value}, **known).get("TOTAL", "0.00")


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{name}: {target}"
        for name, text in PAGES.items()
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
        if "://" not in target and not ((ROOT / name).parent / target).exists()
    ]
    assert broken == []
    assert len(PAGES) > 10


def unknown_paths(text: str, committed: list[str]) -> list[str]:
    """The paths in backquotes, `a/b.py`, `a/b/` or `b.py`, that end no committed path and hold none."""
    wanted = re.compile(r"`((?:[\w.-]+/)+(?:[\w.-]+\.(?:py|md|toml|txt|sql))?|[\w-]+\.(?:py|sql))`")
    everywhere = "".join(f"/{name}\n" for name in committed)
    return [
        target
        for target in wanted.findall(text)
        if not target.startswith(WRITTEN) and f"/{target}{'' if target.endswith('/') else chr(10)}" not in everywhere
    ]


def test_paths_named_by_the_pages_exist() -> None:
    missing = {name: found for name, text in PAGES.items() if (found := unknown_paths(text, list(texts())))}
    assert missing == {}


def test_an_unknown_path_is_found() -> None:
    committed = ["src/bonusage/values/step.py", "tests/bad/test_faults.py"]
    assert unknown_paths("`values/step.py` `step.py` `tests/bad/` `src/bonusage/`", committed) == []
    assert unknown_paths("`values/leap.py` `tep.py` `tests/good/`", committed) == [
        "values/leap.py",
        "tep.py",
        "tests/good/",
    ]


@pytest.mark.parametrize("name", ["README.md", "docs/reference/commands.md"])
def test_the_command_lines_of_the_pages_can_be_typed(name: str) -> None:
    """Each line of a block that begins with `bonusage` names a command, and options that it takes."""
    blocks = re.findall(r"^```\n(.*?)^```", PAGES[name], re.DOTALL | re.MULTILINE)
    lines = [line.split("#")[0].split() for block in blocks for line in block.splitlines() if "bonusage " in line]
    assert len(lines) > 5
    for words in lines:
        command = max((one for one in COMMANDS if words[: len(one.split())] == one.split()), key=len, default="")
        assert command, words
        known = {option for one in COMMANDS[command].params for option in one.opts}
        assert {word for word in words if word.startswith("-")} <= known, words


WRITTEN = ("demo-out/", "instrument/", "receipts/", "letters/", "lists/", "mine/")
"""Folders that a command writes or that an author makes."""


def test_the_readme_begins_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    first = re.search(r"^```\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    assert first
    assert first[1] == "make demo\nmake test\n"
    assert len([line for line in readme[: first.start()].splitlines() if line]) == 2
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for name in ("README.md", "ARCHITECTURE.md"):
        named = set(re.findall(r"`make ([a-z]+)`", (ROOT / name).read_text("utf-8")))
        assert named <= targets
    assert {"demo", "test"} <= targets
