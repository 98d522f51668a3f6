"""Checking files: damage, shape, sense and responsibility, all of them in one run, new first.

What stands in the tables as they were before is known; whoever changes them is told first what
that change brought.
"""

import logging
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice
from typing import Final

import pandas as pd

from schemas import MODELS, NUMBER_TABLES, TABLES
from schemas.applied_corrections import AppliedCorrections
from schemas.cells import TypedTable
from schemas.findings import Finding, Place, Severity, make_finding
from schemas.losses import find_losses, find_renamed_sources
from schemas.reading import join_source, validate_texts
from schemas.table import Table
from schemas.text import read_texts
from upkeep.clean.repair import MOST, Change, Repair, complete, repair, table_named
from upkeep.rules import RULES
from upkeep.rules.acceptance import accept
from upkeep.rules.privacy import responsible
from upkeep.rules.rule import Known

_LOG: Final = logging.getLogger("dashboard.check")


@dataclass(frozen=True)
class Given:
    """A file to check: the name it is shown by, and its bytes."""

    name: str
    content: bytes
    whole: bool = False
    """Whether it lies where its table lies: rows it lacks are lost, and it is no part."""


@dataclass(frozen=True)
class Report:
    """What a check found in which files, worst first, and what repaired copies would change."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...] = ()
    known: frozenset[Finding] = frozenset()
    """Those of the findings that were found in the tables as they were, too."""
    against: str = ""
    """What the tables as they were are called; '' where nothing was before."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change of every repaired copy."""
        return tuple(change for made in self.repairs for change in made.changes)

    def count(self, severity: Severity) -> int:
        """How many findings are that bad."""
        return sum(finding.severity is severity for finding in self.findings)

    def only(self, *, known: bool) -> "Report":
        """The same report of what was known before, or of what is new."""
        kept = (finding for finding in self.findings if (finding in self.known) is known)
        return replace(self, findings=tuple(kept))

    def with_findings(self, more: Sequence[Finding]) -> "Report":
        """The same report with findings about files that could not be opened."""
        findings = tuple(sorted([*self.findings, *more], key=Finding.sort_by_severity))
        files = dict.fromkeys([*self.files, *(finding.place.file for finding in more)])
        return replace(self, files=tuple(files), findings=findings)


def check(
    given: Sequence[Given],
    beside: Mapping[str, bytes] | None = None,
    today: date | None = None,
    before: Mapping[str, bytes] | None = None,
) -> Report:
    """Check files, among the tables they belong to.

    `beside` holds the bytes of tables by name, as context for those that are not given: facts
    need their sources. Nothing is said about them, except where corrections no longer hold.
    `before` holds the bytes of tables as they were: what is found there as well is known, and
    whoever lost many rows since, or renamed a source, is told. A file of a few rows may be a part
    of such a table, and is checked among its other rows.
    """
    beside, before, day = beside or {}, before or {}, today or datetime.now(UTC).date()
    report = _check(given, beside, day, before)
    tables = sorted({made.table for made in report.repairs} & before.keys())
    if not report.findings or not tables:
        return report
    contents = {each.name: each.content for each in given}
    now = [*((made.table, contents[made.file]) for made in report.repairs), *beside.items()]
    if all(before.get(table) == content for table, content in now):
        return replace(report, known=frozenset(report.findings))
    past = tuple(Given(f"{table}.csv", before[table]) for table in tables)
    # What says the same of the same row as before is known, in whatever line it stands.
    left = Counter(_describe(_check_past(past, tuple({**beside, **before}.items()), day)).values())
    known = []
    for finding, said in _describe(report).items():
        left[said] -= 1
        known += [finding] * (left[said] >= 0)
    return replace(report, known=frozenset(known))


@lru_cache(maxsize=2)
def _check_past(
    past: tuple[Given, ...], beside: tuple[tuple[str, bytes], ...], day: date
) -> Report:
    """What was found in the tables as they were: the same before each change to them."""
    return _check(past, dict(beside), day, {})


def _describe(report: Report) -> dict[Finding, tuple[object, ...]]:
    """What each finding says, and the cells of the row it says it of."""
    wholes = [made.whole.present for made in report.repairs if made.whole and made.whole.present]
    repairs = {made.file: made for made in (*report.repairs, *wholes)}
    found: dict[Finding, tuple[object, ...]] = {}
    for finding in report.findings:
        place, made = finding.place, repairs.get(finding.place.file)
        frame = made.text.frame if made and made.text is not None else None
        there = frame is not None and place.line in frame.index
        row = tuple(frame.loc[place.line]) if frame is not None and there else ()
        said = (finding.cause.name, place.column, finding.value, finding.details)
        found[finding] = (made.table if made else place.file, *said, row)
    return found


