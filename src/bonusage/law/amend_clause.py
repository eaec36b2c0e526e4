"""A sentence of an amending text: its clauses, one verb each, and the operations they order.

The sentence has signs for its quotations (amend_quotes.py). What is not understood whole gives nothing: no guess.
Next: amend_objects.py for what follows the verb, amend_orders.py for the operations.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bonusage.law.amend_before import Before, read_before
from bonusage.law.amend_context import Context
from bonusage.law.amend_model import Instruction, Renumber, Target, Transfer
from bonusage.law.amend_objects import Objects, read_objects
from bonusage.law.amend_order import Order
from bonusage.law.amend_orders import orders
from bonusage.law.amend_quotes import SIGN
from bonusage.law.amend_turn import usual

_ADVERB = (
    r"(?:,? (?:respectivement|également|ainsi|en conséquence|donc|chacun|chacune"
    r"|eux-mêmes|[àa] chaque occurrence|[àa] chaque fois|par deux fois),?)"
)
VERB = re.compile(
    rf"(?:\b(?:est|sont)(?P<adverbs>{_ADVERB}{{0,3}}) (?P<verb>remplac|supprim"
    rf"|abrog|complét|insér|ajout|rédig|modifi|rétabli|transfér|ratifi|précéd|suivi"
    r"|substitu|créé|introduit|transform|renuméroté)(?:é|i)?e?s?|\b(?P<become>devien(?:t|nent)))(?=[ ,.;:)]|$)",
    re.IGNORECASE,
)
_TRIES = 400
_BARE = re.compile(rf"[ ,;]*(?:et|ainsi que|puis)? ?{SIGN}")
"""A quotation without a noun goes on with the list before it."""
_ELLIPSIS = re.compile(rf"(?P<sign>{SIGN}) par (?=(?:les? |la |l')[a-zé]{{2,12}} ?:? ?{SIGN})")
"""'… et les mots : A par les mots : B': the verb is said once."""


class Read(NamedTuple):
    """What a sentence says: operations on targets, and the places it leaves as a container ('… est ainsi modifié :')."""

    orders: tuple[Order, ...] = ()
    container: tuple[Target, ...] = ()
    verb: str = ""


def read_sentence(prose: str, quotes: tuple[tuple[str, ...], ...], context: Context) -> Read | None:
    """The operations of one sentence, or the context it opens; None when any part of it is not understood."""
    text = _lowered(" ".join(prose.split()).rstrip(" .;,"))
    text = text.replace("sont et demeurent", "sont", 1)
    if "remplac" in text:
        text = _ELLIPSIS.sub(r"\g<sign> sont remplacés par ", text)
    if len(VERB.findall(text)) == 1 or " par " in text:
        text, quotes = usual(text, quotes)
    verbs = list(VERB.finditer(text))
    if not verbs:
        return _heading(text, quotes, context)
    if len(verbs) > 60:
        return None
    if verbs[0].start() == 0 and len(verbs) == 1 and (verbs[0]["verb"] or "").casefold() in ("abrog", "supprim"):
        return _inverted(text, verbs[0], quotes, context)
    before = read_before(text[: verbs[0].start()].strip(), quotes)
    return None if before is None else _Sentence(text, verbs, quotes).read(0, before, context)


def _lowered(text: str) -> str:
    """The first letter of a sentence in lower case: 'Au I' -> 'au I', 'A l'article' -> 'à l'article'."""
    text = re.sub(r"^A (?=la |l'|ce)", "à ", text)
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] in ("'", " ") else text


def _heading(text: str, quotes: tuple[tuple[str, ...], ...], context: Context) -> Read | None:
    """'Au premier alinéa :', 'L'article L. 1 :', 'Le code … :' — a place and a colon open a list."""
    if not text.endswith(":"):
        return None
    before = read_before(text.rstrip(" :").strip(), quotes)
    if before is None or before.items or before.anchors or before.anchor_places:
        return None
    group = before.places or before.subject
    made = orders(before._replace(places=None, subject=group), "modifi", Objects(":"), context) if group else None
    return Read((), made.container) if made else None


def _inverted(text: str, verb: re.Match[str], quotes: tuple[tuple[str, ...], ...], context: Context) -> Read | None:
    """'Sont abrogés l'article L. 1 et le II de l'article L. 2', 'Sont supprimés :' before a list."""
    kind = verb["verb"].casefold()
    rest = text[verb.end() :].strip()
    if rest in ("", ":", "ou supprimés :", "ou abrogés :"):
        return Read((), context.base, kind)
    before = read_before(rest.lstrip(": "), quotes)
    made = orders(before, kind, Objects(), context) if before is not None else None
    return Read(made.orders) if made else None


class _Sentence:
    """The clauses of a sentence, in order. Where what follows a verb can stop at several places, each is tried until all
    the clauses read; `left` bounds the tries."""

    def __init__(self, text: str, verbs: list[re.Match[str]], quotes: tuple[tuple[str, ...], ...]) -> None:
        self.text, self.verbs, self.quotes = text, verbs, quotes
        self.left = _TRIES

    def read(self, at: int, before: Before, context: Context) -> Read | None:
        """The clauses from the verb `at` on; None when none of the ways to read them holds."""
        verb, last = self.verbs[at], at + 1 == len(self.verbs)
        end = len(self.text) if last else self.verbs[at + 1].start()
        kind = (verb["verb"] or "devien").casefold()
        said = self.text[verb.end() : end]
        for objects, stop in read_objects(said, kind, verb["adverbs"] or "", self.quotes):
            self.left -= 1
            if self.left < 0:
                return None
            following = None if last else _following(said[stop:], self.quotes)
            if (last and said[stop:].strip(" .;,")) or (not last and following is None):
                continue
            made = orders(before, kind, objects, context)
            if made is None:
                continue
            if following is None:
                return Read(made.orders, made.container)
            near = context._replace(near=made.named, last=made.named) if made.named else context
            rest = self.read(at + 1, following, near)
            moved = all(isinstance(one.operation, Renumber | Transfer) for one in made.orders)
            if rest is not None and not made.container and not (rest.container and (rest.orders[:1] or not moved)):
                return Read((*made.orders, *rest.orders), rest.container)
        return None


def _following(rest: str, quotes: tuple[tuple[str, ...], ...]) -> Before | None:
    """What stands before the next verb; it begins a clause: a noun before the quoted words, a place, 'il'."""
    if not re.match(r",? (?:et|ainsi que|puis)\b|, | ?; ", rest) or _BARE.match(rest):
        return None
    following = read_before(rest.strip(" ;,"), quotes)
    if following is None:
        return None
    if re.fullmatch(r",? (?:et|puis) ?", rest):
        return following._replace(pronoun=True)
    named = following.items or following.anchors or following.subject or following.anchor_places or following.places
    return following if named or rest.rstrip().endswith(" il") else None


def instructions(read: Read, text: str, span: tuple[int, int]) -> tuple[Instruction, ...]:
    """The orders of a sentence as instructions that bear its words."""
    return tuple(Instruction(one.target, one.operation, text, span, one.warnings) for one in read.orders)
