"""The report in lines for a terminal, coloured only where somebody sees it."""

from collections.abc import Iterator
from typing import Final

from locales import Language
from schemas.findings import Severity
from upkeep.checking import Report
from upkeep.reports.grouping import Group, counted, groups

_COLOURS: Final = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


def as_text(report: Report, say: Language, *, colour: bool = False, notes: bool = True) -> str:
    """Grouped by cause and file, worst first, with the numbers at the end.

    Without `notes` only what must be mended or looked at again is listed.
    """
    lines = [
        line
        for group in groups(report)
        if notes or group.severity is not Severity.NOTE
        for line in _group(group, say, colour=colour)
    ]
    lines += _changes(report, say)
    files = say.count("{n} file", "{n} files", len(report.files))
    lines.append(say("{files}: {numbers}.", files=files, numbers=counted(report, say)))
    if not notes and report.count(Severity.NOTE):
        lines[-1] += " " + say("--notes lists the notes.")
    return "\n".join(lines) + "\n"


def _group(group: Group, say: Language, *, colour: bool) -> Iterator[str]:
    word = say(group.severity.value).upper()
    if colour:
        word = f"\033[{_COLOURS[group.severity]}m{word}\033[0m"
    title = say(group.cause.title)
    yield f"{word}  {title} [{group.cause.name}]  {group.file}"
    for finding in group.told:
        yield f"  {finding.message(say)}"
    rest = group.rest(say)
    if rest:
        yield f"  {rest}"
    yield ""


def _changes(report: Report, say: Language) -> Iterator[str]:
    for made in report.repairs:
        if not made.changes or not made.sure:
            continue
        number = say.count("{n} change", "{n} changes", len(made.changes))
        yield say("{file} can be repaired with --fix: {number}", file=made.file, number=number)
    if any(made.changes and made.sure for made in report.repairs):
        yield ""


def changes_told(report: Report, say: Language) -> str:
    """Every change of the repaired copies, one a line."""
    lines = []
    for made in report.repairs:
        if made.changes and made.sure:
            lines += [f"{made.file}  {change.message(say)}" for change in made.changes]
    return "".join(f"{line}\n" for line in lines)