def _check(
    given: Sequence[Given], beside: Mapping[str, bytes], day: date, before: Mapping[str, bytes]
) -> Report:
    repairs: list[Repair] = []
    findings: list[Finding] = []
    for each in given:
        try:
            repairs.append(repair(each.name, each.content))
        except Exception as error:
            findings.append(_report_unexpected(error, "unexpected", each.name))
    context = {name: repair(f"{name}.csv", content) for name, content in beside.items()}
    never = {each.name for each in given if each.whole}
    rounds: list[dict[str, Repair]] = []
    for made in repairs:
        if made.text is not None:
            # No table stands twice in one round.
            free = [tables for tables in rounds if made.table not in tables]
            rounds += [] if free else [{}]
            (free or rounds[-1:])[0][made.table] = made
    for tables in rounds:
        try:
            _complete_parts(tables, before, never)
            findings += _find_losses(tables, before)
            findings += _check_round({**context, **tables}, set(tables), day, before)
        except Exception as error:
            file = next(iter(tables.values())).file
            findings.append(_report_unexpected(error, "unexpected", file))
    findings += [finding for made in repairs for finding in (*made.findings, *responsible(made))]
    ordered = tuple(sorted(set(findings), key=Finding.sort_by_severity))
    return Report(tuple(each.name for each in given), ordered, tuple(repairs))


def _report_unexpected(error: Exception, name: str, file: str) -> Finding:
    """Whatever goes wrong in the check itself is a finding too; the log has the whole of it."""
    _LOG.error("%s could not be checked", file, exc_info=error)
    told = f"{type(error).__name__}: {error}"[:200]
    return make_finding(name, file, error=told)


def _check_round(
    tables: Mapping[str, Repair], given: set[str], today: date, before: Mapping[str, bytes]
) -> Iterator[Finding]:
    """What is wrong with given tables among all tables, each at most once."""
    texts = {name: made.text for name, made in tables.items() if made.text is not None}
    validated = validate_texts(texts)
    found: list[Finding] = []
    for name in {*given, *({"corrections"} & set(texts))}:
        of_table = [
            finding
            for finding in validated.findings
            if finding.place.file == texts[name].file
            and (name in given or finding.cause.name in _CORRECTIONS)
            and not _is_of_absent(finding, texts)
        ]
        found += _in_its_file(of_table, tables[name])
    found += _sense(validated.cells, tables, given, today, before)
    accepted, unused = accept([*_explained(found, tables, validated.mending)], tables)
    shown = {tables[name].file: tables[name] for name in given}
    for finding in accepted:
        made = shown.get(finding.place.file)
        if made is not None:
            yield replace(finding, place=made.locate(finding.place))
        elif finding.cause.name in _CORRECTIONS:
            yield finding
    yield from unused if "accepted_warnings" in given else ()


_CORRECTIONS = ("correction_target", "correction_row", "correction_guard")


def _is_of_absent(finding: Finding, texts: Container[str]) -> bool:
    """Whether a correction is blamed only because its table was not given, or not readable."""
    table = table_named(finding.value) if finding.cause.name == "correction_target" else ""
    return table in MODELS and table not in texts


def _in_its_file(findings: Iterable[Finding], made: Repair) -> Iterator[Finding]:
    """Findings of a table in its file, without those that only repeat what damage has said."""
    said = {(one.place.line, one.place.column) for one in made.findings
            if one.place.column and one.instead is None}  # fmt: skip
    rules = TABLES[made.table].row_rules()
    for finding in findings:
        line, column = finding.place.line, finding.place.column
        read = rules.get(finding.cause.name, ())
        if not {column, *read} & set(made.missing) and (read or (line, column) not in said):
            yield replace(finding, place=made.cell(line, column) if line else Place(made.file))


def _complete_parts(
    tables: dict[str, Repair], before: Mapping[str, bytes], never: Container[str]
) -> None:
    """Complete the tables that are parts from the tables as they were."""
    for file in {finding.place.file for finding in _find_losses(tables, before)}:
        for name, made in tables.items() if file not in never else ():
            if made.file == file and complete(made, repair(f"data/{name}.csv", before[name])):
                tables[name] = made.whole or made


