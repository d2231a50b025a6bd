"""What may flow from one party to another: constructed exchanges, judged by the same shapes as declared ones."""

from checker.suggest.asked import Asked, read_question
from checker.suggest.suggestions import suggest

__all__ = ["Asked", "read_question", "suggest"]
