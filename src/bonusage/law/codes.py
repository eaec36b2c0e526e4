"""The codes: their short name in addresses, their LEGITEXT id, their titles over time, and what a title points to.

A new code is a line here. Ids marked `recalled` were not checked against a file of LEGI; the others stand in the
samples that the tests read. Titles are compared without accents or capitals.
Next: corpus.py, which names texts by them.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from bonusage.law.words import matched, unaccented


class Code(NamedTuple):
    """A code: short name, LEGITEXT id ('' unknown), titles (today's first), how the id is known."""

    short: str
    id: str
    titles: tuple[str, ...]
    confidence: str = "recalled"


CODES = (
    Code("CSS", "LEGITEXT000006073189", ("code de la sécurité sociale",), "sourced"),
    Code("CSP", "LEGITEXT000006072665", ("code de la santé publique",)),
    Code("CASF", "LEGITEXT000006074069", ("code de l'action sociale et des familles",)),
    Code("CFAS", "LEGITEXT000006072637", ("code de la famille et de l'aide sociale",)),
    Code("CT", "LEGITEXT000006072050", ("code du travail",)),
    Code("CM", "LEGITEXT000006074067", ("code de la mutualité",)),
    Code("CR", "LEGITEXT000006071367", ("code rural et de la pêche maritime", "code rural")),
    Code("CGI", "LEGITEXT000006069577", ("code général des impôts",)),
    Code("CC", "LEGITEXT000006070721", ("code civil",)),
    Code("CPEN", "LEGITEXT000006070719", ("code pénal",)),
    Code("CPP", "LEGITEXT000006071154", ("code de procédure pénale",)),
    Code("CPC", "LEGITEXT000006070716", ("code de procédure civile", "nouveau code de procédure civile")),
    Code("CE", "LEGITEXT000006071191", ("code de l'éducation",)),
    Code("CA", "LEGITEXT000006073984", ("code des assurances",)),
    Code("CMF", "LEGITEXT000006072026", ("code monétaire et financier",), "sourced"),
    Code("CIMM", "LEGITEXT000006070666", ("code des instruments monétaires et des médailles",), "sourced"),
    Code("CCOM", "LEGITEXT000005634379", ("code de commerce",)),
    Code("CCONSO", "LEGITEXT000006069565", ("code de la consommation",)),
    Code("CJF", "LEGITEXT000006070249", ("code des juridictions financières",)),
    Code("CJA", "LEGITEXT000006070933", ("code de justice administrative",)),
    Code("CRPA", "LEGITEXT000031366350", ("code des relations entre le public et l'administration",)),
    Code("CGCT", "LEGITEXT000006070633", ("code général des collectivités territoriales",)),
    Code("CPI", "LEGITEXT000006069414", ("code de la propriété intellectuelle",)),
    Code("CENV", "LEGITEXT000006074220", ("code de l'environnement",)),
    Code("CTRANS", "LEGITEXT000023086525", ("code des transports",)),
    Code("CPCMR", "LEGITEXT000006070302", ("code des pensions civiles et militaires de retraite",)),
    Code("CPMIV", "LEGITEXT000006074068", ("code des pensions militaires d'invalidité et des victimes de la guerre",)),
    Code("CGPPP", "LEGITEXT000006070299", ("code général de la propriété des personnes publiques",)),
    Code("CRECH", "LEGITEXT000006071190", ("code de la recherche",)),
    Code("COJ", "LEGITEXT000006071164", ("code de l'organisation judiciaire",)),
    Code("CROUTE", "LEGITEXT000006074228", ("code de la route",)),
    Code("CDEF", "LEGITEXT000006071307", ("code de la défense",)),
    Code("CSPORT", "LEGITEXT000006071318", ("code du sport",)),
    Code("CCH", "LEGITEXT000006074096", ("code de la construction et de l'habitation",)),
    Code("CURBA", "LEGITEXT000006074075", ("code de l'urbanisme",)),
    Code("LPF", "LEGITEXT000006069583", ("livre des procédures fiscales",)),
    Code("CDOUANES", "LEGITEXT000006071570", ("code des douanes",)),
    Code("CELEC", "", ("code électoral",)),
    Code("CFOR", "", ("code forestier",)),
    Code("CMIN", "", ("code minier",)),
    Code("CENER", "", ("code de l'énergie",)),
    Code("CESEDA", "", ("code de l'entrée et du séjour des étrangers et du droit d'asile",)),
    Code("CPAT", "", ("code du patrimoine",)),
    Code("CTOUR", "", ("code du tourisme",)),
    Code("CSI", "", ("code de la sécurité intérieure",)),
    Code("CCP", "", ("code de la commande publique",)),
    Code("CPCE", "", ("code des procédures civiles d'exécution",)),
    Code(
        "CPOSTE",
        "",
        (
            "code des postes et des communications électroniques",
            "code des postes et télécommunications",
        ),
    ),
    Code("CART", "", ("code de l'artisanat",)),
    Code("CCINE", "", ("code du cinéma et de l'image animée",)),
    Code("CEXPRO", "", ("code de l'expropriation pour cause d'utilité publique",)),
    Code("CVOIRIE", "", ("code de la voirie routière",)),
    Code("CAVIA", "", ("code de l'aviation civile",)),
    Code("CCOMMUNES", "", ("code des communes",)),
    Code("CSN", "", ("code du service national",)),
    Code("CDE", "", ("code du domaine de l'Etat",)),
    Code("CGFP", "", ("code général de la fonction publique",)),
    Code("CJM", "", ("code de justice militaire",)),
    Code("CJPM", "", ("code de la justice pénale des mineurs",)),
    Code("CPORTS", "", ("code des ports maritimes",)),
    Code("CPENIT", "", ("code pénitentiaire",)),
    Code("CMP", "LEGITEXT000005627819", ("code des marchés publics",)),
)
"""One line a code; the order is free."""


def title_key(title: str) -> str:
    """A title as it is compared: no accents, no capitals, one space, no final stop."""
    return " ".join(unaccented(matched(title)).casefold().split()).rstrip(" .")


@functools.cache
def by_title() -> dict[str, Code]:
    """Every title, as compared, and its code."""
    return {title_key(title): code for code in CODES for title in code.titles}


@functools.cache
def by_id() -> dict[str, Code]:
    """Every LEGITEXT id and its code."""
    return {code.id: code for code in CODES if code.id}


@functools.cache
def by_short() -> dict[str, Code]:
    """Every short name and its code."""
    return {code.short: code for code in CODES}


def short_name(text_id: str, title: str) -> str:
    """The short name of a text: a known code's; else capitals of the title's initials; '' when nothing is known."""
    known = by_id().get(text_id) or by_title().get(title_key(title))
    if known:
        return known.short
    if text_id:
        return re.sub("[^A-Z0-9]", "", text_id.upper())
    small = {"de", "du", "des", "la", "le", "les", "l", "d", "et", "a", "au", "aux", "en"}
    return "".join(word[0] for word in re.findall("[a-z]+", title_key(title)) if word not in small).upper()
