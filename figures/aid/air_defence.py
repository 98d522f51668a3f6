"""The four packages of August 2025: as announced and as recorded, and which of them are Nordic."""

from dataclasses import replace
from datetime import date

import pandas as pd

from figures.aid.aid_rows import TABLE
from figures.core import selection as pick
from figures.core.choice import Chosen
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Panel, Plot, Point, Shape
from schemas import Tables

NORDIC = frozenset({"DNK", "FIN", "ISL", "NOR", "SWE"})
_FOUR = frozenset({"DNK", "NLD", "NOR", "SWE"})
_FIRST_DAY, _LAST_DAY, _MONTH = date(2025, 8, 4), date(2025, 8, 5), "2025-08"
_UNIT = "USD"
_SAID, _RECORDED = "announcement", "kiel-package"


def _members(donors: str) -> frozenset[str]:
    return frozenset(donors.split("+"))


def _select(tables: Tables, _chosen: Chosen, known_on: date | None) -> Selection:
    rows = tables.aid_flows
    rows = rows[rows["series"].isin((_SAID, _RECORDED)) & (rows["item"] == "nato_purl")]
    rows = rows[rows["donor"].map(lambda donors: _members(donors) <= _FOUR).astype(bool)]
    rows = pick.known(pick.between(rows, "period_start", _FIRST_DAY, _LAST_DAY), known_on)
    # Two publishers who state the same sum are no editions of each other, so both are kept.
    recorded = pick.latest(rows[rows["series"] == _RECORDED], TABLE)
    rows = pd.concat([rows[rows["series"] == _SAID], recorded])
    return Selection(TABLE, rows, _rates(tables, set(rows["currency"]), known_on))


def _rates(tables: Tables, currencies: set[str], known_on: date | None) -> pd.DataFrame:
    """The average rates of the month that turn these currencies into dollars."""
    needed = {_UNIT, *currencies} if currencies - {_UNIT} else set()
    rates = tables.exchange_rates
    rates = rates[(rates["month"] == _MONTH) & rates["currency"].isin(needed)]
    return pick.latest(pick.known(rates, known_on), "exchange_rates")


def in_dollars(amount: float, currency: str, rates: pd.DataFrame) -> float | None:
    """An amount in dollars at these rates; None where a rate is not known."""
    if currency == _UNIT:
        return amount
    per_euro = {"EUR": 1.0, **rates.set_index("currency")["units_per_eur"].to_dict()}
    if _UNIT not in per_euro or currency not in per_euro:
        return None
    return float(amount / per_euro[currency] * per_euro[_UNIT])


def _of(scene: Scene, series: str) -> pd.DataFrame:
    return scene.rows[scene.rows["series"] == series]


