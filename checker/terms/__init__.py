"""From the text of a cell to a term or value of the pack."""

from checker.terms.exchanges import Registry, read_exchanges

__all__ = ["Registry", "read_exchanges"]
