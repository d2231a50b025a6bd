"""Why an exchange has its outcomes: a proof from the row and the law, made of the same rules that judged it."""

from checker.explain.explainer import Explainer

__all__ = ["Explainer"]
