"""Keep the JSON form inside the Word document, so that it can be renewed: a part of custom XML, as Word has it."""

import json
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

NAMESPACE = "https://w3id.org/grondslag/dpia"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_NAME = PackURI("/customXml/grondslag.xml")
Document = dict[str, Any]


def keep(word_document: WordDocument, document: Document, language: str) -> None:
    """Put the JSON form in a Word document, in the place of an earlier one, with what is filled in as it stands."""
    part = word_document.part
    for key, relation in list(part.rels.items()):
        if not relation.is_external and _holds(relation.target_part):
            del part.rels[key]
    stored = {"language": language, "filled": filled_texts(word_document), "document": document}
    root = etree.Element(f"{{{NAMESPACE}}}dpia", nsmap={"g": NAMESPACE})
    root.text = json.dumps(stored, ensure_ascii=True, separators=(",", ":"))
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part.relate_to(Part(_NAME, "application/xml", data, part.package), _KIND)


def kept(word_document: WordDocument) -> dict[str, Any] | None:
    """Return what `keep` put in a Word document: `language`, `filled` and `document`; None where it holds none."""
    for relation in word_document.part.rels.values():
        if not relation.is_external and _holds(relation.target_part):
            try:
                parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
                stored = json.loads(etree.fromstring(relation.target_part.blob, parser).text or "")
            except (ValueError, RecursionError, etree.XMLSyntaxError):
                return None
            return stored if isinstance(stored, dict) else None
    return None


def _holds(part: Part) -> bool:
    return "customXml" in str(part.partname) and NAMESPACE.encode() in part.blob[:2_000]


def spans(word_document: WordDocument) -> dict[str, tuple[int, int]]:
    """Return where what is filled in begins and ends, by the rest of the names of its bookmarks, as places in the body.

    A start without an end, or an end before its start, is left out.
    """
    starts: dict[str, int] = {}
    found: dict[str, tuple[int, int]] = {}
    for place, block in enumerate(word_document.element.body):
        for mark in [block] if block.tag == qn("w:bookmarkStart") else block.iter(qn("w:bookmarkStart")):
            name = str(mark.get(qn("w:name"), ""))
            if name.startswith("gs_from_"):
                starts[name.removeprefix("gs_from_")] = place
            elif name.startswith("gs_until_") and (key := name.removeprefix("gs_until_")) in starts:
                found[key] = (starts[key], place)
    return found


def filled_texts(word_document: WordDocument) -> dict[str, str]:
    """Return the text of what is filled in, without white space and fields, by the same names."""
    body = list(word_document.element.body)
    return {
        key: "".join(shown(block) for block in body[first : last + 1])
        for key, (first, last) in spans(word_document).items()
    }


def shown(block: Any) -> str:
    """Return the text of a block, without white space: that may change when a document is saved."""
    return "".join("".join(node.text or "" for node in block.iter(qn("w:t"))).split())
