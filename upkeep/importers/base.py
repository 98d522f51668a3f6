"""What an importer is: a publisher's files in, editions out, each a source and its rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Final

import pandas as pd

from locales import Language, later
from schemas import MODELS
from schemas.cells import is_day
from upkeep.importers.cells import Refused
from upkeep.importers.declared import DECLARED
from upkeep.importers.table import (
    LookAlike,
    Sheet,
    Table,
    choose_sheet,
    find_table,
    read_layouts,
)

Row = dict[str, str]
Dates = tuple[str, str]
"""When an edition came out, as far as is known, and the day since which it is public."""

PUBLISHED: Final = later(
    "When was it published? Give --published 2026-08-31 (or 2026-08), or, if that is not known, "
    "--available with the day of the earliest copy."
)


class Unanswered(Exception):
    """Raised when the file does not say what a row needs; lists every option to give."""

    def said(self, t: Language) -> str:
        """The questions in one language, one a line."""
        return "\n".join(t(question) for question in self.args)


@dataclass(frozen=True)
class Answers:
    """What the maintainer says of a file; '' for what was not said."""

    accessed: date
    whole: bool = False
    said: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.said.get(name, "")

    def ask(self, **questions: str) -> None:
        """Raise Unanswered with the question of everything that was not said."""
        if self["available"]:
            questions.pop("published", None)
        open_questions = [words for name, words in questions.items() if not self[name]]
        if open_questions:
            raise Unanswered(*open_questions)

    def date(self, published: str = "", available: str = "") -> Dates:
        """When an edition came out and since when it is public; what is said goes first."""
        published = self["published"] or published
        for text, lengths in ((published, (4, 7, 10)), (self["available"], (10,))):
            if text and not (len(text) in lengths and is_day(f"{text}-01-01"[:10])):
                message = later("“{text}” is not a date; write it as year-month-day.")
                raise Refused(message, text=text)
        # The last day a partly known date can mean: 2025-08 is 31 August 2025.
        last = f"{pd.Period(published).end_time:%Y-%m-%d}" if published else available
        available = self["available"] or last
        if not available:
            raise Unanswered(PUBLISHED)
        return published, available


@dataclass(frozen=True)
class Edition:
    """Figures of one publication, still without the name of their source."""

    table: str
    rows: tuple[Row, ...]
    source: Callable[[Answers], Row]
    publisher: str
    """The publisher as `sources.csv` names it, whose editions are looked through."""
    restates: bool = True
    """Whether each edition tells the whole again, so that one with less is suspect."""
    repeats: bool = True
    """Whether a figure that did not change is a row of the new edition too."""
    marks: str = ""
    """A pattern that names the one edition these figures can belong to, such as a round."""

    @property
    def file(self) -> str:
        """The name of the table."""
        return MODELS[self.table].file_name()

    def write_fact(self, row: Row) -> str:
        """What a row is about: its filled cells, one after the other."""
        return ", ".join(row[name] for name in MODELS[self.table].fact_columns() if row[name])

    def write_number(self, row: Row) -> str:
        """The number of a row."""
        return row[MODELS[self.table].number_column()] or "–"


@dataclass(frozen=True)
class Remark:
    """Something the maintainer should know: a message and the values in it."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """All that a file gives, and what of it was left out, and why."""

    editions: tuple[Edition, ...]
    remarks: tuple[Remark, ...] = ()


class Importer:
    """Reads the files of one publisher, of which `publishers.toml` says what is usual."""

    name: ClassVar[str]
    """The word of the command line, and of `publishers.toml`."""
    keys: ClassVar[tuple[str, ...]] = ()
    """The layouts its files may be in; all that are declared if none is named."""
    look_alikes: ClassVar[tuple[LookAlike, ...]] = ()
    """Files that are none of its own, though they look so."""

    def __init__(self) -> None:
        declared = DECLARED[self.name]
        self.help = str(declared["help"])
        self.usual: Mapping[str, str] = declared["source"]
        self.parts: Mapping[str, Mapping[str, str]] = declared.get("parts", {})
        self.arguments = {**DECLARED["every"]["arguments"], **declared.get("arguments", {})}
        self.layouts = read_layouts(self.name, *self.keys)

    def draft(self, sheets: Sequence[Sheet], answers: Answers) -> Draft:
        """The editions in a file; raises Refused, or Unanswered, where it is not clear."""
        sheet = choose_sheet(sheets, self.fits, answers["sheet"])
        return self.read(find_table(sheet, self.layouts), answers)

    def fits(self, sheet: Sheet) -> bool:
        """Whether a sheet is one that it reads."""
        try:
            return bool(find_table(sheet, self.layouts).records)
        except Refused:
            return False

    def read(self, table: Table, answers: Answers) -> Draft:
        """The editions in a table of a known layout."""
        raise NotImplementedError

    def describe(self, answers: Answers, dates: Dates | None = None, **more: str) -> Row:
        """The row of an edition in `sources.csv`; what was said goes before what is usual."""
        published, available = dates or answers.date()
        told = {**self.usual, **more}
        name = told["source_id"].format(day=published or available, available=available, **more)
        said = {"title": answers["title"], "url": answers["url"], "source_id": answers["source"]}
        told |= {"source_id": name} | {column: text for column, text in said.items() if text}
        return blank(
            "sources",
            **{
                **told, "published": published, "available": available, "via": answers["via"],
                "accessed": f"{answers.accessed}",
                "kind": "secondary" if answers["via"] else "primary",
            },
        )  # fmt: skip


def blank(table: str, **cells: str) -> Row:
    """A row of a table with every column, those not given empty."""
    return {name: cells.get(name, "") for name in MODELS[table].columns()}


def stock(series: str, group: str, on: date, location: str, value: int, **more: str) -> Row:
    """A count of people from Ukraine on a day."""
    return blank(
        "displacement",
        **{
            "series": series, "population_group": group, "measure": "stock",
            "date": on.isoformat(), "origin": "UKR", "location": location, "value": str(value),
            "bound": "exact", "status": "registered", "obs_status": "A", **more,
        },
    )  # fmt: skip


def amount(start: date, end: date, **more: str) -> Row:
    """An amount of aid to Ukraine over a period."""
    return blank(
        "aid_flows",
        **{
            "period_start": start.isoformat(), "period_end": end.isoformat(), "recipient": "UKR",
            "bound": "exact", "obs_status": "A", **more,
        },
    )  # fmt: skip


def count_left(message: str, n: int, **values: object) -> tuple[Remark, ...]:
    """The remark that so many rows were left out; none where none were."""
    return (Remark(message, {"n": n, **values}),) if n else ()
