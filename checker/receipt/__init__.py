"""A receipt: one file with all that a check rests on and gave, by which it can be done again and told from another."""

from checker.receipt.compose import compose, require_files
from checker.receipt.verify import verify

__all__ = ["compose", "require_files", "verify"]
