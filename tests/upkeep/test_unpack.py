"""What is dropped is unpacked whole, or refused in words, within a moment and in little memory."""

import time
import tracemalloc
from datetime import date

import pytest

from locales import LANGUAGES, find_language
from schemas import DATA, TABLES
from tests.upkeep.dropping import FORMULA, house, rewritten, rows_of, typed, workbook, zipped
from upkeep.check import Given
from upkeep.sandbox.unpack import LARGEST, MOST_FILES, MOST_ROWS, Parcel, Refused, unpack

SHEET = "xl/worksheets/sheet1.xml"
SMALL = workbook({"sources": rows_of("sources")[:9]})


def opened(name: str, content: bytes) -> Parcel:
    return unpack([Given(name, content)])


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        opened(name, content)
    for code in LANGUAGES:
        assert refused.value.words(find_language(code))
    return refused.value.words(find_language("en"))


def test_a_csv_stays_as_it_is() -> None:
    parcel = opened("sources.csv", b"\xff\xfeanything")
    assert parcel.files == [Given("sources.csv", b"\xff\xfeanything")]
    assert parcel.sheets == set()


def test_a_zip_is_its_csvs_and_the_names_of_the_rest() -> None:
    content = zipped({
        "data/sources.csv": b"a", "data/": b"", "README.md": b"b", "__MACOSX/._sources.csv": b"c",
        "aid_flows.TXT": b"d",
    })  # fmt: skip
    parcel = opened("all.zip", content)
    assert parcel.files == [
        Given("all.zip/sources.csv", b"a"), Given("all.zip/aid_flows.TXT", b"d"),
    ]  # fmt: skip
    assert parcel.aside == ["all.zip/README.md"]


def test_a_workbook_of_another_program_stays_whole_to_be_named() -> None:
    book = zipped({"mimetype": b"", "content.xml": b"", "META-INF/manifest.xml": b""})
    assert opened("deaths.ods", book).files == [Given("deaths.ods", book)]


def test_a_sheet_of_numbers_and_days_is_the_table_byte_for_byte() -> None:
    table = "civilian_deaths"
    parcel = opened("update.xlsx", workbook({table: typed(table, house(table)), "Empty": []}))
    assert parcel.files == [Given(f"update.xlsx/{table}", house(table))]
    assert parcel.sheets == {f"update.xlsx/{table}"}


def test_a_month_that_a_spreadsheet_shows_as_such_stays_a_month() -> None:
    [given] = opened("r.xlsx", workbook({"exchange_rates": [["month"], [date(2026, 8, 1)]]})).files
    assert given.content == b"month\n2026-08\n"
    [given] = opened("r.xlsx", workbook({"sources": [["accessed"], [date(2026, 8, 1)]]})).files
    assert given.content == b"accessed\n2026-08-01\n"


def test_rows_of_a_sheet_keep_their_number() -> None:
    book = workbook({"sources": [["a", "b"], [], ["c", None], [None, None]]})
    assert opened("b.xlsx", book).files[0].content == b"a,b\n\nc,\n"


def test_formulas_stay_formulas() -> None:
    book = workbook({"sources": [["a", "b"], [FORMULA, "=1+1"]]})
    assert opened("b.xlsx", book).files[0].content.decode() == f"a,b\n{FORMULA},=1+1\n"


def test_two_files_of_one_name_are_told_apart() -> None:
    parcel = unpack([Given("a.csv", b"1"), Given("a.csv", b"2")])
    assert [each.name for each in parcel.files] == ["a.csv", "a.csv (2)"]


def test_signs_that_steer_are_shown_in_names() -> None:
    [given] = opened("a\u202e\n\x07.csv", b"1").files
    assert given.name == "a�⏎�.csv"


HOSTILE = [
    ("bomb.zip", zipped({"a.csv": b"0" * (LARGEST + 1)}), "more than 60 MB"),
    ("bombs.zip", zipped({f"{n}.csv": b"0" * (LARGEST // 3) for n in range(4)}), "60 MB"),
    ("many.zip", zipped({f"{n}.csv": b"a" for n in range(MOST_FILES + 1)}), "at most 12"),
    ("crowd.zip", zipped({f"{n}.md": b"" for n in range(600)}), "at most 12"),
    ("none.zip", zipped({"a.exe": b"a"}), "holds no CSV files"),
    ("empty.zip", zipped({}), "holds no CSV files"),
    ("cut.zip", zipped({"a.csv": b"abc" * 99})[:70], "damaged or cut off"),
    ("rows.csv", b"a\n" * (MOST_ROWS + 1), "more than 300,000 rows"),
    ("wide.xlsx", workbook({"sources": [["a"] * 201]}), "200 columns"),
    ("cut.xlsx", rewritten(SMALL, SHEET, lambda part: part[:400]), "as a workbook"),
    ("far.xlsx", rewritten(SMALL, SHEET, lambda part: part.replace(b'r="9"', b'r="999999999"')),
     "300,000 rows"),
    ("large.xlsx", rewritten(SMALL, SHEET, lambda part: part + b" " * LARGEST), "60 MB"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "words"), HOSTILE, ids=[name for name, *_ in HOSTILE])
def test_a_hostile_file_is_refused_in_words_and_at_once(
    name: str, content: bytes, words: str
) -> None:
    began = time.process_time()
    assert words in refusal(name, content)
    assert time.process_time() - began < 5


def test_entities_that_multiply_are_not_read() -> None:
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 20) for n in range(9))
    head = b'<!DOCTYPE x [<!ENTITY e0 "%s">%s]>' % (b"a" * 1000, entities)

    def bomb(part: bytes) -> bytes:
        row = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row>'
        start = part.index(b"<worksheet")
        return part[:start] + head + part[start:].replace(b"<sheetData>", row, 1)

    assert "cannot be read as a workbook" in refusal("e.xlsx", rewritten(SMALL, SHEET, bomb))


def test_a_bomb_takes_no_more_memory_than_a_parcel_may_have() -> None:
    bomb = zipped({"a.csv": b"0" * (5 * LARGEST)})
    tracemalloc.start()
    refusal("bomb.zip", bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * LARGEST


def test_a_zip_locked_with_a_password_says_so() -> None:
    content = bytearray(zipped({"a.csv": b"a"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in refusal("a.zip", bytes(content))


def test_too_much_at_once_is_refused_before_anything_is_opened() -> None:
    with pytest.raises(Refused, match="at most"):
        unpack([Given(f"{n}.csv", b"") for n in range(MOST_FILES + 1)])
    with pytest.raises(Refused, match="MB"):
        unpack([Given(f"{n}.csv", bytes(LARGEST // 2)) for n in range(3)])


def test_the_tables_that_readers_see_fit() -> None:
    present = [Given(path.name, path.read_bytes()) for path in sorted(DATA.glob("*.csv"))]
    assert len(unpack(present).files) == len(TABLES)
