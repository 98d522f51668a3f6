"""Air defence: the four packages of August 2025, and heavy weapons in pieces and in money."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pandas as pd

from figures.aid import aid_rows as aid
from figures.aid.aid_rows import TABLE, declare_figure
from figures.core import selection as pick
from figures.core.choice import ChosenCodes, make_choice
from figures.core.figure import DrawContext, FigureRows
from figures.core.marks import COUNTED, QUIET, SAID, bars, lay_panels, lay_rows
from figures.core.plot import Panel, Plot, Point
from locales import later
from schemas import Tables, codes
from schemas.places import MEMBERS

NORDIC = MEMBERS["NORDIC"]
_FOUR = frozenset({"DNK", "NLD", "NOR", "SWE"})
_FIRST_DAY, _LAST_DAY, _MONTH = date(2025, 8, 4), date(2025, 8, 5), "2025-08"
_UNIT = "USD"
_SAID, _RECORDED = "announcement", "kiel-package"


def _members(donors: str) -> frozenset[str]:
    return frozenset(donors.split("+"))


def _select_packages(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = pick.select_between(tables.aid_flows, "period_start", _FIRST_DAY, _LAST_DAY)
    rows = pick.narrow(rows, series=(_SAID, _RECORDED), item="nato_purl")
    rows = rows[rows["donor"].map(lambda donors: _members(donors) <= _FOUR).astype(bool)]
    rows = pick.select_known(rows, known_on)
    # Two publishers who state the same sum are no editions of each other, so both are kept.
    recorded = pick.select_latest(pick.narrow(rows, series=_RECORDED), TABLE)
    rows = pd.concat([pick.narrow(rows, series=_SAID), recorded])
    return FigureRows(TABLE, rows, _rates(tables, set(rows["currency"]), known_on))


def _rates(tables: Tables, currencies: set[str], known_on: date | None) -> pd.DataFrame:
    """The average rates of the month that turn these currencies into dollars."""
    needed = {_UNIT, *currencies} if currencies - {_UNIT} else set()
    rates = pick.narrow(tables.exchange_rates, month=_MONTH, currency=needed)
    return pick.select_latest(pick.select_known(rates, known_on), "exchange_rates")


def convert_to_dollars(amount: float, currency: str, rates: pd.DataFrame) -> float | None:
    """An amount in dollars at these rates; None where a rate is not known."""
    if currency == _UNIT:
        return amount
    per_euro = {"EUR": 1.0, **rates.set_index("currency")["units_per_eur"].to_dict()}
    if _UNIT not in per_euro or currency not in per_euro:
        return None
    return float(amount / per_euro[currency] * per_euro[_UNIT])


def _of(scene: DrawContext, series: str, *, joint: bool = False) -> pd.DataFrame:
    """The rows about single donors, or about several together."""
    several = scene.rows["donor"].str.contains("+", regex=False)
    return scene.rows[(scene.rows["series"] == series) & (several == joint)]


def _converted(scene: DrawContext, point: Point) -> Point:
    currency = str(scene.rows.at[point.rows[0], "currency"])
    return replace(point, y=convert_to_dollars(point.y or 0.0, currency, scene.rates))


def _points(
    scene: DrawContext, rows: pd.DataFrame, place: Callable[[pd.Series], str]
) -> tuple[Point, ...]:
    return tuple(_converted(scene, point) for point in pick.make_points(rows, place, "amount"))


def _draw_single(scene: DrawContext) -> tuple[tuple[Point, ...], ...]:
    """What was announced and what was recorded for each donor, the one who gave most first."""
    t, both = scene.t, (_of(scene, _SAID), _of(scene, _RECORDED))
    own = pd.concat(both)
    given = {
        row["donor"]: convert_to_dollars(row["amount"], row["currency"], scene.rates) or 0.0
        for _, row in own.iterrows()
    }
    largest_first = sorted(given, key=lambda donor: (-given[donor], donor))

    def name(row: pd.Series) -> str:
        """A donor, whether it is Nordic, and what it announced in its own currency."""
        first = own[own["donor"] == row["donor"]].sort_values("series").iloc[0]
        nordic, other = later("{donor} (Nordic): {amount}"), later("{donor} (not Nordic): {amount}")
        return t(
            nordic if row["donor"] in NORDIC else other,
            donor=t.name_donor(row["donor"]),
            amount=t.format_money(first["amount"], first["currency"]),
        )

    orders = (rows["donor"].map(largest_first.index).sort_values(kind="stable") for rows in both)
    return tuple(_points(scene, own.loc[order.index], name) for order in orders)


def _draw_joint(scene: DrawContext) -> tuple[tuple[Point, ...], ...]:
    """What was stated of several donors, and the record added up over the same donors."""
    joint, record = _of(scene, _SAID, joint=True), _of(scene, _RECORDED)

    def name(donors: str, line: int) -> str:
        """Which donors a joint number is about, and who gives it."""
        nordic, all_four = (
            later("Nordic donors only: {publisher}"),
            later("All four donors: {publisher}"),
        )
        form = nordic if _members(donors) <= NORDIC else all_four
        return scene.t(form, publisher=scene.name_publisher(line))

    sums = []
    for donors in joint["donor"].unique():
        rows = pick.narrow(record, donor=_members(donors))
        if set(rows["donor"]) == _members(donors):
            place = name(donors, int(rows.index[0]))
            sums.append(_converted(scene, pick.make_sum(rows, place, "amount")))
    return _points(scene, joint, lambda row: name(row["donor"], int(row.name))), tuple(sums)


def _draw_packages(scene: DrawContext) -> Plot:
    t, single, joint = scene.t, _draw_single(scene), _draw_joint(scene)

    def panel(
        points: tuple[tuple[Point, ...], ...], title: str, order: Iterable[Point] = ()
    ) -> Panel:
        said = bars(t("As announced"), points[0], SAID, QUIET)
        recorded = bars(t("Kiel Institute record"), points[1], COUNTED)
        return Panel((said, recorded), title, order=tuple(str(point.x) for point in order))

    largest_first = sorted(sum(joint, ()), key=lambda point: -(point.y or 0))
    return lay_panels(
        panel(single, t("Each donor")),
        panel(joint, t("The same packages, in total"), largest_first),
        unit=_UNIT,
        horizontal=True,
    )


def _title_of_packages(scene: DrawContext) -> str | tuple[str, ...]:
    t, record = scene.t, pick.narrow(scene.rows, series=_RECORDED)
    dollars = convert_to_dollars(1.0, "EUR", scene.rates)
    if set(record["donor"]) != _FOUR or dollars is None:
        return t("Announced in August 2025 as one sum; the Netherlands is not a Nordic country")
    nordic = pick.narrow(record, donor=NORDIC)
    whole, part = pick.add_up(record, "amount"), pick.add_up(nordic, "amount")
    words = {
        "total": t.format_money(whole * dollars, _UNIT),
        "nordic": t.format_money(part * dollars, _UNIT),
        "share": t.format_percent(1 - part / whole),
    }
    full = later(
        "Of {total} recorded for four donors, {nordic} is Nordic; the rest, {share}, is Dutch"
    )
    short = later("Of {total} recorded, {nordic} is Nordic; the rest, {share}, is Dutch")
    return t(full, **words), t(short, **words)


def _subtitle_of_packages(scene: DrawContext) -> str:
    t, record = scene.t, pick.narrow(scene.rows, series=_RECORDED)
    what = t(
        "Packages of 4–5 August 2025 to buy US weapons for Ukraine, in US dollars at the "
        "average rate of the month (ECB)."
    )
    if record.empty:
        return what
    added = t.format_number(pick.add_up(record, "amount") / 1e6, 2)
    return t("{what} Recorded in euros: {number} million.", what=what, number=added)


AIR_DEFENCE_2025 = declare_figure(
    id="air-defence-2025",
    name="Air defence of August 2025",
    title=_title_of_packages,
    subtitle=_subtitle_of_packages,
    caveats=(
        "The announcement, the joint statement and the record tell of the same money. They stand "
        "side by side and are never added.",
        "The packages also hold artillery, ammunition, anti-tank weapons and spare parts; how much "
        "of them is air defence is not known. Norway's part was not new money.",
        "No part of this money was announced in July 2025. What Norway announced on 24 August 2025 "
        "is other money and not shown.",
    ),
    select=_select_packages,
    draw=_draw_packages,
)

_WEAPONS = ("air_defence", "howitzers", "infantry_fighting_vehicles", "rocket_launchers", "tanks")
_ITEMS = {code: codes.ITEM[code] for code in _WEAPONS}
_MEASURES = {"pieces": "number of pieces", "value": "value in euros"}
_COLUMNS = {"pieces": "units", "value": "amount"}


def _select_weapons(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = pick.narrow(aid.select_series(tables, "kiel-weapons", known_on), item=chosen["item"])
    column = _COLUMNS[chosen["measure"][0]]
    rows = pick.select_latest(aid.filter_newest(rows), TABLE).dropna(subset=column)
    unpriced = (rows["obs_status"] == "U") & (column == "amount")
    order = rows[column].mask(unpriced, -1).sort_values(ascending=False, kind="stable")
    return FigureRows(TABLE, rows.loc[order.index])


def _draw_weapons(scene: DrawContext) -> Plot:
    """Every donor; one whose pieces have no price keeps its place without a value."""
    t, measure = scene.t, scene.find_code("measure")
    unpriced = (scene.rows["obs_status"] == "U") & (measure == "value")
    pairs = zip(aid.make_donor_points(scene, _COLUMNS[measure]), unpriced, strict=True)
    drawn = tuple(
        replace(point, x=t("{donor}: no price", donor=point.x), y=None) if hidden else point
        for point, hidden in pairs
    )
    mark = bars(t.capitalize(t(_MEASURES[measure])), drawn, COUNTED)
    return lay_rows(mark, unit="EUR" if measure == "value" else measure)


def _title_of_weapons(scene: DrawContext) -> tuple[str, ...]:
    t, column = scene.t, _COLUMNS[scene.find_code("measure")]
    priced = column == "amount"
    rows = pick.select_chartable(scene.rows) if priced else scene.rows
    numbers = pick.add_up(rows, column), rows[column].iloc[0]
    total, number = (t.format_money(n, "EUR") if priced else t.format_number(n) for n in numbers)
    words = {
        "item": t.capitalize(t(_ITEMS[scene.find_code("item")])),
        "donor": t.name_donor(rows["donor"].iloc[0]),
        "total": total,
        "number": number,
    }
    full = later("{item}, by number of pieces: {total} allocated; largest donor: {donor}, {number}")
    short = later("{item}, by number of pieces: {total} allocated")
    if priced:
        full = later("{item}: priced pieces worth {total}; largest donor: {donor}, {number}")
        short = later("{item}: priced pieces worth {total}")
    return t(full, **words), t(short, **words)


BY_DONOR = declare_figure(
    id="air-defence-by-donor",
    name="Air defence and heavy weapons by donor",
    title=_title_of_weapons,
    subtitle="Heavy weapons allocated to Ukraine by donor, from 24 January 2022 to {day}; shown: "
    "{measure}",
    places={"measure": lambda scene: scene.t(_MEASURES[scene.find_code("measure")])},
    caveats=(
        "One piece is not like another: a short-range launcher and a long-range system both "
        "count as one.",
        "Values cover priced pieces only. The source gives most British air-defence systems no "
        "price, so no value is shown for them, while their number is.",
        "Allocated is not yet delivered, and ammunition is not counted here.",
    ),
    select=_select_weapons,
    draw=_draw_weapons,
    choices=(
        make_choice("item", "Which weapons?", _ITEMS),
        make_choice("measure", "Pieces or value?", _MEASURES),
    ),
)
