"""Where a figure was read: a link to the original, another to the source read in its stead."""

import pandas as pd
import pytest

from exports.html import fill_macro
from exports.page import make_block
from figures import FIGURES
from figures.core.chart import draw
from figures.core.citation import CitedPublisher, Publication, cite, leads_to_copy, split_via
from figures.core.view import make_view
from locales import make_translator
from schemas import Tables
from tests.editions import frozen

ORIGINAL = "https://www.ohchr.org/en/reports/august"


@pytest.mark.parametrize(
    ("via", "url"),
    [
        ("babel.ua", "https://babel.ua/en/news/110663"),
        ("thehill.com", "https://digital.thehill.com/policy/3729609"),
        ("sbs.com.au", "https://www.sbs.com.au/language/1"),
        ("The Kyiv Independent", "https://kyivindependent.com/three-nordic"),
        ("Ukrainska Pravda", "https://www.pravda.com.ua/eng/news/1"),
        ("github.com/a/b", "https://github.com/a/b/blob/main/data.csv"),
    ],
)
def test_the_address_of_the_source_read_is_known_as_such(via: str, url: str) -> None:
    assert leads_to_copy(url, via)
    assert url in [piece.url for piece in split_via(via, url)]


@pytest.mark.parametrize(
    ("via", "url"),
    [
        ("babel.ua", ORIGINAL),
        ("github.com/a/b", "https://github.com/a/c"),
        ("un.org.ua", "https://un.org/news"),
        ("UN News digests", "https://news.un.org/en/story/1"),
        ("press", ORIGINAL),
        ("babel.ua", ""),
    ],
)
def test_an_original_is_not_taken_for_the_source_read(via: str, url: str) -> None:
    assert not leads_to_copy(url, via)


def test_every_address_in_a_name_is_linked_and_no_word_is_lost() -> None:
    via = "wtop.com (AP), github.com/Someone/Some_thing; press"
    found = split_via(via, ORIGINAL)
    assert "".join(piece.text for piece in found) == via
    assert [piece.url for piece in found if piece.url] == [
        "https://wtop.com",
        "https://github.com/Someone/Some_thing",
    ]


def test_initials_are_no_address() -> None:
    assert [piece.url for piece in split_via("Acosta et al., U.S. press", "")] == [""]


def publication(**cells: str) -> Publication:
    told = {
        "source_id": "a", "publisher": "A paper", "title": "Title not known", "url": "",
        "published": "2025-09", "kind": "primary", "via": "", "licence": "", "caveat": "",
    }  # fmt: skip
    return Publication(available=pd.Timestamp("2025-09-30"), **{**told, **cells})


@pytest.mark.parametrize("language", ["en", "fr", "uk"])
def test_what_nobody_has_seen_says_so_and_is_called_after_its_publisher(
    language: str, tables: Tables
) -> None:
    t = make_translator(language, tables)
    unseen = publication(kind="unseen", via="as quoted to us")
    assert unseen.describe(t) == t.data("A paper")
    assert unseen.read_in == ()
    words = CitedPublisher("A paper", (unseen,)).describe(t)
    assert words.endswith(f"({t('not seen, only quoted')})")
    assert CitedPublisher("A paper", (unseen,)).describe_access(t) == ""


def test_what_was_read_elsewhere_keeps_its_title_and_says_so_in_the_list_only(
    tables: Tables,
) -> None:
    t = make_translator("en", tables)
    cited = CitedPublisher("A paper", (publication(kind="secondary", via="babel.ua"),))
    assert cited.publications[0].describe(t) == "Title not known"
    assert cited.describe(t) == "A paper, September 2025"
    assert cited.describe_access(t) == "source consulted indirectly"


def test_of_several_publications_it_is_said_how_many_were_read_elsewhere(tables: Tables) -> None:
    t = make_translator("en", tables)
    one, other = publication(), publication(kind="secondary", via="babel.ua")
    assert CitedPublisher("A", (one, one)).describe_access(t) == ""
    assert CitedPublisher("A", (one, other)).describe_access(t) == "partly consulted indirectly"
    assert CitedPublisher("A", (other, other)).describe_access(t) == "sources consulted indirectly"


def test_the_note_in_a_picture_does_not_speak_of_copies(live_tables: Tables) -> None:
    sources = live_tables.sources.set_index("source_id", drop=False)
    read_elsewhere = sources[sources["kind"] == "secondary"]["source_id"]
    text = cite(read_elsewhere, sources, make_translator("en", live_tables)).text
    assert "indirectly" not in text
    assert "cop" not in text.lower().replace("copernicus", "")


def test_no_link_names_the_original_and_leads_to_the_source_read(live_tables: Tables) -> None:
    sources = live_tables.sources.set_index("source_id", drop=False)
    note = cite(sources.index, sources, make_translator("en", live_tables))
    for one in note.publications:
        if one.original and one.via:
            assert not leads_to_copy(one.original, one.via), one.source_id


def test_the_line_links_the_original_and_the_source_read(live_tables: Tables) -> None:
    one = {"from": ["2026-08"], "to": ["2026-08"]}
    chart = draw(make_view(FIGURES["civilians-killed-total"], live_tables, one), live_tables)
    html = fill_macro("figure.html", "source_line", chart.t, make_block(chart, frozen(chart)))
    assert "source consulted indirectly" in html
    assert html.count("<a href=") >= 2
    assert html.count("indirectly") == 1
