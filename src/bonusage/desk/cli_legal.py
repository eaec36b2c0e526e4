"""Commands on lawfulness and drafting: instruments timeline, instruments lint.

What is lawful is legality/'s affair, what is printed show_legal.py's; instruments check is in cli_catalogue.py.
Next: show_legal.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bonusage.desk.cli_catalogue import instruments
from bonusage.desk.cli_options import Format, FormatOption, print_json
from bonusage.desk.report import counted

commands = instruments
"""Of `bonusage instruments`, whole once this module is read."""

ActArgument = Annotated[str, typer.Argument(metavar="ID", help="Acte ou contrat du catalogue, ou fichier TOML.")]


@instruments.command("timeline", epilog="Exemple : bonusage instruments timeline acbus-visites-2002")
def timeline_(id: ActArgument, format: FormatOption = Format.text) -> None:
    """Chaque jour d'un acte depuis le premier : licite ou bloqué, pourquoi, jusqu'à quand."""
    from bonusage.desk.acts import load_act
    from bonusage.desk.law_facts import load_law_facts
    from bonusage.desk.show_legal import timeline_json, timeline_text
    from bonusage.legality.timeline import timeline

    act = load_act(id)
    segments = timeline(act, load_law_facts())
    if format is Format.json:
        print_json(timeline_json(act, segments))
    else:
        print(timeline_text(act, segments))


@instruments.command("lint", epilog="Exemple : bonusage instruments lint cpp-chirurgiens")
def lint_(
    id: ActArgument,
    results: Annotated[
        Path | None, typer.Option("--results", help="Résultats : une cible que tous atteignent déjà est dite.")
    ] = None,
    format: FormatOption = Format.text,
) -> None:
    """Les maladresses d'un contrat : tranches trouées, paiement sans méthode ou en double, cible déjà atteinte ; 1 s'il y en a."""
    from bonusage.desk.linting import lint

    name, found = lint(id, results)
    if format is Format.json:
        print_json({"id": name, "findings": [one._asdict() for one in found]})
    else:
        print(f"{name} : {counted(len(found), 'maladresse') if found else 'aucune maladresse'}.")
        for one in found:
            print(f"\n{one.code} [{one.where}]\n  {one.message}")
    if found:
        raise typer.Exit(1)
