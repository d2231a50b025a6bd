"""The necessity matrix: which data pass between whom for what, on what that stands, and what a registry makes of it."""

from checker.matrix.document import matrix
from checker.matrix.sides import read_lane

__all__ = ["matrix", "read_lane"]
