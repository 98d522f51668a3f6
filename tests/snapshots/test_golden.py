"""A frozen figure must not come to mean something else without anybody noticing."""

import pytest

from exports.renderer import Renderer
from schemas import Tables
from tests.golden import CHOSEN, FOLDER, chart_of, described, html, svg

ASK = "read the top of tests/golden.py: must the edition of the renderer rise?"


@pytest.mark.parametrize("figure", CHOSEN)
def test_the_description_is_the_one_that_was_agreed_on(figure: str, tables: Tables) -> None:
    assert described(chart_of(figure, tables)) == (FOLDER / f"{figure}.json").read_bytes(), ASK


@pytest.mark.parametrize("figure", CHOSEN)
def test_the_page_is_the_one_that_was_agreed_on(figure: str, tables: Tables) -> None:
    assert html(chart_of(figure, tables)) == (FOLDER / f"{figure}.html").read_bytes(), ASK


@pytest.mark.browser
@pytest.mark.cluster
@pytest.mark.xdist_group("painter")
@pytest.mark.parametrize("figure", CHOSEN)
def test_the_drawing_is_the_one_that_was_agreed_on(
    figure: str, tables: Tables, painter: Renderer
) -> None:
    assert svg(chart_of(figure, tables), painter) == (FOLDER / f"{figure}.svg").read_bytes(), ASK
