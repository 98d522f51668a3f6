"""The oEmbed answer: what content systems need, and what cautious ones leave of it."""

import json
from xml.etree import ElementTree as ET

import pytest

from exports.citations import collapse_lines, write_heading
from exports.embedding import (
    describe_for_oembed,
    write_discovery_links,
    write_oembed_xml,
)
from locales import LANGUAGES
from schemas import Tables
from tests.editions import ATTACK, SITE, chart_of, charts, empty, frozen, hostile, live
from tests.elements import elements, words

FIGURE = "displaced-people"
every_language = pytest.mark.parametrize("language", list(LANGUAGES))


def height_at(width: int) -> int:
    """A page that is higher where it is narrower."""
    return 900 if width < 500 else 640


@every_language
def test_the_answer_has_what_the_standard_and_systems_ask_for(
    language: str, tables: Tables
) -> None:
    for chart in charts(tables, language):
        answer = describe_for_oembed(chart, frozen(chart), height_at)
        assert answer["version"] == "1.0"
        assert answer["type"] == "rich"
        assert answer["title"] == write_heading(chart)
        assert isinstance(answer["width"], int)
        assert answer["height"] == height_at(answer["width"])
        thumbnail = [answer[f"thumbnail_{name}"] for name in ("url", "width", "height")]
        assert thumbnail == [frozen(chart).address_of("card.png"), 1200, 630]
        assert "provider_name" not in answer
        assert json.loads(json.dumps(answer)) == answer


@every_language
def test_cautious_systems_keep_a_quote_and_a_frame(language: str, tables: Tables) -> None:
    for chart in charts(tables, language):
        answer = describe_for_oembed(chart, live(chart), height_at)
        html = str(answer["html"])
        assert html.startswith("<blockquote><a href=")
        assert html.endswith("></iframe>")
        (quote, quoted), (link, linked), (frame, framed) = elements(html)
        assert [quote, link, frame] == ["blockquote", "a", "iframe"]
        assert not quoted
        assert linked["href"] == framed["src"] == live(chart).page
        assert framed["title"] == write_heading(chart)
        assert [framed["width"], framed["height"]] == [str(answer["width"]), str(answer["height"])]
        assert framed["loading"] == "lazy"
        assert "\n" not in html


def test_the_quote_says_what_from_whom_and_up_to_when(tables: Tables) -> None:
    for chart in charts(tables):
        quote = words(str(describe_for_oembed(chart, frozen(chart), height_at)["html"]))
        assert chart.freshness is not None
        assert chart.freshness.describe_dates(chart.t) in quote
        for part in (chart.title, chart.subtitle, chart.note.text):
            assert part in quote


@pytest.mark.parametrize(
    ("maxwidth", "maxheight", "size"),
    [
        (None, None, (720, 640)),
        (320, None, (320, 900)),
        (320, 400, (320, 400)),
        (None, 200, (720, 200)),
        (1600, None, (960, 640)),
        (100, 100, (100, 100)),
    ],
)
def test_the_answer_is_never_larger_than_asked_for(
    maxwidth: int | None, maxheight: int | None, size: tuple[int, int], tables: Tables
) -> None:
    chart = chart_of(FIGURE, tables)
    answer = describe_for_oembed(chart, frozen(chart), height_at, maxwidth, maxheight)
    assert (answer["width"], answer["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in str(answer["html"])


@pytest.mark.parametrize(("maxwidth", "maxheight"), [(1200, 630), (2000, None), (None, None)])
def test_a_thumbnail_comes_where_it_fits(
    maxwidth: int | None, maxheight: int | None, tables: Tables
) -> None:
    chart = chart_of(FIGURE, tables)
    assert "thumbnail_url" in describe_for_oembed(
        chart, frozen(chart), height_at, maxwidth, maxheight
    )


@pytest.mark.parametrize(("maxwidth", "maxheight"), [(1199, None), (None, 629)])
def test_a_thumbnail_too_large_is_left_out(
    maxwidth: int | None, maxheight: int | None, tables: Tables
) -> None:
    chart = chart_of(FIGURE, tables)
    answer = describe_for_oembed(chart, frozen(chart), height_at, maxwidth, maxheight)
    assert not any(name.startswith("thumbnail") for name in answer)


def test_a_live_figure_is_asked_for_again_within_the_hour(tables: Tables) -> None:
    chart = chart_of(FIGURE, tables)
    assert describe_for_oembed(chart, live(chart), height_at)["cache_age"] == 3600
    assert describe_for_oembed(chart, frozen(chart), height_at)["cache_age"] == 365 * 24 * 3600


def test_xml_says_the_same(tables: Tables) -> None:
    for chart in (chart_of(FIGURE, tables, "uk"), hostile(chart_of(FIGURE, tables))):
        answer = describe_for_oembed(chart, frozen(chart), height_at)
        root = ET.fromstring(write_oembed_xml(answer))  # noqa: S314 - our own answer
        assert {part.tag: part.text for part in root} == {
            name: str(value) for name, value in answer.items()
        }


def test_xml_leaves_out_what_xml_cannot_hold() -> None:
    root = ET.fromstring(write_oembed_xml({"title": "a\x00\x0b\ufffeb"}))  # noqa: S314 - our own answer
    assert root.findtext("title") == "ab"


def discovered(html: str) -> list[tuple[str, str, str]]:
    """What a content system finds in the head of a page."""
    found = [attributes for tag, attributes in elements(html) if tag == "link"]
    return [(one["rel"], one["type"], one["href"]) for one in found]


def test_a_live_page_leads_to_both_answers(tables: Tables) -> None:
    chart = chart_of(FIGURE, tables)
    page = live(chart).page
    assert discovered(write_discovery_links(chart, live(chart))) == [
        ("alternate", "application/json+oembed", SITE.oembed_address(page, "json")),
        ("alternate", "text/xml+oembed", SITE.oembed_address(page, "xml")),
    ]


def test_a_frozen_page_leads_to_the_answer_frozen_beside_it(tables: Tables) -> None:
    chart = chart_of(FIGURE, tables)
    beside = f"{frozen(chart).page}oembed.json"
    assert discovered(write_discovery_links(chart, frozen(chart))) == [
        ("alternate", "application/json+oembed", beside)
    ]


def test_hostile_words_become_no_element(tables: Tables) -> None:
    chart = hostile(chart_of(FIGURE, tables))
    answer = describe_for_oembed(chart, frozen(chart), height_at)
    tags = [
        tag
        for tag, _ in elements(str(answer["html"]) + write_discovery_links(chart, frozen(chart)))
    ]
    assert tags == ["blockquote", "a", "iframe", "link"]
    assert collapse_lines(ATTACK) in words(str(answer["html"]))


def test_a_figure_without_rows_is_embedded_too(tables: Tables) -> None:
    chart = empty(FIGURE, tables)
    assert chart.title in words(str(describe_for_oembed(chart, live(chart), height_at)["html"]))
