"""law diff, apply and check as a stranger calls them, on texts that do not exist.

What an instruction does is judged in tests/spec/test_law_amend_*.py; here, that the commands say it and keep nothing half done.
Next: test_cli_law.py.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.desk import law_texts as texts
from tests.desk.law_texts import CATS, LAMPS, NEW, OLD, run_law
from tests.desk.ran import Run

NAMES = "Au 1° de l'article L. 900-1, le mot : « nom » est remplacé par le mot : « prénom »."
RENAMED = (*OLD[:2], "1° Le prénom du bateau ;", *OLD[3:])
THEN = ("--on", "2002-01-01")


@pytest.fixture
def law(run: Run, tmp_path: Path) -> Run:
    """The commands on a store of the ports."""
    law = run_law(tmp_path / "law.db", run)
    (tmp_path / "ports.jsonl").write_text(texts.LINES, "utf-8")
    assert law("import", tmp_path / "ports.jsonl").code == 0
    return law


def laid(folder: Path, text: str, name: str = "a.txt") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


# Diff


def test_a_difference_in_text(law: Run) -> None:
    ran = law("diff", "CSS:L900-1@2004-12-31", "CSS:L900-1@2005-01-01")
    assert (ran.code, ran.err) == (1, "")
    assert "- 1° Le nom du bateau ;" in ran.out
    assert "{+et celui de son patron+}" in ran.out.replace("{+ ", "{+").replace(" +}", "+}")
    assert "Ce carnet comporte" in ran.out
    assert "Le nombre de voiles" not in ran.out


def test_a_difference_in_html_and_in_json(law: Run) -> None:
    page = law("diff", "CSS:L900-1@2004-12-31", "CSS:L900-1@2005-01-01", "--format", "html")
    found = law("diff", "CSS:L900-1@2004-12-31", "CSS:L900-1@2005-01-01", "--format", "json")
    assert (page.code, found.code) == (1, 1)
    assert page.out.count("<ins>") == 1
    assert "<del>" not in page.out
    assert re.sub("<[^>]+>", "", page.out).count("celui de son patron") == 1
    assert "celui de son patron" in found.out
    assert found.json


def test_no_difference(law: Run) -> None:
    ran = law("diff", "CSS:L900-1@2005-01-01", "CSS:L900-1@2009-01-01")
    assert (ran.code, ran.out) == (0, "Aucune différence.\n")


def test_places_and_files_are_compared(law: Run, tmp_path: Path) -> None:
    whole = laid(tmp_path, "\n".join(OLD) + "\n")
    assert law("diff", "CSS:L900-1@2004-12-31", whole).code == 0
    assert law("diff", whole, "CSS:L900-1@2005-01-01").code == 1
    assert law("diff", "CSS:L900-1@2004-12-31#2°", "CSS:L900-1@2005-01-01#2°").code == 0
    page = laid(tmp_path, texts.HTML, "a.html")
    assert law("diff", "CSS:L900-4@2006-01-01", page).code == 0


# Apply


def applied(law: Run, folder: Path, text: str, *more: object) -> Any:
    ran = law("apply", laid(folder, text), *more, "--format", "json")
    assert ran.code == (0 if ran.json["verdict"] == "applied" else 1), ran.err
    assert {"verdict", "after", "warnings"} <= ran.json.keys()
    return ran.json


def test_an_instruction_is_applied(law: Run, tmp_path: Path) -> None:
    found = applied(law, tmp_path, NAMES, *THEN)
    assert (found["verdict"], found["after"], found["warnings"]) == ("applied", list(RENAMED), [])
    assert found["article"] == "CSS:L900-1@2001-01-01"
    text = law("apply", laid(tmp_path, NAMES), *THEN)
    assert text.code == 0
    assert "texte qui en résulterait" in text.out
    assert "  3  1° Le prénom du bateau ;" in text.out


def test_the_day_chooses_the_version(law: Run, tmp_path: Path) -> None:
    assert (
        applied(law, tmp_path, NAMES, "--on", "2005-01-01")["after"][2]
        == "1° Le prénom du bateau et celui de son patron ;"
    )


def test_to_names_the_article_that_the_text_does_not(law: Run, tmp_path: Path) -> None:
    said = "Au premier alinéa, le mot : « carnet » est remplacé par le mot : « grimoire »."
    for to in ("L900-1", "CSS:L900-1", "L. 900-1"):
        found = applied(law, tmp_path, said, "--to", to, *THEN)
        assert found["after"] == [OLD[0].replace("carnet", "grimoire"), *OLD[1:]]
    assert applied(law, tmp_path, said, "--to", "CSS:L900-1@2006-01-01")["after"][2] == NEW[2]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Au 1° de l'article L. 900-1, le mot : « hibou » est remplacé par le mot : « prénom ».", "not_found"),
        ("Au 9° de l'article L. 900-1, le mot : « nom » est remplacé par le mot : « prénom ».", "no_such_place"),
        ("Au second tiret de l'article L. 900-3, le mot : « corde » est remplacé par le mot : « scie ».", "ambiguous"),
        ("Que chacun nourrisse les chats de l'article L. 900-2 comme il l'entend.", "unsupported"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_applied(law: Run, tmp_path: Path, said: str, kind: str) -> None:
    found = applied(law, tmp_path, said, *THEN)
    assert found["verdict"] == kind
    if kind != "unsupported":
        assert tuple(found["after"]) in (OLD, LAMPS)
    text = law("apply", laid(tmp_path, said), *THEN)
    assert text.code == 1
    assert "rien n’est appliqué" in text.out
    assert "refus : " in text.out


def test_one_instruction_that_fails_stops_the_others(law: Run, tmp_path: Path) -> None:
    said = f"{NAMES}\nAu 9° de l'article L. 900-1, le mot : « nom » est remplacé par le mot : « prénom ».\n"
    found = applied(law, tmp_path, said, *THEN)
    assert (found["verdict"], found["after"]) == ("no_such_place", list(OLD))
    unread = applied(law, tmp_path, f"{NAMES}\nLe ciel est bleu.\n", *THEN)
    assert (unread["verdict"], unread["after"]) == ("unsupported", list(OLD))


def test_all_instructions_read_the_text_before_the_list(law: Run, tmp_path: Path) -> None:
    said = "L'article L. 900-1 est ainsi modifié :\n"
    said += "1° Au premier alinéa, le mot : « carnet » est remplacé par le mot : « cahier » ;\n"
    said += "2° Au premier alinéa, le mot : « cahier » est remplacé par le mot : « grimoire ».\n"
    assert applied(law, tmp_path, said, *THEN)["verdict"] == "not_found"
    found = applied(law, tmp_path, said, *THEN, "--sequential")
    assert found["after"][0] == OLD[0].replace("carnet", "grimoire")


def test_several_occurrences_that_nothing_announced_are_a_warning(law: Run, tmp_path: Path) -> None:
    said = "Au premier alinéa de l'article L. 900-1, le mot : « le » est remplacé par le mot : « ce »."
    found = applied(law, tmp_path, said, *THEN)
    assert found["after"][0].endswith("Il ce montre à qui ce demande.")
    assert len(found["warnings"]) == 1


def test_an_amendment_names_its_article(law: Run, tmp_path: Path) -> None:
    found = applied(law, tmp_path, texts.AMENDMENT, *THEN)
    assert found["after"] == [*OLD[:6], "3° Le nombre de rames."]


def test_several_articles_give_several_answers(law: Run, tmp_path: Path) -> None:
    said = f"{NAMES}\nÀ l'article L. 900-2, le mot : « chats » est remplacé par le mot : « chiens »."
    one, two = law("apply", laid(tmp_path, said), *THEN, "--format", "json").json
    assert (one["after"], two["after"]) == (list(RENAMED), [CATS[0].replace("chats", "chiens")])


def test_an_article_that_is_repealed_has_no_line_left(law: Run, tmp_path: Path) -> None:
    said = "L'article L. 900-2 est abrogé."
    assert applied(law, tmp_path, said, *THEN)["after"] == []
    assert "abrogé : plus aucun alinéa" in law("apply", laid(tmp_path, said), *THEN).out


def test_a_project_is_kept_and_no_view_of_a_day_shows_it(law: Run, tmp_path: Path) -> None:
    ran = law("apply", laid(tmp_path, NAMES), *THEN, "--keep")
    assert ran.code == 0
    assert "PROJET" in ran.err
    rows = {one["status"]: one for one in law("versions", "L900-1", "--format", "json").json}
    assert list(rows) == ["MODIFIE", "PROJET", "VIGUEUR"]
    assert (rows["PROJET"]["start"], rows["PROJET"]["made_by"]) == ("2002-01-01", "a.txt")
    for day in ("2001-12-31", "2002-01-01", "2004-12-31", "2030-01-01"):
        found = law("show", "L900-1", "--on", day, "--format", "json").json
        assert found["status"] != "PROJET", day
        assert "prénom" not in str(found["paragraphs"]), day
    law("apply", laid(tmp_path, NAMES), *THEN, "--keep")
    assert len(law("versions", "L900-1", "--format", "json").json) == 3


def test_a_project_changes_no_answer(law: Run, tmp_path: Path) -> None:
    file = laid(tmp_path, "".join(map(pin, PINS)), "pins.toml")
    asked = (
        ("show", "L900-1", "--on", "2003-01-01", "--known-at", "2004-01-01", "--format", "json"),
        ("show", "L900-1", "--on", "2006-01-01", "--known-at", "2004-01-01", "--format", "json"),
        ("links", "L900-1", "--on", "2005-01-01", "--format", "json"),
        ("check", "--pins", file, "--on", "2010-01-01", "--since", "2001-02-01", "--format", "json"),
        ("diff", "L900-1@2001-01-01", "L900-1@2005-01-01"),
    )
    before = [law(*one).out for one in asked]
    for day in ("2001-01-01", "2002-01-01", "2005-01-01", "2006-06-01"):
        law("apply", laid(tmp_path, NAMES), "--on", day, "--keep")
    assert len(law("versions", "L900-1", "--format", "json").json) == 6
    assert [law(*one).out for one in asked] == before


def test_a_project_hides_no_rule(law: Run, tmp_path: Path) -> None:
    said = (
        "Les chartes imaginaires des gardiens de phare fixent :",
        "21° Le prix des lampes ;",
        "22° Le prix des mèches.",
    )
    rows = texts.row("L162-5", "2011-08-12", "2013-01-01", said)
    rows += texts.row("L162-5", "2013-01-01", None, (said[0].replace("fixent", "disent"), *said[1:]))
    law("import", laid(tmp_path, rows, "phares.jsonl"))
    asked = ("show", "CSS:L162-5@2014-01-01", "--format", "json")
    before = law(*asked).json["paragraphs"]
    assert before[2]["rules"][:2] == ["rosp-2011-mt", "rosp-2011-mt/lettre"]
    gone = laid(tmp_path, "L'article L. 162-5 est abrogé.")
    for day in ("2011-08-12", "2012-01-01"):
        assert law("apply", gone, "--on", day, "--keep").code == 0
    assert law(*asked).json["paragraphs"] == before


def test_without_keep_and_after_a_failure_nothing_is_kept(law: Run, tmp_path: Path) -> None:
    before = (tmp_path / "law.db").read_bytes()
    law("apply", laid(tmp_path, NAMES), *THEN)
    law("apply", laid(tmp_path, NAMES + "\nLe ciel est bleu.\n"), *THEN, "--keep")
    law("apply", laid(tmp_path, NAMES.replace("nom", "hibou")), *THEN, "--keep")
    assert (tmp_path / "law.db").read_bytes() == before


# Apply --gold


def gold(**more: Any) -> dict[str, Any]:
    """A row in the form of ../shared/law/amendment_gold.jsonl."""
    said = {"text": NAMES, "new": None, "inherited_path": [["num", "1°"]], "op": "replace"}
    row = {
        "code": "code de la sécurité sociale", "article": "L900-1", "before_from": "2001-01-01", "after_from": "2003-01-01",
        "bill": "0-essai", "match": "strict", "instructions": [said], "before": list(OLD), "after": list(RENAMED),
    }  # fmt: skip
    return row | more


def judged(law: Run, folder: Path, *rows: dict[str, Any]) -> tuple[int, list[dict[str, Any]]]:
    file = laid(folder, "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), "gold.jsonl")
    ran = law("apply", file, "--gold")
    return ran.code, [json.loads(line) for line in ran.out.splitlines()]


def test_gold_rows_bring_their_own_text(law: Run, tmp_path: Path) -> None:
    code, (one,) = judged(law, tmp_path, gold())
    assert (code, one["article"], one["verdict"], one["after"]) == (0, "L900-1", "exact", list(RENAMED))


def test_gold_rows_are_judged_strictly_then_loosely(law: Run, tmp_path: Path) -> None:
    loose = [one.replace("é", "e").replace(" ;", ",") for one in RENAMED]
    bare = {key: value for key, value in gold().items() if key != "after"}
    code, found = judged(law, tmp_path, gold(), gold(after=loose), bare)
    assert [one["verdict"] for one in found] == ["exact", "loose", "applied"]
    assert code == 0


def test_a_gold_row_that_fails_is_a_no(law: Run, tmp_path: Path) -> None:
    wrong = gold(
        instructions=[{"text": NAMES.replace("nom", "hibou"), "new": None, "inherited_path": None, "op": "replace"}]
    )
    strange = gold(instructions=[{"text": "Le ciel est bleu.", "new": None, "inherited_path": [], "op": "replace"}])
    code, found = judged(law, tmp_path, wrong, gold(after=list(NEW)), strange, gold())
    assert [one["verdict"] for one in found] == ["not_found", "different", "unsupported", "exact"]
    assert found[0]["after"] == list(OLD)
    assert code == 1


def test_the_paths_of_gold_rows_are_followed_on_demand(law: Run, tmp_path: Path) -> None:
    said = "Le mot : « bateau » est remplacé par le mot : « canot »."
    row = gold(
        instructions=[{"text": said, "new": None, "inherited_path": [["num", "1°"]], "op": "replace"}],
        before=["Du bateau, on note :", "1° Le nom du bateau ;"],
        after=["Du bateau, on note :", "1° Le nom du canot ;"],
    )  # fmt: skip
    file = laid(tmp_path, json.dumps(row) + "\n", "gold.jsonl")
    without, followed = law("apply", file, "--gold"), law("apply", file, "--gold", "--use-path")
    assert (without.code, without.json["verdict"]) == (1, "different")
    assert (followed.code, followed.json["verdict"]) == (0, "exact")


def test_new_paragraphs_of_gold_rows_are_quoted_lines(law: Run, tmp_path: Path) -> None:
    said = {"text": "L'article L. 900-1 est complété par un alinéa ainsi rédigé :", "new": ["Il est relié en toile."]}
    _, (one,) = judged(law, tmp_path, gold(instructions=[said], after=[*OLD, "Il est relié en toile."]))
    assert one["verdict"] == "exact"


# Check


def pin(address: str, holder: str = "essai", hash: str = "", kind: str = "rule") -> str:
    return f'[[pin]]\nholder = "{holder}"\nkind = "{kind}"\naddress = \'{address}\'\nhash = "{hash}"\n\n'


PINS = {
    "CSS:L900-1@2001-01-01#3°": "in_force",
    "CSS:L900-1@2001-01-01#2°": "in_force",
    "CSS:L900-1@2001-01-01#1°": "reworded",
    "CSS:L900-1@2001-01-01": "reworded",
    "CSS:L900-5@2001-01-01#2°": "moved",
    "CSS:L900-5@2001-01-01#1°": "in_force",
    "CSS:L900-2@2001-01-01": "repealed",
    "CSS:L900-3@2001-01-01#-2": "ambiguous",
    "CSP:L900-1@2001-01-01": "absent",
    "CSS:L900-77@2001-01-01": "absent",
    'CSS:L900-1@2001-01-01#"carnet"(2)': "in_force",
}


def watched(law: Run, file: Path, *more: object) -> tuple[int, dict[str, Any]]:
    ran = law("check", "--pins", file, *more, "--format", "json")
    return ran.code, ran.json


def test_what_became_of_each_pin(law: Run, tmp_path: Path) -> None:
    file = laid(tmp_path, "".join(map(pin, PINS)), "pins.toml")
    code, found = watched(law, file, "--on", "2010-01-01")
    assert code == 1
    assert {one["address"]: one["standing"] for one in found["pins"]} == PINS
    told = {one["address"]: one for one in found["pins"]}
    assert told["CSS:L900-5@2001-01-01#2°"]["to"] == "CSS:L900-5@2006-01-01#3°"
    assert told["CSS:L900-5@2001-01-01#2°"]["since"] == "2006-01-01"
    assert "celui de son patron" in told["CSS:L900-1@2001-01-01#1°"]["diff"]
    assert told["CSS:L900-2@2001-01-01"]["since"] == "2008-01-01"
    assert told["CSS:L900-3@2001-01-01#-2"]["choices"] == ["al1/-2", "al4/-2"]


def test_before_anything_changed_everything_holds(law: Run, tmp_path: Path) -> None:
    held = [address for address, stands in PINS.items() if stands not in ("ambiguous", "absent")]
    file = laid(tmp_path, "".join(map(pin, held)), "pins.toml")
    code, found = watched(law, file, "--on", "2004-12-31")
    assert code == 0
    assert {one["standing"] for one in found["pins"]} == {"in_force"}


def test_a_change_of_another_paragraph_is_not_reported(law: Run, tmp_path: Path) -> None:
    file = laid(tmp_path, pin("CSS:L900-1@2001-01-01#2°") + pin("CSS:L900-5@2001-01-01#1°"), "pins.toml")
    ran = law("check", "--pins", file, "--on", "2010-01-01", "--since", "2001-06-01")
    assert ran.code == 0
    assert "2 épingles tiennent, 0 ne tient pas." in ran.out
    assert "Changements depuis le 2001-06-01 : 0" in ran.out


def test_every_change_since_a_day_in_order(law: Run, tmp_path: Path) -> None:
    file = laid(tmp_path, "".join(map(pin, PINS)), "pins.toml")
    _, found = watched(law, file, "--on", "2010-01-01", "--since", "2001-06-01")
    assert [(one["day"], one["address"], one["standing"]) for one in found["events"]] == [
        ("2005-01-01", "CSS:L900-1@2001-01-01#1°", "reworded"),
        ("2005-01-01", "CSS:L900-1@2001-01-01", "reworded"),
        ("2006-01-01", "CSS:L900-5@2001-01-01#2°", "moved"),
        ("2008-01-01", "CSS:L900-2@2001-01-01", "repealed"),
    ]
    _, later = watched(law, file, "--on", "2010-01-01", "--since", "2006-01-01")
    assert [one["day"] for one in later["events"]] == ["2008-01-01"]


def test_the_watch_is_read_by_people(law: Run, tmp_path: Path) -> None:
    file = laid(tmp_path, pin("CSS:L900-1@2001-01-01#1°") + pin("CSS:L900-1@2001-01-01#3°"), "pins.toml")
    ran = law("check", "--pins", file, "--on", "2010-01-01")
    assert (ran.code, ran.err) == (1, "")
    assert "Règle essai [CSS:L900-1@2001-01-01#1°]" in ran.out
    assert "reformulé depuis le 01/01/2005 (Loi n° 2004-7 - art. 2)" in ran.out
    assert "1 épingle tient, 1 ne tient pas." in ran.out
    assert "#3°" not in ran.out


def test_written_pins_hold_and_a_hash_of_other_words_is_found(law: Run, tmp_path: Path) -> None:
    gap = '[[gap]]\naddress = "CSS:L900-3"\nwhy = "not modelled"\nreason = \'le mot "phare"\'\n'
    given = pin("CSS:L900-1@2001-01-01#1°") + pin('CSS:L900-1@2001-01-01#"carnet"(2)') + pin("CSP:L1") + gap
    file, written = laid(tmp_path, given, "pins.toml"), tmp_path / "neuf.toml"
    ran = law("check", "--pins", file, "--write", written)
    assert (ran.code, "2 empreintes écrites" in ran.out) == (0, True)
    hashes = re.findall('hash = "([0-9a-f]*)"', written.read_text("utf-8"))
    assert [len(one) for one in hashes] == [16, 16, 0]
    again = tmp_path / "encore.toml"
    assert law("check", "--pins", written, "--write", again).code == 0
    assert again.read_bytes() == written.read_bytes()
    code, found = watched(law, written, "--on", "2004-01-01")
    assert (code, [one["standing"] for one in found["pins"]]) == (1, ["in_force", "in_force", "absent"])
    tampered = laid(tmp_path, written.read_text("utf-8").replace(hashes[0], "0" * 16), "faux.toml")
    first, *_ = watched(law, tampered, "--on", "2004-01-01")[1]["pins"]
    assert first["standing"] == "tampered"


def test_a_pin_declared_outside_is_printed_apart_and_is_no_failure(law: Run, tmp_path: Path) -> None:
    declared = 'outside = "la charte du port est affichée au quai"\n'
    given = pin("CSS:L900-1@2001-01-01#3°") + pin("CHARTE:4") + declared
    file, written = laid(tmp_path, given, "pins.toml"), tmp_path / "neuf.toml"
    ran = law("check", "--pins", file, "--on", "2004-01-01")
    assert (ran.code, ran.err) == (0, "")
    assert "[CHARTE:4]\n  hors du magasin : la charte du port est affichée au quai\n" in ran.out
    assert "1 épingle tient, 0 ne tient pas, 1 hors du magasin." in ran.out
    _, found = watched(law, file, "--on", "2004-01-01")
    assert [one["outside"] for one in found["pins"]] == ["", "la charte du port est affichée au quai"]
    assert law("check", "--pins", file, "--write", written).code == 0
    assert declared in written.read_text("utf-8")


def test_a_pin_declared_outside_is_watched_when_the_store_has_its_text(law: Run, tmp_path: Path) -> None:
    file = laid(tmp_path, pin("CSS:L900-1@2001-01-01#1°") + 'outside = "nulle part"\n', "pins.toml")
    code, found = watched(law, file, "--on", "2010-01-01")
    assert (code, found["pins"][0]["standing"], found["pins"][0]["outside"]) == (1, "reworded", "")
    file = laid(tmp_path, pin("CSS:L999-9") + 'outside = "nulle part"\n', "pins.toml")
    assert watched(law, file, "--on", "2010-01-01")[0] == 1  # the text is there, the article is not


def test_the_pins_of_the_catalogue_are_watched_when_none_are_named(law: Run) -> None:
    ran = law("check", "--on", "2012-01-01", "--format", "json")
    assert ran.code == 1  # this store has none of its texts
    assert {one["standing"] for one in ran.json["pins"]} == {"absent"}
    assert "rosp-2011-mt" in {one["holder"] for one in ran.json["pins"]}


def test_the_last_day_that_the_store_knows_is_said(law: Run, tmp_path: Path) -> None:
    file = laid(tmp_path, pin("CSS:L900-1@2001-01-01#3°"), "pins.toml")
    assert (
        "Le dernier changement de CSS que connaît le magasin est du 1er janvier 2008."
        in law("check", "--pins", file).out
    )
    assert "Le dernier changement" not in law("check", "--pins", file, "--on", "2007-01-01").out
