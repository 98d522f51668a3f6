"""Warnings a maintainer has looked into: accepted with name, day and reason, while they last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from locales import later
from schemas import MODELS
from schemas.applied_corrections import find_lines
from schemas.findings import Cause, Finding, Severity
from upkeep.clean.repair import Repair

UNUSED: Final = Cause(
    "acceptance_unused",
    Severity.NOTE,
    later("Acceptance without a warning"),
    later("no such warning is left; remove this row"),
)


@dataclass(frozen=True)
class _Accepted:
    """One row of accepted_warnings.csv, and the lines it speaks of."""

    line: int
    warning: str
    file: str
    lines: frozenset[int]
    words: tuple[str, str, str]


def accept(
    findings: Sequence[Finding], tables: Mapping[str, Repair]
) -> tuple[list[Finding], list[Finding]]:
    """The findings, some of them accepted, and a note for each acceptance that met none."""
    made = tables.get("accepted_warnings")
    if made is None or made.text is None:
        return list(findings), []
    known = _accepted(made, tables)
    names = {tables[table].file: model.file_name() for table, model in MODELS.items()
             if table in tables}  # fmt: skip
    by_rule: dict[tuple[str, str], list[_Accepted]] = {}
    for each in known:
        by_rule.setdefault((each.warning, each.file), []).append(each)
    used: set[int] = set()
    result = []
    for finding in findings:
        ways = by_rule.get((finding.cause.name, names.get(finding.place.file, "")), [])
        met = [each for each in ways if finding.place.line in each.lines]
        if met and finding.cause.severity is not Severity.ERROR:
            used |= {each.line for each in met}
            result.append(finding.accept(*met[0].words))
        else:
            result.append(finding)
    unused = [
        Finding(UNUSED, made.cell(each.line, "warning"), each.warning)
        for each in known
        if each.line not in used
    ]
    return result, unused


def _accepted(made: Repair, tables: Mapping[str, Repair]) -> list[_Accepted]:
    by_file = {MODELS[name].file_name(): table for name, table in tables.items() if name in MODELS}
    found = []
    for line, row in made.read.frame.iterrows():
        of = by_file.get(row["file"])
        lines: frozenset[int] = frozenset()
        if of is not None and of.text is not None:
            lines = frozenset(find_lines(of.text, row["row"]))
        words = (row["accepted_by"], row["accepted_on"], row["reason"])
        found.append(_Accepted(int(str(line)), row["warning"], row["file"], lines, words))
    return found
