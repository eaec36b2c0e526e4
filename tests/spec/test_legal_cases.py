"""Legality on its day: acts written from the dossier, changed one fact at a time, judged by the rules of `legality`.

The tables of legal_cases/ were written from the texts alone, without the rules' code: they judge it. A base is a lawful
act; a row changes it (`set`, `remove`, `add`), says one rule, and for each day the verdict. `met|none`: the rule either is
satisfied or has nothing to say. Days: 'C-10' is ten days before the conclusion; without `concluded` the act is concluded
on the day of the check.
Next: src/bonusage/legality/check.py.
"""

from __future__ import annotations

import collections
import datetime as dt
import functools
import tomllib
import types
import typing
from typing import Any, NamedTuple

import pytest
from tests.house.tree import ROOT

from bonusage.legality.act import Act

FOLDER = ROOT / "tests" / "spec" / "legal_cases"
NAMED_BY = ("id", "by", "to", "what")
VERDICTS = {"met", "not_met", "person", "none"}


class Case(NamedTuple):
    """One row on one day."""

    name: str
    base: str
    day: dt.date
    verdict: str
    row: dict[str, Any]


def _bases_and_rows() -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    bases: dict[str, dict[str, Any]] = {}
    rows: list[dict[str, Any]] = []
    for path in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        assert not set(table.get("base", {})) & set(bases), f"{path.name}: a base of the same name"
        bases |= table.get("base", {})
        rows += table.get("cases", [])
    return bases, rows


BASES, ROWS = _bases_and_rows()
CASES = [
    Case(f"{row['rule']} {row['name']} {day}", row["base"], dt.date.fromisoformat(day), verdict, row)
    for row in ROWS
    for day, verdict in row["on"].items()
]


# ---- from a table to an act: any NamedTuple, by the types of its fields


def whole_base(name: str) -> dict[str, Any]:
    """A base with what it takes from another (`like`), changes applied."""
    table = dict(BASES[name])
    if like := table.pop("like", None):
        changes = {key: table.pop(key) for key in ("set", "remove", "add") if key in table}
        table = changed(whole_base(like), changes) | table
    return table


def changed(table: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """A copy of a table with the row's changes: `remove` paths, then `set` path = value, then `add` list = items."""
    copy = _copied(table)
    for path in row.get("remove", []):
        _removed(copy, path.split("."))
    for path, value in row.get("set", {}).items():
        *way, last = path.split(".")
        place = _walked(copy, way)
        if isinstance(place, list):
            place[_index(place, last)] = value
        else:
            place[last] = value
    for path, items in row.get("add", {}).items():
        *way, last = path.split(".")
        place = _walked(copy, way)
        place[last] = [*place.get(last, []), *items]
    return copy


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value


def _walked(table: Any, way: list[str]) -> Any:
    for step in way:
        table = table[_index(table, step)] if isinstance(table, list) else table.setdefault(step, {})
    return table


def _removed(table: Any, way: list[str]) -> None:
    *before, last = way
    place = _walked(table, before)
    del place[_index(place, last) if isinstance(place, list) else last]


def _index(items: list[Any], step: str) -> int:
    """The one item that bears this name, or stands at this rank."""
    found = [
        rank
        for rank, one in enumerate(items)
        if (isinstance(one, dict) and step in [one.get(key) for key in NAMED_BY]) or one == step
    ]
    assert len(found) == 1, f"{step!r} names {len(found)} of {items}"
    return found[0]


def built(kind: Any, value: Any, concluded: dt.date | None) -> Any:
    """`value` of TOML as the type of the field says: NamedTuples by name, tuples, enumerations, dates and 'C-10'."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        if value == "none":
            return None
        return built(next(one for one in inner if one is not type(None)), value, concluded)
    if origin is tuple:
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(built(one, item, concluded) for one, item in zip(kinds, value, strict=True))
    if isinstance(value, dict) and hasattr(kind, "_fields"):
        hints = typing.get_type_hints(kind)
        assert set(value) <= set(hints), f"{kind.__name__} has no {set(value) - set(hints)}"
        return kind(**{name: built(hints[name], one, concluded) for name, one in value.items()})
    if kind is dt.date:
        return _day(value, concluded)
    return kind(value)


def _day(value: Any, concluded: dt.date | None) -> dt.date:
    if isinstance(value, dt.date):
        return value
    if value.startswith("C"):
        assert concluded is not None, "a day counted from a conclusion that there is not"
        return concluded + dt.timedelta(days=int(value[1:] or "0"))
    return dt.date.fromisoformat(value)


def act_of(case: Case) -> Act:
    """The act of a case: its base, changed."""
    table = changed(whole_base(case.base), case.row)
    said = case.row.get("concluded", table.pop("concluded_on", None))
    concluded = case.day if said is None else None if said == "none" else _day(said, case.day)
    table = {"id": case.base, "title": case.base} | table
    act = built(Act, table | {"concluded_on": "none"}, concluded)
    assert isinstance(act, Act)
    return act._replace(concluded_on=concluded)


# ---- the judgement


@functools.cache
def facts() -> Any:
    """The facts of the law as shipped."""
    from bonusage.desk.law_facts import load_law_facts

    return load_law_facts()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_rule_says_of_the_act_what_the_text_says(case: Case) -> None:
    from bonusage.legality.check import findings

    chosen = facts().with_policies(**case.row["policies"]) if "policies" in case.row else facts()
    answers = [one for one in findings(act_of(case), case.day, chosen) if one.rule == case.row["rule"]]
    got = {one.verdict.value for one in answers} or {"none"}
    assert len(got) == 1, f"two answers of one rule: {answers}"
    assert got <= set(case.verdict.split("|")), f"{case.verdict} expected: {answers}"
    if (says := case.row.get("says")) and got != {"met"}:
        assert any(says.casefold() in one.message.casefold() for one in answers), answers


# ---- the tables themselves


def test_every_case_is_a_sound_act() -> None:
    for case in CASES:
        assert set(case.verdict.split("|")) <= VERDICTS, case.name
        act_of(case)


def test_the_tables_are_wide() -> None:
    assert len(CASES) >= 400
    assert len({case.name for case in CASES}) == len(CASES), collections.Counter(
        case.name for case in CASES
    ).most_common(3)
    said: dict[str, set[str]] = collections.defaultdict(set)
    for case in CASES:
        said[case.row["rule"]] |= {case.verdict.split("|")[0]}
    assert all("met" in verdicts for verdicts in said.values()), [
        rule for rule, one in said.items() if "met" not in one
    ]


def test_every_rule_of_the_inventory_is_judged() -> None:
    wanted = set((FOLDER / "inventory.txt").read_text("utf-8").split())
    assert wanted <= {case.row["rule"] for case in CASES}, wanted - {case.row["rule"] for case in CASES}
