"""Civilians killed and injured, month by month: as known now, and as the editions revised it."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, Chosen, months, period
from figures.core.figure import Figure, Scene, Select, Selection, Topic
from figures.core.marks import COUNTED, FIRST, QUIET, SECOND, bars, lay_rows
from figures.core.palette import Tone
from figures.core.plot import Mark, Panel, Plot, Remark, Shape
from figures.core.selection import first_of_month, points
from figures.deaths import death_rows as deaths
from figures.deaths.death_rows import TABLE, by_outcome, verified, whole_country, whole_month
from locales import later
from schemas import Tables

_SEAM = (
    "Most months come from one edition that OHCHR revised as a whole; the months after it "
    "stand as first published and will rise. Do not add months from before and after that "
    "point."
)
_DELAY = (
    "A low month can mean few verified cases so far, not few victims: verification takes months, "
    "and years in occupied places."
)
_MISSING = "Crosses mark months for which no figure was found. Missing is not zero."
_A_YEAR = 12


def _by_month(rows: pd.DataFrame) -> pd.DataFrame:
    """The monthly series, and what was published of the running month before it ended."""
    rows = whole_country(rows)
    start, end = rows["period_start"], rows["period_end"]
    running = (start.dt.to_period("M") == end.dt.to_period("M")) & start.dt.is_month_start
    counted = rows["status"] == "verified"
    return rows[(rows["series"] == "monthly") | (rows["series"] == "period") & running & counted]


def _select_months(*outcomes: str) -> Select:
    """Selects each month's latest edition: a figure before none, a whole month before a part."""

    def select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
        rows = _by_month(pick.chartable(pick.known(tables.civilian_deaths, known_on)))
        rows = pick.latest(rows[rows["outcome"].isin(outcomes)], TABLE)
        ordered = rows.assign(month=deaths.month(rows), found=rows["value"].notna()).sort_values(
            ["found", "period_end"], kind="stable"
        )
        best = pick.only(rows, ordered.drop_duplicates(["month", "outcome"], keep="last").index)
        return Selection(TABLE, pick.between(best, "period_start", *period(chosen)))

    return select


def _choose_months() -> tuple[Choice, Choice]:
    return months(lambda tables: _by_month(tables.civilian_deaths)["period_start"])


def _title_of_killed(scene: Scene) -> str:
    say, known = scene.say, whole_month(scene.rows).dropna(subset="value")
    if known.empty:
        return say("Civilians killed by month")
    worst = known.loc[known["value"].idxmax()]
    latest = known.loc[known["period_start"].idxmax()]
    words = {"month": say.month(latest["period_start"]), "number": say.number(latest["value"])}
    if worst.equals(latest):
        return say.count(
            "{number} civilian verified killed in {month}",
            "{number} civilians verified killed in {month}",
            int(latest["value"]),
            **words,
        )
    return say.count(
        "{number} civilian verified killed in {month}; highest month shown, {other_month}: {most}",
        "{number} civilians verified killed in {month}; highest month shown, {other_month}: {most}",
        int(latest["value"]),
        other_month=say.month(worst["period_start"]),
        most=say.number(worst["value"]),
        **words,
    )


def _title_of_casualties(scene: Scene) -> str:
    say = scene.say
    numbers = whole_month(scene.rows).pivot(index="period_start", columns="outcome", values="value")
    both = numbers.reindex(columns=["killed", "injured"]).dropna()
    if both.empty:
        return say("Verified civilian deaths and injuries, by month")
    return say(
        "{month}: {killed} civilian deaths and {injured} injuries verified",
        month=say.month(both.index[-1]),
        killed=say.number(both["killed"].iloc[-1]),
        injured=say.number(both["injured"].iloc[-1]),
    )


def _panel(scene: Scene, outcome: str, tone: Tone, title: str = "") -> Panel:
    """Whole months, and months of which only a part was published."""
    rows = scene.rows[scene.rows["outcome"] == outcome].sort_values("period_start")
    whole = whole_month(rows)
    part, name = rows.drop(whole.index), scene.say("Verified, only a part of the month")
    marks = (
        bars(verified(scene, outcome), points(whole, first_of_month), COUNTED, tone),
        bars(name, points(part, first_of_month), COUNTED, tone, hatched=True),
    )
    return Panel(tuple(mark for mark in marks if mark.points), title, _seam(scene))


def _seam(scene: Scene) -> tuple[Remark, ...]:
    """Where the months revised together end and those as first published begin."""
    editions = scene.rows.groupby("as_of")["period_start"].agg(["nunique", "max"])
    if editions.empty or editions["nunique"].max() < _A_YEAR:
        return ()
    end = editions.loc[editions["nunique"].idxmax(), "max"]
    after = scene.rows.loc[scene.rows["period_start"] > end, "period_start"]
    words = scene.say("first counts; will rise")
    return () if after.empty else (Remark(after.min().date(), words),)


def _draw_casualties(scene: Scene) -> Plot:
    panels = (
        _panel(scene, outcome, tone, verified(scene, outcome))
        for outcome, tone in (("killed", FIRST), ("injured", SECOND))
    )
    return Plot(tuple(panel for panel in panels if panel.marks), grain="month", own_scales=True)


