"""An edition beside the tables: what is new, there already, contradicted or doubtful."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from locales import later
from schemas import MODELS, NUMBER_TABLES
from schemas.text import TextTable, read_text
from upkeep.importers.base import Answers, Edition, Row
from upkeep.importers.cells import Refused

LOST: Final = 0.05
"""The share of an edition's facts that a later one may lack; real ones lack less than a tenth of
that."""
FACTOR: Final = 30
"""How much larger or smaller numbers may become from one edition to the next."""
_ENOUGH: Final = 5
_MOVING: Final = "period_end"
"""In which editions of one total differ too: it runs to a later day each time."""
_VALUES: Final = {column for name in NUMBER_TABLES for column in MODELS[name].number_columns()}
_TOLERANCE: Final = {"amount": Decimal("0.5"), "units_per_eur": Decimal("0.0000011")}

_CUT: Final = later(
    "The last line of the file has no line break, as in a file that was cut off. Download it again."
)

Key = tuple[str, ...]
Rows = Mapping[Key, Row]


@dataclass(frozen=True)
class Proposal:
    """What one edition would change."""

    edition: Edition
    source_id: str
    source: Row | None = None
    """The row to add to `sources.csv`; None if the source is described there already."""
    added: tuple[Row, ...] = ()
    there: int = 0
    conflicts: tuple[tuple[Row, Row], ...] = ()
    """Facts that a table tells otherwise: the row there, with its `line`, and that of the file."""
    doubtful: tuple[Row, ...] = ()
    """Rows marked as in the last edition, though their number changed."""

    def kinds(self) -> Counter[str]:
        """How many rows of which series are to be added."""
        kinds = (", ".join(filter(None, _kind(row)[:-1])) for row in self.added)
        return Counter(kind or self.edition.file for kind in kinds)


def propose(
    edition: Edition, tables: Mapping[str, TextTable], answers: Answers, *, ended: bool
) -> Proposal:
    """Set one edition beside its table.

    Raises Refused if it cannot be right, Unanswered if its source cannot be described.
    """
    sources = {row["source_id"]: row for row in tables["sources"].rows.values()}
    fact = MODELS[edition.table].fact_columns()
    held: dict[str, dict[Key, Row]] = {}
    for line, row in tables[edition.table].rows.items():
        if sources.get(row["source_id"], {}).get("publisher") == edition.publisher:
            held.setdefault(row["source_id"], {})[_key(row, fact)] = {**row, "line": f"{line}"}
    new = {_key(row, fact): row for row in edition.rows}
    if len(new) < len(edition.rows):
        twice = next(row for row in edition.rows if new[_key(row, fact)] is not row)
        message = later("The file gives one fact twice: {fact}.")
        raise Refused(message, fact=edition.write_fact(twice))
    for name, rows in held.items():
        if not answers["source"] and _is_same(edition, name, new, rows):
            return Proposal(edition, name, there=len(new))
    source = edition.source(answers)
    name = source["source_id"]
    mine = held.pop(name, {})
    like = tuple(each for each in fact if each != _MOVING)
    others = {
        each: {_key(row, like): row for row in held[each].values()}
        for each in sorted(held, key=lambda each: sources[each]["available"])
    }
    alike = {_key(row, like): row for row in edition.rows}
    _check_source(source, sources, alike, others if edition.restates else {})
    _check_scale(alike, others)
    if not answers.whole:
        if not ended:
            raise Refused(_CUT)
        _check_whole(edition, alike, others)
    conflicts = [(mine[key], row) for key, row in new.items()
                 if key in mine and not is_alike(mine[key], row)]  # fmt: skip
    added, doubtful = [], []
    for key, row in new.items():
        if key in mine or (not edition.repeats and _is_told(key, row, held.values())):
            continue
        earlier = [rows[_key(row, like)] for rows in others.values() if _key(row, like) in rows]
        mark = _find_mark(row, earlier)
        added.append({**row, **mark, "source_id": name})
        doubtful += [added[-1]] if mark and not is_alike(earlier[-1], row) else []
    return Proposal(
        edition, name, source if added and name not in sources else None, tuple(added),
        len(new) - len(added) - len(conflicts), tuple(conflicts), tuple(doubtful),
    )  # fmt: skip


def _key(row: Row, columns: Sequence[str]) -> Key:
    return tuple(row[name] for name in columns)


def is_alike(one: Row, other: Row) -> bool:
    """Whether two rows give the same numbers, as far as one of them may be rounded."""
    return all(
        one[name] == other[name]
        or (one[name] and other[name]
        and abs(Decimal(one[name]) - Decimal(other[name])) <= _TOLERANCE.get(name, 0))
        for name in _VALUES & one.keys()
    )  # fmt: skip


def _is_same(edition: Edition, name: str, new: Rows, held: Rows) -> bool:
    """Whether a source gives every figure already; a marked one under whatever day it stands."""
    if not edition.marks:
        return all(key in held and is_alike(held[key], row) for key, row in new.items())
    of = ("population_group", "location")
    return bool(re.fullmatch(edition.marks, name)) and all(
        any(_key(row, of) == _key(other, of) and is_alike(other, row) for other in held.values())
        for row in new.values()
    )


def _is_told(key: Key, row: Row, held: Iterable[Rows]) -> bool:
    """Whether some edition gives a fact already with the same number."""
    there = [rows[key] for rows in held if key in rows]
    return any(is_alike(other, row) and other["obs_status"] == row["obs_status"] for other in there)


def _find_mark(row: Row, earlier: Sequence[Row]) -> Row:
    """What the last edition of a fact says beside its number, where that still holds.

    That a break begins there, or another definition, belongs to the fact; that a number cannot
    be charted, to the number.
    """
    if row.get("obs_status") != "A" or not earlier:
        return {}
    last = earlier[-1]
    lasts = last["obs_status"] in ("B", "D") or (last["obs_status"] == "U" and is_alike(last, row))
    return {"obs_status": last["obs_status"], "note": last.get("note", "")} if lasts else {}


def _check_source(
    source: Row, sources: Mapping[str, Row], new: Rows, others: Mapping[str, Rows]
) -> None:
    """Refuse a name in use for another edition, and a second whole edition of one day."""
    name = source["source_id"]
    there = sources.get(name, source)
    for column in ("kind", "via", "published", "available"):
        if there[column] != source[column]:
            message = later(
                "sources.csv has {source} already, but its {column} is “{there}”, not “{new}”. "
                "If this is another edition, name it with --source."
            )
            told = {"column": column, "there": there[column], "new": source[column]}
            raise Refused(message, source=name, **told)
    for other, rows in others.items():
        if sources[other]["available"] == source["available"] and new.keys() & rows.keys():
            message = later(
                "{source} gives the same facts and is public since the same day; "
                "only one of the two can be carried."
            )
            raise Refused(message, source=other)


def _find_last(new: Rows, others: Mapping[str, Rows]) -> tuple[str, Rows]:
    """The newest other edition that speaks of the same things, with those facts."""
    kinds = {_kind(row) for row in new.values()}
    for name, rows in reversed(list(others.items())):
        same = {key: row for key, row in rows.items() if _kind(row) in kinds}
        if same:
            return name, same
    return "", {}


def _check_scale(new: Rows, others: Mapping[str, Rows]) -> None:
    """Refuse numbers a thousand times too large or small: another unit, or another column."""
    name, last = _find_last(new, others)
    ratios = [
        _number(row) / _number(last[key])
        for key, row in new.items()
        if key in last and _number(last[key]) > 0 and _number(row) > 0
    ]
    if len(ratios) >= _ENOUGH and not Decimal(1) / FACTOR < median(ratios) < FACTOR:
        message = later(
            "The numbers are about {factor} times those of {source}: "
            "the unit or the column is another."
        )
        raise Refused(message, factor=f"{float(median(ratios)):,.4g}", source=name)


def _kind(row: Row) -> Key:
    names = ("series", "population_group", "measure", "aid_type", "month")
    return tuple(row.get(name, "") for name in names)


def _when(row: Row) -> str:
    return row.get("date") or row.get("period_start") or row.get("month") or ""


def _number(row: Row) -> Decimal:
    return Decimal(row.get("amount") or row.get("value") or row.get("units_per_eur") or "0")


def _check_whole(edition: Edition, new: Rows, others: Mapping[str, Rows]) -> None:
    """Refuse half an edition, or half a day of it: the last one holds much that it lacks."""
    name, last = _find_last(new, others)
    if not edition.restates:
        days = sorted(_when(row) for row in new.values())
        last = {key: row for key, row in last.items() if days[0] <= _when(row) <= days[-1]}
    for day in (None, *{row.get("date", "") for row in last.values()}):
        facts = {key: row for key, row in last.items() if day in (None, row.get("date", ""))}
        lost = [row for key, row in facts.items() if key not in new]
        if len(facts) >= _ENOUGH and len(lost) > max(1, LOST * len(facts)):
            message = later(
                "{lost} of {all} figures of {source} are not in this file, for example {example}: "
                "it may be cut off or filtered. Compare it with the publisher's page and download "
                "it whole."
            )
            example = edition.write_fact(lost[-1])
            raise Refused(message, lost=len(lost), all=len(facts), source=name, example=example)


def carry(old: Mapping[str, bytes], proposals: Sequence[Proposal]) -> dict[str, bytes]:
    """The tables that change, in the order they are to be replaced.

    Sources come first: a source without figures harms nobody, figures without source are invalid.
    """
    rows = {"sources": [each.source for each in proposals if each.source]}
    for each in proposals:
        rows.setdefault(each.edition.table, []).extend(each.added)
    beside = {"sources": "publisher"}
    return {
        name: append(old[name], rows[name], beside.get(name, "series"))
        for name in MODELS
        if rows.get(name)
    }


def append(content: bytes, rows: Sequence[Row], beside: str) -> bytes:
    """The CSV with rows more in its own style, each after the last that agrees in `beside`.

    Every line that stands there keeps its bytes. Rows that agree with none come at the end.
    """
    table, _ = read_text("", content)
    lines = list(io.StringIO(content.decode(), newline=""))
    begins = [int(line) for line in table.frame.index]
    ends = [*(line - 1 for line in begins[1:]), len(lines)]
    last = dict(zip(table.columns.get(beside, ()), ends, strict=False))
    inserted: dict[int, list[Row]] = {}
    for row in rows:
        inserted.setdefault(last.get(row.get(beside, ""), len(lines)), []).append(row)
    header = list(table.frame.columns)
    line_break = "\r\n" if lines[0].endswith("\r\n") else "\n"
    quoted = lines[0].count('"') == 2 * len(header)
    for at in sorted(inserted, reverse=True):
        text = io.StringIO("" if lines[at - 1].endswith(("\n", "\r")) else line_break, newline="")
        text.seek(0, io.SEEK_END)
        writer = csv.DictWriter(
            text, header, lineterminator=line_break,
            quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
        )  # fmt: skip
        writer.writerows(inserted[at])
        lines.insert(at, text.getvalue())
    return "".join(lines).encode()
