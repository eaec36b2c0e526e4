"""The facts of the law's world: each row sourced, agreeing with the dossier's table of regimes, its faults told by line.

The table below is copied by hand from the dossier (2.3.1), without looking at the catalogue.
Next: src/bonusage/legality/law_facts_read.py.
"""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from tests.house.tree import ROOT

from bonusage.desk.law_facts import fact_texts, facts_under, french_holidays, load_law_facts
from bonusage.legality.act import ActKind
from bonusage.legality.law_facts import LawFacts
from bonusage.legality.law_facts_read import read_facts
from bonusage.legality.policies_legal import LEGAL_POLICIES
from bonusage.values.fault import Fault, Faults

FACTS = load_law_facts()
TEXTS = fact_texts()
LAW = ROOT.parent / "shared" / "law" / "css_L162-5_L162-15_versions.jsonl"


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# ---- the regimes (2.3.1): id, days, period, ministers or funds, grounds, severance, who is told of an opposition, of a severance

FIVE = "MIN_SANTE MIN_SECU MIN_AGRI MIN_ECO MIN_BUDGET"
TWO = "MIN_SANTE MIN_SECU"
FUNDS = "CNAMTS AUTRES_CAISSES"
REGIMES = [
    ("A-R0a", "1985-12-21", "1996-04-25", "", "", "", "", "", "", False),
    ("A-R0b", "1996-04-25", "1999-12-30", "", "", "", "REF", "", "", False),
    ("A-A0", "1997-01-01", "1999-12-30", "15 day", TWO, "COG", "", "", "", True),
    ("A-A1", "1999-12-30", "2002-03-07", "15 day", FIVE, "LAW EXP PH EA", "", "CNAMTS", "", True),
    ("A-A2", "2002-03-07", "2002-12-24", "15 day", FIVE, "LAW EXP PH EA", "", "CNAMTS", "", True),
    ("A-R1", "1999-12-30", "2002-03-07", "45 day", FIVE, "LAW EXP PH EA", "DIV REF", FUNDS, FUNDS, True),
    ("A-R2", "2002-03-07", "2004-08-17", "45 day", FIVE, "LAW EXP PH EA", "DIV REF", "SIGNATAIRES", FUNDS, True),
    ("A-R3", "2004-08-17", "", "21 day", TWO, "LAW PHS EA", "DIV REF", "SIGNATAIRES", "UNCAM", True),
    ("A-HC", "1999-12-30", "2002-03-07", "45 day", FIVE, "LAW EXP PH EA", "DIV REF", FUNDS, FUNDS, True),
    ("A-HC", "2002-03-07", "2004-08-17", "45 day", FIVE, "LAW EXP PH EA", "DIV REF", "SIGNATAIRES", FUNDS, True),
    ("A-HC", "2004-08-17", "", "21 day", TWO, "LAW PHS EA", "DIV REF", "SIGNATAIRES", "UNCAM", True),
    ("A-B1", "1999-12-30", "2002-03-07", "45 day", TWO, "LAW EXP PH EA", "DIV REF", FUNDS, FUNDS, True),
    ("A-B2", "2002-03-07", "2003-12-19", "45 day", TWO, "LAW EXP PH EA", "DIV REF", "SIGNATAIRES", FUNDS, True),
    ("A-B3n", "2003-12-19", "2010-02-26", "", "", "", "", "", "", False),
    ("A-B3n", "2010-02-26", "", "", "", "", "", "", "", False),
    ("A-B3r", "2003-12-19", "2004-08-17", "45 day", "CNAMTS", "", "", "", "", True),
    ("A-B4r", "2004-08-17", "2010-02-26", "45 day", "UNCAM", "", "", "", "", True),
    ("A-C2r", "2003-12-19", "2004-08-17", "45 day", "CNAMTS", "", "", "", "", True),
    ("A-C3r", "2004-08-17", "2010-04-01", "45 day", "UNCAM", "", "", "", "", True),
    ("A-S2", "2003-12-19", "2004-08-17", "45 day", "CNAMTS", "", "", "", "", True),
    ("A-S3", "2004-08-17", "2010-04-01", "45 day", "UNCAM", "", "", "", "", True),
    ("A-K1", "2007-12-22", "2008-06-26", "", TWO, "", "", "", "", False),
    ("A-K1", "2008-06-26", "", "1 month", TWO, "", "", "", "", True),
    ("A-F1", "2002-03-07", "2010-04-01", "", "", "", "", "", "", False),
]


