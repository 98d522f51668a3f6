"""Small pictures show what the chart they stand for shows: gaps, kinds of knowledge, zero."""

import re
from base64 import b64decode
from datetime import date

import pytest

from exports import sparklines
from figures.core.palette import Meaning
from figures.core.plot import Mark, Point, Shape


def drawn(source: str) -> str:
    return b64decode(source.removeprefix("data:image/svg+xml;base64,")).decode()


def mark(*points: Point, meaning: Meaning = Meaning.COUNTED, shape: Shape = Shape.LINE) -> Mark:
    return Mark("any", points, meaning, shape=shape)


JANUARY, FEBRUARY, MARCH, APRIL = (
    Point(date(2024, month, 1), 10.0 * month) for month in range(1, 5)
)
BROKEN = Point(date(2024, 3, 1), 30.0, breaks=True)


def lines(source: str) -> list[str]:
    return re.findall(r'd="(M[^"]*L[^"]*)" fill="none"', drawn(source))


def test_a_line_is_cut_where_its_series_breaks() -> None:
    assert len(lines(sparklines.draw_course(mark(JANUARY, FEBRUARY, MARCH, APRIL)))) == 1
    assert len(lines(sparklines.draw_course(mark(JANUARY, FEBRUARY, BROKEN, APRIL)))) == 2


def test_an_estimate_is_dashed_and_a_count_is_not() -> None:
    assert "dasharray" in drawn(
        sparklines.draw_course(mark(JANUARY, MARCH, meaning=Meaning.ESTIMATED))
    )
    assert "dasharray" not in drawn(sparklines.draw_course(mark(JANUARY, MARCH)))


def test_loose_points_stay_loose() -> None:
    assert lines(sparklines.draw_course(mark(JANUARY, MARCH, shape=Shape.DOT))) == []


def heights(source: str) -> list[float]:
    return [float(high) for high in re.findall(r'height="([\d.]+)" fill="#', drawn(source))]


def test_bars_are_as_tall_as_the_sums_of_their_parts() -> None:
    first, second = heights(
        sparklines.draw_periods([mark(JANUARY, FEBRUARY), mark(Point(JANUARY.x, 30.0), FEBRUARY)])
    )
    assert (first, second) == pytest.approx((42.0, 42.0))
    low, high = heights(sparklines.draw_periods([mark(JANUARY, FEBRUARY)]))
    assert low == pytest.approx(high / 2)


def test_a_share_fills_its_bar_as_far_as_it_goes_and_never_further() -> None:
    assert 'width="120.0"' in drawn(sparklines.draw_share(1, 2))
    assert 'width="240.0"' in drawn(sparklines.draw_share(3, 2))


def test_what_was_counted_lies_on_the_axis_of_the_range() -> None:
    ranged = drawn(sparklines.draw_range(Point("any", 200.0, 100.0, 300.0, "range"), 150.0))
    counted = float(re.findall(r'x="0.0" y="36.0" width="([\d.]+)"', ranged)[0])
    assert counted == pytest.approx(238 / 2)
    assert 'y="36.0"' not in drawn(
        sparklines.draw_range(Point("any", 200.0, 100.0, 300.0, "range"), None)
    )


def test_every_publication_has_its_tick_and_old_ones_stand_at_the_left() -> None:
    def places(*days: date) -> list[str]:
        return re.findall(r"M([\d.]+) 8V36", drawn(sparklines.draw_ticks(days)))

    assert places(date(2022, 1, 1)) == places(date(2014, 5, 1))
    assert len(places(date(2022, 1, 1), date(2024, 1, 1), date(2024, 1, 1))) == 2
