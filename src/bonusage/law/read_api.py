"""JSON of the Légifrance API: a code as SocialGouv/legi-data keeps it, headings and articles nested; or one article
as `consult/getArticle` answers it.

Days are AAAA-MM-JJ or milliseconds since 1970; the HTML of an article is read, not its text on one line.
Next: link_lines.py, where the two ways to say who modified whom are made one.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from bonusage.law.draft import Draft, DraftArticle, DraftHeading
from bonusage.law.link_lines import Declared, made_by, read_declared
from bonusage.law.markup import flowed
from bonusage.law.read_lines import parsed_json
from bonusage.law.reading import OPEN_END, TO_BE_SET, Reading, decoded, iso_day

_EPOCH = dt.date(1970, 1, 1)
_DAY_MS, _HOURS_MS = 86_400_000, 7_200_000
"""Some days are midnight in Paris, one or two hours before the day begins in UTC."""
DEEPEST = 60
_EXPECTED = '{"type": "code", "data": {"id": "LEGITEXT...", "title": "..."}, "children": [...]}'


class _Api:
    """The headings and articles found so far."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.structure: list[DraftHeading] = []
        self.articles: list[DraftArticle] = []

    def field(self, row: dict[str, Any], key: str, where: str) -> str:
        """A text of the row, '' when it is null or absent; a fault when it is of another type."""
        said = row.get(key)
        if said is None:
            return ""
        if not isinstance(said, str):
            self.reading.fault(
                where, f"« {key} » n'est pas un texte", json.dumps(said, ensure_ascii=False)[:60], "un texte"
            )
            return ""
        return said

    def title(self, row: dict[str, Any], key: str, where: str) -> str:
        """The same, cleaned."""
        return self.reading.kept(self.field(row, key, where), 0)

    def day(self, row: dict[str, Any], key: str, where: str) -> dt.date | None:
        """A day written in either way; None when open or unknown."""
        said = row.get(key)
        if said is None or said == "":
            return None
        if isinstance(said, str):
            day = iso_day(said[:10])
        elif isinstance(said, int) and not isinstance(said, bool) and abs(said) < 10**14:
            day = _EPOCH + dt.timedelta(days=(said + _HOURS_MS) // _DAY_MS)
        else:
            day = None
        if day is None:
            self.reading.fault(
                where,
                f"« {key} » n'est pas un jour",
                json.dumps(said, ensure_ascii=False)[:60],
                "AAAA-MM-JJ ou millisecondes",
            )
        if day == TO_BE_SET:
            self.reading.repair(0, "date fixée plus tard (2222-02-22) : tenue pour inconnue", f"{where} {key}")
        return None if day in (OPEN_END, TO_BE_SET) else day

    def node(self, node: Any, where: str, headings: tuple[str, ...]) -> tuple[Any, ...] | None:
        """A heading or an article, with what is below it; the row that its heading lists, for an article."""
        if not isinstance(node, dict) or not isinstance(node.get("data"), dict):
            self.reading.fault(
                where, "ni titre ni article", json.dumps(node, ensure_ascii=False)[:60], '{"type", "data", "children"}'
            )
            return None
        row = node["data"]
        where = f"{where} {self.field(row, 'id', where)}".strip()
        if node.get("type") == "article":
            return self._article(row, where, headings)
        if len(headings) > DEEPEST:
            self.reading.fault(where, "titres emboîtés trop profondément", str(len(headings)), f"{DEEPEST} au plus")
            return None
        title = self.title(row, "title", where)
        at = len(self.structure)
        level = len(headings) + 1
        start, end = self.day(row, "dateDebut", where), self.day(row, "dateFin", where)
        status = self.reading.status(self.field(row, "etat", where), 0)
        self.structure.append(DraftHeading(level, title, self.field(row, "id", where), start, end, status))
        listed = self.children(node, where, (*headings, title))
        self.structure[at] = self.structure[at]._replace(articles=tuple(listed))
        return None

    def children(self, node: dict[str, Any], where: str, headings: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """What a node holds; the rows of its own articles."""
        below = node.get("children") or []
        if not isinstance(below, list):
            self.reading.fault(
                where, "« children » n'est pas une liste", json.dumps(below, ensure_ascii=False)[:60], "[...]"
            )
            return []
        rows = (self.node(one, f"{where}[{at}]"[-100:], headings) for at, one in enumerate(below))
        return [row for row in rows if row is not None]

    def _article(self, row: dict[str, Any], where: str, headings: tuple[str, ...]) -> tuple[Any, ...]:
        reading = self.reading
        count, line = len(reading.repairs), len(self.articles) + 1
        legiarti, number = self.field(row, "id", where), self.field(row, "num", where)
        declared = [(one, read_declared(one)) for one in self._links(row, where)]
        text, signed, nor, jorftext = made_by(declared)
        content = self.field(row, "texteHtml", where)
        if not content and (content := self.field(row, "texte", where)):
            reading.repair(0, "article sans HTML : son texte tient en un alinéa", where)
        article = DraftArticle(
            number=reading.number(number, 0),
            paragraphs=flowed(reading, content, 0),
            start=self.day(row, "dateDebut", where),
            end=self.day(row, "dateFin", where),
            status=reading.status(self.field(row, "etat", where), 0),
            signed=signed,
            made_by=text,
            nor=nor,
            jorftext=jorftext,
            legiarti=legiarti,
            headings=headings,
            nota=flowed(reading, self.field(row, "notaHtml", where) or self.field(row, "nota", where), 0),
            links=tuple(link for _, link in declared),
            siblings=tuple(self._siblings(row, where, legiarti)),
            line=line,
        )
        reading.repairs[count:] = [
            one._replace(line=0, what=f"{one.what} ({where})") for one in reading.repairs[count:]
        ]
        self.articles.append(article)
        return (legiarti, number, article.start, article.end, article.status)

    def text_of(self, row: dict[str, Any]) -> tuple[str, str]:
        """(id, title) of the text that an article alone says it is of; '' where it says nothing."""
        named = self.rows(row, "textTitles", "article")
        first = named[0] if named else {}
        text_id = self.field(row, "idTexte", "article") or self.field(first, "id", "article")
        return text_id, self.title(first, "titre", "article")

    def rows(self, row: dict[str, Any], key: str, where: str) -> list[dict[str, Any]]:
        """A list of objects; a fault when it is something else."""
        said = row.get(key) or []
        if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
            self.reading.fault(
                where, f"« {key} » n'est pas une liste d'objets", json.dumps(said, ensure_ascii=False)[:60], "[{...}]"
            )
            return []
        return said

    def _links(self, row: dict[str, Any], where: str) -> list[Declared]:
        found = []
        for one in self.rows(row, "lienModifications", where):
            signed = self.day(one, "dateSignaTexte", where)
            found.append(
                Declared(
                    printed=self.title(one, "textTitle", where),
                    typelien=self.field(one, "linkType", where),
                    sens=self.field(one, "linkOrientation", where),
                    text_id=self.field(one, "textCid", where),
                    other_id=self.field(one, "articleId", where),
                    nature=self.field(one, "natureText", where),
                    article=self.field(one, "articleNum", where),
                    signed=signed,
                )
            )
        return found

    def _siblings(
        self, row: dict[str, Any], where: str, own: str
    ) -> list[tuple[str, dt.date | None, dt.date | None, str]]:
        found = []
        for one in self.rows(row, "articleVersions", where):
            if one.get("id") != own:
                status = self.reading.status(self.field(one, "etat", where), 0)
                days = self.day(one, "dateDebut", where), self.day(one, "dateFin", where)
                found.append((self.field(one, "id", where), *days, status))
        return found


def read_api(content: bytes, name: str) -> Draft:
    """A code of the API: headings and articles in their order. Faults with the place in the JSON and the id."""
    reading = Reading(name)
    root = parsed_json(reading, decoded(content, name))
    reading.check()
    if isinstance(root, dict) and isinstance(root.get("article"), dict):
        root = {"type": "article", "data": root["article"]}
    if not isinstance(root, dict) or not isinstance(root.get("data"), dict):
        reading.refuse(
            1, "ce n'est pas un code de l'API Légifrance", json.dumps(root, ensure_ascii=False)[:60], _EXPECTED
        )
    api = _Api(reading)
    row = root["data"]
    if root.get("type") == "article":
        text_id, title = api.text_of(row)
        api.node(root, "racine", ())
    else:
        text_id, title = api.field(row, "id", "data"), api.title(row, "title", "data")
        alone = api.children(root, "children", ())
        if alone:
            api.structure.insert(0, DraftHeading(1, "", articles=tuple(alone)))
        if not api.articles:
            reading.fault(1, "aucun article dans ce code", expected=_EXPECTED)
    reading.check()
    structure = tuple(api.structure)
    return Draft("api", tuple(api.articles), text_id, title, "CODE", structure, (), tuple(reading.repairs), name)
