"""All exchanges that change, one a row: kept on disk until it is known why they do, then written as a table."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow  # type: ignore[import-untyped]
from pyarrow import ipc

from checker.batch.sinks import CsvColumns, ParquetColumns, Sink
from checker.errors import GrondslagError
from checker.impact.compared import Rows

SCHEMA = pyarrow.schema([("registry", "int32"), ("row", "int64"), ("id", "string"), ("kind", "int32")])
PARQUET = ".parquet"
FORMS = (".csv", PARQUET)


class Listing:
    """Takes changed exchanges and writes them; where nobody asks for them it takes nothing."""

    def __init__(self, path: Path | None, is_parquet: bool = False) -> None:
        """Keep exchanges in a file of this name, if any, and write them as Parquet or else as CSV."""
        self.path = path
        self.is_parquet = is_parquet
        self.writer: Any = None
        self.clear()

    def clear(self) -> None:
        """Start anew."""
        self.close()
        self.writer = None if self.path is None else ipc.new_file(str(self.path), SCHEMA)

    def close(self) -> None:
        """Close the file."""
        if self.writer is not None:
            self.writer.close()
            self.writer = None

    def take(self, rows: Rows) -> None:
        """Keep the changed exchanges of a lot."""
        if self.writer is not None:
            size = len(rows.row)
            columns = [[rows.stream] * size, rows.row.tolist(), rows.id, rows.kind.tolist()]
            arrays = [pyarrow.array(c, field.type) for c, field in zip(columns, SCHEMA, strict=True)]
            self.writer.write_batch(pyarrow.RecordBatch.from_arrays(arrays, schema=SCHEMA))

    def write(self, path: Path, kinds: Sequence[dict[str, Any]]) -> None:
        """Write the exchanges with what changes, by their kinds of change, in the form that was asked for."""
        self.close()
        told = {name: pyarrow.array(values, "string") for name, values in _columns(kinds).items()}
        sink: Sink = ParquetColumns(path) if self.is_parquet else CsvColumns(path)
        with pyarrow.memory_map(str(self.path)) as source:
            kept = ipc.open_file(source)
            for at in range(kept.num_record_batches):
                batch = kept.get_batch(at)
                sink.columns(_told(batch, told))
            if not kept.num_record_batches:
                sink.columns(_told(pyarrow.RecordBatch.from_pylist([], schema=SCHEMA), told))
        sink.close()


def _told(batch: pyarrow.RecordBatch, told: dict[str, pyarrow.Array]) -> pyarrow.RecordBatch:
    columns = {name: batch.column(name).cast("string") for name in ("id", "registry", "row")}
    columns |= {name: values.take(batch.column("kind")) for name, values in told.items()}
    return pyarrow.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def _columns(kinds: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    return {
        "verdict_from": [(kind["verdict"] or {}).get("from", "") for kind in kinds],
        "verdict_to": [(kind["verdict"] or {}).get("to", "") for kind in kinds],
        "outcomes": [
            ";".join(f"{code}:{move['from']}>{move['to']}" for code, move in kind["outcomes"].items()) for kind in kinds
        ],
        "changes": [";".join(str(at + 1) for at in kind["changes"]) for kind in kinds],
    }


@contextmanager
def listing(output: Path | None) -> Iterator[Listing]:
    """Give what takes the exchanges for a file; what it keeps on disk is gone afterwards.

    Raises GrondslagError where the name of the file tells no form that this can take.
    """
    if output is None:
        yield Listing(None)
        return
    form = output.suffix.lower()
    if form not in FORMS:
        known = ", ".join(FORMS)
        raise GrondslagError(
            f"{output}: het einde van de naam zegt niet welke vorm het wordt; kies uit {known}.",
            f"{output}: the end of the name does not tell which form it takes; choose from {known}.",
        )
    with tempfile.TemporaryDirectory(prefix="grondslag") as folder:
        made = Listing(Path(folder) / "exchanges.arrow", is_parquet=form == PARQUET)
        try:
            yield made
        finally:
            made.close()
