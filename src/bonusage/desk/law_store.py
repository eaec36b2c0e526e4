"""The law on disk: one SQLite file, rebuilt from its sources; each paragraph once, each version once, links beside.

No form is read (law/sniff.py) and nothing is decided about a text here (law/corpus.py); a store is written whole or not at all.
Next: law_import.py, which fills it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bonusage.law.corpus import Corpus, in_force
from bonusage.law.model import Link, LinkKind, Origin, Status, Text, Version
from bonusage.values.fault import Fault, Faults

LAYOUT = 2
_TABLES = """
CREATE TABLE layout (number INTEGER NOT NULL);
CREATE TABLE text (code TEXT PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (id INTEGER PRIMARY KEY, file TEXT NOT NULL, form TEXT NOT NULL, hash TEXT NOT NULL UNIQUE);
CREATE TABLE repair (source INTEGER NOT NULL REFERENCES source, line INTEGER NOT NULL, what TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL);
CREATE TABLE paragraph (id INTEGER PRIMARY KEY, text TEXT NOT NULL, hash BLOB NOT NULL);
CREATE TABLE version (id INTEGER PRIMARY KEY, code TEXT NOT NULL, article TEXT NOT NULL, starts TEXT, ends TEXT,
    status TEXT NOT NULL, known_at TEXT, signed TEXT, made_by TEXT NOT NULL, nor TEXT NOT NULL, jorftext TEXT NOT NULL,
    legiarti TEXT NOT NULL, headings TEXT NOT NULL, nota TEXT NOT NULL, form TEXT NOT NULL, paragraphs TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE, source INTEGER NOT NULL REFERENCES source, same_as INTEGER REFERENCES version);
CREATE INDEX version_article ON version (code, article, starts);
CREATE INDEX version_same ON version (same_as) WHERE same_as IS NOT NULL;
CREATE TABLE link (version INTEGER NOT NULL REFERENCES version, kind TEXT NOT NULL, outward INTEGER NOT NULL,
    code TEXT NOT NULL, article TEXT NOT NULL, path TEXT NOT NULL, state TEXT NOT NULL, printed TEXT NOT NULL,
    other_id TEXT NOT NULL, typelien TEXT NOT NULL);
CREATE INDEX link_version ON link (version);
"""
_COLUMNS = (
    "id, code, article, starts, ends, status, known_at, signed, made_by, nor, jorftext, legiarti, headings, nota, form,"
    " paragraphs, hash"
)
_SQLITE = b"SQLite format 3"
_HINT = "effacer ce fichier, puis le refaire depuis ses sources : bonusage law import"


class Added(NamedTuple):
    """What an import added: versions, paragraphs, links; versions that were there already."""

    versions: int
    paragraphs: int
    links: int
    known: int


class LawStore:
    """An open store. `row` order is that of import; days are ISO text; `same_as` dates an undated version by its words."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._paragraphs: dict[bytes, int] | None = None

    def at(
        self, code: str, article: str, day: dt.date, known_at: dt.date | None = None, projects: bool = False
    ) -> Version | None:
        """The version in force that day (law.corpus.in_force), texts read for that one alone."""
        if known_at is None and not projects:
            rows = self._connection.execute(
                f"SELECT {_COLUMNS} FROM version WHERE code = ? AND article = ? AND starts <= ? AND (ends IS NULL OR ends > ?)"
                " AND same_as IS NULL AND status <> 'PROJET'",
                (code, article, day.isoformat(), day.isoformat()),
            ).fetchall()
        else:
            rows = self._rows(code, article)
        bare = {row[0]: _version(row, ()) for row in rows}
        found = in_force(tuple(bare.values()), day, known_at, projects)
        if found is None:
            return None
        chosen = next(id for id, one in bare.items() if one is found)
        return self._filled(next(row for row in rows if row[0] == chosen))

    def versions(self, code: str, article: str) -> tuple[Version, ...]:
        """Every version of an article, undated ones that their words dated left out."""
        return Corpus(self._filled(row) for row in self._rows(code, article)).versions(code, article)

    def intervals(self, code: str, article: str) -> tuple[Version, ...]:
        """The versions of an article with their days and without their words, in the order of import."""
        return tuple(_version(row, ()) for row in self._rows(code, article))

    def has(self, code: str, article: str = "") -> bool:
        """Is there any version of this article (of this text)?"""
        found = self._connection.execute(
            "SELECT 1 FROM version WHERE code = ? AND (article = ? OR ? = '') LIMIT 1", (code, article, article)
        )
        return found.fetchone() is not None

    def numbers(self, code: str) -> list[str]:
        """The article numbers of a text, for a hint."""
        rows = self._connection.execute("SELECT DISTINCT article FROM version WHERE code = ?", (code,))
        return [row[0] for row in rows]

    def last_day(self, code: str) -> dt.date | None:
        """The last day of which the store tells anything of a text: nothing is known of what came after."""
        found = self._connection.execute(
            "SELECT max(max(coalesce(starts, ''), coalesce(ends, ''), coalesce(known_at, ''))) FROM version"
            " WHERE code = ? AND status <> 'PROJET'",
            (code,),
        ).fetchone()
        with _whole():
            return _day(found[0] or None)

    def codes(self) -> str:
        """The short names of the texts that have articles."""
        rows = self._connection.execute("SELECT DISTINCT code FROM version ORDER BY code")
        return ", ".join(row[0] for row in rows) or "aucun"

    def corpus(self) -> Corpus:
        """Everything, in memory: each paragraph text once."""
        texts = _whole_texts(self._connection.execute("SELECT id, text, hash FROM paragraph"))
        links: dict[int, list[Link]] = {}
        for version, *rest in self._connection.execute(
            "SELECT coalesce(v.same_as, l.version), l.kind, l.outward, l.code, l.article, l.path, l.state, l.printed, l.other_id,"
            " l.typelien FROM link l JOIN version v ON v.id = l.version"
        ):
            links.setdefault(version, []).append(_link(rest))
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM version WHERE same_as IS NULL")
        versions = (_version(row, _texts(row, texts), tuple(links.get(row[0], ()))) for row in rows)
        return Corpus(versions, self.texts())

    def texts(self) -> list[Text]:
        """The texts: codes, laws, conventions."""
        return [Text(*row) for row in self._connection.execute("SELECT code, id, kind, title FROM text ORDER BY code")]

    def counts(self) -> dict[str, int]:
        """Rows of each table, for the account of an import."""
        names = ("text", "source", "version", "paragraph", "link", "repair")
        return {name: self._connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}

    def undated(self) -> list[Version]:
        """Versions without a first day whose words agree with no dated version."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM version WHERE starts IS NULL AND same_as IS NULL")
        return [self._filled(row) for row in rows.fetchall()]

    def _rows(self, code: str, article: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(
            f"SELECT {_COLUMNS} FROM version WHERE code = ? AND article = ? AND same_as IS NULL", (code, article)
        ).fetchall()

    def _filled(self, row: tuple[Any, ...]) -> Version:
        with _whole():
            ids = json.loads(row[15])
        marks = ",".join("?" * len(ids))
        texts = _whole_texts(
            self._connection.execute(f"SELECT id, text, hash FROM paragraph WHERE id IN ({marks})", ids)
        )
        found = self._connection.execute(
            "SELECT l.kind, l.outward, l.code, l.article, l.path, l.state, l.printed, l.other_id, l.typelien"
            " FROM link l WHERE l.version = ? OR l.version IN (SELECT id FROM version WHERE same_as = ?)",
            (row[0], row[0]),
        )
        return _version(row, _texts(row, texts), tuple(_link(one) for one in found))

    def add_source(self, file: str, form: str, content_hash: str) -> int | None:
        """A source file; None when the very same content was imported before."""
        found = self._connection.execute(
            "INSERT OR IGNORE INTO source (file, form, hash) VALUES (?, ?, ?)", (file, form, content_hash)
        )
        return found.lastrowid if found.rowcount else None

    def add_text(self, text: Text) -> None:
        """A text; what is known of it already stays, what was unknown is filled."""
        self._connection.execute(
            "INSERT INTO text VALUES (?, ?, ?, ?) ON CONFLICT (code) DO UPDATE SET"
            " id = CASE WHEN id = '' THEN excluded.id ELSE id END, title = CASE WHEN title = '' THEN excluded.title ELSE title END",
            text,
        )

    def add_repairs(self, source: int, repairs: Iterable[tuple[int, str, str, str]]) -> None:
        """What a reader mended in a source."""
        self._connection.executemany("INSERT INTO repair VALUES (?, ?, ?, ?, ?)", ((source, *one) for one in repairs))

    def add(self, source: int, versions: Iterable[Version]) -> Added:
        """Versions of a source; a version that is there already (same days, same words) is counted, not added."""
        paragraphs = self._known_paragraphs()
        before = len(paragraphs)
        connection, added, links, known = self._connection, 0, 0, 0
        fresh: list[tuple[int, str, bytes]] = []
        for version in versions:
            keys = [_digest(text) for text in version.texts]
            ids = []
            for key, text in zip(keys, version.texts, strict=True):
                if (found := paragraphs.get(key)) is None:
                    found = paragraphs[key] = len(paragraphs) + 1
                    fresh.append((found, text, key))
                ids.append(found)
            done = connection.execute(
                "INSERT OR IGNORE INTO version (code, article, starts, ends, status, known_at, signed, made_by, nor, jorftext,"
                " legiarti, headings, nota, form, paragraphs, hash, source) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                _row(version, ids, source),
            )
            if not done.rowcount:
                known += 1
                continue
            added += 1
            if version.links:
                declared = [one for one in version.links if one.origin == Origin.DECLARED]
                links += len(declared)
                connection.executemany(
                    "INSERT INTO link VALUES (?,?,?,?,?,?,?,?,?,?)",
                    (_link_row(done.lastrowid, one) for one in declared),
                )
        connection.executemany("INSERT INTO paragraph VALUES (?, ?, ?)", fresh)
        return Added(added, len(paragraphs) - before, links, known)

    def _known_paragraphs(self) -> dict[bytes, int]:
        if self._paragraphs is None:
            rows = self._connection.execute("SELECT hash, id FROM paragraph")
            self._paragraphs = dict(rows.fetchall())
        return self._paragraphs

    def date_undated(self) -> list[tuple[Version, Version, bool]]:
        """Date the undated versions by their words: (undated, dated, the same but for spacing and quotes), for each found."""
        found = []
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM version WHERE starts IS NULL AND same_as IS NULL"
        ).fetchall()
        for row in rows:
            undated = self._filled(row)
            others = self._rows(undated.code, undated.article)
            dated = Corpus(self._filled(one) for one in others if one[3] is not None)
            matches = dated.date(undated.code, undated.article, undated.texts)
            if len(matches) == 1:
                chosen = next(one[0] for one in others if self._filled(one) == matches[0].version)
                self._connection.execute("UPDATE version SET same_as = ? WHERE id = ?", (chosen, row[0]))
                found.append((undated, matches[0].version, matches[0].exact))
        return found


def _row(version: Version, ids: list[int], source: int) -> tuple[Any, ...]:
    fields = (
        version.code, version.article, _iso(version.start), _iso(version.end), version.status.value, _iso(version.known_at),
        _iso(version.signed), version.made_by, version.nor, version.jorftext, version.legiarti,
        json.dumps(version.headings, ensure_ascii=False), json.dumps(version.nota, ensure_ascii=False), version.source,
        json.dumps(ids),
    )  # fmt: skip
    return (*fields, _mark(fields), source)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _mark(fields: tuple[Any, ...]) -> bytes:
    """What makes a version the same as another: code, article, days, status, words. Read again to find a damaged row."""
    return _digest("\x1f".join("" if one is None else one for one in (*fields[:6], fields[14])))


def _whole_texts(rows: Iterable[tuple[int, str, bytes]]) -> dict[int, str]:
    """The texts of paragraphs by id. DatabaseError when one is not the text that was written: SQLite does not look."""
    found = {}
    for id, text, digest in rows:
        if _digest(text) != digest:
            raise sqlite3.DatabaseError("a paragraph with other words than were written")
        found[id] = text
    return found


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


@contextmanager
def _whole() -> Iterator[None]:
    """A value that no import wrote is a damaged file, as much as what SQLite finds itself."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as wrong:
        raise sqlite3.DatabaseError("a value that was never written") from wrong


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


@_whole()
def _texts(row: tuple[Any, ...], texts: dict[int, str]) -> tuple[str, ...]:
    return tuple(texts[id] for id in json.loads(row[15]))


@_whole()
def _version(row: tuple[Any, ...], texts: tuple[str, ...], links: tuple[Link, ...] = ()) -> Version:
    if _mark(row[1:16]) != row[16]:
        raise sqlite3.DatabaseError("a version with other fields than were written")
    return Version(
        row[1], row[2], _day(row[3]), _day(row[4]), Status(row[5]), texts, _day(row[6]), _day(row[7]), row[8], row[9],
        row[10], row[11], tuple(json.loads(row[12])), tuple(json.loads(row[13])), links, row[14],
    )  # fmt: skip


def _link_row(version: int | None, link: Link) -> tuple[Any, ...]:
    path = "/".join(link.path)
    return (
        version, link.kind.value, int(link.outward), link.code, link.article, path, link.state, link.printed, link.other_id,
        link.typelien,
    )  # fmt: skip


@_whole()
def _link(row: Iterable[Any]) -> Link:
    kind, outward, code, article, path, state, printed, other_id, typelien = row
    steps = tuple(path.split("/")) if path else ()
    return Link(
        LinkKind(kind), bool(outward), code, article, steps, state, printed, Origin.DECLARED, other_id, typelien
    )


def empty(path: Path) -> sqlite3.Connection:
    """A new store in a file that does not exist yet."""
    connection = sqlite3.connect(path)
    connection.executescript(_TABLES)
    connection.execute("INSERT INTO layout VALUES (?)", (LAYOUT,))
    connection.commit()
    return connection


def connected(path: Path, named: Path) -> sqlite3.Connection:
    """A store to add to, told by the name that its user knows. Faults when the file is no store of this layout."""
    connection = sqlite3.connect(path)
    check_layout(connection, named)
    return connection


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Faults when the store at this path turns out to be damaged while it is read."""
    try:
        yield
    except sqlite3.DatabaseError as wrong:
        raise _damaged(path) from wrong


@contextmanager
def opened(path: Path) -> Iterator[LawStore]:
    """A store to read. Faults when there is none, or when the file is no store of this layout."""
    if not path.is_file():
        raise Faults([Fault("magasin de textes absent", str(path), "rien", "un fichier fait par bonusage law import",
                            "importer d'abord : bonusage law import DOSSIER, ou nommer le magasin par --store")])  # fmt: skip
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        check_layout(connection, path)
        with damage_told(path):
            yield LawStore(connection)
    finally:
        connection.close()


def _damaged(path: Path) -> Faults:
    said = "un fichier coupé ou abîmé"
    return Faults([Fault("magasin de textes illisible", str(path), said, "un magasin entier", _HINT)])


def check_layout(connection: sqlite3.Connection, path: Path) -> None:
    """Faults when the file is no store, or one of another layout."""
    try:
        found = connection.execute("SELECT number FROM layout").fetchone()
    except sqlite3.OperationalError:  # no such table
        found = None
    except (sqlite3.DatabaseError, UnicodeDecodeError) as wrong:
        if path.read_bytes()[: len(_SQLITE)] == _SQLITE:
            raise _damaged(path) from wrong
        found = None
    if found is None:
        made, hint = "un fichier fait par bonusage law import", "nommer un autre fichier par --store"
        raise Faults([Fault("ce n'est pas un magasin de textes", str(path), "un autre fichier", made, hint)])
    if found[0] != LAYOUT:
        expected = f"la disposition {LAYOUT}"
        raise Faults([Fault("magasin d'une autre disposition", str(path), str(found[0]), expected, _HINT)])