def _find_losses(tables: Mapping[str, Repair], before: Mapping[str, bytes]) -> Iterator[Finding]:
    """Tables that lost many rows since an earlier state, and sources that lost their name."""
    after = {name: made.text for name, made in tables.items() if made.text is not None}
    was = read_texts(before)
    for finding in (*find_losses(was, after), *find_renamed_sources(was, after)):
        made, place = tables[finding.place.file.removesuffix(".csv")], finding.place
        at = made.cell(place.line, place.column) if place.line else Place(made.file)
        yield replace(finding, place=at)


def _explained(
    findings: Sequence[Finding], tables: Mapping[str, Repair], mending: AppliedCorrections
) -> Iterator[Finding]:
    """Warnings about rows that a correction already speaks of are accepted by it."""
    files = {made.file: made.text.file for made in tables.values() if made.text is not None}
    for finding in findings:
        place, cause = finding.place, finding.cause
        correction = mending.spoken_of.get((files.get(place.file, ""), place.line))
        excused = cause.severity is Severity.WARNING and cause.name != "translation_missing"
        yield finding.accept("", "", correction) if correction and excused else finding


def _sense(
    cells: Mapping[str, TypedTable],
    tables: Mapping[str, Repair],
    given: set[str],
    today: date,
    before: Mapping[str, bytes],
) -> Iterator[Finding]:
    asked = set(MODELS) if "accepted_warnings" in given else given
    known = Known(_frames(cells), pd.Timestamp(today), _find_new(cells, tables, before))
    there = {name for name, rows in known.tables.items() if len(rows)}
    for rule in RULES:
        if asked & set(rule.tables) and there & set(rule.tables):
            try:
                sightings = list(islice(rule.see(known), MOST))
            except Exception as error:
                file = next(made.file for name, made in tables.items() if name in given)
                yield _report_unexpected(error, "rule_failed", file)
                continue
            for seen in sightings:
                made = tables.get(seen.table)
                if made is not None and made.text is not None:
                    line = int(cells[seen.table].frame.index[seen.row])
                    value = str(made.text.frame.at[line, seen.column])
                    yield Finding(rule.cause, made.cell(line, seen.column), value, seen.details)


def _find_new(
    cells: Mapping[str, TypedTable], tables: Mapping[str, Repair], before: Mapping[str, bytes]
) -> dict[str, pd.Series]:
    """For each table of figures that stood before, which of its rows did not stand there."""
    new = {}
    stood = read_texts({name: before[name] for name in NUMBER_TABLES if name in before})
    for name in stood.keys() & cells.keys() & tables.keys():
        now, was = tables[name].read.frame.loc[cells[name].frame.index], stood[name].frame
        columns = [column for column in now if column in was]
        rows, old = (zip(*(frame[column].astype(str) for column in columns), strict=True)
                     for frame in (now, was))  # fmt: skip
        there = set(old)
        new[name] = pd.Series([row not in there for row in rows])
    return new


def _frames(cells: Mapping[str, TypedTable]) -> dict[str, pd.DataFrame]:
    """Typed tables, their rows counted from 0, and beside each figure what its source is."""
    frames = {name: _frame(model, cells[name].frame if name in cells else None)
              for name, model in MODELS.items()}  # fmt: skip
    for name in NUMBER_TABLES:
        told = join_source(frames[name], frames["sources"], "available", "publisher")
        frames[name] = told.assign(
            available=told["available"].astype("datetime64[ns]"),
            publisher=told["publisher"].astype("str").fillna("").astype("category"),
        )
    return frames


def _frame(model: type[Table], cells: pd.DataFrame | None) -> pd.DataFrame:
    """One table, texts kept once and numbers as floats; beside a month its first day."""
    columns = list(model.columns())
    frame = pd.DataFrame(columns=columns, dtype="str") if cells is None else cells[columns]
    frame, texts = frame.reset_index(drop=True), list(model.columns_of_kind("text"))
    frame[texts] = frame[texts].fillna("")
    if "month" in frame:
        frame["day"] = pd.to_datetime(frame["month"], format="%Y-%m", errors="coerce")
    return frame.astype(
        dict.fromkeys(texts, "category")
        | dict.fromkeys(model.columns_of_kind("day"), "datetime64[ns]")
        | dict.fromkeys(model.number_columns(), "float64")
    )
