"""Addresses as people write them, read to the one address they mean; and an address said in full, which reads back.

'L. 132-5, 13°, al. 2', "deuxième alinéa du 13° de l'article L. 132-5", 'CSS L132-5'. The canonical form is address.py's.
Next: places.py, where the path is resolved.
"""

from __future__ import annotations

import datetime as dt
import re

from bonusage.law.address import Address, parse_address
from bonusage.law.citation_place import read_rank
from bonusage.law.citation_words import CODED, MONTHS, SUFFIX, coded_number, read_act, read_code, read_day
from bonusage.law.codes import by_short
from bonusage.law.numerals import LATIN_WORD, canonical_number, ordinal, printed_number
from bonusage.law.words import clean, matched

_IN_FORCE = re.compile(
    r",? ?\(?(?:dans sa (?:rédaction|version)(?: en vigueur)?|version(?: en vigueur)?|en vigueur) (?P<at>le|au|du) (?P<day>[^()]+)\)?$"
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ARTICLE = re.compile(r"\barticle\b ?|\bart\b\.? ?", re.IGNORECASE)
_BARE = re.compile(
    rf"(?:premier\b|(?!\d+(?: ?[°)]|(?:e|ème|re)\b))\d+(?:[-.][0-9A-Za-z]+)*(?:er\b)?(?! ?[°)])){SUFFIX}"
)
_ANNEX = re.compile(r"[Aa]nnexe [^,#]+|[Aa]nnexe")
_CODE_LAST = re.compile(r"(?: \((?P<in>[A-Z][A-Z0-9@-]*)\)|,? (?:du )?(?P<short>[A-Z][A-Z0-9]+))$")
_CODE_FIRST = re.compile(r"(?P<short>[A-Z][A-Z0-9]*(?:-[0-9]+)*)(?:,? |:)(?=.)")
_TEXT = re.compile(
    r",? (?:du |de la |de l'|au )?(?=(?:(?:nouveau )?[Cc]ode |[Ll]ivre des|[Ll]oi |[Oo]rdonnance |[Dd]écret|[Aa]rrêté ))"
)
_LINK = re.compile(r" ?,? ?(?:du |de la |de l'|des |de |, | )?")
_COUNTED = re.compile(r"(?P<noun>alinéas?|al|phrases?|ph|tirets?)\.? ?(?P<n>-?[1-9]\d*)\b", re.IGNORECASE)
_NOUN = re.compile(r" ?(?P<noun>alinéa|al|phrase|ph|tiret)\b\.?", re.IGNORECASE)
_LABEL = re.compile(
    rf"(?P<number>\d+) ?(?P<mark>[°)])(?P<latin> ?{LATIN_WORD}\b)?(?P<cap> [A-Z](?![\w']))?"
    rf"|(?P<capital>[IVXLC]+(?: {LATIN_WORD}\b)?(?: [A-Z]\b)?|[A-Z](?: {LATIN_WORD}\b)?)(?![\w'])"
    rf"|(?P<letter>(?P<one>[a-z])(?P=one)?(?: {LATIN_WORD}\b)?)\)?(?![\w'])"
)
_WORDS = re.compile(
    r'(?:(?P<rank>[1-9]\d*)e occurrence des )?(?:les )?mots? "(?P<words>[^"/#@]+)"|"(?P<bare>[^"/#@]+)"(?:\((?P<nth>[1-9]\d*)\))?'
)
_QUOTED = re.compile(r'"[^"]*"')
_ASIDE = re.compile(r"§(\d+)")
_SHORT = {"alinéa": "al", "al": "al", "phrase": "ph", "ph": "ph", "tiret": "-"}
_LEAD = re.compile(r"^(?:(?:à )?(?:la |l')|au |aux |le |les |du |de la |de l')", re.IGNORECASE)
_SMALL = re.compile(r"^[lrd](?=\.? ?\*{0,2} ?\d)")
_SPACED_CODE = re.compile(r"^(?P<short>[A-Za-z][A-Za-z0-9]*) ?: ?")


def read_address(text: str, code: str = "CSS") -> Address:
    """The address that a spelling means; `code` is the text when none is named. ValueError says what was understood."""
    asked = clean(text)
    if not asked:
        raise ValueError("adresse vide")
    if (spaced := _SPACED_CODE.match(asked)) and spaced["short"].upper() in by_short():
        asked = f"{spaced['short'].upper()}:{_capital(asked[spaced.end() :])}"
    try:
        return parse_address(asked)
    except ValueError:
        pass
    # quoted words may hold anything: they are set aside while the rest is read
    words: list[str] = []
    line = _capital(matched(asked))
    for quoted in _QUOTED.finditer(line):
        words.append(asked[quoted.start() + 1 : quoted.end() - 1].strip())
    numbers = iter(range(len(words)))
    rest, day = _day_of(_QUOTED.sub(lambda _: f'"§{next(numbers)}"', line))
    rest, short = _text_of(rest)
    found = _in_text(asked, rest, short or code, day)
    path = tuple(_ASIDE.sub(lambda mark: words[int(mark[1])], step) for step in found.path)
    return _checked(asked, found._replace(path=path))


def _capital(number: str) -> str:
    """'l162-5' -> 'L162-5'."""
    return _SMALL.sub(lambda letter: letter[0].upper(), number)


def _day_of(asked: str) -> tuple[str, dt.date | None]:
    """Without the words that give the day, and the day."""
    found = _IN_FORCE.search(asked)
    canonical = re.search(r"@(\d{4}-\d\d-\d\d)(?=#|$)", asked)
    if found is None and canonical is None:
        return asked, None
    said = found["day"] if found else canonical[1] if canonical else ""
    day = read_day(said)
    if slashed := _SLASHED.fullmatch(said):
        day = f"{slashed[3]}-{slashed[2]:0>2}-{slashed[1]:0>2}"
    try:
        read = dt.date.fromisoformat(day)
    except ValueError:
        raise ValueError(f"« {asked} » : date non comprise : « {said} »") from None
    if found:
        return asked[: found.start()], read
    return asked.replace(f"@{said}", "", 1), read


def _text_of(rest: str) -> tuple[str, str]:
    """Without the naming of the code or law, and its short name ('' when none is named)."""
    line = rest
    for place in _TEXT.finditer(line):
        named = read_code(line, place.end()) or read_act(line, place.end())
        if named:
            return rest[: place.start()] + rest[named.end :], named.code
    leading = read_code(line, 0) or read_act(line, 0)
    if leading:
        return rest[leading.end :].lstrip(" .,:-"), leading.code
    if (last := _CODE_LAST.search(line)) and (last["in"] or last["short"] in by_short()):
        return rest[: last.start()], last["in"] or last["short"]
    first = _CODE_FIRST.match(line)
    if first and first["short"] in by_short():
        return rest[first.end() :], first["short"]
    return rest, ""


def _in_text(asked: str, rest: str, code: str, day: dt.date | None) -> Address:
    """Once code and day are known: places before the number, the number, places after it."""
    line = rest
    noun = _ARTICLE.search(line)
    at = noun.end() if noun else 0
    number = CODED.match(line, at) or _ANNEX.match(line, at) or _BARE.match(line, at)
    if number is None and noun is None:
        number = CODED.search(line)
    if number is None:
        raise ValueError(f"« {asked} » : aucun numéro d'article compris (texte : {code})")
    article = coded_number(number) if number.re is CODED else canonical_number(number[0])
    before = line[: noun.start() if noun else number.start()]
    inner = _steps(rest, 0, len(before.rstrip(" ,").removesuffix("de l'").removesuffix(" de").rstrip()), asked, article)
    after = _steps(rest, number.end(), len(rest), asked, article)
    return Address(code, article, day, (*after, *reversed(inner)))


def _checked(asked: str, address: Address) -> Address:
    """An address that the canonical form can say."""
    try:
        return parse_address(str(address))
    except ValueError as fault:
        raise ValueError(f"« {asked} » : compris comme {address}, qui n'est pas une adresse ({fault})") from None


def _steps(text: str, at: int, end: int, asked: str, article: str) -> list[str]:
    """The places of a piece of text, in the order in which they are printed."""
    line = text[:end]
    if at == 0 and (lead := _LEAD.match(line)):
        at = lead.end()
    found = []
    while at < end:
        if line[at] in "#/ ,.()":
            at += 1
            continue
        step = _step(text, line, at)
        if step is None:
            link = _LINK.match(line, at)
            if link and link.end() > at:
                at = link.end()
                continue
            raise ValueError(f"« {asked} » : article {article} compris, mais pas « {text[at:end].strip()} »")
        found.append(step[0])
        at = step[1]
    return found


def _step(text: str, line: str, at: int) -> tuple[str, int] | None:
    """(step, end) of the place that begins at `at`."""
    if rank := read_rank(line, at):
        noun = _NOUN.match(line, rank[1])
        if noun:
            return f"{_SHORT[noun['noun'].lower()]}{rank[0]}", noun.end()
    if counted := _COUNTED.match(line, at):
        return f"{_SHORT[counted['noun'].lower().removesuffix('s')]}{counted['n']}", counted.end()
    if words := _WORDS.match(line, at):
        part = "words" if words["words"] else "bare"
        nth = words["rank"] or words["nth"]
        return f'"{text[words.start(part) : words.end(part)]}"{f"({nth})" if nth else ""}', words.end()
    if dash := re.compile(r"--?[1-9]\d*").match(line, at):
        return dash[0], dash.end()
    label = _LABEL.match(line, at)
    if label is None:
        return None
    if label["number"]:
        latin = f" {label['latin'].strip()}" if label["latin"] else ""
        return f"{label['number']}{label['mark']}{latin}{label['cap'] or ''}", label.end()
    return (f"{label['letter']})" if label["letter"] else label["capital"]), label.end()


def in_words(address: Address) -> str:
    """An address in full: "deuxième alinéa du 13° de l'article L. 132-5 du code de la sécurité sociale dans sa rédaction
    en vigueur le 1er juin 2008". read_address reads it back to the same address."""
    said = ""
    for step in reversed(address.path):
        words = _said(step)
        said += (
            (" de la " if "phrase" in words or (words[0].isdigit() and "occurrence" in words) else " du ")
            if said
            else ""
        )
        said += words
    number = "1er" if address.article == "1" else printed_number(address.article)
    day = f" dans sa rédaction en vigueur le {_said_day(address.day)}" if address.day else ""
    joint = " de l'" if said else ""
    return f"{said}{joint}article {number}{_said_text(address.code)}{day}"


_NOUNS = {"al": "alinéa", "ph": "phrase", "-": "tiret"}


def _said(step: str) -> str:
    """'al2' -> 'deuxième alinéa', 'ph-1' -> 'dernière phrase', '-2' -> 'deuxième tiret', 'a)' -> 'a', '13°' as it is."""
    if counted := re.fullmatch(r"(al|ph|-)(-?\d+)", step):
        noun, rank = _NOUNS[counted[1]], int(counted[2])
        if not -3 <= rank < 100:
            return f"{noun} {rank}"
        return f"{ordinal(rank, feminine=noun == 'phrase')} {noun}"
    if quoted := re.fullmatch(r'("[^"]+")(?:\((\d+)\))?', step):
        return f"{quoted[2]}e occurrence des mots {quoted[1]}" if quoted[2] else f"mots {quoted[1]}"
    return step.removesuffix(")") if step[0].isalpha() else step


def _said_day(day: dt.date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year:04}"


_ACTS = {"LOI": "de la loi", "ORD": "de l'ordonnance", "DECRET": "du décret", "ARRETE": "de l'arrêté"}


def _said_text(code: str) -> str:
    """' du code du travail', ' de la loi n° 93-8', ' de la loi du 1er juillet 1901'; ' (CM2011)' for a text without title."""
    if known := by_short().get(code):
        return f" du {known.titles[0]}"
    act = re.fullmatch(r"(LOI|ORD|DECRET|ARRETE)(?:(\d+(?:-\d+)*)|@(\d{4}-\d\d-\d\d))", code)
    if act is None:
        return f" ({code})"
    if act[2]:
        return f" {_ACTS[act[1]]} n° {act[2]}"
    try:
        return f" {_ACTS[act[1]]} du {_said_day(dt.date.fromisoformat(act[3]))}"
    except ValueError:
        return f" ({code})"
