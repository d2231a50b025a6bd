"""From processes in linked data to a table: a row per process that has no parts, with what it inherits."""

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import unquote

from rdflib import RDF, URIRef
from rdflib.term import Literal, Node

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.grid import Row, check_size, make_table
from checker.readers.rdf.nesting import Cells, inherited_cells, rows_among
from checker.readers.rdf.safe import MAX_TEXT, too_large
from checker.readers.rdf.statements import BASE, Statements, read_statements
from checker.readers.rdf.terms import RdfTerms
from checker.readers.rdf.values import types, value_texts
from checker.readers.source import Source
from checker.readers.text import SEPARATOR, clean

_LAST = re.compile(r"[^/#:]+(?=[/#]?$)")


def read_rdf(source: Source, kind: str, content: Any, terms: RdfTerms) -> Table:
    """Return the processes in a file of linked data as a table, in the order of their identifiers.

    Raises GrondslagError where the file cannot be read or holds no process.
    """
    statements = read_statements(source, kind, content)
    parts = _parts(statements, terms)
    classes = set(terms.classes)
    processes = [node for node in statements if not classes.isdisjoint(types(node, statements))]
    processes = list(dict.fromkeys([*processes, *parts, *(part for found in parts.values() for part in found)]))
    if not processes:
        raise _no_process(source.name, terms)
    stated = {process: _stated(process, statements, terms) for process in processes}
    cells = inherited_cells(source.name, processes, parts, stated, terms)
    rows = [(process, cells[process]) for process in rows_among(processes, parts, stated, terms)]
    return _table(source, rows, terms)


def _parts(statements: Statements, terms: RdfTerms) -> dict[Node, list[Node]]:
    """Return the parts of each process that has any; none is a part of itself."""
    found = {}
    for node, said in statements.items():
        values = [value for key in said if str(key) in terms.nested for value in said[key]]
        if parts := [value for value in values if not isinstance(value, Literal) and value != node]:
            found[node] = parts
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


def _table(source: Source, found: Collection[tuple[Node, Cells]], terms: RdfTerms) -> Table:
    stated = {column for _, cells in found for column in cells}
    left_out = set(terms.optional) - stated
    columns = [c for c in dict.fromkeys([*terms.properties, *terms.measures.values()]) if c not in left_out]
    others = sorted(stated - set(columns))
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
