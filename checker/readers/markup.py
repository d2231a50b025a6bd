"""Walk through XML safely: no document types, so no entities; no tree, so no more memory than the XML itself."""

from xml.parsers import expat

from checker.errors import GrondslagError


def walker(where: str) -> expat.XMLParserType:
    """Return a parser that refuses a document type; `where` names the document to the user."""

    def refuse(*_: object) -> None:
        # No entities without a document type: no billion laughs, and nothing that is fetched from elsewhere.
        raise GrondslagError(
            f"{where} bevat een documenttype (DOCTYPE), en daarmee mogelijk entiteiten; dat wordt niet gelezen: sla het"
            " register op zonder DOCTYPE.",
            f"{where} holds a document type (DOCTYPE), and with it possibly entities; that is not read: save the"
            " registry without a DOCTYPE.",
        )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    return parser


def walk(parser: expat.XMLParserType, data: bytes) -> None:
    """Walk through a whole document; the handlers of the parser are told of it.

    Raises expat.ExpatError where it is no well-formed XML, and GrondslagError at a document type.
    """
    parser.Parse(data, True)
