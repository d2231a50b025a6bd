"""Write the answers on exchanges that stream: columns as they come, lines as they are laid out."""

from pathlib import Path
from typing import Any, Protocol

import pyarrow  # type: ignore[import-untyped]
from pyarrow import parquet

from checker.batch import tables
from checker.batch.findings import Told
from checker.batch.joined import csv_lines, json_lines
from checker.batch.lines import blocks


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
        self.file.writelines(csv_lines(batch))

    def close(self) -> None:
        """Close the file."""
        if self.file is not None:
            self.file.close()


class Lines(_Sink):
    """One exchange a line with its findings, as JSONL."""

    needs_findings = True

    def __init__(self, path: Path) -> None:
        """Open the file."""
        super().__init__(path)
        self.file = path.open("wb")

    def told(self, told: Told, key: int | None) -> None:
        """Write a lot."""
        self.file.writelines(blocks(told, key))

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
        super().columns(tables.shared(told))


class FindingLines(Lines):
    """One finding a line, as JSONL."""

    def told(self, told: Told, key: int | None) -> None:
        """Write a lot."""
        self.file.writelines(json_lines(tables.shared(told)))


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
