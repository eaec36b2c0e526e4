"""LEGI XML of articles that do not exist: paragraphs, days, links whichever noun they use, and what is refused.

Next: test_law_readers_seeds.py for the samples of the DILA.
"""

from __future__ import annotations

import datetime as dt

import pytest

from bonusage.law.corpus import Corpus, versions_of
from bonusage.law.link_lines import read_group, read_printed, read_typelien
from bonusage.law.model import LinkKind
from bonusage.law.sniff import read, sniff
from bonusage.values.fault import Faults

ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<!-- essai -->
<ARTICLE>
<META><META_COMMUN><ID>LEGIARTI000000000001</ID><NATURE>Article</NATURE></META_COMMUN>
<META_SPEC><META_ARTICLE><NUM>{num}</NUM><ETAT>{etat}</ETAT><DATE_DEBUT>{debut}</DATE_DEBUT><DATE_FIN>{fin}</DATE_FIN></META_ARTICLE></META_SPEC></META>
<CONTEXTE><TEXTE cid="LEGITEXT000006070721" nature="CODE"><TITRE_TXT id_txt="LEGITEXT000006070721">Code civil</TITRE_TXT>
<TM><TITRE_TM debut="1950-01-01" fin="1990-01-01" id="a">Titre ancien</TITRE_TM><TITRE_TM debut="1990-01-01" fin="2999-01-01" id="a">Titre
neuf</TITRE_TM>
<TM><TITRE_TM debut="1950-01-01" fin="1990-01-01" id="b">Chapitre fermé</TITRE_TM></TM>
<TM><TITRE_TM debut="1990-01-01" fin="2999-01-01" id="c">Chapitre ouvert</TITRE_TM></TM></TM></TEXTE></CONTEXTE>
<VERSIONS><VERSION etat="MODIFIE"><LIEN_ART debut="1990-05-01" etat="MODIFIE" fin="2001-01-01" id="LEGIARTI000000000001" num="1"/></VERSION>
<VERSION etat="VIGUEUR"><LIEN_ART debut="2001-01-01" etat="VIGUEUR" fin="2999-01-01" id="LEGIARTI000000000002"/></VERSION></VERSIONS>
<NOTA><CONTENU><p>Voir la carte.</p></CONTENU></NOTA>
<BLOC_TEXTUEL><CONTENU>{content}</CONTENU></BLOC_TEXTUEL>
<LIENS>{links}</LIENS>
</ARTICLE>
"""
SAID = {
    "num": "R*1-2",
    "etat": "MODIFIE",
    "debut": "1990-05-01",
    "fin": "2001-01-01",
    "content": "<p>Un.</p>",
    "links": "",
}


def article(**said: str) -> bytes:
    """An article with some of its parts changed."""
    return ARTICLE.format(**(SAID | said)).encode()


def link(typelien: str, sens: str, printed: str, **attributes: str) -> str:
    """A LIEN."""
    told = {
        "cidtexte": "",
        "datesignatexte": "",
        "id": "",
        "naturetexte": "",
        "nortexte": "",
        "num": "",
        "numtexte": "",
    }
    said = " ".join(f'{name}="{value}"' for name, value in (told | attributes).items())
    return f'<LIEN {said} sens="{sens}" typelien="{typelien}">{printed}</LIEN>'


def test_an_article_of_legi() -> None:
    content = (
        "\n<br/>   Un bateau\n est un bateau.<br/>\n<br/>Il a :<br/>\n1° Une <i>coque</i> ;<p>2° Un<sup>e</sup> ancre"
        " &amp; un m&#226;t.</p>Fin<br clear='none'/><div><blockquote>- d'abord</blockquote></div>"
        "<table><tbody><tr><td><p>5 m</p></td><td>3 €<br/>net</td></tr></tbody></table>"
    )
    content_ = read(article(content=content), "a.xml")
    (found,) = content_.articles
    assert (content_.form, content_.text_id, content_.title) == ("legi-article", "LEGITEXT000006070721", "Code civil")
    assert found.paragraphs == (
        "Un bateau est un bateau.",
        "Il a :",
        "1° Une coque ;",
        "2° Une ancre & un mât.",
        "Fin",
        "- d'abord",
        "5 m | 3 € net",
    )
    assert (found.number, found.status, found.nota) == ("R*1-2", "MODIFIE", ("Voir la carte.",))
    assert (found.start, found.end) == (dt.date(1990, 5, 1), dt.date(2001, 1, 1))
    assert found.headings == ("Titre neuf", "Chapitre ouvert"), "the titles of the first day of the version"
    assert found.siblings == (("LEGIARTI000000000002", dt.date(2001, 1, 1), None, "VIGUEUR"),)
    assert [one.what for one in content_.repairs] == ["tableau aplati : un alinéa par ligne du tableau"]


def test_days_that_are_not_days() -> None:
    open_end = read(article(debut="2999-01-01", fin="2999-01-01", etat="VIGUEUR"), "a.xml")
    assert (open_end.articles[0].start, open_end.articles[0].end, open_end.repairs) == (None, None, ())
    later = read(article(debut="2222-02-22", fin="2999-01-01", etat="VIGUEUR_DIFF"), "a.xml")
    assert later.articles[0].start is None
    assert [one.before for one in later.repairs] == ["2222-02-22"]


@pytest.mark.parametrize(("etat", "repairs"), [("MODIFIE_MORT_NE", 0), ("ABROGE_MORT_NE", 1)])
def test_a_stillborn_version_is_kept_and_never_in_force(etat: str, repairs: int) -> None:
    draft = read(article(debut="2007-01-01", fin="2006-12-08", etat=etat), "a.xml")
    assert len(draft.repairs) == repairs
    corpus = Corpus(versions_of(draft)[1])
    assert [one.status for one in corpus.everything()] == ["MODIFIE_MORT_NE"]
    assert corpus.at("CC", "R*1-2", dt.date(2006, 12, 20)) is None
    assert corpus.clashes() == ()


def test_the_side_of_a_link_whichever_noun_it_uses() -> None:
    links = [
        link("CITATION", "cible", "Code civil - art. 3 (Ab)", cidtexte="LEGITEXT000006070721", naturetexte="CODE", num="3"),
        link("CITATION", "source", "Code du travail - art. L1 (V)", cidtexte="LEGITEXT000006072050", naturetexte="CODE", num="L1"),
        link("CREATION", "source", "Décret 52-751 1952-06-26 JORF 29 juin 1952"),
        link("CREE", "cible", "LOI n°62-5 du 4 mai 1962 - art. 7", naturetexte="LOI", numtexte="62-5", num="7",
             cidtexte="JORFTEXT000000000009", id="LEGIARTI000000000099", datesignatexte="1962-05-04", nortexte="ABCX6200001L"),
        link("MODIFIE", "source", "Code inconnu de la mer - art. 2 (M)"),
        link("MODIFICATION", "cible", "Rapport - art. 4 I 2° (V)", naturetexte="ORDONNANCE", numtexte="2000-1223", num="4"),
        link("CONCORDE", "source", "Code civil - art. 5 (T)"),
        link("SPEC_APPLI", "source", "Loi n°1 (VT)", datesignatexte="2999-01-01"),
        link("ABROGATION", "source", "Arrêté du 2 mai 1999", naturetexte="ARRETE", datesignatexte="1999-05-02"),
    ]  # fmt: skip
    (found,) = read(article(links="".join(links)), "a.xml").articles
    assert [(one.kind.value, one.outward, one.code, one.article, one.path, one.state) for one in found.links] == [
        ("CITE", False, "CC", "3", (), "Ab"),
        ("CITE", True, "CT", "L1", (), "V"),
        ("CREE", False, "DECRET52-751", "", (), ""),
        ("CREE", False, "LOI62-5", "7", (), ""),
        ("MODIFIE", True, "CIM", "2", (), "M"),
        ("MODIFIE", True, "ORD2000-1223", "4", ("I", "2°"), "V"),
        ("CONCORDE", True, "CC", "5", (), "T"),
        ("OTHER", False, "LOI1", "", (), "VT"),
        ("ABROGE", False, "ARRETE1999-05-02", "", (), ""),
    ]
    assert (found.made_by, found.signed) == ("Décret 52-751 1952-06-26 JORF 29 juin 1952", dt.date(1952, 6, 26))
    assert found.links[3].other_id == "LEGIARTI000000000099"
    assert found.links[7].typelien == "SPEC_APPLI"
    modified = link("MODIFICATION", "source", "Loi 58-346 1958-04-03")
    one = read(article(links=links[3] + modified), "a.xml").articles[0]
    assert one.made_by == "Loi 58-346 1958-04-03", "what modified an article last made this version"
    one = read(article(links=links[3]), "a.xml").articles[0]
    assert (one.signed, one.nor, one.jorftext) == (dt.date(1962, 5, 4), "ABCX6200001L", "JORFTEXT000000000009")


@pytest.mark.parametrize(
    ("verb", "noun"),
    [("CREE", "CREATION"), ("MODIFIE", "MODIFICATION"), ("CODIFIE", "CODIFICATION"), ("ABROGE", "ABROGATION"),
     ("TRANSFERE", "TRANSFERT"), ("PERIME", "PEREMPTION"), ("RATIFIE", "RATIFICATION"), ("CONCORDE", "CONCORDANCE")],
)  # fmt: skip
def test_a_verb_and_its_noun_say_the_same_thing_from_either_side(verb: str, noun: str) -> None:
    assert read_typelien(verb, "cible") == read_typelien(noun, "source")
    assert read_typelien(verb, "source") == read_typelien(noun, "cible")
    assert read_typelien(verb, "source")[1]
    assert read_typelien(verb, "cible")[0] != LinkKind.OTHER


HEADING = """<SECTION_TA><ID>LEGISCTA000000000001</ID><TITRE_TA>Paragraphe 2 : Des ancres</TITRE_TA><STRUCTURE_TA>
<LIEN_ART debut="1952-06-29" etat="VIGUEUR" fin="2999-01-01" id="LEGIARTI000000000001" num="9" origine="LEGI"/>
<LIEN_SECTION_TA debut="1952-06-29" etat="ABROGE" fin="2001-01-01" id="LEGISCTA000000000002" niv="1">Sous-paragraphe</LIEN_SECTION_TA>
</STRUCTURE_TA><CONTEXTE><TEXTE cid="LEGITEXT000006070721" nature="CODE"><TITRE_TXT id_txt="LEGITEXT000006070721">Code civil</TITRE_TXT>
<TM><TITRE_TM debut="1952-06-29" fin="2999-01-01" id="x">Chapitre I</TITRE_TM></TM></TEXTE></CONTEXTE></SECTION_TA>"""


def test_a_heading_a_structure_and_a_head_of_legi() -> None:
    draft = read(HEADING.encode(), "s.xml")
    assert (draft.form, draft.text_id) == ("legi-section-ta", "LEGITEXT000006070721")
    first, second = draft.structure
    assert (first.level, first.title, first.articles[0][:2]) == (
        2,
        "Paragraphe 2 : Des ancres",
        ("LEGIARTI000000000001", "9"),
    )
    assert (second.level, second.status, second.end) == (3, "ABROGE", dt.date(2001, 1, 1))
    meta = "<META><META_COMMUN><ID>LEGITEXT000006070721</ID><NATURE>CODE</NATURE></META_COMMUN>{}</META>"
    struct = (
        f"<TEXTELR>{meta.format('')}<STRUCT><LIEN_ART debut='1952-06-29' fin='2999-01-01' etat='VIGUEUR' id='A' num='1'/>"
        "<LIEN_SECTION_TA debut='1952-06-29' etat='VIGUEUR' fin='2999-01-01' id='S' niv='2'>Chapitre</LIEN_SECTION_TA></STRUCT></TEXTELR>"
    )
    draft = read(struct.encode(), "t.xml")
    assert (draft.form, draft.kind) == ("legi-struct", "CODE")
    assert [(one.level, one.title, len(one.articles)) for one in draft.structure] == [(1, "", 1), (2, "Chapitre", 0)]
    version = (
        "<META_SPEC><META_TEXTE_VERSION><TITRE>Court</TITRE><TITREFULL>Code civil</TITREFULL><ETAT>VIGUEUR</ETAT>"
        "<DATE_DEBUT>1804-03-21</DATE_DEBUT><DATE_FIN>2999-01-01</DATE_FIN></META_TEXTE_VERSION></META_SPEC>"
    )
    draft = read(f"<TEXTE_VERSION>{meta.format(version)}</TEXTE_VERSION>".encode(), "v.xml")
    assert (draft.form, draft.title, draft.structure[0].start) == ("legi-version", "Code civil", dt.date(1804, 3, 21))


LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    ("doctype", "content"),
    [
        (LAUGHS, "<p>&j;</p>"),
        ("<!DOCTYPE l [<!ENTITY x SYSTEM 'secret.txt'>]>", "<p>&x;</p>"),
        ("<!DOCTYPE ARTICLE SYSTEM 'legi.dtd'>", "<p>Un.</p>"),
        ("<!-- avant --><!doctype ARTICLE>", "<p>Un.</p>"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_document_types_are_refused(doctype: str, content: str, encoding: str) -> None:
    text = article(content=content).decode().replace("<ARTICLE>", doctype + "\n<ARTICLE>", 1)
    encoded = text.replace('"UTF-8"', '"UTF-16"').encode(encoding) if encoding == "utf-16" else text.encode()
    assert sniff(encoded, "a.xml") == "legi-article"
    with pytest.raises(Faults) as refused:
        read(encoded, "a.xml")
    (fault,) = refused.value.faults
    assert fault.where.startswith("a.xml:")
    assert fault.what == "DTD ou entité refusée" or "mal formé" in fault.what
    assert "root:" not in str(refused.value.faults)


def test_an_undefined_entity_is_a_fault_with_its_line() -> None:
    with pytest.raises(Faults) as refused:
        read(article(content="\n<p>Un&nbsp;: deux.</p>"), "a.xml")
    (fault,) = refused.value.faults
    assert (fault.what, fault.where) == ("XML mal formé", "a.xml:15")
    assert "DTD" in fault.hint


def test_xml_follows_its_declaration() -> None:
    text = article(content="<p>Été à quai.</p>").decode().replace('"UTF-8"', '"ISO-8859-1"')
    assert read(text.encode("latin-1"), "a.xml").articles[0].paragraphs == ("Été à quai.",)
    with pytest.raises(Faults) as refused:
        read(article(content="<p>Été</p>").decode().encode("latin-1"), "a.xml")
    assert refused.value.faults[0].what == "XML mal formé"


def test_every_fault_of_an_article_is_told_with_its_line() -> None:
    with pytest.raises(Faults) as refused:
        read(article(num="§", etat="ENDORMI", debut="1990-02-30", fin="hier"), "a.xml")
    assert [(one.what, one.where, one.received) for one in refused.value.faults] == [
        ("DATE_DEBUT illisible", "a.xml:5", "1990-02-30"),
        ("DATE_FIN illisible", "a.xml:5", "hier"),
        ("pas un numéro d'article", "a.xml:5", "§"),
        ("statut inconnu", "a.xml:5", "ENDORMI"),
    ]


@pytest.mark.parametrize(
    ("text", "form", "what"),
    [
        ("<ARTICLE></ARTICLE>", "legi-article", "<META_ARTICLE> manque"),
        ("<SECTION_TA></SECTION_TA>", "legi-section-ta", "<ID> manque"),
        ("<TEXTELR></TEXTELR>", "legi-struct", "<ID> manque"),
        ("<TEXTE_VERSION/>", "legi-version", "<ID> manque"),
        ("<ARTICLE>", "legi-article", "XML mal formé"),
        ("<TEXTELR/>", "legi-article", "ce n'est pas l'élément attendu"),
        ("", "legi-article", "XML mal formé"),
        ("<a>" * 5000, "legi-article", "XML mal formé"),
    ],
)
def test_xml_that_is_not_what_is_asked(text: str, form: str, what: str) -> None:
    with pytest.raises(Faults) as refused:
        read(text.encode(), "a.xml", form)
    assert refused.value.faults[0].what == what


@pytest.mark.parametrize(
    ("printed", "code", "article_", "path", "state"),
    [
        ("Code de la sécurité sociale. - art. L999-5 (M)", "CSS", "L999-5", (), "M"),
        ("CODE DE LA SECURITE SOCIALE - Art. L. 999-5 (VD)", "CSS", "L999-5", (), "VD"),
        ("Loi N°90-86 Du 23 Janvier 1990 - Art. 10 () Jorf 25 Janvier 1990", "LOI90-86", "10", (), ""),
        ("Décret n°85-1353 1985-12-17", "DECRET85-1353", "", (), ""),
        ("Loi 2004-806 2004-08-06 Art. 116 Iv Jorf 11 Août 2004", "LOI2004-806", "116", ("IV",), ""),
        ("Loi n° 62-5 du 4 mai 1962 art. 25 XIV Journal Officiel du 31 décembre 1962", "LOI62-5", "25", ("XIV",), ""),
        ("Ordonnance 96-345 1996-04-24 Art. 3 Ii Et Iii Jorf 25 Avril 1996", "ORD96-345", "3", (), ""),
        ("Loi n°1-2 - art. 24 bis A II 3° a) (V)", "LOI1-2", "24 bis A", ("II", "3°", "a)"), "V"),
        ("Loi 1803-03-08", "LOI1803-03-08", "", (), ""),
        ("Arrêté du 1er août 2008 - art. 2", "ARRETE2008-08-01", "2", (), ""),
        ("Code de la nationalité imaginaire 37-1", "CNI", "37-1", (), ""),
        ("CGI - art. 199 decies E bis (V)", "CGI", "199 decies E bis", (), "V"),
        ("Code civil - art. Annexe I à l'art. R434-35 (10) (V)", "CC", "Annexe I à l'art. R434-35 (10)", (), "V"),
        ("Loi n° 62-5 du 4 mai 1962 relative aux articles 1 et 2 du code civil - article 91", "LOI62-5", "91", (), ""),
        ("Loi n° 62-5 du 4 mai 1962 relative au seul article 5 du code civil - article 91", "LOI62-5", "91", (), ""),
        ("Rapport - art. 4 (V)", "", "4", (), "V"),
        ("Décret du 99 marsembre 1999 - art. 1 (XX)", "", "1", (), ""),
        ("(", "", "", (), ""),
    ],
)
def test_printed_links(printed: str, code: str, article_: str, path: tuple[str, ...], state: str) -> None:
    said = read_printed(printed)
    assert (said.code, said.article, said.path, said.state) == (code, article_, path, state)


def test_groups_of_links() -> None:
    assert read_group("Cité par") == (LinkKind.CITE, False, "")
    assert read_group("CITE :") == (LinkKind.CITE, True, "")
    assert read_group("Abrogé par:") == (LinkKind.ABROGE, False, "")
    assert read_group("Modifie") == (LinkKind.MODIFIE, True, "")
    assert read_group("Anciens textes") == (LinkKind.OTHER, True, "Anciens textes")
