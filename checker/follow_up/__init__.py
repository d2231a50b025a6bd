"""Following up a check: waivers and a baseline are read from files, held against it, and waivers are written."""

from checker.follow_up.held import Audit, mark_report, open_audit, tell

__all__ = ["Audit", "mark_report", "open_audit", "tell"]
