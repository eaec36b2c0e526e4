"""The rules: each seed paragraph is held or declared, each id exists where it says it stands, all answers come, in time.

The wide tables of cases are in legal_cases/; here are the few examples that anyone can read, and the shape of the whole.
Next: src/bonusage/legality/coverage_table.py.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import json
import time

import pytest
from tests.house.tree import ROOT

from bonusage.desk.law_facts import load_law_facts
from bonusage.desk.law_watch import holders
from bonusage.law.address import parse_address
from bonusage.law.corpus import Corpus, versions_of
from bonusage.law.holders import GAPS
from bonusage.law.pins import fingerprint
from bonusage.law.sniff import read
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
from bonusage.legality.articles import VERSIONS
from bonusage.legality.check import blocking, findings, lawful
from bonusage.legality.contributions import Adherent, owed
from bonusage.legality.coverage_table import BEYOND, COVERAGE, SEED_COUNTS, held_by
from bonusage.legality.finding import Finding, Verdict
from bonusage.legality.law_facts import UNKNOWN_FROM
from bonusage.legality.rules import DUTIES, IDS, ON_THE_WHOLE, RULES

VERSIONS_FILE = ROOT.parent / "shared" / "law" / "css_L162-5_L162-15_versions.jsonl"
TEXTS = pytest.mark.skipif(not VERSIONS_FILE.is_file(), reason="the versions of the code are not beside the repository")
FACTS = load_law_facts()
GP = "medecin_generaliste"
REPEALED = {"DOC.CONTENT.03", "DOC.CONTENT.11"}
"""Items that the seed has as '(Abrogé)': the rule refuses their use, and stands on the whole article."""


@functools.cache
def texts() -> dict[str, tuple[str, ...]]:
    """'ARTICLE@FIRST DAY' -> its paragraphs."""
    rows = (json.loads(line) for line in VERSIONS_FILE.read_text("utf-8").splitlines())
    return {f"{row['article']}@{row['date_debut']}": tuple(row["alineas"]) for row in rows}


def acbus(**changes: object) -> Act:
    """An AcBUS of general practitioners, concluded on 02/04/2002 by the parties to their convention."""
    content = Content(
        medicalised_objectives=("moins de visites à domicile",),
        actions=("référentiel",),
        evaluation="par l'URCAM au bout d'un an",
        counterparts=(
            Counterpart("part", "share_of_avoided", (1, 2), criteria="parts égales", method="visites évitées"),
        ),
    )
    act = Act(
        "essai",
        ActKind.ACBUS,
        Level.NATIONAL,
        "Essai",
        (GP,),
        dt.date(2002, 4, 2),
        (Party("CNAMTS"), Party("CCMSA"), Party("MGFRANCE", professions=(GP,))),
        content,
        context=Context(conventions=(GP,), convention_unions=("MGFRANCE",)),
    )
    return act._replace(**changes)


def told(act: Act, day: dt.date) -> dict[str, Finding]:
    """The findings by rule."""
    found = findings(act, day, FACTS)
    by_rule = {one.rule: one for one in found}
    assert len(by_rule) == len(found), "two findings of one rule"
    return by_rule


# ---- the shape of the whole


def test_every_paragraph_of_the_seven_seed_versions_is_answered() -> None:
    counted: dict[str, list[str]] = {}
    for one in COVERAGE:
        counted.setdefault(f"{one.address.article}@{one.address.day}", []).append(one.address.path[0])
    assert counted == {name: [f"al{n + 1}" for n in range(count)] for name, count in SEED_COUNTS.items()}
    assert len(COVERAGE) == 74
    assert len(BEYOND) == 2


@TEXTS
def test_the_counts_are_those_of_the_texts() -> None:
    assert {name: len(texts()[name]) for name in SEED_COUNTS} == SEED_COUNTS


def test_every_rule_of_the_table_exists_at_its_place() -> None:
    """A rule of a paragraph has a version of its own there, at that paragraph or at the label it bears."""
    places = {(rule.id, rule.address.article, rule.address.day): rule.address.path for rule in RULES}
    for one in (*COVERAGE, *BEYOND):
        for id in one.rules:
            path = places[id, one.address.article, one.address.day]
            held = path == one.address.path or (bool(path) and not path[0].startswith("al"))
            assert held or id in REPEALED, f"{id}: {path} for {one.address}"
        assert one.summary
        assert one.rules or one.why in GAPS


def test_gaps_are_few_and_say_why() -> None:
    gaps = [one for one in COVERAGE if one.is_gap]
    assert len(gaps) * 10 < len(COVERAGE)
    assert all(one.why in GAPS and one.reason for one in gaps)
    partly = [str(one.address) for one in COVERAGE if one.why and not one.is_gap]
    assert partly == ["CSS:L162-5@2007-12-22#al2"], "the one paragraph that is left to a decree"
    assert held_by("ACBUS.GATE") == (
        parse_address("CSS:L162-12-17@1999-12-30#al5"),
        parse_address("CSS:L162-12-17@2002-03-07#al5"),
    )


@TEXTS
def test_the_days_of_the_versions_are_those_of_the_texts() -> None:
    known: dict[str, list[str]] = {}
    for name in texts():
        article, _, day = name.partition("@")
        known.setdefault(article, []).append(day)
    for article, said in VERSIONS.items():
        if article in known:
            ours = said.split()[:-1]
            assert ours == [day for day in sorted(known[article]) if day >= ours[0]], article


@TEXTS
def test_every_address_of_a_rule_is_a_paragraph_or_a_label_of_its_version() -> None:
    for rule in RULES:
        name = f"{rule.address.article}@{rule.address.day}"
        if name not in texts() or not rule.address.path or rule.id == "IC.SEED.CONTENT":
            continue
        lines, first = texts()[name], rule.address.path[0]
        if first.startswith("al"):
            assert int(first[2:]) <= len(lines), f"{rule.id}: {rule.address}"
        else:
            assert any(line.startswith((f"{first} ", f"{first}\u00a0")) for line in lines), f"{rule.id}: {rule.address}"


def test_rules_of_one_name_never_hold_twice_on_one_day() -> None:
    for kind in ActKind:
        days: dict[str, list[tuple[dt.date, dt.date]]] = {}
        for rule in RULES:
            if kind in rule.kinds:
                days.setdefault(rule.id, []).append((rule.since, rule.until or dt.date.max))
        for id, spans in days.items():
            spans.sort()
            assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans)), f"{kind} {id}"


def test_the_lists_of_ids_name_rules() -> None:
    assert IDS >= DUTIES
    assert IDS >= ON_THE_WHOLE
    assert all(rule.sentence.endswith(".") for rule in RULES)


# ---- a few acts


def test_the_agreement_of_home_visits_waits_for_its_approval_only() -> None:
    act = acbus()
    found = told(act, dt.date(2002, 4, 2))
    assert {one.rule for one in blocking(found.values(), FACTS)} == {"ACBUS.APPROVE.MINISTERS"}
    received = tuple(Transmission(to, "CNAMTS", received_on=dt.date(2002, 4, 10)) for to in ("MIN_SANTE", "MIN_SECU"))
    act = act._replace(transmissions=received)
    last = dt.date(2002, 4, 10) + dt.timedelta(days=45)
    assert not lawful(act, last, FACTS)
    assert lawful(act, last + dt.timedelta(days=1), FACTS)


def test_all_findings_come_not_the_first() -> None:
    act = acbus(parties=(), content=Content())
    wrong = {rule for rule, one in told(act, dt.date(2002, 4, 2)).items() if one.verdict == Verdict.NOT_MET}
    assert wrong >= {"ACBUS.PARTIES.CONVENTION", "ACBUS.CONTENT.MEDICALISED", "ACBUS.APPROVE.MINISTERS"}


def test_nurses_the_day_before_and_the_day_after() -> None:
    nurses = acbus(
        professions=("infirmier",),
        concluded_on=None,
        parties=(
            Party("CNAMTS", dt.date(2002, 3, 1)),
            Party("CCMSA", dt.date(2002, 3, 1)),
            Party("CONVERGENCE_INFIRMIERE", dt.date(2002, 3, 1), ("infirmier",)),
        ),
        context=Context(conventions=("infirmier",), convention_unions=("CONVERGENCE_INFIRMIERE",)),
    )
    before, after = (told(nurses, dt.date(2002, 3, day)) for day in (6, 7))
    assert before["ACBUS.PARTIES.CONVENTION"].verdict == Verdict.NOT_MET
    assert "07/03/2002" in before["ACBUS.PARTIES.CONVENTION"].message
    assert after["ACBUS.PARTIES.CONVENTION"].verdict == Verdict.MET
    assert str(before["ACBUS.GATE"].address) == "CSS:L162-12-17@1999-12-30#al5"
    assert str(after["ACBUS.GATE"].address) == "CSS:L162-12-17@2002-03-07#al5"


def test_an_instrument_before_its_article_after_it_and_after_what_was_read() -> None:
    day = dt.date(1999, 12, 29)
    assert told(acbus(concluded_on=day), day)["ACBUS.EXISTS"].verdict == Verdict.NOT_MET
    csp = acbus(kind=ActKind.CSP, concluded_on=dt.date(2010, 4, 1))
    assert told(csp, dt.date(2010, 4, 1))["CSP.EXISTS"].verdict == Verdict.NOT_MET
    late = told(acbus(concluded_on=UNKNOWN_FROM), UNKNOWN_FROM)
    assert late["ACBUS.EXISTS"].verdict == Verdict.PERSON
    assert not lawful(acbus(), UNKNOWN_FROM, FACTS)


def test_parties_that_did_not_exist_and_opinions_that_contradict_each_other() -> None:
    day = dt.date(2002, 4, 2)
    act = acbus(parties=(Party("UNCAM"), Party("MGFRANCE", professions=(GP,))))
    assert told(act, day)["PARTY.EXISTS"].verdict == Verdict.NOT_MET
    opinions = (Opinion("CNAMTS", given_on=day, favourable=True), Opinion("CNAMTS", given_on=day, favourable=False))
    assert told(acbus(opinions=opinions), day)["OPINION.CONTRADICTION"].verdict == Verdict.NOT_MET


def test_what_is_dated_later_is_not_known_yet() -> None:
    given = Opinion("CNAMTS", given_on=dt.date(2002, 4, 20), favourable=True)
    other = Opinion("CCMSA", given_on=dt.date(2002, 4, 12), favourable=True)
    act = acbus(level=Level.REGIONAL, opinions=(given, other))
    assert told(act, dt.date(2002, 4, 19))["ACBUS.REGIONAL.OPINIONS"].verdict == Verdict.NOT_MET
    assert told(act, dt.date(2002, 4, 20))["ACBUS.REGIONAL.OPINIONS"].verdict == Verdict.MET


def test_what_the_sources_do_not_tell_asks_a_person() -> None:
    act = acbus(content=acbus().content._replace(evaluation=""))
    day = dt.date(2002, 4, 2)
    assert told(act, day)["ACBUS.GATE"].verdict == Verdict.NOT_MET
    unknown = told(act._replace(unknown=("content.evaluation",)), day)["ACBUS.GATE"]
    assert unknown.verdict == Verdict.PERSON
    assert "content.evaluation" in unknown.message


def test_a_required_commitment_severed_leaves_an_unlawful_model() -> None:
    themes = ("evaluation", "followup", "followup_prescribing", "prescription")
    content = Content(
        objectives_of_practice="moins de prescriptions",
        commitments=tuple(Commitment(theme, theme) for theme in themes),
        counterparts=(Counterpart("forfait", "flat", tied_to_attainment=True),),
        termination="sur constat de la CPAM",
        observations=True,
    )
    model = acbus(kind=ActKind.CBP, content=content)
    day = dt.date(2002, 5, 20)
    assert told(model, day)["CBP.MANDATORY"].verdict == Verdict.MET
    cut = Decision("severance", ("MIN_SANTE", "MIN_SECU"), dt.date(2002, 5, 2), ("LAW",), ("evaluation",))
    found = told(model._replace(decisions=(cut,)), day)
    assert found["CBP.MANDATORY"].verdict == Verdict.NOT_MET
    assert found["CBP.MANDATORY.EVALUATION"].verdict == Verdict.NOT_MET
    kept = model._replace(
        decisions=(cut,),
        content=content._replace(
            commitments=tuple(one._replace(divisible=one.id != "evaluation") for one in content.commitments)
        ),
    )
    assert told(kept, day)["SEVERANCE.DIVISIBLE"].verdict == Verdict.NOT_MET
    assert told(kept, day)["CBP.MANDATORY"].verdict == Verdict.MET


@pytest.mark.parametrize(
    ("adherent", "day", "verdict"),
    [
        (Adherent(GP, True, False, True, False), "2002-01-01", Verdict.MET),
        (Adherent(GP, True, True, True, False), "2002-01-01", Verdict.NOT_MET),
        (Adherent(GP, True, False, False, False), "2002-01-01", Verdict.NOT_MET),
        (Adherent(GP, True, False, True, True), "2002-01-01", Verdict.NOT_MET),
        (Adherent(GP, True, None, True, False), "2002-01-01", Verdict.PERSON),
        (Adherent("infirmier", True, None, True, False), "2002-01-01", Verdict.MET),
        (Adherent("ambulancier", True, False, True, False), "2003-01-01", Verdict.NOT_MET),
        (Adherent(GP, True, False, True, False), "1999-12-29", Verdict.NOT_MET),
        (Adherent(GP, True, False, True, False), "2010-03-31", Verdict.MET),
        (Adherent(GP, True, False, True, False), "2010-04-01", Verdict.NOT_MET),
    ],
)
def test_who_is_owed_the_increase_of_contributions(adherent: Adherent, day: str, verdict: Verdict) -> None:
    assert owed(adherent, dt.date.fromisoformat(day), FACTS).verdict == verdict


def test_a_check_takes_less_than_ten_milliseconds() -> None:
    act, day = acbus(), dt.date(2002, 4, 2)
    findings(act, day, FACTS)
    taken = []
    for _ in range(20):
        start = time.perf_counter()
        findings(act, day, FACTS)
        taken.append(time.perf_counter() - start)
    assert sorted(taken)[10] < 0.01


# ---- pins: every rule is held to the words it was written against (law 1 of the house)


def test_every_rule_of_an_article_version_has_a_pin() -> None:
    """A pin for each version whose words differ; a rule on an article as a whole (does the act exist?) has none."""
    pinned = {(pin.holder, str(pin.address)) for pin in holders().pins if pin.kind == "rule"}
    ours = {(rule.id, str(rule.address)) for rule in RULES}
    assert pinned <= ours, "a pin that no rule stands on any more"
    assert {id for id, _ in pinned} == {rule.id for rule in RULES if rule.address.day or rule.address.code != "CSS"}
    assert {str(gap.address) for gap in holders().gaps} == {str(one.address) for one in COVERAGE if one.why}


@TEXTS
def test_every_pin_of_a_rule_has_the_hash_of_its_words() -> None:
    draft = read(VERSIONS_FILE.read_bytes(), VERSIONS_FILE.name)
    corpus = Corpus(versions_of(draft)[1])
    for pin in holders().pins:
        if pin.kind == "rule" and corpus.versions(pin.address.code, pin.address.article) and pin.hash:
            assert fingerprint(corpus, pin.address) == pin.hash, f"{pin.holder}: {pin.address}"
    hashed = sum(1 for pin in holders().pins if pin.kind == "rule" and pin.hash)
    assert hashed > 250
