"""The report as Turtle: the graph of its JSON-LD, so that the two never differ.

By rdflib, which sorts what it writes: every node has an IRI, so the same report gives the same bytes.
"""

import json
from collections.abc import Mapping

from rdflib import Graph

from checker.report import Report
from checker.reports.rdf.jsonld import linked
from checker.reports.rdf.nodes import PREFIXES, Node


def to_turtle(report: Report) -> bytes:
    """Return the report as the bytes of a Turtle file."""
    return turtle(linked(report), PREFIXES)


def turtle(document: Node, prefixes: Mapping[str, str]) -> bytes:
    """Return a JSON-LD document, whose context is in it, as the bytes of a Turtle file."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    graph.parse(data=json.dumps(document), format="json-ld")
    return graph.serialize(format="turtle", encoding="utf-8")
