"""`python -m upkeep diff OLD NEW`: what a change of the data means, before it is published."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from exports.addresses import read_site
from exports.renderer import Renderer
from locales import LANGUAGES, Language, find_language
from schemas import Tables, find_data_folder
from schemas.reading import try_read_contents
from snapshots.errors import FAILURES, describe_failure
from snapshots.store import SnapshotStore, StoreFailed, open_store
from upkeep.diff.comment import comment
from upkeep.diff.differences import Differences, changes_between, rows_between
from upkeep.diff.edition import Edition, NoEdition, edition
from upkeep.diff.outlook import Outlook, outlook
from upkeep.diff.pictures import Pair, pictures_of
from upkeep.diff.plain_text import plain_text
from upkeep.diff.record import record
from upkeep.diff.report import Report
from upkeep.diff.web_page import web_page
from upkeep.diff.written import written_as_found

FORMATS: Final[Mapping[str, Callable[[Report, Language], str]]] = {
    "text": plain_text,
    "html": web_page,
    "markdown": comment,
    "json": record,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command understands."""
    parser.add_argument("old", nargs="?", default="HEAD", help="folder or Git revision (HEAD)")
    parser.add_argument("new", nargs="?", help="folder or Git revision (the data folder)")
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="how to tell it")
    parser.add_argument("--lang", choices=list(LANGUAGES), default="en", help="in which language")
    parser.add_argument("--pictures", metavar="FOLDER", help="paint each changed figure, twice")
    parser.add_argument("--store", metavar="URL", help="snapshots, instead of DASHBOARD_STORE")


def run(arguments: argparse.Namespace) -> int:
    """Tell what differs; 1 if the new data are not fit to be published, 2 if it could not run."""
    t = find_language(arguments.lang)
    data = find_data_folder()
    new = arguments.new or os.path.relpath(data)
    places = (Path(new), data)
    try:
        report = _report(edition(arguments.old, *places), edition(new, *places), arguments, t)
    except NoEdition as error:
        sys.stderr.write(f"{error.words(t)}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"{error.strerror}: {error.filename}\n")
        return 2
    _write(FORMATS[arguments.format](report, t))
    return 0 if report.sound else 1


def _write(text: str) -> None:
    """Every letter, whatever alphabet the terminal claims to know."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8")
    sys.stdout.write(text)


def _report(old: Edition, new: Edition, arguments: argparse.Namespace, t: Language) -> Report:
    before, past = try_read_contents(old.contents)
    after, problems = try_read_contents(new.contents)
    if before is None or after is None:
        found = rows_between(written_as_found(old.contents), written_as_found(new.contents))
        return Report(old.name, new.name, found, problems, len(past))
    found = changes_between(before, after, t.code)
    report = Report(old.name, new.name, found)
    if before == after:
        return report
    report = replace(report, outlook=_outlook(arguments.store, before, after, found))
    if arguments.pictures and found.figures:
        return _pictured(report, Path(arguments.pictures), before, after, t)
    return report


def _outlook(url: str | None, old: Tables, new: Tables, found: Differences) -> Outlook:
    try:
        return outlook(SnapshotStore(url) if url else open_store(), old, new, found, read_site())
    except StoreFailed as error:
        return Outlook(trouble=str(error))


def _pictured(report: Report, folder: Path, old: Tables, new: Tables, t: Language) -> Report:
    """The report with pictures, or with why there are none."""
    painter = Renderer()
    try:
        pictures = pictures_of(report.differences.figures, old, new, painter)
    except FAILURES as error:
        return replace(report, remarks=(describe_failure(error, t),))
    finally:
        painter.close()
    _keep(pictures, folder)
    return replace(report, pictures=pictures)


def _keep(pictures: Mapping[str, Pair], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for figure, pair in pictures.items():
        (folder / f"{figure}-before.png").write_bytes(pair.before)
        (folder / f"{figure}-after.png").write_bytes(pair.after)
