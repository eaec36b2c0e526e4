"""The lint of contracts: bands with gaps or overlaps, payments without a method, what is paid twice, what cannot be measured.

Nothing here is unlawful: these are slips of a drafter, told as French sentences. Lawfulness is in check.py.
Next: lint_paid.py, for what two instruments pay together.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from bonusage.instruments.model import Indicator, Instrument
from bonusage.legality.act import Act, Counterpart, Tier
from bonusage.practice.query import Campaign
from bonusage.values.rate import percent


class Flaw(NamedTuple):
    """A slip: its code, where it is ('forfait', 'R11-17'), the French sentence."""

    code: str
    where: str
    message: str


class Reached(NamedTuple):
    """A result seen somewhere: `value` as an exact share; `of` 'average', or 'worst' when it is that of the last of all;
    `where` says of when or of what file."""

    indicator: str
    value: Fraction
    of: str
    where: str


# ---- acts


def lint_act(act: Act) -> tuple[Flaw, ...]:
    """What can be said of an act alone."""
    found: list[Flaw] = []
    for one in act.content.counterparts:
        found += tier_flaws(one)
        if not one.method and not act.content.evaluation and not _untold(act, one):
            what = f"« {one.id} » est payé sans méthode : ni la contrepartie ni le texte ne disent comment on évalue."
            found.append(Flaw("PAY.NO_METHOD", one.id, what))
    if act.content.quantified_objectives and not act.content.evaluation and "content.evaluation" not in act.unknown:
        goals = " ; ".join(act.content.quantified_objectives)
        what = f"Objectif chiffré que rien ne mesure, faute de méthode d'évaluation : {goals}."
        found.append(Flaw("INDICATOR.UNMEASURABLE", "content.quantified_objectives", what))
    return tuple(found)


def _untold(act: Act, one: Counterpart) -> bool:
    paths = {"content", "content.evaluation", "content.counterparts", f"content.counterparts.{one.id}"}
    return bool((paths | {f"content.counterparts.{one.id}.method"}) & set(act.unknown))


def tier_flaws(one: Counterpart) -> Iterator[Flaw]:
    """Gaps, overlaps and disorder of the bands of a counterpart; what lies under the first band is no gap: a threshold."""
    bands = [(lowest(tier), highest(tier), tier) for tier in one.tiers]
    counted = one.counted or "la grandeur comptée"
    for low, high, _ in bands:
        if low is not None and high is not None and low > high:
            what = (
                f"« {one.id} » : une tranche commence à {said(low)} et finit à {said(high)}, elle est vide ({counted})."
            )
            yield Flaw("TIERS.ORDER", one.id, what)
    kept = [band for band in bands if band[0] is None or band[1] is None or band[0] <= band[1]]
    ordered = sorted(kept, key=lambda band: (band[0] is not None, band[0] or 0))
    if [band[0] for band in kept] != [band[0] for band in ordered]:
        starts = ", ".join("sans borne" if low is None else said(low) for low, _, _ in kept)
        yield Flaw("TIERS.ORDER", one.id, f"« {one.id} » : les seuils sont dans le désordre ({starts}).")
    for (_, end, before), (start, _, after) in itertools.pairwise(ordered):
        yield from _between(one.id, counted, end, before, start, after)
    if ordered and ordered[-1][1] is not None:
        top = said(ordered[-1][1])
        yield Flaw("TIERS.GAP", one.id, f"« {one.id} » : rien n'est dit au-dessus de {top} ({counted}).")


def _between(id: str, counted: str, end: int | None, before: Tier, start: int | None, after: Tier) -> Iterator[Flaw]:
    """What is wrong between two bands that follow one another."""
    if start is None or end is None or start <= end:
        if start is None:
            where = "partout"
        elif end is None:
            where = f"à partir de {said(start)}"
        else:
            where = f"à {said(end)}" if end == start else f"de {said(start)} à {said(end)}"
        both = f"{euros_text(before.cents)} et {euros_text(after.cents)}"
        yield Flaw("TIERS.OVERLAP", id, f"« {id} » : deux tranches se recouvrent {where}, {both} ({counted}).")
    elif start == end + 2:
        yield Flaw("TIERS.GAP", id, f"« {id} » : exactement {said(end + 1)} n'est dans aucune tranche ({counted}).")
    elif start > end + 1:
        gap = f"de {said(end + 1)} à {said(start - 1)}"
        yield Flaw("TIERS.GAP", id, f"« {id} » : {gap}, aucune tranche ({counted}).")


def lowest(tier: Tier) -> int | None:
    """The least whole number of a band; None: no lower bound."""
    bounds = [bound for bound in (tier.at_least, None if tier.above is None else tier.above + 1) if bound is not None]
    return max(bounds, default=None)


def highest(tier: Tier) -> int | None:
    """The greatest whole number of a band; None: no upper bound."""
    bounds = [bound for bound in (tier.at_most, None if tier.below is None else tier.below - 1) if bound is not None]
    return min(bounds, default=None)


def said(number: int) -> str:
    """25 000, as French typography writes it."""
    return f"{number:,}".replace(",", "\u202f")


def euros_text(cents: int) -> str:
    """4 000 €, with cents when there are any."""
    whole, rest = divmod(cents, 100)
    return f"{said(whole)}{f',{rest:02d}' if rest else ''}\u202f€"


# ---- contracts that are paid


def lint_instrument(instrument: Instrument, results: Iterable[Reached] = ()) -> tuple[Flaw, ...]:
    """What can be said of a contract alone, and of the results that are known of it."""
    found: list[Flaw] = []
    for one in instrument.indicators:
        found += _indicator_flaws(one, instrument)
    for block in instrument.blocks:
        if block.points.value and not instrument.of_block(block):
            what = f"La partie « {block.id} » a des points et aucun indicateur : rien ne dit comment ils se gagnent."
            found.append(Flaw("PAY.NO_METHOD", block.id, what))
    found += _same_measure(instrument.indicators)
    for result in results:
        found += _reached(instrument, result)
    return tuple(found)


def _indicator_flaws(one: Indicator, instrument: Instrument) -> Iterator[Flaw]:
    paid = one.points.value is None or one.points.value > 0
    if one.kind != "proof" and paid:
        missing = [
            name
            for name, figure in (("objectif intermédiaire", one.intermediate), ("objectif cible", one.target))
            if figure is None or figure.value is None
        ]
        if missing:
            what = f"« {one.id} » est payé sans méthode : il n'a pas d'{' ni d’'.join(missing)}."
            yield Flaw("PAY.NO_METHOD", one.id, what)
        elif one.intermediate and one.target:
            low, high = one.intermediate.exact, one.target.exact
            if (low > high) if one.direction == "up" else (low < high):
                way = "monter" if one.direction == "up" else "baisser"
                what = f"« {one.id} » doit {way}, mais son objectif intermédiaire est au-delà de sa cible."
                yield Flaw("THRESHOLDS.ORDER", one.id, what)
    if one.origin == "claims" and one.measure is None:
        what = f"« {one.id} » doit être compté dans les remboursements et rien ne dit quoi compter."
        yield Flaw("INDICATOR.UNMEASURABLE", one.id, what)
    if one.origin == "declaration" and one.kind != "proof":
        what = (
            f"« {one.id} » repose sur un résultat qu'aucune table de remboursements ne porte : "
            "seul le professionnel peut le déclarer, personne ne peut le mesurer."
        )
        yield Flaw("INDICATOR.UNMEASURABLE", one.id, what)
    years = range(instrument.valid.start.year, instrument.valid.last_day.year + 1)
    for campaign in campaigns(one.measure):
        dated = {name for name, _ in campaign.spans}
        if undated := [str(year) for year in years if str(year) not in dated]:
            what = f"« {one.id} » : la campagne « {campaign.name} » n'a pas de dates pour {', '.join(undated)}."
            yield Flaw("INDICATOR.UNMEASURABLE", one.id, what)


def campaigns(value: Any) -> Iterator[Campaign]:
    """Every campaign inside a measure."""
    if isinstance(value, Campaign):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from campaigns(one)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from campaigns(getattr(value, field.name))


def _same_measure(indicators: Sequence[Indicator]) -> Iterator[Flaw]:
    for rank, one in enumerate(indicators):
        for other in indicators[rank + 1 :]:
            if one.measure is not None and one.measure == other.measure and one.direction == other.direction:
                what = f"« {one.id} » et « {other.id} » comptent la même chose : elle est payée deux fois."
                yield Flaw("PAID.TWICE", other.id, what)


def _reached(instrument: Instrument, result: Reached) -> Iterator[Flaw]:
    one = next((one for one in instrument.indicators if one.id == result.indicator), None)
    if one is None or one.target is None or one.target.value is None:
        return
    target = one.target.exact
    if (result.value >= target) if one.direction == "up" else (result.value <= target):
        goal, got = percent(target), percent(result.value)
        if result.of == "worst":
            what = (
                f"« {one.id} » : la cible ({goal}) est déjà atteinte par tous, le dernier est à {got} ({result.where})."
            )
        else:
            what = f"« {one.id} » : la cible ({goal}) est déjà atteinte en moyenne, à {got} ({result.where})."
        yield Flaw("TARGET.REACHED", one.id, what)
