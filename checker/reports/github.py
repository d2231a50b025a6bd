"""The findings as annotations that GitHub Actions shows beside the lines of a registry, one a line."""

from checker.report import Report
from checker.reports import standing
from checker.reports.parts import Document, causes_first, line_numbers, name_of, one_line
from checker.reports.words import word

COMMANDS = {"violation": "error", "warning": "warning", "info": "notice"}
LONGEST = 2_000
"""Characters of a message; the rest is in the other forms of the report."""


def to_github(report: Report, language: str = "nl") -> str:
    """Return a workflow command for each finding."""
    document = report.document
    lines = line_numbers(document)
    told = []
    for exchange in document["exchanges"]:
        registry = exchange["registry"]
        place = {"file": document["registries"][registry]["source"], "line": lines[registry].get(exchange["row"])}
        for finding in causes_first(exchange["findings"]):
            told.append(_command(finding, place, name_of(exchange, language), document, language))
    for entry in standing.entries(document):
        place = {"file": document["waivers"]["source"], "line": entry["row"]}
        name = standing.name_of_entry(entry, document, language)
        told += (_command(finding, place, name, document, language) for finding in entry["findings"])
    return "".join(told)


def _command(finding: Document, place: Document, name: str, document: Document, language: str) -> str:
    rule = document["rules"][finding["rule"]]
    given = place | {"title": f"{finding['rule']} {rule['name'][language]}"}
    where = ",".join(f"{key}={_property(str(value))}" for key, value in given.items() if value is not None)
    marks = f"{standing.marked(finding, language)} " if standing.marked(finding, language) else ""
    said = one_line(f"{name}: {marks}{finding['message'][language]}", LONGEST)
    if waiver := standing.waiver_of(finding, language):
        said += f" {word('waived', language)} {waiver}."
    said += f" {word('remedy', language)}: {one_line(finding['remedy'][language], LONGEST)}"
    # What is waived or known is told, and stops nothing.
    command = COMMANDS[finding["severity"] if standing.is_open(finding) else "info"]
    return f"::{command} {where}::{_data(said)}\n"


def _data(text: str) -> str:
    """Return a text in which nothing ends the command: what the runner itself turns back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
