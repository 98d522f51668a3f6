"""Why a number is not what it was, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from locales import Language, Translator
from schemas import FACTS, MODELS
from snapshots.row_changes import Changed, Row

_NOTHING: Final = "–"


@dataclass(frozen=True)
class Reason:
    """A correction's own words, or a cell then and now, or a row that is no longer there."""

    because: str = ""
    cell: Changed | None = None
    gone: Row | None = None

    def words(self, say: Translator) -> str:
        """The reason in words, such as 'OHCHR, Ukraine, July 2025: 286 → 268'."""
        if self.because:
            return say.data(self.because)
        if self.cell is not None:
            return say(
                "{what}: {before} → {after}",
                what=_what(self.cell.row, say),
                before=_value(self.cell.column, self.cell.before, say),
                after=_value(self.cell.column, self.cell.after, say),
            )
        return say("{what}: no longer in the data", what=_what(self.gone or {}, say))


def _what(row: Row, say: Translator) -> str:
    return ", ".join(part for part in _parts(row, say) if part)


def _parts(row: Row, say: Translator) -> Iterator[str]:
    """Who said it, of what place, of which time."""
    publisher = row.get("source_publisher", "")
    yield say.data(publisher) if publisher else row.get("source_id", "")
    yield say.place(row["location"]) if row.get("location") else ""
    yield say.donor(row["donor"]) if row.get("donor") else ""
    if row.get("date"):
        yield say.day(pd.Timestamp(row["date"]))
    elif row.get("period_start") and row.get("period_end"):
        start, end = pd.Timestamp(row["period_start"]), pd.Timestamp(row["period_end"])
        month = start.to_period("M")
        whole = end == month.end_time.normalize()
        yield say.month(start) if whole else say.day(end)


def _value(column: str, text: str, say: Language) -> str:
    """A cell as readers know it: a number as their language writes it, a code by its words."""
    if not text:
        return _NOTHING
    model = next((MODELS[name] for name in FACTS if column in MODELS[name].columns()), None)
    if model is not None and column in model.number_columns():
        number = float(text)
        return say.number(number, 0 if number.is_integer() else 2)
    codes: Mapping[str, str] = model.columns()[column].metadata["codes"] if model else {}
    return say(codes.get(text, text))
