"""Texts that were never voted, for the tests of the law commands: the ports of a code that borrows the CSS's name.

Written for these tests, in the forms of docs/reference/law.md; no text of the law is here.
Next: test_cli_law.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.desk.ran import Ran, Run

CSS = "LEGITEXT000006073189"
OLD = (
    "Le capitaine du port imaginaire tient un carnet des bateaux. Il le montre à qui le demande.",
    "Ce carnet comporte :",
    "1° Le nom du bateau ;",
    "2° La longueur de la coque, mesurée :",
    "a) A la flottaison ;",
    "b) Hors tout ;",
    "3° Le nombre de voiles.",
)
NEW = (*OLD[:2], "1° Le nom du bateau et celui de son patron ;", *OLD[3:])
CATS = ("Les chats du port sont nourris par l'armateur, dans les conditions de l'article L. 900-1.",)
LAMPS = (
    "Le phare comporte :",
    "- une lampe ;",
    "- une échelle.",
    "La bouée comporte :",
    "- une cloche ;",
    "- une corde.",
)
GULLS = ("Les mouettes sont comptées comme les chats mentionnés à l'article L. 900-2.",)
QUAYS = ("Sont admis au quai :", "1° Les voiliers de bois verni ;", "2° Les barques de pêche à rames courtes ;")
MOVED = (*QUAYS[:2], "2° Les canots gonflables de secours ;", "3° Les barques de pêche à rames courtes ;")


def row(article: str, start: str, end: str | None, texts: tuple[str, ...], **more: Any) -> str:
    """A line of ../shared/law/README.md."""
    status = "VIGUEUR" if end is None else "MODIFIE"
    said = {"code": CSS, "article": article, "date_debut": start, "date_fin": end, "etat": status, "alineas": texts}
    return json.dumps(said | more, ensure_ascii=False) + "\n"


LINES = "".join(
    (
        row("L900-1", "2001-01-01", "2005-01-01", OLD, date_texte="2000-12-01", modifie_par="Loi n° 2000-1 - art. 1"),
        row("L900-1", "2005-01-01", None, NEW, date_texte="2004-03-03", modifie_par="Loi n° 2004-7 - art. 2"),
        row("L900-2", "2001-01-01", "2008-01-01", CATS, etat="ABROGE"),
        row("L900-3", "2001-01-01", None, LAMPS),
        row("L900-4", "2001-01-01", None, GULLS),
        row("L900-5", "2001-01-01", "2006-01-01", QUAYS),
        row("L900-5", "2006-01-01", None, MOVED, modifie_par="Loi n° 2005-9 - art. 4"),
    )
)
MARKDOWN = """# Article L900-2

Les chats du port sont nourris par l'armateur,
dans les conditions de l'article L. 900-1.

**Liens relatifs à cet article**

_Cite_:

  - Code de la sécurité sociale - art. L900-1 (V)
  - Code de la sécurité sociale - art. L900-9 (Ab)
"""
HTML = "# Article L900-4\n\n<p>Les mouettes sont comptées comme les chats mentionnés à l'article L. 900-2.</p>\n"
EXTRACT = "**Code de la sécurité sociale**\n\n**Article L900-3**\n\n" + "\n\n".join(LAMPS) + "\n"
EXTRACT += "\n**Article L900-5**\n\n" + "\n\n".join(QUAYS) + "\n"
AMENDMENT = """ARTICLE ADDITIONNEL

APRÈS L'ARTICLE 3, insérer l'article suivant :

Au 3° de l'article L. 900-1 du code de la sécurité sociale, le mot : « voiles »
est remplacé par le mot : « rames ».

EXPOSÉ SOMMAIRE

Les voiles ne se comptent pas.
"""
LEGI = """<?xml version="1.0" encoding="UTF-8"?>
<ARTICLE>
<META>
<META_COMMUN><ID>LEGIARTI000000000777</ID><NATURE>Article</NATURE></META_COMMUN>
<META_SPEC><META_ARTICLE>
<NUM>L900-7</NUM><ETAT>VIGUEUR</ETAT><DATE_DEBUT>2003-04-05</DATE_DEBUT><DATE_FIN>2999-01-01</DATE_FIN>
<TYPE>AUTONOME</TYPE>
</META_ARTICLE></META_SPEC>
</META>
<CONTEXTE><TEXTE cid="LEGITEXT000006073189" nature="CODE">
<TITRE_TXT c_titre_court="Code de la sécurité sociale" debut="1985-12-21" fin="2999-01-01">Code de la sécurité sociale</TITRE_TXT>
</TEXTE></CONTEXTE>
<BLOC_TEXTUEL><CONTENU><p>La jetée est peinte en blanc.</p><p>Elle est lavée chaque printemps.</p></CONTENU></BLOC_TEXTUEL>
</ARTICLE>
"""
CANONICAL = """---
code: CSS
article: L900-8
status: VIGUEUR
start: 2002-02-02
---

# Article L. 900-8

Le sel est gratuit.
"""


def run_law(store: Path, run: Run) -> Run:
    """Runs `bonusage law ...` on a store."""

    def ran(*arguments: object) -> Ran:
        return run("law", *arguments, *(() if "--gold" in arguments else ("--store", store)))

    return ran
