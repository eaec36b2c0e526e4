"""Commands on instruments and worked examples: instruments list, show, check; examples check.

Loading is instruments/loader.py's affair, lawfulness cli_judged.py's; examples are answered by remuneration/examples.py.
Next: cli_judged.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bonusage.desk.cli_options import Format, FormatOption, InstrumentArgument, day_of, print_json
from bonusage.desk.shown_progress import say

instruments = typer.Typer(help="Le catalogue des contrats.", no_args_is_help=True, rich_markup_mode=None)
examples = typer.Typer(help="Les exemples chiffrés publiés.", no_args_is_help=True, rich_markup_mode=None)


@instruments.command("list", epilog="Exemple : bonusage instruments list --format json")
def list_(format: FormatOption = Format.text) -> None:
    """Les contrats et les actes du catalogue, un par ligne : sorte, jours, titre."""
    from bonusage.desk.acts import act_entries
    from bonusage.desk.catalogue import list_entries

    entries = [*list_entries(), *act_entries()]
    if format is Format.json:
        print_json([entry._asdict() for entry in entries])
        return
    for entry in entries:
        days = f"{entry.start:<10} → {entry.end:<10}"
        print(f"{entry.id:<36} {days}  {entry.kind:<22} {entry.title}")


@instruments.command(epilog="Exemple : bonusage instruments show rosp-2011-mt")
def show(id: InstrumentArgument, format: FormatOption = Format.text) -> None:
    """Un contrat : indicateurs, objectifs, politiques, sources, confiance des chiffres. Un acte : parties, contenu, jours."""
    from bonusage.desk.acts import find_act
    from bonusage.desk.catalogue import load

    if (act := find_act(id)) is not None:
        from bonusage.desk.law_facts import load_law_facts
        from bonusage.desk.show_act import act_json, act_text

        if format is Format.json:
            print_json(act_json(act))
        else:
            print(act_text(act, load_law_facts()))
        return
    from bonusage.desk.show import as_json, as_text

    instrument = load(id)
    if format is Format.json:
        print_json(as_json(instrument))
    else:
        print(as_text(instrument))


@instruments.command(epilog="Exemple : bonusage instruments check mon-contrat/instrument.toml")
def check(
    id: InstrumentArgument,
    on: Annotated[
        str | None, typer.Option("--on", help="Jour (AAAA-MM-JJ) où il doit valoir ; aujourd'hui sinon.")
    ] = None,
    format: FormatOption = Format.text,
) -> None:
    """Un acte est-il licite ce jour-là ? Un contrat, bien formé et payable ? Toutes les réponses, toutes les fautes."""
    from bonusage.desk.acts import find_act
    from bonusage.desk.catalogue import load
    from bonusage.desk.cli_judged import check_act, linked_findings
    from bonusage.desk.show import confidence_counts
    from bonusage.instruments.loader import require_payable

    if (act := find_act(id)) is not None:
        check_act(act, on, format)
        return
    instrument = load(id)
    require_payable(instrument)
    if on is not None and not instrument.valid.holds(day_of(on, "--on")):
        print(
            f"{instrument.id} ne vaut pas le {on} : il vaut du {instrument.valid.start} au {instrument.valid.last_day}."
        )
        raise typer.Exit(1)
    counts = confidence_counts(instrument)
    legal = linked_findings(instrument, on)
    if format is Format.json:
        told = {"instrument": instrument.id, "hash": instrument.hash, "faults": [], "figures": counts}
        print_json(told if legal is None else told | {"legality": legal.as_json()})
    else:
        said = ", ".join(f"{count} {name}" for name, count in counts.items())
        print(f"{instrument.id} : {len(instrument.indicators)} indicateurs, aucune faute. Chiffres : {said}.")
        if legal is not None:
            print(f"\n{legal.as_text()}")
    if legal is not None and legal.not_met:
        raise typer.Exit(1)


@examples.command("check", epilog="Exemple : bonusage examples check worked_examples.yaml")
def check_examples(
    file: Annotated[Path, typer.Argument(help="Cas au format YAML (inputs, expected, tolerance, source).")],
) -> None:
    """Rejoue des exemples chiffrés : une ligne JSON par cas (pass, fail, unsupported) ; 1 si un cas échoue."""
    from bonusage.desk.examples import check_file

    rows = failed = 0
    for row in check_file(file):
        print(json.dumps(row, ensure_ascii=False))
        rows, failed = rows + 1, failed + (row["verdict"] == "fail")
    if failed:
        say(f"{failed} cas en échec sur {rows}.")
        raise typer.Exit(1)
