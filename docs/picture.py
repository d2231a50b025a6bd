"""Draw the picture of the README: what the check says of two planned exchanges. Run as `make picture`."""

from io import StringIO
from pathlib import Path

import pandas
from rich.console import Console
from rich.text import Text

from checker import check
from checker.reports.text import to_text

HERE = Path(__file__).resolve().parent
SHOWN = ("P21", "P38")
WIDTH = 100
# Without the web fonts of rich's own template: a picture that asks the network for nothing.
TEMPLATE = """<svg viewBox="-12 -12 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-ligatures: none; white-space: pre; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
<rect x="-11" y="-11" width="{terminal_width}" height="{terminal_height}" rx="6" fill="#ffffff" stroke="#c8c8c8"/>
<g clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def main() -> None:
    """Check, and write the picture beside this file."""
    from rich.terminal_theme import DEFAULT_TERMINAL_THEME

    rows = pandas.read_csv(HERE.parent / "datasets" / "iwlz" / "planned.csv", dtype=str, keep_default_na=False)
    report = check(rows[rows["kenmerk"].isin(SHOWN)], as_of="2026-11-23")
    report.document["registries"][0]["source"] = "planned.csv"
    text = to_text(report, "nl", WIDTH, colour=True)
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(text))
    svg = console.export_svg(code_format=TEMPLATE, theme=DEFAULT_TERMINAL_THEME, unique_id="grondslag")
    (HERE / "result.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
