"""What is wrong with the names of the columns, said and undone."""

from schemas.findings import Place
from schemas.text import CsvRecords
from upkeep.clean.header import Meant
from upkeep.clean.repair import Repair


def name_columns(made: Repair, found: CsvRecords, match: Meant) -> None:
    """Note every column that is missing, renamed, repeated, unknown or out of order."""
    line = max(found.header_line, 0)

    def at(position: int) -> Place:
        return Place(made.file, line, line, position + 1, found.header[position])

    for position, name in match.renamed.items():
        written = found.header[position]
        made.see("column_renamed", at(position), written, (("wanted", name),), name)
        made.change("column_renamed", at(position), written, name)
    for name in match.missing:
        made.see("column_missing", Place(made.file, line, line, 0, name), name)
    for position in match.unknown:
        made.see("column_unknown", at(position), found.header[position])
    for position in match.repeated_differently:
        made.see("column_repeated", at(position), found.header[position])
    superfluous = {
        "column_repeated": match.repeated,
        "column_blank": match.blank,
        "column_numbering": match.numbering,
    }
    for cause, positions in superfluous.items():
        for position in positions:
            made.see(cause, at(position), found.header[position])
            made.change(cause, at(position), found.header[position], None)
    if match.out_of_order:
        order = sorted(made.positions, key=lambda name: made.positions[name])
        made.see("column_order", made.line(line))
        made.change("column_order", made.line(line), ",".join(order), ",".join(made.positions))
