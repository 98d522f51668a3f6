"""How tall the panels of a plot are: as they like it best, or as a room leaves them."""

from collections.abc import Sequence

from figures import lanes
from figures.plot import Panel, Plot
from locales import Language

_PANEL, _LOW_PANEL, _LEAST_PANEL, _LEAST_OF_MANY = 300, 220, 104, 80
_ROOMY_BAR, _ROOMIEST_BAR = 50, 72


def heights(panels: Sequence[Panel], plot: Plot, say: Language, room: int | None) -> list[int]:
    """The heights of the panels: those they like best, or what a room leaves them."""
    liked = [_liked_height(panel, plot, len(panels), say) for panel in panels]
    if room is None:
        return liked
    least = [_least_height(panel, plot, len(panels), say) for panel in panels]
    most = [_most_height(panel, plot, say, room) for panel in panels]
    wanted = room / sum(liked)
    return [
        round(max(min(wanted * like, high), low))
        for like, low, high in zip(liked, least, most, strict=True)
    ]


def _liked_height(panel: Panel, plot: Plot, panels: int, say: Language) -> int:
    least = _PANEL if panels < 3 else _LOW_PANEL
    if not plot.horizontal:
        return least
    places, needed = _places(panel), _rows_height(panel, plot, say)
    roomy = min(least, _ROOMY_BAR * (places + 1))
    return needed if panels > 1 or lanes.words_above(plot, say) else max(roomy, needed)


def _least_height(panel: Panel, plot: Plot, panels: int, say: Language) -> int:
    """Below this a panel cannot be read."""
    if not plot.horizontal:
        return _LEAST_PANEL if panels == 1 else _LEAST_OF_MANY
    if lanes.words_above(plot, say):
        return _rows_height(panel, plot, say)
    return _places(panel) * lanes.least_row_height(panel, plot, say, lanes.side_by_side(panel))


def _most_height(panel: Panel, plot: Plot, say: Language, room: int) -> int:
    """Beyond this a panel only looks empty."""
    if not plot.horizontal:
        return room
    needed = _rows_height(panel, plot, say)
    if lanes.words_above(plot, say):
        return needed
    return max(needed, _places(panel) * _ROOMIEST_BAR)


def _places(panel: Panel) -> int:
    return len({point.x for mark in panel.marks for point in mark.points})


def _rows_height(panel: Panel, plot: Plot, say: Language) -> int:
    return _places(panel) * lanes.row_height(panel, plot, say, lanes.side_by_side(panel))
