"""Renew an assessment: carry over what people answered, and mark what the registry and the law changed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from checker.model import LANGUAGES

Document = dict[str, Any]
NEW, CHANGED = "new", "changed"


def renew(document: Document, old: Document, answers: Mapping[str, str]) -> Document:
    """Return a new assessment with the answers of an old one, its rows marked by what changed.

    Args:
        document: the assessment as it is now.
        old: the one that it renews.
        answers: what people answered, by the code of the question.
    """
    before = {table["code"]: table for table in _tables(old)}
    changed = {code for code, table in _by_code(document).items() if _mark(table, before.get(code))}
    sections: list[str] = []
    left = {code: answer for code, answer in {**_unasked(old), **answers}.items() if answer}
    for part in document["parts"]:
        for section in part["sections"]:
            touched = any(table["code"] in changed for table in section["tables"])
            if touched:
                sections.append(section["code"])
            concerned = touched or bool(changed.intersection(section["bearing"]))
            for question in section["questions"]:
                question["answer"] = left.pop(question["code"], "")
                question["again"] = concerned and bool(question["answer"])
    asked = {question["code"]: question["text"] for question in _questions(old)}
    unasked = [
        {"code": code, "text": asked.get(code, dict.fromkeys(LANGUAGES, code)), "answer": answer}
        for code, answer in left.items()
    ]
    return document | {"changes": {"since": old["as_of"], "sections": sections, "unasked": unasked}}


def _unasked(old: Document) -> dict[str, str]:
    """Return the answers to questions that were no longer asked in a document already."""
    return {one["code"]: one["answer"] for one in (old["changes"] or {"unasked": ()})["unasked"]}


def _questions(document: Document) -> Iterator[Document]:
    yield from (document["changes"] or {"unasked": ()})["unasked"]
    for part in document["parts"]:
        for section in part["sections"]:
            yield from section["questions"]


def _tables(document: Document) -> Iterator[Document]:
    for part in document["parts"]:
        for section in part["sections"]:
            yield from section["tables"]


def _by_code(document: Document) -> dict[str, Document]:
    return {table["code"]: table for table in _tables(document)}


def _mark(table: Document, before: Document | None) -> bool:
    """Mark the rows of a table that are new or changed, and put those that are gone beside them; tell if any is.

    A row is the same if all of it is, its number aside; it has changed if one with the same beginning is gone.
    """
    old = {} if before is None else {_whole(row): row for row in before["rows"]}
    now = {_whole(row) for row in table["rows"]}
    gone = [row for key, row in old.items() if key not in now]
    for row in table["rows"]:
        if _whole(row) in old:
            continue
        earlier = next((one for one in gone if _start(one) == _start(row)), None)
        row["change"] = NEW if earlier is None else CHANGED
        if earlier is not None:
            gone.remove(earlier)
    table["gone"] = [row | {"change": ""} for row in gone]
    return bool(gone) or any(row["change"] for row in table["rows"])


def _whole(row: Document) -> str:
    return json.dumps([row["cells"], row["origin"]], sort_keys=True)


def _start(row: Document) -> str:
    return json.dumps(row["cells"][0], sort_keys=True)
