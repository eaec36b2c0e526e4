"""Filling a store: files found, read by their form, their versions added, undated texts dated by their words.

All or nothing: one file at fault and the store stays as it was, every fault listed. Forms are law/sniff.py's.
Next: law_store.py for what is kept.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from bonusage.desk.law_store import Added, LawStore, connected, damage_told, empty
from bonusage.desk.output import new_file
from bonusage.desk.report import of_environment
from bonusage.law.codes import short_name
from bonusage.law.corpus import Clash, Corpus, versions_of
from bonusage.law.draft import Draft, Repair
from bonusage.law.model import Version
from bonusage.law.sniff import READERS, read, sniff
from bonusage.values.fault import Fault, Faults

SUFFIXES = {".txt", ".md", ".markdown", ".html", ".htm", ".xml", ".json", ".jsonl"}
"""What is looked for in a folder; a file that is named is read whatever its suffix."""


class Imported(NamedTuple):
    """The account of an import: files by form, those known already, what was added, mended, dated, left undated.

    `aside` are the files of a folder that have no known form: a folder holds more than texts. `assumed` are those that do
    not say of which code their articles are: the CSS is assumed, and that is told.
    """

    forms: dict[str, int]
    known_files: int
    added: Added
    repairs: tuple[tuple[str, Repair], ...]
    dated: tuple[tuple[Version, Version, bool], ...]
    undated: tuple[Version, ...]
    clashes: tuple[Clash, ...]
    amendments: int
    counts: dict[str, int]
    aside: tuple[str, ...]
    assumed: tuple[str, ...]


def files_of(paths: Iterable[Path]) -> dict[Path, bool]:
    """The files that paths name, folders searched, each once, in order; was it named? Faults for a path that is not there."""
    found: dict[Path, bool] = {}
    faults = []
    for path in paths:
        if path.is_dir():
            held = sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
            if not held:
                said = f"des fichiers {', '.join(sorted(SUFFIXES))}"
                faults.append(Fault("dossier sans texte à lire", str(path), "aucun fichier connu", said))
            found |= {one: found.get(one, False) for one in held}
        elif path.is_file():
            found[path] = True
        else:
            faults.append(Fault("fichier absent", str(path), "rien", "un fichier ou un dossier de textes"))
    if faults:
        raise Faults(faults)
    return found


def import_files(
    store: Path, paths: list[Path], form: str | None = None, told: Callable[[int, int], None] = lambda done, total: None
) -> Imported:
    """Import files in a store, made when absent, replaced whole when all went well. Faults list every file at fault."""
    files = files_of(paths)
    if store.parent == Path(".bonusage"):
        store.parent.mkdir(exist_ok=True)
    with new_file(store) as beside:
        if store.is_file():
            shutil.copyfile(store, beside)
        connection = connected(beside, store) if store.is_file() else empty(beside)
        with damage_told(store), closing(connection):
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")  # the file beside is thrown away unless all went well
            filling = _Filling(LawStore(connection), form)
            for done, (file, named) in enumerate(files.items()):
                told(done, len(files))
                filling.file(file, named)
            imported = filling.ended()
            connection.commit()
    return imported


def keep_versions(store: Path, versions: list[Version]) -> None:
    """Add versions (would-be texts) to a store that exists."""
    with new_file(store) as beside:
        shutil.copyfile(store, beside)
        connection = connected(beside, store)
        with damage_told(store), closing(connection):
            filling = LawStore(connection)
            said = "\n".join(f"{one.address} {' '.join(one.texts)}" for one in versions)
            source = filling.add_source("law apply", "projet", hashlib.sha256(said.encode()).hexdigest())
            if source is not None:
                filling.add(source, versions)
            connection.commit()


class _Filling:
    """Adds files one after the other, and keeps the account."""

    def __init__(self, store: LawStore, form: str | None) -> None:
        self.store, self.form = store, form
        self.faults: list[Fault] = []
        self.aside: list[str] = []
        self.assumed: list[str] = []
        self.forms: dict[str, int] = {}
        self.known_files = self.amendments = 0
        self.added = Added(0, 0, 0, 0)
        self.repairs: list[tuple[str, Repair]] = []
        self.touched: set[tuple[str, str]] = set()

    def file(self, file: Path, named: bool) -> None:
        try:
            content = file.read_bytes()
        except OSError as wrong:
            raise of_environment(wrong, file) from wrong
        if not named and self.form is None and sniff(content, str(file)) is None:
            self.aside.append(str(file))
            return
        try:
            draft = read(content, str(file), self.form)
            text, versions = versions_of(draft)
        except Faults as faults:
            self.faults += faults.faults
            return
        except ValueError as wrong:
            self.faults.append(Fault("numéro d'article illisible", str(file), str(wrong), "un numéro comme L. 162-5"))
            return
        source = self.store.add_source(str(file), draft.form, hashlib.sha256(content).hexdigest())
        if source is None:
            self.known_files += 1
            return
        if draft.articles or draft.title:
            self.store.add_text(text)
        self._count(draft, file, source)
        added = self.store.add(source, versions)
        self.added = Added(*(a + b for a, b in zip(self.added, added, strict=True)))
        self.touched.update((one.code, one.article) for one in versions)

    def _count(self, draft: Draft, file: Path, source: int) -> None:
        self.forms[draft.form] = self.forms.get(draft.form, 0) + 1
        self.amendments += len(draft.amendments)
        if draft.articles and not (draft.code or short_name(draft.text_id, draft.title)):
            self.assumed.append(str(file))
        self.repairs += [(str(file), one) for one in draft.repairs]
        self.store.add_repairs(source, draft.repairs)

    def ended(self) -> Imported:
        if self.aside and not (self.faults or self.forms or self.known_files):
            received = (
                f"{self.aside[0]}, forme non reconnue"
                if len(self.aside) == 1
                else f"{len(self.aside)} fichiers, formes non reconnues"
            )
            folder = str(Path(self.aside[0]).parent)
            self.faults.append(
                Fault(
                    "dossier sans texte à lire",
                    folder,
                    received,
                    ", ".join(READERS),
                    "nommer la forme si elle est connue : --as FORM",
                )
            )
        if self.faults:
            raise Faults(self.faults)
        dated = self.store.date_undated()
        corpus = Corpus(one for key in sorted(self.touched) for one in self.store.intervals(*key))
        return Imported(
            self.forms, self.known_files, self.added, tuple(self.repairs), tuple(dated), tuple(self.store.undated()),
            corpus.clashes(), self.amendments, self.store.counts(), tuple(self.aside), tuple(self.assumed),
        )  # fmt: skip
