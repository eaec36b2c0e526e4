"""From two texts of an article to the French instructions that lead from one to the other, and that read back exactly.

What is written is read and applied before it is given: a form that does not come back is written more coarsely.
Next: amend_read.py and amend_apply.py, the way back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bonusage.law.amend_apply import apply
from bonusage.law.amend_model import Instruction, Repeal, Rewrite, Target
from bonusage.law.amend_read import read_instructions
from bonusage.law.amend_write_french import Sentence, named, sentence
from bonusage.law.amend_write_plan import FINE, LINES, PLAIN, Planner, Stretch, joined, kept, size, stretches, widened
from bonusage.law.numerals import canonical_number, printed_number

ARTICLE = 0
"""The article is written again as a whole."""
LIST_ENDS = (" ;", ".")


class Written(NamedTuple):
    """The lines of French; for each stretch that changed, how finely it was told (FINE, PLAIN, LINES; () when the article
    is written again); `forced`: the article was written again because nothing finer came back."""

    lines: tuple[str, ...]
    levels: tuple[int, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    forced: bool = False


class Unwritable(ValueError):
    """No French leads from one text to the other: a line cannot be quoted (marks that do not close, white space)."""


def write_instructions(
    before: tuple[str, ...], after: tuple[str, ...], article: str, code_title: str = ""
) -> tuple[str, ...]:
    """The French lines that `read_instructions` and `apply` turn back into `after`, to the letter; () when nothing changed.

    `article` as 'L162-5' or 'L. 162-5'; `code_title` as 'code de la sécurité sociale', '' to leave it unsaid.
    Unwritable when no French can say it.
    """
    return write(before, after, article, code_title).lines


def write(before: tuple[str, ...], after: tuple[str, ...], article: str, code_title: str = "") -> Written:
    """As write_instructions, with how finely each change was told."""
    if before == after:
        return Written(())
    end = _article_named(article, code_title)
    planner = Planner(before, after)
    changed = stretches(before, after)
    plans = [planner.plan(one, FINE) for one in changed] if before and after else []
    total = sum(len(line) for line in after)
    finer = bool(plans) and (size(sum(plans, ())) < total or 2 * kept(before, after) > total)
    for levels, sure in _attempts(planner, changed, end) if finer else ():
        found = _told(planner, changed, levels, end)
        if comes_back(before, after, found.lines, sure):
            return found
    whole = Instruction(Target(), Rewrite(after) if after else Repeal())
    lines = _listed([(whole,)], end)
    if not comes_back(before, after, lines, sure=False):
        raise Unwritable("aucune forme française ne mène d'un texte à l'autre : une ligne ne peut pas être citée")
    return Written(lines, (), (whole,), forced=finer)


def comes_back(before: tuple[str, ...], after: tuple[str, ...], lines: tuple[str, ...], sure: bool = True) -> bool:
    """Do the lines, read and applied to `before`, give `after` to the letter? `sure`: and without a warning."""
    patch = apply(before, read_instructions(lines))
    return patch.after == after and not patch.failures and not (sure and patch.warnings)


def _attempts(planner: Planner, changed: tuple[Stretch, ...], end: str) -> Iterator[tuple[tuple[int, ...], bool]]:
    """How finely to tell each stretch: all finely; then each as finely as it comes back alone; then all coarser. And
    whether it must come back without a warning: only where a coarser form may do better."""
    yield (FINE,) * len(changed), True
    yield tuple(_finest(planner, one, end) for one in changed), False
    yield from (((level,) * len(changed), False) for level in (PLAIN, LINES))


def _finest(planner: Planner, stretch: Stretch, end: str) -> int:
    """The finest level at which a stretch comes back when nothing else changes."""
    before, after = planner.before, planner.after
    wanted = (*before[: stretch.a1], *after[stretch.b1 : stretch.b2], *before[stretch.a2 :])
    for level in (FINE, PLAIN):
        if comes_back(before, wanted, _listed([planner.plan(stretch, level)], end)):
            return level
    return LINES


def _told(planner: Planner, changed: tuple[Stretch, ...], levels: tuple[int, ...], end: str) -> Written:
    plans = [planner.plan(one, level) for one, level in _rewritable(planner.before, changed, levels)]
    return Written(_listed(plans, end), levels, sum(plans, ()))


def _rewritable(
    before: tuple[str, ...], changed: tuple[Stretch, ...], levels: tuple[int, ...]
) -> list[tuple[Stretch, int]]:
    """The stretches to plan: those that are written again take in a line that stays, and join what they then touch."""
    found: list[tuple[Stretch, int]] = []
    for one, level in zip(changed, levels, strict=True):
        stretch = one if level > LINES or one.reworded else widened(one, before)
        if found and stretch.a1 < found[-1][0].a2:
            found[-1] = (joined(found[-1][0], stretch), LINES)
        else:
            found.append((stretch, level))
    return found


def _article_named(article: str, code_title: str) -> str:
    """'article L. 12-3 du code de la plaisance'."""
    said = f"article {printed_number(canonical_number(article))}"
    if not code_title:
        return said
    if code_title.startswith(("loi", "convention")):
        return f"{said} de la {code_title}"
    return f"{said} de l'{code_title}" if code_title.startswith(("ordonnance", "arrêté")) else f"{said} du {code_title}"


def _listed(plans: list[tuple[Instruction, ...]], end: str) -> tuple[str, ...]:
    """The lines: one sentence when there is one instruction, else a list under 'L'article … est ainsi modifié :'."""
    if len(plans) > 1:
        return (f"L'{end} est ainsi modifié :", *_items([_item(plan) for plan in plans]))
    only = plans[0]
    if len(only) == 1:
        said = sentence(only[0], f"de l'{end}" if only[0].target.path else end)
        return _printed(said._replace(said=_capital(said.said)), ".")
    head, under = _under(only, end)
    return (head, *_items([[one] for one in under]))


