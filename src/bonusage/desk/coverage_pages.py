"""The pages of docs/reference/coverage: one an article version, each paragraph with its summary, its rules or its gap.

What answers for a paragraph is found by legality/coverage.py; tests/spec/test_legal_coverage.py keeps the pages as generated.
Next: legality/coverage.py.
"""

from __future__ import annotations

from importlib.resources import files

from bonusage.legality.coverage import Coverage, Inventory, Line, coverage, read_inventory
from bonusage.legality.coverage_table import COVERAGE
from bonusage.legality.rules import RULES

HEAD = """# {name}

{kind} Which rules hold each paragraph, numbered as Parliament counts; the words of the law are not here. Generated from
the rules and from `law/paragraphs.toml`: [all pages](README.md).

| § | Place | {middle}Rules | Declared |
|---|---|{rule}---|---|
"""


def load_inventory() -> Inventory:
    """The shipped inventory of paragraphs."""
    return read_inventory((files("bonusage") / "catalogue" / "law" / "paragraphs.toml").read_text("utf-8"))


def pages() -> dict[str, str]:
    """Every page by file name, README.md first."""
    every = coverage(load_inventory(), RULES, COVERAGE)
    seeds = [one for one in every if one.seed]
    others = [one for one in every if not one.seed]
    found = {"README.md": _index(seeds, others)}
    return found | {f"{one.name}.md": _page(one) for one in every}


def _page(one: Coverage) -> str:
    kind = "A version of the seed texts." if one.seed else "A version that rules stand on, beside the seed texts."
    middle, rule = ("Summary | ", "---|") if one.seed else ("", "")
    if not one.lines:
        kind += " Its text was not read for this inventory."
        return f"# {one.name}\n\n{kind}\n\n" + _rest(one)
    text = HEAD.format(name=one.name, kind=kind, middle=middle, rule=rule)
    text += "".join(_row(line, one.seed) for line in one.lines)
    if one.unanswered:
        numbers = ", ".join(str(number) for number in one.unanswered)
        text += f"\nNot answered for: {numbers}.\n"
    rest = _rest(one)
    return f"{text}\n{rest}" if rest else text


def _row(line: Line, seed: bool) -> str:
    summary = f"{line.summary} | " if seed else ""
    rules = ", ".join(f"`{id}`" for id in line.rules) or "-"
    declared = f"{line.why}: {line.reason}" if line.why else ""
    return f"| {line.number} | {line.path} | {summary}{rules} | {declared} |\n"


def _rest(one: Coverage) -> str:
    text = ""
    if one.whole:
        text += f"On the article as a whole: {', '.join(f'`{id}`' for id in one.whole)}.\n"
    if one.beyond:
        said = ", ".join(f"`{id}` ({path})" if path else f"`{id}`" for id, path in one.beyond)
        text += f"{'' if not text else chr(10)}At a place that was not read in this version: {said}.\n"
    return text


def _index(seeds: list[Coverage], others: list[Coverage]) -> str:
    lines = [line for one in seeds for line in one.lines]
    declared = [line for line in lines if line.why and not line.rules]
    held, unanswered = sum(bool(line.rules) for line in lines), sum(not line.answered for line in lines)
    text = (
        "# Coverage of the law\n\n"
        f"The {len(seeds)} article versions of the seed texts have {len(lines)} paragraphs: {held} are held by rules, "
        f"{len(declared)} declared to need none, {unanswered} are not answered for. The other versions are those that rules stand on.\n"
        "Generated: `tests/spec/test_legal_coverage.py` compares, and writes them again with `BONUSAGE_GOLDEN=1`.\n"
    )
    for title, every in (("The seed texts", seeds), ("Other versions", others)):
        text += f"\n## {title}\n\n| Version | Paragraphs | Held by rules | Declared | Not answered for |\n|---|---|---|---|---|\n"
        for one in every:
            held = sum(bool(line.rules) for line in one.lines)
            gaps = sum(bool(line.why) for line in one.lines)
            counts = f"{len(one.lines)} | {held} | {gaps} | {len(one.unanswered)}" if one.lines else "not read | | |"
            text += f"| [{one.name}]({one.name}.md) | {counts} |\n"
    return text
