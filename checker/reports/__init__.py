"""Renderings of a report. A rendering knows the report and nothing else."""

from checker.reports.html import to_html
from checker.reports.text import to_text

__all__ = ["to_html", "to_text"]
