"""Tolls side by side: verified, estimated, claimed, each with who and when; and one strike's."""

from dataclasses import replace
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, ChosenCodes, make_choice
from figures.core.figure import DrawContext, FigureRows
from figures.core.marks import FIRST, QUIET, SAID, SECOND, bars, lay_rows
from figures.core.palette import MEANING, Tone
from figures.core.plot import Mark, Plot, Point
from figures.core.selection import make_points
from figures.core.values import choose_by_change, format_point
from figures.deaths.death_rows import TABLE, declare_figure, select_running_count, select_series
from locales import later
from schemas import Tables, codes

_KINDS: Choice = make_choice("kinds", "Kinds of figures", codes.DEATHS_STATUS, many=True)

_CLAIM = (
    "A claim is what somebody said, without a published method. Verified counts, estimates and "
    "claims are never added or averaged."
)
_CONJECTURE, _CONFIRMED = "yuriy-belousov-2023-02-24", "yuriy-belousov-2023-08-02"
"""What one prosecutor said could be found, and what he later said was confirmed."""


def _killed(tables: Tables, name: str, location: str, known_on: date | None) -> pd.DataFrame:
    """All numbers of killed at a place; what two people say is never one fact in two editions."""
    rows = select_series(tables, name, known_on)
    return pick.narrow(rows, outcome="killed", victims="all", location=location)


