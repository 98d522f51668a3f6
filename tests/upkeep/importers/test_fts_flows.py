"""OCHA FTS: single flows, each told once though the file repeats it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from schemas import codes
from tests.upkeep.importers import made
from tests.upkeep.importers.running import Answer
from upkeep.importers import foreign
from upkeep.importers.fts_flows import SERIES, flows
from upkeep.importers.refusal import Refused

Bring = Callable[..., Answer]
KNOWN = ("--published", "2026-11-20")
FLOW_HEAD = (
    "date", "budgetYear", "description", "amountUSD", "srcOrganization", "srcOrganizationTypes",
    "srcLocations", "destPlanCode", "destLocations", "onBoundary", "status", "id",
)  # fmt: skip


def flow_rows() -> list[list[str]]:
    japan = [
        "2026-04-15",
        "2026",
        "Tabs\tand\nlines",
        "67309391",
        "Japan, Government of",
        "Governments",
        "JPN",
        "",
        "AFG,UKR,YEM",
        "shared",
        "paid",
        "385472",
    ]
    sida = [
        "2026-04-14",
        "",
        "x",
        "1046639",
        "Swedish Development Agency",
        "Governments",
        "SWE",
        "HUKR26",
        "UKR",
        "single",
        "commitment",
        "317615",
    ]
    echo = [
        "2026-02-04",
        "2026",
        "x",
        "31335988",
        "European Commission's Humanitarian Aid and Civil Protection Department",
        "Multilateral Organizations",
        "",
        "HUKR26",
        "UKR",
        "single",
        "pledge",
        "376064",
    ]
    unicef = [
        "2026-02-04",
        "2026",
        "x",
        "5000",
        "Switzerland for UNHCR",
        "Private Organizations",
        "",
        "HUKR26",
        "UKR",
        "single",
        "paid",
        "385855",
    ]
    kabul = [
        "2026-02-04",
        "2026",
        "x",
        "5000",
        "Japan, Government of",
        "Governments",
        "JPN",
        "HAFG26",
        "AFG",
        "single",
        "paid",
        "385476",
    ]
    return [list(FLOW_HEAD), japan, japan, japan, sida, echo, unicef, kabul]


def flow_sheet(rows: list[list[str]]) -> foreign.Sheet:
    return foreign.separated("x.csv", made.text_of(rows))


def test_each_flow_is_carried_once_and_shared_ones_are_not() -> None:
    rows, remarks = flows(flow_sheet(flow_rows()))
    assert [(row["donor"], row["measure"], row["amount"], row["package"]) for row in rows] == [
        ("SWE", "commitment", "1046639", "fts-317615"),
        ("EUU", "pledge", "31335988", "fts-376064"),
    ]
    assert [remark.values for remark in remarks] == [
        {"n": 1, "amount": "67,309,391"},
        {"n": 1, "amount": "5,000"},
    ]


def test_flows_with_tags_are_the_same_flows() -> None:
    tags = [
        "#date",
        "#date+year+budget",
        "#description+notes",
        "#value+funding+total+usd",
        "#org+name+funder",
    ]
    rows = flow_rows()
    rows.insert(1, [*tags, *["#x"] * (len(FLOW_HEAD) - len(tags))])
    assert flows(flow_sheet(rows)) == flows(flow_sheet(flow_rows()))


def test_one_flow_with_two_amounts_is_refused() -> None:
    rows = flow_rows()
    rows.append([*rows[4][:3], "1", *rows[4][4:]])
    with pytest.raises(Refused, match="another amount"):
        flows(flow_sheet(rows))


def test_flows_wait_until_the_table_has_a_series_for_them(bring: Bring, tmp_path: Path) -> None:
    answer = bring("fts", made.saved(tmp_path, "x.csv", flow_rows()), *KNOWN)
    there = SERIES in codes.AID_SERIES
    assert (answer.code, SERIES in answer.text) == (0 if there else 1, True)
