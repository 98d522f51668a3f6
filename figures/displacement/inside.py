"""People inside Ukraine: displaced, back at home, in need of help."""

from dataclasses import replace
from datetime import date

import pandas as pd

from figures.core import values
from figures.core.choice import Chosen, one_of
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.marks import COUNTED, ESTIMATED, QUIET, SAID, SECOND, THIRD, bars, dots, lay_rows
from figures.core.plot import Mark, Plot, Point, Remark, one_panel
from figures.core.selection import points
from figures.displacement import stocks
from locales import later
from schemas import Tables


def _displaced(rows: pd.DataFrame) -> pd.DataFrame:
    return stocks.of_group(rows, "IDP", (*stocks.SURVEY, "key-figures", "msp-register"), ["UKR"])


def _draw_displaced(scene: Scene) -> Plot:
    say, rows = scene.say, scene.rows
    disputed = rows.loc[rows["conflicts_with"] != "", "date"]
    disagree = () if disputed.empty else (say("from here sources disagree"),)
    return one_panel(
        (
            Mark(say("Survey rounds of IOM"), stocks.drawn(rows, "iom-gps"), ESTIMATED),
            dots(
                say("End of year, UNHCR and IDMC"),
                stocks.drawn(rows, "idmc-year-end"),
                ESTIMATED,
                SECOND,
            ),
            dots(
                say("Register of the ministry"), stocks.drawn(rows, "msp-register"), COUNTED, THIRD
            ),
            dots(
                say("Rounded key figures, as stated"),
                stocks.drawn(rows, "key-figures"),
                SAID,
                QUIET,
                rivals=True,
            ),
        ),
        remarks=(
            *stocks.larger_sample(rows, say),
            *(Remark(disputed.min().date(), words) for words in disagree),
        ),
    )


def _title_of_displaced(scene: Scene) -> str | tuple[str, ...]:
    say = scene.say
    surveyed = [*stocks.drawn(scene.rows, "iom-gps"), *stocks.drawn(scene.rows, "idmc-year-end")]
    newest_one = stocks.last(surveyed or stocks.drawn(scene.rows, "key-figures", "msp-register"))
    highest = max(surveyed, key=lambda point: point.y or 0, default=newest_one)
    if highest == newest_one:
        return stocks.tell(say, later("Displaced inside Ukraine: {number} on {day}"), newest_one)
    return tuple(
        say.count(
            "{number} person displaced inside Ukraine by survey ({when}), down from {peak} "
            "({peak_when})",
            "{number} displaced inside Ukraine by survey ({when}), down from {peak} ({peak_when})",
            values.agreeing(newest_one),
            number=values.headline(newest_one, say, before_noun=True),
            when=when(newest_one, say),
            peak=values.headline(highest, say),
            peak_when=peak_when(highest, say),
        )
        for when, peak_when in (
            (stocks.month, stocks.month),
            (stocks.year, stocks.month),
            (stocks.year, stocks.year),
        )
    )


INSIDE = Figure(
    id="internally-displaced",
    topic=Topic.DISPLACEMENT,
    name="People displaced inside Ukraine",
    title=_title_of_displaced,
    subtitle=lambda scene: scene.say(
        "People displaced inside Ukraine, whole country, {edition}, {span}, number of people",
        edition=scene.edition,
        span=stocks.span(scene),
    ),
    caveats=(
        "From Round 13 (May 2023) IOM asks 20,000 instead of 2,000 people; the difference across "
        "that break may partly come from the method.",
        "The register of the Ministry of Social Policy counts people who registered; the survey "
        "estimates how many live away from home. The two are never one series.",
        "Where two publishers give different numbers for one day, both are shown.",
    ),
    select=stocks.select_newest(_displaced),
    draw=_draw_displaced,
    choices=stocks.months_of(_displaced),
)


def _returned(rows: pd.DataFrame) -> pd.DataFrame:
    return stocks.of_group(rows, "RET", ["iom-gps"], ["UKR"])


def _draw_returned(scene: Scene) -> Plot:
    say, rows = scene.say, scene.rows
    mark = Mark(say("Returnees, survey rounds of IOM"), points(rows, "date"), ESTIMATED)
    return one_panel((mark,), remarks=stocks.larger_sample(rows, say))


