"""An assessment as it is read in one language: sections with tables of plain text, whatever form they then take."""

from collections.abc import Iterator, Sequence
from typing import Any

from checker.reports.dpia.flows import Flow, largest
from checker.reports.dpia.pieces import PartView, QuestionView, SectionView, TableView
from checker.reports.dpia.words import word
from checker.reports.parts import day

Document = dict[str, Any]
MOST_VALUES, MOST_EXCHANGES = 100, 12
"""Values of a cell that are written out, and exchanges; the JSON form has all of them."""
MOST_SOURCES = 4
MOST_GONE = 20


class View:
    """A document in one language."""

    def __init__(self, document: Document, language: str) -> None:
        self.document, self.language = document, language
        tables = [table for part in document["parts"] for s in part["sections"] for table in s["tables"]]
        numbered = (table["code"] for table in tables if not table["words"])
        self._numbers = {code: number for number, code in enumerate(numbered, start=1)}
        self._captions = {table["code"]: table["caption"][language] for table in tables}
        self._names = {one["key"]: one["name"][language] for one in document["exchanges"]}
        self.title = word("title", language)
        self.parts = tuple(self._part(part) for part in document["parts"])

    def head(self) -> list[tuple[str, str]]:
        """Return what the document is about, as names with their values."""
        document, language = self.document, self.language
        count = len(document["exchanges"])
        pack, maker = document["pack"], document["generator"]
        registries = "; ".join(registry["source"] for registry in document["registries"])
        return [
            (word("registry", language), _plain(registries)),
            (word("about", language), word("one", language) if count == 1 else word("count", language, n=count)),
            (word("day", language), day(document["as_of"], language)),
            (word("pack", language), f"{pack['label'][language]}, {pack['version']}"),
            (word("checked", language), day(pack["last_checked"], language)),
            (word("made_by", language), f"{maker['name']} {maker['version']}"),
        ]

    def model(self) -> str:
        """Return which model the document follows."""
        model = self.document["model"]
        return word("model", self.language, model=model["label"][self.language], version=model["version"])

    def changes(self) -> str:
        """Return what has changed since the document that this one renews; nothing for a first one."""
        changes = self.document["changes"]
        if changes is None:
            return ""
        since = day(changes["since"], self.language)
        titles = {section.code: section.title for part in self.parts for section in part.sections}
        if not changes["sections"]:
            return word("no_changes", self.language, day=since)
        sections = "; ".join(titles[code] for code in changes["sections"] if code in titles)
        return word("changes", self.language, day=since, sections=sections)

    def unasked(self) -> list[QuestionView]:
        """Return what people answered to questions that are no longer asked."""
        changes = self.document["changes"] or {"unasked": ()}
        return [QuestionView(q["code"], q["text"][self.language], q["answer"], False) for q in changes["unasked"]]

    def sources(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Return the provisions that rows come from, as headings and rows of text."""
        language, cited = self.language, "citation" if self.language == "nl" else "citation_en"
        headings = tuple(word(key, language) for key in ("provision", "certainty", "last_checked", "note", "address"))
        rows = [
            (source[cited], source["certainty_label"][language],
             day(source["last_checked"], language) if source["last_checked"] else "–",
             source["note"].get(language, ""), source["url"] or source["iri"])
            for source in self.document["sources"].values()
        ]  # fmt: skip
        return headings, sorted(rows)

    def rules(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Return the rules that rows come from, as headings and rows of text."""
        headings = (word("rule_head", self.language), word("rule_name", self.language))
        return headings, [(code, rule["name"][self.language]) for code, rule in self.document["rules"].items()]

    def _part(self, part: Document) -> PartView:
        label = part["label"][self.language]
        title = word("part", self.language, letter=part["letter"], label=label) if part["letter"] else label
        sections = tuple(self._section(section) for section in part["sections"])
        return PartView(title, part["about"][self.language], sections)

    def _section(self, section: Document) -> SectionView:
        language, label = self.language, section["label"][self.language]
        bearing = ", ".join(
            f"{word('table', language).lower()} {self._numbers[code]} ({self._captions[code].lower()})"
            for code in sorted(section["bearing"], key=self._numbers.__getitem__)
        )
        return SectionView(
            code=section["code"],
            title=f"{section['number']}. {label}" if section["number"] else label,
            asks=section["asks"][language],
            tables=tuple(self._table(table) for table in section["tables"]),
            bearing=word("bearing", language, tables=bearing) if bearing else "",
            questions=tuple(
                QuestionView(q["code"], q["text"][language], q["answer"], q["again"]) for q in section["questions"]
            ),
        )

    def _table(self, table: Document) -> TableView:
        language = self.language
        numbered = any(row["number"] for row in table["rows"])
        headings = [heading[language] for heading in table["columns"]]
        headings = [word("number", language), *headings] if numbered else headings
        origins = [self._origin(row) for row in table["rows"]]
        # Where the rows name their exchanges themselves and nothing else stands behind them, that is all there is.
        told = any(origin != word("from_registry", language) for origin in origins)
        same = told and len(origins) > 1 and len(set(origins)) == 1
        told = told and not same
        gone = [" – ".join(filter(None, self._cells(row)[:2])) for row in table["gone"]]
        flows = list(self._flows(table))
        drawn = largest(flows)
        since = self.document["changes"]["since"] if self.document["changes"] else ""
        return TableView(
            number=self._numbers.get(table["code"], 0),
            caption=table["caption"][language],
            note=table["note"].get(language, ""),
            empty=table["empty"].get(language, "") or word("nothing", language),
            words=table["words"],
            headings=(*headings, word("origin", language)) if told else tuple(headings),
            rows=tuple(
                (*([row["number"]] if numbered else []), *self._cells(row), *([origin] if told else []))
                for row, origin in zip(table["rows"], origins, strict=True)
            ),
            changes=tuple(row["change"] for row in table["rows"]),
            flows=drawn,
            traced=told,
            undrawn=word("undrawn", language, n=len(drawn), all=len(flows)) if len(drawn) < len(flows) else "",
            origin=word("all_rows", language, origin=origins[0]) if same else "",
            gone=word("gone", language, day=day(since, language), rows=shortened(gone, language, MOST_GONE))
            if gone
            else "",
        )

    def _cells(self, row: Document) -> list[str]:
        names = self._exchanges(row)
        cells = ([value[self.language] for value in cell] for cell in row["cells"])
        return [shortened(cell, self.language, MOST_EXCHANGES if cell == names else MOST_VALUES) for cell in cells]

    def _exchanges(self, row: Document) -> list[str]:
        # Those of an earlier document may not be in this one.
        return [self._names.get(key, key) for key in row["origin"]["exchanges"]]

    def _origin(self, row: Document) -> str:
        """Return where a row comes from: rules and provisions with their certainty; without any, the registry."""
        language, origin = self.language, row["origin"]
        rules = [word("rule", language, code=code) for code in origin["rules"]]
        sources = [self._cited(self.document["sources"][key]) for key in origin["sources"]]
        if rules or sources:
            told = (shortened(values, language, MOST_SOURCES) for values in (rules, sources) if values)
            return "; ".join(told)
        names = self._exchanges(row)
        if len(names) == len(self._names) > MOST_SOURCES:
            return word("by_all", language)
        if any([value[language] for value in cell] == names for cell in row["cells"]):
            return word("from_registry", language)
        return word("by_exchanges", language, names=shortened(names, language, MOST_SOURCES))

    def _cited(self, source: Document) -> str:
        cited = source["citation" if self.language == "nl" else "citation_en"]
        certain = source["certainty_label"][self.language]
        return f"{cited} ({certain})" if certain else str(cited)

    def _flows(self, table: Document) -> Iterator[Flow]:
        if table["drawn"]:
            for row in table["rows"]:
                one, other = (row["cells"][place][0][self.language] for place in table["drawn"])
                yield one, other, len(row["origin"]["exchanges"])


def shortened(values: Sequence[str], language: str, most: int) -> str:
    """Return values on a line, the first of them where they are many."""
    shown = list(values[:most])
    return "; ".join([*shown, word("more", language, n=len(values) - most)] if len(values) > most else shown)


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
