"""Whether two numbers may be set beside each other or added, by the rules that figures keep.

What a number is and where its page stands is not here.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from exports.columns import describe_columns
from figures.core.selection import NotAddable, add_up
from locales import Translator, later
from schemas import MODELS, Tables
from web.numbers import find_numbers, summarize_number, write_cell, write_numbers

BESIDE: Final = "beside"
"""The parameter that names the other number."""
_LONGEST: Final = 200
_NAME: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])")
_WHY: Final = {
    "a whole and its parts": later("One of them is a part of the other."),
    "temporary protection is": later("People under temporary protection are among the refugees."),
    "the same money": later("Both tell of the same money."),
    "two editions": later(
        "They are two editions of the same number: the later replaces the earlier."
    ),
    "periods that share": later("Their periods share days, so the same would be counted twice."),
    "people counted on different": later("They count people on different days."),
}
"""What the rule of sums says, in words for readers."""


def find_name(words: str) -> str:
    """The name of a number in its address, or alone; '' where there is none."""
    found = _NAME.search(words)
    return found[0] if found else ""


def write_number_page(name: str, asked: str, tables: Tables, t: Translator, base: str) -> str:
    """The content of a number's page, with the number that is asked for beside it.

    Raises KeyError for a name no number has.
    """
    asked = asked[:_LONGEST]
    other, beside = find_name(asked), None
    if other == name:
        asked = ""
    elif other in find_numbers(tables):
        beside = compare_numbers(name, other, tables, t)
    return write_numbers(name, tables, t, base, asked, beside)


def compare_numbers(name: str, other: str, tables: Tables, t: Translator) -> dict[str, Any]:
    """What two numbers count, and why they may be compared and added or not.

    Raises KeyError for a name no number has.
    """
    (table, line), (second, line_2) = (find_numbers(tables)[one] for one in (name, other))
    told = {"other": summarize_number(other, tables, t)}
    if table != second:
        why = (t("They count different things: people, victims or money."),)
        return {**told, "differences": (), "apart": why, "not_added": why}
    rows = getattr(tables, table).loc[[line, line_2]]
    differences = tuple(_find_differences(rows, table, t))
    kinds = MODELS[table].columns_marked("uniform")
    apart = tuple(
        t("{name}: {one} and {other} are not the same.", name=title, one=one, other=two)
        for column, title, one, two in differences
        if column in kinds
    )
    return {
        **told,
        "differences": [texts for _, *texts in differences],
        "apart": apart,
        "not_added": apart or tuple(_explain_sum(rows, table, t)),
    }


def _find_differences(
    rows: pd.DataFrame, table: str, t: Translator
) -> Iterator[tuple[str, str, str, str]]:
    """Each column in which two rows differ: its name, its title, and both cells in words."""
    model = MODELS[table]
    left = {"source_id", "note", "obs_status", "as_of", "package", *model.number_columns()}
    for column in describe_columns(model, t):
        cells = list(rows[column.name])
        if column.name in left or cells[0] == cells[1] or rows[column.name].isna().all():
            continue
        one, other = (
            "–" if pd.isna(cell) or cell == "" else write_cell(cell, column, t) for cell in cells
        )
        yield column.name, column.title, one, other


def _explain_sum(rows: pd.DataFrame, table: str, t: Translator) -> Iterator[str]:
    """Why two rows may not be added; nothing if they may."""
    try:
        add_up(rows, MODELS[table].number_column())
    except NotAddable as refused:
        known = (words for part, words in _WHY.items() if part in str(refused))
        yield t(next(known, later("The figures here never add such numbers.")))
