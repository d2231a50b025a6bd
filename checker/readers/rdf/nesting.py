"""Processes within processes: what a part inherits, and which processes are a row of their own."""

from collections.abc import Collection, Mapping

from rdflib.term import Node

from checker.readers.grid import MAX_CELLS
from checker.readers.rdf.safe import too_deep, too_large
from checker.readers.rdf.terms import RdfTerms

MAX_NESTING = 64
"""Processes within one another."""

Cells = dict[str, list[str]]
"""By column, or by property where it is in no column: the texts of the values."""


def inherited_cells(
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


def rows_among(
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


def _wholes(parts: Mapping[Node, Collection[Node]]) -> dict[Node, list[Node]]:
    """Return the processes that each part is a part of."""
    found: dict[Node, list[Node]] = {}
    for whole, named in parts.items():
        for part in named:
            found.setdefault(part, []).append(whole)
    return found
