"""What the page of the sources says: how numbers are known, every publication, our corrections."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from exports import sparklines
from exports.html import fill_template
from figures import FIGURES
from figures.core.chart import draw
from figures.core.citation import read_publication
from figures.core.figure import TABLES_BY_TOPIC, TOPIC_NAMES
from figures.core.view import make_view
from locales import Language, Translator
from schemas import Tables, codes
from web.directory import CHECK, SOURCES, TOPIC_PAGES


def write_method(t: Language) -> str:
    """The head of the page, how a number is known, and what the words mean."""
    opening = fill_template("opening.html", t, title=t(SOURCES.name), lead=t(SOURCES.about))
    return opening + fill_template("key.html", t) + fill_template("words.html", t)


def write_publications(tables: Tables, t: Translator, words: str = "") -> str:
    """The publications in which every word occurs, by publisher, those of most first."""
    found = search_sources(tables, words)
    by_publisher = sorted(found.groupby("publisher"), key=lambda pair: -len(pair[1]))
    first, last = sparklines.YEARS
    return fill_template(
        "publications.html",
        t,
        number=len(found),
        years=range(first, last + 1),
        groups=[_group(rows) for _, rows in by_publisher],
        opened=bool(words),
        frequencies=codes.FREQUENCY,
        kinds=codes.SOURCE_KIND,
        used=find_figure_uses(tables).sources,
        figures=FIGURES,
    )


@dataclass(frozen=True)
class FigureUses:
    """Which figures show a source and a row, and of which a correction speaks, at first.

    `rows` are lines of tables, by the name of the table.
    """

    sources: Mapping[str, Sequence[str]]
    rows: Mapping[tuple[str, int], Sequence[str]]
    corrections: Mapping[str, str]


@lru_cache(maxsize=2)
def find_figure_uses(tables: Tables) -> FigureUses:
    """What the default views of all figures show."""
    sources: dict[str, list[str]] = defaultdict(list)
    lines: dict[tuple[str, int], list[str]] = defaultdict(list)
    corrections: dict[str, str] = {}
    for figure in FIGURES.values():
        chart = draw(make_view(figure, tables, {}), tables)
        for source_id in sorted(chart.note.source_ids):
            sources[source_id].append(figure.id)
        for line in chart.rows.index:
            lines[chart.scene.table, line].append(figure.id)
        for names in chart.rows["correction"]:
            for name in names.split():
                corrections.setdefault(name, figure.id)
    return FigureUses(dict(sources), dict(lines), corrections)


def search_sources(tables: Tables, words: str) -> pd.DataFrame:
    """Publications in which every word searched for occurs somewhere."""
    sources = tables.sources
    text = sources[["source_id", "publisher", "title", "published", "via", "licence"]].agg(
        " ".join, axis=1
    )
    fits = pd.Series(True, index=sources.index)
    for word in words.lower().split():
        fits &= text.str.lower().str.contains(word, regex=False)
    return sources[fits]


def _group(rows: pd.DataFrame) -> dict[str, Any]:
    """A publisher: when it published, and what, the newest first."""
    newest_first = rows.sort_values("available", ascending=False).to_dict("records")
    return {
        "ticks": sparklines.draw_ticks(day.date() for day in rows["available"]),
        "publications": [(read_publication(row["source_id"], row), row) for row in newest_first],
    }


def write_corrections(tables: Tables, t: Translator) -> str:
    """Every correction once, by the first figure that shows its row, else by its topic."""
    spoken_of, groups = find_figure_uses(tables).corrections, defaultdict(list)
    for row in tables.corrections.to_dict("records"):
        table = row["file"].removesuffix(".csv")
        topic = next(topic for topic in TOPIC_PAGES if table in TABLES_BY_TOPIC[topic])
        groups[spoken_of.get(row["correction_id"], ""), topic].append(row)
    order = [*FIGURES, ""]
    names = {figure: FIGURES[figure].name if figure else "" for figure in order}
    return fill_template(
        "corrections.html",
        t,
        groups=[
            (figure, names[figure], TOPIC_NAMES[topic], rows)
            for (figure, topic), rows in sorted(
                groups.items(), key=lambda group: order.index(group[0][0])
            )
        ],
        actions=codes.CORRECTION_ACTION,
        statuses=codes.CORRECTION_STATUS,
        check=CHECK,
    )
