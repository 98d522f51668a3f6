"""The house as a static site: every figure frozen in every language, an index, and the news."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Final

from figures import FIGURES
from figures.chart import Chart, draw
from figures.figure import TOPICS, Topic
from figures.house import HOUSE, HOUSE_IN_BRIEF
from figures.view import View, view_of
from locales import LANGUAGES, Language, language
from schemas import Tables
from snapshots.addresses import Edition, Site
from snapshots.bundle import plotly_js
from snapshots.feed import feed_atom, feed_json
from snapshots.history import events, record
from snapshots.markup import marked
from snapshots.page import plotly_path
from snapshots.panel import style
from snapshots.pictures import Painter
from snapshots.snapshot import edition_of, freeze
from snapshots.store import Store
from snapshots.studio import status_in

HOME: Final = {"en": "index.html", "fr": "fr/index.html", "uk": "uk/index.html"}
"""The index in each language."""


@dataclass(frozen=True)
class Step:
    """One thing published, or found to be there already."""

    number: int
    all: int
    edition: Edition
    new: bool


def default_views(tables: Tables, only: Collection[str] = FIGURES) -> tuple[View, ...]:
    """The view every figure is first shown in, in every language."""
    return tuple(
        view_of(figure, tables, {}, code)
        for figure in FIGURES.values()
        for code in LANGUAGES
        if figure.id in only
    )


def publish(
    tables: Tables,
    store: Store,
    painter: Painter,
    site: Site,
    *,
    changed: bool,
    only: Collection[str] = FIGURES,
) -> Iterator[Step]:
    """Freeze every default view into the store, then write the index; what was done so far.

    With `changed`, what the store holds already is not painted again.
    """
    store.shelf.write(plotly_path(), plotly_js().read_bytes())
    views = default_views(tables, only)
    for number, view in enumerate(views, start=1):
        edition = edition_of(view, tables, site)
        there = store.has(view.figure, edition.hash)
        if not (there and changed):
            frozen = freeze(view, tables, painter, site)
            store.put(view.figure, edition.hash, frozen.files)
        yield Step(number, len(views), edition, new=not there)
    for code, name in HOME.items():
        store.shelf.write(name, index(tables, site, language(code), only).encode())


def index(tables: Tables, site: Site, say: Language, only: Collection[str] = FIGURES) -> str:
    """The page that links every figure as it is now."""
    up = "" if HOME[say.code] == "index.html" else "../"
    feed = "feed" if say.code == "en" else f"feed-{say.code}"
    charts = [
        draw(view, tables) for view in default_views(tables, only) if view.language == say.code
    ]
    others = " ".join(
        f'<b lang="{code}">{name}</b>'
        if code == say.code
        else f'<a lang="{code}" hreflang="{code}" href="{up}{HOME[code]}">{name}</a>'
        for code, name in LANGUAGES.items()
    )
    body = "".join(_topic(topic, charts, tables, site, up) for topic in Topic)
    return (
        f'<!DOCTYPE html>\n<html lang="{say.code}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(say(HOUSE))}</title>"
        f'<meta name="description" content="{escape(say(HOUSE_IN_BRIEF))}">'
        f'<link rel="alternate" type="application/feed+json" href="{up}snapshots/{feed}.json">'
        f'<link rel="alternate" type="application/atom+xml" href="{up}snapshots/{feed}.xml">'
        f"<style>{style()}</style></head>\n<body>\n<main>\n<nav>{others}</nav>\n"
        f"<h1>{escape(say(HOUSE))}</h1>\n<p>{escape(say(HOUSE_IN_BRIEF))}</p>\n{body}"
        "</main>\n</body>\n</html>\n"
    )


def _topic(topic: Topic, charts: Iterable[Chart], tables: Tables, site: Site, up: str) -> str:
    own = [chart for chart in charts if chart.figure.topic is topic]
    items = "".join(
        f'<li><a href="{up}{edition_of(chart.view, tables, site).path.lstrip("/")}">'
        f"{marked(chart.title)}</a><br>"
        f'<span class="quiet">{marked(chart.subtitle)}</span></li>\n'
        for chart in own
    )
    if not own:
        return ""
    name = own[0].say(TOPICS[topic])
    return f"<h2>{escape(name)}</h2>\n<ul>\n{items}</ul>\n"


def tell(tables: Tables, store: Store, site: Site, now: datetime) -> None:
    """Write what a server would answer by itself: the status of every snapshot, and the feeds."""
    present = {
        (view.figure, view.language): edition_of(view, tables, site).page
        for view in default_views(tables)
    }
    for figure, digest in store.all():
        status = status_in(store, figure, digest, tables, site)
        if status is not None:
            page = present.get((figure, status.language), "")
            linked = replace(status, address=page if status.message else "")
            store.shelf.write(f"snapshots/{figure}/{digest}/status.json", linked.as_json())
    record(tables, store, now)
    told = list(events(store))
    for code in LANGUAGES:
        for form, write in (("json", feed_json), ("xml", feed_atom)):
            name = f"snapshots/feed{'' if code == 'en' else f'-{code}'}.{form}"
            at = f"{site.base}/{name}"
            store.shelf.write(name, write(told, site, language(code), at=at))
