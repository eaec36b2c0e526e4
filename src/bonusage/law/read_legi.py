"""LEGI XML (DILA): an article version, a section and what it lists, the structure of a text, the head of a text.

Entities and document types are refused: nothing outside the file is read.
Next: link_lines.py for LIEN.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from bonusage.law.draft import Draft, DraftArticle, DraftHeading
from bonusage.law.link_lines import Declared, made_by, read_declared
from bonusage.law.markup import Flow
from bonusage.law.reading import OPEN_END, Reading, iso_day
from bonusage.law.words import clean
from bonusage.values.fault import Fault, Faults

ROOTS = {
    "ARTICLE": "legi-article",
    "SECTION_TA": "legi-section-ta",
    "TEXTELR": "legi-struct",
    "TEXTE_VERSION": "legi-version",
}
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROOT = re.compile(rb"<[A-Za-z_]")
_SAFE = "les fichiers de LEGI n'ont ni DTD ni entité : retirer la déclaration <!DOCTYPE ...>"


def _refused(content: bytes, name: str) -> Faults | None:
    """A document type before the root element, in any encoding."""
    flat = content if b"\0" not in content[:64] else content.replace(b"\0", b"")
    root = _ROOT.search(flat)
    found = _DOCTYPE.search(flat, 0, root.start() if root else len(flat))
    if found is None:
        return None
    line = flat.count(b"\n", 0, found.start()) + 1
    excerpt = flat[found.start() : found.start() + 80].decode("ascii", "replace")
    return Faults([Fault("DTD ou entité refusée", f"{name}:{line}", "", "du XML sans DTD ni entité", _SAFE, excerpt)])


_XML_SAID = (
    (
        r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)",
        r"</\3>, quand c'est <\1>, ligne \2, qui est ouvert",
    ),
    (r"Opening and ending tag mismatch: (\S+) and (\S+)", r"</\2>, quand c'est <\1> qui est ouvert"),
    (r"Premature end of data in tag (\S+) line (\d+)", r"la fin du fichier, quand <\1>, ligne \2, est ouvert"),
    (r"Couldn't find end of Start Tag (\S+).*", r"<\1, que rien ne ferme"),
    (r"Entity '(.+)' not defined", r"l'entité « &\1; »"),
    (r"Extra content at the end of the document", "autre chose après la fin"),
    (r".*(?:EntityRef|xmlParseEntityRef).*", "une esperluette seule"),
    (r"Start tag expected, '<' not found|Document is empty", "un fichier qui n'est pas du XML"),
    (r".*ntity.*", "une entité"),
    (r".*(?:encoding|UTF-8).*", "un encodage qui n'est pas celui de la déclaration"),
)
"""What libxml2 says, in French."""
_XML_HINTS = {
    "esperluette": "écrire &amp; pour une esperluette",
    "entité": _SAFE,
    "n'est pas du XML": "est-ce bien la forme du fichier ?",
}
_XML_WHOLE = "le fichier est-il entier ? son encodage est-il celui de sa déclaration ?"


def _xml_said(said: str) -> str:
    found = ((re.fullmatch(pattern, said), french) for pattern, french in _XML_SAID)
    return next((match.expand(french) for match, french in found if match), "une balise mal écrite")


def parsed_xml(content: bytes, name: str, root: str) -> etree._Element:
    """The root element of this name. Faults: a document type, XML that is not well formed, another root."""
    if refused := _refused(content, name):
        raise refused
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        found = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as wrong:
        reading = Reading(name)
        for entry in list(parser.error_log)[:20] or [wrong]:
            line = getattr(entry, "line", None) or getattr(entry, "lineno", None) or 1
            said = _xml_said(clean(str(getattr(entry, "message", entry))))
            hint = next((hint for word, hint in _XML_HINTS.items() if word in said), _XML_WHOLE)
            reading.fault(line, "XML mal formé", said, "un fichier de LEGI", hint)
        raise Faults(reading.faults, reading.count) from None
    except ValueError:  # lxml refuses some declarations of encoding before it parses
        raise Faults([Fault("XML illisible", f"{name}:1", "", "un fichier de LEGI, en UTF-8")]) from None
    about: Any = found.getroottree().docinfo
    if about.doctype:
        raise Faults([Fault("DTD ou entité refusée", f"{name}:1", "", "du XML sans DTD ni entité", _SAFE)])
    if found.tag != root:
        received, line = f"<{found.tag}>", found.sourceline or 1
        raise Faults([Fault("ce n'est pas l'élément attendu", f"{name}:{line}", received[:80], f"<{root}>")])
    return found


def _words(node: etree._Element) -> str:
    """Every text below a node."""
    return "".join(str(text) for text in node.itertext())


def _said(reading: Reading, node: etree._Element, path: str) -> str:
    found = node.find(path)
    return "" if found is None else reading.kept(_words(found), _line(found))


def _line(node: etree._Element) -> int:
    line: Any = node.sourceline
    return int(line or 0)


def _attribute(node: etree._Element, name: str) -> str:
    return clean(node.get(name) or "")


def _days(reading: Reading, node: etree._Element) -> tuple[dt.date | None, dt.date | None]:
    line = _line(node)
    first, last = _attribute(node, "debut"), _attribute(node, "fin")
    return reading.day(first, line, "date de début"), reading.day(last, line, "date de fin")


def _content(reading: Reading, node: etree._Element | None) -> tuple[str, ...]:
    """The paragraphs of a CONTENU, walked without recursion."""
    if node is None:
        return ()
    flow = Flow(reading)
    for event, one in etree.iterwalk(node, events=("start", "end")):
        tag = one.tag.rpartition("}")[2].lower() if isinstance(one.tag, str) else ""
        line = _line(one)
        if event == "start":
            if tag and one is not node:
                flow.opens(tag, line)
            if tag and one.text:
                flow.text(one.text, line)
        else:
            if tag and one is not node:
                flow.closes(tag, line)
            if one.tail and one is not node:
                flow.text(one.tail, line)
    return flow.paragraphs()


def _headings(reading: Reading, context: etree._Element | None, day: dt.date | None) -> tuple[str, ...]:
    """The titles that hold an article, outermost first; of several titles over time, the one of this day."""
    titles: list[str] = []
    node = None if context is None else context.find("TM")
    while node is not None:
        found = node.findall("TITRE_TM")
        if found:
            chosen = next((one for one in found if _covers(one, day)), found[-1])
            titles.append(reading.kept(_words(chosen), _line(chosen)))
        inner = node.findall("TM")
        node = next(
            (one for one in inner if any(_covers(title, day) for title in one.findall("TITRE_TM"))),
            inner[0] if inner else None,
        )
    return tuple(titles)


def _covers(title: etree._Element, day: dt.date | None) -> bool:
    first, last = iso_day(title.get("debut") or ""), iso_day(title.get("fin") or "")
    return day is None or ((first or dt.date.min) <= day < (last or dt.date.max))


class _Context:
    """The text that an article or a section is of."""

    def __init__(self, reading: Reading, root: etree._Element) -> None:
        self.node = root.find("CONTEXTE/TEXTE")
        title = None if self.node is None else self.node.find("TITRE_TXT")
        self.title = "" if title is None else reading.kept(_words(title), _line(title))
        said = "" if title is None else _attribute(title, "id_txt")
        self.id = said or ("" if self.node is None else _attribute(self.node, "cid"))
        self.kind = ("" if self.node is None else _attribute(self.node, "nature")) or "CODE"


def _links(reading: Reading, root: etree._Element) -> list[Declared]:
    found = []
    for node in root.iterfind("LIENS/LIEN"):
        signed = iso_day(_attribute(node, "datesignatexte"))
        found.append(
            Declared(
                printed=reading.kept(_words(node), _line(node)),
                typelien=_attribute(node, "typelien"),
                sens=_attribute(node, "sens"),
                text_id=_attribute(node, "cidtexte"),
                other_id=_attribute(node, "id"),
                nature=_attribute(node, "naturetexte"),
                number=_attribute(node, "numtexte"),
                article=_attribute(node, "num"),
                signed=None if signed == OPEN_END else signed,
                nor=_attribute(node, "nortexte"),
            )
        )
    return found


def read_article(content: bytes, name: str) -> Draft:
    """ARTICLE: one version of one article, its text, nota, links, and the other versions that it names."""
    root = parsed_xml(content, name, "ARTICLE")
    reading = Reading(name)
    context = _Context(reading, root)
    line = _line(root)
    legiarti = _said(reading, root, "META/META_COMMUN/ID")
    meta = root.find("META/META_SPEC/META_ARTICLE")
    if meta is None:
        reading.refuse(line, "<META_ARTICLE> manque", expected="META/META_SPEC/META_ARTICLE")
    line = _line(meta)
    start = reading.day(_said(reading, meta, "DATE_DEBUT"), line, "DATE_DEBUT")
    end = reading.day(_said(reading, meta, "DATE_FIN"), line, "DATE_FIN")
    declared = [(one, read_declared(one)) for one in _links(reading, root)]
    title, signed, nor, jorftext = made_by(declared)
    nota = _content(reading, root.find("NOTA/CONTENU"))
    article = DraftArticle(
        number=reading.number(_said(reading, meta, "NUM"), line),
        paragraphs=_content(reading, root.find("BLOC_TEXTUEL/CONTENU")),
        start=start,
        end=end,
        status=reading.status(_said(reading, meta, "ETAT"), line),
        signed=signed,
        made_by=title,
        nor=nor,
        jorftext=jorftext,
        legiarti=legiarti,
        headings=_headings(reading, context.node, start),
        nota=nota,
        links=tuple(link for _, link in declared),
        siblings=tuple(_siblings(reading, root, legiarti)),
        line=line,
    )
    reading.check()
    return Draft(
        "legi-article", (article,), context.id, context.title, context.kind, repairs=tuple(reading.repairs), file=name
    )


def _siblings(
    reading: Reading, root: etree._Element, own: str
) -> Iterator[tuple[str, dt.date | None, dt.date | None, str]]:
    for node in root.iterfind("VERSIONS/VERSION/LIEN_ART"):
        if _attribute(node, "id") != own:
            yield _attribute(node, "id"), *_days(reading, node), reading.status(_attribute(node, "etat"), _line(node))


def _listed(reading: Reading, nodes: list[etree._Element], level: int) -> Iterator[DraftHeading]:
    """The headings below, each with its level."""
    for node in nodes:
        title = reading.kept(_words(node), _line(node))
        depth = _attribute(node, "niv")
        deep = int(depth) if depth.isdecimal() and len(depth) < 3 else 1
        status = reading.status(_attribute(node, "etat"), _line(node))
        yield DraftHeading(level + deep - 1, title, _attribute(node, "id"), *_days(reading, node), status)


def _articles(
    reading: Reading, nodes: list[etree._Element]
) -> tuple[tuple[str, str, dt.date | None, dt.date | None, str], ...]:
    return tuple(
        (
            _attribute(one, "id"),
            _attribute(one, "num"),
            *_days(reading, one),
            reading.status(_attribute(one, "etat"), _line(one)),
        )
        for one in nodes
    )


def read_heading(content: bytes, name: str) -> Draft:
    """SECTION_TA: a heading, the articles that it lists over time, the headings below it."""
    root = parsed_xml(content, name, "SECTION_TA")
    reading = Reading(name)
    context = _Context(reading, root)
    level = 1 + len(_headings(reading, context.node, None))
    heading_id = _said(reading, root, "ID")
    if not heading_id:
        reading.fault(_line(root), "<ID> manque", expected="LEGISCTA...")
    articles = _articles(reading, root.findall("STRUCTURE_TA/LIEN_ART"))
    heading = DraftHeading(level, _said(reading, root, "TITRE_TA"), heading_id, articles=articles)
    below = _listed(reading, root.findall("STRUCTURE_TA/LIEN_SECTION_TA"), level + 1)
    structure = (heading, *below)
    reading.check()
    return Draft(
        "legi-section-ta", (), context.id, context.title, context.kind, structure, (), tuple(reading.repairs), name
    )


def read_struct(content: bytes, name: str) -> Draft:
    """TEXTELR: the first headings of a text; articles outside any heading stand under one without title."""
    root = parsed_xml(content, name, "TEXTELR")
    reading = Reading(name)
    text_id, kind = _meta(reading, root)
    alone = _articles(reading, root.findall("STRUCT/LIEN_ART"))
    structure = [DraftHeading(1, "", articles=alone)] if alone else []
    structure += _listed(reading, root.findall("STRUCT/LIEN_SECTION_TA"), 1)
    reading.check()
    return Draft("legi-struct", (), text_id, "", kind, tuple(structure), (), tuple(reading.repairs), name)


def read_version(content: bytes, name: str) -> Draft:
    """TEXTE_VERSION: the title of a text, its status and its days, as one heading."""
    root = parsed_xml(content, name, "TEXTE_VERSION")
    reading = Reading(name)
    text_id, kind = _meta(reading, root)
    meta = root.find("META/META_SPEC/META_TEXTE_VERSION")
    if meta is None:
        reading.refuse(_line(root), "<META_TEXTE_VERSION> manque", expected="META/META_SPEC/META_TEXTE_VERSION")
    line = _line(meta)
    title = _said(reading, meta, "TITREFULL") or _said(reading, meta, "TITRE")
    start = reading.day(_said(reading, meta, "DATE_DEBUT"), line, "DATE_DEBUT")
    end = reading.day(_said(reading, meta, "DATE_FIN"), line, "DATE_FIN")
    heading = DraftHeading(1, title, text_id, start, end, reading.status(_said(reading, meta, "ETAT"), line))
    reading.check()
    return Draft("legi-version", (), text_id, title, kind, (heading,), (), tuple(reading.repairs), name)


def _meta(reading: Reading, root: etree._Element) -> tuple[str, str]:
    text_id = _said(reading, root, "META/META_COMMUN/ID")
    if not text_id:
        reading.fault(_line(root), "<ID> manque", expected="META/META_COMMUN/ID")
    return text_id, _said(reading, root, "META/META_COMMUN/NATURE") or "CODE"
