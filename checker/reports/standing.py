"""How findings stand: which are waived or known, what was found of the waivers, and whether the law texts are stale."""

from collections.abc import Iterator
from typing import Any

from checker.audit.marks import counts
from checker.reports.parts import Document, day, one_line
from checker.reports.words import word

LONGEST = 500
"""Characters of a reason, a name or a role."""
LONGEST_NAME = 200
YAML = (".yaml", ".yml")


def facts(document: Document, language: str) -> Iterator[tuple[str, str]]:
    """Yield what a summary says of decisions, waivers and baseline, each with its name, where they were given."""
    if given := document.get("decisions"):
        named = {"source": one_line(given["source"], LONGEST_NAME), "sha": given["sha256"][:12]}
        yield word("decisions_given", language), word("decisions_told", language, n=given["decisions"], **named)
    if waivers := document.get("waivers"):
        source = one_line(waivers["source"], LONGEST_NAME)
        faulty = sum(any(f["severity"] != "info" for f in entry["findings"]) for entry in waivers["entries"])
        numbers = {"n": len(waivers["entries"]), "faulty": faulty, "waived": waivers["waived"]}
        told = word("waivers_told", language, source=source, **numbers)
        yield word("waivers", language), told
    if baseline := document.get("baseline"):
        told = word("baseline_told", language, **baseline | {"source": one_line(baseline["source"], LONGEST_NAME)})
        yield word("baseline", language), told
    if left := document["summary"].get("open"):
        labels = document["labels"]["verdicts"]
        told = " · ".join(f"{labels[verdict][language]}: {left[verdict]}" for verdict in reversed(left))
        yield word("counts", language), told


def stale(document: Document, language: str) -> str:
    """Return the warning that the law texts were checked long ago; nothing where they were not."""
    told = document["pack"].get("stale")
    return word("stale", language, **told) if told else ""


def waiver_of(finding: Document, language: str) -> str:
    """Return what is told of the waiver of a finding; nothing of one that is not waived."""
    waiver = finding.get("waiver")
    if not waiver:
        return ""
    days = {name: day(waiver[name], language) for name in ("date", "until")}
    texts = {name: one_line(waiver[name], LONGEST) for name in ("reason", "owner", "approved_by")}
    return word("waived_told", language, **days, **texts)


def status_of(finding: Document, language: str) -> str:
    """Return how a finding compares with the baseline, in a word; nothing without one."""
    status = finding.get("baseline")
    return word(f"status_{status}", language) if status else ""


def marked(finding: Document, language: str) -> str:
    """Return the marks on a finding as words between square brackets; nothing where it has none."""
    status = status_of(finding, language)
    marks = [word("waived_mark", language)] if "waiver" in finding else []
    return " ".join([*marks, *([f"[{status}]"] if status else [])])


def is_open(finding: Document) -> bool:
    """Return whether a finding counts: it is neither waived nor known."""
    return counts(finding)


def entries(document: Document) -> list[dict[str, Any]]:
    """Return the waivers of a check, none where there were none."""
    found: list[dict[str, Any]] = document.get("waivers", {}).get("entries", [])
    return found


def name_of_entry(entry: Document, document: Document, language: str) -> str:
    """Return how a waiver is called: what it names, and where it stands."""
    named = [entry["exchange"], entry["rule"]] if entry["exchange"] or entry["rule"] else [entry["fingerprint"][:12]]
    said = " · ".join(one_line(name) for name in named if name) or word("no_id", language)
    return f"{said} ({place_of_entry(entry, document, language)})"


def place_of_entry(entry: Document, document: Document, language: str) -> str:
    """Return where a waiver stands in its file: a line of YAML, a row of a table."""
    is_yaml = document["waivers"]["source"].lower().endswith(YAML)
    return word("line" if is_yaml else "row", language, n=entry["row"])
