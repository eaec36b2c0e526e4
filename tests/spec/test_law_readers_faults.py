"""Files that cannot be read: every fault at once, with its line, what was received, what was expected, what to do.

The command line that shows them is tested in tests/bad. Next: test_law_readers.py for files that can be read.
"""

from __future__ import annotations

import json

import pytest
from tests.spec.test_law_readers import API, PLAIN_CODE, ROW, TRICOTEUSES

from bonusage.law.sniff import READERS, read
from bonusage.values.fault import Fault, Faults


def faults(content: str | bytes, form: str | None = None) -> tuple[Fault, ...]:
    """The faults of a file that must have some; each says what and where."""
    with pytest.raises(Faults) as refused:
        read(content if isinstance(content, bytes) else content.encode(), "f", form)
    assert refused.value.faults
    assert all(one.what and one.where.startswith("f") for one in refused.value.faults)
    return refused.value.faults


def told(content: str | bytes, form: str | None = None) -> list[tuple[str, str]]:
    """Where and what."""
    return [(one.where, one.what) for one in faults(content, form)]


def test_an_unknown_form_lists_those_known() -> None:
    (fault,) = faults("Bonjour.")
    assert (fault.where, fault.what, fault.received) == ("f:1", "forme de fichier non reconnue", "Bonjour.")
    assert fault.expected.split(", ") == list(READERS)
    (fault,) = faults("# Article 1\n\nUn.\n", "seed-md")
    assert (fault.what, fault.received) == ("forme de fichier inconnue", "seed-md")
    assert "seed-markdown" in fault.expected


@pytest.mark.parametrize(
    "form", sorted(set(READERS) - {"legi-article", "legi-section-ta", "legi-struct", "legi-version"})
)
@pytest.mark.parametrize(
    ("content", "where", "what", "hint"),
    [
        ("# Article 1\n\nL'été.\n".encode("latin-1"), "f:3", "le fichier n'est pas en UTF-8", "Windows-1252"),
        (b"# Article 1\n\nUn\xe2\x80.\n", "f:3", "le fichier n'est pas en UTF-8", "Latin-1"),
        (b"# Article 1\nUn\0deux\n", "f:2", "caractère interdit dans un texte", "pas un fichier de texte"),
        (b"# Article 1\n\n\nUn\x07deux\n", "f:4", "caractère interdit dans un texte", "le retirer"),
        (b"\xff\xfe#\x00\xd8", "f:1", "le fichier n'est pas en UTF-16-LE", "UTF-8"),
    ],
)
def test_other_encodings_are_refused_never_guessed(form: str, content: bytes, where: str, what: str, hint: str) -> None:
    (fault,) = faults(content, form)
    assert (fault.where, fault.what) == (where, what)
    assert hint in fault.hint


@pytest.mark.parametrize("form", sorted(READERS))
@pytest.mark.parametrize("content", ["", "\n \n", "Bonjour.\n\nRien.\n", "[]", "3", "null", '"a"', "{}", "---\n"])
def test_nothing_of_the_form_is_a_fault(form: str, content: str) -> None:
    faults(content, form)


def test_every_fault_of_a_markdown_article() -> None:
    text = "# Article §\n\n**Liens relatifs à cet article**\n\n- Code civil - art. 1 (V)\n\n**Cite**:\n\n- Loi\n\nn'importe quoi.\n"
    assert told(text, "seed-markdown") == [
        ("f:1", "pas un numéro d'article"),
        ("f:1", "article sans texte"),
        ("f:5", "ligne non reconnue dans les liens relatifs"),
        ("f:11", "ligne non reconnue dans les liens relatifs"),
    ]
    assert told("Avant.\n\n# Article 1\n\nUn.\n", "seed-markdown") == [
        ("f:1", "le fichier ne commence pas par le titre d'un article")
    ]


def test_every_fault_of_the_other_written_forms() -> None:
    assert told("Article 1\nUn.\n", "git-article") == [("f:1", "le fichier ne commence pas par un titre souligné")]
    assert told("# Article ?\n<p></p>\n", "seed-html") == [
        ("f:1", "pas un numéro d'article"),
        ("f:1", "article sans texte"),
    ]
    assert told("**Article 1**\n\n**Article ?**\n\nUn.\n", "seed-extract") == [
        ("f:1", "article sans texte"),
        ("f:3", "pas un numéro d'article"),
    ]
    assert told("**Section 1**\n\nUn.\n", "seed-extract") == [("f:1", "aucun titre d'article dans cet extrait")]
    assert told("EXPOSÉ SOMMAIRE\n\nUn.\n", "seed-amendment")[0] == ("f:1", "exposé sommaire sans amendement avant lui")
    assert told("ARTICLE ADDITIONNEL\n\nAPRÈS L'ARTICLE 2\n\nEXPOSÉ SOMMAIRE\n\nUn.\n") == [
        ("f:1", "amendement sans instruction")
    ]


