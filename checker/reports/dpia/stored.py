"""An assessment read back, from its JSON or its Word form, with what people answered in it."""

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from checker.errors import GrondslagError
from checker.resources import dpia_schema

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MAX_BYTES = 50_000_000
Document = dict[str, Any]


@dataclass(frozen=True)
class Stored:
    """An assessment as it was: its document, the answers by question, and of a Word document that and its language."""

    document: Document
    answers: dict[str, str]
    language: str = ""
    word_document: "WordDocument | None" = None


def read_dpia(name: str, data: bytes) -> Stored:
    """Return the assessment in the bytes of a file of that name.

    Raises GrondslagError where it is no assessment, is broken, or larger than one can be.
    """
    if len(data) > MAX_BYTES:
        raise GrondslagError(
            f"{name} is groter dan {MAX_BYTES // 10**6} MB: controleer de herkomst.",
            f"{name} is larger than {MAX_BYTES // 10**6} MB: check where it comes from.",
        )
    if data[:4] == b"PK\x03\x04":
        return _read_word(name, data)
    try:
        read = json.loads(data.decode("utf-8-sig"), parse_float=str, parse_constant=str)
        json.dumps(read, ensure_ascii=False).encode()
    # Text in another encoding, halves of characters, numbers of thousands of digits, nesting without end.
    except (ValueError, RecursionError) as error:
        raise _refused(name) from error
    document = _checked(name, read)
    asked = (q for part in document["parts"] for section in part["sections"] for q in section["questions"])
    return Stored(document, {question["code"]: question["answer"] for question in asked})


def _read_word(name: str, data: bytes) -> Stored:
    from checker.reports.dpia.docx.keep import kept
    from checker.reports.dpia.docx.package import not_ours, opened
    from checker.reports.dpia.docx.renewed import answers

    word_document = opened(name, data)
    stored = kept(word_document)
    if stored is None or stored.get("language") not in ("nl", "en") or not isinstance(stored.get("filled"), dict):
        raise not_ours(name)
    document = _checked(name, stored.get("document"))
    return Stored(document, answers(word_document, document), stored["language"], word_document)


def _checked(name: str, document: Any) -> Document:
    if not isinstance(document, dict):
        raise _refused(name)
    validator = jsonschema_rs.validator_for(json.loads(dpia_schema().read_text(encoding="utf-8")))
    if not validator.is_valid(document):
        error = next(iter(validator.iter_errors(document)))
        place = "/".join(map(str, error.instance_path))[:60] or "/"
        raise _refused(name, place)
    for day in (document["as_of"], (document["changes"] or {"since": document["as_of"]})["since"]):
        try:
            date.fromisoformat(day)
        except ValueError as error:
            raise _refused(name, "as_of") from error
    return document


def _refused(name: str, place: str = "") -> GrondslagError:
    nl, en = (f" (bij {place})", f" (at {place})") if place else ("", "")
    return GrondslagError(
        f"{name} is geen DPIA die met grondslag dpia is gemaakt, of is beschadigd{nl}: noem het .docx- of .json-bestand"
        " dat grondslag dpia schreef.",
        f"{name} is no DPIA made by grondslag dpia, or is damaged{en}: name the .docx or .json file that grondslag dpia"
        " wrote.",
    )
