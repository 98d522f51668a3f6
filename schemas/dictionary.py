"""The data dictionary: `data/README.md`, written from the schemas."""

import re
from collections.abc import Iterator, Mapping
from inspect import getdoc
from typing import Any, Final

from schemas import codes
from schemas.cells import kind_of
from schemas.places import DONOR_GROUPS, GROUPS
from schemas.problems import ADVICE
from schemas.reading import TABLES
from schemas.table import Table

INTRODUCTION: Final = """\
# The data

These tables hold what is known and who said so. Every row of figures names its publication, and
`sources.csv` describes each publication once. A text editor or a spreadsheet is enough to change
them; nothing here needs programming.

## How the tables work

- One fact a row. The same fact, printed again by a later publication, is a **new row** with a new
  `source_id`; old rows stay. Readers see the latest edition, and can see how a number was revised.
- A figure that was not found is **not 0**. Leave the row out, or say so with `obs_status` O.
- `bound` is part of the number: “13 million”, “at least 13 million” and “close to 13 million” are
  three different things.
- `status` keeps kinds of knowledge apart: a verified count, an estimate, a claim.
- Dates are written year-month-day (2025-08-31), numbers without spaces or separators (1286),
  amounts in full units (500000000, not 500 m).
- Save as “CSV UTF-8”, with commas. In Excel, open with Data → From Text/CSV so that dates and
  codes stay as they are.
- No names of victims, no coordinates, nothing finer than an oblast or rayon.

## To add a number

1. Add one row to `sources.csv` for the publication, with a new `source_id` such as
   `ohchr-2026-10-12`.
2. Add one row for each number to the table it belongs to, with that `source_id`.
3. Reload the dashboard. If something is wrong, readers keep the last good data, and the server
   prints every problem with file, line, column and what to write instead.

## To correct an error of a source

Keep what the source printed in the table, and add a row to `corrections.csv` that says where it is,
what it should be, and why. The correction is applied while the table is read, and only as long as
the cell still says what was printed.

## Files and columns

This part is written from the schemas. A column marked • must be filled in every row.
"""


def dictionary() -> str:
    """The whole text of `data/README.md`."""
    return INTRODUCTION + "".join(_table(model) for model in TABLES.values()) + _end()


def _table(model: type[Table]) -> str:
    meaning = (getdoc(model) or "").splitlines()[0]
    key = ", ".join(f"`{name}`" for name in model.key_columns())
    rows = "".join(_row(name, declared) for name, declared in model.columns().items())
    return (
        f"\n### {model.file_name()}\n\nEach row: {meaning[0].lower()}{meaning[1:]}\n"
        f"No two rows may agree in all of: {key}.\n\n"
        f"| column | | what it holds | how to write it |\n|---|---|---|---|\n{rows}"
        f"{''.join(_rules(model))}"
    )


def _row(name: str, declared: Any) -> str:
    metadata = declared.metadata
    mark = "•" if metadata["required"] else ""
    return f"| `{name}` | {mark} | {declared.description} | {_form(declared.dtype, metadata)} |\n"


def _form(dtype: object, metadata: Mapping[str, Any]) -> str:
    if metadata["codes"]:
        return "one of: " + ", ".join(f"`{code}`" for code in metadata["codes"])
    unit = f", {metadata['unit']}" if metadata["unit"] else ""
    forms = {
        "day": "a day: 2025-08-31",
        "whole_number": f"a whole number{unit}",
        "decimal_number": f"a number{unit}",
    }
    return forms.get(kind_of(dtype), f"like {metadata['form']}" if metadata["form"] else "text")


def _rules(model: type[Table]) -> Iterator[str]:
    rules = [name for name in model.row_rules() if name != "duplicate"]
    if rules:
        yield "\nRules over several columns, by the name of the column to mend:\n\n"
    for name in rules:
        advice = re.sub(r"\{\w+\}", "…", ADVICE.get(name, ADVICE["bound_range"]))
        yield f"- `{model.row_rules()[name][0]}`: {advice}\n"


_VOCABULARIES: Final = (
    ("Bound", codes.BOUND),
    ("Status of displacement", codes.DISPLACEMENT_STATUS),
    ("Status of deaths", codes.DEATHS_STATUS),
    ("Observation status (SDMX)", codes.OBS_STATUS),
    ("Population group (HAPI; RAS, TPR, PIN and DSP are ours)", codes.POPULATION_GROUP),
    ("Measure of aid", codes.AID_MEASURE),
    ("Frequency", codes.FREQUENCY),
    ("Places that are no country or oblast", GROUPS),
    ("Donors that are no country", DONOR_GROUPS),
)


def _end() -> str:
    lists = []
    for title, words in _VOCABULARIES:
        items = "".join(f"- `{code}`: {meaning}\n" for code, meaning in words.items())
        lists.append(f"\n#### {title}\n\n{items}")
    return "\n### What the codes mean\n" + "".join(lists)
