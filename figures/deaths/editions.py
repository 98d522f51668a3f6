"""One month in every edition that printed it: how the number moved as cases were verified."""

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

_MOST_REVISED = "2022-03"

_SAME_MONTH = (
    "All bars are the same month. A later edition knows more; the difference is late "
    "verification, not later deaths."
)
_OCCUPIED = (
    "Months of siege and occupation go on being revised for years. Recent months will still change."
)
_FOUND = "Only the editions that were found are shown; there may be others between them."


def _editions(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """Every whole month in every edition; an edition printed twice counts where it came first."""
    rows = whole_month(whole_country(series(tables, "monthly", known_on)))
    found = rows[rows["value"].notna()].sort_values("available", kind="stable")
    first = found.drop_duplicates(["period_start", "outcome", "as_of"], keep="first")
    return first.sort_values(["as_of", "source_id"], kind="stable")


def _revised(tables: Tables) -> Sequence[str]:
    """The months that at least two editions printed."""
    rows = _editions(tables, None)
    editions = rows["as_of"].groupby([month(rows), rows["outcome"]]).nunique()
    return sorted(set(editions[editions > 1].index.get_level_values(0)))


def _default(tables: Tables) -> tuple[str, ...]:
    offered = _revised(tables)
    return (_MOST_REVISED,) if _MOST_REVISED in offered else tuple(offered[:1])


_MONTH = Choice(
    "month",
    "Month",
    options=_revised,
    label=lambda say, code: say.month(pd.Timestamp(code)),
    default=_default,
)


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = of_outcome(_editions(tables, known_on), chosen)
    return Selection(TABLE, rows[month(rows).isin(chosen.get("month", ()))])


def _title(scene: Scene) -> str:
    known = {
        "month": scene.say.month(scene.rows["period_start"].iloc[0]),
        "first": scene.say.number(scene.rows["value"].iloc[0]),
        "last": scene.say.number(scene.rows["value"].iloc[-1]),
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


def _draw(scene: Scene) -> Plot:
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
