"""Judge exchanges of which the answers are not known: those that look the same to every rule and text, once."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from checker.batch.check import BatchCheck
from checker.batch.ordered import Ordered
from checker.judge import judge
from checker.model import Exchange, Judgement

MOST_KEPT = 100_000
"""Judgements that are kept; beyond that they start anew."""


@dataclass(frozen=True)
class _Known:
    judgement: Judgement
    shows_order: bool


@dataclass(eq=False)
class Judged:
    """Judges exchanges with their findings."""

    check: BatchCheck
    _known: dict[Hashable, _Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """See which columns hold days and amounts."""
        self._ordered = Ordered(self.check.pack)

    def of(self, exchanges: Sequence[Exchange], cores: Sequence[int], by_name: bool) -> list[Judgement]:
        """Return the judgement on each exchange. Those that look the same share one, unless it shows what differs.

        Args:
            exchanges: the exchanges.
            cores: the number of the core of each; see `Checked`.
            by_name: whether a finding may name their identifier.
        """
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        looks = [self._look(exchange, core, by_name) for exchange, core in zip(exchanges, cores, strict=True)]
        self._judge(looks, exchanges)
        keys = [
            (look, self._ordered.of(exchange)) if self._known[look].shows_order else look
            for look, exchange in zip(looks, exchanges, strict=True)
        ]
        self._judge(keys, exchanges)
        return [self._known[key].judgement for key in keys]

    def _look(self, exchange: Exchange, core: int, by_name: bool) -> Hashable:
        """Return all that a rule or a text can see of an exchange, but for the days and amounts themselves."""
        return (
            core,
            tuple((code, values) for code, values in exchange.values.items() if code not in self._ordered.codes),
            exchange.unread,
            exchange.personal,
            exchange.misshapen,
            exchange.id if exchange.repeated or by_name else "",
        )

    def _judge(self, keys: Sequence[Hashable], exchanges: Sequence[Exchange]) -> None:
        new = {key: exchange for key, exchange in zip(keys, exchanges, strict=True) if key not in self._known}
        judged = judge(new.values(), self.check.pack, self.check.as_of)
        for (key, exchange), judgement in zip(new.items(), judged, strict=True):
            self._known[key] = _Known(judgement, self._ordered.is_shown(judgement.findings, exchange))
