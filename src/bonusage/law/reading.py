"""What every reader shares: bytes to lines, blocks of lines, days, and the list of faults and repairs of one file.

No form is known here. A repair is written down, a fault is kept until the whole file was read.
Next: markup.py for tags, sniff.py for the forms.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple, NoReturn

from bonusage.law.draft import Repair
from bonusage.law.model import Status
from bonusage.law.numerals import canonical_number
from bonusage.law.structure import read_label
from bonusage.law.words import INVISIBLE, clean
from bonusage.values.fault import Fault, Faults

LISTED = 50
"""Faults that are written out; the others are counted."""
MOST_FAULTS, MOST_REPAIRS = 10_000, 200_000
"""Beyond these the file is not of its form: reading stops, and says so. A code in force needs a thousandth of them."""
UTF8_HINT = "enregistrer le fichier en UTF-8"

_REFUSED = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ABBREVIATED = re.compile(r"(?:^|[\s('’])(?:[LRDA]|L\.?O|art|al|n|p)\.$", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
OPEN_END, TO_BE_SET = dt.date(2999, 1, 1), dt.date(2222, 2, 22)


class Reading:
    """One file being read: its name, the faults found, the repairs made."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.count = 0
        self.repairs: list[Repair] = []

    def where(self, line: int) -> str:
        return f"{self.name}:{line}" if line else self.name

    def fault(
        self, line: int | str, what: str, received: str = "", expected: str = "", hint: str = "", excerpt: str = ""
    ) -> None:
        """A fault at a line, or at a place of a JSON file told in words."""
        self.count += 1
        if len(self.faults) < LISTED:
            where = f"{self.name} ({line})" if isinstance(line, str) else self.where(line)
            self.faults.append(Fault(what, where, received[:120], expected, hint, excerpt[:160]))
        if self.count >= MOST_FAULTS:
            raise Faults(self.faults, self.count)

    def refuse(self, line: int, what: str, received: str = "", expected: str = "", hint: str = "") -> NoReturn:
        """A fault after which nothing more can be read: Faults, with those found before."""
        self.fault(line, what, received, expected, hint)
        raise Faults(self.faults, self.count)

    def repair(self, line: int, what: str, before: str = "", after: str = "") -> None:
        if len(self.repairs) >= MOST_REPAIRS:
            said, hint = (
                f"plus de {MOST_REPAIRS} réparations : lecture arrêtée",
                "la forme du fichier est-elle la bonne ?",
            )
            self.refuse(line, said, what, "un texte sans tant de réparations", hint)
        self.repairs.append(Repair(line, what, before, after))

    def check(self) -> None:
        """Faults, all at once, when there is one."""
        if self.faults:
            raise Faults(self.faults, self.count)

    def kept(self, text: str, line: int) -> str:
        """The text as it is kept; a hidden character that goes is a repair, one that no text may hold is a fault."""
        if text.isprintable():  # neither a hidden character nor a space other than ' '
            spaced = "  " in text or text[:1] == " " or text[-1:] == " "
            return clean(text) if spaced or not unicodedata.is_normalized("NFC", text) else text
        said = clean(text)
        if found := _REFUSED.search(text):
            self.fault(line, "caractère interdit dans un texte", f"U+{ord(found[0]):04X}", "un texte", "le retirer")
            return _REFUSED.sub("", said)
        if found := _HIDDEN.search(text):
            soft = found[0] == "\u00ad"
            what = "césure conditionnelle (U+00AD) retirée" if soft else "caractère invisible retiré"
            around = text[max(0, found.start() - 20) : found.end() + 20]
            self.repair(line, what, around, clean(around))
        return said

    def number(self, printed: str, line: int) -> str:
        """The number as printed, if it is one; else a fault."""
        try:
            canonical_number(printed)
        except ValueError:
            self.fault(line, "pas un numéro d'article", printed, "« L. 162-5 », « R*111-1 », « 12 bis », « Annexe I »")
        return printed

    def day(self, text: str, line: int, what: str) -> dt.date | None:
        """A day AAAA-MM-JJ; None when empty, open (2999-01-01) or fixed later (2222-02-22: a repair)."""
        if not text:
            return None
        found = iso_day(text)
        if found is None:
            self.fault(line, f"{what} illisible", text, "AAAA-MM-JJ")
        if found == TO_BE_SET:
            self.repair(line, f"{what} fixée plus tard (2222-02-22) : tenue pour inconnue", text)
        return None if found in (OPEN_END, TO_BE_SET) else found

    def status(self, text: str, line: int) -> str:
        """A status of LEGI; 'ABROGE_MORT_NE' is a stillborn version too."""
        if text in Status.__members__ or not text:
            return text
        if text.endswith("_MORT_NE"):
            self.repair(line, "version mort-née", text, Status.MODIFIE_MORT_NE)
            return Status.MODIFIE_MORT_NE
        self.fault(line, "statut inconnu", text, ", ".join(Status.__members__))
        return ""


