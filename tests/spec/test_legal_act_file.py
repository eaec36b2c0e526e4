"""Acts read from TOML: every field by its type, and every fault of the author at its line, all at once.

The acts of the catalogue are read whole; whether they are lawful is judged elsewhere.
Next: src/bonusage/legality/act_file.py.
"""

from __future__ import annotations

import datetime as dt

import pytest
from tests.house.tree import SRC

from bonusage.desk.law_facts import load_law_facts
from bonusage.legality.act import ActKind, Level
from bonusage.legality.act_file import DECISIONS, read_act, read_act_file
from bonusage.values.fault import Fault, Faults

FACTS = load_law_facts()
ACTS = sorted((SRC / "catalogue" / "acts").glob("*.toml"))

WHOLE = """
[act]
id = "accord"
kind = "acbus"
level = "regional"
title = "Accord régional imaginaire"
professions = ["medecin_generaliste", "infirmier"]
concluded_on = 2002-06-20
region = "Picardie"
single = false
text_version = 2
unknown = ["content.termination"]
sources = ["journal"]
parties = [{ id = "URCAM" }, { id = "MGFRANCE", professions = ["medecin_generaliste"], designated = true, signed_on = 2002-06-20 }]

[[act.opinions]]
by = "CNAMTS"
asked_on = 2002-06-22
given_on = 2002-06-25
favourable = true

[[act.transmissions]]
to = "MIN_SANTE"
sent_on = 2002-06-28
received_on = 2002-07-01
complete = false

[[act.decisions]]
what = "opposition"
by = ["MIN_SANTE"]
on = 2002-07-10
grounds = ["LAW", "EXP"]
notified_on = 2002-07-11
received_on = 2002-07-12

[act.content]
medicalised_objectives = ["moins de visites"]
safety_quality_efficiency = true

[[act.content.commitments]]
id = "visites"
theme = "activity"
divisible = false

[[act.content.counterparts]]
id = "part"
form = "share_of_avoided"
share = [1, 3]

[act.context]
conventions = ["medecin_generaliste"]

[sources]
journal = { title = "Un journal", url = "" }
note = "Une note"

[[figures]]
key = "visites"
value = 12
confidence = "sourced"
source = "journal"

[[expected]]
on = 2002-06-20
what = "signed"
"""


def faults_of(text: str, facts: object = FACTS) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as wrong:
        read_act(text, "accord.toml", facts)  # type: ignore[arg-type]
    return wrong.value.faults


def test_every_field_is_read_by_its_type() -> None:
    file = read_act_file(WHOLE, "accord.toml", FACTS)
    act = file.act
    assert (act.kind, act.level, act.concluded_on) == (ActKind.ACBUS, Level.REGIONAL, dt.date(2002, 6, 20))
    assert (act.single, act.text_version, act.unknown, act.region) == (False, 2, ("content.termination",), "Picardie")
    assert act.parties[1].designated is True
    assert act.parties[1].professions == ("medecin_generaliste",)
    assert (act.opinions[0].favourable, act.opinions[0].text_version) == (True, 1)
    assert act.transmissions[0].complete is False
    assert (act.decisions[0].grounds, act.decisions[0].received_on) == (("LAW", "EXP"), dt.date(2002, 7, 12))
    assert act.content.commitments[0].divisible is False
    assert act.content.counterparts[0].share == (1, 3)
    assert (act.content.observations, act.content.safety_quality_efficiency) == (None, True)
    assert (act.context.conventions, act.starts_on, act.sources) == (("medecin_generaliste",), None, ("journal",))
    assert dict(file.sources) == {"journal": "Un journal", "note": "Une note"}
    assert (file.figures[0]["value"], file.expected[0]["what"]) == (12, "signed")


def test_a_day_of_conclusion_may_be_left_out() -> None:
    assert read_act(WHOLE.replace("concluded_on = 2002-06-20\n", "")).concluded_on is None


