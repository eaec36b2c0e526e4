"""Which form a file has, from its first 64 KiB; and the readers by the name of their form.

A form that is not recognised is said so: nothing is tried at random.
Next: corpus.py, for what becomes of a draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bonusage.law.draft import Draft
from bonusage.law.read_amendment import SUMMARY, folded, place_of
from bonusage.law.read_amendment import read_amendment as _read_amendment
from bonusage.law.read_api import read_api
from bonusage.law.read_code import read_code
from bonusage.law.read_extract import note_of, read_extract
from bonusage.law.read_html import html_title, read_html
from bonusage.law.read_legi import ROOTS, read_article, read_heading, read_struct, read_version
from bonusage.law.read_lines import read_lines
from bonusage.law.read_markdown import RULE, read_git_article, read_markdown, title_of
from bonusage.law.read_tricoteuses import read_tricoteuses
from bonusage.law.reading import decoded
from bonusage.law.words import clean
from bonusage.law.write_json import read_canonical_json
from bonusage.law.write_markdown import read_canonical_markdown
from bonusage.values.fault import Fault, Faults

HEAD = 65_536
READERS: dict[str, Callable[[bytes, str], Draft]] = {
    "seed-markdown": read_markdown,
    "seed-html": read_html,
    "seed-extract": read_extract,
    "seed-amendment": _read_amendment,
    "legi-article": read_article,
    "legi-section-ta": read_heading,
    "legi-struct": read_struct,
    "legi-version": read_version,
    "git-article": read_git_article,
    "git-code": read_code,
    "tricoteuses": read_tricoteuses,
    "canonical-markdown": read_canonical_markdown,
    "canonical-json": read_canonical_json,
    "lines": read_lines,
    "api": read_api,
}
"""Every form and its reader: bytes and the name of the file in, a draft out, or Faults."""

_ROOT = re.compile(r"<([A-Za-z_][A-Za-z0-9_.-]*)")
_ARTICLE_ALONE = re.compile(r'"article"\s*:\s*\{')
_ADDITIONAL = re.compile(r"(?:articles? additionnels?|(?:sous-)?amendements?\b.{0,80})")


def _head(content: bytes) -> str:
    """The beginning of a file as text, for looking only."""
    start = content[:HEAD]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace")
    if b"\0" in start[:64]:
        start = start.replace(b"\0", b"")
    return start.decode("utf-8-sig", "replace")


def sniff(content: bytes, name: str) -> str | None:
    """The form of a file, from its first 64 KiB; None when it is none of those known. The name decides nothing."""
    text = _head(content).replace("\r\n", "\n").replace("\r", "\n")
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return None
    first = lines[0].strip()
    if first.startswith("<"):
        return _tagged(text, first)
    if first.startswith("{"):
        return _json(text, first)
    if first == "---":
        return _headed(lines)
    if first.startswith("Article ") and len(lines) > 1 and RULE.fullmatch(lines[1].strip()):
        return "git-article"
    return _written(lines)


def _tagged(text: str, first: str) -> str | None:
    if html_title(first) is not None:
        return "seed-html"
    root = _ROOT.search(text)
    return ROOTS.get(root[1]) if root else None


def _json(text: str, first: str) -> str | None:
    if '"alineas"' in first and '"article"' in first:
        return "lines"
    if all(key in text for key in ('"article"', '"status"', '"texts"')):
        return "canonical-json"
    if _ARTICLE_ALONE.search(text):
        return "api"
    return "api" if '"data"' in text and ('"children"' in text or '"texteHtml"' in text) else None


def _headed(lines: list[str]) -> str | None:
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), len(lines))
    keys = {line.partition(":")[0].strip() for line in lines[1:end]}
    if {"title", "identifier"} <= keys:
        return "git-code"
    if {"code", "article", "status"} <= keys:
        return "canonical-markdown"
    return "tricoteuses" if "Identifiant" in keys else None


def _written(lines: list[str]) -> str | None:
    titles = [at for at, line in enumerate(lines) if title_of(line) is not None]
    if titles[:1] == [0] and "<p" in lines[min(1, len(lines) - 1)][:200]:
        return "seed-html"
    short = [line for line in lines[:12] if len(line) < 200]
    flat = [folded(line) for line in short]
    if not titles and (any(_ADDITIONAL.fullmatch(one) for one in flat) or any(place_of(line) for line in short)):
        return "seed-amendment"
    if not titles:
        told = any(SUMMARY.fullmatch(folded(line)) for line in lines if len(line) < 60)
        return "seed-amendment" if told else None
    noted = any(note_of(clean(line)) is not None for line in lines if len(line) < 1000)
    return "seed-markdown" if len(titles) == 1 and titles[0] == 0 and not noted else "seed-extract"


def read(content: bytes, name: str, form: str | None = None) -> Draft:
    """The draft of a file, in the form named or recognised. Faults: an unknown form, or what its reader found."""
    found = form or sniff(content, name)
    known = ", ".join(READERS)
    if form is None and not content.strip():
        raise Faults([Fault("fichier vide", name, "rien", "un texte de loi")])
    if found is None:
        decoded(content, name)  # a wrong encoding is a better answer than an unknown form
        hint = "nommer la forme si elle est connue : --as FORM"
        first = clean(_head(content)[:200])[:80]
        raise Faults([Fault("forme de fichier non reconnue", f"{name}:1", first, known, hint)])
    if found not in READERS:
        raise Faults([Fault("forme de fichier inconnue", name, found, known)])
    return READERS[found](content, name)
