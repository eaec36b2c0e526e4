"""An invented code of 25,000 article versions, in the JSON lines form: the shape of the 211 dated versions, not their words.

Not here: what is measured on it (run_import.py, run_at.py). Usage: made.py FILE [--versions 25000] [--seed 1]
Next: bench/README.md.
"""

import argparse
import json
import random
from datetime import date, timedelta
from pathlib import Path

WORDS = (
    "le la les un une des du de au aux par pour dans sur avec sans sous entre selon port quai phare bateau voile rame ancre bouée "
    "marin capitaine pilote pêcheur armateur passager cargaison redevance taxe permis charte registre pavillon escale mouillage "
    "navigation marée courant vent tempête secours sauvetage assurance contrôle visite certificat brevet autorité ministre "
    "préfet conseil commission décision avis demande délai recours sanction est sont peut peuvent fixe fixent détermine "
    "prévoit mentionné mentionnée prévu prévue applicable compétent compétente national régional maritime portuaire"
).split()


def sentence(chance: random.Random) -> str:
    """Some twenty words and, one time in three, a reference."""
    said = " ".join(chance.choices(WORDS, k=chance.randint(12, 40)))
    if chance.random() < 0.34:
        said += f" prévu à l'article L. {chance.randint(100, 999)}-{chance.randint(1, 40)}"
    return said.capitalize()


def lines(chance: random.Random) -> list[str]:
    """The paragraphs of an article: seven on the average, some of them a list."""
    found = [sentence(chance) + "." for _ in range(chance.randint(1, 5))]
    if chance.random() < 0.5:
        count = chance.randint(2, 12)
        found[-1] = found[-1][:-1] + " :"
        found += [f"{rank}° {sentence(chance)}{' ;' if rank < count else '.'}" for rank in range(1, count + 1)]
    return found


def rows(versions: int, seed: int):
    """Rows in the form of ../shared/law: successive versions of an article differ by one paragraph or two."""
    chance, made, article = random.Random(seed), 0, 0
    while made < versions:
        article += 1
        text, start = lines(chance), date(1985, 12, 21) + timedelta(days=chance.randint(0, 3000))
        count = min(chance.choice([1, 1, 2, 2, 3, 3, 4, 6]), versions - made)
        for rank in range(1, count + 1):
            end = start + timedelta(days=chance.randint(200, 2000)) if rank < count else None
            yield {
                "code": "LEGITEXT000099999999", "article": f"L{100 + article // 40}-{1 + article % 40}", "version": rank,
                "date_debut": start.isoformat(), "date_fin": end.isoformat() if end else None,
                "etat": "MODIFIE" if end else "VIGUEUR", "modifie_par": f"Loi n°{start.year}-{chance.randint(1, 1500)}",
                "date_texte": (start - timedelta(days=2)).isoformat(), "nor": None, "jorftext": None,
                "section": ["Partie législative", f"Livre {article // 400}"], "alineas": text,
            }  # fmt: skip
            made += 1
            if end is not None:
                start, text = end, list(text)
                for _ in range(chance.randint(1, 2)):
                    at = chance.randrange(len(text))
                    head = text[at].split(" ", 1)[0] + " " if "°" in text[at][:4] else ""
                    text[at] = head + sentence(chance) + text[at][-2:].strip()


def write(path: Path, versions: int = 25_000, seed: int = 1) -> None:
    """Write them, one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows(versions, seed):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--versions", type=int, default=25_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.file, options.versions, options.seed)
