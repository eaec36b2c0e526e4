"""What answers for each paragraph of an article version: our summary, the rules that hold it, or the gap declared and why.

The words of the law are not here: paragraphs are known by their place (catalogue/law/paragraphs.toml).
Next: coverage_table.py, our summaries; the pages are written by desk/coverage_pages.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bonusage.legality.coverage_table import Held
from bonusage.legality.fact_rows import Reader
from bonusage.legality.rule import Rule

Inventory = Mapping[tuple[str, dt.date], tuple[str, ...]]
"""The canonical path of each paragraph ('al3', '12°/a)'), by article and first day of the version."""


class Line(NamedTuple):
    """A paragraph and what answers for it. `rules`: ids, in order; `why` and `reason` what is declared, maybe beside rules."""

    number: int
    path: str
    summary: str
    rules: tuple[str, ...]
    why: str = ""
    reason: str = ""

    @property
    def answered(self) -> bool:
        """Does a rule hold it, or is it declared?"""
        return bool(self.rules or self.why)


class Coverage(NamedTuple):
    """An article version; `seed`: one of those whose every paragraph has our summary. `whole`: rules on the article as a
    whole; `beyond`: rules whose place this version does not have (an amendment that was not enacted in that form)."""

    article: str
    day: dt.date
    seed: bool
    lines: tuple[Line, ...]
    whole: tuple[str, ...]
    beyond: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """'L162-12-17@1999-12-30'."""
        return f"{self.article}@{self.day}"

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The numbers of the paragraphs that nothing answers for."""
        return tuple(line.number for line in self.lines if not line.answered)


def read_inventory(text: str, name: str = "paragraphs.toml") -> Inventory:
    """The inventory of a TOML text. Faults lists what is wrong with it."""
    file = Reader(text, name)
    file.only("version")
    versions: dict[tuple[str, dt.date], tuple[str, ...]] = {}
    for path, row in file.rows("version", {"article": "words", "day": "day", "paths": "texts"}):
        key = (row["article"], row["day"])
        if key in versions:
            file.fault(path, "version écrite deux fois", f"{row['article']}@{row['day']}")
        versions[key] = tuple(row["paths"])
    file.finish()
    return versions


def coverage(inventory: Inventory, rules: Iterable[Rule], held: Iterable[Held]) -> tuple[Coverage, ...]:
    """Every version of the inventory, and those that rules stand on without one (no line is known of them).

    `held` has our summaries and the gaps of the seed versions; a rule is where its own address says."""
    by_version: dict[tuple[str, dt.date], list[Rule]] = {key: [] for key in inventory}
    for rule in rules:
        if rule.address.day is not None:
            by_version.setdefault((rule.address.article, rule.address.day), []).append(rule)
    told = {(one.address.article, one.address.day, one.address.path): one for one in held}
    return tuple(
        _covered(article, day, inventory.get((article, day), ()), standing, told)
        for (article, day), standing in sorted(by_version.items(), key=lambda one: (_order(one[0][0]), one[0][1]))
    )


def _order(article: str) -> tuple[object, ...]:
    """Articles in the order of the code: L162-5 before L162-12-17."""
    return tuple(int(part) if part.isdigit() else 0 for part in article.lstrip("LRD").split("-"))


def _covered(
    article: str,
    day: dt.date,
    paths: tuple[str, ...],
    standing: list[Rule],
    told: Mapping[tuple[str, dt.date | None, tuple[str, ...]], Held],
) -> Coverage:
    by_line: list[list[str]] = [[] for _ in paths]
    whole: list[str] = []
    beyond: list[tuple[str, str]] = []
    for rule in standing:
        places = lines_of(rule.address.path, paths)
        if not rule.address.path:
            _once(whole, rule.id)
        elif not places:
            beyond.append((rule.id, "/".join(rule.address.path)))
        for place in places:
            _once(by_line[place], rule.id)
    lines = []
    for rank, path in enumerate(paths):
        known = told.get((article, day, (f"al{rank + 1}",)))
        # A repealed item is refused by a rule that stands on the whole article: the summary's line says which.
        ids = (*by_line[rank], *(id for id in known.rules if id in whole)) if known else tuple(by_line[rank])
        lines.append(Line(rank + 1, path, known.summary if known else "", ids, *(known[3:5] if known else ())))
    seed = any(line.summary for line in lines)
    return Coverage(article, day, seed, tuple(lines), tuple(whole), tuple(dict.fromkeys(beyond)))


def _once(ids: list[str], id: str) -> None:
    if id not in ids:
        ids.append(id)


def lines_of(path: tuple[str, ...], paths: tuple[str, ...]) -> tuple[int, ...]:
    """The lines that a path means, from 0: its own, else those of the item it names, else of the line it is a part of."""
    steps = list(path)
    while steps:
        said = "/".join(steps)
        number = steps[0][2:] if len(steps) == 1 and steps[0].startswith("al") else ""
        if number.isdigit():
            return (int(number) - 1,) if int(number) <= len(paths) else ()
        if found := tuple(rank for rank, one in enumerate(paths) if one == said):
            return found
        if found := tuple(rank for rank, one in enumerate(paths) if one.startswith(said + "/")):
            return found
        if not steps[-1].startswith(("ph", "al", '"')):
            return ()
        steps.pop()
    return ()
