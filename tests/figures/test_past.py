"""A past state says that it is one, in every figure and language, and calls nothing new."""

from datetime import date

import pytest

from exports.addresses import Edition, Site
from exports.citations import make_citations
from exports.embedding import make_embed_codes
from exports.html import fill_macro
from exports.page import make_block
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import make_view
from figures.plotly.export_layout import lay_out
from figures.plotly.layout import CARD, PICTURE
from locales import LANGUAGES
from schemas import Tables
from tests.views import some

DAY = date(2026, 6, 1)
NEW = ("latest", "newest", "dernière édition", "останній випуск")
every_figure = pytest.mark.parametrize("figure_id", list(FIGURES))


def drawn(figure_id: str, tables: Tables, code: str, day: date | None) -> Chart:
    return draw(make_view(FIGURES[figure_id], tables, {}, code, day), tables)


def said(chart: Chart) -> str:
    """All words that stand with a chart, without those of its sources."""
    marks = (mark.name for mark in chart.plot.marks)
    parts = (chart.title, chart.subtitle, chart.alt, *chart.summary, *marks)
    return " ".join(parts)


@every_figure
def test_a_past_state_says_so_and_calls_nothing_the_latest(
    figure_id: str, live_tables: Tables
) -> None:
    for code in some(list(LANGUAGES), figure_id):
        chart = drawn(figure_id, live_tables, code, DAY)
        if chart.plot.empty:
            pytest.skip("nothing was known then")
        assert_past(chart)


def assert_past(chart: Chart) -> None:
    day = chart.t.format_day(DAY)
    assert day in chart.subtitle
    assert chart.subtitle.count(day) == 1
    assert day in chart.note.text
    block = make_block(chart, Edition(Site(""), chart.view))
    assert day in fill_macro("figure.html", "source_line", chart.t, block)
    assert day in fill_macro("figure.html", "notices", chart.t, (), chart, "?")
    assert not [word for word in NEW if word in said(chart).lower()]


@every_figure
def test_the_state_of_today_names_no_day_on_which_it_was_known(
    figure_id: str, live_tables: Tables
) -> None:
    chart = drawn(figure_id, live_tables, "en", None)
    assert "as known on" not in said(chart)
    assert fill_macro("figure.html", "notices", chart.t, (), chart, "?").strip() == ""


@pytest.mark.parametrize("figure_id", ["displaced-people", "civilians-killed-by-month"])
def test_a_past_state_says_so_wherever_it_goes(figure_id: str, live_tables: Tables) -> None:
    chart = drawn(figure_id, live_tables, "en", DAY)
    edition = Edition(Site("https://numbers.example"), chart.view)
    taken = {
        **make_citations(chart, edition),
        "caption": make_embed_codes(chart, edition, lambda _: 600).caption,
    }
    for layout in (PICTURE, CARD):
        paper = lay_out(chart, layout)
        taken[layout.name] = " ".join(one.text for one in paper.layout.annotations)
    for name, words in taken.items():
        assert "as known on 1 June 2026" in words.replace("<br>", " "), name
