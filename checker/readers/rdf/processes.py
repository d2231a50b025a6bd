"""From processes in linked data to a table: a row per process that has no parts, with what it inherits."""

import re
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import unquote

from rdflib import RDF, URIRef
from rdflib.term import Literal, Node

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.grid import MAX_CELLS, Row, check_size, make_table
from checker.readers.rdf.statements import BASE, MAX_TEXT, Statements, read_statements, too_deep, too_large
from checker.readers.rdf.terms import RdfTerms
from checker.readers.rdf.values import types, value_texts
from checker.readers.source import Source
from checker.readers.text import SEPARATOR, clean

MAX_NESTING = 64
"""Processes within one another."""

Cells = dict[str, list[str]]
"""By column, or by property where it is in no column: the texts of the values."""

_LAST = re.compile(r"[^/#:]+(?=[/#]?$)")


def read_rdf(source: Source, kind: str, content: Any, terms: RdfTerms) -> Table:
    """Return the processes in a file of linked data as a table, in the order of their identifiers.

    Raises GrondslagError where the file cannot be read or holds no process.
    """
    statements = read_statements(source, kind, content)
    parts = _parts(statements, terms)
    processes = [node for node in statements if not set(terms.classes).isdisjoint(types(node, statements))]
    processes = list(dict.fromkeys([*processes, *parts, *(part for found in parts.values() for part in found)]))
    if not processes:
        raise _no_process(source.name, terms)
    stated = {process: _stated(process, statements, terms) for process in processes}
    cells = _inherited(source.name, processes, parts, stated, terms)
    rows = [(process, cells[process]) for process in _rows(processes, parts, stated, terms)]
    return _table(source, rows, terms)


def _parts(statements: Statements, terms: RdfTerms) -> dict[Node, list[Node]]:
    """Return the parts of each process that has any; none is a part of itself."""
    found = {}
    for node, said in statements.items():
        values = [value for key in said if str(key) in terms.nested for value in said[key]]
        if parts := [value for value in values if not isinstance(value, Literal) and value != node]:
            found[node] = parts
    return found


def _wholes(parts: Mapping[Node, Collection[Node]]) -> dict[Node, list[Node]]:
    """Return the processes that each part is a part of."""
    found: dict[Node, list[Node]] = {}
    for whole, named in parts.items():
        for part in named:
            found.setdefault(part, []).append(whole)
    return found


def _stated(process: Node, statements: Statements, terms: RdfTerms) -> Cells:
    """Return what a process itself states, by column."""
    said = {str(key): values for key, values in statements.get(process, {}).items() if key != RDF.type}
    cells: Cells = {}
    for column, properties in terms.properties.items():
        if held := next((key for key in properties if key in said), None):
            cells[column] = value_texts(said[held], statements, terms)
            said = {key: values for key, values in said.items() if key != held}
    for key, values in said.items():
        others = values
        if key in terms.measured_by:
            others = [value for value in values if not _measure(value, statements, terms, cells)]
        if others and key not in terms.nested:
            cells[key] = value_texts(others, statements, terms)
    return cells


def _measure(value: Node, statements: Statements, terms: RdfTerms, cells: Cells) -> bool:
    """Note a measure in its column, unless the process says something else there; tell whether there is one."""
    columns = [terms.measures[name] for name in (str(value), *types(value, statements)) if name in terms.measures]
    for column in columns:
        cells.setdefault(column, ["true"])
    return bool(columns)


def _inherited(
    name: str,
    processes: Collection[Node],
    parts: Mapping[Node, Collection[Node]],
    stated: Mapping[Node, Cells],
    terms: RdfTerms,
) -> dict[Node, Cells]:
    """Return what each process states or else inherits: of several wholes it inherits what each of them has."""
    wholes = _wholes(parts)
    cells: dict[Node, Cells] = {}
    level: dict[Node, int] = {}
    held = 0

    def settle(process: Node, below: tuple[Node, ...]) -> None:
        nonlocal held
        # Parts that are in a circle with this one have nothing to pass on that it does not have by itself.
        above = [whole for whole in wholes.get(process, ()) if whole != process and whole not in below]
        for whole in above:
            if whole not in cells:
                settle(whole, (*below, process))
        level[process] = 1 + max((level[whole] for whole in above), default=0)
        if level[process] > MAX_NESTING or len(below) > MAX_NESTING:
            raise too_deep(name)
        inherited: dict[str, dict[str, None]] = {}
        for whole in above:
            for column, texts in cells[whole].items():
                if column != terms.id_column and column not in stated[process]:
                    inherited.setdefault(column, {}).update(dict.fromkeys(texts))
        cells[process] = {column: list(texts) for column, texts in inherited.items()} | stated[process]
        held += sum(map(len, cells[process].values()))
        if held > MAX_CELLS:
            raise too_large(name)

    for process in processes:
        if process not in cells:
            settle(process, ())
    return cells


def _rows(
    processes: Collection[Node],
    parts: Mapping[Node, Collection[Node]],
    stated: Mapping[Node, Cells],
    terms: RdfTerms,
) -> list[Node]:
    """Return the processes that are a row of their own: those without parts, and those that no such part speaks for."""
    wholes = _wholes(parts)
    # Of processes that are parts of each other in a circle none is without parts; they are rows then.
    spoken_for: set[Node] = set()
    todo = [process for process in processes if process not in parts]
    while todo:
        for whole in wholes.get(todo.pop(), ()):
            if whole not in spoken_for:
                spoken_for.add(whole)
                todo.append(whole)
    return [
        process
        for process in processes
        if process not in spoken_for
        or any(
            column in stated[process] and all(column in stated[part] for part in parts[process]) for column in terms.own
        )
    ]


def _table(source: Source, found: Collection[tuple[Node, Cells]], terms: RdfTerms) -> Table:
    columns = dict.fromkeys([*terms.properties, *terms.measures.values()])
    others = sorted({column for _, cells in found for column in cells} - set(columns))
    header = (*columns, *others)
    check_size(source.name, len(found), len(header))
    # One text that many processes inherit is there once, but a list of them is written out for each.
    lists = (texts for _, cells in found for texts in cells.values() if len(texts) > 1)
    if sum(len(text) for texts in lists for text in texts) > MAX_TEXT:
        raise too_large(source.name)
    rows = []
    for process, cells in found:
        joined = {column: terms.separators.get(column, SEPARATOR).join(texts) for column, texts in cells.items()}
        key = joined.get(terms.id_column, "").strip() or _last_part(process)
        iri = str(process) if isinstance(process, URIRef) else ""
        rows.append((not key, key, iri, tuple(joined.get(column, "") for column in header)))
    place = header.index(terms.id_column) if terms.id_column in header else None
    body: list[Row] = [(1, header)]
    # A blank node has another name on every run, so its row goes by what it holds.
    for number, (_, key, _, row) in enumerate(sorted(rows), start=2):
        body.append((number, row if place is None else (*row[:place], key or str(number), *row[place + 1 :])))
    return make_table(source, body, 0)


def _last_part(process: Node) -> str:
    if not isinstance(process, URIRef):
        return ""
    match = _LAST.search(str(process).removeprefix(BASE))
    return clean(unquote(match[0])) if match else ""


def _no_process(name: str, terms: RdfTerms) -> GrondslagError:
    classes = ", ".join(sorted(terms.classes))
    return GrondslagError(
        f"{name}: RDF zonder proces; geef elke uitwisseling een van de klassen {classes}.",
        f"{name}: RDF without a process; give each exchange one of the classes {classes}.",
    )
