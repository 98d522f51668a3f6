"""What a point says when it is pointed at is sent in columns, and read as it was written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures import FIGURES
from figures.core.chart import draw
from figures.core.view import make_view
from figures.plotly.traces import share_words
from locales import LANGUAGES
from schemas import Tables
from tests.views import some


def read(shared: dict[str, object], place: int) -> str:
    """What a browser makes of the template for one point."""
    cells = shared["customdata"]
    assert isinstance(cells, list)
    row = cells[place] if cells else []
    template = str(shared["hovertemplate"]).removesuffix("<extra></extra>")
    return re.sub(r"%\{customdata\[(\d+)\]\}", lambda found: str(row[int(found[1])]), template)


hovers = st.lists(st.sampled_from(["<b>", "</b>", "<br>", " · ", "as of ", "102", "1 ", "é"]))


@given(st.lists(hovers.map("".join), min_size=1, max_size=6))
def test_every_text_is_read_as_it_was_written(texts: list[str]) -> None:
    shared = share_words(texts)
    assert [read(shared, place) for place in range(len(texts))] == texts


def test_words_that_look_like_a_template_stay_words() -> None:
    shared = share_words(["%{x} one", "%{x} two"])
    assert "%{x}" not in str(shared["hovertemplate"])
    assert read(shared, 1) == "%{x} two"


@pytest.mark.parametrize("figure", list(FIGURES))
def test_every_point_of_a_figure_says_what_it_says_in_words(figure: str, tables: Tables) -> None:
    (language,) = some(list(LANGUAGES), figure)
    chart = draw(make_view(FIGURES[figure], tables, {}, language), tables)
    said = {
        chart.describe_point(mark, point)
        for panel in chart.plot.panels
        for mark in panel.marks
        for point in mark.points
    }
    for trace in chart.draw_body(800).data:
        if trace.hovertemplate and trace.customdata is not None:
            shared = trace.to_plotly_json()
            for place in range(len(shared["customdata"])):
                assert read(shared, place) in said
