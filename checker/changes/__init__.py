"""What differs between two packs: which statements, to what of the law they belong, and what that means in words."""

from checker.changes.document import pack_diff
from checker.changes.statements import Statement, applied, statements
from checker.changes.units import Unit, units

__all__ = ["Statement", "Unit", "applied", "pack_diff", "statements", "units"]
