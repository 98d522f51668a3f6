"""Names and numbers stand at the marks where they fit, and in a key where they do not."""

from datetime import date
from typing import Any

import pytest

from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Point, Shape, make_plot
from figures.core.view import make_view
from figures.plotly.rendering import compose
from locales import find_language
from schemas import Tables

SAY = find_language("en")
NARROW, WIDE = 358, 1000
LINES = ("displaced-people", "internally-displaced", "refugees", "temporary-protection")


def chart(figure_id: str, tables: Tables, code: str = "en") -> Chart:
    return draw(make_view(FIGURES[figure_id], tables, {}, code), tables)


def words(figure: Any) -> list[str]:
    return [note.text.replace("<br>", " ") for note in figure.layout.annotations]


def plain(figure: Any) -> str:
    return " | ".join(words(figure)).replace("<b>", "").replace("</b>", "")


def key(figure: Any) -> set[str]:
    return {trace.name.replace("<br>", " ") for trace in figure.data if trace.showlegend}


@pytest.mark.parametrize("code", ["en", "fr", "uk"])
@pytest.mark.parametrize("figure_id", LINES)
def test_lines_are_named_where_they_lie_and_on_a_phone_in_a_key(
    figure_id: str, code: str, tables: Tables
) -> None:
    drawn = chart(figure_id, tables, code)
    names = {mark.name for mark in drawn.plot.marks}
    wide, narrow = drawn.draw_body(WIDE), drawn.draw_body(NARROW)
    assert all(name in plain(wide) for name in names)
    assert not names & key(wide)
    assert names <= key(narrow)


def test_words_of_a_break_leave_room_for_what_is_drawn_below_them(tables: Tables) -> None:
    drawn = chart("displaced-people", tables, "uk")
    highest = max(point.y or 0 for mark in drawn.plot.marks for point in mark.points)
    assert drawn.draw_body(NARROW).layout.yaxis.range[1] >= highest * 1.15


def test_a_low_card_keeps_the_key(tables: Tables) -> None:
    drawn = chart("displaced-people", tables)
    names = {mark.name for mark in drawn.plot.marks}
    assert names <= key(drawn.draw_body(WIDE, 300))
    assert not names & key(drawn.draw_body(WIDE, 700))


def months(*numbers: float | None) -> tuple[Point, ...]:
    return tuple(Point(date(2025, month, 1), y) for month, y in enumerate(numbers, 1))


def bars(*numbers: float | None) -> Plot:
    mark = Mark("Deaths", months(*numbers), Meaning.COUNTED, shape=Shape.BAR)
    return make_plot([mark], grain="month")


def drawn(plot: Plot) -> Any:
    return compose(plot, None, SAY, lambda mark, _: mark.name).make_figure()


def test_the_highest_and_the_last_number_stand_above_their_bars() -> None:
    many = bars(30, 90, 10, 10, 10, 10, 10, 10, 10, 10, 10, 40)
    assert words(drawn(many)) == ["<b>90</b>", "<b>40</b>"]


def test_a_number_without_room_is_left_out_rather_than_written_over_a_bar() -> None:
    crowded = bars(*[900_000.0] * 11, 100_000.0)
    assert "<b>100,000</b>" not in words(drawn(crowded))


def test_what_a_cross_means_is_said_once_for_all_panels(tables: Tables) -> None:
    figure = chart("weapons", tables).draw_body(NARROW)
    assert words(figure).count("figure not found") == 1
    assert "figure not found" not in words(drawn(bars(30, 90, 10)))
    assert "figure not found" in words(drawn(bars(30, None, None, 10)))


def test_the_currency_is_said_once_on_the_topmost_number(tables: Tables) -> None:
    for code, unit in (("en", "EUR"), ("fr", "€"), ("uk", "євро")):
        ticks = chart("aid-by-month", tables, code).draw_body(NARROW).layout.yaxis.ticktext
        assert [unit in tick for tick in ticks] == [False] * (len(ticks) - 1) + [True]


def test_no_axis_has_a_line_but_the_one_at_zero(tables: Tables) -> None:
    for figure_id in FIGURES:
        figure = chart(figure_id, tables).draw_body(NARROW)
        assert not any(axis.showline for axis in [*figure.select_xaxes(), *figure.select_yaxes()])
        zeros = [figure.layout.xaxis.zeroline, figure.layout.yaxis.zeroline]
        assert zeros.count(True) == 1, figure_id


def looks(meaning: Meaning, shape: Shape) -> set[str]:
    """How the points of a mark in time are filled."""
    mark = Mark("Number", months(1, 2, 3), meaning, Tone.FIRST, shape)
    markers = [trace.marker for trace in drawn(make_plot([mark])).data if trace.x[0] is not None]
    return {str(marker.symbol if meaning is Meaning.SAID else marker.color) for marker in markers}


@pytest.mark.parametrize("shape", [Shape.DOT, Shape.LINE])
def test_counted_is_filled_estimated_light_and_said_hollow(shape: Shape) -> None:
    assert looks(Meaning.COUNTED, shape) == {Tone.FIRST}
    assert all(colour.startswith("rgba") for colour in looks(Meaning.ESTIMATED, shape))
    assert looks(Meaning.SAID, shape) == {"diamond-open"}
