"""The units of the marked documents, read again by hand from the shared folder: none of the room's readers is used.

The rules of marking are in tests/golden/citations_marked.toml. No text of the law is kept here.
Next: test_law_citations.py, which scores the extractor on them.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from tests.house.tree import ROOT

LAW = ROOT.parent / "shared" / "law"
GOLDEN = ROOT / "tests" / "golden"
ROWS = LAW / "css_L162-5_L162-15_versions.jsonl"


class Unit(NamedTuple):
    """A marked unit: its text, the article that holds it, its number in it (0: a link, a history line) and the article's lines."""

    text: str
    article: str = ""
    paragraph: int = 0
    texts: tuple[str, ...] = ()


class Mark(NamedTuple):
    """A citation marked by hand."""

    document: str
    unit: str
    start: int
    end: int
    kind: str
    target: str
    uncertain: bool = False


def marks() -> list[Mark]:
    """Every mark."""
    lines = (GOLDEN / "citations_marked.jsonl").read_text("utf-8").splitlines()
    return [Mark(**json.loads(line)) for line in lines]


def head() -> dict[str, list[int]]:
    """Document -> lengths of its units."""
    documents = tomllib.loads((GOLDEN / "citations_marked.toml").read_text("utf-8"))["documents"]
    return {one["name"]: one["unit_lengths"] for one in documents}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text).replace("*", "").replace("#", "").split())


def _blocks(text: str) -> list[str]:
    return [plain for block in re.split(r"\n\s*\n", text) if (plain := _plain(block))]


def _numbered(article: str, texts: list[str], prefix: str = "") -> Iterator[tuple[str, Unit]]:
    for at, text in enumerate(texts, 1):
        yield f"{prefix}p{at}", Unit(text, article, at, tuple(texts))


def _with_links(text: str) -> Iterator[tuple[str, Unit]]:
    body, _, links = text.partition("**Liens")
    title, *texts = _blocks(body)
    yield from _numbered(title.split()[1], texts)
    entries = [_plain(line) for line in links.splitlines() if line.strip().startswith("- ")]
    yield from ((f"link{at}", Unit(entry)) for at, entry in enumerate(entries, 1))


def _extract(text: str) -> Iterator[tuple[str, Unit]]:
    articles: dict[str, tuple[list[str], list[str]]] = {}
    notes: list[str] = []
    texts: list[str] = []
    for block in _blocks(text):
        if title := re.fullmatch(r"Article ([LRD][\d-]+)", block):
            notes, texts = articles.setdefault(title[1], ([], []))
        elif not articles:
            continue
        elif block.startswith("("):
            notes.append(block)
        elif block[0].islower() and texts and texts[-1][-1] not in ".;:":
            texts[-1] += " " + block  # a sentence cut by a page break
        else:
            texts.append(block)
    for article, (notes, texts) in articles.items():
        yield from ((f"{article}/note{at}", Unit(note)) for at, note in enumerate(notes, 1))
        yield from _numbered(article, texts, f"{article}/")


def documents() -> dict[str, dict[str, Unit]]:
    """Every marked document: its units by name."""
    seeds = [path.read_text("utf-8") for path in sorted((LAW / "seeds").iterdir())]
    paragraphs = [_plain(one) for one in re.findall(r"<p>(.*?)</p>", seeds[3], re.DOTALL)]
    found = {
        "seed:000": dict(_with_links(seeds[0])),
        "seed:001": dict(_extract(seeds[1])),
        "seed:002": dict(_with_links(seeds[2])),
        "seed:003": dict(_numbered("L162-5", paragraphs)),
        "seed:004": {f"p{at}": Unit(block) for at, block in enumerate(_blocks(seeds[4]), 1)},
    }
    rows = [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]
    for row in random.Random(1).sample(rows, 30):
        found[f"v:{row['article']}@{row['date_debut']}"] = dict(_numbered(row["article"], row["alineas"]))
    return found
