"""Every publication behind the figures with a search, and what the words on this site mean."""

import streamlit as st

from locales import Language, Translator, make_translator
from schemas import Tables
from web.publications import write_corrections, write_method, write_publications


def show_sources(tables: Tables, t: Language) -> None:
    """How numbers are known, the words used, a search over all publications, our corrections."""
    st.html(write_method(t))
    speaking = make_translator(t.code, tables)
    _publications(tables, speaking)
    st.html(write_corrections(tables, speaking))


@st.fragment
def _publications(tables: Tables, t: Translator) -> None:
    key = f"search.{t.code}"
    wanted = st.query_params.get("search", "")
    if st.session_state.get(key) != wanted:
        st.session_state[key] = wanted

    def remember() -> None:
        if st.session_state[key]:
            st.query_params["search"] = st.session_state[key]
        else:
            st.query_params.pop("search", None)

    words = st.text_input(
        t("Search publisher, title, year or licence"), key=key, on_change=remember
    )
    st.html(write_publications(tables, t, words))
