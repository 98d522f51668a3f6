"""What breaks the rules of the schemas, said at its place in the file that was given."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from schemas import TABLES, Finding
from schemas.findings import Place
from upkeep.damage.repair import Repair

_OF_ONE_CELL: Final = frozenset({
    "required", "whole_number", "decimal_number", "day", "day_far", "vocabulary", "pattern",
    "place_unknown", "place_too_fine", "donor_unknown", "currency_unknown", "source_unknown",
    "publisher_unknown", "negative",
})  # fmt: skip


def shape_findings(findings: Iterable[Finding], made: Repair) -> Iterator[Finding]:
    """Findings of a table in its file, without those that only repeat what damage has said."""
    said = {
        (finding.place.line, finding.place.column)
        for finding in made.findings
        if finding.place.column and finding.instead is None
    }
    rules = TABLES[made.table].row_rules()
    for finding in findings:
        rule, line, column = finding.cause.name, finding.place.line, finding.place.column
        if {column, *rules.get(rule, ())} & set(made.missing):
            continue
        if rule in _OF_ONE_CELL and (line, column) in said:
            continue
        yield replace(finding, place=made.cell(line, column) if line else Place(made.file))
