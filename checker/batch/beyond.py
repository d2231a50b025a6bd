"""What goes beyond each exchange of registries that stream: first their flows, then, in another reading, answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from checker.batch.answers import Answer, Answers
from checker.batch.encode import Encoder
from checker.batch.lots import Stream
from checker.batch.seeing import see
from checker.batch.seen import SeenRows
from checker.batch.transfers import alone, spoken
from checker.errors import GrondslagError
from checker.flows import Beyond, Flows, Viewer
from checker.flows.transfers import Outcomes
from checker.pack import Pack, Rule
from checker.plan.rows import Numbers, Rows, distinct
from checker.terms.cellreader import CellReader
from checker.terms.columns import Layout

BITS = 62
"""Rules in a word."""


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
        seen = see(rows, self.pack, self.beyond.viewer, before)
        said = self._said(seen, before, [self.beyond.told(answer.outcomes) for answer in known.all])
        numbers, first = distinct([before, *said])
        found = np.empty(len(first), dtype=np.int64)
        for at, place in enumerate(first.tolist()):
            rules = frozenset(self._rules(said[:, place]))
            key = (int(before[place]), rules)
            if key not in self._numbers:
                self._numbers[key] = len(self.answers.all)
                self.answers.all.append(self._answer(known.all[key[0]], rules))
            found[at] = self._numbers[key]
        return found[numbers]

    def _said(self, seen: SeenRows, before: Numbers, told: Sequence[Outcomes]) -> Numbers:
        """Return for each exchange the rules that have something to say, as bits in words."""
        transfers = self.beyond.transfers
        spans = [transfers.flows.spans.get(flow) for flow in seen.flows[0]]
        if None in spans:
            raise _changed()
        own = alone(seen, [span for span in spans if span is not None])
        outcomes = [told[number] for number in before[seen.example].tolist()]
        said = np.zeros((self._width, len(before)), dtype=np.int64)
        for rule, speaks in spoken(seen, ~own, outcomes, transfers):
            word, bit = divmod(self._order[rule], BITS)
            said[word] |= speaks.astype(np.int64) << bit
        # Where an exchange may be taken to come before itself, it is looked at by itself.
        rest = np.flatnonzero(own).tolist()
        cases = [(seen.seen(place), told[int(before[place])]) for place in rest]
        for place, rules in zip(rest, self.beyond.rules(cases), strict=True):
            said[:, place] = self._bits(rules)
        return said

    @cached_property
    def _order(self) -> dict[Rule, int]:
        """The place of each rule that may have something to say."""
        return {rule: at for at, rule in enumerate(self.beyond.own.rules.values())}

    @property
    def _width(self) -> int:
        return -(-len(self._order) // BITS)

    def _bits(self, rules: Iterable[Rule]) -> list[int]:
        words = [0] * self._width
        for rule in rules:
            word, bit = divmod(self._order[rule], BITS)
            words[word] |= 1 << bit
        return words

    def _rules(self, words: Numbers) -> Iterator[Rule]:
        for rule, at in self._order.items():
            if int(words[at // BITS]) >> at % BITS & 1:
                yield rule

    def _answer(self, before: Answer, rules: Iterable[Rule]) -> Answer:
        verdict, by_family = self.beyond.outcomes(before.outcomes, rules)
        met = [*before.rules, *(rule.code for rule in rules if rule.message)]
        return Answer(verdict, before.scope, by_family, tuple(self.beyond.in_order(met)))


def read_flows(stream: Stream, layout: Layout, reader: CellReader) -> Flows:
    """Read a registry for its flows alone, in the columns that make these."""
    viewer, flows = Viewer(reader.pack), Flows()
    places = {c.code: layout.places[c.code] for c in viewer.parts.columns if c.code in layout.places}
    wanted = sorted(set(places.values()))
    part = Layout(
        places={code: wanted.index(place) for code, place in places.items()},
        names=tuple(layout.names[place] for place in wanted),
        free=frozenset(),
        reading=(),
    )
    encoder = Encoder(reader, part, {})
    for lot in stream.read(wanted):
        encoded = encoder.encode([lot.columns[place].dictionary_encode() for place in wanted])
        put_flows(flows, encoded.rows, np.bincount(encoded.of), reader.pack, viewer)
    return flows


def put_flows(flows: Flows, rows: Rows, times: Numbers, pack: Pack, viewer: Viewer) -> None:
    """Add the flows that exchanges make, each of which occurs so many times."""
    flows.put(see(rows, pack, viewer, times=times).spans())


def _changed() -> GrondslagError:
    return GrondslagError(
        "Het register is tijdens de toets veranderd; er is niets getoetst. Toets een register dat tijdens de toets niet"
        " verandert.",
        "The registry changed during the check; nothing was checked. Check a registry that does not change during the"
        " check.",
    )
