"""The report as JUnit XML, which most CI systems show: a suite for each registry, a case for each exchange and family.

A violation is a failure. What is undetermined is skipped: nothing was found to be wrong, but nobody may take it for a
pass; whether it stops a pipeline is up to the exit code. A family that does not apply is no case.
"""

import re
from collections import Counter
from xml.etree import ElementTree

from checker.report import Report
from checker.reports.parts import Document, causes_first, citation, name_of, one_line
from checker.reports.words import word

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST = 2_000


def to_junit(report: Report, language: str = "nl") -> bytes:
    """Return the report as the bytes of a JUnit XML file."""
    document = report.document
    suites = ElementTree.Element("testsuites", name="grondslag")
    total: Counter[str] = Counter()
    for place, registry in enumerate(document["registries"]):
        total += _suite(suites, place, registry, document, language)
    suites.attrib |= {key: str(total[key]) for key in ("tests", "failures")} | {"errors": "0"}
    ElementTree.indent(suites)
    written: bytes = ElementTree.tostring(suites, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(
    suites: ElementTree.Element, place: int, registry: Document, document: Document, language: str
) -> Counter[str]:
    source = _xml(registry["source"])
    suite = ElementTree.SubElement(suites, "testsuite", name=source)
    pack = document["pack"]
    facts = {"pack": pack["id"], "pack_version": pack["version"], "pack_sha256": pack["sha256"],
             "as_of": document["as_of"], "sha256": registry["sha256"]}  # fmt: skip
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in facts.items():
        ElementTree.SubElement(properties, "property", name=name, value=_xml(value))
    counts: Counter[str] = Counter()
    for exchange in document["exchanges"]:
        if exchange["registry"] == place:
            for family, outcome in exchange["outcomes"].items():
                if outcome != "inapplicable":
                    case = ElementTree.SubElement(suite, "testcase", classname=source, time="0")
                    counts["tests"] += 1
                    counts[_case(case, exchange, family, outcome, document, language)] += 1
    suite.attrib |= {key: str(counts[key]) for key in ("tests", "failures", "skipped")} | {"errors": "0", "time": "0"}
    return counts


def _case(
    case: ElementTree.Element, exchange: Document, family: str, outcome: str, document: Document, language: str
) -> str:
    """Fill in a case and return what it counts as."""
    label = document["labels"]["families"][family][language]
    row = word("row", language, n=exchange["row"])
    case.set("name", f"{name_of(exchange, language)} ({row}) · {_xml(one_line(label))}")
    if outcome == "pass":
        return ""
    weight = "violation" if outcome == "violation" else "warning"
    findings = [f for f in causes_first(exchange["findings"]) if f["family"] == family and f["severity"] == weight]
    kind = "failure" if outcome == "violation" else "skipped"
    told = [_told(finding, document, language) for finding in findings]
    first = findings[0]["message"][language] if findings else document["labels"]["outcomes"][outcome][language]
    codes = " ".join(dict.fromkeys(finding["rule"] for finding in findings))
    result = ElementTree.SubElement(case, kind, type=codes, message=_xml(one_line(first, LONGEST)))
    result.text = "\n\n".join(told)
    return "failures" if outcome == "violation" else "skipped"


def _told(finding: Document, document: Document, language: str) -> str:
    sources = "; ".join(citation(source, language) for source in finding["sources"])
    name = document["rules"][finding["rule"]]["name"][language]
    lines = [f"{finding['rule']} {name}. {one_line(finding['message'][language], LONGEST)}",
             f"{word('remedy', language)}: {one_line(finding['remedy'][language], LONGEST)}",
             f"{word('source', language)}: {sources}"]  # fmt: skip
    return _xml("\n".join(lines))


def _xml(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
