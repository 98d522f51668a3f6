"""Charts laid out on paper: pictures, cards for social media, and bodies of a page."""

from datetime import date

import pytest

from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import make_view
from figures.plotly.export_layout import lay_out
from figures.plotly.layout import CARD, NARROW, PICTURE, SQUARE, WIDE, Paper
from figures.plotly.text_metrics import break_evenly, break_lines, measure
from locales import LANGUAGES
from schemas import Tables
from tests.views import some

BODIES = (WIDE, NARROW)


def chart_of(figure_id: str, tables: Tables, language: str = "en") -> Chart:
    return draw(make_view(FIGURES[figure_id], tables, {}, language), tables)


def words_in(figure: object) -> str:
    """Everything written round and into a chart."""
    return " ".join(note.text for note in figure.layout.annotations).replace("<br>", " ")  # type: ignore[attr-defined]  # Plotly publishes no types


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_a_card_carries_title_subtitle_and_who_said_it(figure_id: str, tables: Tables) -> None:
    chart = chart_of(figure_id, tables, "uk")
    for layout in some((CARD, SQUARE), figure_id):
        figure = lay_out(chart, layout)
        words = words_in(figure)
        assert f"<b>{chart.title}</b>" in words
        assert chart.subtitle in words
        for cited in chart.note.cited:
            assert chart.t.data(cited.publisher) in words
        assert layout.width / figure.layout.width in layout.scales
        assert figure.layout.width * layout.height == figure.layout.height * layout.width


def test_a_picture_carries_the_whole_source_note(tables: Tables) -> None:
    for language in LANGUAGES:
        chart = chart_of("civilian-toll-compared", tables, language)
        assert chart.note.text in words_in(lay_out(chart))


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_a_body_leaves_title_and_source_note_to_the_page(figure_id: str, tables: Tables) -> None:
    chart = chart_of(figure_id, tables)
    for layout in some(BODIES, figure_id):
        figure = lay_out(chart, layout)
        assert figure.layout.width == layout.width
        assert chart.title not in words_in(figure)
        assert chart.note.text not in words_in(figure)


def test_a_card_draws_every_row_or_says_it_in_words(tables: Tables) -> None:
    few = chart_of("aid-by-type", tables)
    asked = make_view(FIGURES["refugees-by-country"], tables, {"hosts": ["20"]}, "en")
    many = draw(asked, tables)
    assert len(lay_out(few, CARD).data[0].y) == len(few.table.rows)
    assert not lay_out(many, CARD).data
    assert many.summary[0] in words_in(lay_out(many, CARD))
    assert len(lay_out(many, SQUARE).data[0].y) == len(many.table.rows)


@pytest.mark.parametrize("layout", [PICTURE, CARD, SQUARE, *BODIES], ids=lambda layout: layout.name)
def test_an_empty_chart_says_so_on_every_paper(layout: Paper, tables: Tables) -> None:
    for code in LANGUAGES:
        view = make_view(FIGURES["refugees"], tables, {}, code, date(2021, 1, 1))
        chart = draw(view, tables)
        said = chart.t("No figures for this choice. Choose more, or other dates.")
        assert said in words_in(lay_out(chart, layout))


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_words_on_a_phone_are_at_least_twelve_pixels_large(figure_id: str, tables: Tables) -> None:
    # A phone of 320 pixels leaves 296 of them to a drawing of 320.
    drawn = lay_out(chart_of(figure_id, tables, "uk"), NARROW).layout
    sizes = [note.font.size or 13 for note in drawn.annotations]
    assert min([*sizes, drawn.template.layout.font.size]) * 296 / 320 >= 12


def test_lines_fit_their_room_and_lose_no_word() -> None:
    words = "Підтверджено загиблих цивільних осіб у серпні 2026\u202fр."
    for room in (90, 200, 1000):
        broken = break_lines(words, room)
        assert " ".join(broken) == words
        assert all(measure(line) <= room or " " not in line for line in broken)
    assert break_lines("", 100) == ()


def test_even_lines_are_as_few_but_shorter() -> None:
    words = "one two three four five six seven eight nine ten"
    greedy, even = break_lines(words, 190), break_evenly(words, 190)
    assert len(even) == len(greedy)
    assert max(map(measure, even)) <= max(map(measure, greedy))


def test_bold_and_cyrillic_words_are_wider() -> None:
    assert measure("word", bold=True) > measure("word")
    assert measure("щиряк") > measure("cirak")
