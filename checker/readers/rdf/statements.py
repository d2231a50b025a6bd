"""Read linked data by rdflib, offline: nothing that a file names is fetched, whatever its syntax.

Only the file itself is parsed. JSON-LD is the one syntax in which the parser would fetch something (a remote context),
and such a file is refused before it is parsed; owl:imports and IRIs are data like any other.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.parsers.expat import ExpatError

import rdflib
from rdflib.graph import Dataset
from rdflib.parser import PythonInputSource
from rdflib.plugins.stores.memory import Memory
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.readers.kind import JSON_LD, NQUADS, RDF_XML, TURTLE
from checker.readers.markup import walk, walker
from checker.readers.source import Source

BASE = "https://register.invalid/"
"""What relative IRIs are relative to: a name that by standard never exists."""
MAX_BYTES = 64 * 1024**2
MAX_STATEMENTS = 1_000_000
"""Some 1 GiB in memory."""
MAX_TEXT = 512 * 1024**2
"""Characters in all statements together."""
MAX_DEPTH = 128
"""Elements of RDF/XML within one another."""

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
            if self.count > MAX_STATEMENTS or self.size > MAX_TEXT:
                raise _TooMany
            values[value] = None


def read_statements(source: Source, kind: str, content: Any) -> Statements:
    """Return the statements in a file of linked data; `content` is its text, or the value that JSON-LD was parsed to.

    Raises GrondslagError where the file is broken or too large, or names a document elsewhere that it needs.
    """
    name = source.name
    if len(source.data) > MAX_BYTES:
        raise too_large(name)
    if kind == RDF_XML:
        _check_xml(source)
        # The document itself tells its encoding.
        content = source.data
    if kind == JSON_LD:
        _check_contexts(name, content)
        content = PythonInputSource(content)
    given = {"source" if kind == JSON_LD else "data": content}
    collector = _Collector()
    try:
        with _quiet():
            Dataset(store=collector).parse(**given, format=_PARSERS[kind], publicID=BASE)
    except _TooMany as error:
        raise too_large(name) from error
    except RecursionError as error:
        raise too_deep(name) from error
    # Every parser of the library has exceptions of its own, and on bad input raises others as well.
    except Exception as error:
        raise _broken(name, error) from error
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


def _check_contexts(name: str, value: Any) -> None:
    """Refuse JSON-LD that takes the meaning of its keys from elsewhere, however deep within it or in a list it says so.

    There is no other way by which a context comes from elsewhere: `@context` and `@import` have no other names.
    """
    todo = [(value, False)]
    while todo:
        item, in_context = todo.pop()
        if isinstance(item, dict):
            todo += [(part, key == "@context") for key, part in item.items()]
            # Numbers are kept as text, but this one the parser compares.
            if isinstance(item.get("@version"), str):
                item["@version"] = 1.1
        elif isinstance(item, list):
            todo += [(part, in_context) for part in item]
        if (isinstance(item, str) and in_context) or (isinstance(item, dict) and "@import" in item):
            raise GrondslagError(
                f"{name}: de @context staat elders op het net, en daar wordt niets opgehaald; zet de context zelf in"
                " het bestand.",
                f"{name}: the @context stands elsewhere on the net, and nothing is fetched there; put the context"
                " itself in the file.",
            )


def _check_xml(source: Source) -> None:
    parser = walker(source.name)
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise too_deep(source.name)

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        walk(parser, source.data)
    except ExpatError as error:
        raise _broken(source.name, error) from error


def _broken(name: str, error: Exception) -> GrondslagError:
    # The parser of Turtle counts the lines before the fault; the others, where they tell, the line itself.
    line = getattr(error, "lineno", None) or (lines + 1 if (lines := getattr(error, "lines", None)) is not None else 0)
    where_nl, where_en = (f"{name}, regel {line}", f"{name}, line {line}") if line else (name, name)
    return GrondslagError(
        f"{where_nl}: geen geldige RDF; herstel het bestand of maak de export opnieuw.",
        f"{where_en}: no valid RDF; mend the file or make the export anew.",
    )


def too_deep(name: str) -> GrondslagError:
    """Return the refusal of processes within one another without end."""
    return GrondslagError(
        f"{name}: te diep genest om te lezen; geef elk proces een eigen IRI en noem het bij die IRI.",
        f"{name}: nested too deep to read; give each process an IRI of its own and name it by that.",
    )


def too_large(name: str) -> GrondslagError:
    """Return the refusal of more linked data than is read."""
    return GrondslagError(
        f"{name}: meer RDF dan wordt gelezen ({MAX_BYTES >> 20} MiB of {MAX_STATEMENTS:,} uitspraken); splits het"
        " register.",
        f"{name}: more RDF than is read ({MAX_BYTES >> 20} MiB or {MAX_STATEMENTS:,} statements); split the registry.",
    )
