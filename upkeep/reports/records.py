"""The report as JSON: every finding, in a stable order and with stable names."""

import json
from typing import Any

from locales import Language
from schemas.findings import Finding, Place, Severity
from upkeep.checking import Report
from upkeep.clean.repair import Change


def as_json(report: Report, t: Language) -> str:
    """Every finding and every change, each with its place and its words."""
    told = {
        "version": 1,
        "language": t.code,
        "files": list(report.files),
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "findings": [_finding(finding, t) for finding in report.findings],
        "changes": [_change(change, t) for change in report.changes],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _place(place: Place) -> dict[str, Any]:
    return {
        "file": place.file,
        "line": place.line,
        "row": place.row,
        "column": place.column,
        "position": place.position,
        "letters": place.column_letters(),
    }


def _finding(finding: Finding, t: Language) -> dict[str, Any]:
    accepted = finding.accepted
    return {
        **_place(finding.place),
        "severity": finding.severity.value,
        "cause": finding.cause.name,
        "title": t(finding.cause.title),
        "value": finding.value,
        "advice": finding.write_advice(t),
        "instead": finding.instead,
        "message": finding.write_message(t),
        "accepted": dict(zip(("by", "on", "reason"), accepted, strict=True)) if accepted else None,
    }


def _change(change: Change, t: Language) -> dict[str, Any]:
    return {
        **_place(change.place),
        "cause": change.cause.name,
        "before": change.before,
        "after": change.after,
        "message": change.message(t),
    }
