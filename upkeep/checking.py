"""Checking files: damage, shape, sense and responsibility, all of them in one run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice

import numpy as np
import pandas as pd

from schemas import MODELS, TABLES, checking
from schemas.cells import Cells, parse
from schemas.mending import Mending, mend
from schemas.raw import RawTable, empty_column
from upkeep.acceptance import accept
from upkeep.damage.repair import MOST, Repair
from upkeep.damage.repairing import repair, table_named
from upkeep.findings import Change, Finding, Severity
from upkeep.responsibility import responsible
from upkeep.sense.known import Known
from upkeep.sense.rules import RULES
from upkeep.shape import shape_findings


@dataclass(frozen=True)
class Given:
    """A file to check: the name it is shown by, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Report:
    """What a check found in which files, worst first, and what repaired copies would change."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change of every repaired copy."""
        return tuple(change for made in self.repairs for change in made.changes)

    def count(self, severity: Severity) -> int:
        """How many findings are that bad."""
        return sum(finding.severity is severity for finding in self.findings)

    def with_findings(self, more: Sequence[Finding]) -> "Report":
        """The same report with findings about files that could not be opened."""
        findings = tuple(sorted([*self.findings, *more], key=Finding.order))
        files = dict.fromkeys([*self.files, *(finding.place.file for finding in more)])
        return replace(self, files=tuple(files), findings=findings)


def check(
    given: Sequence[Given], beside: Mapping[str, bytes] | None = None, today: date | None = None
) -> Report:
    """Check files, among the tables they belong to.

    `beside` holds the bytes of tables by name, as context for those that are not given: facts
    need their sources. Nothing is said about them, except where corrections no longer hold.
    """
    repairs = [repair(each.name, each.content) for each in given]
    context = {name: repair(f"{name}.csv", content) for name, content in (beside or {}).items()}
    findings: list[Finding] = []
    for tables in _rounds(repairs):
        findings += _check_round(
            {**context, **tables}, set(tables), today or datetime.now(UTC).date()
        )
    findings += [finding for made in repairs for finding in (*made.findings, *responsible(made))]
    ordered = tuple(sorted(set(findings), key=Finding.order))
    return Report(tuple(each.name for each in given), ordered, tuple(repairs))


def _rounds(repairs: Sequence[Repair]) -> list[dict[str, Repair]]:
    """The files to check, so that no table stands twice in one round."""
    rounds: list[dict[str, Repair]] = []
    for made in repairs:
        if made.raw is None:
            continue
        for tables in rounds:
            if made.table not in tables:
                tables[made.table] = made
                break
        else:
            rounds.append({made.table: made})
    return rounds


def _check_round(tables: Mapping[str, Repair], given: set[str], today: date) -> Iterator[Finding]:
    raw = {name: made.raw.copy() for name, made in tables.items() if made.raw is not None}
    mending = _mended(raw)
    cells = {name: parse(table, TABLES[name]) for name, table in raw.items()}
    known = set(raw["sources"].column("source_id").texts) if "sources" in raw else None
    found: list[Finding] = []
    for name in given:
        problems = list(cells[name].problems)
        problems += checking.check_table(cells[name], TABLES[name])
        problems += checking.check_codes(cells[name], TABLES[name])
        if name != "sources" and known is not None:
            problems += checking.check_sources(cells[name], TABLES[name], known)
        found += shape_findings(problems, tables[name])
    if "corrections" in tables:
        readable = {table.file for table in raw.values()}
        broken = [problem for problem in mending.problems
                  if problem.rule != "correction_target" or problem.value in readable
                  or table_named(problem.value) not in tables]  # fmt: skip
        found += shape_findings(broken, tables["corrections"])
    found += _sense(cells, tables, given, today)
    found = _explained(found, tables, mending)
    accepted, unused = accept(found, tables)
    shown = {tables[name].file for name in given}
    yield from (
        finding for finding in accepted
        if finding.place.file in shown or finding.cause.name in _CORRECTIONS
    )  # fmt: skip
    if "accepted_warnings" in given:
        yield from unused


_CORRECTIONS = ("correction_target", "correction_row", "correction_guard")


def _mended(raw: Mapping[str, RawTable]) -> Mending:
    if "corrections" not in raw:
        return Mending((), {})
    tables = {table.file: table for name, table in raw.items() if name in MODELS}
    return mend(tables, raw["corrections"])


def _explained(
    findings: Sequence[Finding], tables: Mapping[str, Repair], mending: Mending
) -> list[Finding]:
    """Warnings about rows that a correction already speaks of are accepted by it."""
    files = {made.file: made.raw.file for made in tables.values() if made.raw is not None}
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
    cells: Mapping[str, Cells], tables: Mapping[str, Repair], given: set[str], today: date
) -> Iterator[Finding]:
    asked = set(MODELS) if "accepted_warnings" in given else given
    known = Known(_frames(cells), pd.Timestamp(today))
    for rule in RULES:
        if asked & set(rule.tables):
            for seen in islice(rule.see(known), MOST):
                made = tables.get(seen.table)
                if made is not None and made.raw is not None:
                    value = made.raw.column(seen.column).cell(int(seen.row))
                    place = made.cell(int(seen.row), seen.column)
                    yield Finding(rule.cause, place, value, seen.details)


def _frames(cells: Mapping[str, Cells]) -> dict[str, pd.DataFrame]:
    """Typed tables with text kept once, and beside each figure what its source is."""
    frames: dict[str, pd.DataFrame] = {}
    for name, model in MODELS.items():
        table = cells.get(name) or _none(name)
        frames[name] = pd.DataFrame({
            column: table.columns[column].compact() for column in model.columns()
        })  # fmt: skip
    sources = frames["sources"].drop_duplicates("source_id").set_index("source_id")
    for name in MODELS:
        if name not in ("sources", "corrections", "translations"):
            of = frames[name]["source_id"].cat
            found = sources.reindex(of.categories)
            codes = of.codes.to_numpy()
            frames[name]["available"] = found["available"].to_numpy()[codes]
            who, same = np.unique(
                found["publisher"].astype(object).fillna("").astype(str), return_inverse=True
            )
            frames[name]["publisher"] = pd.Categorical.from_codes(same[codes], who)
    return frames


@cache
def _none(name: str) -> Cells:
    """A table of which nothing could be read."""
    model = TABLES[name]
    header = list(model.columns())
    raw = RawTable(model.file_name(), header, columns=[empty_column(0) for _ in header])
    return parse(raw, model)
