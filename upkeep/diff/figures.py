"""What readers of a figure will see that they do not see now, in words and in pictures."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

import pandas as pd

from exports.image_files import reduce_colours
from exports.renderer import Renderer
from figures import FIGURES, Figure
from figures.core.chart import Chart, draw
from figures.core.figure import TABLES_BY_TOPIC
from figures.core.plot import Plot
from figures.core.view import View, make_view
from locales import LANGUAGES, later
from schemas import Tables, codes

HEADLINE: Final = later("Headline")
_SUBTITLE: Final = later("What it shows")
_KIND: Final = later("For those who cannot see it")
_WORDS: Final = later("Chart described")
_SOURCES: Final = later("Source note")
_FRESHNESS: Final = later("How fresh it is")
_CAVEATS: Final = later("What this does not tell you")
_NUMBERS: Final = later("Numbers")
_LINKS: Final = later("Links of the sources")
_DRAWING: Final = later("Drawing")


@dataclass(frozen=True)
class Wording:
    """A text then and now, empty where there was or is none; `label` says what it is about."""

    before: str
    after: str
    label: str = ""


@dataclass(frozen=True)
class Part:
    """One part of a figure that says otherwise; `name` is said in the reader's language."""

    name: str
    wordings: tuple[Wording, ...]

    def find_shown(self, most: int) -> list[Wording]:
        """All texts that are new, and so many of the others, where room is short."""
        rest = [one for one in self.wordings if one.before][:most]
        return [one for one in self.wordings if not one.before or one in rest]


@dataclass(frozen=True)
class FigureChange:
    """What changes in the default view of a figure, in one language, part by part.

    `headlines` are those of the other languages where they change; `broken` says why the figure
    can no longer be drawn.
    """

    figure: Figure
    before: View
    after: View
    parts: tuple[Part, ...] = ()
    headlines: tuple[Part, ...] = ()
    broken: str = ""

    @property
    def headline(self) -> Wording | None:
        """Its title then and now, where it changes."""
        return next((part.wordings[0] for part in self.parts if part.name == HEADLINE), None)


def find_figure_changes(old: Tables, new: Tables, code: str) -> tuple[FigureChange, ...]:
    """Every figure whose default view says otherwise, in a language; broken ones first."""
    touched = find_touched_tables(old, new)
    found = [
        change
        for figure in FIGURES.values()
        if TABLES_BY_TOPIC[figure.topic] & touched
        and (change := _change(figure, old, new, code)) is not None
    ]
    return tuple(sorted(found, key=_order))


def find_touched_tables(old: Tables, new: Tables) -> frozenset[str]:
    """The tables with a row, or the publication of a row, that is not the same in both states."""
    names = frozenset().union(*TABLES_BY_TOPIC.values())
    said = ("translations", "corrections")
    if not all(_equal(getattr(old, name), getattr(new, name)) for name in said):
        return names
    if not _equal(_rhythms(old), _rhythms(new)):
        return names
    return frozenset(name for name in names if not _alike(name, old, new))


def _alike(name: str, old: Tables, new: Tables) -> bool:
    was, now = getattr(old, name), getattr(new, name)
    if not _equal(was, now):
        return False
    named = set(was["source_id"])
    return _equal(_published(old, named), _published(new, named))


def _rhythms(tables: Tables) -> pd.DataFrame:
    """Of the searches what figures say of a series; that somebody looked again is no change."""
    return tables.searches[["publisher", "series", "frequency"]]


def _published(tables: Tables, names: set[str]) -> pd.DataFrame:
    return tables.sources[tables.sources["source_id"].isin(names)]


def _order(change: FigureChange) -> int:
    if change.broken:
        return 0
    return 1 if change.headline else 2


def _change(figure: Figure, old: Tables, new: Tables, code: str) -> FigureChange | None:
    try:
        return _compare(figure, old, new, code)
    except Exception:
        before, after = _trouble(figure, old, code), _trouble(figure, new, code)
        if not (before or after):
            raise
    unseen = View(figure.id, (), code)
    if after:
        return None if before else FigureChange(figure, unseen, unseen, broken=after)
    view = make_view(figure, new, {}, code)
    back = Part(HEADLINE, (Wording("", draw(view, new).title),))
    return FigureChange(figure, view, view, (back,))


def _trouble(figure: Figure, tables: Tables, code: str) -> str:
    """Why a figure cannot be drawn; whatever it is, readers would not see it. Else nothing."""
    try:
        draw(make_view(figure, tables, {}, code), tables)
    except Exception as error:
        return str(error) or type(error).__name__
    return ""


def _compare(figure: Figure, old: Tables, new: Tables, code: str) -> FigureChange | None:
    before, after = make_view(figure, old, {}, code), make_view(figure, new, {}, code)
    if is_drawn_alike(before, old, after, new):
        return None
    was, now = draw(before, old), draw(after, new)
    parts = tuple(part for part in _parts(was, now) if part.wordings)
    others = tuple(_headlines(figure, old, new, code)) if was.title != now.title else ()
    return FigureChange(figure, before, after, parts, others) if parts else None


def is_drawn_alike(before: View, old: Tables, after: View, new: Tables) -> bool:
    """Whether two views are surely the same chart, unseen: by rows, rates, sources and words."""
    if before != after:
        return False
    if not _equal(_rhythms(old), _rhythms(new)):
        return False
    figure = FIGURES[before.figure]
    was = figure.select(old, before.chosen, before.known_on)
    now = figure.select(new, after.chosen, after.known_on)
    if not _equal(was.rows, now.rows) or not _equal(was.rates, now.rates):
        return False
    named = set(was.rows["source_id"])
    named |= set() if was.rates is None else set(was.rates["source_id"])
    if after.language != "en" and not _equal(old.translations, new.translations):
        return False
    return _equal(_published(old, named), _published(new, named))


