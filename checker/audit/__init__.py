"""Follow findings over time: which are waived, which stood in an earlier report, what differs between two reports."""

from checker.audit.baseline import Baseline
from checker.audit.marks import Marker
from checker.audit.waivers import Waiver

__all__ = ["Baseline", "Marker", "Waiver"]
