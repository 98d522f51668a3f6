"""The report of a check in the forms that people and machines read."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup

from exports.html import build_policy
from locales import Language
from schemas.findings import Cause, Finding, Severity
from upkeep.check import Report
from upkeep.clean.repair import Change
from upkeep.template import fill_part, fill_report

SHOWN: Final = 9
"""Findings of one group that are told one by one; the tenth and later ones are summed up."""
_CHANGES: Final = 500
"""As many changes of repaired files a page lists."""
_COLOURS: Final = {severity: Markup("\033[1;{}m{{}}\033[0m").format(number)
                   for severity, number in zip(Severity, (31, 33, 36), strict=True)}  # fmt: skip
_ANNOTATIONS: Final = {Severity.NOTE: "notice"}
"""What GitHub calls otherwise."""


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

    def sum_up(self, t: Language) -> str:
        """The others in one line, or ''."""
        left = self.findings[SHOWN:]
        lines = [t.format_number(line) for line in sorted(each.place.line for each in left) if line]
        told = {"number": t.format_number(len(left))}
        if not lines:
            return t("… and {number} more like this", **told) if left else ""
        told |= {"first": lines[0], "last": lines[-1]}
        if lines[0] == lines[-1]:
            return t("… and {number} more like this, line {first}", **told)
        return t("… and {number} more like this, lines {first}–{last}", **told)


def group_findings(findings: Sequence[Finding]) -> Iterator[Group]:
    """Findings by cause and file, worst first."""
    for _, found in groupby(
        findings, key=lambda one: (one.severity, one.cause.name, one.place.file)
    ):
        alike = list(found)
        yield Group(alike[0].severity, alike[0].cause, alike[0].place.file, alike)


def count_findings(report: Report, t: Language) -> str:
    """How many findings of each kind: '3 errors, 1 warning, 2 notes'."""
    return t.join_items([
        t.count("{n} error", "{n} errors", report.count(Severity.ERROR)),
        t.count("{n} warning", "{n} warnings", report.count(Severity.WARNING)),
        t.count("{n} note", "{n} notes", report.count(Severity.NOTE)),
    ])  # fmt: skip


def sum_up(report: Report, t: Language, *, everything: bool = True) -> list[str]:
    """How many findings there are in how many files; then one line for what was known before."""
    files = t.count("{n} file", "{n} files", len(report.files))
    if not report.against:
        return [t("{files}: {numbers}.", files=files, numbers=count_findings(report, t))]
    new, known = (count_findings(report.only(known=known), t) for known in (False, True))
    first = t("{files}, new beside {name}: {numbers}.",
              files=files, name=report.against, numbers=new)  # fmt: skip
    rest = "" if everything else " " + t("--all lists it.")
    return [first, *([t("Known before: {numbers}.", numbers=known) + rest] * bool(report.known))]


def find_shown(report: Report, *, everything: bool) -> tuple[Finding, ...]:
    """What is told one by one: what is new, and every error; or everything."""
    known = frozenset() if everything else report.known
    return tuple(finding for finding in report.findings
                 if finding not in known or finding.severity is Severity.ERROR)  # fmt: skip


def list_changes(report: Report) -> list[tuple[str, Change]]:
    """Every change of the copies that may be written, with its file."""
    return [(made.file, change) for made in report.repairs if made.sure for change in made.changes]


def write_text(
    report: Report, t: Language, *, colour: bool = False, everything: bool = True
) -> str:
    """For a terminal, coloured only where somebody sees it; the numbers stand at the end."""
    return fill_report(
        "findings.txt", t,
        groups=list(group_findings(find_shown(report, everything=everything))),
        colours=_COLOURS if colour else {},
        repairs=[made for made in report.repairs if made.changes and made.sure],
        totals=sum_up(report, t, everything=everything),
    )  # fmt: skip


def write_html(report: Report, t: Language) -> str:
    """One page that needs nothing else: light or dark, on a phone or on paper."""
    shown = find_shown(report, everything=False)
    changes = [f"{file}: {change.message(t)}" for file, change in list_changes(report)]
    return fill_report(
        "findings.html", t,
        groups=list(group_findings(shown)),
        known=list(group_findings([one for one in report.findings if one not in shown])),
        policy=build_policy({"style-src": "'unsafe-inline'"}),
        changes=changes[:_CHANGES],
        left=len(changes) - _CHANGES,
        totals=sum_up(report, t),
    )  # fmt: skip


def write_sections(findings: Sequence[Finding], t: Language, level: int = 3) -> Markup:
    """Every group under a heading of that level; part of a page."""
    return fill_part("findings.html", "sections", t, list(group_findings(findings)), level)


def write_github(report: Report, t: Language, *, everything: bool = True) -> str:
    """Annotations that GitHub shows beside the lines of a change; ten alike are summed up."""
    lines = []
    for group in group_findings(find_shown(report, everything=everything)):
        told = [(finding.place, finding.write_message(t)) for finding in group.told]
        if rest := group.sum_up(t):
            told.append((group.findings[SHOWN].place, rest))
        for place, words in told:
            where = f"file={_escape(place.file)}"
            where += f",line={place.line}" if place.line else ""
            where += f",col={place.position}" if place.line and place.position else ""
            word = _ANNOTATIONS.get(group.severity, group.severity.value)
            title = _escape(t(group.cause.title))
            lines.append(f"::{word} {where},title={title}::{_escape(words, '')}")
    return "".join(f"{line}\n" for line in (*lines, *sum_up(report, t, everything=everything)))


def _escape(text: str, further: str = ":,") -> str:
    """Text as a value of an annotation."""
    for sign in ("%", "\r", "\n", *further):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def write_json(report: Report, t: Language) -> str:
    """Every finding and every change, in a stable order and with stable names."""
    told = {
        "version": 1, "language": t.code, "against": report.against, "files": report.files,
        "counts": {severity.value: report.count(severity) for severity in Severity},
        "findings": [
            {
                **_locate(one), "severity": one.severity.value, "cause": one.cause.name,
                "title": t(one.cause.title), "value": one.value, "advice": one.write_advice(t),
                "instead": one.instead, "message": one.write_message(t),
                "accepted": one.accepted
                and dict(zip(("by", "on", "reason"), one.accepted, strict=True)),
                "known": one in report.known,
            }
            for one in report.findings
        ],
        "changes": [
            {**_locate(one), "cause": one.cause.name, "before": one.before, "after": one.after,
             "message": one.message(t)}
            for one in report.changes
        ],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _locate(told: Finding | Change) -> dict[str, Any]:
    return {**asdict(told.place), "letters": told.place.column_letters()}


FORMS: Final[Mapping[str, Callable[..., str]]] = {
    "text": write_text,
    "json": write_json,
    "github": write_github,
    "html": write_html,
}
"""Every form of a report, by name."""
