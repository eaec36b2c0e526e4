"""What would make an act lawful, found and checked again; and an act's every day, against each day looked at alone.

The acts are lawful ones that were damaged: a set of changes that mends them is known, and no more may be asked.
Next: src/bonusage/legality/unlock.py.
"""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from bonusage.desk.law_facts import load_law_facts
from bonusage.legality.act import (
    Act,
    ActKind,
    Commitment,
    Content,
    Context,
    Counterpart,
    Decision,
    Level,
    Opinion,
    Party,
)
from bonusage.legality.act import Transmission as Sent
from bonusage.legality.check import blocking, findings, lawful
from bonusage.legality.finding import Verdict
from bonusage.legality.law_facts import UNKNOWN_FROM, LawFacts
from bonusage.legality.timeline import State, state_on, timeline
from bonusage.legality.unlock import unlock

FACTS = load_law_facts()
GP = "medecin_generaliste"
SIGNED, RECEIVED, CHECKED = dt.date(2002, 4, 2), dt.date(2002, 4, 10), dt.date(2002, 7, 1)
MINISTERS = ("MIN_SANTE", "MIN_SECU", "MIN_AGRI", "MIN_ECO", "MIN_BUDGET")


def acbus() -> Act:
    """A national AcBUS of 2002, lawful on the day of the check."""
    return Act(
        "acbus",
        ActKind.ACBUS,
        Level.NATIONAL,
        "Essai",
        (GP,),
        SIGNED,
        (Party("CNAMTS"), Party("CCMSA"), Party("MGFRANCE", professions=(GP,))),
        Content(
            medicalised_objectives=("moins de visites",),
            actions=("référentiel",),
            evaluation="au bout d'un an",
            counterparts=(Counterpart("part", "share_of_avoided", (1, 2), criteria="parts égales", method="visites"),),
        ),
        transmissions=tuple(Sent(one, "CNAMTS", RECEIVED, RECEIVED) for one in MINISTERS[:2]),
        context=Context(conventions=(GP,), convention_unions=("MGFRANCE",)),
    )


def regional() -> Act:
    """A regional one, with its two favourable opinions."""
    opinions = tuple(Opinion(one, dt.date(2002, 4, 3), dt.date(2002, 4, 5), True) for one in ("CNAMTS", "CCMSA"))
    parties = (Party("URCAM"), Party("MGFRANCE", professions=(GP,), designated=True))
    return acbus()._replace(level=Level.REGIONAL, region="Picardie", parties=parties, opinions=opinions)


def cbp() -> Act:
    """A model contract of 2002."""
    themes = ("evaluation", "followup", "followup_prescribing", "prescription")
    return acbus()._replace(
        kind=ActKind.CBP,
        content=Content(
            objectives_of_practice="moins de prescriptions",
            commitments=tuple(Commitment(one, one) for one in themes),
            counterparts=(Counterpart("forfait", "flat", tied_to_attainment=True),),
            termination="constat de la CPAM",
            observations=True,
        ),
        transmissions=tuple(Sent(one, "CNAMTS", RECEIVED, RECEIVED) for one in MINISTERS),
    )


def without_party(act: Act, id: str) -> Act:
    """The act without the signature of one party."""
    return act._replace(parties=tuple(one for one in act.parties if one.id != id))


def said(act: Act, **content: object) -> Act:
    """The act with other content."""
    return act._replace(content=act.content._replace(**content))


