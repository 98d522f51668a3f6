"""What comes of a trial, ready to be shown, and how it travels from one process to another."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from figures.core.chart import Chart, draw
from locales import Language
from schemas import Tables
from upkeep.diff.figures import FigureChange
from upkeep.diff.report import write_figure_html

_MOST_DRAWN: Final = 6


@dataclass(frozen=True)
class Download:
    """A file to take away; `about` is the table it holds, if it holds one."""

    kind: str
    """whole, repaired, report, text, changes or sentences."""
    name: str
    content: bytes
    about: str = ""


@dataclass(frozen=True)
class Drawing:
    """One drawing of a figure: its headline, what Plotly draws as JSON, and the words for it."""

    headline: str
    plotly: str
    alt: str


@dataclass(frozen=True)
class Drawn:
    """A figure that changes: its id and name, what it will say in HTML, and both drawings.

    There are no drawings where both would be alike, where the figure cannot be drawn any more, and
    of figures beyond the most that are drawn.
    """

    figure: str
    name: str
    words: str
    before: Drawing | None = None
    after: Drawing | None = None


@dataclass(frozen=True)
class Result:
    """What was found in files, what they change, and what can be taken away.

    `found`, `known` and `changes` are HTML in which everything that stood in a file is escaped;
    `known` is what is found in the present data as well.
    """

    summary: str
    """What was looked at and how many findings there are, in one sentence."""
    errors: int = 0
    left: int = 0
    """Errors that are left in the repaired files."""
    found: str = ""
    known: str = ""
    known_summary: str = ""
    repairs: tuple[str, ...] = ()
    """What repaired files write differently, the first of it."""
    repaired: int = 0
    """How many changes that are in all."""
    remarks: tuple[str, ...] = ()
    changes: str = ""
    sentences: tuple[str, ...] = ()
    """Sentences that nobody has translated yet."""
    drawn: tuple[Drawn, ...] = ()
    downloads: tuple[Download, ...] = ()


def write_result(result: Result) -> bytes:
    """A result as JSON."""
    return json.dumps(asdict(result), default=lambda content: b64encode(content).decode()).encode()


def write_refusal(words: str) -> bytes:
    """Why nothing was tried, as JSON."""
    return json.dumps(words).encode()


def read_result(content: bytes) -> Result | str:
    """The result, or why there is none; raises ValueError, KeyError or TypeError otherwise."""
    told = json.loads(content)
    if isinstance(told, str):
        return told
    drawn = [
        Drawn(**each | {side: each[side] and Drawing(**each[side]) for side in ("before", "after")})
        for each in told["drawn"]
    ]
    taken = [Download(**each | {"content": b64decode(each["content"])})
             for each in told["downloads"]]  # fmt: skip
    lists = {name: tuple(told[name]) for name in ("repairs", "remarks", "sentences")}
    return Result(**told | lists | {"drawn": tuple(drawn), "downloads": tuple(taken)})


def draw_changes(
    changes: Sequence[FigureChange], old: Tables, new: Tables, t: Language
) -> tuple[Drawn, ...]:
    """Every figure that changes, before and after on one scale, those that look otherwise first."""
    found: list[Drawn] = []
    left = _MOST_DRAWN
    for change in changes:
        pair = _draw_both(change, old, new) if left and not change.broken else None
        left -= pair is not None
        name, words = t(change.figure.name), str(write_figure_html(change, t))
        found.append(Drawn(change.figure.id, name, words, *pair or (None, None)))
    return tuple(sorted(found, key=lambda one: one.after is None))


def _draw_both(change: FigureChange, old: Tables, new: Tables) -> tuple[Drawing, Drawing] | None:
    was, now = draw(change.before, old), draw(change.after, new)
    left, right = (json.loads(chart.plotly.to_json()) for chart in (was, now))
    if left == right and not change.headline:
        return None
    share_scale(left["layout"], right["layout"])
    return _describe(was, left), _describe(now, right)


def _describe(chart: Chart, plotly: dict[str, Any]) -> Drawing:
    return Drawing(chart.title, json.dumps(plotly), chart.alt)


def share_scale(left: dict[str, Any], right: dict[str, Any]) -> None:
    """Give both drawings the longer of their number axes, so that lengths can be compared."""
    for name in left.keys() & right.keys():
        if name.startswith(("xaxis", "yaxis")):
            longer, other = sorted((left[name], right[name]), key=_measure, reverse=True)
            if _measure(longer) > _measure(other) > 0:
                other |= {key: longer[key] for key in ("range", "tickvals", "ticktext")}


def _measure(axis: dict[str, Any]) -> float:
    """How much an axis of numbers spans; 0 for an axis of days or words."""
    match axis:
        case {"ticktext": _, "range": [int() | float() as first, int() | float() as last]}:
            return float(last - first)
        case _:
            return 0.0
