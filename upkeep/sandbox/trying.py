"""Dropped files tried on the present data: what is wrong with them and what they would change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from locales import Language
from schemas import MODELS, Tables
from schemas.findings import Severity
from schemas.reading import try_read_contents
from upkeep.check import Given, check
from upkeep.check import Report as Found
from upkeep.diff import report as diff
from upkeep.diff.report import Report as Changes
from upkeep.diff.report import compare_states
from upkeep.diff.states import State
from upkeep.report import (
    count_findings,
    list_changes,
    sum_up,
    write_html,
    write_sections,
    write_text,
)
from upkeep.sandbox.copies import Copy, copies, harmless, patch_of
from upkeep.sandbox.drawings import Drawn, drawings
from upkeep.sandbox.outcome import Download, Outcome
from upkeep.sandbox.parcel import Parcel, unpacked
from upkeep.sandbox.sentences import FILE, rows_of, sentences

_WORDS: Final = "translations"
_REPAIRS: Final = 200
"""As many changes of repaired files are listed on the page; the report lists all."""


def tried(dropped: Sequence[Given], present: Mapping[str, bytes], t: Language) -> Outcome:
    """What comes of files; `present` are the bytes of the tables readers see, by name.

    Tables that are not dropped are taken from the present ones. Raises Refused.
    """
    parcel = unpacked(dropped)
    report, notes = _without_notes(check(parcel.files, present, before=present), parcel)
    made, repeated, unsure = copies(report.repairs, present)
    errors = report.count(Severity.ERROR)
    left = _left(report, made, present)
    new, known = report.only(known=False), report.only(known=True)
    translations = made[_WORDS].content if _WORDS in made else present.get(_WORDS, b"")
    said = sentences(new.findings, translations)
    changes = _compared(made, present, t)
    drawn: tuple[Drawn, ...] = ()
    if changes and changes.tables:
        drawn = drawings(changes.report.figures, *changes.tables, t)
    repairs = [f"{each.file}, {change.message(t)}" for each in report.repairs if each.sure
               for change in each.changes]  # fmt: skip
    safe = {copy.table: harmless(copy.content) for copy in made.values()}
    return Outcome(
        summary=_summary(report, t),
        errors=errors,
        left=left,
        found=str(write_sections(new.findings, t)),
        known=str(write_sections(known.findings, t)),
        known_summary=count_findings(known, t),
        repairs=tuple(repairs[:_REPAIRS]),
        repaired=len(repairs),
        remarks=tuple(_remarks(notes, repeated, unsure, sum(n for _, n in safe.values()), t)),
        changes=_told(changes.report, t) if changes else "",
        sentences=said,
        drawn=drawn,
        downloads=(
            *_repaired(made, safe, parcel),
            *_reports(report, changes, t),
            *_sentences(said),
            *_patch(made, present, left, unsure),
        ),
    )


def _without_notes(report: Found, parcel: Parcel) -> tuple[Found, tuple[str, ...]]:
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
    return kept, (*sorted(notes), *parcel.aside)


def _left(report: Found, made: Mapping[str, Copy], present: Mapping[str, bytes]) -> int:
    """How many errors are left once everything sure is repaired."""
    errors = report.count(Severity.ERROR)
    if not errors or not report.changes or len(made) < len(report.files):
        return errors
    given = [Given(copy.name, copy.content) for copy in made.values()]
    return check(given, present, before=present).count(Severity.ERROR)


@dataclass(frozen=True)
class _Compared:
    """What the copies change, and the tables before and after if both can be drawn."""

    report: Changes
    tables: tuple[Tables, Tables] | None = None


def _compared(
    made: Mapping[str, Copy], present: Mapping[str, bytes], t: Language
) -> _Compared | None:
    """What the copies change of the present data; None where there is nothing to compare."""
    before = {name: present[name] for name in MODELS if name in present}
    after = {**before, **{name: made[name].content for name in MODELS if name in made}}
    if not before or not set(made) & set(MODELS):
        return None
    names = t("the data shown now"), t("with these files")
    told = compare_states(State(names[0], before), State(names[1], after), t)
    (old, _), (new, _) = try_read_contents(before), try_read_contents(after)
    return _Compared(told, None if old is None or new is None else (old, new))


def _told(report: Changes, t: Language) -> str:
    return str(diff.write_rows_html(report, t))


def _summary(report: Found, t: Language) -> str:
    return sum_up(replace(report, against=""), t)[0]


def _remarks(
    notes: Sequence[str],
    repeated: Mapping[str, str],
    unsure: Sequence[str],
    formulas: int,
    t: Language,
) -> Iterator[str]:
    if notes:
        yield t("Left aside, because they are no tables: {names}.", names=t.join_words(list(notes)))
    for name, other in repeated.items():
        yield t(
            "{file} holds the same table as {other}. It was checked, but what changes is said of "
            "{other} alone.",
            file=name,
            other=other,
        )
    for name in unsure:
        yield t(
            "{file} cannot be read surely enough to say what it would change. Mend its errors, "
            "then drop it again.",
            file=name,
        )
    if formulas:
        yield t.count(
            "In the files to download, an apostrophe stands before {n} cell that a spreadsheet "
            "would take for a formula.",
            "In the files to download, an apostrophe stands before {n} cells that a spreadsheet "
            "would take for formulas.",
            formulas,
        )


def _repaired(
    made: Mapping[str, Copy], safe: Mapping[str, tuple[bytes, int]], parcel: Parcel
) -> Iterator[Download]:
    """Copies that are not what was dropped, byte for byte; of workbooks, every table."""
    dropped = {each.name: each.content for each in parcel.files}
    for table, copy in made.items():
        if copy.dropped in parcel.sheets or dropped[copy.dropped] != copy.content:
            yield Download("repaired", copy.name, safe[table][0], copy.name)


def _reports(report: Found, changes: _Compared | None, t: Language) -> Iterator[Download]:
    told = write_text(replace(report, repairs=()), t)
    listed = "".join(f"{file}  {one.message(t)}\n" for file, one in list_changes(report))
    if listed:
        told += f"\n{t('What a repaired copy changes')}\n{listed}"
    if changes:
        told += f"\n{diff.write_text(changes.report, t)}"
    yield Download("report", "check.html", write_html(report, t).encode())
    yield Download("text", "check.txt", told.encode())
    if changes and not changes.report.empty:
        yield Download("changes", "changes.html", diff.write_html(changes.report, t).encode())


def _sentences(said: Sequence[str]) -> Iterator[Download]:
    if said:
        yield Download("sentences", FILE, harmless(rows_of(said))[0])


def _patch(
    made: Mapping[str, Copy], present: Mapping[str, bytes], left: int, unsure: Sequence[str]
) -> Iterator[Download]:
    """The patch, once nothing is wrong any more."""
    content = patch_of(made, present) if present and not left and not unsure else b""
    if content:
        yield Download("patch", "data.patch", content)
