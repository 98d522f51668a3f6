"""Figures that change, drawn before and after, on one scale."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from figures.core.chart import Chart, draw
from locales import Language
from schemas import Tables
from upkeep.diff.figures import FigureChange
from upkeep.diff.report import write_figure_html

MOST_DRAWN: Final = 6


@dataclass(frozen=True)
class Drawing:
    """One drawing of a figure: its headline, what Plotly draws as JSON, and the words for it."""

    headline: str
    plotly: str
    alt: str


@dataclass(frozen=True)
class Drawn:
    """A figure that changes: its id and name, what it will say in HTML, and both drawings.

    There are no drawings where both would be alike, where the figure cannot be drawn any more, and
    of figures beyond the most that are drawn.
    """

    figure: str
    name: str
    words: str
    before: Drawing | None = None
    after: Drawing | None = None


def drawings(
    changes: Sequence[FigureChange], old: Tables, new: Tables, t: Language
) -> tuple[Drawn, ...]:
    """Every figure that changes, those that look otherwise first."""
    found: list[Drawn] = []
    left = MOST_DRAWN
    for change in changes:
        pair = _pair(change, old, new) if left and not change.broken else None
        left -= pair is not None
        before, after = pair or (None, None)
        name, words = t(change.figure.name), str(write_figure_html(change, t))
        found.append(Drawn(change.figure.id, name, words, before, after))
    return tuple(sorted(found, key=lambda one: one.after is None))


def _pair(change: FigureChange, old: Tables, new: Tables) -> tuple[Drawing, Drawing] | None:
    was, now = draw(change.before, old), draw(change.after, new)
    left, right = (json.loads(chart.plotly.to_json()) for chart in (was, now))
    if left == right and not change.headline:
        return None
    _share_scale(left["layout"], right["layout"])
    return _drawing(was, left), _drawing(now, right)


def _drawing(chart: Chart, plotly: dict[str, Any]) -> Drawing:
    return Drawing(chart.title, json.dumps(plotly), chart.alt)


def _share_scale(left: dict[str, Any], right: dict[str, Any]) -> None:
    """Give both drawings the longer of their number axes, so that lengths can be compared."""
    for name in left.keys() & right.keys():
        if name.startswith(("xaxis", "yaxis")):
            reaches = [_reach(axis) for axis in (left[name], right[name])]
            if reaches[0] is None or reaches[1] is None or reaches[0] == reaches[1]:
                continue
            longer, other = left[name], right[name]
            if reaches[1] > reaches[0]:
                longer, other = other, longer
            other |= {key: longer[key] for key in ("range", "tickvals", "ticktext")}


def _reach(axis: dict[str, Any]) -> float | None:
    """How much an axis of numbers spans; None for an axis of days or words."""
    match axis:
        case {"ticktext": _, "range": [int() | float() as first, int() | float() as last]}:
            return float(last - first)
        case _:
            return None
