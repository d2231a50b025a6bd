"""The forms that a report can take: one list, from which every command chooses.

What renders a form is imported only when that form is asked for; none needs the libraries of another.
"""

from collections.abc import Callable
from dataclasses import dataclass

from checker.errors import GrondslagError
from checker.report import Report

IF_ASKED, IF_FEW = "if asked", "if few"


@dataclass(frozen=True)
class View:
    """For whom a report is rendered: a language, and for text on a terminal its width and whether it has colour."""

    language: str = "nl"
    width: int = 80
    colour: bool = False


@dataclass(frozen=True)
class Format:
    """A form of the report. Files that end in one of `suffixes` have it unless another is asked for."""

    name: str
    render: Callable[[Report, View], str | bytes]
    suffixes: tuple[str, ...] = ()
    is_binary: bool = False
    attaches: str = ""
    """When it holds proofs and proposals: `IF_ASKED`, `IF_FEW` or else never."""


def _text(report: Report, view: View) -> str:
    from checker.reports.text import to_text

    return to_text(report, view.language, view.width, view.colour)


def _json(report: Report, view: View) -> str:
    return report.to_json()


def _jsonl(report: Report, view: View) -> str:
    from checker.reports.tables import exchanges_jsonl

    return exchanges_jsonl(report)


def _csv(report: Report, view: View) -> str:
    from checker.reports.tables import to_csv, verdicts

    return to_csv(*verdicts(report))


def _parquet(report: Report, view: View) -> bytes:
    from checker.reports.parquet import to_parquet
    from checker.reports.tables import verdicts

    return to_parquet(*verdicts(report))


def _findings_csv(report: Report, view: View) -> str:
    from checker.reports.tables import findings, to_csv

    return to_csv(*findings(report))


def _findings_jsonl(report: Report, view: View) -> str:
    from checker.reports.tables import findings, to_jsonl

    return to_jsonl(*findings(report))


def _findings_parquet(report: Report, view: View) -> bytes:
    from checker.reports.parquet import to_parquet
    from checker.reports.tables import findings

    return to_parquet(*findings(report))


def _xlsx(report: Report, view: View) -> bytes:
    from checker.reports.xlsx import to_xlsx

    return to_xlsx(report, view.language)


def _markdown(report: Report, view: View) -> str:
    from checker.reports.markdown import to_markdown

    return to_markdown(report, view.language)


def _html(report: Report, view: View) -> str:
    from checker.reports.html import to_html

    return to_html(report, view.language)


def _sarif(report: Report, view: View) -> str:
    from checker.reports.sarif import to_sarif

    return to_sarif(report, view.language)


def _junit(report: Report, view: View) -> bytes:
    from checker.reports.junit import to_junit

    return to_junit(report, view.language)


def _github(report: Report, view: View) -> str:
    from checker.reports.github import to_github

    return to_github(report, view.language)


def _turtle(report: Report, view: View) -> bytes:
    from checker.reports.rdf.turtle import to_turtle

    return to_turtle(report)


def _jsonld(report: Report, view: View) -> str:
    from checker.reports.rdf.jsonld import to_jsonld

    return to_jsonld(report)


TEXT = Format("text", _text, (".txt",))
FORMATS = (
    TEXT,
    Format("json", _json, (".json",), attaches=IF_ASKED),
    Format("jsonl", _jsonl, (".jsonl", ".ndjson")),
    Format("csv", _csv, (".csv",)),
    Format("parquet", _parquet, (".parquet",), is_binary=True),
    Format("findings-csv", _findings_csv),
    Format("findings-jsonl", _findings_jsonl),
    Format("findings-parquet", _findings_parquet, is_binary=True),
    Format("xlsx", _xlsx, (".xlsx",), is_binary=True),
    Format("html", _html, (".html", ".htm"), attaches=IF_FEW),
    Format("markdown", _markdown, (".md", ".markdown")),
    Format("sarif", _sarif, (".sarif", ".sarif.json")),
    Format("junit", _junit, (".xml",)),
    Format("github", _github),
    Format("turtle", _turtle, (".ttl",)),
    Format("jsonld", _jsonld, (".jsonld",)),
)
NAMES = tuple(form.name for form in FORMATS)


def by_name(name: str) -> Format:
    """Return the form of a name that is known."""
    return next(form for form in FORMATS if form.name == name)


def by_suffix(file: str) -> Format:
    """Return the form that the name of a file tells, text for one without a suffix.

    Raises GrondslagError where it tells none.
    """
    name = file.replace("\\", "/").rpartition("/")[2].lower()
    told = {suffix: form for form in FORMATS for suffix in form.suffixes if name.endswith(suffix)}
    if told:
        return told[max(told, key=len)]
    if "." not in name.lstrip("."):
        return TEXT
    suffixes = ", ".join(suffix for form in FORMATS for suffix in form.suffixes[:1])
    raise GrondslagError(
        f"{file}: het einde van de naam zegt niet welke vorm het rapport krijgt; noem die met --format, of kies uit"
        f" {suffixes}.",
        f"{file}: the end of the name does not tell which form the report takes; name it by --format, or choose from"
        f" {suffixes}.",
    )
