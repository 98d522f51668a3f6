"""`python -m upkeep check`: read files, report in the form asked for, write repaired copies."""

import argparse
import sys
from pathlib import Path

from locales import LANGUAGES, Language, find_language
from schemas.findings import Severity
from upkeep.checking import Report, check
from upkeep.files import NotChecked, opened, write_repaired
from upkeep.reports import FORMATS
from upkeep.reports.text import as_text, changes_told


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be told."""
    parser.add_argument("paths", nargs="*", type=Path, metavar="FOLDER|FILE",
                        help="what to check; the data folder if nothing is named")  # fmt: skip
    parser.add_argument("--format", choices=list(FORMATS), default="text")
    parser.add_argument("--lang", choices=list(LANGUAGES), default="en")
    parser.add_argument("--notes", action="store_true",
                        help="list notes too, as for files that are named")  # fmt: skip
    parser.add_argument("--fix", action="store_true",
                        help="write what can surely be repaired to <name>.fixed.csv")  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Check, report and where asked repair: 0 in order, 1 with errors, 2 if it could not run."""
    form, fix, t, out = arguments.format, arguments.fix, find_language(arguments.lang), sys.stdout
    try:
        files = opened(arguments.paths)
        report = check(files.given, files.beside, before=files.before).with_findings(files.refused)
        written = _repaired(report) if fix else []
    except NotChecked as stopped:
        sys.stderr.write(t(stopped.message, **stopped.values) + "\n")
        return 2
    except OSError as error:
        message = t("The repaired copy could not be written: {reason}.", reason=str(error))
        sys.stderr.write(message + "\n")
        return 2
    notes = arguments.notes or bool(arguments.paths)
    out.write(_told(report, form, t, colour=out.isatty(), notes=notes))
    if form == "text" and fix:
        out.write(changes_told(report, t))
        for path in written:
            out.write(t("Written: {path}", path=str(path)) + "\n")
    return 1 if report.count(Severity.ERROR) else 0


def _repaired(report: Report) -> list[Path]:
    return [path for made in report.repairs if (path := write_repaired(made)) is not None]


def _told(report: Report, form: str, t: Language, *, colour: bool, notes: bool) -> str:
    if form == "text":
        return as_text(report, t, colour=colour, notes=notes)
    return FORMATS[form](report, t)
