"""Pictures of the figures that change, as readers see them now and will see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exports.image_files import reduce_colours
from exports.renderer import Renderer
from figures.core.chart import draw
from schemas import Tables
from upkeep.diff.figure_change import FigureChange


@dataclass(frozen=True)
class Pair:
    """A figure painted before and after, as PNG."""

    before: bytes
    after: bytes


def pictures_of(
    changes: Iterable[FigureChange], old: Tables, new: Tables, painter: Renderer
) -> Mapping[str, Pair]:
    """Both pictures of every figure that looks otherwise, by the figure's id.

    Raises NoBrowser, Busy or RenderingFailed.
    """
    found = {}
    for change in changes:
        if not change.broken:
            pair = Pair(
                reduce_colours(painter.paint(draw(change.before, old), "png")),
                reduce_colours(painter.paint(draw(change.after, new), "png")),
            )
            if pair.before != pair.after:
                found[change.figure.id] = pair
    return found
