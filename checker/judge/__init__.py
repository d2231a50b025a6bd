"""The judge: SHACL over the ontology and the declared exchanges. It knows RDF and nothing of files."""

from checker.judge.engine import judge

__all__ = ["judge"]
