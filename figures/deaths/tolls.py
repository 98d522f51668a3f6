"""Tolls side by side: verified, estimated, claimed, each with who and when; and one strike's."""

from dataclasses import replace
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, Chosen, some_of
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.marks import FIRST, QUIET, SAID, SECOND, bars, lay_rows
from figures.core.palette import MEANING, Tone
from figures.core.plot import Mark, Plot, Point
from figures.core.selection import points
from figures.core.statements import by_change, word
from figures.core.values import words
from figures.deaths.death_rows import TABLE, running_count, series
from locales import later
from schemas import Tables, codes

_KINDS: Choice = some_of("kinds", "Kinds of figures", codes.DEATHS_STATUS)

_CLAIM = (
    "A claim is what somebody said, without a published method. Verified counts, estimates and "
    "claims are never added or averaged."
)
_CONJECTURE, _CONFIRMED = "yuriy-belousov-2023-02-24", "yuriy-belousov-2023-08-02"
"""What one prosecutor said could be found, and what he later said was confirmed."""


def _killed(tables: Tables, name: str, location: str, known_on: date | None) -> pd.DataFrame:
    """All numbers of killed at a place; what two people say is never one fact in two editions."""
    rows = series(tables, name, known_on)
    killed = (rows["outcome"] == "killed") & (rows["victims"] == "all")
    return rows[killed & (rows["location"] == location)]


def _of_kinds(rows: pd.DataFrame, chosen: Chosen) -> Selection:
    return Selection(TABLE, rows[rows["status"].isin(chosen[_KINDS.name])])


