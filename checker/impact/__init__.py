"""What a change of law does to a registry: which exchanges it changes, from what to what, and by which statements."""

from checker.impact.document import impact
from checker.impact.worlds import World

__all__ = ["World", "impact"]
