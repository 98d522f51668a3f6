"""Every cell of a table seen and where sure undone, each distinct text once."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from schemas.findings import Place
from upkeep.clean.cells import is_suspect, repair_steps
from upkeep.clean.columns import Column
from upkeep.clean.repair import MOST, Repair
from upkeep.clean.steps import Step


def repair_cells(
    made: Repair, declared: Mapping[str, Column], *, comma_is_decimal: bool, all_letters: bool
) -> None:
    """Repair the cells of every column of the table in place, and note what was found."""
    for name, column in declared.items():
        if name not in made.positions:
            continue
        cells = made.read.frame[name]
        if all_letters:
            _note_letters(made, name, cells)
        steps = {
            text: found
            for text in cells.unique()
            if is_suspect(text, column)
            and (found := repair_steps(text, column, comma_is_decimal=comma_is_decimal))
        }
        if steps:
            _note(made, name, cells[cells.isin(list(steps))], steps)
            written = {text: _last_sure(text, found) for text, found in steps.items()}
            made.read.frame[name] = cells.replace(written)


def _last_sure(text: str, steps: Sequence[Step]) -> str:
    """What a text becomes; without a sure repair it stays as it is."""
    return next((step.text for step in reversed(steps) if step.text is not None), text)


def _note(made: Repair, name: str, cells: pd.Series, steps: Mapping[str, Sequence[Step]]) -> None:
    seen: Counter[str] = Counter()
    for line, before in cells.items():
        place, text = made.cell(int(str(line)), name), before
        for step in steps[before]:
            seen[step.cause] += 1
            if seen[step.cause] <= MOST:
                made.see(step.cause, place, text, step.details, step.text)
            text = step.text if step.text is not None else text
        if text != before:
            made.change(steps[before][-1].cause, place, before, text)
    for cause, number in seen.items():
        if number > MOST:
            column = Place(made.file, 0, 0, made.positions[name], name)
            made.see("findings_cut", column, cause, (("number", number - MOST),))


def _note_letters(made: Repair, name: str, cells: pd.Series) -> None:
    """After another encoding, every cell with letters beyond ASCII is written differently."""
    for line, text in cells[~cells.str.isascii()].items():
        shown = "".join(sign if sign.isascii() else "\ufffd" for sign in text)
        made.change("file_encoding", made.cell(int(str(line)), name), shown, text)
