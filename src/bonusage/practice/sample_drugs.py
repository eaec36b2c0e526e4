"""The drug reference of the sample: about 12 000 presentations, their classes, groups, dates in the repertoire, prices.

Codes look real (CIP13 with its check digit, ATC of real classes) but pair at random: no presentation here exists.
Next: sample_treatments.py (who takes what), sample_acts.py (lines), sample.py (the whole).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bonusage.practice.sample_chance import (
    NEVER,
    Cells,
    Days,
    Ints,
    Part,
    day,
    draw,
    months,
    stream,
    urn,
)
from bonusage.practice.schema import ROLES


class Family(NamedTuple):
    """A measured family: presentations, shares of them in the repertoire and entering it in the years, ATC codes."""

    name: str
    size: int
    inside: float
    entering: float
    codes: str


FAMILIES = (
    Family(
        "A10",
        330,
        0.62,
        0.06,
        "A10BA02 A10BB09 A10BB12 A10BB01 A10BH01 A10BD07 A10BX02 A10AB05 A10AE04 A10AE05",
    ),
    Family("A02BC", 190, 0.70, 0.10, "A02BC01 A02BC02 A02BC03 A02BC04 A02BC05"),
    Family("C10AA", 260, 0.55, 0.25, "C10AA01 C10AA03 C10AA04 C10AA05 C10AA07 C10BA02"),
    Family("C02", 60, 0.70, 0.0, "C02AC01 C02AC05 C02AC06 C02CA06 C02CA01"),
    Family("C03", 140, 0.75, 0.05, "C03AA03 C03BA11 C03CA01 C03DA01 C03EA04"),
    Family("C07", 170, 0.75, 0.05, "C07AB07 C07AB03 C07AB12 C07AA05 C07AB02"),
    Family("C08", 150, 0.70, 0.08, "C08CA01 C08CA13 C08CA05 C08DB01 C08DA01"),
    Family("C09A", 230, 0.80, 0.05, "C09AA05 C09AA04 C09AA02 C09AA03 C09BA05 C09BA04 C09BB04"),
    Family("C09C", 260, 0.40, 0.35, "C09CA01 C09CA03 C09CA04 C09CA06 C09CA08 C09DA03 C09DA04 C09DB01"),
    Family("N06A", 220, 0.70, 0.12, "N06AB03 N06AB04 N06AB05 N06AB06 N06AB10 N06AX16 N06AX11 N06AX21 N06AA09"),
    Family(
        "J01",
        420,
        0.80,
        0.05,
        "J01CA04 J01CR02 J01DC02 J01DD08 J01DD13 J01FA09 J01FA10 J01FG01 J01MA12 J01XX01",
    ),
    Family("B01AC06", 24, 0.30, 0.0, "B01AC06"),
    Family("B01AC04", 60, 0.80, 0.0, "B01AC04"),
    Family("B01AA", 14, 0.0, 0.0, "B01AA03 B01AA07 B01AA12"),
    Family("N05long", 90, 0.75, 0.0, "N05BA08 N05BA11 N05BA05 N05BA01 N05BA16 N05BA18 N05BA09 N05CD02"),
    Family("N05short", 70, 0.80, 0.0, "N05BA12 N05BA06 N05BA04 N05BA21"),
    Family("N05night", 80, 0.85, 0.0, "N05CF02 N05CF01 N05CD06 N05CD11"),
    Family("C04A", 70, 0.65, 0.05, "C04AX21 C04AD03 C04AE02 C04AX07"),
    Family("J07BB", 8, 0.0, 0.0, "J07BB02"),
)
OTHER_CODES = (
    "N02BE01 N02BE51 N02AX02 N02AA59 N02AA01 N02BG06 M01AE01 M01AB05 M01AE03 M01AH01 M03BX02 M04AA01 M05BA04 M05BB03 "
    "H03AA01 H02AB06 H02AB07 R06AE07 R06AX13 R06AX27 R06AX22 R06AD01 R03AC02 R03AK06 R03AK07 R03BB04 R03BA02 R03DC03 "
    "R05CB01 R05CB03 R05DA20 R01AD09 R01AD08 R01AD05 A03AX13 A03FA03 A03FA01 A03AX12 A06AD15 A06AD11 A06AG20 A06AB02 "
    "A07BC05 A07DA03 A07XA04 A07EC02 A11CC05 A12AX A12AA04 A12BA01 A12CC30 B03AA07 B03AE01 B03BB01 B03BA01 B05XA03 "
    "B01AB05 C01DA02 C01BD01 C01AA05 C01EB15 C05CA53 C05CA03 C10AB05 C10AX09 D01AC20 D01AE15 D02AC D06AX04 D07AC01 "
    "D07AD01 D07AC04 D08AG02 D10AD53 D10AF02 G01AF02 G02BA03 G03AA07 G03AA12 G03AC03 G03CA03 G03DA04 G04BD06 G04CA02 "
    "G04CA01 G04CA03 G04CB02 J02AC01 J05AB11 J05AR03 J07AJ52 J07AL02 J07BD52 J07BC01 L01XE01 L02BG03 L02AE02 L04AB01 "
    "L04AX03 N01BB20 N02CC03 N03AE01 N03AG01 N03AX09 N03AX12 N03AX14 N03AX16 N04BA02 N04BC04 N05AH03 N05AX08 N05AN01 "
    "N05AA02 N05BB01 N06BX N06DA02 N06DX01 N07BC01 N07CA01 P01AB01 P02CA01 P03AC04 S01AA01 S01AA11 S01BA01 S01CA01 "
    "S01ED01 S01EE01 S01EC04 S01GX02 S01XA20 S02AA15 S02CA06 V03AB V04CA02 V06DX V07AB"
).split()
SIZE = 12_000
"""Presentations; a position fits 14 bits, as sample_lines packs it."""


@dataclass(frozen=True)
class Formulary:
    """Every presentation by position: codes, price in cents, rate in percent, day it enters the repertoire.

    `listed` is the first day in the repertoire (NEVER: never), `start` the first day of care. `urns[family]` are two
    urns of positions: those inside the repertoire from the start, and the others.
    """

    cip13: Ints
    atc: NDArray[np.int32]
    labels: tuple[str, ...]
    group: NDArray[np.int32]
    role: NDArray[np.int8]
    listed: Days
    price: Ints
    rate: Ints
    other: NDArray[np.int32]
    urns: dict[str, tuple[NDArray[np.int32], NDArray[np.int32]]]
    start: int


def formulary(seed: int, first: date, years: int) -> Formulary:
    """The formulary of a sample whose care begins on `first` and lasts `years` years."""
    rng = stream(seed, 10)
    family, code = _codes(rng)
    labels = tuple(sorted(set(code)))
    atc = np.searchsorted(np.array(labels), np.array(code)).astype(np.int32)
    listed = _listed(rng, family, first, years)
    group, role = _groups(rng, atc, listed)
    price = np.rint(np.exp(rng.normal(2.0, 0.8, SIZE)) * 100).astype(np.int64) + 90
    price = np.where(role == 2, price * 6 // 10, price)
    rate = rng.choice(np.array([65, 65, 65, 35, 15, 100]), SIZE).astype(np.int64)
    return Formulary(
        cip13=_cip13(rng),
        atc=atc,
        labels=labels,
        group=group,
        role=role,
        listed=listed,
        price=price,
        rate=rate,
        other=_popular(rng, np.flatnonzero(family < 0)),
        urns={one.name: _urns(rng, family == at, listed, day(first)) for at, one in enumerate(FAMILIES)},
        start=day(first),
    )


def _codes(rng: np.random.Generator) -> tuple[NDArray[np.int32], list[str]]:
    """Family of each position (-1: not measured) and its ATC code, shuffled."""
    family: list[int] = []
    code: list[str] = []
    for at, one in enumerate(FAMILIES):
        choices = one.codes.split()
        family += [at] * one.size
        code += [choices[k % len(choices)] for k in range(one.size)]
    rest = SIZE - len(code)
    family += [-1] * rest
    code += [OTHER_CODES[k] for k in urn(1 / np.arange(1, len(OTHER_CODES) + 1) ** 0.4, rest)]
    order = rng.permutation(SIZE)
    return np.array(family, dtype=np.int32)[order], [code[k] for k in order]


def _listed(rng: np.random.Generator, family: NDArray[np.int32], first: date, years: int) -> Days:
    """First day of each presentation in the repertoire: long ago, a month of the years, or never."""
    inside = np.array([*(one.inside for one in FAMILIES), 0.45])[family]
    entering = np.array([*(one.entering for one in FAMILIES), 0.03])[family]
    lot = rng.random(SIZE)
    long_ago = day(date(first.year - 8, 1, 1)) + 30 * rng.integers(0, 84, SIZE)
    soon = months(first, 12 * years)[rng.integers(0, 12 * years, SIZE)]
    day_in = np.where(lot < inside, long_ago, np.where(lot < inside + entering, soon, NEVER))
    return day_in.astype(np.int32)


def _groups(
    rng: np.random.Generator, atc: NDArray[np.int32], listed: Days
) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    """Generic groups of a few presentations of one ATC code and one date, the first of each being the originator."""
    rank = rng.permutation(SIZE)
    order = np.lexsort((rank, listed, atc))
    same = (np.diff(atc[order], prepend=-1) == 0) & (np.diff(listed[order], prepend=-1) == 0)
    begins = np.flatnonzero(~same)
    place = np.arange(SIZE) - np.repeat(begins, np.diff(begins, append=SIZE))
    opens = place % 8 == 0
    group = np.empty(SIZE, dtype=np.int32)
    role = np.empty(SIZE, dtype=np.int8)
    group[order] = np.cumsum(opens)
    role[order] = np.where(opens, 1, 2)
    out = listed == NEVER
    return np.where(out, 0, group).astype(np.int32), np.where(out, 0, role).astype(np.int8)


def _cip13(rng: np.random.Generator) -> Ints:
    """Distinct 13-digit codes: 34009, seven digits, and the EAN check digit."""
    seven = 3_000_000 + rng.permutation(1_900_000)[:SIZE].astype(np.int64)
    twelve = 34_009 * 10_000_000 + seven
    digits = np.stack([twelve // 10**power % 10 for power in range(11, -1, -1)])
    total = digits[0::2].sum(axis=0) + 3 * digits[1::2].sum(axis=0)
    return np.asarray(twelve * 10 + (10 - total % 10) % 10, dtype=np.int64)


def _popular(rng: np.random.Generator, positions: NDArray[np.int64]) -> NDArray[np.int32]:
    """An urn of positions, a few of them popular."""
    weights = 1 / np.arange(1, positions.size + 1) ** 0.8
    return rng.permutation(positions).astype(np.int32)[urn(weights)]


def _urns(
    rng: np.random.Generator, member: NDArray[np.bool_], listed: Days, start: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The two urns of a family; a family with one side only has it twice."""
    inside = np.flatnonzero(member & (listed < start))
    outside = np.flatnonzero(member & (listed >= start))
    inside, outside = (inside if inside.size else outside), (outside if outside.size else inside)
    return _popular(rng, inside), _popular(rng, outside)