@pytest.mark.parametrize("path", ACTS, ids=lambda path: path.stem)
def test_the_acts_of_the_catalogue_are_read_without_a_fault(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    assert read_act(text, str(path), FACTS).id


@pytest.mark.parametrize(
    ("old", "new", "what", "received"),
    [
        ('kind = "acbus"', 'kind = "abus"', "valeur inconnue", "act.kind = abus"),
        ('level = "regional"', 'level = "mondial"', "valeur inconnue", "act.level = mondial"),
        ('title = "Accord régional imaginaire"\n', "", "clé absente", "act.title"),
        ("concluded_on = 2002-06-20", 'concluded_on = "hier"', "valeur d'un autre type", "act.concluded_on = hier"),
        (
            "concluded_on = 2002-06-20",
            "concluded_on = 2002-06-20T10:00:00",
            "valeur d'un autre type",
            "act.concluded_on",
        ),
        ("single = false", "single = 0", "valeur d'un autre type", "act.single = 0"),
        ("text_version = 2", "text_version = true", "valeur d'un autre type", "act.text_version = True"),
        (
            'professions = ["medecin_generaliste", "infirmier"]',
            'professions = "medecin"',
            "valeur d'un autre type",
            "medecin",
        ),
        ('"infirmier"]', '"licorne"]', "profession inconnue", "licorne"),
        ('{ id = "URCAM" }', '{ id = "URCAM", signed = 1 }', "clé inconnue", "act.parties[1].signed"),
        ('{ id = "URCAM" }', '"URCAM"', "valeur d'un autre type", "URCAM"),
        ("designated = true", 'designated = "oui"', "valeur d'un autre type", "act.parties[2].designated = oui"),
        (
            '{ id = "MGFRANCE", professions = ["medecin_generaliste"]',
            '{ id = "MGFRANCE", professions = ["licorne"]',
            "profession inconnue",
            "licorne",
        ),
        ("given_on = 2002-06-25", "given_on = 2002-06-21", "avis rendu avant d'être demandé", "2002-06-21"),
        ("received_on = 2002-07-01", "received_on = 2002-06-27", "reçu avant d'être envoyé", "2002-06-27"),
        ('what = "opposition"', 'what = "objection"', "décision inconnue", "objection"),
        ("notified_on = 2002-07-11", "notified_on = 2002-07-09", "notifiée avant d'être prise", "2002-07-09"),
        ("received_on = 2002-07-12", "received_on = 2002-07-10", "reçue avant d'être notifiée", "2002-07-10"),
        ('["LAW", "EXP"]', '["LAW", "MOON"]', "motif inconnu", "MOON"),
        ('theme = "activity"', 'theme = "herbs"', "thème inconnu", "herbs"),
        ("share = [1, 3]", "share = [1]", "valeur d'un autre type", "[1]"),
        ("share = [1, 3]", 'share = ["1", "3"]', "valeur d'un autre type", "1"),
        ("share = [1, 3]", "share = [1, 0]", "part d'un tout nul", "[1, 0]"),
        (
            'region = "Picardie"',
            "starts_on = 2003-01-01\nends_on = 2003-01-01",
            "finit avant de commencer",
            "2003-01-01",
        ),
        ('sources = ["journal"]', 'sources = ["journal", "radio"]', "source inconnue", "radio"),
        ('note = "Une note"', "note = 3", "source sans titre", "sources.note"),
        ('source = "journal"', 'source = "radio"', "source inconnue", "radio"),
        ('confidence = "sourced"', 'confidence = "sure"', "confiance inconnue", "sure"),
        ("[[figures]]", "[[figurines]]", "table inconnue", "figurines"),
        ("on = 2002-06-20\nwhat", "day = 2002-06-20\nwhat", "clé absente", "expected[1].on"),
    ],
)
def test_a_fault_is_told_at_its_line(old: str, new: str, what: str, received: str) -> None:
    assert old in WHOLE
    text = WHOLE.replace(old, new, 1)
    told = [fault for fault in faults_of(text) if fault.what == what]
    assert told
    assert received in told[0].received
    file, _, line = told[0].where.partition(":")
    assert file == "accord.toml"
    if told[0].what != "clé absente":
        pairs = enumerate(zip(text.splitlines(), WHOLE.splitlines(), strict=False), 1)
        changed = [number for number, (new_line, old_line) in pairs if new_line != old_line]
        assert int(line) in changed[:2]
        assert text.splitlines()[int(line) - 1].strip() == told[0].excerpt


def test_an_id_told_twice_is_a_fault() -> None:
    twice = WHOLE.replace(
        "[[act.content.counterparts]]",
        '[[act.content.commitments]]\nid = "visites"\ntheme = "other"\n\n[[act.content.counterparts]]',
    )
    assert [fault.what for fault in faults_of(twice)] == ["identifiant écrit deux fois"]


def test_all_the_faults_are_told_in_one_run() -> None:
    text = (
        WHOLE.replace('kind = "acbus"', 'kind = "abus"')
        .replace("share = [1, 3]", "share = 3")
        .replace('note = "', "note = [] #")
    )
    assert [fault.what for fault in faults_of(text)] == [
        "source sans titre",
        "valeur inconnue",
        "valeur d'un autre type",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "[acte]\nid = 'a'", "act = 3", "[act", "[act]\ncontent = 4", "[act]\nparties = [4]", "sources = 4\nact = []"],
)
def test_what_is_no_act_is_a_fault_and_never_a_traceback(text: str) -> None:
    found = faults_of(text, None)
    assert found
    assert all(fault.where.startswith("accord.toml") and fault.what for fault in found)


def test_without_facts_words_are_not_checked() -> None:
    assert read_act(WHOLE.replace('"infirmier"]', '"licorne"]')).professions[1] == "licorne"


@pytest.mark.parametrize("what", DECISIONS)
def test_each_decision_is_read(what: str) -> None:
    text = WHOLE.replace('what = "opposition"', f'what = "{what}"')
    same_day = text.replace("notified_on = 2002-07-11", "notified_on = 2002-07-10").replace(
        "received_on = 2002-07-12", "received_on = 2002-07-10"
    )
    assert read_act(same_day, facts=FACTS).decisions[0].what == what
    at_once = same_day.replace("received_on = 2002-07-01", "received_on = 2002-06-28")
    assert read_act(at_once.replace("given_on = 2002-06-25", "given_on = 2002-06-22"), facts=FACTS).opinions


def test_decisions_are_those_that_the_rules_know() -> None:
    assert set(DECISIONS) == {
        "approval", "deemed_approved", "denunciation", "exclusion_of_references", "opposition", "order", "publication",
        "replacement", "severance", "suspension",
    }  # fmt: skip
