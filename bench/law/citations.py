"""Extraction of citations: MB/s, recall and precision, beside metslesliens in the same run. One JSON line.

usage: .venv/bin/python bench/law/citations.py [rounds]

Speed: the paragraphs of the 211 versions of ../shared/law (read before the clock starts, no cache kept between rounds); some
megabytes of fictitious paragraphs when they are absent. Recall and precision: the documents marked by hand, every citation
for ours; for both, what metslesliens can say too: the articles by their number, without text and place, as a multiset a unit,
in the paragraphs of articles only.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import metslesliens
from tests.spec.citation_units import LAW, ROWS, Mark, Unit, documents, marks
from tests.spec.test_law_citations import SENTENCES, Score, score

from bonusage.law.citations import citations
from bonusage.law.numerals import canonical_number
from bonusage.law.structure import outline, read_label

Paragraph = tuple[str, str, int, tuple[str, ...]]


def paragraphs() -> tuple[str, list[Paragraph]]:
    """(which corpus, its paragraphs)."""
    if ROWS.exists():
        rows = [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]
        return "211 versions", [
            (text, row["article"], at, tuple(row["alineas"]))
            for row in rows
            for at, text in enumerate(row["alineas"], 1)
        ]
    texts = tuple(one.text for one in SENTENCES)
    return "fictitious", [(text, "L900-7", at, texts) for _ in range(300) for at, text in enumerate(texts, 1)]


def ours(corpus: list[Paragraph]) -> int:
    """Number of citations found."""
    return sum(len(citations(text, "CSS", article, at, texts)) for text, article, at, texts in corpus)


def theirs(corpus: list[Paragraph]) -> int:
    """Number of candidates found."""
    return sum(len(metslesliens.donnelescandidats(text, "structuré")) for text, *_ in corpus)


def seconds(work: Callable[[list[Paragraph]], int], corpus: list[Paragraph]) -> tuple[float, int]:
    """CPU seconds of one pass, from cold caches, and what was found."""
    outline.cache_clear()
    read_label.cache_clear()
    canonical_number.cache_clear()
    gc.collect()
    began = time.process_time()
    found = work(corpus)
    return time.process_time() - began, found


def canonical(number: str) -> str:
    """A number as metslesliens prints it ('L162-5', '1er'); '' when it is none ('présent')."""
    try:
        return canonical_number(number)
    except ValueError:
        return ""


def numbers_of_theirs(text: str) -> Iterator[str]:
    """The article numbers that metslesliens finds; a range is 'A..B'."""
    for candidate in metslesliens.donnelescandidats(text, "structuré"):
        cited = candidate.get("article") or ()
        for one in (cited,) if isinstance(cited, str) else cited:
            ends = [canonical(end) for end in one] if isinstance(one, tuple) else [canonical(one)]
            if all(ends):
                yield "..".join(ends)


def number(target: str) -> str:
    """'CSS:L162-5#al2' -> 'L162-5'."""
    return target.partition(":")[2].partition("#")[0]


def articles_only(
    units: dict[str, dict[str, Unit]], gold: list[Mark], read: Callable[[Unit], list[str]]
) -> tuple[int, int, int]:
    """(found and marked, marked, found) as multisets of article numbers, unit by unit; a number cited twice in a row of
    places ('deuxième et troisième alinéas de l'article') counts once, since metslesliens names the article once."""
    right = wanted = found = 0
    for document, held in units.items():
        for name, unit in held.items():
            if not unit.paragraph:  # link entries and history lines are not in its grammar
                continue
            here = [one for one in gold if (one.document, one.unit) == (document, name) and not one.uncertain]
            marked = Counter(folded([(one.start, number(one.target)) for one in here if one.kind == "article"]))
            got = Counter(read(unit))
            right += (marked & got).total()
            wanted += marked.total()
            found += got.total()
    return right, wanted, found


def folded(said: list[tuple[int, str]]) -> list[str]:
    """The same number twice in succession is one."""
    return [one for at, (_, one) in enumerate(said) if at == 0 or said[at - 1][1] != one]


def percent(part: int, whole: int) -> float:
    """Two decimals."""
    return round(100 * part / whole, 2) if whole else 0.0


def quality() -> dict[str, object]:
    """Recall and precision; nothing when the marked texts are absent."""
    if not LAW.is_dir():
        return {"marked": "absent"}
    units, gold = documents(), marks()
    every: Score = score(units, gold, frozenset({"article", "text", "structure", "internal"}))
    full: Score = score(units, gold, frozenset({"article"}))

    def read(unit: Unit) -> list[str]:
        found = citations(unit.text, "CSS", unit.article, unit.paragraph, unit.texts)
        return folded([(one.start, number(one.target)) for one in found if one.kind == "article"])

    mine = articles_only(units, gold, read)
    peer = articles_only(units, gold, lambda unit: list(numbers_of_theirs(unit.text)))
    return {
        "marked": every.right + every.missed,
        "ours_recall_pct": percent(every.right, every.right + every.missed),
        "ours_precision_pct": percent(every.right, every.right + every.extra),
        "ours_articles_with_text_and_place_recall_pct": percent(full.right, full.right + full.missed),
        "ours_articles_with_text_and_place_precision_pct": percent(full.right, full.right + full.extra),
        "ours_numbers_recall_pct": percent(mine[0], mine[1]),
        "ours_numbers_precision_pct": percent(mine[0], mine[2]),
        "metslesliens_numbers_recall_pct": percent(peer[0], peer[1]),
        "metslesliens_numbers_precision_pct": percent(peer[0], peer[2]),
    }


def main() -> None:
    """Interleaved rounds; medians."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    name, corpus = paragraphs()
    size = sum(len(text.encode()) for text, *_ in corpus)
    spent: dict[str, list[float]] = {"ours": [], "metslesliens": []}
    found: dict[str, int] = {}
    for _ in range(rounds):
        for who, work in (("ours", ours), ("metslesliens", theirs)):
            took, found[who] = seconds(work, corpus)
            spent[who].append(took)
    line: dict[str, object] = {"corpus": name, "bytes": size, "paragraphs": len(corpus), "rounds": rounds}
    for who, all_of_them in spent.items():
        line[f"{who}_mb_s"] = round(size / statistics.median(all_of_them) / 1e6, 3)
        line[f"{who}_found"] = found[who]
    line |= quality()
    line |= {"python": platform.python_version(), "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2)}
    print(json.dumps(line))


if __name__ == "__main__":
    main()
