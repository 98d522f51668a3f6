"""Everything that differs between two states of the data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from locales import Language, Translator, translator_from_rows
from schemas import MODELS, Tables
from snapshots.revision import Row
from upkeep.diff.comparison import columns_changed, rows_changed
from upkeep.diff.figure_change import FigureChange, figures_changed
from upkeep.diff.publication import Sources
from upkeep.diff.renaming import renamed, under_new_names
from upkeep.diff.row_change import ColumnChange, RowChange
from upkeep.diff.written import Written, written


@dataclass(frozen=True)
class Differences:
    """What was added, removed and changed, worst first, and what readers will see of it.

    `renamed` are sources called otherwise, which is no difference. `sources` describes every
    publication of both states, as it is now if it is still there; `translations` likewise.
    `unreadable` are tables that could not be compared.
    """

    rows: tuple[RowChange, ...] = ()
    columns: tuple[ColumnChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    sources: Sources = field(default_factory=dict)
    translations: tuple[Row, ...] = ()
    unreadable: tuple[str, ...] = ()

    def translator(self, t: Language) -> Translator:
        """The same language with the translations of both states, those of now first."""
        return translator_from_rows(t.code, self.translations)

    def __bool__(self) -> bool:
        return bool(self.rows or self.columns or self.figures)


def changes_between(old: Tables, new: Tables, language: str = "en") -> Differences:
    """What differs between two valid states of the data, for readers in a language too.

    A pure function: nothing is opened, fetched or painted.
    """
    if old == new:
        return Differences()
    found = rows_between(written(old), written(new))
    return Differences(
        found.rows,
        found.columns,
        figures_changed(old, new, language),
        found.renamed,
        found.sources,
        found.translations,
    )


def rows_between(old: Mapping[str, Written], new: Mapping[str, Written]) -> Differences:
    """What differs between the rows of two states, valid or not; of readers nothing is said."""
    names = renamed(old, new)
    before = under_new_names(old, names)
    sources = {**_sources(before), **_sources(new)}
    days = {name: row.get("available", "") for name, row in sources.items()}
    both = [name for name in MODELS if name in old and name in new]
    rows = [change for name in both for change in rows_changed(name, before[name], new[name], days)]
    columns = [change for name in both for change in columns_changed(name, old[name], new[name])]
    return Differences(
        rows=tuple(sorted(rows, key=lambda change: change.order)),
        columns=tuple(columns),
        renamed=names,
        sources=sources,
        translations=(*_rows(old.get("translations")), *_rows(new.get("translations"))),
        unreadable=tuple(name for name in MODELS if name not in both),
    )


def _sources(texts: Mapping[str, Written]) -> dict[str, Row]:
    return {row.get("source_id", ""): row for row in _rows(texts.get("sources"))}


def _rows(text: Written | None) -> Iterator[Row]:
    if text is not None:
        for cells in text.rows:
            yield dict(zip(text.header, cells, strict=True))
