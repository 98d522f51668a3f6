"""What the publishers should have brought out by now, where to look, and the rows to add for it.

A series is what a publisher brings out again and again, each edition superseding the one before.
Its rhythm stands in `searches.csv`, else it is that of its last edition; one that has stopped is
not asked for again.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
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
    find_searches,
    judge_edition,
)
from locales import Translator
from schemas import MODELS, NUMBER_TABLES, Tables, codes
from schemas.searches import RATES, shorten_publisher
from upkeep.template import fill_report

_AWAITED: Final = (EditionState.DELINQUENT, EditionState.OVERDUE, EditionState.DUE)
"""States in which a newer edition should be out, worst first."""
_ORDER: Final = (*_AWAITED, EditionState.STOPPED, EditionState.CURRENT, EditionState.AS_NEEDED,
                 EditionState.ONCE)  # fmt: skip
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
        return _write_line(MODELS[self.table].columns())

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
        state, name = _judge(series, today), str(series.editions["publisher"].iloc[-1])
        asked = publisher.lower() in name.lower() if publisher else everything or state in _AWAITED
        over = state in (EditionState.STOPPED, EditionState.ONCE)
        if asked and not (publisher and over):
            found.append(_describe(series, state, tables, today, asked=bool(publisher)))
    return sorted(
        found,
        key=lambda one: (_ORDER.index(one.state), not one.figures, -one.age, one.source_id),
    )


def _judge(series: "Series", today: date) -> EditionState:
    """How it stands; a search in vain, made when an edition was due, begins the wait anew."""
    search, available = series.search, series.editions["available"].iloc[-1].date()
    looked = search.searched_on or available
    in_vain = judge_edition(search.frequency, available, looked) in _AWAITED
    return judge_edition(search.frequency, looked if in_vain else available, today)


def _describe(
    series: "Series", state: EditionState, tables: Tables, today: date, *, asked: bool
) -> DueSeries:
    last, shown = series.editions.iloc[-1], find_figures(tables)
    words = {name: str(last[name]) for name in ("publisher", "source_id", "title", "published")}
    keys = [(shorten_publisher(words["publisher"]), part) for part in series.parts]
    addresses = [url for url in series.editions["url"] if url]
    return DueSeries(
        **words,
        parts=series.parts,
        available=last["available"].date(),
        frequency=series.search.frequency,
        searched_on=series.search.searched_on,
        found_to=series.search.found_to,
        state=state,
        age=(today - last["available"].date()).days,
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


def find_series(tables: Tables) -> list[Series]:
    """Every series: parts of one publisher that come with the same last edition are one.

    Unless they have another rhythm, or were looked for on another day. A publisher is known by the
    first name it gives; who joins it later changes nothing.
    """
    given, known = _find_given(tables), find_searches(tables)
    together: dict[tuple[object, ...], list[pd.DataFrame]] = defaultdict(list)
    for (who, code), editions in given.groupby(["who", "series"], sort=False):
        if not _is_taken_over(editions, given):
            search = known[who, code or RATES]
            last = editions["source_id"].iloc[-1]
            together[last, search.frequency, search.searched_on].append(editions)
    found = []
    for several in together.values():
        rows = pd.concat(several)
        parts = tuple(zip(rows["table"], rows["series"], strict=True))
        search = known[rows["who"].iloc[0], parts[0][1] or RATES]
        editions = rows.drop_duplicates("source_id").sort_values(["available", "source_id"])
        found.append(Series(tuple(dict.fromkeys(parts)), editions, search))
    return found


def _find_given(tables: Tables) -> pd.DataFrame:
    """Which publication gave rows of which part, by part; of each the oldest edition first."""
    rows = [getattr(tables, name).assign(table=name) for name in NUMBER_TABLES]
    given = pd.concat(frame.assign(series=_codes_of(frame)) for frame in rows)
    given = given[["table", "series", "source_id"]].drop_duplicates()
    given = given.merge(tables.sources, on="source_id")
    order = given["series"].map(["", *codes.ANY_SERIES].index)
    given = given.assign(who=given["publisher"].map(shorten_publisher), order=order)
    return given.sort_values(["order", "available", "source_id"])


def _codes_of(rows: pd.DataFrame) -> pd.Series:
    """The code of the series of each row."""
    return rows["series"] if "series" in rows else pd.Series("", index=rows.index)


def _is_taken_over(editions: pd.DataFrame, given: pd.DataFrame) -> bool:
    """Whether a publisher only passed figures on once.

    It goes on with its own publication without them, and another publisher has brought out later
    ones.
    """
    last = editions.iloc[-1]
    after = given[given["available"] > last["available"]]
    own, alike = after["who"] == last["who"], after["series"] == last["series"]
    goes_on = own & (after["frequency"] == last["frequency"])
    return bool(goes_on.any() and (alike & ~own).any())


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
            for table, rows in {selection.table: selection.rows, RATES: selection.rates}.items():
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


def _draft(part: Part, cells: Mapping[str, str], said: Container[str]) -> DraftRow:
    """A row with some of its cells, and as blanks what else is said in such rows."""
    names = MODELS[part[0]].columns()
    blanks = [name for name in names if name in said and not cells.get(name)]
    return DraftRow(*part, tuple(cells.get(name, "") for name in names), tuple(blanks))


def _draft_source(editions: pd.DataFrame, today: date) -> DraftRow:
    """The row of sources.csv for the next edition."""
    recent, last = editions.tail(_EDITIONS)[[*MODELS["sources"].columns()]], editions.iloc[-1]
    changing = _OWN if len(recent) > 1 else _OWN | _OF_ONE
    stays = {name for name in recent if name not in changing and recent[name].nunique() == 1}
    said = {name for name in recent if (recent[name] != "").any()} | _OWN | _OF_ONE
    cells = {str(name): str(last[name]) for name in stays} | {"accessed": today.isoformat()}
    return _draft(("sources", ""), cells, said)


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
    model, recent = MODELS[part[0]], rows[rows["source_id"].isin(editions[-_EDITIONS:])]
    days, texts = (model.columns_of_kind(kind) for kind in ("day", "text"))
    told = {name: (rows if name in days else recent)[name].dropna() for name in model.columns()}
    said = {name: {str(cell) for cell in cells} - {""} for name, cells in told.items()}
    may = {*texts, *(days if rows["source_id"].nunique() >= _EDITIONS else ())}
    stays = [name for name, words in said.items() if len(words) == 1 and name in may]
    cells = {name: next(iter(said[name])).removesuffix(" 00:00:00")
             for name in stays if name not in {*_OWN, *_FREE, "month"}}  # fmt: skip
    return _draft(part, cells, {name for name, words in said.items() if words} - _FREE)


def _write_line(cells: Iterable[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _fill(template: str, found: Sequence[DueSeries], today: date, t: Translator) -> str:
    """The series by how they stand, in words."""
    states = [(t(state.value), [one for one in found if one.state is state]) for state in _ORDER]
    told = [(words, alike) for words, alike in states if alike]
    numbers = [f"{words}: {t.format_number(len(alike))}" for words, alike in told]
    return fill_report(
        template, t,
        counted=t.label(t.format_day(today), t.join_items(numbers) or t("nothing is due.")),
        states=[(t.capitalize(words), alike) for words, alike in told],
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
