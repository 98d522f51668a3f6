"""Rows: bars from zero, ranges where they reach, what was said on a dotted line."""

from typing import Any

import pytest

from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.palette import Meaning
from figures.core.plot import Mark, Plot, Point, Shape, make_plot
from figures.core.values import format_point
from figures.core.view import make_view
from figures.plotly.rendering import compose
from locales import LANGUAGES, find_language
from schemas import Tables
from tests.views import some

SAY = find_language("en")
WIDTHS = (320, 1000)


def chart(figure_id: str, tables: Tables, code: str = "en") -> Chart:
    return draw(make_view(FIGURES[figure_id], tables, {}, code), tables)


def said_in(figure: Any) -> str:
    notes = (note.text.replace("<br>", " ") for note in figure.layout.annotations)
    return " | ".join(notes).replace("</b> <b>", " ")


@pytest.mark.parametrize("figure_id", FIGURES)
def test_every_row_has_its_words_and_its_number(figure_id: str, tables: Tables) -> None:
    for code in LANGUAGES:
        drawn = chart(figure_id, tables, code)
        if not drawn.plot.horizontal or drawn.plot.tiles:
            continue
        for width in some(WIDTHS, f"{figure_id} {code}"):
            written = said_in(drawn.draw_body(width))
            for mark in drawn.plot.marks:
                for point in mark.points:
                    assert str(point.x) in written
                    if point.y is not None:
                        assert format_point(point, drawn.plot.unit, drawn.t) in written, point


def row(meaning: Meaning, *points: Point) -> Plot:
    return make_plot([Mark("Toll", points, meaning, shape=Shape.BAR)], horizontal=True)


def traces(plot: Plot) -> list[Any]:
    data = compose(plot, None, SAY, lambda mark, _: mark.name).make_figure().data
    return [trace for trace in data if trace.x[0] is not None]


def test_a_count_is_a_bar_from_zero_and_an_estimate_lies_where_its_range_reaches() -> None:
    (bar,) = traces(row(Meaning.COUNTED, Point("a", 40.0)))
    assert (bar.base[0], bar.x[0]) == (0, 40)
    band, tick = traces(row(Meaning.ESTIMATED, Point("a", 30.0, 20.0, 50.0, "range")))
    assert (band.base[0], band.base[0] + band.x[0]) == (20, 50)
    assert set(tick.x) - {None} == {30}


def test_what_was_said_is_a_dotted_line_to_a_hollow_mark_and_never_a_bar() -> None:
    line, mark = traces(row(Meaning.SAID, Point("a", 40.0)))
    assert line.line.dash == "dot"
    assert 35 < max(x for x in line.x if x is not None) <= 40
    assert mark.marker.symbol == ("diamond-open",)
    assert mark.x[0] == 40


def test_at_least_points_on() -> None:
    exact = traces(row(Meaning.SAID, Point("a", 40.0)))
    least = traces(row(Meaning.SAID, Point("a", 40.0, bound="minimum")))
    assert len(least) == len(exact) + 1


def test_a_part_lies_within_its_whole_with_one_number_for_both(tables: Tables) -> None:
    drawn = chart("humanitarian-appeals", tables)
    required, funded = (
        trace
        for trace in drawn.draw_body(1000).data
        if trace.type == "bar" and trace.x[0] is not None
    )
    assert all(one == other for one, other in zip(required.y, funded.y, strict=True))
    assert max(funded.width) < min(required.width)
    assert "USD 1.7 bn of USD 2.3 bn" in said_in(drawn.draw_body(1000))


def test_a_number_and_what_became_of_it_are_two_dots_joined_by_a_line(tables: Tables) -> None:
    drawn = chart("months-revised", tables)
    joined, first, last = (one for one in drawn.draw_body(358).data if one.x[0] is not None)
    assert joined.mode == "lines"
    assert (first.x[0], last.x[0]) == joined.x[:2] == (3175, 4312)
    assert first.y == last.y
    assert "3,175 → 4,312" in said_in(drawn.draw_body(358))


def test_a_count_that_was_overtaken_is_slimmer_and_no_less_filled(tables: Tables) -> None:
    counted = chart("civilian-toll-compared", tables).draw_body(1000).data[0]
    assert counted.width[0] == counted.width[1] < counted.width[2]
    assert isinstance(counted.marker.color, str)


def test_groups_carry_the_names_of_their_marks_and_need_no_key(tables: Tables) -> None:
    drawn = chart("civilian-toll-compared", tables)
    for width in WIDTHS:
        figure = drawn.draw_body(width)
        assert not figure.layout.showlegend
        assert all(mark.name in said_in(figure) for mark in drawn.plot.marks)


def test_the_latest_count_is_drawn_down_all_rows_where_it_crosses_no_words(tables: Tables) -> None:
    drawn = chart("civilian-toll-compared", tables)
    latest = max(point.y or 0 for point in drawn.plot.marks[0].points)

    def lines(width: int) -> list[Any]:
        return [one for one in drawn.draw_body(width).layout.shapes if one.x0 == one.x1 == latest]

    assert lines(1000)
    assert not lines(358)
