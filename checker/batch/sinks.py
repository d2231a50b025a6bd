"""Write the answers on exchanges that stream: columns as they come, lines as they are laid out."""

from pathlib import Path
from typing import Any, Protocol

import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute, parquet

from checker.batch import tables
from checker.batch.findings import Told
from checker.batch.lines import lines
from checker.reports.tables import FORMULA, to_jsonl


class Sink(Protocol):
    """Takes lots of answers and writes them."""

    needs_findings: bool

    def columns(self, batch: pyarrow.RecordBatch) -> None:
        """Take exchanges as columns."""
        ...

    def told(self, told: Told, key: int | None) -> None:
        """Take exchanges with their findings; `key` is the place of the column with the identifier."""
        ...

    def close(self) -> None:
        """Write what is left."""
        ...


class _Sink:
    needs_findings = False

    def __init__(self, path: Path) -> None:
        self.path = path

    def columns(self, batch: pyarrow.RecordBatch) -> None:
        """Take nothing."""

    def told(self, told: Told, key: int | None) -> None:
        """Take nothing."""

    def close(self) -> None:
        """Write nothing."""


class ParquetColumns(_Sink):
    """One exchange a row, as Parquet."""

    writer: Any = None

    def columns(self, batch: pyarrow.RecordBatch) -> None:
        """Write a lot as a row group."""
        if self.writer is None:
            # Without Arrow's own schema, texts that repeat are read back as plain texts.
            self.writer = parquet.ParquetWriter(self.path, batch.schema, store_schema=False)
        self.writer.write_batch(batch)

    def close(self) -> None:
        """Write the footer."""
        if self.writer is not None:
            self.writer.close()


class CsvColumns(_Sink):
    """One exchange a row, as CSV; just as the csv module writes it, without a Python object for every cell."""

    file: Any = None

    def columns(self, batch: pyarrow.RecordBatch) -> None:
        """Write a lot."""
        if self.file is None:
            self.file = self.path.open("wb")
            self.file.write((",".join(batch.schema.names) + "\n").encode())
        rows = compute.binary_join_element_wise(*map(_cells, batch.columns), ",")
        self.file.write("".join(f"{row}\n" for row in rows.to_pylist()).encode())

    def close(self) -> None:
        """Close the file."""
        if self.file is not None:
            self.file.close()


def _cells(column: Any) -> Any:
    """Return a column as cells of CSV that no spreadsheet runs as a formula."""
    if pyarrow.types.is_dictionary(column.type):
        return _cells(column.dictionary).take(column.indices)
    risky = compute.is_in(compute.utf8_slice_codeunits(column, 0, 1), value_set=pyarrow.array(FORMULA))
    guarded = compute.if_else(risky, compute.binary_join_element_wise("'", column, ""), column)
    texts = compute.replace_substring_regex(guarded, "\r\n?", "\n")
    marks = compute.match_substring_regex(texts, '[,"\n]')
    quoted = compute.binary_join_element_wise('"', compute.replace_substring(texts, '"', '""'), '"', "")
    return compute.if_else(marks, quoted, texts)


class Lines(_Sink):
    """One exchange a line with its findings, as JSONL."""

    needs_findings = True

    def __init__(self, path: Path) -> None:
        """Open the file."""
        super().__init__(path)
        self.file = path.open("w", encoding="utf-8", errors="replace", newline="\n")

    def told(self, told: Told, key: int | None) -> None:
        """Write a lot."""
        self.file.writelines(f"{line}\n" for line in lines(told, key))

    def close(self) -> None:
        """Close the file."""
        self.file.close()


class FindingCsv(CsvColumns):
    """One finding a row, as CSV."""

    needs_findings = True

    def columns(self, batch: pyarrow.RecordBatch) -> None:
        """Take nothing: what is written is told."""

    def told(self, told: Told, key: int | None) -> None:
        """Write a lot."""
        super().columns(tables.plain(tables.of(told)))


class FindingLines(Lines):
    """One finding a line, as JSONL."""

    def told(self, told: Told, key: int | None) -> None:
        """Write a lot."""
        found = tables.of(told)
        rows = zip(*(column.to_pylist() for column in found.columns), strict=True)
        self.file.write(to_jsonl(found.schema.names, rows))


class FindingColumns(ParquetColumns):
    """One finding a row, as Parquet."""

    needs_findings = True

    def columns(self, batch: pyarrow.RecordBatch) -> None:
        """Take nothing: what is written is told."""

    def told(self, told: Told, key: int | None) -> None:
        """Write a lot."""
        super().columns(tables.of(told))


SINKS = {
    "parquet": ParquetColumns,
    "csv": CsvColumns,
    "jsonl": Lines,
    "findings-csv": FindingCsv,
    "findings-jsonl": FindingLines,
    "findings-parquet": FindingColumns,
}
"""By the name of the form: what writes it, given the path."""
