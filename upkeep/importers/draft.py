"""What an import proposes: editions of a table, each a row for `sources.csv` and its figures."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from locales import later
from schemas import MODELS
from schemas.sources import PARTIAL_DAY
from upkeep.importers.refusal import Refused, Unanswered

Row = dict[str, str]

PUBLISHED: Final = later(
    "When was it published? Give --published 2026-08-31 (or 2026-08), or, if that is not known, "
    "--available with the day of the earliest copy."
)


@dataclass(frozen=True)
class Answers:
    """What the maintainer says of a file that the file itself does not say."""

    accessed: date
    published: str = ""
    available: str = ""
    source: str = ""
    title: str = ""
    url: str = ""
    via: str = ""
    release: str = ""
    until: str = ""
    unit: str = ""
    sheet: str = ""
    citizen: str = ""
    operation: str = ""
    round: str = ""
    whole: bool = False


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


def amount(start: date, end: date, *, written: str, **more: str) -> Row:
    """An amount of aid to Ukraine over a period."""
    return blank(
        "aid_flows",
        **{
            "period_start": start.isoformat(), "period_end": end.isoformat(), "recipient": "UKR",
            "amount": written, "bound": "exact", "obs_status": "A", **more,
        },
    )  # fmt: skip


def last_possible(partial: str) -> str:
    """The last day a partly known date can mean: 2025-08 is 31 August 2025."""
    if len(partial) == 4:
        return f"{partial}-12-31"
    if len(partial) == 7:
        days = monthrange(int(partial[:4]), int(partial[5:]))[1]
        return f"{partial}-{days:02}"
    return partial


def dated(answers: Answers, published: str = "", available: str = "") -> tuple[str, str]:
    """When an edition came out and since when it is public; what is given goes before the file."""
    published = answers.published or published
    for text, form in ((published, PARTIAL_DAY), (answers.available, r"\d{4}-\d{2}-\d{2}")):
        if text and not re.fullmatch(form, text):
            raise Refused(later("“{text}” is not a date; write it as year-month-day."), text=text)
    available = answers.available or last_possible(published) or available
    if not available:
        raise Unanswered(PUBLISHED)
    return published, available


def described(answers: Answers, source_id: str, dates: tuple[str, str], **cells: str) -> Row:
    """The row of an edition in `sources.csv`; options go before what is usual."""
    return blank(
        "sources",
        **{
            **cells,
            "source_id": answers.source or source_id,
            "published": dates[0],
            "available": dates[1],
            "accessed": answers.accessed.isoformat(),
            "kind": "secondary" if answers.via else "primary",
            "via": answers.via,
            "title": answers.title or cells.get("title", ""),
            "url": answers.url or cells.get("url", ""),
        },
    )
