"""The data dictionary: every file, column and code, written from the schemas."""

import re
from collections.abc import Iterator, Mapping
from inspect import getdoc
from typing import Any, Final

from schemas import codes
from schemas.findings import CAUSES
from schemas.places import DONOR_GROUPS, GROUPS
from schemas.reading import TABLES
from schemas.table import Table, kind_of

_INTRODUCTION: Final = """\
## Files and columns

This part is written from the schemas. A column marked • must be filled in every row.
"""


def dictionary() -> str:
    """What every file and column holds, and what the codes mean, as part of `data/README.md`."""
    return _INTRODUCTION + "".join(_table(model) for model in TABLES.values()) + _end()


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
        advice = re.sub(r"\{\w+\}", "…", CAUSES.get(name, CAUSES["bound_range"]).advice)
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
