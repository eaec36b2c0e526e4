"""The readers of the law room, on articles of a code that does not exist, in every layout, with what is nasty in each.

No text of the law is here: the 'code de la navigation de plaisance imaginaire' was written for these tests.
Next: test_law_readers_faults.py for what is refused, test_law_readers_seeds.py for the real files.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from bonusage.law.corpus import versions_of
from bonusage.law.draft import Draft, Repair
from bonusage.law.model import Link, LinkKind
from bonusage.law.sniff import READERS, read, sniff
from bonusage.values.fault import Faults

MARKDOWN = """# Article L12-3

La capitainerie tient le registre des bateaux qui
mouillent dans la baie, avec le ou
les noms de leurs patrons.

Il comporte :

- à l'entrée, le jour et l'heure ;

- la longueur hors-
tout.

1° bis Un 1° Après la marée n'ouvre rien.

NOTA :

Voir aussi l'avis du port.

**Liens relatifs à cet article**

\t**Codifié par**:

\t  - Décret n°61-77 1961-02-03

\t**Créé par**:

\t  - Loi n°62-5 du 4 mai 1962 - art. 7 XIV (VD) JORF 5 mai 1962

\t**Cité par**:

\t  - Code civil - art. 16 (Ab)
\t  - Code de la navigation de plaisance imaginaire. - art. R*3-1 (M)

_Cite_:

  - Code De La Route. - Art. L4 bis
    (MMN)
"""


def repaired(draft: Draft) -> list[tuple[int, str]]:
    """Line and what of each repair."""
    return [(one.line, one.what) for one in draft.repairs]


def only(text: str | bytes, form: str | None = None, name: str = "essai") -> Draft:
    """Read a text whose form must be recognised when none is given."""
    return read(text if isinstance(text, bytes) else text.encode(), name, form)


def facts(links: tuple[Link, ...]) -> list[tuple[Any, ...]]:
    """Kind, direction, code, article, path, state."""
    return [(one.kind, one.outward, one.code, one.article, one.path, one.state) for one in links]


def test_markdown_with_its_links() -> None:
    draft = only(MARKDOWN)
    assert draft.form == "seed-markdown"
    (article,) = draft.articles
    assert article.number == "L12-3"
    assert article.paragraphs == (
        "La capitainerie tient le registre des bateaux qui mouillent dans la baie, avec le ou les noms de leurs patrons.",
        "Il comporte :",
        "- à l'entrée, le jour et l'heure ;",
        "- la longueur hors-tout.",
        "1° bis Un 1° Après la marée n'ouvre rien.",
    )
    assert article.nota == ("NOTA :", "Voir aussi l'avis du port.")
    assert facts(article.links) == [
        (LinkKind.CODIFIE, False, "DECRET61-77", "", (), ""),
        (LinkKind.CREE, False, "LOI62-5", "7", ("XIV",), "VD"),
        (LinkKind.CITE, False, "CC", "16", (), "Ab"),
        (LinkKind.CITE, False, "CNPI", "R*3-1", (), "M"),
        (LinkKind.CITE, True, "CROUTE", "L4 bis", (), "MMN"),
    ]
    assert repaired(draft) == [
        (3, "3 lignes recollées en un alinéa"),
        (11, "2 lignes recollées en un alinéa"),
        (38, "lien imprimé sur plusieurs lignes, recollé"),
    ]


def test_items_without_a_blank_line_are_paragraphs_with_a_repair() -> None:
    draft = only("# Article 1\n\nSont admis :\n- les voiliers ;\n- les canots du\n1° de la liste.\n2° Les radeaux.\n")
    assert draft.articles[0].paragraphs == (
        "Sont admis :",
        "- les voiliers ;",
        "- les canots du 1° de la liste.",
        "2° Les radeaux.",
    )
    assert [line for line, what in repaired(draft) if "sans ligne vide" in what] == [4, 5, 7]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("les mouillages prévus à l'art.", "2° du règlement.", "les mouillages prévus à l'art. 2° du règlement."),
        ("prévus à l'article L.", "12-3 du code.", "prévus à l'article L. 12-3 du code."),
    ],
)
def test_an_abbreviation_ends_no_line(first: str, second: str, joined: str) -> None:
    assert only(f"# Article 1\n\n{first}\n{second}\n").articles[0].paragraphs == (joined,)


def test_a_drawn_table_is_one_paragraph_a_row() -> None:
    table = "<pre>\n┏━━━┯━━━━┓\n┃ a │ b  ┃\n┠┈┈┈┼┈┈┈┈┨\n┃ c │ d  ┃\n┃   │ e  ┃\n┗━━━┷━━━━┛\n</pre>"
    draft = only(f"# Article Annexe II\n\nTarif :\n\n{table}\n")
    assert draft.articles[0].number == "Annexe II"
    assert draft.articles[0].paragraphs == ("Tarif :", "a | b", "c | d e")
    assert repaired(draft) == [(5, "tableau aplati : un alinéa par ligne du tableau")]


def test_soft_hyphens_and_invisible_signs_go_with_a_repair() -> None:
    draft = only("# Article 1\n\nLe capi\u00adtaine et le\u200b mousse.\n\nL’équi\u00ad\npage.\n")
    assert draft.articles[0].paragraphs == ("Le capitaine et le mousse.", "L’équipage.")
    assert [what for _, what in repaired(draft)] == [
        "césure conditionnelle (U+00AD) retirée",
        "2 lignes recollées en un alinéa",
        "césure conditionnelle (U+00AD) retirée",
    ]


def test_slips_of_the_text_and_glosses_stay() -> None:
    said = 'Le port peut faire et et refuser [*délai, [*durée*]*] (1) « L’ancre » et "la coque".'
    assert only(f"# Article 1\n\n{said}\n").articles[0].paragraphs == (said,)


HTML = """# Article R. * 4-1

