"""What every page made from a template shares: Jinja that escapes all, and the policy that allows only its own style.

Jinja was chosen as the template language of Python: it escapes by itself, and a misspelt name is an error.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


@cache
def environment(folder: Path) -> Environment:
    """Return the environment for the templates in a folder."""
    return Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip


def allowed(text: str) -> str:
    """Return a style or script as a Content-Security-Policy names it: by its hash."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
