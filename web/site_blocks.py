"""The block of a figure as the pages of this site have it, and what it said in earlier years."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from exports.block import Block, BlockLink, EarlierTitle
from figures.core.chart import Chart, draw
from schemas import Tables

FILE_FORMATS: Final = {"csv": "CSV", "xlsx": "Excel", "png": "PNG", "svg": "SVG"}
SHORT_TABLE: Final = 40
_FIRST_YEAR: Final = 2022


def find_today() -> date:
    """The present day, by which freshness is judged."""
    return datetime.now(UTC).date()


def make_explorer_block(chart: Chart, day: date, *, whole: bool) -> Block:
    """The block of a chart as explorers have it; `whole` on its own page, with the whole table."""
    t, view, fresh = chart.t, chart.view, chart.freshness
    query = view.write_query()
    return Block(
        chart,
        title=chart.title,
        fresh=fresh.describe_dates(t) if fresh else "",
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
        level=1 if whole else 3,
        last=None if whole else SHORT_TABLE,
    )


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