KILLED = Figure(
    id="civilians-killed-by-month",
    topic=Topic.DEATHS,
    name="Civilians killed by month",
    title=_title_of_killed,
    subtitle=lambda scene: scene.say(
        "Verified civilian deaths in Ukraine by month, {edition}, "
        "{first} to {last}, number of people",
        edition=scene.edition,
        **deaths.span(scene),
    ),
    caveats=(_DELAY, _SEAM, _MISSING),
    select=_select_months("killed"),
    draw=lambda scene: Plot((_panel(scene, "killed", FIRST),), grain="month"),
    choices=_choose_months(),
)

CASUALTIES = Figure(
    id="civilian-casualties-by-month",
    topic=Topic.DEATHS,
    name="Civilians killed and injured by month",
    title=_title_of_casualties,
    subtitle=lambda scene: scene.say(
        "Civilians killed and injured (verified) in Ukraine by month, "
        "{first} to {last}, number of people; each panel has its own scale",
        **deaths.span(scene),
    ),
    caveats=(_DELAY, _SEAM, _MISSING),
    select=_select_months("killed", "injured"),
    draw=_draw_casualties,
    choices=_choose_months(),
)

_MOST, _TEN = "most", 10


def _editions(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """Every whole month in every edition; an edition printed twice counts where it came first."""
    rows = whole_month(whole_country(deaths.series(tables, "monthly", known_on)))
    found = rows[rows["value"].notna()].sort_values("available", kind="stable")
    first = found.drop_duplicates(["period_start", "outcome", "as_of"], keep="first")
    return first.sort_values(["as_of", "source_id"], kind="stable")


def _revised(tables: Tables) -> Sequence[str]:
    """The months that at least two editions printed, after those revised most."""
    rows = _editions(tables, None)
    editions = rows["as_of"].groupby([deaths.month(rows), rows["outcome"]]).nunique()
    return [_MOST, *sorted(set(editions[editions > 1].index.get_level_values(0)))]


def _select_editions(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    """One month in every edition, or the first and the last of the months revised most."""
    rows = deaths.of_outcome(_editions(tables, known_on), chosen)
    if _MOST not in chosen["month"]:
        return Selection(TABLE, rows[deaths.month(rows).isin(chosen["month"])])
    numbers = rows.groupby("period_start")["value"].agg(["first", "last"]).astype(float)
    change = (numbers["last"] - numbers["first"]).abs()
    most = change[change > 0].nlargest(_TEN).index
    ends = rows.groupby("period_start").nth([0, -1])
    ends = ends[ends["period_start"].isin(most)]
    order = ends["period_start"].map(most.get_loc).sort_values(kind="stable")
    return Selection(TABLE, ends.loc[order.index])


def _title_of_editions(scene: Scene) -> str:
    say, first = scene.say, scene.rows["period_start"].iloc[0]
    numbers = scene.rows.loc[scene.rows["period_start"] == first, "value"]
    return by_outcome(
        scene,
        later("{month}: {first} verified civilian deaths in the first edition, {last} in the last"),
        later(
            "{month}: {first} verified civilian injuries in the first edition, {last} in the last"
        ),
        month=say.month(first),
        first=say.number(numbers.iloc[0]),
        last=say.number(numbers.iloc[-1]),
    )


def _subtitle_of_editions(scene: Scene) -> str:
    if scene.one("month") == _MOST:
        return by_outcome(
            scene,
            later(
                "Verified civilian deaths in Ukraine in the months revised most ({n}), as first "
                "published and after revision, number of people"
            ),
            later(
                "Verified civilian injuries in Ukraine in the months revised most ({n}), as first "
                "published and after revision, number of people"
            ),
            n=scene.rows["period_start"].nunique(),
        )
    return by_outcome(
        scene,
        later(
            "Verified civilian deaths in Ukraine in one month ({month}), as counted by different "
            "dates, number of people"
        ),
        later(
            "Verified civilian injuries in Ukraine in one month ({month}), as counted by "
            "different dates, number of people"
        ),
        month=scene.say.month(scene.rows["period_start"].iloc[0]),
    )


def _draw_editions(scene: Scene) -> Plot:
    say = scene.say

    def edition(row: pd.Series) -> str:
        return say("as of {day}", day=say.day(row["as_of"]))

    def end(name: str, rows: pd.DataFrame, tone: Tone) -> Mark:
        numbers = points(rows, lambda row: say.month(row["period_start"]))
        return Mark(name, numbers, COUNTED, tone, Shape.DOT)

    if scene.one("month") != _MOST:
        name = verified(scene, scene.one("outcome"))
        return lay_rows(bars(name, points(scene.rows, edition), COUNTED))
    by_month = scene.rows.groupby("period_start", sort=False)
    return lay_rows(
        end(say("As first published"), by_month.head(1), QUIET),
        end(say.opening(scene.edition), by_month.tail(1), FIRST),
        nested=True,
    )


REVISED = Figure(
    id="months-revised",
    topic=Topic.DEATHS,
    name="How a month was revised",
    title=_title_of_editions,
    subtitle=_subtitle_of_editions,
    caveats=(
        "A later edition knows more of the same month: the difference is late verification, not "
        "later deaths.",
        "Months of siege and occupation go on being revised for years. Recent months will still "
        "change.",
        "Only editions that were found are shown; there may be others, also earlier ones.",
    ),
    select=_select_editions,
    draw=_draw_editions,
    choices=(
        Choice(
            "month",
            "Month",
            _revised,
            lambda say, code: (
                say("The ten revised most") if code == _MOST else say.month(pd.Timestamp(code))
            ),
            lambda tables: (_MOST,),
        ),
        deaths.OUTCOME,
    ),
)
