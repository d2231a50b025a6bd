"""Check registries of any size: verdict, scope, outcomes and rules of each exchange, a lot of rows at a time.

Each registry is read once and set aside; then it is answered. Memory is bounded: of all rows together the different
questions and answers are held, some tens of thousands of different exchanges, and eight bytes a row to find identifiers
that occur more often, where these do not ascend.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute

from checker.batch.answers import Answers
from checker.batch.apart import named
from checker.batch.beyond import Overlook, put_flows, read_flows
from checker.batch.checked import Checked
from checker.batch.columns import identifiers
from checker.batch.encode import Encoder, Lexicon
from checker.batch.encode import Lot as EncodedLot
from checker.batch.held import Held
from checker.batch.kinds import repeating
from checker.batch.lots import Lot, Stream
from checker.batch.rows import numbered
from checker.flows import Beyond, Flows, Viewer, judging, reported
from checker.model import Table
from checker.pack import Column, Pack
from checker.plan.asking import Answers as Asked
from checker.plan.cache import Cache
from checker.plan.plan import Plan
from checker.plan.rows import Numbers, Rows, Sets
from checker.terms.cellreader import CellReader
from checker.terms.columns import Layout, read_columns
from checker.terms.exchanges import require_datatypes
from checker.terms.names import Names
from checker.terms.values import IDENTIFIER

Watch = Callable[[str, float], None]
"""Is told of the name of a registry and how many more of its rows were done; one that was only read is half done."""


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
    """Whether to judge what goes beyond a single exchange: `run` does it; before `read_once` it takes `flows` and
    `look_over`."""
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

    def run(
        self, streams: Sequence[Stream], is_asked: bool = True, holds_cells: bool = True
    ) -> Iterator[Checked]:  # fmt: skip
        """Yield the exchanges of registries with their answers, in their order; each registry is read once.

        Args:
            streams: the registries.
            is_asked: whether to find the answers; without it only what they depend on is found.
            holds_cells: whether the lots hold the cells of their rows.
        """
        flows = Flows()
        held = [self._held(stream, flows, holds_cells) for stream in streams]
        if self.onward:
            self.look_over(Beyond(flows, self.pack, self.as_of, self.cache))
        for place, (stream, one) in enumerate(zip(streams, held, strict=True)):
            yield from self._answered(place, stream, one, is_asked)

    def look_over(self, beyond: Beyond) -> None:
        """Have the answers hold what goes beyond each exchange, as is known of all registries."""
        self.overlook = Overlook(self.pack, beyond, self.answers)

    def flows(self, stream: Stream, layout: Layout) -> Flows:
        """Return the flows of one registry, which is read for them."""
        return read_flows(stream, layout, self.reader)

    def read_once(
        self, stream: Stream, layout: Layout, again: pyarrow.StringArray, place: int = 0, is_asked: bool = True
    ) -> Iterator[Checked]:
        """Yield the exchanges of one registry, of which the identifiers that occur more often are known; see `run`."""
        for lot, encoded in self._encoded(stream, layout):
            yield self._checked(place, lot, encoded, again, self._judged(encoded.rows, is_asked), is_asked)
            self._tell(stream, len(encoded.id))

    def ask(self, stream: Stream, layout: Layout, again: pyarrow.StringArray) -> Iterator[None]:
        """Put the questions of one registry to the judge, a lot of rows at a time, and do nothing with the answers."""
        for _, encoded in self._encoded(stream, layout):
            self.plan.rules(encoded.rows)
            kinds = np.unique(encoded.of[_repeat(encoded, again)])
            if len(kinds):
                self.plan.rules(repeating(encoded.rows, kinds))
            yield

    def _held(self, stream: Stream, flows: Flows, holds_cells: bool) -> Held:
        """Read a registry, and set it aside until all are known."""
        layout, viewer = self.layout(stream), Viewer(self.pack) if self.onward else None
        held = Held(self._unique(layout), holds_cells)
        for lot, encoded in self._encoded(stream, layout):
            apart = held.put(lot, encoded)
            if viewer is not None and apart:
                put_flows(flows, encoded.rows, np.bincount(encoded.of), self.pack, viewer)
            self._tell(stream, len(encoded.id) / 2)
        if viewer is not None and len(held.kinds.times):
            put_flows(flows, held.kinds.rows, held.kinds.times, self.pack, viewer)
        return held

    def _answered(self, place: int, stream: Stream, held: Held, is_asked: bool) -> Iterator[Checked]:
        shared = self._judged(held.kinds.rows, is_asked) if len(held.kinds.times) else None
        again = held.again
        for lot, encoded, is_own in held.lots():
            judged = self._judged(encoded.rows, is_asked) if is_own or shared is None else shared
            yield self._checked(place, lot, encoded, again, judged, is_asked)
            self._tell(stream, len(encoded.id) / 2)
        held.close()

    def _judged(self, rows: Rows, is_asked: bool) -> tuple[Numbers, Numbers]:
        """Return for each of different exchanges the number of its answer, and that of its core."""
        cores = self.plan.cores.of(rows)
        if not is_asked:
            return np.zeros(len(rows), dtype=np.int64), cores
        numbers, spoken = self.plan.rules(rows, cores)
        answers = self._alone.number(spoken)[numbers]
        return answers if self.overlook is None else self.overlook.number(rows, answers, self._alone), cores

    def _checked(
        self, place: int, lot: Lot, encoded: EncodedLot, again: pyarrow.StringArray,
        judged: tuple[Numbers, Numbers], is_asked: bool,
    ) -> Checked:  # fmt: skip
        """Return a lot with its answers, of which the different exchanges were judged."""
        of = encoded.of
        row = np.arange(len(encoded.id)) if encoded.row is None else encoded.row
        answer, core = (found[of] for found in judged)
        is_again = _repeat(encoded, again)
        kinds, which = np.unique(of[is_again], return_inverse=True)
        if len(kinds):
            found = self._judged(repeating(encoded.rows, kinds), is_asked)
            answer[is_again], core[is_again] = (numbers[which] for numbers in found)
        if is_asked:
            self.count(answer)
        sets = encoded.rows.sets
        listed = None if sets is None else Sets(sets.terms, sets.numbers[of])
        ids = named(encoded.id, encoded.row)
        return Checked(place, lot, row, ids, answer if is_asked else answer[:0], core, listed, again)

    def batches(self, streams: Sequence[Stream]) -> Iterator[pyarrow.RecordBatch]:
        """Yield the exchanges of registries with their answers as columns."""
        return (self.answers.batch(checked.id, checked.answer) for checked in self.run(streams, holds_cells=False))

    def _encoded(self, stream: Stream, layout: Layout) -> Iterator[tuple[Lot, EncodedLot]]:
        """Yield each lot of a registry as it is, and as exchanges."""
        encoder = Encoder(self.reader, layout, self._lexicons)
        for read in stream.read(None):
            # A lot of blank rows is none.
            if not len(read.rows):
                continue
            lot = numbered(read, {layout.places.get(self._key.code)})
            yield lot, encoder.encode(lot.columns, lot.misshapen)

    def count(self, answers: Numbers) -> None:
        """Count the exchanges with each answer."""
        counts = np.bincount(answers, minlength=len(self.answers.all))
        self.times += [0] * (len(self.answers.all) - len(self.times))
        self.times = [known + int(more) for known, more in zip(self.times, counts, strict=True)]

    def _tell(self, stream: Stream, rows: float) -> None:
        if self.watch is not None:
            self.watch(stream.source, rows)

    @cached_property
    def _key(self) -> Column:
        return next(column for column in self.pack.columns if column.datatype == IDENTIFIER)

    def _unique(self, layout: Layout) -> bool:
        """Return whether identifiers of a registry must differ."""
        return self._key.unique and self._key.code in layout.places

    def identifiers(self, layout: Layout, lot: Lot) -> pyarrow.StringArray:
        """Return the identifier of each row."""
        return identifiers(lot.columns[layout.places[self._key.code]], self.pack)


def _repeat(encoded: EncodedLot, again: pyarrow.StringArray) -> npt.NDArray[np.bool_]:
    """Return which exchanges are in a row with an identifier that occurs more often."""
    if not len(again):
        return np.zeros(len(encoded.of), dtype=bool)
    found = compute.is_in(encoded.id, value_set=again).to_numpy(zero_copy_only=False)
    repeats: npt.NDArray[np.bool_] = found if encoded.row is None else found[encoded.row]
    return repeats
