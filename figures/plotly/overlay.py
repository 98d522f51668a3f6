"""Words and lines laid over a chart, all at once: adding them one by one takes Plotly long."""

from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go


@dataclass
class Overlay:
    """What is to be written and drawn over the traces of a chart."""

    words: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)

    def write(self, **settings: object) -> None:
        """Words at a place."""
        self.words.append({"showarrow": False, "borderpad": 0, **settings})

    def draw(self, **settings: object) -> None:
        """A line, a box or a path."""
        self.lines.append(settings)

    def lay_on(self, figure: go.Figure) -> None:
        """Lay everything on a figure, over what is written there already."""
        figure.update_layout(
            annotations=[*figure.layout.annotations, *self.words],
            shapes=[*figure.layout.shapes, *self.lines],
        )
