"""An amendment to a bill: where it goes, the lines of its instructions, its summary.

The instructions are lines here; amend_read.py reads them.
Next: sniff.py.
"""

from __future__ import annotations

import re

from bonusage.law.draft import Draft, DraftAmendment
from bonusage.law.reading import Block, Reading, blocks, decoded, ends_open, unwrapped
from bonusage.law.words import clean, matched, unaccented

SUMMARY = re.compile(r"(?:expose (?:sommaire|des motifs)|objet) ?:?")
_ADDITIONAL = re.compile(r"articles? additionnels?")
_AMENDMENT = re.compile(r"(?:sous-)?amendements?\b.{0,80}")
_BESIDE = re.compile(
    r"(?P<side>apres|avant) l'article (?P<number>(?:premier|\d+(?: ?er)?|[lrd]\. ?[\d-]+)(?: [a-z]+)?)\b(?P<rest>.*)"
)
_ITSELF = re.compile(r"(?:a l')?article (?P<number>(?:premier|\d+(?: ?er)?)(?: [a-z]{1,12})?)(?P<rest> ?[,:]?.{0,200})")


def folded(text: str) -> str:
    """A line as it is compared: no accent, no capital, no mark of Markdown."""
    return unaccented(matched(clean(text[:400]))).casefold().strip("*_# ")


def place_of(text: str) -> tuple[str, bool] | None:
    """('après l'article 29', True when words follow) of the line that says where the amendment goes; else None."""
    flat = folded(text)
    if found := _BESIDE.match(flat):
        side = "après" if found["side"] == "apres" else "avant"
        return f"{side} l'article {_number(found['number'])}", bool(found["rest"].strip(" ,.:"))
    found = _ITSELF.fullmatch(flat)
    if found is not None and clean(text)[:7].isupper():
        return f"article {_number(found['number'])}", bool(found["rest"].strip(" ,.:"))
    return None


def _number(said: str) -> str:
    word, _, rest = said.partition(" ")
    rest = "" if rest in ("inserer", "ajouter", "supprimer") else rest
    number = {"premier": "1er"}.get(word, word.upper() if word[0] in "lrd" else word)
    return f"{number} {rest.upper() if len(rest) == 1 else rest}".strip()


class _Amendment:
    """One amendment being read."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.place = ""
        self.lines: list[str] = []
        self.summary: list[str] = []
        self.told = False
        """Was the title of the summary read?"""


def read_amendment(content: bytes, name: str) -> Draft:
    """'ARTICLE ADDITIONNEL', 'APRÈS L'ARTICLE 29, insérer ...', the instruction, 'EXPOSÉ SOMMAIRE'. Faults when there is none."""
    reading = Reading(name)
    found: list[_Amendment] = []
    lines = decoded(content, name).split("\n")
    spaced = next((at for at, line in enumerate(lines, 1) if "  " in line.strip()), 0)
    if spaced:
        reading.repair(spaced, "espaces de justification réduites à une seule", lines[spaced - 1].strip()[:80])
    for block in blocks(lines):
        for piece in _pieces(block):
            _piece(reading, found, piece)
    if not found:
        reading.fault(1, "aucun amendement", clean(lines[0]), "ARTICLE ADDITIONNEL, ou APRÈS L'ARTICLE 1er, ...")
    for one in found:
        if not one.lines:
            reading.fault(
                one.line, "amendement sans instruction", one.place, "au moins une ligne avant l'exposé sommaire"
            )
    reading.check()
    drafts = tuple(DraftAmendment(one.place, tuple(one.lines), tuple(one.summary), one.line) for one in found)
    return Draft("seed-amendment", kind="AMENDEMENT", amendments=drafts, repairs=tuple(reading.repairs), file=name)


def _pieces(block: Block) -> list[Block]:
    """A block; a title on its first lines is taken apart."""
    said: list[Block] = []
    at = 0
    while at < len(block.lines) and len(block.lines[at]) < 200 and _is_title(folded(block.lines[at])):
        said.append(Block(block.line + at, (block.lines[at],)))
        at += 1
    if at < len(block.lines):
        said.append(Block(block.line + at, block.lines[at:]))
    return said


def _is_title(flat: str) -> bool:
    return any(one.fullmatch(flat) for one in (SUMMARY, _ADDITIONAL, _AMENDMENT))


def _piece(reading: Reading, found: list[_Amendment], block: Block) -> None:
    flat = folded(block.text) if len(block.text) < 200 else ""
    last = found[-1] if found else None
    if SUMMARY.fullmatch(flat):
        if last is None:
            reading.fault(block.line, "exposé sommaire sans amendement avant lui", block.text, "un amendement d'abord")
        else:
            last.told = True
        return
    if _ADDITIONAL.fullmatch(flat) or _AMENDMENT.fullmatch(flat):
        if last is None or last.told or last.lines:
            found.append(_Amendment(block.line))
        return
    place = place_of(block.text)
    if place is not None and (last is None or not last.lines):
        if last is None:
            last = _Amendment(block.line)
            found.append(last)
        last.place = place[0]
        if not place[1]:
            return
    elif last is None or (
        not last.place and not last.lines and not last.told and len(block.text) < 120 and _is_header(flat)
    ):
        reading.repair(block.line, "ligne d'en-tête laissée de côté", block.text[:80])
        return
    for part in [block] if last.told else _quoted(block):
        (last.summary if last.told else last.lines).extend(unwrapped(reading, part))


def _quoted(block: Block) -> list[Block]:
    """A block parted before each line that opens a quote once the line before has ended: a new line of the text to come."""
    begins = [0]
    for at in range(1, len(block.lines)):
        if block.lines[at].lstrip().startswith(("«", "“")) and not ends_open(block.lines[at - 1]):
            begins.append(at)
    ends = [*begins[1:], len(block.lines)]
    return [Block(block.line + at, block.lines[at:end]) for at, end in zip(begins, ends, strict=True)]


def _is_header(flat: str) -> bool:
    return flat.startswith(
        ("presente", "depose", "m. ", "mme ", "mm. ", "----", "projet de loi", "proposition de loi", "n° ")
    )
