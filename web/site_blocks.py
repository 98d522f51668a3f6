"""The block of a figure as the pages of this site have it, and what leads to it and from it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from exports.block import Block, BlockLink, EarlierTitle
from exports.html import fill_macro, fill_template
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.figure import TOPIC_NAMES, Figure, Topic
from locales import Language
from schemas import Tables
from web.directory import QUESTIONS, TOPIC_PAGES, link_to_page

FILE_FORMATS: Final = {"csv": "CSV", "xlsx": "Excel", "png": "PNG", "svg": "SVG"}
SHORT_TABLE: Final = 40
_FIRST_YEAR: Final = 2022


def find_today() -> date:
    """The present day, by which freshness is judged."""
    return datetime.now(UTC).date()


def make_explorer_block(
    chart: Chart,
    day: date,
    *,
    whole: bool,
    tables: Tables | None = None,
    said: frozenset[str] = frozenset(),
) -> Block:
    """The block of a chart as explorers have it.

    `whole` on its own page, with the whole table, and with what `tables` said in earlier years.
    """
    t, view, fresh = chart.t, chart.view, chart.freshness
    query = view.write_query()
    return Block(
        chart,
        title=chart.title,
        late=fresh.warn(t, day) if fresh else "",
        dates=fresh.describe_series(t, day) if fresh else (),
        files=tuple(
            BlockLink(name, f"/figures/{view.figure}.{form}?{query}")
            for form, name in FILE_FORMATS.items()
        ),
        actions=(
            BlockLink(t("Embed and cite"), f"/embed/{view.figure}?{query}"),
            BlockLink(t("Link to this view"), f"/{view.figure}?{query}"),
        ),
        until=day,
        known=tuple(find_earlier_titles(chart, tables)) if whole and tables else (),
        level=1 if whole else 3,
        last=None if whole else SHORT_TABLE,
        said=said,
    )


def write_notices(chart: Chart, tables: Tables, remarks: Sequence[str], today: str) -> str:
    """What stands above a figure: what of its address was not understood, and that it is past.

    `today` is the address of the same without its day.
    """
    now = draw(chart.view.today, tables).title if chart.view.known_on else ""
    return fill_macro("figure.html", "notices", chart.t, remarks, chart, today, now)


def write_contents(topic: Topic, t: Language) -> str:
    """The questions of a topic, each with links to the figures that answer it."""
    questions = [
        (t(question), [(name, t(FIGURES[name].name)) for row in rows for name in row])
        for question, rows in QUESTIONS[topic]
    ]
    return fill_template("contents.html", t, questions=questions)


def write_way_to_topic(figure: Figure, t: Language) -> str:
    """The link below a figure that stands alone; headline numbers belong to the front page."""
    path = TOPIC_PAGES[figure.topic].path if figure.topic is not Topic.HEADLINES else ""
    words = (link_to_page(path, t), t(TOPIC_NAMES[figure.topic]))
    return fill_macro("explorer.html", "more", t, *words)


def find_earlier_titles(chart: Chart, tables: Tables) -> Iterator[EarlierTitle]:
    """What the same view said at the end of each year before, the latest first."""
    if chart.view.known_on is not None:
        return
    for year in range(find_today().year - 1, _FIRST_YEAR - 1, -1):
        day = date(year, 12, 31)
        then = draw(replace(chart.view, known_on=day), tables)
        if not then.plot.empty:
            address = f"/{then.view.figure}?{then.view.write_query()}"
            yield EarlierTitle(chart.t.format_day(day), address, then.title)