DAMAGES = {
    "no fund": (acbus(), lambda act: without_party(act, "CNAMTS")),
    "no other fund": (acbus(), lambda act: without_party(act, "CCMSA")),
    "no union": (acbus(), lambda act: without_party(act, "MGFRANCE")),
    "no objective": (acbus(), lambda act: said(act, medicalised_objectives=())),
    "no action": (acbus(), lambda act: said(act, actions=())),
    "no evaluation": (acbus(), lambda act: said(act, evaluation="")),
    "the whole": (
        acbus(),
        lambda act: said(act, counterparts=tuple(one._replace(share=(1, 1)) for one in act.content.counterparts)),
    ),
    "no criteria": (
        acbus(),
        lambda act: said(act, counterparts=tuple(one._replace(criteria="") for one in act.content.counterparts)),
    ),
    "no URCAM": (regional(), lambda act: without_party(act, "URCAM")),
    "no opinion of CNAMTS": (regional(), lambda act: act._replace(opinions=act.opinions[1:])),
    "no opinion of another": (regional(), lambda act: act._replace(opinions=act.opinions[:1])),
    "not designated": (
        regional(),
        lambda act: act._replace(parties=tuple(one._replace(designated=False) for one in act.parties)),
    ),
    "no evaluation of practice": (cbp(), lambda act: said(act, commitments=act.content.commitments[1:])),
    "no prescribing": (cbp(), lambda act: said(act, commitments=act.content.commitments[:3])),
    "no termination": (cbp(), lambda act: said(act, termination="")),
    "no observations": (cbp(), lambda act: said(act, observations=False)),
    "both counterparts": (
        cbp(),
        lambda act: said(act, counterparts=(*act.content.counterparts, Counterpart("m", "contribution_increase"))),
    ),
}


@pytest.mark.parametrize("act", [acbus(), regional(), cbp()], ids=["acbus", "regional", "cbp"])
def test_a_lawful_act_asks_for_nothing(act: Act) -> None:
    assert blocking(findings(act, CHECKED, FACTS), FACTS) == ()
    found = unlock(act, CHECKED, FACTS)
    assert (found.changes, found.left, found.smallest) == ((), (), True)


@pytest.mark.parametrize("name", DAMAGES)
def test_one_damage_asks_for_one_change(name: str) -> None:
    act, damage = DAMAGES[name]
    damaged = damage(act)
    assert not lawful(damaged, CHECKED, FACTS)
    found = unlock(damaged, CHECKED, FACTS)
    assert found.lawful, f"{name}: {found.changes} leave {[one.rule for one in found.left]}"
    assert len(found.changes) == 1
    assert lawful(found.act, found.day, FACTS)


PAIRS = [pair for pair in itertools.combinations(DAMAGES, 2) if DAMAGES[pair[0]][0] == DAMAGES[pair[1]][0]]


@pytest.mark.parametrize("pair", PAIRS[::3], ids=" and ".join)
def test_two_damages_ask_for_two_changes_at_most(pair: tuple[str, str]) -> None:
    act = DAMAGES[pair[0]][0]
    damaged = DAMAGES[pair[1]][1](DAMAGES[pair[0]][1](act))
    found = unlock(damaged, CHECKED, FACTS)
    assert found.lawful
    assert found.smallest
    assert len(found.changes) <= 2
    assert lawful(found.act, found.day, FACTS)


def test_a_text_not_sent_is_sent_and_waited_for() -> None:
    found = unlock(acbus()._replace(transmissions=()), CHECKED, FACTS)
    assert found.lawful
    assert found.day == CHECKED + dt.timedelta(days=46)
    assert len(found.changes) == 1


def test_nurses_of_the_day_before_may_conclude_on_the_next() -> None:
    day = dt.date(2002, 3, 6)
    nurses = acbus()._replace(
        concluded_on=None,
        professions=("infirmier",),
        transmissions=(),
        parties=(
            Party("CNAMTS", day),
            Party("CCMSA", day),
            Party("CONVERGENCE_INFIRMIERE", day, ("infirmier",)),
        ),
        context=Context(conventions=("infirmier",), convention_unions=("CONVERGENCE_INFIRMIERE",)),
    )
    found = unlock(nurses, day, FACTS)
    assert found.changes[0] == "conclure l'acte le 07/03/2002"
    assert found.lawful


