"""People who fled abroad: refugees as UNHCR counts them, temporary protection as Eurostat does.

Refugees stand over time, by host country, and as revised; who is inside Ukraine is in `inside`.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

import pandas as pd

from figures.core import values
from figures.core.choice import Choice, ChosenCodes, make_choice
from figures.core.figure import DrawContext, FigureRows
from figures.core.marks import COUNTED, FIRST, QUIET, SECOND, THIRD, bars, dots, lay_rows
from figures.core.plot import Annotation, Mark, Plot, Point, make_plot
from figures.core.selection import add_gaps, make_points, make_sum, narrow
from figures.displacement import stocks
from locales import Language, later
from schemas import Tables, places

_IN_EUROPE = later("Refugees from Ukraine in Europe on {day}: {number}")


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    series = ("odp-daily", "rdf-year-end", *stocks.PUBLISHED)
    return stocks.filter_group(rows, "REF", series, ["WORLD", "EUROPE"])


def _select_counted(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = _counted(stocks.select_chartable(tables, known_on))
    rows = stocks.filter_newest(narrow(rows, location=chosen["scope"]))
    return stocks.select_months(rows, chosen)


def _draw_counted(scene: DrawContext) -> Plot:
    t, points = scene.t, partial(stocks.make_points, scene.rows)
    published = t("As published at the time")
    if scene.find_code("scope") == "EUROPE":
        daily = t("Daily series, {edition}", edition=scene.edition)
        return make_plot(
            (
                Mark(daily, points("odp-daily"), COUNTED),
                dots(published, points(*stocks.PUBLISHED), COUNTED, SECOND),
            )
        )
    finder, rounded = t("End of year, Refugee Data Finder"), t("Rounded key figure")
    return make_plot(
        (
            dots(finder, points("rdf-year-end"), COUNTED),
            Mark(published, points("odp-as-published"), COUNTED, SECOND),
            dots(rounded, points("key-figures"), COUNTED, THIRD, rivals=True),
        )
    )


def _title_of_counted(scene: DrawContext) -> str | tuple[str, ...]:
    t, points = scene.t, partial(stocks.make_points, scene.rows)
    ends, portal = points("rdf-year-end"), points("odp-as-published")
    newest_one = stocks.find_last(ends or make_points(scene.rows, "date"))
    if scene.find_code("scope") == "EUROPE":
        return stocks.word_point(t, _IN_EUROPE, newest_one)
    if not ends or not portal:
        form = later("Refugees from Ukraine in the world on {day}: {number}")
        return stocks.word_point(t, form, newest_one)
    last = stocks.find_last(portal)
    words = {"portal": values.format_headline(last, t), "portal_year": stocks.format_year(last, t)}
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


def _compare(scene: DrawContext, now: Sequence[Point]) -> str:
    """How the counts of now differ from what was published at the time, day by day."""
    pairs = stocks.pair_days(stocks.make_points(scene.rows, "odp-as-published"), now)
    words = scene.t(
        "The latest edition against what was published at the time: {list}.",
        list=values.describe_differences(pairs, scene.t),
    )
    return words if pairs else ""


REFUGEES = stocks.declare_figure(
    id="refugees",
    name="Refugees from Ukraine",
    title=_title_of_counted,
    subtitle={
        "WORLD": "Refugees registered in all countries, by UNHCR's Refugee Data Finder and its "
        "portal, {span}, number of people",
        "EUROPE": "Refugees from Ukraine registered in Europe, UNHCR's daily series ({edition}) "
        "and figures as published at the time, {span}, number of people",
    },
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
        make_choice("scope", "Where?", {"WORLD": "World", "EUROPE": "Europe"}),
        *stocks.choose_months(_counted),
    ),
)

_GROUPS = {"REF": "Refugees", "ASY": "Asylum-seekers"}


def _hosts(rows: pd.DataFrame) -> pd.DataFrame:
    rows = narrow(rows, series="rdf-year-end", population_group=_GROUPS)
    return rows[rows["location"] != "WORLD"]


def _years(tables: Tables) -> Sequence[str]:
    years = _hosts(tables.displacement)["date"].dt.year.unique()
    return [str(year) for year in sorted(years, reverse=True)]


def _select_hosts(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = stocks.filter_newest(_hosts(stocks.select_chartable(tables, known_on)))
    rows = narrow(rows, population_group=chosen["group"])
    rows = rows[rows["date"].dt.year.astype(str).isin(chosen["year"])]
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


HOSTS = stocks.declare_figure(
    id="refugees-by-country",
    name="Refugees by host country",
    title=_title_of_hosts,
    subtitle={
        "REF": "Refugees from Ukraine by host country, {day}, number of people; shown: {hosts}",
        "ASY": "Asylum-seekers from Ukraine by host country, {day}, number of people; shown: "
        "{hosts}",
    },
    places={
        "hosts": lambda scene: scene.t(
            "the {n} largest of {all}", n=len(scene.rows), all=scene.among
        )
    },
    caveats=(
        "From 2024 most people in the Russian Federation are no longer counted as refugees. They "
        "were reclassified; they did not return.",
        "Countries with fewer people are left out; how many are shown is a choice above. Serbia "
        "and Kosovo are one entry, as UNHCR counts them.",
    ),
    select=_select_hosts,
    draw=_draw_hosts,
    choices=(
        Choice("year", "End of which year?", _years, lambda t, code: code),
        make_choice("group", "Who?", _GROUPS),
        make_choice(
            "hosts", "How many countries?", {n: f"{n} countries" for n in ("10", "20", "40")}
        ),
    ),
)

_WHOLE_SERIES = 60
"""So many days are an edition of the daily series; fewer are none."""


def _in_europe(rows: pd.DataFrame) -> pd.DataFrame:
    return stocks.filter_group(rows, "REF", ("odp-daily", "odp-as-published"), "EUROPE")


def _select_editions(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    """What was first published, and the last two editions of the daily series."""
    rows = _in_europe(stocks.select_chartable(tables, known_on))
    daily = narrow(rows, series="odp-daily").sort_values("available", kind="stable")
    days = daily.groupby("source_id", sort=False).size()
    editions = narrow(rows, source_id=days[days >= _WHOLE_SERIES].index[-2:])
    first = narrow(rows, series="odp-as-published")
    until = first["date"].max() if editions.empty else editions["date"].max()
    return stocks.select_months(pd.concat([first[first["date"] <= until], editions]), chosen)


def _lines(scene: DrawContext) -> list[tuple[str, tuple[Point, ...]]]:
    """The publication day of each edition in words, with its points; older first."""
    daily = narrow(scene.rows, series="odp-daily").sort_values("available", kind="stable")
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
    form = later("at first {before}, after revision {after}")
    remarks = (
        Annotation(pair[0].x, t(form, **_headlines(pair, t)))
        for pair in _most_revised(stocks.pair_days(first, _latest_edition(scene)))
    )
    first_mark = dots(t("As first published"), first, COUNTED, SECOND)
    return make_plot((*marks, first_mark), remarks=remarks)


def _headlines(pair: tuple[Point, Point], t: Language) -> dict[str, str]:
    before, after = (values.format_headline(point, t) for point in pair)
    return {"before": before, "after": after}


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
    t, latest = scene.t, _latest_edition(scene)
    first = stocks.make_points(scene.rows, "odp-as-published")
    told = _most_revised(stocks.pair_days(first, latest))
    if not told:
        return stocks.word_point(t, _IN_EUROPE, stocks.find_last(latest or first))
    form = later("Refugees in Europe ({when}): {before} at first, {after} after revision")
    return tuple(
        t(form, when=when(told[0][0], t), **_headlines(told[0], t))
        for when in (stocks.format_day, stocks.format_month)
    )


REVISIONS = stocks.declare_figure(
    id="refugee-series-revised",
    name="How the refugee series was revised",
    title=_title_of_editions,
    subtitle="Refugees from Ukraine registered in Europe by day, each day as UNHCR gave it at "
    "different times, {span}, number of people",
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

UNION: Final = "EU27"

MEMBERS: Final = places.MEMBERS[UNION]
"""The 27 member states of the European Union."""

_EVERYBODY, _CITIZENS = "eurostat-all-beneficiaries", "eurostat-ukrainian-citizens"


def _protected(rows: pd.DataFrame) -> pd.DataFrame:
    return narrow(rows, population_group="TPR")


def _places(tables: Tables) -> Sequence[str]:
    shown = set(_protected(tables.displacement)["location"])
    return [*sorted({UNION} & shown), *sorted(shown - {UNION})]


def _sum_members(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """For each day without a row for the Union, the rows of all its members, if there are all."""
    rows = narrow(rows, series=_CITIZENS)
    members = narrow(rows, location=MEMBERS)
    members = members[~members["date"].isin(narrow(rows, location=UNION)["date"])]
    return [day for _, day in members.groupby("date") if set(day["location"]) == MEMBERS]


def _select_protected(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = stocks.filter_newest(_protected(stocks.select_chartable(tables, known_on)))
    parts = _sum_members(rows) if UNION in chosen["place"] else []
    return stocks.select_months(pd.concat([narrow(rows, location=chosen["place"]), *parts]), chosen)


def _citizens(scene: DrawContext) -> tuple[Point, ...]:
    """Citizens of Ukraine: as published, and for the Union the sum of its members."""
    place = scene.find_code("place")
    made = list(stocks.make_points(narrow(scene.rows, location=place), _CITIZENS))
    if place == UNION:
        made += [make_sum(day, day["date"].iloc[0].date()) for day in _sum_members(scene.rows)]
    return tuple(sorted(made, key=lambda point: str(point.x)))


def _draw_protected(scene: DrawContext) -> Plot:
    t, everybody = scene.t, narrow(scene.rows, series=_EVERYBODY)
    all_points = add_gaps(make_points(everybody, "date"))
    differing = narrow(everybody, obs_status="D")["date"]
    return make_plot(
        (
            Mark(t("All beneficiaries"), all_points, COUNTED),
            dots(t("Citizens of Ukraine"), add_gaps(_citizens(scene)), COUNTED, SECOND),
        ),
        remarks=[Annotation(day.date(), t("not all countries included")) for day in differing],
    )


def _title_of_protected(scene: DrawContext) -> tuple[str, ...]:
    t, citizens = scene.t, _citizens(scene)
    newest_one = stocks.find_last(citizens or stocks.make_points(scene.rows, _EVERYBODY))
    form = later("{place}, people from Ukraine with temporary protection: {number} ({when})")
    if citizens:
        form = later("{place}, citizens of Ukraine with temporary protection: {number} ({when})")
    place = t.name_place(scene.find_code("place"))
    return tuple(
        stocks.word_point(t, form, newest_one, place=place, when=when(newest_one, t))
        for when in (stocks.format_day, stocks.format_month)
    )


PROTECTION = stocks.declare_figure(
    id="temporary-protection",
    name="Temporary protection in the European Union",
    title=_title_of_protected,
    subtitle="Beneficiaries of temporary protection at the end of a month, as Eurostat counts "
    "them, {place}, {span}, number of people",
    places={"place": lambda scene: scene.t.name_place(scene.find_code("place"))},
    caveats=(
        "These people are a part of the refugees from Ukraine. Never add the two.",
        "All beneficiaries and citizens of Ukraine are two different groups. For June 2026 no "
        "total for the European Union was published; the point is the sum of its 27 member states.",
        "A fall can mean that permits expired or a register was corrected, not that people left.",
    ),
    select=_select_protected,
    draw=_draw_protected,
    choices=(
        Choice("place", "Where?", _places, Language.name_place),
        *stocks.choose_months(_protected),
    ),
)
