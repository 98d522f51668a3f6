"""Tolls of the whole war side by side: verified, estimated, claimed, each with who and when."""

from dataclasses import replace
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, Chosen, some_of
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import MEANING, Tone
from figures.core.plot import Mark, Plot, Point, Shape, one_panel
from figures.core.selection import points
from figures.core.values import words
from figures.deaths.death_rows import TABLE, series
from figures.deaths.running import running_count
from schemas import Tables, codes

_MARIUPOL = "UA1414"

_KINDS: Choice = some_of("kinds", "Kinds of figures", codes.DEATHS_STATUS)

_CLAIM = (
    "A claim is what somebody said, without a published method. Verified counts, estimates and "
    "claims are never added or averaged."
)
_CONJECTURE, _CONFIRMED = "yuriy-belousov-2023-02-24", "yuriy-belousov-2023-08-02"
"""What one prosecutor said could be found, and what he later said was confirmed."""
_THEN = (
    "The slimmer verified counts are older: those that were public when the claims of most "
    "victims were made."
)
_FLOOR = (
    "The verified count is what could be verified, not a minimum. ACLED counts only deaths in "
    "attacks aimed at civilians, the prosecutors only the cases they registered."
)
_CITY = "All figures are about the city of Mariupol, which is occupied."
_WHO = (
    "Human Rights Watch did not distinguish civilians from soldiers, and most claims do not "
    "say whom they count. Associated Press counted graves; the upper end of its range is a "
    "suggestion, not a count."
)


def _said(tables: Tables, location: str, known_on: date | None) -> pd.DataFrame:
    """All tolls of killed for a place; what two people say is never one fact in two editions."""
    rows = pick.found(series(tables, "total", known_on))
    return rows[
        (rows["location"] == location) & (rows["outcome"] == "killed") & (rows["victims"] == "all")
    ]


def _counts_beside(said: pd.DataFrame, tables: Tables, known_on: date | None) -> pd.DataFrame:
    """The latest verified count, and those that were public when the highest claims were made."""
    counts = running_count(tables, known_on)
    counts = counts[counts["outcome"] == "killed"].sort_values("period_end")
    claims = said[said["status"] == "claim"]
    highest = claims.loc[claims["value"] == claims["value"].max(), "as_of"]
    public_then = [counts[counts["available"] <= day].tail(1) for day in highest]
    return pd.concat([counts.tail(1), *public_then]).drop_duplicates(["source_id"])


def _of_kinds(rows: pd.DataFrame, chosen: Chosen) -> Selection:
    kinds = chosen.get(_KINDS.name, tuple(codes.DEATHS_STATUS))
    return Selection(TABLE, rows[rows["status"].isin(kinds)])


