"""The house as a static site: every figure frozen in every language, an index, and the news."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from exports.addresses import Edition, Site
from exports.html import fill
from exports.page import plotly_path
from exports.renderer import Painter, plotly_js
from exports.typeface import font_files, typeface_head
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.figure import TOPICS, Topic
from figures.core.site_name import HOUSE, HOUSE_IN_BRIEF
from figures.core.view import View, view_of
from locales import LANGUAGES, Language, language
from schemas import Tables
from snapshots.history import events, record
from snapshots.service import status_in
from snapshots.snapshot import edition_of, freeze
from snapshots.store import Store
from web.feeds import feed_atom, feed_json
from web.panel import style

HOME: Final = {code: f"{code}/index.html".removeprefix("en/") for code in LANGUAGES}
"""The index in each language."""

Shown = tuple[Chart, Edition]
"""A figure drawn, and where it is frozen."""


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
    """Freeze every default view into the store, then write what leads to it; what was done so far.

    With `changed`, what the store holds already is not painted again.
    """
    for path, content in {plotly_path(): plotly_js().read_bytes(), **font_files()}.items():
        store.shelf.write(path, content)
    views = default_views(tables, only)
    shown: list[Shown] = []
    for number, view in enumerate(views, start=1):
        edition = edition_of(view, tables, site)
        there = store.has(view.figure, edition.hash)
        if not (there and changed):
            store.put(view.figure, edition.hash, freeze(view, tables, painter, site))
        shown.append((draw(view, tables), edition))
        yield Step(number, len(views), edition, new=not there)
    for code, name in HOME.items():
        store.shelf.write(name, index(shown, language(code)).encode())
    for figure in dict.fromkeys(view.figure for view in views):
        own = [one for one in shown if one[1].view.figure == figure]
        store.shelf.write(f"{figure}/index.html", signpost(own).encode())


def index(shown: Iterable[Shown], say: Language) -> str:
    """The page that links every figure as it is now, in one language."""
    shown = list(shown)
    own = {
        topic: [
            (chart, edition)
            for chart, edition in shown
            if chart.figure.topic is topic and chart.say.code == say.code
        ]
        for topic in Topic
    }
    return _fill(
        say,
        title=say(HOUSE),
        heading=say(HOUSE),
        about=say(HOUSE_IN_BRIEF),
        topics=[(say(TOPICS[topic]), listed) for topic, listed in own.items() if listed],
        up="" if HOME[say.code] == "index.html" else "../",
    )


def signpost(shown: Sequence[Shown]) -> str:
    """The page at the address of a figure: plain files offer every language."""
    say, figure = shown[0][0].say, shown[0][0].figure
    name = say(figure.name)
    title = f"{name} · {say(HOUSE)}"
    return _fill(say, title=title, heading=name, about="", topics=[("", shown)], up="../")


def _fill(say: Language, *, up: str, **values: object) -> str:
    """A page of the site; `up` leads from it to the site."""
    return fill(
        "site.html",
        say,
        up=up,
        feed="feed" if say.code == "en" else f"feed-{say.code}",
        homes=HOME,
        languages=LANGUAGES,
        typeface=typeface_head(up, say.code),
        style=style(),
        **values,
    )


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
