"""Short ways to write the marks and the rows that most figures are made of."""

from dataclasses import replace
from typing import Any

from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Panel, Plot, Point, Shape, make_plot

Points = tuple[Point, ...]
COUNTED, ESTIMATED, SAID = Meaning
FIRST, SECOND, THIRD, QUIET = Tone


def bars(
    name: str, points: Points, meaning: Meaning, tone: Tone = FIRST, *, hatched: bool = False
) -> Mark:
    """A bar for each point."""
    return Mark(name, points, meaning, tone, Shape.BAR, hatched)


def dots(
    name: str, points: Points, meaning: Meaning, tone: Tone = FIRST, *, rivals: bool = False
) -> Mark:
    """A dot for each point; `rivals` are numbers of several publishers."""
    return Mark(name, points, meaning, tone, Shape.DOT, rivals=rivals)


def lay_rows(*marks: Mark, **form: Any) -> Plot:
    """A plot whose marks lie below each other beside their words, in a form such as `Plot` has."""
    return make_plot(marks, horizontal=True, **form)


def lay_panels(*panels: Panel, **form: Any) -> Plot:
    """A plot of panels; marks without points and panels without marks are left out."""
    full = (replace(panel, marks=tuple(m for m in panel.marks if m.points)) for panel in panels)
    return Plot(tuple(panel for panel in full if panel.marks), **form)
