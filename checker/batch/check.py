"""Check registries of any size: verdict, scope, outcomes and rules of each exchange, a lot of rows at a time.

Memory is bounded: what is held of all rows together is eight bytes a row, to find identifiers that occur more often,
and the different questions and answers.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute

from checker.batch.answers import Answers
from checker.batch.beyond import Overlook, read_flows
from checker.batch.columns import identifiers
from checker.batch.encode import Encoder, Lexicon
from checker.batch.encode import Lot as EncodedLot
from checker.batch.lots import Lot, Stream
from checker.batch.repeated import repeated
from checker.flows import Beyond, Flows, judging, reported
from checker.model import Table
from checker.pack import Pack
from checker.plan.asking import Answers as Asked
from checker.plan.cache import Cache
from checker.plan.plan import Plan
from checker.plan.rows import Numbers, Sets
from checker.terms.cellreader import CellReader
from checker.terms.columns import Layout, read_columns
from checker.terms.exchanges import require_datatypes
from checker.terms.names import Names
from checker.terms.values import IDENTIFIER

Watch = Callable[[str, int], None]
"""Is told of the name of a registry and how many more of its rows were done."""


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


@dataclass(eq=False)
class BatchCheck:
    """A check of registries as streams."""

    pack: Pack
    as_of: date
    names: Names
    cache: Cache
    watch: Watch | None = None
    judge: Asked | None = None
    """Answers the questions; without it the judge of the pack."""
    onward: bool = False
    """Whether to judge what goes beyond a single exchange, which takes one more reading: `run` does it, and before
    `read_once` it is done by `flows` and `look_over`."""
    times: list[int] = field(default_factory=list)
    """By answer: how many exchanges have it."""

    def __post_init__(self) -> None:
        """Make the plan."""
        require_datatypes(self.pack)
        self.plan = Plan(self.pack, self.as_of, self.cache, self.judge)
        self.onward = self.onward and judging(self.pack) is not None
        self.shown = reported(self.pack) if self.onward else self.pack
        """The pack with the families and rules of the answers."""
        self._alone = Answers(self.pack, self.plan.codes)
        self.answers = Answers(self.shown, self.plan.codes) if self.onward else self._alone
        self.overlook: Overlook | None = None
        self.reader = CellReader(self.pack, self.names)
        self._lexicons: dict[str, Lexicon] = {}

    def layout(self, stream: Stream) -> Layout:
        """Return where the columns of the pack stand in a registry; see `read_columns`."""
        return read_columns(Table(stream.source, "", stream.header, ()), self.pack, self.names)

    def run(self, streams: Sequence[Stream], is_asked: bool = True) -> Iterator[Checked]:
        """Yield the exchanges of registries with their answers, in their order.

        Args:
            streams: the registries.
            is_asked: whether to find the answers; without it only what they depend on is found.
        """
        layouts = [self.layout(stream) for stream in streams]
        if self.onward:
            self.look_over(Beyond(read_flows(streams, layouts, self.reader), self.pack, self.as_of))
        for place, (stream, layout) in enumerate(zip(streams, layouts, strict=True)):
            again = self._repeated(stream, layout)
            yield from self.read_once(stream, layout, again, place, is_asked)

    def look_over(self, beyond: Beyond) -> None:
        """Have the answers hold what goes beyond each exchange, as is known of all registries."""
        self.overlook = Overlook(self.pack, beyond, self.answers)

    def flows(self, stream: Stream, layout: Layout) -> Flows:
        """Return the flows of one registry, which is read for them."""
        return read_flows([stream], [layout], self.reader)

    def read_once(
        self, stream: Stream, layout: Layout, again: pyarrow.StringArray, place: int = 0, is_asked: bool = True
    ) -> Iterator[Checked]:
        """Yield the exchanges of one registry, of which the identifiers that occur more often are known; see `run`."""
        for lot, encoded, cores in self._encoded(stream, layout, again):
            answers = np.zeros(0, dtype=np.int64)
            if is_asked:
                numbers, spoken = self.plan.rules(encoded.rows, cores)
                answers = self._alone.number(spoken)[numbers]
                if self.overlook is not None:
                    answers = self.overlook.number(encoded.rows, answers, self._alone)
                self.count(answers)
            yield Checked(place, lot, encoded.row, encoded.id, answers, cores, encoded.rows.sets, again)
            if self.watch is not None:
                self.watch(stream.source, len(lot.columns[0]))

    def ask(self, stream: Stream, layout: Layout, again: pyarrow.StringArray) -> Iterator[None]:
        """Put the questions of one registry to the judge, a lot of rows at a time, and do nothing with the answers."""
        for _, encoded, cores in self._encoded(stream, layout, again):
            self.plan.rules(encoded.rows, cores)
            yield

    def batches(self, streams: Sequence[Stream]) -> Iterator[pyarrow.RecordBatch]:
        """Yield the exchanges of registries with their answers as columns."""
        return (self.answers.batch(checked.id, checked.answer) for checked in self.run(streams))

    def _encoded(
        self, stream: Stream, layout: Layout, again: pyarrow.StringArray
    ) -> Iterator[tuple[Lot, EncodedLot, Numbers]]:
        """Yield each lot of a registry as it is, as exchanges, and the core of each exchange."""
        encoder = Encoder(self.reader, layout, self._lexicons)
        for read in stream.read(None):
            lot = _numbered(read, layout, self.pack)
            repeats = None
            if len(again):
                ids = self.identifiers(layout, lot)
                repeats = compute.is_in(ids, value_set=again).to_numpy(zero_copy_only=False)
            encoded = encoder.encode(lot.columns, repeats, lot.misshapen)
            yield lot, encoded, self.plan.cores.of(encoded.rows)

    def count(self, answers: Numbers) -> None:
        """Count the exchanges with each answer."""
        counts = np.bincount(answers, minlength=len(self.answers.all))
        self.times += [0] * (len(self.answers.all) - len(self.times))
        self.times = [known + int(more) for known, more in zip(self.times, counts, strict=True)]

    def _repeated(self, stream: Stream, layout: Layout) -> pyarrow.StringArray:
        key = next(column for column in self.pack.columns if column.datatype == IDENTIFIER)
        if not key.unique or key.code not in layout.places:
            return pyarrow.array([], "string")
        wanted = [layout.places[key.code]]
        return repeated(lambda: map(partial(self.identifiers, layout), stream.read(wanted)))

    def identifiers(self, layout: Layout, lot: Lot) -> pyarrow.StringArray:
        """Return the identifier of each row."""
        key = next(column for column in self.pack.columns if column.datatype == IDENTIFIER)
        return identifiers(lot.columns[layout.places[key.code]], self.pack)


def _numbered(lot: Lot, layout: Layout, pack: Pack) -> Lot:
    """Return a lot with each different text of a column held once, but for identifiers: these seldom repeat."""
    keys = {layout.places.get(column.code) for column in pack.columns if column.datatype == IDENTIFIER}
    return replace(
        lot,
        columns=[
            column if place in keys or pyarrow.types.is_dictionary(column.type) else column.dictionary_encode()
            for place, column in enumerate(lot.columns)
        ],
    )
