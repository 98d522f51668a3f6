"""The same numbers as a table, each with how sure it is and who said it; and notes on rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from figures.core import values
from figures.core.figure import Scene
from figures.core.plot import Mark, Plot, Point
from locales import Language, Translator
from schemas import codes

_DAYS: Final = ("as_of", "date", "period_end")
_WORDS = {
    "status": {**codes.DISPLACEMENT_STATUS, **codes.DEATHS_STATUS},
    "measure": codes.AID_MEASURE,
}


@dataclass(frozen=True)
class Tabulation:
    """A table of words: header and rows, in the reader's language."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tabulate(plot: Plot, scene: Scene) -> Tabulation:
    """One row for each point drawn; numbers in full, with status, as-of date and source."""
    say = scene.say
    header = (
        *(say("Series"), say("When or what"), say("Number")),
        *(say("Status"), say("As of"), say("Source")),
    )
    rows = (
        (
            series_name(panel.title, mark, say),
            place(point, plot.grain, say),
            values.words(point, plot.unit, say, full=True),
            status(point, scene),
            as_of(point, scene),
            source(point, scene),
        )
        for panel in plot.panels
        for mark in panel.marks
        for point in mark.points
    )
    return Tabulation(header, tuple(rows))


def series_name(title: str, mark: Mark, say: Language) -> str:
    """The name of a mark in its panel, each word once."""
    return mark.name if title in ("", mark.name) else say.named(title, mark.name)


def place(point: Point, grain: str, say: Language) -> str:
    """Where a point lies: a day, month or year in words, or its category."""
    if not isinstance(point.x, date):
        return point.x
    if grain == "year":
        return str(point.x.year)
    return say.month(point.x) if grain == "month" else say.short_day(point.x)


def status(point: Point, scene: Scene) -> str:
    """The kinds of knowledge behind a point, with what is special about its rows."""
    rows, say = scene.records(point.rows), scene.say
    column = "status" if "status" in scene.rows else "measure"
    words = _WORDS[column]
    parts = [say(words[code]) for code in dict.fromkeys(row[column] for row in rows)]
    special = dict.fromkeys(row["obs_status"] for row in rows if row["obs_status"] != "A")
    parts += [say(codes.OBS_STATUS[code]) for code in special]
    if any(row.get("conflicts_with") for row in rows):
        parts.append(say("conflicts with another source"))
    if any(row["correction"] for row in rows):
        parts.append(say("see corrections"))
    return say.row(parts)


def as_of(point: Point, scene: Scene) -> str:
    """The day up to which the rows behind a point know; a plan's year may end after that."""
    rows = scene.records(point.rows)
    days = [day for row in rows for day in _days_of(row)]
    available = [row["available"] for row in rows]
    return scene.say.short_day(min(max(days), max(available))) if days else ""


def _days_of(row: Mapping[str, Any]) -> list[pd.Timestamp]:
    """The days up to which a row knows."""
    return [row[name] for name in _DAYS if name in row and not pd.isna(row[name])]


def source(point: Point, scene: Scene) -> str:
    """Who said it and when it came out."""
    named = (scene.publication(row["source_id"]) for row in scene.records(point.rows))
    return scene.say.row(dict.fromkeys(named))


def notes(scene: Scene) -> tuple[str, ...]:
    """What must be known about single rows shown, each once: their notes, then our corrections."""
    say, corrected = scene.say, scene.rows[scene.rows["correction"] != ""]
    told = [say.data(text) for text in dict.fromkeys(scene.rows["note"]) if text]
    told += [
        say.named(_whose(row, scene), _words(scene.corrections.loc[name], say))
        for row in corrected.to_dict("records")
        for name in row["correction"].split()
    ]
    return tuple(dict.fromkeys(told))


def _whose(row: Mapping[str, Any], scene: Scene) -> str:
    """The publication, and where its day was not found, the day its figure speaks of."""
    publication, days = scene.publication(row["source_id"]), _days_of(row)
    if scene.sources.at[row["source_id"], "published"] or not days:
        return publication
    day = scene.say.day(max(days))
    return scene.say("{publisher}, figure of {day}", publisher=publication, day=day)


def _words(correction: pd.Series, say: Translator) -> str:
    reason = say.data(correction["reason"])
    if correction["action"] != "override":
        return reason
    return say(
        "published as “{printed}”, corrected here to “{corrected}”. {reason}",
        printed=_cell(correction["printed"], say),
        corrected=_cell(correction["corrected"], say),
        reason=reason,
    )


def _cell(text: str, say: Language) -> str:
    """A cell as readers see it: days in words, numbers grouped, anything else as it stands."""
    if re.fullmatch(r"\d{1,15}", text):
        return say.number(int(text))
    day = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    return text if pd.isna(day) else say.day(day)
