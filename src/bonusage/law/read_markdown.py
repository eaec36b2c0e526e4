"""Markdown of one article: the seed layout with its 'Liens relatifs', and the Git layout ('Article X' over dashes).

A whole code in one file is read by read_code.py, an extract with several articles by read_extract.py.
Next: link_lines.py for the lists of links.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bonusage.law.codes import by_title, title_key
from bonusage.law.draft import Draft, DraftArticle
from bonusage.law.link_lines import read_group, read_link_line
from bonusage.law.model import Link, LinkKind
from bonusage.law.numerals import LATIN_WORD
from bonusage.law.reading import Block, Reading, blocks, decoded, unwrapped
from bonusage.law.words import clean, matched, unaccented

MARKED = re.compile(
    r"(?P<mark>#{1,6}|\*\*) ?(?P<word>Articles?|Annexe)\b ?(?P<number>.{0,100}?)(?: ?#+| ?\*\*)?", re.IGNORECASE
)
"""A title line that a mark tells from the text."""
PLAIN = re.compile(
    r"Article (?P<number>(?:(?:L\.? ?O|[LRDA])\.? ?)?\*{0,2} ?\d[\w.-]{0,30}(?: (?:"
    + LATIN_WORD
    + r"|[A-Z]{1,3}))*|1er|(?:Annexe|ANNEXE)\b(?:[^;:]{0,60}[^.;:])?)"
)
"""A title line without any mark: nothing but a number after the word, or it is a sentence."""
RULE = re.compile(r"(?:-{3,}|={3,})")
_LINKS = re.compile(r"[#*_ ]{0,8}liens relatifs ?(?:(?:a|aux) (?:cet article|articles?))?[*_: ]{0,8}")
_GROUP = re.compile(r"(?P<mark>\*\*|__|\*|_)(?P<title>[^*_:]{1,60}?)\s?:?(?P=mark)\s?:?")
_PLAIN_GROUP = re.compile(r"(?P<title>[^*_:.;()0-9]{1,40}) ?:")
_ENTRY = re.compile(r"[-*+] (?P<said>.*)")
_NOTA = re.compile(r"[*_#( ]{0,4}nota\b")
_PRE = re.compile(r"</?pre>")
_FRAME = str.maketrans(dict.fromkeys("━─═┈╌┅┄╍", None))


def title_of(line: str, plain: bool = False) -> str | None:
    """The number that a title line gives ('# Article L1' -> 'L1'), '' when it gives none, None for any other line."""
    if len(line) > 200 or (line[:1] not in "#*" and not plain):
        return None
    said = clean(line)
    found = MARKED.fullmatch(said)
    if found is None and plain:
        found = PLAIN.fullmatch(said)
        return found["number"] if found else None
    if found is None:
        return None
    number = found["number"].strip(" .:")
    return f"Annexe {number}".strip() if found["word"].casefold() == "annexe" else number


_OF_CODE = re.compile(r"(?P<number>.*\S),? (?:du |de l'|- ?|\()(?P<title>(?:nouveau )?code [^()]+)\)?", re.IGNORECASE)


def of_code(printed: str) -> tuple[str, str]:
    """'R. 1 du code de la route' -> ('R. 1', 'code de la route'); the title is '' when none is printed."""
    found = _OF_CODE.fullmatch(printed)
    return (found["number"], found["title"].strip()) if found else (printed, "")


def is_links_title(line: str) -> bool:
    """'**Liens relatifs à cet article**', whatever its marks."""
    return len(line) < 100 and "elatifs" in line and bool(_LINKS.fullmatch(unaccented(clean(line)).casefold()))


def read_links(reading: Reading, lines: Sequence[str], first: int) -> tuple[Link, ...]:
    """The groups and entries after 'Liens relatifs à cet article'. A line that is neither is a fault."""
    found: list[Link] = []
    group: tuple[LinkKind, bool, str] | None = None
    entry: list[str] = []
    for at, line in enumerate([*lines, "*fin*"]):
        said = clean(line)
        if not said:
            continue
        opened = _ENTRY.fullmatch(said) if not said.startswith("**") else None
        title = (_GROUP.fullmatch(said) or _PLAIN_GROUP.fullmatch(said)) if opened is None else None
        if opened is None and title is None and entry and line[:1] in " \t":
            reading.repair(first + at, "lien imprimé sur plusieurs lignes, recollé", entry[-1][-40:], said[:40])
            entry.append(said)
            continue
        if entry and group is not None:
            found.append(read_link_line(reading.kept(" ".join(entry), first + at), *group))
        entry = []
        if opened is not None and group is not None:
            entry = [opened["said"]]
        elif title is not None:
            group = read_group(title["title"])
        else:
            expected = "un groupe (**Cité par** :) ou un lien (- Loi n° ...)"
            hint = "ce lien n'a pas de groupe avant lui" if opened else ""
            reading.fault(first + at, "ligne non reconnue dans les liens relatifs", said, expected, hint)
    return tuple(found)


def _frame(reading: Reading, block: Block) -> list[str]:
    """A table drawn with box characters: one paragraph a row."""
    reading.repair(block.line, "tableau aplati : un alinéa par ligne du tableau")
    rows: list[list[list[str]]] = [[]]
    for line in block.lines:
        bare = _PRE.sub("", line).strip()
        if not bare.translate(_FRAME).strip("┏┓┗┛┠┨┣┫┯┷┼┿╂┴┬┳┻╋┃│┤├┐┌└┘┝┥ "):
            rows.append([])
            continue
        cells = [cell.strip() for cell in re.split("[┃│|]", bare.strip("┃│|"))]
        kept = rows[-1]
        kept.extend([] for _ in range(len(cells) - len(kept)))
        for cell, said in zip(kept, cells, strict=False):
            cell.append(said)
    said = [" | ".join(clean(" ".join(cell)) for cell in row) for row in rows if row]
    return [text for one in said if (text := reading.kept(one, block.line))]


def read_body(reading: Reading, found: Sequence[Block]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(paragraphs, nota) of the blocks of an article; what follows a line NOTA is nota."""
    paragraphs: list[str] = []
    nota: list[str] = []
    for block in found:
        first = block.lines[0].strip()
        if len(nota) or _NOTA.match(unaccented(first[:20]).casefold()):
            nota += unwrapped(reading, block)
        elif first.startswith("<pre>"):
            paragraphs += _frame(reading, block)
        else:
            paragraphs += unwrapped(reading, block)
    return tuple(paragraphs), tuple(nota)


