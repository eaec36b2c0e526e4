"""Commands on claims: claims sample, claims check, measure.

The sample is practice/sample.py's, the rules desk/claims_check_rules.py's, the counts desk/engine.py's.
Next: cli_pay.py.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from bonusage.desk.cli_options import (
    Format,
    FormatOption,
    InstrumentArgument,
    OutOption,
    PeriodOption,
    ThreadsOption,
    period_of,
    print_json,
    zero_notice,
)
from bonusage.desk.report import counted
from bonusage.desk.shown_progress import progress, say
from bonusage.values.fault import Fault, Faults

claims = typer.Typer(
    help="Les remboursements : échantillons et contrôles.", no_args_is_help=True, rich_markup_mode=None
)


def years_of(text: str) -> tuple[int, int]:
    """The first and last year of '2010-2012' or '2012'; Faults otherwise."""
    found = re.fullmatch(r"([12]\d{3})(?:-([12]\d{3}))?", text)
    if not found:
        raise Faults([Fault("années illisibles", "--years", text, "2012, ou 2010-2012")])
    return int(found[1]), int(found[2] or found[1])


@claims.command(
    epilog="Exemple : bonusage claims sample --patients 100000 --physicians 200 --years 2009-2012 --seed 7 -o claims"
)
def sample(
    output: OutOption,
    patients: Annotated[int, typer.Option(help="Nombre de patients.")] = 100_000,
    physicians: Annotated[int, typer.Option(help="Nombre de médecins traitants.")] = 200,
    years: Annotated[str, typer.Option(help="Années, première-dernière.")] = "2009-2012",
    seed: Annotated[int, typer.Option(help="Graine : la même donne les mêmes fichiers.")] = 1,
    form: Annotated[str, typer.Option("--as", help="Forme des fichiers : claims, le schéma de Bonusage.")] = "claims",
    format: FormatOption = Format.text,
) -> None:
    """Un échantillon de remboursements inventés, plausibles, à la graine près."""
    from bonusage.desk.claims_sample import write_sample

    if form != "claims":
        raise Faults([Fault("forme qui n'est pas écrite", "--as", form, "claims", "snds et omop restent à construire")])
    first, last = years_of(years)
    with progress("échantillon") as told:
        written = write_sample(patients, physicians, first, last, seed, output, told)
    if format is Format.json:
        print_json({"output": str(output), "rows": dict(written.rows), "seed": seed})
    else:
        people = f"{counted(patients, 'patient')}, {counted(physicians, 'médecin')}"
        print(f"{output} : {people}, {counted(sum(written.rows.values()), 'ligne')} (graine {seed}).")


@claims.command(epilog="Exemple : bonusage claims check claims --most 50")
def check(
    directory: Annotated[Path, typer.Argument(help="Répertoire de remboursements.")],
    most: Annotated[int, typer.Option("--most", help="Fautes montrées au plus ; toutes sont comptées.")] = 20,
    format: FormatOption = Format.text,
) -> None:
    """Schéma, clés, dates, codes : chaque faute avec son fichier, sa ligne et sa colonne."""
    from bonusage.desk.claims_check import check_claims

    report = check_claims(directory, most)
    if report.total:
        if format is Format.json:
            print_json({"total": report.total, "faults": [fault._asdict() for fault in report.faults]})
        raise Faults(report.faults, report.total)
    if format is Format.json:
        print_json({"total": 0, "faults": []})
    else:
        print(f"{directory} : aucune faute.")


def measure(
    id: InstrumentArgument,
    claims: Annotated[Path, typer.Option("--claims", help="Répertoire de remboursements.")],
    period: PeriodOption,
    output: OutOption,
    baseline: Annotated[
        str | None, typer.Option(help="Période de départ : une année, ou none ; sinon celle du contrat, si couverte.")
    ] = None,
    engine: Annotated[str, typer.Option(help="duckdb, spark ou reference.")] = "duckdb",
    threads: ThreadsOption = None,
    format: FormatOption = Format.text,
) -> None:
    """Mesure les indicateurs d'un contrat sur des remboursements : numérateurs et dénominateurs."""
    from bonusage.desk.catalogue import load
    from bonusage.desk.measuring import baseline_of, measured, window_notices
    from bonusage.desk.output import require_file
    from bonusage.desk.results import write_results

    instrument, asked = load(id), period_of(period)
    named = period_of(baseline, "--baseline") if baseline not in (None, "none") else None
    require_file(output)
    before = named if baseline is not None else baseline_of(claims, instrument)
    with progress("mesure") as told:
        found = measured(claims, instrument, asked, before, engine, threads, told)
    write_results(found, output)
    for notice in window_notices(claims, instrument, asked, before):
        say(notice)
    if found.zero_denominators:
        say(zero_notice(found.zero_denominators))
    if format is Format.json:
        print_json({"output": str(output), "results": len(found.professional), "hash": found.hash})
    else:
        results, people = len(found.professional), len(set(found.professional))
        print(f"{output} : {counted(results, 'résultat')}, {counted(people, 'médecin')}, période {asked.name}.")
