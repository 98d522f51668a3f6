"""What an importer is: a publisher's files in, editions out, each a source and its rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Final

from locales import Language, later
from schemas import MODELS
from schemas.sources import PARTIAL_DAY
from upkeep.importers.cells import Refused, last_of_month
from upkeep.importers.declared import DECLARED
from upkeep.importers.table import (
    LookAlike,
    Sheet,
    Table,
    choose_sheet,
    find_table,
    fits,
    read_layouts,
)

Row = dict[str, str]

PUBLISHED: Final = later(
    "When was it published? Give --published 2026-08-31 (or 2026-08), or, if that is not known, "
    "--available with the day of the earliest copy."
)


class Unanswered(Exception):
    """Raised when the file does not say what a row needs; lists every option to give."""

    def __init__(self, *questions: str) -> None:
        super().__init__(*questions)

    def said(self, t: Language) -> str:
        """The questions in one language, one a line."""
        return "\n".join(t(question) for question in self.args)


@dataclass(frozen=True)
class Argument:
    """Something the maintainer can say of a file that the file itself does not say."""

    name: str
    help: str


EVERY: Final = (
    Argument("published", "when it was published: 2026-08-31, 2026-08 or 2026"),
    Argument("available", "the day from which it is known to have been public, if not that one"),
    Argument("url", "the page that prints the figures, if not the usual one"),
    Argument("via", "the copy that was read, if the file is not from the publisher itself"),
    Argument("title", "the title of the publication, if not the usual one"),
    Argument("source", "the name of the source in sources.csv, if not the usual one"),
    Argument("sheet", "the one sheet of the workbook to take"),
)
"""What can be said of the file of any publisher."""


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

    def date(self, published: str = "", available: str = "") -> tuple[str, str]:
        """When an edition came out and since when it is public; what is said goes first."""
        published = self["published"] or published
        for text, form in ((published, PARTIAL_DAY), (self["available"], r"\d{4}-\d{2}-\d{2}")):
            if text and not re.fullmatch(form, text):
                message = later("“{text}” is not a date; write it as year-month-day.")
                raise Refused(message, text=text)
        available = self["available"] or last_possible(published) or available
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
        self.arguments = tuple(Argument(*each) for each in declared.get("arguments", {}).items())
        self.layouts = read_layouts(self.name, *self.keys)

    def draft(self, sheets: Sequence[Sheet], answers: Answers) -> Draft:
        """The editions in a file; raises Refused, or Unanswered, where it is not clear."""
        sheet = choose_sheet(sheets, self.fits, answers["sheet"])
        return self.read(find_table(sheet, self.layouts), answers)

    def fits(self, sheet: Sheet) -> bool:
        """Whether a sheet is one that it reads."""
        return fits(sheet, self.layouts)

    def read(self, table: Table, answers: Answers) -> Draft:
        """The editions in a table of a known layout."""
        raise NotImplementedError

    def describe(
        self, answers: Answers, source_id: str, dates: tuple[str, str], **more: str
    ) -> Row:
        """The row of an edition in `sources.csv`; what was said goes before what is usual."""
        cells = {**self.usual, **more}
        given = {name: answers[name] or cells.get(name, "") for name in ("title", "url")}
        return blank(
            "sources",
            **{
                **cells, **given, "source_id": answers["source"] or source_id,
                "published": dates[0], "available": dates[1],
                "accessed": answers.accessed.isoformat(), "via": answers["via"],
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


def last_possible(partial: str) -> str:
    """The last day a partly known date can mean: 2025-08 is 31 August 2025."""
    if len(partial) == 4:
        return f"{partial}-12-31"
    if len(partial) == 7:
        return last_of_month(date.fromisoformat(f"{partial}-01")).isoformat()
    return partial


def count_left(message: str, n: int, **values: object) -> tuple[Remark, ...]:
    """The remark that so many rows were left out; none where none were."""
    return (Remark(message, {"n": n, **values}),) if n else ()
