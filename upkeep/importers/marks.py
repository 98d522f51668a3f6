"""What our tables say of a fact beside its number: that a break begins there, or a definition."""

from collections.abc import Mapping, Sequence
from typing import Final

from upkeep.importers.draft import Row
from upkeep.importers.suspecting import Facts

_LASTING: Final = frozenset({"B", "D"})
"""Statuses that belong to the fact and hold in its next edition too."""


def marked(
    row: Row, fact: Sequence[str], by_source: Mapping[str, Facts], sources: Mapping[str, Row]
) -> Row | None:
    """The row of the newest earlier edition that marks this fact as a break; None without one."""
    if row.get("obs_status") != "A":
        return None
    key = tuple(row[name] for name in fact)
    best: tuple[str, Row] | None = None
    for name, facts in by_source.items():
        if key in facts:
            available = sources[name]["available"]
            if best is None or available >= best[0]:
                best = (available, facts[key][1])
    return best[1] if best and best[1].get("obs_status") in _LASTING else None


def with_mark(row: Row, mark: Row | None) -> Row:
    """The row with the status and the note of an earlier one."""
    if mark is None:
        return row
    return {**row, "obs_status": mark["obs_status"], "note": mark.get("note", "")}
