"""What some figures look like in words and marks, kept as files that a change has to own up to.

`python -m tests.golden` writes them anew. Before that: does an old figure drawn by the new program
mean something else to its reader, by a scale, a mark or a word? If it is no part of `content` in
`snapshots/snapshot.py`, raise `EDITION` there, so that what is frozen from now on has an address
of its own.
"""

import json
import re
from pathlib import Path
from typing import Final

from exports.addresses import Edition, Site
from exports.image_files import Drawings
from exports.page import make_page
from exports.renderer import Renderer
from figures import FIGURES
from figures.core.chart import Chart, draw
from figures.core.view import make_view
from figures.plotly.layout import WIDE
from schemas import Tables, read_all
from snapshots.snapshot import LENGTH, describe_content
from tests.frozen import FROZEN

_REPEATED: Final = re.compile(r"<(style|script)>.*?</\1>", re.DOTALL)
"""Style and script stand in files of their own; their sums are in the policy of every page."""
FOLDER: Final = Path(__file__).parent / "golden"
SITE: Final = Site("https://numbers.example")
CHOSEN: Final = {
    "civilian-toll-compared": "en",
    "civilians-killed-by-month": "fr",
    "displaced-people": "uk",
    "humanitarian-appeals": "en",
    "people-in-need": "fr",
}
"""Figures of every form, each in one language."""


def chart_of(figure: str, tables: Tables) -> Chart:
    """A chosen figure in its language, of the frozen tables."""
    return draw(make_view(FIGURES[figure], tables, {}, CHOSEN[figure]), tables)


def described(chart: Chart) -> bytes:
    """What the chart shows, without any drawing."""
    told = json.dumps(describe_content(chart), ensure_ascii=False, indent=1, default=str)
    return f"{told}\n".encode()


def html(chart: Chart) -> bytes:
    """Its frozen page, with words where the drawings are."""
    frozen = Edition(SITE, chart.view, "0" * LENGTH)
    written = make_page(chart, frozen, Drawings("wide", "narrow"))
    return _REPEATED.sub(r"<\1>", written).encode()


def svg(chart: Chart, painter: Renderer) -> bytes:
    """Its drawing for wide windows."""
    return painter.paint(chart, "svg", layout=WIDE)


def main() -> None:
    """Write all files anew."""
    FOLDER.mkdir(exist_ok=True)
    tables, painter = read_all(FROZEN), Renderer()
    for figure in CHOSEN:
        chart = chart_of(figure, tables)
        (FOLDER / f"{figure}.json").write_bytes(described(chart))
        (FOLDER / f"{figure}.html").write_bytes(html(chart))
        (FOLDER / f"{figure}.svg").write_bytes(svg(chart, painter))
    painter.close()


if __name__ == "__main__":
    main()
