"""The report as RDF in other forms than JSON-LD; the only rendering that needs an RDF library."""

from checker.reports.rdf.turtle import to_turtle

__all__ = ["to_turtle"]
