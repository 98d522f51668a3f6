"""Every kind of damage the check knows by name, with what to do about it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from locales import later
from schemas.findings import CAUSES, Cause, Severity

_ERRORS: Final[Sequence[str | tuple[str, str, str]]] = (
    # A name alone is that of a rule of the schemas, which finds the same.
    # The file as a whole.
    "file_missing",
    ("file_too_large", later("File too large"),
     later("the file has {size} MB and was not opened, the limit is {limit} MB; "
           "it is probably not a table of ours")),
    "file_empty",
    "file_without_rows",
    ("file_of_zeros", later("File of zero bytes"),
     later("the file holds only zero bytes, as after a crash or a full disk; "
           "restore the last good copy")),
    ("file_other_kind", later("Not a CSV"),
     later("this is {kind}, whatever its name says; open it in the program it belongs to "
           "and save the table as “CSV UTF-8”")),
    ("file_binary", later("Not text"),
     later("the file is not text; restore the last good copy")),
    ("file_utf16", later("UTF-16 text"),
     later("the file is “Unicode text” (UTF-16); save it as “CSV UTF-8”")),
    ("file_encoding", later("Old Windows encoding"),
     later("the letters are stored as {encoding}; save the file as “CSV UTF-8”")),
    ("file_encoding_mixed", later("Two encodings in one file"),
     later("this line is stored as {encoding} in a file that is otherwise UTF-8; "
           "type its letters again")),
    ("file_truncated", later("File cut off"),
     later("the file stops in the middle of a row; copy or download it again")),
    "file_quotes",
    ("file_other_table", later("Another table"),
     later("the columns are those of {table}; save the file under that name")),
    ("file_unknown_table", later("Unknown table"),
     later("the first line names no columns of any table; it should begin {wanted}")),
    ("file_columns", later("Too many columns"),
     later("the first line has more than {limit} columns; copy the table alone")),
    # How the cells are laid out.
    ("separator", later("Another separator"),
     later("the cells are separated by {separator} instead of commas; "
           "save the file as “CSV UTF-8” with commas")),
    ("separator_line", later("A “sep=” line"),
     later("the line “sep=” is for Excel alone; remove it")),
    ("preamble", later("Lines above the table"),
     later("this line stands above the names of the columns; remove it")),
    ("rows_in_quotes", later("Whole rows in quotation marks"),
     later("every row stands in one cell between quotation marks; save the table again as CSV")),
    ("header_missing", later("No names of columns"),
     later("the first line with the names of the columns is missing; add it")),
    ("hxl_row", later("HXL tags"),
     later("a row of HXL tags is no fact; remove it")),
    ("header_again", later("Names of columns repeated"),
     later("the names of the columns stand here once more; remove the row")),
    ("footnote", later("Footnote as a row"),
     later("this is a remark and no fact; put it into the column note of the rows it is about")),
    ("total_row", later("Total as a row"),
     later("a row of totals is no fact of a source; remove it")),
    ("merge_conflict", later("Unfinished merge"),
     later("two versions of the file were joined and the choice was left open; "
           "keep one of them and remove the marks")),
    "row_ragged",
    ("row_short", later("Cells missing at the end"),
     later("the row has {found} cells, the first line has {wanted}; add the commas at its end")),
    ("row_long", later("Empty cells behind the table"),
     later("the row has {found} cells, the first line has {wanted}; "
           "remove the commas at its end")),
    ("comma_unquoted", later("Comma outside quotation marks"),
     later("a comma inside a text splits the cell; put the text between quotation marks")),
    ("column_renamed", later("Column renamed"),
     later("this column is called {wanted}")),
    "column_missing",
    "column_unknown",
    ("column_blank", later("Blank column"),
     later("the column has no name and is empty; remove it")),
    ("column_numbering", later("Column of row numbers"),
     later("the column only numbers the rows; remove it")),
    "column_repeated",
    # What stands in a cell.
    ("spaces_around", later("Spaces around a cell"),
     later("remove the spaces before and after the text")),
    ("invisible_signs", later("Invisible signs"),
     later("the cell holds signs that cannot be seen; type it again")),
    ("smart_quotes", later("Typographic quotation marks"),
     later("write it without the quotation marks of a word processor")),
    ("missing_mark", later("A mark for “missing”"),
     later("leave the cell empty; if the source gives no number, set obs_status to O; leave out "
           "the row of a rate")),
    ("sheet_error", later("Error value of a spreadsheet"),
     later("a formula failed before the file was saved; find the value and type it")),
    ("formula", later("Formula"),
     later("write the value, not the formula")),
    ("script_mixed", later("Latin and Cyrillic letters mixed"),
     later("letters of two alphabets that look alike stand in one word; type it again")),
    ("garbled", later("Garbled letters"),
     later("the letters went through a wrong encoding")),
    ("letters_lost", later("Letters lost"),
     later("letters were lost in a conversion; copy the text from the source again")),
    ("letter_case", later("Capital and small letters"),
     later("the code is written otherwise")),
    ("words_for_code", later("Words instead of a code"),
     later("write the code")),
    ("zeros_lost", later("Leading zeros lost"),
     later("a leading zero is missing; the code is probably {wanted}")),
    ("thousands", later("Thousands separated"),
     later("write the number without spaces or separators")),
    ("decimal_comma", later("Decimal comma"),
     later("write a point before the decimals")),
    ("number_ambiguous", later("Point or comma of thousands or of decimals"),
     later("this may be {one} or {other}; write the number meant, without separators")),
    ("number_form", later("Another way to write a number"),
     later("write the digits alone, with a minus sign before them where the number is negative")),
    ("number_words", later("Number with words or signs"),
     later("write the whole number in digits; how sure it is belongs into bound and note")),
    ("number_unit", later("Number with its unit"),
     later("write the number without its unit; the column already says it")),
    ("number_rounded", later("Number rounded by a spreadsheet"),
     later("the spreadsheet has shortened the number; copy it from the source again")),
    ("date_order", later("Date in another order"),
     later("write the date as year-month-day")),
    ("date_ambiguous", later("Day and month may be swapped"),
     later("this may be {one} or {other}; write the date meant as year-month-day")),
    ("date_number", later("Date turned into a number"),
     later("a spreadsheet has turned the date into the number of a day")),
    ("date_words", later("Date in words"),
     later("write the date as year-month-day")),
    ("date_time", later("Date with a time"),
     later("write the day without the time")),
    ("date_short", later("Year of two digits"),
     later("write the year with four digits, as year-month-day")),
    ("date_impossible", later("Day that does not exist"),
     later("there is no such day in the calendar; look it up in the source")),
)  # fmt: skip

_NOTES: Final = (
    ("byte_order_mark", later("Byte-order mark"),
     later("the file begins with an invisible mark; it does no harm")),
    ("column_order", later("Columns in another order"),
     later("the columns stand in another order than usual; it does no harm")),
    ("file_not_checked", later("Not checked"),
     later("no table has this name; the file was not checked")),
    ("findings_cut", later("Too many to list"),
     later("{number} more of this kind stand in this column")),
)  # fmt: skip


def _causes() -> Mapping[str, Cause]:
    made = [
        CAUSES[one] if isinstance(one, str) else Cause(one[0], Severity.ERROR, *one[1:])
        for one in _ERRORS
    ]
    made += [Cause(name, Severity.NOTE, title, advice) for name, title, advice in _NOTES]
    return MappingProxyType({cause.name: cause for cause in made})


DAMAGE: Final[Mapping[str, Cause]] = _causes()
"""Every kind of damage, by name."""
