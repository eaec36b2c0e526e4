"""What law diff and law apply do with the store: two texts found and compared, an amending text read and applied.

French is read by law/amend_read.py, changes are made by law/amend_apply.py, differences found by law/diff.py.
Next: cli_law_change.py.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bonusage.desk.law_import import keep_versions
from bonusage.desk.law_show import address_of, day_asked, place_asked, version_asked
from bonusage.desk.law_store import LawStore, opened
from bonusage.desk.report import of_environment
from bonusage.law.address import Address
from bonusage.law.amend_apply import apply, project
from bonusage.law.amend_gold import gold_row
from bonusage.law.amend_model import Instruction
from bonusage.law.amend_read import read_instructions
from bonusage.law.diff import Kind, diff
from bonusage.law.diff_show import as_html, as_json, as_text
from bonusage.law.failure import Failure, Unsupported
from bonusage.law.model import Version
from bonusage.law.sniff import read, sniff
from bonusage.law.words import clean
from bonusage.values.fault import Fault, Faults


def differences(path: Path, before: str, after: str, today: dt.date, form: str) -> tuple[str, bool]:
    """The differences between two texts, each an address or a file, in a form; and whether there are any."""
    changes = diff(_texts(path, before, today), _texts(path, after, today))
    differ = any(change.kind is not Kind.SAME for change in changes)
    if form == "json":
        return as_json(changes), differ
    if form == "html":
        return as_html(changes), differ
    return as_text(changes) or "Aucune différence.", differ


def _texts(path: Path, named: str, today: dt.date) -> tuple[str, ...]:
    """The lines of an address, or of a file that holds one article (or plain lines)."""
    if (file := Path(named)).is_file():
        return _lines_of_file(file)
    address = address_of(named)
    with opened(path) as store:
        version = version_asked(store, address, day_asked(address, None, today))
        place = place_asked(version, address)
    return version.texts[place.first : place.last]


def _lines_of_file(file: Path) -> tuple[str, ...]:
    content = read_bytes(file)
    if sniff(content, str(file)) is None:
        return _plain_lines(content, file)
    articles = read(content, str(file)).articles
    if len(articles) != 1:
        received = f"{len(articles)} articles"
        raise Faults(
            [
                Fault(
                    "un article attendu",
                    str(file),
                    received,
                    "un fichier d'un seul article",
                    "importer, puis comparer deux adresses",
                )
            ]
        )
    return articles[0].paragraphs


def read_bytes(file: Path) -> bytes:
    """The content of a file. Faults when it is absent; EnvironmentFault when it cannot be read."""
    if not file.is_file():
        raise Faults([Fault("fichier absent", str(file), "rien", "un fichier")])
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise of_environment(wrong, file) from wrong


def _plain_lines(content: bytes, file: Path) -> tuple[str, ...]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise Faults(
            [Fault("texte qui n'est pas en UTF-8", f"{file}:{line}", "", "de l'UTF-8", "l'enregistrer en UTF-8")]
        ) from None
    return tuple(line for line in map(clean, text.splitlines()) if line)


def applied(path: Path, file: Path, to: str | None, day: dt.date, sequential: bool, keep: bool) -> list[dict[str, Any]]:
    """Apply an amending text; one answer an article. Faults when nothing can be read, or the article is not in the store."""
    context = address_of(to) if to else Address("", "", None, ())
    instructions = [one for lines in _amending(file) for one in read_instructions(lines, context.code, context.article)]
    if not instructions:
        raise Faults(
            [
                Fault(
                    "aucune instruction lue",
                    str(file),
                    "",
                    "« Au premier alinéa, les mots : … »",
                    "bonusage law apply --help",
                )
            ]
        )
    unread = [one for one in instructions if isinstance(one, Unsupported)]
    found, kept = [], []
    with opened(path) as store:
        for (code, article), several in _by_article(instructions, context).items():
            answer, version = _one(store, Address(code, article, None, ()), day, several, sequential)
            found.append(answer)
            if version is not None:
                kept.append(version)
    if unread:
        failed = [{"kind": _kind(one), "said": str(one)} for one in unread]
        if not found:
            found.append({"article": str(context) if to else "", "after": [], "warnings": []})
        for answer in found:
            answer |= {
                "verdict": _kind(unread[0]),
                "after": answer.get("before", []),
                "failures": [*answer.get("failures", []), *failed],
            }
    elif keep and all(one["verdict"] == "applied" for one in found):
        keep_versions(path, kept)
    for answer in found:
        answer.pop("before", None)
    return found


def _amending(file: Path) -> list[Sequence[str]]:
    content = read_bytes(file)
    form = sniff(content, str(file))
    if form is not None:
        draft = read(content, str(file), form)
        if draft.amendments:
            return [one.lines for one in draft.amendments]
    return [_plain_lines(content, file)]


def _by_article(
    instructions: Sequence[Instruction | Unsupported], context: Address
) -> dict[tuple[str, str], list[Instruction]]:
    found: dict[tuple[str, str], list[Instruction]] = {}
    nowhere = []
    for one in instructions:
        if isinstance(one, Unsupported):
            continue
        article = one.target.article or context.article
        if not article:
            nowhere.append(
                Fault("article que rien ne nomme", one.text[:80], "", "un article", "le nommer : --to ARTICLE")
            )
            continue
        found.setdefault((one.target.code or context.code or "CSS", article), []).append(one)
    if nowhere:
        raise Faults(nowhere)
    return found


def _one(
    store: LawStore, address: Address, day: dt.date, instructions: list[Instruction], sequential: bool
) -> tuple[dict[str, Any], Version | None]:
    version = version_asked(store, address, day)
    patch = apply(version.texts, instructions, sequential=sequential)
    answer: dict[str, Any] = {
        "article": str(version.address),
        "verdict": _kind(patch.failures[0]) if patch.failures else "applied",
        "before": list(version.texts),
        "after": list(patch.after),
        "warnings": list(patch.warnings),
    }
    if patch.failures:
        answer["failures"] = [{"kind": _kind(one), "said": str(one)} for one in patch.failures]
        return answer, None
    return answer, project(version, patch, day)


def _kind(failure: Failure) -> str:
    return re.sub("(?<!^)(?=[A-Z])", "_", type(failure).__name__).lower()


def applied_text(found: list[dict[str, Any]]) -> str:
    """The answers for a reader: the would-be text, warnings; or what could not be done."""
    lines = []
    for one in found:
        lines.append(
            f"{one['article']} : "
            + ("texte qui en résulterait" if one["verdict"] == "applied" else "rien n'est appliqué")
        )
        if one["verdict"] == "applied":
            lines += [f"{rank:>3}  {text}" for rank, text in enumerate(one["after"], 1)]
        lines += [f"  refus : {failure['said']}" for failure in one.get("failures", [])]
        lines += [f"  attention : {warning}" for warning in one["warnings"]]
        lines.append("")
    return "\n".join(lines).rstrip()


def gold_rows(file: Path, use_path: bool) -> Iterator[dict[str, Any]]:
    """The verdict of each JSON line. Faults lists every line that is no such row, before any answer."""
    rows, faults = [], []
    for rank, line in enumerate(read_bytes(file).decode("utf-8", "replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as wrong:
            faults.append(Fault("ligne qui n'est pas du JSON", f"{file}:{rank}", str(wrong), "un objet JSON"))
            continue
        lacking = [
            key for key in ("instructions", "before") if not isinstance(row, dict) or not isinstance(row.get(key), list)
        ]
        faults += [Fault("clé absente", f"{file}:{rank}, {key}", "rien", "une liste") for key in lacking]
        rows.append(row)
    if faults:
        raise Faults(faults)
    yield from (gold_row(row, use_path) for row in rows)
