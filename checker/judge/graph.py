"""A graph that prepares every query once."""

from functools import cache
from typing import Any

from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import simplify, traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result


class PreparedGraph(Graph):
    """A graph in memory whose queries are parsed and simplified once per process, whatever graph they are put to."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:
        """Query this graph."""
        query = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *args, **options)


@cache
def _prepared(text: str) -> Query:
    query = prepareQuery(text)
    traverse(query.algebra, visitPost=_simplified)
    return query


def _simplified(part: Any) -> CompValue | None:
    """Simplify what stands in an EXISTS as well: rdflib forgets it, and then gathers all matches before it sees one."""
    if isinstance(part, CompValue) and part.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
        part.graph = traverse(part.graph, visitPost=_simplified)
        part.pop("graph", None)  # the pattern as it was parsed, which rdflib would print at every evaluation
    return simplify(part)
