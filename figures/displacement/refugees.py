"""Refugees from Ukraine as UNHCR counts them: over time, by host country, and as revised."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from figures.core import values
from figures.core.choice import ChosenCodes, make_single_choice, one_offered
from figures.core.figure import DrawContext, Figure, FigureRows, Topic
from figures.core.marks import COUNTED, FIRST, QUIET, SECOND, THIRD, bars, dots, lay_rows
from figures.core.plot import Annotation, Mark, Plot, Point, make_plot
from figures.core.selection import make_points
from figures.core.statements import describe_differences
from figures.displacement import stocks
from locales import later
from schemas import Tables

_PUBLISHED = ("odp-as-published", "key-figures")
_IN_EUROPE = later("Refugees from Ukraine in Europe on {day}: {number}")


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    series = ("odp-daily", "rdf-year-end", *_PUBLISHED)
    return stocks.filter_group(rows, "REF", series, ["WORLD", "EUROPE"])


def _select_counted(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = _counted(stocks.select_chartable(tables, known_on))
    return stocks.select_months(
        stocks.filter_newest(rows[rows["location"].isin(chosen["scope"])]), chosen
    )


def _draw_counted(scene: DrawContext) -> Plot:
    t, rows, published = scene.t, scene.rows, scene.t("As published at the time")
    if scene.find_code("scope") == "EUROPE":
        daily = t("Daily series, {edition}", edition=scene.edition)
        return make_plot(
            (
                Mark(daily, stocks.make_points(rows, "odp-daily"), COUNTED),
                dots(published, stocks.make_points(rows, *_PUBLISHED), COUNTED, SECOND),
            )
        )
    finder, rounded = t("End of year, Refugee Data Finder"), t("Rounded key figure")
    return make_plot(
        (
            dots(finder, stocks.make_points(rows, "rdf-year-end"), COUNTED),
            Mark(published, stocks.make_points(rows, "odp-as-published"), COUNTED, SECOND),
            dots(rounded, stocks.make_points(rows, "key-figures"), COUNTED, THIRD, rivals=True),
        )
    )


def _title_of_counted(scene: DrawContext) -> str | tuple[str, ...]:
    t = scene.t
    ends, portal = (
        stocks.make_points(scene.rows, "rdf-year-end"),
        stocks.make_points(scene.rows, "odp-as-published"),
    )
    newest_one = stocks.find_last(ends or make_points(scene.rows, "date"))
    if scene.find_code("scope") == "EUROPE":
        return stocks.word_point(t, _IN_EUROPE, newest_one)
    if not ends or not portal:
        form = later("Refugees from Ukraine in the world on {day}: {number}")
        return stocks.word_point(t, form, newest_one)
    words = {
        "portal": values.format_headline(stocks.find_last(portal), t),
        "portal_year": stocks.format_year(stocks.find_last(portal), t),
    }
    forms = (
        later(
            "Refugees from Ukraine: {portal} (portal {portal_year}), {number} "
            "(Refugee Data Finder {year})"
        ),
        later(
            "Refugees from Ukraine: {portal} (portal {portal_year}), {number} (Data Finder {year})"
        ),
    )
    return tuple(stocks.word_point(t, form, newest_one, **words) for form in forms)


def _subtitle_of_counted(scene: DrawContext) -> str:
    if scene.find_code("scope") == "WORLD":
        return scene.t(
            "Refugees registered in all countries, by UNHCR's Refugee Data Finder and its portal, "
            "{span}, number of people",
            span=stocks.format_span(scene),
        )
    return scene.t(
        "Refugees from Ukraine registered in Europe, UNHCR's daily series ({edition}) and figures "
        "as published at the time, {span}, number of people",
        edition=scene.edition,
        span=stocks.format_span(scene),
    )


def _compare(scene: DrawContext, now: Sequence[Point]) -> str:
    """How the counts of now differ from what was published at the time, day by day."""
    pairs = stocks.pair_days(stocks.make_points(scene.rows, "odp-as-published"), now)
    words = scene.t(
        "The latest edition against what was published at the time: {list}.",
        list=describe_differences(pairs, scene.t),
    )
    return words if pairs else ""


REFUGEES = Figure(
    id="refugees",
    topic=Topic.DISPLACEMENT,
    name="Refugees from Ukraine",
    title=_title_of_counted,
    subtitle=_subtitle_of_counted,
    caveats=(
        "At a break UNHCR changed what it counts; a fall there is not people returning. In the "
        "year-ends, from 2024 most people in the Russian Federation are no longer included.",
        "The portal and the Refugee Data Finder define refugees differently; their numbers do not "
        "continue each other.",
        lambda scene: _compare(scene, stocks.make_points(scene.rows, "odp-daily")),
        "These are people recorded on a day, not everyone who ever left; border crossings are "
        "never counted here.",
    ),
    select=_select_counted,
    draw=_draw_counted,
    choices=(
        make_single_choice("scope", "Where?", {"WORLD": "World", "EUROPE": "Europe"}),
        *stocks.choose_months(_counted),
    ),
)

_GROUPS = {"REF": "Refugees", "ASY": "Asylum-seekers"}


def _hosts(rows: pd.DataFrame) -> pd.DataFrame:
    """The counts of single countries."""
    rows = stocks.filter_series(rows, "rdf-year-end")
    return rows[rows["population_group"].isin(_GROUPS) & (rows["location"] != "WORLD")]


def _years(tables: Tables) -> Sequence[str]:
    years = _hosts(tables.displacement)["date"].dt.year.unique()
    return [str(year) for year in sorted(years, reverse=True)]


def _select_hosts(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = stocks.filter_newest(_hosts(stocks.select_chartable(tables, known_on)))
    rows = rows[
        rows["date"].dt.year.astype(str).isin(chosen["year"])
        & rows["population_group"].isin(chosen["group"])
    ]
    largest_first = rows.sort_values(["value", "location"], ascending=[False, True])
    return FigureRows(stocks.TABLE, largest_first.head(int(chosen["hosts"][0])), among=len(rows))


def _draw_hosts(scene: DrawContext) -> Plot:
    bars_of_hosts = make_points(scene.rows, lambda row: scene.t.name_place(row["location"]))
    return lay_rows(bars(scene.t(_GROUPS[scene.find_code("group")]), bars_of_hosts, COUNTED))


def _title_of_hosts(scene: DrawContext) -> str:
    t, largest = scene.t, scene.rows.iloc[0]
    forms = {
        "REF": later("{place} had most refugees from Ukraine on {day}: {number}"),
        "ASY": later("{place} had most asylum-seekers from Ukraine on {day}: {number}"),
    }
    return t(
        forms[scene.find_code("group")],
        day=t.format_day(largest["date"]),
        place=t.name_place(largest["location"]),
        number=t.format_headline_number(largest["value"]),
    )


def _subtitle_of_hosts(scene: DrawContext) -> str:
    t = scene.t
    forms = {
        "REF": later(
            "Refugees from Ukraine by host country, {day}, number of people; shown: {hosts}"
        ),
        "ASY": later(
            "Asylum-seekers from Ukraine by host country, {day}, number of people; shown: {hosts}"
        ),
    }
    hosts = t("the {n} largest of {all}", n=len(scene.rows), all=scene.among)
    return t(
        forms[scene.find_code("group")], day=t.format_day(scene.rows["date"].max()), hosts=hosts
    )


HOSTS = Figure(
    id="refugees-by-country",
    topic=Topic.DISPLACEMENT,
    name="Refugees by host country",
    title=_title_of_hosts,
    subtitle=_subtitle_of_hosts,
    caveats=(
        "From 2024 most people in the Russian Federation are no longer counted as refugees. They "
        "were reclassified; they did not return.",
        "Countries with fewer people are left out; how many are shown is a choice above. Serbia "
        "and Kosovo are one entry, as UNHCR counts them.",
    ),
    select=_select_hosts,
    draw=_draw_hosts,
    choices=(
        one_offered("year", "End of which year?", _years, lambda t, code: code),
        make_single_choice("group", "Who?", _GROUPS),
        make_single_choice(
            "hosts",
            "How many countries?",
            {"10": "10 countries", "20": "20 countries", "40": "40 countries"},
        ),
    ),
)

_WHOLE_SERIES = 60
"""So many days are an edition of the daily series; fewer are none."""


def _in_europe(rows: pd.DataFrame) -> pd.DataFrame:
    return stocks.filter_group(rows, "REF", ["odp-daily", "odp-as-published"], ["EUROPE"])


def _select_editions(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    """What was first published, and the last two editions of the daily series."""
    rows = _in_europe(stocks.select_chartable(tables, known_on))
    daily = stocks.filter_series(rows, "odp-daily").sort_values("available", kind="stable")
    days = daily.groupby("source_id", sort=False).size()
    editions = rows[rows["source_id"].isin(days[days >= _WHOLE_SERIES].index[-2:])]
    first = stocks.filter_series(rows, "odp-as-published")
    until = first["date"].max() if editions.empty else editions["date"].max()
    return stocks.select_months(pd.concat([first[first["date"] <= until], editions]), chosen)


def _lines(scene: DrawContext) -> list[tuple[str, tuple[Point, ...]]]:
    """The publication day of each edition in words, with its points; older first."""
    daily = stocks.filter_series(scene.rows, "odp-daily").sort_values("available", kind="stable")
    return [
        (scene.t.format_short_day(edition["available"].iloc[0]), make_points(edition, "date"))
        for _, edition in daily.groupby("source_id", sort=False)
    ]


def _latest_edition(scene: DrawContext) -> tuple[Point, ...]:
    return next((line for _, line in reversed(_lines(scene))), ())


def _draw_editions(scene: DrawContext) -> Plot:
    t, lines = scene.t, _lines(scene)
    styles = ((QUIET, 6), (FIRST, 2))
    marks = [
        Mark(t("Edition of {day}", day=day), made, COUNTED, tone, width=width)
        for (day, made), (tone, width) in zip(lines, styles[-len(lines) :], strict=False)
    ]
    first = stocks.make_points(scene.rows, "odp-as-published")
    told = _most_revised(stocks.pair_days(first, _latest_edition(scene)))
    return make_plot(
        (*marks, dots(t("As first published"), first, COUNTED, SECOND)),
        remarks=[
            Annotation(
                before.x,
                t(
                    "at first {before}, after revision {after}",
                    before=values.format_headline(before, t),
                    after=values.format_headline(after, t),
                ),
            )
            for before, after in told
        ],
    )


def _most_revised(twice: list[tuple[Point, Point]]) -> list[tuple[Point, Point]]:
    """The day from which fewer are counted than at first; if there is none, the most changed.

    How the count went between the days first published nobody knows, so nothing is shaded there.
    """
    fewer = [pair for pair in twice if (pair[1].y or 0) < (pair[0].y or 0)]
    if fewer and fewer == twice[-len(fewer) :]:
        return fewer[:1]
    change = {pair: abs((pair[0].y or 0) - (pair[1].y or 0)) for pair in twice}
    return [max(twice, key=change.__getitem__)] if twice else []


def _title_of_editions(scene: DrawContext) -> str | tuple[str, ...]:
    t, first, latest = (
        scene.t,
        stocks.make_points(scene.rows, "odp-as-published"),
        _latest_edition(scene),
    )
    told = _most_revised(stocks.pair_days(first, latest))
    if not told:
        return stocks.word_point(t, _IN_EUROPE, stocks.find_last(latest or first))
    before, after = told[0]
    return tuple(
        t(
            "Refugees in Europe ({when}): {before} at first, {after} after revision",
            when=when(before, t),
            before=values.format_headline(before, t),
            after=values.format_headline(after, t),
        )
        for when in (stocks.format_day, stocks.format_month)
    )


REVISIONS = Figure(
    id="refugee-series-revised",
    topic=Topic.DISPLACEMENT,
    name="How the refugee series was revised",
    title=_title_of_editions,
    subtitle=lambda scene: scene.t(
        "Refugees from Ukraine registered in Europe by day, each day as UNHCR gave it at different "
        "times, {span}, number of people",
        span=stocks.format_span(scene),
    ),
    caveats=(
        "The lines are editions of one series, not different people. A later edition replaces an "
        "earlier one.",
        lambda scene: _compare(scene, _latest_edition(scene)),
        "At a break the counts changed; people did not return.",
        "Days before 7 June 2022 are left out: countries were still being added to the count.",
    ),
    select=_select_editions,
    draw=_draw_editions,
    choices=stocks.choose_months(_in_europe),
)
