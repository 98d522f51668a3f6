"""A picture misleads nobody: one scale, bounds seen, gaps left, days under their years."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.choice import Choice
from figures.core.palette import CLEAR, Meaning, Tone
from figures.core.plot import JOINED, Mark, Panel, Plot, Point, Shape, make_plot
from figures.core.selection import add_gaps
from figures.core.view import make_view
from figures.displacement.stocks import drop_repeated_surveys
from figures.plotly.rendering import compose
from locales import LANGUAGES, find_language
from schemas import Tables
from tests.views import some

SAY = find_language("en")
OWN = "each panel has its own scale"
EVERY_FIGURE = pytest.mark.parametrize("figure_id", FIGURES)


def chart(figure_id: str, tables: Tables, code: str = "en", **asked: str) -> Chart:
    chosen = {name: [value] for name, value in asked.items()}
    return draw(make_view(FIGURES[figure_id], tables, chosen, code), tables)


def every_answer(figure_id: str, tables: Tables) -> Iterator[tuple[Choice | None, str, Chart]]:
    """The default view, and one for answers to every question; in the longer run for all."""
    yield None, "", chart(figure_id, tables)
    for choice in FIGURES[figure_id].choices:
        codes_offered = [code for code in choice.options(tables) if choice.name not in MONTHS]
        for code in some(codes_offered, figure_id, 3):
            yield choice, code, chart(figure_id, tables, **{choice.name: code})


MONTHS = ("from", "to")


def ranges(layout: Any, *, horizontal: bool) -> list[tuple[float, float]]:
    prefix = "xaxis" if horizontal else "yaxis"
    axes = sorted(name for name in layout.to_plotly_json() if name.startswith(prefix))
    return [tuple(layout[name].range) for name in axes]


def hover(mark: Mark, point: Point) -> str:
    return mark.name


@EVERY_FIGURE
def test_panels_have_one_scale_or_the_subtitle_says_that_they_do_not(
    figure_id: str, live_tables: Tables
) -> None:
    drawn = chart(figure_id, live_tables)
    assert drawn.plot.own_scales is (OWN in drawn.subtitle)
    if not drawn.plot.own_scales:
        layout = drawn.plotly.layout
        assert len(set(ranges(layout, horizontal=drawn.plot.horizontal))) <= 1


def of_two_panels(*, own_scales: bool) -> list[tuple[float, float]]:
    panels = [
        Panel((Mark(name, (Point("a", y),), Meaning.COUNTED, shape=Shape.BAR),), title=name)
        for name, y in (("part", 580.0), ("whole", 1080.0))
    ]
    plot = Plot(tuple(panels), horizontal=True, own_scales=own_scales)
    return ranges(compose(plot, None, SAY, hover).make_figure().layout, horizontal=True)


def test_a_part_is_never_longer_than_its_whole() -> None:
    part, whole = of_two_panels(own_scales=False)
    assert part == whole
    part, whole = of_two_panels(own_scales=True)
    assert part != whole


LOOSE = ("approximate", "minimum", "maximum")


def drawn_in(plot: Plot) -> list[Any]:
    """What Plotly draws of a plot, without the entries of its legend."""
    traces = compose(plot, None, SAY, hover).make_figure().data
    return [trace for trace in traces if trace.x is not None and trace.x[0] is not None]


@pytest.mark.parametrize("meaning", Meaning)
@pytest.mark.parametrize("shape", [Shape.BAR, Shape.DOT, Shape.LINE])
def test_about_and_at_least_never_look_exact(meaning: Meaning, shape: Shape) -> None:
    bounds = ("exact", *LOOSE)
    points = tuple(
        Point(date(2025, month, 1), 5.0, bound=bound) for month, bound in enumerate(bounds, 1)
    )
    for hatched in (False, shape is Shape.BAR):
        mark = Mark("Number", points, meaning, Tone.FIRST, shape, hatched)
        (trace,) = drawn_in(make_plot([mark]))
        looks = trace.marker.pattern.shape if shape is Shape.BAR else trace.marker.symbol
        assert len(set(looks)) == len(bounds)


@pytest.mark.parametrize("meaning", Meaning)
def test_rows_of_about_and_at_least_never_look_exact(meaning: Meaning) -> None:
    def looks(bound: str) -> list[Any]:
        mark = Mark("Number", (Point("a", 5.0, bound=bound),), meaning, shape=Shape.BAR)
        drawn = drawn_in(make_plot([mark], horizontal=True))
        return [
            trace.marker.pattern.shape if trace.type == "bar" else trace.marker.symbol
            for trace in drawn
        ]

    assert len({str(looks(bound)) for bound in ("exact", "approximate", "minimum")}) == 3


def test_a_range_without_a_number_is_hollow_and_one_with_a_number_is_not() -> None:
    def fill(point: Point) -> str:
        mark = Mark("Estimate", (point,), Meaning.ESTIMATED, shape=Shape.BAR)
        return str(drawn_in(make_plot([mark], horizontal=True))[0].marker.color)

    assert fill(Point("a", None, 10.0, 75.0, "range")) == CLEAR
    assert fill(Point("a", 30.0, 10.0, 75.0, "range")) != CLEAR


@EVERY_FIGURE
def test_every_range_is_drawn_from_end_to_end(figure_id: str, live_tables: Tables) -> None:
    drawn = chart(figure_id, live_tables)
    ends: set[float] = set()
    for trace in drawn.plotly.data:
        numbers = [*(trace.x or ()), *(trace.y or ())]
        ends.update(number for number in numbers if isinstance(number, int | float))
        if trace.type == "bar" and trace.base is not None:
            ends.update(trace.base)
            ends.update(base + long for base, long in zip(trace.base, trace.x, strict=True))
    for mark in drawn.plot.marks:
        for point in mark.points:
            assert {point.low, point.high} - {None} <= ends, (mark.name, point)


@EVERY_FIGURE
def test_no_line_runs_over_a_break_or_over_months_without_a_figure(
    figure_id: str, live_tables: Tables
) -> None:
    drawn = chart(figure_id, live_tables)
    for trace in drawn.plotly.data:
        if trace.type == "scatter" and "lines" in trace.mode and trace.x[0] is not None:
            known = list(zip(map(pd.Timestamp, trace.x), trace.y, strict=True))
            for (day, y), (next_day, next_y) in pairwise(known):
                assert y is None or next_y is None or next_day - day <= JOINED


def test_a_mark_is_cut_at_breaks_gaps_and_missing_points() -> None:
    day = date(2025, 1, 1)
    later = [Point(day + timedelta(days=step), 1.0) for step in (0, 30, 300, 330)]
    missing, broken = Point(later[3].x, None), Point(later[3].x, 1.0, breaks=True)

    def parts(*points: Point) -> list[int]:
        return [len(part) for part in Mark("People", points, Meaning.COUNTED).parts]

    assert parts(*later[:2]) == [2]
    assert parts(*later) == [2, 2]
    assert parts(*later[:3], broken) == [2, 1, 1]
    assert parts(later[2], missing) == [1]


def test_months_without_a_figure_are_left_empty() -> None:
    ends = (Point(date(2025, 1, 31), 1.0), Point(date(2025, 4, 30), 2.0))
    assert [(point.x, point.y) for point in add_gaps(ends)] == [
        (date(2025, 1, 31), 1.0),
        (date(2025, 2, 28), None),
        (date(2025, 3, 31), None),
        (date(2025, 4, 30), 2.0),
    ]


def test_temporary_protection_leaves_its_missing_months_empty(tables: Tables) -> None:
    beneficiaries = chart("temporary-protection", tables).plot.marks[0]
    assert any(point.y is None for point in beneficiaries.points)
    assert len(beneficiaries.parts) > 1


@EVERY_FIGURE
def test_every_day_stands_under_its_year(figure_id: str, live_tables: Tables) -> None:
    drawn = chart(figure_id, live_tables)
    axes = [axis for axis in drawn.plotly.select_xaxes() if axis.type == "date"]
    for axis in axes[:1]:
        for day, words in zip(axis.tickvals, axis.ticktext, strict=True):
            if re.fullmatch(r"\d{4}", words):
                assert day[:4] == words
                assert f"{words}-01-01" in axis.minor.tickvals


def test_the_last_day_of_a_year_is_nearer_to_its_own_year_than_to_the_next() -> None:
    days = [date(year, 12, 31) for year in range(2021, 2026)]
    ends = tuple(Point(day, 1.0) for day in days)
    mark = Mark("People", ends, Meaning.COUNTED, shape=Shape.DOT)
    axis = compose(make_plot([mark]), None, SAY, hover).make_figure().layout.xaxis
    middles = dict(zip(axis.ticktext, map(date.fromisoformat, axis.tickvals), strict=True))
    begins = [date.fromisoformat(day) for day in axis.minor.tickvals]
    for day in days[1:]:
        assert not any(middles[str(day.year)] < begin <= day for begin in begins)
        assert any(day < begin for begin in begins)


@EVERY_FIGURE
def test_no_two_entries_of_a_legend_look_alike(figure_id: str, live_tables: Tables) -> None:
    for _, _, drawn in every_answer(figure_id, live_tables):
        entries = [look(trace) for trace in drawn.plotly.data if trace.showlegend]
        assert len(entries) == len(set(entries)), drawn.view


def look(trace: Any) -> tuple[object, ...]:
    """What a reader sees of a trace in the legend: the first of its points stands for it."""
    marker = trace.marker
    if trace.type == "bar":
        shape = marker.pattern.shape
        return marker.color, marker.line.color, (shape or " ")[0]
    symbol = marker.symbol if isinstance(marker.symbol, str) else (marker.symbol or ("",))[0]
    lines = (trace.line.dash, trace.line.width) if "lines" in trace.mode else ()
    return symbol, marker.color, lines


CODE = re.compile(r"\b([A-Z]{3}|[HF]UKR\d\d|RDNA\d|UA\d{2,6}|EU27|[a-z]+_[a-z_]+)\b")
NAMES = {"IOM", "IDP", "NATO", "ECB", "USA", "DTM", "HRW", "EUR", "USD", "DKK", "NOK", "SEK", "GBP"}


def coded(drawn: Chart) -> set[str]:
    """The codes of the tables among the words of a chart."""
    vocabulary = {
        code
        for column in ("plan", "location", "donor", "recipient", "series", "item")
        if column in drawn.rows
        for code in drawn.rows[column].dropna()
    }
    texts = [drawn.title, drawn.subtitle, *drawn.summary, *drawn.caveats]
    texts += [cell for row in drawn.table.rows for cell in row[:-1]]
    texts += [
        drawn.describe_point(mark, point).rsplit("<br>", 1)[0]
        for mark in drawn.plot.marks
        for point in mark.points[:3]
    ]
    return {found for text in texts for found in CODE.findall(text) if found in vocabulary - NAMES}


@EVERY_FIGURE
def test_no_code_reaches_a_reader(figure_id: str, live_tables: Tables) -> None:
    for _, _, drawn in every_answer(figure_id, live_tables):
        assert coded(drawn) == set(), drawn.view


def test_a_code_would_be_found() -> None:
    assert CODE.findall("HUKR26 and UA1414 and air_defence, in POL") == [
        "HUKR26",
        "UA1414",
        "air_defence",
        "POL",
    ]
    assert CODE.findall("Response Plan 2026 in Mariupol") == []


NOUNS = {"injured": "injuries", "killed": "deaths"}
"""What a title calls the answers that are no nouns."""
NAMED = ("donor", "place", "type", "outcome", "scope", "item", "group", "plan", "year", "month")


@EVERY_FIGURE
def test_a_title_or_subtitle_names_what_was_chosen(figure_id: str, live_tables: Tables) -> None:
    for choice, code, drawn in every_answer(figure_id, live_tables):
        if choice is None or choice.name not in NAMED or drawn.plot.empty:
            continue
        if code in choice.default(live_tables):
            continue
        words = choice.label(drawn.t, code).casefold()
        said = f"{drawn.title} {drawn.subtitle}".casefold()
        assert words in said or NOUNS.get(words, words) in said, (figure_id, choice.name, code)


@pytest.mark.parametrize(
    "figure_id", ["aid-by-month", "aid-by-type", "commitments-and-allocations", "aid-by-release"]
)
def test_a_title_of_one_donor_names_it(figure_id: str, live_tables: Tables) -> None:
    for code in LANGUAGES:
        drawn = chart(figure_id, live_tables, code, donor="POL")
        assert drawn.title.startswith(drawn.t.name_donor("POL"))
        assert not chart(figure_id, live_tables, code).title.startswith(drawn.t.name_donor("POL"))


def test_the_estimate_of_2022_says_that_its_year_begins_in_january(tables: Tables) -> None:
    counted, estimated = chart("civilians-killed-by-year", tables).plot.marks
    assert estimated.points[0].x == "2022, estimate from 1 January"
    assert counted.points[0].x == "2022, from 24 February 2022"


def test_a_conjecture_stands_beside_what_the_same_prosecutor_confirmed(
    live_tables: Tables,
) -> None:
    drawn = chart("civilian-toll-compared", live_tables)
    *_, said, conjecture = drawn.plot.marks
    assert [point.y for point in (said.points[-1], conjecture.points[0])] == [10_749, 100_000]
    labels = [row[2] for row in drawn.table.rows]
    assert "could be 100,000" in labels
    assert "about 100,000" not in labels


def test_a_year_end_that_repeats_a_survey_is_shown_once(live_tables: Tables) -> None:
    rows = live_tables.displacement
    ends = rows[
        rows["series"].isin(["iom-gps", "idmc-year-end"]) & (rows["population_group"] == "IDP")
    ]
    both = ends[ends["date"] == pd.Timestamp("2025-12-31")]
    assert set(both["series"]) == {"iom-gps", "idmc-year-end"}
    assert set(drop_repeated_surveys(both)["series"]) == {"iom-gps"}
    alone = ends[ends["date"] == pd.Timestamp("2024-12-31")]
    assert len(drop_repeated_surveys(alone)) == len(alone)


def test_two_definitions_of_refugees_are_told_apart(live_tables: Tables) -> None:
    title = chart("refugees", live_tables).title
    assert "5.22 million (Refugee Data Finder 2025)" in title
    assert "5.92 million (portal 2026)" in title
    assert "Refugee Data Finder" in chart("headline-refugees", live_tables).subtitle


def test_the_running_month_is_marked_as_a_part(live_tables: Tables) -> None:
    drawn = chart("civilian-casualties-by-month", live_tables)
    part = next(mark for mark in drawn.plot.marks if mark.hatched)
    assert part.name == "Verified, only a part of the month"
    assert drawn.title.startswith("August 2026")