def _select_country(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    """Beside the tolls, the latest count and those public when the highest claims were made."""
    said = pick.found(_killed(tables, "total", "UKR", known_on))
    counts = running_count(tables, known_on)
    counts = counts[counts["outcome"] == "killed"].sort_values("period_end")
    claims = said[said["status"] == "claim"]
    highest = claims.loc[claims["value"] == claims["value"].max(), "as_of"]
    public_then = [counts[counts["available"] <= day].tail(1) for day in highest]
    beside = pd.concat([counts.tail(1), *public_then]).drop_duplicates(["source_id"])
    return _of_kinds(pd.concat([beside, said]), chosen)


def _select_mariupol(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    return _of_kinds(pick.found(_killed(tables, "total", "UA1414", known_on)), chosen)


def _ends(scene: Scene) -> dict[str, str]:
    """The latest verified count, the ends of all estimates and the highest claim, in words."""

    def told(row: pd.Series, column: str) -> str:
        """One number of a row with the row's bound, without its range."""
        return words(Point("", float(row[column]), bound=row["bound"]), "people", scene.say)

    rows, ends = scene.rows, {}
    low, high = (rows[end].fillna(rows["value"]) for end in ("low", "high"))
    rows = rows.assign(least=low, most=high)
    counted = rows[rows["status"] == "verified"]
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


def _title_of_country(scene: Scene) -> str | tuple[str, ...]:
    say, ends = scene.say, _ends(scene)
    if not {"verified", "claim"} <= set(ends):
        return say("Civilians killed: what was verified, estimated or claimed, and by whom")
    if "low" not in ends:
        return say("{verified} civilians verified killed; claims reach {claim}", **ends)
    return word(
        say,
        ends,
        later(
            "{verified} civilians verified killed; estimates {low} to {high}; claims reach {claim}"
        ),
        later("{verified} civilians verified killed; estimates reach {high}, claims {claim}"),
    )


def _title_of_mariupol(scene: Scene) -> str | tuple[str, ...]:
    say, ends = scene.say, _ends(scene)
    if not {"verified", "claim"} <= set(ends):
        return say("Mariupol: what was verified, estimated or claimed, and by whom")
    forms = (
        later(
            "Mariupol: {verified} civilians verified killed; estimated: {low}; claims reach {claim}"
        ),
        later("Killed in Mariupol: {verified} (verified), {low} (estimate), {claim} (claim)"),
        later("Mariupol: {verified} civilians verified killed; claims reach {claim}"),
    )
    return word(say, ends, *(forms if "low" in ends else forms[-1:]))


def _draw_tolls(scene: Scene) -> Plot:
    say, rows = scene.say, scene.rows
    own, said = _is_estimate(rows), _is_said(rows)
    other, without = (rows["status"] == "estimate") & ~own, rows["value"].isna()
    could_be = (rows["status"] == "claim") & ~said

    def who_and_when(row: pd.Series) -> str:
        publisher = scene.publisher(row.name)
        if row["status"] == "claim":
            when = say.partial_day(scene.sources.at[row["source_id"], "published"][:7])
            return say("{publisher}, {when}", publisher=publisher, when=when)
        day = say.short_day(row["period_end"])
        return say("{publisher}, to {day}", publisher=publisher, day=day)

    def mark(
        name: str, which: pd.Series, status: str, tone: Tone = FIRST, *, hatched: bool = False
    ) -> Mark:
        drawn = points(_smallest_first(rows[which]), who_and_when)
        # Tolls are no series, so that none breaks it off.
        apart = tuple(replace(point, breaks=False) for point in drawn)
        return bars(name, apart, MEANING[status], tone, hatched=hatched)

    definition = say("Count by another definition")
    conjecture = mark(
        say("Conjecture: how many there could be"), could_be, "claim", QUIET, hatched=True
    )
    return lay_rows(
        mark(say("Verified one by one"), rows["status"] == "verified", "verified"),
        mark(say("Estimate, with its range"), own & ~without, "estimate"),
        mark(say("Range suggested, without a count"), own & without, "estimate"),
        mark(definition, other, "estimate", SECOND, hatched=True),
        mark(say("Claim, as said"), said, "claim", QUIET),
        replace(
            conjecture,
            points=tuple(replace(point, bound="conjecture") for point in conjecture.points),
        ),
        grouped=True,
    )


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
    title=_title_of_country,
    subtitle=lambda scene: scene.say(
        "Civilians killed in Ukraine since {first}, number of people. The periods differ: "
        "each bar gives its cut-off date, or the day it was said",
        first=scene.say.day(scene.rows["period_start"].min()),
    ),
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

MARIUPOL = Figure(
    id="mariupol-toll-compared",
    topic=Topic.DEATHS,
    name="Mariupol: verified, estimated, claimed",
    title=_title_of_mariupol,
    subtitle=lambda scene: scene.say(
        "People killed in Mariupol since {first}, number of people. The periods "
        "differ: each bar gives its cut-off date, or the day it was said",
        first=scene.say.day(scene.rows["period_start"].min()),
    ),
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


def _select_strike(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = _killed(tables, "event", "UA80", known_on)
    return Selection(TABLE, rows.sort_values(["as_of", "source_id"], kind="stable"))


def _of_the_day(rows: pd.DataFrame) -> pd.DataFrame:
    """The reports that agree on the day of the strike."""
    return rows[rows["period_start"].isin(rows["period_start"].mode().head(1))]


def _title_of_strike(scene: Scene) -> str:
    say, reports = scene.say, points(_of_the_day(scene.rows), "as_of")
    first, last = (words(reports[end], "people", say) for end in (0, -1))
    return by_change(
        reports[0].y or 0,
        reports[-1].y or 0,
        higher=say(
            "The reported toll of one strike on Kyiv rose from {first} to {last} killed",
            first=first,
            last=last,
        ),
        lower=say(
            "The reported toll of one strike on Kyiv fell from {first} to {last} killed",
            first=first,
            last=last,
        ),
        same=say("The reported toll of one strike on Kyiv: {last} killed", last=last),
    )


def _draw_strike(scene: Scene) -> Plot:
    say, agreed = scene.say, _of_the_day(scene.rows)

    def when_reported(row: pd.Series) -> str:
        when, publisher = say.short_day(row["as_of"]), scene.publisher(row.name)
        return say("{publisher}, {when}", publisher=publisher, when=when)

    def which_day(row: pd.Series) -> str:
        day, publisher = say.short_day(row["period_start"]), scene.publisher(row.name)
        return say("{publisher}, which dates the strike {day}", publisher=publisher, day=day)

    other = points(scene.rows.drop(agreed.index), which_day)
    return lay_rows(
        bars(say("Reported toll"), points(agreed, when_reported), SAID, QUIET),
        bars(say("Report with another date"), other, SAID, QUIET, hatched=True),
        grouped=True,
    )


STRIKE = Figure(
    id="kyiv-28-august-2025",
    topic=Topic.DEATHS,
    name="One strike, report by report",
    title=_title_of_strike,
    subtitle=lambda scene: scene.say(
        "Civilians killed in the strike on Kyiv on {day}, as reported, in the order of the "
        "reports, number of people",
        day=scene.say.day(_of_the_day(scene.rows)["period_start"].iloc[0]),
    ),
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
