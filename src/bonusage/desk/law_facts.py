"""The facts of the law on disk (catalogue/law/*.toml) and the calendar of French holidays, handed to the legality room.

No fact is understood here. Read once: the texts do not change while a program runs.
Next: legality/law_facts_read.py.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from importlib.resources import files

from bonusage.legality.law_facts import KNOWN_FROM, LawFacts
from bonusage.legality.law_facts_read import FILES, read_facts

LAST_YEAR = 2030
"""Of the calendar of holidays."""


def fact_texts() -> dict[str, str]:
    """The shipped texts, by file name."""
    folder = files("bonusage") / "catalogue" / "law"
    return {name: (folder / name).read_text("utf-8") for name in FILES}


@functools.cache
def french_holidays() -> frozenset[dt.date]:
    """The public holidays of metropolitan France, from the first year of the texts to LAST_YEAR."""
    from holidays import country_holidays  # a third of a second, and only a policy needs it

    return frozenset(country_holidays("FR", years=range(KNOWN_FROM.year, LAST_YEAR + 1)))


class Holidays:
    """The calendar, worked out when it is first asked for a day."""

    def __contains__(self, day: object) -> bool:
        return day in french_holidays()


@functools.cache
def load_law_facts() -> LawFacts:
    """The facts of the catalogue, under the default policies."""
    return read_facts(fact_texts(), Holidays())


def facts_under(policies: Mapping[str, str]) -> LawFacts:
    """The same facts under other policies. Faults when one is not known."""
    return read_facts(fact_texts(), Holidays(), policies)
