"""The shape of an instrument file: what keys may stand where, and of what type (pydantic finds every fault at once).

No meaning is checked here (loader.py) and no line number is known here (positions.py).
Next: loader.py.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
Words = Annotated[str, StringConstraints(min_length=1)]
Number = Annotated[int, Field(strict=True)] | Decimal | str


class Raw(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class RawClaim(Raw):
    """A statement without a number: only its confidence and source."""

    confidence: Literal["sourced", "derived", "recalled", "absent"]
    source: Id


class RawFigure(RawClaim):
    value: Number | None = None
    unit: Literal["%", "per_100", "share", "points", "patients", "boxes", "EUR"]


class RawSpan(RawClaim):
    start: dt.date
    end: dt.date


class RawBaseline(RawClaim):
    period: Words


class RawHead(Raw):
    id: Id
    kind: Literal["individual_commitments"]
    title: Words
    title_en: Words
    profession: Id
    basis: Words
    clause: Words
    adhesion: Literal["opt_in", "opt_out"]
    adhesion_ground: Words
    start: dt.date
    end: dt.date
    first_year: Words


class RawText(Raw):
    title: Words
    source: Id


class RawSource(Raw):
    title: Words
    url: str


class RawPolicy(Raw):
    value: Words
    why: Words


class RawPay(Raw):
    point_value: RawFigure
    reference_list: RawFigure
    total_points: RawFigure
    share_at_intermediate: RawFigure
    list_scaling: RawClaim
    reading: str = ""


class RawBlock(Raw):
    id: Id
    title: Words
    title_en: Words
    points: RawFigure
    ground: Words
    gates: list[Id] = []


class RawCondition(Raw):
    form: Literal["age", "sex", "condition", "dispensed", "tested", "seen", "any", "all", "not"]
    at_least: int | None = None
    at_most: int | None = None
    is_: Literal["male", "female"] | None = Field(default=None, alias="is")
    set: Id | None = None
    days: int | None = None
    months: int | None = None
    campaign: Id | None = None
    acts: Id | None = None
    visits: Id | None = None
    of: list[RawCondition] | None = None


class RawCounted(Raw):
    set: Id
    months: int


class RawEpisode(Raw):
    set: Id
    gap_days: int
    pack_days: int
    longer_than_days: int


class RawBoxes(Raw):
    set: Id
    months: int
    among: Id


class RawMeasured(Raw):
    """What gates and indicators share: what is counted, and how sure we are of it."""

    measure: Literal["patients", "treatments", "episodes", "boxes", "sheets"] | None = None
    denominator: list[RawCondition] | None = None
    numerator: list[RawCondition] | None = None
    counted: RawCounted | None = None
    episode: RawEpisode | None = None
    boxes: RawBoxes | None = None
    definition: RawClaim | None = None
    reading: str = ""


class RawGate(RawMeasured):
    id: Id
    title: Words
    title_en: Words
    kind: Literal["proportion", "proof"]
    origin: Literal["claims", "declaration"] = Field(alias="from")
    at_least: RawFigure | None = None


class RawIndicator(RawMeasured):
    id: Id
    block: Id
    title: Words
    title_en: Words
    kind: Literal["proportion", "rate", "proof"]
    origin: Literal["claims", "declaration"] = Field(alias="from")
    direction: Literal["up", "down"] = "up"
    scaled_by_list: bool
    treating_doctor_only: bool = False
    pro_rata_first_year: bool = False
    points: RawFigure
    intermediate: RawFigure | None = None
    target: RawFigure | None = None
    minimum: RawFigure | None = None


class RawInstrument(Raw):
    instrument: RawHead
    texts: dict[Id, RawText]
    sources: dict[Id, RawSource]
    policies: dict[Id, RawPolicy]
    pay: RawPay
    baseline: RawBaseline
    campaigns: dict[Id, dict[str, RawSpan]] = {}
    block: list[RawBlock]
    gate: list[RawGate] = []
    indicator: list[RawIndicator]
