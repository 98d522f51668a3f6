"""The text alternative of a chart: one line, and a summary whose every number is in the rows."""

from collections.abc import Iterator
from datetime import date

from figures.core import values
from figures.core.figure import Scene
from figures.core.plot import Mark, Plot, Point, Shape
from figures.core.statements import by_change
from figures.core.tabulation import place, series_name
from locales import Language

KINDS = {Shape.LINE: "Line chart", Shape.BAR: "Bar chart", Shape.DOT: "Dot chart"}


def one_line(title: str, plot: Plot, say: Language) -> str:
    """What kind of chart it is and what it says, for those who cannot see it."""
    if plot.empty:
        return say("Empty chart. {title}", title=title)
    return say("{kind}. {title}", kind=say(KINDS[plot.marks[0].shape]), title=title)


def summary(plot: Plot, scene: Scene) -> tuple[str, ...]:
    """One sentence or two for each mark: where it begins and ends, its extremes, how sure."""
    say = scene.say
    if plot.empty:
        return (plot.nothing or say("No figures for this choice."),)
    return tuple(
        _mark(series_name(panel.title, mark, say), mark, plot, say)
        for panel in plot.panels
        for mark in panel.marks
    )


def _mark(name: str, mark: Mark, plot: Plot, say: Language) -> str:
    known = mark.known
    ranges = [point for point in mark.points if point.y is None and point.low is not None]
    if not known and not ranges:
        return say("{name}: no figure was found.", name=name)
    if len(known) < 2:
        listed = say.list([_at(point, plot, say) for point in known + ranges])
        return say("{name}: {list}.", name=name, list=listed)
    if mark.rivals:
        parts = [_at(point, plot, say) for point in known]
    else:
        course = _course(mark, known, plot, say) if isinstance(known[0].x, date) else ""
        low, *_, high = sorted(known, key=lambda point: point.y or 0.0)
        extremes = say("always {number}", number=values.words(high, plot.unit, say))
        if low.y != high.y:
            extremes = say(
                "highest {highest}, lowest {lowest}",
                highest=_at(max(known, key=lambda point: point.y or 0.0), plot, say),
                lowest=_at(low, plot, say),
            )
        parts = [*filter(None, [course]), extremes]
    parts += [_at(point, plot, say) for point in ranges]
    return " ".join([say("{name}: {list}.", name=name, list=say.row(parts)), *_doubts(mark, say)])


def _at(point: Point, plot: Plot, say: Language) -> str:
    number = values.words(point, plot.unit, say)
    return say("{number} ({place})", number=number, place=place(point, plot.grain, say))


def _course(mark: Mark, known: list[Point], plot: Plot, say: Language) -> str:
    """How a series went; of a change only within its last part that nothing interrupts."""
    first = _at(known[0], plot, say)
    part = mark.parts[-1] if mark.shape is Shape.LINE else ()
    if len(part) < 2:
        return say("first {first}, last {last}", first=first, last=_at(known[-1], plot, say))
    ends = {"first": _at(part[0], plot, say), "last": _at(part[-1], plot, say)}
    before, after = part[0].y or 0.0, part[-1].y or 0.0
    change = by_change(
        before,
        after,
        higher=say("rises from {first} to {last}", **ends),
        lower=say("falls from {first} to {last}", **ends),
        same=say("is the same at the beginning and at the end: {last}", **ends),
    )
    if part[0] is known[0]:
        return change
    return say("first {first}; after the last break or gap: {change}", first=first, change=change)


def _doubts(mark: Mark, say: Language) -> Iterator[str]:
    points = mark.points
    if any(point.low is not None for point in points):
        yield say("Ranges are drawn and written in the table.")
    if any(point.bound in ("approximate", "minimum", "maximum") for point in points):
        yield say("Some numbers are not exact; the table says which.")
    if any(point.unknown for point in points):
        yield say("For some dates no figure was found; they are left empty.")
    if any(point.breaks for point in points[1:]):
        yield say("The line is interrupted where method, coverage or verification changed.")
