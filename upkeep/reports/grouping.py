"""Findings grouped by their cause and file: ten times the same is said once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from locales import Language
from schemas.findings import Cause, Finding, Severity
from upkeep.checking import Report

SHOWN = 9
"""Findings of one group that are told one by one; the tenth and later ones are summed up."""


@dataclass(frozen=True)
class Group:
    """Findings of one cause in one file."""

    severity: Severity
    cause: Cause
    file: str
    findings: Sequence[Finding]

    @property
    def told(self) -> Sequence[Finding]:
        """Those told one by one."""
        return self.findings[:SHOWN]

    def rest(self, t: Language) -> str:
        """The others in one line, or ''."""
        left = self.findings[SHOWN:]
        if not left:
            return ""
        lines = [finding.place.line for finding in left if finding.place.line]
        number = t.format_number(len(left))
        if not lines:
            return t("… and {number} more like this", number=number)
        first, last = t.format_number(min(lines)), t.format_number(max(lines))
        if first == last:
            return t("… and {number} more like this, line {first}", number=number, first=first)
        return t(
            "… and {number} more like this, lines {first}–{last}",
            number=number, first=first, last=last,
        )  # fmt: skip


def groups(report: Report) -> Iterator[Group]:
    """The groups of a report, worst first."""
    for (severity, _, file), found in groupby(
        report.findings,
        key=lambda finding: (finding.severity, finding.cause.name, finding.place.file),
    ):
        findings = list(found)
        yield Group(severity, findings[0].cause, file, findings)


def counted(report: Report, t: Language) -> str:
    """How many findings of each kind: '3 errors, 1 warning, 2 notes'."""
    return t.join_items([
        t.count("{n} error", "{n} errors", report.count(Severity.ERROR)),
        t.count("{n} warning", "{n} warnings", report.count(Severity.WARNING)),
        t.count("{n} note", "{n} notes", report.count(Severity.NOTE)),
    ])  # fmt: skip
