"""Commands on the law: law import, show, versions, links, export. The store is .bonusage/law.db unless --store says otherwise.

What a text says is law/'s affair; law diff, apply and check are in cli_law_change.py.
Next: law_store.py.
"""

from __future__ import annotations

import datetime as dt
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bonusage.desk.cli_options import Format, FormatOption, day_of, print_json
from bonusage.desk.report import counted
from bonusage.desk.shown_progress import progress, say
from bonusage.values.period import french_date

if TYPE_CHECKING:
    from bonusage.desk.law_import import Imported
    from bonusage.law.model import Version

law = typer.Typer(
    help="Les textes : versions datées, liens, modifications, veille.", no_args_is_help=True, rich_markup_mode=None
)

StoreOption = Annotated[Path, typer.Option("--store", help="Magasin de textes (SQLite).")]
OnOption = Annotated[str | None, typer.Option("--on", help="Jour (AAAA-MM-JJ) ; aujourd'hui sinon.")]
KnownOption = Annotated[
    str | None, typer.Option("--known-at", help="Tel qu'on le connaissait ce jour-là (AAAA-MM-JJ).")
]
ArticleArgument = Annotated[str, typer.Argument(metavar="ARTICLE", help="Par exemple CSS:L162-5, ou « L. 162-5 ».")]
DEFAULT_STORE = Path(".bonusage/law.db")


class Target(StrEnum):
    """Forms that an article is written in."""

    akn = "akn"
    jsonld = "jsonld"
    md = "md"
    json = "json"


def day_or_today(text: str | None, option: str = "--on") -> dt.date:
    """The day of an option; today when it is absent: only the desk knows what day it is."""
    return dt.date.today() if text is None else day_of(text, option)  # noqa: DTZ011  # the civil day of the person


@law.command("import", epilog="Exemple : bonusage law import legi/ articles.jsonl")
def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Fichiers ou dossiers de textes.")],
    form: Annotated[str | None, typer.Option("--as", help="Forme des fichiers ; reconnue au contenu sinon.")] = None,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.text,
) -> None:
    """Lit des textes et les range : tout ou rien, chaque faute avec sa ligne, chaque réparation notée."""
    from bonusage.desk.law_import import import_files

    with progress("import") as told:
        imported = import_files(store, paths, form, told)
    if format is Format.json:
        print_json(_account(imported))
        return
    for file, repair in imported.repairs[:20]:
        say(f"réparé : {file}:{repair.line} {repair.what}")
    if len(imported.repairs) > 20:
        say(
            f"… et {counted(len(imported.repairs) - 20, 'autre réparation', 'autres réparations')} (--format json les donne toutes)"
        )
    _name(imported.aside, "laissé de côté, forme non reconnue")
    _name(imported.assumed, "aucun code nommé, tenu pour le Code de la sécurité sociale")
    for line in _said(imported, store):
        print(line)


def _name(files: tuple[str, ...], what: str) -> None:
    for file in files[:10]:
        say(f"{what} : {file}")
    if len(files) > 10:
        say(f"… et {counted(len(files) - 10, 'autre fichier', 'autres fichiers')} (--format json les donne tous)")


def _said(imported: Imported, store: Path) -> list[str]:
    added, counts = imported.added, imported.counts
    files = sum(imported.forms.values())
    forms = ", ".join(f"{name} × {number}" for name, number in sorted(imported.forms.items()))
    lines = [
        f"{counted(files, 'fichier lu', 'fichiers lus')}{f' ({forms})' if forms else ''} ; "
        f"{counted(added.versions, 'version ajoutée', 'versions ajoutées')}, "
        f"{counted(added.paragraphs, 'alinéa nouveau', 'alinéas nouveaux')}, {counted(added.links, 'lien')}."
    ]
    if imported.known_files or added.known:
        lines.append(
            f"Déjà là : {counted(imported.known_files, 'fichier')}, {counted(added.known, 'version')} : rien n'est rangé deux fois."
        )
    for undated, dated, exact in imported.dated:
        how = "mêmes mots" if exact else "mêmes mots aux accents et à la ponctuation près"
        lines.append(f"Daté par ses mots : {undated.code}:{undated.article} est la version du {dated.start} ({how}).")
    lines += [
        f"Sans date : {one.code}:{one.article} ne ressemble à aucune version datée du magasin."
        for one in imported.undated
    ]
    lines += [
        f"Versions en conflit : {one.code}:{one.article}, {one.what} ({one.first.start})." for one in imported.clashes
    ]
    if imported.amendments:
        lines.append(
            f"{counted(imported.amendments, 'amendement lu', 'amendements lus')} : bonusage law apply FICHIER l'applique."
        )
    lines.append(f"{store} : {counted(counts['text'], 'texte')}, {counted(counts['version'], 'version')}, "
                 f"{counted(counts['paragraph'], 'alinéa distinct', 'alinéas distincts')}, {counted(counts['link'], 'lien')}.")  # fmt: skip
    return lines


