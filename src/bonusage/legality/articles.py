"""The articles that rules stand on, with the days of their versions; a rule is made here once for each version it has.

No rule is here and nothing is judged. The days are those of the texts read up to 10/04/2015.
Next: judging.py, what judges share; rule.py for what a rule is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from bonusage.law.address import Address
from bonusage.legality.act import Act, ActKind
from bonusage.legality.law_facts import UNKNOWN_FROM, LawFacts
from bonusage.legality.rule import Answer, Judge, Rule

VERSIONS: Mapping[str, str] = {
    "L162-1-13": "2002-03-07 2004-08-17 open",
    "L162-5": "1985-12-21 1990-01-25 1993-01-05 1994-01-19 1996-04-25 1998-07-10 1999-07-28 2002-03-05 2002-12-24 "
    "2004-08-17 2007-12-22 2010-02-26 2010-07-01 2010-12-22 2011-08-12 open",
    "L162-5-6": "1996-04-25 1999-12-30",
    "L162-5-11": "1996-04-25 1999-12-30 2003-12-19 2004-08-17",
    "L162-6": "1985-12-21 1990-01-25 1993-01-05 1996-04-25",
    "L162-7": "1985-12-21 1990-01-25 1996-04-25",
    "L162-12-17": "1999-12-30 2002-03-07 2003-12-19 2004-08-17 2010-02-26 open",
    "L162-12-18": "1999-12-30 2002-03-07 2003-12-19 2004-08-17 2005-07-19 2005-12-20 2010-04-01",
    "L162-12-19": "2002-03-07 2003-12-19 2004-08-11 2004-08-17 2010-04-01",
    "L162-12-20": "2002-03-07 2003-12-19 2004-08-17 2010-04-01",
    "L162-12-21": "2007-12-22 2009-12-28 open",
    "L162-14-1": "2002-03-07 2003-12-19 2004-08-17 2005-12-20 2006-12-22 2010-02-26 2010-12-22 2011-08-12 2011-12-23 "
    "2012-12-19 open",
    "L162-14-1-1": "2007-12-22 open",
    "L162-14-1-2": "2009-07-23 2012-12-19 open",
    "L162-14-3": "2008-12-19 open",
    "L162-15": "1999-12-30 2002-03-07 2002-12-24 2004-08-17 2006-12-22 2007-12-22 2008-12-19 2009-07-23 open",
    "L162-15-2": "1999-12-30 2002-03-07 2004-08-17 2004-12-21 open",
    "L162-32-1": "1999-12-30 2004-08-17 2010-12-22 open",
    "L162-32-2": "1999-12-30 2004-08-17 open",
    "L645-2": "1999-12-30 2003-12-19 2004-08-17",
    "L722-4": "1999-12-30 2003-12-19 2004-08-17",
    "L322-5-2": "1996-12-29 2002-03-07 2002-12-24 2004-08-17 open",
}
"""The first day of each version, then the day of the repeal; 'open': in force when the texts that were read stop."""


def rules(
    id: str,
    article: str,
    places: Mapping[str, str],
    sentence: str,
    judge: Judge,
    kinds: Iterable[ActKind],
    basis: str = "conclusion",
) -> tuple[Rule, ...]:
    """One rule for each version of `places` (first day -> path in that version, '' for the article), until the next."""
    bounds = VERSIONS[article].split()
    found = []
    for since, path in places.items():
        end = bounds[bounds.index(since) + 1]
        until = UNKNOWN_FROM if end == "open" else dt.date.fromisoformat(end)
        first = dt.date.fromisoformat(since)
        address = Address("CSS", article, first, tuple(path.split("/")) if path else ())
        found.append(Rule(id, frozenset(kinds), address, first, until, sentence, judge, basis))
    return tuple(found)


def all_versions(article: str, path: str, since: str = "", until: str = "") -> dict[str, str]:
    """The same path in every version of an article, from one first day, up to another left out."""
    days = VERSIONS[article].split()[:-1]
    return {day: path for day in days if day >= since and (not until or day < until)}


def of_content(kind: ActKind, judge: Judge) -> Judge:
    """The judge of a content rule, for the order that fixes such an instrument too (point 51)."""

    def judged(act: Act, day: dt.date, facts: LawFacts) -> Answer | None:
        if act.kind == ActKind.FALLBACK and act.fixes != kind:
            return None
        return judge(act, day, facts)

    return judged