@pytest.mark.parametrize(
    ("id", "start", "end", "period", "by", "grounds", "severance", "opposition_to", "severance_to", "tacit"), REGIMES
)
def test_each_regime_is_that_of_the_dossier(
    id: str, start: str, end: str, period: str, by: str, grounds: str, severance: str, opposition_to: str,
    severance_to: str, tacit: bool,
) -> None:  # fmt: skip
    found = [one for one in FACTS.regimes if one.id == id and one.start == d(start) and one.approver != "none"]
    found = [one for one in found if one.variant != "annexe_de_convention"]  # it ends with its article
    assert found
    for one in found:
        assert one.end == (d(end) if end else None)
        assert (f"{one.length} {one.unit}" if one.length else "") == period
        assert " ".join(one.by) == by
        assert " ".join(one.grounds) == grounds
        assert " ".join(one.severance) == severance
        assert " ".join(one.opposition_to) == opposition_to
        assert " ".join(one.severance_to) == severance_to
        assert one.tacit is tacit


def test_every_regime_of_the_dossier_is_there() -> None:
    ids = {one.id for one in FACTS.regimes} | {one.id for one in FACTS.required}
    named = "R0a R0b A0 A1 A2 R1 R2 R3 HC B1 B2 B1r B3n B3r B4r C1 C2n C2r C3r S1 S2 S3 O1 O2 K1 F1"
    assert {f"A-{one}" for one in named.split()} <= ids
    assert ids - {f"A-{one}" for one in named.split()} == {"A-R0", "A-AMB", "A-L0"}


def test_suspension_is_the_minister_s_or_the_state_s_from_2003() -> None:
    powers = {one.suspension for one in FACTS.regimes if one.id in ("A-B3n", "A-C2n")}
    assert powers == {("MIN_SANTE",)}
    assert {one.suspension for one in FACTS.regimes if one.id in ("A-B3r", "A-B4r", "A-C2r", "A-C3r")} == {
        ("PREFET_REGION",)
    }
    assert all(not one.suspension for one in FACTS.regimes if one.start < d("2003-12-19"))


def test_every_fact_names_a_source_and_a_confidence_that_exist() -> None:
    rows = [
        *FACTS.parties.values(), *FACTS.regimes, *FACTS.required, *FACTS.existence, *FACTS.roles,
        *(row for rows in FACTS.representatives.values() for row in rows),
        *(row for rows in FACTS.professions.values() for row in rows),
    ]  # fmt: skip
    assert len(rows) > 200
    for row in rows:
        assert row.source.key in FACTS.sources
        assert row.source.confidence in ("sourced", "derived", "recalled", "absent")
        assert (row.source.confidence == "recalled") == (row.source.key == "memory") or row.source.key == "k-rosp11"


def test_every_source_that_is_named_serves() -> None:
    for name, text in TEXTS.items():
        head, _, tail = text.partition("[sources]\n")
        for key in re.findall(r"^([\w-]+) = ", tail.split("\n[")[0], re.MULTILINE):
            assert f'source = "{key}"' in head + tail, f"{name}: {key}"


