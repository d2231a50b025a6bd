"""The norms that a pack states, how it covers each, and which of them the exchanges of a registry exercised."""

from checker.norms.concerned import for_a_person
from checker.norms.coverage import Coverage, cover
from checker.norms.stated import Norm, read_norms

__all__ = ["Coverage", "Norm", "cover", "for_a_person", "read_norms"]
