"""Commands on pay: due, settle, explain, replay.

Amounts are remuneration's, the folder of a settlement settlement.py's, the prose letters/'s.
Next: cli_demo.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from bonusage.values.money import euros

if TYPE_CHECKING:
    from bonusage.desk.professionals import People
    from bonusage.desk.results import Results
    from bonusage.instruments.model import Instrument
    from bonusage.remuneration.case import Adhesion

ResultsOption = Annotated[Path | None, typer.Option("--results", help="Fichier de résultats (.csv ou .parquet).")]
ProfessionalsOption = Annotated[Path | None, typer.Option("--professionals", help="professionals.csv.")]
AdhesionsOption = Annotated[
    Path | None,
    typer.Option("--adhesions", help="Adhésions ; sans fichier, le silence vaut adhésion si le contrat le dit."),
]


def _people(path: Path | None, beside: Path | None, instrument: Instrument) -> tuple[People, Path]:
    from bonusage.desk.professionals import read_professionals

    found = path or (beside / "professionals.csv" if beside else None)
    if found is None:
        raise Faults(
            [Fault("professionnels absents", "--professionals", "rien", "un fichier professionals.csv",
                   "il donne la patientèle, le conventionnement et les déclarations : bonusage instruments show dit ses colonnes")]
        )  # fmt: skip
    return read_professionals(found, instrument), found


def _adhesions(path: Path | None, people: People, instrument: Instrument) -> dict[str, list[Adhesion]]:
    from bonusage.desk.catalogue import list_entries
    from bonusage.desk.professionals import read_adhesions

    if path is None:
        return {}
    known = {entry.id for entry in list_entries()} | {instrument.id}
    return read_adhesions(path, people, known, instrument)


def _notice(results: Results) -> None:
    if results.zero_denominators:
        say(zero_notice(results.zero_denominators))


def due(
    id: InstrumentArgument,
    results: Annotated[Path, typer.Option("--results", help="Fichier de résultats (.csv ou .parquet).")],
    period: PeriodOption,
    output: OutOption,
    professionals: ProfessionalsOption = None,
    adhesions: AdhesionsOption = None,
    engine: Annotated[str, typer.Option(help="set (population entière) ou reference (avec la trace).")] = "set",
    format: FormatOption = Format.text,
) -> None:
    """Ce qui est dû à chacun, au centime : une ligne par indicateur, puis TOTAL."""
    from bonusage.desk import professionals as desk_people
    from bonusage.desk.catalogue import load
    from bonusage.desk.dues import due_table, require_engine, write_due
    from bonusage.desk.output import require_file
    from bonusage.desk.results import read_results

    instrument, asked = load(id), period_of(period)
    require_engine(engine)
    require_file(output)
    found = read_results(results, instrument)
    people, _ = _people(
        professionals, results.parent if (results.parent / "professionals.csv").is_file() else None, instrument
    )
    desk_people.require_known(found, people, results)
    kept = _adhesions(adhesions, people, instrument)
    _notice(found)
    rows = due_table(instrument, asked, people, found, kept, engine)
    total, count = write_due(rows, output)
    if format is Format.json:
        print_json({"output": str(output), "professionals": count, "total_cents": total})
    else:
        print(f"{output} : {counted(count, 'professionnel')}, {euros(total)} dus pour {asked.name}.")


def settle(
    id: InstrumentArgument,
    period: PeriodOption,
    output: OutOption,
    claims: Annotated[Path | None, typer.Option("--claims", help="Répertoire de remboursements.")] = None,
    results: ResultsOption = None,
    professionals: ProfessionalsOption = None,
    adhesions: AdhesionsOption = None,
    threads: ThreadsOption = None,
    format: FormatOption = Format.text,
) -> None:
    """Toute la ligne : des remboursements (ou des résultats) aux montants, reçus, écritures et lettres."""
    from bonusage.desk import professionals as desk_people
    from bonusage.desk.catalogue import load
    from bonusage.desk.measuring import baseline_of, measured, require_claims, window_notices
    from bonusage.desk.results import read_results
    from bonusage.desk.settlement import require_place, settle_into
    from bonusage.instruments.loader import require_payable
    from bonusage.settle import require_period

    if (claims is None) == (results is None):
        received = "les deux" if claims else "aucun des deux"
        raise Faults([Fault("origine des résultats", "--claims, --results", received, "l'un des deux, et un seul")])
    instrument, asked = load(id), period_of(period)
    require_payable(instrument)
    require_period(instrument, asked)
    require_place(output)
    if claims is not None:
        require_claims(claims)
    people, people_file = _people(professionals, claims, instrument)
    kept = _adhesions(adhesions, people, instrument)
    if claims is not None:
        baseline = baseline_of(claims, instrument)
        if baseline is None:
            say(f"niveau de départ {instrument.baseline.name} hors des données : la politique baseline_missing décide.")
        with progress("mesure") as told:
            found = measured(claims, instrument, asked, baseline, threads=threads, told=told)
        for notice in window_notices(claims, instrument, asked, baseline):
            say(notice)
        found = found.of(people.professional)
    else:
        assert results is not None
        found = read_results(results, instrument)
        desk_people.require_known(found, people, results)
    _notice(found)
    copies = {"professionals.csv": people_file} | ({"adhesions.csv": adhesions} if adhesions else {})
    with progress("règlement") as told:
        summary = settle_into(output, instrument, id, asked, people, found, kept, copies, told)
    if format is Format.json:
        print_json({"output": str(output)} | summary._asdict())
        return
    if not summary.added:
        print(f"{output} : déjà réglé sur les mêmes entrées, rien à ajouter.")
    paid = counted(summary.paid, "professionnel payé", "professionnels payés")
    print(f"{paid} sur {summary.professionals}, {euros(summary.total_cents)} en tout.")
    if summary.recalled:
        resting = counted(summary.recalled, "montant repose", "montants reposent")
        print(f"{resting} sur des chiffres rappelés sans source vue (lettre et reçu les nomment).")


def explain(
    directory: Annotated[Path, typer.Argument(help="Dossier d'un règlement.")],
    professional: Annotated[str, typer.Option("--professional", help="Identifiant du professionnel.")],
    lang: Annotated[str, typer.Option(help="fr ou en.")] = "fr",
    format: FormatOption = Format.text,
) -> None:
    """Pourquoi ce montant : en français d'abord, puis l'arbre du calcul jusqu'à l'article et à l'alinéa."""
    from bonusage.desk.catalogue import load
    from bonusage.desk.settlement import read_manifest, read_receipt
    from bonusage.letters.explanation import letter
    from bonusage.letters.tree import tree

    if lang not in ("fr", "en"):
        raise Faults([Fault("langue inconnue", "--lang", lang, "fr ou en")])
    read_manifest(directory)
    receipt = read_receipt(directory, professional)
    if format is Format.json:
        print_json(receipt)
        return
    instrument = load(str(directory / "instrument"))
    print(letter(receipt, instrument, "en" if lang == "en" else "fr"))
    print(tree(receipt))


def replay(
    path: Annotated[Path, typer.Argument(help="Un reçu, ou un dossier de reçus.")],
    format: FormatOption = Format.text,
) -> None:
    """Rejoue des reçus par l'arithmétique seule : 0 et les centimes, ou 1 et la première étape qui diffère."""
    from bonusage.desk.replay import difference_said, replay_path

    found = replay_path(path)
    if format is Format.json:
        altered = [{"file": file} | one._asdict() for file, one in found.altered]
        print_json(
            {
                "receipts": found.receipts,
                "total_cents": found.total_cents,
                "altered": altered,
                "altered_count": found.altered_count,
            }
        )
    elif not found.altered_count:
        replayed = counted(found.receipts, "reçu rejoué", "reçus rejoués")
        print(f"{replayed}, {found.total_cents} centimes ({euros(found.total_cents)}), aucun écart.")
    for file, one in found.altered if format is Format.text else ():
        print(difference_said(file, one))
    if found.altered_count:
        say(f"{counted(found.altered_count, 'écart')} sur {counted(found.receipts, 'reçu')}.")
        raise typer.Exit(1)
