"""The citation graph, agreement of lists and words, and stale links: on an invented corpus, and on the real texts.

Next: src/bonusage/law/stale.py.
"""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.spec.citation_units import LAW, ROWS, documents

from bonusage.law.address import Address, parse_address
from bonusage.law.citations import Citation
from bonusage.law.corpus import Corpus
from bonusage.law.graph import Graph, agreement, cited_articles, targets
from bonusage.law.model import Link, LinkKind, Origin, Status, Version
from bonusage.law.stale import Staleness, stale


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def version(article: str, start: str, end: str, *texts: str, status: str = "", links: tuple[Link, ...] = ()) -> Version:
    """A version of the invented code CNPI."""
    state = Status(status) if status else Status.MODIFIE if end else Status.VIGUEUR
    return Version("CNPI", article, day(start), day(end) if end else None, state, texts, links=links)


def cites(article: str, outward: bool = True, state: str = "") -> Link:
    return Link(LinkKind.CITE, outward, "CNPI", article, state=state, printed=f"art. {article}")


ANCHOR = version(
    "L1",
    "2001-01-01",
    "",
    "Le port tient la liste prévue au 2° de l'article L. 2, au premier alinéa de l'article L. 2 et à l'article L. 9.",
    "Il applique les articles L. 3 à L. 5, le I de l'article L. 6 et l'article L. 7.",
    "Les mousses du 4° ci-dessus relèvent du code du travail et de l'article L. 8 du code du sport.",
    links=(cites("L2", state="M"), cites("L10"), cites("L3", outward=False)),
)
LIST = (
    version("L2", "2000-01-01", "2005-01-01", "Sont inscrits :", "1° Les barques ;", "2° Les canots ;", "3° Les bacs."),
    version(
        "L2", "2005-01-01", "2008-01-01", "Sont inscrits :", "1° Les barques ;", "2° Les voiliers ;", "3° Les bacs."
    ),
    version("L2", "2008-01-01", "", "Sont inscrits :", "1° Les barques ;", "2° (Abrogé) ;", "3° Les bacs."),
)
OTHERS = (
    version("L3", "2000-01-01", "", "Un seul."),
    version("L4", "2000-01-01", "2006-01-01", "Un autre.", status="ABROGE"),
    version("L4 bis", "2000-01-01", "", "Encore un."),
    version("L4 ter", "2000-01-01", "2000-02-01", "Plus rien.", status="ABROGE"),
    version(
        "L5", "2000-01-01", "2004-01-01", "Cinq.", status="TRANSFERE", links=(Link(LinkKind.TRANSFERE, True, "CNPI", "L50"),)
    ),
    version("L6", "2000-01-01", "", "I. - Un.", "II. - Deux.", "I. - Trois."),
    version("L7", "2010-01-01", "", "Sept."),
    version("L9", "2000-01-01", "2002-01-01", "Neuf."),
)  # fmt: skip
CORPUS = Corpus([ANCHOR, *LIST, *OTHERS])


def test_a_target_is_one_address_or_the_two_ends_of_a_range() -> None:
    assert targets("CSS:L162-15#II/al2") == (parse_address("CSS:L162-15#II/al2"),)
    assert targets("LOI93-8:6") == (parse_address("LOI93-8:6"),)
    assert targets("LOI93-8") == (Address("LOI93-8", "", None, ()),)
    assert targets("LOI@1901-07-01:5") == (Address("LOI@1901-07-01", "5", None, ()),)
    assert targets("CT:L1..L5") == (parse_address("CT:L1"), parse_address("CT:L5"))
    assert targets("CT:L1#I/1°..4°") == (parse_address("CT:L1#I/1°"), parse_address("CT:L1#I/4°"))


def test_a_range_of_articles_is_opened_with_those_that_the_corpus_knows() -> None:
    opened = cited_articles(CORPUS, Citation(0, 1, "article", "CNPI:L3..L5"))
    assert [one.article for one in opened] == ["L3", "L4", "L4 bis", "L4 ter", "L5"]
    assert cited_articles(CORPUS, Citation(0, 1, "structure", "CNPI:titre V")) == ()


