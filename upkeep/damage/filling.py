"""Every cell of a table seen and where sure undone, each distinct text once."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from schemas.raw import RawColumn
from upkeep.damage.cells import repair_steps, suspects
from upkeep.damage.columns import Column
from upkeep.damage.repair import MOST, Repair
from upkeep.damage.steps import Step
from upkeep.findings import Place


def repair_cells(
    made: Repair, declared: Mapping[str, Column], *, comma_is_decimal: bool, all_letters: bool
) -> None:
    """Repair the cells of every column of the table in place, and note what was found."""
    for name, column in declared.items():
        if name not in made.positions:
            continue
        cells = made.read.column(name)
        if all_letters:
            _note_letters(made, name, cells)
        odd = suspects(cells.texts, column)
        if not odd.any():
            continue
        steps: dict[int, list[Step]] = {}
        for code in np.flatnonzero(odd):
            found = repair_steps(
                str(cells.written[code]), column, comma_is_decimal=comma_is_decimal
            )
            if found:
                steps[int(code)] = found
        _note(made, name, cells, steps)
        made.read.put(name, cells.rewritten(_written(steps)))


def _written(steps: Mapping[int, Sequence[Step]]) -> dict[int, str]:
    """What each text becomes; texts without a sure repair stay as they are."""
    sure = {
        code: [step.text for step in found if step.text is not None]
        for code, found in steps.items()
    }
    return {code: texts[-1] for code, texts in sure.items() if texts}


def _note(made: Repair, name: str, cells: RawColumn, steps: Mapping[int, Sequence[Step]]) -> None:
    chosen = np.zeros(len(cells.texts), bool)
    chosen[list(steps)] = True
    seen: Counter[str] = Counter()
    for row in cells.rows(chosen):
        code, place = int(cells.codes[row]), made.cell(int(row), name)
        before = text = str(cells.written[code])
        for step in steps[code]:
            seen[step.cause] += 1
            if seen[step.cause] <= MOST:
                made.see(step.cause, place, text, step.details, step.text)
            text = step.text if step.text is not None else text
        if text != before:
            made.change(steps[code][-1].cause, place, before, text)
    for cause, number in seen.items():
        if number > MOST:
            column = Place(made.file, 0, 0, made.positions[name], name)
            made.see("findings_cut", column, cause, (("number", number - MOST),))


def _note_letters(made: Repair, name: str, cells: RawColumn) -> None:
    """After another encoding, every cell with letters beyond ASCII is written differently."""
    beyond = ~cells.texts.str.isascii().to_numpy(bool)
    for row in cells.rows(beyond):
        text = cells.cell(int(row))
        shown = "".join(sign if sign.isascii() else "\ufffd" for sign in text)
        made.change("file_encoding", made.cell(int(row), name), shown, text)
