"""Whatever the bytes, a reader gives a draft or Faults: no other exception, no hang, no work that grows with the square.

Ten minutes of it run outside the tests: bench/law/fuzz.py. Next: src/bonusage/law/sniff.py.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bonusage.law.corpus import versions_of
from bonusage.law.link_lines import Declared, read_declared, read_printed
from bonusage.law.reading import Reading
from bonusage.law.sniff import READERS, read, sniff
from bonusage.law.words import clean, text_hash
from bonusage.values.fault import Faults
from tests.spec.test_law_readers import API, FORMS, ROW
from tests.spec.test_law_readers_legi import HEADING, article

SAMPLES = FORMS | {
    "legi-article": article().decode(),
    "legi-section-ta": HEADING,
    "legi-struct": "<TEXTELR><META><META_COMMUN><ID>LEGITEXT1</ID></META_COMMUN></META><STRUCT></STRUCT></TEXTELR>",
    "legi-version": "<TEXTE_VERSION><META><META_COMMUN><ID>LEGITEXT1</ID></META_COMMUN></META></TEXTE_VERSION>",
}
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def refusal(content: bytes, form: str | None) -> Faults | None:
    """The Faults of a file, None when it is read. Any other exception goes through."""
    try:
        read(content, "f", form)
    except Faults as refused:
        return refused
    return None


def held(content: bytes, form: str | None) -> None:
    """A draft that can be kept, or Faults that say what and where, every time the same."""
    refused = refusal(content, form)
    if refused is not None:
        assert refused.faults
        assert refused.total >= len(refused.faults)
        assert all(one.what and one.where.startswith("f") for one in refused.faults)
        for one in refused.faults:
            "".join(one).encode("utf-8", "surrogatepass")
        return
    draft = read(content, "f", form)
    assert draft == read(content, "f", form)
    _, versions = versions_of(draft)
    for version in versions:
        for text in (*version.texts, *version.nota, *version.headings):
            assert text == " ".join(text.split()), "a text is kept clean"
            assert text_hash(text)
        assert all(version.texts), "no empty paragraph"


@st.composite
def spoiled(draw: st.DrawFn, sample: str) -> bytes:
    """A sample with a few pieces cut, doubled or replaced by others that mean something."""
    pieces = st.sampled_from(
        [
            "# Article 2\n",
            "<p>",
            "</td>",
            "<table>",
            "<!--",
            "&#x0;",
            "\n\n",
            "\n- ",
            "**",
            "---\n",
            "- Loi n°1 - art. 2 (V)\n",
            '"',
            "{",
            "]",
            "2999-01-01",
            "\u00ad",
            "\u200b",
            "NOTA",
            "\x0c",
            "\u2028",
            "é" * 70,
            "1° ",
            "L.",
            "(",
            "\ud83d",
            "'",
            "Section 1 : x\n",
            "999999999999",
        ]
    )
    said = sample
    for _ in range(draw(st.integers(1, 6))):
        at, size = draw(st.integers(0, len(said))), draw(st.integers(0, 40))
        piece = draw(st.one_of(st.just(""), pieces, st.text(max_size=8)))
        said = said[:at] + piece + said[at + size :]
    return said.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("form", SAMPLES)
@given(choices=st.data())
@FEW
def test_a_spoiled_file_is_a_draft_or_faults(form: str, choices: st.DataObject) -> None:
    held(choices.draw(spoiled(SAMPLES[form])), form)


@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda said: said.encode("utf-8", "surrogatepass")))
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_sniffed_and_read_or_refused(content: bytes) -> None:
    form = sniff(content, "f")
    assert form is None or form in READERS
    held(content, None)
    for one in READERS:
        held(content, one)


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["2999-01-01", "\ud800", 10**15, -(10**13)]),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "data", "children", "type"]), below, max_size=3)
    ),
    max_leaves=6,
)


def _nodes(value: Any) -> list[Any]:
    found = [value]
    for one in found:
        found += list(one.values()) if isinstance(one, dict) else one if isinstance(one, list) else []
    return [one for one in found if isinstance(one, dict | list) and one]


@pytest.mark.parametrize(("form", "sample"), [("api", API), ("lines", ROW)])
@given(choices=st.data())
@settings(max_examples=200, deadline=None)
def test_json_of_the_right_form_with_wrong_values(form: str, sample: Any, choices: st.DataObject) -> None:
    spoilt = json.loads(json.dumps(sample))
    for _ in range(choices.draw(st.integers(1, 3))):
        node = choices.draw(st.sampled_from(_nodes(spoilt)))
        key = choices.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        node[key] = choices.draw(_VALUES)
    held(json.dumps(spoilt).encode(), form)


@given(
    st.text(max_size=80),
    st.lists(
        st.sampled_from("Loi|n°|1-2| - art. |L162|XIV|2° bis|(V)|()|du 4 mai 1962|Code civil|annexe|bis|A|,".split("|"))
    ),
)
@settings(max_examples=500, deadline=None)
def test_any_line_of_a_link_is_read(text: str, words: list[str]) -> None:
    for said in (text, " ".join(words), "".join(words) + text):
        printed = read_printed(said)
        assert printed.state in ("", "V", "VD", "VT", "M", "MMN", "Ab", "AbD", "P", "T")


def lines_run(work: Callable[[], object]) -> int:
    """Lines of the law room that a piece of work runs: a measure of its steps that no clock disturbs."""
    count = 0

    def step(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if "bonusage" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        with contextlib.suppress(Faults):
            work()
    finally:
        sys.settrace(before)
    return count


GARBAGE = [
    "\n",
    "a",
    " ",
    "le port\n\n",
    "9",
    "<p",
    "<p>",
    "<table><tr><td>a",
    "<!--",
    "&#",
    "*",
    "(",
    "[",
    '"',
    "-",
    "1° a ;\n",
    "Loi n°1\n",
    "{}\n",
    "\u00ad",
    "IVX",
    "# Livre 1\n\n",
    "# Article 1\n\nUn.\n\n",
    "<a b='",
    "- Loi n°1 - art. 1 (V)\n",
    "L. ",
    "_",
    "<li>CITATION cible",
]
HEADS = {
    "seed-markdown": "# Article 1\n\n",
    "seed-html": "# Article 1\n<p>",
    "seed-extract": "**Article 1**\n\n",
    "seed-amendment": "APRÈS L'ARTICLE 2\n\n",
    "git-article": "Article 1\n----\n",
    "git-code": "---\ntitle: a\nidentifier: b\n---\n\nArticle 1\n\n",
    "tricoteuses": "---\nIdentifiant: a\n---\n<h1>Article 1</h1>\n\n",
    "legi-article": "<ARTICLE><BLOC_TEXTUEL><CONTENU>",
    "lines": "",
    "api": '{"data": {}, "children": [',
}


@pytest.mark.parametrize("form", HEADS)
def test_twice_the_garbage_is_twice_the_steps(form: str) -> None:
    for piece in GARBAGE:
        small, large = ((HEADS[form] + piece * (size // len(piece))).encode() for size in (4_000, 8_000))
        few = lines_run(lambda content=small: read(content, "f", form))  # type: ignore[misc]
        many = lines_run(lambda content=large: read(content, "f", form))  # type: ignore[misc]
        assert many <= 2.3 * few + 300, f"{piece!r}: {few} lines run, then {many}"


@pytest.mark.parametrize("form", HEADS)
def test_a_megabyte_of_one_thing_ends(form: str) -> None:
    """Patterns are not counted above: one that went back over the text would take hours here."""
    for piece in (
        "a",
        " ",
        "9",
        "<p",
        "<!--",
        "&#",
        "*",
        "(",
        "[",
        "-",
        "IVX",
        "\u00ad",
        "_",
        "L. ",
        "**Article 1",
        "1°",
        "art. ",
        "(Loi ",
        "|",
    ):
        content = (HEADS[form] + piece * (1_000_000 // len(piece))).encode()
        sniff(content, "f")
        refused = refusal(content, form)
        assert refused is None or refused.faults


@given(st.text(st.sampled_from("ae\u0301é \u00a0\n\u2009\u00ad\u200bx"), max_size=9))
@settings(max_examples=300, deadline=None)
def test_what_is_kept_is_the_clean_text(text: str) -> None:
    assert Reading("f").kept(text, 1) == clean(text)


def test_the_attributes_of_a_link_may_be_anything() -> None:
    link = read_declared(Declared("§", "?", "?", "??", "???", "????", "#", "§"))
    assert (link.code, link.article, link.typelien) == ("", "", "?")