<p>I.-Le mouillage est&nbsp;libre&#160;; l'amarrage &eacute;galement.</p><p></p><p align="left">Selon <a href="x>y
&amp; z">l'article 2</a>,<br/><br />la <b>baie</b> &amp; le port <
de pêche.</p>
hors d'un alinéa
<table><tr><th>Longueur<td>Droit<br/>dû</tr><tr><td>5 m</td><td>3 &euro;</td></tr></table>
<marquee>12 m<sup>2</sup></marquee><script>alert(1)</script><!-- note --><p>Fin.
"""


def test_html_paragraphs() -> None:
    draft = only(HTML)
    assert draft.form == "seed-html"
    (article,) = draft.articles
    assert article.number == "R. * 4-1"
    assert article.paragraphs == (
        "I.-Le mouillage est libre ; l'amarrage également.",
        "Selon y & z\">l'article 2,",
        "la baie & le port < de pêche.",
        "hors d'un alinéa",
        "Longueur | Droit dû",
        "5 m | 3 €",
        "12 m2",
        "Fin.",
    )
    assert repaired(draft) == [
        (7, "tableau aplati : un alinéa par ligne du tableau"),
        (8, "balise inconnue retirée, son texte gardé"),
        (8, "contenu de <script> laissé de côté"),
    ]


def test_html_under_a_heading_of_html_and_with_links() -> None:
    text = (
        "<h1>Article 9</h1>\n<p>Un.</p>\n\n**Liens relatifs à cet article**\n\n**Cite**:\n\n- Code civil - art. 1 (V)\n"
    )
    draft = only(text)
    assert (draft.form, draft.articles[0].number, draft.articles[0].paragraphs) == ("seed-html", "9", ("Un.",))
    assert facts(draft.articles[0].links) == [(LinkKind.CITE, True, "CC", "1", (), "V")]


EXTRACT = """

**CODE DE LA NAVIGATION DE PLAISANCE IMAGINAIRE**
**(Partie Législative)**

**Section 2.2 : Des mouillages**

**Article L12-3**

*(Loi n° 62-5 du 4 mai 1962 art. 7 XIV Journal Officiel du 5 mai 1962)*

*(inséré par Décret n° 63-1 du 2 janvier 1963 art. 1 (V) Journal Officiel du 3 janvier 1963)*

Le capitaine inscrit au registre les bateaux

mouillés depuis la veille ; il en informe le

12

préfet, dans les conditions de l'article L.

12-4. Il tient compte :

- de la longueur ;

- du tirant d'eau

selon la table.

