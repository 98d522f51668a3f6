"""Our corrections of the rows shown: what the source printed, what readers see, and why."""

import re
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from figures.core.figure import Scene
from locales import Language, Translator

_DAYS: Final = ("as_of", "date", "period_end")


def corrections(scene: Scene) -> tuple[str, ...]:
    """One sentence for each correction that speaks of a row shown, in the order of the rows.

    Corrections of one publication that say the same are said once.
    """
    told = (
        scene.say.named(_whose(row, scene), _words(scene.corrections.loc[name], scene.say))
        for row in scene.rows[scene.rows["correction"] != ""].to_dict("records")
        for name in row["correction"].split()
    )
    return tuple(dict.fromkeys(told))


def days_of(row: Mapping[str, Any]) -> list[pd.Timestamp]:
    """The days up to which a row knows."""
    return [row[name] for name in _DAYS if name in row and not pd.isna(row[name])]


def _whose(row: Mapping[str, Any], scene: Scene) -> str:
    """The publication, and where its day was not found, the day its figure speaks of."""
    publication, days = scene.publication(row["source_id"]), days_of(row)
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
