"""pySHACL, run over a graph in place: its results as they are, without the report that nobody reads."""

from typing import Any

import pyshacl
from pyshacl.graph_abstraction import DataGraph
from rdflib import Graph


class _Validator(pyshacl.Validator):  # type: ignore[misc]
    """pySHACL's validator, which hands over its results as they are: of a report, only these would be read."""

    @classmethod
    def create_validation_report(cls, sg: Any, conforms: bool, results: list[Any]) -> tuple[list[Any], str]:
        """Return the results: of each a text, its node and its triples."""
        return results, ""


def results(graph: Graph, shapes: Graph) -> list[Any]:
    """Return the triples of each result of the shapes in one graph on another, which what rules derive is added to.

    Raises whatever pySHACL, rdflib or a rule does where the shapes cannot be run.
    """
    options = {"advanced": True, "inplace": True}
    _, found, _ = _Validator(DataGraph.from_rdflib(graph), shacl_graph=shapes, options=options).run()
    return [triples for _, _, triples in found]
