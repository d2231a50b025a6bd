"""Draw the flows of data: who sends on the left, who receives on the right. By matplotlib, which is an extra."""

import io
import textwrap
import warnings
from collections.abc import Sequence
from importlib.util import find_spec

from checker.reports.dpia.flows import Flow
from checker.reports.dpia.words import word

WIDTH_INCHES = 6.6
ROW_INCHES = 0.36
WRAP = 30
LONGEST = 90
LINES, BOX, INK = ("#1f5f8b", "#8a4b08", "#3a6b35", "#6b3a63", "#5a5a5a"), "#f2f5f8", "#1c1c1c"


def draw(flows: Sequence[Flow]) -> bytes:
    """Return a drawing of flows (from, to, number of exchanges) as PNG; the same flows give the same bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    senders = list(dict.fromkeys(one for one, _, _ in flows))
    recipients = _beside(senders, flows)
    rows = max(len(senders), len(recipients), 2)
    figure = Figure(figsize=(WIDTH_INCHES, ROW_INCHES * rows + 0.2), dpi=200)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, rows)
    left = {name: rows - (n + 0.5) * rows / len(senders) for n, name in enumerate(senders)}
    right = {name: rows - (n + 0.5) * rows / len(recipients) for n, name in enumerate(recipients)}
    for one, other, times in flows:
        colour = LINES[senders.index(one) % len(LINES)]
        start, end = (0.34, left[one]), (0.66, right[other])
        axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 1.1, "shrinkA": 0})
        at = (start[0] + (end[0] - start[0]) * 0.8, start[1] + (end[1] - start[1]) * 0.8)
        axes.text(*at, str(times), fontsize=6, color=colour, ha="center", va="center", parse_math=False,
                  bbox={"boxstyle": "round,pad=0.12", "fc": "white", "ec": "none"})  # fmt: skip
    for names, place, side in ((left, 0.33, "right"), (right, 0.67, "left")):
        for name, height in names.items():
            text = textwrap.fill(textwrap.shorten(name, LONGEST, placeholder="…"), WRAP)
            axes.text(place, height, text, fontsize=7.5, color=INK, ha=side, va="center", parse_math=False,
                      bbox={"boxstyle": "round,pad=0.25", "fc": BOX, "ec": "#8896a3", "lw": 0.6})  # fmt: skip
    made = io.BytesIO()
    with warnings.catch_warnings():
        # A letter that the font lacks is drawn as a box.
        warnings.simplefilter("ignore")
        figure.savefig(made, format="png", metadata={"Software": None})
    return made.getvalue()


def can_draw() -> bool:
    """Tell whether what draws is installed."""
    return find_spec("matplotlib") is not None


def in_words(flows: Sequence[Flow], language: str) -> str:
    """Return what a drawing shows, for who cannot see it."""
    told = "; ".join(word("alt_flow", language, one=one, other=other) for one, other, _ in flows)
    return word("alt_figure", language, flows=told)


def _beside(senders: Sequence[str], flows: Sequence[Flow]) -> list[str]:
    """Return who receives, each as near as may be to who sends to it, so that few arrows cross."""
    places: dict[str, list[int]] = {}
    for one, other, _ in flows:
        places.setdefault(other, []).append(senders.index(one))
    return sorted(places, key=lambda name: sum(places[name]) / len(places[name]))
