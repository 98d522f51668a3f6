"""People inside Ukraine: displaced, back at home, in need of help."""

from dataclasses import replace
from datetime import date
from functools import partial

import pandas as pd

from figures.core import values
from figures.core.choice import ChosenCodes, make_choice
from figures.core.figure import DrawContext, FigureRows
from figures.core.marks import COUNTED, ESTIMATED, QUIET, SAID, SECOND, THIRD, bars, dots, lay_rows
from figures.core.plot import Annotation, Mark, Plot, Point, make_plot
from figures.core.selection import make_points, narrow
from figures.displacement import stocks
from locales import later
from schemas import Tables


def _displaced(rows: pd.DataFrame) -> pd.DataFrame:
    return stocks.filter_group(rows, "IDP", (*stocks.SURVEY, "key-figures", "msp-register"), "UKR")


def _draw_displaced(scene: DrawContext) -> Plot:
    t, points = scene.t, partial(stocks.make_points, scene.rows)
    disputed = scene.rows.loc[scene.rows["conflicts_with"] != "", "date"].sort_values().head(1)
    rounded = t("Rounded key figures, as stated")
    return make_plot(
        (
            Mark(t("Survey rounds of IOM"), points("iom-gps"), ESTIMATED),
            dots(t("End of year, UNHCR and IDMC"), points("idmc-year-end"), ESTIMATED, SECOND),
            dots(t("Register of the ministry"), points("msp-register"), COUNTED, THIRD),
            dots(rounded, points("key-figures"), SAID, QUIET, rivals=True),
        ),
        remarks=(
            *stocks.mark_larger_sample(scene),
            *(Annotation(day.date(), t("from here sources disagree")) for day in disputed),
        ),
    )


def _title_of_displaced(scene: DrawContext) -> str | tuple[str, ...]:
    t, points = scene.t, partial(stocks.make_points, scene.rows)
    surveyed = (*points("iom-gps"), *points("idmc-year-end"))
    newest_one = stocks.find_last(surveyed or points("key-figures", "msp-register"))
    highest = max(surveyed, key=lambda point: point.y or 0, default=newest_one)
    if highest == newest_one:
        form = later("Displaced inside Ukraine: {number} on {day}")
        return stocks.word_point(t, form, newest_one)
    month, year = stocks.format_month, stocks.format_year
    return tuple(
        t.count(
            "{number} person displaced inside Ukraine by survey ({when}), down from {peak} "
            "({peak_when})",
            "{number} displaced inside Ukraine by survey ({when}), down from {peak} ({peak_when})",
            values.find_agreeing(newest_one),
            number=values.format_headline(newest_one, t, before_noun=True),
            when=when(newest_one, t),
            peak=values.format_headline(highest, t),
            peak_when=peak_when(highest, t),
        )
        for when, peak_when in ((month, month), (year, month), (year, year))
    )


INSIDE = stocks.declare_figure(
    id="internally-displaced",
    name="People displaced inside Ukraine",
    title=_title_of_displaced,
    subtitle="People displaced inside Ukraine, whole country, {edition}, {span}, number of people",
    caveats=(
        "From Round 13 (May 2023) IOM asks 20,000 instead of 2,000 people; the difference across "
        "that break may partly come from the method.",
        "The register of the Ministry of Social Policy counts people who registered; the survey "
        "estimates how many live away from home. The two are never one series.",
        "Where two publishers give different numbers for one day, both are shown.",
    ),
    select=stocks.select_newest(_displaced),
    draw=_draw_displaced,
    choices=stocks.choose_months(_displaced),
)


def _returned(rows: pd.DataFrame) -> pd.DataFrame:
    return stocks.filter_group(rows, "RET", "iom-gps", "UKR")


def _draw_returned(scene: DrawContext) -> Plot:
    name = scene.t("Returnees, survey rounds of IOM")
    mark = Mark(name, make_points(scene.rows, "date"), ESTIMATED)
    return make_plot((mark,), remarks=stocks.mark_larger_sample(scene))


