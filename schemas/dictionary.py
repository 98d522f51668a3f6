"""The data dictionary: every file, column and code, written from the schemas."""

import re
from collections.abc import Iterator
from inspect import getdoc
from typing import Any, Final

from schemas import codes
from schemas.findings import CAUSES
from schemas.places import DONOR_GROUPS, GROUPS
from schemas.reading import TABLES
from schemas.table import Table, find_kind

_INTRODUCTION: Final = """\
## Files and columns

This part is written from the schemas. A column marked • must be filled in every row.
"""


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


def write_dictionary() -> str:
    """What every file and column holds, and what the codes mean, as part of `data/README.md`."""
    return "".join(_write())


def _write() -> Iterator[str]:
    yield _INTRODUCTION
    for model in TABLES.values():
        yield from _table(model)
    yield "\n### What the codes mean\n"
    for title, words in _VOCABULARIES:
        yield f"\n#### {title}\n\n"
        for code, meaning in words.items():
            yield f"- `{code}`: {meaning}\n"


def _table(model: type[Table]) -> Iterator[str]:
    meaning = (getdoc(model) or "").splitlines()[0]
    key = ", ".join(f"`{name}`" for name in model.key_columns())
    yield f"\n### {model.file_name()}\n\nEach row: {meaning[0].lower()}{meaning[1:]}\n"
    yield f"No two rows may agree in all of: {key}.\n\n"
    yield "| column | | what it holds | how to write it |\n|---|---|---|---|\n"
    for name, one in model.columns().items():
        mark = "•" if one.metadata["required"] else ""
        yield f"| `{name}` | {mark} | {one.description} | {_form(one)} |\n"
    rules = {name: read for name, read in model.row_rules().items() if name != "duplicate"}
    if rules:
        yield "\nRules over several columns, by the name of the column to mend:\n\n"
    for name, read in rules.items():
        advice = re.sub(r"\{\w+\}", "…", CAUSES[name].advice)
        yield f"- `{read[0]}`: {advice}\n"


def _form(declared: Any) -> str:
    metadata = declared.metadata
    if metadata["codes"]:
        return "one of: " + ", ".join(f"`{code}`" for code in metadata["codes"])
    unit = f", {metadata['unit']}" if metadata["unit"] else ""
    forms = {
        "day": "a day: 2025-08-31",
        "whole_number": f"a whole number{unit}",
        "decimal_number": f"a number{unit}",
    }
    text = f"like {metadata['form']}" if metadata["form"] else "text"
    return forms.get(find_kind(declared.dtype), text)
