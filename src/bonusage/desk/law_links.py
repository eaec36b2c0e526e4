"""What law links prints: an article's citations both ways, their origin, and those that lead nowhere any more.

The graph is law/graph.py's, the stale links law/stale.py's.
Next: cli_law.py.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from bonusage.desk.law_show import article_of, day_asked, version_asked
from bonusage.desk.law_store import opened
from bonusage.law.graph import Edge, Graph, agreement
from bonusage.law.model import LinkKind, Origin
from bonusage.law.stale import StaleLink, Staleness, stale_of

ORIGINS = {Origin.DECLARED: "déclaré", Origin.EXTRACTED: "lu"}
KINDS = {
    LinkKind.CITE: ("cite", "cité par"),
    LinkKind.CREE: ("crée", "créé par"),
    LinkKind.MODIFIE: ("modifie", "modifié par"),
    LinkKind.CODIFIE: ("codifie", "codifié par"),
    LinkKind.ABROGE: ("abroge", "abrogé par"),
    LinkKind.TRANSFERE: ("transfère", "transféré par"),
    LinkKind.CONCORDE: ("correspond à", "correspond à"),
    LinkKind.PERIME: ("rend caduc", "rendu caduc par"),
    LinkKind.APPLIQUE: ("applique", "appliqué par"),
    LinkKind.RATIFIE: ("ratifie", "ratifié par"),
    LinkKind.OTHER: ("lié à", "lié à"),
}


def links_of(path: Path, text: str, on: dt.date | None, today: dt.date) -> dict[str, Any]:
    """`law links --format json`: links out, links in, those declared or read alone, stale ones, on a day."""
    address = article_of(text)
    day = day_asked(address, on, today, "ARTICLE")
    with opened(path) as store:
        version = version_asked(store, address, day, where="ARTICLE")
        corpus = store.corpus()
    graph, key = Graph.of(corpus, day), (version.code, version.article)
    found = agreement(
        corpus,
        next(
            (one for one in corpus.versions(*key) if one.start == version.start and one.status == version.status),
            version,
        ),
    )
    return {
        "address": str(version.address),
        "day": day.isoformat(),
        "out": [_edge(one, one.target, 0) for one in graph.cites(*key, kind=None)],
        "in": [_edge(one, one.source, 1) for one in graph.cited_by(*key, kind=None)],
        "declared": len(found.both) + len(found.declared_only),
        "declared_only": [":".join(one).rstrip(":") for one in found.declared_only],
        "extracted_only": [":".join(one).rstrip(":") for one in found.extracted_only],
        "stale": [_stale(one) for one in stale_of(corpus, version, day)],
    }


def _edge(edge: Edge, other: tuple[str, str], way: int) -> dict[str, Any]:
    return {
        "kind": edge.kind.value,
        "said": KINDS[edge.kind][way],
        "article": ":".join(other).rstrip(":"),
        "origins": [origin.value for origin in edge.origins],
        "places": ["/".join(path) for path in edge.paths if path],
        "paragraphs": sorted({one.paragraph for one in edge.occurrences if one.paragraph}),
        "state": next((one.state for one in edge.occurrences if one.state), ""),
    }


def _stale(one: StaleLink) -> dict[str, Any]:
    return {
        "paragraph": one.paragraph,
        "target": str(one.target),
        "why": one.staleness.value,
        "said": str(one),
    }


def links_text(found: dict[str, Any]) -> str:
    """The same for a reader: one link a line, with where it stands and how it is known."""
    lines = [f"{found['address']}, le {found['day']}"]
    for way, title in (("out", "Vers d'autres articles"), ("in", "Depuis d'autres articles")):
        lines += ["", f"{title} : {len(found[way])}"]
        lines += [_line(one) for one in sorted(found[way], key=lambda one: (one["kind"] != "CITE", one["kind"]))]
    if found["extracted_only"] and found["declared"]:
        lines += ["", f"Lus dans les mots, absents de la liste de la source : {', '.join(found['extracted_only'])}"]
    if found["declared_only"]:
        lines += ["", f"Dans la liste de la source, pas dans les mots : {', '.join(found['declared_only'])}"]
    stale = [one for one in found["stale"] if one["why"] != Staleness.NOT_IN_CORPUS.value]
    lines += ["", f"Renvois qui ne mènent plus où ils menaient : {len(stale)}", *(f"  {one['said']}" for one in stale)]
    unknown = dict.fromkeys(one["target"] for one in found["stale"] if one["why"] == Staleness.NOT_IN_CORPUS.value)
    if unknown:
        lines.append(f"Renvois dont le magasin ne sait rien : {', '.join(unknown)}")
    return "\n".join(lines)


def _line(one: dict[str, Any]) -> str:
    places = f" ({', '.join(one['places'])})" if one["places"] else ""
    where = f", alinéa {', '.join(map(str, one['paragraphs']))}" if one["paragraphs"] else ""
    origins = " et ".join(ORIGINS[Origin(origin)] for origin in one["origins"])
    state = f" ({one['state']})" if one["state"] else ""
    return f"  {one['said']:<12} {one['article']}{places}{state} — {origins}{where}"
