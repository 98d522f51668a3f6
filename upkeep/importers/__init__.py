"""Files as publishers hand them out, turned into rows of our tables: proposed, compared, written.

Arrows: `cells`, `table` and `base` read a file; one module for each publisher drafts editions of
it; `proposal` sets a draft beside the tables; here they are run for a maintainer.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from locales import LANGUAGES, Language, find_language, later
from schemas import TABLES, InvalidData, find_data_folder, read_contents
from schemas.findings import Finding
from schemas.reading import read_files
from schemas.text import read_texts
from snapshots.blob_store import write_atomically
from upkeep.check import Given, check
from upkeep.diff.report import compare_states, write_text
from upkeep.diff.states import State
from upkeep.importers.base import Answers, Importer, Unanswered
from upkeep.importers.cells import Refused
from upkeep.importers.dtm import Dtm
from upkeep.importers.ecb import Ecb
from upkeep.importers.eurostat import Eurostat
from upkeep.importers.fts import Fts
from upkeep.importers.hdx import Hdx
from upkeep.importers.kiel import Kiel
from upkeep.importers.proposal import carry, propose
from upkeep.importers.table import read
from upkeep.importers.ucdp import Ucdp
from upkeep.importers.unhcr import Unhcr
from upkeep.template import fill_report

PUBLISHERS: Final[Mapping[str, Importer]] = {
    importer.name: importer
    for importer in (Kiel(), Unhcr(), Eurostat(), Fts(), Dtm(), Ecb(), Hdx(), Ucdp())
}
"""Every publisher whose files are known, by the word to give."""
SHOWN: Final = 12
"""Rows that are shown one by one; the rest is counted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes: one parser for each publisher."""
    publishers = parser.add_subparsers(dest="publisher", required=True, metavar="PUBLISHER")
    for name, importer in PUBLISHERS.items():
        one = publishers.add_parser(name, help=importer.help, description=importer.help)
        one.add_argument("file", type=Path, help="the file as downloaded")
        add_options(one, importer)


def add_options(parser: argparse.ArgumentParser, importer: Importer) -> None:
    """Declare what may be said of a file of one publisher."""
    add = parser.add_argument
    add("--write", action="store_true", help="carry the rows into the tables")
    add("--data", type=Path, default=find_data_folder(), help="the folder of the tables")
    add("--accessed", type=date.fromisoformat, help="the day of carrying over; today if not given")
    add("--whole", action="store_true", help="the file is complete, I compared it with its page")
    add("--lang", choices=list(LANGUAGES), default="en", help="of the answers")
    for name, meaning in importer.arguments.items():
        add(f"--{name}", default="", help=meaning)


def run(options: argparse.Namespace, out: Callable[[str], object] = sys.stdout.write) -> int:
    """Import one file; 0 done or proposed, 1 refused, 2 could not run or more must be said."""
    t = find_language(options.lang)
    code, said = 1, [t("Nothing was changed.")]
    try:
        for line in _import(options, t):
            out(f"{line}\n")
        code, said = 0, []
    except Unanswered as unanswered:
        code, said = 2, [unanswered.said(t)]
    except Refused as refused:
        said = [refused.said(t), *said]
    except InvalidData as invalid:
        said = [*(finding.write_sentence(t) for finding in invalid.findings), *said]
    except OSError as error:
        code, said = 2, [t("{file} cannot be opened.", file=error.filename or options.file)]
    for line in said:
        out(f"{line}\n")
    return code


def _import(options: argparse.Namespace, t: Language) -> Iterator[str]:
    """What is proposed, and with --write done, line by line."""
    importer = PUBLISHERS[options.publisher]
    said = {name: getattr(options, name).strip() for name in importer.arguments}
    today = date.today()  # noqa: DTZ011 - the maintainer's own day
    answers = Answers(options.accessed or today, options.whole, said)
    sheets = read(options.file)
    for look_alike in (one for each in PUBLISHERS.values() for one in each.look_alikes):
        if any(look_alike.fits(sheet) for sheet in sheets):
            raise Refused(look_alike.message, file=options.file.name)
    draft = importer.draft(sheets, answers)
    old = read_files(options.data)
    read_contents(old)
    texts = read_texts(old)
    ended = all(sheet.ended for sheet in sheets)
    proposals = [propose(edition, texts, answers, ended=ended) for edition in draft.editions]
    new = carry(old, proposals)
    conflicts = any(each.conflicts for each in proposals)
    changed = {} if conflicts else new
    told = {"remarks": draft.remarks, "proposals": proposals, "shown": SHOWN}
    yield fill_report("import.txt", t, found=_check(old, changed), **told).rstrip()
    if conflicts:
        raise Refused(later("The file contradicts what was carried from the same source."))
    if not new:
        yield t("Everything in this file is in the tables already.")
        return
    read_contents({**old, **new})
    now, then = State(t("now"), old), State(t("then"), {**old, **new})
    yield write_text(compare_states(now, then, t), t)
    if not options.write:
        yield t("The tables would be valid. To carry this in, run it again with --write.")
        return
    paths = {name: (options.data / TABLES[name].file_name()).resolve() for name in new}
    for name, path in paths.items():
        if path.read_bytes() != old[name]:
            raise Refused(later("{file} was changed meanwhile; run the import again."), file=path)
    for name, path in paths.items():
        write_atomically(path, new[name])
    yield t("Written: {files}.", files=", ".join(path.name for path in paths.values()))


def _check(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Finding]:
    """What the check finds in the rows that are new."""
    there = {tuple(row.values()) for text in read_texts(old).values() for row in text.rows.values()}
    added = {
        (text.file, line)
        for text in read_texts(new).values()
        for line, row in text.rows.items()
        if tuple(row.values()) not in there
    }
    given = [Given(TABLES[name].file_name(), content) for name, content in new.items()]
    beside = {name: content for name, content in old.items() if name not in new}
    found = check(given, beside, before=old).findings if given else ()
    return [each for each in found if (each.place.file, each.place.line) in added]
