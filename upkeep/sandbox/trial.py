"""Dropped files tried on the present data: what is wrong with them and what they would change."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from exports.row_files import acts_as_formula
from locales import Language
from schemas import MODELS, TABLES, Tables
from schemas.findings import Finding, Severity
from schemas.reading import try_read_contents
from schemas.text import read_text
from schemas.translations import LANGUAGES
from upkeep.check import Given, check
from upkeep.check import Report as Found
from upkeep.clean.repair import Repair
from upkeep.diff import report as diff
from upkeep.diff.report import Report as Changes
from upkeep.diff.report import compare_states
from upkeep.diff.states import State
from upkeep.folder import format_table
from upkeep.report import (
    count_findings,
    list_changes,
    sum_up,
    write_html,
    write_sections,
    write_text,
)
from upkeep.sandbox.result import Download, Drawn, Result, draw_changes
from upkeep.sandbox.unpack import Parcel, unpack

_WORDS: Final = "translations"
_NEW_WORDS: Final = "new-translations.csv"
_REPAIRS: Final = 200
"""As many changes of repaired files are listed on the page; the report lists all."""
_DECIMAL: Final = re.compile(r"-?[0-9]+\.[0-9]+")
_NUMBER: Final = re.compile(r"[+-][\d.,\s%]*")


@dataclass(frozen=True)
class Copy:
    """One table as it would be published, the name of its file, and as what it was dropped."""

    name: str
    dropped: str
    content: bytes


def try_files(
    dropped: Sequence[Given],
    present: Mapping[str, bytes],
    t: Language,
    tell: Callable[[str], object] = str,
) -> Result:
    """What comes of files; `present` are the bytes of the tables readers see, by name.

    Tables that are not dropped are taken from the present ones. Raises Refused.
    """
    tell("reading")
    parcel = unpack(dropped)
    tell("checking")
    report, notes = _set_notes_aside(check(parcel.files, present, before=present), parcel)
    made, remarks = _copy_tables(report.repairs, present, t)
    new, known = report.only(known=False), report.only(known=True)
    left = _count_left(report, made, present)
    tell("comparing")
    changes, tables = _compare(made, present, t)
    drawn: tuple[Drawn, ...] = ()
    if changes and tables:
        tell("drawing")
        drawn = draw_changes(changes.figures, *tables, t)
    repairs = [f"{file}, {change.message(t)}" for file, change in list_changes(report)]
    said = _find_sentences(new.findings, made, present)
    repaired, formulas = _offer_copies(made, report, parcel)
    if notes:
        names = t.join_words(list(notes))
        remarks.insert(0, t("Left aside, because they are no tables: {names}.", names=names))
    if formulas:
        remarks.append(
            t.count(
                "In the files to download, an apostrophe stands before {n} cell that a "
                "spreadsheet would take for a formula.",
                "In the files to download, an apostrophe stands before {n} cells that a "
                "spreadsheet would take for formulas.",
                formulas,
            )
        )
    return Result(
        summary=sum_up(replace(report, against=""), t)[0],
        errors=report.count(Severity.ERROR),
        left=left,
        found=str(write_sections(new.findings, t)),
        known=str(write_sections(known.findings, t)),
        known_summary=count_findings(known, t),
        repairs=tuple(repairs[:_REPAIRS]),
        repaired=len(repairs),
        remarks=tuple(remarks),
        changes=str(diff.write_rows_html(changes, t)) if changes else "",
        sentences=said,
        drawn=drawn,
        downloads=(
            *repaired, *_offer_reports(report, changes, t), *_offer_sentences(said)
        ),
    )  # fmt: skip


def _set_notes_aside(report: Found, parcel: Parcel) -> tuple[Found, list[str]]:
    """The report without sheets that are no tables, and everything else that is none.

    A workbook may hold notes; but where no sheet is a table, the reader must know why.
    """
    notes = {made.file for made in report.repairs if not made.table} & parcel.sheets
    if len(notes) == len(report.files):
        return report, parcel.aside
    kept = replace(
        report,
        files=tuple(name for name in report.files if name not in notes),
        findings=tuple(each for each in report.findings if each.place.file not in notes),
        repairs=tuple(made for made in report.repairs if made.file not in notes),
    )
    return kept, [*sorted(notes), *parcel.aside]


def _copy_tables(
    repairs: Sequence[Repair], present: Mapping[str, bytes], t: Language
) -> tuple[dict[str, Copy], list[str]]:
    """The copy of each table, and what to say of files of which there is none."""
    found: dict[str, Copy] = {}
    remarks = []
    for made in repairs:
        content = _copy_table(made.whole or made, present)
        if content is not None and made.table not in found:
            name = TABLES[made.table].file_name()
            found[made.table] = Copy(name, made.file, content)
        elif content is not None:
            remarks.append(
                t(
                    "{file} holds the same table as {other}. It was checked, but what changes is "
                    "said of {other} alone.",
                    file=made.file,
                    other=found[made.table].dropped,
                )
            )
        elif made.text is not None:
            remarks.append(
                t(
                    "{file} cannot be read surely enough to say what it would change. Mend its "
                    "errors, then drop it again.",
                    file=made.file,
                )
            )
    return found, remarks


def _copy_table(made: Repair, present: Mapping[str, bytes]) -> bytes | None:
    """A file as it would be published; None where that is not sure, or a cell is a whole book.

    Rows are spelled as in the present data: spreadsheets lose the last zero of 7.450.
    """
    content = format_table(made)
    try:
        rows, known = _read_rows(content or b""), _read_rows(present.get(made.table, b""))
    except csv.Error:
        return None
    if not content or rows[:1] != known[:1]:
        return content
    spelled = {_shorten(row): row for row in known}
    return _write_rows(spelled.get(_shorten(row), row) for row in rows)


def _shorten(row: Sequence[str]) -> tuple[str, ...]:
    """A row without the last zeros of its decimals."""
    return tuple(cell.rstrip("0").rstrip(".") if _DECIMAL.fullmatch(cell) else cell for cell in row)


def _read_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _write_rows(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def disarm(content: bytes) -> tuple[bytes, int]:
    """A CSV that may be opened in a spreadsheet: cells that would act begin with an apostrophe.

    Also how many there are; without any, the bytes stay as they are.
    """
    rows = _read_rows(content)
    number = sum(_acts(cell) for row in rows for cell in row)
    calm = ([f"'{cell}" if _acts(cell) else cell for cell in row] for row in rows)
    return (_write_rows(calm) if number else content), number


def _acts(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula, and it is no plain number."""
    return acts_as_formula(cell) and not _NUMBER.fullmatch(cell)


