"""Pages before any script: whole, with forms for choices, and never saying what others wrote."""

from collections.abc import Mapping
from html import escape

import pytest

from exports.image_files import Drawings
from exports.renderer import Renderer
from figures import FIGURES
from figures.core.chart import draw
from figures.core.figure import Topic
from figures.core.view import make_view
from locales import find_language
from schemas import Tables
from tests.conftest import ENGLISH_FIRST
from tests.elements import elements
from tests.views import some
from web.directory import MENU, QUESTIONS, TOPIC_PAGES, SitePage, list_pages, make_figure_page
from web.light_pages import LIGHT, VERSION, LightPage, write_light_page
from web.ready_drawings import ReadyDrawings

FIGURE = "refugees"


class AlwaysDrawn(ReadyDrawings):
    """Drawings without a painter, for what stands around them."""

    def __init__(self) -> None:
        super().__init__(Renderer())

    def find(self, _chart: object) -> Drawings:
        return Drawings("<svg class=w></svg>", "<svg class=n></svg>")


def write(place: SitePage, tables: Tables, query: Mapping[str, str] | None = None) -> str:
    asked = {"lang": "en", **(query or {})}
    page = LightPage(asked, tables, find_language(asked["lang"]), AlwaysDrawn())
    return write_light_page(place, page)


@pytest.mark.parametrize("code", ENGLISH_FIRST)
@pytest.mark.parametrize("place", MENU, ids=lambda place: place.path or "overview")
def test_a_page_has_one_heading_and_says_where_it_is(
    place: SitePage, code: str, tables: Tables
) -> None:
    html = write(place, tables, {"lang": code})
    assert html.count("<h1") == 1
    assert f'href="/{place.path}?lang={code}" aria-current="page"' in html


@pytest.mark.parametrize("topic", list(TOPIC_PAGES))
def test_a_topic_holds_every_figure_with_its_title_and_table(topic: Topic, tables: Tables) -> None:
    html = write(TOPIC_PAGES[topic], tables)
    for _, rows in QUESTIONS[topic]:
        for figure_id in (name for row in rows for name in row):
            chart = draw(make_view(FIGURES[figure_id], tables, {}), tables)
            assert f'<section class="figure" id="{figure_id}"' in html
            assert chart.table.rows == () or html.count("<table") > 0


@pytest.mark.parametrize("figure", list(FIGURES))
def test_a_choice_is_a_field_that_knows_what_is_chosen(figure: str, tables: Tables) -> None:
    for choice in some(FIGURES[figure].choices, figure):
        asked = choice.options(tables)[-1:]
        query = {choice.name: ",".join(asked)}
        found = elements(write(make_figure_page(figure), tables, query))
        marks = [
            given
            for _, given in found
            if given.get("value") in asked and ("selected" in given or "checked" in given)
        ]
        assert marks


def test_any_day_can_be_asked_for_as_it_was_known_then(tables: Tables) -> None:
    place = make_figure_page(FIGURE)
    found = elements(write(place, tables))
    (day,) = [given for _, given in found if given.get("type") == "date"]
    assert day["name"] == "known-on"
    assert ("lang", "en") in [(given.get("name"), given.get("value")) for _, given in found]


def test_a_past_state_says_what_is_said_today(tables: Tables) -> None:
    today = draw(make_view(FIGURES[FIGURE], tables, {}), tables).title
    html = write(make_figure_page(FIGURE), tables, {"known-on": "2023-03-01"})
    assert f"Today it says: {escape(today)}" in html
    assert "Today it says" not in write(make_figure_page(FIGURE), tables)


def test_a_page_keeps_what_else_the_address_asks_for(tables: Tables) -> None:
    query = {"refugees.scope": "EUROPE", VERSION: LIGHT}
    found = elements(write(TOPIC_PAGES[FIGURES[FIGURE].topic], tables, query))
    hidden = [
        (given["name"], given["value"]) for _, given in found if given.get("type") == "hidden"
    ]
    assert (VERSION, LIGHT) in hidden
    assert ("refugees.scope", "EUROPE") in hidden


def test_nothing_that_others_wrote_comes_back(tables: Tables) -> None:
    query = {"from": '"><script>alert(1)</script>', "anything": "alert(1)", "alert(1)": "x"}
    for place in list_pages():
        assert "alert(1)" not in write(place, tables, query)


def test_links_of_the_light_version_stay_in_it(tables: Tables) -> None:
    plain, light = (write(MENU[0], tables, query) for query in ({}, {VERSION: LIGHT}))
    assert f"{VERSION}={LIGHT}" not in plain
    assert f'href="/aid?{VERSION}={LIGHT}&amp;lang=en"' in light
    assert 'href="/aid?lang=en"' not in light


def test_a_caveat_stands_once_on_a_page(tables: Tables) -> None:
    for place in TOPIC_PAGES.values():
        html = write(place, tables)
        caveats = [part.split("</p>")[0] for part in html.split('<p class="caveat">')[1:]]
        assert len(caveats) == len(set(caveats))


def test_a_drawing_that_is_not_there_is_painted_for_the_next(
    tables: Tables, painter: Renderer
) -> None:
    drawings = ReadyDrawings(painter)
    chart = draw(make_view(FIGURES[FIGURE], tables, {}), tables)
    assert drawings.find(chart) is None
    drawings._worker.shutdown(wait=True)
    found = drawings.find(chart)
    assert found
    assert found.wide.startswith("<svg")


def test_a_page_without_its_drawing_says_so_and_shows_a_picture(tables: Tables) -> None:
    class NeverDrawn(AlwaysDrawn):
        def find(self, _chart: object) -> None:  # type: ignore[override]
            return None

    page = LightPage({"lang": "fr"}, tables, find_language("fr"), NeverDrawn())
    html = write_light_page(make_figure_page(FIGURE), page)
    assert f'<img src="/figures/{FIGURE}.svg?' in html
    assert not page.complete
