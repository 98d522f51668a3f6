"""How a file is laid out: its separator, where its table begins, and what its columns are."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from locales import later
from schemas.table import Table
from schemas.text import MOST_COLUMNS, CsvRecords, split_csv
from upkeep.clean.cells import TO_LATIN
from upkeep.clean.decode import Step

_SEPARATORS: Final[Mapping[str, str]] = {
    ",": later("commas"), ";": later("semicolons"), "\t": later("tabs"), "|": later("bars"),
}  # fmt: skip
_LOOK: Final = 15
"""Lines among which the names of the columns are looked for."""
_HEAD: Final = 20_000
_ENOUGH: Final = 0.4
"""Share of a table's columns that a line must name to be taken for its header."""
_ALIKE: Final = 0.84
_SMALL: Final = 5_000_000


@dataclass
class Layout:
    """The cells of a file, the table it holds, and what was odd about its layout."""

    table: str
    records: CsvRecords
    separator: str = ","
    steps: list[Step] = field(default_factory=list)
    positions: dict[str, int] = field(default_factory=dict)
    """Declared name → place in the file, from 0; columns that are missing have none."""
    missing: list[str] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    """Places of columns that no model declares, or that differ from the one of their name."""
    sure: bool = True


def lay_out(text: bytes, named: str, models: Mapping[str, type[Table]]) -> Layout | None:
    """The cells of UTF-8 text; `named` is the table its file name speaks of, or ''.

    None where no line of its head names the columns of any table.
    """
    steps: list[Step] = []
    text = _unwrap(text, steps)
    head = _first_lines(text)
    best = _find_header(head, named, models)
    if best is None:
        turned = _turn(text, named, models) or _name_columns_of(text, head, named, models)
        if turned is None:
            return None
        text, best, step = turned
        steps.append(step)
        head = _first_lines(text)
    _, table, separator, number = best
    for at, line in enumerate(head[:number], 1):
        if line.strip():
            for_excel = re.fullmatch(rb"\"?sep=.\"?\s*", line, re.I)
            cause = "separator_line" if for_excel else "preamble"
            steps.append(Step(cause, line=at, undone=("", None)))
    if separator != ",":
        details = (("separator", _SEPARATORS[separator]),)
        undone = (separator, ",")
        steps.append(Step("separator", details=details, line=number + 1, undone=undone))
    above = -1 if any(step.cause == "header_missing" for step in steps) else 0
    records, broken = _read_all(text, separator, number, above)
    found = Layout(table, records, separator, steps + broken, sure=not broken)
    if len(records.header) <= MOST_COLUMNS:
        _match_columns(found, list(models[table].columns()))
    return found


Header = tuple[float, str, str, int]
"""How much of a table a line names, the table, the separator, and the lines above."""


def _find_header(
    head: Sequence[bytes], named: str, models: Mapping[str, type[Table]]
) -> Header | None:
    guesses = [
        (_score(cells, model), name, separator, number)
        for number, line in enumerate(head)
        for separator in _SEPARATORS
        for cells in (_split(line, separator),)
        for name, model in models.items()
    ]
    best = max(guesses, key=lambda one: (one[0], one[1] == named, -one[3]), default=None)
    return best if best and best[0] >= _ENOUGH else None


def _first_lines(text: bytes) -> list[bytes]:
    """The first lines of a text, with their ends."""
    return re.findall(rb"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$", text[:_HEAD])[:_LOOK]


def _split(line: bytes, separator: str) -> list[str]:
    try:
        return next(csv.reader([line.decode(errors="replace")], delimiter=separator), [])
    except csv.Error:
        return []


def _score(cells: Sequence[str], model: type[Table]) -> float:
    """Which share of the columns is named; a little less for names only written otherwise."""
    wanted = model.columns()
    if len(cells) < 2:
        return 0.0
    points = (1.0 if cell in wanted else 0.9 * (plain(cell) in wanted) for cell in {*cells[:200]})
    return sum(points) / len(wanted)


@cache
def plain(name: str) -> str:
    """A name of a column without what does not matter: case, spaces, quotes, look-alikes."""
    name = name.translate(TO_LATIN).strip(" \t\r\n\u00a0\ufeff\"'“”„«»*#")
    return re.sub(r"[\W_]+", "_", name.lower()).strip("_")


def _unwrap(text: bytes, steps: list[Step]) -> bytes:
    """A file whose every row was saved as one cell in quotation marks, unwrapped."""
    rows = [_split(line, ",") for line in _first_lines(text) if line.strip()]
    wrapped = rows and all(len(cells) == 1 for cells in rows) and text.lstrip().startswith(b'"')
    if not wrapped or "," not in rows[0][0]:
        return text
    steps.append(Step("rows_in_quotes", line=1, undone=('"', "")))
    return "\n".join(",".join(cells) for cells in csv.reader(text.decode().splitlines())).encode()


