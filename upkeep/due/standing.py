"""How every series stands on a day: due, overdue, long overdue, no longer published."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from figures.core.freshness import EditionState, judge_edition
from schemas import Tables
from schemas.searches import shorten_publisher
from upkeep.due.draft import Draft, row_drafts, source_draft
from upkeep.due.series import Part, Series, series_of
from upkeep.due.showing import shown

AWAITED: Final = (EditionState.DELINQUENT, EditionState.OVERDUE, EditionState.DUE)
"""States in which a newer edition should be out, worst first."""
LISTED: Final = (*AWAITED, EditionState.STOPPED)
"""States that a maintainer should know of."""
_ORDER: Final = (*LISTED, EditionState.CURRENT, EditionState.AS_NEEDED, EditionState.ONCE)


@dataclass(frozen=True)
class Standing:
    """A series on a day: its last edition, how old that is, what it feeds, and what to add."""

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
    """Days since the last edition became public, as HDX counts the age of a data set."""
    url: str
    """The page to open: that of the last edition that has one."""
    figures: tuple[str, ...]
    source: Draft
    rows: tuple[Draft, ...]

    @property
    def awaited(self) -> bool:
        """Whether a newer edition should be out."""
        return self.state in AWAITED


def due(tables: Tables, today: date, *, everything: bool = False) -> list[Standing]:
    """Every series that is due, overdue, long overdue or stopped, worst first.

    What was looked for in vain is not asked for again until its rhythm says so.
    Of equally late ones those that readers see come first, then the oldest. With `everything`, also
    those that are up to date, published as needed, and published once.
    """
    standing = ((series, _state(series, today)) for series in series_of(tables))
    found = [
        _standing(series, now, tables, today)
        for series, now in standing
        if everything or now in LISTED
    ]
    return sorted(found, key=_rank)


def _state(series: Series, today: date) -> EditionState:
    """How it stands; a search in vain, made when an edition was due, begins the wait anew."""
    search, available = series.search, series.last["available"].date()
    looked = search.searched_on or available
    in_vain = judge_edition(search.frequency, available, looked) in AWAITED
    return judge_edition(search.frequency, looked if in_vain else available, today)


def _rank(one: Standing) -> tuple[int, bool, int, str]:
    return _ORDER.index(one.state), not one.figures, -one.age, one.source_id


def _standing(series: Series, now: EditionState, tables: Tables, today: date) -> Standing:
    last, figures = series.last, shown(tables)
    publisher, available = str(last["publisher"]), last["available"].date()
    keys = [(shorten_publisher(publisher), part) for part in series.parts]
    addresses = [url for url in series.editions["url"] if url]
    return Standing(
        publisher=publisher,
        parts=series.parts,
        source_id=str(last["source_id"]),
        title=str(last["title"]),
        published=str(last["published"]),
        available=available,
        frequency=series.search.frequency,
        searched_on=series.search.searched_on,
        found_to=series.search.found_to,
        state=now,
        age=(today - available).days,
        url=addresses[-1] if addresses else "",
        figures=tuple(dict.fromkeys(name for key in keys for name in figures.get(key, ()))),
        source=source_draft(series, today),
        rows=row_drafts(series, tables),
    )
