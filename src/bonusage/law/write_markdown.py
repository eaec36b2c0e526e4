"""A version as canonical Markdown, and back: `key: value` lines, the number as a title, one paragraph a block.

It shows well anywhere, a line of the text is a line of a `git diff`, and what is written is read back exactly.
Next: write_json.py, for the form that machines prefer.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from bonusage.law.codes import by_short
from bonusage.law.draft import Draft, DraftArticle
from bonusage.law.model import Link, Text, Version
from bonusage.law.numerals import printed_number
from bonusage.law.reading import Reading, decoded
from bonusage.law.write_json import link_from_json, link_to_json
from bonusage.values.fault import Faults

FORM = "canonical-markdown"
EMPTY = "\\"
"""How a paragraph without a word is written: a block must hold something."""

_DAYS = ("start", "end", "known_at", "signed")
_ONCE = ("code", "id", "kind", "title", "article", "status", *_DAYS, "made_by", "nor", "jorftext", "legiarti")
_SEVERAL = ("heading", "nota", "link")
_REQUIRED = ("code", "article", "status")

# What Markdown would take for a sign anywhere, and what it would at the beginning of a line.
_SIGNS = re.compile(r"[\\`*_\[\]<>&~|$]")
_FIRST = re.compile(r"\d{1,9}[.)](?=\s|$)|[#+=:-]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&#(\d{1,7});")
_REFERENCE = re.compile(r"&#(\d{1,7});")
# Characters that a file, an editor or a reader would change: control characters, line ends, what no text may hold.
_FRAGILE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|^[ \u00a0]|[ \u00a0]$")


def to_markdown(version: Version, text: Text | None = None) -> str:
    """The version: a head of plain lines between two `---`, then `# Article L. 162-5`, then its paragraphs.

    Every field but `source` is there; `text` gives the id, kind and title of what the article belongs to.
    """
    head = [f"{key}: {_plain(value)}".rstrip() for key, value in _head(version, text)]
    lines = ["---", *head, "---", "", f"# Article {_safe(printed_number(version.article))}"]
    for paragraph in version.texts:
        lines += ["", _safe(paragraph) or EMPTY]
    return "\n".join(lines) + "\n"


def _head(version: Version, text: Text | None) -> list[tuple[str, str]]:
    known = by_short().get(version.code)
    named = text or Text(version.code, known.id if known else "", "CODE", known.titles[0] if known else "")
    days = (version.start, version.end, version.known_at, version.signed)
    once = [version.code, named.id, named.kind, named.title, version.article, str(version.status)]
    once += [day.isoformat() if day else "" for day in days]
    once += [version.made_by, version.nor, version.jorftext, version.legiarti]
    head = [(key, value) for key, value in zip(_ONCE, once, strict=True) if value]
    head += [("heading", heading) for heading in version.headings]
    head += [("nota", line) for line in version.nota]
    return head + [("link", json.dumps(link_to_json(link), ensure_ascii=False)) for link in version.links]


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _plain(value: str) -> str:
    """A value of the head: only what a line cannot hold is changed, and what would be read as such a change."""
    return _FRAGILE.sub(_reference, value.replace("&#", "&#38;#"))


def _safe(text: str) -> str:
    """A paragraph, with a backslash before each sign that Markdown would read."""
    said = _SIGNS.sub(r"\\\g<0>", text)
    if first := _FIRST.match(said):
        said = f"{said[: first.end() - 1]}\\{said[first.end() - 1 :]}"
    return _FRAGILE.sub(_reference, said)


def _character(found: re.Match[str]) -> str:
    number = int(found[found.lastindex or 1])
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else found[0]


def _unsafe(block: str) -> str:
    if block == EMPTY:
        return ""
    return _ESCAPED.sub(lambda found: found[1] or _character(found), block)


class _Head(NamedTuple):
    """What the head says: (line, value) of the fields said once, of those said several times; where the body begins."""

    once: dict[str, tuple[int, str]]
    several: dict[str, list[tuple[int, str]]]
    body: int

    def said(self, key: str, otherwise: str = "") -> str:
        return self.once.get(key, (1, otherwise))[1]

    def listed(self, key: str) -> tuple[str, ...]:
        return tuple(value for _, value in self.several[key])


def read_canonical_markdown(content: bytes, name: str) -> Draft:
    """The draft of a file that `to_markdown` wrote: one article. Faults, all of them, with their lines."""
    reading = Reading(name)
    lines = decoded(content, name).split("\n")
    head = _read_head(reading, lines)
    days = {key: reading.day(head.said(key), head.once.get(key, (1, ""))[0], key) for key in _DAYS}
    line, number = head.once.get("article", (1, "1"))
    article = DraftArticle(
        number=reading.number(number, line),
        paragraphs=_read_body(reading, lines, head.body, number),
        start=days["start"],
        end=days["end"],
        status=reading.status(head.said("status"), head.once.get("status", (1, ""))[0]),
        known_at=days["known_at"],
        signed=days["signed"],
        made_by=head.said("made_by"),
        nor=head.said("nor"),
        jorftext=head.said("jorftext"),
        legiarti=head.said("legiarti"),
        headings=head.listed("heading"),
        nota=head.listed("nota"),
        links=tuple(link for one in head.several["link"] if (link := _link(reading, *one)) is not None),
        line=head.body + 1,
    )
    reading.check()
    title, kind = head.said("title"), head.said("kind", "CODE")
    return Draft(FORM, (article,), head.said("id"), title, kind, file=name, code=head.said("code"))


def _read_head(reading: Reading, lines: list[str]) -> _Head:
    head = _Head({}, {key: [] for key in _SEVERAL}, lines.index("---", 1) + 1 if "---" in lines[1:] else 0)
    if lines[0] != "---" or not head.body:
        reading.fault(1, "en-tête absent", lines[0], "des lignes « clé: valeur » entre deux lignes « --- »")
        return head._replace(body=0)
    for number, line in enumerate(lines[1 : head.body - 1], 2):
        key, colon, rest = line.partition(":")
        value = _REFERENCE.sub(_character, rest.removeprefix(" "))
        if not colon or key not in (*_ONCE, *_SEVERAL):
            reading.fault(number, "clé inconnue", line, ", ".join((*_ONCE, *_SEVERAL)))
        elif key in head.once:
            reading.fault(number, "clé répétée", line, f"une seule ligne « {key}: »")
        elif key in _SEVERAL:
            head.several[key].append((number, value))
        else:
            head.once[key] = (number, value)
    for key in _REQUIRED:
        if not head.said(key):
            reading.fault(1, "clé absente", key, f"une ligne « {key}: »")
    return head


def _read_body(reading: Reading, lines: list[str], first: int, number: str) -> tuple[str, ...]:
    """The paragraphs: what stands between blank lines, after the title."""
    blocks: list[tuple[int, str]] = []
    for at in range(first, len(lines)):
        if not lines[at].strip(" "):
            continue
        if at > first and lines[at - 1].strip(" "):
            reading.fault(at + 1, "deux lignes sans ligne vide entre elles", lines[at], "un alinéa par bloc")
        blocks.append((at + 1, lines[at]))
    expected = f"# Article {_safe(printed_number(number))}"
    if not blocks or blocks[0][1] != expected:
        line, received = blocks[0] if blocks else (first + 1, "rien")
        reading.fault(line, "titre absent ou autre que celui de l'article", received, expected)
    return tuple(_unsafe(block) for _, block in blocks[1:])


def _link(reading: Reading, line: int, value: str) -> Link | None:
    try:
        row: Any = json.loads(value, parse_float=str, parse_constant=str)
        return link_from_json(row, reading.where(line))
    except (ValueError, RecursionError):
        reading.fault(line, "lien illisible", value, "un objet JSON")
    except Faults as faults:
        for fault in faults.faults:
            key = fault.where.rpartition(", ")[2]
            reading.fault(line, fault.what, f"{key} : {fault.received}", fault.expected)
    return None
