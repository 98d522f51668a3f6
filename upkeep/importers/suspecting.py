"""What makes an edition doubtful: another unit, half a file, a name that is taken, money twice."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Final

from locales import later
from schemas import MODELS
from upkeep.importers.draft import Answers, Edition, Row
from upkeep.importers.refusal import Refused

LOST: Final = 0.05
"""The share of an edition's facts that a later one may lack without a question; real ones lack
less than a hundredth."""
FACTOR: Final = 30
"""How much larger or smaller numbers may become from one edition to the next."""

_ENOUGH: Final = 5
_IDENTITY: Final = ("kind", "via", "published", "available")
_MOVING: Final = "period_end"
"""In which editions of one total differ too: it runs to a later day each time."""

Facts = Mapping[tuple[str, ...], tuple[int, Row]]
"""Rows of one source by fact, with the lines they stand on."""


def doubted(
    edition: Edition,
    source: Row,
    sources: Mapping[str, Row],
    by_source: Mapping[str, Facts],
    answers: Answers,
) -> None:
    """Raise Refused for the first doubt about an edition, beside the other editions there are."""
    _described_alike(source, sources.get(source["source_id"]))
    like = tuple(name for name in MODELS[edition.table].fact_columns() if name != _MOVING)
    others = {
        name: {tuple(row[column] for column in like): row for _, row in facts.values()}
        for name, facts in by_source.items()
        if name != source["source_id"]
    }
    new = {tuple(row[column] for column in like): row for row in edition.rows}
    name, earlier = _earlier(edition, others, sources)
    _in_scale(name, earlier, new)
    if not answers.whole:
        _not_lost(name, earlier if edition.restates else _within(earlier, new), new, like)
    if edition.restates:
        _not_told_twice(others, sources, source, new)


def words(row: Row, columns: Sequence[str]) -> str:
    """The filled cells that make a row a fact, one after the other."""
    return ", ".join(row[name] for name in columns if row[name])


Like = Mapping[tuple[str, ...], Row]


def _described_alike(source: Row, there: Row | None) -> None:
    """A name in use describes this very edition, or another name is needed."""
    if there is None:
        return
    for name in _IDENTITY:
        if there[name] != source[name]:
            raise Refused(
                later(
                    "sources.csv has {source} already, but its {column} is “{there}”, not “{new}”. "
                    "If this is another edition, name it with --source."
                ),
                source=source["source_id"],
                column=name,
                there=there[name],
                new=source[name],
            )


def _earlier(
    edition: Edition, others: Mapping[str, Like], sources: Mapping[str, Row]
) -> tuple[str, Like]:
    """The newest other edition that speaks of the same things, with those facts."""
    kinds = {_kind(row) for row in edition.rows}
    best: tuple[str, str, Like] = ("", "", {})
    for name, facts in others.items():
        same = {key: row for key, row in facts.items() if _kind(row) in kinds}
        if same:
            best = max(best, (sources[name]["available"], name, same), key=lambda one: one[:2])
    return best[1], best[2]


def _kind(row: Row) -> tuple[str, ...]:
    names = ("series", "population_group", "measure", "aid_type", "month")
    return tuple(row.get(name, "") for name in names)


def _when(row: Row) -> str:
    return row.get("date") or row.get("period_start") or row.get("month") or ""


def _number(row: Row) -> Decimal:
    text = row.get("amount") or row.get("value") or row.get("units_per_eur") or "0"
    return Decimal(text)


def _in_scale(name: str, earlier: Like, new: Like) -> None:
    """Refuse numbers a thousand times too large or small: another unit, or another column."""
    ratios = [
        _number(row) / _number(earlier[key])
        for key, row in new.items()
        if key in earlier and _number(earlier[key]) > 0 and _number(row) > 0
    ]
    if len(ratios) >= _ENOUGH and not Decimal(1) / FACTOR < median(ratios) < FACTOR:
        raise Refused(
            later(
                "The numbers are about {factor} times those of {source}: "
                "the unit or the column is another."
            ),
            factor=f"{float(median(ratios)):,.4g}",
            source=name,
        )


def _within(earlier: Like, new: Like) -> Like:
    """The earlier facts of the time that the new ones cover."""
    days = [_when(row) for row in new.values()]
    return {key: row for key, row in earlier.items() if min(days) <= _when(row) <= max(days)}


def _not_lost(name: str, earlier: Like, new: Like, like: Sequence[str]) -> None:
    """Refuse half an edition, or half a day of it: an earlier one holds much that it lacks."""
    by_day: dict[str, dict[tuple[str, ...], Row]] = {}
    for key, row in earlier.items():
        by_day.setdefault(row.get("date", ""), {})[key] = row
    for facts in (earlier, *by_day.values()):
        _few_lost(name, facts, new, like)


def _few_lost(name: str, earlier: Like, new: Like, like: Sequence[str]) -> None:
    lost = [row for key, row in earlier.items() if key not in new]
    if len(earlier) >= _ENOUGH and len(lost) > max(1, LOST * len(earlier)):
        raise Refused(
            later(
                "{lost} of {all} figures of {source} are not in this file, for example {example}: "
                "it may be cut off or filtered. If it is complete, add --whole."
            ),
            lost=len(lost),
            all=len(earlier),
            source=name,
            example=words(lost[-1], like),
        )


def _not_told_twice(
    others: Mapping[str, Like], sources: Mapping[str, Row], source: Row, new: Like
) -> None:
    """Refuse a second whole edition of one day: a chart of the newest one would show both."""
    for name, facts in others.items():
        same_day = sources[name]["available"] == source["available"]
        if same_day and new.keys() & facts.keys():
            raise Refused(
                later(
                    "{source} gives the same facts and is public since the same day; "
                    "only one of the two can be carried."
                ),
                source=name,
            )
