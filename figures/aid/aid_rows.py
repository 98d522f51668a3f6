"""Rows of the table of aid, the choices that narrow them, and words that several figures share."""

from collections.abc import Mapping
from datetime import date
from functools import partial

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, ChosenCodes
from figures.core.figure import DrawContext, Figure, Place, Topic
from figures.core.plot import Point
from locales import Language, later
from schemas import Tables, codes

TABLE = "aid_flows"
ALL_DONORS = "ALL"
NEWEST = "newest"

TYPES: Mapping[str, str] = {
    code: codes.AID_TYPE[code] for code in ("military", "financial", "humanitarian")
}
"""The three parts of all aid, with their words."""

ALLOCATED = (
    "An allocation is money or goods set aside for a stated purpose. It is not a promise still "
    "open, and not yet a delivery or a payment."
)


def select_series(tables: Tables, name: str, known_on: date | None) -> pd.DataFrame:
    """The rows of one series that were known on a day, in every edition."""
    return pick.select_known(pick.narrow(tables.aid_flows, series=name), known_on)


def filter_newest(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the edition that came out last: a release is revised as a whole."""
    last = rows[rows["available"] == rows["available"].max()]
    return last[code_editions(last) == code_editions(last).max()]


def code_editions(rows: pd.DataFrame) -> pd.Series:
    """The code of each row's edition: r30 for Release 30, the day for a snapshot."""
    days = rows["available"].dt.strftime("%Y-%m-%d")
    return days.where(rows["release"].isna(), "r" + rows["release"].astype("str"))


def filter_edition(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    """The rows of one edition, or of the newest one known."""
    return filter_newest(rows) if code == NEWEST else rows[code_editions(rows) == code]


def choose_edition(name: str, question: str, of_series: str) -> Choice:
    """The choice between the newest edition of a series and each single one."""

    def offered(tables: Tables) -> list[str]:
        rows = select_series(tables, of_series, None)
        newest_first = rows.sort_values(["available", "release"], ascending=False, kind="stable")
        return [NEWEST, *code_editions(newest_first).unique()]

    return Choice(name, question, offered, lambda t, code: t.capitalize(name_edition(t, code)))


def name_edition(t: Language, code: str) -> str:
    """The words for the code of an edition."""
    if code == NEWEST:
        return t("newest")
    if code.startswith("r"):
        return t("Release {number}", number=code[1:])
    return t.format_day(pd.Timestamp(code))


def choose_donor(of_series: str) -> Choice:
    """The choice of one donor of a series, or of all of them."""

    def offered(tables: Tables) -> list[str]:
        return [ALL_DONORS, *sorted(select_series(tables, of_series, None)["donor"].unique())]

    return Choice("donor", "Which donor?", offered, name_donor)


def name_donor(t: Language, code: str) -> str:
    """The name of a donor where it stands alone."""
    return t.capitalize(t.name_donor(code))


def make_donor_points(scene: DrawContext, column: str = "amount") -> tuple[Point, ...]:
    """A point for each row, at its donor."""
    return pick.make_points(scene.rows, lambda row: name_donor(scene.t, row["donor"]), column)


def filter_donor(rows: pd.DataFrame, chosen: ChosenCodes) -> pd.DataFrame:
    """The rows of the donor chosen; of every donor when all are chosen."""
    return rows if ALL_DONORS in chosen["donor"] else pick.narrow(rows, donor=chosen["donor"])


def name_type(scene: DrawContext, code: str) -> str:
    """The name of a type of aid, as a label."""
    return scene.t.capitalize(scene.t(codes.AID_TYPE[code]))


def name_donors(scene: DrawContext) -> str:
    """The donor chosen, or all donors."""
    return scene.t.name_donor(scene.find_code("donor"))


def entitle(scene: DrawContext, *forms: str) -> tuple[str, ...]:
    """The forms of a title, with the donor it is about where one was chosen."""
    if scene.find_code("donor") == ALL_DONORS:
        return forms
    return tuple(scene.t.label(name_donors(scene), title) for title in forms)


def append_type(scene: DrawContext, name: str) -> str:
    """A name with the type of aid it is about, where one was chosen."""
    code = scene.find_code("type")
    if code == "all":
        return name
    return scene.t("{name} ({detail})", name=name, detail=scene.t(codes.AID_TYPE[code]))


def name_release(t: Language, rows: pd.DataFrame) -> str:
    """The release of some rows, in words: Release 30."""
    return name_edition(t, str(code_editions(rows).iloc[-1]))


def format_months(scene: DrawContext) -> str:
    """The months the rows cover."""
    first, last = scene.rows["period_start"].min(), scene.rows["period_end"].max()
    t = scene.t
    return t("{first} to {last}", first=t.format_month(first), last=t.format_month(last))


def format_years(scene: DrawContext) -> str:
    """The years the rows cover."""
    first, last = scene.rows["period_start"].min().year, scene.rows["period_end"].max().year
    return str(first) if first == last else f"{first}–{last}"


def format_sum(t: Language, rows: pd.DataFrame) -> str:
    """The sum of rows in their currency, short: EUR 358.4 bn."""
    return t.format_money(pick.add_up(rows, "amount"), rows["currency"].iloc[0])


def tell_largest_type(scene: DrawContext, *whens: str) -> tuple[str, ...]:
    """The sum of the rows and its largest type as a title, told with each of these times."""
    t = scene.t
    parts = {str(code): rows for code, rows in scene.rows.groupby("aid_type")}
    largest = max(parts, key=lambda code: pick.add_up(parts[code], "amount"))
    words = {
        "total": format_sum(t, scene.rows),
        "type": t(codes.AID_TYPE[largest]),
        "amount": format_sum(t, parts[largest]),
    }
    form = later("{total} allocated, {when}; largest part: {type}, {amount}")
    if len(parts) == 1:
        form = later("{total} allocated, {when} ({type})")
    return entitle(scene, *(t(form, when=when, **words) for when in whens))


PLACES: dict[str, Place] = {
    "donor": name_donors,
    "release": lambda scene: name_release(scene.t, scene.rows),
    "type": lambda scene: scene.t(codes.AID_TYPE[scene.find_code("type")]),
}
declare_figure = partial(Figure, topic=Topic.AID, places=PLACES)