def test_every_fault_of_a_head() -> None:
    assert told(PLAIN_CODE.replace('title: "Code civil"', "title:"), "git-code") == [("f:1", "en-tête sans « title »")]
    assert told(PLAIN_CODE.replace("1986-03-05", "5 mars"), "git-code") == [("f:1", "date last_updated illisible")]
    assert told(PLAIN_CODE.replace("---\n#", "#"), "git-code")[-1] == ("f:1", "en-tête sans fin")
    assert told(PLAIN_CODE.split("Article L1\n")[0], "git-code") == [("f:7", "aucun article dans ce code")]
    spoiled = TRICOTEUSES.replace("MODIFIE\n", "ENDORMI\n").replace("2001-05-06", "mai").replace(" cible", "")
    assert [what for _, what in told(spoiled, "tricoteuses")] == [
        "Date de début illisible",
        "statut inconnu",
        "lien sans type ni sens",
        "lien sans type ni sens",
    ]
    assert told(TRICOTEUSES.split("<h1>")[0], "tricoteuses")[0][1] == "pas de titre sous l'en-tête"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "JSON mal formé, colonne 2"),
        ("[1]", "la ligne n'est pas un objet JSON"),
        ("[" * 100_000, "JSON mal formé : imbrication trop profonde"),
        ('{"a": ' + "9" * 5000 + "}", "JSON mal formé : nombre démesuré"),
        (json.dumps(ROW | {"article": None}), "« article » manque"),
        (json.dumps(ROW | {"article": "§"}), "pas un numéro d'article"),
        (json.dumps(ROW | {"alineas": "Un."}), "« alineas » n'est pas une liste de textes"),
        (json.dumps(ROW | {"alineas": [1]}), "« alineas » n'est pas une liste de textes"),
        (json.dumps(ROW | {"date_debut": 7}), "« date_debut » n'est pas un texte"),
        (json.dumps(ROW | {"date_fin": "2001-13-01"}), "date_fin illisible"),
        (json.dumps(ROW | {"etat": "ENDORMI"}), "statut inconnu"),
        (json.dumps(ROW | {"code": "LEGITEXT000000000001"}), "plusieurs textes dans un fichier"),
        (json.dumps(ROW | {"alineas": ["\ud800"]}), "caractère interdit dans un texte"),
        (json.dumps(ROW | {"nor": "\x00"}), "caractère interdit dans un texte"),
        (json.dumps({key: ROW[key] for key in ROW if key != "alineas"}), "« alineas » manque"),
    ],
)
def test_a_line_that_is_no_version(line: str, what: str) -> None:
    sound = json.dumps(ROW)
    assert told(f"{sound}\n{line}\n{sound}\n", "lines") == [("f:2", what)]


@pytest.mark.parametrize("form", ["api", "lines"])
def test_json_as_deep_as_the_stack_is_a_fault(form: str) -> None:
    start = '{"data": {}, "children": ' if form == "api" else '{"code": '
    for depth in range(390, 1001):
        found = faults(start + "[" * depth + "]" * depth + "}", form)
        if depth > 400:
            assert found[0].what == "JSON mal formé : imbrication trop profonde"


def test_faults_are_counted_beyond_those_listed() -> None:
    with pytest.raises(Faults) as refused:
        read(b"{}\n" * 200, "f", "lines")
    assert len(refused.value.faults) == 50
    assert refused.value.total == 600


def test_every_fault_of_the_api() -> None:
    spoiled = json.loads(json.dumps(API))
    first, second = (one["data"] for one in spoiled["children"][0]["children"])
    first["num"], first["dateDebut"], first["lienModifications"] = "§", True, ["x"]
    first["articleVersions"][0] = {"id": "LEGIARTI9", "dateDebut": 10**20}
    second["etat"], second["texte"] = "ENDORMI", 7
    spoiled["children"].append(3)
    found = faults(json.dumps(spoiled))
    assert [one.what for one in found] == [
        "« lienModifications » n'est pas une liste d'objets",
        "pas un numéro d'article",
        "« dateDebut » n'est pas un jour",
        "« dateDebut » n'est pas un jour",
        "« texte » n'est pas un texte",
        "statut inconnu",
        "ni titre ni article",
    ]
    assert found[0].where == "f (children[0] LEGISCTA000000000001[0] LEGIARTI000000000002)"
    assert told("{\n\n!", "api") == [("f:3", "JSON mal formé, colonne 1")]
    deep = '{"data": {}, "children": [' * 80 + "]}" * 80
    assert told(deep, "api")[0][1] == "titres emboîtés trop profondément"
