"""Commands on changes of the law: law diff, apply, check.

What changed, what an amendment does and what a pin is worth are law/'s affair; showing and importing are cli_law.py.
Next: law_apply.py.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bonusage.desk.cli_law import DEFAULT_STORE, OnOption, StoreOption, day_or_today, law, print_lines
from bonusage.desk.cli_options import Format, FormatOption, day_of, print_json
from bonusage.desk.report import counted
from bonusage.desk.shown_progress import say
from bonusage.values.fault import Fault, Faults

commands = law
"""The group with its commands: those of cli_law.py, and those below."""


class DiffFormat(StrEnum):
    """How differences are shown."""

    text = "text"
    html = "html"
    json = "json"


@law.command(epilog="Exemple : bonusage law diff CSS:L162-5@2007-12-22 CSS:L162-5@2010-02-26")
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="Article et jour, ou fichier d'un texte.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Article et jour, ou fichier d'un texte.")],
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[DiffFormat, typer.Option("--format", help="text, html ou json.")] = DiffFormat.text,
) -> None:
    """Ce qui change d'une version à l'autre : alinéa par alinéa, puis mot par mot. 1 s'il y a une différence."""
    from bonusage.desk.law_apply import differences

    shown, differ = differences(store, before, after, day_or_today(None), format.value)
    print(shown)
    if differ:
        raise typer.Exit(1)


@law.command(epilog="Exemple : bonusage law apply amendement.txt --to L162-5 --on 2008-06-01")
def apply(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Texte modificateur, amendement, ou lignes JSON avec --gold.")
    ],
    to: Annotated[str | None, typer.Option("--to", help="Article modifié ; celui que le texte nomme sinon.")] = None,
    on: OnOption = None,
    gold: Annotated[
        bool, typer.Option("--gold", help="Lignes JSON qui apportent leur texte : un verdict par ligne.")
    ] = False,
    use_path: Annotated[bool, typer.Option("--use-path", help="Avec --gold : suivre inherited_path.")] = False,
    sequential: Annotated[
        bool, typer.Option("--sequential", help="Chaque instruction lit le texte changé par la précédente.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Ranger le texte obtenu dans le magasin, comme PROJET.")] = False,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.text,
) -> None:
    """Applique un texte modificateur ; rend le texte qui en résulterait, ou dit ce qui n'a pas pu l'être. Rien n'est deviné."""
    from bonusage.desk.law_apply import applied, applied_text, gold_rows

    if gold:
        wrong = 0
        for row in gold_rows(file, use_path):
            print_lines([row])
            wrong += row["verdict"] not in ("exact", "loose", "applied")
        if wrong:
            say(f"{counted(wrong, 'ligne')} sans le texte attendu.")
            raise typer.Exit(1)
        return
    if use_path:
        raise Faults([Fault("option sans objet", "--use-path", "sans --gold", "--gold --use-path")])
    asked = None if on is None else day_of(on, "--on")
    found = applied(store, file, to, asked, day_or_today(None), sequential, keep)
    if keep and all(one["verdict"] == "applied" for one in found):
        say(f"Rangé dans {store} comme PROJET : law versions le montre, aucune vue d'un jour ne le montre.")
    if format is Format.json:
        print_json(found[0] if len(found) == 1 else found)
    else:
        print(applied_text(found))
    if any(one["verdict"] != "applied" for one in found):
        raise typer.Exit(1)


@law.command(epilog="Exemple : bonusage law check --on 2010-06-01")
def check(
    on: OnOption = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Tout ce qui a changé depuis ce jour (AAAA-MM-JJ).")
    ] = None,
    pins: Annotated[Path | None, typer.Option("--pins", help="Fichier d'épingles ; celui du catalogue sinon.")] = None,
    write: Annotated[
        Path | None, typer.Option("--write", help="Écrire les épingles avec les empreintes d'aujourd'hui.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.text,
) -> None:
    """Chaque règle, clause et lettre tient-elle encore à son texte ? 1 si l'une est déplacée, récrite, abrogée ou introuvable."""
    from bonusage.desk.law_watch import check_pins, checked_text, failed, write_pins

    day = day_or_today(on)
    first = None if since is None else day_of(since, "--since")
    if first is not None and first > day:
        raise Faults([Fault("jours à l'envers", "--since et --on", f"{first} et {day}", "--since avant --on")])
    if write is not None:
        print(f"{write} : {counted(write_pins(store, pins, write), 'empreinte écrite', 'empreintes écrites')}.")
        return
    found = check_pins(store, pins, day, first)
    if format is Format.json:
        print_json(found)
    else:
        print(checked_text(found, day))
    if failed(found):
        raise typer.Exit(1)
