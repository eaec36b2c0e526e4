"""The readers on the real files of ../shared/law: articles, paragraphs, links, repairs and days, against the 211 versions.

No text of the law is here; without the files the tests say that they did not run.
Next: src/bonusage/law/sniff.py.
"""

from __future__ import annotations

import functools
from typing import Any

import pytest
from tests.house.tree import ROOT

from bonusage.law.corpus import Corpus, versions_of
from bonusage.law.draft import Draft
from bonusage.law.model import LinkKind
from bonusage.law.sniff import read, sniff
from bonusage.law.words import strict_key

LAW = ROOT.parent / "shared" / "law"
VERSIONS = LAW / "css_L162-5_L162-15_versions.jsonl"
pytestmark = pytest.mark.skipif(
    not VERSIONS.is_file(), reason="the texts of the law are not beside the repository (../shared/law)"
)

SEEDS = {
    "000": ("seed-markdown", [("L162-12-18", 15, "1999-12-30")], 19),
    "001": (
        "seed-extract",
        [
            ("L162-12-17", 6, "2002-03-07"),
            ("L162-12-18", 12, "2002-03-07"),
            ("L162-12-19", 1, "2002-03-07"),
            ("L162-12-20", 5, "2002-03-07"),
        ],
        0,
    ),
    "002": ("seed-markdown", [("L162-12-17", 6, "1999-12-30")], 12),
    "003": ("seed-html", [("L162-5", 29, "2007-12-22")], 0),
    "004": ("seed-amendment", [], 0),
}
"""Form; number, paragraphs and first day of each article, as text.md dates them; entries of the lists of links."""


@functools.cache
def seed(name: str) -> Draft:
    """A seed by the beginning of its name, in the form that is recognised."""
    (path,) = (LAW / "seeds").glob(f"{name}_*")
    return read(path.read_bytes(), path.name)


@functools.cache
def corpus() -> Corpus:
    """The 211 versions."""
    text, versions = versions_of(read(VERSIONS.read_bytes(), VERSIONS.name))
    return Corpus(versions, [text])


@pytest.mark.parametrize("name", SEEDS)
def test_articles_paragraphs_links_and_days_of_a_seed(name: str) -> None:
    form, articles, links = SEEDS[name]
    draft = seed(name)
    assert draft.form == form
    assert [(one.number, len(one.paragraphs)) for one in draft.articles] == [row[:2] for row in articles]
    assert sum(len(one.links) for one in draft.articles) == links
    for article, (number, _, day) in zip(draft.articles, articles, strict=True):
        (dated,) = corpus().date("CSS", number, article.paragraphs)
        assert (dated.exact, str(dated.version.start)) == (True, day)
        assert [strict_key(text) for text in article.paragraphs] == [strict_key(text) for text in dated.version.texts]


def test_seven_articles_and_31_links_in_all() -> None:
    articles = [article for name in SEEDS for article in seed(name).articles]
    assert len(articles) == 7
    assert sum(len(one.links) for one in articles) == 31


def test_the_links_of_two_seeds() -> None:
    def counted(name: str) -> dict[tuple[LinkKind, bool], int]:
        found: dict[tuple[LinkKind, bool], int] = {}
        for link in seed(name).articles[0].links:
            found[link.kind, link.outward] = found.get((link.kind, link.outward), 0) + 1
            assert link.code, link.printed
            assert bool(link.article) == ("art." in link.printed)
        return found

    common = {(LinkKind.CODIFIE, False): 1, (LinkKind.CREE, False): 1}
    assert counted("000") == common | {(LinkKind.CITE, False): 11, (LinkKind.CITE, True): 6}
    assert counted("002") == common | {(LinkKind.CITE, False): 9, (LinkKind.CITE, True): 1}
    cited = [link for link in seed("000").articles[0].links if link.kind == LinkKind.CITE and link.outward]
    assert [link.article for link in cited] == ["L162-12-15", "L162-12-2", "L162-12-9", "L162-14", "L162-5", "L162-9"]
    assert {link.code for link in cited} == {"CSS"}
    assert [link.state for link in seed("000").articles[0].links[2:6]] == ["V", "V", "Ab", "M"]
    made = seed("000").articles[0].links[1]
    assert (made.code, made.article, made.state) == ("LOI99-1140", "24", "")


def test_the_repairs_of_the_extract() -> None:
    draft = seed("001")
    assert [(one.line, one.what) for one in draft.repairs] == [
        (34, "phrase coupée par un saut de page, recollée"),
        (70, "phrase coupée par un saut de page, recollée"),
    ]
    assert [len(one.history) for one in draft.articles] == [2, 2, 1, 1]
    assert [one.headings[2].split(" : ")[0] for one in draft.articles] == ["Section 2.2"] * 4
    assert versions_of(draft)[0].code == "CSS"


def test_the_amendment() -> None:
    (amendment,) = seed("004").amendments
    assert amendment.place == "après l'article 29"
    assert len(amendment.lines) == 3
    assert amendment.lines[1].endswith("ainsi rédigé :")
    assert amendment.lines[2].startswith("« 21° Le contenu et les contreparties")
    assert amendment.lines[2].endswith(". »")
    assert len(amendment.summary) == 3


def test_211_versions_and_1489_paragraphs() -> None:
    draft = read(VERSIONS.read_bytes(), VERSIONS.name)
    assert (draft.form, len(draft.articles), draft.repairs) == ("lines", 211, ())
    assert sum(len(one.paragraphs) for one in draft.articles) == 1489
    assert len(corpus().articles()) == 69


SAMPLES: dict[str, Any] = {
    "LEGIARTI000006398122.xml": ("legi-article", 1, 0, 7),
    "LEGISCTA000006135575.xml": ("legi-section-ta", 0, 1, 0),
    "struct_LEGITEXT000006070666.xml": ("legi-struct", 0, 4, 0),
    "version_LEGITEXT000006070666.xml": ("legi-version", 0, 1, 0),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_of_legi(name: str) -> None:
    content = (LAW / "legi_xml_samples" / name).read_bytes()
    form, articles, headings, links = SAMPLES[name]
    assert sniff(content, "sans nom") == form
    draft = read(content, name)
    assert (len(draft.articles), len(draft.structure)) == (articles, headings)
    assert sum(len(one.links) for one in draft.articles) == links
    assert (draft.text_id, draft.repairs) == ("LEGITEXT000006070666", ())
    assert versions_of(draft)[0].code == "CIMM"
    if articles:
        (article,) = draft.articles
        assert len(article.paragraphs) == 1
        assert (str(article.start), str(article.end), article.status) == ("1952-06-29", "2001-01-01", "ABROGE")
        assert [(one.kind.value, one.outward) for one in article.links] == [
            ("CODIFIE", False), ("CREE", False), ("CODIFIE", False), ("ABROGE", False), ("CITE", False), ("CITE", False),
            ("CONCORDE", True),
        ]  # fmt: skip
    if form == "legi-section-ta":
        assert len(draft.structure[0].articles) == 8