def test_an_edge_is_read_from_both_ends_with_both_origins_and_the_cited_places() -> None:
    graph = Graph.of(CORPUS, day("2003-01-01"))
    (edge,) = [one for one in graph.cites("CNPI", "L1") if one.target == ("CNPI", "L2")]
    assert edge in graph.cited_by("CNPI", "L2")
    assert edge.origins == (Origin.DECLARED, Origin.EXTRACTED)
    assert edge.paths == ((), ("2°",), ("al1",))
    assert [one.paragraph for one in edge.occurrences] == [0, 1, 1]
    assert edge.occurrences[0].state == "M"
    said = edge.occurrences[1]
    assert said.printed == "2° de l'article L. 2"
    assert ANCHOR.texts[0][slice(*said.span)] == said.printed
    assert str(said.version) == "CNPI:L1@2001-01-01"


def test_what_each_origin_says_alone_is_kept() -> None:
    graph = Graph.of(CORPUS)
    found = {edge.target: edge.origins for edge in graph.cites("CNPI", "L1")}
    assert found["CNPI", "L10"] == (Origin.DECLARED,)
    assert found["CNPI", "L9"] == (Origin.EXTRACTED,)
    assert found["CNPI", "L4 bis"] == (Origin.EXTRACTED,), "inside the range L. 3 to L. 5"
    assert found["CT", ""] == (Origin.EXTRACTED,), "a whole code"
    assert found["CSPORT", "L8"] == (Origin.EXTRACTED,)
    assert ("CNPI", "L1") not in found


def test_a_declared_cited_by_is_the_same_edge_from_the_other_end() -> None:
    graph = Graph.of(CORPUS)
    (edge,) = graph.cites("CNPI", "L3")
    assert (edge.source, edge.target) == (("CNPI", "L3"), ("CNPI", "L1"))
    assert graph.cited_by("CNPI", "L1") == (edge,)
    assert graph.cites("CNPI", "L5") == ()
    assert [one.target for one in graph.cites("CNPI", "L5", LinkKind.TRANSFERE)] == [("CNPI", "L50")]


def test_the_graph_of_a_day_holds_the_versions_of_that_day() -> None:
    assert len(Graph.of(CORPUS, day("2000-06-01"))) == 1, "only the transfer of L5: L1 begins in 2001"
    assert len(Graph.of(CORPUS, day("1999-01-01"))) == 0


def test_agreement_of_the_list_and_of_the_words() -> None:
    found = agreement(CORPUS, ANCHOR)
    assert found.both == (("CNPI", "L2"),)
    assert found.declared_only == (("CNPI", "L10"),)
    assert found.extracted_only == (
        ("CNPI", "L9"), ("CNPI", "L3"), ("CNPI", "L4"), ("CNPI", "L4 bis"), ("CNPI", "L4 ter"), ("CNPI", "L5"),
        ("CNPI", "L6"), ("CNPI", "L7"), ("CSPORT", "L8"),
    )  # fmt: skip
    assert str(found).startswith(
        "CNPI:L1@2001-01-01 : 1 citation(s) déclarée(s) et lue(s) dans le texte ; 1 déclarée(s) sans"
    )


def told(on: str) -> dict[str, Staleness]:
    return {f"{link.paragraph} {link.target}": link.staleness for link in stale(CORPUS, day(on))}


