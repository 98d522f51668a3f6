"""The one script Streamlit runs: language, data, menu, and the page asked for."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from exports.block import style
from exports.html import fill, part
from figures import FIGURES
from figures.core.site_name import HOUSE
from figures.core.view import LANGUAGE
from locales import LANGUAGES, Language
from pages import check_a_file, data, overview, sources_and_method, topic
from pages.reader import reader_language
from schemas import Tables
from schemas.loader import Reading
from web.directory import CHECK, MENU, OVERVIEW, SOURCES, TOPIC_PLACES, all_places


def _pages(reading: Reading, say: Language) -> dict[str, st.Page]:
    """Every page by its path; without any data those that show them are empty."""
    shows: dict[str, Callable[[Tables, Language], None]] = {
        OVERVIEW.path: overview.show,
        SOURCES.path: sources_and_method.show,
        **{place.path: partial(topic.show, name) for name, place in TOPIC_PLACES.items()},
        **{figure_id: partial(topic.show_single, figure_id) for figure_id in FIGURES},
    }
    tables = reading.tables
    runs: dict[str, Callable[[], None]] = {
        path: partial(show, tables, say) if tables else lambda: None for path, show in shows.items()
    }
    runs[CHECK.path] = partial(check_a_file.show, reading.contents, say)
    return {
        place.path: st.Page(
            runs[place.path],
            title=f"{say(place.name)} · {say(HOUSE)}" if place.path else say(HOUSE),
            url_path=place.path,
            default=not place.path,
        )
        for place in all_places()
    }


def _header(pages: dict[str, st.Page], current: st.Page, say: Language) -> None:
    """Name, languages and menu; the link to the present page stands in a box of its own name."""
    with st.container(key="header", gap="small"):
        with st.container(horizontal=True, key="head", horizontal_alignment="distribute"):
            st.html(part("explorer.html", "house", say, say(HOUSE)), width="content")
            st.html(fill("languages.html", say, languages=LANGUAGES), width="content")
        with st.container(horizontal=True, key="menu", gap="small"):
            for place in MENU:
                here = pages[place.path].url_path == current.url_path
                with st.container(key="here" if here else f"to-{place.path}", width="content"):
                    st.page_link(
                        pages[place.path], label=say(place.name), query_params={LANGUAGE: say.code}
                    )


def main() -> None:
    """Show the page asked for, in the reader's language."""
    st.set_page_config(layout="centered", initial_sidebar_state="collapsed")
    st.html(Path(__file__).with_name("style.css"))
    st.html(f"<style>{style()}</style>")
    say = reader_language()
    reading = data.latest().read()
    pages = _pages(reading, say)
    current = st.navigation(list(pages.values()), position="hidden")
    _header(pages, current, say)
    with st.container(key="content"):
        data.show_notice(reading, say)
        current.run()
    # Two pages that name the same state show the same numbers.
    state = reading.tables.digest[:8] if reading.tables else ""
    st.html(fill("footer.html", say, state=state))


main()
