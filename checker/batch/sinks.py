"""Write the answers on exchanges that stream: columns as they come, lines as they are laid out."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import pyarrow  # type: ignore[import-untyped]
from pyarrow import parquet, types

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
    _hand: Any = None
    _last: Any = None

    def columns(self, batch: pyarrow.RecordBatch) -> None:
        """Write a lot as a row group, while the next is made."""
        if self.writer is None:
            repeated = [field.name for field in batch.schema if types.is_dictionary(field.type)]
            self.writer = parquet.ParquetWriter(
                self.path,
                batch.schema,
                # Without Arrow's own schema, texts that repeat are read back as plain texts.
                store_schema=False,
                use_dictionary=repeated,
                # The least and the greatest of a few words that return in every lot serve no reader.
                write_statistics=[name for name in batch.schema.names if name not in repeated],
            )
            self._hand = ThreadPoolExecutor(max_workers=1)
        self._wait()
        self._last = self._hand.submit(self.writer.write_batch, batch)

    def close(self) -> None:
        """Write the footer."""
        if self.writer is None:
            return
        try:
            self._wait()
        finally:
            self._hand.shutdown()
            self.writer.close()

    def _wait(self) -> None:
        if self._last is not None:
            self._last.result()


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
        super().columns(tables.shared(told))


SINKS = {
    "parquet": ParquetColumns,
    "csv": CsvColumns,
    "jsonl": Lines,
    "findings-csv": FindingCsv,
    "findings-jsonl": FindingLines,
    "findings-parquet": FindingColumns,
}
"""By the name of the form: what writes it, given the path."""
