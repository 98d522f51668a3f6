"""The house as a static site: every figure frozen in every language, an index, and the news."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from exports.addresses import Edition, Site
from exports.html import fill_template
from exports.renderer import Renderer
from exports.typeface import write_typeface_head
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.figure import TOPIC_NAMES, Topic
from figures.core.site_name import SITE_NAME, SITE_SUMMARY
from figures.core.view import View, make_view
from locales import LANGUAGES, Language, find_language
from schemas import Tables
from snapshots.history import read_events, record_changes
from snapshots.service import read_status
from snapshots.snapshot import edition_of, freeze
from snapshots.store import SnapshotStore
from web.feeds import FEEDS, list_page_files, write_feed
from web.panel import PANEL_STYLE

HOME: Final = {code: f"{code}/index.html".removeprefix("en/") for code in LANGUAGES}
"""The index in each language."""

Shown = tuple[Chart, Edition]
"""A figure drawn, and where it is frozen."""


@dataclass(frozen=True)
class PublishingStep:
    """One thing published, or found to be there already."""

    number: int
    all: int
    edition: Edition
    new: bool


def list_default_views(tables: Tables, only: Collection[str] = FIGURES) -> tuple[View, ...]:
    """The view every figure is first shown in, in every language."""
    return tuple(
        make_view(figure, tables, {}, code)
        for figure in FIGURES.values()
        for code in LANGUAGES
        if figure.id in only
    )


def publish(
    tables: Tables,
    store: SnapshotStore,
    painter: Renderer,
    site: Site,
    *,
    changed: bool,
    only: Collection[str] = FIGURES,
) -> Iterator[PublishingStep]:
    """Freeze every default view into the store, then write what leads to it; what was done so far.

    With `changed`, what the store holds already is not painted again.
    """
    for path, file in list_page_files().items():
        store.shelf.write(path, file.content)
    views = list_default_views(tables, only)
    shown: list[Shown] = []
    for number, view in enumerate(views, start=1):
        edition = edition_of(view, tables, site)
        there = store.has(view.figure, edition.hash)
        if not (there and changed):
            store.put(view.figure, edition.hash, freeze(view, tables, site, painter=painter))
        shown.append((draw(view, tables), edition))
        yield PublishingStep(number, len(views), edition, new=not there)
    for code, name in HOME.items():
        store.shelf.write(name, make_index(shown, find_language(code)).encode())
    for figure in dict.fromkeys(view.figure for view in views):
        own = [one for one in shown if one[1].view.figure == figure]
        store.shelf.write(f"{figure}/index.html", make_signpost(own).encode())


def make_index(shown: Iterable[Shown], t: Language) -> str:
    """The page that links every figure as it is now, in one language."""
    own = [one for one in shown if one[0].t.code == t.code]
    listed = {topic: [one for one in own if one[0].figure.topic is topic] for topic in Topic}
    return _fill(
        t,
        title=t(SITE_NAME),
        heading=t(SITE_NAME),
        about=t(SITE_SUMMARY),
        topics=[(t(TOPIC_NAMES[topic]), some) for topic, some in listed.items() if some],
        up="" if HOME[t.code] == "index.html" else "../",
    )


def make_signpost(shown: Sequence[Shown]) -> str:
    """The page at the address of a figure: plain files offer every language."""
    t, figure = shown[0][0].t, shown[0][0].figure
    name = t(figure.name)
    title = f"{name} · {t(SITE_NAME)}"
    return _fill(t, title=title, heading=name, about="", topics=[("", shown)], up="../")


def _fill(t: Language, *, up: str, **values: object) -> str:
    """A page of the site; `up` leads from it to the site."""
    return fill_template(
        "site.html",
        t,
        up=up,
        feed="feed" if t.code == "en" else f"feed-{t.code}",
        homes=HOME,
        languages=LANGUAGES,
        typeface=write_typeface_head(up, t.code),
        style=PANEL_STYLE,
        **values,
    )


def write_news(tables: Tables, store: SnapshotStore, site: Site, now: datetime) -> None:
    """Write what a server would answer by itself: the status of every snapshot, and the feeds."""
    present = {
        (view.figure, view.language): edition_of(view, tables, site).page
        for view in list_default_views(tables)
    }
    for figure, digest in store.find_all():
        status = read_status(store, figure, digest, tables, site)
        if status is not None:
            page = present.get((figure, status.language), "")
            linked = replace(status, address=page if status.message else "")
            store.shelf.write(f"snapshots/{figure}/{digest}/status.json", linked.as_json())
    record_changes(tables, store, now)
    told = list(read_events(store))
    for code in LANGUAGES:
        for form in FEEDS:
            name = f"snapshots/feed{'' if code == 'en' else f'-{code}'}.{form}"
            at = f"{site.base}/{name}"
            store.shelf.write(name, write_feed(form, told, site, find_language(code), at=at))