def _title_of_returned(scene: Scene) -> str:
    say, newest_one = scene.say, stocks.last(points(scene.rows, "date"))
    return say.count(
        "{number} person had returned home in Ukraine by {day}, by survey",
        "{number} people had returned home in Ukraine by {day}, by survey",
        values.agreeing(newest_one),
        number=values.headline(newest_one, say, before_noun=True),
        day=stocks.day(newest_one, say),
    )


RETURNEES = Figure(
    id="returnees",
    topic=Topic.DISPLACEMENT,
    name="Returnees",
    title=_title_of_returned,
    subtitle=lambda scene: scene.say(
        "People back at home after displacement since February 2022, whole country, {span}, "
        "number of people at each survey",
        span=stocks.span(scene),
    ),
    caveats=(
        "It includes people who came back from elsewhere inside Ukraine, not only from abroad. It "
        "cannot be subtracted from the refugees.",
        "It says how many are back on a day, not how many come back in a year; UNHCR's figures of "
        "returns are counts per year and are not comparable.",
        "From Round 13 (May 2023) IOM asks 20,000 instead of 2,000 people.",
    ),
    select=stocks.select_newest(_returned),
    draw=_draw_returned,
    choices=stocks.months_of(_returned),
)

_COUNTRY, _OBLASTS = "UKR", "oblasts"


def _in_need(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["population_group"] == "PIN"]


def _select_in_need(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = stocks.newest(_in_need(stocks.fit(tables, known_on)))
    whole = rows["location"] == _COUNTRY
    if _COUNTRY in chosen["place"]:
        return stocks.within(rows[whole], chosen)
    oblasts = stocks.within(rows[~whole], chosen).rows
    latest_plan = oblasts[oblasts["date"] == oblasts["date"].max()]
    return Selection(stocks.TABLE, latest_plan.sort_values("value", ascending=False))


def _by_oblast(scene: Scene) -> bool:
    return scene.one("place") == _OBLASTS


def _in_need_by_place(scene: Scene) -> tuple[Point, ...]:
    say = scene.say
    if _by_oblast(scene):
        return points(scene.rows, lambda row: say.place(row["location"]))
    return points(scene.rows, lambda row: say.month(row["date"]))


def _draw_in_need(scene: Scene) -> Plot:
    name = scene.say("People in need, planning figure")
    plot = lay_rows(bars(name, _in_need_by_place(scene), ESTIMATED))
    return replace(plot, tiles=tuple(scene.rows["location"])) if _by_oblast(scene) else plot


def _title_of_need(scene: Scene) -> str:
    say, plans = scene.say, _in_need_by_place(scene)
    if _by_oblast(scene):
        words = {"place": plans[0].x, "number": values.headline(plans[0], say)}
        year = scene.rows["date"].max().year
        return say(
            "{place} had most people in need in the {year} plan: {number}", year=year, **words
        )
    return say.count(
        "{number} person in need of humanitarian help, planning figure of {month}",
        "{number} people in need of humanitarian help, planning figure of {month}",
        values.agreeing(plans[-1]),
        month=str(plans[-1].x),
        number=values.headline(plans[-1], say, before_noun=True),
    )


def _subtitle_of_need(scene: Scene) -> str:
    say = scene.say
    if _by_oblast(scene):
        return say(
            "People in need of humanitarian help in Ukraine by oblast, plan of {day}, "
            "number of people",
            day=say.day(scene.rows["date"].max()),
        )
    return say(
        "People in need of humanitarian help in Ukraine, whole country, by plan of OCHA, {span}, "
        "number of people",
        span=stocks.span(scene),
    )


def _equal_tiles(scene: Scene) -> str:
    """What the map is not, where there is one."""
    words = scene.say(
        "Every oblast is a tile of the same size; the map does not show areas or borders."
    )
    return words if _by_oblast(scene) else ""


NEEDS = Figure(
    id="people-in-need",
    topic=Topic.DISPLACEMENT,
    name="People in need",
    title=_title_of_need,
    subtitle=_subtitle_of_need,
    caveats=(
        "Planning figures of humanitarian appeals: estimates of who will need help in a year, not "
        "counts and not displacement.",
        "Each plan has its own method and area; a difference between two plans is not only one of "
        "need.",
        _equal_tiles,
        "The plans give no separate figure for Crimea and Sevastopol. By oblast, only the "
        "plan of 2023 was found.",
    ),
    select=_select_in_need,
    draw=_draw_in_need,
    choices=(
        one_of("place", "Where?", {_COUNTRY: "Whole country, by plan", _OBLASTS: "By oblast"}),
        *stocks.months_of(_in_need),
    ),
)
