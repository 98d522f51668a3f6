"""A contested number beside what was estimated and counted, on one line from zero."""

import pytest

from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.contested_number import compare_numbers
from figures.core.palette import Meaning
from figures.core.view import make_view
from schemas import Tables

CONTESTED = ("displaced-13-million", "civilian-toll-compared", "air-defence-2025")


def chart(figure_id: str, tables: Tables, **asked: list[str]) -> Chart:
    return draw(make_view(FIGURES[figure_id], tables, asked), tables)


@pytest.mark.parametrize("figure_id", CONTESTED)
def test_what_was_said_comes_first_and_what_was_counted_last(
    figure_id: str, tables: Tables
) -> None:
    order = [one.mark.meaning for one in compare_numbers(chart(figure_id, tables))]
    assert order == sorted(order, key=list(Meaning).index, reverse=True)
    assert order[0] is Meaning.SAID


@pytest.mark.parametrize("figure_id", CONTESTED)
def test_no_mark_is_longer_than_that_of_a_larger_number(figure_id: str, tables: Tables) -> None:
    lanes = compare_numbers(chart(figure_id, tables), most=9)
    ends = [(max(one.point.y or 0, one.point.high or 0), one.end) for one in lanes]
    assert sorted(ends) == sorted(ends, key=lambda pair: pair[1])
    assert max(end for _, end in ends) == 1


def test_a_range_lies_where_it_reaches_and_its_number_within(tables: Tables) -> None:
    lanes = compare_numbers(chart("civilian-toll-compared", tables))
    ranged = [one for one in lanes if one.tick is not None]
    assert ranged
    assert all(0 < one.start < (one.tick or 0) < one.end for one in ranged)
    assert next(one.number for one in lanes if one.mark.meaning is Meaning.COUNTED) == "17,257"


def test_nothing_chosen_compares_nothing(tables: Tables) -> None:
    assert compare_numbers(chart("civilian-toll-compared", tables, kinds=[])) == ()
