"""Words of a text: what is the same word written in two ways, and the keys by which texts are compared.

Nothing is corrected here: a slip of the official text stays, and what is printed is what was read.
Next: numerals.py for numbers in words, structure.py for the lines of an article.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

APOSTROPHES = "\u2019\u2018\u02bc\u00b4\u2032\u0060\u201b"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\f\v"
QUOTES = "\u00ab\u00bb\u201c\u201d\u201e\u201f"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

_SAME = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(DASHES, "-")
    | dict.fromkeys(SPACES, " ")
    | dict.fromkeys(QUOTES, '"')
)
_UNSEEN = str.maketrans(dict.fromkeys(INVISIBLE, None))
_ACCENTED = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "€": " euros ", "º": "°"})
_NOT_WORD = re.compile(r"[^0-9a-z°]+")
_REPEALED = re.compile(r"\(?\b(?:abroge|supprime)e?s?\b\)?")
_SPACED = re.compile(r" *([:;!?,.()\[\]%]|\"|-) *")
_HARD = re.compile("[" + INVISIBLE + "]")
_ODD = re.compile("[" + "".join(map(chr, _SAME)) + "]")


def clean(text: str) -> str:
    """A line as it is kept: NFC, no invisible character, runs of white space made one space. Quotes and dashes stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if _HARD.search(text):
            text = text.translate(_UNSEEN)
    return " ".join(text.split())


def matched(text: str) -> str:
    """The text for matching, character for character the same length: straight apostrophes and quotes, plain dashes."""
    # translate is slow, and most lines have nothing to change
    return text if text.isascii() or not _ODD.search(text) else text.translate(_SAME)


def unaccented(text: str) -> str:
    """Accents and ligatures removed; capitals stay. The length may change."""
    if text.isascii():
        return text
    flat = unicodedata.normalize("NFKD", text.translate(_ACCENTED))
    return "".join(one for one in flat if not unicodedata.combining(one))


def strict_key(text: str) -> str:
    """Equal keys: the same text but for spacing, the form of quotes and dashes, and capitals."""
    return _SPACED.sub(r"\1", " ".join(matched(clean(text)).split())).casefold()


def loose_key(text: str) -> str:
    """Equal keys: the same words, whatever the accents, punctuation, '€' or 'euros', and '(Abrogé)' marks."""
    flat = _REPEALED.sub(" ", unaccented(matched(text)).casefold())
    return " ".join(_NOT_WORD.sub(" ", flat).split())


def text_hash(text: str) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of a paragraph: spacing and the form of quotes do not count, words do."""
    return hashlib.sha256(" ".join(matched(text).split()).encode()).hexdigest()[:16]
