"""The report as annotations that GitHub shows beside the lines of a change."""

from typing import Final

from locales import Language
from schemas.findings import Finding, Severity
from upkeep.checking import Report
from upkeep.reports.grouping import counted, groups

_WORDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_github(report: Report, t: Language) -> str:
    """One annotation for each finding; ten times the same is summed up in one more."""
    lines = []
    for group in groups(report):
        lines += [_annotation(finding, t) for finding in group.told]
        rest = group.rest(t)
        if rest:
            at = group.findings[len(group.told)]
            title = _property(t(group.cause.title))
            word = _WORDS[group.severity]
            lines.append(f"::{word} {_where(at)},title={title}::{_data(rest)}")
    lines.append(counted(report, t))
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding, t: Language) -> str:
    title = _property(t(finding.cause.title))
    word = _WORDS[finding.severity]
    return f"::{word} {_where(finding)},title={title}::{_data(finding.write_message(t))}"


def _where(finding: Finding) -> str:
    place = finding.place
    parts = [f"file={_property(place.file)}"]
    if place.line > 0:
        parts.append(f"line={place.line}")
    if place.line > 0 and place.position:
        parts.append(f"col={place.position}")
    return ",".join(parts)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
