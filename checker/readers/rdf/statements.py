"""Read linked data by rdflib, offline: nothing that a file names is fetched, whatever its syntax.

Only the file itself is parsed. JSON-LD is the one syntax in which the parser would fetch something (a remote context),
and such a file is refused before it is parsed; owl:imports and IRIs are data like any other.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import rdflib
from rdflib.graph import Dataset
from rdflib.parser import PythonInputSource
from rdflib.plugins.stores.memory import Memory
from rdflib.term import Node

from checker.readers.kind import JSON_LD, NQUADS, RDF_XML, TURTLE
from checker.readers.rdf import safe
from checker.readers.source import Source

BASE = "https://register.invalid/"
"""What relative IRIs are relative to: a name that by standard never exists."""

Statements = dict[Node, dict[Node, list[Node]]]
"""By subject and property: the values, each once, in the order of the file."""

_PARSERS = {TURTLE: "trig", NQUADS: "nquads", RDF_XML: "xml", JSON_LD: "json-ld"}


class _TooMany(Exception):  # noqa: N818 - a reason, told as a GrondslagError
    pass


class _Collector(Memory):
    """A store that keeps statements by subject only, without a graph, and no more than a bound."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[Node, dict[Node, dict[Node, None]]] = {}
        self.count = self.size = 0

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        """Keep a statement, whatever graph it is in."""
        subject, predicate, value = triple
        values = self.found.setdefault(subject, {}).setdefault(predicate, {})
        if value not in values:
            # A prefix is written once, but each name that it begins has a copy of its own.
            self.count += 1
            self.size += len(subject) + len(predicate) + len(value)
            if self.count > safe.MAX_STATEMENTS or self.size > safe.MAX_TEXT:
                raise _TooMany
            values[value] = None


def read_statements(source: Source, kind: str, content: Any) -> Statements:
    """Return the statements in a file of linked data; `content` is its text, or the value that JSON-LD was parsed to.

    Raises GrondslagError where the file is broken or too large, or names a document elsewhere that it needs.
    """
    name = source.name
    if len(source.data) > safe.MAX_BYTES:
        raise safe.too_large(name)
    if kind == RDF_XML:
        safe.check_xml(source)
        # The document itself tells its encoding.
        content = source.data
    if kind == JSON_LD:
        safe.check_contexts(name, content)
        content = PythonInputSource(content)
    given = {"source" if kind == JSON_LD else "data": content}
    collector = _Collector()
    try:
        with _quiet():
            Dataset(store=collector).parse(**given, format=_PARSERS[kind], publicID=BASE)
    except _TooMany as error:
        raise safe.too_large(name) from error
    except RecursionError as error:
        raise safe.too_deep(name) from error
    # Every parser of the library has exceptions of its own, and on bad input raises others as well.
    except Exception as error:
        raise safe.broken(name, error) from error
    return {subject: {key: list(values) for key, values in found.items()} for subject, found in collector.found.items()}


@contextmanager
def _quiet() -> Iterator[None]:
    """Take literals as they are written, and keep the library from reporting each odd one on the terminal."""
    logger = logging.getLogger("rdflib")
    level, normalize = logger.level, rdflib.NORMALIZE_LITERALS
    logger.setLevel(logging.CRITICAL + 1)
    # Written anew, a short number with a large exponent would fill the memory.
    rdflib.NORMALIZE_LITERALS = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
        rdflib.NORMALIZE_LITERALS = normalize
