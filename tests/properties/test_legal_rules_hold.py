"""Whatever the act and the day: every rule answers once, without falling; the answer does not depend on what comes later.

Acts are drawn from words the rules know and words they do not. What each rule must say is in tests/spec/legal_cases/.
Next: tests/spec/test_legal_cases.py.
"""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    Transmission,
)
from bonusage.legality.check import blocking, findings, lawful
from bonusage.legality.finding import Verdict
from bonusage.legality.judging import known_on
from bonusage.legality.law_facts import UNKNOWN_FROM
from bonusage.legality.rules import IDS
from bonusage.legality.timeline import State, timeline
from bonusage.legality.unlock import unlock

FACTS = load_law_facts()
DAYS = st.dates(dt.date(1984, 1, 1), dt.date(2017, 1, 1))
MAYBE = st.none() | DAYS
BODIES = st.sampled_from(
    "CNAMTS CANAM CCMSA RSI UNCAM URCAM CPAM MGFRANCE CSMF SML MIN_SANTE MIN_SECU MIN_AGRI HAS ANAES UNOCAM URML UNPS inconnu".split()
)
PROFESSIONS = st.lists(
    st.sampled_from(
        "medecin medecin_generaliste medecin_specialiste infirmier ambulancier centre_de_sante inconnue".split()
    ),
    max_size=3,
    unique=True,
).map(tuple)
THEMES = st.sampled_from(
    "evaluation training followup prescription generics prevention coordination out_of_hours other".split()
)
FORMS = st.sampled_from("share_of_avoided flat contribution_increase points per_act tariff".split())
FLAGS = st.none() | st.booleans()
WORDS = st.sampled_from(["", "a", "dit"])


def several(one: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    """A tuple of at most three of them."""
    return st.lists(one, max_size=most).map(tuple)


parties = st.builds(Party, BODIES, MAYBE, PROFESSIONS, st.booleans())
opinions = st.builds(Opinion, BODIES, MAYBE, MAYBE, FLAGS, st.integers(1, 2))
sendings = st.builds(Transmission, BODIES, BODIES, MAYBE, MAYBE, st.booleans(), st.just(1))
decisions = st.builds(
    Decision,
    st.sampled_from("approval opposition severance suspension publication deemed_approved order other".split()),
    several(BODIES),
    MAYBE,
    several(st.sampled_from(["LAW", "EXP", "PH", "PHS", "EA"])),
    several(st.sampled_from(["c1", "c2", "p1", "x"])),
    MAYBE,
    several(BODIES),
)
commitments = st.builds(
    Commitment, st.sampled_from(["c1", "c2", "c3"]), THEMES, PROFESSIONS, FLAGS, several(WORDS), st.booleans(), WORDS
)
counterparts = st.builds(
    Counterpart, st.sampled_from(["p1", "p2"]), FORMS, st.none() | st.tuples(st.integers(-1, 3), st.integers(1, 3)),
    WORDS, WORDS, WORDS, FLAGS, WORDS, st.booleans(),
)  # fmt: skip
contents = st.builds(
    Content,
    medicalised_objectives=several(WORDS, 1),
    actions=several(WORDS, 1),
    commitments=several(commitments),
    counterparts=several(counterparts, 2),
    evaluation=WORDS,
    objectives_of_practice=WORDS,
    termination=WORDS,
    observations=FLAGS,
    topics=several(st.sampled_from(["1°", "3°", "12°", "12° a)", "14°", "16°", "20°", "21°", "22°", "99°", "sans"])),
    safety_quality_efficiency=FLAGS,
    raises_tariffs=FLAGS,
    substitutes=WORDS,
    derogations=several(WORDS, 1),
    ethics=FLAGS,
)
contexts = st.builds(
    Context,
    conventions=PROFESSIONS,
    convention_unions=several(BODIES),
    in_force=several(st.sampled_from(["acbus", "cbp", "csp"])),
    consulted=several(BODIES),
    consulted_on=MAYBE,
    proposal_by=several(BODIES),
    no_proposal=WORDS,
)
acts = st.builds(
    Act,
    st.just("acte"),
    st.sampled_from(ActKind),
    st.sampled_from(Level),
    st.just("Acte"),
    PROFESSIONS,
    MAYBE,
    several(parties, 4),
    contents,
    several(opinions),
    several(sendings),
    several(decisions),
    contexts,
    starts_on=MAYBE,
    ends_on=MAYBE,
    single=FLAGS,
    fixes=st.none() | st.sampled_from(ActKind),
    unknown=several(
        st.sampled_from(["opinions", "content.termination", "transmissions.MIN_SANTE", "content.counterparts"]), 1
    ),
)
slow = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@slow
@given(acts, DAYS)
def test_every_rule_answers_once_with_a_sentence(act: Act, day: dt.date) -> None:
    found = findings(act, day, FACTS)
    names = [one.rule for one in found]
    assert len(names) == len(set(names))
    assert set(names) <= IDS
    assert all(one.message.strip() for one in found)
    assert all(one.verdict in Verdict for one in found)
    assert any(name.endswith(".EXISTS") for name in names)
    assert "None" not in " ".join(one.message + one.unlock for one in found)


@slow
@given(acts, DAYS)
def test_what_comes_later_changes_nothing(act: Act, day: dt.date) -> None:
    assert findings(act, day, FACTS) == findings(known_on(act, day), day, FACTS)


@slow
@given(acts, st.dates(UNKNOWN_FROM, dt.date(2017, 1, 1)))
def test_what_is_not_known_is_never_lawful(act: Act, day: dt.date) -> None:
    assert not lawful(act, day, FACTS)


@settings(slow, max_examples=25)
@given(acts, DAYS)
def test_what_unlocks_is_checked_again(act: Act, day: dt.date) -> None:
    found = unlock(act, day, FACTS)
    assert found.left == blocking(findings(found.act, found.day, FACTS), FACTS)
    assert len(found.left) <= len(blocking(findings(act, day, FACTS), FACTS))
    assert found.day >= day


@settings(slow, max_examples=15)
@given(acts)
def test_a_timeline_has_every_day_once(act: Act) -> None:
    segments = timeline(act, FACTS, dt.date(2016, 1, 1))
    for one, after in itertools.pairwise(segments):
        assert one.end == after.start
        assert one.start < after.start
        assert (one.state, [why.rule for why in one.why]) != (after.state, [why.rule for why in after.why])
    assert all(one.state != State.LAWFUL for one in segments if one.start >= UNKNOWN_FROM)
