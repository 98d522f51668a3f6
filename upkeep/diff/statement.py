"""What must be said of a report before its details, sentence by sentence."""

import re
from collections.abc import Iterator
from typing import Final

from locales import Language
from schemas import MODELS
from upkeep.diff.report import Report
from upkeep.diff.row_change import ColumnChange, Kind

_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+"
)
"""Characters that steer a terminal, break a line or turn the direction of reading."""


def on_one_line(text: str) -> str:
    """Words of the data as they can be shown anywhere: in one line, nothing hidden in them."""
    return _UNSEEN.sub(" ", text)


def statements(report: Report, t: Language) -> Iterator[str]:
    """Whether anything differs, what was counted, and what could not be compared."""
    if report.empty:
        yield t("Nothing differs.")
    elif not report.problems and not report.past:
        figures = len(report.differences.figures)
        counts = t.count("{n} live figure changes", "{n} live figures change", figures)
        if report.outlook is not None:
            counts = report.outlook.words(figures, t)
        yield t("{counts}.", counts=counts)
    yield from _invalid(report, t)
    yield from _uncompared(report, t)
    if report.outlook is not None:
        yield from _store(report, t)
    yield from report.remarks


def _invalid(report: Report, t: Language) -> Iterator[str]:
    if report.problems:
        yield t.count(
            "The new data are not valid: {n} problem. What readers will see can be said once it "
            "is mended.",
            "The new data are not valid: {n} problems. What readers will see can be said once they "
            "are mended.",
            len(report.problems),
        )
    if report.past:
        yield t(
            "The old data do not keep the rules of today, so what readers see now cannot be drawn."
        )


def _uncompared(report: Report, t: Language) -> Iterator[str]:
    for name in report.differences.unreadable:
        file = MODELS[name].file_name()
        yield t("{file} could not be compared, because it is missing or cannot be read.", file=file)
    renamed = len(report.differences.renamed)
    if renamed:
        yield t.count(
            "{n} source only has another name; that is no difference.",
            "{n} sources only have other names; that is no difference.",
            renamed,
        )
    if report.differences.figures and not report.differences.rows:
        yield t(
            "No row differs, only their order: of two rows of one fact and one day, figures show "
            "the later line."
        )


def _store(report: Report, t: Language) -> Iterator[str]:
    outlook = report.outlook
    if outlook is None:
        return
    if outlook.trouble:
        yield t(outlook.trouble)
    elif outlook.empty:
        yield t("The store holds no snapshots.")
    if outlook.unreadable:
        yield t.count(
            "{n} snapshot cannot be read; run “python -m snapshots verify”.",
            "{n} snapshots cannot be read; run “python -m snapshots verify”.",
            len(outlook.unreadable),
        )


def column_words(change: ColumnChange, t: Language) -> str:
    """What became of a column."""
    file = MODELS[change.table].file_name()
    if change.kind is Kind.ADDED:
        return t("{file}: column {column} added", file=file, column=change.column)
    return t("{file}: column {column} removed", file=file, column=change.column)
