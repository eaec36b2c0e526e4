"""A row of instructions with the article before and after: is what we give what was published?

Strict: the same lines but for spacing, quotes and capitals; loose: the same words. `after` is read to compare, only.
Next: desk/law_apply.py, which reads the file of rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bonusage.law.amend_apply import apply
from bonusage.law.amend_context import kind_of
from bonusage.law.amend_model import Instruction, Patch
from bonusage.law.amend_read import read_instructions
from bonusage.law.failure import Ambiguous, NoSuchPlace, NotFound, Unsupported
from bonusage.law.numerals import canonical_number
from bonusage.law.words import loose_key, strict_key

KINDS = {NotFound: "not_found", Ambiguous: "ambiguous", NoSuchPlace: "no_such_place", Unsupported: "unsupported"}
_STEPS = {
    "rom": "{}",
    "cap": "{}",
    "num": "{}",
    "let": "{})",
    "al": "al{}",
    "ph": "ph{}",
    "dash": "-{}",
    "tiret": "-{}",
}


def gold_row(row: Mapping[str, Any], use_path: bool = False) -> dict[str, Any]:
    """{'article', 'verdict', 'after', 'warnings', 'failures'} of a row {'code', 'article', 'instructions', 'before', 'after'?}.

    The verdict is 'exact', 'loose', 'different', 'applied' when the row has no `after`, or the kind of the first failure.
    `use_path` lets `inherited_path` say the place that the sentence leaves out; else the sentence alone speaks: a warning
    says where the path tells more, and it is followed when the sentence alone leads nowhere.
    """
    before = tuple(row.get("before") or ())
    article = str(row.get("article", ""))
    patch = apply(before, _of_article(_read(row, article, use_path), article))
    if not use_path:
        patch = _with_path(row, article, patch)
    verdict = KINDS[type(patch.failures[0])] if patch.failures else _verdict(patch.after, row.get("after"))
    return {
        "article": article,
        "verdict": verdict,
        "after": list(patch.after),
        "warnings": list(patch.warnings),
        "failures": [str(failure) for failure in patch.failures],
    }


def _with_path(row: Mapping[str, Any], article: str, patch: Patch) -> Patch:
    """The patch of sentences read alone, checked against the places that their containers named."""
    placed = _of_article(_read(row, article, True), article)
    if placed == _of_article(_read(row, article, False), article):
        return patch
    followed = apply(patch.before, placed)
    if followed.after == patch.after and not followed.failures:
        return followed
    said = "la phrase seule ne dit pas tout son lieu : inherited_path "
    if patch.failures and not followed.failures:
        return followed._replace(warnings=(*followed.warnings, said + "suivi"))
    return patch._replace(warnings=(*patch.warnings, said + "non suivi"))


def _read(row: Mapping[str, Any], article: str, use_path: bool) -> list[Instruction | Unsupported]:
    """A sentence that stands in several entries is one sentence with several operations: read once."""
    found: list[Instruction | Unsupported] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for entry in row.get("instructions", ()):
        new = tuple(entry.get("new") or ())
        key = (str(entry["text"]), new)
        if key in seen:
            continue
        seen.add(key)
        lines = (key[0], *(f"« {line} »" for line in new))
        made = read_instructions(lines, str(row.get("code", "")), article)
        if use_path:
            made = tuple(_placed(one, entry.get("inherited_path") or ()) for one in made)
        found += made
    return found


def _placed(one: Instruction | Unsupported, given: Sequence[Sequence[Any]]) -> Instruction | Unsupported:
    """The path of the row, when it ends as the sentence does and says more."""
    path = tuple(_STEPS.get(str(kind), "{}").format(value) for kind, value in given)
    if isinstance(one, Unsupported) or len(path) <= len(one.target.path):
        return one
    own = one.target.path
    if (
        own
        and path[-len(own) :] != own
        and [kind_of(step) for step in path[-len(own) :]] != [kind_of(step) for step in own]
    ):
        return one
    return (
        one._replace(target=one.target._replace(path=path, bare=False)) if not own or path[-len(own) :] == own else one
    )


def _of_article(read: list[Instruction | Unsupported], article: str) -> list[Instruction | Unsupported]:
    """What is about the article of the row: a sentence may name several."""
    try:
        number = canonical_number(article)
    except ValueError:
        number = article
    return [one for one in read if isinstance(one, Unsupported) or one.target.article in ("", number)] or [
        Unsupported(f"aucune instruction sur l'article {article}")
    ]


def _verdict(after: tuple[str, ...], expected: Sequence[str] | None) -> str:
    if expected is None:
        return "applied"
    for name, key in (("exact", strict_key), ("loose", _loosest)):
        if [key(line) for line in after] == [key(line) for line in expected]:
            return name
    return "loose" if _loosest(" ".join(after)) == _loosest(" ".join(expected)) else "different"


def _loosest(text: str) -> str:
    """The loose key without spaces: a published text may glue two words ('l'articleL.')."""
    return loose_key(text).replace(" ", "")
