"""What is refused before linked data are parsed, and how a refusal is worded."""

from typing import Any
from xml.parsers.expat import ExpatError

from checker.errors import GrondslagError
from checker.readers.markup import walk, walker
from checker.readers.source import Source

MAX_BYTES = 64 * 1024**2
MAX_STATEMENTS = 1_000_000
"""Some 1 GiB in memory."""
MAX_TEXT = 512 * 1024**2
"""Characters in all statements together."""
MAX_DEPTH = 128
"""Elements of RDF/XML within one another."""


def check_contexts(name: str, value: Any) -> None:
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


def check_xml(source: Source) -> None:
    """Refuse RDF/XML with a document type, or nested without end.

    Raises GrondslagError.
    """
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
        raise broken(source.name, error) from error


def broken(name: str, error: Exception) -> GrondslagError:
    """Return the refusal of linked data that cannot be parsed."""
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