def _turn(
    text: bytes, named: str, models: Mapping[str, type[Table]]
) -> tuple[bytes, Header, Step] | None:
    """A table whose columns stand below each other, turned."""
    lines = text.splitlines()
    if len(text) > _SMALL or not 2 < len(lines) <= 100:
        return None
    for separator in _SEPARATORS:
        first = [next(iter(_split(line, separator)), "") for line in lines]
        if not any(_score(first, model) >= _ENOUGH for model in models.values()):
            continue
        records = split_csv(text, separator)
        if records.ragged or records.broken or len(records.header) > MOST_COLUMNS:
            return None
        turned = io.StringIO(newline="")
        rows = zip(records.header, *records.records, strict=True)
        csv.writer(turned, lineterminator="\n").writerows(rows)
        content = turned.getvalue().encode()
        best = _find_header(_first_lines(content), named, models)
        return (content, best, Step("transposed", undone=("", ""))) if best else None
    return None


def _name_columns_of(
    text: bytes, head: Sequence[bytes], named: str, models: Mapping[str, type[Table]]
) -> tuple[bytes, Header, Step] | None:
    """A table that begins with its first fact, if its name says which one it is."""
    if named not in models or not head:
        return None
    wanted = list(models[named].columns())
    for separator in _SEPARATORS:
        if len(_split(head[0], separator)) == len(wanted):
            first = separator.join(wanted)
            step = Step("header_missing", line=1, undone=("", ",".join(wanted)))
            return first.encode() + b"\n" + text, (1.0, named, separator, 0), step
    return None


def _read_all(
    text: bytes, separator: str, skipped: int, above: int
) -> tuple[CsvRecords, list[Step]]:
    """The cells below some lines, also behind a quotation mark that was never closed.

    The row of such a mark is set aside. Lines are counted from the top of the file; `above` is
    -1 where a line stands before the text that the file does not have.
    """
    lines = text.split(b"\n")
    steps: list[Step] = []
    last = len(lines) if lines[-1].strip() else len(lines) - 1
    start = sum(len(line) for line in _first_lines(text)[:skipped])
    rest, shift = text[start:], skipped + above
    found = split_csv(rest, separator)
    for _ in range(100 if len(text) < _SMALL else 3):
        at = found.broken
        if not at:
            break
        cut_off = at + skipped == last and not text.endswith(b"\n")
        steps.append(Step("file_truncated" if cut_off else "file_quotes", line=at + shift))
        kept = rest.split(b"\n")
        kept[at - 1] = b""
        rest = b"\n".join(kept)
        found = split_csv(rest, separator)
    moved = replace(
        found, header_line=found.header_line + shift,
        lines=[line + shift for line in found.lines], rows=[row + shift for row in found.rows],
        ragged=[(line + shift, row + shift, cells) for line, row, cells in found.ragged],
    )  # fmt: skip
    return moved, steps


def _match_columns(found: Layout, wanted: Sequence[str]) -> None:
    """Match written names with declared ones: exactly, then loosely, then by spelling."""
    records, positions = found.records, found.positions
    header, line = records.header, max(records.header_line, 0)

    def see(cause: str, at: int, text: str | None = None, *, out: bool = False) -> None:
        details = (("wanted", text),) if text else ()
        undone = (header[at], text) if text or out else None
        found.steps.append(
            Step(cause, text, details, line, line, at + 1, header[at], header[at], undone)
        )

    left = []
    for at, name in enumerate(header):
        if name in wanted and name not in positions:
            positions[name] = at
        else:
            left.append(at)
    for close in (False, True):
        for at in list(left):
            name = _guess(header[at], [n for n in wanted if n not in positions], close=close)
            if name:
                positions[name] = at
                left.remove(at)
                see("column_renamed", at, name)
    found.missing = [name for name in wanted if name not in positions]
    found.steps += [
        Step("column_missing", line=line, row=line, column=name, value=name)
        for name in found.missing
    ]
    for at in left:
        cause, is_kept = _judge(records, at, positions)
        see(cause, at, out=not is_kept)
        found.unknown += [at] if is_kept else []
    order = [name for name in wanted if name in positions]
    written = sorted(order, key=positions.__getitem__)
    if order != written:
        undone = (",".join(written), ",".join(order))
        found.steps.append(Step("column_order", line=line, undone=undone))


def _guess(written: str, free: Sequence[str], *, close: bool) -> str:
    """The one free name that was meant, or ''."""
    name = plain(written)
    if name in free or not close or len(name) < 4:
        return name if name in free else ""
    alike = [other for other in free if SequenceMatcher(None, name, other).ratio() >= _ALIKE]
    return alike[0] if len(alike) == 1 else ""


def _judge(records: CsvRecords, at: int, positions: Mapping[str, int]) -> tuple[str, bool]:
    """What a column is that no model declares, and whether a repaired copy keeps it."""
    name, cells = records.header[at], records.column(at)
    other = positions.get(name, positions.get(plain(name)))
    if other is not None:
        return "column_repeated", cells != records.column(other)
    if not name.strip() and not any(text.strip() for text in cells):
        return "column_blank", False
    unnamed = re.fullmatch(r"\s*(Unnamed: \d+|index|id|№|#|n)?\s*", name, re.I)
    if unnamed and cells and all(re.fullmatch(r"[0-9]{1,9}", text) for text in cells):
        first = int(cells[0])
        if [int(text) for text in cells] == list(range(first, first + len(cells))):
            return "column_numbering", False
    return "column_unknown", True
