"""`python -m upkeep import PUBLISHER FILE`: propose, compare, and only when told to, write."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from locales import LANGUAGES, Language, find_language
from schemas import MODELS, TABLES, InvalidData, find_data_folder, read_contents
from schemas.reading import read_files
from schemas.text import read_texts
from upkeep.diff.report import compare_states, write_text
from upkeep.diff.states import State
from upkeep.importers import dtm, ecb, eurostat, foreign, fts, hdx, kiel, unhcr
from upkeep.importers.appending import appended
from upkeep.importers.comparing import Compared, compared
from upkeep.importers.draft import Answers, Draft, Row
from upkeep.importers.refusal import Refused, Unanswered
from upkeep.importers.reporting import told
from upkeep.importers.writing import recovered, write

PUBLISHERS: Final[Mapping[str, Callable[[Sequence[foreign.Sheet], Answers], Draft]]] = {
    "kiel": kiel.draft,
    "unhcr": unhcr.draft,
    "eurostat": eurostat.draft,
    "fts": fts.draft,
    "dtm": dtm.draft,
    "ecb": ecb.draft,
    "hdx": hdx.draft,
}
"""Every publisher whose files are known, by the word to give."""

_SAID: Final = (
    ("--published", "when it was published: 2026-08-31, 2026-08 or 2026"),
    ("--available", "the day from which it is known to have been public, if not that one"),
    ("--url", "the page that prints the figures, if not the usual one"),
    ("--via", "the copy that was read, if the file is not from the publisher itself"),
    ("--title", "the title of the publication, if not the usual one"),
    ("--source", "the name of the source in sources.csv, if not the usual one"),
    ("--release", "Kiel: the number of the release"),
    ("--until", "Kiel: the last day the workbook covers"),
    ("--sheet", "Kiel: the one sheet of the workbook to take"),
    ("--unit", "Kiel: billion, million or euro"),
    ("--citizen", "Eurostat: UA or TOTAL, if the file does not say whom it counts"),
    ("--operation", "DTM: the operation to take"),
    ("--round", "DTM: the round to take"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("publisher", choices=list(PUBLISHERS), help="whose file it is")
    parser.add_argument("file", type=Path, help="the file as downloaded")
    parser.add_argument("--write", action="store_true", help="carry the rows into the tables")
    parser.add_argument(
        "--data", type=Path, default=find_data_folder(), help="the folder of the tables"
    )
    parser.add_argument(
        "--accessed",
        type=date.fromisoformat,
        default=None,
        help="the day the figures are carried over; today if not given",
    )
    parser.add_argument("--whole", action="store_true", help="the file is complete, I looked")
    parser.add_argument("--lang", choices=list(LANGUAGES), default="en", help="of the answers")
    for option, meaning in _SAID:
        parser.add_argument(option, default="", help=meaning)


def run(arguments: argparse.Namespace, out: Callable[[str], object] = sys.stdout.write) -> int:
    """Import one file; 0 done or proposed, 1 refused, 2 could not run or more must be said."""
    t = find_language(arguments.lang)
    answers = _answers(arguments)
    try:
        return _imported(arguments, answers, t, lambda line: out(f"{line}\n"))
    except Unanswered as unanswered:
        out(f"{unanswered.said(t)}\n")
        return 2
    except Refused as refused:
        out(f"{refused.said(t)}\n")
        out(f"{t('Nothing was changed.')}\n")
        return 1
    except InvalidData as invalid:
        for finding in invalid.findings:
            out(f"{finding.write_sentence(t)}\n")
        out(f"{t('Nothing was changed.')}\n")
        return 1
    except OSError as error:
        out(f"{t('{file} cannot be opened.', file=error.filename or arguments.file)}\n")
        return 2


def _answers(arguments: argparse.Namespace) -> Answers:
    texts = {option[2:]: getattr(arguments, option[2:]).strip() for option, _ in _SAID}
    accessed = arguments.accessed or date.today()  # noqa: DTZ011 - the maintainer's own day
    return Answers(accessed=accessed, whole=arguments.whole, **texts)


def _imported(
    arguments: argparse.Namespace, answers: Answers, t: Language, tell: Callable[[str], object]
) -> int:
    folder: Path = arguments.data
    if recovered(folder):
        tell(t("An import that was interrupted has been put in order first."))
    sheets = foreign.read(arguments.file)
    draft = PUBLISHERS[arguments.publisher](sheets, answers)
    old = read_files(folder)
    read_contents(old)
    tables = read_texts(old)
    results = [
        compared(edition, tables, answers, ended=all(sheet.ended for sheet in sheets))
        for edition in draft.editions
    ]
    for line in told(draft, results, t):
        tell(line)
    if any(result.conflicts for result in results):
        tell(t("Nothing was changed."))
        return 1
    new = changed(old, results)
    if not new:
        tell(t("Everything in this file is in the tables already."))
        return 0
    read_contents({**old, **new})
    then = State(t("then"), {**old, **new})
    tell(write_text(compare_states(State(t("now"), old), then, t), t))
    if not arguments.write:
        tell(t("The tables would be valid. To carry this in, run it again with --write."))
        return 0
    write(folder, _by_file(old), _by_file(new))
    tell(t("Written: {files}.", files=", ".join(_by_file(new))))
    return 0


def changed(old: Mapping[str, bytes], results: Sequence[Compared]) -> dict[str, bytes]:
    """The tables that change, in the order they are to be replaced: sources first."""
    new: dict[str, bytes] = {}
    sources = [result.source for result in results if result.source is not None]
    if sources:
        new["sources"] = appended(old["sources"], sources, "publisher")
    for table in MODELS:
        rows: list[Row] = [
            row for result in results if result.edition.table == table for row in result.added
        ]
        if rows:
            new[table] = appended(old[table], rows, "series")
    return new


def _by_file(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    return {TABLES[name].file_name(): content for name, content in contents.items()}
