"""A month added in real LibreOffice, in three languages, gives the rows a hand would write."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.frozen import FROZEN
from tests.upkeep.corpus import Rows, text_of
from upkeep.check import Given
from upkeep.clean.repair import Repair, repair
from upkeep.folder import format_table
from upkeep.sandbox.unpack import unpack

SOFFICE = shutil.which("soffice")
LOCALES = {"en-US": (1033, ","), "de-DE": (1031, ";"), "uk-UA": (1058, ";")}
"""The number LibreOffice gives a language, and what it puts between the cells of a CSV."""
SETTING = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{}</value></prop></item></oor:items>"""
CSV = "Text - txt - csv (StarCalc):{},34,76,1,,{},false,true,false"
"""Separator, quotation mark, UTF-8, from line 1, language, and numbers and days recognised."""

DEATHS: Rows = [
    ["ohchr-2026-09-30", "monthly", "2026-09-01", "2026-09-30", "2026-09-30", "UKR", "all",
     outcome, "all", "all", "civilian", value, "", "", "exact", "verified", "A", ""]
    for outcome, value in (("killed", "1204"), ("injured", "2349"))
]  # fmt: skip
RATES: Rows = [
    ["ecb-2026-04-13", "2026-05", currency, rate, "21", "P"]
    for currency, rate in (("USD", "1.1622"), ("UAH", "48.4137"), ("RON", "5.0912"))
]
MONTHS = {"civilian_deaths": DEATHS, "exchange_rates": RATES}

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]


def by_hand(table: str) -> bytes:
    return (FROZEN / f"{table}.csv").read_bytes() + text_of(MONTHS[table]).encode()


def typed(table: str, locale: str) -> bytes:
    """The table with the month as its cells are typed there: decimals with a comma or a point."""
    month = [list(row) for row in MONTHS[table]]
    if table == "exchange_rates" and locale != "en-US":
        for row in month:
            row[3] = row[3].replace(".", ",")
    return (FROZEN / f"{table}.csv").read_bytes() + text_of(month).encode()


def saved(folder: Path, table: str, locale: str, form: str) -> bytes:
    """The file that LibreOffice saves of what it opened and somebody typed into."""
    number, separator = LOCALES[locale]
    profile, source = folder / "profile" / "user", folder / f"{table}.csv"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(SETTING.format(locale), encoding="utf-8")
    source.write_bytes(typed(table, locale))
    office = [
        str(SOFFICE), "--headless", f"-env:UserInstallation=file://{profile.parent}",
    ]  # fmt: skip
    opening = f"--infilter={CSV.format(44, number)}"
    write = f"csv:{CSV.format(ord(separator), number)}" if form == "csv" else form
    for to, file, how in (("ods", source, [opening]), (write, folder / f"{table}.ods", [])):
        subprocess.run(
            [*office, *how, "--convert-to", to, "--outdir", str(folder), str(file)],
            check=True, capture_output=True, timeout=200,
        )  # fmt: skip
    return (folder / f"{table}.{form}").read_bytes()


def read(table: str, form: str, content: bytes) -> Repair:
    [given] = unpack([Given(f"{table}.{form}", content)]).files
    return repair(given.name, given.content, f"{table}.csv")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("table", MONTHS)
def test_a_month_added_by_spreadsheet_gives_the_rows_of_a_hand(
    tmp_path: Path, table: str, locale: str, form: str
) -> None:
    made = read(table, form, saved(tmp_path, table, locale, form))
    written = format_table(made)
    assert written is not None
    assert rows_of(written) == rows_of(by_hand(table))


def rows_of(content: bytes) -> list[list[str]]:
    """Rows whose numbers have no zeros at their end: spreadsheets drop them."""
    rows = csv.reader(io.StringIO(content.decode(), newline=""))
    return [[_shorten(cell) for cell in row] for row in rows]


def _shorten(cell: str) -> str:
    whole, point, decimals = cell.partition(".")
    is_number = whole.isdecimal() and decimals.isdecimal()
    return f"{whole}{point}{decimals}".rstrip("0").rstrip(".") if is_number else cell


def test_an_open_document_is_named_with_what_to_save_instead(tmp_path: Path) -> None:
    saved(tmp_path, "exchange_rates", "de-DE", "csv")
    content = (tmp_path / "exchange_rates.ods").read_bytes()
    [finding] = read("exchange_rates", "ods", content).findings
    assert finding.cause.name == "file_other_kind"
    assert "ODS" in str(finding.details)
