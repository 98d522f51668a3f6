"""The one process: the pages, and beside them every figure live, frozen and described."""

import streamlit as st

from pages import uploads
from pages.data import latest, tables_now
from pages.middleware import middleware
from pages.shell import page_routes
from snapshots.history import Recorder
from snapshots.service import Studio
from web import figure_routes
from web.robots_and_sitemap import wayfinding_routes

uploads.stay_in_memory()
studio = Studio(tables_now)
latest().follow(Recorder(studio.store).notice)
app = st.App(
    "pages/main.py",
    routes=[*figure_routes(studio), *page_routes(tables_now), *wayfinding_routes()],
    middleware=list(middleware()),
)
