"""The changes that a pack declares as what may mend a finding of a rule."""

from dataclasses import dataclass
from functools import lru_cache

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.model import LANGUAGES, Text
from checker.pack import Pack
from checker.vocabulary import GS, SH, code, texts

Path = tuple[tuple[URIRef, bool], ...]
"""Properties to follow one after another, each with whether it is followed backwards."""


@dataclass(frozen=True, eq=False)
class Remedy:
    """A change of one column that may lift a finding."""

    name: str
    column: str
    """The column that changes; empty where the cell taken out tells it."""
    takes: tuple[Path, ...]
    in_place: Path
    puts: Path
    text: str | None
    """The text that enters the cell, if that is fixed."""
    beside: bool
    own_identifier: bool
    apart: Path
    """Where it splits the exchange: the values that go into the second one."""
    keeps: Path
    frees: tuple[str, ...]
    """The columns that start out empty in the second exchange."""
    weight: int
    supposes: bool
    """Whether it declares what is not known."""
    fills: bool
    """Whether it is only for a column in which nothing was read."""
    another: bool
    """Whether it makes another exchange of it; a set holds one such change at most."""
    says: Text


@dataclass(frozen=True, eq=False)
class Mending:
    """What a pack says of mending, by the code of a rule."""

    remedies: dict[str, tuple[Remedy, ...]]
    unmended: dict[str, Text]
    """What to say where nothing mends a finding."""


@lru_cache(maxsize=8)
def mending(pack: Pack) -> Mending:
    """Read what a pack declares. Raises GrondslagError where a change cannot be said."""
    graph = pack.graph
    known = {node: _remedy(graph, node) for node in graph.subjects(RDF.type, GS.Repair)}
    return Mending(
        {
            rule.code: tuple(
                sorted((known[o] for o in graph.objects(rule.iri, GS.mendedBy) if o in known), key=_gravity)
            )
            for rule in pack.rules.values()
        },
        {rule.code: texts(graph, rule.iri, GS.unmended) for rule in pack.rules.values()},
    )


def _gravity(remedy: Remedy) -> tuple[int, str]:
    return remedy.weight, remedy.name


def _remedy(graph: Graph, node: Node) -> Remedy:
    _require(graph, node)

    def path(predicate: URIRef) -> Path:
        end = graph.value(node, predicate)
        return () if end is None else _path(graph, end)

    column, text, weight = graph.value(node, GS.column), graph.value(node, GS.newText), graph.value(node, GS.weight)
    return Remedy(
        name=code(graph, node),
        column="" if column is None else code(graph, column),
        takes=tuple(sorted(_path(graph, end) for end in graph.objects(node, GS.takesOut))),
        in_place=path(GS.inPlace),
        puts=path(GS.putsIn),
        text=None if text is None else str(text),
        beside=(node, GS.putsBeside, Literal(True)) in graph,
        own_identifier=(node, GS.ownIdentifier, Literal(True)) in graph,
        apart=path(GS.setsApart),
        keeps=path(GS.keepsBoth),
        frees=tuple(sorted(code(graph, end) for end in graph.objects(node, GS.freesColumn))),
        weight=int(str(weight)),
        supposes=(node, GS.supposes, Literal(True)) in graph,
        fills=(node, GS.fillsUnknown, Literal(True)) in graph,
        another=(node, GS.makesAnother, Literal(True)) in graph,
        says=texts(graph, node, GS.says),
    )


def _require(graph: Graph, node: Node) -> None:
    """Fail where a change lacks what it is said and ordered by."""
    weight = graph.value(node, GS.weight)
    whole = weight is not None and str(weight).isdigit()
    splits = (node, GS.setsApart, None) in graph and (node, GS.column, None) not in graph
    if not whole or splits or set(texts(graph, node, GS.says)) != set(LANGUAGES):
        raise GrondslagError(
            f"In het pakket mist {node} een gs:says in elke taal, een geheel getal als gs:weight, of de kolom die het"
            " splitst.",
            f"In the pack {node} lacks a gs:says in every language, a whole number as gs:weight, or the column that it"
            " splits.",
        )


def _path(graph: Graph, node: Node) -> Path:
    listed = list(graph.items(node)) if (node, RDF.first, None) in graph else [node]
    return tuple(_step(graph, step) for step in listed)


def _step(graph: Graph, step: Node) -> tuple[URIRef, bool]:
    back = graph.value(step, SH.inversePath)
    return URIRef(str(step if back is None else back)), back is not None


def ends(graph: Graph, start: Node, path: Path) -> list[Node]:
    """Return the nodes at the end of a path, each once, in a fixed order; none for no path."""
    nodes: list[Node] = [start] if path else []
    for predicate, back in path:
        found = (graph.subjects(predicate, node) if back else graph.objects(node, predicate) for node in nodes)
        nodes = sorted({end for reached in found for end in reached}, key=str)
    return nodes
