"""A draft beside the tables: what is new, what is there already, what contradicts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from locales import later
from schemas import MODELS, NUMBER_TABLES
from schemas.text import TextTable
from upkeep.importers import suspecting
from upkeep.importers.draft import Answers, Edition, Row
from upkeep.importers.marks import marked, with_mark
from upkeep.importers.refusal import Refused
from upkeep.importers.suspecting import Facts, words

_VALUES: Final = {column for name in NUMBER_TABLES for column in MODELS[name].number_columns()}
_TOLERANCE: Final = {"amount": Decimal("0.5"), "units_per_eur": Decimal("0.0000011")}


@dataclass(frozen=True)
class Conflict:
    """A fact that stands in a table otherwise than in the file."""

    line: int
    there: Row
    new: Row


@dataclass(frozen=True)
class Compared:
    """One edition beside its table."""

    edition: Edition
    source_id: str
    source: Row | None
    """The row to add to `sources.csv`; None if the source is described there already."""
    added: tuple[Row, ...]
    there: int
    conflicts: tuple[Conflict, ...]
    doubtful: tuple[Row, ...] = ()
    """Rows marked as a break as in the last edition, though their number changed."""


def compared(
    edition: Edition, tables: Mapping[str, TextTable], answers: Answers, *, ended: bool
) -> Compared:
    """Set one edition beside its table.

    Raises Refused if it cannot be right, Unanswered if its source cannot be described.
    """
    sources = {row["source_id"]: row for row in tables["sources"].rows.values()}
    table = tables[edition.table]
    fact = MODELS[edition.table].fact_columns()
    by_source = _by_source(edition, table, sources, fact)
    twice = _first_repeated(edition.rows, fact)
    if twice is not None:
        raise Refused(later("The file gives one fact twice: {fact}."), fact=words(twice, fact))
    known = None if answers.source else _recognised(edition, by_source, fact)
    if known is not None:
        return Compared(edition, known, None, (), len(edition.rows), ())
    source = edition.source(answers)
    source_id = source["source_id"]
    if not ended and not answers.whole:
        raise Refused(
            later(
                "The last line of the file has no line break, as in a file that was cut off. "
                "If its last row is complete, add --whole."
            )
        )
    suspecting.doubted(edition, source, sources, by_source, answers)
    told = _told(edition, by_source, fact) if not edition.repeats else set()
    added: list[Row] = []
    doubtful: list[Row] = []
    conflicts, there = [], 0
    for row in edition.rows:
        key = tuple(row[name] for name in fact)
        line, other = by_source.get(source_id, {}).get(key, (0, None))
        if other is not None and alike(other, row):
            there += 1
        elif other is not None:
            conflicts.append(Conflict(line, other, row))
        elif key in told:
            there += 1
        else:
            mark = marked(row, fact, by_source, sources)
            added.append({**with_mark(row, mark), "source_id": source_id})
            if mark is not None and not alike(mark, row):
                doubtful.append(added[-1])
    new = None if source_id in sources or not added else source
    return Compared(edition, source_id, new, tuple(added), there, tuple(conflicts), tuple(doubtful))


def _by_source(
    edition: Edition, table: TextTable, sources: Mapping[str, Row], fact: Sequence[str]
) -> dict[str, dict[tuple[str, ...], tuple[int, Row]]]:
    """The facts of the publisher's editions, with the lines they stand on."""
    found: dict[str, dict[tuple[str, ...], tuple[int, Row]]] = {}
    for line, row in table.rows.items():
        source = sources.get(row["source_id"], {})
        if source.get("publisher") == edition.publisher:
            key = tuple(row[name] for name in fact)
            found.setdefault(row["source_id"], {})[key] = (line, row)
    return found


def _first_repeated(rows: Iterable[Row], fact: Sequence[str]) -> Row | None:
    seen = set()
    for row in rows:
        key = tuple(row[name] for name in fact)
        if key in seen:
            return row
        seen.add(key)
    return None


def _recognised(
    edition: Edition, by_source: Mapping[str, Facts], fact: Sequence[str]
) -> str | None:
    """The source in which every figure of the edition stands already."""
    for source_id, facts in by_source.items():
        if edition.marks and not re.fullmatch(edition.marks, source_id):
            continue
        if edition.marks and _same_people(edition.rows, facts):
            return source_id
        if all(
            (other := facts.get(tuple(row[name] for name in fact))) and alike(other[1], row)
            for row in edition.rows
        ):
            return source_id
    return None


def _same_people(rows: Sequence[Row], facts: Facts) -> bool:
    """Whether a marked edition says the same number, under whatever day it was carried."""
    there = [row for _, row in facts.values()]
    return all(
        any(
            other["population_group"] == row["population_group"]
            and other["location"] == row["location"]
            and alike(other, row)
            for other in there
        )
        for row in rows
    )


def alike(one: Row, other: Row) -> bool:
    """Whether two rows give the same numbers, as far as one of them may be rounded."""
    return all(_same(one[name], other[name], name) for name in _VALUES if name in one)


def _same(one: str, other: str, name: str) -> bool:
    if one == other:
        return True
    try:
        return abs(Decimal(one) - Decimal(other)) <= _TOLERANCE.get(name, Decimal(0))
    except InvalidOperation:
        return False


def _told(
    edition: Edition, by_source: Mapping[str, Facts], fact: Sequence[str]
) -> set[tuple[str, ...]]:
    """The facts that some edition gives already with the same numbers."""
    found = set()
    for row in edition.rows:
        key = tuple(row[name] for name in fact)
        for facts in by_source.values():
            pair = facts.get(key)
            if pair and alike(pair[1], row) and pair[1]["obs_status"] == row["obs_status"]:
                found.add(key)
    return found
