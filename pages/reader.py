"""The reader of this session: which language, and which view the address asks for."""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from figures.core.plot import PHONE
from figures.core.view import LANGUAGE
from locales import LANGUAGES, Language, find_language
from web.reader_language import COOKIE, choose_language

WIDTH, NARROW = "width", "narrow"
"""The cookie that says how wide the window is, and its word for a phone's."""
PAGE, HALF = 680, 400
"""Least pixels of a chart across a page, or on paper, and of one beside another."""


def find_reader_language() -> Language:
    """The language of this page run; an address without one keeps the session's."""
    asked = st.query_params.get(LANGUAGE)
    if asked not in LANGUAGES:
        asked = st.session_state.get(LANGUAGE)
    code = choose_language(
        asked, st.context.cookies.get(COOKIE), st.context.headers.get("Accept-Language")
    )
    st.session_state[LANGUAGE] = code
    return find_language(code)


def read_address(prefix: str) -> Mapping[str, str]:
    """The part of the address that belongs to one figure, without its prefix."""
    return {
        name.removeprefix(prefix): value
        for name, value in st.query_params.items()
        if name.startswith(prefix)
    }


def remove_parameter(parameter: str) -> str:
    """The address of this page without one of its parameters."""
    kept = {name: value for name, value in st.query_params.items() if name != parameter}
    return f"?{urlencode(kept, safe=',')}"


def find_chart_width() -> int:
    """The width charts are laid out for, in pixels: that of a phone, or of a page.

    The browser names it before the first run; without its word the page is wide.
    """
    return PHONE if st.context.cookies.get(WIDTH) == NARROW else PAGE