(La marée n'est pas comptée.)

#### Article L12-4

Le registre est public.

**Important**

Il est gratuit.

**Section 2.3 : Des ancres**

Rien ici.

#### Article L12-5
*(Loi n° 62-5 du 4 mai 1962 art. 8 Journal Officiel du 5 mai 1962)*
Toute ancre est marquée.
"""


def test_an_extract_of_a_code() -> None:
    draft = only(EXTRACT)
    assert (draft.form, draft.title) == ("seed-extract", "CODE DE LA NAVIGATION DE PLAISANCE IMAGINAIRE")
    first, second, third = draft.articles
    assert first.paragraphs == (
        "Le capitaine inscrit au registre les bateaux mouillés depuis la veille ; il en informe le préfet, dans les "
        "conditions de l'article L. 12-4. Il tient compte :",
        "- de la longueur ;",
        "- du tirant d'eau selon la table.",
        "(La marée n'est pas comptée.)",
    )
    assert first.history == (
        "Loi n° 62-5 du 4 mai 1962 art. 7 XIV Journal Officiel du 5 mai 1962",
        "inséré par Décret n° 63-1 du 2 janvier 1963 art. 1 (V) Journal Officiel du 3 janvier 1963",
    )
    code, part = "CODE DE LA NAVIGATION DE PLAISANCE IMAGINAIRE", "(Partie Législative)"
    assert first.headings == (code, part, "Section 2.2 : Des mouillages")
    assert second.paragraphs == ("Le registre est public.", "**Important**", "Il est gratuit.")
    assert third.headings == (code, part, "Section 2.3 : Des ancres")
    assert third.paragraphs == ("Toute ancre est marquée.",)
    assert len(third.history) == 1
    cut = "phrase coupée par un saut de page, recollée"
    assert sorted(repaired(draft)) == [
        (16, cut),
        (18, "numéro de page retiré"),
        (20, cut),
        (22, cut),
        (28, cut),
        (42, "texte hors d'un article, laissé de côté"),
    ]


def test_sentences_that_end_are_never_joined() -> None:
    body = (
        "Sont admis :\n\nles voiliers ;\n\nles canots.\n\nLe maire\n\nLe préfet\n\n- à quai\n\n1° au large\n\na) en mer"
    )
    article = only(f"**Article 1**\n\n{body}\n\n**Article 2**\n\nFin.\n").articles[0]
    assert article.paragraphs == tuple(body.split("\n\n"))


def test_several_articles_with_lists_of_links_in_an_extract() -> None:
    links = "**Liens relatifs à cet article**\n\n**Cite**:\n\n- Code civil - art. {} (V)\n"
    draft = only(f"# Article 1\n\nUn.\n\n{links.format(7)}\n# Article 2\n\nDeux.\n\n{links.format(8)}")
    assert draft.form == "seed-extract"
    assert [(one.paragraphs, [link.article for link in one.links]) for one in draft.articles] == [
        (("Un.",), ["7"]),
        (("Deux.",), ["8"]),
    ]


AMENDMENT = """ ARTICLE ADDITIONNEL

APRÈS L'ARTICLE 30, insérer ce qui suit :

L’article L. 12-3 du code de la navigation est ainsi modifié :

« 21° Les  contenus  et
les contreparties des escales. »

EXPOSÉ SOMMAIRE

Les escales  sont
longues.

Elles durent.
"""


def test_an_amendment_and_its_summary() -> None:
    draft = only(AMENDMENT)
    assert (draft.form, draft.kind) == ("seed-amendment", "AMENDEMENT")
    (amendment,) = draft.amendments
    assert amendment.place == "après l'article 30"
    assert amendment.lines == (
        "APRÈS L'ARTICLE 30, insérer ce qui suit :",
        "L’article L. 12-3 du code de la navigation est ainsi modifié :",
        "« 21° Les contenus et les contreparties des escales. »",
    )
    assert amendment.summary == ("Les escales sont longues.", "Elles durent.")
    assert repaired(draft) == [
        (7, "espaces de justification réduites à une seule"),
        (7, "2 lignes recollées en un alinéa"),
        (12, "2 lignes recollées en un alinéa"),
    ]


def test_two_amendments_with_headers_and_other_places() -> None:
    text = (
        "AMENDEMENT N° 7\n\nprésenté par\n\nM. Bosco\n\nARTICLE 12 BIS\n\nSupprimer cet article.\n\nOBJET\n\nClarté.\n\n"
        "AMENDEMENT N° 8\n\nAVANT L'ARTICLE PREMIER\n\nInsérer un article.\n\nExposé sommaire :\n\nUtile.\n"
    )
    draft = only(text)
    assert [(one.place, one.lines, one.summary) for one in draft.amendments] == [
        ("article 12 bis", ("Supprimer cet article.",), ("Clarté.",)),
        ("avant l'article 1er", ("Insérer un article.",), ("Utile.",)),
    ]
    assert [what for _, what in repaired(draft)] == ["ligne d'en-tête laissée de côté"] * 2


def test_an_article_of_git_with_the_code_in_its_path() -> None:
    text = "Article L12-3\n----\nLa capitainerie tient le registre des bateaux qui\nmouillent dans la baie.\n\nIl est public.\n"
    draft = only(text, name="Code Civil/Livre II/Titre Ier/Article L12-3.md")
    assert (draft.form, draft.title, draft.articles[0].number) == ("git-article", "Code Civil", "L12-3")
    assert draft.articles[0].headings == ("Livre II", "Titre Ier")
    assert draft.articles[0].paragraphs == (
        "La capitainerie tient le registre des bateaux qui mouillent dans la baie.",
        "Il est public.",
    )
    assert only(text).title == "", "no guess without a path"
    assert only("Article 9\n----\n").articles[0].paragraphs == (), "a repealed article may be empty"


HEAD = '---\ntitle: "Code civil"\nidentifier: "LEGITEXT000006070721"\nrank: "code"\nlast_updated: "1986-03-05"\n---\n'
PLAIN_CODE = (
    HEAD
    + """# Code civil

Partie législative

Livre 1 : Généralités

Dispositions communes

Chapitre 1er : Des ports.

Article L1

Un port est un port.

Article 2 du même règlement : rien n'est un titre ici.

Section de la digue, quai nord.

Article R*2-1 bis A

Deux.

Chapitre II : Des digues
et des phares.

Article Annexe I à l'art. L1

Trois.
"""
)
MARKED_CODE = (
    HEAD
    + """# Code civil

## Livre 1 : Généralités

###### Article L1

Un port est un port.

Article 2

Chapitre 1 : ceci est du texte.

### Titre 2

###### Article L2

Deux.

## Livre 2

###### Article L3

Trois.
"""
)


def test_a_code_in_one_file_without_marks() -> None:
    draft = only(PLAIN_CODE)
    assert (draft.form, draft.title, draft.text_id) == ("git-code", "Code civil", "LEGITEXT000006070721")
    first, second, third = draft.articles
    assert (first.number, first.known_at) == ("L1", dt.date(1986, 3, 5))
    assert first.paragraphs == (
        "Un port est un port.",
        "Article 2 du même règlement : rien n'est un titre ici.",
        "Section de la digue, quai nord.",
    )
    livre = "Livre 1 : Généralités"
    assert first.headings == ("Partie législative", livre, "Chapitre 1er : Des ports.")
    assert (second.number, second.paragraphs) == ("R*2-1 bis A", ("Deux.",))
    assert (third.number, third.headings[-1]) == ("Annexe I à l'art. L1", "Chapitre II : Des digues et des phares.")
    assert repaired(draft) == [(13, "ligne sous un titre, tenue pour la suite de ce titre")]
    text, versions = versions_of(draft)
    assert (text.code, [one.article for one in versions][:2]) == ("CC", ["L1", "R*2-1 bis A"])


def test_a_code_in_one_file_with_marks() -> None:
    draft = only(MARKED_CODE)
    assert [(one.number, one.headings) for one in draft.articles] == [
        ("L1", ("Livre 1 : Généralités",)),
        ("L2", ("Livre 1 : Généralités", "Titre 2")),
        ("L3", ("Livre 2",)),
    ]
    assert draft.articles[0].paragraphs[1:] == ("Article 2", "Chapitre 1 : ceci est du texte.")
    assert [(one.level, one.title) for one in draft.structure] == [
        (1, "Livre 1 : Généralités"),
        (2, "Titre 2"),
        (1, "Livre 2"),
    ]


LOI = (
    '<a href="https://exemple.invalid/redirection/LEGIARTI000000000099?a">Loi n° 62-5 du 4 mai 1962 modifiant les '
    "articles 1 à 3 du code civil - article 7 ENTIEREMENT_MODIF</a>"
)
CODE = (
    '<a href="https://exemple.invalid/redirection/LEGIARTI000000000077?a">Code civil - article 21-28 AUTONOME '
    "VIGUEUR, en vigueur depuis le 2016-07-01</a>"
)
TRICOTEUSES = f"""---
État: MODIFIE
Type: AUTONOME
Date de début: 2001-05-06
Date de fin: 2999-01-01
Identifiant: LEGIARTI000000000012
URL: article/LEGI/x.xml
---

<h1>Article 9-1</h1>

Chaque bateau a droit
à un quai.<br />

Lorsqu'un bateau coule, le port
est fermé.


<details>
  <summary><em>Références</em></summary>

  <h2>Articles faisant référence à l'article</h2>

  <ul>
    <li>
      {LOI} MODIFICATION cible
    </li>
  </ul>

  <h2>Références faites par l'article</h2>

  <ul>
    <li>
      CODIFICATION source Loi 1861-03-08
    </li>
    <li>
      1962-05-04 MODIFICATION source {LOI}
    </li>
    <li>
      2999-01-01 CITATION cible {CODE}
    </li>
    <li>
      2999-01-01 SPEC_APPLI source Rapport
    </li>
  </ul>
</details>
"""


def test_the_form_of_the_tricoteuses() -> None:
    draft = only(TRICOTEUSES)
    (article,) = draft.articles
    assert (draft.form, article.number, article.status) == ("tricoteuses", "9-1", "MODIFIE")
    assert (article.start, article.end, article.legiarti) == (dt.date(2001, 5, 6), None, "LEGIARTI000000000012")
    assert article.paragraphs == ("Chaque bateau a droit à un quai.", "Lorsqu'un bateau coule, le port est fermé.")
    assert facts(article.links) == [
        (LinkKind.MODIFIE, False, "LOI62-5", "7", (), ""),
        (LinkKind.CODIFIE, False, "LOI1861-03-08", "", (), ""),
        (LinkKind.CITE, False, "CC", "21-28", (), "V"),
        (LinkKind.OTHER, False, "", "", (), ""),
    ], "the same link told from both sides is one link"
    assert article.links[0].other_id == "LEGIARTI000000000099"
    assert article.links[3].typelien == "SPEC_APPLI"
    assert (article.signed, article.made_by[:9]) == (dt.date(1962, 5, 4), "Loi n° 62")
    assert [line for line, _ in repaired(draft)] == [12, 15]


def test_a_heading_of_the_tricoteuses() -> None:
    text = "---\nDate de début: 1993-07-23\nDate de fin: 2999-01-01\nIdentifiant: LEGISCTA000000000001\n---\n\n"
    draft = only(
        text + "<h1>Section 1 : Des ports</h1>\n\n- [Article 18](article_18.md)\n- [Article 18-1](article_18-1.md)\n"
    )
    (heading,) = draft.structure
    assert (heading.title, heading.id, heading.start) == (
        "Section 1 : Des ports",
        "LEGISCTA000000000001",
        dt.date(1993, 7, 23),
    )
    assert [number for _, number, *_ in heading.articles] == ["18", "18-1"]


ROW = {
    "code": "LEGITEXT000006073189", "article": "L12-3", "date_debut": "2001-01-01", "date_fin": None, "etat": "VIGUEUR",
    "modifie_par": None, "date_texte": "2000-12-01", "nor": None, "jorftext": "JORFTEXT000000000001",
    "section": ["Livre 1"], "alineas": ["Un\u00a0:", "", "- deux"],
}  # fmt: skip


def test_json_lines() -> None:
    rows = [ROW, ROW | {"date_debut": "2002-01-01", "date_fin": "2222-02-22", "etat": "MODIFIE_MORT_NE"}]
    draft = only("\n\n".join(json.dumps(row) for row in rows))
    assert (draft.form, draft.text_id, [one.line for one in draft.articles]) == (
        "lines",
        "LEGITEXT000006073189",
        [1, 3],
    )
    first, second = draft.articles
    assert first.paragraphs == ("Un :", "- deux")
    assert (first.start, first.end, first.signed) == (dt.date(2001, 1, 1), None, dt.date(2000, 12, 1))
    assert (second.status, second.end) == ("MODIFIE_MORT_NE", None)
    assert draft.repairs == (Repair(3, "date_fin fixée plus tard (2222-02-22) : tenue pour inconnue", "2222-02-22"),)


API = {
    "type": "code",
    "data": {"id": "LEGITEXT000006070721", "title": "Code civil"},
    "children": [
        {
            "type": "section",
            "data": {
                "id": "LEGISCTA000000000001", "title": "Titre Ier", "dateDebut": "1952-06-29", "dateFin": "2999-01-01",
                "etat": "VIGUEUR",
            },
            "children": [
                {
                    "type": "article",
                    "data": {
                        "id": "LEGIARTI000000000002", "num": "L12-3", "etat": "VIGUEUR",
                        "texte": "Un. Deux.", "texteHtml": "<p></p>  Un.<p></p><p><br/>Deux.<br/>Trois.</p>",
                        "nota": "", "notaHtml": "Note.", "dateDebut": -552528000000, "dateFin": 1167174000000,
                        "lienModifications": [
                            {"textCid": "JORFTEXT000000000009", "textTitle": "LOI n°62-5\n du 4 mai 1962 - art. 7", "linkType": "CREE",
                             "linkOrientation": "cible", "articleNum": "7", "articleId": "LEGIARTI000000000003", "natureText": "LOI",
                             "dateSignaTexte": "1962-05-04"},
                            {"textCid": "", "textTitle": "Décret 61-77 1961-02-03", "linkType": "CREATION",
                             "linkOrientation": "source", "articleNum": "", "articleId": "", "natureText": "", "dateSignaTexte": None},
                            {"textCid": "LEGITEXT000006072050", "textTitle": "Code du travail - art. L1 (V)", "linkType": "MODIFICATION",
                             "linkOrientation": "cible", "articleNum": "L1", "articleId": "LEGIARTI000000000004", "natureText": "CODE",
                             "dateSignaTexte": "2999-01-01"},
                        ],
                        "articleVersions": [
                            {"id": "LEGIARTI000000000002", "etat": "VIGUEUR", "dateDebut": -552528000000, "dateFin": 1167177600000},
                            {"id": "LEGIARTI000000000005", "etat": "MODIFIE", "dateDebut": 1167177600000, "dateFin": 32472144000000},
                        ],
                    },
                },
                {"type": "article", "data": {"id": "LEGIARTI000000000006", "num": "2", "etat": "", "texte": "Seul.", "texteHtml": None}},
            ],
        }
    ],
}  # fmt: skip


def test_json_of_the_api() -> None:
    draft = only(json.dumps(API))
    assert (draft.form, draft.title, draft.text_id) == ("api", "Code civil", "LEGITEXT000006070721")
    first, second = draft.articles
    assert (first.number, first.paragraphs, first.nota) == ("L12-3", ("Un.", "Deux.", "Trois."), ("Note.",))
    assert (first.start, first.end) == (dt.date(1952, 6, 29), dt.date(2006, 12, 27)), "midnight in Paris is that day"
    assert first.headings == ("Titre Ier",)
    assert facts(first.links) == [
        (LinkKind.CREE, False, "LOI62-5", "7", (), ""),
        (LinkKind.CREE, False, "DECRET61-77", "", (), ""),
        (LinkKind.MODIFIE, True, "CT", "L1", (), "V"),
    ]
    assert (first.made_by, first.signed) == ("LOI n°62-5 du 4 mai 1962 - art. 7", dt.date(1962, 5, 4))
    assert first.jorftext == "JORFTEXT000000000009"
    assert first.siblings == (("LEGIARTI000000000005", dt.date(2006, 12, 27), None, "MODIFIE"),)
    assert second.paragraphs == ("Seul.",)
    assert [one.what.partition(" (")[0] for one in draft.repairs] == [
        "article sans HTML : son texte tient en un alinéa"
    ]
    (heading,) = draft.structure
    assert (heading.level, heading.title, heading.start) == (1, "Titre Ier", dt.date(1952, 6, 29))
    assert [row[:2] for row in heading.articles] == [("LEGIARTI000000000002", "L12-3"), ("LEGIARTI000000000006", "2")]


@pytest.mark.parametrize(
    "text",
    ["# Article R. 12-3 du code du travail\n\nUn.\n", "# Article R. 12-3 du code du travail\n\n<p>Un.</p>\n",
     "# Article R. 12-3 (Code du travail)\n\nUn.\n\n## Liens relatifs\n\n**Cite** :\n\n- Code civil - art. 9 (V)\n"],
)  # fmt: skip
def test_the_code_in_the_title_of_an_article_is_the_code(text: str) -> None:
    named, (version,) = versions_of(only(text))
    assert (named.code, version.code, version.article, version.texts) == ("CT", "CT", "R12-3", ("Un.",))


def test_articles_of_two_codes_in_one_file_are_a_fault() -> None:
    text = b"# Article 1 du code civil\n\nUn.\n\n# Article 2 du code du travail\n\nDeux.\n"
    with pytest.raises(Faults, match="plusieurs codes"):
        read(text, "deux.md", "seed-markdown")


def test_each_quote_of_an_amendment_begins_a_line_of_the_new_text() -> None:
    text = (
        "ARTICLE ADDITIONNEL\nAPRÈS L'ARTICLE 2, insérer l'article suivant :\n\n"
        "L'article 1 est complété par deux alinéas\nainsi rédigés :\n« Le quai « long »\nest franc.\n« La cale aussi. »\n"
    )
    (amendment,) = only(text).amendments
    assert amendment.lines[1:] == (
        "L'article 1 est complété par deux alinéas ainsi rédigés :", "« Le quai « long » est franc.", "« La cale aussi. »",
    )  # fmt: skip


def test_json_of_the_api_for_one_article() -> None:
    """As `consult/getArticle` answers it: the article says of which text it is."""
    alone = {
        "id": "LEGIARTI000000000007", "idTexte": "LEGITEXT000006072050", "num": "L12-4", "etat": "VIGUEUR",
        "texte": "Un : Deux.", "texteHtml": "<p>Un&nbsp;:</p><p>- Deux.</p>", "dateDebut": 1514764800000,
        "dateFin": 32472144000000, "textTitles": [{"id": "LEGITEXT000006072050", "titre": "Code du travail"}],
    }  # fmt: skip
    draft = only(json.dumps({"executionTime": 3, "dereferenced": False, "article": alone}))
    assert (draft.form, draft.title, draft.text_id) == ("api", "Code du travail", "LEGITEXT000006072050")
    (article,) = draft.articles
    assert (article.number, article.paragraphs) == ("L12-4", ("Un :", "- Deux."))
    assert (article.start, article.end) == (dt.date(2018, 1, 1), None)


FORMS = {
    "seed-markdown": MARKDOWN, "seed-html": HTML, "seed-extract": EXTRACT, "seed-amendment": AMENDMENT,
    "git-article": "Article 1\n----\nUn.\n", "git-code": PLAIN_CODE, "tricoteuses": TRICOTEUSES,
    "lines": json.dumps(ROW), "api": json.dumps(API),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_marks_and_line_ends_change_nothing(form: str) -> None:
    text = FORMS[form]
    plain = only(text)
    assert plain.form == form
    for content in (
        text.encode("utf-8-sig"),
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
        b"\xff\xfe" + text.encode("utf-16-le"),
        b"\xfe\xff" + text.encode("utf-16-be"),
    ):
        assert sniff(content, "essai") == form
        assert only(content) == plain


def test_every_form_has_a_reader_and_nothing_else_is_recognised() -> None:
    elsewhere = {
        "legi-article",
        "legi-section-ta",
        "legi-struct",
        "legi-version",
        "canonical-markdown",
        "canonical-json",
    }
    assert set(FORMS) | elsewhere == set(READERS)
    for text in (
        "",
        " \n\n",
        "Bonjour.",
        "{}",
        "[1]",
        "<xml/>",
        "<html><p>Un.</p></html>",
        "---\na: b\n---\n",
        "a;b\n1;2\n",
    ):
        assert sniff(text.encode(), "essai.md") is None
    assert sniff(b"\x89PNG\r\n\x1a\n\0\0\0", "LEGIARTI.xml") is None


def test_one_article_with_a_note_of_history_is_an_extract() -> None:
    text = "# Article 1\n\n*(Loi n° 62-5 du 4 mai 1962 art. 8)*\n\nUn bateau\n\nest un bateau.\n"
    draft = only(text)
    assert (draft.form, draft.articles[0].paragraphs) == ("seed-extract", ("Un bateau est un bateau.",))
    assert draft.articles[0].history == ("Loi n° 62-5 du 4 mai 1962 art. 8",)
    _, (version,) = versions_of(draft)
    assert version.made_by == "Loi n° 62-5 du 4 mai 1962 art. 8", "the last note says who wrote these words"


def test_sniff_looks_at_the_first_64_kib_only() -> None:
    class Whole(bytes):
        def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
            raise AssertionError("the whole file was looked at")

    assert sniff(Whole(b"# Article 1\n\nUn.\n" + b"x" * 500_000), "essai") == "seed-markdown"
    assert sniff(Whole(b"x\n" * 40_000 + b"# Article 1\n\nUn.\n"), "essai") is None
