"""From the bytes of a file to its repair: file, layout, rows, columns, cells, in this order."""

from schemas import MODELS, TABLES
from schemas.findings import Place
from schemas.text import MOST_COLUMNS, CsvRecords, make_text_table
from upkeep.clean.columns import columns_of
from upkeep.clean.decoding import decoded
from upkeep.clean.filling import repair_cells
from upkeep.clean.header import meant
from upkeep.clean.layout import Layout, laid_out
from upkeep.clean.naming import name_columns
from upkeep.clean.repair import Repair
from upkeep.clean.sorting import sort_rows
from upkeep.clean.unclosed import read_on


def table_named(name: str) -> str:
    """The table a file name speaks of, or '': 'aid_flows (2).fixed.csv' is aid_flows."""
    plain = name.lower()
    found = [table for table in TABLES if plain.startswith(table)]
    return max(found, key=len, default="")


def repair(file: str, content: bytes, name: str = "") -> Repair:
    """Everything that can be seen and undone in one file without knowing the others."""
    made = Repair(file)
    text = decoded(content)
    made.sure = text.sure
    for symptom in text.symptoms:
        made.see(symptom.cause, made.line(symptom.line), details=symptom.details)
        if symptom.cause in ("byte_order_mark", "file_utf16"):
            made.change(symptom.cause, Place(file), "", "UTF-8")
    if text.text is None:
        made.sure = False
        return made
    named = table_named(name or file.replace("\\", "/").rsplit("/", 1)[-1])
    layout = laid_out(text.text, named, TABLES)
    if layout is None or len(layout.split.header) > MOST_COLUMNS:
        _refuse(made, named, layout)
        return made
    made.table = layout.table
    if named and named != layout.table:
        made.see("file_other_table", details=(("table", f"{layout.table}.csv"),))
    for symptom in layout.symptoms:
        made.see(symptom.cause, made.line(symptom.line), details=symptom.details)
        _note_layout(made, symptom.cause, symptom.line, layout)
    ends = text.text.endswith((b"\n", b"\r"))
    found = read_on(made, text.text, layout)
    _table(made, found, layout, ends=ends)
    comma = layout.separator == ";"
    declared = columns_of(TABLES[layout.table])
    repair_cells(made, declared, comma_is_decimal=comma, all_letters=text.letters_changed)
    return made


def _refuse(made: Repair, named: str, layout: Layout | None) -> None:
    made.sure, made.table = False, named
    if layout is not None:
        made.see("file_columns", made.line(1), details=(("limit", MOST_COLUMNS),))
        return
    columns = list(TABLES[named].columns())[:4] if named else ["source_id", "series"]
    made.see("file_unknown_table", made.line(1), details=(("wanted", ", ".join(columns)),))


def _note_layout(made: Repair, cause: str, line: int, layout: Layout) -> None:
    place = made.line(line)
    if cause in ("preamble", "separator_line"):
        made.change(cause, place, "", None)
    elif cause == "separator":
        made.change(cause, place, layout.separator, ",")
    elif cause == "header_missing":
        made.change(cause, place, "", ",".join(layout.split.header))
    else:
        made.change(cause, place, '"', "")


def _table(made: Repair, found: CsvRecords, layout: Layout, *, ends: bool) -> None:
    """Names, rows and columns of the table, in the columns its model declares."""
    model = TABLES[layout.table]
    declared = columns_of(model)
    match = meant(found, list(declared))
    made.positions = {name: at + 1 for name, at in match.positions.items()}
    made.missing = tuple(match.missing)
    name_columns(made, found, match)
    sort_rows(made, found, match, declared, layout.separator, ends=ends)
    if not len(found.lines) and not made.ragged and layout.table in MODELS:
        made.see("file_without_rows")
    kept = (*match.unknown, *match.repeated_differently)
    made.unknown = [(found.header[at], found.column(at)) for at in kept]
    wanted = [match.positions.get(name) for name in declared]
    records = [["" if at is None else record[at] for at in wanted] for record in found.records]
    made.text = make_text_table(model.file_name(), list(declared), found.lines, records)
    made.rows = dict(zip(found.lines, found.rows, strict=True))
