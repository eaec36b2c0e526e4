"""Showing faults and refusals to a person: what, where, the line, received, expected, what to do; all of them at once.

Nothing is decided here: exit codes are cli.py's. Words are those of the fault.
Next: tests/bad/, the catalogue of messages.
"""

from __future__ import annotations

import errno

from bonusage.values.fault import EnvironmentFault, Fault, Faults

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}


def shown(fault: Fault, kind: str = "faute") -> str:
    """One fault, several lines."""
    lines = [f"{kind} : {fault.what}", f"  --> {fault.where}"]
    if fault.excerpt:
        lines.append(f"   |  {fault.excerpt.strip()}")
    for name, said in (("reçu", fault.received), ("attendu", fault.expected), ("à faire", fault.hint)):
        if said:
            lines.append(f"   {name:<7} : {said}")
    return "\n".join(lines)


def all_shown(faults: Faults) -> str:
    """Every fault listed, then how many there are in all."""
    said = [shown(fault) for fault in faults.faults]
    listed, total = len(faults.faults), faults.total
    count = "1 faute" if total == 1 else f"{total} fautes"
    more = f" (les {listed} premières sont montrées)" if total > listed else ""
    return "\n\n".join([*said, f"{count}{more} ; rien n'a été écrit."])


def of_environment(wrong: OSError) -> EnvironmentFault:
    """An error of the operating system, said as a fault of the environment."""
    where = str(wrong.filename or "")
    if wrong.errno in _NO_ROOM:
        return EnvironmentFault(
            Fault(
                "plus de place pour écrire",
                where,
                wrong.strerror or "",
                "assez de place libre",
                "libérer de la place ou choisir un autre dossier avec -o",
            )
        )
    if wrong.errno in _NO_RIGHT:
        return EnvironmentFault(
            Fault(
                "pas le droit d'écrire ou de lire ici",
                where,
                wrong.strerror or "",
                "un fichier ou un dossier accessible",
                "changer les droits ou choisir un autre chemin",
            )
        )
    said = wrong.strerror or str(wrong)
    return EnvironmentFault(Fault("le système a refusé", where, said, "un chemin utilisable", "vérifier ce chemin"))