@pytest.mark.skipif(not LAW.is_file(), reason="the versions of the articles are not beside the repository")
def test_every_address_leads_to_a_paragraph_of_that_version() -> None:
    versions: dict[tuple[str, str], list[str]] = {}
    for line in LAW.read_text("utf-8").splitlines():
        row = json.loads(line)
        versions[row["article"], row["date_debut"]] = row["alineas"]
    articles = {article for article, _ in versions}
    rows = [*FACTS.regimes, *FACTS.required, *FACTS.roles, *(row for row in FACTS.existence if row.address)]
    checked = 0
    for row in rows:
        address = row.address
        if address is None or address.article not in articles or address.code != "CSS":
            continue
        texts = versions.get((address.article, str(address.day)))
        assert texts is not None, f"{address}: no version begins on that day"
        checked += 1
        if address.path and (found := re.fullmatch(r"al(\d+)", address.path[0])):
            assert 1 <= int(found[1]) <= len(texts), address
    assert checked > 80


@pytest.mark.skipif(not LAW.is_file(), reason="the versions of the articles are not beside the repository")
def test_the_days_of_the_regimes_are_days_of_the_texts() -> None:
    days = set()
    for line in LAW.read_text("utf-8").splitlines():
        row = json.loads(line)
        days |= {row["date_debut"], row["date_fin"]}
    elsewhere = {"2003-03-23", "2008-06-26"}  # the ambulance convention; the decree on the CAPI model
    found = {str(day) for row in FACTS.regimes for day in (row.start, row.end) if day}
    assert found - days == elsewhere


# ---- parties, professions, themes


@pytest.mark.parametrize(
    ("party", "day", "there"),
    [
        ("UNCAM", "2004-08-16", False),
        ("UNCAM", "2004-08-17", True),
        ("CANAM", "2006-06-30", True),
        ("CANAM", "2006-07-01", False),
        ("RSI", "2006-06-30", False),
        ("URCAM", "2010-03-31", True),
        ("URCAM", "2010-04-01", False),
        ("HAS", "2004-08-16", False),
        ("HAS", "2004-08-17", True),
        ("CNPS", "2002-03-06", False),
        ("UNPS", "2004-08-17", True),
        ("LICORNE", "2004-08-17", None),
    ],
)
def test_parties_exist_on_their_days(party: str, day: str, there: bool | None) -> None:
    assert FACTS.exists(party, d(day)) is there


def test_the_other_national_funds_by_date() -> None:
    assert FACTS.other_national_funds(d("2002-07-01")) == ("CANAM", "CCMSA")
    assert FACTS.other_national_funds(d("2008-07-01")) == ("RSI", "CCMSA")
    assert (FACTS.kind_of("CNAMTS"), FACTS.kind_of("MGFRANCE"), FACTS.kind_of("LICORNE")) == ("fund", "union", "")


@pytest.mark.parametrize(
    ("union", "profession", "day", "so"),
    [
        ("MGFRANCE", "medecin_generaliste", "2002-07-01", True),
        ("MGFRANCE", "medecin_specialiste", "2002-07-01", False),
        ("MGFRANCE", "medecin", "2002-07-01", True),
        ("MGFRANCE", "infirmier", "2002-07-01", None),
        ("MGFRANCE", "medecin_generaliste", "1987-07-01", None),
        ("CSMF", "medecin_specialiste", "2011-07-26", True),
        ("ALLIANCE", "medecin_generaliste", "2007-07-01", False),
        ("ALLIANCE", "medecin_specialiste", "2011-07-01", None),
        ("LICORNE", "medecin", "2011-07-01", None),
        ("FNI", "infirmier", "2011-07-01", True),
    ],
)
def test_representativeness_is_known_not_known_or_denied(
    union: str, profession: str, day: str, so: bool | None
) -> None:
    assert FACTS.representative(union, profession, d(day)) is so


def test_a_union_denied_for_each_part_is_denied_for_the_whole() -> None:
    rows = FACTS.representatives["LE_BLOC", "medecin_generaliste"]
    denied = {
        ("LE_BLOC", part): (rows[0]._replace(profession=part),)
        for part in ("medecin_generaliste", "medecin_specialiste")
    }
    facts = FACTS._replace(representatives=denied)
    assert facts.representative("LE_BLOC", "medecin", d("2012-01-01")) is False
    whole = FACTS._replace(
        representatives={("LE_BLOC", "medecin"): (rows[0]._replace(profession="medecin", is_so=True),)}
    )
    assert whole.representative("LE_BLOC", "medecin_specialiste", d("2012-01-01")) is True


