"""What a data maintainer has to fix, located as a spreadsheet shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "file_missing": "the file is missing; put it back into the data folder",
        "file_not_utf8": "the file is not UTF-8 text; save it as “CSV UTF-8”",
        "file_unreadable": "the file cannot be read as CSV; check the quotation marks near here",
        "file_empty": "the file has no rows; restore the last good copy",
        "column_missing": "the column is missing; add it to the first line",
        "column_unknown": "this column is not known; remove it or correct its name",
        "column_repeated": "the column appears twice; keep one of them",
        "row_ragged": "the row has {found} cells, the first line has {wanted}; "
        "check for a missing comma or a comma outside quotation marks",
        "required": "the cell is empty; fill it in: {meaning}",
        "whole_number": "write a whole number without spaces or separators{suggestion}",
        "decimal_number": "write a number with a point for decimals and nothing else{suggestion}",
        "day": "write a date as year-month-day{suggestion}",
        "vocabulary": "write one of: {allowed}",
        "pattern": "write it in the form {form}",
        "negative": "write a number of zero or more",
        "duplicate": "the same fact stands in line {other} already; keep one of the two",
        "source_unknown": "no such source; add it to sources.csv or correct the spelling",
        "place_unknown": "no such place; write an ISO 3166-1 code such as POL, or a p-code "
        "such as UA63",
        "place_too_fine": "nothing finer than a rayon may be stored; "
        "write the p-code of the oblast or rayon",
        "donor_unknown": "no such donor; write an ISO 3166-1 code such as NLD, or several "
        "joined by “+”",
        "currency_unknown": "no such currency; write an ISO 4217 code such as EUR",
        "period_order": "the period ends before it begins; period_start is {period_start}",
        "stock_has_day": "a stock is counted on one day; fill in date and leave the period empty",
        "flow_has_period": "a flow covers a period; fill in period_start and period_end and "
        "leave date empty",
        "range_order": "the numbers must rise from low to value to high; "
        "here they are {low}, {value}, {high}",
        "bound_missing": "write one of: exact, approximate, minimum, maximum, range",
        "bound_range": "a range needs both low and high",
        "bound_other": "this bound needs a value, and either both low and high or neither",
        "value_missing": "the number is missing; fill it in, or set obs_status to O if the source "
        "does not give it",
        "currency_needed": "an amount needs its currency; write an ISO 4217 code such as EUR",
        "value_not_expected": "obs_status O says that the figure was not found; "
        "remove the number or the O",
        "before_war": "this series begins on 24 February 2022; correct the date",
        "via_needed": "a figure read in a copy needs the copy's name; fill in via",
        "available_order": "figures cannot be public before their publication; "
        "published is {published}",
        "column_needed": "a value is replaced in one column; write its name, for example value",
        "correction_target": "no such table or column; write for example civilian_deaths.csv",
        "correction_row": "{found} rows fit this key; write one that fits exactly one row",
        "correction_guard": "the cell now says “{current}”, not “{printed}”; "
        "if the source has mended its error, remove this correction",
    }
)
"""What to write instead, by name of the rule broken; texts of the message catalogues."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing a data maintainer has to fix: file, line, column, value and what to write."""

    file: str
    line: int
    column: str
    value: str
    rule: str
    details: tuple[tuple[str, str], ...] = field(default=())

    def advice(self, translate: Callable[[str], str] = str) -> str:
        """What to write instead, in the language of `translate`."""
        details = {name: translate(value) if value else "" for name, value in self.details}
        return translate(ADVICE[self.rule]).format(**details)

    def message(self, translate: Callable[[str], str] = str) -> str:
        """The whole line: `data/x.csv, line 2: value is '1 286'; write …: 1286`."""
        where = f"data/{self.file}"
        if self.line:
            where = translate("{file}, line {line}").format(file=where, line=self.line)
        if not self.column:
            return f"{where}: {self.advice(translate)}"
        what = translate("{column} is '{value}'").format(column=self.column, value=self.value)
        return f"{where}: {what}; {self.advice(translate)}"


class InvalidData(Exception):
    """Raised when tables cannot be used; lists every problem at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(problem.message() for problem in self.problems))
