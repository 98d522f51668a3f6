"""Humanitarian appeals: what they required and how much of it was funded."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from figures.aid.aid_rows import TABLE, editions, first, of_edition, series
from figures.core import selection as pick
from figures.core.choice import Choice, Chosen
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning
from figures.core.plot import Mark, Plot, Shape, one_panel
from locales import Language
from schemas import Tables

_PLANS, _CLUSTERS = "fts-plan", "fts-cluster"
_UNIT = "USD"
_APPEAL = r"[FH]UKR\d{2}"
_FUNDED = (
    "Funded means paid or bindingly committed to the appeal; pledges and aid outside the appeal "
    "are not in it."
)
_SNAPSHOT = (
    "Funding is booked late and corrected: the figures hold for the day of the snapshot, and those "
    "of the running year will rise."
)


def _appeals(tables: Tables, name: str, chosen: Chosen, known_on: date | None) -> pd.DataFrame:
    """The appeals for Ukraine in one snapshot, without the plan that was replaced."""
    rows = of_edition(series(tables, name, known_on), chosen, "snapshot")
    rows = rows[(rows["recipient"] == "UKR") & rows["plan"].str.fullmatch(_APPEAL)]
    return pick.latest(rows[rows["amount"].notna()], TABLE)


def plan_words(say: Language, code: str) -> str:
    """The name of an appeal: Response Plan 2026, or Flash Appeal 2022."""
    year = "20" + code[-2:]
    if code.startswith("F"):
        return say("Flash Appeal {year}", year=year)
    return say("Response Plan {year}", year=year)


def _amount(rows: pd.DataFrame, measure: str) -> float | None:
    found = rows.loc[rows["measure"] == measure, "amount"]
    return None if found.empty else float(found.iloc[0])


def _with_coverage(scene: Scene, name: str, rows: pd.DataFrame) -> str:
    """A name with the share of its requirement that is funded, where both are known."""
    required, funded = _amount(rows, "requirement"), _amount(rows, "funding")
    if not required or funded is None:
        return name
    share = scene.say.percent(funded / required)
    return scene.say("{name}: {share} funded", name=name, share=share)


def _draw(scene: Scene, column: str, name: Callable[[str], str]) -> Plot:
    """Required and funded beside each other, for each code in a column."""
    say = scene.say
    places = {
        code: _with_coverage(scene, name(str(code)), rows)
        for code, rows in scene.rows.groupby(column)
    }

    def mark(measure: str, words: str, meaning: Meaning) -> Mark:
        rows = scene.rows[scene.rows["measure"] == measure]
        points = pick.points(rows, lambda row: places[row[column]], "amount")
        return Mark(words, points, meaning, shape=Shape.BAR)

    marks = (
        mark("requirement", say("Required, as planned"), Meaning.ESTIMATED),
        mark("funding", say("Funded"), Meaning.COUNTED),
    )
    return one_panel(marks, unit=_UNIT, horizontal=True, nested=True)


def _snapshot_day(scene: Scene) -> str:
    return scene.say.day(scene.rows["available"].max())


def _covered(scene: Scene, name: str, rows: pd.DataFrame) -> str:
    """Required and funded of one plan or cluster, as a title."""
    say = scene.say
    required, funded = _amount(rows, "requirement"), _amount(rows, "funding")
    if required is None or funded is None:
        return say("{name}: how much was funded is not known", name=name)
    return say(
        "{name}: {funded} funded of {required} required",
        name=name,
        funded=say.money(funded, _UNIT),
        required=say.money(required, _UNIT),
    )


def _select_plans(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = _appeals(tables, _PLANS, chosen, known_on)
    return Selection(TABLE, rows.sort_values("period_start", ascending=False, kind="stable"))


def _plans_title(scene: Scene) -> str:
    plan = scene.rows["plan"].iloc[0]
    return _covered(scene, plan_words(scene.say, plan), scene.rows[scene.rows["plan"] == plan])


def _plans_subtitle(scene: Scene) -> str:
    return scene.say(
        "Humanitarian appeals for Ukraine, required and funded by year, in US dollars; "
        "as OCHA showed it on {day}",
        day=_snapshot_day(scene),
    )


APPEALS = Figure(
    id="humanitarian-appeals",
    topic=Topic.AID,
    name="Humanitarian appeals",
    title=_plans_title,
    subtitle=_plans_subtitle,
    caveats=(
        _FUNDED,
        _SNAPSHOT,
        "The Flash Appeal of March 2022 replaced the plan for 2022, which is not shown; appeals "
        "for neighbouring countries are others.",
    ),
    select=_select_plans,
    draw=lambda scene: _draw(scene, "plan", lambda code: plan_words(scene.say, code)),
    choices=(editions("snapshot", "As of which day?", _PLANS),),
)


def _offered(tables: Tables) -> list[str]:
    rows = _appeals(tables, _CLUSTERS, {}, None)
    return list(rows.sort_values("period_start", ascending=False)["plan"].unique())


_PLAN = Choice(
    "plan", "Which appeal?", _offered, plan_words, lambda tables: tuple(_offered(tables)[:1])
)


def _select_clusters(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = _appeals(tables, _CLUSTERS, chosen, known_on)
    rows = rows[rows["plan"] == first(chosen, "plan")]
    required = rows[rows["measure"] == "requirement"].set_index("cluster")["amount"]
    order = rows["cluster"].map(required).sort_values(ascending=False, kind="stable")
    return Selection(TABLE, rows.loc[order.index])


def _clusters_title(scene: Scene) -> tuple[str, ...]:
    say, cluster = scene.say, scene.rows["cluster"].iloc[0]
    name = say.data(cluster)
    return tuple(
        _covered(scene, name, scene.rows[scene.rows["cluster"] == cluster])
        for name in (
            say("Largest requirement, {cluster}", cluster=name),
            name,
            say("Largest requirement"),
        )
    )


def _clusters_subtitle(scene: Scene) -> str:
    return scene.say(
        "{plan} for Ukraine by cluster, required and funded, in US dollars; "
        "as OCHA showed it on {day}",
        plan=plan_words(scene.say, scene.one("plan")),
        day=_snapshot_day(scene),
    )


BY_CLUSTER = Figure(
    id="appeal-by-cluster",
    topic=Topic.AID,
    name="Humanitarian appeal by cluster",
    title=_clusters_title,
    subtitle=_clusters_subtitle,
    caveats=(
        "Money for several clusters, or for none that was named, has no requirement of its own; "
        "the clusters alone are less than the whole appeal.",
        "A cluster can be funded beyond its requirement.",
        _FUNDED,
    ),
    select=_select_clusters,
    draw=lambda scene: _draw(scene, "cluster", scene.say.data),
    choices=(_PLAN, editions("snapshot", "As of which day?", _CLUSTERS)),
)
