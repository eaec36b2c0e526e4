"""A command line that typer cannot read, said as a fault like any other: missing options, unknown ones, bad values.

Only words are here; which options exist is in cli_*.py, and what is done with a fault in cli.py.
Next: report.py.
"""

from __future__ import annotations

import difflib
import re
from typing import Any

from bonusage.values.fault import Fault

_BAD_VALUE = {
    "int_parsing": "un nombre entier",
    "int_type": "un nombre entier",
    "greater_than_equal": "au moins {ge}",
    "less_than_equal": "au plus {le}",
}


def usage_fault(wrong: Any) -> Fault:
    """The fault of an error of usage that typer raised (of its own copy of click: told apart by name)."""
    context, option = getattr(wrong, "ctx", None), getattr(wrong, "param", None)
    command = context.command_path if context else "bonusage"
    hint = f"{command} --help montre un exemple"
    where = f"{command}, {_named(option)}" if option is not None else command
    kind, said = type(wrong).__name__, str(wrong.format_message())
    if kind == "MissingParameter":
        what = "argument manquant" if getattr(option, "param_type_name", "") == "argument" else "option manquante"
        return Fault(what, where, "rien", _required(context), hint)
    if kind == "NoSuchOption":
        known = [name for one in context.command.params for name in one.opts] if context else []
        near = difflib.get_close_matches(wrong.option_name, known, n=1)
        said = f"{near[0]} peut-être ? " if near else ""
        return Fault("option inconnue", command, wrong.option_name, "une option de cette commande", said + hint)
    if kind == "BadOptionUsage":
        name = wrong.option_name
        if "requires" in said:
            return Fault("option sans valeur", f"{command}, {name}", f"rien après {name}", f"{name} et sa valeur", hint)
        return Fault("valeur en trop", f"{command}, {name}", "une valeur", f"{name} seule", hint)
    if kind == "BadParameter":
        received, expected = _bad_value(wrong, said)
        return Fault("valeur refusée", where, received, expected, hint)
    if unknown := re.match(r"No such command '([^']*)'", said):
        commands = list(getattr(context.command, "commands", ())) if context else []
        near = difflib.get_close_matches(unknown[1], commands, n=1)
        expected = "une de : " + ", ".join(commands)
        return Fault("commande inconnue", command, unknown[1], expected, f"{near[0]} peut-être ?" if near else hint)
    if extra := re.search(r"extra argument\(s\) \((.*)\)", said):
        return Fault(
            "argument en trop",
            command,
            extra[1],
            "une seule valeur, entre guillemets si elle contient une espace",
            hint,
        )
    return Fault("ligne de commande mal formée", where, said, "", hint)


def _named(option: Any) -> str:
    if getattr(option, "param_type_name", "") == "argument":
        return str(option.metavar or option.name.upper())
    return "/".join(option.opts)


def _required(context: Any) -> str:
    """Every option and argument that the command needs."""
    needed = [_named(one) for one in context.command.params if one.required]
    return ", ".join(needed) + (" : tous nécessaires" if len(needed) > 1 else "")


def _bad_value(wrong: Any, said: str) -> tuple[str, str]:
    """What was received and expected, from what typer's own check says."""
    if choice := re.search(r"'([^']*)' is not one of (.*)\.", said):
        return choice[1], ", ".join(re.findall(r"'([^']*)'", choice[2]))
    errors: list[Any] = getattr(wrong.__cause__, "errors", list)()
    if not errors:
        return said, ""
    first = errors[0]
    expected = _BAD_VALUE.get(first["type"], str(first["msg"]))
    return str(first["input"]), expected.format_map(first.get("ctx", {}))
