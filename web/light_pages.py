"""Every page of readers as plain HTML: readable before any script, and without one.

The explorer takes its place where it can. Headlines, figures, notes and tables are those of the
templates that the explorer uses; choices are forms. Routes and documents stand elsewhere.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from exports.html import fill_macro, fill_template
from figures import FIGURES
from figures.core.chart import draw
from figures.core.figure import Figure, Topic
from figures.core.site_name import SITE_NAME
from figures.core.view import KNOWN_ON, LANGUAGE, View, explain_unknown_parameters, read_query
from locales import LANGUAGES, Language, make_translator
from schemas import Tables
from web.directory import (
    CHECK,
    LEADING_FIGURES,
    MENU,
    OVERVIEW,
    QUESTIONS,
    SOURCES,
    TOPIC_PAGES,
    SitePage,
)
from web.front_page import write_front_page, write_question
from web.publications import write_corrections, write_method, write_publications
from web.ready_drawings import ReadyDrawings
from web.site_blocks import (
    find_today,
    make_explorer_block,
    write_contents,
    write_notices,
    write_way_to_topic,
)

VERSION, LIGHT = "version", "light"
"""The parameter of an address that keeps a reader on pages without scripts, and its value."""
VERSIONS: Final = (LIGHT, "full")
_LINK: Final = re.compile(r'(?<=href="/)((?:numbers/)?[a-z0-9.-]*)\?(?=lang=)')
"""A link to a page of readers."""
_PLAIN: Final = re.compile(r"[A-Za-z0-9+_.,-]{1,2000}")
"""Only what looks like codes is repeated: a page never says what somebody else wrote."""


@dataclass
class LightPage:
    """A page being written: for which address, and which caveats stand on it already."""

    query: Mapping[str, str]
    tables: Tables
    t: Language
    drawings: ReadyDrawings
    said: frozenset[str] = frozenset()
    complete: bool = True
    """Whether every drawing was there."""

    def write_figure(self, figure: Figure, prefix: str, *, whole: bool = False) -> Markup:
        """A figure as the address asks for it; `prefix` begins the names of its choices."""
        own = {
            name.removeprefix(prefix): value
            for name, value in self.query.items()
            if name.startswith(prefix)
        }
        view = read_query(figure, self.tables, {**own, LANGUAGE: self.t.code})
        chart, t = draw(view, self.tables), self.t
        block = make_explorer_block(
            chart, find_today(), whole=whole, tables=self.tables, said=self.said
        )
        self.said |= set(chart.first_caveats)
        drawings = None if chart.plot.empty else self.drawings.find(chart)
        self.complete &= chart.plot.empty or drawings is not None
        kept = {name: value for name, value in self.query.items() if _PLAIN.fullmatch(name + value)}
        today = {name: value for name, value in kept.items() if name != prefix + KNOWN_ON}
        told = explain_unknown_parameters(figure, self.tables, own, t)
        asked = {prefix + choice.name for choice in figure.choices}
        return fill_macro(
            "light.html",
            "one",
            chart.t,
            block,
            write_notices(chart, self.tables, told, f"?{urlencode(today)}"),
            list_fields(figure, view, self.tables, t, prefix),
            [(name, value) for name, value in kept.items() if name not in asked],
            drawings,
            f"/figures/{figure.id}.svg?{view.write_query()}",
        )


def list_fields(
    figure: Figure, view: View, tables: Tables, t: Language, prefix: str
) -> list[dict[str, object]]:
    """The choices of a figure as fields of a form: codes, words, and what is chosen."""
    return [
        {
            "name": prefix + choice.name,
            "question": t(choice.question),
            "many": choice.many,
            "options": [
                (code, choice.label(t, code), code in view.chosen[choice.name])
                for code in choice.options(tables)
            ],
        }
        for choice in figure.choices
    ]


def write_light_page(place: SitePage, page: LightPage) -> str:
    """The content of a page with header and end, as a part of a document."""
    t, tables = page.t, page.tables
    writers: Mapping[str, Callable[[], str]] = {
        OVERVIEW.path: lambda: _write_overview(page),
        SOURCES.path: lambda: _write_sources(page),
        CHECK.path: lambda: fill_macro("light.html", "check", t, t(CHECK.about)),
        **{one.path: partial(_write_topic, topic, page) for topic, one in TOPIC_PAGES.items()},
    }
    write = writers.get(place.path, lambda: _write_figure_page(place.path, page))
    return frame_content(write(), place.path, tables, t, light=page.query.get(VERSION) == LIGHT)


def frame_content(content: str, path: str, tables: Tables, t: Language, *, light: bool) -> str:
    """Content between header and end; links of a `light` page lead to pages like it."""
    header = fill_macro("light.html", "header", t, t(SITE_NAME), LANGUAGES, MENU, path)
    other, words = "light", t("Light version, without scripts")
    if light:
        other, words = "full", t("Interactive version")
    footer = fill_macro("light.html", "footer", t, tables.digest[:8], other, words)
    html = f'{header}<main id="content">{content}</main>{footer}'
    return _LINK.sub(rf"\1?{VERSION}={LIGHT}&amp;", html) if light else html


def _write_overview(page: LightPage) -> str:
    parts = [write_front_page(page.tables, page.t)]
    for topic, figure_id in LEADING_FIGURES.items():
        parts.append(write_question(topic, page.t))
        parts.append(page.write_figure(FIGURES[figure_id], f"{figure_id}."))
    return "".join(parts)


def _write_topic(topic: Topic, page: LightPage) -> str:
    t, place = page.t, TOPIC_PAGES[topic]
    questions = [
        (
            fill_template("question.html", t, question=t(question), link="", more=""),
            [[page.write_figure(FIGURES[name], f"{name}.") for name in row] for row in rows],
        )
        for question, rows in QUESTIONS[topic]
    ]
    opening = fill_template("opening.html", t, title=t(place.name), lead=t(place.about))
    body = fill_macro("light.html", "topic", t, write_contents(topic, t), questions)
    return f"{opening}{body}"


def _write_figure_page(figure_id: str, page: LightPage) -> str:
    figure = FIGURES[figure_id]
    return f"{page.write_figure(figure, '', whole=True)}{write_way_to_topic(figure, page.t)}"


def _write_sources(page: LightPage) -> str:
    t, words = make_translator(page.t.code, page.tables), page.query.get("search", "")
    search = fill_macro("light.html", "search", page.t, words)
    found = write_publications(page.tables, t, words)
    return f"{write_method(page.t)}{search}{found}{write_corrections(page.tables, t)}"