def _count_left(report: Found, made: Mapping[str, Copy], present: Mapping[str, bytes]) -> int:
    """How many errors are left once everything sure is repaired."""
    errors = report.count(Severity.ERROR)
    if not errors or not report.changes or len(made) < len(report.files):
        return errors
    given = [Given(copy.name, copy.content) for copy in made.values()]
    return check(given, present, before=present).count(Severity.ERROR)


def _compare(
    made: Mapping[str, Copy], present: Mapping[str, bytes], t: Language
) -> tuple[Changes | None, tuple[Tables, Tables] | None]:
    """What the copies change of the present data, and the tables if both can be drawn.

    Nothing where there is nothing to compare.
    """
    before = {name: present[name] for name in MODELS if name in present}
    after = {**before, **{name: made[name].content for name in MODELS if name in made}}
    if not before or not set(made) & set(MODELS):
        return None, None
    names = t("the data shown now"), t("with these files")
    told = compare_states(State(names[0], before), State(names[1], after), t)
    (old, _), (new, _) = try_read_contents(before), try_read_contents(after)
    return told, None if old is None or new is None else (old, new)


def _offer_copies(
    made: Mapping[str, Copy], report: Found, parcel: Parcel
) -> tuple[list[Download], int]:
    """Copies that are not what was dropped, byte for byte, and how many formulas they hold.

    Of a part of a table and of a workbook, every whole table.
    """
    dropped = {each.name: each.content for each in parcel.files}
    parts = {each.file for each in report.repairs if each.whole}
    offered, formulas = [], 0
    for copy in made.values():
        content, number = disarm(copy.content)
        formulas += number
        if copy.dropped in parcel.sheets or dropped[copy.dropped] != copy.content:
            kind = "whole" if copy.dropped in parts else "repaired"
            offered.append(Download(kind, copy.name, content, copy.name))
    return offered, formulas


def _offer_reports(report: Found, changes: Changes | None, t: Language) -> Iterator[Download]:
    told = write_text(replace(report, repairs=()), t)
    listed = "".join(f"{file}  {one.message(t)}\n" for file, one in list_changes(report))
    if listed:
        told += f"\n{t('What a repaired copy changes')}\n{listed}"
    if changes:
        told += f"\n{diff.write_text(changes, t)}"
    yield Download("report", "check.html", write_html(report, t).encode())
    yield Download("text", "check.txt", told.encode())
    if changes and not changes.empty:
        yield Download("changes", "changes.html", diff.write_html(changes, t).encode())


def _find_sentences(
    findings: Iterable[Finding], made: Mapping[str, Copy], present: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Sentences found without a translation that have no row among the translations either."""
    words = made[_WORDS].content if _WORDS in made else present.get(_WORDS, b"")
    there = set(read_text("translations.csv", words)[0].columns.get("english", ()))
    found = {each.value for each in findings if each.cause.name == "translation_missing"}
    return tuple(sorted(found - there))


def _offer_sentences(said: Sequence[str]) -> Iterator[Download]:
    """Rows to append to `translations.csv` as they are: the sentence, and cells to fill in."""
    if said:
        rows = _write_rows([sentence, *[""] * len(LANGUAGES)] for sentence in said)
        yield Download("sentences", _NEW_WORDS, disarm(rows)[0])