def test_professions_by_date() -> None:
    assert FACTS.convention_article("infirmier", d("1993-01-04")) == "L162-9"
    assert FACTS.convention_article("infirmier", d("1993-01-05")) == "L162-12-2"
    assert FACTS.convention_article("centre_de_sante", d("1999-12-29")) == ""
    assert [FACTS.prescriber(one, d("2002-03-07")) for one in ("medecin", "sage_femme", "infirmier", "licorne")] == [
        True, True, False, None,
    ]  # fmt: skip
    assert FACTS.prescriber("infirmier", d("2008-01-01")) is True
    assert (FACTS.within("medecin_generaliste"), FACTS.within("infirmier"), FACTS.within("licorne")) == (
        "medecin",
        "",
        "",
    )
    six = {"L162-5", "L162-9", "L162-12-2", "L162-12-9", "L162-14", "L322-5-2"}
    on = d("2002-03-07")
    rows = [row for id in FACTS.professions if (row := FACTS.profession(id, on))]
    assert {row.article for row in rows if row.in_l162_14_1} == six


def test_themes_by_version_and_profession() -> None:
    def required(day: str, *professions: str) -> set[str]:
        return set(FACTS.themes_of(ActKind.CBP, "required", d(day), professions))

    five = {"evaluation", "training", "followup", "generics", "references"}
    assert required("2002-03-06", "medecin_generaliste") == five
    assert required("2002-03-06", "infirmier") == five - {"generics"}
    later = {"evaluation", "followup", "followup_prescribing", "prescription"}
    assert required("2002-03-07", "medecin_generaliste") == later
    assert required("2002-03-07", "infirmier") == {"evaluation", "followup"}
    assert required("2002-03-07", "infirmier", "sage_femme") == later
    assert required("2010-03-31") == later
    assert required("2010-04-01") == set()
    optional = set(FACTS.themes_of(ActKind.CBP, "optional", d("2003-12-18")))
    assert optional == {"activity", "information", "services"}
    assert set(FACTS.themes_of(ActKind.CBP, "optional", d("2003-12-19"))) == optional | {"out_of_hours", "zones"}
    assert set(FACTS.themes_of(ActKind.CSP, "one_of", d("2004-01-01"))) == {"coordination", "prevention"}
    capi = set(FACTS.themes_of(ActKind.CAPI, "named", d("2009-12-28")))
    enacted = set(FACTS.themes_of(ActKind.COMMITMENTS, "named", d("2010-12-22")))
    assert (capi - enacted, enacted - capi) == ({"out_of_hours", "medical_control", "expenditure_control"}, {"chronic"})
    assert set(FACTS.themes_of(ActKind.CAPI, "named", d("2009-12-27"))) == capi - {"expenditure_control"}


# ---- policies, holidays


def test_policies_have_a_point_a_question_and_a_default() -> None:
    assert {policy.point for policy in LEGAL_POLICIES.values()} >= {1, 5, 21, 22, *range(24, 31), 61, 70, 74} - {23}
    for name, policy in LEGAL_POLICIES.items():
        assert 1 <= policy.point <= 74
        assert len(set(policy.values)) == len(policy.values) >= 2
        assert policy.question
        assert FACTS.policy(name) == policy.values[0]
    assert facts_under({"receipt": "first_receipt"}).policy("receipt") == "first_receipt"
    with pytest.raises(KeyError):
        FACTS.policy("unheard_of")
    with pytest.raises(Faults) as wrong:
        facts_under({"receipt": "never", "moon": "full"})
    assert [fault.received for fault in wrong.value.faults] == ["receipt = never", "moon"]


