"""The columns of the rows readers take away: which come first, what each means, words for codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import pandas as pd

from figures.core.chart import Chart
from locales import PartlyTranslated, Translator, later
from schemas import MODELS
from schemas.table import Table, find_kind
from schemas.translations import LANGUAGES

LABEL: Final = "_label"
"""Ends the name of a column that says in words what the column of that name holds as a code."""
SOURCE: Final = "source_"
"""Begins the name of a column of `sources.csv`."""
SOURCE_COLUMNS: Final = (
    "publisher", "title", "release", "url", "published", "available", "accessed", "licence", "kind",
    "via", "frequency", "caveat",
)  # fmt: skip
_FIRST: Final = (
    "population_group", "outcome", "victims", "weapon", "aid_type", "measure", "item", "cluster",
    "donor", "recipient", "location", "date", "period_start", "period_end", "as_of", "value",
    "amount", "currency", "units", "low", "high", "bound", "status", "source_publisher",
    "source_published", "note",
)  # fmt: skip
"""What, where, when, how many, how sure, who said it; each in words where there are words."""
_CORRECTION: Final = later("Names of the corrections that speak of the row.")
_KINDS: Final = {
    "day": later("a day"),
    "whole_number": later("a whole number"),
    "decimal_number": later("a number"),
    "text": later("text"),
}


@dataclass(frozen=True)
class Column:
    """One column of the rows, with its words in the reader's language.

    `metadata` is what may stand in it, as its model declares it; `words_for` the column it says in
    words, '' for one that holds what the tables hold; `first` whether most readers came for it.
    """

    name: str
    title: str
    meaning: str
    kind: str = "text"
    metadata: Mapping[str, Any] = field(default_factory=dict)
    words_for: str = ""
    first: bool = False

    @property
    def codes(self) -> Mapping[str, str]:
        """The closed vocabulary of a column of codes."""
        codes: Mapping[str, str] = self.metadata.get("codes", {})
        return codes

    @property
    def coded(self) -> bool:
        """Whether it holds codes, of a closed vocabulary or of a standard."""
        return bool(self.codes or self.metadata.get("code_list"))

    @property
    def hxl(self) -> str:
        """Its tag in the Humanitarian Exchange Language; '' where it has none, or for words."""
        return "" if self.words_for else str(self.metadata.get("hxl", ""))

    @property
    def required(self) -> bool:
        """Whether it is filled in every row."""
        return bool(self.metadata.get("required"))

    def form(self, t: Translator) -> str:
        """How its cells are written, with their unit."""
        if self.words_for:
            return t("words for {column}", column=self.words_for)
        if self.coded:
            return t("a code")
        if self.metadata.get("form"):
            return t("text like {form}", form=t(self.metadata["form"]))
        kind, unit = t(_KINDS[self.kind]), self.metadata.get("unit", "")
        return t("{kind} ({unit})", kind=kind, unit=t(unit)) if unit else kind

    def words(self, code: str, t: Translator) -> str:
        """What a cell of it says, in the reader's language."""
        if not code or code in self.codes:
            return t(self.codes[code]) if code else ""
        match self.metadata.get("code_list"):
            case "donor":
                return t.name_donor(code)
            case "location" | "country":
                return t.name_place(code)
            case "currency":
                return str(t.locale.currencies.get(code, code))
        text = t.data(code)
        return (
            t("{text} [in English]", text=str(text)) if isinstance(text, PartlyTranslated) else text
        )


def find_columns(chart: Chart) -> tuple[Column, ...]:
    """Every column of the rows of a chart: those most readers came for, then all others."""
    found = {column.name: column for column in _all(chart)}
    first = [next((name for name in (f"{one}{LABEL}", one) if name in found), "") for one in _FIRST]
    leading = [replace(found.pop(name), first=True) for name in first if name]
    return (*leading, *found.values())


def describe_columns(model: type[Table], t: Translator) -> tuple[Column, ...]:
    """The columns of a table as they stand in it."""
    return tuple(
        Column(name, t(one.title), t(one.description), find_kind(one.dtype), one.metadata)
        for name, one in model.columns().items()
    )


def add_words(rows: pd.DataFrame, columns: tuple[Column, ...], t: Translator) -> pd.DataFrame:
    """The rows with these columns, those of words filled in from the codes."""
    spelled = {}
    for column in columns:
        if column.words_for:
            cells = rows[column.words_for]
            words = {code: column.words(str(code), t) for code in cells.dropna().unique()}
            spelled[column.name] = cells.map(words).astype(object)
    return rows.assign(**spelled)[[column.name for column in columns]]


def _all(chart: Chart) -> Iterator[Column]:
    """The columns in the order of the tables, each followed by its words."""
    t = chart.t
    for column in describe_columns(chart.model, t):
        yield from _with_words(column, t)
    yield Column("correction", t("Correction"), t(_CORRECTION))
    found = {column.name: column for column in describe_columns(MODELS["sources"], t)}
    for name in SOURCE_COLUMNS:
        title = t.label(t("Source"), found[name].title)
        yield from _with_words(replace(found[name], name=f"{SOURCE}{name}", title=title), t)


def _with_words(column: Column, t: Translator) -> Iterator[Column]:
    """A column and, of codes or translated sentences, one that says them in the reader's words."""
    if column.coded:
        title = t("{name} (code)", name=column.title)
    elif column.metadata["translated"] and t.code in LANGUAGES:
        title = t("{name} (original)", name=column.title)
    else:
        yield column
        return
    yield replace(column, title=title)
    yield replace(column, name=f"{column.name}{LABEL}", words_for=column.name)
