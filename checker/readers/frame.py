"""Read a registry from a pandas DataFrame."""

import hashlib
from datetime import date, datetime
from typing import Any

import pandas

from checker.model import Table


def read_frame(frame: Any) -> Table:
    """Return a pandas DataFrame as a table of text: missing values empty, days as ISO dates."""
    header = tuple(_text(name) for name in frame.columns)
    rows = tuple(
        (number, tuple(_text(value) for value in row))
        for number, row in enumerate(frame.itertuples(index=False, name=None), start=2)
    )
    digest = hashlib.sha256(repr((header, rows)).encode())
    return Table("DataFrame", digest.hexdigest(), header, rows)


def _text(value: Any) -> str:
    if value is None or (pandas.api.types.is_scalar(value) and pandas.isna(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).encode("utf-8", "replace").decode()
