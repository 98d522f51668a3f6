"""The command line of the maintainers' tools: a parser for each command, and what it does."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from exports.addresses import read_site
from locales import LANGUAGES, Language, find_language, make_translator
from schemas import DATA, InvalidData, find_data_folder, read_all
from schemas.findings import Severity
from schemas.reading import try_read_contents
from snapshots.blob_store import write_atomically
from snapshots.store import SnapshotStore, StoreFailed, open_store
from upkeep import due, importers, report
from upkeep.check import check
from upkeep.diff import report as diff
from upkeep.diff.snapshots import Outlook, foresee
from upkeep.diff.states import NoState, State, find_before, find_state, shorten_path
from upkeep.docs import write_guide
from upkeep.folder import open_files, write_repaired
from upkeep.messages import collect_messages, update_catalogues

Options = argparse.Namespace


def make_parser() -> argparse.ArgumentParser:
    """Everything that can be said on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m upkeep", description="Look after the tables in data/."
    )
    commands = parser.add_subparsers(dest="command", required=True)

    def command(
        run: Callable[[Options], int], name: str, meaning: str, forms: Iterable[str] = ()
    ) -> Callable[..., argparse.Action]:
        one = commands.add_parser(name, help=meaning, description=meaning)
        one.set_defaults(run=run)
        if forms:
            one.add_argument("--format", choices=list(forms), default="text", help="how to tell it")
            languages = list(LANGUAGES)
            one.add_argument("--lang", choices=languages, default="en", help="in which language")
        if run is importers.run:
            importers.add_arguments(one)
        return one.add_argument

    meaning = "Find everything that is wrong with the data, or with any files, in one run."
    add = command(run_check, "check", meaning, report.FORMS)
    meaning = "what to check; the data folder if nothing is named"
    add("paths", nargs="*", type=Path, metavar="FOLDER|FILE", help=meaning)
    meaning = "what is known already; if not named, the last commit or what readers see"
    add("--against", default="", metavar="FOLDER|REVISION", help=meaning)
    meaning = "list also what was known before"
    add("--all", "--notes", action="store_true", dest="everything", help=meaning)
    add("--fix", action="store_true", help="write what is surely right to <name>.fixed.csv")

    meaning = "Tell what a change of the data means, and what readers will see of it."
    add = command(run_diff, "diff", meaning, diff.FORMS)
    meaning = "folder or Git revision; if not named, the last commit or what readers see"
    add("old", nargs="?", default="", metavar="OLD", help=meaning)
    meaning = "folder or Git revision; the data folder if not named"
    add("new", nargs="?", default="", metavar="NEW", help=meaning)
    add("--store", metavar="URL", help="snapshots, instead of DASHBOARD_STORE")

    meaning = "Propose the rows of a publisher's file, and with --write carry them in."
    command(importers.run, "import", meaning)

    meaning = "List the series whose next edition should be out, and the rows to add."
    add = command(run_due, "due", meaning, due.FORMS)
    meaning = "every series of whoever has this in the name, due or not"
    add("publisher", nargs="?", default="", help=meaning)
    meaning = "another day than today"
    add("--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help=meaning)
    meaning = "also what is up to date, has stopped or has no age"
    add("--all", action="store_true", dest="everything", help=meaning)

    command(run_dictionary, "dictionary", "Write data/README.md.")
    command(run_messages, "messages", "Bring the message catalogues up to date.")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options = make_parser().parse_args(arguments)
    code: int = options.run(options)
    return code


def _fail(message: str) -> int:
    """Say why a command could not run; its exit code."""
    sys.stderr.write(f"{message}\n")
    return 2


def run_check(options: Options) -> int:
    """Check, report and where asked repair: 0 in order, 1 with errors, 2 if it could not run."""
    t, out = find_language(options.lang), sys.stdout
    try:
        files = open_files(options.paths, options.against)
        checked = check(files.given, files.beside, before=files.before.contents)
        checked = replace(checked.with_findings(files.refused), against=files.before.name)
        written = [write_repaired(made) for made in checked.repairs] if options.fix else []
    except NoState as stopped:
        return _fail(stopped.words(t))
    except OSError as error:
        return _fail(t("The repaired copy could not be written: {reason}.", reason=str(error)))
    shown = {"everything": options.everything} if options.format in ("text", "github") else {}
    shown |= {"colour": out.isatty()} if options.format == "text" else {}
    out.write(report.FORMS[options.format](checked, t, **shown))
    if options.format == "text" and options.fix:
        for file, change in report.list_changes(checked):
            out.write(f"{file}  {change.message(t)}\n")
        for path in filter(None, written):
            out.write(t("Written: {path}", path=str(path)) + "\n")
    return 1 if checked.count(Severity.ERROR) else 0


def run_diff(options: Options) -> int:
    """Tell what differs; 1 if the new data are not fit to be published, 2 if it could not run."""
    t, data = find_language(options.lang), find_data_folder()
    new = options.new or shorten_path(data)
    places = (Path(new), data)
    try:
        after = find_state(new, *places)
        old = find_state(options.old, *places) if options.old else find_before(places[0])
        if old is None:
            return _fail(t("There is nothing to compare with. Name a folder or a revision of Git."))
        told = _compare(old, after, options, t)
    except NoState as stopped:
        return _fail(stopped.words(t))
    except OSError as error:
        return _fail(f"{error.strerror}: {error.filename}")
    sys.stdout.write(diff.FORMS[options.format](told, t))
    return 0 if told.sound else 1


def _compare(old: State, new: State, options: Options, t: Language) -> diff.Report:
    told = diff.compare_states(old, new, t)
    (before, _), (after, _) = (try_read_contents(state.contents) for state in (old, new))
    if before is None or after is None or before == after:
        return told
    try:
        store = SnapshotStore(options.store) if options.store else open_store()
        touched = {change.table for change in told.rows}
        seen = foresee(store, before, after, touched, read_site())
    except StoreFailed as error:
        seen = Outlook(trouble=str(error))
    return replace(told, outlook=seen)


def run_due(options: Options) -> int:
    """Tell what is due; 0 whatever is found, 2 if the data cannot be read."""
    t = find_language(options.lang)
    try:
        tables = read_all()
    except InvalidData as invalid:
        return _fail("\n".join(finding.write_sentence(t) for finding in invalid.findings))
    today = options.today or datetime.now(UTC).date()
    found = due.find_due(tables, today, everything=options.everything, publisher=options.publisher)
    sys.stdout.write(due.FORMS[options.format](found, today, make_translator(t.code, tables)))
    return 0


def run_dictionary(_options: Options) -> int:
    """Write data/README.md: the guide, and the tables as the schemas declare them."""
    write_atomically(DATA / "README.md", write_guide().encode())
    return 0


def run_messages(_options: Options) -> int:
    """Bring the message catalogues up to date and say what is not translated yet."""
    for code, lacking in update_catalogues(collect_messages()).items():
        sys.stdout.write(f"{code}: {lacking} messages not translated\n")
    return 0