def _single(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[~rows["donor"].str.contains("+", regex=False)]


def _joint(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["donor"].str.contains("+", regex=False)]


def _in_order(scene: Scene) -> list[str]:
    """The single donors, the one who gave most first, as far as dollars are known."""
    given = {
        row["donor"]: in_dollars(row["amount"], row["currency"], scene.rates) or 0.0
        for _, row in _single(scene.rows).iterrows()
    }
    return sorted(given, key=lambda donor: (-given[donor], donor))


def _place(scene: Scene, donor: str) -> str:
    """A donor, whether it is Nordic, and what it announced in its own currency."""
    rows = _single(scene.rows)
    row = rows[rows["donor"] == donor].sort_values("series").iloc[0]
    words = {
        "donor": scene.say.donor(donor),
        "amount": scene.say.money(row["amount"], row["currency"]),
    }
    if donor in NORDIC:
        return scene.say("{donor} (Nordic): {amount}", **words)
    return scene.say("{donor} (not Nordic): {amount}", **words)


def _joint_place(scene: Scene, donors: str, line: int) -> str:
    """Which donors a joint number is about, and who gives it."""
    publisher = scene.publisher(line)
    if _members(donors) <= NORDIC:
        return scene.say("Nordic donors only: {publisher}", publisher=publisher)
    return scene.say("All four donors: {publisher}", publisher=publisher)


def _points(scene: Scene, rows: pd.DataFrame) -> tuple[Point, ...]:
    """A point for each single donor in these rows, in dollars."""
    order = {donor: number for number, donor in enumerate(_in_order(scene))}
    rows = rows.loc[sorted(rows.index, key=lambda line: order[rows.at[line, "donor"]])]
    made = pick.points(rows, lambda row: _place(scene, row["donor"]), "amount")
    return tuple(_converted(scene, point) for point in made)


def _converted(scene: Scene, point: Point) -> Point:
    currency = str(scene.rows.at[point.rows[0], "currency"])
    return replace(point, y=in_dollars(point.y or 0.0, currency, scene.rates))


def _told_together(scene: Scene) -> tuple[Point, ...]:
    """A point for each joint statement."""
    rows = _joint(_of(scene, _SAID))
    made = pick.points(rows, lambda row: _joint_place(scene, row["donor"], int(row.name)), "amount")
    return tuple(_converted(scene, point) for point in made)


def _added_up(scene: Scene) -> tuple[Point, ...]:
    """The record added up over the donors of each joint statement."""
    record = _of(scene, _RECORDED)
    sums = []
    for donors in _joint(_of(scene, _SAID))["donor"].unique():
        rows = record[record["donor"].isin(_members(donors))]
        if set(rows["donor"]) == _members(donors):
            place = _joint_place(scene, donors, int(rows.index[0]))
            sums.append(_converted(scene, pick.summed(rows, place, "amount")))
    return tuple(sums)


def _marks(scene: Scene, said: tuple[Point, ...], recorded: tuple[Point, ...]) -> tuple[Mark, ...]:
    say = scene.say
    marks = (
        Mark(say("As announced"), said, Meaning.SAID, Tone.QUIET, Shape.BAR),
        Mark(say("Kiel Institute record"), recorded, Meaning.COUNTED, shape=Shape.BAR),
    )
    return tuple(mark for mark in marks if mark.points)


def _draw(scene: Scene) -> Plot:
    say = scene.say
    by_donor = _marks(
        scene,
        _points(scene, _single(_of(scene, _SAID))),
        _points(scene, _of(scene, _RECORDED)),
    )
    told, added = _told_together(scene), _added_up(scene)
    largest_first = sorted([*told, *added], key=lambda point: -(point.y or 0))
    panels = (
        Panel(by_donor, title=say("Each donor")),
        Panel(
            _marks(scene, told, added),
            title=say("The same packages, in total"),
            order=tuple(str(point.x) for point in largest_first),
        ),
    )
    return Plot(tuple(panel for panel in panels if panel.marks), unit=_UNIT, horizontal=True)


def _title(scene: Scene) -> str | tuple[str, ...]:
    say, record = scene.say, _of(scene, _RECORDED)
    nordic = record[record["donor"].isin(NORDIC)]
    dollars = in_dollars(1.0, "EUR", scene.rates)
    if set(record["donor"]) != _FOUR or dollars is None:
        return say("Announced in August 2025 as one sum; the Netherlands is not a Nordic country")
    whole, part = pick.total(record, "amount"), pick.total(nordic, "amount")
    words = {
        "total": say.money(whole * dollars, _UNIT),
        "nordic": say.money(part * dollars, _UNIT),
        "share": say.percent(1 - part / whole),
    }
    return (
        say(
            "Of {total} recorded for four donors, {nordic} is Nordic; the rest, {share}, is Dutch",
            **words,
        ),
        say("Of {total} recorded, {nordic} is Nordic; the rest, {share}, is Dutch", **words),
    )


def _subtitle(scene: Scene) -> str:
    say, record = scene.say, _of(scene, _RECORDED)
    what = say(
        "Packages of 4–5 August 2025 to buy US weapons for Ukraine, in US dollars at the "
        "average rate of the month (ECB)."
    )
    if record.empty:
        return what
    added = say.number(pick.total(record, "amount") / 1e6, 2)
    return say("{what} Recorded in euros: {number} million.", what=what, number=added)


AIR_DEFENCE_2025 = Figure(
    id="air-defence-2025",
    topic=Topic.AID,
    name="Air defence of August 2025",
    title=_title,
    subtitle=_subtitle,
    caveats=(
        "The announcement, the joint statement and the record tell of the same money. They stand "
        "side by side and are never added.",
        "The packages also hold artillery, ammunition, anti-tank weapons and spare parts; how much "
        "of them is air defence is not known. Norway's part was not new money.",
        "No part of this money was announced in July 2025. What Norway announced on 24 August 2025 "
        "is other money and not shown.",
    ),
    select=_select,
    draw=_draw,
)
