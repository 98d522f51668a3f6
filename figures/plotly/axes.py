"""Axes in the reader's language: round numbers, years and months, zero where bars begin."""

import math
from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go
from babel.dates import format_skeleton
from babel.numbers import format_compact_decimal

from figures.core.palette import GREY
from figures.core.plot import Panel, Plot, Shape
from figures.core.values import UNITS
from figures.plotly import bar_layout
from figures.plotly.text_metrics import pixels
from figures.plotly.traces import MID_MONTH, MONTH_BAR
from locales import Language

_YEARS, _NAME, _MONTH_NAME, _BESIDE = 26, 34, 58, 120
"""Months from which on years are named; pixels of such names, and of all beside the axis."""


def fit(figure: go.Figure, panel: Panel, plot: Plot, say: Language, row: int) -> None:
    """Give the panel in a row its two axes; a firm line at zero, a grid only across the numbers.

    Panels have one scale, so that no mark is longer than a larger number's, unless each has its
    own.
    """
    zero = {"zeroline": True, "zerolinecolor": GREY, "zerolinewidth": 1.2}
    if plot.horizontal:
        height = bar_layout.lay_out(panel, plot, say).height
        figure.update_xaxes({**_row_axis(panel, plot, say), **zero}, row=row, col=1)
        figure.update_yaxes(range=[height, 0], visible=False, fixedrange=True, row=row, col=1)
    else:
        numbers = _number_axis(_scaled(panel, plot), plot, say)
        figure.update_yaxes({**numbers, **zero}, row=row, col=1)
        figure.update_xaxes({**_time_axis(plot, say), "showgrid": False}, row=row, col=1)


def _scaled(panel: Panel, plot: Plot) -> list[Panel]:
    """The panels that share one scale with a panel."""
    return [panel] if plot.own_scales else [one for one in plot.panels if one.marks]


def reach(panel: Panel, plot: Plot, say: Language) -> float:
    """The upper end of the axis of numbers."""
    if plot.horizontal:
        return bar_layout.reach(_scaled(panel, plot), plot, say)
    low_and_high: tuple[float, float] = _range(_scaled(panel, plot), plot)
    return low_and_high[1]


def label_width(panels: Sequence[Panel], plot: Plot, say: Language) -> int:
    """Pixels the labels left of the chart need, so that the note can begin at the very left."""
    if plot.horizontal:
        return bar_layout.label_width(plot, say)
    words = [
        words
        for scaled in ([[one] for one in panels] if plot.own_scales else [panels])
        for words in _named(round_steps(*_extent(scaled, stacked=plot.stacked)), plot, say)
    ]
    return 16 + round(max((pixels(line, plot.letters) for line in words), default=28))


def across(day: date | str, plot: Plot, shown: tuple[date, date] | None = None) -> float:
    """How far along the time axis a day lies, from 0 at its left end to 1 at its right."""
    left, right = shown or window(plot)
    day = day.replace(day=MID_MONTH) if plot.grain == "month" and isinstance(day, date) else day
    return (day - left) / (right - left) if isinstance(day, date) else 0.0


def bar_share(plot: Plot) -> float:
    """How much of the time axis the bar of one month takes."""
    left, right = window(plot)
    return MONTH_BAR / (right - left)


def window(plot: Plot) -> tuple[date, date]:
    """The first and the last day of the time axis, a little beyond the points."""
    days = _days(plot)
    first, last = days[0], _end(days[-1], plot)
    margin = timedelta(days=round(max((last - first).days * 0.03, 3)))
    return first - margin, last + margin


def _extent(panels: Sequence[Panel], *, stacked: bool) -> tuple[float, float]:
    """The lowest and highest number of panels, zero included."""
    reached: dict[object, float] = {}
    ends = [0.0]
    for panel, mark in ((one, mark) for one in panels for mark in one.marks):
        for point in mark.points:
            if stacked and mark.shape is Shape.BAR:
                place = (panel.title, point.x)
                reached[place] = reached.get(place, 0.0) + max(point.y or 0.0, 0.0)
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


def _range(panels: Sequence[Panel], plot: Plot) -> tuple[float, float]:
    """The ends of an axis of numbers, with room above for what is written there."""
    low, high = _extent(panels, stacked=plot.stacked)
    steps = round_steps(low, high)
    above = 0.15 if any(_has_words(panel) for panel in panels) else 0.06
    return steps[0], max(steps[-1], high + (steps[-1] - steps[0]) * above)


