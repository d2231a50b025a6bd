"""The necessity matrix laid out in sheets."""

from checker.reports.matrix.layout import matrix_sheets

__all__ = ["matrix_sheets"]
