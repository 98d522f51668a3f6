"""What a figure shows, said without any drawing library: panels of marks made of points."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from figures.core.palette import Meaning, Style, Tone, choose_style

PHONE: Final = 358
"""The width of a chart on a phone, in pixels."""

WIDE: Final = 600
"""From this width on, names stand at the marks and words are larger."""

JOINED: Final = timedelta(days=200)
"""How far apart two points may lie for a line to join them; beyond that nobody knows the way."""


class Shape(StrEnum):
    """How the points of a mark are joined."""

    LINE = "line"
    BAR = "bar"
    DOT = "dot"


@dataclass(frozen=True)
class Point:
    """One value drawn: where, how much, and the rows it was drawn from.

    `x` is a day, or the words of a category. `rows` are lines of the figure's table;
    `breaks` says that the series does not continue from the point before.
    """

    x: date | str
    y: float | None
    low: float | None = None
    high: float | None = None
    bound: str = "exact"
    rows: tuple[int, ...] = ()
    breaks: bool = False

    @property
    def unknown(self) -> bool:
        """Whether neither a number nor a range was found."""
        return self.y is None and self.low is None

    @property
    def end(self) -> float:
        """The highest number it names."""
        return max(self.y or 0.0, self.high or 0.0)


@dataclass(frozen=True)
class Mark:
    """Points of one kind of knowledge, drawn alike: one entry of the legend.

    `rivals` are numbers of several publishers, which make no series: none follows from another.
    """

    name: str
    points: tuple[Point, ...]
    meaning: Meaning
    tone: Tone = Tone.FIRST
    shape: Shape = Shape.LINE
    hatched: bool = False
    width: int = 2
    rivals: bool = False

    @property
    def style(self) -> Style:
        """How it is filled and outlined."""
        return choose_style(self.tone, self.meaning)

    @property
    def known(self) -> list[Point]:
        """The points with a number."""
        return [point for point in self.points if point.y is not None]

    @property
    def parts(self) -> tuple[tuple[Point, ...], ...]:
        """The known points in runs that belong together: no break, gap or missing point within."""
        runs: list[list[Point]] = [[]]
        for point in self.points:
            last, x = runs[-1][-1].x if runs[-1] else point.x, point.x
            far = isinstance(last, date) and isinstance(x, date) and x - last > JOINED
            if point.y is None or point.breaks or far:
                runs.append([])
            if point.y is not None:
                runs[-1].append(point)
        return tuple(tuple(run) for run in runs if run)


@dataclass(frozen=True)
class Annotation:
    """Words drawn where they belong: at a day or category, with a thin line there."""

    x: date | str
    text: str


@dataclass(frozen=True)
class Panel:
    """Marks that share one axis and one unit.

    `order` puts the categories of all marks into one order; without it they come mark by mark.
    """

    marks: tuple[Mark, ...]
    title: str = ""
    remarks: tuple[Annotation, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plot:
    """Everything a figure shows: one or more panels above each other.

    `unit` is 'people', 'pieces' or a currency code; `horizontal` lays bars down, for long words;
    `grouped` puts the rows of every mark under its name, `nested` the marks of one row into each
    other; `stacked` only where every part is a part of one whole; `grain` says how exact the days
    of the points are: 'day', 'month' or 'year'; `own_scales` lets every panel have its own scale,
    which only panels of different things may, and the subtitle then says so; `tiles` are the
    p-codes of the points of its one mark, which then lies on a map; `width` is that of
    the narrowest paper, in pixels, on which its words and numbers must fit; `nothing` is why
    nothing is drawn, if it is known.
    """

    panels: tuple[Panel, ...]
    unit: str = "people"
    horizontal: bool = False
    grouped: bool = False
    nested: bool = False
    stacked: bool = False
    grain: str = "day"
    own_scales: bool = False
    tiles: tuple[str, ...] = ()
    width: int = PHONE
    nothing: str = ""

    @property
    def wide(self) -> bool:
        """Whether the paper has room for names beside marks."""
        return self.width >= WIDE

    @property
    def letters(self) -> int:
        """The size of words, in pixels."""
        return 14 if self.wide else 13

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of all panels that have points."""
        return tuple(mark for panel in self.panels for mark in panel.marks if mark.points)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return all(point.unknown for mark in self.marks for point in mark.points)

    @cached_property
    def rows(self) -> frozenset[int]:
        """The lines of all rows drawn."""
        return frozenset(row for mark in self.marks for point in mark.points for row in point.rows)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days of all points, in order."""
        found = {point.x for mark in self.marks for point in mark.points}
        return tuple(sorted(day for day in found if isinstance(day, date)))


def make_plot(
    marks: Iterable[Mark],
    *,
    remarks: Iterable[Annotation] = (),
    order: Iterable[str] = (),
    **form: Any,
) -> Plot:
    """A plot of a single panel, in a form such as `Plot` has; marks without points are left out."""
    kept = tuple(mark for mark in marks if mark.points)
    return Plot((Panel(kept, remarks=tuple(remarks), order=tuple(order)),), **form)
