"""Everybody who fled, inside Ukraine and abroad: counts over time, and '13 million' beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

import pandas as pd

from figures.core import values
from figures.core.choice import ChosenCodes
from figures.core.figure import DrawContext, FigureRows
from figures.core.marks import COUNTED, ESTIMATED, QUIET, SAID, SECOND, THIRD, bars, dots, lay_rows
from figures.core.palette import Tone
from figures.core.plot import Mark, Plot, Point, make_plot
from figures.core.selection import add_displaced, find_least_sure, make_points, narrow, select_found
from figures.displacement import stocks
from locales import later
from schemas import Tables


def _both(rows: pd.DataFrame) -> pd.DataFrame:
    """Without the figures as first published of days that the daily series covers."""
    daily = stocks.filter_group(rows, "REF", "odp-daily", "EUROPE")
    published = stocks.filter_group(rows, "REF", stocks.PUBLISHED, "EUROPE")
    covered = published["date"].between(daily["date"].min(), daily["date"].max())
    surveyed = stocks.filter_group(rows, "IDP", stocks.SURVEY, "UKR")
    stated = stocks.filter_group(rows, "DSP", "statement", "WORLD")
    return pd.concat([surveyed, daily, published[~covered], stated])


def _draw_both(scene: DrawContext) -> Plot:
    t, points = scene.t, partial(stocks.make_points, scene.rows)
    daily = t("Refugees in Europe, daily series")
    published = t("Refugees in Europe, as published")
    surveyed = t("Displaced inside Ukraine, survey rounds of IOM")
    at_end = t("Displaced inside Ukraine, end of year")
    return make_plot(
        (
            Mark(daily, points("odp-daily"), COUNTED),
            dots(published, points(*stocks.PUBLISHED), COUNTED),
            Mark(surveyed, points("iom-gps"), ESTIMATED, SECOND),
            dots(at_end, points("idmc-year-end"), ESTIMATED, THIRD),
            dots(t("Total displaced (official statements)"), points("statement"), SAID, QUIET),
        )
    )


def _title_of_both(scene: DrawContext) -> str | tuple[str, ...]:
    t = scene.t
    latest = {
        str(group): stocks.find_last(make_points(rows, "date"))
        for group, rows in scene.rows.groupby("population_group")
    }
    if {"REF", "IDP"} <= set(latest):
        words = {
            "abroad": values.format_headline(latest["REF"], t),
            "year": stocks.format_year(latest["REF"], t),
            "inside": values.format_headline(latest["IDP"], t),
            "other_year": stocks.format_year(latest["IDP"], t),
        }
        full = later(
            "Refugees in Europe: {abroad} ({year}); displaced inside: {inside} "
            "(survey {other_year})"
        )
        short = later("Refugees in Europe: {abroad}; displaced inside Ukraine, by survey: {inside}")
        return t(full, **words), t(short, **words)
    forms = {
        "REF": later("Refugees from Ukraine in Europe on {day}: {number}"),
        "IDP": later("Displaced inside Ukraine on {day}, by survey: {number}"),
        "DSP": later("Displaced inside and outside Ukraine, as stated on {day}: {number}"),
    }
    group = next(name for name in forms if name in latest)
    return stocks.word_point(t, forms[group], latest[group])


def _at_the_break(scene: DrawContext) -> str:
    """What a break is, with the last number before and the first after the largest."""
    t = scene.t
    broken = [
        (before, after)
        for before, after in pairwise(stocks.make_points(scene.rows, "odp-daily"))
        if after.breaks and before.y is not None and after.y is not None
    ]
    if not broken:
        return t("At a break the counts or the method changed; people did not move.")
    ends = max(broken, key=lambda pair: abs((pair[1].y or 0) - (pair[0].y or 0)))
    before, after = (values.format_point(point, "people", t, full=True) for point in ends)
    return t(
        "At a break the counts or the method changed; people did not move. UNHCR's daily series "
        "goes from {before} to {after} on {day}.",
        before=before,
        after=after,
        day=stocks.format_day(ends[1], t),
    )


PEOPLE = stocks.declare_figure(
    id="displaced-people",
    name="People displaced inside Ukraine and refugees",
    title=_title_of_both,
    subtitle="Displaced inside Ukraine, refugees registered in Europe, and both together as "
    "stated, {span}, number of people",
    caveats=(
        "The two lines count different people in different ways, a survey and registers, and are "
        "not added here. Hollow marks are what somebody stated of both together.",
        _at_the_break,
        "Refugees outside Europe are not in this chart, and from 2026 most people in the Russian "
        "Federation are no longer counted. The figure of all refugees shows the world, by two "
        "definitions.",
    ),
    select=stocks.select_newest(_both),
    draw=_draw_both,
    choices=stocks.choose_months(_both),
)


@dataclass(frozen=True)
class _Sum:
    """On which day refugees and displaced people are added, and from which series each comes."""

    day: date
    scope: str
    abroad: str
    label: str = later("{day}, sum as published")
    inside: Sequence[str] = stocks.SURVEY


_DAYS = (date(2022, 6, 7), date(2022, 12, 31), date(2023, 5, 23))
_AFTER, _OF_ROUNDED = later("{day}, sum after revision"), later("{day}, sum of rounded figures")

_AT_FIRST = tuple(_Sum(day, "EUROPE", "odp-as-published") for day in _DAYS)
_REVISED = tuple(_Sum(day, "EUROPE", "odp-daily", _AFTER) for day in _DAYS)
_LATER = (
    _Sum(date(2025, 4, 17), "WORLD", "odp-as-published"),
    _Sum(date(2025, 12, 31), "WORLD", "rdf-year-end"),
)
_ROUNDED = _Sum(date(2026, 2, 28), "WORLD", "key-figures", _OF_ROUNDED, ("key-figures",))
_SUMS = (*_AT_FIRST, *_REVISED, *_LATER, _ROUNDED)

_OLDEST_ABROAD, _OLDEST_INSIDE = timedelta(days=31), timedelta(days=365)


def _pair(rows: pd.DataFrame, wanted: _Sum) -> pd.DataFrame:
    """The latest count abroad and the latest inside as of a day; no rows if one is not known.

    Two rounded key figures are added only when one publication prints both.
    """

    def latest(rows: pd.DataFrame, oldest: timedelta) -> pd.DataFrame:
        ends = pd.Timestamp(wanted.day - oldest), pd.Timestamp(wanted.day)
        return rows[rows["date"].between(*ends)].sort_values("date", kind="stable").tail(1)

    counted = stocks.filter_group(rows, "REF", wanted.abroad, wanted.scope)
    abroad = latest(counted, _OLDEST_ABROAD)
    inside = stocks.filter_group(rows, "IDP", wanted.inside, "UKR")
    if wanted.abroad in wanted.inside:
        inside = narrow(inside, source_id=abroad["source_id"])
    both = pd.concat([abroad, latest(inside, _OLDEST_INSIDE)])
    return both if len(both) == 2 else both.iloc[:0]


def _stated(rows: pd.DataFrame) -> pd.DataFrame:
    return narrow(rows, population_group="DSP")


def _select_sums(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = select_found(stocks.filter_newest(stocks.select_chartable(tables, known_on)))
    shown = pd.concat([_stated(rows), *(_pair(rows, wanted) for wanted in _SUMS)])
    return FigureRows(stocks.TABLE, shown[~shown.index.duplicated()])


def _statements(scene: DrawContext, measure: str) -> list[tuple[date, Point]]:
    """Every statement of a measure with its day, oldest first."""
    t, rows = scene.t, narrow(_stated(scene.rows), measure=measure)
    rows = rows.assign(day=rows["date"].fillna(rows["period_end"])).sort_values("day")
    ever, then = later("{day}, ever displaced, as stated"), later("{day}, as stated")
    form = ever if measure == "flow" else then
    points = make_points(rows, lambda row: t(form, day=t.format_day(row["day"])))
    return list(zip(rows["day"].dt.date, points, strict=True))


def _sums(scene: DrawContext) -> Iterator[tuple[_Sum, Point]]:
    """Every sum whose two halves are known."""
    t = scene.t
    for wanted in _SUMS:
        rows = _pair(scene.rows, wanted)
        if not rows.empty:
            yield wanted, add_displaced(rows, t(wanted.label, day=t.format_day(wanted.day)))


def _draw_sums(scene: DrawContext) -> Plot:
    t, sums = scene.t, tuple(_sums(scene))

    def stated(name: str, measure: str) -> Mark:
        said = tuple(point for _, point in _statements(scene, measure))
        return bars(name, said, SAID, QUIET, hatched=measure == "flow")

    def added(name: str, tone: Tone, *wanted: _Sum, hatched: bool = False) -> Mark:
        made = tuple(point for which, point in sums if which in wanted)
        lines = [line for point in made for line in point.rows]
        meaning = find_least_sure(scene.rows.loc[lines]) if lines else ESTIMATED
        return bars(name, made, meaning, tone, hatched=hatched)

    return lay_rows(
        stated(t("As stated"), "stock"),
        stated(t("Ever displaced, as stated"), "flow"),
        added(t("Sum of figures as published"), Tone.FIRST, *_AT_FIRST, *_LATER),
        added(t("Sum after UNHCR's revision"), SECOND, *_REVISED, hatched=True),
        added(t("Sum of rounded key figures"), QUIET, _ROUNDED, hatched=True),
        grouped=True,
    )


def _title_of_sums(scene: DrawContext) -> str | tuple[str, ...]:
    t, stated = scene.t, _statements(scene, "stock")
    sums = [(wanted.day, point) for wanted, point in _sums(scene)]
    if not stated or not sums:
        said = stated or sums or _statements(scene, "flow")
        day, point = max(said, key=lambda pair: pair[0])
        return t(
            "Displaced inside and outside Ukraine on {day}: {number}",
            day=t.format_day(day),
            number=values.format_headline(point, t),
        )
    ends = max(stated, key=lambda pair: pair[0]), sums[-1]
    last, added = (replace(point, x=day) for day, point in ends)
    return tuple(
        t(
            "Displaced: {stated} stated ({when}), {added} added up ({other_when})",
            when=write(last, t),
            stated=values.format_headline(last, t),
            other_when=write(added, t),
            added=values.format_headline(added, t),
        )
        for write in (stocks.format_month, stocks.format_year)
    )


def _revised(scene: DrawContext) -> str:
    """How the sums differ after UNHCR's revision from those that were published."""
    t, sums = scene.t, dict(_sums(scene))
    pairs = [
        (replace(sums[was], x=t.format_short_day(was.day)), sums[now])
        for was, now in zip(_AT_FIRST, _REVISED, strict=True)
        if was in sums and now in sums
    ]
    words = t(
        "The sum after UNHCR's revision, against what was published: {list}.",
        list=values.describe_differences(pairs, t),
    )
    return words if pairs else ""


def _definitions(scene: DrawContext) -> str:
    """Which sums are not comparable, where such sums are shown."""
    kinds = {wanted.abroad for wanted, _ in _sums(scene)} - {"odp-daily"}
    words = scene.t(
        "Not all sums are of one kind: UNHCR's portal, its Refugee Data Finder at the end of a "
        "year and rounded key figures define refugees differently, and Europe is not the world."
    )
    return words if len(kinds) > 1 else ""


THIRTEEN = stocks.declare_figure(
    id="displaced-13-million",
    name="'13 million displaced' and when it was true",
    title=_title_of_sums,
    subtitle="As stated, and refugees plus people displaced inside Ukraine added up by day: in "
    "Europe to 2023, in the world from 2025; number of people",
    caveats=(
        "The sums are made here and are an estimate: people registered abroad plus people "
        "counted by a survey inside Ukraine, each the last figure by that day.",
        _revised,
        _definitions,
        "In May 2022 those abroad were still counted as border crossings, which are journeys, not "
        "people; refugees in Europe were first counted together in June 2022.",
    ),
    select=_select_sums,
    draw=_draw_sums,
)
