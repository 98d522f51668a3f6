"""One number and how it is known: who said it, when, of what, and what was said before and since.

Every row of the tables has a page of its own, as HTML without scripts and as JSON. What figures
make of rows is not here.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from exports.block import find_kinds
from exports.columns import Column, describe_columns
from exports.html import fill_template
from exports.row_names import name_rows
from figures import FIGURES
from figures.core.citation import Publication, read_publication
from figures.core.description import describe_correction
from figures.core.plot import Point
from figures.core.values import format_point
from locales import Translator
from schemas import FACT_TABLES, MODELS, Tables, codes
from schemas.table import Table
from web.publications import find_figure_uses

PATH: Final = "numbers"
UNTOLD: Final = ("source_id", "note", "bound", "status", "obs_status", "package")
"""Columns that say how a number is known, not of what it is."""
_EVERYTHING: Final = ("", "all", "_T")
"""Codes of a column in which nothing is told apart."""


@lru_cache(maxsize=2)
def find_numbers(tables: Tables) -> Mapping[str, tuple[str, int]]:
    """The table and the line of every number, by its name."""
    return {
        name: (table, line)
        for table in FACT_TABLES
        for rows in (getattr(tables, table),)
        for name, line in zip(name_rows(rows, table), rows.index, strict=True)
    }


def write_numbers(
    names: str,
    tables: Tables,
    t: Translator,
    base: str,
    asked: str = "",
    beside: Mapping[str, Any] | None = None,
) -> str:
    """The content of a number's page; raises KeyError for a name no number has.

    `beside` is what is said of it and another number that was `asked` for. Names with dots
    between them are those of the numbers that a figure shows as one.
    """
    first, *others = names.split(".")
    if not others:
        told = describe_number(first, tables, t, base)
        return fill_template("number.html", t, names=FIGURES, asked=asked, beside=beside, **told)
    parts = [summarize_number(name, tables, t) for name in (first, *others)]
    return fill_template("numbers.html", t, parts=parts)


def write_number_json(name: str, tables: Tables, t: Translator, base: str) -> bytes:
    """A number for programs; raises KeyError for a name no number has."""
    told = describe_number(name, tables, t, base)
    publication = told.pop("publication")
    told |= {"source_id": publication.source_id, "publisher": publication.publisher}
    told |= {"title": publication.title, "url": publication.url, "licence": publication.licence}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def describe_number(name: str, tables: Tables, t: Translator, base: str) -> dict[str, Any]:
    """All that is known of a number; raises KeyError for a name no number has.

    `base` is the public address of the site.
    """
    table, line = find_numbers(tables)[name]
    rows, model = getattr(tables, table), MODELS[table]
    row = rows.loc[line]
    summary = summarize_number(name, tables, t)
    published = summary["publication"]
    same = rows[_is_same(rows, row, model.fact_columns())].sort_values("available", kind="stable")
    corrections = tables.corrections.set_index("correction_id").loc[row["correction"].split()]
    own = rows.loc[[line], list(model.columns())].astype(object)
    for _, one in corrections[corrections["action"] == "override"].iterrows():
        own[one["column"]] = one["printed"]
    return summary | {
        "address": f"{base}/{PATH}/{name}",
        "table": model.file_name(),
        "facts": [(title, words) for _, title, words in _list_facts(row, table, t)],
        "frequency": t(codes.SOURCE_KIND[published.kind]),
        "note": t.data(row["note"]) if row["note"] else "",
        "caveat": t.data(published.caveat) if published.caveat else "",
        "editions": _list_editions(same, table, tables, t),
        "corrections": [describe_correction(one, t) for _, one in corrections.iterrows()],
        "figures": find_figure_uses(tables).rows.get((table, line), ()),
        "csv": own.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d"),
    }


def summarize_number(name: str, tables: Tables, t: Translator) -> dict[str, Any]:
    """A number in one line: how many, how known, of what, and from which publication."""
    table, line = find_numbers(tables)[name]
    rows = getattr(tables, table).loc[[line]]
    (row,), (kind,) = (one for _, one in rows.iterrows()), find_kinds(rows, t)
    return {
        "name": name,
        "number": write_value(row, table, t),
        "meaning": kind.meaning,
        "status": kind.word,
        "about": _write_about(_list_facts(row, table, t), MODELS[table], t),
        "publication": _find_publication(row, tables),
    }


def write_value(row: pd.Series, table: str, t: Translator) -> str:
    """The number of a row in full, with its bound and its range."""
    value, low, high = (
        _number(row[name]) for name in (MODELS[table].number_column(), "low", "high")
    )
    unit = str(row.get("currency") or "people")
    return format_point(Point("", value, low, high, str(row["bound"])), unit, t, full=True)


def _number(cell: object) -> float | None:
    return None if pd.isna(cell) else float(str(cell))


def _find_publication(row: pd.Series, tables: Tables) -> Publication:
    sources = tables.sources.set_index("source_id", drop=False)
    return read_publication(row["source_id"], sources.loc[row["source_id"]])


def _list_facts(row: pd.Series, table: str, t: Translator) -> list[tuple[str, str, str]]:
    """What a row is about: column, its title, and what it says in words."""
    left, facts = {*UNTOLD, MODELS[table].number_column(), "low", "high"}, []
    for column in describe_columns(MODELS[table], t):
        cell = row[column.name]
        if column.name in left or pd.isna(cell) or str(cell) in _EVERYTHING:
            continue
        facts.append((column.name, column.title, write_cell(cell, column, t)))
    return facts


def write_cell(cell: Any, column: Column, t: Translator) -> str:
    """A cell that is filled in, in words."""
    if column.kind == "day":
        return t.format_day(cell)
    return t.format_number(cell) if "number" in column.kind else str(column.words(str(cell), t))


def _write_about(facts: Sequence[tuple[str, str, str]], model: type[Table], t: Translator) -> str:
    """What a row is about in one line: of whom, where, and of which days."""
    told = {column: words for column, _, words in facts if column in model.fact_columns()}
    days = dict.fromkeys(told.pop(name) for name in model.columns_of_kind("day") if name in told)
    first, *last = days or ("",)
    period = t("{first} to {last}", first=first, last=last[-1]) if last else first
    return " · ".join(filter(None, (*told.values(), period)))


def _is_same(rows: pd.DataFrame, row: pd.Series, columns: Sequence[str]) -> pd.Series:
    """Which rows say the same fact, in whichever edition."""
    same = pd.Series(True, index=rows.index)
    for column in columns:
        cell = row[column]
        same &= rows[column].isna() if pd.isna(cell) else rows[column] == cell
    return same


def _list_editions(
    same: pd.DataFrame, table: str, tables: Tables, t: Translator
) -> list[dict[str, Any]]:
    """Every edition of a fact, the oldest first, with how long its bar is beside the others'."""
    number = MODELS[table].number_column()
    top = same[number].max()
    return [
        {
            "name": name,
            "day": _find_publication(row, tables).describe_day(t),
            "publisher": t.data(_find_publication(row, tables).publisher),
            "number": write_value(row, table, t),
            "share": 0 if pd.isna(row[number]) or not top else round(100 * row[number] / top),
        }
        for name, (_, row) in zip(name_rows(same, table), same.iterrows(), strict=True)
    ]