def test_holidays_are_those_of_metropolitan_france() -> None:
    of_2002 = sorted(day for day in french_holidays() if day.year == 2002)
    assert [f"{day:%m-%d}" for day in of_2002] == [
        "01-01", "04-01", "05-01", "05-08", "05-09", "05-20", "07-14", "08-15", "11-01", "11-11", "12-25",
    ]  # fmt: skip
    assert {day.year for day in french_holidays()} == set(range(1985, 2031))


# ---- faults of an author


def faults_of(name: str, old: str, new: str, count: int = 1) -> tuple[Fault, ...]:
    assert old in TEXTS[name]
    with pytest.raises(Faults) as wrong:
        read_facts({**TEXTS, name: TEXTS[name].replace(old, new, count)})
    return wrong.value.faults


@pytest.mark.parametrize(
    ("name", "old", "new", "what", "received"),
    [
        ("approval.toml", 'approver = "order"', 'approver = "king"', "manière d'approuver inconnue", "king"),
        ("approval.toml", "length = 45", "length = -45", "valeur d'un autre type", "-45"),
        ("approval.toml", "length = 45\n", "", "délai absent", ""),
        ("approval.toml", 'unit = "day"\n', "", "délai sans unité, ou unité sans délai", ""),
        ("approval.toml", '"LAW", "EXP"', '"LAX", "EXP"', "motif inconnu", "LAX"),
        ("approval.toml", '["DIV", "REF"]', '["DIV", "REX"]', "disjonction inconnue", "REX"),
        ("approval.toml", '["CNAMTS", "AUTRES_CAISSES"]', '["CNAMTS", "AUTRES"]', "destinataire inconnu", "AUTRES"),
        ("approval.toml", '"MIN_AGRI"', '"MIN_CULTURE"', "partie inconnue", "MIN_CULTURE"),
        (
            "approval.toml",
            'kinds = ["convention", "avenant"',
            'kinds = ["conversation", "avenant"',
            "acte inconnu",
            "conversation",
        ),
        ("approval.toml", 'levels = ["national"]', 'levels = ["mondial"]', "échelon inconnu", "mondial"),
        ("approval.toml", 'professions = ["medecin"]', 'professions = ["licorne"]', "profession inconnue", "licorne"),
        ("approval.toml", "CSS:L162-6@1985-12-21#al4", "L162-6, al. 4", "adresse illisible", "L162-6, al. 4"),
        ("approval.toml", 'source = "versions-file"', 'source = "hearsay"', "source inconnue", "hearsay"),
        ("approval.toml", 'confidence = "sourced"', 'confidence = "sure"', "confiance inconnue", "sure"),
        ("approval.toml", "end = 1996-04-25", "end = 1985-12-21", "finit avant de commencer", "1985-12-21"),
        ("approval.toml", 'wanted = "favourable"', 'wanted = "warm"', "sens inconnu", "warm"),
        ("approval.toml", 'before = "submission"', 'before = "dawn"', "moment inconnu", "dawn"),
        ("approval.toml", 'when = "raises_tariffs"', 'when = "raining"', "condition inconnue", "raining"),
        ("approval.toml", 'one_of = "other_national_funds"', 'one_of = "banks"', "liste inconnue", "banks"),
        ("states.toml", 'state = "run_off"', 'state = "asleep"', "état inconnu", "asleep"),
        ("states.toml", "start = 1985-12-21", 'start = "1985"', "valeur d'un autre type", "1985"),
        ("parties.toml", 'id = "CCMSA"', 'id = "CNAMTS"', "partie écrite deux fois", "CNAMTS"),
        ("parties.toml", 'kind = "fund"', 'kind = "bank"', "sorte inconnue", "bank"),
        ("parties.toml", 'union = "CSMF"', 'union = "CNAMTS"', "ce n'est pas un syndicat", "CNAMTS"),
        ("parties.toml", 'union = "CSMF"', 'union = "CMSF"', "partie inconnue", "CMSF"),
        (
            "parties.toml",
            'profession = "medecin_generaliste", start = 1989-01-01',
            'profession = "medecin_generaliste", start = 1980-01-01',
            "représentatif avant d'exister",
            "1980-01-01",
        ),
        ("parties.toml", "national_fund = true", 'national_fund = "oui"', "valeur d'un autre type", "oui"),
        ("parties.toml", "national_fund = true, ", "national_fond = true, ", "clé inconnue", ""),
        (
            "professions.toml",
            "start = 1993-01-05, end",
            "start = 1993-01-01, end",
            "jours déjà dits par une autre ligne",
            "1993-01-01",
        ),
        ("professions.toml", "prescriber = true, ", "", "clé absente", ""),
        ("themes.toml", 'theme = "generics", kind', 'theme = "herbs", kind', "thème inconnu", "herbs"),
        ("themes.toml", 'role = "one_of"', 'role = "extra"', "rôle inconnu", "extra"),
        ("themes.toml", 'kind = "csp"', 'kind = "cps"', "acte inconnu", "cps"),
    ],
)
def test_a_fault_of_the_author_is_told_at_its_line(name: str, old: str, new: str, what: str, received: str) -> None:
    found = faults_of(name, old, new)
    told = [fault for fault in found if fault.what == what]
    assert told, [fault.what for fault in found]
    assert received in told[0].received
    file, _, line = told[0].where.partition(":")
    assert file == name
    broken = TEXTS[name].replace(old, new, 1).splitlines()
    assert broken[int(line) - 1].strip() == told[0].excerpt
    if new and what not in ("jours déjà dits par une autre ligne", "finit avant de commencer"):
        assert new.splitlines()[0] in broken[int(line) - 1]


