"""A data protection impact assessment prepared from a check: what the registry and the law say, and what is left open.

Which sections there are, what they ask and which facts fill them is declared by the pack; the prescan is judged by its
shapes. Nothing here knows a section, a criterion or a table by name.
"""

from checker.dpia.choice import chosen
from checker.dpia.document import SCHEMA, prepare
from checker.dpia.facts import Choice
from checker.dpia.renewal import renew

__all__ = ["SCHEMA", "Choice", "chosen", "prepare", "renew"]
