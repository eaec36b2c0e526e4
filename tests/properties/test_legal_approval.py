"""Approval, on invented texts: silence and only silence approves tacitly, what is late changes nothing, a day has one stage.

Regimes are drawn from those of the catalogue that have a period; days and decisions from around its two ends.
Next: src/bonusage/legality/approval_running.py.
"""

from __future__ import annotations

import datetime as dt

import hypothesis.strategies as st
from hypothesis import assume, given

from bonusage.desk.law_facts import load_law_facts
from bonusage.legality.act import (
    Act,
    ActKind,
    Commitment,
    Content,
    Decision,
    Level,
    Opinion,
    Party,
    Transmission,
)
from bonusage.legality.approval import LETS_IN, Stage, standing
from bonusage.legality.approval_count import last_day, plus_months
from bonusage.legality.approval_receipt import coming
from bonusage.legality.law_facts import UNKNOWN_FROM, LawFacts, Regime
from bonusage.legality.policies_legal import LEGAL_POLICIES

FACTS = load_law_facts()
DAY = dt.timedelta(days=1)
TIMED = [
    row for row in FACTS.regimes if row.approver in ("ministers", "directors", "uncam", "opposition") and row.length
]
ENDED = LETS_IN | {Stage.OPPOSED, Stage.NOT_KNOWN}

policies = st.fixed_dictionaries(
    {
        name: st.sampled_from(LEGAL_POLICIES[name].values)
        for name in ("receipt", "file", "days", "receipt_day", "last_day_holiday", "months", "made_known")
    }
).map(lambda chosen: FACTS.with_policies(**chosen))


@st.composite
def texts(draw: st.DrawFn) -> tuple[Act, Regime, dt.date]:
    """A text under a regime with a period, received by all on one of its days; the opinions it needs are there."""
    regime = draw(st.sampled_from(TIMED))
    end = min(regime.end or UNKNOWN_FROM, UNKNOWN_FROM - DAY * 120)
    on = regime.start + DAY * draw(st.integers(0, (end - regime.start).days - 1))
    profession = draw(st.sampled_from(sorted(regime.professions) or ["medecin"]))
    opinions = tuple(Opinion(id, None, on - DAY, True) for id in ("CNAMTS", "CCMSA"))
    parties = tuple(Party(id) for id in ("CNAMTS", "CCMSA", "UNCAM", "MGFRANCE"))
    content = Content(commitments=(Commitment("one", "other"), Commitment("two", "other")))
    act = Act(
        "t", draw(st.sampled_from(sorted(regime.kinds))), draw(st.sampled_from(sorted(regime.levels))), "t", (profession,),
        on - DAY * 3, parties, content, opinions,
        tuple(Transmission(id, "CNAMTS", on, on) for id in regime.by), variant=regime.variant,
    )  # fmt: skip
    found = coming(act, on, FACTS)[0].slot
    assume(found is not None and found.regime == regime)  # a more special row of another profession or variant
    return act, regime, on


def opposition(regime: Regime, on: dt.date) -> Decision:
    """One that has its effect when it is in time."""
    to = ("CNAMTS", "CCMSA", "UNCAM", "MGFRANCE")
    return Decision("opposition", regime.by, on, regime.grounds[:1], (), on, to, received_on=on)


@given(texts(), policies, st.integers(-5, 60))
def test_a_text_is_deemed_approved_if_and_only_if_silence_lasted_through_the_period(
    text: tuple[Act, Regime, dt.date], facts: LawFacts, after: int
) -> None:
    act, regime, on = text
    last = last_day(on, regime.length, regime.unit, facts)
    day = on + DAY * after
    found = standing(act, day, facts)
    if after < 0:
        assert found.stage not in (Stage.RUNNING, Stage.DEEMED_APPROVED)
    elif day <= last:
        assert (found.stage, found.until) == (Stage.RUNNING, last)
    else:
        assert (found.stage, found.since) == (Stage.DEEMED_APPROVED, last + DAY)


@given(texts(), policies, st.integers(0, 70))
def test_an_opposition_stops_the_text_in_time_and_changes_nothing_later(
    text: tuple[Act, Regime, dt.date], facts: LawFacts, after: int
) -> None:
    act, regime, on = text
    last = last_day(on, regime.length, regime.unit, facts)
    told = on + DAY * after
    opposed = act._replace(decisions=(opposition(regime, told),))
    for day in (on, told - DAY, told, last, last + DAY, last + DAY * 40):
        plain, found = standing(act, day, facts), standing(opposed, day, facts)
        if day < told:
            assert found == plain, "nobody knows the future"
        elif told <= last:
            assert (found.stage, found.since) == (Stage.OPPOSED, told)
        else:
            assert found._replace(void=()) == plain
            assert len(found.void) == 1


@given(texts(), policies, st.integers(0, 70), st.integers(0, 100))
def test_an_express_approval_counts_in_time_and_is_only_recorded_later(
    text: tuple[Act, Regime, dt.date], facts: LawFacts, after: int, seen: int
) -> None:
    act, regime, on = text
    last = last_day(on, regime.length, regime.unit, facts)
    given_on, day = on + DAY * after, on + DAY * seen
    found = standing(act._replace(decisions=(Decision("approval", regime.by, given_on),)), day, facts)
    if day < given_on:
        assert found == standing(act, day, facts)
    elif given_on <= last:
        assert (found.stage, found.since) == (Stage.APPROVED, given_on)
    else:
        assert (found.stage, found.since) == (Stage.DEEMED_APPROVED, last + DAY)


