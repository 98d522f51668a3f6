"""Civilians killed and injured, month by month: as known now, and as the editions revised it."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, ChosenCodes, find_period, make_month_choices
from figures.core.figure import DrawContext, FigureRows, Select
from figures.core.marks import COUNTED, FIRST, QUIET, SECOND, bars, dots, lay_panels, lay_rows
from figures.core.palette import Tone
from figures.core.plot import Annotation, Panel, Plot
from figures.core.selection import find_first_of_month, make_points
from figures.deaths import death_rows as deaths
from figures.deaths.death_rows import TABLE, declare_figure, name_verified, word_by_outcome
from locales import Language, later
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


def _by_month(rows: pd.DataFrame) -> pd.DataFrame:
    """The monthly series, and what was published of the running month before it ended."""
    rows = deaths.filter_whole_country(rows)
    start, end = rows["period_start"], rows["period_end"]
    running = (start.dt.to_period("M") == end.dt.to_period("M")) & start.dt.is_month_start
    counted = rows["status"] == "verified"
    return rows[(rows["series"] == "monthly") | (rows["series"] == "period") & running & counted]


def _select_months(*outcomes: str) -> Select:
    """Selects each month's latest edition: a figure before none, a whole month before a part."""

    def select(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
        rows = _by_month(pick.select_chartable(pick.select_known(tables.civilian_deaths, known_on)))
        rows = pick.select_latest(pick.narrow(rows, outcome=outcomes), TABLE)
        found = rows.assign(month=deaths.code_months(rows), found=rows["value"].notna())
        ordered = found.sort_values(["found", "period_end"], kind="stable")
        best = ordered.drop_duplicates(["month", "outcome"], keep="last").index
        rows = pick.select_lines(rows, best)
        return FigureRows(TABLE, pick.select_between(rows, "period_start", *find_period(chosen)))

    return select


_MONTHS = make_month_choices(lambda tables: _by_month(tables.civilian_deaths)["period_start"])


def _title_of_killed(scene: DrawContext) -> str:
    t, known = scene.t, deaths.filter_whole_months(scene.rows).dropna(subset="value")
    if known.empty:
        return t("Civilians killed by month")
    worst = known.loc[known["value"].idxmax()]
    latest = known.loc[known["period_start"].idxmax()]
    words = {
        "number": t.format_number(latest["value"]),
        "month": t.format_month(latest["period_start"]),
        "other_month": t.format_month(worst["period_start"]),
        "most": t.format_number(worst["value"]),
    }
    if worst.equals(latest):
        return t.count(
            "{number} civilian verified killed in {month}",
            "{number} civilians verified killed in {month}",
            int(latest["value"]),
            **words,
        )
    return t.count(
        "{number} civilian verified killed in {month}; highest month shown, {other_month}: {most}",
        "{number} civilians verified killed in {month}; highest month shown, {other_month}: {most}",
        int(latest["value"]),
        **words,
    )


def _title_of_casualties(scene: DrawContext) -> str:
    t, rows = scene.t, deaths.filter_whole_months(scene.rows)
    numbers = rows.pivot(index="period_start", columns="outcome", values="value")
    both = numbers.reindex(columns=["killed", "injured"]).dropna()
    if both.empty:
        return t("Verified civilian deaths and injuries, by month")
    return t(
        "{month}: {killed} civilian deaths and {injured} injuries verified",
        month=t.format_month(both.index[-1]),
        killed=t.format_number(both["killed"].iloc[-1]),
        injured=t.format_number(both["injured"].iloc[-1]),
    )


def _panel(scene: DrawContext, outcome: str, tone: Tone, title: str = "") -> Panel:
    """Whole months, and months of which only a part was published."""
    rows = pick.narrow(scene.rows, outcome=outcome).sort_values("period_start")
    whole = deaths.filter_whole_months(rows)
    part, name = rows.drop(whole.index), scene.t("Verified, only a part of the month")
    marks = (
        bars(name_verified(scene, outcome), make_points(whole, find_first_of_month), COUNTED, tone),
        bars(name, make_points(part, find_first_of_month), COUNTED, tone, hatched=True),
    )
    return Panel(marks, title, _seam(scene))


def _seam(scene: DrawContext) -> tuple[Annotation, ...]:
    """Where the months revised together end and those as first published begin."""
    editions = scene.rows.groupby("as_of")["period_start"].agg(["nunique", "max"])
    if editions.empty or editions["nunique"].max() < 12:
        return ()
    end = editions.loc[editions["nunique"].idxmax(), "max"]
    after = scene.rows.loc[scene.rows["period_start"] > end, "period_start"]
    words = scene.t("first counts; will rise")
    return () if after.empty else (Annotation(after.min().date(), words),)


def _draw_casualties(scene: DrawContext) -> Plot:
    panels = (
        _panel(scene, outcome, tone, name_verified(scene, outcome))
        for outcome, tone in (("killed", FIRST), ("injured", SECOND))
    )
    return lay_panels(*panels, grain="month", own_scales=True)


KILLED = declare_figure(
    id="civilians-killed-by-month",
    name="Civilians killed by month",
    title=_title_of_killed,
    subtitle="Verified civilian deaths in Ukraine by month, {edition}, {first} to {last}, number "
    "of people",
    caveats=(_DELAY, _SEAM, _MISSING),
    select=_select_months("killed"),
    draw=lambda scene: lay_panels(_panel(scene, "killed", FIRST), grain="month"),
    choices=_MONTHS,
)

CASUALTIES = declare_figure(
    id="civilian-casualties-by-month",
    name="Civilians killed and injured by month",
    title=_title_of_casualties,
    subtitle="Civilians killed and injured (verified) in Ukraine by month, {first} to {last}, "
    "number of people; each panel has its own scale",
    caveats=(_DELAY, _SEAM, _MISSING),
    select=_select_months("killed", "injured"),
    draw=_draw_casualties,
    choices=_MONTHS,
)

_MOST, _TEN = "most", 10


def _editions(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """Every whole month in every edition; an edition printed twice counts where it came first."""
    rows = deaths.filter_whole_country(deaths.select_series(tables, "monthly", known_on))
    rows = deaths.filter_whole_months(rows).dropna(subset="value")
    first = rows.sort_values("available", kind="stable").drop_duplicates(
        ["period_start", "outcome", "as_of"], keep="first"
    )
    return first.sort_values(["as_of", "source_id"], kind="stable")


def _revised(tables: Tables) -> Sequence[str]:
    """The months that at least two editions printed, after those revised most."""
    rows = _editions(tables, None)
    editions = rows["as_of"].groupby([deaths.code_months(rows), rows["outcome"]]).nunique()
    return [_MOST, *sorted(set(editions[editions > 1].index.get_level_values(0)))]


def _name_month(t: Language, code: str) -> str:
    return t("The ten revised most") if code == _MOST else t.format_partial_day(code)


def _select_editions(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    """One month in every edition, or the first and the last of the months revised most."""
    rows = deaths.filter_outcome(_editions(tables, known_on), chosen)
    if _MOST not in chosen["month"]:
        return FigureRows(TABLE, rows[deaths.code_months(rows).isin(chosen["month"])])
    numbers = rows.groupby("period_start")["value"].agg(["first", "last"]).astype(float)
    change = (numbers["last"] - numbers["first"]).abs()
    most = change[change > 0].nlargest(_TEN).index
    ends = rows.groupby("period_start").nth([0, -1])
    ends = ends[ends["period_start"].isin(most)]
    order = ends["period_start"].map(most.get_loc).sort_values(kind="stable")
    return FigureRows(TABLE, ends.loc[order.index])


def _title_of_editions(scene: DrawContext) -> str:
    t, first = scene.t, scene.rows["period_start"].iloc[0]
    numbers = scene.rows.loc[scene.rows["period_start"] == first, "value"]
    return word_by_outcome(
        scene,
        later("{month}: {first} verified civilian deaths in the first edition, {last} in the last"),
        later(
            "{month}: {first} verified civilian injuries in the first edition, {last} in the last"
        ),
        month=t.format_month(first),
        first=t.format_number(numbers.iloc[0]),
        last=t.format_number(numbers.iloc[-1]),
    )


def _draw_editions(scene: DrawContext) -> Plot:
    t = scene.t
    if scene.find_code("month") != _MOST:
        name, form = name_verified(scene), later("as of {day}")
        points = make_points(scene.rows, lambda row: t(form, day=t.format_day(row["as_of"])))
        return lay_rows(bars(name, points, COUNTED))
    by_month = scene.rows.groupby("period_start", sort=False)
    first, last = (
        make_points(rows, lambda row: t.format_month(row["period_start"]))
        for rows in (by_month.head(1), by_month.tail(1))
    )
    return lay_rows(
        dots(t("As first published"), first, COUNTED, QUIET),
        dots(t.capitalize(scene.edition), last, COUNTED, FIRST),
        nested=True,
    )


REVISED = declare_figure(
    id="months-revised",
    name="How a month was revised",
    title=_title_of_editions,
    subtitle={
        _MOST: {
            "killed": "Verified civilian deaths in Ukraine in the months revised most ({n}), as "
            "first published and after revision, number of people",
            "injured": "Verified civilian injuries in Ukraine in the months revised most ({n}), "
            "as first published and after revision, number of people",
        },
        "killed": "Verified civilian deaths in Ukraine in one month ({month}), as counted by "
        "different dates, number of people",
        "injured": "Verified civilian injuries in Ukraine in one month ({month}), as counted by "
        "different dates, number of people",
    },
    places={
        "n": lambda scene: str(scene.rows["period_start"].nunique()),
        "month": lambda scene: scene.t.format_month(scene.rows["period_start"].iloc[0]),
    },
    caveats=(
        "A later edition knows more of the same month: the difference is late verification, not "
        "later deaths.",
        "Months of siege and occupation go on being revised for years. Recent months will still "
        "change.",
        "Only editions that were found are shown; there may be others, also earlier ones.",
    ),
    select=_select_editions,
    draw=_draw_editions,
    choices=(Choice("month", "Month", _revised, _name_month), deaths.OUTCOME),
)
