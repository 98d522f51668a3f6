"""Rows of the table of aid, the choices that narrow them, and words that several figures share."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, Chosen
from figures.core.figure import Scene
from locales import Language
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


def of_edition(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    """The rows of one edition, or of the newest one known."""
    return newest(rows) if code == NEWEST else rows[edition(rows) == code]


def editions(name: str, question: str, of_series: str) -> Choice:
    """The choice between the newest edition of a series and each single one."""

    def offered(tables: Tables) -> list[str]:
        rows = series(tables, of_series, None)
        order = ["available", "release"]
        newest_first = rows.sort_values(order, ascending=False, kind="stable")
        return [NEWEST, *edition(newest_first).unique()]

    def label(say: Language, code: str) -> str:
        return say.opening(edition_words(say, code))

    return Choice(name, question, offered, label, lambda tables: (NEWEST,))


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
        return [ALL_DONORS, *sorted(series(tables, of_series, None)["donor"].unique())]

    return Choice("donor", "Which donor?", offered, donor_label, lambda tables: (ALL_DONORS,))


def donor_label(say: Language, code: str) -> str:
    """The name of a donor where it stands alone."""
    return say.opening(say.donor(code))


def of_donor(rows: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """The rows of the donor chosen; of every donor when all are chosen."""
    (donor,) = chosen["donor"]
    return rows if donor == ALL_DONORS else rows[rows["donor"] == donor]


def type_name(scene: Scene, code: str) -> str:
    """The name of a type of aid, as a label."""
    return scene.say.opening(scene.say(codes.AID_TYPE[code]))


def donors_shown(scene: Scene) -> str:
    """The donor chosen, or all donors."""
    return scene.say.donor(scene.one("donor"))


def entitle(scene: Scene, *forms: str) -> tuple[str, ...]:
    """The forms of a title, with the donor it is about where one was chosen."""
    if scene.one("donor") == ALL_DONORS:
        return forms
    return tuple(scene.say.named(donors_shown(scene), title) for title in forms)


def of_type(scene: Scene, name: str) -> str:
    """A name with the type of aid it is about, where one was chosen."""
    code = scene.one("type")
    if code == "all":
        return name
    return scene.say("{name} ({detail})", name=name, detail=scene.say(codes.AID_TYPE[code]))


def release(scene: Scene, rows: pd.DataFrame | None = None) -> str:
    """The release of the rows shown, in words: Release 30."""
    shown = scene.rows if rows is None else rows
    return edition_words(scene.say, str(edition(shown).iloc[-1]))


def data_to(scene: Scene) -> str:
    """The last day the rows cover."""
    return scene.say.day(scene.rows["period_end"].max())


def months_shown(scene: Scene) -> str:
    """The months the rows cover."""
    first, last = scene.rows["period_start"].min(), scene.rows["period_end"].max()
    return scene.say("{first} to {last}", first=scene.say.month(first), last=scene.say.month(last))


def years_shown(scene: Scene) -> str:
    """The years the rows cover."""
    first, last = scene.rows["period_start"].min().year, scene.rows["period_end"].max().year
    return str(first) if first == last else f"{first}–{last}"


def tell_largest_type(scene: Scene, *whens: str) -> tuple[str, ...]:
    """The sum of the rows and its largest type as a title, told with each of these times."""
    say, currency = scene.say, scene.rows["currency"].iloc[0]
    sums = {str(code): pick.total(rows, "amount") for code, rows in scene.rows.groupby("aid_type")}
    largest = max(sums, key=lambda code: sums[code])
    words = {
        "total": say.money(pick.total(scene.rows, "amount"), currency),
        "type": say(codes.AID_TYPE[largest]),
        "amount": say.money(sums[largest], currency),
    }
    if len(sums) == 1:
        forms = (say("{total} allocated, {when} ({type})", when=when, **words) for when in whens)
    else:
        forms = (
            say("{total} allocated, {when}; largest part: {type}, {amount}", when=when, **words)
            for when in whens
        )
    return entitle(scene, *forms)
