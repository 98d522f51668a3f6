"""What is needed: by humanitarian appeals, and how far they are funded; and for rebuilding."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from figures.aid import aid_rows as aid
from figures.aid.aid_rows import TABLE
from figures.core import selection as pick
from figures.core.choice import Choice, Chosen
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.marks import COUNTED, ESTIMATED, FIRST, SECOND, bars, lay_rows
from figures.core.palette import Meaning
from figures.core.plot import Mark, Panel, Plot, Point
from figures.core.values import words
from locales import Language
from schemas import Tables

_PLANS, _CLUSTERS = "fts-plan", "fts-cluster"
_UNIT = "USD"
_FUNDED = (
    "Funded means paid or bindingly committed to the appeal; pledges and aid outside the appeal "
    "are not in it."
)


def _appeals(tables: Tables, name: str, snapshot: str, known_on: date | None) -> pd.DataFrame:
    """The appeals for Ukraine in one snapshot, without the plan that was replaced."""
    rows = aid.of_edition(aid.series(tables, name, known_on), snapshot)
    rows = rows[(rows["recipient"] == "UKR") & rows["plan"].str.fullmatch(r"[FH]UKR\d{2}")]
    return pick.latest(rows[rows["amount"].notna()], TABLE)


def plan_words(say: Language, code: str) -> str:
    """The name of an appeal: Response Plan 2026, or Flash Appeal 2022."""
    year = "20" + code[-2:]
    if code.startswith("F"):
        return say("Flash Appeal {year}", year=year)
    return say("Response Plan {year}", year=year)


def _amounts(rows: pd.DataFrame) -> tuple[float | None, float | None]:
    """What one plan or cluster required, and what of it was funded."""
    required, funded = (
        rows.loc[rows["measure"] == measure, "amount"] for measure in ("requirement", "funding")
    )
    return next(iter(required), None), next(iter(funded), None)


def _draw_appeals(scene: Scene, column: str, name: Callable[[str], str]) -> Plot:
    """Funded within required for each code in a column, with the share where both are known."""
    say, places = scene.say, {}
    for code, rows in scene.rows.groupby(column):
        required, funded = _amounts(rows)
        places[code] = name(str(code))
        if required and funded is not None:
            share = say.percent(funded / required)
            places[code] = say("{name}: {share} funded", name=places[code], share=share)

    def mark(measure: str, words: str, meaning: Meaning) -> Mark:
        rows = scene.rows[scene.rows["measure"] == measure]
        return bars(words, pick.points(rows, lambda row: places[row[column]], "amount"), meaning)

    return lay_rows(
        mark("requirement", say("Required, as planned"), ESTIMATED),
        mark("funding", say("Funded"), COUNTED),
        unit=_UNIT,
        nested=True,
    )


def _snapshot_day(scene: Scene) -> str:
    return scene.say.day(scene.rows["available"].max())


def _cover(scene: Scene, name: str, column: str) -> str:
    """Required and funded of the first plan or cluster shown, as a title."""
    say, first = scene.say, scene.rows[column].iloc[0]
    required, funded = _amounts(scene.rows[scene.rows[column] == first])
    if required is None or funded is None:
        return say("{name}: how much was funded is not known", name=name)
    return say(
        "{name}: {funded} funded of {required} required",
        name=name,
        funded=say.money(funded, _UNIT),
        required=say.money(required, _UNIT),
    )


def _select_plans(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = _appeals(tables, _PLANS, chosen["snapshot"][0], known_on)
    return Selection(TABLE, rows.sort_values("period_start", ascending=False, kind="stable"))


APPEALS = Figure(
    id="humanitarian-appeals",
    topic=Topic.AID,
    name="Humanitarian appeals",
    title=lambda scene: _cover(scene, plan_words(scene.say, scene.rows["plan"].iloc[0]), "plan"),
    subtitle=lambda scene: scene.say(
        "Humanitarian appeals for Ukraine, required and funded by year, in US dollars; "
        "as OCHA showed it on {day}",
        day=_snapshot_day(scene),
    ),
    caveats=(
        _FUNDED,
        "Funding is booked late and corrected: the figures hold for the day of the snapshot, and "
        "those of the running year will rise.",
        "The Flash Appeal of March 2022 replaced the plan for 2022, which is not shown; appeals "
        "for neighbouring countries are others.",
    ),
    select=_select_plans,
    draw=lambda scene: _draw_appeals(scene, "plan", lambda code: plan_words(scene.say, code)),
    choices=(aid.editions("snapshot", "As of which day?", _PLANS),),
)


def _plans_with_clusters(tables: Tables) -> list[str]:
    rows = _appeals(tables, _CLUSTERS, aid.NEWEST, None)
    return list(rows.sort_values("period_start", ascending=False)["plan"].unique())


def _select_clusters(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = _appeals(tables, _CLUSTERS, chosen["snapshot"][0], known_on)
    rows = rows[rows["plan"].isin(chosen["plan"])]
    required = rows[rows["measure"] == "requirement"].set_index("cluster")["amount"]
    order = rows["cluster"].map(required).sort_values(ascending=False, kind="stable")
    return Selection(TABLE, rows.loc[order.index])


def _title_of_clusters(scene: Scene) -> tuple[str, ...]:
    say, name = scene.say, scene.say.data(scene.rows["cluster"].iloc[0])
    forms = (
        say("Largest requirement, {cluster}", cluster=name),
        name,
        say("Largest requirement"),
    )
    return tuple(_cover(scene, form, "cluster") for form in forms)


BY_CLUSTER = Figure(
    id="appeal-by-cluster",
    topic=Topic.AID,
    name="Humanitarian appeal by cluster",
    title=_title_of_clusters,
    subtitle=lambda scene: scene.say(
        "{plan} for Ukraine by cluster, required and funded, in US dollars; "
        "as OCHA showed it on {day}",
        plan=plan_words(scene.say, scene.one("plan")),
        day=_snapshot_day(scene),
    ),
    caveats=(
        "Money for several clusters, or for none that was named, has no requirement of its own; "
        "the clusters alone are less than the whole appeal.",
        "A cluster can be funded beyond its requirement.",
        _FUNDED,
    ),
    select=_select_clusters,
    draw=lambda scene: _draw_appeals(scene, "cluster", scene.say.data),
    choices=(
        Choice(
            "plan",
            "Which appeal?",
            _plans_with_clusters,
            plan_words,
            lambda tables: tuple(_plans_with_clusters(tables)[:1]),
        ),
        aid.editions("snapshot", "As of which day?", _CLUSTERS),
    ),
)


def _select_needs(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = aid.series(tables, "rdna", known_on)
    rows = pick.latest(rows[rows["currency"] == _UNIT], TABLE)
    return Selection(TABLE, rows.sort_values("period_end", kind="stable"))


def _draw_needs(scene: Scene) -> Plot:
    """A bar for each edition; one whose number was not found keeps its empty place."""
    say = scene.say
    ends = scene.rows.drop_duplicates("plan").set_index("plan")["period_end"]
    places = {
        plan: say(
            "Edition {number}, data to {day}",
            number=plan.removeprefix("RDNA"),
            day=say.short_day(day),
        )
        for plan, day in ends.items()
    }

    def drawn(measure: str) -> tuple[Point, ...]:
        rows = scene.rows[scene.rows["measure"] == measure]
        made = pick.points(rows, lambda row: places[row["plan"]], "amount")
        found = {point.x: point for point in made}
        return tuple(found.get(place, Point(place, None)) for place in places.values() if made)

    marks = (
        bars(say("Needs of recovery and reconstruction"), drawn("need"), ESTIMATED, FIRST),
        bars(say("Direct damage so far"), drawn("damage"), ESTIMATED, SECOND),
    )
    panels = tuple(Panel((mark,), mark.name) for mark in marks if mark.points)
    return Plot(panels, unit=_UNIT, horizontal=True)


def _title_of_needs(scene: Scene) -> str | tuple[str, ...]:
    say, needs = scene.say, scene.rows[scene.rows["measure"] == "need"]
    if needs.empty:
        return say("Damage as the joint assessments estimate it")
    stated = [
        words(point, _UNIT, say) for point in pick.points(needs, lambda row: row["plan"], "amount")
    ]
    if len(needs) == 1:
        return say("Estimated needs: {last}", last=stated[-1])
    oldest, latest = needs["period_end"].iloc[0], needs["period_end"].iloc[-1]
    return tuple(
        say(
            "Estimated needs: {last} (data to {last_day}), earlier {first} ({first_day})",
            last=stated[-1],
            last_day=last_day,
            first=stated[0],
            first_day=first_day,
        )
        for last_day, first_day in (
            (say.month(latest), say.month(oldest)),
            (str(latest.year), str(oldest.year)),
        )
    )


NEEDS = Figure(
    id="reconstruction-needs",
    topic=Topic.AID,
    name="Reconstruction needs and damage",
    title=_title_of_needs,
    subtitle=lambda scene: scene.say(
        "Needs over about ten years and direct damage since 24 February 2022, as each Rapid Damage "
        "and Needs Assessment estimates them, in US dollars"
    ),
    caveats=(
        "Each edition estimates the whole anew; editions are not added to each other.",
        "Needs and damage are not aid: nobody has promised or paid this money. They are two "
        "measures and are not added either.",
        "Some of these numbers are stated as about or at least; the labels say which.",
    ),
    select=_select_needs,
    draw=_draw_needs,
)