def test_every_fault_of_every_file_is_told_at_once() -> None:
    broken = {
        "parties.toml": TEXTS["parties.toml"].replace('kind = "fund"', 'kind = "bank"'),
        "themes.toml": TEXTS["themes.toml"].replace('role = "one_of"', 'role = "extra"'),
    }
    with pytest.raises(Faults) as wrong:
        read_facts({**TEXTS, **broken}, policies={"moon": "full"})
    assert {fault.where.partition(":")[0] for fault in wrong.value.faults} == {
        "parties.toml",
        "themes.toml",
        "politiques",
    }
    assert len(wrong.value.faults) > 8


def test_a_file_that_is_not_toml_or_whose_tables_are_not_lists_is_told() -> None:
    with pytest.raises(Faults) as wrong:
        read_facts({**TEXTS, "themes.toml": "theme = ["})
    assert wrong.value.faults[0].where.startswith("themes.toml")
    for text in ('theme = "x"', "sources = 1"):
        with pytest.raises(Faults) as wrong:
            read_facts({**TEXTS, "themes.toml": text})
        assert "valeur d'un autre type" in [fault.what for fault in wrong.value.faults]


def test_facts_are_frozen_and_policies_make_other_facts() -> None:
    other = FACTS.with_policies(receipt="first_receipt")
    assert (FACTS.policy("receipt"), other.policy("receipt")) == ("last_receipt", "first_receipt")
    for mapping in (FACTS.parties, FACTS.policies, FACTS.rows, FACTS.professions):
        with pytest.raises(TypeError):
            mapping["x"] = None  # type: ignore[index]
    assert isinstance(other, LawFacts)


def test_an_opinion_that_is_not_tacit_has_no_period() -> None:
    by_id = {one.id: one for one in FACTS.required}
    assert (by_id["A-B1r"].length, by_id["A-B1r"].unit, by_id["A-B1r"].tacit) == (0, "", False)
    assert (by_id["A-O1"].length, by_id["A-O1"].unit, by_id["A-O1"].tacit) == (2, "month", True)
    assert (by_id["A-O2"].length, by_id["A-O2"].unit, by_id["A-O2"].tacit) == (21, "day", True)