def _title_of_returned(scene: DrawContext) -> str:
    t, newest_one = scene.t, stocks.find_last(make_points(scene.rows, "date"))
    return t.count(
        "{number} person had returned home in Ukraine by {day}, by survey",
        "{number} people had returned home in Ukraine by {day}, by survey",
        values.find_agreeing(newest_one),
        number=values.format_headline(newest_one, t, before_noun=True),
        day=stocks.format_day(newest_one, t),
    )


RETURNEES = stocks.declare_figure(
    id="returnees",
    name="Returnees",
    title=_title_of_returned,
    subtitle="People back at home after displacement since February 2022, whole country, {span}, "
    "number of people at each survey",
    caveats=(
        "It includes people who came back from elsewhere inside Ukraine, not only from abroad. It "
        "cannot be subtracted from the refugees.",
        "It says how many are back on a day, not how many come back in a year; UNHCR's figures of "
        "returns are counts per year and are not comparable.",
        "From Round 13 (May 2023) IOM asks 20,000 instead of 2,000 people.",
    ),
    select=stocks.select_newest(_returned),
    draw=_draw_returned,
    choices=stocks.choose_months(_returned),
)

_COUNTRY, _OBLASTS = "UKR", "oblasts"


def _in_need(rows: pd.DataFrame) -> pd.DataFrame:
    return narrow(rows, population_group="PIN")


def _select_in_need(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = stocks.filter_newest(_in_need(stocks.select_chartable(tables, known_on)))
    whole = rows["location"] == _COUNTRY
    if _COUNTRY in chosen["place"]:
        return stocks.select_months(rows[whole], chosen)
    oblasts = stocks.select_months(rows[~whole], chosen).rows
    latest_plan = oblasts[oblasts["date"] == oblasts["date"].max()]
    return FigureRows(stocks.TABLE, latest_plan.sort_values("value", ascending=False))


def _by_oblast(scene: DrawContext) -> bool:
    return scene.find_code("place") == _OBLASTS


def _in_need_by_place(scene: DrawContext) -> tuple[Point, ...]:
    t = scene.t
    if _by_oblast(scene):
        return make_points(scene.rows, lambda row: t.name_place(row["location"]))
    return make_points(scene.rows, lambda row: t.format_month(row["date"]))


def _draw_in_need(scene: DrawContext) -> Plot:
    name = scene.t("People in need, planning figure")
    plot = lay_rows(bars(name, _in_need_by_place(scene), ESTIMATED))
    return replace(plot, tiles=tuple(scene.rows["location"])) if _by_oblast(scene) else plot


def _title_of_need(scene: DrawContext) -> str:
    t, plans = scene.t, _in_need_by_place(scene)
    if _by_oblast(scene):
        words = {"place": plans[0].x, "number": values.format_headline(plans[0], t)}
        year = scene.rows["date"].max().year
        return t("{place} had most people in need in the {year} plan: {number}", year=year, **words)
    return t.count(
        "{number} person in need of humanitarian help, planning figure of {month}",
        "{number} people in need of humanitarian help, planning figure of {month}",
        values.find_agreeing(plans[-1]),
        month=str(plans[-1].x),
        number=values.format_headline(plans[-1], t, before_noun=True),
    )


NEEDS = stocks.declare_figure(
    id="people-in-need",
    name="People in need",
    title=_title_of_need,
    subtitle={
        _COUNTRY: "People in need of humanitarian help in Ukraine, whole country, by plan of "
        "OCHA, {span}, number of people",
        _OBLASTS: "People in need of humanitarian help in Ukraine by oblast, plan of {day}, "
        "number of people",
    },
    caveats=(
        "Planning figures of humanitarian appeals: estimates of who will need help in a year, not "
        "counts and not displacement.",
        "Each plan has its own method and area; a difference between two plans is not only one of "
        "need.",
        {
            _OBLASTS: "Every oblast is a tile of the same size; the map does not show areas or "
            "borders."
        },
        "The plans give no separate figure for Crimea and Sevastopol. By oblast, only the "
        "plan of 2023 was found.",
    ),
    select=_select_in_need,
    draw=_draw_in_need,
    choices=(
        make_choice("place", "Where?", {_COUNTRY: "Whole country, by plan", _OBLASTS: "By oblast"}),
        *stocks.choose_months(_in_need),
    ),
)
