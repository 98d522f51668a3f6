"""What readers of a figure will see that they do not see now."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

import pandas as pd

from figures import FIGURES, Figure
from figures.core.chart import Chart, draw
from figures.core.figure import TABLES_BY_TOPIC
from figures.core.view import View, make_view
from locales import LANGUAGES, later
from schemas import Tables, codes

HEADLINE: Final = later("Headline")


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
        and (change := compare_figure(figure, old, new, code)) is not None
    ]
    return tuple(sorted(found, key=lambda one: 0 if one.broken else 1 if one.headline else 2))


def find_touched_tables(old: Tables, new: Tables) -> frozenset[str]:
    """The tables with a row, or the publication of a row, that is not the same in both states."""
    names = frozenset().union(*TABLES_BY_TOPIC.values())
    said = [(getattr(old, name), getattr(new, name)) for name in ("translations", "corrections")]
    if not all(_is_equal(*sides) for sides in (*said, (_rhythms(old), _rhythms(new)))):
        return names
    tables = {name: (getattr(old, name), getattr(new, name)) for name in names}
    return frozenset(
        name
        for name, (was, now) in tables.items()
        if not (_is_equal(was, now) and _are_published_alike(set(now["source_id"]), old, new))
    )


def _rhythms(tables: Tables) -> pd.DataFrame:
    """Of the searches what figures say of a series; that somebody looked again is no change."""
    return tables.searches[["publisher", "series", "frequency"]]


def _are_published_alike(names: set[str], old: Tables, new: Tables) -> bool:
    was, now = (side.sources[side.sources["source_id"].isin(names)] for side in (old, new))
    return _is_equal(was, now)


def _is_equal(one: pd.DataFrame | None, other: pd.DataFrame | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool(one.reset_index(drop=True).equals(other.reset_index(drop=True)))


def compare_figure(figure: Figure, old: Tables, new: Tables, code: str) -> FigureChange | None:
    """What changes in a figure, if anything does; also that it can no longer be drawn, or again."""
    try:
        before, after = make_view(figure, old, {}, code), make_view(figure, new, {}, code)
        if is_drawn_alike(before, old, after, new):
            return None
        was, now = draw(before, old), draw(after, new)
        parts = tuple(part for part in _compare_parts(was, now) if part.wordings)
        others = tuple(_compare_headlines(figure, old, new, code)) if was.title != now.title else ()
        return FigureChange(figure, before, after, parts, others) if parts else None
    except Exception:
        was_broken, is_broken = _find_trouble(figure, old, code), _find_trouble(figure, new, code)
        if not (was_broken or is_broken):
            raise
    unseen = View(figure.id, (), code)
    if is_broken:
        return None if was_broken else FigureChange(figure, unseen, unseen, broken=is_broken)
    view = make_view(figure, new, {}, code)
    back = Part(HEADLINE, (Wording("", draw(view, new).title),))
    return FigureChange(figure, view, view, (back,))


def _find_trouble(figure: Figure, tables: Tables, code: str) -> str:
    """Why a figure cannot be drawn; whatever it is, readers would not see it. Else nothing."""
    try:
        draw(make_view(figure, tables, {}, code), tables)
    except Exception as error:
        return str(error) or type(error).__name__
    return ""


def is_drawn_alike(before: View, old: Tables, after: View, new: Tables) -> bool:
    """Whether two views are surely the same chart, unseen: by rows, rates, sources and words."""
    if before != after or not _is_equal(_rhythms(old), _rhythms(new)):
        return False
    figure = FIGURES[before.figure]
    was = figure.select(old, before.chosen, before.known_on)
    now = figure.select(new, after.chosen, after.known_on)
    named = {*was.rows["source_id"], *(() if was.rates is None else was.rates["source_id"])}
    said = after.language == "en" or _is_equal(old.translations, new.translations)
    alike = _is_equal(was.rows, now.rows) and _is_equal(was.rates, now.rates)
    return said and alike and _are_published_alike(named, old, new)


def _compare_headlines(figure: Figure, old: Tables, new: Tables, code: str) -> Iterator[Part]:
    """The headlines in the other languages, each under the own name of its language."""
    for other, name in LANGUAGES.items():
        if other != code:
            was, now = (draw(make_view(figure, side, {}, other), side).title for side in (old, new))
            if was != now:
                yield Part(name, (Wording(was, now),))


def _compare_parts(was: Chart, now: Chart) -> Iterator[Part]:
    sides = (was, now)
    yield Part(HEADLINE, _compare_texts([was.title], [now.title]))
    yield Part(later("What it shows"), _compare_texts([was.subtitle], [now.subtitle]))
    if was.alt.replace(was.title, now.title) != now.alt:
        yield Part(later("For those who cannot see it"), _compare_texts([was.alt], [now.alt]))
    yield Part(later("Numbers"), tuple(_compare_numbers(was, now)))
    yield Part(later("Chart described"), _compare_texts(was.summary, now.summary))
    yield Part(later("Source note"), _compare_texts([was.note.text], [now.note.text]))
    yield Part(later("Links of the sources"), _compare_texts(*map(_list_links, sides)))
    yield Part(later("How fresh it is"), _compare_texts(*map(_list_dates, sides)))
    gone, come = ((*one.caveats, *one.further_caveats) for one in sides)
    yield Part(later("What this does not tell you"), (
        *(Wording(text, "") for text in gone if text not in come),
        *(Wording("", text) for text in come if text not in gone),
    ))  # fmt: skip
    if was.table == now.table and was.plotly.to_json() != now.plotly.to_json():
        words = now.t("The same numbers are drawn otherwise.")
        yield Part(later("Drawing"), (Wording("", words),))


def _compare_texts(was: Sequence[str], now: Sequence[str]) -> tuple[Wording, ...]:
    """Texts that differ, each beside the one that takes its place."""
    return tuple(
        Wording(*pair)
        for kind, *at in SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
        if kind != "equal"
        for pair in zip_longest(was[at[0] : at[1]], now[at[2] : at[3]], fillvalue="")
    )


def _list_dates(chart: Chart) -> list[str]:
    """Of each series its dates and its rhythm; that somebody looked again is no change of it."""
    t = chart.t
    fresh = chart.freshness.statements if chart.freshness else ()
    return [f"{one.describe_dates(t)} {t(codes.FREQUENCY[one.frequency])}" for one in fresh]


def _list_links(chart: Chart) -> list[str]:
    """What is linked under a figure, whatever its sources are called."""
    linked = chart.note.publications
    return sorted({f"{one.title} ({one.url})" if one.url else one.title for one in linked})


def _compare_numbers(was: Chart, now: Chart) -> Iterator[Wording]:
    """Points that came, went or say otherwise; of each only what is different about it."""
    before, after = _find_points(was), _find_points(now)
    for place in before | after:
        label = ", ".join(dict.fromkeys(filter(None, place)))
        left, right = before.get(place, Counter()), after.get(place, Counter())
        gone, come = sorted((left - right).elements()), sorted((right - left).elements())
        if len(gone) == len(come) == 1:
            differ = [pair for pair in zip(gone[0], come[0], strict=True) if pair[0] != pair[1]]
            told = [" · ".join(filter(None, cells)) for cells in zip(*differ, strict=True)]
            yield Wording(told[0], told[1], label)
        else:
            yield from (Wording(cells[0], "", label) for cells in gone if any(cells[1:]))
            yield from (Wording("", cells[0], label) for cells in come if any(cells[1:]))


def _find_points(chart: Chart) -> dict[tuple[str, str], Counter[tuple[str, ...]]]:
    """For every series and place: number, status, as-of date and source of its points.

    Where nothing was found the last three are empty; such a point is no more than a gap.
    """
    found: dict[tuple[str, str], Counter[tuple[str, ...]]] = {}
    for series, place, *cells in chart.table.rows:
        found.setdefault((series, place), Counter())[tuple(cells)] += 1
    return found
