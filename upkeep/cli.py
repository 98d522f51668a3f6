"""The command line of the maintainers' tools: a parser for each command, and what it does."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from exports.addresses import read_site
from exports.renderer import Renderer
from locales import LANGUAGES, Language, find_language, make_translator
from schemas import DATA, InvalidData, find_data_folder, read_all
from schemas.findings import Severity
from schemas.reading import try_read_contents
from snapshots.blob_store import write_atomically
from snapshots.errors import FAILURES, describe_failure
from snapshots.store import SnapshotStore, StoreFailed, open_store
from upkeep import due, importers, report
from upkeep.check import Report, check
from upkeep.diff import report as diff
from upkeep.diff.figures import paint_pairs
from upkeep.diff.snapshots import Outlook, foresee
from upkeep.diff.states import NoState, State, find_before, find_state, shorten_path
from upkeep.docs import write_guide
from upkeep.folder import NotChecked, open_files, write_repaired
from upkeep.messages import collect_messages, update_catalogues

Options = argparse.Namespace


def make_parser() -> argparse.ArgumentParser:
    """Everything that can be said on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m upkeep", description="Look after the tables in data/."
    )
    commands = parser.add_subparsers(dest="command", required=True)

    def add(
        run: Callable[[Options], int], name: str, meaning: str, *forms: str
    ) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=meaning, description=meaning)
        one.set_defaults(run=run)
        if forms:
            one.add_argument("--format", choices=forms, default="text", help="how to tell it")
        return one

    one = add(
        run_check, "check",
        "Find everything that is wrong with the data, or with any files, in one run.",
        *report.FORMS,
    )  # fmt: skip
    one.add_argument("paths", nargs="*", type=Path, metavar="FOLDER|FILE",
                     help="what to check; the data folder if nothing is named")  # fmt: skip
    one.add_argument("--against", default="", metavar="FOLDER|REVISION",
                     help="what is known already; the last commit, else what readers see")  # fmt: skip
    one.add_argument("--all", "--notes", action="store_true", dest="everything",
                     help="list also what was known before")  # fmt: skip
    one.add_argument("--fix", action="store_true",
                     help="write what can surely be repaired to <name>.fixed.csv")  # fmt: skip
    _add_language(one)

    one = add(
        run_diff, "diff",
        "Tell what a change of the data means, and what readers will see of it.",
        *diff.FORMS,
    )  # fmt: skip
    one.add_argument("old", nargs="?", default="", metavar="OLD",
                     help="folder or Git revision; the last commit, else what readers see")  # fmt: skip
    one.add_argument("new", nargs="?", default="", metavar="NEW",
                     help="folder or Git revision; the data folder if not named")  # fmt: skip
    one.add_argument("--pictures", metavar="FOLDER", help="paint each changed figure, twice")
    one.add_argument("--store", metavar="URL", help="snapshots, instead of DASHBOARD_STORE")
    _add_language(one)

    one = add(importers.run, "import",
              "Propose the rows of a publisher's file, and with --write carry them in.")  # fmt: skip
    importers.add_arguments(one)

    one = add(run_due, "due", "List the series whose next edition should be out, "
              "and the rows to add.", *due.FORMS)  # fmt: skip
    one.add_argument("publisher", nargs="?", default="",
                     help="every series of whoever has this in the name, due or not")  # fmt: skip
    one.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD",
                     help="another day than today")  # fmt: skip
    one.add_argument("--all", action="store_true", dest="everything",
                     help="also what is up to date, stopped or has no age")  # fmt: skip
    _add_language(one)

    add(run_dictionary, "dictionary", "Write data/README.md.")
    add(run_messages, "messages", "Bring the message catalogues up to date.")
    return parser


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=list(LANGUAGES), default="en", help="in which language")


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
    except NotChecked as stopped:
        return _fail(t(stopped.message, **stopped.values))
    except NoState as stopped:
        return _fail(stopped.words(t))
    except OSError as error:
        return _fail(t("The repaired copy could not be written: {reason}.", reason=str(error)))
    out.write(_tell(checked, options, t))
    if options.format == "text" and options.fix:
        for file, change in report.list_changes(checked):
            out.write(f"{file}  {change.message(t)}\n")
        for path in filter(None, written):
            out.write(t("Written: {path}", path=str(path)) + "\n")
    return 1 if checked.count(Severity.ERROR) else 0


def _tell(checked: Report, options: Options, t: Language) -> str:
    match options.format:
        case "text":
            colour = sys.stdout.isatty()
            return report.write_text(checked, t, colour=colour, everything=options.everything)
        case "github":
            return report.write_github(checked, t, everything=options.everything)
        case form:
            return report.FORMS[form](checked, t)


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
        seen = foresee(store, before, after, told.touched, read_site())
    except StoreFailed as error:
        seen = Outlook(trouble=str(error))
    told = replace(told, outlook=seen)
    if not (options.pictures and told.figures):
        return told
    painter = Renderer()
    try:
        pictures = paint_pairs(told.figures, before, after, painter)
    except FAILURES as error:
        return replace(told, remarks=(describe_failure(error, t),))
    finally:
        painter.close()
    folder = Path(options.pictures)
    folder.mkdir(parents=True, exist_ok=True)
    for figure, pair in pictures.items():
        (folder / f"{figure}-before.png").write_bytes(pair.before)
        (folder / f"{figure}-after.png").write_bytes(pair.after)
    return replace(told, pictures=pictures)


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
