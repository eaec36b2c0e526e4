"""Spellings: what people write for an address, what is refused and what the refusal says, and the address in words.

Next: tests/properties/test_law_citations.py, where any address in words reads back.
"""

from __future__ import annotations

import re

import pytest

from bonusage.law.address import parse_address
from bonusage.law.spellings import in_words, read_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("L. 132-5, 13°, al. 2", "CSS:L132-5#13°/al2"),
        ("L132-5 13° al. 2", "CSS:L132-5#13°/al2"),
        ("l132-5 13° al 2", "CSS:L132-5#13°/al2"),
        ("13° de l'article L. 132-5", "CSS:L132-5#13°"),
        ("le 13° de l’article L.\u00a0132-5", "CSS:L132-5#13°"),
        ("deuxième alinéa du 13° de l'article L. 132-5 du code de la sécurité sociale", "CSS:L132-5#13°/al2"),
        ("Au second alinéa du 13° de l'article L. 132-5 du CSS", "CSS:L132-5#13°/al2"),
        ("2e alinéa du 13° de l'art. L. 132-5", "CSS:L132-5#13°/al2"),
        ("CSS L132-5", "CSS:L132-5"),
        ("CSP R. 4127-1", "CSP:R4127-1"),
        ("L. 6325-1 CSP", "CSP:L6325-1"),
        ("article L132-5 al 3", "CSS:L132-5#al3"),
        ("L. 132-5 (2°)", "CSS:L132-5#2°"),
        ("L. 132-5 I 3° b)", "CSS:L132-5#I/3°/b)"),
        ("b du 3° du I de l'article L. 132-5", "CSS:L132-5#I/3°/b)"),
        ("L. 132-5-1 A, I", "CSS:L132-5-1 A#I"),
        ("L. 132-5, A", "CSS:L132-5#A"),
        ("L. 132-5, deuxième tiret", "CSS:L132-5#-2"),
        ("dernier tiret du 2° de l'article L. 132-5", "CSS:L132-5#2°/--1"),
        ("L. 132-5 2° --1", "CSS:L132-5#2°/--1"),
        ("css:l132-5@2008-06-01#12°/a)", "CSS:L132-5@2008-06-01#12°/a)"),
        ("CSS : L132-5", "CSS:L132-5"),
        ("2e alinéa de L. 132-5", "CSS:L132-5#al2"),
        ("13° L132-5", "CSS:L132-5#13°"),
        ("première phrase du dernier alinéa de l'article L. 132-5", "CSS:L132-5#al-1/ph1"),
        ("L. 132-5, 2° bis, alinéa 3, phrase 2", "CSS:L132-5#2° bis/al3/ph2"),
        ("L. 132-5, mots « du code du travail »", 'CSS:L132-5#"du code du travail"'),
        ('L. 132-5, "le quai"(2)', 'CSS:L132-5#"le quai"(2)'),
        ("CSS:L132-5@2011-08-12#22°/al2", "CSS:L132-5@2011-08-12#22°/al2"),
        ("L132-5@2011-08-12#22°", "CSS:L132-5@2011-08-12#22°"),
        ("L132-5 version du 12/08/2011", "CSS:L132-5@2011-08-12"),
        ("13° de l'article L. 132-5 (version en vigueur au 1er juin 2008)", "CSS:L132-5@2008-06-01#13°"),
        ("L'article L. 132-5 dans sa rédaction en vigueur le 1er juin 2008", "CSS:L132-5@2008-06-01"),
        ("article 6 de la loi n° 94-7 du 5 mars 1994", "LOI94-7:6"),
        ("article 1er de la loi du 1er juillet 1901", "LOI@1901-07-01:1"),
        ("II de l'article 12 de l'ordonnance n° 2005-649 du 6 juin 2005", "ORD2005-649:12#II"),
        ("code du travail, article L. 1234-5, I, 2° bis", "CT:L1234-5#I/2° bis"),
        ("Code rural - art. L123-4", "CR:L123-4"),
        ("article 199 decies E bis du code général des impôts", "CGI:199 decies E bis"),
        ("article 1382 du code civil", "CC:1382"),
        ("R.* 111-1 du code de l'urbanisme", "CURBA:R*111-1"),
        ("L.O. 111-3", "CSS:LO111-3"),
        ("Annexe I", "CSS:Annexe I"),
    ],
)
def test_a_spelling_means_one_address(text: str, address: str) -> None:
    found = read_address(text)
    assert str(found) == address
    assert found == parse_address(address)


def test_the_text_is_the_one_that_is_asked_for_when_none_is_named() -> None:
    assert str(read_address("L. 12, 3°", code="CNPI")) == "CNPI:L12#3°"
    assert str(read_address("L. 12 du code du travail", code="CNPI")) == "CT:L12"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "adresse vide"),
        ("bonjour", "« bonjour » : aucun numéro d'article compris (texte : CSS)"),
        ("L. 132-5 truc", "« L. 132-5 truc » : article L132-5 compris, mais pas « truc »"),
        ("L. 132-5 13° et 14°", "« L. 132-5 13° et 14° » : article L132-5 compris, mais pas « et 14° »"),
        ("dixième pont du 3° de l'article L. 5", "article L5 compris, mais pas « dixième pont du 3° »"),
        ("L. 132-5 version du 31/02/2011", "date non comprise : « 31/02/2011 »"),
        ("deuxième alinéa du code du travail", "aucun numéro d'article compris (texte : CT)"),
    ],
)
def test_what_was_understood_is_told(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_address(text)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "CSS:L132-5@2008-06-01#13°/al2",
            "deuxième alinéa du 13° de l'article L. 132-5 du code de la sécurité sociale"
            " dans sa rédaction en vigueur le 1er juin 2008",
        ),
        ("CSS:L132-5", "article L. 132-5 du code de la sécurité sociale"),
        ("CT:R*12-3#I/2°/b)", "b du 2° du I de l'article R.* 12-3 du code du travail"),
        ("CT:L1#al-1/ph1", "première phrase du dernier alinéa de l'article L. 1 du code du travail"),
        ("CT:L1#ph-1/\"le quai\"(2)", "2e occurrence des mots \"le quai\" de la dernière phrase de l'article L. 1 du code du travail"),
        ("LOI93-8:1#-2", "deuxième tiret de l'article 1er de la loi n° 93-8"),
        ("LOI@1901-07-01:5", "article 5 de la loi du 1er juillet 1901"),
        ("ORD96-345:17#II", "II de l'article 17 de l'ordonnance n° 96-345"),
        ("CM2011:26", "article 26 (CM2011)"),
        ("CT:L1#al120", "alinéa 120 de l'article L. 1 du code du travail"),
    ],
)  # fmt: skip
def test_an_address_in_words_reads_back(address: str, words: str) -> None:
    assert in_words(parse_address(address)) == words
    assert read_address(words) == parse_address(address)