def _select_country(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    """Beside the tolls, the latest count and those public when the highest claims were made."""
    said = pick.select_found(_killed(tables, "total", "UKR", known_on))
    counts = pick.narrow(select_running_count(tables, known_on), outcome="killed")
    counts = counts.sort_values("period_end")
    claims = pick.narrow(said, status="claim")
    highest = claims.loc[claims["value"] == claims["value"].max(), "as_of"]
    public_then = [counts[counts["available"] <= day].tail(1) for day in highest]
    beside = pd.concat([counts.tail(1), *public_then]).drop_duplicates(["source_id"])
    return FigureRows(TABLE, pick.narrow(pd.concat([beside, said]), status=chosen["kinds"]))


def _select_mariupol(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = pick.select_found(_killed(tables, "total", "UA1414", known_on))
    return FigureRows(TABLE, pick.narrow(rows, status=chosen["kinds"]))


def _ends(scene: DrawContext) -> dict[str, str]:
    """The latest verified count, the ends of all estimates and the highest claim, in words."""

    def told(row: pd.Series, column: str) -> str:
        """One number of a row with the row's bound, without its range."""
        return format_point(Point("", float(row[column]), bound=row["bound"]), "people", scene.t)

    rows, ends = scene.rows, {}
    low, high = (rows[end].fillna(rows["value"]) for end in ("low", "high"))
    rows = rows.assign(least=low, most=high)
    counted = pick.narrow(rows, status="verified")
    if not counted.empty:
        ends["verified"] = told(counted.loc[counted["as_of"].idxmax()], "value")
    own = rows[_is_estimate(rows) & rows["value"].notna()]
    if not own.empty:
        ends["low"] = told(own.loc[own["least"].idxmin()], "least")
        ends["high"] = told(own.loc[own["most"].idxmax()], "most")
    claims = rows[_is_said(rows)].sort_values(["value", "bound"])
    if not claims.empty:
        ends["claim"] = told(claims.iloc[-1], "value")
    return ends


def _is_estimate(rows: pd.DataFrame) -> pd.Series:
    """Estimates of this toll, not counts by another definition."""
    return (rows["status"] == "estimate") & (rows["obs_status"] != "D")


def _is_said(rows: pd.DataFrame) -> pd.Series:
    """Claims of how many were killed, not conjectures of how many there could be."""
    return (rows["status"] == "claim") & (rows["source_id"] != _CONJECTURE)


def _title_of_country(scene: DrawContext) -> tuple[str, ...]:
    t, ends = scene.t, _ends(scene)
    if not {"verified", "claim"} <= set(ends):
        return (t("Civilians killed: what was verified, estimated or claimed, and by whom"),)
    if "low" not in ends:
        return (t("{verified} civilians verified killed; claims reach {claim}", **ends),)
    full = t(
        "{verified} civilians verified killed; estimates {low} to {high}; claims reach {claim}",
        **ends,
    )
    form = later("{verified} civilians verified killed; estimates reach {high}, claims {claim}")
    return full, t(form, **ends)


def _title_of_mariupol(scene: DrawContext) -> tuple[str, ...]:
    t, ends = scene.t, _ends(scene)
    if not {"verified", "claim"} <= set(ends):
        return (t("Mariupol: what was verified, estimated or claimed, and by whom"),)
    short = t("Mariupol: {verified} civilians verified killed; claims reach {claim}", **ends)
    if "low" not in ends:
        return (short,)
    full = t(
        "Mariupol: {verified} civilians verified killed; estimated: {low}; claims reach {claim}",
        **ends,
    )
    form = later("Killed in Mariupol: {verified} (verified), {low} (estimate), {claim} (claim)")
    return full, t(form, **ends), short


def _draw_tolls(scene: DrawContext) -> Plot:
    t, rows = scene.t, scene.rows
    own, said, without = _is_estimate(rows), _is_said(rows), rows["value"].isna()
    counted, estimated, claimed = (rows["status"] == one for one in codes.DEATHS_STATUS)
    could_be = t("Conjecture: how many there could be")

    def who_and_when(row: pd.Series) -> str:
        publisher = scene.name_publisher(row.name)
        if row["status"] == "claim":
            when = t.format_partial_day(scene.sources.at[row["source_id"], "published"][:7])
            return t("{publisher}, {when}", publisher=publisher, when=when)
        day = t.format_short_day(row["period_end"])
        return t("{publisher}, to {day}", publisher=publisher, day=day)

    def mark(name: str, which: pd.Series, status: str, tone: Tone = FIRST, bound: str = "") -> Mark:
        drawn = make_points(_smallest_first(rows[which]), who_and_when)
        # Tolls are no series, so that none breaks it off.
        apart = (replace(point, breaks=False, bound=bound or point.bound) for point in drawn)
        hatched = bool(bound) or tone is SECOND
        return bars(name, tuple(apart), MEANING[status], tone, hatched=hatched)

    return lay_rows(
        mark(t("Verified one by one"), counted, "verified"),
        mark(t("Estimate, with its range"), own & ~without, "estimate"),
        mark(t("Range suggested, without a count"), own & without, "estimate"),
        mark(t("Count by another definition"), estimated & ~own, "estimate", SECOND),
        mark(t("Claim, as said"), said, "claim", QUIET),
        mark(could_be, claimed & ~said, "claim", QUIET, "conjecture"),
        grouped=True,
    )


def _smallest_first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows by size; what the prosecutor confirmed stands last, beside his conjecture."""
    size = rows["value"].fillna(rows["low"]).astype(float)
    size = size.mask(rows["source_id"] == _CONFIRMED, float("inf"))
    return rows.loc[size.sort_values(kind="stable").index]


def _origin(scene: DrawContext) -> str:
    """Where the claim of most victims comes from, and what the same official said later."""
    t, rows = scene.t, scene.rows.set_index("source_id")
    if _CONJECTURE not in rows.index:
        return ""
    conjecture = t(
        "The only origin found of the claims of {number} is one official's conjecture of February "
        "2023 about what could be found once occupied territory is freed.",
        number=t.format_number(rows.at[_CONJECTURE, "value"]),
    )
    if _CONFIRMED not in rows.index:
        return conjecture
    return t(
        "{conjecture} In August 2023 the same prosecutor spoke of {number} confirmed cases.",
        conjecture=conjecture,
        number=t.format_number(rows.at[_CONFIRMED, "value"]),
    )


COUNTRY = declare_figure(
    id="civilian-toll-compared",
    name="Verified, estimated, claimed",
    title=_title_of_country,
    subtitle="Civilians killed in Ukraine since {first}, number of people. The periods differ: "
    "each bar gives its cut-off date, or the day it was said",
    caveats=(
        _CLAIM,
        _origin,
        "The slimmer verified counts are older: those that were public when the claims of most "
        "victims were made.",
        "The verified count is what could be verified, not a minimum. ACLED counts only deaths in "
        "attacks aimed at civilians, the prosecutors only the cases they registered.",
    ),
    select=_select_country,
    draw=_draw_tolls,
    choices=(_KINDS,),
)

MARIUPOL = declare_figure(
    id="mariupol-toll-compared",
    name="Mariupol: verified, estimated, claimed",
    title=_title_of_mariupol,
    subtitle="People killed in Mariupol since {first}, number of people. The periods differ: each "
    "bar gives its cut-off date, or the day it was said",
    caveats=(
        "All figures are about the city of Mariupol, which is occupied.",
        "Human Rights Watch did not distinguish civilians from soldiers, and most claims do not "
        "say whom they count. Associated Press counted graves; the upper end of its range is a "
        "suggestion, not a count.",
        _CLAIM,
    ),
    select=_select_mariupol,
    draw=_draw_tolls,
    choices=(_KINDS,),
)


def _select_strike(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = _killed(tables, "event", "UA80", known_on)
    return FigureRows(TABLE, rows.sort_values(["as_of", "source_id"], kind="stable"))


def _of_the_day(rows: pd.DataFrame) -> pd.DataFrame:
    """The reports that agree on the day of the strike."""
    return rows[rows["period_start"].isin(rows["period_start"].mode().head(1))]


def _title_of_strike(scene: DrawContext) -> str:
    t, reports = scene.t, make_points(_of_the_day(scene.rows), "as_of")
    first, last = (format_point(reports[at], "people", t) for at in (0, -1))
    form = choose_by_change(
        reports[0].y or 0,
        reports[-1].y or 0,
        higher=later("The reported toll of one strike on Kyiv rose from {first} to {last} killed"),
        lower=later("The reported toll of one strike on Kyiv fell from {first} to {last} killed"),
        same=later("The reported toll of one strike on Kyiv: {last} killed"),
    )
    return t(form, first=first, last=last)


def _draw_strike(scene: DrawContext) -> Plot:
    t, agreed = scene.t, _of_the_day(scene.rows)

    def mark(name: str, rows: pd.DataFrame, form: str, *, hatched: bool = False) -> Mark:
        def place(row: pd.Series) -> str:
            days = {"when": row["as_of"], "day": row["period_start"]}
            words = {name: t.format_short_day(day) for name, day in days.items()}
            return t(form, publisher=scene.name_publisher(row.name), **words)

        return bars(name, make_points(rows, place), SAID, QUIET, hatched=hatched)

    other, dated = scene.rows.drop(agreed.index), later("{publisher}, which dates the strike {day}")
    return lay_rows(
        mark(t("Reported toll"), agreed, later("{publisher}, {when}")),
        mark(t("Report with another date"), other, dated, hatched=True),
        grouped=True,
    )


STRIKE = declare_figure(
    id="kyiv-28-august-2025",
    name="One strike, report by report",
    title=_title_of_strike,
    subtitle="Civilians killed in the strike on Kyiv on {day}, as reported, in the order of the "
    "reports, number of people",
    places={
        "day": lambda scene: scene.t.format_day(_of_the_day(scene.rows)["period_start"].iloc[0])
    },
    caveats=(
        "Every bar is the same strike. Rescuers went on finding the dead; no report is wrong for "
        "being early.",
        "These are reports, not verified counts. Some say 'at least'; OHCHR called its number "
        "preliminary.",
        "A French press article gives this toll another date. Every other report found dates the "
        "strike to the night of 27 to 28 August.",
    ),
    select=_select_strike,
    draw=_draw_strike,
)