def test_what_no_change_mends_says_what_is_left() -> None:
    """A contract of public health after its article was repealed, and a local agreement that hangs on a decree."""
    late = cbp()._replace(kind=ActKind.CSP, concluded_on=dt.date(2010, 5, 1), transmissions=())
    found = unlock(late, dt.date(2010, 5, 2), FACTS)
    assert not found.lawful
    assert "CSP.EXISTS" in {one.rule for one in found.left}
    parties = (Party("CPAM"), Party("MGFRANCE", professions=(GP,)))
    local = acbus()._replace(kind=ActKind.LOCAL, level=Level.LOCAL, parties=parties, transmissions=())
    left = unlock(local, CHECKED, FACTS).left
    assert {one.rule: one.verdict for one in left} == {"DOC.LOCAL.APPROVAL": Verdict.PERSON}


# ---- every day


def suspended() -> Act:
    """A national AcBUS of 2005, published, then suspended."""
    decisions = (
        Decision("publication", on=dt.date(2005, 3, 1)),
        Decision("suspension", ("MIN_SANTE",), dt.date(2005, 9, 1), ("PHS",), notified_on=dt.date(2005, 9, 2)),
    )
    act = said(acbus(), safety_quality_efficiency=False)
    parties = (Party("UNCAM"), Party("MGFRANCE", professions=(GP,)))
    return act._replace(concluded_on=dt.date(2005, 2, 1), transmissions=(), parties=parties, decisions=decisions)


def opposed() -> Act:
    """Opposed in time, on a ground of the text."""
    told = Decision(
        "opposition", MINISTERS[:2], dt.date(2002, 5, 6), ("LAW",), notified_on=dt.date(2002, 5, 6),
        notified_to=("CNAMTS", "CCMSA", "MGFRANCE"),
    )  # fmt: skip
    return acbus()._replace(decisions=(told,))


COUNTED = {"days": "clear_days", "last_day_holiday": "next_working_day", "months": "thirty_days"}


@pytest.mark.parametrize("facts", [FACTS, FACTS.with_policies(**COUNTED)], ids=["default", "counted otherwise"])
@pytest.mark.parametrize("act", [acbus(), regional(), cbp(), suspended(), opposed()])
def test_the_segments_say_of_each_day_what_the_day_alone_says(act: Act, facts: LawFacts) -> None:
    segments = timeline(act, facts, dt.date(2015, 6, 1))
    assert segments[0].start == act.concluded_on
    for one, after in itertools.pairwise(segments):
        assert one.end == after.start
    assert segments[-1].end is None
    first = segments[0].start
    near = [first + dt.timedelta(days=n) for n in range(400)]
    far = [first + dt.timedelta(days=n) for n in range(400, 4800, 7)]
    for day in near + far:
        held = [one for one in segments if one.start <= day and (one.end is None or day < one.end)]
        alone = state_on(act, day, facts)
        assert [(one.state, [why.rule for why in one.why]) for one in held] == [
            (alone.state, [why.rule for why in alone.why])
        ]


def test_silence_then_the_law_then_what_is_not_known() -> None:
    segments = timeline(acbus(), FACTS, dt.date(2016, 1, 1))
    last = RECEIVED + dt.timedelta(days=45)
    assert [(one.start, one.state) for one in segments] == [
        (SIGNED, State.BLOCKED),
        (last + dt.timedelta(days=1), State.LAWFUL),
        (UNKNOWN_FROM, State.NOT_KNOWN),
    ]
    assert segments[0].said() == f"du 02/04/2002 au {last:%d/%m/%Y} : bloqué (ACBUS.APPROVE.MINISTERS)"


def test_a_contract_runs_off_with_its_article() -> None:
    states = {one.start: one.state for one in timeline(cbp(), FACTS, dt.date(2014, 1, 1))}
    assert states[dt.date(2013, 1, 1)] == State.BLOCKED
    assert state_on(cbp(), dt.date(2012, 12, 31), FACTS).state == State.LAWFUL


def test_an_act_without_a_day_has_no_day() -> None:
    assert timeline(acbus()._replace(concluded_on=None, transmissions=()), FACTS, CHECKED) == ()
