"""A sample of a mark beside its name: filled if counted, light if estimated, hollow if said."""

from typing import Final

from figures.core.palette import CLEAR, Meaning, style
from figures.core.plot import Mark, Shape
from figures.plotly.overlay import Overlay

SWATCH: Final = 16
"""Pixels a sample takes, with the gap between it and the name."""


def draw_swatch(
    overlay: Overlay,
    mark: Mark,
    refs: tuple[str, str],
    at: tuple[float, float],
    shift: float,
    up: float = 0,
) -> None:
    """Draw the sample of a mark at a place on two axes, so many pixels to the right and up."""
    look = style(mark.tone, mark.meaning)
    hollow = all(point.y is None for point in mark.points)
    place = {
        "xref": refs[0],
        "yref": refs[1],
        "xanchor": at[0],
        "yanchor": at[1],
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "fillcolor": CLEAR if hollow else look.fill,
        "line": {"color": look.line, "width": 1.5},
    }
    left, right, middle = shift, shift + 11, shift + 5.5
    if mark.meaning is Meaning.SAID:
        path = f"M {left},{up} L {middle},{up + 6} L {right},{up} L {middle},{up - 6} Z"
        overlay.draw(type="path", path=path, **place)
    elif mark.shape is Shape.BAR or mark.meaning is Meaning.ESTIMATED:
        overlay.draw(type="rect", x0=left, x1=right, y0=up - 5, y1=up + 5, **place)
    elif mark.shape is Shape.DOT:
        overlay.draw(type="circle", x0=left, x1=right, y0=up - 5.5, y1=up + 5.5, **place)
    else:
        place["line"] = {"color": look.line, "width": 3}
        overlay.draw(type="line", x0=left, x1=right, y0=up, y1=up, **place)
