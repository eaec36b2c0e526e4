"""Amending instructions as values: where (Target), what (Operation), as printed; and what they give (Patch).

No French is read here (amend_read.py) and nothing is applied (amend_apply.py).
Next: amend_place.py for the places, amend_apply.py for what each operation does.
"""

from __future__ import annotations

from typing import NamedTuple

from bonusage.law.failure import Failure


class Target(NamedTuple):
    """Where an instruction acts: text, article, path (as places.resolve reads it, outermost first), edge of that place.

    `code` is a short name ('CSS', 'LOI93-8') or '' when it is said nowhere; `article` canonical or ''; `edge` is 'start'
    (au début), 'end' (à la fin) or ''. `until` is the path of the last place of a range ('les trois derniers alinéas' is
    ('al-3',) until ('al-1',)), () when there is one place. `bare` says that a sentence was named without its paragraph.
    """

    code: str = ""
    article: str = ""
    path: tuple[str, ...] = ()
    edge: str = ""
    until: tuple[str, ...] = ()
    bare: bool = False


class ReplaceWords(NamedTuple):
    """« words » remplacés par « by ». `which`: 'all' (nothing said: a warning when several), 'each' (à chaque
    occurrence), or the rank of the occurrence (-1 the last); `times` is the count that was announced, 0 when none was."""

    words: str
    by: str
    which: str | int = "all"
    times: int = 0


class DeleteWords(NamedTuple):
    """« words » supprimés."""

    words: str
    which: str | int = "all"
    times: int = 0


class InsertWords(NamedTuple):
    """Après (`before`: avant) « anchor », sont insérés « words »."""

    anchor: str
    words: str
    before: bool = False
    which: str | int = "all"
    times: int = 0


class AppendWords(NamedTuple):
    """Complété par « words »: before the final punctuation of the place."""

    words: str


class PrependWords(NamedTuple):
    """Au début, sont insérés « words »: after the label of the line; before it when the words are themselves a label."""

    words: str


class RewriteRest(NamedTuple):
    """Après « after », la fin du ... est ainsi rédigée : « words » ('' : est supprimée). `after` is '' when it is not
    said: the first words of `words` then tell where the end begins."""

    after: str
    words: str


class RewriteStart(NamedTuple):
    """Avant « before », le début du ... est ainsi rédigé : « words ». `before` is '' when it is not said: the last words
    of `words` then tell where the start stops."""

    before: str
    words: str


class Rewrite(NamedTuple):
    """Est ainsi rédigé: article, paragraph, item (whole), sentence."""

    lines: tuple[str, ...]


class ReplaceByLines(NamedTuple):
    """Est remplacé par n alinéas ainsi rédigés, par les dispositions suivantes."""

    lines: tuple[str, ...]


class ReplaceBySentences(NamedTuple):
    """Est remplacé par n phrases ainsi rédigées."""

    text: str


class Remove(NamedTuple):
    """Est supprimé: a numbered item leaves a tombstone unless told otherwise."""


class Repeal(NamedTuple):
    """Est abrogé: as Remove."""


class InsertLines(NamedTuple):
    """Après (`before`: avant) the place, il est inséré un alinéa, un 3° bis ainsi rédigé."""

    lines: tuple[str, ...]
    before: bool = False


class InsertSentences(NamedTuple):
    """Après (`before`: avant) the sentence, il est inséré une phrase ainsi rédigée."""

    text: str
    before: bool = False


class AppendLines(NamedTuple):
    """Complété par un alinéa, par un 21° ainsi rédigé."""

    lines: tuple[str, ...]


class AppendSentences(NamedTuple):
    """Complété par une phrase ainsi rédigée."""

    text: str


class Restore(NamedTuple):
    """Est ainsi rétabli: an article or an item that had been repealed."""

    lines: tuple[str, ...]


class Create(NamedTuple):
    """Il est inséré un article ainsi rédigé: the target is the new article, `beside` the one that is named."""

    lines: tuple[str, ...]
    beside: str = ""
    before: bool = False


class Renumber(NamedTuple):
    """Le 3° devient le 4°: `to` is a step of a path ('4°', 'b)', 'II'), or 'al3', which changes no text."""

    to: str


class Transfer(NamedTuple):
    """Est transféré, devient l'article: no text changes, the address does. `to` as printed, '' when unsaid."""

    to: str = ""


class Ratify(NamedTuple):
    """Est ratifiée: no article changes."""


Operation = (
    ReplaceWords
    | DeleteWords
    | InsertWords
    | AppendWords
    | PrependWords
    | RewriteRest
    | RewriteStart
    | Rewrite
    | ReplaceByLines
    | ReplaceBySentences
    | Remove
    | Repeal
    | InsertLines
    | InsertSentences
    | AppendLines
    | AppendSentences
    | Restore
    | Create
    | Renumber
    | Transfer
    | Ratify
)


class Instruction(NamedTuple):
    """One operation on one place. `text` is the sentence as printed, `span` where it stands in the lines joined by a
    line feed; `warnings` what the reader was not sure of. Two instructions of one sentence bear the same span."""

    target: Target
    operation: Operation
    text: str = ""
    span: tuple[int, int] = (0, 0)
    warnings: tuple[str, ...] = ()


class Patch(NamedTuple):
    """What instructions give: the lines before and after. `after` is `before` when there is any failure."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
