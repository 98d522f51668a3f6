"""Warnings a maintainer has looked into: accepted with name, day and reason, while they last."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from schemas import MODELS
from schemas.applied_corrections import find_lines
from schemas.findings import Finding, Severity
from upkeep.clean.repair import Repair
from upkeep.rules.rule import SENSE


def accept(
    findings: Sequence[Finding], tables: Mapping[str, Repair]
) -> tuple[list[Finding], list[Finding]]:
    """The findings, some of them accepted, and a note for each acceptance that met none."""
    made = tables.get("accepted_warnings")
    if made is None or made.text is None:
        return list(findings), []
    rows = made.read.frame
    by_cell, used = _find_accepted(rows, tables), set()
    result = []
    for finding in findings:
        met = by_cell.get((finding.cause.name, finding.place.file, finding.place.line), ())
        if not met or finding.cause.severity is Severity.ERROR:
            result.append(finding)
            continue
        used.update(met)
        words = rows.loc[met[0], ["accepted_by", "accepted_on", "reason"]]
        result.append(finding.accept(*words))
    cause = SENSE["acceptance_unused"]
    unused = [Finding(cause, made.cell(line, "warning"), rows.at[line, "warning"])
              for line in rows.index if line not in used]  # fmt: skip
    return result, unused


def _find_accepted(
    rows: pd.DataFrame, tables: Mapping[str, Repair]
) -> dict[tuple[str, str, int], list[int]]:
    """For each warning, file and line that is accepted, the lines in which that stands."""
    of_file = {MODELS[name].file_name(): made for name, made in tables.items() if name in MODELS}
    found: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for line, row in rows.iterrows():
        if (of := of_file.get(row["file"])) and of.text is not None:
            for told in find_lines(of.text, row["row"]):
                found[row["warning"], of.file, told].append(int(str(line)))
    return found
