"""Grondslag: which statute allows a declared exchange of personal data, and is any of it more than its purpose needs?"""

from checker.api import check, check_all
from checker.errors import GrondslagError
from checker.report import Report

__all__ = ["GrondslagError", "Report", "check", "check_all"]
