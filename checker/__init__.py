"""Grondslag: which statute allows a declared exchange of personal data, and what in it exceeds the purpose?"""

from checker.api import check, check_all
from checker.errors import GrondslagError
from checker.report import Report
from checker.request import Request

__all__ = ["GrondslagError", "Report", "Request", "check", "check_all"]
