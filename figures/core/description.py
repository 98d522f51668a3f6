"""The text alternative of a chart: one line, and a summary whose every number is in the rows."""

from collections.abc import Iterator
from datetime import date

from figures.core import values
from figures.core.figure import DrawContext
from figures.core.plot import Mark, Plot, Point, Shape
from figures.core.statements import choose_by_change
from figures.core.tabulation import describe_place, name_series
from locales import Language

CHART_NAMES = {Shape.LINE: "Line chart", Shape.BAR: "Bar chart", Shape.DOT: "Dot chart"}


def describe_in_one_line(title: str, plot: Plot, t: Language) -> str:
    """What kind of chart it is and what it says, for those who cannot see it."""
    if plot.empty:
        return t("Empty chart. {title}", title=title)
    return t("{kind}. {title}", kind=t(CHART_NAMES[plot.marks[0].shape]), title=title)


def summarize(plot: Plot, scene: DrawContext) -> tuple[str, ...]:
    """One sentence or two for each mark: where it begins and ends, its extremes, how sure."""
    t = scene.t
    if plot.empty:
        return (plot.nothing or t("No figures for this choice."),)
    return tuple(
        _mark(name_series(panel.title, mark, t), mark, plot, t)
        for panel in plot.panels
        for mark in panel.marks
    )


def _mark(name: str, mark: Mark, plot: Plot, t: Language) -> str:
    known = mark.known
    ranges = [point for point in mark.points if point.y is None and point.low is not None]
    if not known and not ranges:
        return t("{name}: no figure was found.", name=name)
    if len(known) < 2:
        listed = t.join_words([_at(point, plot, t) for point in known + ranges])
        return t("{name}: {list}.", name=name, list=listed)
    if mark.rivals:
        parts = [_at(point, plot, t) for point in known]
    else:
        course = _course(mark, known, plot, t) if isinstance(known[0].x, date) else ""
        low, *_, high = sorted(known, key=lambda point: point.y or 0.0)
        extremes = t("always {number}", number=values.format_point(high, plot.unit, t))
        if low.y != high.y:
            extremes = t(
                "highest {highest}, lowest {lowest}",
                highest=_at(max(known, key=lambda point: point.y or 0.0), plot, t),
                lowest=_at(low, plot, t),
            )
        parts = [*filter(None, [course]), extremes]
    parts += [_at(point, plot, t) for point in ranges]
    return " ".join([t("{name}: {list}.", name=name, list=t.join_items(parts)), *_doubts(mark, t)])


def _at(point: Point, plot: Plot, t: Language) -> str:
    number = values.format_point(point, plot.unit, t)
    return t("{number} ({place})", number=number, place=describe_place(point, plot.grain, t))


def _course(mark: Mark, known: list[Point], plot: Plot, t: Language) -> str:
    """How a series went; of a change only within its last part that nothing interrupts."""
    first = _at(known[0], plot, t)
    part = mark.parts[-1] if mark.shape is Shape.LINE else ()
    if len(part) < 2:
        return t("first {first}, last {last}", first=first, last=_at(known[-1], plot, t))
    ends = {"first": _at(part[0], plot, t), "last": _at(part[-1], plot, t)}
    before, after = part[0].y or 0.0, part[-1].y or 0.0
    change = choose_by_change(
        before,
        after,
        higher=t("rises from {first} to {last}", **ends),
        lower=t("falls from {first} to {last}", **ends),
        same=t("is the same at the beginning and at the end: {last}", **ends),
    )
    if part[0] is known[0]:
        return change
    return t("first {first}; after the last break or gap: {change}", first=first, change=change)


def _doubts(mark: Mark, t: Language) -> Iterator[str]:
    points = mark.points
    if any(point.low is not None for point in points):
        yield t("Ranges are drawn and written in the table.")
    if any(point.bound in ("approximate", "minimum", "maximum") for point in points):
        yield t("Some numbers are not exact; the table says which.")
    if any(point.unknown for point in points):
        yield t("For some dates no figure was found; they are left empty.")
    if any(point.breaks for point in points[1:]):
        yield t("The line is interrupted where method, coverage or verification changed.")