@functools.lru_cache(maxsize=8192)
def iso_day(text: str) -> dt.date | None:
    """'2002-03-07'; None when it is no day."""
    try:
        return dt.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def decoded(content: bytes, name: str) -> str:
    """The text of a file: UTF-8, or UTF-16 with its mark. Line ends are made one. Faults for any other encoding."""
    mark, encoding = next(((mark, one) for mark, one in _MARKS if content.startswith(mark)), (b"", "utf-8"))
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as refused:
        at = refused.start + len(mark)
        line = content.count(b"\n", 0, at) + 1
        guess = " ; il semble être en Latin-1 ou Windows-1252" if encoding == "utf-8" else ""
        around = content[max(content.rfind(b"\n", 0, at) + 1, at - 60) : at + 60].decode("latin-1").partition("\n")[0]
        what, received = f"le fichier n'est pas en {encoding.upper()}", f"octet 0x{content[at]:02X}"
        fault = Fault(what, f"{name}:{line}", received, "UTF-8", UTF8_HINT + guess, around)
        raise Faults([fault]) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _REFUSED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        received = f"U+{ord(found[0]):04X}"
        hint = _no_text(content) if found[0] == "\0" else "le retirer"
        raise Faults([Fault("caractère interdit dans un texte", f"{name}:{line}", received, "un texte en UTF-8", hint)])
    return text


def _no_text(content: bytes) -> str:
    """What to do with a file that holds null bytes: every other one is null in UTF-16."""
    if 0 in (content[:200:2].count(0), content[1:200:2].count(0)) and content[:200].count(0) * 3 > len(content[:200]):
        return f"{UTF8_HINT} : il semble être en UTF-16 sans marque"
    return "ce n'est pas un fichier de texte"


class Block(NamedTuple):
    """Lines that follow each other without a blank one; `line` is the number of the first."""

    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return clean(" ".join(self.lines))


def blocks(lines: Sequence[str], first: int = 1) -> list[Block]:
    """The blocks of some lines, the first of which has this number."""
    found: list[Block] = []
    held: list[str] = []
    for at, line in enumerate(lines):
        if line.strip():
            held.append(line)
        elif held:
            found.append(Block(first + at - len(held), tuple(held)))
            held = []
    if held:
        found.append(Block(first + len(lines) - len(held), tuple(held)))
    return found


def ends_open(text: str) -> bool:
    """Does the text stop before its sentence does? 'art.' and 'L.' end nothing, a comma neither."""
    bare = text[-24:].rstrip(" \"»)*'")
    return not bare.endswith((".", ";", ":", "!", "?", "…")) or bool(_ABBREVIATED.search(bare))


def unwrapped(reading: Reading, block: Block) -> list[str]:
    """The paragraphs of a block whose lines were wrapped: one, unless items are set on lines that follow each other."""
    groups: list[tuple[int, list[str]]] = []
    for at, line in enumerate(block.lines):
        begins = at > 0 and not ends_open(block.lines[at - 1]) and read_label(line.strip()) is not None
        if not groups or begins:
            groups.append((block.line + at, []))
            if begins:
                reading.repair(block.line + at, "alinéa ouvert par son signe, sans ligne vide avant", "", line.strip())
        groups[-1][1].append(line)
    return [said for line, held in groups if (said := reading.kept(_joined(reading, line, held), line))]


def _joined(reading: Reading, line: int, held: list[str]) -> str:
    parts = [one.strip() for one in held]
    if len(parts) == 1:
        return parts[0]
    said = [parts[0]]
    for before, after in itertools.pairwise(parts):
        cut = before[-1:] in ("-", "\u2010", "\u2011", "\u00ad") and before[-2:-1].isalnum() and after[:1].isalnum()
        said.append(after if cut else " " + after)
    reading.repair(line, f"{len(parts)} lignes recollées en un alinéa", parts[0][-40:], parts[1][:40])
    return "".join(said)


def joined_sentences(reading: Reading, found: Iterable[tuple[int, str]]) -> list[str]:
    """Paragraphs, those cut in the middle of a sentence joined: the next one begins in lower case, or with a number
    after 'L.'. Each join is a repair; an item ('- à ...') is never joined."""
    said: list[list[str]] = []
    for line, text in found:
        before = said[-1][-1] if said else "."
        if ends_open(before) and _goes_on(before, text):
            cut = before.endswith("-") and before[-2:-1].isalpha()
            reading.repair(line, "phrase coupée par un saut de page, recollée", before[-40:].strip(), text[:40])
            said[-1].append(text if cut else " " + text)
        else:
            said.append([text])
    return ["".join(pieces) for pieces in said]


def _goes_on(before: str, after: str) -> bool:
    if read_label(after) is not None:
        return False
    return after[:1].islower() or (after[:1].isdigit() and bool(_ABBREVIATED.search(before[-8:])))
