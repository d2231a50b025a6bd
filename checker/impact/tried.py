"""Judge the examples of changes in any world."""

from collections.abc import Sequence

import pyarrow  # type: ignore[import-untyped]

from checker.batch.check import BatchCheck
from checker.batch.lots import Stream, stream_table
from checker.impact.compared import Example, aspects
from checker.impact.worlds import World
from checker.model import Table
from checker.plan.cache import NoCache


def reported(world: World, examples: Sequence[Example], streams: Sequence[Stream]) -> list[dict[str, str]]:
    """Return what is reported of each example in a world, by aspect; nothing where it has no such exchange.

    Raises GrondslagError where the shapes of the pack cannot be run.
    """
    check = BatchCheck(world.pack, world.day, world.names, NoCache())
    found: list[dict[str, str]] = [{} for _ in examples]
    for number, stream in enumerate(streams):
        # Rows that repeat an identifier are judged by themselves, lest one repeats that of another by chance.
        for is_repeated in (False, True):
            wanted = [at for at, example in enumerate(examples)
                      if example.stream == number and example.is_repeated == is_repeated]  # fmt: skip
            if not wanted:
                continue
            rows = tuple((at, examples[at].cells) for at in wanted)
            again = [examples[at].id for at in wanted] if is_repeated else []
            table = stream_table(Table(stream.source, "", stream.header, rows))
            _answer(check, table, pyarrow.array(again, "string"), wanted, examples, found)
    return found


def _answer(
    check: BatchCheck, table: Stream, again: pyarrow.StringArray, wanted: Sequence[int],
    examples: Sequence[Example], found: list[dict[str, str]],
) -> None:  # fmt: skip
    start = 0
    told: list[dict[str, str]] = []
    for checked in check.read_once(table, check.layout(table), again):
        told += [dict(aspects(answer)) for answer in check.answers.all[len(told) :]]
        seen: dict[int, int] = {}
        for row, answer in zip(checked.row.tolist(), checked.answer.tolist(), strict=True):
            at = wanted[start + row]
            if seen.get(row, 0) == examples[at].place:
                found[at] = told[answer]
            seen[row] = seen.get(row, 0) + 1
        start += len(checked.lot.columns[0])
