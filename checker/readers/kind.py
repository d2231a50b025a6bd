"""Recognise the format of a registry: by its content first, by its name where the content does not tell."""

import re

from checker.errors import GrondslagError
from checker.readers.source import Source
from checker.readers.spreadsheet.package import protected

WORKBOOK = "workbook"
PARQUET = "parquet"
JSON = "json"
JSON_LINES = "jsonl"
DELIMITED = "csv"
TURTLE = "turtle"
NQUADS = "nquads"
RDF_XML = "xml"
JSON_LD = "json-ld"

_BY_SUFFIX = {
    ".ttl": TURTLE, ".turtle": TURTLE, ".n3": TURTLE, ".trig": TURTLE, ".nt": NQUADS, ".nq": NQUADS,
    ".rdf": RDF_XML, ".owl": RDF_XML, ".jsonld": JSON_LD, ".json": JSON, ".jsonl": JSON_LINES, ".ndjson": JSON_LINES,
}  # fmt: skip
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".ods")

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (_OLE, "een oud Office-bestand (zoals .xls)", "an old Office file (such as .xls)"),
    (b"%PDF", "een PDF", "a PDF"),
    (b"\x1f\x8b", "een ingepakt bestand (gzip)", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "een ingepakt bestand (7z)", "a packed file (7z)"),
    (b"Rar!", "een ingepakt bestand (rar)", "a packed file (rar)"),
    (b"\x89PNG", "een afbeelding", "an image"),
    (b"\xff\xd8\xff", "een afbeelding", "an image"),
    (b"SQLite format 3", "een database", "a database"),
    (b"{\\rtf", "een tekstdocument (RTF)", "a text document (RTF)"),
)

_SAMPLE = 65_536
_COMMENTS = re.compile(r"(?:\s+|#[^\n]*(?:\n|$))+")
_DIRECTIVE = re.compile(r"(?:@prefix|@base|prefix|base)\s[^\n]*?<", re.IGNORECASE)
_TRIPLE = re.compile(r"(?:<[a-z][\w+.-]*:[^<>\"{}|^`\\\s]*>|_:\S+)\s*(?:<[a-z][\w+.-]*:[^<>\s]*>|a\s)", re.IGNORECASE)
_LINE = re.compile(r"(?:<[^<>\s]*>|_:\S+)\s*<[^<>\s]*>\s*[<\"_].*\.\s*(?:#.*)?", re.IGNORECASE)
_XML = re.compile(r"<(?:\?xml|!DOCTYPE|!--|[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?[\s/>])")
_JSON = re.compile(r"\{\s*[\"}]|\[\s*[\[{\]\"]")

_RDF_NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def kind_of_bytes(source: Source) -> str | None:
    """Return the format of a file that is no text, or None where it may be text.

    Raises GrondslagError where it is no registry, or broken beyond recognition.
    """
    name, data = source.name, source.data
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return WORKBOOK
    if data.startswith((b"PAR1", b"PARE")):
        return PARQUET
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise protected(name)
    for mark, nl, en in _SIGNATURES:
        if data.startswith(mark):
            raise GrondslagError(
                f"{name} is {nl}: sla het register op als .xlsx of CSV UTF-8.",
                f"{name} is {en}: save the registry as .xlsx or CSV UTF-8.",
            )
    return None


def kind_of_text(source: Source, text: str) -> str:
    """Return the format of a text: linked data, JSON, or else delimited.

    Raises GrondslagError where it is XML or HTML that is no linked data.
    """
    start = _COMMENTS.sub("", text[:_SAMPLE], count=1) if text[:1] in ("#", " ", "\n", "\r", "\t") else text[:_SAMPLE]
    named = _BY_SUFFIX.get(source.suffix)
    if _DIRECTIVE.match(start):
        return TURTLE
    if _XML.match(start) and not (named in (TURTLE, NQUADS) or _TRIPLE.match(start)):
        return _xml(source, text)
    if _TRIPLE.match(start):
        return NQUADS if named != TURTLE and _LINE.fullmatch(start.split("\n", 1)[0].strip()) else TURTLE
    if _JSON.match(start):
        return named if named in (JSON_LD, JSON_LINES, TURTLE) else JSON
    return named or DELIMITED


def _xml(source: Source, text: str) -> str:
    start = text[:_SAMPLE]
    if _RDF_NAMESPACE in start or _BY_SUFFIX.get(source.suffix) == RDF_XML:
        return RDF_XML
    if re.search(r"<(?:!DOCTYPE\s+)?html|<table[\s>]", start, re.IGNORECASE):
        nl, en = "een webpagina", "a web page"
    else:
        nl, en = "XML maar geen RDF", "XML but no RDF"
    raise GrondslagError(
        f"{source.name} is {nl}: open het bestand in Excel of LibreOffice en sla het op als .xlsx of CSV UTF-8.",
        f"{source.name} is {en}: open the file in Excel or LibreOffice and save it as .xlsx or CSV UTF-8.",
    )
