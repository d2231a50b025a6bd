"""The record of processing activities, as far as the exchanges of a registry tell it; what they do not is asked."""

from checker.record.document import record

__all__ = ["record"]
