"""Rows of the table of aid, as several figures want them, and the choices that narrow them."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, Chosen
from locales import Language
from schemas import Tables, codes

TABLE = "aid_flows"
ALL_DONORS = "ALL"
NEWEST = "newest"

TYPES: Mapping[str, str] = {
    code: codes.AID_TYPE[code] for code in ("military", "financial", "humanitarian")
}
"""The three parts of all aid, with their words."""


def series(tables: Tables, name: str, known_on: date | None) -> pd.DataFrame:
    """The rows of one series that were known on a day, in every edition."""
    rows = tables.aid_flows
    return pick.known(rows[rows["series"] == name], known_on)


def newest(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the edition that came out last: a release is revised as a whole."""
    last = rows[rows["available"] == rows["available"].max()]
    return last[edition(last) == edition(last).max()]


def edition(rows: pd.DataFrame) -> pd.Series:
    """The code of each row's edition: r30 for Release 30, the day for a snapshot."""
    days = rows["available"].dt.strftime("%Y-%m-%d")
    return days.where(rows["release"].isna(), "r" + rows["release"].astype("str"))


def of_edition(rows: pd.DataFrame, chosen: Chosen, choice: str) -> pd.DataFrame:
    """The rows of the edition chosen; by default of the newest one known."""
    code = first(chosen, choice, NEWEST)
    return newest(rows) if code == NEWEST else rows[edition(rows) == code]


def editions(name: str, question: str, of_series: str) -> Choice:
    """The choice between the newest edition of a series and each single one."""

    def offered(tables: Tables) -> list[str]:
        rows = tables.aid_flows
        newest_first = rows[rows["series"] == of_series].sort_values(
            ["available", "release"], ascending=False, kind="stable"
        )
        return [NEWEST, *edition(newest_first).unique()]

    return Choice(
        name,
        question,
        offered,
        lambda say, code: say.opening(edition_words(say, code)),
        lambda tables: (NEWEST,),
    )


def edition_words(say: Language, code: str) -> str:
    """The words for the code of an edition."""
    if code == NEWEST:
        return say("newest")
    if code.startswith("r"):
        return say("Release {number}", number=code[1:])
    return say.day(pd.Timestamp(code))


def donor_choice(of_series: str) -> Choice:
    """The choice of one donor of a series, or of all of them."""

    def offered(tables: Tables) -> list[str]:
        rows = tables.aid_flows
        return [ALL_DONORS, *sorted(rows.loc[rows["series"] == of_series, "donor"].unique())]

    return Choice(
        "donor",
        "Which donor?",
        offered,
        donor_label,
        lambda tables: (ALL_DONORS,),
    )


def donor_label(say: Language, code: str) -> str:
    """The name of a donor where it stands alone."""
    return say.opening(say.donor(code))


def of_donor(rows: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """The rows of the donor chosen; of every donor when all are chosen."""
    donor = first(chosen, "donor", ALL_DONORS)
    return rows if donor == ALL_DONORS else rows[rows["donor"] == donor]


def first(chosen: Chosen, name: str, default: str = "") -> str:
    """The single code chosen for a choice."""
    return (chosen.get(name) or (default,))[0]
