"""A file after everything sure has been undone, and everything that was seen on the way.

From its bytes to its repair: kind of file, layout, rows, cells, in this order.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pandas as pd

from locales import Language
from schemas import MODELS, TABLES
from schemas.findings import CAUSES, Cause, Finding, Place, Severity, show_invisible
from schemas.text import MOST_COLUMNS, TextTable, make_text_table
from upkeep.clean.cells import (
    Column,
    columns_of,
    find_lost_points,
    is_suspect,
    last_sure,
    repair_steps,
)
from upkeep.clean.decode import Step, decode, either
from upkeep.clean.layout import lay_out
from upkeep.clean.rows import sort_rows

MOST: int = 100_000
"""Findings of one kind in one column that are listed one by one."""
_DECLARED: Final = tomllib.loads(Path(__file__).with_name("causes.toml").read_text("utf-8"))
DAMAGE: Final[Mapping[str, Cause]] = MappingProxyType(
    {
        name: Cause(name, Severity(words.pop("severity", "error")), **words)
        if words
        else CAUSES[name]
        for name, words in _DECLARED.items()
    }
)
"""Every kind of damage, by name."""
_PRESENT: Final = 1_000_000_000
"""From this line on stand the rows with which a part of a table was completed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, row or column that a repair writes differently."""

    cause: Cause
    place: Place
    before: str
    after: str | None
    """What stands there now; None where a whole row or column was taken out."""

    def message(self, t: Language) -> str:
        """The change in words, without its file."""
        where = self.place.describe(t) or t("whole file")
        before = show_invisible(self.before)
        if self.after is None:
            return t("{where}: ‘{before}’ taken out", where=where, before=before)
        after = show_invisible(self.after)
        return t("{where}: ‘{before}’ → ‘{after}’", where=where, before=before, after=after)


@dataclass
class Repair:
    """One file: its table as far as it can be read, findings, and what a repaired copy changes."""

    file: str
    table: str = ""
    text: TextTable | None = None
    """The table in its declared columns; None where there is nothing to check."""
    rows: dict[int, int] = field(default_factory=dict)
    """For the line of every row of the table, its row in a spreadsheet."""
    positions: dict[str, int] = field(default_factory=dict)
    """For every name of a column, where it stands in the file, from 1."""
    missing: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unknown: list[tuple[str, list[str]]] = field(default_factory=list)
    """Columns that no model declares; a repaired copy keeps them."""
    ragged: list[tuple[int, list[str]]] = field(default_factory=list)
    """Rows that could not be fitted, with their lines; a repaired copy keeps them."""
    sure: bool = True
    """Whether a repaired copy may be written at all."""
    whole: "Repair | None" = None
    """Of a part of a table, the whole: its rows in or beside those of the present table."""
    present: "Repair | None" = None
    """Of a whole that was completed, the present table it was completed from."""

    @property
    def read(self) -> TextTable:
        """The table, where it is known that there is one."""
        if self.text is None:
            raise ValueError(f"nothing could be read in {self.file}")
        return self.text

    def note(self, steps: Sequence[Step]) -> None:
        """Note what was seen, and what a repaired copy writes differently."""
        for step in steps:
            place = Place(self.file, step.line, step.row or step.line, step.position, step.column)
            cause = DAMAGE[step.cause]
            self.findings.append(Finding(cause, place, step.value, step.details, step.text))
            if step.undone:
                self.changes.append(Change(cause, place, *step.undone))

    def cell(self, line: int, name: str) -> Place:
        """A cell of the table, by the line of its row and the name of its column."""
        return Place(self.file, line, self.rows[line], self.positions.get(name, 0), name)

    def locate(self, place: Place) -> Place:
        """Where something stands in the files there are: a whole that was completed is none."""
        if self.present is None or place.line < _PRESENT:
            return place
        return self.present.cell(place.line - _PRESENT, place.column)


def table_named(name: str) -> str:
    """The table a file name speaks of, or '': 'aid_flows (2).fixed.csv' is aid_flows."""
    plain = name.lower()
    return max((table for table in TABLES if plain.startswith(table)), key=len, default="")


def repair(file: str, content: bytes, name: str = "") -> Repair:
    """Everything that can be seen and undone in one file without knowing the others."""
    decoded = decode(content)
    made = Repair(file, sure=decoded.sure and decoded.text is not None)
    made.note(decoded.steps)
    if decoded.text is None:
        return made
    made.table = named = table_named(name or file.replace("\\", "/").rsplit("/", 1)[-1])
    layout = lay_out(decoded.text, named, TABLES)
    if layout is None or len(layout.records.header) > MOST_COLUMNS:
        made.sure = False
        columns = list(TABLES[named].columns())[:4] if named else ["source_id", "series"]
        unknown = Step("file_unknown_table", details=(("wanted", ", ".join(columns)),), line=1)
        too_many = Step("file_columns", details=(("limit", MOST_COLUMNS),), line=1)
        made.note([too_many if layout else unknown])
        return made
    made.table, records = layout.table, layout.records
    model = TABLES[made.table]
    declared = columns_of(model)
    if named and named != made.table:
        made.note([Step("file_other_table", details=(("table", model.file_name()),))])
    made.note(layout.steps)
    made.sure = made.sure and layout.sure
    made.missing = tuple(layout.missing)
    made.positions = {column: at + 1 for column, at in layout.positions.items()}
    steps, made.ragged = sort_rows(layout, declared, ends=decoded.text.endswith((b"\n", b"\r")))
    made.note(steps)
    if not records.lines and not made.ragged and made.table in MODELS:
        made.note([Step("file_without_rows")])
    made.unknown = [(records.header[at], records.column(at)) for at in layout.unknown]
    wanted = [layout.positions.get(column) for column in declared]
    cells = [["" if at is None else record[at] for at in wanted] for record in records.records]
    made.text = make_text_table(model.file_name(), list(declared), records.lines, cells)
    made.rows = dict(zip(records.lines, records.rows, strict=True))
    for column in declared.values():
        if column.name in made.positions:
            if decoded.letters_changed:
                _note_letters(made, column.name)
            _repair_column(made, column, comma_is_decimal=layout.separator == ";")
    return made


def _note_letters(made: Repair, name: str) -> None:
    """After another encoding, every cell with letters beyond ASCII is written differently."""
    cells = made.read.frame[name]
    for line, text in cells[~cells.str.isascii()].items():
        shown = "".join(sign if sign.isascii() else "\ufffd" for sign in text)
        place = made.cell(int(str(line)), name)
        made.changes.append(Change(DAMAGE["file_encoding"], place, shown, text))


def _repair_column(made: Repair, column: Column, *, comma_is_decimal: bool) -> None:
    """Repair the cells of a column in place, each distinct text once; note what was found."""
    frame, name = made.read.frame, column.name
    cells, decimal = frame[name], column.kind == "decimal_number"
    steps = {
        text: found
        for text in cells.unique()
        if is_suspect(text, column)
        and (found := repair_steps(text, column, comma_is_decimal=comma_is_decimal))
    }
    if decimal and comma_is_decimal and any("," in text for text in steps):
        steps |= _find_points_of_thousands(cells)
    if steps:
        hurt = cells[cells.isin(list(steps))]
        frame[name] = cells.replace({text: last_sure(text, found) for text, found in steps.items()})
        _note_cells(made, name, hurt, steps)
    if decimal:
        _repair_lost_points(made, name, frame)


def _repair_lost_points(made: Repair, name: str, among: pd.DataFrame) -> None:
    """Give the numbers of a column their decimal point back; `among` holds their whole series."""
    declared = columns_of(TABLES[made.table])
    facts = [each for each in TABLES[made.table].fact_columns()
             if declared[each].kind in ("code", "text")]  # fmt: skip
    for line, meant in find_lost_points(among[name], [among[each] for each in facts]).items():
        if line in made.rows:
            before = among.at[line, name]
            among.at[line, name] = made.read.frame.at[line, name] = meant
            step = Step("decimal_lost", meant)
            _note_cells(made, name, pd.Series({line: before}), {before: [step]})


def _find_points_of_thousands(cells: pd.Series) -> dict[str, list[Step]]:
    """Where decimals have commas, 1.286 may well be a thousand and more."""
    found = cells[cells.str.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}")].unique()
    return {text: [either("number_ambiguous", text.replace(".", ""), text)] for text in found}


def _note_cells(
    made: Repair, name: str, hurt: pd.Series, steps: Mapping[str, Sequence[Step]]
) -> None:
    seen: Counter[str] = Counter()
    for line, before in hurt.items():
        place, text = made.cell(int(str(line)), name), before
        for step in steps[before]:
            seen[step.cause] += 1
            if seen[step.cause] <= MOST:
                found = Finding(DAMAGE[step.cause], place, text, step.details, step.text)
                made.findings.append(found)
            text = step.text if step.text is not None else text
        if text != before:
            made.changes.append(Change(DAMAGE[steps[before][-1].cause], place, before, text))
    for cause, number in seen.items():
        if number > MOST:
            column = Place(made.file, 0, 0, made.positions[name], name)
            details = (("number", number - MOST),)
            made.findings.append(Finding(DAMAGE["findings_cut"], column, cause, details))


def complete(made: Repair, present: Repair) -> bool:
    """Complete a part of a table to its whole, if it has no more than half as many rows.

    Its rows replace those of the present table that are about the same, or are added behind them.
    A table that was cut off looks alike: both readings are told.
    """
    model = TABLES[made.table]
    keys = list(model.key_columns())
    own, old = made.read.frame, present.read.frame
    if not 0 < 2 * len(own) <= len(old) or not set(keys) <= set(made.positions):
        return False
    there = {key: at for at, key in enumerate(old[keys].itertuples(index=False, name=None))}
    about = list(own[keys].itertuples(index=False, name=None))
    replaced = {there[key] for key in about if key in there}
    kept = [at for at in range(len(old)) if at not in replaced]
    order = [*kept, *(there.get(key, len(old)) for key in about)]
    left = old.iloc[kept].set_axis(old.index[kept] + _PRESENT)
    rows = pd.concat([left, own]).iloc[sorted(range(len(order)), key=order.__getitem__)]
    for name in model.columns_of_kind("decimal_number"):
        _repair_lost_points(made, name, rows)
    lines = {line + _PRESENT: row for line, row in present.rows.items()}
    details = (
        ("file", model.file_name()), ("replaced", len(replaced)),
        ("added", sum(key not in there for key in about)), ("lost", len(kept)),
    )  # fmt: skip
    made.note([Step("file_part", details=details)])
    text = TextTable(model.file_name(), rows)
    made.whole = replace(made, text=text, rows=lines | made.rows, unknown=[], present=present)
    return True
