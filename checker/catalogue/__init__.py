"""What a pack holds, told to a person: its rules, with examples, and its grounds, purposes, data and parties."""

from checker.catalogue.finding import Unknown, find_rules, find_terms
from checker.catalogue.rules import rule_entry
from checker.catalogue.terms import scheme_of, term_entry

__all__ = ["Unknown", "find_rules", "find_terms", "rule_entry", "scheme_of", "term_entry"]
