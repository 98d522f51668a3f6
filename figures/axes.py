"""Axes in the reader's language: round numbers, years and months, zero where bars begin."""

import math
from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go
from babel.dates import format_skeleton
from babel.numbers import format_compact_decimal

from figures import lanes
from figures.lettering import pixels
from figures.plot import Panel, Plot, Shape
from figures.wrapping import wrapped
from locales import Language

_APART = 10


def fit(
    figure: go.Figure, panel: Panel, plot: Plot, say: Language, row: int, bars: int = 1
) -> None:
    """Give the panel in a row its two axes; `bars` stand side by side at one place."""
    numbers = _number_axis(panel, plot, say)
    places = _time_axis(plot, say) if plot.timed else _category_axis(panel, plot, say)
    if plot.horizontal:
        places = {**places, **lanes.label_axis(panel, plot, say, bars)}
        if lanes.words_above(plot, say):
            numbers = {**numbers, "showticklabels": False, "showgrid": False}
        figure.update_xaxes(numbers, row=row, col=1)
        figure.update_yaxes({**places, "autorange": "reversed", "showgrid": False}, row=row, col=1)
    else:
        figure.update_yaxes(numbers, row=row, col=1)
        figure.update_xaxes({**places, "showgrid": False}, row=row, col=1)


def label_width(panels: Sequence[Panel], plot: Plot, say: Language) -> int:
    """Pixels the labels left of the chart need, so that the note can begin at the very left."""
    if lanes.words_above(plot, say):
        return 8
    if plot.horizontal:
        points = [point for panel in panels for mark in panel.marks for point in mark.points]
        lines = [line for words in lanes.labels(points, plot, say) for line in words.split("<br>")]
    else:
        lines = [
            words
            for panel in panels
            for words in steps_in_words(round_steps(*_extent(panel, stacked=plot.stacked)), say)
        ]
    return 16 + round(max(map(pixels, lines), default=28))


def share(day: date | str, plot: Plot) -> float:
    """How far along the time axis a day lies, from 0 to 1."""
    days = _days(plot)
    long = (days[-1] - days[0]).days
    return (day - days[0]).days / long if long and isinstance(day, date) else 0.0


def _extent(panel: Panel, *, stacked: bool) -> tuple[float, float]:
    """The lowest and highest number of a panel, zero included."""
    reached: dict[object, float] = {}
    ends = [0.0]
    for mark in panel.marks:
        for point in mark.points:
            if stacked and mark.shape is Shape.BAR:
                reached[point.x] = reached.get(point.x, 0.0) + max(point.y or 0.0, 0.0)
                ends.append(min(point.y or 0.0, 0.0))
            else:
                ends += [
                    number for number in (point.y, point.low, point.high) if number is not None
                ]
    ends += reached.values()
    return min(ends), max(ends)


def round_steps(low: float, high: float, count: int = 5) -> list[float]:
    """Round numbers from below `low` to above `high`, about `count` of them."""
    if high <= low:
        return [low, low + 1]
    rough = (high - low) / count
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    step = max(step, 1)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [number * step for number in range(first, last + 1)]


def _number_axis(panel: Panel, plot: Plot, say: Language) -> dict[str, object]:
    low, high = _extent(panel, stacked=plot.stacked)
    steps = round_steps(low, high, 2 if plot.horizontal else 5)
    above = 0.15 if panel.remarks else 0.02
    tallest = max(steps[-1], high + (steps[-1] - steps[0]) * above)
    reach = _room_for_numbers(panel, plot, say) or tallest
    shown = _not_crowded(steps, reach, panel, plot, say) if plot.horizontal else steps
    return {
        "tickvals": shown,
        "ticktext": steps_in_words(shown, say),
        "tickangle": 0,
        "range": [steps[0], reach],
        "fixedrange": True,
        "showgrid": True,
    }


def _not_crowded(
    steps: list[float], reach: float, panel: Panel, plot: Plot, say: Language
) -> list[float]:
    """As many of the steps as have room for their words beside each other."""
    width = plot.width - label_width([panel], plot, say) - 16
    longest = max(map(pixels, steps_in_words(steps, say)))
    shown = [step for step in steps if step <= reach]
    while len(shown) > 2 and (shown[1] - shown[0]) / reach * width < longest + _APART:
        shown = shown[::2]
    return shown if len(shown) > 1 else steps


def _room_for_numbers(panel: Panel, plot: Plot, say: Language) -> float:
    """How far the axis of labelled bars must reach for a phone to show the number beside each."""
    if not plot.horizontal or plot.stacked:
        return 0
    width = plot.width - label_width([panel], plot, say) - 16
    ends = [0.0]
    for mark in panel.marks:
        for point in mark.points:
            long = max(map(pixels, lanes.number(point, plot, say).split("<br>")))
            taken = min((long + 8) / width, 0.68)
            ends.append(max(point.y or 0, point.high or 0) / (1 - taken))
    return max(ends)


def steps_in_words(steps: Sequence[float], say: Language) -> list[str]:
    """The numbers of an axis, all in full or all short: 2.5M, in French 2,5 M."""
    if max(map(abs, steps)) < 100_000:
        return [say.number(step) for step in steps]
    return [_short(step, say) for step in steps]


def _short(number: float, say: Language) -> str:
    if not number:
        return say.number(0)
    digits = 1 if number % 10 ** math.floor(math.log10(abs(number))) else 0
    return str(format_compact_decimal(number, fraction_digits=digits, locale=say.locale))


def _days(plot: Plot) -> Sequence[date]:
    return sorted(
        {point.x for mark in plot.marks for point in mark.points if isinstance(point.x, date)}
    )


def _time_axis(plot: Plot, say: Language) -> dict[str, object]:
    days = _days(plot)
    first, last = days[0], days[-1]
    span = (last.year - first.year) * 12 + last.month - first.month
    ticks = _ticks(first, last, span)
    margin = max((last - first).days * 0.03, 3)
    return {
        "type": "date",
        "tickvals": [tick.isoformat() for tick in ticks],
        "ticktext": [_tick_words(tick, span, say) for tick in ticks],
        "tickangle": 0,
        "fixedrange": True,
        "range": [_shifted(first, -margin), _shifted(last, margin)],
    }


def _ticks(first: date, last: date, span: int) -> list[date]:
    if span == 0:
        return sorted({first, last})
    step = 12 if span > 26 else 6 if span > 14 else 3 if span > 5 else 1
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13, step if step <= 12 else 12)
    ]
    inside = [month for month in months if first.replace(day=1) <= month <= last]
    return inside or [first]


def _tick_words(tick: date, span: int, say: Language) -> str:
    if span > 26:
        return str(tick.year)
    if span == 0:
        return str(format_skeleton("MMMd", tick, locale=say.locale))
    return str(format_skeleton("yMMM", tick, locale=say.locale)).replace(" ", "<br>", 1)


def _shifted(day: date, days: float) -> str:
    return date.fromordinal(day.toordinal() + round(days)).isoformat()


def _category_axis(panel: Panel, plot: Plot, say: Language) -> dict[str, object]:
    points = {str(point.x): point for mark in panel.marks for point in mark.points}
    order = [place for place in panel.order if place in points] or list(points)
    return {
        "tickvals": [wrapped(place) for place in order],
        "ticktext": lanes.labels([points[place] for place in order], plot, say),
        "type": "category",
        "categoryorder": "array",
        "categoryarray": [wrapped(place) for place in order],
        "fixedrange": True,
    }
