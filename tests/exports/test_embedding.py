"""What an editor copies: codes that work as they are, without script, class or style."""

import re
from dataclasses import replace

import pytest

from exports.addresses import Site
from exports.citations import write_credit, write_heading
from exports.embedding import COLUMNS, NEWSLETTER, EmbedCodes, make_embed_codes
from figures.plotly.export_layout import lay_out
from schemas import Tables
from tests.conftest import ENGLISH_FIRST
from tests.editions import SITE, chart_of, charts, empty, frozen, hostile, live
from tests.elements import elements, words

FIGURE = "displaced-people"


@pytest.fixture(scope="module")
def given(tables: Tables) -> EmbedCodes:
    chart = chart_of(FIGURE, tables)
    return make_embed_codes(chart, frozen(chart), lambda _: 700)


def test_the_frame_is_as_wide_as_its_place_and_as_high_as_its_page(
    given: EmbedCodes, tables: Tables
) -> None:
    column, (tag, frame) = elements(given.iframe)
    assert column == ("div", {"style": "container-type:inline-size"})
    assert tag == "iframe"
    assert (frame["width"], frame["height"]) == ("100%", "700")
    assert frame["src"] == given.address == frozen(chart_of(FIGURE, tables)).page
    assert frame["title"] == write_heading(chart_of(FIGURE, tables))
    assert not {"allow", "sandbox", "onload"} & set(frame)


@pytest.mark.parametrize("heights", [(700, 900, 500, 510, 640), (300, 320, 340, 360, 800)])
def test_the_frame_follows_the_width_of_its_column_in_straight_lines(
    heights: tuple[int, ...], tables: Tables
) -> None:
    chart = chart_of(FIGURE, tables)
    told = dict(zip(COLUMNS, heights, strict=True))
    _, (_, frame) = elements(make_embed_codes(chart, live(chart), told.__getitem__).iframe)
    style = frame["style"] or ""
    first = re.search(r"height:calc\((\d+)px", style)
    bends = re.findall(r"(-?[\d.]+)\*max\(0px,100cqw - (\d+)px\)", style)
    assert first is not None
    for width, height in told.items():
        at = int(first[1]) + sum(float(bend) * max(0, width - int(start)) for bend, start in bends)
        assert abs(at - height) < 1
    assert frame["height"] == str(max(heights[0], heights[-1]))


def test_the_frame_that_fits_is_the_same_frame_after_a_script_that_loads_nothing(
    given: EmbedCodes,
) -> None:
    (script, loaded), *frame = elements(given.fitting)
    assert script == "script"
    assert not loaded
    assert frame == elements(given.iframe)
    assert f'f.src.indexOf("{SITE.base}/")===0' in given.fitting


def test_a_strange_address_stays_within_the_script(tables: Tables) -> None:
    chart = chart_of(FIGURE, tables)
    edition = replace(frozen(chart), site=Site('https://a.example/"</script><b>'))
    tags = [tag for tag, _ in elements(make_embed_codes(chart, edition, lambda _: 700).fitting)]
    assert tags == ["script", "div", "iframe"]


def test_newsletters_get_a_picture_with_its_words_and_nothing_else(
    given: EmbedCodes, tables: Tables
) -> None:
    chart = chart_of(FIGURE, tables)
    found = elements(given.figure)
    assert [tag for tag, _ in found] == ["figure", "img", "figcaption", "a"]
    assert {name for _, attributes in found for name in attributes} == {
        "src", "alt", "width", "height", "href",
    }  # fmt: skip
    picture, link = found[1][1], found[3][1]
    assert picture["src"] == frozen(chart).address_of("figure.png")
    assert picture["alt"] == chart.alt
    assert link["href"] == given.address
    assert given.caption in words(given.figure)


def test_the_picture_keeps_its_shape(given: EmbedCodes, tables: Tables) -> None:
    paper = lay_out(chart_of(FIGURE, tables)).layout
    picture = elements(given.figure)[1][1]
    assert int(picture["width"]) == NEWSLETTER
    assert abs(int(picture["height"]) / NEWSLETTER - paper.height / paper.width) < 0.001


@pytest.mark.parametrize("language", ENGLISH_FIRST)
def test_the_caption_says_what_it_is_and_credits_it(language: str, tables: Tables) -> None:
    for chart in charts(tables, language)[::6]:
        caption = make_embed_codes(chart, live(chart), lambda _: 700).caption
        assert caption.startswith(write_heading(chart))
        assert chart.subtitle in caption
        assert write_credit(chart, live(chart)) in caption


def test_a_headline_number_says_of_what(tables: Tables) -> None:
    chart = chart_of("headline-refugees", tables)
    assert make_embed_codes(chart, frozen(chart), lambda _: 300).caption.startswith(
        "Refugees from Ukraine: 5,224,131"
    )


def test_hostile_words_become_no_element(tables: Tables) -> None:
    chart = hostile(chart_of(FIGURE, tables))
    made = make_embed_codes(chart, frozen(chart), lambda _: 700)
    tags = [tag for tag, _ in elements(made.iframe + made.figure)]
    assert tags == ["div", "iframe", "figure", "img", "figcaption", "a"]


def test_a_figure_without_rows_has_codes_too(tables: Tables) -> None:
    chart = empty(FIGURE, tables)
    assert chart.title in make_embed_codes(chart, live(chart), lambda _: 300).caption
