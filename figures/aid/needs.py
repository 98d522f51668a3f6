"""What is needed: by humanitarian appeals, and how far they are funded; and for rebuilding."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from figures.aid import aid_rows as aid
from figures.aid.aid_rows import TABLE, declare_figure
from figures.core import selection as pick
from figures.core.choice import Choice, ChosenCodes
from figures.core.figure import DrawContext, FigureRows, Place
from figures.core.marks import COUNTED, ESTIMATED, FIRST, SECOND, bars, lay_panels, lay_rows
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Panel, Plot, Point
from figures.core.values import format_point
from locales import Language, later
from schemas import Tables

_PLANS, _CLUSTERS = "fts-plan", "fts-cluster"
_UNIT = "USD"
_FUNDED = (
    "Funded means paid or bindingly committed to the appeal; pledges and aid outside the appeal "
    "are not in it."
)


def _appeals(tables: Tables, name: str, snapshot: str, known_on: date | None) -> pd.DataFrame:
    """The appeals for Ukraine in one snapshot, without the plan that was replaced."""
    rows = aid.filter_edition(aid.select_series(tables, name, known_on), snapshot)
    rows = rows[(rows["recipient"] == "UKR") & rows["plan"].str.fullmatch(r"[FH]UKR\d{2}")]
    return pick.select_latest(rows[rows["amount"].notna()], TABLE)


def name_plan(t: Language, code: str) -> str:
    """The name of an appeal: Response Plan 2026, or Flash Appeal 2022."""
    flash, response = later("Flash Appeal {year}"), later("Response Plan {year}")
    return t(flash if code.startswith("F") else response, year="20" + code[-2:])


def _amounts(rows: pd.DataFrame) -> tuple[float | None, float | None]:
    """What one plan or cluster required, and what of it was funded."""
    found = dict(zip(rows["measure"], rows["amount"], strict=True))
    return found.get("requirement"), found.get("funding")


def _draw_appeals(scene: DrawContext, column: str, name: Callable[[str], str]) -> Plot:
    """Funded within required for each code in a column, with the share where both are known."""
    t, places = scene.t, {}
    for code, rows in scene.rows.groupby(column):
        required, funded = _amounts(rows)
        places[code] = name(str(code))
        if required and funded is not None:
            share = t.format_percent(funded / required)
            places[code] = t("{name}: {share} funded", name=places[code], share=share)

    def mark(measure: str, words: str, meaning: Meaning) -> Mark:
        rows = pick.narrow(scene.rows, measure=measure)
        points = pick.make_points(rows, lambda row: places[row[column]], "amount")
        return bars(words, points, meaning)

    return lay_rows(
        mark("requirement", t("Required, as planned"), ESTIMATED),
        mark("funding", t("Funded"), COUNTED),
        unit=_UNIT,
        nested=True,
    )


_PLACES: dict[str, Place] = {
    "day": lambda scene: scene.t.format_day(scene.rows["available"].max()),
    "plan": lambda scene: name_plan(scene.t, scene.find_code("plan")),
}


def _cover(scene: DrawContext, name: str, column: str) -> str:
    """Required and funded of the first plan or cluster shown, as a title."""
    t, first = scene.t, scene.rows[column].iloc[0]
    required, funded = _amounts(scene.rows[scene.rows[column] == first])
    if required is None or funded is None:
        return t("{name}: how much was funded is not known", name=name)
    return t(
        "{name}: {funded} funded of {required} required",
        name=name,
        funded=t.format_money(funded, _UNIT),
        required=t.format_money(required, _UNIT),
    )


def _select_plans(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = _appeals(tables, _PLANS, chosen["snapshot"][0], known_on)
    return FigureRows(TABLE, rows.sort_values("period_start", ascending=False, kind="stable"))


APPEALS = declare_figure(
    id="humanitarian-appeals",
    name="Humanitarian appeals",
    title=lambda scene: _cover(scene, name_plan(scene.t, scene.rows["plan"].iloc[0]), "plan"),
    subtitle="Humanitarian appeals for Ukraine, required and funded by year, in US dollars; as "
    "OCHA showed it on {day}",
    places=_PLACES,
    caveats=(
        _FUNDED,
        "Funding is booked late and corrected: the figures hold for the day of the snapshot, and "
        "those of the running year will rise.",
        "The Flash Appeal of March 2022 replaced the plan for 2022, which is not shown; appeals "
        "for neighbouring countries are others.",
    ),
    select=_select_plans,
    draw=lambda scene: _draw_appeals(scene, "plan", lambda code: name_plan(scene.t, code)),
    choices=(aid.choose_edition("snapshot", "As of which day?", _PLANS),),
)


def _plans_with_clusters(tables: Tables) -> list[str]:
    rows = _appeals(tables, _CLUSTERS, aid.NEWEST, None)
    return list(rows.sort_values("period_start", ascending=False)["plan"].unique())


def _select_clusters(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = _appeals(tables, _CLUSTERS, chosen["snapshot"][0], known_on)
    rows = pick.narrow(rows, plan=chosen["plan"])
    required = pick.narrow(rows, measure="requirement").set_index("cluster")["amount"]
    order = rows["cluster"].map(required).sort_values(ascending=False, kind="stable")
    return FigureRows(TABLE, rows.loc[order.index])


def _title_of_clusters(scene: DrawContext) -> tuple[str, ...]:
    t, name = scene.t, scene.t.data(scene.rows["cluster"].iloc[0])
    forms = (t("Largest requirement, {cluster}", cluster=name), name, t("Largest requirement"))
    return tuple(_cover(scene, form, "cluster") for form in forms)


BY_CLUSTER = declare_figure(
    id="appeal-by-cluster",
    name="Humanitarian appeal by cluster",
    title=_title_of_clusters,
    subtitle="{plan} for Ukraine by cluster, required and funded, in US dollars; as OCHA showed "
    "it on {day}",
    places=_PLACES,
    caveats=(
        "Money for several clusters, or for none that was named, has no requirement of its own; "
        "the clusters alone are less than the whole appeal.",
        "A cluster can be funded beyond its requirement.",
        _FUNDED,
    ),
    select=_select_clusters,
    draw=lambda scene: _draw_appeals(scene, "cluster", scene.t.data),
    choices=(
        Choice("plan", "Which appeal?", _plans_with_clusters, name_plan),
        aid.choose_edition("snapshot", "As of which day?", _CLUSTERS),
    ),
)


def _select_needs(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = pick.narrow(aid.select_series(tables, "rdna", known_on), currency=_UNIT)
    rows = pick.select_latest(rows, TABLE)
    return FigureRows(TABLE, rows.sort_values("period_end", kind="stable"))


def _draw_needs(scene: DrawContext) -> Plot:
    """A bar for each edition; one whose number was not found keeps its empty place."""
    t, places = scene.t, {}
    for _, row in scene.rows.drop_duplicates("plan").iterrows():
        number, day = row["plan"].removeprefix("RDNA"), t.format_short_day(row["period_end"])
        places[row["plan"]] = t("Edition {number}, data to {day}", number=number, day=day)

    def panel(title: str, measure: str, tone: Tone) -> Panel:
        rows = pick.narrow(scene.rows, measure=measure)
        made = pick.make_points(rows, lambda row: places[row["plan"]], "amount")
        found = {point.x: point for point in made}
        drawn = tuple(found.get(place, Point(place, None)) for place in places.values() if made)
        return Panel((bars(title, drawn, ESTIMATED, tone),), title)

    return lay_panels(
        panel(t("Needs of recovery and reconstruction"), "need", FIRST),
        panel(t("Direct damage so far"), "damage", SECOND),
        unit=_UNIT,
        horizontal=True,
    )


def _title_of_needs(scene: DrawContext) -> str | tuple[str, ...]:
    t, needs = scene.t, pick.narrow(scene.rows, measure="need")
    if needs.empty:
        return t("Damage as the joint assessments estimate it")
    points = pick.make_points(needs, "period_end", "amount")
    first, last = (format_point(points[end], _UNIT, t) for end in (0, -1))
    if len(needs) == 1:
        return t("Estimated needs: {last}", last=last)
    ends = needs["period_end"].iloc[0], needs["period_end"].iloc[-1]
    form = later("Estimated needs: {last} (data to {last_day}), earlier {first} ({first_day})")
    return tuple(
        t(form, first=first, last=last, first_day=first_day, last_day=last_day)
        for first_day, last_day in (map(t.format_month, ends), (str(end.year) for end in ends))
    )


NEEDS = declare_figure(
    id="reconstruction-needs",
    name="Reconstruction needs and damage",
    title=_title_of_needs,
    subtitle="Needs over about ten years and direct damage since 24 February 2022, as each Rapid "
    "Damage and Needs Assessment estimates them, in US dollars",
    caveats=(
        "Each edition estimates the whole anew; editions are not added to each other.",
        "Needs and damage are not aid: nobody has promised or paid this money. They are two "
        "measures and are not added either.",
        "Some of these numbers are stated as about or at least; the labels say which.",
    ),
    select=_select_needs,
    draw=_draw_needs,
)
