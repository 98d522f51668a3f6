"""The text alternative of a chart: one line, and a summary whose every number is in the rows."""

from datetime import date

from figures.core import values
from figures.core.figure import Scene
from figures.core.plot import Mark, Plot, Point, Shape
from figures.core.tabulation import place, series_name
from locales import Language

KINDS = {
    Shape.LINE: "Line chart",
    Shape.BAR: "Bar chart",
    Shape.DOT: "Dot chart",
}


def one_line(title: str, plot: Plot, say: Language) -> str:
    """What kind of chart it is and what it says, for those who cannot see it."""
    if plot.empty:
        return say("Empty chart. {title}", title=title)
    kind = say(KINDS[plot.marks[0].shape])
    return say("{kind}. {title}", kind=kind, title=title)


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
    known = [point for point in mark.points if point.y is not None]
    ranges = [point for point in mark.points if point.y is None and point.low is not None]
    if not known and not ranges:
        return say("{name}: no figure was found.", name=name)
    if len(known) < 2:
        listed = say.list([_at(point, plot, say) for point in known + ranges])
        return say("{name}: {list}.", name=name, list=listed)
    if mark.rivals:
        parts = [_at(point, plot, say) for point in known]
    else:
        course = _course(mark, known, plot, say) if _timed(known) else ""
        parts = [course, _extremes(known, plot, say)]
    parts += [_at(point, plot, say) for point in ranges]
    sentence = say("{name}: {list}.", name=name, list=say.row(part for part in parts if part))
    return " ".join(part for part in (sentence, *_uncertainty(mark, say)) if part)


def _timed(points: list[Point]) -> bool:
    return isinstance(points[0].x, date)


def _at(point: Point, plot: Plot, say: Language) -> str:
    number = values.words(point, plot.unit, say)
    return say("{number} ({place})", number=number, place=place(point, plot.grain, say))


def _course(mark: Mark, points: list[Point], plot: Plot, say: Language) -> str:
    """How a series went; of a change only within its last part that nothing interrupts."""
    if mark.shape is Shape.LINE:
        last_part = list(mark.parts[-1])
        if len(last_part) > 1:
            change = _change(last_part, plot, say)
            start = points[0]
            if last_part[0] is start:
                return change
            return say(
                "first {first}; after the last break or gap: {change}",
                first=_at(start, plot, say),
                change=change,
            )
    return say(
        "first {first}, last {last}",
        first=_at(points[0], plot, say),
        last=_at(points[-1], plot, say),
    )


def _change(points: list[Point], plot: Plot, say: Language) -> str:
    first, last = points[0], points[-1]
    before, after = first.y or 0.0, last.y or 0.0
    ends = {"first": _at(first, plot, say), "last": _at(last, plot, say)}
    if after > before:
        return say("rises from {first} to {last}", **ends)
    if after < before:
        return say("falls from {first} to {last}", **ends)
    return say("is the same at the beginning and at the end: {last}", last=ends["last"])


def _extremes(points: list[Point], plot: Plot, say: Language) -> str:
    highest = max(points, key=lambda point: point.y or 0.0)
    lowest = min(points, key=lambda point: point.y or 0.0)
    if highest.y == lowest.y:
        return say("always {number}", number=values.words(highest, plot.unit, say))
    return say(
        "highest {highest}, lowest {lowest}",
        highest=_at(highest, plot, say),
        lowest=_at(lowest, plot, say),
    )


def _uncertainty(mark: Mark, say: Language) -> list[str]:
    sentences = []
    if any(point.low is not None for point in mark.points):
        sentences.append(say("Ranges are drawn and written in the table."))
    if any(point.bound in ("approximate", "minimum", "maximum") for point in mark.points):
        sentences.append(say("Some numbers are not exact; the table says which."))
    if any(point.y is None and point.low is None for point in mark.points):
        sentences.append(say("For some dates no figure was found; they are left empty."))
    if any(point.breaks for point in mark.points[1:]):
        sentences.append(
            say("The line is interrupted where method, coverage or verification changed.")
        )
    return sentences
