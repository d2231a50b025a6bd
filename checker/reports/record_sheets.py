"""The record of processing laid out in sheets: an activity a row, or an activity a table where it is read as a page."""

from collections.abc import Iterator
from typing import Any

from checker.reports.parts import day, number_of, one_line
from checker.reports.sheets.exchanges import where_of
from checker.reports.sheets.sheet import DOUBT, NARROW, PLAIN, WIDE, Cell, Head, Sheet, Sheets
from checker.reports.sheets.worded import heads_of, sheet_of
from checker.reports.sheets.words import titled, word

Document = dict[str, Any]

LONGEST = 300
"""Characters of a text of a registry."""
TOLD, ASKED = 34, 22
"""The widths of a field that is told somewhere, and of one that is asked everywhere, in characters."""


def record_sheets(document: Document, language: str = "nl") -> Sheets:
    """Return a record as sheets in a language."""
    fields = {one["code"]: one for one in document["fields"]}
    questions = _questions(document, fields, language)
    sheets = [_parties(document, fields, language), _whole(document, fields, language)]
    sheets += [_one(activity, fields, language) for activity in document["activities"]]
    sheets += [questions, _asked(document, language)]
    if document["unplaced"]:
        rows = ((Cell(where_of([one], language)),) for one in document["unplaced"])
        sheets.append(sheet_of("left", heads_of(language, ("where", 60)), rows, language))
    return Sheets(
        language,
        word("record_title", language, source=document["fields"][0]["sources"][0]["citation"][language]),
        document["day"],
        tuple(_facts(document, len(questions.rows), language)),
        (word("record_note", language), word("record_limits", language)),
        tuple(sheets),
        word("nothing", language),
    )


def _facts(document: Document, open_points: int, language: str) -> Iterator[tuple[str, str]]:
    pack, party = document["pack"], document["party"]
    yield word("party", language), party["label"][language] if party else word("all_parties", language)
    for one in document["registries"]:
        yield word("registry", language), f"{one_line(one['source'])} · {number_of(one['exchanges'], language)}"
    yield word("pack", language), f"{pack['label'][language]} {pack['version']} · {pack['sha256'][:12]}"
    yield word("day", language), day(document["day"], language)
    yield word("checked", language), day(pack["last_checked"], language)
    yield word("activities", language), str(len(document["activities"]))
    yield word("open_points", language), str(open_points)


def _titled(field: Document, language: str) -> str:
    """Return the name of a field after its letter in the law, if it has one."""
    return ". ".join(filter(None, (field["letter"], field["label"][language])))


def _heads(codes: list[str], holders: list[Document], fields: dict[str, Document], language: str) -> list[Head]:
    """Return the heads of these fields; one that nobody tells takes less room."""
    told = {one["field"] for holder in holders for one in holder["fields"] if one["values"]}
    return [Head(_titled(fields[code], language), TOLD if code in told else ASKED) for code in codes]


def _parties(document: Document, fields: dict[str, Document], language: str) -> Sheet:
    codes = [code for code, one in fields.items() if one["is_of_party"]]
    heads = [*heads_of(language, ("party", 30)), *_heads(codes, document["parties"], fields, language)]
    rows = (
        (Cell(party["label"][language]), *(_held(one, language) for one in party["fields"]))
        for party in document["parties"]
    )
    return sheet_of("parties", heads, rows, language)


def _whole(document: Document, fields: dict[str, Document], language: str) -> Sheet:
    codes = [code for code, one in fields.items() if not one["is_of_party"]]
    heads = heads_of(language, ("party", 26), ("does", 12), ("with", 26))
    heads += _heads(codes, document["activities"], fields, language)
    heads += heads_of(language, ("where", 24))
    rows = (
        (
            Cell(activity["party"]["label"][language]),
            Cell(activity["capacity"]["label"][language]),
            _other(activity, language),
            *(_held(one, language) for one in activity["fields"]),
            Cell(where_of(activity["exchanges"], language)),
        )
        for activity in document["activities"]
    )
    return sheet_of("activities", heads, rows, language, is_data=True, only=WIDE)


