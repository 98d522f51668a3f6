"""How tall the panels of a plot are: as they like it best, or as a room leaves them."""

from collections.abc import Sequence

from figures.core.plot import Panel, Plot
from figures.plotly import bar_layout
from locales import Language

_PANEL, _WIDE_PANEL, _LOW_PANEL, _LEAST_PANEL, _LEAST_OF_MANY = 300, 400, 220, 104, 80
_ROOMIEST = 1.5
"""How far rows may be drawn apart before they only look empty."""


def heights(panels: Sequence[Panel], plot: Plot, say: Language, room: int | None) -> list[int]:
    """The heights of the panels: those they like best, or what a room leaves them."""
    liked = [_liked_height(panel, plot, len(panels), say) for panel in panels]
    if room is None:
        return [round(like) for like in liked]
    least = [_least_height(panel, plot, len(panels), say) for panel in panels]
    most = room if not plot.horizontal else _ROOMIEST * sum(liked)
    wanted = min(room, most) / sum(liked)
    return [round(max(wanted * like, low)) for like, low in zip(liked, least, strict=True)]


def _liked_height(panel: Panel, plot: Plot, panels: int, say: Language) -> float:
    if plot.horizontal:
        return bar_layout.lay_out(panel, plot, say).height
    if panels > 2:
        return _LOW_PANEL
    return _WIDE_PANEL if plot.wide and panels == 1 else _PANEL


def _least_height(panel: Panel, plot: Plot, panels: int, say: Language) -> float:
    """Below this a panel cannot be read."""
    if plot.horizontal:
        return bar_layout.least(bar_layout.lay_out(panel, plot, say), plot, say)
    return _LEAST_PANEL if panels == 1 else _LEAST_OF_MANY
