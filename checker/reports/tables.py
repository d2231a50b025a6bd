"""Verdicts and findings as tables for analysis: as CSV and as JSON, a row a line.

The rows come from an iterator and go out one by one, so that a writer of millions of rows can use the same columns
and the same defence.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from checker.audit.columns import finding_marks, verdict_marks
from checker.report import FINDING_COLUMNS, Report, finding_row, verdict_columns, verdict_row

Value = str | int
Row = Sequence[Value]

PLACES = ("proof", "repair")
"""What of an exchange says where in the document more of it stands; a line stands alone."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text starts with that a spreadsheet may run as a formula."""


def verdicts(report: Report) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the columns and rows of the table with one exchange a row."""
    families, marks = tuple(report.document["summary"]["families"]), verdict_marks(*report.marked)
    exchanges = report.document["exchanges"]
    return verdict_columns(families, marks), (verdict_row(exchange, families, marks) for exchange in exchanges)


def findings(report: Report) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the columns and rows of the table with one finding a row."""
    exchanges, marks = report.document["exchanges"], finding_marks(*report.marked)
    rows = (finding_row(exchange, one, marks) for exchange in exchanges for one in exchange["findings"])
    return (*FINDING_COLUMNS, *marks), rows


def to_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Return a table as the text of a CSV file."""
    target = io.StringIO()
    write_csv(columns, rows, target)
    return target.getvalue()


def write_csv(columns: Sequence[str], rows: Iterable[Row], target: TextIO) -> None:
    """Write a table as CSV: commas, quotation marks where needed, lines that end in a line feed.

    A text that a spreadsheet may run as a formula gets an apostrophe before it, which tells a spreadsheet that it is
    text; nothing else is changed but that all line ends within a text become the same.
    """
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(value) for value in row])


def _harmless(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = f"'{value}" if value.startswith(FORMULA) else value
    # The csv module does not put a bare carriage return in quotation marks, and it would end the line.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def to_jsonl(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Return a table as JSON, an object with its columns as keys on every line."""
    return "".join(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n" for row in rows)


def exchanges_jsonl(report: Report) -> str:
    """Return the exchanges of a report as they stand in its document, one a line, but for their places in it."""
    told = ({k: v for k, v in exchange.items() if k not in PLACES} for exchange in report.document["exchanges"])
    return "".join(json.dumps(exchange, ensure_ascii=False) + "\n" for exchange in told)