def _item(plan: tuple[Instruction, ...]) -> list[Sentence]:
    """One item of the list: a sentence, or the head of a smaller list and its sentences."""
    if len(plan) == 1:
        return [sentence(plan[0])]
    head, under = _under(plan, "")
    return [Sentence(head), *under]


def _under(plan: tuple[Instruction, ...], end: str) -> tuple[str, list[Sentence]]:
    """'Le troisième alinéa est ainsi modifié :' and the sentences under it, which do not name that line again."""
    line = min((one.target.path for one in plan), key=len)
    line = line[:-1] if line and line[-1].startswith("ph") else line
    said = []
    for one in plan:
        path, until = one.target.path[len(line) :], one.target.until[len(line) :]
        said.append(sentence(one._replace(target=Target(path=path, until=until)), "" if path else "+"))
    if not line:
        return f"L'{end} est ainsi modifié :", said
    holder = named(Target(path=line), f"de l'{end}" if end else "").the
    return f"{_capital(holder)} est ainsi modifié :", said


def _items(items: list[list[Sentence]]) -> tuple[str, ...]:
    """Numbered: 1°, 2°; and a), b) under a head."""
    lines: list[str] = []
    for rank, item in enumerate(items, 1):
        last = rank == len(items)
        head, *under = item
        if not under:
            lines += _printed(Sentence(f"{rank}° {_capital(head.said)}", head.lines), LIST_ENDS[last])
            continue
        lines.append(f"{rank}° {head.said}")
        for at, one in enumerate(under):
            mark = LIST_ENDS[last and at == len(under) - 1]
            lines += _printed(Sentence(f"{chr(97 + at)}) {_capital(one.said)}", one.lines), mark)
    return tuple(lines)


def _printed(said: Sentence, mark: str) -> tuple[str, ...]:
    """The lines of one sentence: its quoted paragraphs under it, the mark after the last."""
    if not said.lines:
        return (said.said + mark,)
    return (said.said, *(f"« {line} »" for line in said.lines[:-1]), f"« {said.lines[-1]} »{mark}")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
