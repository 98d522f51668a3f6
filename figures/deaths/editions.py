"""Months in the editions that printed them: how a number moved as cases were verified."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from figures.core.choice import Choice, Chosen
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Shape, one_panel
from figures.core.selection import points
from figures.deaths.death_rows import (
    OUTCOME,
    TABLE,
    month,
    of_outcome,
    series,
    verified,
    whole_country,
    whole_month,
)
from schemas import Tables

_MOST, _TEN = "most", 10

_SAME_MONTH = (
    "A later edition knows more of the same month: the difference is late verification, not "
    "later deaths."
)
_OCCUPIED = (
    "Months of siege and occupation go on being revised for years. Recent months will still change."
)
_FOUND = "Only editions that were found are shown; there may be others, also earlier ones."


def _editions(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """Every whole month in every edition; an edition printed twice counts where it came first."""
    rows = whole_month(whole_country(series(tables, "monthly", known_on)))
    found = rows[rows["value"].notna()].sort_values("available", kind="stable")
    first = found.drop_duplicates(["period_start", "outcome", "as_of"], keep="first")
    return first.sort_values(["as_of", "source_id"], kind="stable")


def _revised(tables: Tables) -> Sequence[str]:
    """The months that at least two editions printed, after those revised most."""
    rows = _editions(tables, None)
    editions = rows["as_of"].groupby([month(rows), rows["outcome"]]).nunique()
    return [_MOST, *sorted(set(editions[editions > 1].index.get_level_values(0)))]


def _ends(rows: pd.DataFrame) -> pd.DataFrame:
    """The first and the last edition of the months revised most, the most revised one first."""
    numbers = rows.groupby("period_start")["value"].agg(["first", "last"]).astype(float)
    change = (numbers["last"] - numbers["first"]).abs()
    most = change[change > 0].nlargest(_TEN).index
    ends = rows.groupby("period_start").nth([0, -1])
    ends = ends[ends["period_start"].isin(most)]
    return ends.sort_values("period_start", key=lambda days: days.map(most.get_loc), kind="stable")


_MONTH = Choice(
    "month",
    "Month",
    options=_revised,
    label=lambda say, code: (
        say("The ten revised most") if code == _MOST else say.month(pd.Timestamp(code))
    ),
    default=lambda tables: (_MOST,),
)


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = of_outcome(_editions(tables, known_on), chosen)
    if _MOST in chosen["month"]:
        return Selection(TABLE, _ends(rows))
    return Selection(TABLE, rows[month(rows).isin(chosen["month"])])


def _title(scene: Scene) -> str:
    first_month = scene.rows[scene.rows["period_start"] == scene.rows["period_start"].iloc[0]]
    known = {
        "month": scene.say.month(first_month["period_start"].iloc[0]),
        "first": scene.say.number(first_month["value"].iloc[0]),
        "last": scene.say.number(first_month["value"].iloc[-1]),
    }
    if scene.one("outcome") == "injured":
        return scene.say(
            "{month}: {first} verified civilian injuries in the first edition, {last} in the last",
            **known,
        )
    return scene.say(
        "{month}: {first} verified civilian deaths in the first edition, {last} in the last",
        **known,
    )


def _subtitle(scene: Scene) -> str:
    if scene.one("month") == _MOST:
        return _subtitle_of_most(scene)
    day = scene.rows["period_start"].iloc[0]
    if scene.one("outcome") == "injured":
        return scene.say(
            "Verified civilian injuries in Ukraine in one month ({month}), as counted by "
            "different dates, number of people",
            month=scene.say.month(day),
        )
    return scene.say(
        "Verified civilian deaths in Ukraine in one month ({month}), as counted by different "
        "dates, number of people",
        month=scene.say.month(day),
    )


def _subtitle_of_most(scene: Scene) -> str:
    n = scene.rows["period_start"].nunique()
    if scene.one("outcome") == "injured":
        return scene.say.count(
            "Verified civilian injuries in Ukraine in the month revised most, as first published "
            "and after revision, number of people",
            "Verified civilian injuries in Ukraine in the {n} months revised most, as first "
            "published and after revision, number of people",
            n,
        )
    return scene.say.count(
        "Verified civilian deaths in Ukraine in the month revised most, as first published and "
        "after revision, number of people",
        "Verified civilian deaths in Ukraine in the {n} months revised most, as first published "
        "and after revision, number of people",
        n,
    )


def _draw_most(scene: Scene) -> Plot:
    """The first and the last number of each month, joined."""
    by_month = scene.rows.groupby("period_start", sort=False)

    def mark(name: str, rows: pd.DataFrame, tone: Tone) -> Mark:
        months = points(rows, lambda row: scene.say.month(row["period_start"]))
        return Mark(name, months, Meaning.COUNTED, tone, Shape.DOT)

    first = mark(scene.say("As first published"), by_month.head(1), Tone.QUIET)
    last = mark(scene.say.opening(scene.edition), by_month.tail(1), Tone.FIRST)
    return one_panel([first, last], horizontal=True, nested=True)


def _draw(scene: Scene) -> Plot:
    if scene.one("month") == _MOST:
        return _draw_most(scene)

    def edition(row: pd.Series) -> str:
        return scene.say("as of {day}", day=scene.say.day(row["as_of"]))

    name = verified(scene, scene.one("outcome"))
    mark = Mark(name, points(scene.rows, edition), Meaning.COUNTED, Tone.FIRST, Shape.BAR)
    return one_panel([mark], horizontal=True)


REVISED = Figure(
    id="months-revised",
    topic=Topic.DEATHS,
    name="How a month was revised",
    title=_title,
    subtitle=_subtitle,
    caveats=(_SAME_MONTH, _OCCUPIED, _FOUND),
    select=_select,
    draw=_draw,
    choices=(_MONTH, OUTCOME),
)
