"""What an editor copies: codes that work as they are, without script, class or style."""

from dataclasses import replace

import pytest

from exports.addresses import Site
from exports.citations import credit, heading
from exports.embedding import NEWSLETTER, Codes, codes
from figures.plotly.export_layout import framed
from locales import LANGUAGES
from schemas import Tables
from tests.editions import SITE, chart_of, charts, empty, frozen, hostile, live
from tests.elements import elements, words

FIGURE = "displaced-people"


@pytest.fixture(scope="module")
def given(tables: Tables) -> Codes:
    chart = chart_of(FIGURE, tables)
    return codes(chart, frozen(chart), 700)


def test_the_frame_is_as_wide_as_its_place_and_as_high_as_its_page(
    given: Codes, tables: Tables
) -> None:
    ((tag, frame),) = elements(given.iframe)
    assert tag == "iframe"
    assert (frame["width"], frame["height"]) == ("100%", "700")
    assert frame["src"] == given.address == frozen(chart_of(FIGURE, tables)).page
    assert frame["title"] == heading(chart_of(FIGURE, tables))
    assert not {"allow", "sandbox", "onload"} & set(frame)


def test_the_frame_that_fits_is_the_same_frame_after_a_script_that_loads_nothing(
    given: Codes,
) -> None:
    (script, loaded), *frame = elements(given.fitting)
    assert script == "script"
    assert not loaded
    assert frame == elements(given.iframe)
    assert f'f.src.indexOf("{SITE.base}/")===0' in given.fitting


def test_a_strange_address_stays_within_the_script(tables: Tables) -> None:
    chart = chart_of(FIGURE, tables)
    edition = replace(frozen(chart), site=Site('https://a.example/"</script><b>'))
    tags = [tag for tag, _ in elements(codes(chart, edition, 700).fitting)]
    assert tags == ["script", "iframe"]


def test_newsletters_get_a_picture_with_its_words_and_nothing_else(
    given: Codes, tables: Tables
) -> None:
    chart = chart_of(FIGURE, tables)
    found = elements(given.figure)
    assert [tag for tag, _ in found] == ["figure", "img", "figcaption", "a"]
    assert {name for _, attributes in found for name in attributes} == {
        "src", "alt", "width", "height", "href",
    }  # fmt: skip
    picture, link = found[1][1], found[3][1]
    assert picture["src"] == frozen(chart).file("figure.png")
    assert picture["alt"] == chart.alt
    assert link["href"] == given.address
    assert given.caption in words(given.figure)


def test_the_picture_keeps_its_shape(given: Codes, tables: Tables) -> None:
    paper = framed(chart_of(FIGURE, tables)).layout
    picture = elements(given.figure)[1][1]
    assert int(picture["width"]) == NEWSLETTER
    assert abs(int(picture["height"]) / NEWSLETTER - paper.height / paper.width) < 0.001


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_caption_says_what_it_is_and_credits_it(language: str, tables: Tables) -> None:
    for chart in charts(tables, language)[::6]:
        caption = codes(chart, live(chart), 700).caption
        assert caption.startswith(heading(chart))
        assert chart.subtitle in caption
        assert credit(chart, live(chart)) in caption


def test_a_headline_number_says_of_what(tables: Tables) -> None:
    chart = chart_of("headline-refugees", tables)
    assert codes(chart, frozen(chart), 300).caption.startswith("Refugees from Ukraine: 5,224,131")


def test_hostile_words_become_no_element(tables: Tables) -> None:
    chart = hostile(chart_of(FIGURE, tables))
    made = codes(chart, frozen(chart), 700)
    tags = [tag for tag, _ in elements(made.iframe + made.figure)]
    assert tags == ["iframe", "figure", "img", "figcaption", "a"]


def test_a_figure_without_rows_has_codes_too(tables: Tables) -> None:
    chart = empty(FIGURE, tables)
    assert chart.title in codes(chart, live(chart), 300).caption
