"""The same numbers as a table: what the chart draws, each with how sure it is and who said it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from figures import values
from figures.citation import Note
from figures.figure import Scene
from figures.plot import Mark, Plot, Point
from locales import Language
from schemas import codes

_STATUS = {**codes.DISPLACEMENT_STATUS, **codes.DEATHS_STATUS}


@dataclass(frozen=True)
class Tabulation:
    """A table of words: header and rows, in the reader's language."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tabulate(plot: Plot, scene: Scene) -> Tabulation:
    """One row for each point drawn; numbers in full, with status, as-of date and source."""
    say = scene.say
    header = (
        say("Series"),
        say("When or what"),
        say("Number"),
        say("Status"),
        say("As of"),
        say("Source"),
    )
    rows = tuple(
        (
            series,
            place(point, plot.grain, say),
            values.words(point, plot.unit, say, full=True),
            status(point, scene),
            as_of(point, scene),
            source(point, scene),
        )
        for series, point in _points(plot, say)
    )
    return Tabulation(header, rows)


def _points(plot: Plot, say: Language) -> Iterator[tuple[str, Point]]:
    for panel in plot.panels:
        for mark in panel.marks:
            name = series_name(panel.title, mark, say)
            for point in mark.points:
                yield name, point


def series_name(title: str, mark: Mark, say: Language) -> str:
    """The name of a mark in its panel, each word once."""
    return mark.name if title in ("", mark.name) else say.named(title, mark.name)


def place(point: Point, grain: str, say: Language) -> str:
    """Where a point lies: a day, month or year in words, or its category."""
    if not isinstance(point.x, date):
        return point.x
    match grain:
        case "year":
            return str(point.x.year)
        case "month":
            return say.month(point.x)
        case _:
            return say.short_day(point.x)


def status(point: Point, scene: Scene) -> str:
    """The kinds of knowledge behind a point, with what is special about its rows."""
    rows = scene.rows.loc[list(point.rows)]
    say = scene.say
    parts = []
    if "status" in rows:
        parts += [say(_STATUS[code]) for code in dict.fromkeys(rows["status"])]
    else:
        parts += [say(codes.AID_MEASURE[code]) for code in dict.fromkeys(rows["measure"])]
    special = [code for code in dict.fromkeys(rows["obs_status"]) if code != "A"]
    parts += [say(codes.OBS_STATUS[code]) for code in special]
    if "conflicts_with" in rows and (rows["conflicts_with"] != "").any():
        parts.append(say("conflicts with another source"))
    if (rows["correction"] != "").any():
        parts.append(say("see corrections"))
    return say.row(parts)


def as_of(point: Point, scene: Scene) -> str:
    """The day up to which the rows behind a point know; a plan's year may end after that."""
    rows = scene.rows.loc[list(point.rows)]
    names = [name for name in ("as_of", "date", "period_end") if name in rows]
    days = pd.concat([rows[name] for name in names]).dropna() if names else pd.Series()
    if days.empty:
        return ""
    return scene.say.short_day(min(days.max(), rows["available"].max()))


def source(point: Point, scene: Scene) -> str:
    """Who said it and when it came out."""
    say = scene.say
    named = []
    for source_id in dict.fromkeys(scene.rows.loc[list(point.rows), "source_id"]):
        row = scene.sources.loc[source_id]
        when = say.partial_day(row["published"]) if row["published"] else ""
        named.append(", ".join(part for part in (say(row["publisher"]), when) if part))
    return say.row(dict.fromkeys(named))


def notes(scene: Scene) -> tuple[str, ...]:
    """What must be known about single rows shown, each once, in the order of the rows."""
    return tuple(scene.say(text) for text in dict.fromkeys(scene.rows["note"]) if text)


__all__ = [
    "Note",
    "Tabulation",
    "as_of",
    "notes",
    "place",
    "series_name",
    "source",
    "status",
    "tabulate",
]
