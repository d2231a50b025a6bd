"""What a pack holds, told to a person: its rules, with examples, and its grounds, purposes, data and parties."""

from checker.catalogue.answers import Form, answer_rules, answer_terms

__all__ = ["Form", "answer_rules", "answer_terms"]
