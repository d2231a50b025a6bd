"""The report as JUnit XML, which most CI systems show: a suite for each registry, a case for each exchange and family.

A violation is a failure. What is undetermined is skipped: nothing was found to be wrong, but nobody may take it for a
pass; whether it stops a pipeline is up to the exit code. A family that does not apply is no case.
"""

import re
from collections import Counter
from xml.etree import ElementTree

from checker.report import Report
from checker.reports import standing
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
    if standing.entries(document):
        total += _waivers(suites, document, language)
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
             "as_of": document["as_of"], "sha256": registry["sha256"],
             **dict(standing.facts(document, language))}  # fmt: skip
    if warning := standing.stale(document, language):
        facts[word("checked", language)] = warning
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
    _count(suite, counts)
    return counts


def _count(suite: ElementTree.Element, counts: Counter[str]) -> None:
    suite.attrib |= {key: str(counts[key]) for key in ("tests", "failures", "skipped")} | {"errors": "0", "time": "0"}


def _waivers(suites: ElementTree.Element, document: Document, language: str) -> Counter[str]:
    """Add a suite with a case for each waiver; one with something wrong is skipped, as what is undetermined is."""
    source = _xml(document["waivers"]["source"])
    suite = ElementTree.SubElement(suites, "testsuite", name=source)
    properties = ElementTree.SubElement(suite, "properties")
    ElementTree.SubElement(properties, "property", name="sha256", value=document["waivers"]["sha256"])
    counts: Counter[str] = Counter()
    for entry in standing.entries(document):
        case = ElementTree.SubElement(suite, "testcase", classname=source, time="0")
        case.set("name", _xml(standing.name_of_entry(entry, document, language)))
        counts["tests"] += 1
        if findings := [finding for finding in entry["findings"] if finding["severity"] != "info"]:
            counts[_result(case, "skipped", findings, "", document, language)] += 1
    _count(suite, counts)
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
    # What is waived or known fails nothing, and is no pass either.
    kind = "failure" if outcome == "violation" and any(map(standing.is_open, findings)) else "skipped"
    return _result(case, kind, findings, document["labels"]["outcomes"][outcome][language], document, language)


def _result(
    case: ElementTree.Element, kind: str, findings: list[Document], outcome: str, document: Document, language: str
) -> str:
    """Say in a case why it is no pass, and return what it counts as."""
    told = [_told(finding, document, language) for finding in findings]
    shown = sorted(findings, key=lambda finding: not standing.is_open(finding))
    marks = standing.marked(shown[0], language) if shown else ""
    first = f"{marks} {shown[0]['message'][language]}".strip() if shown else outcome
    codes = " ".join(dict.fromkeys(finding["rule"] for finding in findings))
    result = ElementTree.SubElement(case, kind, type=codes, message=_xml(one_line(first, LONGEST)))
    result.text = "\n\n".join(told)
    return "failures" if kind == "failure" else "skipped"


def _told(finding: Document, document: Document, language: str) -> str:
    sources = "; ".join(citation(source, language) for source in finding["sources"])
    name = document["rules"][finding["rule"]]["name"][language]
    waiver, status = standing.waiver_of(finding, language), standing.status_of(finding, language)
    lines = [f"{finding['rule']} {name}. {one_line(finding['message'][language], LONGEST)}",
             *([f"{word('waived', language)} {waiver}"] if waiver else []),
             *([f"{word('baseline', language)}: {status}"] if status else []),
             f"{word('remedy', language)}: {one_line(finding['remedy'][language], LONGEST)}",
             f"{word('source', language)}: {sources}"]  # fmt: skip
    return _xml("\n".join(lines))


def _xml(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
