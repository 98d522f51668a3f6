"""The report in lines for a terminal, coloured only where somebody sees it."""

from collections.abc import Iterator
from typing import Final

from locales import Language
from schemas.findings import Severity
from upkeep.checking import Report
from upkeep.reports.grouping import Group, counted, groups

_COLOURS: Final = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


def as_text(report: Report, t: Language, *, colour: bool = False, notes: bool = True) -> str:
    """Grouped by cause and file, worst first, with the numbers at the end.

    Without `notes` only what must be mended or looked at again is listed.
    """
    lines = [
        line
        for group in groups(report)
        if notes or group.severity is not Severity.NOTE
        for line in _group(group, t, colour=colour)
    ]
    lines += _changes(report, t)
    files = t.count("{n} file", "{n} files", len(report.files))
    lines.append(t("{files}: {numbers}.", files=files, numbers=counted(report, t)))
    if not notes and report.count(Severity.NOTE):
        lines[-1] += " " + t("--notes lists the notes.")
    return "\n".join(lines) + "\n"


def _group(group: Group, t: Language, *, colour: bool) -> Iterator[str]:
    word = t(group.severity.value).upper()
    if colour:
        word = f"\033[{_COLOURS[group.severity]}m{word}\033[0m"
    title = t(group.cause.title)
    yield f"{word}  {title} [{group.cause.name}]  {group.file}"
    for finding in group.told:
        yield f"  {finding.write_message(t)}"
    rest = group.rest(t)
    if rest:
        yield f"  {rest}"
    yield ""


def _changes(report: Report, t: Language) -> Iterator[str]:
    for made in report.repairs:
        if not made.changes or not made.sure:
            continue
        number = t.count("{n} change", "{n} changes", len(made.changes))
        yield t("{file} can be repaired with --fix: {number}", file=made.file, number=number)
    if any(made.changes and made.sure for made in report.repairs):
        yield ""


def changes_told(report: Report, t: Language) -> str:
    """Every change of the repaired copies, one a line."""
    lines = []
    for made in report.repairs:
        if made.changes and made.sure:
            lines += [f"{made.file}  {change.message(t)}" for change in made.changes]
    return "".join(f"{line}\n" for line in lines)