@given(texts(), policies, st.lists(st.tuples(st.integers(0, 80), st.integers(0, 6)), max_size=4))
def test_an_answer_once_given_never_changes_and_the_order_of_the_file_says_nothing(
    text: tuple[Act, Regime, dt.date], facts: LawFacts, drawn: list[tuple[int, int]]
) -> None:
    """Any decisions, on different days: the stage moves from not submitted to running to one answer, and stays there."""
    act, regime, on = text
    days = [on + DAY * after for after, _ in drawn]
    assume(len(set(days)) == len(days))
    decisions = tuple(_decision(kind, regime, day) for day, (_, kind) in zip(days, drawn, strict=True))
    one = act._replace(decisions=decisions)
    answer = None
    for step in range(-1, 100):
        day = on + DAY * step
        found = standing(one, day, facts)
        assert found.stage == standing(act._replace(decisions=decisions[::-1]), day, facts).stage
        assert not (found.stage in LETS_IN and found.stage != Stage.NOT_NEEDED and found.since and found.since > day)
        if answer is not None and answer != Stage.NOT_KNOWN:
            assert found.stage == answer, day
        if found.stage in ENDED:
            answer = found.stage


def _decision(kind: int, regime: Regime, on: dt.date) -> Decision:
    """Good and poor ones: approvals, oppositions, severances, by all or by one, for reasons of the text or not."""
    made = opposition(regime, on)
    severance = made._replace(what="severance", grounds=("LAW",), provisions=("one",))
    return (
        Decision("approval", regime.by, on),
        Decision("approval", regime.by[:1], on),
        made,
        made._replace(grounds=("?",)),
        made._replace(notified_to=("CANAM",)),
        severance,
        severance._replace(grounds=("EA",)),
    )[kind]


@given(texts(), policies, st.integers(0, 70), st.lists(st.sampled_from(["one", "two"]), max_size=2, unique=True))
def test_a_severance_takes_away_what_it_names_and_nothing_else(
    text: tuple[Act, Regime, dt.date], facts: LawFacts, after: int, gone: list[str]
) -> None:
    act, regime, on = text
    last = last_day(on, regime.length, regime.unit, facts)
    told = on + DAY * after
    decision = opposition(regime, told)._replace(what="severance", grounds=("LAW",), provisions=tuple(gone))
    found = standing(act._replace(decisions=(decision,)), max(last, told) + DAY, facts)
    if not gone and told <= last and "DIV" in regime.severance:
        assert found.stage == Stage.NOT_KNOWN
    elif told <= last and "DIV" in regime.severance:
        assert (found.stage, found.severed) == (Stage.SEVERED, tuple(gone))
        assert found.remains is not None
        assert {one.id for one in found.remains.content.commitments} == {"one", "two"} - set(gone)
    else:
        assert (found.stage, found.severed, len(found.void)) == (Stage.DEEMED_APPROVED, (), 1)


@given(st.dates(dt.date(1999, 12, 30), dt.date(2003, 12, 10)), st.data())
def test_a_regional_acbus_without_its_two_favourable_opinions_never_gets_in(on: dt.date, data: st.DataObject) -> None:
    bodies = ("CNAMTS", "CCMSA", "CANAM")
    said = data.draw(st.fixed_dictionaries({id: st.sampled_from([True, False, None]) for id in bodies}))
    opinions = tuple(Opinion(id, on - DAY, None if value is None else on, value) for id, value in said.items())
    sent = tuple(Transmission(id, "URCAM", on, on) for id in ("MIN_SANTE", "MIN_SECU"))
    act = Act(
        "r",
        ActKind.ACBUS,
        Level.REGIONAL,
        "r",
        ("medecin",),
        on,
        (Party("URCAM"),),
        opinions=opinions,
        transmissions=sent,
    )
    there = said["CNAMTS"] is True and (said["CCMSA"] is True or said["CANAM"] is True)
    for wait in (0, 45, 46, 400):
        found = standing(act, on + DAY * wait, FACTS)
        assert (found.stage == Stage.BLOCKED) is not there
        assert (found.stage == Stage.DEEMED_APPROVED) is (there and wait > 45)


@given(st.dates(dt.date(1986, 1, 1), dt.date(2014, 1, 1)), st.integers(0, 60), policies)
def test_a_period_is_never_shorter_than_it_says_but_for_the_day_of_receipt(
    start: dt.date, length: int, facts: LawFacts
) -> None:
    last = last_day(start, length, "day", facts)
    assert last >= start + DAY * (length - 1)
    assert last <= start + DAY * (length + 1 + 5)
    if facts.policy("last_day_holiday") == "next_working_day":
        assert last.weekday() < 5
        assert last not in facts.holidays


@given(st.dates(dt.date(1986, 1, 1), dt.date(2014, 1, 1)), st.integers(0, 30))
def test_a_month_later_is_the_same_day_or_the_last_one(start: dt.date, months: int) -> None:
    found = plus_months(start, months)
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    assert found.day == start.day or (found + DAY).day == 1
