"""What a pack judges beside exchanges, such as decisions: its own columns, families and shapes.

They are kept out of the graph by which exchanges are judged, so that neither their cost nor their outcomes change.
"""

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from rdflib import RDF, Graph, URIRef

from checker.errors import GrondslagError
from checker.graphs import copied
from checker.pack.schema import Pack, read_columns, read_families, read_rules, read_schemes
from checker.vocabulary import GS, SH, instances

OWN = (GS.Column, GS.Family, GS.Rule)
"""What a pack declares for each class that it judges."""


def set_apart(graph: Graph) -> dict[URIRef, Graph]:
    """Take out of a graph what says that it judges a class of its own, and return it by that class."""
    found: dict[URIRef, Graph] = defaultdict(Graph)
    for node, judged in graph.subject_objects(GS.judges):
        if isinstance(judged, URIRef):
            found[judged] += graph.cbd(node)
    for part in found.values():
        for triple in part:
            graph.remove(triple)
    return dict(found)


@lru_cache(maxsize=8)
def pack_judging(judged: URIRef, pack: Pack) -> tuple[Pack, Graph]:
    """Return a pack as it judges this class instead of exchanges, and the shapes to run for it: neither may change.

    A class that is declared without columns is seen in those of exchanges. Of the same pack it is read once.

    Raises GrondslagError where the pack does not judge the class.
    """
    own = pack.apart.get(judged)
    if own is None:
        raise GrondslagError(
            f"Het pakket {pack.id} toetst dit niet: kies een pakket dat het wel doet.",
            f"The pack {pack.id} does not judge this: choose a pack that does.",
        )
    graph, shapes = _graphs(pack.graph, own)
    # What has no columns of its own is told by those of exchanges.
    columns = read_columns(graph) or pack.columns
    return (
        replace(
            pack,
            graph=graph,
            columns=columns,
            schemes=pack.schemes if columns is pack.columns else read_schemes(graph, columns),
            families=read_families(graph),
            rules=read_rules(graph),
        ),
        shapes,
    )


@lru_cache(maxsize=8)
def _graphs(law: Graph, own: Graph) -> tuple[Graph, Graph]:
    """Return the law as it judges a class by what is declared for that, and the shapes to run: neither may change."""
    graph, shapes = copied(law), Graph()
    for cls in OWN:
        graph.remove((None, RDF.type, cls))
    graph += own
    shapes += own
    for prefixes in sorted(set(own.objects(None, SH.prefixes)), key=str):
        shapes += law.cbd(prefixes)
    return graph, shapes


def pack_with(judged: URIRef, pack: Pack, own: Pack) -> Pack:
    """Return a pack with the families and rules by which it judges this class among those of exchanges, in order.

    `own` is the pack as it judges that class.
    """
    families = Graph()
    families += pack.apart[judged]
    for family in instances(pack.graph, GS.Family):
        families += pack.graph.cbd(family)
    return replace(pack, families=read_families(families), rules=pack.rules | own.rules)