def choose(
    rng: np.random.Generator, drugs: Formulary, family: str, odds: float | NDArray[np.float64], count: int
) -> NDArray[np.int32]:
    """`count` presentations of a family, each from the repertoire of the first day with its odds."""
    inside, outside = drugs.urns[family]
    listed = rng.random(count, dtype=np.float32) < odds
    return np.where(listed, draw(rng, inside, count), draw(rng, outside, count))


def drugs_part(seed: int, drugs: Formulary) -> Part:
    """The `drugs` table: one version a presentation, two when it enters the repertoire during the years."""
    rng = stream(seed, 11)
    birth = drugs.start - 15 * 365
    enters = (drugs.listed != NEVER) & (drugs.listed >= drugs.start)
    before = np.flatnonzero(enters)
    row = np.concatenate([np.arange(SIZE), before])
    old = np.concatenate([np.zeros(SIZE, bool), np.ones(before.size, bool)])
    starts = np.where(enters[row] & ~old, drugs.listed[row], birth)
    group = np.where(old, 0, drugs.group[row])
    role = np.where(old, 0, drugs.role[row])
    units = rng.choice(np.array([7, 10, 14, 28, 28, 30, 30, 30, 90]), SIZE).astype(np.int16)
    doses = units.astype(np.int64) * rng.choice(np.array([500, 667, 1000, 1000, 1333, 2000]), SIZE)
    hidden = rng.random(SIZE) < 0.08
    order = np.lexsort((starts, drugs.cip13[row]))
    row, old, starts, group, role = row[order], old[order], starts[order], group[order], role[order]
    cells = {
        "cip13": Cells(drugs.cip13[row]),
        "valid_from": Cells(starts.astype(np.int32)),
        "valid_to": Cells(np.where(old, drugs.listed[row], 0).astype(np.int32), ~old),
        "atc": Cells(drugs.atc[row], None, drugs.labels),
        "generic_group": Cells(group.astype(np.int32), group == 0),
        "generic_role": Cells(role.astype(np.int32), None, ROLES),
        "units_per_box": Cells(units[row], hidden[row]),
        "ddd_per_box": Cells(doses[row], hidden[row]),
        "large_pack": Cells(units[row] == 90),
    }
    return Part("drugs", cells)
