"""The one process: the pages, and beside them every figure live, frozen and described."""

import streamlit as st

from pages import uploads
from pages.data import tables_now
from pages.shell import middleware, page_routes
from pages.wayfinding import wayfinding_routes
from snapshots.studio import Studio
from snapshots.web import figure_routes

uploads.stay_in_memory()
app = st.App(
    "pages/main.py",
    routes=[*figure_routes(Studio(tables_now)), *page_routes(tables_now), *wayfinding_routes()],
    middleware=list(middleware()),
)
