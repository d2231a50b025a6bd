"""Which terms a cell names more than once: reading a list keeps each value once, but how often may matter."""

from collections import Counter
from collections.abc import Iterator

from rdflib.term import Node

from checker.pack import Column, Pack
from checker.terms.cells import find, read_cell
from checker.terms.exchanges import Registry
from checker.terms.names import NONE
from checker.terms.pieces import all_pieces
from checker.terms.values import AND


def repeated_terms(registry: Registry, pack: Pack) -> list[list[tuple[Column, Node]]]:
    """Return for each row of a registry the terms that a list in it names more than once, with their column."""
    columns = {column.code: column for column in pack.columns if column.separator and column.scheme}
    headers = {read.header: columns[read.column] for read in registry.columns if read.column in columns}
    return [
        [(column, term) for header, column in headers.items() for term in _repeated(row.cells[header], column, pack)]
        for row in registry.exchanges
    ]


def _repeated(text: str, column: Column, pack: Pack) -> Iterator[Node]:
    def known(name: str) -> bool:
        return find(name, column, pack, NONE) is not None

    parts = all_pieces(text, known, pack.words[AND], column.separator)
    named = Counter(meaning.value for part in parts for meaning in read_cell(part, column, pack, NONE))
    yield from (term for term, times in named.items() if term is not None and times > 1)
