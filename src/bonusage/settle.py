"""Settle: one instrument, one period, from results to receipts, entries and letters. Read this first.

Nothing is read or written here: cases come in, everything that is to be kept comes out (desk does both).
Next: remuneration/due.py, then letters/explanation.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from bonusage.instruments.loader import require_payable
from bonusage.instruments.model import Instrument
from bonusage.instruments.world import World
from bonusage.ledger.entries import Entry, entries_for
from bonusage.letters.explanation import letter
from bonusage.remuneration.case import Case
from bonusage.remuneration.due import Due, due_under
from bonusage.remuneration.receipt import receipt
from bonusage.remuneration.tariff import Tariff, tariff_of
from bonusage.values.fault import Fault, Faults
from bonusage.values.period import Period, french_date


class Settled(NamedTuple):
    """All that one professional's settlement leaves: what is due, why, what is booked, what is said."""

    professional: str
    due: Due
    receipt: dict[str, Any]
    entries: tuple[Entry, ...]
    letter: str


def settle(
    world: World, instrument: Instrument, period: Period, cases: Iterable[Case], results_hash: str
) -> Iterator[Settled]:
    """One Settled a case, in the order of the cases, made as it is asked for.

    Faults, at once, when the instrument is not of the World, a figure it pays by is absent, or the period is not its.
    """
    _require_ready(world, instrument, period)
    return _each(world.hash, tariff_of(instrument, period), cases, results_hash)


def _each(world_hash: str, tariff: Tariff, cases: Iterable[Case], results_hash: str) -> Iterator[Settled]:
    instrument, period = tariff.instrument, tariff.period
    for case in cases:
        owed = due_under(tariff, case)
        kept = receipt(world_hash, instrument, period, results_hash, owed)
        entries = entries_for(instrument.id, period, owed.professional, owed.total_cents, kept["receipt_hash"])
        yield Settled(owed.professional, owed, kept, entries, letter(kept, instrument))


def _require_ready(world: World, instrument: Instrument, period: Period) -> None:
    require_payable(instrument)
    if instrument not in world.instruments:
        known = ", ".join(one.id for one in world.instruments) or "aucun"
        raise Faults([Fault("contrat hors du monde", instrument.id, instrument.hash[:12], f"un de : {known}")])
    require_period(instrument, period)


def require_period(instrument: Instrument, period: Period) -> None:
    """Faults when the period is not a civil year of the instrument: its points are those of a year, paid once."""
    valid = instrument.valid
    if not period.name.isdigit():
        hint = f"{period.start.year}, par exemple"
        raise Faults([Fault("période qui ne se paie pas", instrument.id, period.name, "une année civile", hint)])
    if period.start < valid.start or period.end > valid.end:
        said = f"du {french_date(valid.start)} au {french_date(valid.last_day)}"
        raise Faults([Fault("période hors du contrat", instrument.id, period.name, said)])