def _account(imported: Imported) -> dict[str, object]:
    return {
        "files": imported.forms,
        "known_files": imported.known_files,
        "left_aside": list(imported.aside),
        "code_assumed": list(imported.assumed),
        "added": imported.added._asdict(),
        "repairs": [{"file": file, **repair._asdict()} for file, repair in imported.repairs],
        "dated": [
            {"article": f"{one.code}:{one.article}", "start": str(two.start), "exact": exact}
            for one, two, exact in imported.dated
        ],
        "undated": [f"{one.code}:{one.article}" for one in imported.undated],
        "clashes": [{"article": f"{one.code}:{one.article}", "what": one.what} for one in imported.clashes],
        "amendments": imported.amendments,
        "store": imported.counts,
    }


@law.command(epilog="Exemple : bonusage law show 'CSS:L162-5@2011-08-12#22°'")
def show(
    address: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="CODE:ARTICLE[@JOUR][#CHEMIN], ou « 13° de l'article L. 162-5 ».")
    ],
    on: OnOption = None,
    known_at: KnownOption = None,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.text,
) -> None:
    """Un article, un alinéa : ses mots un jour donné, et qui s'y appuie dans le catalogue."""
    from bonusage.desk.law_show import address_of, shown_text, shown_version

    known = None if known_at is None else day_of(known_at, "--known-at")
    found = shown_version(store, address, None if on is None else day_of(on, "--on"), day_or_today(None), known)
    if on is None and address_of(address).day is None and found["known_until"]:
        asked, last = (french_date(dt.date.fromisoformat(found[key])) for key in ("day", "known_until"))
        say(f"Texte au {asked} ; le dernier changement que connaît le magasin est du {last}.")
    if format is Format.json:
        print_json(found)
    else:
        print(shown_text(found))


@law.command(epilog="Exemple : bonusage law versions L162-5")
def versions(article: ArticleArgument, store: StoreOption = DEFAULT_STORE, format: FormatOption = Format.text) -> None:
    """Toutes les versions d'un article : jours, état, alinéas, texte modificateur."""
    from bonusage.desk.law_show import versions_of_article

    found = versions_of_article(store, article)
    if format is Format.json:
        print_json([_row(one) for one in found])
        return
    for one in found:
        start, end = one.start or "sans date", one.end or "…"
        print(
            f"{start!s:>10} → {end!s:<10}  {one.status.value:<15} {counted(len(one.texts), 'alinéa'):>11}  {one.made_by}"
        )


def _row(one: Version) -> dict[str, object]:
    return {
        "address": str(one.address),
        "start": str(one.start) if one.start else None,
        "end": str(one.end) if one.end else None,
        "status": one.status.value,
        "paragraphs": len(one.texts),
        "made_by": one.made_by,
        "signed": str(one.signed) if one.signed else None,
        "known_at": str(one.known_at) if one.known_at else None,
        "nor": one.nor,
        "id": one.legiarti,
    }


@law.command(epilog="Exemple : bonusage law links L162-12-18 --on 2002-06-01")
def links(
    article: ArticleArgument,
    on: OnOption = None,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.text,
) -> None:
    """Ce qu'un article cite et qui le cite, déclaré ou lu dans ses mots ; et les renvois qui ne mènent plus nulle part."""
    from bonusage.desk.law_links import links_of, links_text

    found = links_of(store, article, None if on is None else day_of(on, "--on"), day_or_today(None))
    if format is Format.json:
        print_json(found)
    else:
        print(links_text(found))


@law.command(epilog="Exemple : bonusage law export L162-5 --to akn --on 2008-06-01 -o L162-5.xml")
def export(
    article: ArticleArgument,
    to: Annotated[Target, typer.Option("--to", help="akn (Akoma Ntoso 3.0), jsonld (ELI), md, json.")],
    on: OnOption = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Fichier à écrire ; sortie standard sinon.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Une version d'un article dans une forme d'échange."""
    from bonusage.desk.law_show import exported
    from bonusage.desk.output import new_file

    text = exported(store, article, to.value, None if on is None else day_of(on, "--on"), day_or_today(None))
    if output is None:
        print(text)
        return
    with new_file(output) as beside:
        beside.write_text(text + "\n", encoding="utf-8")


def print_lines(rows: list[dict[str, object]]) -> None:
    """One JSON object a line."""
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
