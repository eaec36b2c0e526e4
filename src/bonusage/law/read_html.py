"""An article whose paragraphs are <p>: the second seed layout.

The rules of tags are in markup.py.
Next: read_extract.py for several articles in one file.
"""

from __future__ import annotations

import re

from bonusage.law.draft import Draft, DraftArticle
from bonusage.law.markup import flowed, tokens
from bonusage.law.read_markdown import of_code, read_links, split_links, title_of
from bonusage.law.reading import Reading, decoded
from bonusage.law.words import clean

_HEADING = re.compile(r"<h[1-6][^<>]*>[^<>]{0,200}</h[1-6]>", re.IGNORECASE)
_WORD = re.compile(r"\s*Article\s+", re.IGNORECASE)


def html_title(line: str) -> str | None:
    """'<h1>Article 9-1</h1>' -> '9-1'; None for any other line."""
    bare = line.strip()
    if len(bare) > 400 or not _HEADING.fullmatch(bare):
        return None
    said = clean("".join(token.text for token in tokens(bare) if token.kind == "text"))
    return _WORD.sub("", said) if _WORD.match(said) else None


def read_html(content: bytes, name: str) -> Draft:
    """A title ('# Article L1' or <h1>Article L1</h1>), then HTML; links may follow as in Markdown. Faults when it is not."""
    reading = Reading(name)
    lines = decoded(content, name).split("\n")
    at = next((at for at, line in enumerate(lines) if line.strip()), 0)
    printed = title_of(lines[at])
    number = html_title(lines[at]) if printed is None else printed
    if number is None:
        expected = "# Article L1, ou <h1>Article L1</h1>"
        reading.refuse(at + 1, "le fichier ne commence pas par le titre d'un article", clean(lines[at]), expected)
    number, title = of_code(number)
    number = reading.number(number, at + 1)
    cut = max(at + 1, split_links(lines))
    paragraphs = flowed(reading, "\n".join(lines[at + 1 : cut]), at + 2)
    if not paragraphs:
        reading.fault(at + 1, "article sans texte", clean(lines[at]), "au moins un <p> sous le titre")
    links = read_links(reading, lines[cut + 1 :], cut + 2)
    reading.check()
    article = DraftArticle(number, paragraphs, links=links, line=at + 1)
    return Draft("seed-html", (article,), title=title, repairs=tuple(reading.repairs), file=name)
