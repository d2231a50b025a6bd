"""A data protection impact assessment prepared from a check: what the registry and the law say, and what is left open.

Which sections there are, what they ask and which facts fill them is declared by the pack; the prescan is judged by its
shapes. Nothing here knows a section, a criterion or a table by name.
"""

from checker.dpia.choice import chosen
from checker.dpia.document import SCHEMA, prepare

__all__ = ["SCHEMA", "chosen", "prepare"]
