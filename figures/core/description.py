"""A chart in words: one line, a summary whose every number is in the rows, a table, and notes.

Its title and subtitle are its figure's own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from figures.core import values
from figures.core.figure import DrawContext
from figures.core.plot import Mark, Plot, Point, Shape
from figures.core.values import choose_by_change
from locales import Language, Translator
from schemas import codes

CHART_NAMES = {Shape.LINE: "Line chart", Shape.BAR: "Bar chart", Shape.DOT: "Dot chart"}
_DAYS: Final = ("as_of", "date", "period_end")
_STATUS: Final = {**codes.DISPLACEMENT_STATUS, **codes.DEATHS_STATUS, **codes.AID_MEASURE}


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
    pairs = ((panel, mark) for panel in plot.panels for mark in panel.marks)
    return tuple(_mark(name_series(panel.title, mark, t), mark, plot, t) for panel, mark in pairs)


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


@dataclass(frozen=True)
class ChartTable:
    """A table of words: header and rows, in the reader's language."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tabulate(plot: Plot, scene: DrawContext) -> ChartTable:
    """One row for each point drawn; numbers in full, with status, as-of date and source."""
    t = scene.t
    what = t("Series"), t("When or what"), t("Number")
    header = (*what, t("Status"), t("As of"), t("Source"))
    rows = (
        (
            name_series(panel.title, mark, t),
            describe_place(point, plot.grain, t),
            values.format_point(point, plot.unit, t, full=True),
            describe_status(point, scene),
            describe_as_of(point, scene),
            describe_source(point, scene),
        )
        for panel in plot.panels
        for mark in panel.marks
        for point in mark.points
    )
    return ChartTable(header, tuple(rows))


def name_series(title: str, mark: Mark, t: Language) -> str:
    """The name of a mark in its panel, each word once."""
    return mark.name if title in ("", mark.name) else t.label(title, mark.name)


def describe_place(point: Point, grain: str, t: Language) -> str:
    """Where a point lies: a day, month or year in words, or its category."""
    if not isinstance(point.x, date):
        return point.x
    if grain == "year":
        return str(point.x.year)
    return t.format_month(point.x) if grain == "month" else t.format_short_day(point.x)


def describe_status(point: Point, scene: DrawContext) -> str:
    """The kinds of knowledge behind a point, with what is special about its rows."""
    rows, t = [scene.records[line] for line in point.rows], scene.t
    column = "status" if "status" in scene.rows else "measure"
    parts = [t(_STATUS[code]) for code in dict.fromkeys(row[column] for row in rows)]
    special = dict.fromkeys(row["obs_status"] for row in rows if row["obs_status"] != "A")
    parts += [t(codes.OBS_STATUS[code]) for code in special]
    if any(row.get("conflicts_with") for row in rows):
        parts.append(t("conflicts with another source"))
    if any(row["correction"] for row in rows):
        parts.append(t("see corrections"))
    return t.join_items(parts)


def describe_as_of(point: Point, scene: DrawContext) -> str:
    """The day up to which the rows behind a point know; a plan's year may end after that."""
    rows = [scene.records[line] for line in point.rows]
    days = [day for row in rows for day in _days_of(row)]
    available = [row["available"] for row in rows]
    return scene.t.format_short_day(min(max(days), max(available))) if days else ""


def _days_of(row: Mapping[str, Any]) -> list[pd.Timestamp]:
    return [row[name] for name in _DAYS if name in row and not pd.isna(row[name])]


def describe_source(point: Point, scene: DrawContext) -> str:
    """Who said it and when it came out."""
    named = (scene.name_publication(scene.records[line]["source_id"]) for line in point.rows)
    return scene.t.join_items(dict.fromkeys(named))


def collect_notes(scene: DrawContext) -> tuple[str, ...]:
    """What must be known about single rows shown, each once: their notes, then our corrections."""
    t, corrected = scene.t, scene.rows[scene.rows["correction"] != ""]
    told = [t.data(text) for text in dict.fromkeys(scene.rows["note"]) if text]
    told += [
        t.label(_whose(row, scene), describe_correction(scene.corrections.loc[name], t))
        for row in corrected.to_dict("records")
        for name in row["correction"].split()
    ]
    return tuple(dict.fromkeys(told))


def _whose(row: Mapping[str, Any], scene: DrawContext) -> str:
    """The publication, and where its day was not found, the day its figure speaks of."""
    publication, days = scene.name_publication(row["source_id"]), _days_of(row)
    if scene.sources.at[row["source_id"], "published"] or not days:
        return publication
    day = scene.t.format_day(max(days))
    return scene.t("{publisher}, figure of {day}", publisher=publication, day=day)


def describe_correction(correction: pd.Series, t: Translator) -> str:
    """Why a row is corrected, or remarked on; and what was published instead."""
    reason = t.data(correction["reason"])
    if correction["action"] != "override":
        return reason
    return t(
        "published as “{printed}”, corrected here to “{corrected}”. {reason}",
        printed=_cell(correction["printed"], t),
        corrected=_cell(correction["corrected"], t),
        reason=reason,
    )


def _cell(text: str, t: Language) -> str:
    """A cell as readers see it: days in words, numbers grouped, anything else as it stands."""
    if re.fullmatch(r"\d{1,15}", text):
        return t.format_number(int(text))
    day = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    return text if pd.isna(day) else t.format_day(day)
