"""What each form of a small report must look like. `make golden` makes the files anew, for a person to look over.

The report itself is kept as JSON, so that a change of the law changes no form of it. Workbooks and Parquet files are
kept as the text of their cells: their bytes change with the version of the library that writes them.
"""

import io
import json
from datetime import date
from pathlib import Path

import openpyxl
from pyarrow import parquet  # type: ignore[import-untyped]

from checker.report import Report
from checker.reports.formats import FORMATS, Format, View
from checker.reports.stored import read_report

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
STORED = HERE / "small.report.json"
AS_OF = date(2026, 11, 23)
LANGUAGES = ("nl", "en")


def stored() -> Report:
    """The small report, read from its JSON."""
    return read_report(STORED.name, STORED.read_bytes())


def shown(form: Format, language: str, report: Report) -> str:
    """A form of a report as text."""
    made = form.render(report, View(language))
    if isinstance(made, bytes) and form.name == "xlsx":
        return workbook_text(made)
    if isinstance(made, bytes) and form.name.endswith("parquet"):
        table = parquet.read_table(io.BytesIO(made))
        return f"{table.schema}\n" + "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table.to_pylist())
    return made.decode() if isinstance(made, bytes) else made


def workbook_text(data: bytes) -> str:
    """The cells of a workbook, one a line, with where they lead to."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    lines = []
    for sheet in workbook.worksheets:
        lines.append(f"# {sheet.title} · {sheet.freeze_panes} · {sheet.auto_filter.ref}")
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            link = f" -> {cell.hyperlink.target}" if cell.hyperlink else ""
            lines.append(f"{cell.coordinate} {cell.data_type} {json.dumps(cell.value, ensure_ascii=False)}{link}")
    return "\n".join(lines) + "\n"


def path(form: Format, language: str) -> Path:
    """Where the form in a language is kept; one that speaks no language is kept once, under Dutch."""
    own = GOLDEN / f"{form.name}.{language}.txt"
    return own if own.exists() else GOLDEN / f"{form.name}.{LANGUAGES[0]}.txt"


def main() -> None:
    """Check the small registry again, and write every form of its report."""
    from checker import check

    decisions = HERE.parent / "rules" / "decisions.csv"
    report = check(HERE / "small.csv", as_of=AS_OF, decisions=decisions)
    report.document["registries"][0]["source"] = "small.csv"
    report.document["decisions"]["source"] = decisions.name
    STORED.write_text(report.to_json(), encoding="utf-8")
    for old in GOLDEN.glob("*.txt"):
        old.unlink()
    for form in FORMATS:
        made = {language: shown(form, language, stored()) for language in LANGUAGES}
        for language in LANGUAGES if made["nl"] != made["en"] else LANGUAGES[:1]:
            (GOLDEN / f"{form.name}.{language}.txt").write_text(made[language], encoding="utf-8")


if __name__ == "__main__":
    main()
