"""Ask each question once: what the graph is told of an exchange is the question, and equal questions have one answer.

The question holds all that `facts.case` writes, and so all that a shape can see; only the identifier stays out of it,
unless it is itself in question.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Protocol

from checker.judge.findings import fingerprint
from checker.model import Exchange, Judgement

ROWS = 2_000
"""Exchanges looked at together: so many are held in memory, whatever the number of rows."""


class Judge(Protocol):
    """What answers different questions, in their order."""

    def __call__(self, exchanges: list[Exchange], /) -> Iterable[Judgement]: ...


def question(exchange: Exchange) -> Hashable:
    """Return what is asked of an exchange; equal questions have equal answers."""
    return (
        tuple(sorted(exchange.values.items())),
        exchange.unread,
        exchange.empty,
        exchange.personal,
        exchange.misshapen,
        (exchange.repeated, exchange.id) if exchange.repeated else (),
    )


def ask(exchanges: Iterable[Exchange], judge: Judge) -> Iterator[Judgement]:
    """Yield the judgement on each exchange, in order, with each different question put to the judge once."""
    answers: dict[Hashable, Judgement] = {}
    remaining = iter(exchanges)
    while batch := list(islice(remaining, ROWS)):
        asked = [question(exchange) for exchange in batch]
        new = {key: exchange for key, exchange in zip(asked, batch, strict=True) if key not in answers}
        answers.update(zip(new, judge(list(new.values())), strict=True))
        yield from (on(exchange, answers[key]) for key, exchange in zip(asked, batch, strict=True))


def on(exchange: Exchange, answer: Judgement) -> Judgement:
    """Return an answer as that on this exchange: its findings bear the fingerprint of this identifier."""
    if not answer.findings:
        return answer
    findings = (replace(f, fingerprint=fingerprint(f.rule, exchange.id, f.values)) for f in answer.findings)
    return replace(answer, findings=tuple(findings))
