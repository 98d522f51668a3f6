"""Files as publishers hand them out, turned into rows of our tables: proposed, compared, written.

Arrows: `cells`, `table` and `base` read a file; one module for each publisher drafts editions of
it; `proposal` sets a draft beside the tables; here they are run for a maintainer.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from locales import LANGUAGES, Language, find_language, later
from schemas import MODELS, TABLES, InvalidData, find_data_folder, read_contents
from schemas.reading import read_files
from schemas.text import read_texts
from snapshots.blob_store import write_atomically
from upkeep.checking import Given, check
from upkeep.diff import changes_between
from upkeep.diff.plain_text import plain_text
from upkeep.diff.report import Report
from upkeep.importers.base import Answers, Draft, Importer, Row, Unanswered
from upkeep.importers.cells import Refused
from upkeep.importers.dtm import Dtm
from upkeep.importers.ecb import Ecb
from upkeep.importers.eurostat import Eurostat
from upkeep.importers.fts import Fts
from upkeep.importers.hdx import Hdx
from upkeep.importers.kiel import Kiel
from upkeep.importers.proposal import Proposal, carry, propose, write_fact
from upkeep.importers.table import read
from upkeep.importers.ucdp import Ucdp
from upkeep.importers.unhcr import Unhcr

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
    before, texts = read_contents(old), read_texts(old)
    ended = all(sheet.ended for sheet in sheets)
    proposals = [propose(edition, texts, answers, ended=ended) for edition in draft.editions]
    yield from _tell(draft, proposals, t)
    if any(each.conflicts for each in proposals):
        raise Refused(later("The file contradicts what was carried from the same source."))
    new = carry(old, proposals)
    if not new:
        yield t("Everything in this file is in the tables already.")
        return
    differences = changes_between(before, read_contents({**old, **new}), t.code)
    yield from _doubt(old, new, t)
    yield plain_text(Report(t("now"), t("then"), differences), t)
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


def _doubt(old: Mapping[str, bytes], new: Mapping[str, bytes], t: Language) -> Iterator[str]:
    """What the check finds in the rows that are new."""
    given = [Given(TABLES[name].file_name(), content) for name, content in new.items()]
    beside = {name: content for name, content in old.items() if name not in new}
    texts, there = read_texts(new), read_texts(old)
    added = {
        (TABLES[name].file_name(), line)
        for name, text in texts.items()
        for held in [{tuple(row.values()) for row in there[name].rows.values()}]
        for line, row in text.rows.items()
        if tuple(row.values()) not in held
    }
    found = [
        finding
        for finding in check(given, beside, before=old).findings
        if (finding.place.file, finding.place.line) in added
    ]
    for finding in found[:SHOWN]:
        yield f"? {finding.place.file}: {t(finding.cause.title)}: {finding.write_message(t)}"
    yield from _count_more(len(found), t)


def _tell(draft: Draft, proposals: Sequence[Proposal], t: Language) -> Iterator[str]:
    """What was left out, then each edition."""
    for remark in draft.remarks:
        yield t(remark.message, **remark.values)
    for each in proposals:
        yield from _tell_edition(each, t)


def _tell_edition(each: Proposal, t: Language) -> Iterator[str]:
    model = MODELS[each.edition.table]

    def write(row: Row) -> tuple[str, str]:
        return write_fact(each.edition, row), row[model.number_column()] or "–"

    yield t(
        "{file}, {source}: {added} to add, {there} there already, {conflicting} contradicting",
        file=model.file_name(), source=each.source_id, added=t.format_number(len(each.added)),
        there=t.format_number(each.there), conflicting=t.format_number(len(each.conflicts)),
    )  # fmt: skip
    for there, row in each.conflicts[:SHOWN]:
        (fact, number), line = write(row), there["line"]
        yield t(
            "! line {line}: {fact} is {there} there, {new} in the file",
            line=line, fact=fact, there=write(there)[1], new=number,
        )  # fmt: skip
    yield from _count_more(len(each.conflicts), t)
    if each.source is not None:
        filled = (f"{name}={cell}" for name, cell in each.source.items() if cell)
        yield f"+ sources.csv: {'; '.join(filled)}"
    names = ("series", "population_group", "measure", "aid_type")
    kinds = Counter(", ".join(row[name] for name in names if row.get(name)) for row in each.added)
    for kind, n in kinds.items():
        yield t("  {kind}: {n}", kind=kind or model.file_name(), n=t.format_number(n))
    for row in each.added[:SHOWN]:
        yield f"+ {model.file_name()}: {': '.join(write(row))}"
    yield from _count_more(len(each.added), t)
    for row in each.doubtful:
        yield t(
            "? {fact} keeps its mark {status} though its number changed: look whether it holds",
            fact=write(row)[0], status=row["obs_status"],
        )  # fmt: skip


def _count_more(n: int, t: Language) -> Iterator[str]:
    if n > SHOWN:
        yield t("  … and {n} more", n=t.format_number(n - SHOWN))
