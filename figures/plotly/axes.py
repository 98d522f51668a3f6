"""Axes in the reader's language: round numbers, years and months, zero where bars begin."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
from babel.dates import format_skeleton
from babel.numbers import format_compact_decimal

from figures.core.palette import GREY
from figures.core.plot import Panel, Plot, Shape
from figures.core.values import UNITS
from figures.plotly.traces import MID_MONTH
from locales import Language

Axis = dict[str, Any]

_YEARS, _NAME, _MONTH_NAME, _BESIDE = 26, 34, 58, 120
"""Months from which on years are named; pixels of such names, and of all beside the axis."""
_ZERO = {"zeroline": True, "zerolinecolor": GREY, "zerolinewidth": 1.2}
"""A firm line at zero, the only one there is."""


def make_number_axis(panels: Sequence[Panel], plot: Plot, t: Language) -> Axis:
    """The axis of numbers that panels share; the topmost number says the currency, for all."""
    low, high = _extent(panels, stacked=plot.stacked)
    steps = find_round_steps(low, high)
    words = format_steps(steps, t)
    if plot.unit not in UNITS:
        words[-1] = t.format_money(steps[-1], plot.unit)
    marks = [mark for panel in panels for mark in panel.marks]
    broken = any(point.breaks for mark in marks for point in mark.points[1:])
    above = 0.15 if broken or any(panel.remarks for panel in panels) else 0.06
    reach = max(steps[-1], high + (steps[-1] - steps[0]) * above)
    return {**_ticks(steps, words, steps[0], reach), "showgrid": True, **_ZERO}


def make_row_axis(reach: float, plot: Plot, t: Language) -> Axis:
    """The axis under rows; only groups, which are compared over some distance, need its words."""
    steps = [step for step in find_round_steps(0, reach, 5 if plot.wide else 3) if step <= reach]
    shown = {"showgrid": plot.grouped, "showticklabels": plot.grouped}
    return {**_ticks(steps, format_steps(steps, t), 0, reach), **shown, **_ZERO}


def _ticks(steps: Sequence[object], words: Sequence[str], low: object, high: object) -> Axis:
    named = {"tickvals": steps, "ticktext": words, "tickangle": 0}
    return {**named, "range": [low, high], "fixedrange": True}


def measure_across(day: date | str, plot: Plot) -> float:
    """How far along the time axis a day lies, from 0 at its left end to 1 at its right."""
    left, right = find_window(plot)
    day = day.replace(day=MID_MONTH) if plot.grain == "month" and isinstance(day, date) else day
    return (day - left) / (right - left) if isinstance(day, date) else 0.0


def find_window(plot: Plot) -> tuple[date, date]:
    """The first and the last day of the time axis, a little beyond the points."""
    first, last = _ends(plot)
    margin = timedelta(days=round(max((last - first).days * 0.03, 3)))
    return first - margin, last + margin


def _ends(plot: Plot) -> tuple[date, date]:
    """The first day, and the last day of what the last point counts."""
    first, last = plot.days[0], plot.days[-1]
    return first, _next(last, 1) - timedelta(days=1) if plot.grain == "month" else last


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
                ends += [one for one in (point.y, point.low, point.high) if one is not None]
    ends += reached.values()
    return min(ends), max(ends)


def find_round_steps(low: float, high: float, count: int = 5) -> list[float]:
    """Round numbers from below `low` to above `high`, about `count` of them."""
    if high <= low:
        return [low, low + 1]
    rough = (high - low) / count
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    step = max(step, 1)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [number * step for number in range(first, last + 1)]


def format_steps(steps: Sequence[float], t: Language) -> list[str]:
    """The numbers of an axis, all in full or all short: 2.5M, in French 2,5 M."""
    if max(map(abs, steps)) < 100_000:
        return [t.format_number(step) for step in steps]
    words = []
    for step in steps:
        digits = 1 if step and step % 10 ** math.floor(math.log10(abs(step))) else 0
        short = format_compact_decimal(step, fraction_digits=digits, locale=t.locale)
        words.append(str(short) if step else t.format_number(0))
    return words


def make_time_axis(plot: Plot, t: Language) -> Axis:
    """Years or months, each named in its middle, so that its last day stands under its name."""
    first, last = _ends(plot)
    left, right = find_window(plot)
    span = (last.year - first.year) * 12 + last.month - first.month
    begins: list[date] = []
    ticks: dict[date, str] = {}
    if span == 0 and plot.grain == "day":
        days = sorted({first, last})
        ticks = {day: str(format_skeleton("MMMd", day, locale=t.locale)) for day in days}
    elif span > _YEARS:
        begins = [date(year, 1, 1) for year in range(left.year, right.year + 2)]
        years = [day for day in begins if first.year <= day.year <= last.year]
        ticks = {_middle(day, left, right, 12): str(day.year) for day in years}
        # A sliver at either end has no name that would touch its neighbour's.
        nearest, middles = (right - left) * (_NAME / (plot.width - _BESIDE)), list(ticks)
        for end, neighbour in (middles[:2], middles[:-3:-1]):
            if abs(end - neighbour) < nearest:
                ticks.pop(end, None)
    else:
        apart = (plot.width - _BESIDE) / (span + 1)
        step = next((step for step in (1, 2, 3, 6) if step * apart >= _MONTH_NAME), 12)
        months = [month.start_time.date() for month in pd.period_range(first, last, freq="M")]
        begins = [*months, _next(months[-1], 1)]
        shown = [month for month in months if (month.month - 1) % step == 0] or months[:1]
        for month in shown:
            name = str(format_skeleton("yMMM", month, locale=t.locale))
            ticks[_middle(month, left, right, 1)] = name.replace(" ", "<br>", 1)
    places = [tick.isoformat() for tick in ticks]
    return {
        "type": "date",
        **_ticks(places, list(ticks.values()), left.isoformat(), right.isoformat()),
        "ticks": "" if begins else "outside",
        "minor": {"tickvals": [day.isoformat() for day in begins], "ticks": "outside"},
        "showgrid": False,
    }


def _next(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    later = day.month - 1 + months
    return date(day.year + later // 12, later % 12 + 1, 1)


def _middle(begin: date, left: date, right: date, months: int) -> date:
    """The middle of what is seen of a year or a month."""
    start, end = max(begin, left), min(_next(begin, months), right)
    return start + (end - start) / 2
