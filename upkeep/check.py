"""Checking files: damage, shape, sense and responsibility, all of them in one run, new first.

What stands in the tables as they were before is known; whoever changes them is told first what
that change brought.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, lru_cache
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
    before, day = before or {}, today or datetime.now(UTC).date()
    report = _check(given, beside or {}, day, before)
    tables = sorted({made.table for made in report.repairs} & before.keys())
    if not report.findings or not tables:
        return report
    past = [Given(f"{table}.csv", before[table]) for table in tables]
    contents = {each.name: each.content for each in given}
    now = [*((made.table, contents[made.file]) for made in report.repairs), *(beside or {}).items()]
    if all(before.get(table) == content for table, content in now):
        return replace(report, known=frozenset(report.findings))
    was = _check_past(tuple(past), tuple({**(beside or {}), **before}.items()), day)
    return replace(report, known=_find_known(report, was))


@lru_cache(maxsize=2)
def _check_past(
    past: tuple[Given, ...], beside: tuple[tuple[str, bytes], ...], day: date
) -> Report:
    """What was found in the tables as they were: the same before each change to them."""
    return _check(past, dict(beside), day, {})


def _find_known(report: Report, was: Report) -> frozenset[Finding]:
    """The findings that say the same of the same row as before, in whatever line it stands."""
    left = Counter(_describe(was).values())
    known = []
    for finding, said in _describe(report).items():
        if left[said] > 0:
            known.append(finding)
            left[said] -= 1
    return frozenset(known)


def _describe(report: Report) -> dict[Finding, tuple[object, ...]]:
    """What each finding says, and the cells of the row it says it of."""
    repairs = {made.file: made for made in report.repairs}
    wholes = (made.whole for made in report.repairs if made.whole)
    repairs |= {each.present.file: each.present for each in wholes if each.present}
    found: dict[Finding, tuple[object, ...]] = {}
    for finding in report.findings:
        place, made = finding.place, repairs.get(finding.place.file)
        text = made.text if made else None
        there = text is not None and place.line in text.frame.index
        row = tuple(text.frame.loc[place.line]) if text is not None and there else ()
        table = made.table if made else place.file
        found[finding] = (
            table, finding.cause.name, place.column, finding.value, finding.details, row
        )  # fmt: skip
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
    for files in _rounds(repairs):
        tables = files
        try:
            tables = _complete_parts(files, before, never)
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


def _rounds(repairs: Sequence[Repair]) -> list[dict[str, Repair]]:
    """The files to check, so that no table stands twice in one round."""
    rounds: list[dict[str, Repair]] = []
    for made in repairs:
        if made.text is None:
            continue
        for tables in rounds:
            if made.table not in tables:
                tables[made.table] = made
                break
        else:
            rounds.append({made.table: made})
    return rounds


def _check_round(
    tables: Mapping[str, Repair], given: set[str], today: date, before: Mapping[str, bytes]
) -> Iterator[Finding]:
    texts = {name: made.text for name, made in tables.items() if made.text is not None}
    validated = validate_texts(texts)
    found: list[Finding] = []
    for name in {*given, *({"corrections"} & set(texts))}:
        of_table = (
            finding
            for finding in validated.findings
            if finding.place.file == texts[name].file
            and (name in given or finding.cause.name in _CORRECTIONS)
        )
        found += _in_its_file(of_table, tables[name])
    found = [finding for finding in found if not _is_of_absent(finding, tables)]
    found += _sense(validated.cells, tables, given, today, before)
    found = _explained(found, tables, validated.mending)
    accepted, unused = accept(found, tables)
    shown = {tables[name].file: tables[name] for name in given}
    for finding in accepted:
        made = shown.get(finding.place.file)
        if made is not None:
            yield replace(finding, place=made.locate(finding.place))
        elif finding.cause.name in _CORRECTIONS:
            yield finding
    if "accepted_warnings" in given:
        yield from unused


def _in_its_file(findings: Iterable[Finding], made: Repair) -> Iterator[Finding]:
    """Findings of a table in its file, without those that only repeat what damage has said."""
    said = {
        (finding.place.line, finding.place.column)
        for finding in made.findings
        if finding.place.column and finding.instead is None
    }
    rules = TABLES[made.table].row_rules()
    for finding in findings:
        line, column = finding.place.line, finding.place.column
        read = rules.get(finding.cause.name, ())
        if {column, *read} & set(made.missing) or (not read and (line, column) in said):
            continue
        yield replace(finding, place=made.cell(line, column) if line else Place(made.file))


_CORRECTIONS = ("correction_target", "correction_row", "correction_guard")


def _complete_parts(
    tables: Mapping[str, Repair], before: Mapping[str, bytes], never: set[str]
) -> dict[str, Repair]:
    """The tables, those that are parts completed from the tables as they were."""
    lost = {finding.place.file for finding in _find_losses(tables, before)} - never
    found = dict(tables)
    for name, made in tables.items():
        if made.file in lost and complete(made, repair(f"data/{name}.csv", before[name])):
            found[name] = made.whole or made
    return found


def _find_losses(tables: Mapping[str, Repair], before: Mapping[str, bytes]) -> Iterator[Finding]:
    """Tables that lost many rows since an earlier state, and sources that lost their name."""
    after = {name: made.text for name, made in tables.items() if made.text is not None}
    was = read_texts(before)
    for finding in (*find_losses(was, after), *find_renamed_sources(was, after)):
        made, place = tables[finding.place.file.removesuffix(".csv")], finding.place
        at = made.cell(place.line, place.column) if place.line else Place(made.file)
        yield replace(finding, place=at)


def _is_of_absent(finding: Finding, tables: Mapping[str, Repair]) -> bool:
    """Whether a correction is blamed only because its table was not given, or not readable."""
    if finding.cause.name != "correction_target":
        return False
    table = table_named(finding.value)
    return table in MODELS and (table not in tables or tables[table].text is None)


def _explained(
    findings: Sequence[Finding], tables: Mapping[str, Repair], mending: AppliedCorrections
) -> list[Finding]:
    """Warnings about rows that a correction already speaks of are accepted by it."""
    files = {made.file: made.text.file for made in tables.values() if made.text is not None}
    result = []
    for finding in findings:
        place = finding.place
        correction = mending.spoken_of.get((files.get(place.file, ""), place.line))
        of_the_row = finding.cause.name != "translation_missing"
        if correction and of_the_row and finding.cause.severity is Severity.WARNING:
            result.append(finding.accept("", "", correction))
        else:
            result.append(finding)
    return result


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
    for name, was in read_texts({name: before[name] for name in NUMBER_TABLES if name in before},
                                ).items():  # fmt: skip
        made = tables.get(name)
        if made is not None and made.text is not None and name in cells:
            now = made.text.frame.loc[cells[name].frame.index]
            columns = [column for column in now if column in was.frame]
            rows, old = (zip(*(frame[column].astype(str) for column in columns), strict=True)
                         for frame in (now, was.frame))  # fmt: skip
            there = set(old)
            new[name] = pd.Series([row not in there for row in rows])
    return new


def _frames(cells: Mapping[str, TypedTable]) -> dict[str, pd.DataFrame]:
    """Typed tables, their rows counted from 0, and beside each figure what its source is."""
    frames = {name: _frame(model, cells[name].frame) for name, model in MODELS.items()
              if name in cells}  # fmt: skip
    sources = frames.get("sources", _empty("sources"))
    for name in NUMBER_TABLES:
        if name in frames:
            frames[name] = _tell_edition(frames[name], sources)
    return {name: frames.get(name, _empty(name)) for name in MODELS}


def _tell_edition(frame: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Rows with the day and the publisher of their source."""
    told = join_source(frame, sources, "available", "publisher")
    return told.assign(
        available=told["available"].astype("datetime64[ns]"),
        publisher=told["publisher"].astype("str").fillna("").astype("category"),
    )


@cache
def _empty(name: str) -> pd.DataFrame:
    """A table of which nothing could be read."""
    model = MODELS[name]
    columns: dict[str, list[str]] = {column: [] for column in model.columns()}
    empty = _frame(model, pd.DataFrame(columns, dtype="str"))
    return _tell_edition(empty, _empty("sources")) if name in NUMBER_TABLES else empty


def _frame(model: type[Table], cells: pd.DataFrame) -> pd.DataFrame:
    """One table, texts kept once and numbers as floats; beside a month its first day."""
    frame = cells[list(model.columns())].reset_index(drop=True)
    texts = list(model.columns_of_kind("text"))
    frame[texts] = frame[texts].fillna("")
    if "month" in frame:
        frame["day"] = pd.to_datetime(frame["month"], format="%Y-%m", errors="coerce")
    return frame.astype(
        dict.fromkeys(texts, "category")
        | dict.fromkeys(model.columns_of_kind("day"), "datetime64[ns]")
        | dict.fromkeys(model.number_columns(), "float64")
    )
