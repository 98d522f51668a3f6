"""What a check finds in files that it does not find in the present data."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from schemas.findings import Finding
from upkeep.checking import Given, Report, check
from upkeep.clean.repair import Repair

Key = tuple[object, ...]


def parted(report: Report, present: Mapping[str, bytes]) -> tuple[Report, Report]:
    """The findings that are new, and those that stand in the present data as well.

    A finding is the same if it says the same of the same row, in whatever line that stands.
    """
    tables = {made.table for made in report.repairs} & present.keys()
    given = [Given(f"{table}.csv", present[table]) for table in sorted(tables)]
    if not given:
        return report, replace(report, findings=())
    before = check(given, present)
    known = Counter(_keys(before).values())
    new: list[Finding] = []
    old: list[Finding] = []
    for finding, key in _keys(report).items():
        (old if known[key] > 0 else new).append(finding)
        known[key] -= 1
    return replace(report, findings=tuple(new)), replace(report, findings=tuple(old))


def _keys(report: Report) -> dict[Finding, Key]:
    """What each finding says, and of which row, wherever it stands."""
    made = {each.file: each for each in report.repairs}
    return {finding: _key(finding, made.get(finding.place.file)) for finding in report.findings}


def _key(finding: Finding, made: Repair | None) -> Key:
    place = finding.place
    table = made.table if made else place.file
    row = _row(made, place.line) if made else ()
    return (table, finding.cause.name, place.column, finding.value, finding.details, row)


def _row(made: Repair, line: int) -> tuple[str, ...]:
    """The cells of the row in a line; empty for what is said of no row."""
    if made.text is None or line not in made.text.frame.index:
        return ()
    return tuple(made.text.frame.loc[line])