def _one(activity: Document, fields: dict[str, Document], language: str) -> Sheet:
    aim = activity["for"]["label"][language] if activity["for"] else word("no_aim", language)
    other, where = _other(activity, language).text, where_of(activity["exchanges"], language)
    name = titled(f"{activity['capacity']['label'][language]}: {aim} ({other})")
    about = f"{word('with', language)}: {other}. {word('where', language)}: {where}."
    rows = ((Cell(_titled(fields[one["field"]], language)), _held(one, language)) for one in activity["fields"])
    heads = heads_of(language, ("field", 40), ("says", 80))
    return Sheet(name, about, tuple(heads), tuple(rows), only=NARROW, part=activity["party"]["label"][language])


def _other(activity: Document, language: str) -> Cell:
    other = activity["counterparty"]
    return Cell(other["label"][language]) if other else Cell(word("no_party", language), DOUBT)


def _held(one: Document, language: str) -> Cell:
    """Return what a field holds: what the registry says, then a mark where there is something left to ask."""
    lines = [_told(value, language) for value in one["values"] if value["how"] in ("term", "unread")]
    lines += _answered(one["values"], language)
    if one["question"]:
        lines.append(word("gap" if one["is_gap"] else "ask", language))
    return Cell("\n".join(lines), DOUBT if one["question"] else PLAIN)


def _told(value: Document, language: str) -> str:
    if value["how"] == "term":
        text = value["label"][language]
    else:
        text = word("unread", language, text=one_line(value["text"], LONGEST))
    return _of_some(text, value["exchanges"], language)


def _answered(values: list[Document], language: str) -> Iterator[str]:
    """Yield the answers yes, no and none, each with what was asked; those of the same exchanges together."""
    for how in ("yes", "no", "unknown"):
        given = [value for value in values if value["how"] == how]
        while given:
            alike = [value for value in given if value["exchanges"] == given[0]["exchanges"]]
            names = ", ".join(value["label"][language] for value in alike)
            answer = word("not_declared" if how == "unknown" else how, language)
            yield _of_some(f"{names}: {answer}", given[0]["exchanges"], language)
            given = [value for value in given if value not in alike]


def _of_some(text: str, exchanges: list[Document] | None, language: str) -> str:
    """Return a text with the exchanges that tell it, where not all do."""
    return text if exchanges is None else f"{text} ({where_of(exchanges, language)})"


def _questions(document: Document, fields: dict[str, Document], language: str) -> Sheet:
    """Return what is left to ask, by party and field, with how many of its activities it concerns."""
    counts: dict[tuple[str, str], int] = {}
    for activity in document["activities"]:
        for one in activity["fields"]:
            if one["question"]:
                key = (activity["party"]["code"], one["field"])
                counts[key] = counts.get(key, 0) + 1
    rows = []
    for party in document["parties"]:
        whole = {one["field"] for one in party["fields"] if one["question"]}
        for code, field in fields.items():
            count = counts.get((party["code"], code))
            if code in whole or count:
                told = (party["label"][language], _titled(field, language), field["question"][language])
                rows.append((*map(Cell, told), Cell(str(count or "–")), Cell("")))
    heads = heads_of(language, ("party", 28), ("field", 34), ("question", 60), ("how_many", 14), ("answer", 50))
    return sheet_of("questions", heads, rows, language)


def _asked(document: Document, language: str) -> Sheet:
    rows = []
    for field in document["fields"]:
        cited = [f"{one['citation'][language]} ({one['certainty_label'][language]})" for one in field["sources"]]
        url = field["sources"][0]["url"] if len(field["sources"]) == 1 else ""
        label, told = field["label"][language], field["definition"].get(language, "")
        rows.append((Cell(label), Cell(field["letter"] or "–"), Cell(told), Cell("\n".join(cited), url=url)))
    heads = heads_of(language, ("field", 34), ("letter", 11), ("note", 70), ("source", 38))
    return sheet_of("fields", heads, rows, language)
