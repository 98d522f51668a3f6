"""The one process: the pages, and beside them the figures as tables and pictures."""

import streamlit as st

from pages.data import tables_now
from pages.shell import middleware, page_routes
from snapshots.routes import figure_routes

app = st.App(
    "pages/main.py",
    routes=[*figure_routes(tables_now), *page_routes()],
    middleware=list(middleware()),
)