def split_links(lines: Sequence[str]) -> int:
    """The index of the line that opens the list of links; their count when there is none."""
    return next((at for at, line in enumerate(lines) if is_links_title(line)), len(lines))


def read_markdown(content: bytes, name: str) -> Draft:
    """Seed layout 1: '# Article L1', wrapped paragraphs, '**Liens relatifs à cet article**'. Faults when it is not."""
    reading = Reading(name)
    lines = decoded(content, name).split("\n")
    titles = [at for at, line in enumerate(lines) if title_of(line) is not None]
    before = next((at for at, line in enumerate(lines[: titles[0] if titles else 0]) if line.strip()), None)
    if not titles or before is not None:
        at = before or 0
        received = clean(lines[at])
        reading.refuse(at + 1, "le fichier ne commence pas par le titre d'un article", received, "# Article L1")
    ends = [*titles[1:], len(lines)]
    articles = [_article(reading, lines[at:end], at + 1) for at, end in zip(titles, ends, strict=True)]
    named = {of_code(title_of(lines[at]) or "")[1] for at in titles}
    if len(named) > 1:
        reading.fault(titles[0] + 1, "articles de plusieurs codes", ", ".join(sorted(named)), "un code par fichier")
    reading.check()
    return Draft("seed-markdown", tuple(articles), title=max(named), repairs=tuple(reading.repairs), file=name)


def _article(reading: Reading, lines: Sequence[str], first: int) -> DraftArticle:
    number = reading.number(of_code(title_of(lines[0]) or "")[0], first)
    cut = split_links(lines)
    paragraphs, nota = read_body(reading, blocks(lines[1:cut], first + 1))
    if not paragraphs:
        reading.fault(first, "article sans texte", clean(lines[0]), "au moins un alinéa sous le titre")
    links = read_links(reading, lines[cut + 1 :], first + cut + 1)
    return DraftArticle(number, paragraphs, nota=nota, links=links, line=first)


def read_git_article(content: bytes, name: str) -> Draft:
    """One article a file, wrapped at 80 columns: 'Article 1', a line of dashes, paragraphs. The path tells the code."""
    reading = Reading(name)
    lines = decoded(content, name).split("\n")
    at = next((at for at, line in enumerate(lines) if line.strip()), 0)
    said = clean(lines[at])
    if (
        not said.startswith("Article ")
        or len(said) > 200
        or not RULE.fullmatch("".join(lines[at + 1 : at + 2]).strip())
    ):
        expected = "« Article 1 », puis une ligne de tirets (----)"
        reading.refuse(at + 1, "le fichier ne commence pas par un titre souligné", said, expected)
    number = reading.number(said.removeprefix("Article "), at + 1)
    paragraphs, nota = read_body(reading, blocks(lines[at + 2 :], at + 3))
    reading.check()
    parts = name.replace("\\", "/").split("/")[:-1]
    code = next((at for at, part in enumerate(parts) if title_key(matched(part)) in by_title()), None)
    title, headings = ("", ()) if code is None else (parts[code], tuple(parts[code + 1 :]))
    article = DraftArticle(number, paragraphs, nota=nota, headings=headings, line=at + 1)
    return Draft("git-article", (article,), title=title, repairs=tuple(reading.repairs), file=name)
