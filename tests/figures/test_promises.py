"""What is promised of every figure, in every view; of its words, in every language."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from figures import FIGURES, Figure
from figures.core import values
from figures.core.chart import Chart, draw
from figures.core.palette import MEANING, Meaning
from figures.core.plot import Mark, Plot, Point, Shape
from figures.core.view import View, make_view, read_query
from locales import LANGUAGES, find_language
from schemas import Tables
from tests.views import views

# Following every line of hundreds of charts would cost half as much again.
pytestmark = pytest.mark.no_cover

Charts = tuple[Chart, ...]
LookedAt = Callable[..., tuple[View, ...]]


@pytest.fixture(scope="module", params=list(FIGURES))
def figure(request: pytest.FixtureRequest) -> Figure:
    return FIGURES[request.param]


@pytest.fixture(scope="module")
def looked_at(figure: Figure, live_tables: Tables) -> LookedAt:
    """The views of one figure, in some languages, of which the promises are kept."""
    return lambda *languages: tuple(views(figure, live_tables, *languages))


@pytest.fixture(scope="module")
def charts(looked_at: LookedAt, live_tables: Tables) -> Charts:
    """The charts of many views of one figure, in one language."""
    return tuple(draw(view, live_tables) for view in looked_at("en"))


@pytest.fixture(scope="module")
def worded(looked_at: LookedAt, charts: Charts, live_tables: Tables) -> Charts:
    """The same and some in every other language, where a promise is about words."""
    others = [code for code in LANGUAGES if code != "en"]
    return (*charts, *(draw(view, live_tables) for view in looked_at(*others)))


def test_the_public_addresses_never_change() -> None:
    assert list(FIGURES) == [
        "headline-refugees",
        "headline-internally-displaced",
        "headline-civilians-killed",
        "headline-civilians-killed-estimate",
        "headline-aid-allocated",
        "headline-appeal",
        "displaced-people",
        "displaced-13-million",
        "internally-displaced",
        "refugees",
        "refugees-by-country",
        "refugee-series-revised",
        "temporary-protection",
        "returnees",
        "people-in-need",
        "civilians-killed-by-month",
        "civilian-casualties-by-month",
        "civilians-killed-total",
        "civilians-killed-by-year",
        "civilian-toll-compared",
        "mariupol-toll-compared",
        "months-revised",
        "children-women-men",
        "weapons",
        "kyiv-28-august-2025",
        "aid-by-month",
        "aid-by-donor",
        "aid-by-type",
        "commitments-and-allocations",
        "aid-by-release",
        "air-defence-2025",
        "air-defence-by-donor",
        "humanitarian-appeals",
        "appeal-by-cluster",
        "reconstruction-needs",
    ]


def test_a_chart_cites_exactly_the_sources_of_the_rows_it_shows(
    figure: Figure, charts: Charts
) -> None:
    for chart in charts:
        shown = set(chart.rows["source_id"]) | set(chart.scene.rates["source_id"])
        assert chart.note.source_ids == shown, chart.view


def test_a_chart_shows_exactly_the_rows_it_selects(figure: Figure, charts: Charts) -> None:
    for chart in charts:
        assert chart.plot.rows == set(chart.scene.rows.index), chart.view


def test_the_source_note_is_drawn_into_every_chart(figure: Figure, worded: Charts) -> None:
    for chart in worded[::3]:
        if chart.plot.empty:
            continue
        drawn = [note.text for note in chart.plotly.layout.annotations if note.name == "source"]
        assert [text.replace("<br>", " ") for text in drawn] == [chart.note.text]


def test_a_mark_shows_one_kind_of_knowledge_only(figure: Figure, charts: Charts) -> None:
    for chart in charts:
        for mark in chart.plot.marks:
            rows = _rows(chart, mark)
            for column in ("status", "measure", "outcome"):
                if column in chart.rows and not _sums_two_populations(figure.id, column):
                    assert len({row[column] for row in rows}) <= 1, (chart.view, mark.name, column)


def _rows(chart: Chart, mark: Mark) -> list[dict[str, Any]]:
    return [chart.scene.records[line] for point in mark.points for line in point.rows]


def _sums_two_populations(figure_id: str, column: str) -> bool:
    """The sum of refugees and internally displaced people joins registered with surveyed."""
    return figure_id == "displaced-13-million" and column == "status"


def test_what_was_said_is_never_drawn_as_if_it_had_been_counted(
    figure: Figure, charts: Charts
) -> None:
    for chart in charts:
        if "status" not in chart.rows:
            continue
        for mark in chart.plot.marks:
            least = {MEANING[row["status"]] for row in _rows(chart, mark)}
            assert Meaning.COUNTED not in {mark.meaning} or least <= {Meaning.COUNTED}
            assert (mark.meaning is Meaning.SAID) == (Meaning.SAID in least)


def test_stocks_and_flows_commitments_and_allocations_never_share_a_point(
    figure: Figure, charts: Charts
) -> None:
    for chart in charts:
        for point in _points(chart.plot):
            rows = [chart.scene.records[line] for line in point.rows]
            for column in ("measure", "currency", "outcome"):
                assert len({row.get(column) for row in rows}) <= 1, (chart.view, point)


def test_the_same_money_is_never_in_one_point_twice(figure: Figure, charts: Charts) -> None:
    for chart in charts:
        if "package" not in chart.rows:
            continue
        for point in _points(chart.plot):
            packages = [
                row["package"] for row in (chart.scene.records[line] for line in point.rows)
            ]
            parts = [part for name in packages if name for part in name.split("+")]
            assert len(parts) == len(set(parts)), (chart.view, point)


def test_missing_is_never_drawn_as_zero(figure: Figure, charts: Charts) -> None:
    for chart in charts:
        number = "amount" if "amount" in chart.rows else "value"
        for point in _points(chart.plot):
            rows = [chart.scene.records[line] for line in point.rows]
            if all(pd.isna(row[number]) and pd.isna(row.get("units", pd.NA)) for row in rows):
                assert point.y is None, (chart.view, point)


def test_a_break_of_a_line_is_drawn_as_a_break(figure: Figure, charts: Charts) -> None:
    for chart in charts:
        for mark in chart.plot.marks:
            if mark.shape is Shape.LINE:
                for point in mark.points:
                    rows = [chart.scene.records[line] for line in point.rows]
                    broken = any(row["obs_status"] == "B" for row in rows)
                    assert point.breaks == broken, (chart.view, point)


@pytest.mark.parametrize(
    ("figure_id", "choice"),
    [
        (name, choice.name)
        for name, figure in FIGURES.items()
        for choice in figure.choices
        if choice.many
    ],
)
def test_an_empty_choice_draws_an_empty_chart_that_says_so(
    figure_id: str, choice: str, live_tables: Tables
) -> None:
    for code in LANGUAGES:
        view = make_view(FIGURES[figure_id], live_tables, {choice: []}, code)
        assert_empty(draw(view, live_tables))


def assert_empty(chart: Chart) -> None:
    t = find_language(chart.view.language)
    words = t("No figures for this choice. Choose more, or other dates.")
    assert chart.plot.empty
    assert chart.plotly.layout.annotations[0].text.replace("<br>", " ") == words
    assert chart.note.text == ""
    assert chart.table.rows == ()


def test_a_day_before_the_first_publication_shows_nothing(
    figure: Figure, charts: Charts, live_tables: Tables
) -> None:
    for code in LANGUAGES:
        assert_empty(draw(make_view(figure, live_tables, {}, code, date(2021, 1, 1)), live_tables))


def test_only_what_was_public_by_a_day_is_shown_as_known_on_it(
    figure: Figure, charts: Charts
) -> None:
    for chart in charts:
        if chart.view.known_on is not None and len(chart.rows):
            assert chart.rows["available"].max().date() <= chart.view.known_on


_NUMBER = re.compile(r"\d[\d\s\u00a0\u202f.,]*\d|\d")


def test_every_number_of_the_text_alternative_is_in_the_rows(
    figure: Figure, worded: Charts
) -> None:
    for chart in worded:
        allowed = _digits_of(chart)
        for sentence in chart.summary:
            assert [found for found in _numbers(sentence) if found not in allowed] == [], chart.view


def test_every_number_of_a_title_is_in_the_rows_or_rounded_from_a_million_on(
    figure: Figure, worded: Charts
) -> None:
    for chart in worded:
        unknown = _unknown_in_title(chart)
        assert unknown == [], (chart.view, chart.title)


def test_a_number_in_a_title_that_is_in_no_row_is_found(live_tables: Tables) -> None:
    chart = draw(make_view(FIGURES["returnees"], live_tables, {}), live_tables)
    newest = chart.plot.marks[0].points[-1].y or 0
    for number, known in (
        (chart.t.format_number(newest), True),
        (chart.t.format_headline_number(newest), True),
        (chart.t.format_number(newest / 1e6, 3) + " million", False),
        (chart.t.format_headline_number(newest + 2_000_000), False),
    ):
        told = replace(chart, title=f"{number} returned")
        assert (_unknown_in_title(told) == []) is known, number


def _unknown_in_title(chart: Chart) -> list[str]:
    known = _digits_of(chart) | _digits_of_rows(chart)
    return [found for found in _numbers(chart.title) if found not in known]


def _numbers(text: str) -> list[str]:
    """The digits of every number in a text."""
    return [re.sub(r"\D", "", found) for found in _NUMBER.findall(text)]


def _digits_of(chart: Chart) -> set[str]:
    """The digits of everything that points, dates and names of a chart contain.

    Where nothing is drawn, the years of the months chosen are told.
    """
    t, unit = chart.t, chart.plot.unit
    texts = [t(chart.figure.name), *(mark.name for mark in chart.plot.marks)]
    if chart.plot.empty:
        chosen = (*chart.view.chosen.get("from", ()), *chart.view.chosen.get("to", ()))
        texts += [code[:4] for code in chosen]
    texts += [panel.title for panel in chart.plot.panels]
    for point in _points(chart.plot):
        for number in (point.y, point.low, point.high):
            if number is not None:
                texts += [t.format_number(number), t.format_money(number, unit)]
        if isinstance(point.x, str):
            texts.append(point.x)
        else:
            texts += [t.format_short_day(point.x), t.format_month(point.x), str(point.x.year)]
    return {found for text in texts for found in _numbers(text)}


_DAYS = ("date", "period_start", "period_end", "as_of")


def _digits_of_rows(chart: Chart) -> set[str]:
    """The digits of what a title may say of the rows: people to three digits from a million on."""
    t, rows, unit = chart.t, chart.scene.rows, chart.plot.unit
    counted = [point.y for point in _points(chart.plot) if point.y is not None]
    texts = [str(release) for release in rows.get("release", pd.Series()).dropna().unique()]
    texts += [f"20{plan[-2:]}" for plan in rows.get("plan", pd.Series()).unique() if plan]
    for name in (name for name in _DAYS if name in rows):
        for day in rows[name].dropna().unique():
            texts += [t.format_day(day), t.format_month(day), str(pd.Timestamp(day).year)]
    if unit == "people":
        counted += [
            number
            for name in ("value", "low", "high")
            if name in rows
            for number in rows[name].dropna()
        ]
        texts += [t.format_headline_number(number) for number in counted]
    else:
        sums = _sums(rows, "amount" if unit != "pieces" else "units")
        texts += [
            t.format_money(number, unit) if unit != "pieces" else t.format_number(number)
            for number in sums
        ]
    if not chart.scene.rates.empty:
        texts += [t.format_money(sum(counted[:n]), unit) for n in range(len(counted))]
        texts += [t.format_percent(part / whole) for part in counted for whole in counted]
    return {found for text in texts for found in _numbers(text)}


def _sums(rows: pd.DataFrame, column: str) -> list[float]:
    """What may be added of the amounts shown: all of a measure, of a type, of an edition."""
    found = list(rows[column].dropna())
    for names in (["measure"], ["measure", "aid_type"], ["measure", "source_id"]):
        found += list(rows.groupby(names)[column].sum())
    return found


def test_every_value_drawn_is_a_value_of_its_rows_or_their_sum(
    figure: Figure, charts: Charts
) -> None:
    for chart in charts:
        for point in _points(chart.plot):
            if point.y is None:
                continue
            rows = [chart.scene.records[line] for line in point.rows]
            sums = [
                float(sum(row[name] for row in rows if not pd.isna(row[name])))
                for name in ("value", "amount", "units")
                if name in rows[0]
            ]
            sums += _in_dollars(chart, rows)
            assert any(abs(point.y - number) <= 0.5 for number in sums), (chart.view, point)


def _in_dollars(chart: Chart, rows: list[dict[str, Any]]) -> list[float]:
    """Amounts converted at the monthly rates the chart cites."""
    rates = chart.scene.rates
    if rates.empty or "currency" not in rows[0]:
        return []
    per_euro = {"EUR": 1.0, **dict(zip(rates["currency"], rates["units_per_eur"], strict=True))}
    if not {row["currency"] for row in rows} <= set(per_euro) or "USD" not in per_euro:
        return []
    return [sum(row["amount"] / per_euro[row["currency"]] * per_euro["USD"] for row in rows)]


def test_the_same_view_of_the_same_data_gives_the_same_bytes(
    figure: Figure, charts: Charts, live_tables: Tables
) -> None:
    view = make_view(figure, live_tables, {}, "uk")
    first = draw(view, live_tables).plotly.to_json()
    assert draw.__wrapped__(view, live_tables).plotly.to_json() == first


def test_a_view_survives_its_way_through_the_address(
    figure: Figure, looked_at: LookedAt, live_tables: Tables
) -> None:
    for view in looked_at(*LANGUAGES):
        query = dict(pair.split("=") for pair in view.write_query().split("&"))
        assert read_query(figure, live_tables, query) == view


def test_words_stay_large_enough_to_read(
    figure: Figure, charts: Charts, live_tables: Tables
) -> None:
    chart = draw(make_view(figure, live_tables, {}), live_tables)
    sizes = re.findall(r'"size": ?(\d+)', json.dumps(_fonts(chart)))
    assert sizes
    assert min(map(int, sizes)) >= 12


def _fonts(chart: Chart) -> list[object]:
    found: list[object] = []

    def collect(part: object) -> None:
        if isinstance(part, dict):
            for name, value in part.items():
                if name.endswith("font"):
                    found.append(value)
                collect(value)
        elif isinstance(part, list | tuple):
            for value in part:
                collect(value)

    collect(json.loads(chart.plotly.to_json())["layout"])
    return found


def test_a_figure_has_at_most_three_hues(figure: Figure, charts: Charts) -> None:
    for chart in charts:
        hues = {
            mark.tone
            for mark in chart.plot.marks
            if mark.meaning is not Meaning.SAID and mark.tone.name != "QUIET"
        }
        assert len(hues) <= 3


def test_marks_that_differ_in_hue_differ_in_something_else_too(
    figure: Figure, charts: Charts, live_tables: Tables
) -> None:
    chart = draw(make_view(figure, live_tables, {}), live_tables)
    for panel in chart.plot.panels:
        names = [mark.name for mark in panel.marks]
        assert len(names) == len(set(names))
        if chart.plot.stacked:
            assert sum(not mark.hatched for mark in panel.marks) <= 2


def _points(plot: Plot) -> Iterator[Point]:
    marks: Iterator[Mark] = iter(plot.marks)
    for mark in marks:
        yield from mark.points


def test_a_point_tells_number_status_and_publication_when_touched(
    figure: Figure, charts: Charts
) -> None:
    chart = charts[0]
    for mark in chart.plot.marks:
        for point in mark.points:
            if point.rows:
                told = chart.describe_point(mark, point).replace("<br>", " ")
                publisher = chart.scene.name_publisher(point.rows[0])
                assert publisher.split()[0] in told
                assert values.format_point(point, chart.plot.unit, chart.t, full=True) in told