def _has_words(panel: Panel) -> bool:
    """Whether a remark or a break is written at the top of a panel."""
    marks = panel.marks
    return bool(panel.remarks) or any(one.breaks for mark in marks for one in mark.points[1:])


def _number_axis(panels: Sequence[Panel], plot: Plot, say: Language) -> dict[str, object]:
    steps = round_steps(*_extent(panels, stacked=plot.stacked))
    return {
        "tickvals": steps,
        "ticktext": _named(steps, plot, say),
        "tickangle": 0,
        "range": list(_range(panels, plot)),
        "fixedrange": True,
        "showgrid": True,
    }


def _named(steps: list[float], plot: Plot, say: Language) -> list[str]:
    """The numbers of an axis in words; the topmost says the currency, once for all."""
    words = steps_in_words(steps, say)
    if plot.unit not in UNITS:
        words[-1] = say.money(steps[-1], plot.unit)
    return words


def _row_axis(panel: Panel, plot: Plot, say: Language) -> dict[str, object]:
    """The axis under rows; only groups, which are compared over some distance, need its words."""
    ends = reach(panel, plot, say)
    steps = [step for step in round_steps(0, ends, 5 if plot.wide else 3) if step <= ends]
    return {
        "tickvals": steps,
        "ticktext": steps_in_words(steps, say),
        "tickangle": 0,
        "range": [0, ends],
        "fixedrange": True,
        "showgrid": plot.grouped,
        "showticklabels": plot.grouped,
    }


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
    """Years or months, each named in its middle, so that its last day stands under its name."""
    days = _days(plot)
    first, last = days[0], _end(days[-1], plot)
    left, right = window(plot)
    span = (last.year - first.year) * 12 + last.month - first.month
    if span == 0 and plot.grain == "day":
        ticks = {day: _words("MMMd", day, say) for day in sorted({first, last})}
        begins = []
    elif span > _YEARS:
        begins = [date(year, 1, 1) for year in range(left.year, right.year + 2)]
        ticks = _not_close(
            {
                _middle(day, left, right, 12): str(day.year)
                for day in begins
                if first.year <= day.year <= last.year
            },
            (right - left) * (_NAME / (plot.width - _BESIDE)),
        )
    else:
        apart = (plot.width - _BESIDE) / (span + 1)
        step = next((step for step in (1, 2, 3, 6) if step * apart >= _MONTH_NAME), 12)
        months = _months(first, last)
        begins = [*months, _next(months[-1], 1)]
        named = [month for month in months if (month.month - 1) % step == 0] or months[:1]
        ticks = {_middle(month, left, right, 1): _words("yMMM", month, say) for month in named}
    return {
        "type": "date",
        "tickvals": [tick.isoformat() for tick in ticks],
        "ticktext": list(ticks.values()),
        "tickangle": 0,
        "ticks": "" if begins else "outside",
        "minor": {"tickvals": [day.isoformat() for day in begins], "ticks": "outside"},
        "fixedrange": True,
        "range": [left.isoformat(), right.isoformat()],
    }


def _end(day: date, plot: Plot) -> date:
    """The last day of what a point counts."""
    return _next(day, 1) - timedelta(days=1) if plot.grain == "month" else day


def _next(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    later = day.month - 1 + months
    return date(day.year + later // 12, later % 12 + 1, 1)


def _months(first: date, last: date) -> list[date]:
    months = [first.replace(day=1)]
    while _next(months[-1], 1) <= last:
        months.append(_next(months[-1], 1))
    return months


def _middle(begin: date, left: date, right: date, months: int) -> date:
    """The middle of what is seen of a year or a month."""
    start, end = max(begin, left), min(_next(begin, months), right)
    return start + (end - start) / 2


def _not_close(ticks: dict[date, str], nearest: timedelta) -> dict[date, str]:
    """The ticks without those of a sliver at either end that would touch their neighbour."""
    kept = dict(ticks)
    days = list(ticks)
    for end, neighbour in ((days[0], days[1]), (days[-1], days[-2])):
        if abs(end - neighbour) < nearest:
            kept.pop(end, None)
    return kept


def _words(skeleton: str, day: date, say: Language) -> str:
    words = str(format_skeleton(skeleton, day, locale=say.locale))
    return words if skeleton == "MMMd" else words.replace(" ", "<br>", 1)
