"""The one script Streamlit runs: language, data, menu, and the page asked for."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from exports.html import fill_macro, fill_template
from figures import FIGURES
from figures.core.site_name import SITE_NAME
from figures.core.view import LANGUAGE
from locales import LANGUAGES, Language
from pages import check_a_file, data, explorer
from pages.reader import find_reader_language
from schemas import Tables
from schemas.loader import LoadResult
from web.directory import CHECK, MENU, OVERVIEW, SOURCES, TOPIC_PAGES, list_pages


def _pages(reading: LoadResult, t: Language) -> dict[str, st.Page]:
    """Every page by its path; without any data those that show them are empty."""
    shows: dict[str, Callable[[Tables, Language], None]] = {
        OVERVIEW.path: explorer.show_overview,
        SOURCES.path: explorer.show_sources,
        **{place.path: partial(explorer.show_topic, name) for name, place in TOPIC_PAGES.items()},
        **{figure_id: partial(explorer.show_figure_page, figure_id) for figure_id in FIGURES},
    }
    tables = reading.tables
    runs: dict[str, Callable[[], None]] = {
        path: partial(show, tables, t) if tables else lambda: None for path, show in shows.items()
    }
    runs[CHECK.path] = partial(check_a_file.show_check_page, reading.contents, t)
    return {
        place.path: st.Page(
            runs[place.path],
            title=f"{t(place.name)} · {t(SITE_NAME)}" if place.path else t(SITE_NAME),
            url_path=place.path,
            default=not place.path,
        )
        for place in list_pages()
    }


def _header(pages: dict[str, st.Page], current: st.Page, t: Language) -> None:
    """Name, languages and menu; the link to the present page stands in a box of its own name."""
    with st.container(key="header", gap="small"):
        with st.container(horizontal=True, key="head", horizontal_alignment="distribute"):
            st.html(fill_macro("explorer.html", "house", t, t(SITE_NAME)), width="content")
            st.html(fill_template("search_field.html", t), width="content")
            st.html(fill_template("languages.html", t, languages=LANGUAGES), width="content")
        with st.container(horizontal=True, key="menu", gap="small"):
            for place in MENU:
                here = pages[place.path].url_path == current.url_path
                with st.container(key="here" if here else f"to-{place.path}", width="content"):
                    st.page_link(
                        pages[place.path], label=t(place.name), query_params={LANGUAGE: t.code}
                    )


def main() -> None:
    """Show the page asked for, in the reader's language."""
    st.set_page_config(layout="centered", initial_sidebar_state="collapsed")
    t = find_reader_language()
    reading = data.start_data_loader().current()
    pages = _pages(reading, t)
    current = st.navigation(list(pages.values()), position="hidden")
    _header(pages, current, t)
    with st.container(key="content"):
        data.show_notice(reading, t)
        current.run()
    # Two pages that name the same state show the same numbers.
    state = reading.tables.digest[:8] if reading.tables else ""
    st.html(fill_template("footer.html", t, state=state))


main()
