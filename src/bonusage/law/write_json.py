"""A version, its links and a whole corpus as JSON, and back: every field, nothing added, nothing lost.

The JSON lines of other sources are read by read_lines.py; a file is opened by the desk.
Next: model.py for what each field means.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Iterable
from typing import Any, TypeVar

from bonusage.law.corpus import Corpus
from bonusage.law.draft import Draft, DraftArticle
from bonusage.law.model import LINK_STATES, Link, LinkKind, Origin, Status, Text, Version
from bonusage.law.numerals import canonical_number
from bonusage.law.read_lines import parsed_json
from bonusage.law.reading import LISTED, Reading, decoded, iso_day
from bonusage.values.fault import Fault, Faults

_DAYS = ("start", "end", "known_at", "signed")
_WORDS = ("made_by", "nor", "jorftext", "legiarti", "source")
_LISTS = ("texts", "headings", "nota")
_REQUIRED = ("code", "article", "status", "texts")
_Choice = TypeVar("_Choice", bound=enum.StrEnum)


def to_json(version: Version) -> dict[str, Any]:
    """The fields of a version, all of them, as JSON has them: days as '2007-12-22' or null, `texts` as a list."""
    row: dict[str, Any] = version._asdict()
    for key in _DAYS:
        row[key] = row[key].isoformat() if row[key] is not None else None
    for key in _LISTS:
        row[key] = list(row[key])
    row["status"] = str(version.status)
    row["links"] = [link_to_json(link) for link in version.links]
    return row


def link_to_json(link: Link) -> dict[str, Any]:
    """The fields of a link, all of them."""
    return link._asdict() | {
        "kind": str(link.kind),
        "origin": str(link.origin),
        "path": list(link.path),
        "span": list(link.span),
    }


def from_json(row: object, where: str = "version") -> Version:
    """The version that `to_json` wrote. Faults lists every unknown key, missing key and bad value."""
    reader = _Reader()
    version = reader.version(row, where)
    reader.check()
    return version


def read_canonical_json(content: bytes, name: str) -> Draft:
    """The draft of a file that holds the JSON of one version (`to_json`). Faults, all of them, by key."""
    reading = Reading(name)
    row = parsed_json(reading, decoded(content, name))
    reading.check()
    one = from_json(row, name)
    article = DraftArticle(
        one.article, one.texts, one.start, one.end, str(one.status), one.known_at, one.signed, one.made_by, one.nor,
        one.jorftext, one.legiarti, one.headings, one.nota, links=one.links, line=1,
    )  # fmt: skip
    return Draft("canonical-json", (article,), file=name, code=one.code)


def link_from_json(row: object, where: str = "lien") -> Link:
    """The link that `link_to_json` wrote. Faults, all at once."""
    reader = _Reader()
    link = reader.link(row, where)
    reader.check()
    return link


def corpus_lines(corpus: Corpus) -> Iterable[str]:
    """A corpus as lines of JSON: {"text": ...} for each text, then {"version": ...} for each version, in order."""
    for code in sorted(corpus.texts):
        yield _line({"text": corpus.texts[code]._asdict()})
    for version in corpus.everything():
        yield _line({"version": to_json(version)})


def read_corpus(content: bytes, name: str) -> Corpus:
    """The corpus that `corpus_lines` wrote; blank lines do not count. Faults of every line, with its number."""
    try:
        lines = content.decode().split("\n")
    except UnicodeDecodeError as refused:
        at = content.count(b"\n", 0, refused.start) + 1
        received = f"octet 0x{content[refused.start]:02X}"
        raise Faults([Fault("le fichier n'est pas en UTF-8", f"{name}:{at}", received, "UTF-8")]) from None
    reader = _Reader()
    texts: list[Text] = []
    versions: list[Version] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            _read_line(reader, line, f"{name}:{number}", texts, versions)
    reader.check()
    return Corpus(versions, texts)


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _read_line(reader: _Reader, line: str, where: str, texts: list[Text], versions: list[Version]) -> None:
    try:
        row = json.loads(line, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as refused:
        reader.fault("ligne qui n'est pas du JSON", where, line, "un objet JSON par ligne", str(refused))
        return
    if not isinstance(row, dict) or len(row) != 1 or not row.keys() <= {"text", "version"}:
        reader.fault("ligne inconnue", where, row, '{"text": ...} ou {"version": ...}')
    elif "text" in row:
        texts.append(reader.text(row["text"], where))
    else:
        versions.append(reader.version(row["version"], where))


class _Reader:
    """Reads values and keeps every fault; what is at fault is given an empty value, and `check` then raises."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.count = 0

    def fault(self, what: str, where: str, received: object, expected: str, hint: str = "") -> None:
        self.count += 1
        if len(self.faults) < LISTED:
            said = received if isinstance(received, str) else json.dumps(received, ensure_ascii=False, default=str)
            self.faults.append(Fault(what, where, said[:120], expected, hint))

    def check(self) -> None:
        """Faults, all at once, when there is one."""
        if self.faults:
            raise Faults(self.faults, self.count)

    def version(self, row: object, where: str) -> Version:
        """A version, from its fields."""
        fields = self._fields(row, Version._fields, _REQUIRED, where)
        found = {key: self._word(value, f"{where}, {key}") for key, value in fields.items() if key in _WORDS}
        days = {key: self._day(value, f"{where}, {key}") for key, value in fields.items() if key in _DAYS}
        lists = {key: self._list(fields.get(key, []), f"{where}, {key}") for key in _LISTS}
        links = fields.get("links", [])
        if not isinstance(links, list):
            self.fault("valeur qui n'est pas une liste", f"{where}, links", links, "une liste de liens")
            links = []
        return Version(
            code=self._word(fields.get("code", ""), f"{where}, code"),
            article=self._number(fields.get("article", ""), f"{where}, article"),
            start=days.get("start"),
            end=days.get("end"),
            status=self._choice(fields.get("status", Status.VIGUEUR), Status, f"{where}, status"),
            texts=lists["texts"],
            known_at=days.get("known_at"),
            signed=days.get("signed"),
            headings=lists["headings"],
            nota=lists["nota"],
            links=tuple(self.link(link, f"{where}, lien n° {rank}") for rank, link in enumerate(links, 1)),
            **found,
        )

    def text(self, row: object, where: str) -> Text:
        """A text: code, law or convention."""
        fields = self._fields(row, Text._fields, ("code",), where)
        return Text(**{"code": "", **{key: self._word(value, f"{where}, {key}") for key, value in fields.items()}})

    def link(self, row: object, where: str) -> Link:
        """A link, from its fields."""
        fields = self._fields(row, Link._fields, ("kind", "outward", "code", "article"), where)
        outward = fields.get("outward", True)
        if not isinstance(outward, bool):
            self.fault("valeur ni vraie ni fausse", f"{where}, outward", outward, "true ou false")
        words = ("code", "article", "state", "printed", "other_id", "typelien")
        found = {key: self._word(fields.get(key, ""), f"{where}, {key}") for key in words}
        if found["state"] not in LINK_STATES:
            self.fault("état de lien inconnu", f"{where}, state", found["state"], ", ".join(filter(None, LINK_STATES)))
        span = fields.get("span", [0, 0])
        if not (isinstance(span, list) and len(span) == 2 and all(_whole(one) for one in span)):
            self.fault("étendue mal formée", f"{where}, span", span, "deux entiers : début, fin")
            span = [0, 0]
        paragraph = fields.get("paragraph", 0)
        if not _whole(paragraph):
            self.fault("numéro d'alinéa mal formé", f"{where}, paragraph", paragraph, "un entier")
        return Link(
            kind=self._choice(fields.get("kind", LinkKind.OTHER), LinkKind, f"{where}, kind"),
            outward=outward is True,
            path=self._list(fields.get("path", []), f"{where}, path"),
            origin=self._choice(fields.get("origin", Origin.DECLARED), Origin, f"{where}, origin"),
            paragraph=paragraph if _whole(paragraph) else 0,
            span=(span[0], span[1]),
            **found,
        )

    def _fields(self, row: object, known: tuple[str, ...], required: tuple[str, ...], where: str) -> dict[str, Any]:
        if not isinstance(row, dict):
            self.fault("valeur qui n'est pas un objet", where, row, f"un objet avec {', '.join(required)}")
            return {}
        for key in row:
            if key not in known:
                self.fault("clé inconnue", where, key, ", ".join(known))
        for key in required:
            if key not in row:
                self.fault("clé absente", f"{where}, {key}", "rien", "une valeur")
        return {key: value for key, value in row.items() if key in known}

    def _word(self, value: object, where: str) -> str:
        if isinstance(value, str):
            return value
        self.fault("valeur qui n'est pas un texte", where, value, "un texte")
        return ""

    def _number(self, value: object, where: str) -> str:
        word = self._word(value, where)
        if word:
            try:
                canonical_number(word)
            except ValueError:
                self.fault("pas un numéro d'article", where, word, "« L162-5 », « R*111-1 », « 12 bis », « Annexe I »")
        return word

    def _list(self, value: object, where: str) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self.fault("valeur qui n'est pas une liste de textes", where, value, "une liste de textes")
        return ()

    def _day(self, value: object, where: str) -> dt.date | None:
        if value is None:
            return None
        found = iso_day(value) if isinstance(value, str) else None
        if found is not None:
            return found
        self.fault("jour illisible", where, value, "AAAA-MM-JJ, ou null")
        return None

    def _choice(self, value: object, choices: type[_Choice], where: str) -> _Choice:
        if isinstance(value, str) and value in [str(one) for one in choices]:
            return choices(value)
        self.fault("valeur inconnue", where, value, "un de : " + ", ".join(choices))
        return next(iter(choices))


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
