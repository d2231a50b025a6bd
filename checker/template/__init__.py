"""A workbook to fill in: a registry with drop-down lists, examples and explanations, all of them from the pack."""

from checker.pack import Pack
from checker.template.content import read_content

__all__ = ["write_template"]


def write_template(pack: Pack, language: str) -> bytes:
    """Return an XLSX workbook in which to fill in a registry; the same pack gives the same bytes.

    Its first sheet reads back without a mapping. The other two hold the terms to choose from and the explanations.
    """
    # Loaded here, so that a pack can be used without it.
    from checker.template.workbook import write_workbook

    return write_workbook(read_content(pack, language))