def _select_country(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    said = _said(tables, "UKR", known_on)
    return _of_kinds(pd.concat([_counts_beside(said, tables, known_on), said]), chosen)


def _select_mariupol(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    return _of_kinds(_said(tables, _MARIUPOL, known_on), chosen)


def _ends(scene: Scene) -> dict[str, str]:
    """The latest verified count, the ends of all estimates and the highest claim, in words."""
    ends: dict[str, str] = {}
    for status, rows in scene.rows.groupby("status"):
        low, high = rows["low"].fillna(rows["value"]), rows["high"].fillna(rows["value"])
        if status == "verified":
            ends["verified"] = _bounded(rows.loc[rows["as_of"].idxmax()], "value", scene)
        elif status == "estimate":
            own = _is_estimate(rows) & rows["value"].notna()
            if own.any():
                ends["low"] = _bounded(rows.assign(end=low).loc[low[own].idxmin()], "end", scene)
                ends["high"] = _bounded(rows.assign(end=high).loc[high[own].idxmax()], "end", scene)
        elif not _is_said(rows).empty:
            at_least_last = _is_said(rows).sort_values(["value", "bound"])
            ends["claim"] = _bounded(at_least_last.iloc[-1], "value", scene)
    return ends


def _is_estimate(rows: pd.DataFrame) -> pd.Series:
    """Estimates of this toll, not counts by another definition."""
    return (rows["status"] == "estimate") & (rows["obs_status"] != "D")


def _is_said(rows: pd.DataFrame) -> pd.DataFrame:
    """Claims of how many were killed, not conjectures of how many there could be."""
    return rows[rows["source_id"] != _CONJECTURE]


def _bounded(row: pd.Series, column: str, scene: Scene) -> str:
    """One number of a row with the row's bound, without its range."""
    return words(Point("", float(row[column]), bound=row["bound"]), "people", scene.say)


def _country_title(scene: Scene) -> str | tuple[str, ...]:
    ends = _ends(scene)
    if {"verified", "low", "claim"} <= set(ends):
        return (
            scene.say(
                "{verified} civilians verified killed; estimates {low} to {high}; "
                "claims reach {claim}",
                **ends,
            ),
            scene.say(
                "{verified} civilians verified killed; estimates reach {high}, claims {claim}",
                **ends,
            ),
        )
    if {"verified", "claim"} <= set(ends):
        return scene.say("{verified} civilians verified killed; claims reach {claim}", **ends)
    return scene.say("Civilians killed: what was verified, estimated or claimed, and by whom")


def _mariupol_title(scene: Scene) -> str | tuple[str, ...]:
    ends = _ends(scene)
    if {"verified", "low", "claim"} <= set(ends):
        return (
            scene.say(
                "Mariupol: {verified} civilians verified killed; estimated: {low}; "
                "claims reach {claim}",
                **ends,
            ),
            scene.say(
                "Killed in Mariupol: {verified} (verified), {low} (estimate), {claim} (claim)",
                **ends,
            ),
            scene.say(
                "Mariupol: {verified} civilians verified killed; claims reach {claim}", **ends
            ),
        )
    if {"verified", "claim"} <= set(ends):
        return scene.say(
            "Mariupol: {verified} civilians verified killed; claims reach {claim}", **ends
        )
    return scene.say("Mariupol: what was verified, estimated or claimed, and by whom")


def _country_subtitle(scene: Scene) -> str:
    return scene.say(
        "Civilians killed in Ukraine since {first}, number of people. The periods differ: "
        "each bar gives its cut-off date, or the day it was said",
        first=scene.say.day(scene.rows["period_start"].min()),
    )


def _mariupol_subtitle(scene: Scene) -> str:
    return scene.say(
        "People killed in Mariupol since {first}, number of people. The periods "
        "differ: each bar gives its cut-off date, or the day it was said",
        first=scene.say.day(scene.rows["period_start"].min()),
    )


def _draw(scene: Scene) -> Plot:
    def who_and_when(row: pd.Series) -> str:
        publisher = scene.publisher(row.name)
        if row["status"] == "claim":
            said = scene.sources.at[row["source_id"], "published"][:7]
            return scene.say(
                "{publisher}, {when}", publisher=publisher, when=scene.say.partial_day(said)
            )
        day = scene.say.short_day(row["period_end"])
        return scene.say("{publisher}, to {day}", publisher=publisher, day=day)

    def mark(
        name: str, rows: pd.DataFrame, tone: Tone, status: str, *, hatched: bool = False
    ) -> Mark:
        drawn = _side_by_side(points(_smallest_first(rows), who_and_when))
        return Mark(name, drawn, MEANING[status], tone, Shape.BAR, hatched)

    say = scene.say
    verified, estimate, claim = (
        scene.rows[scene.rows["status"] == status] for status in ("verified", "estimate", "claim")
    )
    own = estimate[_is_estimate(estimate)]
    without = own["value"].isna()
    conjecture = mark(
        say("Conjecture: how many there could be"),
        claim.drop(_is_said(claim).index),
        Tone.QUIET,
        "claim",
        hatched=True,
    )
    return one_panel(
        (
            mark(say("Verified one by one"), verified, Tone.FIRST, "verified"),
            mark(say("Estimate, with its range"), own[~without], Tone.FIRST, "estimate"),
            mark(say("Range suggested, without a count"), own[without], Tone.FIRST, "estimate"),
            mark(
                say("Count by another definition"),
                estimate.drop(own.index),
                Tone.SECOND,
                "estimate",
                hatched=True,
            ),
            mark(say("Claim, as said"), _is_said(claim), Tone.QUIET, "claim"),
            replace(
                conjecture,
                points=tuple(replace(point, bound="conjecture") for point in conjecture.points),
            ),
        ),
        horizontal=True,
        grouped=True,
    )


def _side_by_side(drawn: tuple[Point, ...]) -> tuple[Point, ...]:
    """Points that are no series, so that none breaks it off."""
    return tuple(replace(point, breaks=False) for point in drawn)


def _smallest_first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows by size; what the prosecutor confirmed stands last, beside his conjecture."""
    size = rows["value"].fillna(rows["low"]).astype(float)
    size = size.mask(rows["source_id"] == _CONFIRMED, float("inf"))
    return rows.loc[size.sort_values(kind="stable").index]


def _origin(scene: Scene) -> str:
    """Where the claim of most victims comes from, and what the same official said later."""
    say, rows = scene.say, scene.rows.set_index("source_id")
    if _CONJECTURE not in rows.index:
        return ""
    conjecture = say(
        "The only origin found of the claims of {number} is one official's conjecture of February "
        "2023 about what could be found once occupied territory is freed.",
        number=say.number(rows.at[_CONJECTURE, "value"]),
    )
    if _CONFIRMED not in rows.index:
        return conjecture
    return say(
        "{conjecture} In August 2023 the same prosecutor spoke of {number} confirmed cases.",
        conjecture=conjecture,
        number=say.number(rows.at[_CONFIRMED, "value"]),
    )


COUNTRY = Figure(
    id="civilian-toll-compared",
    topic=Topic.DEATHS,
    name="Verified, estimated, claimed",
    title=_country_title,
    subtitle=_country_subtitle,
    caveats=(_CLAIM, _origin, _THEN, _FLOOR),
    select=_select_country,
    draw=_draw,
    choices=(_KINDS,),
)

MARIUPOL = Figure(
    id="mariupol-toll-compared",
    topic=Topic.DEATHS,
    name="Mariupol: verified, estimated, claimed",
    title=_mariupol_title,
    subtitle=_mariupol_subtitle,
    caveats=(_CITY, _WHO, _CLAIM),
    select=_select_mariupol,
    draw=_draw,
    choices=(_KINDS,),
)
