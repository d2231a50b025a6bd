"""Renderings of a report and of a proof. A rendering knows its document and nothing else."""

from checker.reports.proof_markdown import proof_to_markdown
from checker.reports.proof_text import proof_to_text
from checker.reports.text import to_text

__all__ = ["proof_to_markdown", "proof_to_text", "to_text"]
