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

from bonusage.desk.law_files import read_bytes, read_text
from bonusage.desk.law_import import SUFFIXES, keep_versions
from bonusage.desk.law_show import address_of, article_of, day_asked, place_asked, version_asked
from bonusage.desk.law_store import LawStore, opened
from bonusage.law.address import Address
from bonusage.law.amend_apply import apply, project
from bonusage.law.amend_gold import gold_row
from bonusage.law.amend_model import Instruction
from bonusage.law.amend_read import read_instructions
from bonusage.law.diff import Kind, diff
from bonusage.law.diff_show import as_html, as_json, as_text
from bonusage.law.failure import Failure, Unsupported
from bonusage.law.model import Version
from bonusage.law.read_lines import json_said
from bonusage.law.sniff import read, sniff
from bonusage.law.words import clean
from bonusage.values.fault import Fault, Faults


def differences(path: Path, before: str, after: str, today: dt.date, form: str) -> tuple[str, bool]:
    """The differences between two texts, each an address or a file, in a form; and whether there are any."""
    changes = diff(_texts(path, before, today, "A"), _texts(path, after, today, "B"))
    differ = any(change.kind is not Kind.SAME for change in changes)
    if form == "json":
        return as_json(changes), differ
    if form == "html":
        return as_html(changes), differ
    return as_text(changes) or "Aucune différence.", differ


def _texts(path: Path, named: str, today: dt.date, where: str) -> tuple[str, ...]:
    """The lines of an address, or of a file that holds one article (or plain lines)."""
    if (file := Path(named)).is_file():
        return _lines_of_file(file)
    if file.suffix.lower() in SUFFIXES:
        raise Faults([Fault("fichier absent", named, "rien", "un fichier, ou une adresse comme CSS:L162-5@2008-06-01")])
    address = address_of(named, where)
    with opened(path) as store:
        version = version_asked(store, address, day_asked(address, None, today), where=where)
        place = place_asked(version, address)
    return version.texts[place.first : place.last]


def _lines_of_file(file: Path) -> tuple[str, ...]:
    content = read_bytes(file)
    if sniff(content, str(file)) is None:
        return _plain_lines(file)
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


def _plain_lines(file: Path) -> tuple[str, ...]:
    return tuple(line for line in map(clean, read_text(file).splitlines()) if line)


def applied(
    path: Path, file: Path, to: str | None, on: dt.date | None, today: dt.date, sequential: bool, keep: bool
) -> list[dict[str, Any]]:
    """Apply an amending text; one answer an article. Faults when nothing can be read, or the article is not in the store."""
    context = article_of(to, "--to") if to else Address("", "", None, ())
    day = day_asked(context, on, today, "--to")
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
        for (code, article), several in _by_article(instructions, context, file).items():
            answer, version = _one(store, Address(code, article, None, ()), day, several, sequential)
            found.append(answer)
            if version is not None:
                kept.append(version._replace(made_by=file.name))
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
    return [_plain_lines(file)]


def _by_article(
    instructions: Sequence[Instruction | Unsupported], context: Address, file: Path
) -> dict[tuple[str, str], list[Instruction]]:
    found: dict[tuple[str, str], list[Instruction]] = {}
    nowhere = []
    for one in instructions:
        if isinstance(one, Unsupported):
            continue
        article = one.target.article or context.article
        if not article:
            nowhere.append(
                Fault("article que rien ne nomme", str(file), one.text[:120], "un article", "le nommer : --to ARTICLE")
            )
            continue
        found.setdefault((one.target.code or context.code or "CSS", article), []).append(one)
    if nowhere:
        raise Faults(nowhere)
    return found


def _one(
    store: LawStore, address: Address, day: dt.date, instructions: list[Instruction], sequential: bool
) -> tuple[dict[str, Any], Version | None]:
    version = version_asked(store, address, day, where=f"{address.code}:{address.article}")
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
        done = one["verdict"] == "applied"
        named = f"{one['article']} : " if one["article"] else ""
        lines.append(f"{named}{'texte qui en résulterait' if done else 'rien n’est appliqué'}")
        if one["verdict"] == "applied":
            lines += [f"{rank:>3}  {text}" for rank, text in enumerate(one["after"], 1)]
            lines += [] if one["after"] else ["     (abrogé : plus aucun alinéa)"]
        lines += [f"  refus : {failure['said']}" for failure in one.get("failures", [])]
        lines += [f"  attention : {warning}" for warning in one["warnings"]]
        lines.append("")
    return "\n".join(lines).rstrip()


def gold_rows(file: Path, use_path: bool) -> Iterator[dict[str, Any]]:
    """The verdict of each JSON line. Faults lists every line that is no such row, before any answer."""
    rows: list[dict[str, Any]] = []
    faults: list[Fault] = []
    for rank, line in enumerate(read_text(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as wrong:
            what = f"colonne {wrong.colno} : {json_said(wrong)}"
            faults.append(Fault("ligne qui n'est pas du JSON", f"{file}:{rank}", what, "un objet JSON"))
            continue
        faults += _row_faults(row, f"{file}:{rank}")
        rows.append(row)
    if not rows and not faults:
        faults.append(
            Fault("fichier sans ligne", str(file), "rien", '{"instructions": [...], "before": [...]} à chaque ligne')
        )
    if faults:
        raise Faults(faults)
    yield from (gold_row(row, use_path) for row in rows)


def _row_faults(row: Any, where: str) -> list[Fault]:
    """What is wrong with a row: a key absent, or of another type than those of ../law/amendment_gold.jsonl."""
    if not isinstance(row, dict):
        return [Fault("la ligne n'est pas un objet JSON", where, json.dumps(row)[:60], "un objet JSON")]
    needed = ("instructions", "before")
    faults = [Fault("clé absente", f"{where}, {key}", "rien", "une liste") for key in needed if key not in row]
    for key in ("code", "article"):
        if not isinstance(row.get(key) or "", str):
            faults.append(_ill_typed(where, key, row[key], "un texte"))
    for key in ("before", "after"):
        if key in row and not (_is_texts(row[key]) or (key == "after" and row[key] is None)):
            faults.append(_ill_typed(where, key, row[key], "une liste de textes"))
    entries = row.get("instructions", [])
    if not isinstance(entries, list):
        return [*faults, _ill_typed(where, "instructions", entries, "une liste d'objets")]
    for rank, entry in enumerate(entries, 1):
        here = f"instruction n° {rank}"
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            faults.append(_ill_typed(where, here, entry, 'un objet {"text": "...", "new": null}'))
            continue
        if not _is_texts(entry.get("new") or []):
            faults.append(_ill_typed(where, f"{here}, new", entry["new"], "une liste de textes, ou null"))
        if not _is_path(entry.get("inherited_path") or []):
            faults.append(_ill_typed(where, f"{here}, inherited_path", entry["inherited_path"], '[["al", 1]], ou null'))
    return faults


def _ill_typed(where: str, key: str, value: Any, expected: str) -> Fault:
    received = json.dumps(value, ensure_ascii=False)[:80]
    return Fault("valeur d'un autre type", f"{where}, {key}", received, expected)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_path(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, list) and len(one) == 2 for one in value)
