"""The record of processing laid out in sheets: an activity a row, or an activity a table where it is read as a page."""

from collections.abc import Iterator, Sequence
from typing import Any

from checker.reports.matrix_overlay import where_of
from checker.reports.parts import day, number_of, one_line
from checker.reports.sheets.sheet import DOUBT, NARROW, PLAIN, WIDE, Cell, Head, Sheet, Sheets
from checker.reports.sheets.words import word

Document = dict[str, Any]

LONGEST = 300
"""Characters of a text of a registry."""


def record_sheets(document: Document, language: str = "nl") -> Sheets:
    """Return a record as sheets in a language."""
    fields = {one["code"]: one for one in document["fields"]}
    sheets = [_whole(document, fields, language)]
    sheets += [_one(activity, fields, language) for activity in document["activities"]]
    sheets.append(_questions(document, fields, language))
    sheets.append(_asked(document, language))
    if document["unplaced"]:
        heads = (Head(word("where", language), 60),)
        rows = ((Cell(where_of([one], language)),) for one in document["unplaced"])
        sheets.append(Sheet(word("left", language), word("left_about", language), heads, tuple(rows)))
    return Sheets(
        language,
        word("record_title", language, source=document["fields"][0]["sources"][0]["citation"][language]),
        document["day"],
        tuple(_facts(document, language)),
        (word("record_note", language), word("record_limits", language)),
        tuple(sheets),
        word("nothing", language),
    )


def _facts(document: Document, language: str) -> Iterator[tuple[str, str]]:
    pack, party = document["pack"], document["party"]
    yield word("party", language), party["label"][language] if party else word("all_parties", language)
    for one in document["registries"]:
        yield word("registry", language), f"{one_line(one['source'])} · {number_of(one['exchanges'], language)}"
    yield word("pack", language), f"{pack['label'][language]} {pack['version']} · {pack['sha256'][:12]}"
    yield word("day", language), day(document["day"], language)
    yield word("checked", language), day(pack["last_checked"], language)
    gaps = sum(bool(one["question"]) for activity in document["activities"] for one in activity["fields"])
    yield word("activities", language), str(len(document["activities"]))
    yield word("open_points", language), str(gaps)


def _titled(field: Document, language: str) -> str:
    return f"{field['letter']}. {field['label'][language]}"


def _whole(document: Document, fields: dict[str, Document], language: str) -> Sheet:
    heads = [Head(word("party", language), 26), Head(word("does", language), 12), Head(word("with", language), 26)]
    heads += [Head(_titled(field, language), 32) for field in fields.values()]
    heads.append(Head(word("where", language), 24))
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
    name, about = word("activities", language), word("activities_about", language)
    return Sheet(name, about, tuple(heads), tuple(rows), is_data=True, only=WIDE)


def _one(activity: Document, fields: dict[str, Document], language: str) -> Sheet:
    aim = activity["for"]["label"][language] if activity["for"] else "?"
    name = f"{activity['party']['label'][language]} {activity['capacity']['label'][language]}: {aim}"
    other, where = _other(activity, language).text, where_of(activity["exchanges"], language)
    about = f"{word('with', language)}: {other}. {word('where', language)}: {where}."
    rows = ((Cell(_titled(fields[one["field"]], language)), _held(one, language)) for one in activity["fields"])
    heads = (Head(word("field", language), 40), Head(word("says", language), 80))
    return Sheet(name, about, heads, tuple(rows), only=NARROW)


def _other(activity: Document, language: str) -> Cell:
    other = activity["counterparty"]
    return Cell(other["label"][language]) if other else Cell("?", DOUBT)


def _held(one: Document, language: str) -> Cell:
    """Return what a field holds: what the registry says, then what is left to ask."""
    lines = [_told(value, language) for value in one["values"]]
    question = one["question"].get(language, "")
    if question:
        lines.append(word("ask" if one["values"] else "gap", language, question=question))
    return Cell("\n".join(lines), DOUBT if question else PLAIN)


def _told(value: Document, language: str) -> str:
    if value["how"] == "term":
        text = value["label"][language]
    elif value["how"] == "unread":
        text = word("unread", language, text=one_line(value["text"], LONGEST))
    else:
        answer = word("not_declared" if value["how"] == "unknown" else str(value["how"]), language)
        text = f"{value['label'][language]}: {answer}"
    return text if value["exchanges"] is None else f"{text} ({where_of(value['exchanges'], language)})"


def _questions(document: Document, fields: dict[str, Document], language: str) -> Sheet:
    """Return what is left to ask, by party and field, with how many activities it concerns."""
    counts: dict[tuple[str, str], int] = {}
    names: dict[str, str] = {}
    for activity in document["activities"]:
        names[activity["party"]["code"]] = activity["party"]["label"][language]
        for one in activity["fields"]:
            if one["question"]:
                key = (activity["party"]["code"], one["field"])
                counts[key] = counts.get(key, 0) + 1
    rows = (
        (Cell(names[party]), Cell(_titled(fields[code], language)), Cell(fields[code]["question"][language], DOUBT),
         Cell(str(count)), Cell(""))
        for (party, code), count in counts.items()
    )  # fmt: skip
    keys = (("party", 28), ("field", 34), ("question", 60), ("how_many", 14), ("answer", 50))
    heads = tuple(Head(word(key, language), width) for key, width in keys)
    return Sheet(word("questions", language), word("questions_about", language), heads, tuple(rows))


def _asked(document: Document, language: str) -> Sheet:
    rows: list[Sequence[Cell]] = []
    for field in document["fields"]:
        cited = [f"{one['citation'][language]} ({one['certainty_label'][language]})" for one in field["sources"]]
        url = field["sources"][0]["url"] if field["sources"] else ""
        label, told = field["label"][language], field["definition"].get(language, "")
        rows.append((Cell(label), Cell(field["letter"]), Cell(told), Cell("\n".join(cited), url=url)))
    keys = (("field", 34), ("letter", 10), ("note", 70), ("source", 34))
    heads = tuple(Head(word(key, language), width) for key, width in keys)
    return Sheet(word("fields", language), word("fields_about", language), heads, tuple(map(tuple, rows)))
