"""Data responsibility: no persons, no coordinates, no place finer than a rayon."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from schemas import TABLES
from schemas.findings import Finding, Place
from upkeep.clean.cells import columns_of
from upkeep.clean.layout import plain
from upkeep.clean.repair import Repair
from upkeep.rules.rule import SENSE

_DECLARED: Final = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_CELLS: Final = {SENSE[name]: "|".join(patterns) for name, patterns in _DECLARED["cells"].items()}


def responsible(made: Repair) -> Iterator[Finding]:
    """Everything in a file that may point to a person or an exact place."""
    for name, cells in made.unknown:
        place = Place(made.file, 1, 1, 0, name)
        if {plain(name), name.strip().lower()} & {*_DECLARED["columns"]}:
            yield Finding(SENSE["column_sensitive"], place, name)
        for cause, pattern in _CELLS.items():
            if any(re.search(pattern, text) for text in set(cells[:1000])):
                yield Finding(cause, place, name)
    columns = columns_of(TABLES[made.table]) if made.text is not None else {}
    for name, declared in columns.items():
        if declared.kind == "text" and name not in _DECLARED["quoting"]:
            cells_of = made.read.frame[name]
            for cause, pattern in _CELLS.items():
                found = [text for text in cells_of.unique() if re.search(pattern, text)]
                for line, text in cells_of[cells_of.isin(found)].items():
                    yield Finding(cause, made.cell(int(str(line)), name), text)
