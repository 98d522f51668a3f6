"""Small files in the publishers' layouts, with a few of their figures."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

UPSTREAM = Path(__file__).resolve().parents[2] / "upstream"
"""Some rows of files as the publishers handed them out."""

Cells = Sequence[object]

_EXPLORER = """\
Australia,AUS,2022,2,0,0,0.002645,0.002645,1312.77
Australia,AUS,2022,3,0,0.0653,0.077611,0.142912,1312.77
Australia,AUS,2022,4,0,0,0.069697,0.069697,1312.77
Australia,AUS,2022,5,0,0,0.040613,0.040613,1312.77
EU (Commission and Council),EU,2022,2,0,0,0,1.2,0
EU (Commission and Council),EU,2022,3,1.2705,0.415,0,1.0855,0
EU (Commission and Council),EU,2022,4,0.12,0.6,0,0.72,0
Germany,DEU,2022,3,0.15,0,0,0.15,3601.75
Germany,DEU,2022,4,0,0.44,0,1.64,3601.75
Germany,DEU,2022,5,1.257,0.31,0,1.567,3601.75
Norway,NOR,2022,2,0,0,0.010343,0.010343,407.68
Norway,NOR,2022,4,0,0.081563,0.10558,0.187143,407.68
Norway,NOR,2026,4,0,0.04985,0.606506,0,407.68
Poland,POL,2022,2,0.881686,0,0,0.881686,574.47
Poland,POL,2022,4,0,0.062346,1.8,1.862346,574.47
United States,USA,2022,3,0,0.166399,0.907527,8.35683,19712.76
United States,USA,2022,4,0.462161,0,2.29879,7.041118,19712.76
"""
EXPLORER_HEAD = (
    "country", "iso", "year", "month", "total", "financial", "humanitarian", "military",
    "commitments", "to_be_allocated", "gdp", "pct_gdp",
)  # fmt: skip
EXPLORER_AMOUNTS = 41
"""Amounts other than zero in the small explorer."""


def explorer(factor: float = 1, gdp_factor: float = 1) -> list[list[str]]:
    """The rows of a small data explorer, its money and its economies in a chosen unit."""
    made = [list(EXPLORER_HEAD)]
    for line in _EXPLORER.splitlines():
        *place, financial, humanitarian, military, committed, gdp = line.split(",")
        total = float(financial) + float(humanitarian) + float(military)
        share = 100 * total / float(gdp) if float(gdp) else 0
        money = [total, float(financial), float(humanitarian), float(military), float(committed)]
        rest = [float(committed) - total]
        amounts = [f"{value * factor:.9g}" for value in money + rest]
        made.append([*place, *amounts, f"{float(gdp) * gdp_factor:.9g}", f"{share:.9g}"])
    return made


UNHCR_HEAD = (
    "year", "coo_name", "coo", "coo_iso", "coa_name", "coa", "coa_iso", "refugees",
    "asylum_seekers", "returned_refugees", "idps", "returned_idps",
)  # fmt: skip


def finder() -> list[list[str]]:
    """The rows of a small Refugee Data Finder download; hosts by UNHCR's and by ISO codes."""
    hosts = (
        ("Austria", "AUS", "AUT", 253, 113), ("Australia", "AUL", "AUS", 18, 99),
        ("Czechia", "CZE", "CZE", 225, 120), ("Germany", "GFR", "DEU", 918, 1328),
        ("Bulgaria", "BUL", "BGR", 0, 6), ("Ukraine", "UKR", "UKR", 0, 0),
    )  # fmt: skip
    made = [list(UNHCR_HEAD)]
    for year in (2020, 2021, 2022):
        for name, theirs, iso, refugees, asylum in hosts:
            grown = refugees * (1 if year < 2022 else 300)
            idps = "5914000.0" if iso == "UKR" and year == 2022 else "0.0"
            made.append(
                [
                    f"{year}.0",
                    "Ukraine",
                    "UKR",
                    "UKR",
                    name,
                    theirs,
                    iso,
                    f"{grown}.0",
                    f"{asylum}.0",
                    "0.0",
                    idps,
                    "0.0",
                ]
            )
    return made


FTS_HEAD = (
    "countryCode", "id", "name", "code", "typeId", "typeName", "startDate", "endDate", "year",
    "requirements", "funding", "percentFunded",
)  # fmt: skip
FTS_TAGS = (
    "#country+code", "#activity+appeal+id+fts_internal", "#activity+appeal+name",
    "#activity+appeal+id+external", "", "#activity+appeal+type+name", "#date+start", "#date+end",
    "#date+year", "#value+funding+required+usd", "#value+funding+total+usd", "#value+funding+pct",
)  # fmt: skip


def plans() -> list[list[str]]:
    """The rows of a small FTS file of requirements and funding."""
    text = """\
AFG,1502,Afghanistan HNRP 2026,HAFG26,2070,,2026-01-01,2026-12-31,2026,1714181496,158972662,9
MDA,1167,Refugees 2024,RUKRN24,111,RRP,2024-01-01,2024-12-31,2024,303055881,141494300,47
UKR,,Not specified,,,,,,2026,,4785170,
UKR,1515,Ukraine HNRP 2026,HUKR26,2070,,2026-01-01,2026-12-31,2026,2303961975,310089453,13
UKR,1271,Ukraine HNRP 2025,HUKR25,2070,,2025-01-01,2025-12-31,2025,2633534010,1532252401,58
UKR,1081,Ukraine HRP 2022,HUKR22,4,HRP,2022-01-01,2022-12-31,2022,0,,
UKR,1102,Ukraine FA 2022,FUKR22,5,,2022-03-01,2022-12-31,2022,4292463880,3765217036,88
UKR,830,Ukraine HRP 2020,HUKR20,4,HRP,2020-01-01,2020-12-31,2020,204653234,123841159,61"""
    return [list(FTS_HEAD), *(line.split(",") for line in text.splitlines())]