def _equal(one: pd.DataFrame | None, other: pd.DataFrame | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool(one.reset_index(drop=True).equals(other.reset_index(drop=True)))


def _headlines(figure: Figure, old: Tables, new: Tables, code: str) -> Iterator[Part]:
    """The headlines in the other languages, each under the own name of its language."""
    for other, name in LANGUAGES.items():
        if other != code:
            titles = tuple(
                draw(make_view(figure, tables, {}, other), tables).title for tables in (old, new)
            )
            if titles[0] != titles[1]:
                yield Part(name, (Wording(*titles),))


def _parts(was: Chart, now: Chart) -> Iterator[Part]:
    t = now.t
    yield Part(HEADLINE, _texts([was.title], [now.title]))
    yield Part(_SUBTITLE, _texts([was.subtitle], [now.subtitle]))
    if was.alt.replace(was.title, now.title) != now.alt:
        yield Part(_KIND, _texts([was.alt], [now.alt]))
    yield Part(_NUMBERS, tuple(_numbers(was, now)))
    yield Part(_WORDS, _texts(was.summary, now.summary))
    yield Part(_SOURCES, _texts([was.note.text], [now.note.text]))
    yield Part(_LINKS, _texts(_links(was), _links(now)))
    yield Part(_FRESHNESS, _texts(_freshness(was), _freshness(now)))
    yield Part(
        _CAVEATS,
        _unordered((*was.caveats, *was.further_caveats), (*now.caveats, *now.further_caveats)),
    )
    if _unnumbered(was.plot) != _unnumbered(now.plot) and was.table == now.table:
        yield Part(_DRAWING, (Wording("", t("The same numbers are drawn otherwise.")),))


def _texts(was: Sequence[str], now: Sequence[str]) -> tuple[Wording, ...]:
    """Texts that differ, each beside the one that takes its place."""
    found: list[Wording] = []
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for kind, left, left_end, right, right_end in matcher.get_opcodes():
        if kind != "equal":
            gone, come = list(was[left:left_end]), list(now[right:right_end])
            longer = max(len(gone), len(come))
            gone += [""] * (longer - len(gone))
            come += [""] * (longer - len(come))
            found += map(Wording, gone, come)
    return tuple(found)


def _unordered(was: Sequence[str], now: Sequence[str]) -> tuple[Wording, ...]:
    """Texts only one side has."""
    gone = [Wording(text, "") for text in was if text not in now]
    return (*gone, *(Wording("", text) for text in now if text not in was))


def _freshness(chart: Chart) -> list[str]:
    """Of each series its dates and its rhythm; that somebody looked again is no change of it."""
    t = chart.t
    fresh = chart.freshness.statements if chart.freshness else ()
    return [f"{one.describe_dates(t)} {t(codes.FREQUENCY[one.frequency])}" for one in fresh]


def _links(chart: Chart) -> list[str]:
    """What is linked under a figure, whatever its sources are called."""
    linked = {
        f"{one.title} ({one.url})" if one.url else one.title for one in chart.note.publications
    }
    return sorted(linked)


def _numbers(was: Chart, now: Chart) -> Iterator[Wording]:
    """Points that came, went or say otherwise; of each only what is different about it."""
    before, after = _points(was), _points(now)
    for place in dict.fromkeys([*before, *after]):
        label = ", ".join(dict.fromkeys(part for part in place if part))
        left, right = before.get(place, Counter()), after.get(place, Counter())
        gone, come = sorted((left - right).elements()), sorted((right - left).elements())
        if len(gone) == len(come) == 1:
            differ = [at for at, cell in enumerate(gone[0]) if cell != come[0][at]]
            was_said, now_said = (_joined([side[0][at] for at in differ]) for side in (gone, come))
            yield Wording(was_said, now_said, label)
        else:
            yield from (Wording(cells[0], "", label) for cells in gone if any(cells[1:]))
            yield from (Wording("", cells[0], label) for cells in come if any(cells[1:]))


def _points(chart: Chart) -> dict[tuple[str, str], Counter[tuple[str, ...]]]:
    """For every series and place: number, status, as-of date and source of its points.

    Where nothing was found the last three are empty; such a point is no more than a gap.
    """
    found: dict[tuple[str, str], Counter[tuple[str, ...]]] = {}
    for series, place, *cells in chart.table.rows:
        found.setdefault((series, place), Counter())[tuple(cells)] += 1
    return found


def _joined(cells: Sequence[str]) -> str:
    return " · ".join(cell for cell in cells if cell)


def _unnumbered(plot: Plot) -> Plot:
    """A plot without the lines its rows stand in, which say nothing to readers."""
    return replace(
        plot,
        panels=tuple(
            replace(
                panel,
                marks=tuple(
                    replace(mark, points=tuple(replace(point, rows=()) for point in mark.points))
                    for mark in panel.marks
                ),
            )
            for panel in plot.panels
        ),
    )


@dataclass(frozen=True)
class Pair:
    """A figure painted before and after, as PNG."""

    before: bytes
    after: bytes


def paint_pairs(
    changes: Iterable[FigureChange], old: Tables, new: Tables, painter: Renderer
) -> Mapping[str, Pair]:
    """Both pictures of every figure that looks otherwise, by the figure's id.

    Raises NoBrowser, Busy or RenderingFailed.
    """
    found = {}
    for change in changes:
        if not change.broken:
            sides = ((change.before, old), (change.after, new))
            pair = Pair(*(reduce_colours(painter.paint(draw(*side), "png")) for side in sides))
            if pair.before != pair.after:
                found[change.figure.id] = pair
    return found