def test_stale_links_by_day() -> None:
    at_first = {
        "1 CNPI:L9": Staleness.ABSENT,
        "2 CNPI:L6#I": Staleness.AMBIGUOUS,
        "2 CNPI:L7": Staleness.NOT_YET,
        "3 CNPI:L1#4°": Staleness.NO_SUCH_PLACE,
        "3 CSPORT:L8": Staleness.NOT_IN_CORPUS,
        "0 CNPI:L10": Staleness.NOT_IN_CORPUS,
    }
    assert told("2003-01-01") == at_first
    assert told("2004-06-01") == at_first | {"2 CNPI:L5": Staleness.RENUMBERED}
    in_2006 = at_first | {
        "2 CNPI:L5": Staleness.RENUMBERED,
        "2 CNPI:L4": Staleness.REPEALED,
        "1 CNPI:L2#2°": Staleness.REWORDED,
    }
    del in_2006["2 CNPI:L7"]
    assert told("2012-01-01") == in_2006 | {"1 CNPI:L2#2°": Staleness.REPEALED_PLACE}
    assert told("2007-01-01") == in_2006 | {"2 CNPI:L7": Staleness.NOT_YET}


def test_the_inside_of_a_range_is_judged_too() -> None:
    assert "2 CNPI:L4" in told("2007-01-01")
    assert "2 CNPI:L4 bis" not in told("2007-01-01")
    assert "2 CNPI:L4 ter" not in told("2007-01-01"), "gone before the citing version began"


def test_a_stale_link_says_why_in_french() -> None:
    said = {str(link.target): link for link in stale(CORPUS, day("2007-01-01"))}
    assert str(said["CNPI:L2#2°"]) == (
        "CNPI:L1@2001-01-01, alinéa 1 cite « 2° de l'article L. 2 » : 2° de l'article L. 2 (CNPI) a changé de termes depuis le"
        " 01/01/2005, après le début de la version qui le cite"
    )
    assert str(said["CNPI:L5"]).endswith("article L. 5 (CNPI) a changé de numéro depuis le 01/01/2004 : L50")
    assert str(said["CNPI:L4"]).endswith("est abrogé depuis le 01/01/2006")
    assert str(said["CNPI:L7"]).endswith("n'entre en vigueur que le 01/01/2010")
    assert str(said["CNPI:L10"]) == (
        "CNPI:L1@2001-01-01 déclare citer « art. L10 » : article L. 10 (CNPI) n'est pas dans le magasin, on n'en sait rien"
    )
    assert said["CNPI:L5"].successor == "L50"


HERE = pytest.mark.skipif(not LAW.is_dir(), reason="the texts are not beside the repository (../shared/law)")


def real() -> Corpus:
    rows = [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]
    return Corpus(
        Version(
            "CSS",
            row["article"],
            day(row["date_debut"]),
            day(row["date_fin"]) if row["date_fin"] else None,
            Status(row["etat"]),
            tuple(row["alineas"]),
        )
        for row in rows
    )


@HERE
def test_articles_that_the_list_of_a_seed_forgets_are_found() -> None:
    units = documents()["seed:000"]
    texts = tuple(unit.text for unit in units.values() if unit.paragraph)
    declared = ("L162-12-15", "L162-12-2", "L162-12-9", "L162-14", "L162-5", "L162-9")
    links = tuple(Link(LinkKind.CITE, True, "CSS", article) for article in declared)
    found = agreement(Corpus([]), Version("CSS", "L162-12-18", None, None, Status.VIGUEUR, texts, links=links))
    assert sorted(article for _, article in found.both) == sorted(declared)
    assert found.declared_only == ()
    assert found.extracted_only == (("CSS", "L162-5-11"), ("CSS", "L645-2"), ("CSS", "L722-4"))


@HERE
def test_the_real_corpus_has_stale_links_and_no_repeal_that_is_only_unknown() -> None:
    corpus = real()
    found = stale(corpus, day("2008-06-01"))
    for link in found:
        known = corpus.versions(link.target.code, link.target.article)
        assert (link.staleness == Staleness.NOT_IN_CORPUS) == (not known)
        assert f"{link.source}, alinéa {link.paragraph} cite « {link.printed} » : " in str(link)
    assert {Staleness.REPEALED, Staleness.REWORDED} <= {link.staleness for link in found}
    assert all(link.since and link.since <= day("2008-06-01") for link in found if link.staleness == Staleness.REPEALED)
