"""What goes beyond each exchange of registries that stream: first their flows, then, in another reading, answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from rdflib.term import Node

from checker.batch.answers import Answer, Answers
from checker.batch.encode import Encoder, Lexicon
from checker.batch.lots import Stream
from checker.errors import GrondslagError
from checker.flows import Beyond, Flows, Seen, Viewer
from checker.model import Exchange, Judgement
from checker.pack import Pack, Rule
from checker.plan.footprints import listed_column
from checker.plan.outline import listed_terms
from checker.plan.plan import WORD
from checker.plan.rows import Numbers, Rows, distinct
from checker.terms.cellreader import Cell, CellReader
from checker.terms.columns import Layout

NOTHING = Cell()


@dataclass(eq=False)
class Overlook:
    """Looks over all rows of registries that stream."""

    pack: Pack
    beyond: Beyond
    answers: Answers
    """Every different answer, with what goes beyond the exchange in it."""
    _numbers: dict[tuple[int, frozenset[Rule]], int] = field(default_factory=dict)

    def number(self, rows: Rows, before: Numbers, known: Answers) -> Numbers:
        """Return the number of the answer on each exchange.

        Args:
            rows: the exchanges.
            before: the number of the answer on each by itself.
            known: these answers.
        """
        seen, of_row, _ = view(rows, self.pack, self.beyond.viewer)
        if not all(map(self.beyond.transfers.flows.holds, seen)):
            raise GrondslagError(
                "Het register is tijdens de toets veranderd; er is niets getoetst. Toets een register dat tijdens de"
                " toets niet verandert.",
                "The registry changed during the check; nothing was checked. Check a registry that does not change"
                " during the check.",
            )
        numbers, first = distinct([of_row, before])
        cases = [(seen[one], known.all[answer]) for one, answer in zip(of_row[first], before[first], strict=True)]
        said = self.beyond.rules([(one, self.beyond.told(answer.outcomes)) for one, answer in cases])
        found = np.empty(len(first), dtype=np.int64)
        for at, (answer, rules) in enumerate(zip(before[first].tolist(), said, strict=True)):
            key = (answer, rules)
            if key not in self._numbers:
                self._numbers[key] = len(self.answers.all)
                self.answers.all.append(self._answer(known.all[answer], rules))
            found[at] = self._numbers[key]
        return found[numbers]

    def on(self, exchanges: Sequence[Exchange], judged: Sequence[Judgement]) -> list[Judgement]:
        """Return the judgements on exchanges, each with what goes beyond the exchange."""
        return self.beyond.on(exchanges, judged)

    def _answer(self, before: Answer, rules: Iterable[Rule]) -> Answer:
        verdict, by_family = self.beyond.outcomes(before.outcomes, rules)
        met = [*before.rules, *(rule.code for rule in rules if rule.message)]
        return Answer(verdict, before.scope, by_family, tuple(self.beyond.in_order(met)))


def read_flows(streams: Sequence[Stream], layouts: Sequence[Layout], reader: CellReader) -> Flows:
    """Read registries once for their flows, in the columns that make these."""
    pack = reader.pack
    viewer, flows = Viewer(pack), Flows()
    lexicons: dict[str, Lexicon] = {}
    for stream, layout in zip(streams, layouts, strict=True):
        places = {c.code: layout.places[c.code] for c in viewer.parts.columns if c.code in layout.places}
        wanted = sorted(set(places.values()))
        part = Layout(
            places={code: wanted.index(place) for code, place in places.items()},
            names=tuple(layout.names[place] for place in wanted),
            free=frozenset(),
            reading=(),
        )
        encoder = Encoder(reader, part, lexicons)
        for lot in stream.read(wanted):
            columns = [lot.columns[place].dictionary_encode() for place in wanted]
            seen, _, times = view(encoder.encode(columns).rows, pack, viewer)
            for one, count in zip(seen, times, strict=True):
                flows.add(one, count)
    return flows


def view(rows: Rows, pack: Pack, viewer: Viewer) -> tuple[list[Seen], Numbers, list[int]]:
    """Return what is seen of exchanges, each different once; by exchange its number; and how many see the same."""
    of = viewer.parts
    columns = [rows.columns[column.code] for column in of.columns if column.code in rows.columns]
    keys = [column.numbers for column in columns]
    if rows.sets is not None:
        keys.append(rows.sets.numbers)
    numbers, first = distinct(keys)
    terms = _terms(rows, pack)
    listed = listed_column(pack)
    found = []
    for row in first.tolist():
        cells = {column.code: _cell(rows, column.code, row) for column in of.columns}
        data = cells[of.data.code]
        named = (*data.values, *data.groups)
        if rows.sets is not None and listed is not None and listed.code == of.data.code:
            named += terms[int(rows.sets.numbers[row])]
        giver, taker, aim, start, end = (
            next(iter(cells[column.code].values), None) for column in (of.giver, of.taker, of.aim, of.first, of.last)
        )
        found.append(viewer.compose(giver, taker, aim, named, bool(data.unread), start, end))
    return found, numbers, np.bincount(numbers, minlength=len(found)).tolist()


def _cell(rows: Rows, code: str, row: int) -> Cell:
    column = rows.columns.get(code)
    return NOTHING if column is None else column.meanings[int(column.numbers[row])]


def _terms(rows: Rows, pack: Pack) -> list[tuple[Node, ...]]:
    """Return the terms of each set."""
    if rows.sets is None:
        return []
    every = listed_terms(pack)
    found: list[tuple[Node, ...]] = []
    for mask in rows.sets.terms.tolist():
        named: list[Node] = []
        for at, word in enumerate(mask):
            while word:
                lowest = word & -word
                named.append(every[at * WORD + lowest.bit_length() - 1])
                word ^= lowest
        found.append(tuple(named))
    return found
