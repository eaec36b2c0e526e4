"""Article versions as Akoma Ntoso 3.0: one act that holds its articles, valid against the strict schema.

Labels stay as printed in `num`: `num` and `p` joined give each line back. Akoma Ntoso is not read here.
Next: write_jsonld.py, for what links to what.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from bonusage.law.codes import by_short
from bonusage.law.model import Status, Text, Version
from bonusage.law.numerals import printed_number
from bonusage.law.structure import Paragraph, read_label
from bonusage.law.words import unaccented
from bonusage.values.fault import Fault, Faults

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:bonusage:law"
"""The namespace of what Akoma Ntoso has no place for: the status of LEGI, official ids, headings."""
ME = "#bonusage"
UNKNOWN_DAY = dt.date(1, 1, 1)
"""Akoma Ntoso wants a day where nobody knows it; its name then says 'unknown'."""

_ENDED = {Status.ABROGE, Status.ABROGE_DIFF, Status.ANNULE, Status.DISJOINT, Status.PERIME}
_NOT_TOKEN = re.compile(r"[^0-9A-Za-z.*-]")
_NOT_URI = re.compile(r"[^0-9a-z.-]+")
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Node(NamedTuple):
    """An element of an article: its name and ids, the label and words of its first line, what it holds."""

    name: str
    eid: str
    line: int
    num: str
    words: str
    held: list[_Node]


def to_akn(
    versions: Sequence[Version],
    text: Text | None = None,
    *,
    day: dt.date | None = None,
    identities: Sequence[Sequence[int]] | None = None,
) -> bytes:
    """An Akoma Ntoso document (UTF-8) of versions of articles of one text, in the order given.

    `day` is the day of which the whole is the text (default: the latest first day); `identities[i][n]` the identity of
    line n of version i through time (identity.py), which gives wIds. ValueError when there is no version, or when they
    are of several texts; Faults for characters that XML cannot hold.
    """
    if not versions or len({version.code for version in versions}) > 1:
        raise ValueError("il faut au moins une version, et d'un seul texte")
    _check(versions, text)
    spaces: dict[str | None, str] = {None: AKN, "law": OWN}
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap=spaces)  # type: ignore[arg-type]
    act = _add(root, "act", name="act", contains="singleVersion")
    taken: set[str] = set()
    trees = [_tree(version, taken) for version in versions]
    _add_meta(act, versions, trees, text, day)
    body = _add(act, "body")
    for at, (version, tree) in enumerate(zip(versions, trees, strict=True)):
        ids = identities[at] if identities is not None else ()
        article = _add(body, "article", eId=tree.eid)
        if version.start or version.end:
            article.set("period", f"#period_{at + 1}")
        _add(article, "num").text = tree.num
        for node in tree.held:
            _add_node(article, node, tree.eid, ids)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def eids(version: Version) -> tuple[str, ...]:
    """The eId of each line of a version: that of the element which it opens, `art_L162-5__point_13__al_2`."""
    found: dict[int, str] = {}

    def walk(node: _Node) -> None:
        found[node.line] = node.eid
        for one in node.held:
            walk(one)

    for node in _tree(version, set()).held:
        walk(node)
    return tuple(found[line] for line in range(1, len(version.texts) + 1))


def _check(versions: Sequence[Version], text: Text | None) -> None:
    said = [(f"{version.address}, {key}", words) for version in versions for key, words in _words(version)]
    said += [(f"{text.code}, texte", words) for words in text] if text else []
    faults = [
        Fault("caractère que XML refuse", where, f"U+{ord(found[0]):04X}", hint="retirez-le du texte")
        for where, words in said
        if (found := _REFUSED.search(words))
    ]
    if faults:
        raise Faults(faults)


def _words(version: Version) -> list[tuple[str, str]]:
    """Every word of a version that is written, with what it is."""
    keys = ("made_by", "nor", "jorftext", "legiarti")
    found = [(f"alinéa {rank}", line) for rank, line in enumerate(version.texts, 1)]
    found += [("nota", line) for line in version.nota] + [("heading", line) for line in version.headings]
    return found + [(key, getattr(version, key)) for key in keys]


def _tree(version: Version, taken: set[str]) -> _Node:
    """The article and what it holds: items as the lines nest them, dashes under the line that introduces them."""
    paragraphs = version.paragraphs
    root = _Node("article", _free(f"art_{_token(version.article)}", taken), 1, _title(version.article), "", [])
    often = Counter(one.steps for one in paragraphs if one.label)
    opened = [root]
    for one in paragraphs:
        if not one.label:
            del opened[len(one.steps) + 1 :]
            holder = opened[-1]
            eid = _free(f"{holder.eid}__al_{one.n - holder.line + 1}", taken)
            holder.held.append(_Node("alinea", eid, one.n, "", one.text, []))
            continue
        del opened[len(one.steps) :]
        holder = opened[-1]
        last = holder.held[-1] if holder.held else None
        if (
            last is not None
            and last.name == "alinea"
            and last.line == one.intro
            and (one.label.startswith("-") or often[one.steps] > 1)
        ):
            holder = last
        opened.append(_item(one, holder, taken))
        holder.held.append(opened[-1])
    return root


def _item(one: Paragraph, holder: _Node, taken: set[str]) -> _Node:
    label = read_label(one.text)
    begins = label.begins if label else 0
    if one.label.startswith("-"):
        name, short = "indent", "indent"
    elif "°" in one.label or ")" in one.label:
        name, short = "point", "point"
    else:
        name, short = "paragraph", "para"
    eid = _free(f"{holder.eid}__{short}_{_token(one.label.lstrip('-'))}", taken)
    return _Node(name, eid, one.n, one.text[:begins], one.text[begins:], [])


def _free(eid: str, taken: set[str]) -> str:
    """The eId, or the eId with a rank when another element of the document has it: two items of one label."""
    rank, found = 1, eid
    while found in taken:
        rank += 1
        found = f"{eid}_{rank}"
    taken.add(found)
    return found


def _token(label: str) -> str:
    """'2° bis' -> '2bis', 'L162-5 A' -> 'L162-5A', 'R*111-1' -> 'R*111-1': as an eId says it."""
    return _NOT_TOKEN.sub("", unaccented(label).replace("°", ""))


def _title(number: str) -> str:
    return number if number.startswith("Annexe") else f"Article {printed_number(number)}"


def _add(holder: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(holder, f"{{{AKN}}}{element}", attributes)


def _add_node(holder: etree._Element, node: _Node, article: str, ids: Sequence[int]) -> None:
    element = _add(holder, node.name, eId=node.eid)
    if ids:
        element.set("wId", f"{article}__id_{ids[node.line - 1]}")
    if node.num:
        _add(element, "num").text = node.num
    first = "intro" if node.held else "content"
    _add(_add(element, first, eId=f"{node.eid}__{first}_1"), "p").text = node.words
    for one in node.held:
        _add_node(element, one, article, ids)


def work_uri(code: str, kind: str) -> str:
    """'/akn/fr/act/code/css'; '/akn/fr/act/loi/1993-01-04/93-8' for a law that its number and day name."""
    name, _, day = code.partition("@")
    kind = _NOT_URI.sub("-", unaccented(kind).lower()).strip("-") or "texte"
    name = _NOT_URI.sub("-", name.lower())
    if day:
        return f"/akn/fr/act/{kind}/{day}/{name.removeprefix(kind)}"
    return f"/akn/fr/act/{kind}/{name}"


def _add_meta(
    act: etree._Element, versions: Sequence[Version], trees: Sequence[_Node], text: Text | None, day: dt.date | None
) -> None:
    code = versions[0].code
    known = by_short().get(code)
    named = text or Text(code, known.id if known else "", "CODE", known.titles[0] if known else "")
    meta = _add(act, "meta")
    _add_identification(meta, versions, trees, named, day)
    _add_days(meta, versions)
    references = _add(meta, "references", source=ME)
    for rank, version in enumerate(versions, 1):
        if version.made_by:
            href = f"urn:bonusage:jorf:{_NOT_URI.sub('', version.jorftext.lower()) or 'inconnu'}"
            _add(references, "passiveRef", eId=f"act_{rank}", href=href, showAs=version.made_by)
    for eid, shown in (("bonusage", "Bonusage"), ("republique", "République française")):
        _add(references, "TLCOrganization", eId=eid, href=f"/ontology/organization/fr/{eid}", showAs=shown)
    _add(references, "TLCConcept", eId="inForce", href="/ontology/concept/fr/vigueur", showAs="en vigueur")
    if any(version.nota for version in versions):
        notes = _add(meta, "notes", source=ME)
        for version, tree in zip(versions, trees, strict=True):
            for rank, nota in enumerate(version.nota, 1):
                _add(_add(notes, "note", eId=f"{tree.eid}__nota_{rank}"), "p").text = nota
    _add_own(_add(meta, "proprietary", source=ME), versions, trees)


def _add_identification(
    meta: etree._Element, versions: Sequence[Version], trees: Sequence[_Node], text: Text, day: dt.date | None
) -> None:
    work = work_uri(text.code, text.kind)
    starts = [version.start for version in versions if version.start]
    day = day or (max(starts) if starts else None)
    expression = f"{work}/fra@{day}" if day else f"{work}/fra"
    part = f"~{trees[0].eid}" if len(versions) == 1 else "!main"
    found = _add(meta, "identification", source=ME)
    for level, uri in (("Work", work), ("Expression", expression), ("Manifestation", f"{expression}.xml")):
        core = _add(found, f"FRBR{level}")
        _add(core, "FRBRthis", value=f"{uri.removesuffix('.xml')}/{part}{'.xml' if level == 'Manifestation' else ''}")
        _add(core, "FRBRuri", value=uri)
        if level == "Work":
            if text.id:
                _add(core, "FRBRalias", value=text.id, name="legitext")
            first = min(starts) if starts else None
            _add(core, "FRBRdate", date=str(first or UNKNOWN_DAY), name="first known version" if first else "unknown")
        else:
            _add(core, "FRBRdate", date=str(day or UNKNOWN_DAY), name="in force" if day else "unknown")
        if level == "Expression" and len(versions) == 1:
            for name in ("signed", "known_at"):
                if known := getattr(versions[0], name):
                    _add(core, "FRBRdate", date=str(known), name=name)
        _add(core, "FRBRauthor", href=ME if level == "Manifestation" else "#republique")
        if level == "Work":
            _add(core, "FRBRcountry", value="fr")
            _add(core, "FRBRsubtype", value=text.kind.lower() or "texte")
            _add(core, "FRBRnumber", value=text.code)
            if text.title:
                _add(core, "FRBRname", value=text.title)
        if level == "Expression":
            _add(core, "FRBRlanguage", language="fra")
        if level == "Manifestation":
            _add(core, "FRBRformat", value="application/akn+xml")


def _add_days(meta: etree._Element, versions: Sequence[Version]) -> None:
    """The events that begin and end each version, and the interval between them."""
    if not any(version.start or version.end for version in versions):
        return
    lifecycle = _add(meta, "lifecycle", source=ME)
    temporal = _add(meta, "temporalData", source=ME)
    for rank, version in enumerate(versions, 1):
        if not version.start and not version.end:
            continue
        group = _add(temporal, "temporalGroup", eId=f"period_{rank}")
        interval = _add(group, "timeInterval", refersTo="#inForce")
        ends = "repeal" if version.status in _ENDED else "amendment"
        for name, day, kind in (("start", version.start, "generation"), ("end", version.end, ends)):
            if day:
                source = f"#act_{rank}" if name == "start" and version.made_by else ME
                _add(lifecycle, "eventRef", eId=f"{name}_{rank}", date=str(day), type=kind, source=source)
                interval.set(name, f"#{name}_{rank}")


def _add_own(holder: etree._Element, versions: Sequence[Version], trees: Sequence[_Node]) -> None:
    for version, tree in zip(versions, trees, strict=True):
        own = etree.SubElement(holder, f"{{{OWN}}}version", {"element": f"#{tree.eid}", "status": str(version.status)})
        own.set("article", version.article)
        for name in ("start", "end", "known_at", "signed", "nor", "jorftext", "legiarti"):
            if value := getattr(version, name):
                own.set(name, str(value))
        for heading in version.headings:
            etree.SubElement(own, f"{{{OWN}}}heading").text = heading
