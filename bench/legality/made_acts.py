"""Agreements and contracts drawn from a seed, and the same facts flat, for a peer that knows no act.

Half are AcBUS, half CBP; each may lack anything that the measured rules look at. Next: run_check.py.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from bonusage.legality.act import Act, ActKind, Commitment, Content, Context, Counterpart, Decision, Level, Party

FIRST, LAST = dt.date(1999, 12, 30), dt.date(2010, 2, 25)
THEMES = ("evaluation", "training", "followup", "followup_prescribing", "generics", "prescription", "references")
FUNDS = ("CNAMTS", "CCMSA", "CANAM", "UNCAM")
GP = "medecin_generaliste"


def made_acts(count: int, seed: int) -> list[Act]:
    """The acts, always the same for a seed."""
    chance = random.Random(seed)
    return [_act(chance, rank) for rank in range(count)]


def _act(chance: random.Random, rank: int) -> Act:
    def maybe(value: Any, empty: Any, share: float = 0.8) -> Any:
        return value if chance.random() < share else empty

    made = FIRST + dt.timedelta(days=chance.randrange((LAST - FIRST).days))
    kind = ActKind.ACBUS if rank % 2 else ActKind.CBP
    themes = [theme for theme in THEMES if chance.random() < 0.85]
    pay = Counterpart(
        "part",
        maybe("share_of_avoided", "flat"),
        maybe((1, 2), None),
        criteria=maybe("parts égales", ""),
        method=maybe("dépense évitée", ""),
        tied_to_attainment=chance.choice((True, False, None)),
    )
    content = Content(
        medicalised_objectives=maybe(("moins de visites",), ()),
        actions=maybe(("un référentiel",), ()),
        quantified_objectives=maybe(("5 % de moins",), (), 0.5),
        commitments=tuple(Commitment(theme, theme) for theme in themes),
        counterparts=maybe((pay,), ()),
        evaluation=maybe("chaque année", ""),
        objectives_of_practice=maybe("mieux prescrire", ""),
        termination=maybe("lettre recommandée, un mois", ""),
        observations=chance.choice((True, False, None)),
        safety_quality_efficiency=False,
    )
    return Act(
        f"acte-{rank}",
        kind,
        Level.NATIONAL,
        "Acte tiré au sort",
        (GP,),
        made,
        (*(Party(fund) for fund in FUNDS if chance.random() < 0.9), Party("MGFRANCE", professions=(GP,))),
        content,
        decisions=(Decision("publication", on=made + dt.timedelta(days=30)),),
        context=Context(conventions=(GP,), convention_unions=("MGFRANCE",)),
    )


def flat(act: Act) -> dict[str, Any]:
    """The facts of an act that the measured rules read, for the peer: made before the clock starts."""
    content = act.content
    themes = {one.theme for one in content.commitments}
    assert act.concluded_on is not None
    return {
        "made": int(act.concluded_on.strftime("%Y%m%d")),
        "medicalised": bool(content.medicalised_objectives),
        "actions": bool(content.actions),
        "quantified": bool(content.quantified_objectives),
        "pays": bool(content.counterparts),
        "criteria": all(one.criteria for one in content.counterparts),
        "evaluation": bool(content.evaluation),
        "free": any(one.tied_to_attainment is False for one in content.counterparts),
        "objectives": bool(content.objectives_of_practice),
        "commitments": bool(content.commitments),
        "termination": bool(content.termination),
        "observations": {True: "yes", False: "no", None: "unknown"}[content.observations],
    } | {f"has_{theme}": theme in themes for theme in THEMES}
