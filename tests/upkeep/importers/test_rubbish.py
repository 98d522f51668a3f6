"""Rubbish: whatever stands in a file, it is read, refused or asked about, and never a crash."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.upkeep.importers import made
from upkeep.importers import PUBLISHERS
from upkeep.importers.base import Answers, Unanswered
from upkeep.importers.cells import Refused
from upkeep.importers.table import read, separate

ANSWERS = Answers(
    accessed=date(2026, 11, 22),
    said={
        "published": "2026-09-03", "release": "31", "until": "2026-06-30", "unit": "billion",
        "title": "x", "citizen": "UA",
    },
)  # fmt: skip
SAMPLES = {
    "kiel": made.explorer(),
    "unhcr": made.finder(),
    "fts": made.plans(),
    "ecb": made.rates(),
    "hdx": made.plans(),
    "eurostat": [
        ["citizen", "sex", "age", "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"],
        ["UA", "T", "TOTAL", "DE", "2026-06", "1", ""],
    ],
    "dtm": [["country", "date", "round", "idps"], ["Ukraine", "2026-06-30", "22", "3713000"]],
}  # fmt: skip
NASTY = st.sampled_from(
    [
        "", "#", "=1+1", "1e999999", "-1e-999", "NaN", "0000", "9999999999999999999999", "1,234",
        "٣", "²", "\x00", "<script>", "2026-02-31", "0000-00-00", "0000-01", "M", "🙂", "'" * 50,
        "UA: Ukraine", "T:", ":", "12/13/2026", "Round", "UKR,AFG",
    ]
)  # fmt: skip
nasty_cells = st.lists(st.tuples(st.integers(0, 400), NASTY | st.text(max_size=12)), max_size=6)


@pytest.mark.parametrize("publisher", SAMPLES)
@given(nasty=nasty_cells, lost=st.integers(0, 40))
def test_nothing_in_a_cell_is_a_crash(
    publisher: str, nasty: list[tuple[int, str]], lost: int
) -> None:
    rows = [list(row) for row in SAMPLES[publisher]]
    for place, text in nasty:
        row = rows[place % len(rows)]
        row[place % len(row)] = text
    content = made.text_of(rows)
    try:
        sheet = separate("x.csv", content[: len(content) - lost])
        PUBLISHERS[publisher].draft([sheet], ANSWERS)
    except (Refused, Unanswered):
        return


@given(st.binary(max_size=300))
def test_no_bytes_are_a_crash(content: bytes) -> None:
    try:
        separate("x.csv", content)
    except Refused:
        return


def test_a_workbook_with_flipped_bytes_is_read_or_refused(tmp_path: Path) -> None:
    path = made.workbook(tmp_path, {made.SUMMARY: made.summary()})
    content = path.read_bytes()
    for place in range(4, len(content), len(content) // 60):
        broken = bytearray(content)
        broken[place] ^= 0x5A
        path.write_bytes(bytes(broken))
        try:
            PUBLISHERS["kiel"].draft(read(path), ANSWERS)
        except (Refused, Unanswered):
            continue
