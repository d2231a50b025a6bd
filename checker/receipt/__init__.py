"""A receipt: one file with all that a check rests on and gave, by which it can be done again and told from another."""

from checker.receipt.compose import Rests, compose
from checker.receipt.verify import verify

__all__ = ["Rests", "compose", "verify"]
