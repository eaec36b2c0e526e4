"""Showing faults and refusals to a person: what, where, the line, received, expected, what to do; all of them at once.

Nothing is decided here: exit codes are cli.py's. Words are those of the fault; those of the system are put in French.
Next: tests/bad/, the catalogue of messages.
"""

from __future__ import annotations

import difflib
import errno
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from bonusage.values.fault import EnvironmentFault, Fault, Faults

_NO_ROOM = {
    errno.ENOSPC: "disque plein",
    errno.EDQUOT: "quota de disque atteint",
    errno.EFBIG: "taille maximale d'un fichier atteinte",
}
_NO_RIGHT = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "système de fichiers en lecture seule",
}
_OTHER = {
    errno.ENOENT: "ce fichier ou ce dossier n'existe pas",
    errno.ENOTDIR: "une partie de ce chemin n'est pas un dossier",
    errno.EISDIR: "c'est un dossier, pas un fichier",
    errno.ENAMETOOLONG: "nom trop long",
    errno.ENOTEMPTY: "le dossier n'est pas vide",
    errno.EBUSY: "occupé par un autre programme",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.EIO: "erreur de lecture ou d'écriture du disque",
}


def shown(fault: Fault, kind: str = "faute") -> str:
    """One fault, several lines."""
    lines = [f"{kind} : {fault.what}", f"  --> {_safe(fault.where)}"]
    if fault.excerpt:
        lines.append(f"   |  {_safe(fault.excerpt.strip())}")
    for name, said in (("reçu", fault.received), ("attendu", fault.expected), ("à faire", fault.hint)):
        if said:
            lines.append(f"   {name:<7} : {_safe(said)}")
    return "\n".join(lines)


def _safe(text: str) -> str:
    """A text on one line: what an input holds must not draw on the terminal of who reads it."""
    return "".join(one if one.isprintable() or unicodedata.category(one) == "Zs" else "\N{MIDDLE DOT}" for one in text)


def counted(count: int, one: str, many: str = "") -> str:
    """A count and its noun: 0 ligne, 1 ligne, 1 234 lignes, with the spaces of French typography."""
    return f"{count:,}".replace(",", "\u202f") + " " + (one if count < 2 else many or one + "s")


def near_miss(name: str, known: Iterable[str]) -> str:
    """'… peut-être ?' when a known name is close: the same but for capitals and leading zeros, else a few letters.

    Another number is another thing: R11-99 is not said to be R11-19.
    """
    numbers = re.findall(r"\d+", _plain(name))
    names = [one for one in known if re.findall(r"\d+", _plain(one)) == numbers]
    same = [one for one in names if _plain(one) == _plain(name)]
    near = same or difflib.get_close_matches(name, names, n=1, cutoff=0.8)
    return f"{near[0]} peut-être ?" if near else ""


def _plain(name: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", name.strip().casefold())


def all_shown(faults: Faults) -> str:
    """Every fault listed, then how many there are in all."""
    said = [shown(fault) for fault in faults.faults]
    listed, total = len(faults.faults), faults.total
    first = "la première est montrée" if listed == 1 else f"les {listed} premières sont montrées"
    more = f" ({first if listed else 'aucune n’est montrée'})" if total > listed else ""
    return "\n\n".join([*said, f"{counted(total, 'faute')}{more} ; rien n'a été écrit : corriger, puis relancer."])


def of_environment(wrong: OSError, target: Path | str | None = None) -> EnvironmentFault:
    """An error of the operating system, said as a fault of the environment; `target` is what was being written."""
    number, told = wrong.errno or 0, wrong.filename is not None or target is not None
    where = str(target or wrong.filename or ("la sortie standard" if number in _NO_ROOM else "ce poste"))
    if number in _NO_ROOM:
        hint = "libérer de la place ou choisir un autre dossier avec -o"
        return EnvironmentFault(
            Fault("plus de place pour écrire", where, _NO_ROOM[number], "assez de place libre", hint)
        )
    if number in _NO_RIGHT:
        what = "pas le droit d'écrire ici" if target else "pas le droit d'écrire ou de lire ici"
        hint = "changer les droits ou choisir un autre chemin"
        return EnvironmentFault(Fault(what, where, _NO_RIGHT[number], "un fichier ou un dossier accessible", hint))
    said = wrong.strerror or str(wrong)
    if "temporary directory" in said:
        hint = "faire de la place, ou désigner un autre dossier par la variable TMPDIR"
        return EnvironmentFault(Fault("aucun dossier temporaire", where, "", "un dossier temporaire où écrire", hint))
    said = _OTHER.get(number, said) if told else said
    return EnvironmentFault(Fault("le système a refusé", where, said, "un chemin utilisable", "vérifier ce chemin"))


def not_utf8(what: str, path: Path) -> Fault:
    """The fault of a text file that is not UTF-8: the line of its first foreign byte."""
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as wrong:
            foreign = f"l'octet 0x{line[wrong.start]:02x}, octet {wrong.start + 1} de la ligne"
            hint = "enregistrer de nouveau le fichier avec l'encodage UTF-8"
            return Fault(what, f"{path}:{number}", foreign, "un texte en UTF-8", hint)
    return Fault(what, str(path), "un texte mal encodé", "un texte en UTF-8")
