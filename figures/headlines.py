"""Headline numbers: who fled, who was killed, who helped, each with the course of its series."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

import pandas as pd

from figures.aid.aid_rows import TABLE as AID
from figures.aid.aid_rows import format_sum
from figures.aid.needs import name_plan
from figures.core import selection as pick
from figures.core import values
from figures.core.choice import ChosenCodes
from figures.core.figure import DrawContext, Figure, FigureRows, Select, Topic
from figures.core.marks import COUNTED, ESTIMATED, bars, lay_rows
from figures.core.palette import MEANING
from figures.core.plot import Annotation, Mark, Plot, Shape, make_plot
from figures.deaths.counts import JOINED, STEP, mark_steps
from figures.deaths.death_rows import TABLE as DEATHS
from figures.deaths.death_rows import select_running_count
from figures.displacement.stocks import mark_larger_sample
from schemas import Tables, codes

_STATUS = {**codes.DISPLACEMENT_STATUS, **codes.DEATHS_STATUS}

_declare_figure = partial(Figure, topic=Topic.HEADLINES)


def _select_course(table: str, day: str, *parts: dict[str, str]) -> Select:
    """Selects the series of the latest day among some parts of a table, in its last editions.

    Of a survey and a year-end that repeats it, the survey is selected: "iom-gps" sorts last.
    """

    def select(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
        rows: pd.DataFrame = getattr(tables, table)
        lines = [line for part in parts for line in pick.narrow(rows, **part).index]
        rows = pick.select_known(pick.select_lines(rows, lines), known_on)
        rows = pick.select_latest(pick.select_found(rows), table)
        newest_last = rows.sort_values([day, "series"], kind="stable")
        return FigureRows(table, pick.narrow(newest_last, series=newest_last["series"].tail(1)))

    return select


def _draw_course(
    day: str,
    shape: Shape,
    remarks: Callable[[DrawContext], Iterable[Annotation]] = lambda scene: (),
) -> Callable[[DrawContext], Plot]:
    """The course of the number to its latest day, and what happened where it breaks off."""

    def draw(scene: DrawContext) -> Plot:
        marks = [
            Mark(scene.t(_STATUS[one]), pick.make_points(rows, day), MEANING[one], shape=shape)
            for one, rows in scene.rows.groupby("status")
        ]
        return make_plot(marks, remarks=remarks(scene))

    return draw


def _number(scene: DrawContext, row: int = -1) -> str:
    """The latest number with its bound and its status in words."""
    (point,) = pick.make_points(scene.rows.iloc[[row]], lambda row: "")
    return scene.t(
        "{number}, {status}",
        number=values.format_point(point, "people", scene.t),
        status=scene.t(_STATUS[scene.rows["status"].iloc[row]]),
    )


REFUGEES = _declare_figure(
    id="headline-refugees",
    name="Refugees from Ukraine",
    title=_number,
    subtitle="Refugees from Ukraine in all countries, as UNHCR's Refugee Data Finder defines "
    "them, {first} to {last}, number of people",
    caveats=(
        "UNHCR's portal and its web pages give other numbers, by another definition; the figure on "
        "refugees shows both. Asylum-seekers are counted apart.",
    ),
    select=_select_course(
        "displacement",
        "date",
        {"series": "rdf-year-end", "population_group": "REF", "location": "WORLD"},
    ),
    draw=_draw_course("date", Shape.DOT),
)

INTERNALLY_DISPLACED = _declare_figure(
    id="headline-internally-displaced",
    name="Internally displaced persons",
    title=_number,
    subtitle="People displaced inside Ukraine, {first} to {last}, number of people",
    caveats=(
        "Other publishers give other numbers for about the same day; see the figure on "
        "internally displaced persons.",
    ),
    select=_select_course(
        "displacement",
        "date",
        {"series": "iom-gps", "population_group": "IDP"},
        {"series": "idmc-year-end", "population_group": "IDP"},
    ),
    draw=_draw_course("date", Shape.LINE, mark_larger_sample),
)

_RUNNING_COUNT = {"series": "cumulative", "outcome": "killed", "victims": "all"}

KILLED = _declare_figure(
    id="headline-civilians-killed",
    name="Verified civilian deaths",
    title=_number,
    subtitle="Civilians killed in Ukraine from {first} to {last}, each death verified "
    "individually; the true toll is considerably higher",
    caveats=("It is what could be verified, not the whole toll.", STEP, JOINED),
    select=_select_course(DEATHS, "period_end", _RUNNING_COUNT),
    draw=_draw_course("period_end", Shape.LINE, mark_steps),
)


def _select_estimate(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    """The lowest of the latest estimates of the whole toll, and what was verified by then."""
    toll = {"series": "total", "location": "UKR", "outcome": "killed"}
    rows = pick.select_known(tables.civilian_deaths, known_on)
    rows = pick.narrow(rows, status="estimate", bound="range", **toll)
    newest = rows[rows["period_end"] == rows["period_end"].max()].sort_values("value").head(1)
    counts = pick.narrow(select_running_count(tables, known_on), outcome="killed")
    counts = counts.sort_values("period_end")
    by_then = [counts[counts["period_end"] <= day].tail(1) for day in newest["period_end"]]
    return FigureRows(DEATHS, pd.concat([newest, *by_then]))


def _draw_estimate(scene: DrawContext) -> Plot:
    """The estimate with its range, and below it what was verified by then."""

    def who_and_when(row: pd.Series) -> str:
        day = scene.t.format_short_day(row["period_end"])
        return scene.t("{publisher}, to {day}", publisher=scene.name_publisher(row.name), day=day)

    marks = (
        bars(scene.t(_STATUS[status]), pick.make_points(rows, who_and_when), MEANING[status])
        for status, rows in scene.rows.groupby("status")
    )
    return lay_rows(*marks)


KILLED_ESTIMATE = _declare_figure(
    id="headline-civilians-killed-estimate",
    name="Civilians killed, by estimate",
    title=lambda scene: _number(scene, 0),
    subtitle="Civilians killed in Ukraine from {first} to {last}, estimated from reports of "
    "fighting, with the lower and upper bound",
    places={
        "first": lambda scene: scene.t.format_day(scene.rows["period_start"].iloc[0]),
        "last": lambda scene: scene.t.format_day(scene.rows["period_end"].iloc[0]),
    },
    caveats=(
        "Of several estimates with a range, the lowest is shown here; the others are in the "
        "figure that compares them.",
    ),
    select=_select_estimate,
    draw=_draw_estimate,
)


def _select_allocated(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = pick.select_found(pick.select_known(tables.aid_flows, known_on))
    rows = pick.narrow(rows, series="kiel-donor-total", measure="allocation", aid_type="all")
    newest = rows.sort_values("available", kind="stable")["source_id"].tail(1)
    return FigureRows(AID, pick.narrow(rows, source_id=newest))


def _draw_allocated(scene: DrawContext) -> Plot:
    """The sum alone: the months of the tracker are another count and add up to less."""
    if scene.rows.empty:
        return make_plot([])
    point = pick.make_sum(scene.rows, scene.t("All donors"), "amount")
    return lay_rows(bars(scene.t(codes.AID_MEASURE["allocation"]), (point,), COUNTED), unit="EUR")


ALLOCATED = _declare_figure(
    id="headline-aid-allocated",
    name="Aid allocated to Ukraine",
    title=lambda scene: scene.t("{amount}, allocated", amount=format_sum(scene.t, scene.rows)),
    subtitle="Military, financial and humanitarian aid that governments set aside for Ukraine, "
    "from {first} to {last}, sum of all donors",
    caveats=("Allocated is not yet delivered or paid. Commitments are counted apart.",),
    select=_select_allocated,
    draw=_draw_allocated,
)


def _select_appeal(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = pick.select_known(tables.aid_flows, known_on)
    rows = pick.narrow(rows, series="fts-plan", recipient="UKR")
    rows = rows[rows["plan"].str.fullmatch(r"[A-Z]UKR\d\d") & rows["amount"].notna()]
    rows = pick.select_latest(rows, AID)
    newest = rows.sort_values(["period_end", "plan"])["plan"].tail(1)
    return FigureRows(AID, pick.narrow(rows, plan=newest))


def _draw_appeal(scene: DrawContext) -> Plot:
    marks = []
    for measure, meaning in (("requirement", ESTIMATED), ("funding", COUNTED)):
        rows = pick.narrow(scene.rows, measure=measure)
        plans = pick.make_points(rows, lambda row: name_plan(scene.t, row["plan"]), "amount")
        marks.append(bars(scene.t(codes.AID_MEASURE[measure]), plans, meaning))
    return lay_rows(*marks, unit="USD", nested=True)


def _amount(scene: DrawContext, measure: str) -> str:
    amounts = pick.narrow(scene.rows, measure=measure)["amount"]
    return scene.t.format_money(amounts.iloc[0], "USD") if len(amounts) else "–"


APPEAL = _declare_figure(
    id="headline-appeal",
    name="United Nations appeal",
    title=lambda scene: scene.t(
        "{funded} funded of {required} required",
        funded=_amount(scene, "funding"),
        required=_amount(scene, "requirement"),
    ),
    subtitle="Humanitarian plan for Ukraine, {first} to {last}, as recorded on {day}",
    places={"day": lambda scene: scene.t.format_day(scene.rows["available"].max())},
    caveats=("Aid that goes to Ukraine outside the plan is not in it.",),
    select=_select_appeal,
    draw=_draw_appeal,
)

HEADLINES = (REFUGEES, INTERNALLY_DISPLACED, KILLED, KILLED_ESTIMATE, ALLOCATED, APPEAL)
