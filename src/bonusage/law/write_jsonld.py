"""Article versions as linked data (JSON-LD): the ELI ontology and schema.org Legislation, under addresses of our own.

The context is written in the document: nothing is fetched to read it. No store of triples is here.
Next: write_json.py, when every field must come back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from bonusage.law.address import Address
from bonusage.law.codes import by_short
from bonusage.law.model import Link, LinkKind, Status, Text, Version
from bonusage.law.numerals import printed_number
from bonusage.law.places import path_of

ELI = "http://data.europa.eu/eli/ontology#"
SCHEMA = "https://schema.org/"
URN = "urn:bonusage:law:"
CONTEXT: dict[str, Any] = {
    "eli": ELI,
    "schema": SCHEMA,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "eli:version_date": {"@type": "xsd:date"},
    "eli:date_document": {"@type": "xsd:date"},
    "eli:first_date_entry_in_force": {"@type": "xsd:date"},
    "eli:date_no_longer_in_force": {"@type": "xsd:date"},
    "schema:legislationDateVersion": {"@type": "xsd:date"},
    **{
        f"{prefix}:{name}": {"@type": "@id"}
        for prefix, names in (
            (
                "eli",
                "in_force is_part_of has_part is_member_of language cites cited_by changes changed_by repeals repealed_by "
                "related_to type_document",
            ),
            ("schema", "legislationLegalForce isPartOf"),
        )
        for name in names.split()
    },
}
"""What each short name means: only IRIs, nothing to fetch."""

_FRENCH = "http://publications.europa.eu/resource/authority/language/FRA"
_FORCE = {True: ("eli:InForce-inForce", "schema:InForce"), False: ("eli:InForce-notInForce", "schema:NotInForce")}
_IN_FORCE = {Status.VIGUEUR, Status.ABROGE_DIFF}
"""Said when no day is asked: VIGUEUR_DIFF is not in force yet, ABROGE_DIFF is until its end."""
_OUT = {
    LinkKind.CITE: "eli:cites",
    LinkKind.MODIFIE: "eli:changes",
    LinkKind.ABROGE: "eli:repeals",
}
_IN = {
    LinkKind.CITE: "eli:cited_by",
    LinkKind.MODIFIE: "eli:changed_by",
    LinkKind.CREE: "eli:changed_by",
    LinkKind.ABROGE: "eli:repealed_by",
}
"""The other kinds of link are `eli:related_to`: the ontology has no word for them."""
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~@:*")


def iri(address: Address) -> str:
    """`urn:bonusage:law:CSS:L162-5@2007-12-22#13%C2%B0/al2`: the address, with what an IRI cannot hold in percents."""
    whole, _, path = str(address).partition("#")
    return f"{URN}{_quoted(whole)}" + (f"#{'/'.join(_quoted(step) for step in path.split('/'))}" if path else "")


def _quoted(text: str) -> str:
    return "".join(chr(one) if one in _PLAIN else f"%{one:02X}" for one in text.encode())


def to_jsonld(version: Version, text: Text | None = None, day: dt.date | None = None) -> dict[str, Any]:
    """A version with its paragraphs, its article and its text, as one JSON-LD document.

    `day` is the day on which it is said to be in force or not; by default what its status says.
    """
    return graph([version], [text] if text else [], day)


def graph(versions: Sequence[Version], texts: Iterable[Text] = (), day: dt.date | None = None) -> dict[str, Any]:
    """Versions, the articles and texts they belong to, as one JSON-LD document."""
    named = {text.code: text for text in texts}
    nodes: dict[str, dict[str, Any]] = {}
    for version in versions:
        text = named.get(version.code) or _known(version.code)
        nodes.setdefault(f"{URN}{_quoted(text.code)}", _text(text))
        article = _article(version)
        nodes.setdefault(article["@id"], article)
        one = _version(version, day)
        nodes[one["@id"]] = one
    return {"@context": CONTEXT, "@graph": list(nodes.values())}


def _known(code: str) -> Text:
    known = by_short().get(code)
    return Text(code, known.id, "CODE", known.titles[0]) if known else Text(code)


def _text(text: Text) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": f"{URN}{_quoted(text.code)}",
        "@type": ["eli:LegalResource", "schema:Legislation"],
        "schema:legislationIdentifier": text.code,
        "eli:type_document": f"{URN}kind:{_quoted(text.kind)}",
    }
    if text.id:
        node["eli:id_local"] = text.id
    if text.title:
        node["eli:title"] = node["schema:name"] = _french(text.title)
    return node


def _french(words: str) -> dict[str, str]:
    return {"@value": words, "@language": "fr"}


def _article(version: Version) -> dict[str, Any]:
    """The article through time, of which the versions are members."""
    holder = f"{URN}{_quoted(version.code)}"
    return {
        "@id": iri(Address(version.code, version.article, None, ())),
        "@type": ["eli:LegalResourceSubdivision", "schema:Legislation"],
        "eli:number": version.article,
        "eli:is_part_of": holder,
        "schema:isPartOf": holder,
    }


def _version(version: Version, day: dt.date | None) -> dict[str, Any]:
    force, legal_force = _FORCE[version.covers(day) if day else version.status in _IN_FORCE]
    article = Address(version.code, version.article, None, ())
    node: dict[str, Any] = {
        "@id": iri(version.address) if version.start else f"{iri(article)}@inconnu",
        "@type": ["eli:LegalResourceSubdivision", "schema:Legislation"],
        "eli:number": version.article,
        "eli:title": _french(f"Article {printed_number(version.article)}"),
        "eli:is_member_of": iri(article),
        "eli:is_part_of": f"{URN}{_quoted(version.code)}",
        "schema:isPartOf": f"{URN}{_quoted(version.code)}",
        "eli:language": _FRENCH,
        "schema:inLanguage": "fr",
        "eli:in_force": force,
        "schema:legislationLegalForce": legal_force,
        "schema:creativeWorkStatus": str(version.status),
        "schema:legislationIdentifier": str(version.address),
    }
    if version.legiarti:
        node["eli:id_local"] = version.legiarti
    if version.start:
        first = version.start.isoformat()
        node["eli:version_date"] = node["schema:legislationDateVersion"] = first
        node["eli:first_date_entry_in_force"] = first
    if version.end:
        node["eli:date_no_longer_in_force"] = version.end.isoformat()
    for key, links in _linked(version).items():
        node[key] = links
    parts = [_paragraph(version, node["@id"], at) for at in range(len(version.texts))]
    if parts:
        node["eli:has_part"] = parts
    return node


def _paragraph(version: Version, holder: str, at: int) -> dict[str, Any]:
    path = path_of(version.paragraphs, at)
    return {
        "@id": f"{holder}#{'/'.join(_quoted(step) for step in path)}",
        "@type": ["eli:LegalResourceSubdivision", "schema:Legislation"],
        "eli:number": "/".join(path),
        "schema:position": at + 1,
        "schema:text": _french(version.texts[at]),
    }


def _linked(version: Version) -> dict[str, list[Any]]:
    """Under each relation, the other texts, each once: an address of ours, or what was printed when it is unknown."""
    found: dict[str, list[Any]] = {}
    if version.made_by:
        found["eli:changed_by"] = [_amending(version)]
    for link in version.links:
        relation = (_OUT if link.outward else _IN).get(link.kind, "eli:related_to")
        other = _other(link)
        listed = found.setdefault(relation, [])
        if other not in listed:
            listed.append(other)
    return found


def _amending(version: Version) -> dict[str, Any]:
    """The text that made the version: by its JORFTEXT id when that is known, else by what is printed."""
    identity = f"{URN}{_quoted(version.jorftext or version.nor or version.made_by)}"
    node: dict[str, Any] = {"@id": identity, "@type": "eli:LegalResource", "eli:title": _french(version.made_by)}
    ids = [one for one in (version.jorftext, version.nor) if one]
    if ids:
        node["eli:id_local"] = ids
    if version.signed:
        node["eli:date_document"] = version.signed.isoformat()
    return node


def _other(link: Link) -> Any:
    if link.code and link.article:
        other = Address(link.code, link.article, None, link.path)
        return {"@id": iri(other)}
    named = link.other_id or link.printed or f"{link.code}:{link.article}"
    node: dict[str, Any] = {"@id": f"{URN}{_quoted(named)}", "@type": "eli:LegalResource"}
    if link.printed:
        node["eli:title"] = _french(link.printed)
    if link.other_id:
        node["eli:id_local"] = link.other_id
    return node