def rates(last: str = "2026-03-31") -> list[list[str]]:
    """Daily rates from the middle of February 2026 to a day, newest first, as the ECB has them."""
    currencies = (
        "USD", "JPY", "BGN", "CZK", "DKK", "GBP", "HUF", "PLN", "RON", "SEK", "CHF", "ISK", "NOK",
        "TRY", "AUD", "CAD", "KRW", "NZD",
    )  # fmt: skip
    days = [f"2026-02-{day:02}" for day in range(16, 28) if day not in (21, 22)]
    days += [
        f"2026-03-{day:02}" for day in range(2, 32) if day not in (7, 8, 14, 15, 21, 22, 28, 29)
    ]
    days += ["2026-04-01", "2026-04-02", "2026-04-07"]
    made = [["Date", *currencies, ""]]
    for day in sorted((one for one in days if one <= last), reverse=True):
        cells = [
            "N/A" if name == "BGN" else f"{1.1 + int(day[-2:]) / 1000:.4f}" for name in currencies
        ]
        made.append([day, *cells, ""])
    return made


def text_of(rows: Iterable[Cells], separator: str = ",", line_break: str = "\n") -> bytes:
    """Rows as a CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=line_break).writerows(rows)
    return text.getvalue().encode()


def saved(folder: Path, name: str, rows: Iterable[Cells], separator: str = ",") -> Path:
    """Rows as a CSV in a file."""
    path = folder / name
    path.write_bytes(text_of(rows, separator))
    return path


def zipped(folder: Path, name: str, members: Mapping[str, bytes]) -> Path:
    """Files in a zip."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for member, content in members.items():
            packed.writestr(member, content)
    return path


def workbook(folder: Path, sheets: Mapping[str, Sequence[Cells]]) -> Path:
    """Sheets as a workbook."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    path = folder / "workbook.xlsx"
    book.save(path)
    return path


SUMMARY = "Country Summary (€)"
SUMMARY_NAMES = (
    "Financial allocations", "Humanitarian allocations", "Military allocations",
    "Total bilateral allocations", "Total bilateral commitments",
)  # fmt: skip


def summary(unit: str = "€ billion", factor: float = 1) -> list[Cells]:
    """The sheet of totals by country: words, a header, a row of units, sums among the donors."""
    donors = (
        ("Australia", 0, 0, 0.160897, 0.911714, 1.052182),
        ("Norway", 0, 2.034, 1.78, 6.19, 24.724),
        ("Germany", 1, 1.7, 3.3, 17.1, 40.2),
        ("EU (Commission and Council)", 0, 87.609, 3.262, 4.404, 190.774),
    )
    head: list[Cells] = [
        ["Bilateral commitments and allocations to Ukraine"],
        ["Between January 24, 2022 and June 30, 2026"],
        [],
        [None, "Country", "EU member", *SUMMARY_NAMES, "Total bilateral allocations"],
        [None, None, None, *([unit] * len(SUMMARY_NAMES)), "% GDP"],
    ]
    for name, member, financial, humanitarian, military, committed in donors:
        total = financial + humanitarian + military
        money = [value * factor for value in (financial, humanitarian, military, total, committed)]
        head.append([None, name, member, *money, 0.5])
    head.append([None, "Total", None, 1, 1, 1, 3, 3, 0.1])
    head.append([None, "Note: rounded"])
    return head


MAIN = "Bilateral Assistance, MAIN DATA"


def packages() -> list[Cells]:
    """The sheet of single packages: odd spaces, a package without a date, one of a sum of zero."""
    return [
        [
            "activity_id", "donor", "announcement_date", "aid_type_general", "measure",
            "tot_sub_activity_value_EUR",
        ],
        ["AU1", "Australia", "2022-03-04", "Military", "Allocation", 40000000],
        ["AU2", "Australia", "2022-03-20", "Military", "Allocation", 2500000.5],
        ["SI1", "Slovenia", "2022-05-02", "Humanitarian ", "Allocation", 6700000],
        ["DE1", "Germany", None, "Humanitarian", "Allocation", 127046050],
        ["DE2", "Germany", "2022-05-02", "Financial", "Commitment", 1000000000],
        ["DE3", "Germany", "2022-06-02", "Financial", "Commitment", 0],
    ]  # fmt: skip


DISBURSED = "Financial disb per Month (€)"


def disbursements() -> list[Cells]:
    """The sheet of budget support: months over the header, the year only where it changes."""
    return [
        ["Financial disbursements, in billion Euros"],
        [],
        [None, None, None, "November", "December", "January (2023)", "February"],
        [None, "Country", "EU member", None, None, None, None],
        [None, "Austria", 1, 0.0103984497, 0, 0.1, None],
        [None, "Norway", 0, "No budget support", None, None, None],
        [None, "Italy", 1, -0.00285714286, 0.2, None, None],
        [None, "EU Total", None, 0.3, 0.2, 0.1, None],
    ]
