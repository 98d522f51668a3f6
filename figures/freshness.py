"""How fresh a figure is: up to which day it knows, and whether a newer edition should be out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from locales import Language


class State(StrEnum):
    """What to expect of the publisher; the words are shown to readers."""

    CURRENT = "up to date"
    DUE = "next edition due"
    OVERDUE = "next edition overdue"
    DELINQUENT = "next edition long overdue"
    STOPPED = "no longer published"
    ONCE = "published once"
    AS_NEEDED = "published as needed"


THRESHOLDS = {
    "daily": (1, 2, 3),
    "weekly": (7, 14, 21),
    "monthly": (30, 44, 60),
    "quarterly": (90, 120, 150),
    "semi-annual": (180, 210, 240),
    "annual": (365, 425, 455),
}
"""Days after which HDX calls a data set due, overdue and delinquent, by how often it is updated."""

_AGELESS = {"stopped": State.STOPPED, "never": State.ONCE, "as-needed": State.AS_NEEDED}


def state(frequency: str, available: date, today: date) -> State:
    """Whether an edition newer than the one of a day should be out by another day."""
    if frequency in _AGELESS:
        return _AGELESS[frequency]
    age = (today - available).days
    due, overdue, delinquent = THRESHOLDS[frequency]
    if age >= delinquent:
        return State.DELINQUENT
    if age >= overdue:
        return State.OVERDUE
    return State.DUE if age >= due else State.CURRENT


@dataclass(frozen=True)
class Freshness:
    """Three dates' worth of honesty: what the data cover, when they came out, what is due."""

    data_to: date
    published: str
    available: date
    frequency: str

    def state(self, today: date) -> State:
        """Whether a newer edition should be out by a day."""
        return state(self.frequency, self.available, today)

    def dates(self, say: Language) -> str:
        """What does not depend on the day of reading: 'Data to … · published …'."""
        when = say.partial_day(self.published) if self.published else ""
        return " · ".join(
            (
                say("Data to {day}", day=say.day(self.data_to)),
                say("published {day}", day=when) if when else say("publication day not found"),
            )
        )

    def words(self, say: Language, today: date) -> str:
        """One quiet line: 'Data to … · published … · next edition overdue'."""
        return f"{self.dates(say)} · {say(self.state(today).value)}"


def freshness(rows: pd.DataFrame, sources: pd.DataFrame) -> Freshness | None:
    """How fresh these rows are, by the source that came out last; None without rows."""
    if rows.empty:
        return None
    last = last_edition(rows["source_id"], sources)
    return Freshness(
        data_to=data_to(rows),
        published=str(last["published"]),
        available=last["available"].date(),
        frequency=str(last["frequency"]),
    )


def last_edition(source_ids: Iterable[str], sources: pd.DataFrame) -> pd.Series:
    """Of these sources the one that came out last; `sources` is indexed by source_id."""
    named = sources.loc[sorted(set(source_ids))]
    last: pd.Series = named.sort_values("available", kind="stable").iloc[-1]
    return last


def data_to(rows: pd.DataFrame) -> date:
    """The last day any of the rows knows of; the year of a plan may end after that."""
    days = [rows[name].max() for name in ("date", "period_end") if name in rows]
    spoken_of = max(day for day in days if not pd.isna(day))
    newest: date = min(spoken_of, rows["available"].max()).date()
    return newest
