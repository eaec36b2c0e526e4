"""The legal side of `instruments check`: an act judged on a day, or the act that founds a contract.

The command itself is in cli_catalogue.py; what is printed is show_legal.py's.
Next: show_legal.py.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import typer

from bonusage.desk.cli_options import Format, day_of, print_json

if TYPE_CHECKING:
    from bonusage.desk.show_legal import Judged
    from bonusage.instruments.model import Instrument
    from bonusage.legality.act import Act


def day_or_today(text: str | None, last: dt.date | None = None) -> dt.date:
    """The day of --on; today when it is absent, or the last day of a contract that is over."""
    if text is not None:
        return day_of(text, "--on")
    today = dt.date.today()  # noqa: DTZ011  # the civil day of the person
    return min(today, last) if last else today


def judged(act: Act, day: dt.date) -> Judged:
    """Every finding of an act on a day, those that keep it from being lawful, and what would lift them."""
    from bonusage.desk.law_facts import load_law_facts
    from bonusage.desk.show_legal import Judged
    from bonusage.legality.check import blocking, findings
    from bonusage.legality.unlock import unlock

    facts = load_law_facts()
    found = findings(act, day, facts)
    blocked = blocking(found, facts)
    wrong = any(one.verdict == "not_met" for one in blocked)
    return Judged(act, day, found, blocked, unlock(act, day, facts) if wrong else None)


def check_act(act: Act, on: str | None, format: Format) -> None:
    """Is the act lawful on that day? Every finding; exit 1 when a rule is not met."""
    told = judged(act, day_or_today(on))
    if format is Format.json:
        print_json(told.as_json())
    else:
        print(told.as_text())
    if told.not_met:
        raise typer.Exit(1)


def linked_findings(instrument: Instrument, on: str | None) -> Judged | None:
    """What is said of the act that founds a contract, that day; None when no act is linked to it."""
    from bonusage.desk.acts import linked_act_id, load_act

    id = linked_act_id(instrument.id)
    return judged(load_act(id), day_or_today(on, instrument.valid.last_day)) if id else None
