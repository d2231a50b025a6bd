"""What a check of registries as streams gives: a lot of exchanges at a time, with their answers."""

from dataclasses import dataclass

import pyarrow  # type: ignore[import-untyped]

from checker.batch.rows import Lot
from checker.plan.rows import Numbers, Sets


@dataclass(frozen=True)
class Checked:
    """A lot of exchanges with their answers."""

    stream: int
    """The registry, by its place."""
    lot: Lot
    row: Numbers
    """By exchange: the place in the lot of the row it is in."""
    id: pyarrow.StringArray
    answer: Numbers
    """By exchange: the number of its answer."""
    core: Numbers
    """By exchange: the number of all that rules can see of it beside its listed terms."""
    listed: Sets | None
    """By exchange: the set of its listed terms."""
    again: pyarrow.StringArray
    """The identifiers that occur more often in the registry."""
