"""The days and amounts of an exchange: of these rules see only the order, and texts sometimes more."""

from collections.abc import Iterable

from rdflib import Literal
from rdflib.term import Node

from checker.judge.wording import written
from checker.model import LANGUAGES, Exchange, Finding
from checker.pack import Pack
from checker.plan.cells import ORDERED


class Ordered:
    """Tells whether findings show a day or an amount of their exchange, so that another cannot share them."""

    def __init__(self, pack: Pack) -> None:
        """Take the columns of a pack."""
        self.codes = tuple(column.code for column in pack.columns if column.datatype in ORDERED)

    def of(self, exchange: Exchange) -> tuple[Node, ...]:
        """Return the days and amounts of an exchange, each after its column."""
        return tuple(value for code in self.codes for value in (Literal(code), *exchange.values.get(code, ())))

    def is_shown(self, findings: Iterable[Finding], exchange: Exchange) -> bool:
        """Return whether findings show one of them."""
        values = [value for code in self.codes for value in exchange.values.get(code, ()) if isinstance(value, Literal)]
        words = {written(value, language) for value in values for language in LANGUAGES}
        plain = {str(value) for value in values}
        return any(
            any(word in text for word in words for text in (*finding.message.values(), *finding.remedy.values()))
            or any(value.code in plain for value in finding.values)
            for finding in findings
        )
