"""The one process: the pages, and beside them every figure live, frozen and described."""

import streamlit as st

from pages import connections, memory, uploads
from pages.data import find_current_tables, start_data_loader
from pages.middleware import list_middleware
from pages.shell import make_page_routes
from snapshots.history import HistoryRecorder
from snapshots.service import SnapshotService
from web import make_routes
from web.robots_and_sitemap import make_wayfinding_routes

uploads.keep_uploads_in_memory()
connections.open_connections()
studio = SnapshotService(find_current_tables)
start_data_loader().subscribe(HistoryRecorder(studio.store).notice)
app = st.App(
    "pages/main.py",
    routes=[*make_routes(studio), *make_page_routes(studio), *make_wayfinding_routes()],
    middleware=list(list_middleware()),
)
memory.collect_by_the_clock()
