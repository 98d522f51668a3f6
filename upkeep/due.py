"""What the publishers should have brought out by now, where to look, and the rows to add for it.

A series is what a publisher brings out again and again, each edition superseding the one before.
Its rhythm stands in `searches.csv`, else it is that of its last edition; one that has stopped is
not asked for again.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Final, TypeAlias

import pandas as pd

from figures import FIGURES
from figures.core.choice import ChosenCodes
from figures.core.figure import Figure
from figures.core.freshness import (
    THRESHOLDS,
    EditionState,
    SeriesSearch,
    find_last_edition,
    find_searches,
    judge_edition,
)
from locales import Translator, later
from schemas import MODELS, NUMBER_TABLES, Tables, codes
from schemas.searches import RATES, shorten_publisher
from upkeep.template import fill_report

_AWAITED: Final = (EditionState.DELINQUENT, EditionState.OVERDUE, EditionState.DUE)
"""States in which a newer edition should be out, worst first."""
_OVER: Final = (EditionState.STOPPED, EditionState.ONCE)
"""States in which none will be."""
_HEADINGS: Final = {
    EditionState.DELINQUENT: later("Next edition long overdue"),
    EditionState.OVERDUE: later("Next edition overdue"),
    EditionState.DUE: later("Next edition due"),
    EditionState.STOPPED: later("No longer published"),
    EditionState.CURRENT: later("Up to date"),
    EditionState.AS_NEEDED: later("Published as needed"),
    EditionState.ONCE: later("Published once"),
}
_EDITIONS: Final = 3
"""So many editions back, what did not change is taken to stay."""
_MOST_ROWS: Final = 12
"""An edition of more rows is no work by hand: one row stands for all of them."""
_OWN: Final = frozenset({"source_id", "published", "available", "accessed", "via"})
"""What every publication has for itself."""
_OF_ONE: Final = frozenset({"title", "url", "kind"})
"""Known to stay only where two editions agree."""
_FREE: Final = frozenset({"note", "conflicts_with", "package"})
"""What is said of a single figure."""
_LONG: Final = 180
"""Days of looking in vain after which even a daily series may have stopped."""
_FEW: Final = 8
"""A choice of so many codes may lead to another series; one of more codes is of places or days."""

Part: TypeAlias = tuple[str, str]
"""A table, and the code in its column `series`; '' for a table of one series."""
_CODES: Final = ("", *codes.ANY_SERIES)
"""Codes of series in the order of the vocabularies."""


@dataclass(frozen=True)
class DraftRow:
    """A row to add: what never changes is filled in; the blanks only the publication can fill."""

    table: str
    series: str
    cells: tuple[str, ...]
    blanks: tuple[str, ...]

    @property
    def file(self) -> str:
        """The name of the CSV."""
        return MODELS[self.table].file_name()

    @property
    def header(self) -> str:
        """The first line of the CSV."""
        return _write_line(list(MODELS[self.table].columns()))

    @property
    def line(self) -> str:
        """The row as it is to be added, blanks empty."""
        return _write_line(self.cells)


@dataclass(frozen=True)
class DueSeries:
    """A series on a day: its last edition, how many days old, what it feeds, and what to add."""

    publisher: str
    parts: tuple[Part, ...]
    source_id: str
    title: str
    published: str
    available: date
    frequency: str
    searched_on: date | None
    found_to: str
    state: EditionState
    age: int
    url: str
    """The page to open: that of the last edition that has one."""
    figures: tuple[str, ...]
    source: DraftRow
    rows: tuple[DraftRow, ...]
    asked: bool = False
    """Whether its rows are wanted all the same."""

    @property
    def awaited(self) -> bool:
        """Whether a newer edition should be out."""
        return self.state in _AWAITED

    @property
    def files(self) -> list[str]:
        """The tables it feeds."""
        return list(dict.fromkeys(MODELS[table].file_name() for table, _ in self.parts))

    @property
    def tasks(self) -> Iterator[tuple[DraftRow, list[str]]]:
        """The rows to add, those of one series together: what they share, and their lines."""
        found: dict[Part, tuple[DraftRow, list[str]]] = {}
        for draft in (self.source, *self.rows):
            found.setdefault((draft.table, draft.series), (draft, []))[1].append(draft.line)
        yield from found.values()

    @property
    def probably_stopped(self) -> bool:
        """Whether it was looked for in vain for so long that it may have stopped."""
        if not (self.awaited and self.searched_on):
            return False
        limit = max(_LONG, 2 * THRESHOLDS[self.frequency][-1])
        return (self.searched_on - self.available).days > limit

    def name(self, t: Translator) -> str:
        """The publisher and its parts: 'OHCHR: by month; by weapon or territory'."""
        publisher = t.data(self.publisher)
        words = [t(codes.ANY_SERIES[code]) for _, code in self.parts if code]
        parts = t.join_items(each.removeprefix(f"{publisher}, ") for each in words)
        return t.label(publisher, parts) if parts else publisher


def find_due(
    tables: Tables, today: date, *, everything: bool = False, publisher: str = ""
) -> list[DueSeries]:
    """Every series that is due, overdue or long overdue, worst first; or every one there is.

    What was looked for in vain is not asked for again until its rhythm says so; but of a
    `publisher` who is named, every series that goes on. Of equally late ones those that readers see
    come first, then the oldest.
    """
    found = []
    for series in find_series(tables):
        state = _judge(series, today)
        if publisher:
            name = str(series.editions.iloc[-1]["publisher"]).lower()
            asked = publisher.lower() in name and state not in _OVER
            found += [_describe(series, state, tables, today, asked=True)] if asked else []
        elif everything or state in _AWAITED:
            found.append(_describe(series, state, tables, today))
    order = list(_HEADINGS)
    return sorted(
        found,
        key=lambda one: (order.index(one.state), not one.figures, -one.age, one.source_id),
    )


def _judge(series: "Series", today: date) -> EditionState:
    """How it stands; a search in vain, made when an edition was due, begins the wait anew."""
    search, available = series.search, series.editions.iloc[-1]["available"].date()
    looked = search.searched_on or available
    in_vain = judge_edition(search.frequency, available, looked) in _AWAITED
    return judge_edition(search.frequency, looked if in_vain else available, today)


def _describe(
    series: "Series", state: EditionState, tables: Tables, today: date, *, asked: bool = False
) -> DueSeries:
    last, shown = series.editions.iloc[-1], find_figures(tables)
    publisher, available = str(last["publisher"]), last["available"].date()
    keys = [(shorten_publisher(publisher), part) for part in series.parts]
    addresses = [url for url in series.editions["url"] if url]
    return DueSeries(
        publisher=publisher,
        parts=series.parts,
        source_id=str(last["source_id"]),
        title=str(last["title"]),
        published=str(last["published"]),
        available=available,
        frequency=series.search.frequency,
        searched_on=series.search.searched_on,
        found_to=series.search.found_to,
        state=state,
        age=(today - available).days,
        url=addresses[-1] if addresses else "",
        figures=tuple(dict.fromkeys(name for key in keys for name in shown.get(key, ()))),
        source=_draft_source(series.editions, today),
        rows=tuple(row for part in series.parts for row in _draft_rows(part, series, tables)),
        asked=asked,
    )


@dataclass(frozen=True, eq=False)
class Series:
    """Parts of the tables that one publication of a publisher feeds, and every edition of it."""

    parts: tuple[Part, ...]
    editions: pd.DataFrame
    """Its rows of sources.csv, the oldest first."""
    search: SeriesSearch
    """Its rhythm, and when it was last looked for."""


Given: TypeAlias = Mapping[tuple[str, Part], Sequence[str]]


def find_series(tables: Tables) -> list[Series]:
    """Every series: parts of one publisher that come with the same last edition are one.

    Unless they have another rhythm, or were looked for on another day. A publisher is known by the
    first name it gives; who joins it later changes nothing.
    """
    sources = tables.sources.set_index("source_id", drop=False)
    given, known = _find_given(tables, sources), find_searches(tables)
    together: dict[tuple[object, ...], list[tuple[str, Part]]] = defaultdict(list)
    for (publisher, part), names in given.items():
        if not _is_taken_over(publisher, part, given, sources):
            last = str(find_last_edition(names, sources)["source_id"])
            search = known[publisher, part[1] or RATES]
            together[last, search.frequency, search.searched_on].append((publisher, part))
    found = []
    for keys in together.values():
        names = sorted({name for key in keys for name in given[key]})
        editions = sources.loc[names].sort_values("available", kind="stable")
        parts = sorted((part for _, part in keys), key=lambda part: _CODES.index(part[1]))
        found.append(Series(tuple(parts), editions, known[keys[0][0], keys[0][1][1] or RATES]))
    return found


def _codes_of(rows: pd.DataFrame) -> pd.Series:
    """The code of the series of each row."""
    return rows["series"] if "series" in rows else pd.Series("", index=rows.index)


def _find_given(tables: Tables, sources: pd.DataFrame) -> Given:
    """For each publisher and part, the sources that gave rows of it."""
    found: dict[tuple[str, Part], list[str]] = defaultdict(list)
    for table in NUMBER_TABLES:
        rows = getattr(tables, table)
        for source_id, code in sorted(set(zip(rows["source_id"], _codes_of(rows), strict=True))):
            publisher = shorten_publisher(str(sources.at[source_id, "publisher"]))
            found[publisher, (table, code)].append(source_id)
    return found


def _is_taken_over(publisher: str, part: Part, given: Given, sources: pd.DataFrame) -> bool:
    """Whether a publisher only passed figures on once.

    It goes on with its own publication without them, and another publisher has brought out later
    ones.
    """
    last = find_last_edition(given[publisher, part], sources)
    later_ones = set(sources.index[sources["available"] > last["available"]])
    goes_on = any(
        name in later_ones and sources.at[name, "frequency"] == last["frequency"]
        for (who, _), names in given.items()
        if who == publisher
        for name in names
    )
    others = [names for (who, what), names in given.items() if what == part and who != publisher]
    return goes_on and any(name in later_ones for names in others for name in names)


@lru_cache(maxsize=2)
def find_figures(tables: Tables) -> Mapping[tuple[str, Part], tuple[str, ...]]:
    """For each publisher and part, the figures that show rows of it, in the order of the house.

    In their first view, or by one choice of the reader.
    """
    publishers = tables.sources.set_index("source_id")["publisher"].map(shorten_publisher)
    found: dict[tuple[str, Part], dict[str, None]] = defaultdict(dict)
    for figure in FIGURES.values():
        for chosen in _find_choices(figure, tables):
            selection = figure.select(tables, chosen, None)
            for table, rows in ((selection.table, selection.rows),
                                ("exchange_rates", selection.rates)):  # fmt: skip
                if rows is not None:
                    names = rows["source_id"].map(publishers)
                    for publisher, code in set(zip(names, _codes_of(rows), strict=True)):
                        found[publisher, (table, code)][figure.id] = None
    return {key: tuple(figures) for key, figures in found.items()}


def _find_choices(figure: Figure, tables: Tables) -> Iterator[ChosenCodes]:
    """The first view of a figure, and those one choice away from it."""
    first = figure.choose({}, tables)
    yield first
    for choice in figure.choices:
        options = choice.options(tables)
        if len(options) <= _FEW:
            yield from ({**first, choice.name: (code,)} for code in options)


def _draft_source(editions: pd.DataFrame, today: date) -> DraftRow:
    """The row of sources.csv for the next edition."""
    recent, cells, blanks = editions.tail(_EDITIONS), [], []
    for name in MODELS["sources"].columns():
        alone = name in _OF_ONE and len(recent) < 2
        same = name not in _OWN and not alone and recent[name].nunique() == 1
        cell = today.isoformat() if name == "accessed" else str(recent[name].iloc[-1]) * same
        cells.append(cell)
        if not cell and (name in {*_OWN, *_OF_ONE} or (recent[name] != "").any()):
            blanks.append(name)
    return DraftRow("sources", "", tuple(cells), tuple(blanks))


def _draft_rows(part: Part, series: Series, tables: Tables) -> Iterator[DraftRow]:
    """A row for each number of the last edition, such as killed and injured; of many, one."""
    table, code = part
    model, frame = MODELS[table], getattr(tables, table)
    rows = frame[(_codes_of(frame) == code) & frame["source_id"].isin(series.editions["source_id"])]
    found = rows[rows["obs_status"] != "O"]
    rows = rows if found.empty else found
    recent = [name for name in series.editions["source_id"] if name in set(rows["source_id"])]
    times = {*model.columns_of_kind("day"), "month"}
    about = [name for name in model.fact_columns() if name not in times]
    last = rows[rows["source_id"] == recent[-1]].sort_index().drop_duplicates(about)
    if len(last) > _MOST_ROWS:
        yield _draft_row(part, rows, recent)
        return
    for one in last[about].to_dict("records"):
        yield _draft_row(part, rows[(rows[about] == pd.Series(one)).all(axis=1)], recent)


def _draft_row(part: Part, rows: pd.DataFrame, editions: Sequence[str]) -> DraftRow:
    """One more row like these: words that stayed in the last editions, days that always did."""
    table, code = part
    model, cells, blanks = MODELS[table], [], []
    days, texts = (model.columns_of_kind(kind) for kind in ("day", "text"))
    recent = rows[rows["source_id"].isin(editions[-_EDITIONS:])]
    for name in model.columns():
        stays = rows if name in days else recent
        said = [str(cell) for cell in stays[name].dropna() if cell != ""]
        known = name in texts or (name in days and rows["source_id"].nunique() >= _EDITIONS)
        same = known and len(set(said)) == 1 and name not in {*_OWN, *_FREE, "month"}
        cells.append(said[0].removesuffix(" 00:00:00") if same else "")
        if said and not same and name not in _FREE:
            blanks.append(name)
    return DraftRow(table, code, tuple(cells), tuple(blanks))


def _write_line(cells: Sequence[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _fill(template: str, found: Sequence[DueSeries], today: date, t: Translator) -> str:
    """The series by how they stand, in words."""
    states = [(state, [one for one in found if one.state is state]) for state in _HEADINGS]
    told = [(state, alike) for state, alike in states if alike]
    numbers = [f"{t(state.value)}: {t.format_number(len(alike))}" for state, alike in told]
    return fill_report(
        template, t,
        counted=t.label(t.format_day(today), t.join_items(numbers) or t("nothing is due.")),
        states=[(t(_HEADINGS[state]), alike) for state, alike in told],
        frequencies=codes.FREQUENCY,
        figures=FIGURES,
    )  # fmt: skip


def write_json(found: Sequence[DueSeries], today: date, _t: Translator) -> str:
    """For programs: one record for each series, in codes."""
    records = [{**asdict(one), "state": one.state.name.lower()} for one in found]
    told = {"today": today, "series": records}
    return json.dumps(told, ensure_ascii=False, indent=2, default=str) + "\n"


write_text: Final = partial(_fill, "due.txt")
write_markdown: Final = partial(_fill, "due.md")
FORMS: Final[Mapping[str, Callable[[Sequence[DueSeries], date, Translator], str]]] = {
    "text": write_text,
    "markdown": write_markdown,
    "json": write_json,
}
