"""Charts laid out on paper: pictures, cards for social media, and bodies of a page."""

from datetime import date

import pytest

from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import view_of
from figures.plotly.export_layout import framed
from figures.plotly.layout import CARD, NARROW, PICTURE, SQUARE, WIDE, Layout
from figures.plotly.text_metrics import even_lines, lines, pixels
from locales import LANGUAGES
from schemas import Tables
from tests.views import some

BODIES = (WIDE, NARROW)


def chart_of(figure_id: str, tables: Tables, language: str = "en") -> Chart:
    return draw(view_of(FIGURES[figure_id], tables, {}, language), tables)


def words_in(figure: object) -> str:
    """Everything written round and into a chart."""
    return " ".join(note.text for note in figure.layout.annotations).replace("<br>", " ")  # type: ignore[attr-defined]  # Plotly publishes no types


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_a_card_carries_title_subtitle_and_who_said_it(figure_id: str, tables: Tables) -> None:
    chart = chart_of(figure_id, tables, "uk")
    for layout in some((CARD, SQUARE), figure_id):
        figure = framed(chart, layout)
        words = words_in(figure)
        assert f"<b>{chart.title}</b>" in words
        assert chart.subtitle in words
        for cited in chart.note.cited:
            assert chart.say.data(cited.publisher) in words
        assert layout.width / figure.layout.width in layout.scales
        assert figure.layout.width * layout.height == figure.layout.height * layout.width


def test_a_picture_carries_the_whole_source_note(tables: Tables) -> None:
    for language in LANGUAGES:
        chart = chart_of("civilian-toll-compared", tables, language)
        assert chart.note.text in words_in(framed(chart))


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_a_body_leaves_title_and_source_note_to_the_page(figure_id: str, tables: Tables) -> None:
    chart = chart_of(figure_id, tables)
    for layout in some(BODIES, figure_id):
        figure = framed(chart, layout)
        assert figure.layout.width == layout.width
        assert chart.title not in words_in(figure)
        assert chart.note.text not in words_in(figure)


def test_a_card_draws_every_row_or_says_it_in_words(tables: Tables) -> None:
    few = chart_of("aid-by-type", tables)
    asked = view_of(FIGURES["refugees-by-country"], tables, {"hosts": ["20"]}, "en")
    many = draw(asked, tables)
    assert len(framed(few, CARD).data[0].y) == len(few.table.rows)
    assert not framed(many, CARD).data
    assert many.summary[0] in words_in(framed(many, CARD))
    assert len(framed(many, SQUARE).data[0].y) == len(many.table.rows)


@pytest.mark.parametrize("layout", [PICTURE, CARD, SQUARE, *BODIES], ids=lambda layout: layout.name)
def test_an_empty_chart_says_so_on_every_paper(layout: Layout, tables: Tables) -> None:
    for code in LANGUAGES:
        view = view_of(FIGURES["refugees"], tables, {}, code, date(2021, 1, 1))
        chart = draw(view, tables)
        said = chart.say("No figures for this choice. Choose more, or other dates.")
        assert said in words_in(framed(chart, layout))


@pytest.mark.parametrize("figure_id", list(FIGURES))
def test_words_on_a_phone_are_at_least_twelve_pixels_large(figure_id: str, tables: Tables) -> None:
    # A phone of 320 pixels leaves 296 of them to a drawing of 320.
    drawn = framed(chart_of(figure_id, tables, "uk"), NARROW).layout
    sizes = [note.font.size or 13 for note in drawn.annotations]
    assert min([*sizes, drawn.template.layout.font.size]) * 296 / 320 >= 12


def test_lines_fit_their_room_and_lose_no_word() -> None:
    words = "Підтверджено загиблих цивільних осіб у серпні 2026\u202fр."
    for room in (90, 200, 1000):
        broken = lines(words, room)
        assert " ".join(broken) == words
        assert all(pixels(line) <= room or " " not in line for line in broken)
    assert lines("", 100) == ()


def test_even_lines_are_as_few_but_shorter() -> None:
    words = "one two three four five six seven eight nine ten"
    greedy, even = lines(words, 190), even_lines(words, 190)
    assert len(even) == len(greedy)
    assert max(map(pixels, even)) <= max(map(pixels, greedy))


def test_bold_and_cyrillic_words_are_wider() -> None:
    assert pixels("word", bold=True) > pixels("word")
    assert pixels("щиряк") > pixels("cirak")
