"""What a lint reads beside the contract: published results, results of a file, the other instruments of the catalogue.

What is a slip is said by legality/lint.py.
Next: legality/lint.py.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

from bonusage.desk.acts import act_entries, find_act, linked_act_id, load_act
from bonusage.desk.catalogue import list_entries, load
from bonusage.desk.law_facts import load_law_facts
from bonusage.instruments.model import Instrument
from bonusage.legality.act import Act
from bonusage.legality.lint import Flaw, Reached, lint_act, lint_instrument
from bonusage.legality.lint_paid import lint_acts_together, lint_instruments_together


def lint(id_or_path: str, results: Path | None = None) -> tuple[str, tuple[Flaw, ...]]:
    """The id of an act or a contract, and its slips. Faults when it is neither, or is at fault."""
    act = find_act(id_or_path)
    if act is not None:
        return act.id, _of_act(act)
    instrument = load(id_or_path)
    seen = [*published_results(instrument.id), *(worst_results(results, instrument) if results else ())]
    found = [*lint_instrument(instrument, seen)]
    others = [load(entry.id) for entry in list_entries() if entry.id != instrument.id]
    found += lint_instruments_together(instrument, others)
    if linked := linked_act_id(instrument.id):
        found += _of_act(load_act(linked))
    return instrument.id, tuple(found)


def _of_act(act: Act) -> tuple[Flaw, ...]:
    others = [load_act(entry.id) for entry in act_entries() if entry.id != act.id]
    return (*lint_act(act), *lint_acts_together(act, others, load_law_facts()))


def published_results(id: str) -> tuple[Reached, ...]:
    """The results that were published for a contract of the catalogue; none for the others."""
    file = files("bonusage") / "catalogue" / id / "published_results.toml"
    if not file.is_file():
        return ()
    rows = tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)["result"]
    return tuple(Reached(row["indicator"], Fraction(row["value"]) / 100, row["of"], row["where"]) for row in rows)


def worst_results(path: Path, instrument: Instrument) -> tuple[Reached, ...]:
    """The last result of each indicator in a file, among those whose denominator reaches the minimum that is counted."""
    from bonusage.desk.results import read_results  # Arrow: only when a file is given

    read = read_results(path, instrument)
    worst: dict[str, Fraction] = {}
    for id, above, below in zip(read.indicator, read.numerator.tolist(), read.denominator.tolist(), strict=True):
        one = next((one for one in instrument.indicators if one.id == id), None)
        minimum = one.minimum.value if one and one.minimum and one.minimum.value else 1
        if one is None or below < minimum:
            continue
        share = Fraction(above, below)
        before = worst.get(id, share)
        worst[id] = min(before, share) if one.direction == "up" else max(before, share)
    return tuple(Reached(id, share, "worst", path.name) for id, share in worst.items())
